//! Lines over time.

use super::axis::Axis;
use super::head::{Place, TEXT, TITLE, TITLE_LINE, head};
use super::lettering::{self, fitting, grounded, lines};
use super::plane::{Area, SMALL, WORDS, beside, escaped, frame, marked};
use super::words::Words;

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
///     axes: ["round".into(), "belief".into()],
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
    pub axes: [Words; 2],
    /// The lines; told apart by colour, width and dashes.
    pub lines: Vec<Line>,
    /// Values that the vertical axis reaches, wherever the lines are: 0 and 1 of probabilities.
    pub reaches: Vec<f64>,
    /// Places that stand out, each with its words.
    pub marks: Vec<([f64; 2], String)>,
}

const LEFT: f64 = 68.0;
const TOP: f64 = 48.0;
/// How far below the lines the picture ends, or its legend begins.
const BELOW: f64 = 66.0;

/// How large a picture is.
#[derive(Clone, Copy)]
struct Size {
    width: f64,
    /// The height of the part with the lines.
    side: f64,
    /// What is left free to the right of the lines.
    beside: f64,
    /// About so many numbers stand along an axis.
    ticks: f64,
}

const WHOLE: Size = Size { width: 760.0, side: 360.0, beside: BESIDE, ticks: 6.0 };
/// Names are in a legend below.
const HALF: Size = Size { width: 372.0, side: 240.0, beside: 16.0, ticks: 5.0 };

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
        self.sized(WHOLE, false)
    }

    /// The same about half as wide, with letters as large and the lines' names below: two of them stand side by side on a
    /// page.
    pub fn to_small_svg(&self) -> String {
        self.sized(HALF, true)
    }

    #[allow(clippy::cast_precision_loss)] // a handful
    fn sized(&self, size: Size, below: bool) -> String {
        let title = lines(&self.title, TITLE, size.width - LEFT - 24.0);
        let top = TOP + TITLE_LINE * (title.len() as f64 - 1.0);
        let bottom = top + size.side;
        let further = |axis: usize, room| {
            WORDS * self.axes[axis].drawn(TEXT, room).len().saturating_sub(1) as f64
        };
        let (left, right) = (LEFT + further(1, size.side), size.width - size.beside);
        let area = Area { across: [left, right], down: [top, bottom] };
        let foot = bottom + BELOW + further(0, right - left);
        let (legend, height) =
            if below { self.legend(foot + 8.0, size) } else { (String::new(), foot) };
        let all = || self.lines.iter().flat_map(|line| &line.points);
        let x = Axis::tight(all().map(|p| p[0]), left, right);
        let y = Axis::new(all().map(|p| p[1]).chain(self.reaches.iter().copied()), bottom, top);
        let place = Place { left: LEFT, first: TOP - TITLE_LINE, room: size.width - LEFT - 24.0 };
        let mut svg = head(&self.title, &title, [size.width, height], place, "");
        svg.push_str(&frame(self.axes.each_ref(), [&x, &y], area, size.ticks));
        // Where values change their sign
        let [least, most] = y.ends();
        if least < 0.0 && most > 0.0 {
            let down = y.place(0.0);
            svg.push_str(&format!(
                "<path d=\"M{left} {down:.2} H{right:.2}\" stroke=\"#888888\" fill=\"none\"/>\n"
            ));
        }
        for (number, line) in self.lines.iter().enumerate() {
            svg.push_str(&drawn(line, number, &x, &y));
        }
        svg.push_str(&self.marked(&x, &y, area));
        svg.push_str(&if below { legend } else { self.names(&y, bottom, right) });
        svg.push_str("</svg>\n");
        svg
    }

    /// Places that stand out, and then their words, so that nothing covers these.
    fn marked(&self, x: &Axis, y: &Axis, area: Area) -> String {
        let (mut svg, mut words) = (String::new(), String::new());
        let mut taken: Vec<[f64; 4]> = Vec::new();
        for (at, text) in &self.marks {
            let at = [x.place(at[0]), y.place(at[1])];
            svg.push_str(&marked(at[0], at[1], true, text));
            // Nor over another mark
            taken.push([at[0] - 6.0, at[1] - 6.0, at[0] + 6.0, at[1] + 6.0]);
        }
        for (at, text) in &self.marks {
            let at = [x.place(at[0]), y.place(at[1])];
            let (place, anchor) = beside(at, lettering::width(text) * SMALL, area, &mut taken);
            let place = format!(
                "x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"{anchor}\" font-size=\"{SMALL}\"",
                place[0], place[1]
            );
            words.push_str(&grounded(&place, 3.0, text));
        }
        svg + &words
    }

    /// The names of the lines from a height on, and where that ends.
    fn legend(&self, top: f64, size: Size) -> (String, f64) {
        let mut svg = String::new();
        let mut foot = top;
        for (number, line) in self.lines.iter().enumerate() {
            svg.push_str(&format!("<path d=\"M20 {:.2} h30\" {}/>\n", foot - 5.0, look(number)));
            for words in lines(&line.label, TEXT, size.width - 58.0 - 12.0) {
                svg.push_str(&format!(
                    "<text x=\"58\" y=\"{foot:.2}\">{}</text>\n",
                    escaped(&words)
                ));
                foot += TITLE_LINE;
            }
        }
        (svg, foot)
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
