//! The games, and the methods that take them.

use std::sync::LazyLock;

use crate::common::{BITS, collection, open};
use equil::game::Payoffs;
use equil::model::{Assignment, Model};
use equil::nash::{Arithmetic, METHODS, Method, Settings};
use rayon::prelude::*;

/// A game of the collection at a point: its file's own values, or a scenario.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) model: Model,
    pub(crate) point: Assignment,
    pub(crate) payoffs: Payoffs,
}

pub(crate) static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let mut entries = Vec::new();
    for path in collection() {
        let model = open(&path).model;
        let mut points = vec![(path.display().to_string(), Assignment::of(&model))];
        for scenario in &model.scenarios {
            let mut point = Assignment::of(&model);
            point.apply(&scenario.changes);
            points.push((format!("{} ({})", path.display(), scenario.name), point));
        }
        for (name, point) in points {
            let payoffs = model.at(&point, BITS).unwrap_or_else(|e| panic!("{name}: {e}"));
            entries.push(Entry { name, model: model.clone(), point, payoffs });
        }
    }
    entries
});

/// Runs `check` on every game, in parallel, and reports all that fails at once.
pub(crate) fn on_every_game(check: impl Fn(&Entry) -> Vec<String> + Sync) {
    let wrong: Vec<String> = ENTRIES
        .par_iter()
        .flat_map_iter(|entry| {
            check(entry).into_iter().map(|problem| format!("{}: {problem}", entry.name))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

pub(crate) const ARITHMETICS: [Arithmetic; 3] =
    [Arithmetic::Hybrid, Arithmetic::Exact, Arithmetic::Float];

pub(crate) fn with(arithmetic: Arithmetic) -> Settings<'static> {
    Settings { arithmetic, ..Settings::default() }
}

/// Methods that take the whole game in reasonable time.
pub(crate) fn methods(payoffs: &Payoffs) -> Vec<&'static Method> {
    let strategies: usize = payoffs.shape().strategies().iter().sum();
    METHODS
        .iter()
        .filter(|method| (method.accepts)(payoffs).is_ok())
        .filter(|method| method.name != "support-enumeration" || strategies <= 16)
        .collect()
}
