//! The table of payoffs as CSV, as `[table] file` of a game file takes it.

use super::names;
use crate::game::Game;
use crate::model::Model;
use crate::num::{Rational, shortest};

/// A row for each pure profile: each player's strategy, then each player's payoff, exactly (a
/// decimal where it is short, else a fraction). `game` has the payoffs, `model` the names.
pub fn to_csv(model: &Model, game: &Game<Rational>) -> String {
    let (players, strategies) = names(model);
    let mut text = format!("{},u_{}\n", players.join(","), players.join(",u_"));
    let shape = game.shape();
    // The last player's strategy varies fastest, as people list cases
    let mut profile = vec![0; players.len()];
    for _ in 0..shape.profiles() {
        let labels =
            profile.iter().zip(&strategies).map(|(&s, labels): (&usize, _)| labels[s].clone());
        let index = shape.index(&profile);
        let numbers = (0..players.len()).map(|player| {
            let payoff = &game.payoffs(player)[index];
            let decimal = if payoff.is_integer() { None } else { shortest(payoff) };
            decimal.unwrap_or_else(|| payoff.to_string())
        });
        // Names and numbers need no quotes
        text.push_str(&labels.chain(numbers).collect::<Vec<String>>().join(","));
        text.push('\n');
        for (own, labels) in profile.iter_mut().zip(&strategies).rev() {
            *own += 1;
            if *own < labels.len() {
                break;
            }
            *own = 0;
        }
    }
    text
}
