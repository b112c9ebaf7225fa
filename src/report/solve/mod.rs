//! `equil solve`: equilibria, what each player gets, and how sure it is.

mod json;
mod list;

use super::Document;
use super::components::{check, counted, cuts, lines, shown_index};
use super::json::Point;
use super::profile::mixed_cell;
use super::selection::{Judged, Told};
use crate::certify::{Certificate, deviations, earned, expected, expected_within};
use crate::component::{Component, EquilibriumSet};
use crate::game::Payoffs;
use crate::model::Model;
use crate::nash::{Coverage, Equilibrium};
use crate::num::{Rational, Ring};
use crate::solve::Solution;
use crate::table::{Cell, Style, Table, shown};

pub use json::equilibrium_json;

/// A solved game, ready to be told.
#[derive(Clone, Debug)]
pub struct Solved<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its payoffs.
    pub payoffs: &'a Payoffs,
    /// Where.
    pub point: Point,
    /// Its equilibria.
    pub solution: &'a Solution,
    /// The whole set of them, where it is known.
    pub set: Option<&'a EquilibriumSet>,
    /// What criteria say about them, if any were asked.
    pub judged: Option<&'a Judged>,
}

/// Up to this many equilibria get a table each.
const IN_FULL: usize = 3;

impl Solved<'_> {
    /// The answer in words and tables; `verbose` shows each equilibrium in full, every piece of each
    /// component, and the paths that were followed.
    pub fn document(&self, digits: usize, verbose: bool) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        self.headline(&mut document);
        self.elimination(&mut document);
        if let Some((value, _)) = self.value() {
            let player = &self.model.players[0].name;
            let exact = if value.is_integer() { String::new() } else { exactly(&value) };
            let shown = shown(&value, &value, digits);
            document.line(format!("The value of the game to {player} is {shown}{exact}."));
        }
        let equilibria = &self.solution.outcome.equilibria;
        if let Some(judged) = self.judged {
            judged.headline(&mut document, equilibria.len(), &self.told());
        }
        let kept = self.kept();
        // Pieces of components are told by numbers
        let finite = self.set.is_none_or(EquilibriumSet::is_finite);
        if (kept.len() <= IN_FULL || verbose) && finite {
            for &number in &kept {
                document.gap();
                document.table(self.in_full(&equilibria[number], digits));
                if let Some(remark) = remark(&equilibria[number].certificate, digits) {
                    document.styled(Style::Faint, remark);
                }
                if let Some(component) = self.component(number).filter(|_| equilibria.len() > 1) {
                    document
                        .styled(Style::Faint, format!("Index {}.", shown_index(component.index)));
                }
                if let Some(judged) = self.judged {
                    judged.lines(&mut document, number, &self.told(), digits);
                }
            }
        } else {
            document.gap();
            document.table(self.listed(digits));
            if let Some(judged) = self.judged.filter(|judged| !judged.is_narrow()) {
                document.gap();
                document.table(judged.table(&kept));
            }
        }
        if let Some(set) = self.set.filter(|set| !set.is_finite()) {
            document.gap();
            for line in lines(self.model, set, digits, verbose) {
                document.pieces(line);
            }
        }
        for cut in self.set.into_iter().flat_map(cuts) {
            document.line(cut);
        }
        if verbose && !self.solution.outcome.paths.is_empty() {
            document.gap();
            document.table(self.paths());
        }
        document.remark(self.provenance());
        document
    }

    fn headline(&self, document: &mut Document) {
        let outcome = &self.solution.outcome;
        let count = outcome.equilibria.len();
        let pure = outcome.equilibria.iter().filter(|e| e.profile.as_pure().is_some()).count();
        let kinds = match (count - pure, pure) {
            (0, 1) => "pure".to_owned(),
            (1, 0) => "mixed".to_owned(),
            (0, _) => "all pure".to_owned(),
            (_, 0) => "all mixed".to_owned(),
            (mixed, pure) => format!("{pure} pure, {mixed} mixed"),
        };
        let infinite = outcome.continuum().is_some();
        let components = self.set.and_then(counted).map(|said| format!(" {said}"));
        let components = components.unwrap_or_default();
        let noun = match (infinite, count) {
            (true, _) => "extreme equilibria",
            (false, 1) => "equilibrium",
            _ => "equilibria",
        };
        let found = match count {
            0 => "No equilibrium was found.".to_owned(),
            _ => format!("{count} {noun}{components}, {kinds}."),
        };
        let searchable = self.payoffs.shape().players() == 2 && self.payoffs.rational().is_some();
        let more = match (outcome.coverage, count) {
            _ if self.solution.is_dominance_solvable() => {
                "There is no other: the game is solved by strict dominance."
            }
            (Coverage::All, 1) => "There is no other.",
            (Coverage::All, _) if infinite => {
                "Infinitely many others are mixtures of these; there are no more."
            }
            (Coverage::All, _) => "There are no others.",
            (Coverage::AllPure, 0) if searchable => {
                "There is no pure equilibrium; mixed ones were not searched for, and one exists: \
                 `--one` finds one, `--method eee` all."
            }
            (Coverage::AllPure, 0) => {
                "There is no pure equilibrium; mixed ones were not searched for, and one exists."
            }
            (Coverage::AllPure, _) if searchable => {
                "These are all pure ones; mixed equilibria were not searched for, but `--method eee` \
                 does that."
            }
            (Coverage::AllPure, _) => {
                "These are all pure ones; mixed equilibria were not searched for."
            }
            (Coverage::Some, _) if outcome.stopped => "The search was stopped: there may be more.",
            (Coverage::Some, _) => "There may be others.",
        };
        document.pieces(vec![(Style::Strong, found), (Style::Plain, format!(" {more}"))]);
    }

    fn elimination(&self, document: &mut Document) {
        let elimination = &self.solution.elimination;
        let removed = elimination.removed();
        if removed > 0 {
            let rounds = elimination.rounds.len();
            let strategies = if removed == 1 { "strategy" } else { "strategies" };
            let rounds =
                if rounds == 1 { "1 round".to_owned() } else { format!("{rounds} rounds") };
            document.line(format!(
                "{removed} strictly dominated {strategies} removed in {rounds}; \
                 `equil dominance` says which and why."
            ));
        }
    }

    /// What each player plays, gets, and would lose by the next best response.
    fn in_full(&self, equilibrium: &Equilibrium, digits: usize) -> Table {
        let mut table = Table::new(&["", "plays", ">gets", ">next best response would lose"]);
        let gains = self.gains(equilibrium);
        for (number, player) in self.model.players.iter().enumerate() {
            let strategy = &equilibrium.profile[number];
            let gets = self.payoff(equilibrium, number);
            let unplayed = gains[number].iter().zip(strategy).filter(|(_, p)| p.is_zero());
            let loss = unplayed.filter_map(|(gain, _)| gain.as_ref()).max_by(|a, b| a.1.cmp(&b.1));
            table.row(vec![
                Cell::text(player.name.as_str()),
                mixed_cell("", &player.strategies, strategy, digits).styled(Style::Strong),
                gets.map_or_else(|| Cell::text("?"), |bounds| Cell::number(&bounds)),
                match loss {
                    Some((low, high)) => Cell::number(&(no_minus_zero(high), no_minus_zero(low))),
                    None => Cell::text("–").styled(Style::Faint),
                },
            ]);
        }
        table
    }

    /// For each player and pure strategy, what it would gain: bounds, if there are any.
    fn gains(&self, equilibrium: &Equilibrium) -> Vec<Vec<Option<(Rational, Rational)>>> {
        let profile = &equilibrium.profile;
        let counts = self.payoffs.shape().strategies();
        if let Some(game) = self.payoffs.rational() {
            return (0..counts.len())
                .map(|player| {
                    let earned = earned(game, player, profile);
                    let gets = average(&earned, &profile[player]);
                    let gain = |earned: &Rational| {
                        let gain = earned.minus(&gets);
                        Some((gain.clone(), gain))
                    };
                    earned.iter().map(gain).collect()
                })
                .collect();
        }
        let mut gains: Vec<Vec<_>> = counts.iter().map(|&count| vec![None; count]).collect();
        for standing in deviations(self.payoffs, profile) {
            gains[standing.player][standing.strategy] =
                self.payoffs.bounds(standing.player, &standing.gain);
        }
        gains
    }

    /// The places of the equilibria that are shown.
    fn kept(&self) -> Vec<usize> {
        let count = self.solution.outcome.equilibria.len();
        self.judged.map_or_else(|| (0..count).collect(), |judged| judged.kept(count))
    }

    fn told(&self) -> Told<'_> {
        let outcome = &self.solution.outcome;
        Told {
            model: self.model,
            payoffs: self.payoffs,
            equilibria: &outcome.equilibria,
            complete: outcome.coverage == Coverage::All,
            infinite: outcome.continuum().is_some(),
        }
    }

    /// The component of an equilibrium, where it is known.
    fn component(&self, equilibrium: usize) -> Option<&Component> {
        let set = self.set?;
        set.components.get(*set.component_of.get(equilibrium)?)
    }

    /// What two players who share a constant sum are worth: the value to the first, and the sum.
    fn value(&self) -> Option<(Rational, Rational)> {
        let game = self.payoffs.rational().filter(|game| game.players() == 2)?;
        let sum = game.constant_sum()?;
        let mut equilibria = self.solution.outcome.equilibria.iter();
        let proved = equilibria.find(|e| matches!(e.certificate, Certificate::Exact))?;
        Some((self.payoff(proved, 0)?.0, sum))
    }

    /// Bounds of what a player gets.
    fn payoff(&self, equilibrium: &Equilibrium, player: usize) -> Option<(Rational, Rational)> {
        payoff(self.payoffs, equilibrium, player)
    }

    fn provenance(&self) -> String {
        let outcome = &self.solution.outcome;
        let payoffs =
            if self.payoffs.rational().is_some() { "rational payoffs" } else { "enclosed payoffs" };
        let method = if self.solution.is_dominance_solvable() {
            "iterated strict dominance".to_owned()
        } else {
            format!("{}, {} search", outcome.method, outcome.arithmetic.name())
        };
        let check = self.set.map(|set| format!("; {}", check(set))).unwrap_or_default();
        format!(
            "Found by {method}; proved in exact arithmetic on {payoffs}; coverage: {}{check}.",
            outcome.coverage.name()
        )
    }
}

/// Bounds of what a player gets.
fn payoff(
    payoffs: &Payoffs,
    equilibrium: &Equilibrium,
    player: usize,
) -> Option<(Rational, Rational)> {
    match &equilibrium.certificate {
        Certificate::Enclosure(boxes) => expected_within(payoffs, player, boxes),
        _ => match payoffs.rational() {
            Some(game) => {
                let profile = &equilibrium.profile;
                let gets = average(&earned(game, player, profile), &profile[player]);
                Some((gets.clone(), gets))
            }
            None => payoffs.bounds(player, &expected(payoffs, player, &equilibrium.profile)),
        },
    }
}

/// What a mixture gets, of what each strategy gets.
fn average(earned: &[Rational], mixture: &[Rational]) -> Rational {
    let mut sum = Rational::zero();
    let mut played = earned.iter().zip(mixture).filter(|(_, p)| !p.is_zero()).peekable();
    // At an equilibrium everything that is played gets the same, and sums of long fractions are slow
    if let Some(&(first, _)) = played.peek()
        && played.clone().all(|(value, _)| value == first)
    {
        return first.clone();
    }
    for (value, probability) in played {
        sum.add_product(value, probability);
    }
    sum
}

fn remark(certificate: &Certificate, digits: usize) -> Option<String> {
    match certificate {
        Certificate::Exact => None,
        Certificate::Regret(bound) => Some(format!(
            "Not proved to be an equilibrium: some player may gain {} by deviating.",
            shown(bound, bound, digits)
        )),
        Certificate::Enclosure(_) => Some(
            "The probabilities are not rational: exactly one equilibrium lies within 2⁻⁵² of these."
                .to_owned(),
        ),
    }
}

/// ", exactly 1/12": where the number is short enough to be read.
fn exactly(x: &Rational) -> String {
    let text = x.to_string();
    if text.len() <= LONGEST { format!(", exactly {text}") } else { String::new() }
}

/// Characters of a fraction that is shown exactly.
const LONGEST: usize = 24;

fn no_minus_zero(x: &Rational) -> Rational {
    if x.is_zero() { Rational::zero() } else { x.negated() }
}
