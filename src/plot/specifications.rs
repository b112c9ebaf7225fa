//! A specification curve: a number under every combination of choices, and below it the choices.

use super::axis::Axis;
use super::head::{Place, TEXT, TITLE, TITLE_LINE, head};
use super::lettering::{fitting, lines};
use super::plane::escaped;

/// A number under many combinations of choices, from the least to the greatest, and below each which choices it is of.
/// What is above 0 is blue, what is below it orange and on the other side of a line.
///
/// # Examples
/// ```
/// use equil::plot::{Choices, Specification, Specifications};
///
/// let column = |value, on: [bool; 2]| Specification {
///     value: Some(value),
///     on: on.to_vec(),
///     text: String::new(),
/// };
/// let curve = Specifications {
///     title: "Gain under each choice".to_owned(),
///     axis: "gain".to_owned(),
///     groups: vec![Choices { label: "a market".to_owned(), rows: vec!["with".to_owned(), "without".to_owned()] }],
///     columns: vec![column(0.5, [true, false]), column(-0.25, [false, true])],
///     base: Some(0),
///     mark: "as in the paper".to_owned(),
///     without: "combinations without a market".to_owned(),
/// };
/// assert!(curve.to_svg().contains("as in the paper"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Specifications {
    /// What the picture shows.
    pub title: String,
    /// What is measured.
    pub axis: String,
    /// What is told of each combination, from the top.
    pub groups: Vec<Choices>,
    /// The combinations, in any order.
    pub columns: Vec<Specification>,
    /// One that stands out,
    pub base: Option<usize>,
    /// and what it is.
    pub mark: String,
    /// What those are that have no number.
    pub without: String,
}

/// Rows that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    /// What they are about.
    pub label: String,
    /// Their names.
    pub rows: Vec<String>,
}

/// A combination of choices.
#[derive(Clone, Debug, PartialEq)]
pub struct Specification {
    /// The number; those that have none come last.
    pub value: Option<f64>,
    /// For each row of all groups, whether it is so.
    pub on: Vec<bool>,
    /// Shown when pointed at.
    pub text: String,
}

const WIDTH: f64 = 860.0;
const LEFT: f64 = 280.0;
const RIGHT: f64 = 24.0;
const EDGE: f64 = 24.0;
const TOP: f64 = 28.0;
/// Height of the curve, of a row, and of what is between groups.
const CURVE: f64 = 240.0;
const ROW: f64 = 18.0;
const GAP: f64 = 28.0;
/// Height of a mark in a row, and of a point.
const TICK: f64 = 12.0;
const POINT: f64 = 7.0;
/// A mark is at least so wide, and at most.
const WIDE: [f64; 2] = [0.8, 9.0];
const BLUE: &str = "#0072b2";
const ORANGE: &str = "#d55e00";

impl Specifications {
    /// The picture as an SVG document.
    #[allow(clippy::cast_precision_loss)] // thousands
    pub fn to_svg(&self) -> String {
        let title = lines(&self.title, TITLE, WIDTH - 2.0 * EDGE);
        let top = TOP + TITLE_LINE * title.len() as f64;
        let bottom = top + CURVE;
        let rows: usize = self.groups.iter().map(|group| group.rows.len()).sum();
        let down = bottom + GAP * self.groups.len() as f64 + ROW * rows as f64;
        let note = lines(&self.note(), TEXT, WIDTH - 2.0 * EDGE);
        let height = down + GAP + TITLE_LINE * note.len() as f64;
        let place = Place { left: EDGE, first: TOP, room: WIDTH - 2.0 * EDGE };
        let mut svg = head(&self.title, &title, [WIDTH, height], place, "");
        let order = self.order();
        let step = (WIDTH - RIGHT - LEFT) / order.len().max(1) as f64;
        let middle = |place: usize| LEFT + step * (place as f64 + 0.5);
        let values = self.columns.iter().filter_map(|column| column.value);
        let y = Axis::new(values.chain([0.0]), bottom, top);
        svg.push_str(&self.scale(&y, [top, bottom]));
        // A gap between marks where there is room for one
        let wide = (step * 0.8).clamp(WIDE[0], WIDE[1]);
        for (place, &column) in order.iter().enumerate() {
            let Some(found) = self.columns.get(column) else { continue };
            let Some(value) = found.value else { continue };
            let colour = if value < 0.0 { ORANGE } else { BLUE };
            svg.push_str(&format!(
                "<rect x=\"{:.2}\" y=\"{:.2}\" width=\"{wide:.2}\" height=\"{POINT}\" fill=\"{colour}\"><title>{}</title></rect>\n",
                middle(place) - wide / 2.0,
                y.place(value) - POINT / 2.0,
                escaped(&found.text)
            ));
        }
        svg.push_str(&self.rows(&order, bottom, wide, &middle));
        if let Some(base) = order.iter().position(|&column| Some(column) == self.base) {
            svg.push_str(&format!(
                "<path d=\"M{0:.2} {top} V{down:.2}\" stroke=\"#000000\" stroke-width=\"1\"/>\n\
                 <path d=\"M{0:.2} {top} l-5 -8 h10 z\" fill=\"#000000\"/>\n",
                middle(base)
            ));
        }
        for (number, line) in note.iter().enumerate() {
            svg.push_str(&format!(
                "<text x=\"{EDGE}\" y=\"{:.2}\">{}</text>\n",
                down + GAP + TITLE_LINE * number as f64,
                escaped(line)
            ));
        }
        svg.push_str("</svg>\n");
        svg
    }

    /// Columns from the least value to the greatest, those without one last.
    fn order(&self) -> Vec<usize> {
        let value = |column: usize| self.columns[column].value.unwrap_or(f64::INFINITY);
        let mut order: Vec<usize> = (0..self.columns.len()).collect();
        order.sort_by(|&a, &b| value(a).total_cmp(&value(b)));
        order
    }

    fn note(&self) -> String {
        let without = self.columns.iter().filter(|column| column.value.is_none()).count();
        let mut note = "Blue, above the line: above 0. Orange, below it: below 0.".to_owned();
        if self.base.is_some() {
            note.push_str(&format!(" Line: {}.", self.mark));
        }
        if without > 0 {
            note.push_str(&format!(" Last, without a point: {without} {}.", self.without));
        }
        note
    }

    fn scale(&self, y: &Axis, [top, bottom]: [f64; 2]) -> String {
        let right = WIDTH - RIGHT;
        let mut svg = String::new();
        for (value, text) in y.ticks(6.0) {
            let at = y.place(value);
            svg.push_str(&format!(
                "<line x1=\"{LEFT}\" y1=\"{at:.2}\" x2=\"{right}\" y2=\"{at:.2}\" stroke=\"#eeeeee\"/>\n\
                 <text x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"end\">{text}</text>\n",
                LEFT - 8.0,
                at + 5.0
            ));
        }
        let zero = y.place(0.0);
        svg.push_str(&format!(
            "<line x1=\"{LEFT}\" y1=\"{zero:.2}\" x2=\"{right}\" y2=\"{zero:.2}\" stroke=\"#222222\" stroke-width=\"1.5\"/>\n"
        ));
        let label = lines(&self.axis, TEXT, LEFT - EDGE - 60.0);
        let mut down = f64::midpoint(top, bottom) + 5.0;
        for line in label {
            svg.push_str(&format!(
                "<text x=\"{EDGE}\" y=\"{down:.2}\">{}</text>\n",
                escaped(&line)
            ));
            down += TITLE_LINE;
        }
        svg
    }

    #[allow(clippy::cast_precision_loss)] // thousands
    fn rows(
        &self,
        order: &[usize],
        bottom: f64,
        wide: f64,
        middle: &dyn Fn(usize) -> f64,
    ) -> String {
        let mut svg = String::new();
        let (mut down, mut row) = (bottom, 0);
        for group in &self.groups {
            down += GAP;
            svg.push_str(&format!(
                "<text x=\"{EDGE}\" y=\"{:.2}\" font-weight=\"bold\" font-size=\"{:.1}\">{}</text>\n",
                down - 8.0,
                fitting(&group.label, TEXT, WIDTH - 2.0 * EDGE),
                escaped(&group.label)
            ));
            for name in &group.rows {
                svg.push_str(&format!(
                    "<text x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"end\" font-size=\"{:.1}\">{}</text>\n\
                     <rect x=\"{LEFT}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{TICK}\" fill=\"#f4f4f4\"/>\n",
                    LEFT - 8.0,
                    down + TICK,
                    fitting(name, TEXT, LEFT - EDGE - 8.0),
                    escaped(name),
                    down + 2.0,
                    WIDTH - RIGHT - LEFT
                ));
                // One path for each row keeps the file small
                let mut path = String::new();
                for (place, &column) in order.iter().enumerate() {
                    if self.columns[column].on.get(row) == Some(&true) {
                        path.push_str(&format!("M{:.2} {:.2}v{TICK}", middle(place), down + 2.0));
                    }
                }
                if !path.is_empty() {
                    svg.push_str(&format!(
                        "<path d=\"{path}\" stroke=\"#444444\" stroke-width=\"{wide:.2}\"/>\n"
                    ));
                }
                down += ROW;
                row += 1;
            }
        }
        svg
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(values: &[Option<f64>]) -> Specifications {
        let column = |(number, value): (usize, &Option<f64>)| Specification {
            value: *value,
            on: vec![number == 0, true],
            text: format!("column {number} < all"),
        };
        Specifications {
            title: "A title".to_owned(),
            axis: "gain".to_owned(),
            groups: vec![Choices {
                label: "Choices".to_owned(),
                rows: vec!["first".to_owned(), "second".to_owned()],
            }],
            columns: values.iter().enumerate().map(column).collect(),
            base: Some(0),
            mark: "the base".to_owned(),
            without: "that have none".to_owned(),
        }
    }

    #[test]
    fn columns_are_sorted_and_those_without_a_number_last() {
        let curve = curve(&[None, Some(2.0), Some(-1.0), Some(0.5)]);
        assert_eq!(curve.order(), [2, 3, 1, 0]);
        let svg = curve.to_svg();
        assert!(svg.contains("without a point:") && svg.contains("1 that"), "{svg}");
        assert!(svg.contains("column 1 &lt; all") && !svg.contains("column 0"), "{svg}");
        assert_eq!(svg.matches(ORANGE).count(), 1);
    }

    #[test]
    fn marks_are_where_choices_are_so() {
        let svg = curve(&[Some(1.0), Some(2.0), Some(3.0)]).to_svg();
        let marks = |path: &str| path.matches('M').count();
        let paths: Vec<&str> = svg.lines().filter(|line| line.contains("#444444")).collect();
        assert_eq!(paths.iter().map(|path| marks(path)).collect::<Vec<_>>(), [1, 3]);
        assert!(!svg.contains("without a point"));
    }

    #[test]
    fn nothing_at_all_is_a_picture_too() {
        assert!(curve(&[]).to_svg().ends_with("</svg>\n"));
    }
}
