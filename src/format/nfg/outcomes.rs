//! The outcome version: a list of outcomes, then the number of one for each profile.

use super::Outcomes;
use super::header::Header;
use super::integer::small_integer;
use super::labels::{counted, few};
use super::number::{end, number};
use super::quote::shortened;
use super::reader::{NumberProblem, Reader, Stop, Token, long_digits};
use crate::num::Rational;
use crate::text::{Code, Span};

/// The outcomes as the file lists them; number 0 is the null outcome.
struct List {
    names: Vec<String>,
    /// `payoffs[outcome * players + player]`
    payoffs: Vec<Rational>,
    /// Digits of the long numbers in each outcome.
    digits: Vec<usize>,
    /// Where the list starts.
    open: Span,
}

/// Payoffs by player and profile, and which profiles have the same outcome.
pub(super) fn outcomes(
    reader: &mut Reader,
    header: &Header,
) -> Result<(Vec<Vec<Rational>>, Outcomes), Stop> {
    let players = header.players.len();
    let list = list(reader, header)?;
    let known = |number: i64| usize::try_from(number).ok().filter(|&n| n < list.names.len());
    // No more room than the rest of the file can ask for: an index takes two bytes
    let room = header.profiles.min((reader.text.len() - reader.at) / 2 + 1);
    let mut payoffs: Vec<Vec<Rational>> = (0..players).map(|_| Vec::with_capacity(room)).collect();
    let mut outcomes = Outcomes { names: Vec::new(), profiles: Vec::with_capacity(room) };
    // 1 + the place of each outcome among those in use
    let mut places = vec![0_u32; list.names.len()];
    for profile in 0..header.profiles {
        let short = small_integer(reader.text.as_bytes(), reader.at);
        let outcome = match short.and_then(|(number, next)| Some((known(number)?, next))) {
            Some((outcome, next)) => {
                reader.at = next;
                outcome
            }
            None => index(reader, header, &list, profile)?,
        };
        if list.digits[outcome] > 0 {
            reader.hold(list.digits[outcome], Span::new(reader.at, reader.at))?;
        }
        for (own, payoff) in payoffs.iter_mut().zip(&list.payoffs[outcome * players..]) {
            own.push(payoff.clone());
        }
        if outcome > 0 && places[outcome] == 0 {
            outcomes.names.push(list.names[outcome].clone());
            places[outcome] = u32::try_from(outcomes.names.len()).expect("`list` has counted them");
        }
        outcomes.profiles.push(places[outcome]);
    }
    end(reader, header.profiles, "outcome number", &indices(header))?;
    Ok((payoffs, outcomes))
}

/// `{ { "name" 1, 2 } … }`
fn list(reader: &mut Reader, header: &Header) -> Result<List, Stop> {
    let players = header.players.len();
    let open = reader.expect(Token::Open, "`{` and the outcomes")?;
    let mut list = List {
        names: vec![String::new()],
        payoffs: vec![Rational::integer(0); players],
        digits: vec![0],
        open,
    };
    loop {
        match reader.peek() {
            Token::Close => break,
            Token::Open => {
                outcome(reader, header, &mut list)?;
                let payoffs = list.payoffs.len() - players; // without the null outcome
                few(reader, payoffs, reader.limits.max_payoffs, "payoffs of outcomes", open)?;
            }
            _ => {
                let help = "an outcome is written `{ \"name\" 1, 2 }`; only payoffs may have commas \
                            between them";
                return Err(reader.expected("`{` and the next outcome, or `}`", Some(help)));
            }
        }
    }
    let close = reader.expect(Token::Close, "`}`")?;
    if u32::try_from(list.names.len()).is_err() {
        let message = format!("at most {} outcomes are read", u32::MAX);
        return Err(reader.problem(Code::LIMIT, close, message, |it| it.label("up to here")));
    }
    Ok(list)
}

fn outcome(reader: &mut Reader, header: &Header, list: &mut List) -> Result<(), Stop> {
    reader.expect(Token::Open, "`{`")?;
    let name = reader.string("the name of the outcome in quotes, which may be empty")?;
    let mut digits = 0_usize;
    for player in &header.players {
        let whose = || format!("the payoff of `{}`", shortened(player));
        let payoff = match small_integer(reader.text.as_bytes(), reader.at) {
            Some((integer, next)) => {
                reader.at = next;
                Rational::integer(integer)
            }
            None if reader.peek() == Token::Word => {
                let (word, span) = reader.word();
                digits = digits.saturating_add(long_digits(word));
                number(reader, word, span, whose)?
            }
            None => return Err(reader.expected(&whose(), Some(&each(header)))),
        };
        list.payoffs.push(payoff);
        if reader.peek() == Token::Comma {
            reader.expect(Token::Comma, "`,`")?;
        }
    }
    if reader.peek() != Token::Close {
        let after = counted(header.players.len(), "payoff");
        return Err(reader.expected(&format!("`}}` after {after}"), Some(&each(header))));
    }
    reader.expect(Token::Close, "`}`")?;
    list.names.push(name);
    list.digits.push(digits);
    Ok(())
}

/// The number of an outcome. One that does not exist is noted and counts as 0.
#[cold]
fn index(reader: &mut Reader, header: &Header, list: &List, profile: usize) -> Result<usize, Stop> {
    if reader.peek() != Token::Word {
        let expected = format!("the outcome of profile {} of {}", profile + 1, header.profiles);
        return Err(reader.expected(&expected, Some(&indices(header))));
    }
    let (word, span) = reader.word();
    let number = match reader.number(word, span) {
        Ok(number) => number,
        Err(NumberProblem::Stop(stop)) => return Err(stop),
        Err(NumberProblem::Wrong(_)) => Rational::integer(-1),
    };
    let outcomes = list.names.len() - 1;
    let known = number.to_i64().and_then(|n| usize::try_from(n).ok());
    if let Some(known) = known.filter(|&n| n <= outcomes) {
        return Ok(known);
    }
    let message = format!("there is no outcome `{}`", shortened(word));
    let stop = reader.problem(Code::NFG, span, message, |it| {
        it.label(format!("outcome of profile {}", profile + 1))
            .also(list.open, format!("{} in this list", counted(outcomes, "outcome")))
            .help(format!("write a number from 0 to {outcomes}; in outcome 0 everyone gets 0"))
    });
    if reader.is_full() { Err(stop) } else { Ok(0) }
}

fn each(header: &Header) -> String {
    format!("each outcome has {}, one for each player", counted(header.players.len(), "payoff"))
}

fn indices(header: &Header) -> String {
    let profiles = counted(header.profiles, "profile");
    format!("behind the list stands the number of one outcome for each of {profiles}")
}
