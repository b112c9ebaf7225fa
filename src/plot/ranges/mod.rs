//! Curves over a range of numbers, and below them where something holds.

mod curves;
mod held;

use super::axis::Axis;
use super::head::{Place, TEXT, TITLE, TITLE_LINE, head};
use super::lettering::{fitting, lines, width};
use super::plane::escaped;

pub use curves::Curves;
pub use held::Held;

/// A picture of panels that share their horizontal axis, and of bars below them.
///
/// # Examples
/// ```
/// use equil::plot::{Curves, Held, Ranges};
///
/// let curves = Curves {
///     label: "ann, tempted by defect".to_owned(),
///     strong: vec![[0.0, 2.0], [1.0, -2.0]],
///     faint: Vec::new(),
///     holds: vec![[0.5, 1.0]],
///     marks: vec![(0.5, "1/2".to_owned())],
///     base: Some(0.9),
/// };
/// let held = Held {
///     label: "ann".to_owned(),
///     surely: vec![[0.5, 1.0]],
///     possibly: vec![[0.5, 1.0]],
///     words: "from 1/2 on".to_owned(),
///     strong: false,
/// };
/// let ranges = Ranges {
///     title: "Who is tempted".to_owned(),
///     axes: ["discount factor".to_owned(), "gain".to_owned()],
///     range: [0.0, 1.0],
///     panels: vec![curves],
///     rows: vec![held],
///     legend: ["gain".to_owned(), "others".to_owned(), "holds".to_owned(), "here".to_owned()],
/// };
/// assert!(ranges.to_svg().starts_with("<svg "));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Ranges {
    /// What the picture shows.
    pub title: String,
    /// What is measured along the horizontal axis, and along the vertical ones of the panels.
    pub axes: [String; 2],
    /// From where to where.
    pub range: [f64; 2],
    /// From the top.
    pub panels: Vec<Curves>,
    /// Below them, from the top.
    pub rows: Vec<Held>,
    /// What the curve that decides is, what the others are, what shade and bars mean, and what the base is.
    pub legend: [String; 4],
}

const WIDTH: f64 = 860.0;
const EDGE: f64 = 24.0;
/// Room for the names of bars at least and at most, and for their words.
const LEFT: [f64; 2] = [120.0, 340.0];
const RIGHT: f64 = 156.0;
/// From the axis of a panel to its name.
const NAME: f64 = 66.0;
/// Height of a panel, and of the line above it.
const PANEL: f64 = 150.0;
const ABOVE: f64 = 24.0;
/// Height of a line of the words of marks, and of their letters.
const MARK: f64 = 15.0;
const SMALL: f64 = 12.0;
/// From the top of one bar to that of the next, and how high one is.
const STEP: f64 = 24.0;
const BAR: f64 = 14.0;
const LINE: f64 = 20.0;
/// Words are this far from each other at least.
const APART: f64 = 8.0;
/// What is open can be seen where it is a greater part of the range.
const SEEN: f64 = 0.001;
/// Round numbers on axes.
const TICKS: f64 = 5.0;

const STRONG: &str = "fill=\"none\" stroke=\"#d55e00\" stroke-width=\"2.5\"";
const FAINT: &str = "fill=\"none\" stroke=\"#777777\" stroke-width=\"1\" stroke-dasharray=\"4 3\"";
const SHADE: &str = "fill=\"#cfe3f1\"";
const HELD: &str = "fill=\"#0072b2\" stroke=\"#00507d\"";
const OPEN: &str = "fill=\"url(#open)\" stroke=\"#b37700\" stroke-dasharray=\"4 2\"";
const MARKED: &str = "stroke=\"#222222\" stroke-dasharray=\"2 3\"";

const DEFINITIONS: &str = "<defs><pattern id=\"open\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
     <rect width=\"6\" height=\"6\" fill=\"#f6d9a0\"/><path d=\"M0 6 L6 0\" stroke=\"#b37700\" stroke-width=\"0.8\" fill=\"none\"/>\
     </pattern></defs>\n";

impl Ranges {
    /// The picture as an SVG document.
    #[allow(clippy::cast_precision_loss)] // a handful
    pub fn to_svg(&self) -> String {
        let title = lines(&self.title, TITLE, WIDTH - 2.0 * EDGE);
        let widest = self.rows.iter().map(|row| width(&row.label)).fold(0.0, f64::max);
        let left = (widest * TEXT + EDGE + 24.0).clamp(LEFT[0], LEFT[1]);
        let x = Axis::tight(self.range.into_iter(), left, WIDTH - RIGHT);
        let mut body = String::new();
        let top = EDGE + TITLE + TITLE_LINE * title.len() as f64;
        let mut down = top;
        for (number, panel) in self.panels.iter().enumerate() {
            down = panel.draw(number, &x, down, &mut body);
        }
        if !self.panels.is_empty() {
            body.push_str(&format!(
                "<text transform=\"translate({:.2} {:.2}) rotate(-90)\" text-anchor=\"middle\" font-size=\"{:.1}\">{}</text>\n",
                left - NAME,
                f64::midpoint(top, down),
                fitting(&self.axes[1], TEXT, down - top),
                escaped(&self.axes[1])
            ));
            down += ABOVE;
        }
        let bottom = down + STEP * self.rows.len() as f64;
        body.push_str(&self.grid(&x, down - 6.0, bottom));
        for row in &self.rows {
            row.draw(&x, down, &mut body);
            down += STEP;
        }
        down = bottom + 70.0;
        body.push_str(&self.told(left, &mut down));
        let place = Place { left: EDGE, first: EDGE + TITLE, room: WIDTH - 2.0 * EDGE };
        let mut svg = head(&self.title, &title, [WIDTH, down], place, DEFINITIONS);
        svg.push_str(&body);
        svg.push_str("</svg>\n");
        svg
    }

    /// The ground of the bars, with the numbers below.
    fn grid(&self, x: &Axis, top: f64, bottom: f64) -> String {
        let [left, right] = x.ends().map(|end| x.place(end));
        let mut svg = String::new();
        for (value, text) in x.ticks(TICKS) {
            let at = x.place(value);
            svg.push_str(&format!(
                "<path d=\"M{at:.2} {top:.2} V{:.2}\" stroke=\"#dddddd\"/>\n\
                 <text x=\"{at:.2}\" y=\"{:.2}\" text-anchor=\"middle\">{text}</text>\n",
                bottom + 4.0,
                bottom + 20.0
            ));
        }
        svg.push_str(&format!(
            "<path d=\"M{left:.2} {bottom:.2} H{right:.2}\" stroke=\"#222222\"/>\n\
             <text x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"middle\">{}</text>\n",
            f64::midpoint(left, right),
            bottom + 42.0,
            escaped(&self.axes[0])
        ));
        svg
    }

    /// What everything is, line by line.
    fn told(&self, left: f64, down: &mut f64) -> String {
        let [decides, others, holds, base] = &self.legend;
        let mut svg = String::new();
        let mut entry = |shape: &dyn Fn(f64) -> String, words: &str| {
            svg.push_str(&shape(*down));
            for line in lines(words, TEXT, WIDTH - left - 34.0 - EDGE) {
                let from = left + 34.0;
                svg.push_str(&format!(
                    "<text x=\"{from}\" y=\"{down:.2}\">{}</text>\n",
                    escaped(&line)
                ));
                *down += LINE;
            }
        };
        let line = |look: &'static str| {
            move |at: f64| format!("<path d=\"M{left:.2} {:.2} h24\" {look}/>\n", at - 5.0)
        };
        let bar = |look: &'static str| move |at: f64| bar(left, at - 12.0, 24.0, look);
        if self.panels.iter().any(|panel| !panel.strong.is_empty()) {
            entry(&line(STRONG), decides);
        }
        if self.panels.iter().any(|panel| !panel.faint.is_empty()) {
            entry(&line(FAINT), others);
        }
        if self.panels.is_empty() {
            entry(&bar(HELD), holds);
        } else {
            let both = |at: f64| {
                let shade = format!(
                    "<rect x=\"{left:.2}\" y=\"{:.2}\" width=\"11\" height=\"{BAR}\" {SHADE}/>\n",
                    at - 12.0
                );
                shade + &self::bar(left + 13.0, at - 12.0, 11.0, HELD)
            };
            entry(&both, holds);
        }
        if self.rows.iter().any(|row| !row.open(&self.range).is_empty()) {
            entry(&bar(OPEN), "not settled");
        }
        if self.panels.iter().any(|panel| panel.base.is_some()) {
            entry(&|at| triangle(left + 12.0, at - 12.0), base);
        }
        svg
    }
}

fn bar(left: f64, top: f64, width: f64, look: &str) -> String {
    format!("<rect x=\"{left:.2}\" y=\"{top:.2}\" width=\"{width:.2}\" height=\"{BAR}\" {look}/>\n")
}

/// A pointer upwards, with its tip there.
fn triangle(at: f64, tip: f64) -> String {
    format!("<path d=\"M{at:.2} {tip:.2} l-6 10 h12 z\" fill=\"#000000\" stroke=\"#ffffff\"/>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel(marks: &[f64]) -> Curves {
        Curves {
            label: "a & b".to_owned(),
            strong: vec![[0.0, 1.0], [1.0, -1.0]],
            faint: Vec::new(),
            holds: vec![[0.5, 1.0]],
            marks: marks.iter().map(|&x| (x, format!("{x:.5}"))).collect(),
            base: None,
        }
    }

    #[test]
    fn words_of_marks_do_not_meet_and_stay_inside() {
        let x = Axis::tight([0.0, 1.0].into_iter(), LEFT[0], WIDTH - RIGHT);
        let marks = [0.0, 0.01, 0.02, 0.5, 0.51, 1.0];
        let (places, levels) = panel(&marks).lettered(&x);
        assert_eq!(levels, 3);
        let half = width("0.50000") * SMALL / 2.0;
        for (k, (middle, level)) in places.iter().enumerate() {
            assert!(middle - half >= LEFT[0] - 1e-9 && middle + half <= WIDTH - RIGHT + 1e-9);
            let meets =
                |(other, at): &(f64, usize)| at == level && (other - middle).abs() < 2.0 * half;
            assert!(!places[..k].iter().any(meets), "{places:?}");
        }
    }

    #[test]
    fn what_is_not_settled_is_told_only_where_it_is() {
        let held = |possibly| Held {
            label: "all".to_owned(),
            surely: vec![[0.5, 1.0]],
            possibly,
            words: String::new(),
            strong: true,
        };
        let drawn = |possibly| {
            let ranges = Ranges {
                title: "A title".to_owned(),
                axes: ["x".to_owned(), "y".to_owned()],
                range: [0.0, 1.0],
                panels: vec![panel(&[0.5])],
                rows: vec![held(possibly)],
                legend: [(); 4].map(|()| "told".to_owned()),
            };
            ranges.to_svg()
        };
        assert!(drawn(vec![[0.4, 1.0]]).contains("not settled"));
        let svg = drawn(vec![[0.5, 1.0]]);
        assert!(
            !svg.contains("not settled") && svg.contains("a &amp; b") && svg.contains(">0.50000<")
        );
    }
}
