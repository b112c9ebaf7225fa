//! `[claim.*]`: what is to be asked of the game.

use super::bibliography::Bibliography;
use super::params::Numbers;
use super::payoff::People;
use super::reader::Reader;
use super::tree::{Entry, Node, Table};
use crate::formula::Text;
use crate::model::{Claim, Expectation, Query, QueryKind, Scenario, parse_query};
use crate::num::{Rational, Ring};
use crate::text::{Code, similar};

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
    "scenario",
    "set",
    "source",
    "correlate",
];

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

    pub(super) fn claims(
        &mut self,
        root: &Table,
        people: People<'_>,
        numbers: &Numbers,
        scenarios: &[Scenario],
        bibliography: &Bibliography,
    ) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (entry, table) in self.named_tables(root, "claim") {
            let place = format!("the claim `{}`", entry.key);
            self.known_keys(table, CLAIM_KEYS, &place);
            if let Some(source) = table.get("source")
                && let Some(text) = self.text(&source.node, "a citation").cloned()
            {
                bibliography.check(self, &text);
            }
            let asked: Vec<&Entry> =
                ["holds", "fails", "value"].iter().filter_map(|key| table.get(key)).collect();
            let &[question] = asked.as_slice() else {
                let message = format!("the claim `{}` asks {} questions", entry.key, asked.len());
                let help = "give exactly one of `holds`, `fails` and `value`";
                self.helped(Code::CLAIM, entry.key_span, message, help);
                continue;
            };
            let query = self.query(&question.node, people, numbers);
            let expectation = self.expectation(table, question, query.as_ref().map(|(q, _)| q));
            let scenario = self.claimed_scenario(table, scenarios);
            let changes =
                table.get("set").map_or_else(Vec::new, |entry| self.changes(&entry.node, numbers));
            let correlate = self.correlated(table, numbers);
            if let Some(entry) = table.get("correlate")
                && let Some((query, _)) = &query
                && !matches!(query.kind, QueryKind::Share(_))
            {
                let message = "nothing varies in this claim";
                let help = "`correlate` goes with `share(query)`: leave it out";
                self.helped(Code::CLAIM, entry.key_span, message, help);
            }
            let (Some((query, written)), Some(expectation)) = (query, expectation) else {
                continue;
            };
            claims.push(Claim {
                name: entry.key.clone(),
                text: self.optional_text(table, "text"),
                query,
                written,
                expectation,
                scenario,
                changes,
                citation: self.optional_text(table, "source"),
                correlate,
            });
        }
        claims
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
                let help = "add `expect = ...` and `tol = ...`, or `least` or `most`";
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
