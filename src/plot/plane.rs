//! Regions and points of a plane.

use super::axis::{Axis, grid};
use super::head::{Place, TEXT, TITLE, TITLE_LINE, head};
use super::lettering::{grounded, lines, width};
use super::words::Words;

/// How a region looks: it differs from the others in colour, outline and lightness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// In the background.
    Faint,
    /// In the middle.
    Light,
    /// In the foreground.
    Strong,
}

/// A convex region given by its corners, in order: one is a point, two a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// What it is, for the legend.
    pub label: String,
    /// Its corners.
    pub corners: Vec<[f64; 2]>,
    /// How it looks.
    pub look: Look,
}

/// Points that are marked in one way.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What they are, for the legend.
    pub label: String,
    /// The points, each with what is written next to it (if short) and shown when pointed at.
    pub points: Vec<([f64; 2], String)>,
    /// Whether they are diamonds that stand out, rather than rings.
    pub strong: bool,
    /// Whether the texts are written next to the points.
    pub labelled: bool,
}

/// A picture of a plane.
///
/// # Examples
/// ```
/// use equil::plot::{Look, Plane, Region};
///
/// let corners = vec![[2.0, 7.0], [3.6, 3.6], [7.0, 2.0], [5.25, 5.25]];
/// let plane = Plane {
///     title: "Chicken".to_owned(),
///     axes: ["row".to_owned(), "column".to_owned()],
///     regions: vec![Region { label: "attainable".to_owned(), corners, look: Look::Strong }],
///     marks: Vec::new(),
/// };
/// assert!(plane.to_svg().starts_with("<svg "));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    /// What the picture shows.
    pub title: String,
    /// What is measured along the horizontal axis and the vertical one, with units.
    pub axes: [String; 2],
    /// Drawn first to last.
    pub regions: Vec<Region>,
    /// Drawn over the regions.
    pub marks: Vec<Mark>,
}

pub(super) const WIDTH: f64 = 720.0;
pub(super) const LEFT: f64 = 76.0;
pub(super) const RIGHT: f64 = 24.0;
pub(super) const TOP: f64 = 48.0;
pub(super) const SIDE: f64 = 440.0;
pub(super) const LINE: f64 = 20.0;
/// About so many numbers stand along an axis.
pub(super) const TICKS: f64 = 7.0;

/// Okabe and Ito's palette: told apart with every kind of colour vision.
impl Look {
    pub(super) fn style(self) -> &'static str {
        match self {
            Self::Faint => "fill=\"#ececec\" stroke=\"#777777\" stroke-width=\"1.2\"",
            Self::Light => {
                "fill=\"#f6d9a0\" stroke=\"#b37700\" stroke-width=\"1.6\" stroke-dasharray=\"7 4\""
            }
            Self::Strong => "fill=\"#86b5d6\" stroke=\"#00507d\" stroke-width=\"2\"",
        }
    }
}

impl Plane {
    /// The picture as an SVG document.
    pub fn to_svg(&self) -> String {
        self.drawn(None)
    }

    /// The same with many small boxes between regions and marks, each from its least to its greatest coordinates.
    pub fn tiled(&self, label: &str, boxes: &[[[f64; 2]; 2]]) -> String {
        self.drawn(Some((label, boxes)))
    }

    fn drawn(&self, tiles: Option<(&str, &[[[f64; 2]; 2]])>) -> String {
        let title = lines(&self.title, TITLE, WIDTH - LEFT - RIGHT);
        #[allow(clippy::cast_precision_loss)] // a handful
        let top = TOP + TITLE_LINE * title.len().saturating_sub(1) as f64;
        let bottom = top + SIDE;
        let coordinates = |axis: usize| {
            let corners = self.regions.iter().flat_map(|region| &region.corners);
            let points = self.marks.iter().flat_map(|mark| mark.points.iter().map(|(p, _)| p));
            corners.chain(points).map(move |point| point[axis])
        };
        let x = Axis::new(coordinates(0), LEFT, WIDTH - RIGHT);
        let y = Axis::new(coordinates(1), bottom, top);
        let entries = self.regions.len() + self.marks.len() + usize::from(tiles.is_some());
        let legend = bottom + 74.0;
        #[allow(clippy::cast_precision_loss)] // a handful
        let height = legend + LINE * entries as f64;

        let mut svg = head(&self.title, &title, [WIDTH, height], PLACE, "");
        let [across, upwards] = self.axes.each_ref().map(|words| Words::from(words.as_str()));
        let area = Area { across: [LEFT, WIDTH - RIGHT], down: [top, bottom] };
        svg.push_str(&frame([&across, &upwards], [&x, &y], area, TICKS));
        for region in &self.regions {
            let at: Vec<[f64; 2]> =
                region.corners.iter().map(|p| [x.place(p[0]), y.place(p[1])]).collect();
            svg.push_str(&drawn(&at, region.look, &region.label));
        }
        if let Some((label, boxes)) = tiles {
            svg.push_str(&tiled(label, boxes, &x, &y));
        }
        for mark in &self.marks {
            for (point, text) in &mark.points {
                svg.push_str(&marked(x.place(point[0]), y.place(point[1]), mark.strong, text));
            }
        }
        // Texts last, so that nothing covers them
        let mut taken: Vec<[f64; 4]> = Vec::new();
        for mark in self.marks.iter().filter(|mark| mark.labelled) {
            for (point, text) in &mark.points {
                let at = [x.place(point[0]), y.place(point[1])];
                let (place, anchor) = beside(at, width(text) * SMALL, area, &mut taken);
                let place = format!(
                    "x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"{anchor}\" font-size=\"{SMALL}\"",
                    place[0], place[1]
                );
                svg.push_str(&grounded(&place, 3.0, text));
            }
        }
        let mut line = legend;
        let mut entry = |symbol: String, label: &str| {
            svg.push_str(&symbol.replace('@', &format!("{:.2}", line - 5.0)));
            svg.push_str(&format!(
                "<text x=\"{:.2}\" y=\"{line:.2}\">{}</text>\n",
                LEFT + 34.0,
                escaped(label)
            ));
            line += LINE;
        };
        for region in &self.regions {
            let shape = match region.corners.len() {
                // A line
                2 => "path d=\"M0 0h24\"",
                _ => "rect y=\"-7\" width=\"24\" height=\"14\"",
            };
            let style = region.look.style();
            let symbol = format!("<g transform=\"translate({LEFT} @)\"><{shape} {style}/></g>\n");
            entry(symbol, &region.label);
        }
        if let Some((label, _)) = tiles {
            let shape = format!("<rect y=\"-7\" width=\"24\" height=\"14\" fill=\"{TILE}\"/>");
            entry(format!("<g transform=\"translate({LEFT} @)\">{shape}</g>\n"), label);
        }
        for mark in &self.marks {
            let symbol = marked(0.0, 0.0, mark.strong, &mark.label);
            let place = LEFT + 12.0;
            entry(format!("<g transform=\"translate({place} @)\">{symbol}</g>\n"), &mark.label);
        }
        svg.push_str("</svg>\n");
        svg
    }
}

/// Boxes are so dark that single ones are seen,
const TILE: &str = "#00507d";
/// and no smaller than this.
const LEAST: f64 = 1.5;

/// Small boxes as one shape.
fn tiled(label: &str, boxes: &[[[f64; 2]; 2]], x: &Axis, y: &Axis) -> String {
    let mut path = String::new();
    for [across, upwards] in boxes {
        let place = |axis: &Axis, [low, high]: [f64; 2]| {
            let (a, b) = (axis.place(low), axis.place(high));
            let size = (b - a).abs().max(LEAST);
            (f64::midpoint(a, b) - size / 2.0, size)
        };
        let ((left, wide), (top, high)) = (place(x, *across), place(y, *upwards));
        path.push_str(&format!("M{left:.1} {top:.1}h{wide:.1}v{high:.1}h-{wide:.1}z"));
    }
    format!("<path d=\"{path}\" fill=\"{TILE}\"><title>{}</title></path>\n", escaped(label))
}

/// Size of the texts beside points.
pub(super) const SMALL: f64 = 12.0;
/// How far they are from their points, across and up, and how much further each time they would meet others.
const ASIDE: [f64; 2] = [9.0, 7.0];
const STEP: f64 = 13.0;
/// How often they are moved at most.
const MOVES: usize = 8;

/// Where a text so wide stands beside a point, and by which end: above it on the side with more room, or as near to that as
/// other texts leave room.
pub(super) fn beside(
    at: [f64; 2],
    width: f64,
    area: Area,
    taken: &mut Vec<[f64; 4]>,
) -> ([f64; 2], &'static str) {
    let [left, right] = area.across;
    let rightwards = at[0] < left + (right - left) * 0.75;
    let place = |rightwards: bool, up: f64| {
        let across = if rightwards { at[0] + ASIDE[0] } else { at[0] - ASIDE[0] };
        let left = if rightwards { across } else { across - width };
        let foot = at[1] - up;
        ([across, foot], rightwards, [left, foot - SMALL, left + width, foot])
    };
    #[allow(clippy::cast_precision_loss)] // a handful
    let ups = (0..MOVES).map(|k| ASIDE[1] + STEP * k as f64);
    let below = -(ASIDE[1] + SMALL);
    let sides = |up: f64| [place(rightwards, up), place(!rightwards, up)];
    let mut places = std::iter::once(ASIDE[1]).chain([below]).chain(ups.skip(1)).flat_map(sides);
    let is_free = |found: &([f64; 2], bool, [f64; 4])| {
        let new = found.2;
        let inside = new[0] >= left && new[2] <= right + RIGHT;
        let meets = |old: &[f64; 4]| {
            new[0] < old[2] && old[0] < new[2] && new[1] < old[3] && old[1] < new[3]
        };
        inside && !taken.iter().any(meets)
    };
    let (place, rightwards, all) =
        places.find(is_free).unwrap_or_else(|| place(rightwards, ASIDE[1]));
    taken.push(all);
    (place, if rightwards { "start" } else { "end" })
}

/// Where titles stand.
pub(super) const PLACE: Place =
    Place { left: LEFT, first: TOP - TITLE_LINE, room: WIDTH - LEFT - RIGHT };

/// Where a plane is drawn: its left and right ends, its upper and lower ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) across: [f64; 2],
    pub(super) down: [f64; 2],
}

/// The height of a line of the words along an axis.
pub(super) const WORDS: f64 = 17.0;

/// The axes with about `count` ticks each, and what they are.
pub(super) fn frame(labels: [&Words; 2], [x, y]: [&Axis; 2], area: Area, count: f64) -> String {
    let Area { across: [left, right], down: [top, bottom] } = area;
    let mut svg = grid([x, y], count, [left, right], [top, bottom]);
    svg.push_str(&format!(
        "<path d=\"M{left} {top} V{bottom} H{right:.2}\" fill=\"none\" stroke=\"#222222\"/>\n"
    ));
    let mut foot = bottom + 46.0;
    for (size, line) in labels[0].drawn(TEXT, right - left) {
        svg.push_str(&format!(
            "<text x=\"{:.2}\" y=\"{foot:.2}\" text-anchor=\"middle\" font-size=\"{size:.1}\">{line}</text>\n",
            f64::midpoint(left, right)
        ));
        foot += WORDS;
    }
    let mut foot = 20.0;
    for (size, line) in labels[1].drawn(TEXT, bottom - top) {
        svg.push_str(&format!(
            "<text transform=\"translate({foot} {:.2}) rotate(-90)\" text-anchor=\"middle\" font-size=\"{size:.1}\">{line}</text>\n",
            f64::midpoint(top, bottom)
        ));
        foot += WORDS;
    }
    svg
}

/// A region whose corners are at these places.
pub(super) fn drawn(corners: &[[f64; 2]], look: Look, label: &str) -> String {
    let (style, title) = (look.style(), escaped(label));
    match corners {
        [] => String::new(),
        [[x, y]] => format!(
            "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"7\" {style}><title>{title}</title></circle>\n"
        ),
        _ => {
            let points: Vec<String> =
                corners.iter().map(|[x, y]| format!("{x:.2},{y:.2}")).collect();
            format!(
                "<polygon points=\"{}\" stroke-linejoin=\"round\" {style}><title>{title}</title></polygon>\n",
                points.join(" ")
            )
        }
    }
}

pub(super) fn marked(x: f64, y: f64, strong: bool, text: &str) -> String {
    let title = escaped(text);
    if strong {
        return format!(
            "<path d=\"M{x:.2} {:.2} l7 7 l-7 7 l-7 -7 z\" fill=\"#d55e00\" stroke=\"#ffffff\" stroke-width=\"1.5\"><title>{title}</title></path>\n",
            y - 7.0
        );
    }
    format!(
        "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"4\" fill=\"#ffffff\" stroke=\"#222222\" stroke-width=\"1.5\"><title>{title}</title></circle>\n"
    )
}

pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '@' => escaped.push_str("&#64;"),
            // What XML does not allow
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_beside_points_do_not_meet() {
        let mut taken = Vec::new();
        let area = Area { across: [LEFT, WIDTH - RIGHT], down: [TOP, TOP + SIDE] };
        let places: Vec<_> =
            (0..6).map(|_| beside([300.0, 300.0], 30.0, area, &mut taken).0).collect();
        for (k, a) in taken.iter().enumerate() {
            for b in &taken[..k] {
                let apart = a[0] >= b[2] || b[0] >= a[2] || a[1] >= b[3] || b[1] >= a[3];
                assert!(apart, "{places:?}");
            }
        }
    }

    /// Titles are wrapped, and the picture grows with them.
    #[test]
    fn long_titles_are_not_cut() {
        let height = |title: &str| -> f64 {
            let axes = ["x".to_owned(), "y".to_owned()];
            let plane =
                Plane { title: title.to_owned(), axes, regions: Vec::new(), marks: Vec::new() };
            let svg = plane.to_svg();
            let bold = svg.matches("font-weight=\"bold\"").count();
            assert_eq!(bold, title.split(" word").count() / 10 + 1, "{svg}");
            let height = svg.split("height=\"").nth(1).unwrap();
            height.split('"').next().unwrap().parse().unwrap()
        };
        let (short, long) = (height("a title"), height(&format!("a title{}", " word".repeat(15))));
        assert!((long - short - TITLE_LINE).abs() < 1e-9, "{long} {short}");
    }

    #[test]
    fn labels_cannot_break_the_picture() {
        let plane = Plane {
            title: "a < b & \"c\" @".to_owned(),
            axes: ["x".to_owned(), "y".to_owned()],
            regions: vec![
                Region { label: "none".to_owned(), corners: Vec::new(), look: Look::Faint },
                Region { label: "dot".to_owned(), corners: vec![[1.0, 1.0]], look: Look::Strong },
            ],
            marks: vec![Mark {
                label: "nowhere".to_owned(),
                points: vec![([f64::NAN, 1.0], "?".to_owned())],
                strong: true,
                labelled: true,
            }],
        };
        let svg = plane.to_svg();
        assert!(svg.contains("<title>a &lt; b &amp; &quot;c&quot; &#64;</title>"));
        assert!(svg.ends_with("</svg>\n"));
    }
}
