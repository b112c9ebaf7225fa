//! `equil dynamics` with rules that move mixed strategies: the way, its end, and average play.

mod json;
mod tables;

use super::super::json::Point;
use super::super::{Document, capitalised, shown_profile};
use crate::certify::Certificate;
use crate::dynamics::Dynamic;
use crate::dynamics::mixed::{
    Ends, Field, MOST_PROFILES, Near, Rule, Settings, Trajectory, Verdict,
};
use crate::model::Model;
use crate::num::Rational;
use crate::plot::{Line, Series};
use crate::table::{Cell, Style, Table, shown};

/// What was followed.
#[derive(Clone, Debug)]
pub enum Course {
    /// Play from one start.
    One(Box<Trajectory>),
    /// Play from many random starts.
    Many(Ends),
}

/// How a rule moves mixed strategies, ready to be told.
#[derive(Clone, Debug)]
pub struct Motion<'a> {
    /// The game.
    pub model: &'a Model,
    /// Where.
    pub point: Point,
    /// The rule's name and source.
    pub dynamic: &'a Dynamic,
    /// The rule.
    pub rule: &'a Rule,
    /// Payoffs, and who mixes.
    pub field: &'a Field,
    /// How far it went.
    pub settings: &'a Settings<'a>,
    /// Where it led.
    pub course: &'a Course,
    /// Digits after the point, for people.
    pub digits: usize,
}

/// Play at rest is at an equilibrium if no probability differs by more; else near it.
const THERE: f64 = 1e-4;

impl Motion<'_> {
    /// The answer in words and tables; `verbose` lists everything.
    pub fn document(&self, verbose: bool) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        document.styled(Style::Strong, format!("{}.", capitalised(&self.summary())));
        match self.course {
            Course::Many(ends) => {
                document.gap();
                document.table(self.places(ends, if verbose { usize::MAX } else { LISTED }));
                let left = ends.places.len().saturating_sub(LISTED);
                if left > 0 && !verbose {
                    document.line(format!("… and {left} more; `-v` lists them all."));
                }
            }
            Course::One(way) => {
                if let Some(near) = &way.end.near {
                    document.line(self.equilibrium_in_words(near));
                }
                document.line(self.movement_in_words(way));
                document.gap();
                document.table(self.way(way, !verbose));
                self.add_average(&mut document, way, verbose);
                if self.rule.moves_beliefs() && way.runs.len() > 1 {
                    document.gap();
                    document.table(self.runs(way));
                }
            }
        }
        document.remark(self.remark());
        document
    }

    /// The answer as one table, for other programs.
    pub fn data(&self) -> Table {
        match self.course {
            Course::One(way) => self.way(way, false),
            Course::Many(ends) => self.places(ends, usize::MAX),
        }
    }

    /// Whether all play comes to rest, or settles, at one and the same certified equilibrium.
    pub fn ends_at_one_equilibrium(&self) -> bool {
        match self.course {
            Course::One(way) => {
                let near = way.end.near.as_ref().filter(|near| !near.on_average);
                near.is_some_and(|near| match way.end.verdict {
                    Verdict::AtRest => near.distance <= THERE,
                    Verdict::Settling => true,
                    Verdict::Moving => false,
                })
            }
            Course::Many(ends) => {
                ends.complete && ends.places.len() == 1 && ends.places[0].near.is_some()
            }
        }
    }

    /// Whether it was ended before its time.
    pub fn is_stopped(&self) -> bool {
        match self.course {
            Course::One(way) => way.stopped,
            Course::Many(ends) => !ends.complete,
        }
    }

    /// Where play ends, in a sentence.
    pub fn summary(&self) -> String {
        match self.course {
            Course::One(way) => self.summary_of_one(way),
            Course::Many(ends) => summary_of_many(ends),
        }
    }

    fn summary_of_one(&self, way: &Trajectory) -> String {
        let what = if self.rule.moves_beliefs() { "beliefs" } else { "play" };
        let verb = |one: &'static str, many: &'static str| if what == "play" { one } else { many };
        let stopped = if way.stopped { "stopped early: " } else { "" };
        let far = self.amount(way.points.last().map_or(0.0, |point| point.time));
        let here = way.end.near.as_ref().filter(|near| !near.on_average);
        let rests = match (way.end.verdict, here) {
            (Verdict::AtRest, Some(near)) => {
                let at = if near.distance <= THERE { "at" } else { "near" };
                format!("{what} {} to rest {at} an equilibrium", verb("comes", "come"))
            }
            (Verdict::AtRest, None) => {
                format!("{what} {} to rest, at no equilibrium that is known", verb("comes", "come"))
            }
            (Verdict::Settling, Some(_)) => {
                format!("{what} {} down near an equilibrium", verb("settles", "settle"))
            }
            (Verdict::Settling, None) => {
                format!(
                    "{what} {} less and less, near no equilibrium that is known",
                    verb("moves", "move")
                )
            }
            (Verdict::Moving, Some(_)) => {
                format!(
                    "{what} {} near an equilibrium, and still {}",
                    verb("is", "are"),
                    verb("moves", "move")
                )
            }
            (Verdict::Moving, None) => {
                format!("{what} {} not converge", verb("does", "do"))
            }
        };
        format!("{stopped}after {far} {rests}")
    }

    /// `100 units of time`, `10000 rounds`
    fn amount(&self, time: f64) -> String {
        match (self.rule.is_continuous(), time) {
            (true, t) => format!("{t} units of time"),
            (false, t) if t <= 1.0 => format!("{t} round"),
            (false, t) => format!("{t} rounds"),
        }
    }

    fn equilibrium_in_words(&self, near: &Near) -> String {
        let where_from = if near.on_average { "average play" } else { "the end" };
        let proved = match near.certificate {
            Certificate::Exact => "certified, exactly",
            _ => "certified",
        };
        format!(
            "The equilibrium ({proved}): {}; {where_from} is within {} of it.",
            shown_profile(self.model, &near.profile, self.digits),
            significant(near.distance)
        )
    }

    /// How it was judged.
    fn movement_in_words(&self, way: &Trajectory) -> String {
        let [late, early] = way.end.swings;
        let mut said = format!(
            "Probabilities vary by {} in the last half, after {} in the quarter before it",
            significant(late),
            significant(early)
        );
        if let Some(Certificate::Regret(regret)) = &way.end.certificate {
            said.push_str(&format!(
                "; regret at the end is {}",
                shown(regret, regret, self.digits)
            ));
        }
        said.push('.');
        said
    }

    fn add_average(&self, document: &mut Document, way: &Trajectory, verbose: bool) {
        if !self.rule.remembers() {
            return;
        }
        document.gap();
        let Some(average) = &way.average else {
            let profiles = self.field.payoffs().shape().profiles();
            document.line(match profiles {
                0..=MOST_PROFILES => "Average play is not told: no round was played.".to_owned(),
                _ => format!(
                    "Average play is not told: {profiles} profiles are too many to count (at most \
                     {MOST_PROFILES})."
                ),
            });
            return;
        };
        document.line(match &average.certificate {
            Certificate::Regret(bound) => {
                let part = average.relative.as_ref().map_or_else(String::new, |part| {
                    format!(", {} of the range of payoffs", shown(part, part, self.digits))
                });
                let bound = shown(bound, bound, self.digits);
                format!(
                    "Average play is an ε-coarse correlated equilibrium with ε = {bound}{part}."
                )
            }
            _ => "Average play is a coarse correlated equilibrium.".to_owned(),
        });
        document.table(self.distribution(average, if verbose { usize::MAX } else { PROFILES }));
    }

    fn remark(&self) -> String {
        let mut said = format!("{}.", self.dynamic.about);
        if let Course::One(way) = self.course
            && self.rule.moves_beliefs()
        {
            said.push_str(
                " Points are beliefs, the start counted as a round. Ties: whoever played a best \
                           response stays, others take the first",
            );
            said.push_str(if way.exact {
                "; they are told exactly."
            } else {
                "; they are told in floats."
            });
        }
        said.push_str(" Motion is in floats; equilibria and ε are proved from the payoffs alone.");
        said
    }

    /// Whether there is one mix for all players.
    fn is_one(&self) -> bool {
        self.field.counts().len() < self.model.players.len()
    }

    /// The names of the columns of a state.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        for population in 0..self.field.counts().len() {
            let player = &self.model.players[population];
            for strategy in &player.strategies {
                let one = self.is_one();
                names.push(if one {
                    strategy.clone()
                } else {
                    format!("{}: {strategy}", player.name)
                });
            }
        }
        names
    }

    /// Probabilities over time; `None` of many starts.
    pub fn series(&self) -> Option<String> {
        let Course::One(way) = self.course else { return None };
        let line = |(place, label): (usize, String)| Line {
            label,
            points: way.points.iter().map(|point| [point.time, point.state[place]]).collect(),
        };
        let lines = self.names().into_iter().enumerate().map(line).collect();
        let across = if self.rule.is_continuous() { "time" } else { "round" };
        let down = if self.rule.moves_beliefs() { "belief" } else { "probability" };
        let series = Series {
            reaches: vec![0.0, 1.0],
            marks: Vec::new(),
            title: format!("{}: {}", self.title(), self.dynamic.name),
            axes: [across.into(), down.into()],
            lines,
        };
        Some(series.to_svg())
    }

    /// What the game is called.
    pub(super) fn title(&self) -> &str {
        self.model.info.title.as_ref().unwrap_or(&self.model.info.name)
    }
}

/// Where many starts lead, in a sentence.
fn summary_of_many(ends: &Ends) -> String {
    let at_rest = |place: &&crate::dynamics::mixed::Place| place.near.is_some();
    let (places, starts) = ends
        .places
        .iter()
        .filter(at_rest)
        .fold((0, 0), |(places, starts), place| (places + 1, starts + place.starts));
    let stopped = if ends.complete { "" } else { "stopped early: " };
    let place = match places {
        1 => "one equilibrium".to_owned(),
        many => format!("one of {many} equilibria"),
    };
    match (places, ends.starts - starts) {
        (0, _) => {
            format!("{stopped}from none of {} starts play settles at an equilibrium", ends.starts)
        }
        (_, 0) => format!("{stopped}from all {} starts play settles at {place}", ends.starts),
        (_, _) => {
            format!("{stopped}from {starts} of {} starts play settles at {place}", ends.starts)
        }
    }
}

/// Places beyond these are counted and not listed.
const LISTED: usize = 20;

/// Profiles of average play beyond these are counted and not listed.
const PROFILES: usize = 12;

/// A float for people, with two digits that count.
fn significant(x: f64) -> String {
    Rational::from_f64(x).map_or_else(|| "?".to_owned(), |exact| crate::num::significant(&exact, 2))
}

/// A float: rounded for people, for other programs with all the digits that tell it apart.
fn float_cell(x: f64, digits: usize) -> Cell {
    let exact = Rational::from_f64(x);
    let text = exact.map_or_else(|| "?".to_owned(), |exact| shown(&exact, &exact.clone(), digits));
    Cell::rounded(text, format!("{x:?}"))
}
