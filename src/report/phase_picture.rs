//! Area and payoffs of the set that equilibria give, drawn against the discount factor.

use super::PatienceReport;
use super::phases::critical;
use crate::num::Rational;
use crate::plot::{Pieces, Stage, Stages};
use crate::repeated::{Change, Look};
use crate::table::middle;

impl PatienceReport<'_> {
    /// The area of the set, and what it gives each player at least and at most, from the least patience to the greatest: lines through
    /// what was looked at, which break at critical values.
    pub fn picture(&self) -> Stages {
        let model = self.model;
        let unit =
            model.info.currency.as_ref().map_or_else(String::new, |unit| format!(" ({unit})"));
        let square =
            model.info.currency.as_ref().map_or_else(String::new, |unit| format!(" ({unit}²)"));
        let area = Pieces {
            label: "all equilibria".to_owned(),
            pieces: self.pieces(&|look| Some(look.outer.area())),
        };
        let payoffs = |(player, said): (usize, &crate::model::Player)| {
            let end = |most: bool| {
                self.pieces(&move |look: &Look| {
                    let all = look.outer.vertices.iter().map(|vertex| &vertex[player]);
                    if most { all.max().cloned() } else { all.min().cloned() }
                })
            };
            let line = |most: bool| {
                let which = if most { "at most" } else { "at least" };
                Pieces { label: format!("{} {which}", said.name), pieces: end(most) }
            };
            [line(true), line(false)]
        };
        let panels = model.players.iter().enumerate().map(|one| Stage {
            axis: format!("payoff of {}{unit}", one.1.name),
            lines: payoffs(one).to_vec(),
        });
        let first = Stage { axis: format!("area of the set{square}"), lines: vec![area] };
        let name = model.info.title.as_ref().unwrap_or(&model.info.name);
        let range = &self.found.range;
        Stages {
            title: format!("{name}: what patience sustains, payoffs on average"),
            across: "discount factor δ of everybody".to_owned(),
            range: [range.0.nearest_f64(), range.1.nearest_f64()],
            marks: self.found.changes.iter().map(|one| (place(one), critical(one))).collect(),
            panels: std::iter::once(first).chain(panels).collect(),
        }
    }

    /// A number that sets have, phase by phase: as it was first seen from where the phase begins, and as it was last seen to where it
    /// ends. Nothing of phases without equilibria.
    fn pieces(&self, of: &dyn Fn(&Look) -> Option<Rational>) -> Vec<Vec<[f64; 2]>> {
        let found = &self.found;
        let piece = |place_in: usize| {
            let phase = &found.phases[place_in];
            if phase.looks.iter().any(|look| look.outer.vertices.is_empty()) {
                return None;
            }
            let point = |look: &Look| Some([look.discount.nearest_f64(), of(look)?.nearest_f64()]);
            let mut points: Vec<[f64; 2]> = phase.looks.iter().filter_map(point).collect();
            let (first, last) = (*points.first()?, *points.last()?);
            let low = match place_in.checked_sub(1).map(|before| place(&found.changes[before])) {
                None if found.reaches[0] => Some(found.range.0.nearest_f64()),
                before => before,
            };
            let high = match found.changes.get(place_in).map(place) {
                None if found.reaches[1] => Some(found.range.1.nearest_f64()),
                after => after,
            };
            points.splice(0..0, low.filter(|low| *low < first[0]).map(|low| [low, first[1]]));
            points.extend(high.filter(|high| *high > last[0]).map(|high| [high, last[1]]));
            Some(points)
        };
        (0..found.phases.len()).filter_map(piece).collect()
    }
}

/// About where a set begins to come about in another way.
fn place(change: &Change) -> f64 {
    let (low, high) = match &change.root {
        Some(root) => root.within(BITS),
        None => change.between.clone(),
    };
    middle(&low, &high).nearest_f64()
}

/// As precisely as is drawn.
const BITS: u32 = 40;
