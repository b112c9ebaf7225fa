//! Play that may stop after each round.

use serde_json::{Value, json};

use super::json::number_json;
use crate::model::Model;
use crate::num::{Rational, Ring};
use crate::repeated::Bounds;
use crate::table::in_full;

/// Discount factors where play stops after each round with some chance: what is still to come counts less by as much.
///
/// # Examples
/// ```
/// use equil::num::Rational;
/// use equil::report::Stopping;
///
/// let fraction = |text: &str| text.parse::<Rational>().unwrap();
/// let stated = vec![(fraction("3/4"), fraction("3/4"))];
/// let stopping = Stopping { chance: fraction("1/10"), stated };
/// assert_eq!(stopping.counts(), [(fraction("27/40"), fraction("27/40"))]);
/// ```
#[derive(Clone, Debug)]
pub struct Stopping {
    /// How probably play stops after a round.
    pub chance: Rational,
    /// The discount factor of each player if play went on: at least, and at most.
    pub stated: Vec<Bounds>,
}

impl Stopping {
    /// What a payoff one round from now counts to each player: the discount factor times the chance that there will be one.
    pub fn counts(&self) -> Vec<Bounds> {
        let goes_on = Rational::one().minus(&self.chance);
        let part = |number: &Rational| {
            let mut part = number.clone();
            part *= &goes_on;
            part
        };
        self.stated.iter().map(|(low, high)| (part(low), part(high))).collect()
    }

    /// How discount factors come about, in a sentence.
    pub(super) fn said(&self, model: &Model) -> String {
        let counts = self.counts();
        let both = self.stated.iter().zip(&counts);
        let each = both.map(|(stated, counts)| {
            format!("{} instead of {}", in_full(&counts.0), in_full(&stated.0))
        });
        let each: Vec<String> = each.collect();
        let same = each.iter().all(|one| *one == each[0]);
        let factors = if same {
            each.into_iter().take(1).collect::<String>()
        } else {
            let named = model.players.iter().zip(each);
            let named = named.map(|(player, said)| format!("{} {said}", player.name));
            named.collect::<Vec<_>>().join(", ")
        };
        let s = if same { "" } else { "s" };
        format!(
            "Play stops after each round with probability {}: effective discount factor{s} {factors}.",
            in_full(&self.chance)
        )
    }

    /// The same for other programs.
    pub(super) fn json(&self, model: &Model) -> Value {
        let each = |all: &[Bounds]| {
            let named = model.players.iter().zip(all);
            Value::Object(
                named.map(|(player, one)| (player.name.clone(), number_json(one))).collect(),
            )
        };
        json!({
            "chance": number_json(&(self.chance.clone(), self.chance.clone())),
            "discounts": each(&self.stated),
            "effective": each(&self.counts()),
        })
    }
}
