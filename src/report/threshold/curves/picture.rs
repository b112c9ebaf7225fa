//! Curves as a picture: a map of both parameters, with the curves on it.

use super::super::super::decision::{said, tie, tints};
use super::super::super::region::axis_label;
use super::super::picture::Answers;
use super::Traced;
use crate::num::Rational;
use crate::plot::{Layer, Map, Trace};
use crate::table::middle;
use crate::threshold::{Line, Part};

/// A stretch of a line: its ends, and which answer it has.
type Stretch = ([f64; 2], usize);

impl Traced<'_> {
    /// The map, as SVG: the other parameter to the right, the one with thresholds upwards.
    pub fn picture(&self) -> String {
        self.map().to_svg()
    }

    /// The map: the other parameter to the right, the one with thresholds upwards.
    pub fn map(&self) -> Map {
        let found = &self.curves;
        let answers = Answers::new(found.values.iter().map(|value| &value.line));
        let stretches = |line: &Line| -> Vec<Stretch> {
            let cells = line.parts.iter().filter_map(|part| match part {
                Part::Cell(cell) => {
                    let ends = [&cell.low, &cell.high].map(Rational::nearest_f64);
                    Some((ends, answers.number(&cell.decision)?))
                }
                _ => None,
            });
            cells.collect()
        };
        let mut layers: Vec<Layer> = answers
            .iter()
            .zip(tints(self.model, answers.iter()))
            .map(|(decision, tint)| Layer {
                label: said(self.model, decision),
                patches: Vec::new(),
                tint,
            })
            .collect();
        let ends = [&found.other.low, &found.other.high].map(Rational::nearest_f64);
        let mut open = Vec::new();
        for (place, pair) in found.values.windows(2).enumerate() {
            let [left, right] = [&pair[0], &pair[1]].map(|value| value.at.nearest_f64());
            let [from, to] = [&pair[0], &pair[1]].map(|value| stretches(&value.line));
            let alike = from.len() == to.len() && from.iter().zip(&to).all(|(a, b)| a.1 == b.1);
            let proved = !self.is_open_after(place);
            if !proved && right - left > SLIVER * (ends[1] - ends[0]) {
                let [low, high] = [&found.parameter.low, &found.parameter.high];
                open.push([[left, low.nearest_f64()], [right, high.nearest_f64()]]);
                continue;
            }
            // Where an event is between, what is left of it goes on
            let to = if alike { to } else { from.clone() };
            for (([low, high], answer), ([low_to, high_to], _)) in from.iter().zip(&to) {
                let corners =
                    vec![[left, *low], [right, *low_to], [right, *high_to], [left, *high]];
                layers[*answer].patches.push(corners);
            }
        }
        let near = |(low, high): (&Rational, &Rational)| middle(low, high).nearest_f64();
        let traces = found.curves.iter().enumerate().map(|(number, curve)| {
            let points = curve.points.iter().map(|&(value, change)| {
                let value = &found.values[value];
                let change = &value.changes[change];
                [value.at.nearest_f64(), near((&change.low, &change.high))]
            });
            let wide = |&&place: &&usize| {
                let at = |place: usize| found.values[curve.points[place].0].at.nearest_f64();
                at(place + 1) - at(place) > SLIVER * (ends[1] - ends[0])
            };
            let breaks = curve.open.iter().filter(wide).copied();
            let equal = curve.pair.map_or_else(
                || "a change".to_owned(),
                |pair| tie(self.model, pair, self.compared.as_ref()),
            );
            Trace {
                name: (number + 1).to_string(),
                label: equal,
                points: points.collect(),
                breaks: breaks.collect(),
                is_aside: false,
            }
        });
        let axes = [&found.other, &found.parameter];
        let title = self.model.info.title.as_ref().unwrap_or(&self.model.info.name);
        let point = self.point.said().map_or_else(String::new, |said| format!(" {said}"));
        Map {
            title: format!("{title}{point}: {}", self.asked),
            axes: axes.map(|axis| axis_label(self.model, axis.parameter)),
            ranges: axes.map(|axis| [axis.low.nearest_f64(), axis.high.nearest_f64()]),
            traces: traces.collect(),
            layers,
            open,
            base: self.base.as_ref().map(|base| base.each_ref().map(Rational::nearest_f64)),
        }
    }

    /// Whether it is not proved what is between a value and the next one.
    pub(super) fn is_open_after(&self, place: usize) -> bool {
        let found = &self.curves;
        let at = &found.values[place].at;
        let events = found.events.iter().map(|event| (&event.low, &event.high));
        let open = found.open.iter().map(|(low, high)| (low, high));
        open.chain(events).any(|(low, high)| low <= at && at < high)
    }
}

/// An open stretch that is a smaller part of the picture is not seen.
const SLIVER: f64 = 0.002;
