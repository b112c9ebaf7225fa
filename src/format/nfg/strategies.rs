//! The players' strategies: how many, or which.

use super::labels::{PROFILES, few, labels, nothing};
use super::quote::shortened;
use super::reader::{NumberProblem, Reader, Stop, Token};
use crate::num::Rational;
use crate::text::{Code, Span};

/// The players' strategies as the file gives them.
pub(super) enum Strategies {
    Counts(Vec<usize>),
    Names(Vec<Vec<String>>),
}

impl Strategies {
    pub(super) fn counts(&self) -> Vec<usize> {
        match self {
            Self::Counts(counts) => counts.clone(),
            Self::Names(names) => names.iter().map(Vec::len).collect(),
        }
    }

    /// Names for all; where there are only numbers of strategies, `1`, `2`, ….
    pub(super) fn names(self) -> Vec<Vec<String>> {
        match self {
            Self::Counts(counts) => {
                counts.iter().map(|&n| (1..=n).map(|i| i.to_string()).collect()).collect()
            }
            Self::Names(names) => names,
        }
    }

    pub(super) fn name(&self, player: usize, strategy: usize) -> String {
        match self {
            Self::Counts(_) => (strategy + 1).to_string(),
            Self::Names(names) => names[player][strategy].clone(),
        }
    }
}

/// `{ 2 3 }` or `{ { "T" "B" } { "L" "R" } }`.
pub(super) fn strategies(reader: &mut Reader) -> Result<(Strategies, Span), Stop> {
    let open = reader.expect(Token::Open, "`{` and the players' strategies")?;
    let (mut counts, mut names) = (Vec::new(), Vec::new());
    let by_name = reader.peek() == Token::Open;
    let mut total = 0_usize;
    loop {
        match reader.peek() {
            Token::Close => break,
            Token::Open if by_name => {
                let (own, _) = labels(reader, "a strategy", "the names of the strategies")?;
                total = total.saturating_add(own.len());
                names.push(own);
            }
            Token::Word if !by_name => {
                let own = count(reader)?;
                total = total.saturating_add(own);
                counts.push(own);
            }
            _ => {
                let expected = if by_name {
                    "`{` and the names of the next player's strategies, or `}`"
                } else {
                    "the number of the next player's strategies, or `}`"
                };
                return Err(reader.expected(expected, Some(NAMES_OR_NUMBERS)));
            }
        }
        few(reader, total, reader.limits.max_strategies, "strategies", open)?;
    }
    let span = open.to(reader.expect(Token::Close, "`}`")?);
    if counts.is_empty() && names.is_empty() {
        return Err(nothing(reader, span, "the players' strategies are missing"));
    }
    let strategies = if by_name { Strategies::Names(names) } else { Strategies::Counts(counts) };
    Ok((strategies, span))
}

const NAMES_OR_NUMBERS: &str = "strategies are given by numbers, as in `{ 2 2 }`, or by names for \
                                all players, as in `{ { \"T\" \"B\" } { \"L\" \"R\" } }`";

/// The number of a player's strategies.
fn count(reader: &mut Reader) -> Result<usize, Stop> {
    let (word, span) = reader.word();
    let number = match reader.number(word, span) {
        Ok(number) if number.is_integer() => number,
        Err(NumberProblem::Stop(stop)) => return Err(stop),
        _ => {
            let message = format!("`{}` is not a number of strategies", shortened(word));
            return Err(reader.problem(Code::NUMBER, span, message, |it| {
                it.label("expected 1, 2, 3, …").help(NAMES_OR_NUMBERS)
            }));
        }
    };
    if number < Rational::integer(1) {
        let message = "a player needs at least one strategy";
        return Err(
            reader.problem(Code::EMPTY, span, message, |it| it.label("expected 1, 2, 3, …"))
        );
    }
    // A number too long for this is above any limit
    Ok(number.to_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX))
}

/// The number of pure profiles, within the limits.
pub(super) fn profiles(reader: &mut Reader, counts: &[usize], span: Span) -> Result<usize, Stop> {
    let profiles = counts.iter().fold(1_usize, |product, &n| product.saturating_mul(n));
    let payoffs = profiles.saturating_mul(counts.len());
    let limits = reader.limits;
    few(reader, profiles, limits.max_profiles, PROFILES, span)?;
    few(reader, payoffs, limits.max_payoffs, "payoffs", span)?;
    Ok(profiles)
}
