//! The tables of `equil graph`.

use super::{Surveyed, short_name};
use crate::certify::Values;
use crate::graph::{Finding, Landscape, POTENTIALS, PROPERTIES};
use crate::num::{Rational, Ring};
use crate::solve::{Efficiency, Missing, Price};
use crate::table::{Cell, Style, Table};

impl Surveyed<'_> {
    /// The heads of a table with a column for each player.
    fn heads<'a>(&'a self, before: &[&'a str], after: &[&'a str]) -> Vec<&'a str> {
        let players = self.model.players.iter().map(|player| player.name.as_str());
        before.iter().copied().chain(players).chain(after.iter().copied()).collect()
    }

    /// What each player plays in a profile.
    fn played(&self, profile: usize) -> impl Iterator<Item = &str> {
        let strategies = self.payoffs.shape().profile(profile);
        let players = self.model.players.iter().zip(strategies);
        players.map(|(player, strategy)| player.strategies[strategy].as_str())
    }

    /// A profile in words: what the players play, in their order.
    pub(super) fn cell(&self, profile: usize) -> String {
        let played: Vec<&str> = self.played(profile).collect();
        format!("({})", played.join(", "))
    }

    /// A row for each equilibrium, and for each profile of the other sinks.
    pub(super) fn sinks(&self, landscape: &Landscape, most: usize) -> Table {
        let mut table = Table::new(&self.heads(&[">", "sink"], &[]));
        for (number, &profile) in landscape.equilibria.iter().take(most).enumerate() {
            let mut row =
                vec![Cell::text((number + 1).to_string()), Cell::text("pure equilibrium")];
            row.extend(self.played(profile).map(Cell::text));
            table.row(row);
        }
        let first = landscape.equilibria.len() + 1;
        for (number, sink) in landscape.sinks.iter().take(most).enumerate() {
            for (place, &profile) in sink.profiles.iter().take(most).enumerate() {
                let (number, kind) = match place {
                    0 => {
                        let kind = format!("{} profiles", sink.profiles.len());
                        ((first + number).to_string(), kind)
                    }
                    _ => (String::new(), "and".to_owned()),
                };
                let mut row = vec![Cell::text(number), Cell::text(kind)];
                row.extend(self.played(profile).map(Cell::text));
                table.row(row);
            }
        }
        let moves = if landscape.best { "best" } else { "better" };
        table.caption(format!("Sinks of {moves} responses: what play cannot leave"))
    }

    /// What the game is and is not.
    pub(super) fn properties(&self) -> Table {
        let mut table = Table::new(&["property", "verdict", "what shows it"]);
        let potentials = POTENTIALS
            .iter()
            .enumerate()
            .map(|(place, test)| (test.name, self.potential_shown(place)));
        let others = PROPERTIES.iter().map(|property| (property.name, self.shown(property.name)));
        for (name, shown) in potentials.chain(others) {
            let (verdict, style) = match self.survey.holds(name) {
                Some(true) => ("yes", Style::Good),
                Some(false) => ("no", Style::Bad),
                None => ("open", Style::Faint),
            };
            table.row(vec![Cell::text(name), Cell::text(verdict).styled(style), shown]);
        }
        table
    }

    /// A cycle, move by move.
    pub(super) fn cycle(&self, names: &[&str], cycle: &[usize], most: usize) -> Table {
        let mut table = Table::new(&self.heads(&[], &["moves next", ">gains"]));
        let shape = self.payoffs.shape();
        for (place, &from) in cycle.iter().take(most).enumerate() {
            let to = cycle[(place + 1) % cycle.len()];
            let mover = (0..shape.players())
                .find(|&player| shape.strategy(from, player) != shape.strategy(to, player))
                .unwrap_or(0);
            let mut row: Vec<Cell> = self.played(from).map(Cell::text).collect();
            row.push(Cell::text(self.model.players[mover].name.as_str()));
            let gain =
                self.payoffs.bounds(mover, &[(to, Rational::one()), (from, Rational::minus_one())]);
            row.push(gain.map_or_else(|| Cell::text("?"), |gain| Cell::number(&gain)));
            table.row(row);
        }
        table.caption(format!("A cycle, so no {}", names.join(", ")))
    }

    /// The potentials that there are, profile by profile.
    pub(super) fn potentials(&self) -> Option<Table> {
        let found: Vec<_> = self
            .survey
            .potentials
            .iter()
            .filter_map(|found| match found {
                Some(Finding::Potential(potential)) => Some(potential),
                _ => None,
            })
            .filter(|potential| potential.values != Values::Unlisted)
            .collect();
        if found.is_empty() {
            return None;
        }
        let heads: Vec<String> =
            found.iter().map(|potential| format!(">{}", short_name(potential.kind))).collect();
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&self.heads(&[], &heads));
        for profile in 0..self.payoffs.shape().profiles() {
            let mut row: Vec<Cell> = self.played(profile).map(Cell::text).collect();
            row.extend(found.iter().map(|potential| match &potential.values {
                Values::Numbers(values) => Cell::exact(&values[profile]),
                Values::Ranks(ranks) => Cell::text(ranks[profile].to_string()),
                Values::Unlisted => Cell::empty(),
            }));
            table.row(row);
        }
        Some(table.caption("Potentials"))
    }

    /// Who has most to gain, and where.
    pub(super) fn greatest(&self) -> Option<Table> {
        let greatest = self.survey.greatest.as_ref()?;
        let mut table = Table::new(&["player", ">gains", "in", "by"]);
        for (player, found) in greatest.iter().enumerate() {
            let owner = &self.model.players[player];
            let to = self.payoffs.shape().strategy(found.to, player);
            let (place, by) = if found.from == found.to {
                (String::new(), "nothing")
            } else {
                (self.cell(found.from), owner.strategies[to].as_str())
            };
            table.row(vec![
                Cell::text(owner.name.as_str()),
                Cell::number(&found.gain),
                Cell::text(place),
                Cell::text(by),
            ]);
        }
        Some(table.caption("The greatest improvement of each player"))
    }

    /// Welfare in equilibria, and its prices.
    pub(super) fn efficiency(&self, efficiency: &Efficiency) -> Table {
        let heads =
            ["equilibria", ">least welfare", ">greatest", ">price of anarchy", ">of stability"];
        let mut table = Table::new(&heads);
        for extremes in &efficiency.extremes {
            let mut row = vec![Cell::text(extremes.equilibria.name())];
            match &extremes.welfare {
                Ok(welfare) => {
                    row.extend(welfare.iter().map(Cell::number));
                    row.extend(welfare.iter().map(|value| match efficiency.price(value) {
                        Price::Welfare(price) | Price::Cost(price) => Cell::number(&price),
                        Price::Undefined => Cell::text("–"),
                    }));
                }
                Err(missing) => {
                    let word = match missing {
                        Missing::NoEquilibrium => "none",
                        Missing::NotSearched(_) => "not searched",
                        Missing::Stopped => "stopped",
                    };
                    row.push(Cell::text(word).styled(Style::Faint));
                    row.extend((0..3).map(|_| Cell::empty()));
                }
            }
            table.row(row);
        }
        let optimum = Cell::number(&efficiency.optimum).shown(4);
        table.caption(format!(
            "Welfare (the sum of payoffs) in equilibria; the greatest there is, {optimum}, is in {}",
            self.cell(efficiency.profile)
        ))
    }

    /// What is to be said about numbers that are not there.
    pub(super) fn missing(efficiency: &Efficiency) -> Vec<String> {
        let mut lines = Vec::new();
        let known =
            efficiency.extremes.iter().filter_map(|extremes| extremes.welfare.as_ref().ok());
        let prices: Vec<Price> =
            known.flat_map(|welfare| welfare.iter().map(|value| efficiency.price(value))).collect();
        if prices.contains(&Price::Undefined) {
            lines.push(
                "Welfare is not positive throughout, nor negative: no ratio of it means anything; compare \
                 the differences."
                    .to_owned(),
            );
        }
        if prices.iter().any(|price| matches!(price, Price::Cost(_))) {
            lines.push("Welfare is negative throughout: prices are ratios of costs.".to_owned());
        }
        for extremes in &efficiency.extremes {
            if let Err(Missing::NotSearched(why)) = &extremes.welfare {
                lines.push(format!(
                    "Not searched for {} equilibria: {why}.",
                    extremes.equilibria.name()
                ));
            }
        }
        lines
    }
}
