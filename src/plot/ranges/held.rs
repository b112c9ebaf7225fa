//! Bars.

use super::{BAR, EDGE, HELD, OPEN, RIGHT, SEEN, SMALL, bar};
use crate::plot::axis::Axis;
use crate::plot::head::TEXT;
use crate::plot::lettering::fitting;
use crate::plot::plane::escaped;

/// Where something holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// What holds.
    pub label: String,
    /// From where to where.
    pub surely: Vec<[f64; 2]>,
    /// From where to where it holds at most; what `surely` does not cover is open.
    pub possibly: Vec<[f64; 2]>,
    /// The same in words.
    pub words: String,
    /// Whether it is the one to look at.
    pub strong: bool,
}

impl Held {
    /// What is not settled and wide enough to be seen.
    pub(super) fn open(&self, range: &[f64; 2]) -> Vec<[f64; 2]> {
        let mut open = Vec::new();
        for &[from, to] in &self.possibly {
            let mut reached = from;
            for [low, high] in self.surely.iter().filter(|held| held[0] <= to && held[1] >= from) {
                open.push([reached, *low]);
                reached = *high;
            }
            open.push([reached, to]);
        }
        let width = (range[1] - range[0]) * SEEN;
        open.retain(|[from, to]| to - from > width);
        open
    }

    pub(super) fn draw(&self, x: &Axis, top: f64, svg: &mut String) {
        let ends = x.ends();
        let [left, right] = ends.map(|end| x.place(end));
        let (middle, weight) = (top + BAR / 2.0 + 5.0, if self.strong { "bold" } else { "normal" });
        svg.push_str(&format!(
            "<text x=\"{:.2}\" y=\"{middle:.2}\" text-anchor=\"end\" font-size=\"{:.1}\" font-weight=\"{weight}\">{}</text>\n",
            left - 8.0,
            fitting(&self.label, TEXT, left - EDGE - 8.0),
            escaped(&self.label)
        ));
        svg.push_str(&format!(
            "<rect x=\"{left:.2}\" y=\"{top:.2}\" width=\"{:.2}\" height=\"{BAR}\" fill=\"#ffffff\" stroke=\"#999999\"/>\n",
            right - left
        ));
        for (stretches, look) in [(&self.open(&ends), OPEN), (&self.surely, HELD)] {
            for [from, to] in stretches {
                let (from, to) = (x.place(*from), x.place(*to));
                // A single number is seen, too
                let wide = (to - from).max(2.0);
                svg.push_str(&bar(from.min(right - wide), top, wide, look));
            }
        }
        svg.push_str(&format!(
            "<text x=\"{:.2}\" y=\"{middle:.2}\" font-size=\"{:.1}\" font-weight=\"{weight}\">{}</text>\n",
            right + 10.0,
            fitting(&self.words, SMALL, RIGHT - 14.0),
            escaped(&self.words)
        ));
    }
}
