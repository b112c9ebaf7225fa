//! The format of the programs `GameTracer` and GAMUT, `.gam`: numbers only, for any number of players.
//!
//! ```text
//! # a comment
//! 2
//! 2 3
//! 1 0  0 2  1/2 3
//! 0 1  1 0  0.25 2
//! ```
//!
//! The number of players and of each player's strategies come first, then all payoffs of the first
//! player, all of the second, and so on; within a player's payoffs the first player's strategy varies
//! fastest. Numbers are those of [`Rational`], exactly.
//!
//! Source: Blum, Koller and Shelton's `GameTracer`; `nudelman2004` in `paper/refs.bib` for GAMUT.

mod write;

use std::sync::Arc;

use super::nfg::counted;
use super::words::{Stop, Words, unlabelled};
use super::{Files, Format, Limits, Reading};
use crate::num::Rational;
use crate::text::{Code, Diagnostic, Source};

pub use write::write;

pub(super) const FORMAT: Format = Format {
    name: "gam",
    extension: "gam",
    about: "GameTracer's and GAMUT's strategic form",
    is_always_a_game: true,
    read,
};

const HELP: &str = "write the number of players, each player's number of strategies, then the \
                    payoffs player by player, the first player's strategy varying fastest";

fn read(source: &Arc<Source>, limits: &Limits, _: &Files<'_>) -> Result<Reading, Vec<Diagnostic>> {
    let mut words = Words::new(source, limits, Code::GAM);
    match payoffs(&mut words) {
        Ok((counts, payoffs)) if words.problems.is_empty() => {
            let players = (1..=counts.len()).map(|i| format!("player{i}")).collect();
            Ok(unlabelled(source, None, players, &counts, payoffs))
        }
        _ => Err(words.problems),
    }
}

/// The numbers of strategies, and the players' payoffs.
fn payoffs(words: &mut Words<'_>) -> Result<(Vec<usize>, Vec<Vec<Rational>>), Stop> {
    words.skip_comments();
    let (players, start) = words.count("players", HELP)?;
    if players > words.limits.max_strategies {
        let message = format!("the game has more than {} players", words.limits.max_strategies);
        return Err(words.problem(Code::LIMIT, start, message, "too many", HELP));
    }
    let (mut counts, mut span) = (Vec::new(), start);
    while counts.len() < players {
        words.skip_comments();
        let what = format!("strategies of player {}", counts.len() + 1);
        let (count, at) = words.count(&what, HELP)?;
        counts.push(count);
        span = span.to(at);
    }
    words.skip_comments();
    let shape = words.shape(counts.clone(), span)?;
    let profiles = shape.profiles();
    let whose = |done: usize| {
        let profile = shape.profile(done % profiles);
        let names: Vec<String> = profile.iter().map(|own| (own + 1).to_string()).collect();
        format!("player {}'s payoff when they play {}", done / profiles + 1, names.join(", "))
    };
    let needed = format!(
        "{} and {} make {}",
        counted(players, "player"),
        counted(profiles, "profile"),
        counted(players * profiles, "payoff")
    );
    let mut listed = words.payoffs(players * profiles, whose, &needed)?.into_iter();
    let payoffs = (0..players).map(|_| listed.by_ref().take(profiles).collect()).collect();
    Ok((counts, payoffs))
}
