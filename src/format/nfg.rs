//! Gambit strategic-form files, payoff version (`.nfg`).
//!
//! Format: <https://gambitproject.readthedocs.io/en/latest/formats.html>.

use super::{Format, ReadError, ReadErrorKind};
use crate::game::Game;
use crate::num::Rational;
use crate::text::{Source, Span};

pub(super) const FORMAT: Format =
    Format { extension: "nfg", about: "Gambit strategic form, payoff version", read };

fn read(source: &Source) -> Result<Game<Rational>, ReadError> {
    let mut tokens = Tokens { text: &source.text, at: 0 };
    for header in ["NFG", "1", "R"] {
        tokens.word(header)?;
    }
    tokens.next("a title")?;
    let players = tokens.braced("the players' names")?.len();
    let mut strategies = Vec::new();
    for (word, span) in tokens.braced("the numbers of strategies")? {
        strategies.push(
            word.parse()
                .map_err(|_| ReadErrorKind::NotANumber { text: word.to_owned() }.at(span))?,
        );
    }

    let payoffs_start = tokens.at;
    let mut payoffs = vec![Vec::new(); players];
    let mut found = 0;
    while let Some((word, span)) = tokens.token() {
        if word.starts_with('"') && found == 0 {
            continue; // the optional comment
        }
        let payoff = word
            .parse::<Rational>()
            .ok()
            .ok_or_else(|| ReadErrorKind::NotANumber { text: word.to_owned() }.at(span))?;
        payoffs[found % players].push(payoff);
        found += 1;
    }
    let expected = players * strategies.iter().product::<usize>();
    Game::new(strategies.clone(), payoffs).ok_or_else(|| {
        ReadErrorKind::PayoffCount { strategies, expected, found }
            .at(Span { start: payoffs_start, end: tokens.at })
    })
}

/// Words, quoted strings and braces, with their places.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    fn token(&mut self) -> Option<(&'a str, Span)> {
        let rest = &self.text[self.at..];
        let start = self.at + rest.find(|c: char| !c.is_whitespace())?;
        let rest = &self.text[start..];
        let len = match rest.as_bytes()[0] {
            b'"' => rest[1..].find('"').map_or(rest.len(), |i| i + 2),
            b'{' | b'}' => 1,
            _ => rest.find(|c: char| c.is_whitespace() || "{}\"".contains(c)).unwrap_or(rest.len()),
        };
        self.at = start + len;
        Some((&rest[..len], Span { start, end: self.at }))
    }

    fn next(&mut self, expected: &'static str) -> Result<(&'a str, Span), ReadError> {
        let end = Span { start: self.text.len(), end: self.text.len() };
        self.token().ok_or_else(|| ReadErrorKind::Expected { expected }.at(end))
    }

    fn word(&mut self, expected: &'static str) -> Result<(), ReadError> {
        let (word, span) = self.next(expected)?;
        if word == expected { Ok(()) } else { Err(ReadErrorKind::Expected { expected }.at(span)) }
    }

    fn braced(&mut self, expected: &'static str) -> Result<Vec<(&'a str, Span)>, ReadError> {
        let (open, span) = self.next(expected)?;
        if open != "{" {
            return Err(ReadErrorKind::Expected { expected }.at(span));
        }
        let mut words = Vec::new();
        loop {
            match self.next("`}`")? {
                ("}", _) => return Ok(words),
                word => words.push(word),
            }
        }
    }
}
