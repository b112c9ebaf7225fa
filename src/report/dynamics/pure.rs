//! `equil dynamics` with rules that move pure strategies: where play ends, and how long it takes.

use serde_json::{Map, Value, json};

use super::super::json::{Point, certificate_json, game_json, mixed_profile_json};
use super::super::profile::mixed_cell;
use super::super::{Document, capitalised};
use super::landings::Chances;
use crate::certify::Certificate;
use crate::dynamics::Dynamic;
use crate::dynamics::pure::{Attractor, Basins, Landings, Rule, Target, Trajectory};
use crate::game::{Payoffs, Profile};
use crate::model::Model;
use crate::num::Rational;
use crate::table::{Cell, Style, Table};

/// What was followed.
#[derive(Clone, Debug)]
pub enum Followed {
    /// Play from every pure profile.
    All(Basins),
    /// Play from one.
    One(Way),
    /// Play by chance.
    Chances(Chances),
}

/// Play from one start.
#[derive(Clone, Debug)]
pub struct Way {
    /// From the first pure profile on.
    pub trajectory: Trajectory,
    /// The mixed start before it, and how many steps it took until all had moved.
    pub from: Option<(Profile<Rational>, u64)>,
}

/// Where a rule of adjustment leads, ready to be told.
#[derive(Clone, Debug)]
pub struct Play<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its payoffs.
    pub payoffs: &'a Payoffs,
    /// Where.
    pub point: Point,
    /// The rule's name and source.
    pub dynamic: &'a Dynamic,
    /// The rule.
    pub rule: &'a Rule,
    /// Where it led.
    pub followed: &'a Followed,
}

/// Attractors, and profiles of a cycle or a path, beyond these are counted and not listed.
pub(super) const LISTED: usize = 20;

impl Play<'_> {
    /// The answer in words and tables; `verbose` lists everything.
    pub fn document(&self, verbose: bool) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        document.styled(Style::Strong, format!("{}.", capitalised(&self.summary())));
        document.gap();
        let most = if verbose { usize::MAX } else { LISTED };
        match self.followed {
            Followed::All(basins) => {
                document.table(self.ends(basins, most));
                left(basins.attractors.len().saturating_sub(most), &mut document);
                document.gap();
                document.table(self.lengths(basins));
            }
            Followed::One(way) => {
                document.table(self.way(way, most));
                left(way.trajectory.profiles.len().saturating_sub(most), &mut document);
            }
            Followed::Chances(chances) => self.tell_chances(chances, verbose, &mut document),
        }
        document.remark(format!("{}. {}", self.dynamic.about, self.ties()));
        document
    }

    /// How ties are broken.
    fn ties(&self) -> &'static str {
        match (self.rule.target, self.rule.is_random()) {
            (Target::Better, false) => "Counted onwards from their own.",
            (Target::Better, true) => "Of several, each with equal chances.",
            (Target::Best, false) => "Ties: whoever plays a best response stays.",
            (Target::Best, true) => {
                "Ties: whoever plays a best response stays; of several, each with equal chances."
            }
        }
    }

    /// The answer as one table, for other programs.
    pub fn data(&self) -> Table {
        match self.followed {
            Followed::All(basins) => self.ends(basins, usize::MAX),
            Followed::One(way) => self.way(way, usize::MAX),
            Followed::Chances(chances) => self.landings(chances, usize::MAX),
        }
    }

    /// Whether play ends at one and the same profile from every start.
    pub fn ends_at_one_profile(&self) -> bool {
        match self.followed {
            Followed::All(basins) => {
                basins.attractors.len() == 1 && basins.attractors[0].profiles.len() == 1
            }
            Followed::One(way) => way.trajectory.attractor().len() == 1,
            Followed::Chances(chances) => {
                let Landings { landings, all, .. } = &chances.landings;
                *all && landings.len() == 1 && landings[0].profiles.len() == 1
            }
        }
    }

    /// Where play ends, in a sentence.
    pub fn summary(&self) -> String {
        match self.followed {
            Followed::All(basins) => self.summary_of_all(basins),
            Followed::One(way) => {
                let first = way.from.as_ref().map_or(0, |(_, steps)| *steps);
                let steps = match way.trajectory.before + usize::try_from(first).unwrap_or(0) {
                    0 => "at once".to_owned(),
                    many => format!("after {}", self.steps(many)),
                };
                match way.trajectory.attractor().len() {
                    1 => format!("{steps} play is at rest, at an equilibrium"),
                    many => format!("{steps} play is in a cycle of {many} profiles"),
                }
            }
            Followed::Chances(chances) => self.summary_of_chances(chances),
        }
    }

    fn summary_of_all(&self, basins: &Basins) -> String {
        let starts: usize = basins.steps.iter().sum();
        let within = match basins.steps.len() {
            0 | 1 => "at once".to_owned(),
            many => format!("within {}", self.steps(many - 1)),
        };
        let rest = basins.attractors.iter().filter(|a| a.profiles.len() == 1);
        let (points, resting) =
            rest.fold((0, 0), |(points, starts), a| (points + 1, starts + a.basin));
        let cycles = basins.attractors.len() - points;
        let place = match points {
            1 => "one equilibrium".to_owned(),
            _ => format!("one of {points} equilibria"),
        };
        let circle = match cycles {
            1 => "a cycle".to_owned(),
            _ => format!("one of {cycles} cycles"),
        };
        let from =
            if starts == 1 { "the only start".into() } else { format!("all {starts} starts") };
        match (points, cycles) {
            (_, 0) => format!("from {from} play comes to rest at {place}, {within}"),
            (0, _) => format!("from {from} play ends in {circle}, {within}"),
            _ => format!(
                "play comes to rest at {place} from {resting} of {starts} starts, and ends in \
                 {circle} from the other {}, {within}",
                starts - resting
            ),
        }
    }

    fn steps(&self, count: usize) -> String {
        let (one, many) = self.rule.step;
        format!("{count} {}", if count == 1 { one } else { many })
    }

    /// The heads of a table with a column for each player.
    pub(super) fn heads<'a>(&'a self, before: &[&'a str], after: &[&'a str]) -> Vec<&'a str> {
        let players = self.model.players.iter().map(|player| player.name.as_str());
        before.iter().copied().chain(players).chain(after.iter().copied()).collect()
    }

    /// What each player plays in a profile.
    pub(super) fn played(&self, profile: usize) -> impl Iterator<Item = &str> {
        let strategies = self.payoffs.shape().profile(profile);
        let players = self.model.players.iter().zip(strategies);
        players.map(|(player, strategy)| player.strategies[strategy].as_str())
    }

    /// A row for each rest point, and for each profile of each cycle.
    fn ends(&self, basins: &Basins, most: usize) -> Table {
        let starts: usize = basins.steps.iter().sum();
        let longest = format!(">{} at most", self.rule.step.1);
        let after = [">starts", ">share", &longest, "certificate"];
        let mut table = Table::new(&self.heads(&[">", "ends"], &after));
        for (number, attractor) in basins.attractors.iter().take(most).enumerate() {
            let length = attractor.profiles.len();
            for (place, &profile) in attractor.profiles.iter().take(most).enumerate() {
                let first = place == 0;
                let say = |text: String| if first { Cell::text(text) } else { Cell::empty() };
                let kind = match length {
                    1 => "at rest".to_owned(),
                    _ if first => format!("in a cycle of {length}"),
                    _ => "then".to_owned(),
                };
                let mut row = vec![say((number + 1).to_string()), Cell::text(kind)];
                row.extend(self.played(profile).map(Cell::text));
                row.push(say(attractor.basin.to_string()));
                row.push(if first { share(attractor.basin, starts) } else { Cell::empty() });
                row.push(say(attractor.longest.to_string()));
                row.push(Cell::text(certificate(attractor.certificate.as_ref())));
                table.row(row);
            }
        }
        table
    }

    /// From how many starts play needs how many steps.
    fn lengths(&self, basins: &Basins) -> Table {
        let starts: usize = basins.steps.iter().sum();
        let steps = format!(">{}", self.rule.step.1);
        let mut table = Table::new(&[&steps, ">starts", ">share"]);
        for (steps, &count) in basins.steps.iter().enumerate() {
            let row = [steps, count].map(|n| Cell::text(n.to_string()));
            table.row(row.into_iter().chain([share(count, starts)]).collect());
        }
        table.caption(format!("How many {} until play is where it ends", self.rule.step.1))
    }

    /// The profiles of one way, in order.
    fn way(&self, way: &Way, most: usize) -> Table {
        let step = format!(">{}", self.rule.step.0);
        let mut table = Table::new(&self.heads(&[&step], &["ends"]));
        let number = |steps: usize| Cell::text(steps.to_string()).styled(Style::Faint);
        let mut first = 0;
        if let Some((from, steps)) = &way.from {
            let mut row = vec![number(0)];
            row.extend(
                self.model
                    .players
                    .iter()
                    .zip(from)
                    .map(|(player, strategy)| mixed_cell("", &player.strategies, strategy, PLACES)),
            );
            row.push(Cell::empty());
            table.row(row);
            first = usize::try_from(*steps).unwrap_or(0);
        }
        let way = &way.trajectory;
        let length = way.attractor().len();
        for (place, &profile) in way.profiles.iter().take(most).enumerate() {
            let mut row = vec![number(first + place)];
            row.extend(self.played(profile).map(Cell::text));
            row.push(match place.checked_sub(way.before) {
                Some(0) if length == 1 => Cell::text("at rest"),
                Some(0) => Cell::text(format!("in a cycle of {length}")),
                _ => Cell::empty(),
            });
            table.row(row);
        }
        table
    }

    /// The answer for other programs (`equil.dynamics/1`).
    pub fn json(&self, warnings: &[String]) -> Value {
        let mut told = json!({
            "schema": "equil.dynamics/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "rule": self.dynamic.name,
            "step": self.rule.step.0,
        });
        match self.followed {
            Followed::All(basins) => {
                told["starts"] = json!(basins.steps.iter().sum::<usize>());
                told["attractors"] =
                    basins.attractors.iter().map(|attractor| self.attractor(attractor)).collect();
                told["steps"] = json!(basins.steps);
            }
            Followed::One(way) => {
                let trajectory = &way.trajectory;
                told["trajectory"] = trajectory.profiles.iter().map(|&p| self.profile(p)).collect();
                told["before"] = json!(trajectory.before);
                if let Some((from, steps)) = &way.from {
                    told["mixed_start"] = mixed_profile_json(self.model, from);
                    told["first_moves"] = json!(steps);
                }
            }
            Followed::Chances(chances) => self.chances_json(chances, &mut told),
        }
        told["warnings"] = json!(warnings);
        told
    }

    fn attractor(&self, attractor: &Attractor) -> Value {
        json!({
            "kind": if attractor.profiles.len() == 1 { "rest-point" } else { "cycle" },
            "profiles": attractor.profiles.iter().map(|&p| self.profile(p)).collect::<Vec<_>>(),
            "basin": attractor.basin,
            "longest": attractor.longest,
            "certificate": attractor.certificate.as_ref().map(certificate_json),
        })
    }

    pub(super) fn profile(&self, profile: usize) -> Value {
        let players = self.model.players.iter().map(|player| player.name.clone());
        let played = self.played(profile).map(|name| json!(name));
        Value::Object(players.zip(played).collect::<Map<_, _>>())
    }
}

/// Digits of probabilities in a mixed start.
const PLACES: usize = 4;

/// That there is more than is listed.
pub(super) fn left(more: usize, document: &mut Document) {
    if more > 0 {
        document.line(format!("… and {more} more; `-v` lists them all."));
    }
}

/// What is proved, in a word.
pub(super) fn certificate(certificate: Option<&Certificate>) -> &'static str {
    match certificate {
        Some(Certificate::Exact) => "exact",
        Some(Certificate::Enclosure(_)) => "enclosure",
        Some(Certificate::Regret(_)) => "regret",
        None => "",
    }
}

fn share(count: usize, of: usize) -> Cell {
    Cell::probability(&Rational::share(count, of))
}
