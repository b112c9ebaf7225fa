//! Numbers of the body, and what they are if they are none.

use super::header::Header;
use super::labels::counted;
use super::quote::shortened;
use super::reader::{NumberProblem, Reader, Stop, Token};
use crate::num::{NumberError, Rational};
use crate::text::{Code, Span};

/// The number that `word` is. If it is none, that is noted, with what it would have been, and it
/// counts as 0.
pub(super) fn number(
    reader: &mut Reader,
    word: &str,
    span: Span,
    what: impl FnOnce() -> String,
) -> Result<Rational, Stop> {
    let error = match reader.number(word, span) {
        Ok(number) => return Ok(number),
        Err(NumberProblem::Stop(stop)) => return Err(stop),
        Err(NumberProblem::Wrong(error)) => error,
    };
    let code = if error == NumberError::TooLong { Code::LIMIT } else { Code::NUMBER };
    let message = match error {
        NumberError::Malformed => format!("`{}` is {error}", shortened(word)),
        _ => format!("{error}: `{}`", shortened(word)),
    };
    let what = what();
    let stop = reader.problem(code, span, message, |it| {
        it.label(what).maybe_help(advice(word, error).map(str::to_owned))
    });
    if reader.is_full() { Err(stop) } else { Ok(Rational::integer(0)) }
}

fn advice(word: &str, error: NumberError) -> Option<&'static str> {
    let within = |sign: char| word.char_indices().any(|(at, c)| at > 0 && c == sign);
    match error {
        NumberError::Malformed if word.contains(['−', '–']) => {
            Some("the minus sign is the hyphen of the keyboard, `-`")
        }
        NumberError::Malformed if word.contains(';') => Some("numbers are separated by blanks"),
        NumberError::Malformed if within('-') || within('+') => {
            Some("put a blank between two numbers")
        }
        _ => None,
    }
}

/// ``payoff of `b` in profile 2 (`B`, `L`)``
pub(super) fn whose(header: &Header, profile: usize, player: usize) -> String {
    const SHOWN: usize = 4;
    let mut names = Vec::new();
    let mut rest = profile;
    for (other, count) in header.strategies.counts().into_iter().enumerate().take(SHOWN) {
        names.push(format!("`{}`", shortened(&header.strategies.name(other, rest % count))));
        rest /= count;
    }
    if header.players.len() > SHOWN {
        names.push("…".to_owned());
    }
    let name = shortened(&header.players[player]);
    format!("payoff of `{name}` in profile {} ({})", profile + 1, names.join(", "))
}

/// Notes what stands behind the last of `number` things of a kind.
pub(super) fn end(reader: &mut Reader, number: usize, what: &str, help: &str) -> Result<(), Stop> {
    match reader.peek() {
        Token::End => return Ok(()),
        Token::Word => {}
        _ => return Err(reader.expected("the end of the file", Some(help))),
    }
    let span = reader.span();
    let mut found = number;
    while reader.peek() == Token::Word {
        reader.word();
        found += 1;
    }
    let message = format!("expected {}, found {found}", counted(number, what));
    Err(reader.problem(Code::NFG, span, message, |it| {
        it.label(format!("the first {what} too many")).help(help)
    }))
}
