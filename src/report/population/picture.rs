//! Populations as pictures: what takes over from what.

use super::{Answer, Population, neutral, percent, told};
use crate::plot::{Arrow, Network, Node};
use crate::population::{Bounds, Law, Rare};
use crate::table::{in_full, middle};

/// Digits of probabilities on arrows.
const DIGITS: usize = 3;

impl Population<'_> {
    /// The picture of the answer, if it has one: who takes over from whom, more often than by chance.
    pub fn picture(&self) -> Option<Network> {
        match &self.answer {
            Answer::Rare(law, rare) => Some(self.network(law, rare)),
            _ => None,
        }
    }

    fn network(&self, law: &Law, rare: &Rare) -> Network {
        let near = |bounds: &Bounds| middle(&bounds.0, &bounds.1).nearest_f64();
        let node = |(name, share): (&String, &Bounds)| Node {
            label: name.clone(),
            share: near(share),
            said: percent(share),
        };
        let chance = neutral(law.size);
        let mut arrows = Vec::new();
        for (from, row) in rare.fixation.iter().enumerate() {
            for (to, fixation) in row.iter().enumerate() {
                if from != to && fixation.0 > chance {
                    let label = told(fixation, DIGITS);
                    arrows.push(Arrow { from, to, label, weight: near(fixation) });
                }
            }
        }
        let title = self.model.info.title.as_ref().unwrap_or(&self.model.info.name);
        Network {
            title: format!("{title}: who takes over from whom"),
            nodes: self.names().iter().zip(&rare.shares).map(node).collect(),
            arrows,
            notes: vec![
                "Discs: how much of the time everyone plays a strategy, where mutants are rare."
                    .to_owned(),
                format!(
                    "Arrows: how probably one mutant takes over, where that is more than by chance ({}).",
                    in_full(&chance)
                ),
                format!(
                    "{}, {} individuals, selection {}.",
                    super::capitalised(law.process.name),
                    law.size,
                    in_full(&law.selection)
                ),
            ],
        }
    }
}
