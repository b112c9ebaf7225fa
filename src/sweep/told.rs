//! What is known of a row in full: numbers exactly, and all equilibria.

use serde_json::{Map, Value, json};

use super::Plan;
use crate::certify::Certificate;
use crate::game::{Payoffs, Support};
use crate::model::Watched;
use crate::nash::{Equilibrium, Settings};
use crate::num::Rational;
use crate::solve::solve;
use crate::table::in_full;

/// An answer as text.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// A number in full, or a JSON object.
    pub text: String,
    /// The nearest float; of equilibria, how many are listed.
    pub value: f64,
    /// Whether it is an object.
    pub is_object: bool,
}

impl Told {
    pub(super) fn number(value: &Rational) -> Self {
        Self { text: in_full(value), value: value.nearest_f64(), is_object: false }
    }

    /// All equilibria, or as many as are known, with the coverage: `{"coverage": "all", "equilibria": [{"player":
    /// {"strategy": "1/2", …}, …}, …]}`, strategies that are played, in order of the texts. Probabilities that are not
    /// known to be rational are the nearest decimals.
    pub(super) fn equilibria(
        plan: &Plan<'_>,
        watched: &Watched,
        payoffs: &Payoffs,
        settings: &Settings<'_>,
    ) -> Option<Self> {
        if watched.query.has_mixtures() {
            return None;
        }
        let counts = payoffs.shape().strategies();
        let kept = watched.query.kept(counts);
        let is_whole = kept.iter().zip(counts).all(|(kept, &count)| kept.len() == count);
        let part = if is_whole { payoffs.clone() } else { payoffs.restricted(&kept) };
        let outcome = solve(&part, None, settings).ok()?.outcome;
        let proved = outcome.equilibria.iter().filter(|equilibrium| equilibrium.is_proved());
        let mut list: Vec<String> =
            proved.map(|equilibrium| object(plan, &kept, equilibrium).to_string()).collect();
        list.sort_unstable();
        #[allow(clippy::cast_precision_loss)] // they are few
        let value = list.len() as f64;
        let coverage = json!(outcome.coverage.name());
        let text = format!("{{\"coverage\":{coverage},\"equilibria\":[{}]}}", list.join(","));
        Some(Self { text, value, is_object: true })
    }
}

fn object(plan: &Plan<'_>, kept: &[Support], equilibrium: &Equilibrium) -> Value {
    let exact = equilibrium.certificate == Certificate::Exact;
    let said = |p: &Rational| {
        if exact || p.is_integer() { p.to_string() } else { format!("{:?}", p.nearest_f64()) }
    };
    let players =
        plan.model.players.iter().zip(kept).enumerate().map(|(number, (player, kept))| {
            let mixed = equilibrium.profile[number].iter().zip(kept);
            let played = mixed.filter(|(p, _)| !p.is_zero());
            let mixed: Map<String, Value> =
                played.map(|(p, &s)| (player.strategies[s].clone(), said(p).into())).collect();
            (player.name.clone(), Value::Object(mixed))
        });
    Value::Object(players.collect())
}
