//! `equil convert -f json`: the payoffs and nothing else.

use serde_json::{Map, Value, json};

use super::json::{Point, game_json, number_json};
use crate::game::Payoffs;
use crate::model::Model;
use crate::num::Rational;

/// Every payoff (`equil.convert/1`): for each player a nested list, the first player's strategy
/// outermost.
pub fn payoffs_json(model: &Model, payoffs: &Payoffs, point: &Point) -> Value {
    let listed: Map<String, Value> = model
        .players
        .iter()
        .enumerate()
        .map(|(number, player)| (player.name.clone(), nested(payoffs, number, &mut Vec::new())))
        .collect();
    json!({
        "schema": "equil.convert/1",
        "game": game_json(model),
        "point": point.json(),
        "payoffs": listed,
    })
}

/// The payoffs of `player` where the first players play as in `profile`.
fn nested(payoffs: &Payoffs, player: usize, profile: &mut Vec<usize>) -> Value {
    let shape = payoffs.shape();
    if profile.len() == shape.players() {
        let bounds = payoffs.bounds(player, &[(shape.index(profile), Rational::integer(1))]);
        return bounds.as_ref().map_or(Value::Null, number_json);
    }
    let depth = profile.len();
    let mut list = Vec::new();
    for strategy in 0..shape.strategies()[depth] {
        profile.push(strategy);
        list.push(nested(payoffs, player, profile));
        profile.pop();
    }
    Value::Array(list)
}
