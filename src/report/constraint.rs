//! What a path asks of the discount factor, in the parameters.

use serde_json::{Value, json};

use super::{Document, Repetitions};
use crate::answer::{Constraint, Repetition};
use crate::model::Model;
use crate::repeated::Deviation;

/// A longer constraint is nothing to read.
const MOST_CHARACTERS: usize = 120;

impl Constraint {
    /// The sum of powers of δ that must reach the bound.
    fn sum(&self) -> String {
        let delta = |power: u32| if power == 1 { "δ".to_owned() } else { format!("δ^{power}") };
        let plain = self.powers.iter().all(|(_, factor)| factor == "1");
        match &self.powers[..] {
            [(first, _), .., (last, _)] if plain && self.powers.len() > 3 => {
                format!("{} + … + {}", delta(*first), delta(*last))
            }
            powers => {
                let mut text = String::new();
                for (power, factor) in powers {
                    let minus = factor.strip_prefix('-').filter(|rest| is_product(rest));
                    text.push_str(match (text.is_empty(), minus.is_some()) {
                        (true, false) => "",
                        (true, true) => "−",
                        (false, false) => " + ",
                        (false, true) => " − ",
                    });
                    match minus.unwrap_or(factor) {
                        "1" => {}
                        name if !name.contains(' ') => text.push_str(&format!("{name} ")),
                        long => text.push_str(&format!("({long}) ")),
                    }
                    text.push_str(&delta(*power));
                }
                text
            }
        }
    }

    /// In words, if it is short enough.
    pub(super) fn tell(&self, model: &Model, found: &Repetition, document: &mut Document) {
        let said = format!("{} ≥ {}", self.sum(), self.bound);
        if said.chars().count() > MOST_CHARACTERS {
            return;
        }
        let conditions = match &self.conditions[..] {
            [] => String::new(),
            all if all.join(" and ").chars().count() <= MOST_CHARACTERS => {
                format!(", where {}", all.join(" and "))
            }
            _ => ", where comparisons in payoffs turn out as here".to_owned(),
        };
        if found.path.profiles().len() > 1 {
            let one = &found.deviations[self.deviation];
            let player = &model.players[one.player];
            document.gap();
            document.line(format!(
                "{}, tempted by {} in round {}:",
                player.name,
                player.strategies[one.strategy],
                one.phase + 1
            ));
        }
        document.line(format!("In the parameters: {said}{conditions}."));
    }

    /// For other programs.
    pub(super) fn json(&self, model: &Model, found: &Repetition) -> Value {
        let one = &found.deviations[self.deviation];
        let player = &model.players[one.player];
        let powers =
            self.powers.iter().map(|(power, factor)| json!({ "power": power, "factor": factor }));
        json!({
            "player": player.name,
            "round": one.phase,
            "strategy": player.strategies[one.strategy],
            "formula": self.bound,
            "powers": powers.collect::<Vec<_>>(),
            "where": self.conditions,
        })
    }
}

impl Repetitions<'_> {
    /// Whose condition it is that some discount factor meets, where none meets all.
    pub(super) fn not_enough(&self, found: &Repetition, one: &Deviation) -> String {
        let name = |player: usize| self.model.players[player].name.as_str();
        let never = (0..found.each.len()).filter(|&player| found.each[player].is_never());
        let never: Vec<&str> = never.map(name).collect();
        let whatever = match &never[..] {
            [] => String::new(),
            never => format!(": {} would deviate at any discount factor", never.join(", ")),
        };
        let who = name(one.player);
        format!(
            "What follows is the condition of {who} alone, and meeting it is not enough{whatever}."
        )
    }
}

/// Whether a formula is no sum, but for what stands in brackets.
fn is_product(formula: &str) -> bool {
    let mut depth = 0_usize;
    let mut inside = formula.chars().filter(|&letter| {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    !inside.any(|letter| matches!(letter, '+' | '-'))
}
