//! Parameters that vary, as written on the command line.

use super::CliError;
use equil::model::Model;
use equil::num::Rational;
use equil::text::{Code, Diagnostic, Source, similar};

/// A parameter, and how far it goes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Axis {
    /// Its number in the model.
    pub(crate) parameter: usize,
    /// Its least value,
    pub(crate) low: Rational,
    /// and its greatest.
    pub(crate) high: Rational,
}

/// The parameters that `--vary NAME[=low:high]` names; all that have a range, where nothing is written.
///
/// # Errors
/// Everything that is wrong with the texts.
pub(crate) fn axes(texts: &[String], model: &Model) -> Result<Vec<Axis>, CliError> {
    if texts.is_empty() {
        let ranged = model.parameters.iter().enumerate().filter_map(|(parameter, p)| {
            let (low, high) = p.range.clone()?;
            Some(Axis { parameter, low, high })
        });
        return Ok(ranged.collect());
    }
    let mut axes: Vec<Axis> = Vec::new();
    let mut problems = Vec::new();
    for text in texts {
        match axis(text, model) {
            Ok(axis) if axes.iter().any(|other| other.parameter == axis.parameter) => {
                problems.push(problem(text, 0..text.len(), "this parameter varies twice"));
            }
            Ok(axis) => axes.push(axis),
            Err(found) => problems.push(*found),
        }
    }
    if problems.is_empty() { Ok(axes) } else { Err(CliError::Problems(problems)) }
}

fn problem(text: &str, span: std::ops::Range<usize>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::SETTING, &Source::new("--vary", text), span, message)
}

fn axis(text: &str, model: &Model) -> Result<Axis, Box<Diagnostic>> {
    let (name, range) = match text.split_once('=') {
        Some((name, range)) => (name, Some(range)),
        None => (text, None),
    };
    let wanted = name.trim();
    let parameter = model.parameters.iter().position(|p| p.name == wanted).ok_or_else(|| {
        let names = model.parameters.iter().map(|p| p.name.as_str());
        let unknown = problem(text, 0..name.len(), format!("unknown parameter `{wanted}`"));
        unknown.maybe_help(similar(wanted, "parameter", names))
    })?;
    let Some(range) = range else {
        let range = model.parameters[parameter].range.clone();
        let (low, high) = range.ok_or_else(|| {
            problem(text, 0..text.len(), format!("`{wanted}` has no range"))
                .help(format!("write `--vary {wanted}=LOW:HIGH`"))
        })?;
        return Ok(Axis { parameter, low, high });
    };
    let start = name.len() + 1;
    let ends = range.split_once(':');
    let (low, high) = ends.ok_or_else(|| {
        problem(text, start..text.len(), "this is no range")
            .help(format!("write `--vary {wanted}=LOW:HIGH`"))
    })?;
    let number = |written: &str, at: usize| {
        written.trim().parse::<Rational>().map_err(|error| {
            problem(text, at..at + written.len(), format!("`{}` is {error}", written.trim()))
                .help("write 3, -1/2, 0.25 or 1e3")
        })
    };
    let axis =
        Axis { parameter, low: number(low, start)?, high: number(high, start + low.len() + 1)? };
    if axis.low > axis.high {
        return Err(Box::new(
            problem(text, start..text.len(), "the range ends before it starts")
                .help("write the lower end first"),
        ));
    }
    Ok(axis)
}
