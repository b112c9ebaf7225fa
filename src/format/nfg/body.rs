//! The body: payoffs one by one, or outcomes and which profile has which.

use super::header::{Header, header};
use super::integer::small_integer;
use super::labels::counted;
use super::number::{end, number, whose};
use super::reader::{Reader, Stop, Token};
use super::{NfgFile, outcomes};
use crate::num::Rational;
use crate::text::Code;

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
