//! Labels, counts and limits: what all parts of the header need.

use super::reader::{Reader, Stop, Token};
use crate::text::{Code, Span};

/// `{ "a" "b" }`, each the name of `what`.
pub(super) fn labels(
    reader: &mut Reader,
    what: &str,
    all: &str,
) -> Result<(Vec<String>, Span), Stop> {
    let open = reader.expect(Token::Open, &format!("`{{` and {all}"))?;
    let mut labels = Vec::new();
    loop {
        match reader.peek() {
            Token::Close => break,
            Token::Text => {
                labels.push(reader.string(what)?);
                few(reader, labels.len(), reader.limits.max_strategies, "names", open)?;
            }
            _ => {
                let help = "names stand in quotes, without commas, as in `{ \"a\" \"b\" }`";
                let expected = format!("the name of {what} in quotes, or `}}`");
                return Err(reader.expected(&expected, Some(help)));
            }
        }
    }
    let span = open.to(reader.expect(Token::Close, "`}`")?);
    if labels.is_empty() {
        return Err(nothing(reader, span, &format!("{all} are missing")));
    }
    Ok((labels, span))
}

/// Notes that something is empty which must not be.
pub(super) fn nothing(reader: &mut Reader, span: Span, message: &str) -> Stop {
    reader.problem(Code::EMPTY, span, message, |it| it.label("nothing is listed"))
}

/// What the user can allow more of.
pub(super) const PROFILES: &str = "pure profiles";

/// Notes that there are more than `most` of something, from `span` on.
pub(super) fn few(
    reader: &mut Reader,
    number: usize,
    most: usize,
    what: &str,
    span: Span,
) -> Result<(), Stop> {
    if number <= most {
        return Ok(());
    }
    // Sums and products stop there
    let number = if number == usize::MAX { "too many".to_owned() } else { number.to_string() };
    let message = format!("the game has {number} {what}: at most {most} are read");
    let help = (what == PROFILES).then(|| "`--max-profiles` raises the limit".to_owned());
    Err(reader.problem(Code::LIMIT, span, message, |it| {
        it.label(format!("{number} {what}")).maybe_help(help)
    }))
}

/// `1 player`, `2 players`.
pub(in crate::format) fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
