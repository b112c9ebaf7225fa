//! Numbers in cells, coloured by their sign and size.

use super::head::{Place, TEXT, TITLE, TITLE_LINE, head};
use super::lettering::{fitting, lines};
use super::plane::escaped;

/// Tables of numbers side by side or below each other, each cell coloured by its number: blue above 0, orange below,
/// the deeper the further from it. What is below 0 is outlined, so that it shows in grey, too.
///
/// # Examples
/// ```
/// use equil::plot::{Heat, HeatTable};
///
/// let heat = Heat {
///     title: "Gains".to_owned(),
///     axes: ["what a plays".to_owned(), "what b plays".to_owned()],
///     tables: vec![HeatTable {
///         label: "2024".to_owned(),
///         rows: vec!["x".to_owned()],
///         columns: vec!["l".to_owned(), "r".to_owned()],
///         cells: vec![vec![0.25, -0.5]],
///         marked: Some((0, 1)),
///     }],
///     digits: 3,
///     mark: "equilibrium".to_owned(),
/// };
/// assert!(heat.to_svg().contains("−0.500"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    /// What the picture shows.
    pub title: String,
    /// What rows are, and what columns are.
    pub axes: [String; 2],
    /// The tables, from the top.
    pub tables: Vec<HeatTable>,
    /// Digits after the point.
    pub digits: usize,
    /// What the marked cells are.
    pub mark: String,
}

/// One table of a [`Heat`].
#[derive(Clone, Debug, PartialEq)]
pub struct HeatTable {
    /// What it is about.
    pub label: String,
    /// Names of rows, from the top.
    pub rows: Vec<String>,
    /// Names of columns, from the left.
    pub columns: Vec<String>,
    /// The numbers, row by row.
    pub cells: Vec<Vec<f64>>,
    /// A cell that stands out.
    pub marked: Option<(usize, usize)>,
}

/// Room for the names of rows, and above a table.
const LEFT: f64 = 210.0;
const ABOVE: f64 = 58.0;
const TOP: f64 = 44.0;
/// Width and height of a cell.
const CELL: [f64; 2] = [112.0, 25.0];
const RIGHT: f64 = 24.0;
/// Ends of the scale, after Okabe and Ito: above 0 and below it.
const ENDS: [[f64; 3]; 2] = [[0.0, 114.0, 178.0], [213.0, 94.0, 0.0]];
/// The deepest colour is so far from white that black letters stay readable.
const DEEPEST: f64 = 0.55;

impl Heat {
    /// The picture as an SVG document.
    #[allow(clippy::cast_precision_loss)] // a few hundred cells
    pub fn to_svg(&self) -> String {
        let columns = self.tables.iter().map(|table| table.columns.len()).max().unwrap_or(0);
        let width = LEFT + CELL[0] * columns as f64 + RIGHT;
        let title = lines(&self.title, TITLE, width - 24.0 - RIGHT);
        let top = TOP + TITLE_LINE * title.len().saturating_sub(1) as f64;
        let rows: usize = self.tables.iter().map(|table| table.rows.len()).sum();
        let legend = self.legend(width);
        let height = top
            + rows as f64 * CELL[1]
            + ABOVE * self.tables.len() as f64
            + 34.0
            + TITLE_LINE * legend.len() as f64;
        let place = Place { left: 24.0, first: TOP - TITLE_LINE, room: width - 24.0 - RIGHT };
        let mut svg = head(&self.title, &title, [width, height], place, "");
        let greatest = self.tables.iter().flat_map(|table| table.cells.iter().flatten());
        let greatest = greatest.map(|x| x.abs()).fold(0.0, f64::max);
        let mut down = top;
        for table in &self.tables {
            down += ABOVE;
            svg.push_str(&self.table(table, down, greatest));
            down += CELL[1] * table.rows.len() as f64;
        }
        down += 34.0;
        for line in legend {
            svg.push_str(&format!("<text x=\"24\" y=\"{down:.2}\">{}</text>\n", escaped(&line)));
            down += TITLE_LINE;
        }
        svg.push_str("</svg>\n");
        svg
    }

    #[allow(clippy::cast_precision_loss)] // a few hundred cells
    fn table(&self, table: &HeatTable, top: f64, greatest: f64) -> String {
        let mut svg = format!(
            "<text x=\"24\" y=\"{:.2}\" font-weight=\"bold\">{}</text>\n",
            top - 30.0,
            escaped(&table.label)
        );
        for (number, name) in table.columns.iter().enumerate() {
            svg.push_str(&format!(
                "<text x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"middle\" font-size=\"{:.1}\">{}</text>\n",
                LEFT + CELL[0] * (number as f64 + 0.5),
                top - 8.0,
                fitting(name, TEXT, CELL[0] - 6.0),
                escaped(name)
            ));
        }
        // All names are as large as the longest may be
        let size = table.rows.iter().map(|name| fitting(name, TEXT, LEFT - 30.0));
        let size = size.fold(TEXT, f64::min);
        for (row, (name, cells)) in table.rows.iter().zip(&table.cells).enumerate() {
            let down = top + CELL[1] * row as f64;
            svg.push_str(&format!(
                "<text x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"end\" font-size=\"{size:.1}\">{}</text>\n",
                LEFT - 8.0,
                down + 17.0,
                escaped(name)
            ));
            for (column, value) in cells.iter().enumerate() {
                let across = LEFT + CELL[0] * column as f64;
                svg.push_str(&self.cell(*value, [across, down], greatest));
                if table.marked == Some((row, column)) {
                    svg.push_str(&outlined([across, down]));
                }
            }
        }
        svg
    }

    fn cell(&self, value: f64, [across, down]: [f64; 2], greatest: f64) -> String {
        let part = if greatest > 0.0 { value.abs() / greatest } else { 0.0 };
        let end = ENDS[usize::from(value < 0.0)];
        let depth = DEEPEST * part.sqrt();
        let [red, green, blue] = end.map(|end| (255.0 + (end - 255.0) * depth).round());
        let text = format!("{value:.*}", self.digits).replace('-', "−");
        let weight =
            if value < 0.0 { " font-weight=\"bold\" text-decoration=\"underline\"" } else { "" };
        format!(
            "<rect x=\"{across:.2}\" y=\"{down:.2}\" width=\"{}\" height=\"{}\" fill=\"rgb({red},{green},{blue})\" stroke=\"#ffffff\"/>\n\
             <text x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"middle\"{weight}>{text}</text>\n",
            CELL[0],
            CELL[1],
            across + CELL[0] / 2.0,
            down + 17.0
        )
    }

    fn legend(&self, width: f64) -> Vec<String> {
        let marked = self.tables.iter().any(|table| table.marked.is_some());
        let mark = if marked { format!("; framed: {}", self.mark) } else { String::new() };
        let said = format!(
            "Rows: {}. Columns: {}. Blue: above 0. Orange, bold and underlined: below 0{mark}.",
            self.axes[0], self.axes[1]
        );
        lines(&said, TEXT, width - 24.0 - RIGHT)
    }
}

fn outlined([across, down]: [f64; 2]) -> String {
    format!(
        "<rect x=\"{:.2}\" y=\"{:.2}\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"#000000\" stroke-width=\"2.5\"/>\n",
        across + 1.5,
        down + 1.5,
        CELL[0] - 3.0,
        CELL[1] - 3.0
    )
}
