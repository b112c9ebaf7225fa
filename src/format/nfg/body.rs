//! The body: payoffs one by one, or outcomes and which profile has which.

use super::header::{Header, counted, header};
use super::integer::small_integer;
use super::quote::shortened;
use super::reader::{NumberProblem, Reader, Stop, Token};
use super::{NfgFile, outcomes};
use crate::num::{NumberError, Rational};
use crate::text::{Code, Span};

/// The whole file.
pub(super) fn file(reader: &mut Reader) -> Result<NfgFile, Stop> {
    let header = header(reader)?;
    let (payoffs, outcomes) = if reader.peek() == Token::Open {
        let (payoffs, outcomes) = outcomes::outcomes(reader, &header)?;
        (payoffs, Some(outcomes))
    } else {
        (payoffs(reader, &header)?, None)
    };
    let Header { title, comment, players, strategies, .. } = header;
    Ok(NfgFile { title, comment, players, strategies: strategies.names(), payoffs, outcomes })
}

/// The payoff version: one payoff for each profile and, fastest, each player.
fn payoffs(reader: &mut Reader, header: &Header) -> Result<Vec<Vec<Rational>>, Stop> {
    let players = header.players.len();
    // No more room than the rest of the file can fill: a payoff takes two bytes
    let room = header.profiles.min((reader.text.len() - reader.at) / (2 * players) + 1);
    let mut payoffs: Vec<Vec<Rational>> = (0..players).map(|_| Vec::with_capacity(room)).collect();
    for profile in 0..header.profiles {
        for (player, own) in payoffs.iter_mut().enumerate() {
            let payoff = match small_integer(reader.text.as_bytes(), reader.at) {
                Some((integer, next)) => {
                    reader.at = next;
                    Rational::integer(integer)
                }
                None => payoff(reader, header, profile, player)?,
            };
            own.push(payoff);
        }
    }
    end(reader, header.profiles * players, "payoff", &needed(header))?;
    Ok(payoffs)
}

/// Any payoff. One that cannot be read is noted, and reading goes on.
#[cold]
fn payoff(
    reader: &mut Reader,
    header: &Header,
    profile: usize,
    player: usize,
) -> Result<Rational, Stop> {
    let (players, done) = (header.players.len(), profile * header.players.len() + player);
    match reader.peek() {
        Token::Word => {}
        Token::End => {
            let span = reader.span();
            let message =
                format!("expected {}, found {done}", counted(header.profiles * players, "payoff"));
            return Err(reader.problem(Code::NFG, span, message, |it| {
                it.label("the file ends here").help(needed(header))
            }));
        }
        Token::Comma => {
            let help = "payoffs are separated by blanks, and the decimal point is `.`";
            return Err(reader.expected("a payoff", Some(help)));
        }
        Token::Open | Token::Close | Token::Text => {
            return Err(reader.expected("a payoff", Some(&needed(header))));
        }
    }
    let (word, span) = reader.word();
    number(reader, word, span, || whose(header, profile, player))
}

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
fn whose(header: &Header, profile: usize, player: usize) -> String {
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

/// How many payoffs there must be, and why.
fn needed(header: &Header) -> String {
    let (players, profiles) = (header.players.len(), header.profiles);
    format!(
        "{} and {} make {}",
        counted(players, "player"),
        counted(profiles, "profile"),
        counted(players * profiles, "payoff")
    )
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
