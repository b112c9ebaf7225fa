//! Lines over time.

use super::axis::{Axis, grid};
use super::head::{Place, TITLE, TITLE_LINE, head};
use super::lettering::{fitting, grounded, lines};
use super::plane::{escaped, marked};

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is.
    pub label: String,
    /// From left to right; the line is broken where one is no number.
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
///     reaches: vec![0.0, 1.0],
///     marks: Vec::new(),
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
    /// Values that the vertical axis reaches, wherever the lines are: 0 and 1 of probabilities.
    pub reaches: Vec<f64>,
    /// Places that stand out, each with its words.
    pub marks: Vec<([f64; 2], String)>,
}

const WIDTH: f64 = 760.0;
const LEFT: f64 = 68.0;
const TOP: f64 = 48.0;
const SIDE: f64 = 360.0;
/// Room for the names of lines beside their ends.
const BESIDE: f64 = 190.0;
/// Names are this far from each other at least.
const NAME: f64 = 17.0;
/// Size of their letters, and height of a line of those that take several.
const NAMES: f64 = 12.5;
const NAME_LINE: f64 = 14.0;
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
        let y = Axis::new(all().map(|p| p[1]).chain(self.reaches.iter().copied()), bottom, top);
        let place = Place { left: LEFT, first: TOP - TITLE_LINE, room: WIDTH - LEFT - 24.0 };
        let mut svg = head(&self.title, &title, [WIDTH, height], place, "");
        svg.push_str(&self.frame(&x, &y, top, bottom, right));
        for (number, line) in self.lines.iter().enumerate() {
            svg.push_str(&drawn(line, number, &x, &y));
        }
        for (at, words) in &self.marks {
            let [across, down] = [x.place(at[0]), y.place(at[1])];
            svg.push_str(&marked(across, down, true, words));
            let place =
                format!("x=\"{:.2}\" y=\"{:.2}\" font-size=\"{NAMES}\"", across + 8.0, down - 8.0);
            svg.push_str(&grounded(&place, 3.0, words));
        }
        svg.push_str(&self.names(&y, bottom, right));
        svg.push_str("</svg>\n");
        svg
    }

    fn frame(&self, x: &Axis, y: &Axis, top: f64, bottom: f64, right: f64) -> String {
        let mut svg = grid([x, y], 6.0, [LEFT, right], [top, bottom]);
        // Where values change their sign
        let [least, most] = y.ends();
        if least < 0.0 && most > 0.0 {
            let down = y.place(0.0);
            svg.push_str(&format!(
                "<path d=\"M{LEFT} {down:.2} H{right:.2}\" stroke=\"#888888\" fill=\"none\"/>\n"
            ));
        }
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
    fn names(&self, y: &Axis, bottom: f64, right: f64) -> String {
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
        let room = BESIDE - 60.0;
        let wrapped: Vec<Vec<String>> =
            ends.iter().map(|(number, _)| lines(&self.lines[*number].label, NAMES, room)).collect();
        #[allow(clippy::cast_precision_loss)] // a handful
        let height = |name: &Vec<String>| NAME_LINE * (name.len().max(1) - 1) as f64 + NAME;
        let mut places: Vec<f64> = ends.iter().map(|(_, at)| *at).collect();
        // From the middle of one name to that of the next
        let apart = |k: usize| f64::midpoint(height(&wrapped[k - 1]), height(&wrapped[k]));
        for k in 1..places.len() {
            places[k] = places[k].max(places[k - 1] + apart(k));
        }
        let over = places.last().map_or(0.0, |last| (last - bottom).max(0.0));
        for k in (0..places.len()).rev() {
            let most = places.get(k + 1).map_or(f64::INFINITY, |next| next - apart(k + 1));
            places[k] =
                (if k + 1 == places.len() { places[k] - over } else { places[k] }).min(most);
        }
        let mut svg = String::new();
        for (((number, end), place), name) in ends.into_iter().zip(places).zip(&wrapped) {
            svg.push_str(&format!(
                "<path d=\"M{right:.2} {end:.2} L{:.2} {place:.2}\" stroke=\"#bbbbbb\" fill=\"none\"/>\n\
                 <path d=\"M{:.2} {place:.2} h26\" {}/>\n",
                right + 12.0,
                right + 14.0,
                look(number)
            ));
            let mut down = place + 5.0 - (height(name) - NAME) / 2.0;
            for line in name {
                svg.push_str(&format!(
                    "<text x=\"{:.2}\" y=\"{down:.2}\" font-size=\"{:.1}\">{}</text>\n",
                    right + 46.0,
                    fitting(line, NAMES, room),
                    escaped(line)
                ));
                down += NAME_LINE;
            }
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
    let mut svg = String::new();
    let is_number = |p: &[f64; 2]| p[0].is_finite() && p[1].is_finite();
    for piece in line.points.split(|p| !is_number(p)).filter(|piece| !piece.is_empty()) {
        let points: Vec<String> =
            piece.iter().map(|p| format!("{:.2},{:.2}", x.place(p[0]), y.place(p[1]))).collect();
        svg.push_str(&format!(
            "<polyline points=\"{}\" stroke-linejoin=\"round\" {}><title>{}</title></polyline>\n",
            points.join(" "),
            look(number),
            escaped(&line.label)
        ));
    }
    svg
}
