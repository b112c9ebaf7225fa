//! `[claim.*]`: what is to be asked of the game.

use super::bibliography::Bibliography;
use super::params::Numbers;
use super::payoff::People;
use super::reader::Reader;
use super::tree::{Entry, Node, Table, Value};
use crate::formula::Text;
use crate::model::{Claim, Expectation, Query, QueryKind, Scenario, Versus, parse_query};
use crate::num::{Rational, Ring};
use crate::text::{Code, Span, similar};

/// Keys of a claim.
pub(super) const CLAIM_KEYS: &[&str] = &[
    "text",
    "holds",
    "fails",
    "value",
    "expect",
    "tol",
    "least",
    "most",
    "more_than",
    "less_than",
    "scenario",
    "set",
    "source",
    "correlate",
    "decisive",
];

/// Keys of what a value is compared with.
pub(super) const VERSUS_KEYS: &[&str] = &["value", "scenario", "set"];

/// What claims may speak of.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) people: People<'a>,
    pub(super) numbers: &'a Numbers,
    pub(super) scenarios: &'a [Scenario],
    pub(super) bibliography: &'a Bibliography,
}

impl Reader<'_> {
    pub(super) fn query(
        &mut self,
        node: &Node,
        people: People<'_>,
        numbers: &Numbers,
    ) -> Option<(Query, Text)> {
        let text = self.text(node, "a query")?.clone();
        let parameters: Vec<&str> = numbers.parameters.iter().map(|p| p.name.as_str()).collect();
        let scope = people.scope(numbers, &[]);
        let before = self.problems.len();
        let query = parse_query(&text, &scope, &parameters, &mut self.problems)?;
        let ranged = |parameter: usize| numbers.parameters[parameter].range.is_some();
        let rangeless = match query.kind {
            QueryKind::Threshold { parameter, .. } if !ranged(parameter) => {
                Some(format!("`{}` has no range", parameters[parameter]))
            }
            QueryKind::Share(_) if !(0..parameters.len()).any(ranged) => {
                Some("no parameter has a range".to_owned())
            }
            _ => None,
        };
        if let Some(message) = rangeless {
            let help = "give the parameter a `range`, as in `k = { value = 1, range = [0, 2] }`";
            self.helped(Code::QUERY, text.whole(), message, help);
        }
        (self.problems.len() == before).then_some((query, text))
    }

    pub(super) fn claims(&mut self, root: &Table, known: Known<'_>) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (entry, table) in self.named_tables(root, "claim") {
            let place = format!("the claim `{}`", entry.key);
            if let Some(decisive) = table.get("decisive") {
                let message = "a claim decides nothing but itself";
                let help =
                    "`decisive` goes with what a thesis predicts, `[[thesis.NAME.prediction]]`";
                self.helped(Code::CLAIM, decisive.key_span, message, help);
            }
            claims.extend(self.claim(&entry.key, entry.key_span, table, &place, known));
        }
        claims
    }

    /// One claim, or what a thesis predicts.
    pub(super) fn claim(
        &mut self,
        name: &str,
        span: Span,
        table: &Table,
        place: &str,
        known: Known<'_>,
    ) -> Option<Claim> {
        self.known_keys(table, CLAIM_KEYS, place);
        if let Some(source) = table.get("source")
            && let Some(text) = self.text(&source.node, "a citation").cloned()
        {
            known.bibliography.check(self, &text);
        }
        let asked: Vec<&Entry> =
            ["holds", "fails", "value"].iter().filter_map(|key| table.get(key)).collect();
        let &[question] = asked.as_slice() else {
            let message = format!("{place} asks {} questions", asked.len());
            let help = "give exactly one of `holds`, `fails` and `value`";
            self.helped(Code::CLAIM, span, message, help);
            return None;
        };
        let query = self.query(&question.node, known.people, known.numbers);
        let scenario = self.claimed_scenario(table, known.scenarios);
        let other = table.get("more_than").or_else(|| table.get("less_than"));
        let expectation = match other {
            Some(other) => self
                .versus(table, other, question, query.as_ref(), scenario, known)
                .map(|versus| Expectation::Versus(Box::new(versus))),
            None => self.expectation(table, question, query.as_ref().map(|(q, _)| q)),
        };
        let changes = self.claimed_changes(table, known.numbers);
        let correlate = self.correlated(table, known.numbers);
        if let Some(entry) = table.get("correlate")
            && let Some((query, _)) = &query
            && !matches!(query.kind, QueryKind::Share(_))
        {
            let message = "nothing varies in this claim";
            let help = "`correlate` goes with `share(query)`: leave it out";
            self.helped(Code::CLAIM, entry.key_span, message, help);
        }
        let ((query, written), expectation) = (query?, expectation?);
        Some(Claim {
            name: name.to_owned(),
            text: self.optional_text(table, "text"),
            query,
            written,
            expectation,
            scenario,
            changes,
            citation: self.optional_text(table, "source"),
            correlate,
            is_decisive: self.flag(table, "decisive"),
        })
    }

    fn claimed_changes(&mut self, table: &Table, numbers: &Numbers) -> Vec<(usize, Rational)> {
        table.get("set").map_or_else(Vec::new, |entry| self.changes(&entry.node, numbers))
    }

    /// What the value is compared with: `more_than` or `less_than`, a query or a table.
    fn versus(
        &mut self,
        table: &Table,
        entry: &Entry,
        question: &Entry,
        asked: Option<&(Query, Text)>,
        scenario: Option<usize>,
        known: Known<'_>,
    ) -> Option<Versus> {
        let more = entry.key == "more_than";
        let others = ["less_than", "expect", "tol", "least", "most"];
        if let Some(stray) =
            others.iter().find_map(|key| table.get(key).filter(|_| *key != entry.key))
        {
            let message = format!("`{}` does not go with `{}`", stray.key, entry.key);
            self.problem(Code::CLAIM, stray.key_span, message);
        }
        if question.key != "value" {
            let message = format!("`{}` goes with `value`, not with `{}`", entry.key, question.key);
            self.problem(Code::CLAIM, entry.key_span, message);
            return None;
        }
        let (other, scenario, changes) = match &entry.node.value {
            Value::Table(inner) => {
                self.known_keys(inner, VERSUS_KEYS, &format!("`{}`", entry.key));
                let other = match inner.get("value") {
                    Some(value) => self.query(&value.node, known.people, known.numbers),
                    None => asked.cloned(),
                };
                let own = self.claimed_scenario(inner, known.scenarios);
                (other, own.or(scenario), self.claimed_changes(inner, known.numbers))
            }
            _ => (self.query(&entry.node, known.people, known.numbers), scenario, Vec::new()),
        };
        for (query, text) in asked.into_iter().chain(&other) {
            if query.kind.is_yes_or_no() {
                let message = "this query gives yes or no, not a number";
                self.helped(Code::CLAIM, text.whole(), message, "only numbers are compared");
            }
        }
        let (query, written) = other?;
        Some(Versus { more, query, written, scenario, changes })
    }

    fn claimed_scenario(&mut self, table: &Table, scenarios: &[Scenario]) -> Option<usize> {
        let entry = table.get("scenario")?;
        let text = self.text(&entry.node, "the name of a scenario")?.clone();
        let found = scenarios.iter().position(|scenario| scenario.name == text.text);
        if found.is_none() {
            let names = scenarios.iter().map(|scenario| scenario.name.as_str());
            let none = || scenarios.is_empty().then(|| "the file has no scenarios".to_owned());
            let help = similar(&text.text, "scenario", names).or_else(none);
            let message = format!("unknown scenario `{}`", text.text);
            self.problem(Code::UNKNOWN_NAME, text.whole(), message).help = help;
        }
        found
    }

    fn expectation(
        &mut self,
        table: &Table,
        question: &Entry,
        query: Option<&Query>,
    ) -> Option<Expectation> {
        let bounds = ["expect", "tol", "least", "most"];
        let yes_or_no = query.map(|query| query.kind.is_yes_or_no());
        if question.key != "value" {
            if let Some(stray) = bounds.iter().find_map(|key| table.get(key)) {
                let message =
                    format!("`{}` goes with `value`, not with `{}`", stray.key, question.key);
                self.problem(Code::CLAIM, stray.key_span, message);
            }
            if yes_or_no == Some(false) {
                let message = "this query gives a number, not yes or no";
                self.helped(Code::CLAIM, question.node.span, message, "write `value = \"...\"`");
            }
            return Some(if question.key == "holds" {
                Expectation::Holds
            } else {
                Expectation::Fails
            });
        }
        if yes_or_no == Some(true) {
            let message = "this query gives yes or no, not a number";
            self.helped(Code::CLAIM, question.node.span, message, "write `holds` or `fails`");
        }
        let [expect, tol, mut least, mut most] =
            bounds.map(|key| table.get(key).and_then(|entry| self.number(&entry.node)));
        if let Some(expected) = expect {
            if least.is_some() || most.is_some() {
                let message = "`expect` does not go with `least` or `most`";
                self.problem(Code::CLAIM, question.key_span, message);
            }
            let tolerance = tol.unwrap_or_else(Rational::zero);
            let mut greatest = expected.clone();
            greatest += &tolerance;
            least = Some(expected.minus(&tolerance));
            most = Some(greatest);
        } else if let Some(stray) = table.get("tol") {
            self.problem(Code::CLAIM, stray.key_span, "`tol` goes with `expect`");
        }
        if least.is_none() && most.is_none() {
            if bounds.iter().all(|key| table.get(key).is_none()) {
                let message = "a claim about a value says which";
                let help = "add `expect = ...` and `tol = ...`, `least` or `most`, or `more_than`";
                self.helped(Code::CLAIM, question.key_span, message, help);
            }
            return None;
        }
        if let (Some(low), Some(high)) = (&least, &most)
            && low > high
        {
            let message = format!("no value is at least {low} and at most {high}");
            self.problem(Code::CLAIM, question.key_span, message);
            return None;
        }
        Some(Expectation::Value { least, most })
    }
}
