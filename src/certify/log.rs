//! Proofs as text: one step a line.

use std::fmt::Write;
use std::sync::Arc;

use dashu_int::IBig;

use super::{Multipliers, Step};
use crate::text::{Code, Diagnostic, Source, Span};

/// First line of every proof.
const TITLE: &str = "equil-proof 1";

/// More problems than this are not listed.
const MAX_PROBLEMS: usize = 20;

/// A proof as text: a title, comments, and one step a line. Labels and players count from 1.
///
/// # Examples
/// ```
/// use equil::certify::{Multipliers, Step, read_proof, write_proof};
/// use equil::text::Source;
///
/// let proof = Multipliers::Small(vec![8, -5]);
/// let steps = [Step::Branch(2), Step::Empty { player: 0, proof }, Step::Origin, Step::Subset];
/// let text = write_proof(&["a game"], &steps);
/// assert_eq!(text, "equil-proof 1\n# a game\nbranch 3\nempty 1 8 -5\norigin\nsubset\n");
/// let read = read_proof(&Source::new("game.proof", text)).unwrap();
/// assert!(read.iter().map(|(step, _)| step).eq(&steps));
/// ```
pub fn write_proof(comments: &[&str], steps: &[Step]) -> String {
    let mut text = format!("{TITLE}\n");
    for comment in comments {
        text.push_str(&format!("# {comment}\n"));
    }
    for step in steps {
        match step {
            Step::Branch(label) => text.push_str(&format!("branch {}", label + 1)),
            Step::Empty { player, proof } => {
                text.push_str(&format!("empty {}", player + 1));
                // Texts hold whatever is written to them
                let _ = match proof {
                    Multipliers::Small(numbers) => {
                        numbers.iter().try_for_each(|n| write!(text, " {n}"))
                    }
                    Multipliers::Big(numbers) => {
                        numbers.iter().try_for_each(|n| write!(text, " {n}"))
                    }
                };
            }
            Step::Origin => text.push_str("origin"),
            Step::Subset => text.push_str("subset"),
        }
        text.push('\n');
    }
    text
}

/// Reads what [`write_proof`] wrote: each step and where it stands.
///
/// # Errors
/// Every line that is no step, up to twenty of them.
pub fn read_proof(source: &Arc<Source>) -> Result<Vec<(Step, Span)>, Vec<Diagnostic>> {
    let (mut steps, mut problems) = (Vec::new(), Vec::new());
    let mut start = 0;
    let mut titled = false;
    for line in source.text.split_inclusive('\n') {
        let text = line.trim();
        let from = start + (line.len() - line.trim_start().len());
        let span = Span::new(from, from + text.len());
        start += line.len();
        if !titled {
            if text != TITLE {
                let problem = Diagnostic::new(Code::PROOF, source, span, "not a proof");
                let help = format!(
                    "a proof starts with the line `{TITLE}`; `equil solve --proof` writes one"
                );
                return Err(vec![problem.help(help)]);
            }
            titled = true;
        } else if !text.is_empty() && !text.starts_with('#') {
            match step(text) {
                Some(step) => steps.push((step, span)),
                None if problems.len() < MAX_PROBLEMS => problems.push(
                    Diagnostic::new(Code::PROOF, source, span, "not a step of a proof").help(
                        "write `branch LABEL`, `empty PLAYER MULTIPLIERS…`, `origin` or `subset`",
                    ),
                ),
                None => break,
            }
        }
    }
    if !titled {
        problems.push(Diagnostic::new(Code::PROOF, source, 0..0, "the file is empty"));
    }
    if problems.is_empty() { Ok(steps) } else { Err(problems) }
}

fn step(text: &str) -> Option<Step> {
    let mut words = text.split_ascii_whitespace();
    let name = words.next()?;
    let mut number = || words.next()?.parse::<usize>().ok()?.checked_sub(1);
    let step = match name {
        "branch" => Step::Branch(number()?),
        "empty" => {
            let player = number()?;
            let rest: Vec<&str> = words.by_ref().collect();
            let small: Option<Vec<i64>> = rest.iter().map(|word| word.parse().ok()).collect();
            let proof = match small {
                Some(numbers) => Multipliers::Small(numbers),
                None => {
                    let big = rest.iter().map(|word| word.parse::<IBig>().ok());
                    Multipliers::Big(big.collect::<Option<_>>()?)
                }
            };
            Step::Empty { player, proof }
        }
        "origin" => Step::Origin,
        "subset" => Step::Subset,
        _ => return None,
    };
    words.next().is_none().then_some(step)
}
