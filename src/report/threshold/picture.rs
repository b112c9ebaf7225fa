//! Ranges of parameters, or a path, as a picture: what the answer is where.

use super::super::decision::said;
use super::{Thresholds, shown};
use crate::answer::Decision;
use crate::model::Model;
use crate::num::{Rational, significant};
use crate::plot::{Strip, Strips};
use crate::table::middle;
use crate::threshold::{Line, Part, Switching};

/// Digits of the values at which an answer changes.
const DIGITS: usize = 4;

impl Thresholds<'_> {
    /// The ranges one below the other, as SVG: stretches by their answers, changes, and where the parameter is.
    pub fn picture(&self) -> String {
        let answers = Answers::new(self.lines.iter().map(|(line, _)| line));
        let strip = |(line, switching): &(Line, Option<Switching>)| {
            let base = switching.as_ref().map(|switching| switching.base.nearest_f64());
            let name = self.model.parameters[line.parameter].name.clone();
            answers.strip(line, name, base)
        };
        let strips = self.lines.iter().map(strip).collect();
        let title = self.model.info.title.as_ref().unwrap_or(&self.model.info.name);
        let point = self.point.said().map_or_else(String::new, |said| format!(" {said}"));
        let title = format!("{title}{point}: {}", self.asked);
        Strips { title, legend: answers.legend(self.model), strips }.to_svg()
    }
}

/// The answers that stretches have, each with its look.
pub(super) struct Answers(Vec<Decision>);

impl Answers {
    /// Yes and no first, others as they are met.
    pub(super) fn new<'a>(lines: impl Iterator<Item = &'a Line>) -> Self {
        let parts = lines.flat_map(|line| &line.parts);
        let met = parts.filter_map(|part| match part {
            Part::Cell(cell) => Some(cell.decision.clone()),
            _ => None,
        });
        let mut answers: Vec<Decision> = Vec::new();
        for decision in met {
            if !answers.contains(&decision) {
                answers.push(decision);
            }
        }
        answers.sort_by_key(|decision| !matches!(decision, Decision::Yes));
        Self(answers)
    }

    /// The number of an answer.
    pub(super) fn number(&self, decision: &Decision) -> Option<usize> {
        self.0.iter().position(|known| known == decision)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Decision> {
        self.0.iter()
    }

    pub(super) fn legend(&self, model: &Model) -> Vec<String> {
        self.0.iter().map(|decision| said(model, decision)).collect()
    }

    pub(super) fn strip(&self, line: &Line, label: String, base: Option<f64>) -> Strip {
        let near = Rational::nearest_f64;
        let stretches = line.parts.iter().filter_map(|part| match part {
            Part::Cell(cell) => {
                Some(([near(&cell.low), near(&cell.high)], self.number(&cell.decision)?))
            }
            _ => None,
        });
        let changes = line.changes();
        let certain = changes.iter().filter(|change| change.is_certain());
        let marks = certain.map(|change| {
            let value = middle(&change.low, &change.high);
            (near(&value), significant(&value, DIGITS))
        });
        Strip {
            label,
            ends: [shown(&line.low), shown(&line.high)],
            range: [near(&line.low), near(&line.high)],
            stretches: stretches.collect(),
            marks: marks.collect(),
            base,
        }
    }
}
