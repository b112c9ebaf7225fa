//! Cells in rows and columns, in layers side by side and below each other, with arrows between neighbours.

use super::arrow::arrow;
use super::head::{Place, TEXT, TITLE, head};
use super::lettering::{fitting, lines};
use super::plane::escaped;

/// How a cell looks: it differs from the others in colour, outline and lightness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellLook {
    /// Like most.
    Plain,
    /// One of those that cannot be left together.
    Trapped,
    /// What cannot be left.
    Rest,
}

/// Which way an arrow between two neighbours points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the right, or down.
    Forward,
    /// To the left, or up.
    Back,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub struct GridCell {
    /// What stands in it: texts side by side, each with whether it is underlined.
    pub texts: Vec<(String, bool)>,
    /// What stands below them, in small letters.
    pub note: String,
    /// What is shown when the cell is pointed at.
    pub about: String,
    /// How it looks.
    pub look: CellLook,
    /// The arrow to or from the neighbour on the right.
    pub right: Option<Way>,
    /// The arrow to or from the neighbour below.
    pub down: Option<Way>,
}

/// A picture of cells.
///
/// # Examples
/// ```
/// use equil::plot::{CellLook, Grid, GridCell};
///
/// let cell = GridCell {
///     texts: vec![("1".to_owned(), true)],
///     note: String::new(),
///     about: "top, left".to_owned(),
///     look: CellLook::Rest,
///     right: None,
///     down: None,
/// };
/// let grid = Grid {
///     title: "One cell".to_owned(),
///     axes: ["row".to_owned(), "column".to_owned()],
///     rows: vec!["top".to_owned()],
///     columns: vec!["left".to_owned()],
///     layers: vec![(String::new(), vec![cell])],
///     together: 1,
///     legend: vec![(CellLook::Rest, "at rest".to_owned())],
///     remarks: vec![],
/// };
/// assert!(grid.to_svg().starts_with("<svg "));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// What the picture shows.
    pub title: String,
    /// What the rows are, and the columns.
    pub axes: [String; 2],
    /// The rows' labels, from the top.
    pub rows: Vec<String>,
    /// The columns' labels, from the left.
    pub columns: Vec<String>,
    /// Each with its title and its cells, row by row.
    pub layers: Vec<(String, Vec<GridCell>)>,
    /// So many layers belong together, and stand in one line where there is room.
    pub together: usize,
    /// What the looks mean.
    pub legend: Vec<(CellLook, String)>,
    /// What else is to be known, a line each.
    pub remarks: Vec<String>,
}

const EDGE: f64 = 24.0;
const LINE: f64 = 20.0;
const SMALL: f64 = 11.0;
/// Of more rows nothing but arrows needs room between them.
const LONG: usize = 8;
/// Between two layers.
const APART: f64 = 36.0;
/// Width of the labels of rows at most, and of a picture at least.
const LABELS: f64 = 150.0;
const LEAST: f64 = 520.0;
/// Layers stand side by side as far as this, then below each other.
const WIDEST: f64 = 1280.0;

/// Okabe and Ito's palette: told apart with every kind of colour vision. Arrows across are darker, so that
/// they differ in grey, too.
const ACROSS: &str = "#b34700";
const ALONG: &str = "#0072b2";
const BETWEEN: &str = "#006b50";
/// Of texts in a cell: as the arrows of those whom they are about.
const COLOURS: [&str; 3] = [ALONG, ACROSS, BETWEEN];

impl CellLook {
    fn style(self) -> &'static str {
        match self {
            Self::Plain => "fill=\"#ffffff\" stroke=\"#aaaaaa\" stroke-width=\"1\"",
            Self::Trapped => {
                "fill=\"#e4e4e4\" stroke=\"#444444\" stroke-width=\"2\" stroke-dasharray=\"5 3\""
            }
            Self::Rest => "fill=\"#f7ec9c\" stroke=\"#222222\" stroke-width=\"3\"",
        }
    }
}

/// Sizes that follow from what there is to show.
struct Layout {
    cell: [f64; 2],
    gap: f64,
    /// Where the first cell of the first layer is.
    origin: [f64; 2],
    /// How wide a layer is, and how many stand side by side.
    layer: f64,
    across: usize,
    /// From the top of one line of layers to that of the next.
    line: f64,
    width: f64,
    height: f64,
    /// How high the labels of columns are: they are turned where they are long.
    labels: f64,
    turned: bool,
}

impl Layout {
    /// Where the first cell of a layer is.
    #[allow(clippy::cast_precision_loss)] // a handful
    fn corner(&self, layer: usize) -> [f64; 2] {
        let (line, place) = (layer / self.across, layer % self.across);
        let [left, top] = self.origin;
        [left + place as f64 * (self.layer + APART), top + line as f64 * self.line]
    }
}

#[allow(clippy::cast_precision_loss)] // a handful
impl Grid {
    /// The picture as an SVG document.
    pub fn to_svg(&self) -> String {
        let width = self.layout(1).width;
        let title = lines(&self.title, TITLE, width - 2.0 * EDGE);
        let layout = self.layout(title.len());
        let (width, height) = (layout.width, layout.height);
        let place = Place { left: EDGE, first: EDGE + 6.0, room: width - 2.0 * EDGE };
        let mut svg = head(&self.title, &title, [width.round(), height.round()], place, "");
        self.labels(&layout, &mut svg);
        for (number, (_, cells)) in self.layers.iter().enumerate() {
            let [left, top] = layout.corner(number);
            for (place, cell) in cells.iter().enumerate() {
                let (row, column) = (place / self.columns.len(), place % self.columns.len());
                let x = left + column as f64 * (layout.cell[0] + layout.gap);
                let y = top + row as f64 * (layout.cell[1] + layout.gap);
                drawn(cell, [x, y], &layout, &mut svg);
            }
        }
        self.below(&layout, &mut svg);
        svg.push_str("</svg>\n");
        svg
    }

    fn layout(&self, title: usize) -> Layout {
        let largest = self.rows.len().max(self.columns.len() * self.layers.len());
        let texts = self.layers.iter().flat_map(|(_, cells)| cells);
        let longest = texts
            .map(|cell| {
                // Slots are equally wide
                let widest = cell.texts.iter().map(|(text, _)| text.chars().count()).max();
                let side = widest.map_or(0, |widest| (widest + 1) * cell.texts.len());
                side.max(cell.note.chars().count() * 3 / 4)
            })
            .max()
            .unwrap_or(0);
        let roomy = longest > 0;
        let wide = if roomy { (longest as f64 * 9.0).clamp(64.0, 260.0) } else { 30.0 };
        let high = if roomy { 50.0 } else { 30.0 };
        let arrows = self.layers.iter().flat_map(|(_, cells)| cells);
        let arrows = arrows.filter(|cell| cell.right.is_some() || cell.down.is_some()).count();
        let gap = match (roomy || largest <= 12, arrows) {
            // Long columns without arrows are lists
            (_, 0) if self.rows.len() > LONG => 10.0,
            (true, _) => 30.0,
            (false, _) => 18.0,
        };
        let (rows, columns) = (self.rows.len() as f64, self.columns.len() as f64);
        let turned =
            self.columns.iter().any(|label| fitting(label, TEXT, wide + gap - 6.0) < SMALL);
        let longest = self.columns.iter().map(|label| label.chars().count()).max().unwrap_or(0);
        let labels = if turned { (longest as f64 * 7.6).min(LABELS) + 10.0 } else { LINE };
        let layered = self.layers.len() > 1;
        let heads = if layered { LINE * 1.6 } else { 0.0 } + LINE + labels + 8.0;
        let top = EDGE + LINE * title as f64 + heads;
        let layer = columns * (wide + gap) - gap;
        let left = EDGE + LINE + self.label_width() + 10.0;
        let across = self.across((WIDEST - left - EDGE + APART) / (layer + APART));
        let width = left + across as f64 * (layer + APART) - APART + EDGE;
        let below = self.below_lines(width.max(LEAST)) as f64;
        let line = heads + rows * (high + gap) - gap + APART;
        let before = self.layers.len().div_ceil(across).saturating_sub(1) as f64 * line;
        let height = top + before + rows * (high + gap) - gap + 30.0 + LINE * below + 10.0;
        let width = width.max(LEAST);
        let (cell, origin) = ([wide, high], [left, top]);
        Layout { cell, gap, origin, layer, across, line, width, height, labels, turned }
    }

    /// How many layers stand side by side where there is room for so many: those that belong together, if possible.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at least 1, and few
    fn across(&self, room: f64) -> usize {
        let (layers, room) = (self.layers.len().max(1), room.max(1.0) as usize);
        let together = self.together.max(1);
        match layers {
            _ if layers <= room => layers,
            _ if room < together => room,
            _ => room / together * together,
        }
    }

    fn label_width(&self) -> f64 {
        let longest = self.rows.iter().map(|label| label.chars().count()).max().unwrap_or(0);
        (longest as f64 * TEXT * 0.6).min(LABELS)
    }

    fn below_lines(&self, width: f64) -> usize {
        let remarks =
            self.remarks.iter().map(|remark| lines(remark, TEXT, width - 2.0 * EDGE).len());
        self.legend.len() + remarks.sum::<usize>()
    }

    /// Labels of rows, columns and layers.
    fn labels(&self, layout: &Layout, svg: &mut String) {
        for first in (0..self.layers.len()).step_by(layout.across) {
            self.row_labels(layout, layout.corner(first), svg);
        }
        let wide = layout.cell[0];
        for (number, (title, _)) in self.layers.iter().enumerate() {
            let [from, top] = layout.corner(number);
            let centre = from + layout.layer / 2.0;
            let mut y = top - layout.labels - 12.0;
            let size = fitting(&self.axes[1], TEXT, layout.layer + APART - 8.0);
            svg.push_str(&format!(
                "<text x=\"{centre:.1}\" y=\"{y:.1}\" text-anchor=\"middle\" font-weight=\"bold\" fill=\"{ACROSS}\" font-size=\"{size:.1}\">{}</text>\n",
                escaped(&self.axes[1])
            ));
            y -= LINE * 1.4;
            if self.layers.len() > 1 {
                let size = fitting(title, TEXT, layout.layer + APART - 8.0);
                svg.push_str(&format!(
                    "<text x=\"{centre:.1}\" y=\"{y:.1}\" text-anchor=\"middle\" font-weight=\"bold\" fill=\"{BETWEEN}\" font-size=\"{size:.1}\">{}</text>\n",
                    escaped(title)
                ));
            }
            for (column, label) in self.columns.iter().enumerate() {
                let x = from + column as f64 * (wide + layout.gap) + wide / 2.0;
                if layout.turned {
                    let size = fitting(label, SMALL, LABELS);
                    svg.push_str(&format!(
                        "<text transform=\"translate({:.1} {:.1}) rotate(-90)\" font-size=\"{size:.1}\">{}</text>\n",
                        x + 4.0,
                        top - 10.0,
                        escaped(label)
                    ));
                } else {
                    let size = fitting(label, TEXT, wide + layout.gap - 6.0);
                    svg.push_str(&text([x, top - 10.0], "middle", size, false, label));
                }
            }
        }
    }

    /// Labels of the rows of a line of layers, of which the first has its first cell at this place.
    fn row_labels(&self, layout: &Layout, [left, top]: [f64; 2], svg: &mut String) {
        let high = layout.cell[1];
        let rows = self.rows.len() as f64;
        let middle = top + (rows * (high + layout.gap) - layout.gap) / 2.0;
        svg.push_str(&format!(
            "<text transform=\"translate({:.1} {middle:.1}) rotate(-90)\" text-anchor=\"middle\" font-weight=\"bold\" fill=\"{ALONG}\" font-size=\"{:.1}\">{}</text>\n",
            EDGE + 6.0,
            fitting(&self.axes[0], TEXT, rows * (high + layout.gap)),
            escaped(&self.axes[0])
        ));
        for (row, label) in self.rows.iter().enumerate() {
            let y = top + row as f64 * (high + layout.gap) + high / 2.0 + 5.0;
            let size = fitting(label, TEXT, self.label_width());
            svg.push_str(&text([left - 12.0, y], "end", size, false, label));
        }
    }

    /// Legend and remarks.
    fn below(&self, layout: &Layout, svg: &mut String) {
        let rows = self.rows.len() as f64;
        let last = layout.corner(self.layers.len().saturating_sub(1));
        let mut y = last[1] + rows * (layout.cell[1] + layout.gap) - layout.gap + 36.0;
        for (look, label) in &self.legend {
            svg.push_str(&format!(
                "<rect x=\"{EDGE}\" y=\"{:.1}\" width=\"24\" height=\"13\" rx=\"2\" {}/>\n",
                y - 11.0,
                look.style()
            ));
            svg.push_str(&text([EDGE + 34.0, y], "start", TEXT, false, label));
            y += LINE;
        }
        for remark in &self.remarks {
            for line in lines(remark, TEXT, layout.width - 2.0 * EDGE) {
                svg.push_str(&text([EDGE, y], "start", TEXT, false, &line));
                y += LINE;
            }
        }
    }
}

#[allow(clippy::cast_precision_loss)] // a handful
fn drawn(cell: &GridCell, [x, y]: [f64; 2], layout: &Layout, svg: &mut String) {
    let [wide, high] = layout.cell;
    let (gap, right, bottom) = (layout.gap, x + wide, y + high);
    svg.push_str(&format!(
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\" rx=\"4\" {}><title>{}</title></rect>\n",
        cell.look.style(),
        escaped(&cell.about)
    ));
    let slot = (wide - 8.0) / cell.texts.len() as f64;
    let line = if cell.note.is_empty() { y + high / 2.0 + 5.0 } else { y + high / 2.0 - 3.0 };
    for (number, (content, underlined)) in cell.texts.iter().enumerate() {
        // Each in a place of its own: not every program sets pieces of a line side by side
        let size = fitting(content, TEXT, slot - 4.0);
        let middle = x + 4.0 + slot * (number as f64 + 0.5);
        let colour = COLOURS[number % COLOURS.len()];
        let weight = if *underlined { " font-weight=\"bold\"" } else { "" };
        svg.push_str(&format!(
            "<text x=\"{middle:.1}\" y=\"{line:.1}\" text-anchor=\"middle\" font-size=\"{size:.1}\" fill=\"{colour}\"{weight}>{}</text>\n",
            escaped(content)
        ));
        if *underlined {
            let half = (content.chars().count() as f64 * size * 0.29).max(4.0);
            svg.push_str(&format!(
                "<path d=\"M{:.1} {:.1} h{:.1}\" stroke=\"{colour}\" stroke-width=\"1.5\"/>\n",
                middle - half,
                line + 3.5,
                2.0 * half
            ));
        }
    }
    if !cell.note.is_empty() {
        let size = fitting(&cell.note, SMALL, wide - 8.0);
        svg.push_str(&format!(
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-size=\"{size:.1}\" fill=\"{BETWEEN}\">{}</text>\n",
            x + wide / 2.0,
            bottom - 7.0,
            escaped(&cell.note)
        ));
    }
    // Between the outlines, so that heads are seen whole
    let (from, to) = (4.0, gap - 4.0);
    if let Some(way) = cell.right {
        let ends = [[right + from, y + high / 2.0], [right + to, y + high / 2.0]];
        svg.push_str(&arrow(ends, way, ACROSS));
    }
    if let Some(way) = cell.down {
        let ends = [[x + wide / 2.0, bottom + from], [x + wide / 2.0, bottom + to]];
        svg.push_str(&arrow(ends, way, ALONG));
    }
}

fn text([x, y]: [f64; 2], anchor: &str, size: f64, bold: bool, text: &str) -> String {
    let weight = if bold { " font-weight=\"bold\"" } else { "" };
    format!(
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" font-size=\"{size:.1}\"{weight}>{}</text>\n",
        escaped(text)
    )
}
