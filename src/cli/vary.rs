//! Parameters that vary, as written on the command line: one reader for every command.

use std::ops::Range;

use super::CliError;
use equil::formula::Text;
use equil::model::{Axis, Correlation, Model, Parameter, Vary, parameter_help, read_correlations};
use equil::num::Rational;
use equil::text::{Code, Diagnostic, Source, Span};

/// The parameters that `--vary NAME[=low:high]` names; all that have a range, where nothing is written.
///
/// # Errors
/// Everything that is wrong with the texts.
pub(crate) fn axes(texts: &[String], model: &Model) -> Result<Vec<Axis>, CliError> {
    let every = ["*".to_owned()];
    let texts = if texts.is_empty() { &every } else { texts };
    let mut problems = Vec::new();
    let mut axes = Vec::new();
    for (vary, text) in read(texts, model)? {
        let name = &model.parameters[vary.parameter].name;
        let is_said = vary.range.is_some();
        let range = vary.range.or_else(|| model.parameters[vary.parameter].range.clone());
        match range {
            _ if vary.points.is_some() => {
                let many = problem(text, 0..text.len(), "here every value of a range is looked at");
                problems.push(many.help(format!("write `--vary {name}=LOW:HIGH`")));
            }
            // Nobody has said here that it moves over that
            Some((low, high)) if low == high && !is_said => {}
            Some((low, high)) if low == high => {
                let flat = problem(text, 0..text.len(), "this is one value, and no range");
                problems.push(flat.help(format!(
                    "write `--vary {name}=LOW:HIGH` with a greater end, or `--set {name}={low}`"
                )));
            }
            Some((low, high)) => axes.push(Axis { parameter: vary.parameter, low, high }),
            None => {
                let none = problem(text, 0..text.len(), format!("`{name}` has no range"));
                problems.push(none.help(format!("write `--vary {name}=LOW:HIGH`")));
            }
        }
    }
    if problems.is_empty() { Ok(axes) } else { Err(CliError::Problems(problems)) }
}

/// The parameters that `--vary NAME[=low:high[:n]]` names; `*` is every parameter with a range that is not named.
///
/// # Errors
/// Everything that is wrong with the texts.
pub(crate) fn varied(texts: &[String], model: &Model) -> Result<Vec<Vary>, CliError> {
    Ok(read(texts, model)?.into_iter().map(|(vary, _)| vary).collect())
}

/// Rank correlations, each written `NAME, NAME = RHO`.
pub(crate) fn correlated(texts: &[String], model: &Model) -> Result<Vec<Correlation>, CliError> {
    let texts: Vec<Text> = texts.iter().map(|text| Text::standalone("--correlate", text)).collect();
    let names: Vec<&str> = model.parameters.iter().map(|p| p.name.as_str()).collect();
    let mut problems = Vec::new();
    let found = read_correlations(&texts, &names, Code::SETTING, &mut problems);
    if problems.is_empty() { Ok(found) } else { Err(CliError::Problems(problems)) }
}

/// What varies, each with the text that says so.
fn read<'t>(texts: &'t [String], model: &Model) -> Result<Vec<(Vary, &'t str)>, CliError> {
    let mut problems = Vec::new();
    let mut named: Vec<(Vary, &str)> = Vec::new();
    for text in texts.iter().filter(|text| text.trim() != "*") {
        match one("--vary", text, model) {
            Ok(vary) if named.iter().any(|(other, _)| other.parameter == vary.parameter) => {
                problems.push(problem(text, 0..text.len(), "this parameter varies twice"));
            }
            Ok(vary) => named.push((vary, text)),
            Err(found) => problems.push(*found),
        }
    }
    if !problems.is_empty() {
        return Err(CliError::Problems(problems));
    }
    let ranged = model.parameters.iter().enumerate().filter(|(_, p)| p.range.is_some());
    let ranged: Vec<usize> = ranged.map(|(parameter, _)| parameter).collect();
    let mut found: Vec<(Vary, &str)> = Vec::new();
    for text in texts {
        if text.trim() != "*" {
            found.push(named.remove(0));
            continue;
        }
        for &parameter in &ranged {
            let known = found.iter().chain(&named).any(|(vary, _)| vary.parameter == parameter);
            if !known {
                found.push((Vary { parameter, range: None, points: None }, text));
            }
        }
    }
    Ok(found)
}

/// A warning for each parameter that would move over its range, where that has no width: it stays.
pub(crate) fn still(texts: &[String], model: &Model) -> Vec<Diagnostic> {
    let named = |name: &str| texts.iter().any(|text| text.trim() == name);
    let every = texts.is_empty() || named("*");
    let is_meant = |parameter: &&Parameter| {
        let name = parameter.name.as_str();
        let own = |text: &String| text.split('=').next().is_some_and(|own| own.trim() == name);
        named(name) || (every && !texts.iter().any(own))
    };
    model.parameters.iter().filter(is_meant).filter_map(|p| unmoved(p, model)).collect()
}

/// A warning where a parameter that moves over its range does not move.
pub(crate) fn unmoved(parameter: &Parameter, model: &Model) -> Option<Diagnostic> {
    parameter.range.as_ref().filter(|(low, high)| low == high)?;
    let message = format!("the range of `{}` has no width: it does not move", parameter.name);
    let warning = Diagnostic::new(Code::STILL, &model.source, Span::default(), message);
    Some(warning.help(format!("write a wider range, or `--vary {}=LOW:HIGH`", parameter.name)))
}

fn problem(text: &str, span: Range<usize>, message: impl Into<String>) -> Diagnostic {
    problem_in("--vary", text, span, message)
}

fn problem_in(
    option: &str,
    text: &str,
    span: Range<usize>,
    message: impl Into<String>,
) -> Diagnostic {
    Diagnostic::new(Code::SETTING, &Source::new(option, text), span, message)
}

/// The parameter along which thresholds are followed, `NAME[=low:high[:n]]`: its range, and at how many values.
///
/// # Errors
/// What is wrong with the text; `moved` is the parameter that has the thresholds.
pub(crate) fn along(text: &str, moved: usize, model: &Model) -> Result<(Axis, usize), CliError> {
    let failed = |span: Range<usize>, message: String, help: String| {
        CliError::Problems(vec![problem_in("--along", text, span, message).help(help)])
    };
    let vary = one("--along", text, model).map_err(|found| CliError::Problems(vec![*found]))?;
    let parameter = &model.parameters[vary.parameter];
    let (name, whole) = (&parameter.name, 0..text.len());
    if vary.parameter == moved {
        let message = format!("`{name}` is the parameter whose thresholds are asked for");
        return Err(failed(whole, message, "name another one".to_owned()));
    }
    let written = format!("write `--along {name}=LOW:HIGH`");
    let Some((low, high)) = vary.range.or_else(|| parameter.range.clone()) else {
        return Err(failed(whole, format!("`{name}` has no range"), written));
    };
    if low == high {
        return Err(failed(whole, "the range has no width".to_owned(), written));
    }
    if vary.points == Some(1) {
        let message = "both ends of the range are values".to_owned();
        return Err(failed(whole, message, "write 2, 3, 4, ...".to_owned()));
    }
    Ok((Axis { parameter: vary.parameter, low, high }, vary.points.unwrap_or(VALUES)))
}

/// Values along which thresholds are followed: steps of a twentieth.
const VALUES: usize = 21;

fn one(option: &str, text: &str, model: &Model) -> Result<Vary, Box<Diagnostic>> {
    let problem =
        |text: &str, span: Range<usize>, message: String| problem_in(option, text, span, message);
    let (name, range) = match text.split_once('=') {
        Some((name, range)) => (name, Some(range)),
        None => (text, None),
    };
    let wanted = name.trim();
    let parameter = model.parameters.iter().position(|p| p.name == wanted).ok_or_else(|| {
        let names = model.parameters.iter().map(|p| p.name.as_str());
        // `k:0:4` for `k=0:4`
        let known = |name: &str| names.clone().any(|other| other == name.trim());
        let help = match wanted.split_once(':') {
            Some((name, rest)) if range.is_none() && known(name) => {
                format!("write `{option} {}={rest}`", name.trim())
            }
            _ => parameter_help(wanted, names),
        };
        problem(text, 0..name.len(), format!("unknown parameter `{wanted}`")).help(help)
    })?;
    let Some(range) = range else { return Ok(Vary { parameter, range: None, points: None }) };
    let start = name.len() + 1;
    let no_range = || {
        problem(text, start..text.len(), "this is no range".to_owned())
            .help(format!("write `{option} {wanted}=LOW:HIGH`, as in 0:1/2"))
    };
    let (low, rest) = range.split_once(':').ok_or_else(no_range)?;
    let (high, points) = match rest.split_once(':') {
        Some((high, points)) => (high, Some(points)),
        None => (rest, None),
    };
    let number = |written: &str, at: usize| {
        written.trim().parse::<Rational>().map_err(|error| {
            problem(text, at..at + written.len(), format!("`{}` is {error}", written.trim()))
                .help("write 3, -1/2, 0.25 or 1e3")
        })
    };
    let from = number(low, start)?;
    let to = number(high, start + low.len() + 1)?;
    let count = |written: &str| match written.trim().parse::<usize>() {
        Ok(points) if points > 0 => Ok(points),
        _ => {
            let at = text.len() - written.len();
            let message = format!("`{}` is no number of values", written.trim());
            Err(problem(text, at..text.len(), message).help("write 1, 2, 3, ..."))
        }
    };
    let points = points.map(count).transpose()?;
    if from > to {
        return Err(Box::new(
            problem(text, start..text.len(), "the range ends before it starts".to_owned())
                .help("write the lower end first"),
        ));
    }
    Ok(Vary { parameter, range: Some((from, to)), points })
}
