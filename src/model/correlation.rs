//! Parameters that move together: rank correlations, as they are written.

use std::ops::Range;

use super::parameter_help;
use crate::formula::Text;
use crate::num::Rational;
use crate::sampling::Copula;
use crate::text::{Code, Diagnostic};

/// Two parameters, by their numbers, and the rank correlation (Spearman's) between them.
pub type Correlation = (usize, usize, Rational);

/// Reads rank correlations, each written `NAME, NAME = RHO`, of parameters with these `names`; adds everything that is
/// wrong to `problems`, under `code`.
///
/// # Examples
/// ```
/// use equil::formula::Text;
/// use equil::model::read_correlations;
/// use equil::num::Rational;
/// use equil::text::Code;
///
/// let mut problems = Vec::new();
/// let text = Text::standalone("--correlate", "k, leak = 1/2");
/// let found = read_correlations(&[text], &["k", "leak"], Code::SETTING, &mut problems);
/// assert_eq!(found, [(0, 1, Rational::new(1, 2).unwrap())]);
/// let text = Text::standalone("--correlate", "k, leek = 2");
/// assert!(read_correlations(&[text], &["k", "leak"], Code::SETTING, &mut problems).is_empty());
/// assert_eq!(problems.len(), 1);
/// ```
pub fn read_correlations(
    texts: &[Text],
    names: &[&str],
    code: &'static Code,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Correlation> {
    let mut found: Vec<Correlation> = Vec::new();
    for text in texts {
        let read = one(text, names, code).and_then(|new| {
            fits(text, code, names, &found, &new)?;
            Ok(new)
        });
        match read {
            Ok(new) => found.push(new),
            Err(problem) => problems.push(*problem),
        }
    }
    let pairs: Vec<(usize, usize, f64)> =
        found.iter().map(|(a, b, rank)| (*a, *b, rank.nearest_f64())).collect();
    if let Some(last) = texts.last().filter(|_| found.len() == texts.len())
        && Copula::new(names.len(), &pairs).is_err()
    {
        let message = if texts.len() == 2 {
            "no parameters have this correlation and the one before it at once"
        } else {
            "no parameters have this correlation and those before it at once"
        };
        let help = "what moves with the same parameter moves together: take smaller numbers, or name the pairs \
                    that are left out, which have none";
        problems.push(last.problem(code, last.whole(), message).help(help));
    }
    found
}

fn one(text: &Text, names: &[&str], code: &'static Code) -> Result<Correlation, Box<Diagnostic>> {
    let written = text.text.as_str();
    let problem = |at: Range<usize>, message: String| {
        text.problem(code, text.span(at.start, at.end), message)
    };
    let parts =
        written.split_once('=').and_then(|(pair, rank)| Some((pair.split_once(',')?, rank)));
    let Some(((first, second), rank)) = parts else {
        let wrong =
            problem(0..written.len(), "this is no correlation of two parameters".to_owned());
        return Err(Box::new(wrong.help("write two names and a number, as in \"k, leak = 0.5\"")));
    };
    let parameter = |name: &str, at: usize| {
        let wanted = name.trim();
        let start = at + name.len() - name.trim_start().len();
        names.iter().position(|known| *known == wanted).ok_or_else(|| {
            let message = format!("unknown parameter `{wanted}`");
            let unknown = problem(start..start + wanted.len(), message);
            Box::new(unknown.help(parameter_help(wanted, names.iter().copied())))
        })
    };
    let place = (parameter(first, 0)?, parameter(second, first.len() + 1)?);
    let number = rank.trim();
    let start = written.len() - rank.trim_start().len();
    let at = start..start + number.len();
    let help = "write a number between -1 and 1, as in 0.5";
    let value: Rational = number
        .parse()
        .map_err(|error| problem(at.clone(), format!("`{number}` is {error}")).help(help))?;
    if value.abs() >= Rational::integer(1) {
        let message = format!("a rank correlation is between -1 and 1, and `{number}` is not");
        let wrong = problem(at, message);
        let wrong = wrong
            .help("a parameter that moves exactly with another one is a helper: see `[define]`");
        return Err(Box::new(wrong));
    }
    Ok((place.0, place.1, value))
}

/// Whether it goes with those before.
fn fits(
    text: &Text,
    code: &'static Code,
    names: &[&str],
    before: &[Correlation],
    new: &Correlation,
) -> Result<(), Box<Diagnostic>> {
    let wrong = |message: String, help: &str| {
        Err(Box::new(text.problem(code, text.whole(), message).help(help)))
    };
    let (first, second) = (names[new.0], names[new.1]);
    if new.0 == new.1 {
        let message = format!("`{first}` cannot be correlated with itself");
        return wrong(message, "name two parameters");
    }
    let same = |(a, b, _): &Correlation| (*a, *b) == (new.0, new.1) || (*b, *a) == (new.0, new.1);
    if before.iter().any(same) {
        let message = format!("the correlation of `{first}` and `{second}` is given twice");
        return wrong(message, "leave one of the two out");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(texts: &[&str]) -> Vec<String> {
        let texts: Vec<Text> = texts.iter().map(|text| Text::standalone("c", text)).collect();
        let mut problems = Vec::new();
        read_correlations(&texts, &["a", "b", "c"], Code::SETTING, &mut problems);
        problems.into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn everything_that_is_wrong_is_told() {
        assert_eq!(told(&["a, b = 0.6", " b ,c=-1/2"]), [""; 0]);
        let wrong = ["a = 1/2", "a, d = 0.1", "a, b = x", "a, b = 1", "a, a = 0.5"];
        assert_eq!(told(&wrong).len(), 5);
        assert!(told(&["a, b = 0.1", "b, a = 0.2"])[0].contains("twice"));
        let bound = told(&["a, b = 0.9", "b, c = 0.9", "a, c = -0.9"]);
        assert!(bound.len() == 1 && bound[0].contains("those before it at once"), "{bound:?}");
        // Only what is named is correlated
        assert_eq!(told(&["a, b = 0.9", "b, c = 0.9"]).len(), 1);
        assert_eq!(told(&["a, b = 0.9", "b, c = 0.9", "a, c = 0.8"]), [""; 0]);
    }
}
