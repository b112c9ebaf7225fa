//! Tables of distributions, ranges and corners.

use super::Correlated;
use crate::certify::Certificate;
use crate::correlated::{Optimum, Polygon};
use crate::game::{Distribution, Objective, Sense, Shape};
use crate::model::Model;
use crate::num::Rational;
use crate::report::profile::bound_cell;
use crate::report::quantity::quantity_in_words;
use crate::table::{Cell, Style, Table, in_full, shown, shown_probability};

/// So many profiles of a distribution are listed in text.
pub(super) const IN_FULL: usize = 24;

/// So many profiles of a distribution fit a line.
const IN_A_LINE: usize = 4;

impl Correlated<'_> {
    /// A row for each quantity: the least and the most of it.
    pub fn ranges(&self, digits: usize) -> Table {
        let mut table = Table::new(&["", ">least", ">most"]);
        let mut objectives: Vec<&Objective> = Vec::new();
        for optimum in &self.optima {
            if !objectives.contains(&&optimum.objective) {
                objectives.push(&optimum.objective);
            }
        }
        for objective in objectives {
            let cell = |sense| {
                let mut known = self.optima.iter();
                let known = known.find(|o| o.objective == *objective && o.sense == sense);
                known.map_or_else(Cell::empty, |optimum| extreme_cell(optimum, digits))
            };
            let what = Cell::text(quantity_in_words(self.model, objective));
            table.row(vec![what, cell(Sense::Minimise), cell(Sense::Maximise)]);
        }
        table
    }

    /// How many are listed where `few` are unless everything is.
    pub(super) fn most(&self, few: usize) -> usize {
        if self.verbose { usize::MAX } else { few }
    }

    /// A row for each profile with positive probability, the likeliest ones if there are many, and
    /// what is expected.
    pub(super) fn distribution(&self, distribution: &Distribution) -> Table {
        let mut cells: Vec<&(usize, Rational)> = distribution.iter().collect();
        // Stable: equally likely profiles keep their order
        cells.sort_by(|a, b| b.1.cmp(&a.1));
        cells.truncate(self.most(IN_FULL));
        let mut table = self.rows(&cells);
        let mut row = vec![Cell::empty(); self.model.players.len()];
        row[0] = Cell::text("expected").styled(Style::Faint);
        row.push(Cell::empty());
        for player in 0..self.model.players.len() {
            let gets = Objective::Payoff(player).bounds(self.payoffs, distribution);
            row.push(
                gets.map_or_else(|| Cell::text("?"), |b| Cell::number(&b)).styled(Style::Strong),
            );
        }
        table.row(row);
        table
    }

    /// A row for each of these profiles.
    fn rows(&self, cells: &[&(usize, Rational)]) -> Table {
        let mut heads: Vec<String> = self.model.players.iter().map(|p| p.name.clone()).collect();
        heads.push(">prob.".to_owned());
        heads.extend(self.model.players.iter().map(|p| format!(">u_{}", p.name)));
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        let shape = self.payoffs.shape();
        for (index, probability) in cells {
            let mut row: Vec<Cell> = self
                .model
                .players
                .iter()
                .enumerate()
                .map(|(n, p)| Cell::text(p.strategies[shape.strategy(*index, n)].as_str()))
                .collect();
            row.push(Cell::probability(probability).styled(Style::Strong));
            for player in 0..self.model.players.len() {
                let gets = self.payoffs.bounds(player, &[(*index, Rational::integer(1))]);
                row.push(gets.map_or_else(|| Cell::text("?"), |bounds| Cell::number(&bounds)));
            }
            table.row(row);
        }
        table
    }

    /// A row for each corner of the polygon of payoffs, counterclockwise.
    pub(super) fn corners(&self, polygon: &Polygon, digits: usize) -> Table {
        let names = polygon.players.map(|player| format!(">u_{}", self.model.players[player].name));
        let mut table = Table::new(&[">", &names[0], &names[1], "by playing"]);
        for (number, vertex) in polygon.vertices.iter().enumerate() {
            let mut played = self.in_a_line(&vertex.distribution, digits);
            let mut exact = self.written(&vertex.distribution, &Rational::to_string);
            if let Certificate::Regret(bound) = &vertex.certificate {
                let regret = shown(bound, &bound.clone(), digits);
                played.push_str(&format!(" (not proved: regret ≤ {regret})"));
                exact.push_str(&format!(" (not proved: regret ≤ {})", in_full(bound)));
            }
            table.row(vec![
                Cell::text((number + 1).to_string()).styled(Style::Faint),
                Cell::number(&vertex.payoffs[0]),
                Cell::number(&vertex.payoffs[1]),
                Cell::rounded(played, exact),
            ]);
        }
        table
    }

    fn in_a_line(&self, distribution: &Distribution, digits: usize) -> String {
        let count = distribution.iter().len();
        if count > self.most(IN_A_LINE) {
            return format!("{count} profiles");
        }
        self.written(distribution, &|probability| shown_probability(probability, digits))
    }

    /// Every profile with its probability.
    fn written(
        &self,
        distribution: &Distribution,
        written: &dyn Fn(&Rational) -> String,
    ) -> String {
        let shape = self.payoffs.shape();
        let one = |(index, probability): &(usize, Rational)| {
            let named = profile_named(self.model, shape, *index);
            if *probability == Rational::integer(1) {
                return named;
            }
            format!("{} {named}", written(probability))
        };
        distribution.iter().map(one).collect::<Vec<_>>().join(" + ")
    }

    /// The data that the question is about, for other programs: the distribution asked for, the
    /// corners of the polygon, or the ranges.
    pub fn data(&self, digits: usize) -> Table {
        let distribution = match (&self.entropy, &self.optima[..]) {
            (Some(entropy), _) => Some(&entropy.distribution),
            (None, [only]) => Some(&only.distribution),
            _ => None,
        };
        match (distribution, &self.polygon) {
            (Some(distribution), _) => self.rows(&distribution.iter().collect::<Vec<_>>()),
            (None, Some(polygon)) if !self.overview => self.corners(polygon, digits),
            _ => self.ranges(digits),
        }
    }
}

fn extreme_cell(optimum: &Optimum, digits: usize) -> Cell {
    if let Some(value) = optimum.value() {
        return Cell::number(&value);
    }
    let before = match optimum.sense {
        Sense::Maximise => "≤ ",
        Sense::Minimise => "≥ ",
    };
    bound_cell(before, &optimum.bound, digits)
}

/// A pure profile in short: `(top, left)`.
pub(in crate::report) fn profile_named(model: &Model, shape: &Shape, index: usize) -> String {
    let players = model.players.iter().enumerate();
    let names = players.map(|(n, p)| p.strategies[shape.strategy(index, n)].as_str());
    format!("({})", names.collect::<Vec<_>>().join(", "))
}
