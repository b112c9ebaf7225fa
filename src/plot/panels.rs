//! Small pictures of two rising curves each, side by side.

use super::axis::{Axis, labelled};
use super::head::{Place, TEXT, TITLE, head};
use super::lettering::{fitting, lines};
use super::plane::escaped;
use crate::num::{Rational, significant};

/// One small picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What it is about.
    pub label: String,
    /// Places with the heights of both curves there, from left to right; a curve is level up to the next place.
    pub curve: Vec<[f64; 3]>,
    /// A place that is marked.
    pub mark: Option<f64>,
}

/// A picture of panels.
///
/// # Examples
/// ```
/// use equil::plot::{Panel, Panels};
///
/// let curve = vec![[0.0, 0.1, 0.5], [1.0, 1.0, 1.0]];
/// let panels = Panels {
///     title: "Where k is".to_owned(),
///     kinds: ["of interest".to_owned(), "others".to_owned()],
///     panels: vec![Panel { label: "k".to_owned(), curve, mark: Some(0.0) }],
/// };
/// assert!(panels.to_svg().starts_with("<svg "));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Panels {
    /// What the picture shows.
    pub title: String,
    /// What the curves are, for the legend.
    pub kinds: [String; 2],
    /// The panels, row by row.
    pub panels: Vec<Panel>,
}

const WIDTH: f64 = 760.0;
const ACROSS: usize = 3;
const TOP: f64 = 28.0;
const LINE: f64 = 20.0;
/// Size of a panel, and what is left and above of it.
const SIDE: [f64; 2] = [196.0, 130.0];
const AROUND: [f64; 2] = [46.0, 30.0];
/// Height of a row of panels, numbers below included.
const ROW: f64 = 190.0;

/// Round numbers are so far from the ends of the axis.
const CLEAR: f64 = 52.0;
/// More digits after the point than this are written otherwise.
const DIGITS: f64 = 5.0;

/// The end of an axis that is so wide, to a tenth or less of it.
fn short(end: f64, width: f64) -> String {
    let digits = (1.0 - width.log10().floor()).max(0.0);
    if digits > DIGITS {
        let written = Rational::from_f64(end).map(|end| significant(&end, 2));
        return written.unwrap_or_default().replace('-', "−");
    }
    labelled(end, digits)
}

/// Both curves.
const LOOKS: [&str; 2] = [
    "stroke=\"#0072b2\" stroke-width=\"2\"",
    "stroke=\"#d55e00\" stroke-width=\"2\" stroke-dasharray=\"6 3\"",
];

impl Panels {
    /// The picture as an SVG document.
    #[allow(clippy::cast_precision_loss)] // a handful
    pub fn to_svg(&self) -> String {
        let title = lines(&self.title, TITLE, WIDTH - 48.0);
        let legend = TOP + LINE * title.len() as f64 + 4.0;
        let top = legend + LINE * 2.0;
        let height = top + ROW * self.panels.len().div_ceil(ACROSS) as f64;
        let place = Place { left: 24.0, first: TOP, room: WIDTH - 48.0 };
        let mut svg = head(&self.title, &title, [WIDTH, height], place, "");
        for (number, (kind, look)) in self.kinds.iter().zip(LOOKS).enumerate() {
            let down = legend + LINE * number as f64;
            svg.push_str(&format!(
                "<path d=\"M24 {:.2} h30\" fill=\"none\" {look}/>\n<text x=\"64\" y=\"{down}\">{}</text>\n",
                down - 5.0,
                escaped(kind)
            ));
        }
        for (number, panel) in self.panels.iter().enumerate() {
            let (across, down) = ((number % ACROSS) as f64, (number / ACROSS) as f64);
            let left = AROUND[0] + across * (SIDE[0] + AROUND[0]);
            panel.draw([left, top + down * ROW + AROUND[1]], &mut svg);
        }
        svg.push_str("</svg>\n");
        svg
    }
}

impl Panel {
    fn draw(&self, [left, top]: [f64; 2], svg: &mut String) {
        let (right, bottom) = (left + SIDE[0], top + SIDE[1]);
        let x = Axis::tight(self.curve.iter().map(|point| point[0]), left, right);
        let y = Axis::tight([0.0, 1.0].into_iter(), bottom, top);
        svg.push_str(&format!(
            "<text x=\"{left:.2}\" y=\"{:.2}\" font-size=\"{:.1}\">{}</text>\n\
             <path d=\"M{left:.2} {top:.2} V{bottom:.2} H{right:.2}\" fill=\"none\" stroke=\"#222222\"/>\n",
            top - 8.0,
            fitting(&self.label, TEXT, SIDE[0]),
            escaped(&self.label)
        ));
        let [low, high] = x.ends();
        for (at, end, anchor) in [(left, low, "start"), (right, high, "end")] {
            svg.push_str(&format!(
                "<path d=\"M{at:.2} {bottom:.2} v4\" stroke=\"#222222\"/>\n\
                 <text x=\"{at:.2}\" y=\"{:.2}\" font-size=\"12\" text-anchor=\"{anchor}\">{}</text>\n",
                bottom + 17.0,
                short(end, high - low)
            ));
        }
        // Round numbers where they do not meet the ends
        let ticks = x.ticks(4.0).into_iter().filter(|(value, _)| {
            let at = x.place(*value);
            at - left >= CLEAR && right - at >= CLEAR
        });
        for (value, text) in ticks {
            let at = x.place(value);
            svg.push_str(&format!(
                "<path d=\"M{at:.2} {bottom:.2} v4\" stroke=\"#222222\"/>\n\
                 <text x=\"{at:.2}\" y=\"{:.2}\" font-size=\"12\" text-anchor=\"middle\">{text}</text>\n",
                bottom + 17.0
            ));
        }
        for height in [0.0, 1.0] {
            svg.push_str(&format!(
                "<text x=\"{:.2}\" y=\"{:.2}\" font-size=\"12\" text-anchor=\"end\">{height}</text>\n",
                left - 6.0,
                y.place(height) + 4.0
            ));
        }
        if let Some(mark) = self.mark.filter(|mark| mark.is_finite()) {
            let at = x.place(mark);
            svg.push_str(&format!(
                "<path d=\"M{at:.2} {top:.2} V{bottom:.2}\" stroke=\"#999999\" stroke-dasharray=\"2 3\"/>\n"
            ));
        }
        for (kind, look) in LOOKS.iter().enumerate().rev() {
            let mut path = String::new();
            for point in &self.curve {
                let (across, down) = (x.place(point[0]), y.place(point[kind + 1]));
                if path.is_empty() {
                    path.push_str(&format!("M{across:.2} {down:.2}"));
                } else {
                    path.push_str(&format!(" H{across:.2} V{down:.2}"));
                }
            }
            svg.push_str(&format!("<path d=\"{path}\" fill=\"none\" {look}/>\n"));
        }
    }
}
