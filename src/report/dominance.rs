//! `equil dominance`: the verdict in words and tables.

use super::Document;
use super::json::Point;
use super::profile::mixed_in_words;
use crate::answer::{Comparison, Question, Stand, Verdict};
use crate::certify::Kind;
use crate::dominance::{Among, Case, Cases, Removal};
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

/// Up to this many cases are all shown.
const ALL_CASES: usize = 400;
/// Up to this many strategies of the last player stand side by side.
const SIDE_BY_SIDE: usize = 6;

impl Dominance<'_> {
    /// The answer in words and tables.
    pub fn document(&self, digits: usize) -> Document {
        let mut document = Document::new();
        if let Some(cases) = &self.verdict.cases {
            self.headlines(cases, digits, &mut document);
            self.ladder(&mut document);
            self.gains(cases, &mut document);
            self.why(digits, &mut document);
        }
        self.stands(&mut document);
        self.rounds(digits, &mut document);
        document.gap();
        document.styled(Style::Faint, self.provenance());
        document
    }

    pub(super) fn name(&self, player: usize) -> &str {
        &self.question.model.players[player].name
    }

    pub(super) fn strategy(&self, player: usize, strategy: usize) -> &str {
        &self.question.model.players[player].strategies[strategy]
    }

    /// How everybody but `player` plays in the profile number `index`.
    pub(super) fn rivals(&self, player: usize, index: usize) -> String {
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
        let dominant = match (better == of, open) {
            (true, _) => Some(true),
            (_, open) if better + open < of => Some(false),
            _ => None,
        };
        add(format!("Is {target} dominant for {player}?"), dominant, remark);
        let ladder = self.verdict.ladder.as_ref();
        let iterated = ladder.and_then(|ladder| ladder.iteratively);
        let round = self.last_round(cases);
        let remark = match (iterated, round) {
            (Some(true), 0) => "it is all there is".to_owned(),
            (Some(true), round) => format!("strictly, in round {round}"),
            (Some(false), _) => "other strategies survive".to_owned(),
            (None, _) => "a sign that matters could not be settled".to_owned(),
        };
        add("…once dominated strategies are removed?".to_owned(), iterated, remark);
        document.table(table);
        if let Some(worst) = cases.worst()
            && dominant == Some(false)
        {
            document.line(format!(
                "Not when {}: there {} is better than {}.",
                self.rivals(cases.player, worst.rivals),
                self.strategy(cases.player, worst.outside),
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
        for (name, meaning, answer) in ladder.rungs() {
            let (word, style) = match answer {
                Some(true) => ("yes", Style::Good),
                Some(false) => ("no", Style::Bad),
                None => ("open", Style::Plain),
            };
            table.row(vec![
                Cell::text(name).styled(Style::Faint),
                Cell::text(word).styled(style),
                Cell::text(meaning),
            ]);
        }
        document.table(table);
    }

    /// What the class gains in each case.
    fn gains(&self, cases: &Cases, document: &mut Document) {
        document.gap();
        let target = self.question.target.as_ref().map_or("", |(name, _)| name.as_str());
        let caption = format!(
            "What {} gains by the best of {target} over the best of everything else",
            self.name(cases.player)
        );
        let rivals: Vec<usize> =
            (0..self.question.kept.len()).filter(|&other| other != cases.player).collect();
        let last = rivals.last().copied();
        let table = match last {
            Some(last)
                if cases.cases.len() <= ALL_CASES
                    && self.question.kept[last].len() <= SIDE_BY_SIDE =>
            {
                self.grid(cases, &rivals, last)
            }
            _ => self.long(cases, &rivals),
        };
        document.table(table.caption(caption));
        if cases.cases.len() > ALL_CASES {
            document.styled(
                Style::Faint,
                format!(
                    "{} of {} cases: those without a gain.",
                    cases.cases.len() - cases.count(Sign::Positive),
                    cases.cases.len()
                ),
            );
        }
    }

    /// Cases in rows, the last player's strategies side by side.
    fn grid(&self, cases: &Cases, rivals: &[usize], last: usize) -> Table {
        let rows: Vec<usize> = rivals.iter().copied().filter(|&other| other != last).collect();
        let mut heads: Vec<String> =
            rows.iter().map(|&other| self.name(other).to_owned()).collect();
        for &strategy in &self.question.kept[last] {
            heads.push(format!(">{}", self.strategy(last, strategy)));
        }
        heads.push(String::new());
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        let shape = self.question.payoffs.shape();
        let left = self.verdict.elimination.solution();
        let mut groups: Vec<(Vec<usize>, Vec<&Case>)> = Vec::new();
        for case in &cases.cases {
            let key: Vec<usize> =
                rows.iter().map(|&other| shape.strategy(case.rivals, other)).collect();
            match groups.iter_mut().find(|(other, _)| *other == key) {
                Some((_, group)) => group.push(case),
                None => groups.push((key, vec![case])),
            }
        }
        groups.sort_by(|a, b| a.0.cmp(&b.0));
        for (key, mut group) in groups {
            group.sort_by_key(|case| shape.strategy(case.rivals, last));
            let mut row: Vec<Cell> = key
                .iter()
                .zip(&rows)
                .map(|(&strategy, &other)| Cell::text(self.strategy(other, strategy)))
                .collect();
            let mut remark = String::new();
            for case in group {
                let here = left.as_ref().is_some_and(|left| {
                    rivals.iter().all(|&other| left[other] == shape.strategy(case.rivals, other))
                });
                row.push(Cell::signed(&case.gain, case.sign));
                if here {
                    let played = self.strategy(last, shape.strategy(case.rivals, last));
                    remark = format!("← all that is left in the end, with {played}");
                }
            }
            row.push(Cell::text(remark).styled(Style::Strong));
            table.row(row);
        }
        table
    }

    /// One row for each case; with many cases only those without a gain.
    fn long(&self, cases: &Cases, rivals: &[usize]) -> Table {
        let mut heads: Vec<String> =
            rivals.iter().map(|&other| self.name(other).to_owned()).collect();
        heads.extend([">gain", "by", "over"].map(str::to_owned));
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        let shape = self.question.payoffs.shape();
        let all = cases.cases.len() <= ALL_CASES;
        for case in &cases.cases {
            if !all && case.sign == Some(Sign::Positive) {
                continue;
            }
            let mut row: Vec<Cell> = rivals
                .iter()
                .map(|&other| Cell::text(self.strategy(other, shape.strategy(case.rivals, other))))
                .collect();
            row.push(Cell::signed(&case.gain, case.sign));
            row.push(Cell::text(self.strategy(cases.player, case.within)));
            row.push(Cell::text(self.strategy(cases.player, case.outside)));
            table.row(row);
        }
        table
    }

    /// All cases in full, for other programs.
    pub fn data(&self) -> Table {
        match &self.verdict.cases {
            Some(cases) => {
                let rivals: Vec<usize> =
                    (0..self.question.kept.len()).filter(|&o| o != cases.player).collect();
                let shape = self.question.payoffs.shape();
                let mut heads: Vec<String> =
                    rivals.iter().map(|&other| self.name(other).to_owned()).collect();
                heads.extend(["gain", "by", "over"].map(str::to_owned));
                let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
                let mut table = Table::new(&heads);
                for case in &cases.cases {
                    let mut row: Vec<Cell> = rivals
                        .iter()
                        .map(|&other| {
                            Cell::text(self.strategy(other, shape.strategy(case.rivals, other)))
                        })
                        .collect();
                    row.push(Cell::number(&case.gain));
                    row.push(Cell::text(self.strategy(cases.player, case.within)));
                    row.push(Cell::text(self.strategy(cases.player, case.outside)));
                    table.row(row);
                }
                table
            }
            None => self.stand_table(),
        }
    }

    /// Where gains come from, term by term.
    fn why(&self, digits: usize, document: &mut Document) {
        let player = self.verdict.cases.as_ref().map_or(0, |cases| cases.player);
        if let Some(comparison) = &self.verdict.at_equilibrium {
            document.gap();
            let caption = format!(
                "Why {} in equilibrium ({})",
                self.strategy(player, comparison.to),
                self.rivals(player, comparison.rivals)
            );
            document.table(self.terms(player, comparison).caption(caption));
        }
        if let Some(comparison) = &self.verdict.at_worst
            && self.verdict.at_equilibrium.as_ref().is_none_or(|e| e.rivals != comparison.rivals)
        {
            document.gap();
            let caption = format!(
                "Why {} in the worst case ({})",
                self.strategy(player, comparison.to),
                self.rivals(player, comparison.rivals)
            );
            document.table(self.terms(player, comparison).caption(caption));
        }
        if let Some(reason) = &self.verdict.worst_reason {
            document.line(format!("In symbols, the worst case:  {}", inequality(reason, digits)));
        }
    }

    fn terms(&self, player: usize, comparison: &Comparison) -> Table {
        let mut heads = vec![String::new()];
        for (over, _) in &comparison.over {
            heads.push(format!(">over {}", self.strategy(player, *over)));
        }
        heads.push(String::new());
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        let mut labels: Vec<(String, Option<String>)> = Vec::new();
        for (_, terms) in &comparison.over {
            for gain in terms {
                if labels.iter().all(|(label, _)| *label != gain.term.label) {
                    labels.push((gain.term.label.clone(), gain.term.about.clone()));
                }
            }
        }
        let mut totals = vec![(Rational::integer(0), Rational::integer(0)); comparison.over.len()];
        for (label, about) in labels {
            let mut row = vec![Cell::text(label.as_str())];
            for ((_, terms), total) in comparison.over.iter().zip(&mut totals) {
                match terms.iter().find(|gain| gain.term.label == label) {
                    Some(gain) => {
                        total.0 += &gain.bounds.0;
                        total.1 += &gain.bounds.1;
                        row.push(Cell::signed(&gain.bounds, sign(&gain.bounds)));
                    }
                    None => row.push(Cell::text("·").styled(Style::Faint)),
                }
            }
            row.push(Cell::text(about.unwrap_or_default()).styled(Style::Faint));
            table.row(row);
        }
        let mut row = vec![Cell::text("in all").styled(Style::Strong)];
        row.extend(totals.iter().map(|total| {
            let cell = Cell::signed(total, sign(total));
            if cell.style == Style::Plain { cell } else { cell.styled(Style::Strong) }
        }));
        row.push(Cell::empty());
        table.row(row);
        table
    }

    fn stands(&self, document: &mut Document) {
        document.gap();
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
                Cell::text(why).styled(Style::Faint),
            ]);
        }
        table
    }

    fn said(&self, stand: &Stand) -> (String, Style, String) {
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
            return (
                word.to_owned(),
                Style::Bad,
                format!("by {}", mixed_in_words(names, &mixture, 4)),
            );
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
                ("no".to_owned(), Style::Plain, format!("best against {against}"))
            }
            None => ("not settled".to_owned(), Style::Plain, String::new()),
        }
    }

    /// Round by round: what is removed, by what, by how much at least, and why.
    fn rounds(&self, digits: usize, document: &mut Document) {
        document.gap();
        let elimination = &self.verdict.elimination;
        let kind = elimination.kind.name();
        if elimination.rounds.is_empty() {
            document.line(format!(
                "No strategy is {} dominated: nothing is eliminated.",
                adverb(elimination.kind)
            ));
        } else {
            let mut table = Table::new(&[
                ">round",
                "player",
                "removed",
                "by",
                ">margin",
                "closest when, or why",
            ])
            .caption(format!(
                "Iterated elimination of {} dominated strategies",
                adverb(elimination.kind)
            ));
            for (number, round) in elimination.rounds.iter().enumerate() {
                for (place, removal) in round.iter().enumerate() {
                    let reason = self.verdict.removal_reasons[number][place].as_ref();
                    table.row(self.removed(number, place, removal, reason, digits));
                }
            }
            document.table(table);
        }
        self.survivors(document);
        match &self.verdict.orders {
            None if elimination.kind == Kind::Strict && !elimination.rounds.is_empty() => {
                document.styled(
                    Style::Faint,
                    "The order of elimination does not matter: dominance is strict.",
                );
            }
            Some(orders) if !orders.complete => document.line(format!(
                "Whether the order matters was not settled within {} sets of survivors.",
                orders.states
            )),
            Some(orders) if orders.outcomes.len() == 1 => {
                document.line(format!("The order does not matter here: all {kind} orders and stages lead to the same survivors."));
            }
            Some(orders) => {
                document.pieces(vec![(
                    Style::Strong,
                    format!(
                        "The order matters: {} different sets can survive.",
                        orders.outcomes.len()
                    ),
                )]);
                let mut heads = vec![">".to_owned()];
                heads.extend(self.question.model.players.iter().map(|p| p.name.clone()));
                let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
                let mut table = Table::new(&heads);
                for (number, outcome) in orders.outcomes.iter().enumerate() {
                    let mut row = vec![Cell::text((number + 1).to_string())];
                    for (player, support) in outcome.iter().enumerate() {
                        row.push(Cell::text(self.listed(player, support)));
                    }
                    table.row(row);
                }
                document.table(table);
            }
            None => {}
        }
    }

    fn listed(&self, player: usize, support: &[usize]) -> String {
        support.iter().map(|&s| self.strategy(player, s)).collect::<Vec<_>>().join(", ")
    }

    fn removed(
        &self,
        number: usize,
        place: usize,
        removal: &Removal,
        reason: Option<&Reason>,
        digits: usize,
    ) -> Vec<Cell> {
        let names = &self.question.model.players[removal.player].strategies;
        let mut mixture = vec![Rational::integer(0); names.len()];
        for (strategy, p) in &removal.by {
            mixture[*strategy] = p.clone();
        }
        let why = match reason {
            Some(reason) if reason.gains.formula.len() + reason.losses.formula.len() < 60 => {
                inequality(reason, digits)
            }
            _ => self.rivals(removal.player, removal.closest),
        };
        vec![
            Cell::text(if place == 0 { (number + 1).to_string() } else { String::new() }),
            Cell::text(self.name(removal.player)),
            Cell::text(self.strategy(removal.player, removal.strategy)),
            Cell::text(mixed_in_words(names, &mixture, 4)),
            Cell::number(&removal.margin),
            Cell::text(why).styled(Style::Faint),
        ]
    }

    fn survivors(&self, document: &mut Document) {
        let elimination = &self.verdict.elimination;
        if let Some(profile) = elimination.solution() {
            let said = self.question.model.describe(&profile);
            let unique = elimination.kind == Kind::Strict;
            let more = if unique {
                " It is the only equilibrium, mixed ones included."
            } else {
                " It is an equilibrium; others may have been eliminated."
            };
            document.pieces(vec![
                (Style::Plain, "One profile is left: ".to_owned()),
                (Style::Strong, format!("{said}.")),
                (Style::Plain, more.to_owned()),
            ]);
        } else {
            let left: Vec<String> = elimination
                .survivors
                .iter()
                .enumerate()
                .map(|(player, support)| {
                    format!("{}: {}", self.name(player), self.listed(player, support))
                })
                .collect();
            let word = if elimination.kind == Kind::Strict && self.question.among == Among::Mixtures
            {
                if elimination.survivors.len() == 2 {
                    "Rationalizable"
                } else {
                    "Rationalizable (with correlated beliefs)"
                }
            } else {
                "Left"
            };
            document.line(format!("{word}: {}.", left.join("; ")));
        }
        for (player, strategy) in &elimination.unsettled {
            document.line(format!(
                "Whether {} of {} is dominated could not be settled; it is kept.",
                self.strategy(*player, *strategy),
                self.name(*player)
            ));
        }
    }

    fn provenance(&self) -> String {
        let payoffs = if self.question.payoffs.rational().is_some() {
            "rational payoffs"
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

fn adverb(kind: Kind) -> &'static str {
    match kind {
        Kind::Strict => "strictly",
        Kind::Weak => "weakly",
        Kind::VeryWeak => "very weakly",
    }
}

pub(super) fn sign(bounds: &(Rational, Rational)) -> Option<Sign> {
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
