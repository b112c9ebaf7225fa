//! Small planes side by side: of payoffs of more than two players, two at a time.

use super::axis::{Axis, grid};
use super::head::{TEXT, TITLE, TITLE_LINE, head};
use super::lettering::{fitting, lines};
use super::plane::{LINE, PLACE, Plane, TOP, WIDTH, drawn, escaped, marked};

/// A picture of planes whose regions and marks are of the same kinds, in the same order.
///
/// # Examples
/// ```
/// use equil::plot::{Look, Plane, Planes, Region};
///
/// let corners = vec![[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]];
/// let plane = |x: &str, y: &str| Plane {
///     title: String::new(),
///     axes: [x.to_owned(), y.to_owned()],
///     regions: vec![Region { label: "all".to_owned(), corners: corners.clone(), look: Look::Faint }],
///     marks: Vec::new(),
/// };
/// let planes = Planes {
///     title: "Two at a time".to_owned(),
///     panels: vec![plane("ann", "bob"), plane("ann", "eve"), plane("bob", "eve")],
/// };
/// assert!(planes.to_svg().starts_with("<svg "));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Planes {
    /// What the picture shows.
    pub title: String,
    /// The planes, row by row; of the first the regions and marks are explained.
    pub panels: Vec<Plane>,
}

/// Planes in a row at most.
const ACROSS: usize = 3;
/// Size of a plane, and what is left of it and below.
const SIDE: f64 = 230.0;
const BESIDE: f64 = 74.0;
const BELOW: f64 = 70.0;
const GAP: f64 = 16.0;
const END: f64 = 24.0;

impl Planes {
    /// The picture as an SVG document.
    #[allow(clippy::cast_precision_loss)] // a handful
    pub fn to_svg(&self) -> String {
        let across = self.panels.len().clamp(1, ACROSS);
        let rows = self.panels.len().div_ceil(across);
        let wide = (across as f64 * (BESIDE + SIDE + GAP) + END).max(WIDTH);
        let title = lines(&self.title, TITLE, wide - 2.0 * END);
        let top = TOP + TITLE_LINE * title.len().saturating_sub(1) as f64;
        let legend = top + rows as f64 * (SIDE + BELOW) + LINE;
        let entries = self.panels.first().map_or(0, |one| one.regions.len() + one.marks.len());
        let height = legend + LINE * entries as f64;
        let mut place = PLACE;
        (place.left, place.room) = (END, wide - 2.0 * END);
        let mut svg = head(&self.title, &title, [wide, height], place, "");
        for (number, panel) in self.panels.iter().enumerate() {
            let left = BESIDE + (number % across) as f64 * (BESIDE + SIDE + GAP);
            let top = top + (number / across) as f64 * (SIDE + BELOW);
            svg.push_str(&small(panel, left, top));
        }
        if let Some(first) = self.panels.first() {
            svg.push_str(&explained(first, legend));
        }
        svg.push_str("</svg>\n");
        svg
    }
}

/// One plane.
fn small(panel: &Plane, left: f64, top: f64) -> String {
    let (right, bottom) = (left + SIDE, top + SIDE);
    let coordinates = |axis: usize| {
        let corners = panel.regions.iter().flat_map(|region| &region.corners);
        let points = panel.marks.iter().flat_map(|mark| mark.points.iter().map(|(p, _)| p));
        corners.chain(points).map(move |point| point[axis])
    };
    let x = Axis::new(coordinates(0), left, right);
    let y = Axis::new(coordinates(1), bottom, top);
    let mut svg = grid([&x, &y], 4.0, [left, right], [top, bottom]);
    svg.push_str(&format!(
        "<path d=\"M{left} {top} V{bottom} H{right:.2}\" fill=\"none\" stroke=\"#222222\"/>\n\
         <text x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"middle\" font-size=\"{:.1}\">{}</text>\n\
         <text transform=\"translate({:.2} {:.2}) rotate(-90)\" text-anchor=\"middle\" font-size=\"{:.1}\">{}</text>\n",
        f64::midpoint(left, right),
        bottom + 42.0,
        fitting(&panel.axes[0], TEXT, SIDE),
        escaped(&panel.axes[0]),
        left - BESIDE + 18.0,
        f64::midpoint(top, bottom),
        fitting(&panel.axes[1], TEXT, SIDE),
        escaped(&panel.axes[1])
    ));
    for region in &panel.regions {
        let at: Vec<[f64; 2]> =
            region.corners.iter().map(|p| [x.place(p[0]), y.place(p[1])]).collect();
        svg.push_str(&drawn(&at, region.look, &region.label));
    }
    for mark in &panel.marks {
        for (point, text) in &mark.points {
            svg.push_str(&marked(x.place(point[0]), y.place(point[1]), mark.strong, text));
        }
    }
    svg
}

/// What the regions and marks are.
fn explained(panel: &Plane, top: f64) -> String {
    let mut svg = String::new();
    let mut line = top;
    let mut entry = |symbol: &str, label: &str| {
        svg.push_str(&format!(
            "<g transform=\"translate({END} {:.2})\">{symbol}</g>\n<text x=\"{:.2}\" y=\"{line:.2}\">{}</text>\n",
            line - 5.0,
            END + 34.0,
            escaped(label)
        ));
        line += LINE;
    };
    for region in &panel.regions {
        let style = region.look.style();
        entry(&format!("<rect y=\"-7\" width=\"24\" height=\"14\" {style}/>"), &region.label);
    }
    for mark in &panel.marks {
        entry(&marked(12.0, 0.0, mark.strong, &mark.label), &mark.label);
    }
    svg
}
