//! Criteria in `equil solve`: a column for each, what shows the verdicts, and which equilibria stay.

use serde_json::{Map, Value, json};

use super::json::{mixture_json, number_json, profile_json};
use super::{Document, Style, mixed_in_words, shown_profile};
use crate::game::Payoffs;
use crate::model::Model;
use crate::nash::Equilibrium;
use crate::num::Rational;
use crate::selection::{
    Answer, CRITERIA, Candidate, Criterion, Patience, Reason, SelectionError, Verdict, select,
};
use crate::table::{Cell, Table, shown};

/// Up to this many columns stand beside the equilibria.
const NARROW: usize = 3;

/// Equilibria judged by criteria.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Each criterion with one verdict for each equilibrium.
    columns: Vec<(&'static Criterion, Vec<Verdict>)>,
    /// Names of the criteria that an equilibrium must be proved to meet to be shown.
    only: Vec<&'static str>,
    /// Criteria that were asked for among all, but do not apply, and why.
    inapplicable: Vec<(&'static str, &'static str)>,
}

impl Judged {
    /// Judges `equilibria` by the criteria `named`, by those in `only`, which are to keep just what
    /// meets them, and, if `all` is set, by every other that applies.
    ///
    /// # Errors
    /// [`SelectionError`] when a criterion that was named does not apply to the game.
    ///
    /// # Complexity
    /// That of [`select`] for each criterion.
    pub fn new(
        payoffs: &Payoffs,
        equilibria: &[Equilibrium],
        named: &[&'static Criterion],
        all: bool,
        only: &[&'static Criterion],
        patience: Patience<'_>,
    ) -> Result<Self, SelectionError> {
        let candidates: Vec<Candidate<'_>> = equilibria
            .iter()
            .map(|e| Candidate { profile: &e.profile, certificate: &e.certificate })
            .collect();
        let mut judged = Self {
            columns: Vec::new(),
            only: only.iter().map(|criterion| criterion.name).collect(),
            inapplicable: Vec::new(),
        };
        for criterion in CRITERIA {
            if !named.contains(&criterion) && !only.contains(&criterion) {
                if !all {
                    continue;
                }
                if let Err(reason) = (criterion.accepts)(payoffs) {
                    judged.inapplicable.push((criterion.name, reason));
                    continue;
                }
            }
            let verdicts = select(payoffs, &candidates, criterion, patience)?;
            judged.columns.push((criterion, verdicts));
        }
        Ok(judged)
    }

    /// Whether an equilibrium meets all that it must: it is kept if that is proved.
    pub fn keeps(&self, i: usize) -> Answer {
        let answers =
            self.columns.iter().filter(|(criterion, _)| self.only.contains(&criterion.name));
        answers.map(|(_, verdicts)| verdicts[i].answer).fold(Answer::Yes, |all, one| {
            match (all, one) {
                (Answer::No, _) | (_, Answer::No) => Answer::No,
                (Answer::Open, _) | (_, Answer::Open) => Answer::Open,
                _ => Answer::Yes,
            }
        })
    }

    /// The places of the equilibria that are kept.
    pub fn kept(&self, count: usize) -> Vec<usize> {
        (0..count).filter(|&i| self.keeps(i) == Answer::Yes).collect()
    }

    /// How many of `count` equilibria may meet all that they must, but are not proved to.
    pub fn open(&self, count: usize) -> usize {
        (0..count).filter(|&i| self.keeps(i) == Answer::Open).count()
    }

    /// Whether some verdict is open because the work was stopped.
    pub fn is_stopped(&self) -> bool {
        let all = self.columns.iter().flat_map(|(_, verdicts)| verdicts);
        all.into_iter().any(|verdict| verdict.reason == Reason::Stopped)
    }

    /// Whether anything is left out of what is shown.
    pub fn is_filter(&self) -> bool {
        !self.only.is_empty()
    }

    /// Says what was kept, and of what the verdicts speak.
    pub(super) fn headline(&self, document: &mut Document, count: usize, told: &Told<'_>) {
        if self.is_filter() {
            let (kept, open) = (self.kept(count).len(), self.open(count));
            let mut said = format!("Kept {kept} of {count} by {}", self.only.join(", "));
            said.push_str(&match count - kept {
                0 => ": nothing was dropped.".to_owned(),
                dropped if open == 0 => format!("; {dropped} dropped."),
                dropped => format!("; {dropped} dropped, of which {open} could not be settled."),
            });
            document.line(said);
        }
        if told.infinite {
            document.styled(
                Style::Faint,
                "Each extreme equilibrium is judged for itself; mixtures of them may be judged otherwise.",
            );
        }
        let comparing: Vec<&str> =
            self.columns.iter().filter(|(c, _)| c.compares()).map(|(c, _)| c.name).collect();
        if !comparing.is_empty() && !told.complete {
            let names = comparing.join(", ");
            document.styled(Style::Faint, format!("Compared with those listed only: {names}."));
        }
        for (name, reason) in &self.inapplicable {
            document.styled(Style::Faint, format!("Left out: {name}, {reason}."));
        }
    }

    /// Whether the verdicts fit beside the equilibria; otherwise they get a table of their own.
    pub(super) fn is_narrow(&self) -> bool {
        self.columns.len() <= NARROW
    }

    /// The names of the columns.
    pub(super) fn names(&self) -> impl Iterator<Item = String> + '_ {
        self.columns.iter().map(|(criterion, _)| criterion.name.to_owned())
    }

    /// The verdicts on the equilibria in these places.
    pub(super) fn table(&self, places: &[usize]) -> Table {
        let heads: Vec<&str> =
            [">"].into_iter().chain(self.columns.iter().map(|(c, _)| c.head)).collect();
        let mut table = Table::new(&heads);
        for &i in places {
            let number = Cell::text((i + 1).to_string()).styled(Style::Faint);
            table.row([number].into_iter().chain(self.cells(i)).collect());
        }
        table
    }

    /// The cells of one equilibrium.
    pub(super) fn cells(&self, i: usize) -> impl Iterator<Item = Cell> + '_ {
        self.columns.iter().map(move |(_, verdicts)| {
            let verdict = &verdicts[i];
            let cell = match least(verdict) {
                Some((low, high)) if low == high => Cell::probability(&low),
                Some(bounds) => Cell::number(&bounds),
                None => Cell::text(verdict.answer.name()),
            };
            cell.styled(match verdict.answer {
                Answer::Yes => Style::Good,
                Answer::No => Style::Plain,
                Answer::Open => Style::Faint,
            })
        })
    }

    /// A line for each criterion: the verdict and what shows it.
    pub(super) fn lines(&self, document: &mut Document, i: usize, told: &Told<'_>, digits: usize) {
        let width = self.columns.iter().map(|(c, _)| c.name.len()).max().unwrap_or(0);
        for (criterion, verdicts) in &self.columns {
            let verdict = &verdicts[i];
            let style = match verdict.answer {
                Answer::Yes => Style::Good,
                _ => Style::Plain,
            };
            let mut pieces = vec![
                (Style::Plain, format!("  {:width$}  ", criterion.name)),
                (style, verdict.answer.name().to_owned()),
            ];
            if let Some(said) = told.reason(&verdict.reason, digits) {
                pieces.push((Style::Faint, format!(": {said}")));
            }
            document.pieces(pieces);
        }
    }

    /// The verdicts on one equilibrium, for other programs.
    pub(super) fn json(&self, i: usize, told: &Told<'_>) -> Value {
        let entries = self
            .columns
            .iter()
            .map(|(criterion, verdicts)| (criterion.name.to_owned(), told.json(&verdicts[i])));
        Value::Object(entries.collect::<Map<String, Value>>())
    }

    /// What was asked, for other programs.
    pub(super) fn asked_json(&self, count: usize) -> Value {
        let names: Vec<&str> = self.columns.iter().map(|(criterion, _)| criterion.name).collect();
        let comparing: Vec<&str> =
            self.columns.iter().filter(|(c, _)| c.compares()).map(|(c, _)| c.name).collect();
        let left_out: Map<String, Value> = self
            .inapplicable
            .iter()
            .map(|(name, reason)| ((*name).to_owned(), json!(reason)))
            .collect();
        json!({
            "criteria": names,
            "compare_those_listed": comparing,
            "inapplicable": left_out,
            "only": self.only,
            "kept": self.is_filter().then(|| self.kept(count)),
            "unsettled": self.open(count),
        })
    }
}

/// What verdicts are told with.
pub(super) struct Told<'a> {
    pub(super) model: &'a Model,
    pub(super) payoffs: &'a Payoffs,
    pub(super) equilibria: &'a [Equilibrium],
    /// Whether all equilibria are listed.
    pub(super) complete: bool,
    pub(super) infinite: bool,
}

impl Told<'_> {
    fn player(&self, player: usize) -> &str {
        &self.model.players[player].name
    }

    fn strategy(&self, player: usize, strategy: usize) -> &str {
        &self.model.players[player].strategies[strategy]
    }

    fn profile(&self, equilibrium: usize, digits: usize) -> String {
        shown_profile(self.model, &self.equilibria[equilibrium].profile, digits)
    }

    fn mixture(&self, player: usize, mixture: &[(usize, Rational)], digits: usize) -> String {
        let names = &self.model.players[player].strategies;
        let mut mixed = vec![Rational::integer(0); names.len()];
        for (strategy, p) in mixture {
            mixed[*strategy] = p.clone();
        }
        mixed_in_words(names, &mixed, digits)
    }

    /// What shows a verdict, if there is something to say.
    fn reason(&self, reason: &Reason, digits: usize) -> Option<String> {
        Some(match reason {
            Reason::Checked | Reason::Beliefs(_) => return None,
            Reason::Mixes(player) => format!("{} mixes", self.player(*player)),
            Reason::Asymmetric => "the players do different things".to_owned(),
            Reason::AsGood { player, strategy } => {
                let strategy = self.strategy(*player, *strategy);
                format!("{strategy} is as good for {}", self.player(*player))
            }
            Reason::Dominated { player, by } => {
                let by = self.mixture(*player, by, digits);
                format!("what {} plays is weakly dominated by {by}", self.player(*player))
            }
            Reason::Better(other) => format!("({}) is better", self.profile(*other, digits)),
            Reason::PaysMore { equilibrium, player } => {
                let profile = self.profile(*equilibrium, digits);
                format!("({profile}) gives {} more", self.player(*player))
            }
            Reason::Tied(other) => format!("({}) is no worse", self.profile(*other, digits)),
            Reason::Thresholds(list) => {
                let each = list.iter().enumerate().map(|(player, (low, high))| {
                    format!("{} for {}", fraction(low, high, digits), self.player(player))
                });
                format!("from p = {}", each.collect::<Vec<_>>().join(", "))
            }
            Reason::Invader(mutant) => {
                let names = &self.model.players[0].strategies;
                format!("{} is not driven out", mixed_in_words(names, mutant, digits))
            }
            Reason::NotProved => "not proved to be an equilibrium".to_owned(),
            Reason::Unsettled => "what decides it could not be settled".to_owned(),
            Reason::TooMany(count) => {
                format!("{count} best responses are not played, more than can be searched")
            }
            Reason::Stopped => "stopped before it was settled".to_owned(),
        })
    }

    fn json(&self, verdict: &Verdict) -> Value {
        let mut said = Map::new();
        said.insert("verdict".to_owned(), json!(verdict.answer.name()));
        let mut say = |key: &str, value: Value| {
            said.insert(key.to_owned(), value);
        };
        match &verdict.reason {
            Reason::Checked => {}
            Reason::Mixes(player) => say("mixes", json!(self.player(*player))),
            Reason::Asymmetric => say("asymmetric", json!(true)),
            Reason::AsGood { player, strategy } => {
                let strategy = self.strategy(*player, *strategy);
                say("as_good", json!({ "player": self.player(*player), "strategy": strategy }));
            }
            Reason::Dominated { player, by } => {
                let by = mixture_json(self.model, *player, by);
                say("dominated", json!({ "player": self.player(*player), "by": by }));
            }
            Reason::Beliefs(beliefs) => {
                let each = beliefs.iter().enumerate().map(|(player, belief)| {
                    (self.player(player).to_owned(), self.belief_json(player, belief))
                });
                say("best_against", Value::Object(each.collect()));
            }
            Reason::Better(other) => say("better", json!(other)),
            Reason::PaysMore { equilibrium, player } => {
                say("better", json!(equilibrium));
                say("for", json!(self.player(*player)));
            }
            Reason::Tied(other) => say("tied", json!(other)),
            Reason::Thresholds(list) => {
                let each = list.iter().enumerate();
                let each = each.map(|(i, p)| (self.player(i).to_owned(), number_json(p)));
                say("players", Value::Object(each.collect()));
                say("p", least(verdict).as_ref().map_or(Value::Null, number_json));
            }
            Reason::Invader(mutant) => {
                let mutant: Vec<(usize, Rational)> = mutant.iter().cloned().enumerate().collect();
                say("invader", mixture_json(self.model, 0, &mutant));
            }
            Reason::NotProved | Reason::Unsettled | Reason::TooMany(_) | Reason::Stopped => {
                say("why", json!(self.reason(&verdict.reason, 4)));
            }
        }
        Value::Object(said)
    }

    /// Against one other, probabilities by label; against several, a list of profiles.
    fn belief_json(&self, player: usize, belief: &[(usize, Rational)]) -> Value {
        let shape = self.payoffs.shape();
        if shape.players() == 2 {
            let other = 1 - player;
            let mixed: Vec<(usize, Rational)> =
                belief.iter().map(|(at, p)| (shape.strategy(*at, other), p.clone())).collect();
            return mixture_json(self.model, other, &mixed);
        }
        let entry = |(at, p): &(usize, Rational)| {
            let others = profile_json(self.model, &shape.profile(*at), Some(player));
            json!({ "others": others, "probability": number_json(&(p.clone(), p.clone())) })
        };
        belief.iter().map(entry).collect()
    }
}

/// The greatest threshold of a p-dominance verdict.
fn least(verdict: &Verdict) -> Option<(Rational, Rational)> {
    let Reason::Thresholds(list) = &verdict.reason else { return None };
    list.iter().cloned().reduce(|a, b| (a.0.max(b.0), a.1.max(b.1)))
}

fn fraction(low: &Rational, high: &Rational, digits: usize) -> String {
    if low == high {
        crate::table::shown_probability(low, digits)
    } else {
        shown(low, high, digits)
    }
}
