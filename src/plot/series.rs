//! Lines over time.

use super::axis::{Axis, grid};
use super::head::{Place, TEXT, TITLE, TITLE_LINE, head};
use super::lettering::{fitting, lines};
use super::plane::escaped;

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is.
    pub label: String,
    /// From left to right.
    pub points: Vec<[f64; 2]>,
}

/// A picture of lines over a common axis.
///
/// # Examples
/// ```
/// use equil::plot::{Line, Series};
///
/// let points = (0..10).map(|t| [f64::from(t), 1.0 / f64::from(t + 1)]).collect();
/// let series = Series {
///     title: "Beliefs".to_owned(),
///     axes: ["round".to_owned(), "belief".to_owned()],
///     lines: vec![Line { label: "heads".to_owned(), points }],
/// };
/// assert!(series.to_svg().starts_with("<svg "));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What the picture shows.
    pub title: String,
    /// What is measured along the horizontal axis and the vertical one.
    pub axes: [String; 2],
    /// The lines; told apart by colour, width and dashes.
    pub lines: Vec<Line>,
}

const WIDTH: f64 = 760.0;
const LEFT: f64 = 68.0;
const TOP: f64 = 48.0;
const SIDE: f64 = 360.0;
/// Room for the names of lines beside their ends.
const BESIDE: f64 = 190.0;
/// Names are this far from each other at least.
const NAME: f64 = 17.0;
/// More lines are not named.
const NAMED: usize = 20;

/// Okabe and Ito's palette, from dark to light and back, each with dashes of its own.
const LOOKS: [(&str, &str); 8] = [
    ("#0072b2", ""),
    ("#d55e00", "9 4"),
    ("#000000", "2 4"),
    ("#009e73", "12 3 2 3"),
    ("#cc79a7", "5 3"),
    ("#e69f00", "14 5"),
    ("#56b4e9", "3 2"),
    ("#777777", "7 2 2 2 2 2"),
];

impl Series {
    /// The picture as an SVG document.
    pub fn to_svg(&self) -> String {
        let right = WIDTH - BESIDE;
        let title = lines(&self.title, TITLE, WIDTH - LEFT - 24.0);
        #[allow(clippy::cast_precision_loss)] // a handful
        let top = TOP + TITLE_LINE * title.len().saturating_sub(1) as f64;
        let bottom = top + SIDE;
        let height = bottom + 66.0;
        let all = || self.lines.iter().flat_map(|line| &line.points);
        let x = Axis::tight(all().map(|p| p[0]), LEFT, right);
        let y = Axis::new(all().map(|p| p[1]).chain([0.0, 1.0]), bottom, top);
        let place = Place { left: LEFT, first: TOP - TITLE_LINE, room: WIDTH - LEFT - 24.0 };
        let mut svg = head(&self.title, &title, [WIDTH, height], place, "");
        svg.push_str(&self.frame(&x, &y, top, bottom, right));
        for (number, line) in self.lines.iter().enumerate() {
            svg.push_str(&drawn(line, number, &x, &y));
        }
        svg.push_str(&self.names(&y, top, bottom, right));
        svg.push_str("</svg>\n");
        svg
    }

    fn frame(&self, x: &Axis, y: &Axis, top: f64, bottom: f64, right: f64) -> String {
        let mut svg = grid([x, y], 6.0, [LEFT, right], [top, bottom]);
        svg.push_str(&format!(
            "<path d=\"M{LEFT} {top} V{bottom} H{right:.2}\" fill=\"none\" stroke=\"#222222\"/>\n\
             <text x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"middle\">{}</text>\n\
             <text transform=\"translate(20 {:.2}) rotate(-90)\" text-anchor=\"middle\">{}</text>\n",
            f64::midpoint(LEFT, right),
            bottom + 46.0,
            escaped(&self.axes[0]),
            f64::midpoint(top, bottom),
            escaped(&self.axes[1])
        ));
        svg
    }

    /// Names beside the ends of lines, moved apart where they would meet.
    fn names(&self, y: &Axis, top: f64, bottom: f64, right: f64) -> String {
        if self.lines.len() > NAMED {
            return String::new();
        }
        let ends = self
            .lines
            .iter()
            .enumerate()
            .filter_map(|(number, line)| Some((number, y.place(line.points.last()?[1]))));
        let mut ends: Vec<(usize, f64)> = ends.filter(|(_, at)| at.is_finite()).collect();
        ends.sort_by(|a, b| a.1.total_cmp(&b.1));
        let mut places: Vec<f64> = ends.iter().map(|(_, at)| *at).collect();
        for k in 1..places.len() {
            places[k] = places[k].max(places[k - 1] + NAME);
        }
        let over = places.last().map_or(0.0, |last| (last - bottom).max(0.0));
        for k in (0..places.len()).rev() {
            let most = places.get(k + 1).map_or(f64::INFINITY, |next| next - NAME);
            places[k] =
                (if k + 1 == places.len() { places[k] - over } else { places[k] }).min(most);
        }
        let _ = top;
        let mut svg = String::new();
        for ((number, end), place) in ends.into_iter().zip(places) {
            let label = &self.lines[number].label;
            let room = BESIDE - 60.0;
            let size = fitting(label, TEXT, room);
            svg.push_str(&format!(
                "<path d=\"M{right:.2} {end:.2} L{:.2} {place:.2}\" stroke=\"#bbbbbb\" fill=\"none\"/>\n\
                 <path d=\"M{:.2} {place:.2} h26\" {}/>\n\
                 <text x=\"{:.2}\" y=\"{:.2}\" font-size=\"{size:.1}\">{}</text>\n",
                right + 12.0,
                right + 14.0,
                look(number),
                right + 46.0,
                place + 5.0,
                escaped(label)
            ));
        }
        svg
    }
}

/// How the line of this number is drawn.
pub(super) fn look(number: usize) -> String {
    let (colour, dashes) = LOOKS[number % LOOKS.len()];
    format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"")
}

fn drawn(line: &Line, number: usize, x: &Axis, y: &Axis) -> String {
    let finite = line.points.iter().filter(|p| p[0].is_finite() && p[1].is_finite());
    let points: Vec<String> =
        finite.map(|p| format!("{:.2},{:.2}", x.place(p[0]), y.place(p[1]))).collect();
    format!(
        "<polyline points=\"{}\" stroke-linejoin=\"round\" {}><title>{}</title></polyline>\n",
        points.join(" "),
        look(number),
        escaped(&line.label)
    )
}
