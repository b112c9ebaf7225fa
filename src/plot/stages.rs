//! Lines over a common axis in panels one above the other, which may jump at marked places.

use super::axis::{Axis, grid};
use super::head::{Place, TEXT, TITLE, TITLE_LINE, head};
use super::lettering::{fitting, lines, width};
use super::plane::escaped;
use super::series::look;

/// A line in pieces.
#[derive(Clone, Debug, PartialEq)]
pub struct Pieces {
    /// What it is.
    pub label: String,
    /// Each from left to right; between two of them nothing is drawn.
    pub pieces: Vec<Vec<[f64; 2]>>,
}

/// Lines that are measured in the same unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// What is measured along the vertical axis.
    pub axis: String,
    /// The lines; told apart by colour, width and dashes.
    pub lines: Vec<Pieces>,
}

/// A picture of panels over a common horizontal axis.
///
/// # Examples
/// ```
/// use equil::plot::{Pieces, Stage, Stages};
///
/// let pieces = vec![vec![[0.0, 1.0], [0.5, 1.0]], vec![[0.5, 2.0], [1.0, 2.5]]];
/// let stages = Stages {
///     title: "What patience sustains".to_owned(),
///     across: "discount factor δ".to_owned(),
///     range: [0.0, 1.0],
///     marks: vec![(0.5, "1/2".to_owned())],
///     panels: vec![Stage { axis: "area".to_owned(), lines: vec![Pieces { label: "all".to_owned(), pieces }] }],
/// };
/// assert!(stages.to_svg().starts_with("<svg "));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Stages {
    /// What the picture shows.
    pub title: String,
    /// What is measured along the horizontal axis.
    pub across: String,
    /// Its ends.
    pub range: [f64; 2],
    /// Places along it that are marked through all panels, from left to right.
    pub marks: Vec<(f64, String)>,
    /// From top to bottom.
    pub panels: Vec<Stage>,
}

const WIDTH: f64 = 800.0;
const LEFT: f64 = 76.0;
/// Room for the names of lines.
const BESIDE: f64 = 200.0;
const TOP: f64 = 48.0;
/// Room for what is marked.
const ABOVE: f64 = 30.0;
const SIDE: f64 = 210.0;
const BETWEEN: f64 = 34.0;
const NAME: f64 = 22.0;
/// Size of the texts of marks, and how far apart they are at least.
const SMALL: f64 = 12.0;
const APART: f64 = 8.0;

impl Stages {
    /// The picture as an SVG document.
    pub fn to_svg(&self) -> String {
        let right = WIDTH - BESIDE;
        let room = WIDTH - LEFT - 24.0;
        let title = lines(&self.title, TITLE, room);
        #[allow(clippy::cast_precision_loss)] // a handful
        let (more, count) = (title.len().saturating_sub(1) as f64, self.panels.len() as f64);
        let first = TOP + TITLE_LINE * more + ABOVE;
        let bottom = first + count * SIDE + (count - 1.0).max(0.0) * BETWEEN;
        let place = Place { left: LEFT, first: TOP - TITLE_LINE, room };
        let mut svg = head(&self.title, &title, [WIDTH, bottom + 62.0], place, "");
        let x = Axis::tight(self.range.into_iter(), LEFT, right);
        let mut top = first;
        let mut number = 0;
        for panel in &self.panels {
            svg.push_str(&self.panel(panel, &x, [top, top + SIDE], number));
            number += panel.lines.len();
            top += SIDE + BETWEEN;
        }
        svg.push_str(&self.named(&x, first));
        svg.push_str(&format!(
            "<text x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"middle\">{}</text>\n</svg>\n",
            f64::midpoint(LEFT, right),
            bottom + 46.0,
            escaped(&self.across)
        ));
        svg
    }

    fn panel(&self, panel: &Stage, x: &Axis, [top, bottom]: [f64; 2], first: usize) -> String {
        let right = WIDTH - BESIDE;
        let values = panel.lines.iter().flat_map(|line| line.pieces.iter().flatten());
        let y = Axis::new(values.map(|point| point[1]), bottom, top);
        let mut svg = grid([x, &y], 6.0, [LEFT, right], [top, bottom]);
        svg.push_str(&format!(
            "<path d=\"M{LEFT} {top} V{bottom} H{right:.2}\" fill=\"none\" stroke=\"#222222\"/>\n\
             <text transform=\"translate(20 {:.2}) rotate(-90)\" text-anchor=\"middle\" font-size=\"{:.1}\">{}</text>\n",
            f64::midpoint(top, bottom),
            fitting(&panel.axis, TEXT, SIDE),
            escaped(&panel.axis)
        ));
        for (at, label) in &self.marks {
            let at = x.place(*at);
            svg.push_str(&format!(
                "<path d=\"M{at:.2} {top} V{bottom}\" stroke=\"#777777\" stroke-dasharray=\"3 3\"><title>{}</title></path>\n",
                escaped(label)
            ));
        }
        let mut name = top + NAME;
        for (place, line) in panel.lines.iter().enumerate() {
            let look = look(first + place);
            for piece in &line.pieces {
                let points: Vec<String> = piece
                    .iter()
                    .filter(|p| p.iter().all(|x| x.is_finite()))
                    .map(|p| format!("{:.2},{:.2}", x.place(p[0]), y.place(p[1])))
                    .collect();
                svg.push_str(&format!(
                    "<polyline points=\"{}\" stroke-linejoin=\"round\" {look}><title>{}</title></polyline>\n",
                    points.join(" "),
                    escaped(&line.label)
                ));
            }
            svg.push_str(&format!(
                "<path d=\"M{:.2} {name:.2} h26\" {look}/>\n\
                 <text x=\"{:.2}\" y=\"{:.2}\" font-size=\"{:.1}\">{}</text>\n",
                right + 14.0,
                right + 46.0,
                name + 5.0,
                fitting(&line.label, TEXT, BESIDE - 54.0),
                escaped(&line.label)
            ));
            name += NAME;
        }
        svg
    }

    /// The texts of marks, of those that have room: on the way from left to right.
    fn named(&self, x: &Axis, top: f64) -> String {
        let mut svg = String::new();
        let mut free = LEFT;
        for (at, label) in &self.marks {
            let (at, half) = (x.place(*at), width(label) * SMALL / 2.0);
            if at - half < free || at + half > WIDTH {
                continue;
            }
            free = at + half + APART;
            svg.push_str(&format!(
                "<text x=\"{at:.2}\" y=\"{:.2}\" text-anchor=\"middle\" font-size=\"{SMALL}\">{}</text>\n",
                top - 8.0,
                escaped(label)
            ));
        }
        svg
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Labels that would meet are left to the titles of their lines; nothing breaks the picture.
    #[test]
    fn marks_do_not_meet() {
        let line =
            Pieces { label: "<a>".to_owned(), pieces: vec![vec![[0.0, f64::NAN], [1.0, 2.0]]] };
        let stages = Stages {
            title: "a & b".to_owned(),
            across: "δ".to_owned(),
            range: [0.0, 1.0],
            marks: [0.3, 0.301, 0.6].map(|at| (at, format!("at {at}"))).to_vec(),
            panels: vec![Stage { axis: "y".to_owned(), lines: vec![line] }],
        };
        let svg = stages.to_svg();
        assert_eq!(svg.matches(">at 0.3").count(), 3, "two titles, one text: {svg}");
        assert_eq!(svg.matches(">at 0.6<").count(), 2);
        assert!(svg.contains("&lt;a&gt;") && !svg.contains("NaN"));
    }
}
