//! `equil dominance`: the verdict in words and tables.

mod gains;
mod json;
mod rounds;

use super::Document;
use super::Point;
use super::profile::mixed_cell;
use crate::answer::{Question, Stand, Verdict};
use crate::certify::Kind;
use crate::dominance::{Among, Cases};
use crate::model::Reason;
use crate::num::{Rational, Sign};
use crate::table::{Cell, Style, Table, shown};

/// A question about dominance and its answer, ready to be told.
#[derive(Clone, Debug)]
pub struct Dominance<'a> {
    /// What was asked.
    pub question: &'a Question<'a>,
    /// The answer.
    pub verdict: &'a Verdict,
    /// Where.
    pub point: Point,
}

/// Digits of probabilities that are not short fractions.
const DIGITS: usize = 4;

impl Dominance<'_> {
    /// The answer in words and tables; `verbose` lists every case, however many there are.
    pub fn document(&self, digits: usize, verbose: bool) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.question.model.info.name, &mut document);
        if let Some(cases) = &self.verdict.cases {
            self.headlines(cases, digits, &mut document);
            self.ladder(&mut document);
            self.gains(cases, verbose, &mut document);
            self.why(digits, &mut document);
        }
        self.stands(&mut document);
        self.rounds(digits, &mut document);
        if self.verdict.stopped {
            document.gap();
            document.line("Stopped at the limit: what is said is proved; the rest is not settled.");
        }
        document.remark(self.provenance());
        document
    }

    fn name(&self, player: usize) -> &str {
        &self.question.model.players[player].name
    }

    fn strategy(&self, player: usize, strategy: usize) -> &str {
        &self.question.model.players[player].strategies[strategy]
    }

    /// How everybody but `player` plays in the profile number `index`.
    fn rivals(&self, player: usize, index: usize) -> String {
        let profile = self.question.payoffs.shape().profile(index);
        let said: Vec<String> = profile
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != player)
            .map(|(other, &s)| format!("{} = {}", self.name(other), self.strategy(other, s)))
            .collect();
        if said.is_empty() { "nobody else plays".to_owned() } else { said.join(", ") }
    }

    fn headlines(&self, cases: &Cases, digits: usize, document: &mut Document) {
        let target = self.question.target.as_ref().map_or("", |(name, _)| name.as_str());
        let player = self.name(cases.player);
        let of = cases.cases.len();
        let [better, equal] = [Sign::Positive, Sign::Zero].map(|sign| cases.count(sign));
        let open = cases.unsettled();
        let mut table = Table::new(&["", "", ""]);
        let mut add = |question: String, answer: Option<bool>, remark: String| {
            let (word, style) = match answer {
                Some(true) => ("yes", Style::Good),
                Some(false) => ("no", Style::Bad),
                None => ("open", Style::Plain),
            };
            table.row(vec![
                Cell::text(question).styled(Style::Strong),
                Cell::text(word).styled(style),
                Cell::text(remark),
            ]);
        };
        let mut remark = format!("best in {better} of {of} cases");
        if equal > 0 {
            remark.push_str(&format!(", equal in {equal}"));
        }
        if open > 0 {
            remark.push_str(&format!(", not settled in {open}"));
        }
        if let Some(worst) = cases.worst() {
            let gain = Cell::signed(&worst.gain, worst.sign).shown(digits);
            let word = if worst.sign == Some(Sign::Positive) { "at least" } else { "worst" };
            remark.push_str(&format!("; {word} {gain}"));
        }
        let dominant = cases.dominates(Kind::Strict);
        add(format!("Is {target} dominant for {player}?"), dominant, remark);
        if dominant == Some(false) {
            let weakly = cases.dominates(Kind::Weak);
            let remark = match cases.count(Sign::Negative) {
                0 => "never worse".to_owned(),
                worse => format!("worse in {worse} of {of} cases"),
            };
            add("…at least weakly?".to_owned(), weakly, remark);
        }
        let ladder = self.verdict.ladder.as_ref();
        let iterated = ladder.and_then(|ladder| ladder.iteratively);
        let round = self.last_round(cases);
        let remark = match (iterated, round) {
            (Some(true), 0) => "it is all there is".to_owned(),
            (Some(true), round) => {
                format!("strictly, in round {round} of {}", self.verdict.elimination.rounds.len())
            }
            (Some(false), _) => "other strategies survive".to_owned(),
            (None, _) if self.verdict.stopped => "stopped before it was settled".to_owned(),
            (None, _) => "a sign that matters could not be settled".to_owned(),
        };
        add("…once dominated strategies are removed?".to_owned(), iterated, remark);
        document.table(table);
        if let Some(worst) = cases.worst()
            && dominant == Some(false)
        {
            document.line(format!(
                "Worst when {}: there {} is {} {}.",
                self.rivals(cases.player, worst.rivals),
                self.strategy(cases.player, worst.outside),
                if worst.sign == Some(Sign::Zero) { "as good as" } else { "better than" },
                self.strategy(cases.player, worst.within),
            ));
        }
    }

    /// The round in which the last strategy outside the class is removed.
    fn last_round(&self, cases: &Cases) -> usize {
        let outside = self.question.kept[cases.player]
            .iter()
            .filter(|strategy| !cases.target.contains(strategy));
        outside
            .filter_map(|&strategy| self.verdict.elimination.round_of(cases.player, strategy))
            .max()
            .unwrap_or(0)
    }

    fn ladder(&self, document: &mut Document) {
        let Some(ladder) = &self.verdict.ladder else { return };
        document.gap();
        let mut table = Table::new(&["", "", ""]).caption("How strong the case is");
        for (rung, answer) in ladder.rungs() {
            let (word, style) = match answer {
                Some(true) => ("yes", Style::Good),
                Some(false) => ("no", Style::Bad),
                None => ("open", Style::Plain),
            };
            table.row(vec![
                Cell::text(rung.name).styled(Style::Faint),
                Cell::text(word).styled(style),
                Cell::text(rung.meaning),
            ]);
        }
        document.table(table);
    }

    fn stands(&self, document: &mut Document) {
        // Without a strategy that is asked about it may come first
        if !document.blocks.is_empty() {
            document.gap();
        }
        let caption = match self.question.player {
            Some(player) => format!("The strategies of {}", self.name(player)),
            None => "Every strategy".to_owned(),
        };
        document.table(self.stand_table().caption(caption));
    }

    fn stand_table(&self) -> Table {
        let mut table =
            Table::new(&["player", "strategy", ">best in", "", "dominated", "by, or best against"]);
        let mut before = None;
        for stand in &self.verdict.stands {
            let (word, style, why) = self.said(stand);
            let player = if before == Some(stand.player) { "" } else { self.name(stand.player) };
            before = Some(stand.player);
            table.row(vec![
                Cell::text(player),
                Cell::text(self.strategy(stand.player, stand.strategy)),
                Cell::text(stand.best_in.to_string()),
                Cell::text(format!("of {}", stand.of)).styled(Style::Faint),
                Cell::text(word).styled(style),
                why.styled(Style::Faint),
            ]);
        }
        table
    }

    fn said(&self, stand: &Stand) -> (&'static str, Style, Cell) {
        let names = &self.question.model.players[stand.player].strategies;
        if let Some((kind, by)) = &stand.standing.dominated {
            let mut mixture = vec![Rational::integer(0); names.len()];
            for (strategy, p) in by {
                mixture[*strategy] = p.clone();
            }
            let word = match kind {
                Kind::Strict => "strictly",
                Kind::Weak => "weakly",
                Kind::VeryWeak => "very weakly",
            };
            return (word, Style::Bad, mixed_cell("by ", names, &mixture, DIGITS));
        }
        match &stand.standing.best_against {
            Some((belief, _)) => {
                let (first, _) = &belief[0];
                let against = match belief.len() {
                    1 => self.rivals(stand.player, *first),
                    n => format!(
                        "a belief over {n} profiles, such as {}",
                        self.rivals(stand.player, *first)
                    ),
                };
                ("no", Style::Plain, Cell::text(format!("best against {against}")))
            }
            None => ("not settled", Style::Plain, Cell::empty()),
        }
    }

    /// Whether every sign that matters was settled.
    pub fn is_settled(&self) -> bool {
        !self.verdict.stopped
            && self.verdict.elimination.is_settled()
            && self.verdict.stands.iter().all(|stand| stand.standing.open.is_empty())
            && self.verdict.cases.as_ref().is_none_or(|cases| cases.unsettled() == 0)
    }

    fn provenance(&self) -> String {
        let payoffs = if self.question.payoffs.rational().is_some() {
            "rational payoffs"
        } else if !self.is_settled() {
            "enclosures of the payoffs, narrowed as far as allowed; what is not settled is said above"
        } else {
            "enclosures of the payoffs, narrowed until every sign was settled"
        };
        let among = match self.question.among {
            Among::Pure => "pure strategies",
            Among::Mixtures => "pure strategies and mixtures",
        };
        format!("Dominance by {among}; every verdict proved in exact arithmetic on {payoffs}.")
    }
}

fn sign(bounds: &(Rational, Rational)) -> Option<Sign> {
    let (low, high) = (bounds.0.signum(), bounds.1.signum());
    (low == high).then_some(low)
}

/// `a + b > c   1.2 > 0.8`
fn inequality(reason: &Reason, digits: usize) -> String {
    let (gains, losses) = (&reason.gains, &reason.losses);
    let symbol = match gains.value.cmp(&losses.value) {
        std::cmp::Ordering::Greater => ">",
        std::cmp::Ordering::Equal => "=",
        std::cmp::Ordering::Less => "<",
    };
    format!(
        "{} {symbol} {}    {} {symbol} {}",
        gains.formula,
        losses.formula,
        shown(&gains.value, &gains.value, digits),
        shown(&losses.value, &losses.value, digits)
    )
}
