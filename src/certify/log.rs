//! Proofs as text: one step a line.

use std::fmt::{Display, Write};
use std::sync::Arc;

use dashu_int::IBig;

use super::heading::{Line, Lines};
use super::{Duals, Heading, Multipliers, Step};
use crate::text::{Code, Diagnostic, Source, Span};

/// First line of every proof, without the version.
const TITLE: &str = "equil-proof";

/// Of what is written and read here.
const VERSION: &str = "2";

/// More problems than this are not listed.
const MAX_PROBLEMS: usize = 20;

/// A proof as text: a title, comments, what it is about, and one step a line. Labels, players and
/// strategies count from 1.
///
/// # Examples
/// ```
/// use equil::certify::{Heading, Multipliers, Step, read_proof, write_proof};
/// use equil::text::Source;
///
/// let proof = Multipliers::Small(vec![8, -5]);
/// let steps = [Step::Branch(2), Step::Empty { player: 0, proof }, Step::Origin, Step::Subset];
/// let heading = Heading { game: "ab12".to_owned(), claim: None };
/// let text = write_proof(&["a game"], &heading, &steps);
/// assert_eq!(text, "equil-proof 2\n# a game\ngame ab12\nbranch 3\nempty 1 8 -5\norigin\nsubset\n");
/// let read = read_proof(&Source::new("game.proof", text)).unwrap();
/// assert_eq!(read.heading, heading);
/// assert!(read.steps.iter().map(|(step, _)| step).eq(&steps));
/// ```
pub fn write_proof(comments: &[&str], heading: &Heading, steps: &[Step]) -> String {
    let mut text = format!("{TITLE} {VERSION}\n");
    for comment in comments {
        text.push_str(&format!("# {comment}\n"));
    }
    text.push_str(&heading.text());
    for step in steps {
        match step {
            Step::Branch(label) => text.push_str(&format!("branch {}", label + 1)),
            Step::Empty { player, proof } => {
                text.push_str(&format!("empty {}", player + 1));
                push_all(&mut text, proof);
            }
            Step::Origin => text.push_str("origin"),
            Step::Subset => text.push_str("subset"),
            Step::Cut([first, second]) => {
                text.push_str("cut");
                push(&mut text, &first.denominator);
                push_all(&mut text, &first.numerators);
                text.push_str(" |");
                push(&mut text, &second.denominator);
                push_all(&mut text, &second.numerators);
            }
        }
        text.push('\n');
    }
    text
}

fn push(text: &mut String, number: &impl Display) {
    // Texts hold whatever is written to them
    let _ = write!(text, " {number}");
}

fn push_all(text: &mut String, numbers: &Multipliers) {
    match numbers {
        Multipliers::Small(numbers) => numbers.iter().for_each(|n| push(text, n)),
        Multipliers::Big(numbers) => numbers.iter().for_each(|n| push(text, n)),
    }
}

/// A proof that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct ProofText {
    /// What it is about.
    pub heading: Heading,
    /// Where it names the game, and the objective (or the game again).
    pub places: [Span; 2],
    /// The steps, and where each stands.
    pub steps: Vec<(Step, Span)>,
}

/// Reads what [`write_proof`] wrote.
///
/// # Errors
/// Every line that is no step, up to twenty of them; or what is missing at the top.
pub fn read_proof(source: &Arc<Source>) -> Result<ProofText, Vec<Diagnostic>> {
    let (mut lines, mut steps, mut problems) = (Lines::default(), Vec::new(), Vec::new());
    let mut start = 0;
    let mut titled = false;
    for line in source.text.split_inclusive('\n') {
        let text = line.trim();
        let from = start + (line.len() - line.trim_start().len());
        let span = Span::new(from, from + text.len());
        start += line.len();
        if !titled {
            check_title(source, text, span)?;
            titled = true;
        } else if !text.is_empty() && !text.starts_with('#') {
            let found = if steps.is_empty() { lines.take(text, span) } else { Line::Other };
            let problem = match (found, step(text)) {
                (Line::Taken, _) => continue,
                (Line::Other, Some(step)) => {
                    steps.push((step, span));
                    continue;
                }
                (Line::Wrong, _) => Diagnostic::new(Code::PROOF, source, span, "not a heading of a proof")
                    .help("`docs/proof.md` says how a heading is written; each line stands there once"),
                (Line::Other, None) => {
                    Diagnostic::new(Code::PROOF, source, span, "not a step of a proof").help(
                        "write `branch LABEL`, `empty PLAYER MULTIPLIERS…`, `origin`, `subset` or `cut …`",
                    )
                }
            };
            if problems.len() == MAX_PROBLEMS {
                break;
            }
            problems.push(problem);
        }
    }
    if !titled {
        problems.push(Diagnostic::new(Code::PROOF, source, 0..0, "the file is empty"));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    match lines.finish() {
        Ok((heading, places)) => Ok(ProofText { heading, places, steps }),
        Err((message, place)) => {
            let span = place.unwrap_or_else(|| (0..first_line(&source.text)).into());
            let problem = Diagnostic::new(Code::PROOF, source, span, message);
            Err(vec![problem.help("`equil solve --proof` writes a new one")])
        }
    }
}

fn first_line(text: &str) -> usize {
    text.lines().next().map_or(0, str::len)
}

/// Whether this is the first line of a proof of this version.
fn check_title(source: &Arc<Source>, text: &str, span: Span) -> Result<(), Vec<Diagnostic>> {
    let version = text.strip_prefix(TITLE).map(str::trim);
    if version == Some(VERSION) {
        return Ok(());
    }
    let number = version.filter(|v| !v.is_empty() && v.bytes().all(|b| b.is_ascii_digit()));
    let (message, help) = match number {
        Some(version) => (
            format!("a proof of version {version}"),
            format!("only version {VERSION} is read; `equil solve --proof` writes a new one"),
        ),
        None => (
            "not a proof".to_owned(),
            format!(
                "a proof starts with the line `{TITLE} {VERSION}`; `equil solve --proof` writes one"
            ),
        ),
    };
    Err(vec![Diagnostic::new(Code::PROOF, source, span, message).help(help)])
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
            Step::Empty { player, proof: multipliers(&rest)? }
        }
        "origin" => Step::Origin,
        "subset" => Step::Subset,
        "cut" => {
            let rest: Vec<&str> = words.by_ref().collect();
            let bar = rest.iter().position(|word| *word == "|")?;
            Step::Cut([duals(&rest[..bar])?, duals(&rest[bar + 1..])?])
        }
        _ => return None,
    };
    words.next().is_none().then_some(step)
}

fn multipliers(words: &[&str]) -> Option<Multipliers> {
    let numbers = words.iter().map(|word| word.parse::<IBig>().ok());
    Some(numbers.collect::<Option<Vec<IBig>>>()?.into())
}

/// A denominator and numerators.
fn duals(words: &[&str]) -> Option<Duals> {
    let (denominator, numerators) = words.split_first()?;
    Some(Duals { denominator: denominator.parse().ok()?, numerators: multipliers(numerators)? })
}
