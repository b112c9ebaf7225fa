//! Panels.

use super::{
    ABOVE, APART, EDGE, FAINT, MARK, MARKED, PANEL, SHADE, SMALL, STRONG, TICKS, WIDTH, triangle,
};
use crate::plot::axis::Axis;
use crate::plot::head::TEXT;
use crate::plot::lettering::{fitting, grounded, width};
use crate::plot::plane::escaped;

/// A panel of curves, in which the part below 0 is what holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Curves {
    /// What it is about.
    pub label: String,
    /// The curve that decides, from left to right.
    pub strong: Vec<[f64; 2]>,
    /// Others.
    pub faint: Vec<Vec<[f64; 2]>>,
    /// Where it holds.
    pub holds: Vec<[f64; 2]>,
    /// Places that stand out, each with its words, from left to right.
    pub marks: Vec<(f64, String)>,
    /// The number in question.
    pub base: Option<f64>,
}

impl Curves {
    /// Draws the panel; what is returned is where it ends.
    #[allow(clippy::cast_precision_loss)] // a handful
    pub(super) fn draw(&self, number: usize, x: &Axis, top: f64, svg: &mut String) -> f64 {
        let [left, right] = x.ends().map(|end| x.place(end));
        let (places, levels) = self.lettered(x);
        let frame = top + ABOVE + MARK * levels as f64;
        let bottom = frame + PANEL;
        // Others may leave the panel: what decides is to be seen
        let y = Axis::new(self.strong.iter().map(|point| point[1]).chain([0.0]), bottom, frame);
        svg.push_str(&format!(
            "<clipPath id=\"panel{number}\"><rect x=\"{left:.2}\" y=\"{frame:.2}\" width=\"{:.2}\" height=\"{PANEL}\"/></clipPath>\n\
             <text x=\"{left:.2}\" y=\"{:.2}\" font-size=\"{:.1}\" font-weight=\"bold\">{}</text>\n",
            right - left,
            top + 14.0,
            fitting(&self.label, TEXT, WIDTH - left - EDGE),
            escaped(&self.label)
        ));
        for [from, to] in &self.holds {
            let (from, to) = (x.place(*from), x.place(*to));
            svg.push_str(&format!(
                "<rect x=\"{from:.2}\" y=\"{frame:.2}\" width=\"{:.2}\" height=\"{PANEL}\" {SHADE}/>\n",
                (to - from).max(1.0)
            ));
        }
        for (value, text) in y.ticks(TICKS) {
            let at = y.place(value);
            svg.push_str(&format!(
                "<path d=\"M{left:.2} {at:.2} H{right:.2}\" stroke=\"#dddddd\"/>\n\
                 <text x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"end\" font-size=\"{SMALL}\">{text}</text>\n",
                left - 8.0,
                at + 4.0
            ));
        }
        for (value, _) in x.ticks(TICKS) {
            let at = x.place(value);
            svg.push_str(&format!(
                "<path d=\"M{at:.2} {frame:.2} V{bottom:.2}\" stroke=\"#dddddd\"/>\n"
            ));
        }
        let zero = y.place(0.0);
        svg.push_str(&format!(
            "<path d=\"M{left:.2} {zero:.2} H{right:.2}\" stroke=\"#222222\" stroke-width=\"1.5\"/>\n\
             <rect x=\"{left:.2}\" y=\"{frame:.2}\" width=\"{:.2}\" height=\"{PANEL}\" fill=\"none\" stroke=\"#222222\"/>\n",
            right - left
        ));
        svg.push_str(&format!("<g clip-path=\"url(#panel{number})\">\n"));
        for points in &self.faint {
            svg.push_str(&curve(points, x, &y, FAINT));
        }
        svg.push_str("</g>\n");
        for ((value, words), (middle, level)) in self.marks.iter().zip(places) {
            let (at, foot) = (x.place(*value), top + ABOVE + MARK * (level + 1) as f64 - 4.0);
            svg.push_str(&format!(
                "<path d=\"M{at:.2} {:.2} V{bottom:.2}\" {MARKED}/>\n",
                foot + 2.0
            ));
            let place = format!(
                "x=\"{middle:.2}\" y=\"{foot:.2}\" font-size=\"{SMALL}\" text-anchor=\"middle\""
            );
            svg.push_str(&grounded(&place, 4.0, words));
        }
        svg.push_str(&curve(&self.strong, x, &y, STRONG));
        for (value, _) in &self.marks {
            svg.push_str(&format!(
                "<circle cx=\"{:.2}\" cy=\"{zero:.2}\" r=\"4\" fill=\"#ffffff\" stroke=\"#222222\" stroke-width=\"1.5\"/>\n",
                x.place(*value)
            ));
        }
        if let Some(base) = self.base.filter(|base| base.is_finite()) {
            svg.push_str(&triangle(x.place(base), bottom - 9.0));
        }
        bottom + 8.0
    }

    /// Where the middle of each mark's words is and on which line, so that none meet; and how many lines there are.
    pub(super) fn lettered(&self, x: &Axis) -> (Vec<(f64, usize)>, usize) {
        let [left, right] = x.ends().map(|end| x.place(end));
        let mut ends: Vec<f64> = Vec::new();
        let places = self.marks.iter().map(|(value, words)| {
            let half = width(words) * SMALL / 2.0;
            let middle = x
                .place(*value)
                .clamp(left + half.min(right - left), right - half.min(right - left));
            let free = ends.iter().position(|end| middle - half >= end + APART);
            let level = free.unwrap_or(ends.len());
            if level == ends.len() {
                ends.push(middle + half);
            } else {
                ends[level] = middle + half;
            }
            (middle, level)
        });
        let places: Vec<(f64, usize)> = places.collect();
        (places, ends.len())
    }
}

fn curve(points: &[[f64; 2]], x: &Axis, y: &Axis, look: &str) -> String {
    let finite = points.iter().filter(|point| point.iter().all(|x| x.is_finite()));
    let points: Vec<String> =
        finite.map(|p| format!("{:.2},{:.2}", x.place(p[0]), y.place(p[1]))).collect();
    if points.is_empty() {
        return String::new();
    }
    format!("<polyline points=\"{}\" stroke-linejoin=\"round\" {look}/>\n", points.join(" "))
}
