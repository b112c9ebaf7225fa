//! `equil markov`: what is played in which state, and what that is worth.

mod json;
mod picture;
mod tables;

use super::Document;
use super::json::Point;
use crate::game::StochasticGame;
use crate::model::{Model, StateVariable};
use crate::nash::Coverage;
use crate::num::{Rational, significant_up};
use crate::stochastic::{Endless, Found, Iterated, MarkovOutcome, Step, Traced};
use crate::table::{Style, Table};

/// How Markov-perfect equilibria were searched for, and what was found.
#[derive(Clone, Debug)]
pub enum Searched {
    /// All of them, state by state.
    All(MarkovOutcome),
    /// One, by value iteration.
    One(Iterated),
    /// One, along a smooth path.
    Path {
        /// What it came to.
        traced: Traced,
        /// What was searched before, and in vain.
        after: Option<Box<Searched>>,
    },
}

impl Searched {
    /// The policies found.
    pub fn found(&self) -> &[Found] {
        match self {
            Self::All(outcome) => &outcome.found,
            Self::One(iterated) => std::slice::from_ref(&iterated.found),
            Self::Path { traced, .. } => traced.found.as_slice(),
        }
    }

    /// Whether the search was done, found nothing that is proved to be an equilibrium or near to one, and did not see that there is none.
    pub fn is_unsuccessful(&self) -> bool {
        match self {
            Self::All(outcome) => {
                outcome.found.is_empty() && outcome.coverage != Coverage::All && !outcome.stopped
            }
            Self::One(one) => !one.settled && !one.stopped && !one.found.one_shot.is_equilibrium(),
            Self::Path { traced, .. } => traced.found.is_none() && !traced.stopped,
        }
    }
}

/// Markov-perfect equilibria of a stochastic game, ready to be told.
#[derive(Clone, Debug)]
pub struct Markov<'a> {
    /// The game.
    pub model: &'a Model,
    /// Where.
    pub point: Point,
    /// The states.
    pub game: &'a StochasticGame,
    /// For each state the value of each state variable.
    pub points: &'a [Vec<Rational>],
    /// Where play starts.
    pub start: usize,
    /// What was found.
    pub searched: Searched,
    /// Play from the start on, in each equilibrium, and what lots depend on.
    pub paths: Option<(Vec<Vec<Step>>, u64)>,
}

/// States that the text lists at most, and equilibria that it lists in full.
const STATES: usize = 40;
const LISTED: usize = 3;
/// Digits of probabilities in words, and of bounds.
const DIGITS: usize = 4;

impl Markov<'_> {
    /// The policies found.
    pub fn found(&self) -> &[Found] {
        self.searched.found()
    }

    /// The state variables.
    fn variables(&self) -> impl Iterator<Item = &StateVariable> {
        self.model.states.iter().flat_map(|states| &states.variables)
    }

    fn names(&self) -> Vec<&str> {
        self.variables().map(|one| self.model.parameters[one.parameter].name.as_str()).collect()
    }

    /// The players who have a choice in some state.
    fn choosing(&self) -> Vec<usize> {
        let chooses = |player: &usize| {
            self.game.stages().iter().any(|stage| stage.available()[*player].len() > 1)
        };
        (0..self.game.players()).filter(chooses).collect()
    }

    /// The answer in words and tables; everything with `verbose`.
    pub fn document(&self, verbose: bool) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        document.styled(Style::Strong, self.summary());
        document.line(self.about());
        let found = self.found();
        if found.len() > 1 {
            document.gap();
            document.table(self.list());
        }
        let listed = if verbose { found.len() } else { found.len().min(LISTED) };
        for (number, one) in found.iter().enumerate().take(listed) {
            document.gap();
            let caption = (found.len() > 1).then(|| format!("Equilibrium {}", number + 1));
            document.table(self.policy(one, caption, if verbose { usize::MAX } else { STATES }));
            if let Some((paths, _)) = &self.paths {
                document.gap();
                document.table(self.path(one, &paths[number]));
            }
        }
        let hidden = self.game.states().saturating_sub(STATES);
        if !verbose && hidden > 0 && !found.is_empty() {
            document.line(format!("({hidden} states more: `-v` and csv list all)"));
        }
        if found.len() > listed {
            let more = found.len() - listed;
            document.line(format!("({more} more in full: `-v` and csv list all)"));
        }
        document.remark(self.provenance());
        document
    }

    /// What is played at the start, in a sentence; nothing where not just one equilibrium was found and proved.
    pub fn at_start(&self) -> Option<String> {
        let [found] = self.found() else { return None };
        if !found.one_shot.is_equilibrium() {
            return None;
        }
        let players = self.choosing().into_iter();
        let plays = players.map(|player| {
            let name = &self.model.players[player].name;
            format!("{name} plays {}", self.first(found, player))
        });
        let plays: Vec<String> = plays.collect();
        let start = self.model.state_said(&self.points[self.start]);
        let summary = self.summary();
        Some(format!("{} At the start, {start}, {}.", summary, plays.join(" and ")))
    }

    /// The answer in a sentence.
    pub fn summary(&self) -> String {
        match &self.searched {
            Searched::All(outcome) => Self::all(outcome),
            Searched::One(one) if one.found.one_shot.is_equilibrium() => {
                "A Markov-perfect equilibrium; there may be others.".to_owned()
            }
            Searched::One(one) if one.settled => format!(
                "Values settled: single deviations gain at most {} in any state; there may be other equilibria.",
                Self::gain(&one.found)
            ),
            Searched::One(one) => format!(
                "No equilibrium was found: {}. Single deviations from the last policy gain up to {}.",
                Self::unsettled(one),
                Self::gain(&one.found)
            ),
            Searched::Path { traced, .. } => Self::traced(traced),
        }
    }

    /// Why values did not settle.
    fn unsettled(one: &Iterated) -> String {
        let still =
            format!("after {} rounds values still move by {:.1e}", one.rounds, one.residual);
        match one.endless {
            None => still,
            Some(Endless::Cycle(rounds)) => {
                format!("values come back every {rounds} rounds, and so never settle")
            }
            Some(Endless::Restless(rounds)) => {
                format!("{still}, which is no less than {rounds} rounds ago")
            }
        }
    }

    fn traced(traced: &Traced) -> String {
        match (&traced.found, &traced.too_large) {
            (Some(found), _) if found.within.is_some() => {
                "A Markov-perfect equilibrium, within bounds that are proved to contain it; there may be others.".to_owned()
            }
            (Some(found), _) if found.one_shot.is_equilibrium() => {
                "A Markov-perfect equilibrium; there may be others.".to_owned()
            }
            (Some(found), _) => format!(
                "No equilibrium was proved: single deviations from the policy found gain at most {} in any state.",
                Self::gain(found)
            ),
            (None, Some(group)) => format!(
                "No equilibrium was found: {} states lead to each other, with too many strategies to follow a path.",
                group.len()
            ),
            (None, None) if traced.stopped => {
                "No equilibrium was found: the search was stopped.".to_owned()
            }
            (None, None) => {
                "No equilibrium was found: floats do not hold the numbers; try payoffs in other units.".to_owned()
            }
        }
    }

    fn all(outcome: &MarkovOutcome) -> String {
        let count = outcome.found.len();
        let near = outcome.found.iter().filter(|found| !found.one_shot.is_equilibrium()).count();
        let equilibria = |kind: &str| match count {
            1 => format!("One {kind}Markov-perfect equilibrium"),
            _ => format!("{count} {kind}Markov-perfect equilibria"),
        };
        let none = |kind: &str| format!("No {kind}Markov-perfect equilibrium");
        let head = match (outcome.coverage, count) {
            (Coverage::All, 0) => none("stationary "),
            (Coverage::All, _) if outcome.infinite => format!(
                "Infinitely many Markov-perfect equilibria: {count} that are extreme in each state"
            ),
            (Coverage::All, 1) => {
                format!("{}: there is no other in stationary policies", equilibria(""))
            }
            (Coverage::All, _) => {
                format!("{}: all there are in stationary policies", equilibria(""))
            }
            (Coverage::AllPure, 0) => {
                format!("{} in pure policies; mixed ones were not all searched for", none(""))
            }
            (Coverage::AllPure, _) => {
                let mixed = outcome.found.iter().any(|found| found.as_pure().is_none());
                match (mixed, count) {
                    (true, _) => format!(
                        "{}: all pure ones and some mixed ones, which were not all searched for",
                        equilibria("")
                    ),
                    (false, 1) => format!(
                        "{}: there is no other pure one; mixed ones were not all searched for",
                        equilibria("pure ")
                    ),
                    (false, _) => format!(
                        "{}: all pure ones; mixed ones were not all searched for",
                        equilibria("pure ")
                    ),
                }
            }
            (Coverage::Some, 0) => "No Markov-perfect equilibrium was found".to_owned(),
            (Coverage::Some, _) => format!("{}; there may be more", equilibria("")),
        };
        let doubt = match near {
            0 => String::new(),
            1 if count == 1 => ", up to a small gain".to_owned(),
            1 => ", one of them up to a small gain".to_owned(),
            near => format!(", {near} of them up to a small gain"),
        };
        format!("{head}{doubt}.")
    }

    /// What kind of game it is.
    fn about(&self) -> String {
        let states = self.game.states();
        let plural = if states == 1 { "state" } else { "states" };
        let what = if self.game.is_directional() {
            "directional: no state comes back once it is left".to_owned()
        } else {
            let largest = self.game.groups().iter().map(Vec::len).max().unwrap_or(0);
            format!("play may come back to states it left, among up to {largest} of them")
        };
        format!("{states} {plural} ({}); {what}.", self.names().join(", "))
    }

    /// The most that a single deviation gains.
    fn gain(found: &Found) -> String {
        significant_up(&found.one_shot.most(), DIGITS)
    }

    fn provenance(&self) -> String {
        let values = if self.game.is_exact() {
            if self.found().iter().any(|found| found.within.is_some()) {
                "values are enclosed, since probabilities are not rational"
            } else {
                "values are exact"
            }
        } else {
            "values are enclosed, since payoffs or discount factors are not rational"
        };
        let enclosed = self.found().iter().any(|found| found.within.is_some());
        let check = if enclosed {
            "every single deviation was compared in every state, wherever between the bounds probabilities that are not rational lie"
        } else {
            "every single deviation was compared in every state, in exact arithmetic"
        };
        let most = self.found().iter().map(|found| found.one_shot.most()).max();
        let gains = match most {
            None => "nothing was left to compare".to_owned(),
            Some(most) if most == Rational::integer(0) => format!("{check}: none gains"),
            Some(most) => {
                format!("{check}: none gains more than {}", significant_up(&most, DIGITS))
            }
        };
        let how = match &self.searched {
            Searched::All(outcome) => match &outcome.too_large {
                Some(group) => format!(
                    " {} states lead to each other in too many ways for all to be tried: `--method homotopy` looks for one equilibrium.",
                    group.len()
                ),
                None if outcome.found.is_empty() && outcome.coverage != Coverage::All => {
                    " `--method homotopy` looks for one equilibrium, of mixed ones too.".to_owned()
                }
                None if outcome.infinite => {
                    " Where a stage has infinitely many equilibria only the extreme ones were followed.".to_owned()
                }
                None if outcome.rounded && !enclosed => {
                    " Probabilities that are not rational were rounded, which leaves that gain.".to_owned()
                }
                None => String::new(),
            },
            Searched::One(one) => {
                let plural = if one.rounds == 1 { "" } else { "s" };
                format!(" Value iteration: {} round{plural}.", one.rounds)
            }
            Searched::Path { traced, after } => {
                let plural = |count: u64| if count == 1 { "" } else { "s" };
                let before = match after.as_deref() {
                    Some(Searched::One(one)) => {
                        format!(" Value iteration found none: {}.", Self::unsettled(one))
                    }
                    Some(Searched::All(outcome)) if outcome.coverage == Coverage::AllPure => {
                        " There is no pure equilibrium.".to_owned()
                    }
                    Some(Searched::All(_)) => " State recursion found none.".to_owned(),
                    _ => String::new(),
                };
                format!(
                    "{before} Homotopy: {} point{} on {} path{}.",
                    traced.steps,
                    plural(traced.steps),
                    traced.paths,
                    plural(traced.paths)
                )
            }
        };
        format!("Payoffs are averages over all rounds, (1 − δ) Σ δᵗ u; {values}; {gains}.{how}")
    }

    /// Whether everything that was asked was found.
    pub fn is_complete(&self) -> bool {
        match &self.searched {
            Searched::All(outcome) => !outcome.stopped && outcome.too_large.is_none(),
            Searched::One(one) => one.settled || one.found.one_shot.is_equilibrium(),
            Searched::Path { traced, .. } => {
                traced.found.as_ref().is_some_and(|found| found.one_shot.is_equilibrium())
            }
        }
    }

    /// The answer as a table, for CSV: paths where they are wanted, else policies.
    pub fn data(&self) -> Table {
        match &self.paths {
            Some((paths, _)) => self.all_paths(paths),
            None => self.everything(),
        }
    }
}
