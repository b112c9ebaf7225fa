//! Profiles in words.

use crate::game::{Mixed, Profile};
use crate::model::Model;
use crate::num::Rational;
use crate::table::shown_probability;

/// A mixed strategy in words: `T`, or `1/3 T + 2/3 B`.
pub fn mixed_in_words(names: &[String], strategy: &Mixed<Rational>, digits: usize) -> String {
    let played: Vec<(&String, &Rational)> =
        names.iter().zip(strategy).filter(|(_, p)| !p.is_zero()).collect();
    if let [(only, _)] = played[..] {
        return only.clone();
    }
    let part = |(name, p): (&String, &Rational)| format!("{} {name}", shown_probability(p, digits));
    played.into_iter().map(part).collect::<Vec<_>>().join(" + ")
}

/// A profile in words: `player = strategy, …`.
pub fn shown_profile(model: &Model, profile: &Profile<Rational>, digits: usize) -> String {
    let said: Vec<String> = model
        .players
        .iter()
        .zip(profile)
        .map(|(player, strategy)| {
            format!("{} = {}", player.name, mixed_in_words(&player.strategies, strategy, digits))
        })
        .collect();
    said.join(", ")
}
