//! The tables of a motion.

use super::super::super::profile::near_cell;
use super::{Motion, float_cell};
use crate::certify::Certificate;
use crate::dynamics::mixed::{Average, Ends, Trajectory, Verdict};
use crate::game::Profile;
use crate::num::Rational;
use crate::table::{Cell, Style, Table};

/// Points that people are shown.
const POINTS: usize = 12;

/// A table for people has a column for each strategy if there are no more.
const STRATEGIES: usize = 12;

impl Motion<'_> {
    /// A row for each point; of many only some, and of many strategies none, where it is `short`.
    pub(super) fn way(&self, way: &Trajectory, short: bool) -> Table {
        let names = self.names();
        let named = !short || names.len() <= STRATEGIES;
        let mut heads = vec![if self.rule.is_continuous() { ">time" } else { ">round" }.to_owned()];
        if named {
            heads.extend(names.into_iter().map(|name| format!(">{name}")));
        }
        heads.push(">regret".to_owned());
        if self.rule.remembers() {
            heads.push(">average regret".to_owned());
        }
        let mut table = Table::new(&heads.iter().map(String::as_str).collect::<Vec<_>>());
        let last = way.points.len() - 1;
        let between = if short { last.div_ceil(POINTS).max(1) } else { 1 };
        for (place, point) in way.points.iter().enumerate() {
            if place % between != 0 && place != last {
                continue;
            }
            let time = Cell::rounded(said(point.time), format!("{:?}", point.time));
            let mut row = vec![time.styled(Style::Faint)];
            if named {
                row.extend(point.state.iter().map(|p| float_cell(*p, self.digits)));
            }
            row.push(float_cell(point.regret, self.digits));
            if self.rule.remembers() {
                let regret = point.average_regret;
                row.push(regret.map_or_else(Cell::empty, |r| float_cell(r, self.digits)));
            }
            table.row(row);
        }
        table
    }

    /// The most likely profiles of average play.
    pub(super) fn distribution(&self, average: &Average, most: usize) -> Table {
        let players = self.model.players.iter().map(|player| player.name.as_str());
        let heads: Vec<&str> = players.chain([">probability"]).collect();
        let mut table = Table::new(&heads);
        let mut cells: Vec<&(usize, Rational)> = average.distribution.iter().collect();
        cells.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let shape = self.field.payoffs().shape();
        for (index, probability) in cells.iter().take(most) {
            let profile = shape.profile(*index);
            let names = self.model.players.iter().zip(profile);
            let mut row: Vec<Cell> =
                names.map(|(player, s)| Cell::text(player.strategies[s].as_str())).collect();
            row.push(Cell::number(&(probability.clone(), probability.clone())));
            table.row(row);
        }
        let left = cells.len().saturating_sub(most);
        if left > 0 {
            table.caption(format!("The most likely profiles; {left} more are played"))
        } else {
            table
        }
    }

    /// The last profiles that were kept to.
    pub(super) fn runs(&self, way: &Trajectory) -> Table {
        let players = self.model.players.iter().map(|player| player.name.as_str());
        let mut table = Table::new(&players.chain([">rounds"]).collect::<Vec<_>>());
        let shape = self.field.payoffs().shape();
        let last = way.runs.len() - 1;
        for (place, (index, rounds)) in way.runs.iter().enumerate().skip(last.saturating_sub(RUNS))
        {
            let names = self.model.players.iter().zip(shape.profile(*index));
            let mut row: Vec<Cell> =
                names.map(|(player, s)| Cell::text(player.strategies[s].as_str())).collect();
            let still = if place == last { " so far" } else { "" };
            row.push(Cell::text(format!("{rounds}{still}")));
            table.row(row);
        }
        table.caption("What was played in the last rounds, and how long without a change")
    }

    /// Where many starts lead.
    pub(super) fn places(&self, ends: &Ends, most: usize) -> Table {
        let players = self.model.players.iter().map(|player| player.name.as_str());
        let heads: Vec<&str> = ["ends"]
            .into_iter()
            .chain(players)
            .chain([">starts", ">share", ">standard error", "certificate"])
            .collect();
        let mut table = Table::new(&heads);
        for place in ends.places.iter().take(most) {
            let kind = match (place.verdict, &place.near) {
                (Verdict::Moving, _) => "does not settle",
                (_, Some(_)) => "an equilibrium",
                _ => "at rest, no equilibrium known",
            };
            let mut row = vec![Cell::text(kind)];
            let profile: Option<Profile<Rational>> = match (&place.near, place.verdict) {
                (Some(near), _) => Some(near.profile.clone()),
                (None, Verdict::Moving) => None,
                (None, _) => Some(self.field.profile(&place.state)),
            };
            for (number, player) in self.model.players.iter().enumerate() {
                row.push(match &profile {
                    Some(profile) if place.near.is_some() => {
                        super::super::super::profile::mixed_cell(
                            "",
                            &player.strategies,
                            &profile[number],
                            self.digits,
                        )
                    }
                    Some(profile) => near_cell(&player.strategies, &profile[number], self.digits),
                    None => Cell::empty(),
                });
            }
            let (share, error) = place.share(ends.starts);
            row.push(Cell::text(place.starts.to_string()));
            row.push(float_cell(share, self.digits));
            row.push(float_cell(error, self.digits));
            let proved =
                matches!(place.near.as_ref().map(|n| &n.certificate), Some(Certificate::Exact));
            row.push(Cell::text(if proved { "exact" } else { "" }));
            table.row(row);
        }
        table
    }
}

/// Runs that are listed.
const RUNS: usize = 8;

/// A time for people.
fn said(time: f64) -> String {
    let text = format!("{time:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
