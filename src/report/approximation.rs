//! Bounds of the payoffs that equilibria give, for any number of players.

use serde_json::{Value, json};

use super::Document;
use super::correlated::profile_named;
use super::finite::{common, each, factors};
use super::json::number_json;
use crate::game::{Game, Payoffs, Polygon};
use crate::model::Model;
use crate::num::{Rational, Ring, significant_up};
use crate::plot::{Look, Mark, Plane, Planes, Region};
use crate::repeated::Approximation;
use crate::table::{Cell, Style, Table, in_full};

/// What equilibria give at a discount factor at least and at most, ready to be told.
#[derive(Clone, Debug)]
pub struct PayoffBounds<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its payoffs at a point.
    pub game: &'a Game<Rational>,
    /// How many planes were asked for.
    pub asked: usize,
    /// What was found.
    pub found: Approximation,
}

/// So many points are listed.
const LISTED: usize = 40;

/// So many pure profiles are drawn.
const MARKED: usize = 64;

/// Points inside that are farther from the bounds than this part of the range of payoffs say little of what equilibria give.
const FAR: f64 = 0.05;

impl PayoffBounds<'_> {
    /// Whether the search came to its end.
    pub fn is_complete(&self) -> bool {
        self.found.converged
    }

    /// Adds the answer to a document.
    pub fn tell(&self, document: &mut Document) {
        let found = &self.found;
        document.gap();
        let Some(_) = &found.ranges else {
            let at = factors(self.model, &found.discounts);
            document.line(format!(
                "{at}: no equilibrium in pure strategies, even with lots that everybody sees."
            ));
            return;
        };
        document.table(self.ranges());
        document.gap();
        if found.inner.is_empty() {
            document.line("No equilibrium was proved.");
        } else {
            document.table(self.points());
            if found.inner.len() > LISTED {
                document.line(format!("… {} in all: `-f json` has them.", found.inner.len()));
            }
        }
        let count = found.directions.len();
        let apart = found.gap.and_then(Rational::from_f64).map_or_else(String::new, |gap| {
            format!(", where they are at most {} apart", significant_up(&gap, 2))
        });
        let asked = if count == self.asked {
            String::new()
        } else {
            format!(" ({} asked for, and those along the axes)", self.asked)
        };
        document.line(format!(
            "Proved from outside by {count} planes{asked}, and from inside by these points{apart}; {} of {} profiles are never played.",
            found.dropped.len(),
            self.game.shape().profiles()
        ));
        if common(&found.discounts).is_none() {
            document.line("As discount factors differ, more can be reached than averages of payoffs: players trade the present for the future.");
        }
        if let Some(patience) = &found.patience {
            document.line(format!(
                "The points were found at δ = {}: who is more patient keeps to them all the more.",
                in_full(patience)
            ));
        }
        if self.is_far() {
            document.styled(
                Style::Bad,
                "Not settled inside: these points are far from the bounds, and what is between is not known. More `--planes` may help.",
            );
        }
        if let Some(wrong) = found.errors.iter().max().filter(|wrong| !wrong.is_zero()) {
            document.line(format!(
                "Payoffs are not rational: planes hold whatever they are between bounds, and so do the strategies of the points, which give what is said up to {}.",
                significant_up(wrong, 2)
            ));
        }
        if !found.converged {
            document.styled(
                Style::Bad,
                format!(
                    "Not settled after {} sets: bounds hold, but could be closer.",
                    found.iterations
                ),
            );
        }
    }

    /// Whether what is proved from inside is far from the bounds: by more than a part of the range of payoffs.
    fn is_far(&self) -> bool {
        let range = |player: usize| {
            let all = self.game.payoffs(player);
            let ends = all.iter().max().zip(all.iter().min());
            ends.map_or(0.0, |(high, low)| high.minus(low).nearest_f64())
        };
        let greatest = (0..self.game.players()).map(range).fold(0.0, f64::max);
        self.found.ranges.is_some() && self.found.gap.is_none_or(|gap| gap > FAR * greatest)
    }

    /// What each player gets at least and at most.
    pub fn ranges(&self) -> Table {
        let at = factors(self.model, &self.found.discounts);
        let mut table = Table::new(&["player", ">at least", ">at most"])
            .caption(format!("What equilibria give at {at}"));
        let ranges = self.found.ranges.iter().flatten();
        for (player, (low, high)) in self.model.players.iter().zip(ranges) {
            let cells = [Cell::exact(low), Cell::exact(high)];
            let mut row = vec![Cell::text(player.name.as_str())];
            row.extend(cells);
            table.row(row);
        }
        table
    }

    fn points(&self) -> Table {
        let mut heads = vec!["state".to_owned()];
        heads.extend(self.model.players.iter().map(|player| format!(">{}", player.name)));
        heads.extend(["play".to_owned(), "then".to_owned()]);
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads).caption("Payoffs that equilibria surely give");
        for (place, point) in self.found.inner.iter().enumerate().take(LISTED) {
            let next = point.continuation.iter().map(|(state, chance)| {
                let chance = Cell::exact(chance).shown(3);
                let state = if *state == place {
                    "the same".to_owned()
                } else {
                    format!("state {}", state + 1)
                };
                if point.continuation.len() == 1 { state } else { format!("{chance} {state}") }
            });
            let next: Vec<String> = next.collect();
            let mut row = vec![Cell::text((place + 1).to_string())];
            row.extend(point.payoffs.iter().map(Cell::exact));
            row.push(Cell::text(profile_named(self.model, self.game.shape(), point.profile)));
            row.push(Cell::text(next.join(", ")));
            table.row(row);
        }
        table
    }

    /// The bounds and the points inside, two players at a time. Nothing where there are fewer than three players.
    pub fn picture(&self, payoffs: &Payoffs) -> Option<Planes> {
        let players = self.model.players.len();
        if players < 3 {
            return None;
        }
        let at = factors(self.model, &self.found.discounts);
        let unit =
            self.model.info.currency.as_ref().map_or_else(String::new, |unit| format!(" ({unit})"));
        let plane = |pair: [usize; 2]| {
            let float = |of: &[Rational]| pair.map(|player| of[player].nearest_f64());
            let region = |label: String, set: &Polygon, look| Region {
                label,
                corners: set
                    .vertices
                    .iter()
                    .map(|v| [v[0].nearest_f64(), v[1].nearest_f64()])
                    .collect(),
                look,
            };
            let pure = |index: usize| pair.map(|player| payoffs.float(player, index));
            let profiles = payoffs.shape().profiles();
            let exact = |at: usize| pair.map(|player| self.game.payoffs(player)[at].clone());
            let all = Polygon::hull((0..profiles).map(exact).collect());
            let inside = self.found.inner.iter().map(|one| pair.map(|at| one.payoffs[at].clone()));
            let inside = Polygon::hull(inside.collect());
            let outer = self.found.projected(pair)?;
            let marks = if profiles <= MARKED {
                let points = (0..profiles)
                    .map(|index| (pure(index), profile_named(self.model, payoffs.shape(), index)));
                let label = "pure profiles".to_owned();
                vec![Mark { label, points: points.collect(), labelled: false, strong: false }]
            } else {
                Vec::new()
            };
            let given = self.found.inner.iter().map(|one| {
                let name = profile_named(self.model, payoffs.shape(), one.profile);
                (float(&one.payoffs), format!("first {name}"))
            });
            let label = "these points".to_owned();
            let given = Mark { label, points: given.collect(), labelled: false, strong: true };
            Some(Plane {
                title: String::new(),
                axes: pair.map(|at| format!("payoff of {}{unit}", self.model.players[at].name)),
                regions: vec![
                    region("all payoffs, with any lots".to_owned(), &all, Look::Faint),
                    region(format!("no equilibria outside, {at}"), &outer, Look::Light),
                    region(
                        "averages of points that equilibria surely give".to_owned(),
                        &inside,
                        Look::Strong,
                    ),
                ],
                marks: [marks, vec![given]].concat(),
            })
        };
        let pairs = (0..players).flat_map(|one| (one + 1..players).map(move |other| [one, other]));
        let name = self.model.info.title.as_ref().unwrap_or(&self.model.info.name);
        Some(Planes {
            title: format!("{name}: repeated, payoffs on average of two players at a time"),
            panels: pairs.map(plane).collect::<Option<Vec<_>>>()?,
        })
    }

    /// The answer for other programs.
    pub fn json(&self) -> Value {
        let exact = |x: &Rational| number_json(&(x.clone(), x.clone()));
        let all = |values: &[Rational]| values.iter().map(exact).collect::<Vec<_>>();
        let points = self.found.inner.iter().map(|point| {
            let players = self.model.players.iter().enumerate();
            let played = players.map(|(player, said)| {
                let strategy = self.game.shape().strategy(point.profile, player);
                (said.name.clone(), Value::from(said.strategies[strategy].as_str()))
            });
            let next = point.continuation.iter();
            json!({
                "payoffs": all(&point.payoffs),
                "play": Value::Object(played.collect()),
                "next": next
                    .map(|(state, chance)| json!({ "state": state, "chance": exact(chance) }))
                    .collect::<Vec<_>>(),
            })
        });
        let planes = self.found.directions.iter().zip(&self.found.levels);
        let common = common(&self.found.discounts);
        json!({
            "discount": common.map(exact),
            "discounts": each(self.model, &self.found.discounts),
            "ranges": self.found.ranges.as_ref().map(|ranges| {
                ranges.iter().map(|(low, high)| json!([exact(low), exact(high)])).collect::<Vec<_>>()
            }),
            "planes": planes
                .map(|(normal, level)| json!({ "normal": all(normal), "level": exact(level) }))
                .collect::<Vec<_>>(),
            "points": points.collect::<Vec<_>>(),
            "found_at": self.found.patience.as_ref().or(common).map(exact),
            "gap": self.found.gap,
            "errors": all(&self.found.errors),
            "iterations": self.found.iterations,
            "converged": self.found.converged,
        })
    }
}
