//! Curves on a map, each with its name on it.

use super::lettering::width;
use super::plane::escaped;

/// A curve on a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// What it is called on the map.
    pub name: String,
    /// What it is, for the legend.
    pub label: String,
    /// From one end to the other.
    pub points: Vec<[f64; 2]>,
    /// After which of its points, by their places among them, it is not known up to the next one: nothing is drawn there.
    pub breaks: Vec<usize>,
    /// Whether it is a line of another kind than the borders between answers: it is dashed, and named near its end.
    pub is_aside: bool,
}

/// What is open: the line between answers, mostly.
pub(super) const OPEN: &str = "#222222";

/// A curve with its name in the middle of its longest piece; a dot where one is a single point.
pub(super) fn traced(trace: &Trace, place: &dyn Fn(&[f64; 2]) -> [f64; 2]) -> String {
    let points: Vec<[f64; 2]> = trace.points.iter().map(place).collect();
    let title = escaped(&format!("{}: {}", trace.name, trace.label));
    let mut svg = String::new();
    for piece in pieces(trace, &points) {
        svg.push_str(&match piece {
            [] => String::new(),
            [[x, y]] => format!(
                "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"3\" fill=\"{OPEN}\"><title>{title}</title></circle>\n"
            ),
            _ => {
                let texts = piece.iter().map(|[x, y]| format!("{x:.2},{y:.2}"));
                format!(
                    "<polyline points=\"{}\" fill=\"none\" {} stroke-linejoin=\"round\"><title>{title}</title></polyline>\n",
                    texts.collect::<Vec<_>>().join(" "),
                    stroke(trace)
                )
            }
        });
    }
    let Some([x, y]) = named_at(trace, place) else { return svg };
    // A disc, or as long as the name is, so that the name can be read on the line
    let half = (width(&trace.name) * 12.0 / 2.0 + 3.0).max(9.0);
    svg.push_str(&format!(
        "<rect x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"18\" rx=\"9\" fill=\"#ffffff\" stroke=\"{OPEN}\"/>\n\
         <text x=\"{x:.2}\" y=\"{:.2}\" text-anchor=\"middle\" font-size=\"12\">{}</text>\n",
        x - half,
        y - 9.0,
        2.0 * half,
        y + 4.0,
        escaped(&trace.name)
    ));
    svg
}

/// The pieces of a trace between its breaks.
fn pieces<'a>(trace: &Trace, points: &'a [[f64; 2]]) -> Vec<&'a [[f64; 2]]> {
    let mut from = 0;
    let ends = trace.breaks.iter().map(|after| after + 1).chain([points.len()]);
    ends.map(|to| {
        let piece = &points[from..to];
        from = to;
        piece
    })
    .collect()
}

/// Points along a trace, so near to each other that a letter does not fit between them.
pub(super) fn along(trace: &Trace, place: &dyn Fn(&[f64; 2]) -> [f64; 2]) -> Vec<[f64; 2]> {
    let points: Vec<[f64; 2]> = trace.points.iter().map(place).collect();
    let mut found = Vec::new();
    for pair in pieces(trace, &points).into_iter().flat_map(|piece| piece.windows(2)) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within a picture
        let steps = (length(pair) / DENSE).ceil().clamp(1.0, MOST) as u32;
        found.extend((0..=steps).map(|step| {
            let part = f64::from(step) / f64::from(steps);
            [0, 1].map(|k| pair[0][k] + part * (pair[1][k] - pair[0][k]))
        }));
    }
    found
}

/// Points along a trace are at most so far from each other, and not more than this many between two of its own.
const DENSE: f64 = 8.0;
const MOST: f64 = 200.0;

/// Where the name of a trace stands: on its longest piece.
pub(super) fn named_at(trace: &Trace, place: &dyn Fn(&[f64; 2]) -> [f64; 2]) -> Option<[f64; 2]> {
    let points: Vec<[f64; 2]> = trace.points.iter().map(place).collect();
    let mut longest: &[[f64; 2]] = &[];
    for piece in pieces(trace, &points) {
        if longest.is_empty() || length(piece) > length(longest) {
            longest = piece;
        }
    }
    let part = if trace.is_aside { NEAR_END } else { 0.5 };
    (!longest.is_empty()).then(|| part_way(longest, part))
}

/// Names of lines aside are so far along them.
const NEAR_END: f64 = 0.88;

/// How a trace is drawn.
pub(super) fn stroke(trace: &Trace) -> String {
    if trace.is_aside {
        format!("stroke=\"{OPEN}\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\"")
    } else {
        format!("stroke=\"{OPEN}\" stroke-width=\"2\"")
    }
}

fn length(points: &[[f64; 2]]) -> f64 {
    let step = |pair: &[[f64; 2]]| (pair[1][0] - pair[0][0]).hypot(pair[1][1] - pair[0][1]);
    points.windows(2).map(step).sum()
}

/// The place at a part of the way along a line.
fn part_way(points: &[[f64; 2]], part: f64) -> [f64; 2] {
    let mut left = length(points) * part;
    for pair in points.windows(2) {
        let step = length(pair);
        if step >= left && step > 0.0 {
            let part = left / step;
            return [0, 1].map(|k| pair[0][k] + part * (pair[1][k] - pair[0][k]));
        }
        left -= step;
    }
    points[0]
}
