//! Populations as pictures: what takes over from what.

use super::{Answer, Population, percent, told};
use crate::num::Rational;
use crate::plot::{Arrow, Look, Network, Node, Plane, Region};
use crate::population::{Bounds, Law, Rare, Whole};
use crate::table::{in_full, middle};

/// Digits of probabilities on arrows.
const DIGITS: usize = 3;

impl Population<'_> {
    /// The picture of the answer as SVG, if it has one: who takes over from whom, more often than by
    /// chance; how much of the time a population of two strategies is in each composition.
    pub fn picture(&self) -> Option<String> {
        match &self.answer {
            Answer::Rare(law, rare) => Some(self.network(law, rare).to_svg()),
            Answer::Whole(law, whole) if self.names().len() == 2 => {
                Some(self.profile_of(law, whole).to_svg())
            }
            _ => None,
        }
    }

    /// The shares of the compositions of two strategies, as a region under their line.
    fn profile_of(&self, law: &Law, whole: &Whole) -> Plane {
        let names = self.names();
        let mut corners = vec![[0.0, 0.0]];
        let mut count = 0.0;
        for (low, high) in &whole.shares {
            corners.push([count, middle(low, high).nearest_f64()]);
            count += 1.0;
        }
        corners.push([count - 1.0, 0.0]);
        let title = self.model.info.title.as_ref().unwrap_or(&self.model.info.name);
        Plane {
            title: format!("{title}: how much of the time so many play {}", names[0]),
            axes: [format!("individuals who play {}", names[0]), "share of the time".to_owned()],
            regions: vec![Region {
                label: format!(
                    "process {}, {} individuals, selection {}, mutation {}",
                    law.process.name,
                    law.size,
                    in_full(&law.selection),
                    in_full(&law.mutation)
                ),
                corners,
                look: Look::Strong,
            }],
            marks: Vec::new(),
        }
    }

    fn network(&self, law: &Law, rare: &Rare) -> Network {
        let near = |bounds: &Bounds| middle(&bounds.0, &bounds.1).nearest_f64();
        let node = |(name, share): (&String, &Bounds)| Node {
            label: name.clone(),
            share: near(share),
            said: percent(share),
        };
        let chance = Rational::share(1, law.size);
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
                    "Process {}, {} individuals, selection {}.",
                    law.process.name,
                    law.size,
                    in_full(&law.selection)
                ),
            ],
        }
    }
}
