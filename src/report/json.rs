//! Pieces of the JSON that other programs rely on.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::Document;
use crate::certify::Certificate;
use crate::game::Mixed;
use crate::model::Model;
use crate::num::{Rational, Ring, decimal_down, decimal_up};
use crate::table::Style;
use crate::text::hexadecimal;

/// Where in the parameter space a question was asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// The scenario chosen.
    pub scenario: Option<String>,
    /// Parameters set by hand.
    pub set: Vec<(String, Rational)>,
    /// Restrictions of strategies, as written.
    pub given: Vec<String>,
}

impl Point {
    /// In words, if it is not the file's own point: `at scenario rainy, k = 1/3, given a = x`.
    pub fn said(&self) -> Option<String> {
        let mut said: Vec<String> =
            self.scenario.iter().map(|scenario| format!("scenario {scenario}")).collect();
        said.extend(self.set.iter().map(|(name, value)| format!("{name} = {value}")));
        let mut text =
            if said.is_empty() { String::new() } else { format!("at {}", said.join(", ")) };
        if !self.given.is_empty() {
            let space = if text.is_empty() { "" } else { ", " };
            text.push_str(&format!("{space}given {}", self.given.join(", ")));
        }
        Some(text).filter(|text| !text.is_empty())
    }

    /// Adds to a document where it is in the game of this name, if it is not the file's own point.
    pub(super) fn tell(&self, name: &str, document: &mut Document) {
        if let Some(said) = self.said() {
            document.styled(Style::Faint, format!("{name} {said}"));
        }
    }

    /// For other programs.
    pub fn json(&self) -> Value {
        let set: Map<String, Value> = self
            .set
            .iter()
            .map(|(name, value)| (name.clone(), number_json(&(value.clone(), value.clone()))))
            .collect();
        json!({ "scenario": self.scenario, "set": set, "given": self.given })
    }
}

/// Digits after the point of an enclosure, unless its ends differ by far less.
const DIGITS: usize = 24;

/// So many digits that an enclosure is not much wider than the numbers.
fn digits(low: &Rational, high: &Rational) -> usize {
    let apart = high.minus(low).nearest_f64();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a few hundred at most
    let needed = (-core_math::log10(apart.max(f64::MIN_POSITIVE))).max(0.0) as usize + 2;
    if needed > DIGITS + 4 { needed } else { DIGITS }
}

/// A number: `{"value", "exact"}`, or `{"value", "enclosure": [low, high]}` when it is not known
/// to be rational.
pub fn number_json(bounds: &(Rational, Rational)) -> Value {
    let (low, high) = bounds;
    if low == high {
        return json!({ "value": low.nearest_f64(), "exact": low.to_string() });
    }
    let middle = crate::table::middle(low, high).nearest_f64();
    let digits = digits(low, high);
    json!({
        "value": middle,
        "enclosure": [decimal_down(low, digits), decimal_up(high, digits)],
    })
}

/// What is proved about a profile.
pub(super) fn certificate_json(certificate: &Certificate) -> Value {
    match certificate {
        Certificate::Exact => json!({ "kind": "exact" }),
        Certificate::Regret(bound) => {
            json!({ "kind": "regret", "bound": number_json(&(bound.clone(), bound.clone())) })
        }
        Certificate::Enclosure(_) => json!({ "kind": "enclosure" }),
    }
}

/// What game a result is about.
pub fn game_json(model: &Model) -> Value {
    let hash = hexadecimal(&Sha256::digest(model.source.text.as_bytes()));
    let players: Map<String, Value> = model
        .players
        .iter()
        .map(|player| (player.name.clone(), json!(player.strategies)))
        .collect();
    json!({
        "name": model.info.name,
        "file": model.source.name,
        "sha256": hash,
        "players": players,
    })
}

/// A pure profile: labels by player.
pub(crate) fn profile_json(model: &Model, profile: &[usize], without: Option<usize>) -> Value {
    let said: Map<String, Value> = model
        .players
        .iter()
        .zip(profile)
        .enumerate()
        .filter(|(player, _)| Some(*player) != without)
        .map(|(_, (player, &strategy))| (player.name.clone(), json!(player.strategies[strategy])))
        .collect();
    Value::Object(said)
}

/// A mixed profile: player → strategy → probability.
pub(super) fn mixed_profile_json<'a>(
    model: &Model,
    profile: impl IntoIterator<Item = &'a Mixed<Rational>>,
) -> Value {
    let players = model.players.iter().zip(profile).map(|(player, strategy)| {
        let mixed = player.strategies.iter().zip(strategy);
        let mixed = mixed.map(|(name, p)| (name.clone(), number_json(&(p.clone(), p.clone()))));
        (player.name.clone(), Value::Object(mixed.collect()))
    });
    Value::Object(players.collect())
}

/// A mixture of one player's strategies: probability by label.
pub(crate) fn mixture_json(model: &Model, player: usize, mixture: &[(usize, Rational)]) -> Value {
    let said: Map<String, Value> = mixture
        .iter()
        .map(|(strategy, p)| {
            let label = model.players[player].strategies[*strategy].clone();
            (label, number_json(&(p.clone(), p.clone())))
        })
        .collect();
    Value::Object(said)
}
