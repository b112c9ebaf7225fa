//! Where motion leads from everywhere: ways with arrows and points at rest, on a triangle of mixed
//! strategies or in a plane.

use super::axis::{Axis, grid};
use super::head::{Place, TEXT, TITLE, TITLE_LINE, head};
use super::lettering::{fitting, lines};
use super::plane::escaped;

/// What the picture is drawn on.
#[derive(Clone, Debug, PartialEq)]
pub enum Frame {
    /// All mixes of three strategies, by name. A point is the shares of the first two.
    Triangle([String; 3]),
    /// Two probabilities, and what of.
    Square([String; 2]),
    /// Two numbers, and what they are.
    Plane([String; 2]),
}

/// A way that motion takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// In order.
    pub points: Vec<[f64; 2]>,
    /// Whether it stands out, and is drawn to its end.
    pub strong: bool,
    /// Whether an arrow says which way it goes.
    pub arrow: bool,
}

/// Points of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// What they are, for the legend.
    pub label: String,
    /// Each with what is shown when it is pointed at.
    pub points: Vec<([f64; 2], String)>,
    /// A disc, else a ring.
    pub filled: bool,
}

/// A picture of a motion.
///
/// # Examples
/// ```
/// use equil::plot::{Frame, Portrait, Curve};
///
/// let names = ["rock", "paper", "scissors"].map(str::to_owned);
/// let round = (0..90).map(|k| f64::from(k) / 15.0);
/// let points = round.map(|t| [(1.0 + t.sin() / 2.0) / 3.0, (1.0 + t.cos() / 2.0) / 3.0]).collect();
/// let portrait = Portrait {
///     title: "Round and round".to_owned(),
///     frame: Frame::Triangle(names),
///     ways: vec![Curve { points, strong: true, arrow: true }],
///     spots: Vec::new(),
///     legend: [Some("from the start".to_owned()), None],
/// };
/// assert!(portrait.to_svg().starts_with("<svg "));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Portrait {
    /// What the picture shows.
    pub title: String,
    /// What it is drawn on.
    pub frame: Frame,
    /// Those that stand out are drawn last.
    pub ways: Vec<Curve>,
    /// Drawn over the ways.
    pub spots: Vec<Spot>,
    /// What ways are that stand out, and others.
    pub legend: [Option<String>; 2],
}

const WIDTH: f64 = 640.0;
const LEFT: f64 = 76.0;
const RIGHT: f64 = 36.0;
const TOP: f64 = 48.0;
const SIDE: f64 = WIDTH - LEFT - RIGHT;
const LINE: f64 = 21.0;

/// Ways that do not stand out are drawn so far, or they would cover each other.
const SHORT: f64 = 95.0;
/// Points nearer than this to the last are left out.
const APART: f64 = 0.8;
/// Length of an arrowhead.
const HEAD: f64 = 8.0;

const WEAK: &str = "fill=\"none\" stroke=\"#7f9fb6\" stroke-width=\"1.2\"";
const STRONG: &str = "fill=\"none\" stroke=\"#d55e00\" stroke-width=\"2.4\"";

/// Where points of the frame are drawn.
enum Places {
    Triangle { bottom: f64 },
    Plane(Axis, Axis),
}

impl Places {
    fn at(&self, point: [f64; 2]) -> [f64; 2] {
        match self {
            Self::Triangle { bottom } => {
                let [first, second] = point;
                let third = 1.0 - first - second;
                [LEFT + SIDE * (second + third / 2.0), bottom - SIDE * third * 0.75_f64.sqrt()]
            }
            Self::Plane(x, y) => [x.place(point[0]), y.place(point[1])],
        }
    }
}

impl Portrait {
    /// The picture as an SVG document.
    pub fn to_svg(&self) -> String {
        let title = lines(&self.title, TITLE, WIDTH - LEFT - RIGHT);
        #[allow(clippy::cast_precision_loss)] // a handful
        let top = TOP + TITLE_LINE * title.len().saturating_sub(1) as f64;
        let (bottom, legend) = match &self.frame {
            Frame::Triangle(_) => {
                let bottom = top + 26.0 + SIDE * 0.75_f64.sqrt();
                (bottom, bottom + 58.0)
            }
            Frame::Plane(_) => (top + SIDE * 0.8, top + SIDE * 0.8 + 78.0),
            Frame::Square(_) => (top + SIDE, top + SIDE + 78.0),
        };
        let places = match &self.frame {
            Frame::Triangle(_) => Places::Triangle { bottom },
            Frame::Square(_) => {
                let unit = || [0.0, 1.0].into_iter();
                let x = Axis::new(unit(), LEFT, LEFT + SIDE);
                Places::Plane(x, Axis::new(unit(), bottom, top))
            }
            Frame::Plane(_) => {
                let ways = || self.ways.iter().flat_map(|way| way.points.iter());
                let spots = || self.spots.iter().flat_map(|s| s.points.iter().map(|(p, _)| p));
                let along = |k: usize| ways().chain(spots()).map(move |p| p[k]);
                let x = Axis::new(along(0), LEFT, LEFT + SIDE);
                Places::Plane(x, Axis::new(along(1), bottom, top))
            }
        };
        let spots = self.spots.iter().filter(|spot| !spot.points.is_empty());
        let entries = self.legend.iter().flatten().count() + spots.count();
        #[allow(clippy::cast_precision_loss)] // a handful
        let height = legend + LINE * entries as f64;
        let place = Place { left: LEFT, first: TOP - TITLE_LINE, room: WIDTH - LEFT - RIGHT };
        let mut svg = head(&self.title, &title, [WIDTH, height.round()], place, "");
        svg.push_str(&self.framed(&places, top, bottom));
        for strong in [false, true] {
            for way in self.ways.iter().filter(|way| way.strong == strong) {
                svg.push_str(&drawn(way, &places));
            }
        }
        for spot in &self.spots {
            for (point, text) in &spot.points {
                svg.push_str(&marked(places.at(*point), spot.filled, text));
            }
        }
        svg.push_str(&self.legend(legend));
        svg.push_str("</svg>\n");
        svg
    }

    fn framed(&self, places: &Places, top: f64, bottom: f64) -> String {
        match (&self.frame, places) {
            (Frame::Triangle(names), _) => triangle(names, places),
            (Frame::Plane(axes), Places::Plane(x, y)) => plane(axes, x, y, top, bottom),
            (Frame::Square(axes), Places::Plane(x, y)) => {
                let ([left, low], [right, high]) = (places.at([0.0; 2]), places.at([1.0; 2]));
                format!(
                    "{}<path d=\"M{left:.2} {low:.2} H{right:.2} V{high:.2} H{left:.2} z\" fill=\"none\" stroke=\"#999999\"/>\n",
                    plane(axes, x, y, top, bottom)
                )
            }
            _ => String::new(),
        }
    }

    fn legend(&self, top: f64) -> String {
        let mut svg = String::new();
        let mut line = top;
        let mut entry = |symbol: String, label: &str| {
            let size = fitting(label, TEXT, WIDTH - LEFT - 44.0);
            svg.push_str(&format!(
                "{symbol}<text x=\"{:.2}\" y=\"{line:.2}\" font-size=\"{size:.1}\">{}</text>\n",
                LEFT + 36.0,
                escaped(label)
            ));
            line += LINE;
            line
        };
        let mut next = top;
        for (label, style) in self.legend.iter().zip([STRONG, WEAK]) {
            if let Some(label) = label {
                next =
                    entry(format!("<path d=\"M{LEFT} {:.2} h26\" {style}/>\n", next - 5.0), label);
            }
        }
        for spot in self.spots.iter().filter(|spot| !spot.points.is_empty()) {
            let symbol = marked([LEFT + 13.0, next - 5.0], spot.filled, &spot.label);
            next = entry(symbol, &spot.label);
        }
        svg
    }
}

/// The triangle with its names.
fn triangle(names: &[String; 3], places: &Places) -> String {
    let corners = [[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]].map(|corner| places.at(corner));
    let points: Vec<String> = corners.iter().map(|[x, y]| format!("{x:.2},{y:.2}")).collect();
    let mut svg = format!(
        "<polygon points=\"{}\" fill=\"#fafafa\" stroke=\"#222222\" stroke-linejoin=\"round\"/>\n",
        points.join(" ")
    );
    let shifts = [(0.0, 24.0, "start"), (0.0, 24.0, "end"), (0.0, -11.0, "middle")];
    for ((name, [x, y]), (across, down, anchor)) in names.iter().zip(corners).zip(shifts) {
        let at = if anchor == "start" {
            x - 40.0
        } else {
            x + if anchor == "end" { 30.0 } else { across }
        };
        svg.push_str(&format!(
            "<text x=\"{at:.2}\" y=\"{:.2}\" text-anchor=\"{anchor}\" font-size=\"{:.1}\">{}</text>\n",
            y + down,
            fitting(name, TEXT, SIDE / 2.0),
            escaped(name)
        ));
    }
    svg
}

/// Axes with ticks, and what they measure.
fn plane(axes: &[String; 2], x: &Axis, y: &Axis, top: f64, bottom: f64) -> String {
    let right = LEFT + SIDE;
    let mut svg = grid([x, y], 6.0, [LEFT, right], [top, bottom]);
    svg.push_str(&format!(
        "<path d=\"M{LEFT} {top} V{bottom} H{right}\" fill=\"none\" stroke=\"#222222\"/>\n\
         <text x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"middle\" font-size=\"{:.1}\">{}</text>\n\
         <text transform=\"translate(20 {:.2}) rotate(-90)\" text-anchor=\"middle\" font-size=\"{:.1}\">{}</text>\n",
        f64::midpoint(LEFT, right),
        bottom + 46.0,
        fitting(&axes[0], TEXT, SIDE),
        escaped(&axes[0]),
        f64::midpoint(top, bottom),
        fitting(&axes[1], TEXT, bottom - top),
        escaped(&axes[1])
    ));
    svg
}

/// A way, thinned, and cut if it does not stand out.
fn drawn(way: &Curve, places: &Places) -> String {
    let mut points: Vec<[f64; 2]> = Vec::new();
    let mut length = 0.0;
    for point in &way.points {
        let at = places.at(*point);
        if !at.iter().all(|x| x.is_finite()) {
            continue;
        }
        if let Some(last) = points.last() {
            let step = (at[0] - last[0]).hypot(at[1] - last[1]);
            if step < APART {
                continue;
            }
            if !way.strong && length + step > SHORT {
                let part = (SHORT - length) / step;
                points.push([0, 1].map(|k| last[k] + part * (at[k] - last[k])));
                break;
            }
            length += step;
        }
        points.push(at);
    }
    if points.len() < 2 {
        return String::new();
    }
    let said: Vec<String> = points.iter().map(|[x, y]| format!("{x:.2},{y:.2}")).collect();
    let style = if way.strong { STRONG } else { WEAK };
    let mut svg =
        format!("<polyline points=\"{}\" stroke-linejoin=\"round\" {style}/>\n", said.join(" "));
    if way.arrow {
        let (colour, size) = if way.strong { ("#d55e00", 1.5) } else { ("#4f7590", 1.0) };
        svg.push_str(&arrow(&points, colour, size * HEAD));
    }
    svg
}

/// An arrowhead in the middle of a way, or where it has gone a little if it is long.
fn arrow(points: &[[f64; 2]], colour: &str, size: f64) -> String {
    let steps =
        || points.windows(2).map(|two| (two[1][0] - two[0][0]).hypot(two[1][1] - two[0][1]));
    let length: f64 = steps().sum();
    if length < size {
        return String::new();
    }
    let mut left = (length / 2.0 + size / 2.0).min(SHORT);
    for (two, step) in points.windows(2).zip(steps()) {
        if left <= step && step > 0.0 {
            let [dx, dy] = [0, 1].map(|k| (two[1][k] - two[0][k]) / step);
            let [x, y] = [two[0][0] + dx * left, two[0][1] + dy * left];
            let (back, side) = (size, size * 0.38);
            return format!(
                "<path d=\"M{x:.2} {y:.2} L{:.2} {:.2} L{:.2} {:.2} z\" fill=\"{colour}\"/>\n",
                x - back * dx - side * dy,
                y - back * dy + side * dx,
                x - back * dx + side * dy,
                y - back * dy - side * dx
            );
        }
        left -= step;
    }
    String::new()
}

fn marked([x, y]: [f64; 2], filled: bool, text: &str) -> String {
    let fill = if filled { "#000000" } else { "#ffffff" };
    format!(
        "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"6\" fill=\"{fill}\" stroke=\"#000000\" stroke-width=\"1.8\"><title>{}</title></circle>\n",
        escaped(text)
    )
}
