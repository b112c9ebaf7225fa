//! Bars, one row below the other.

use super::axis::Axis;
use super::head::{Place, TEXT, TITLE, head};
use super::lettering::{fitting, lines};
use super::plane::escaped;
use super::words::Words;

/// Which of two kinds a bar is; told apart by colour, lightness and outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// The first kind.
    Dark,
    /// The second kind.
    Light,
}

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Where it starts,
    pub from: f64,
    /// and where it ends.
    pub to: f64,
    /// Its kind.
    pub shade: Shade,
    /// How far off its end may be.
    pub interval: Option<[f64; 2]>,
    /// Shown when pointed at.
    pub text: String,
}

/// Bars of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is.
    pub label: Words,
    /// At most one of each kind.
    pub bars: Vec<Bar>,
}

/// A picture of bars.
///
/// # Examples
/// ```
/// use equil::plot::{Bar, Bars, Row, Shade};
///
/// let bar = |to, shade| Bar { from: 1.0, to, shade, interval: None, text: String::new() };
/// let bars = vec![bar(0.5, Shade::Light), bar(1.7, Shade::Dark)];
/// let picture = Bars {
///     title: "What moves the gain".to_owned(),
///     axis: "gain".to_owned(),
///     base: Some(1.0),
///     beside: false,
///     kinds: vec![(Shade::Light, "low".to_owned()), (Shade::Dark, "high".to_owned())],
///     rows: vec![Row { label: "k".into(), bars }],
/// };
/// assert!(picture.to_svg().starts_with("<svg "));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// What the picture shows.
    pub title: String,
    /// What is measured.
    pub axis: String,
    /// A line through all rows.
    pub base: Option<f64>,
    /// Whether bars of a row are below each other, rather than on one line.
    pub beside: bool,
    /// What the kinds are, for the legend.
    pub kinds: Vec<(Shade, String)>,
    /// From top to bottom.
    pub rows: Vec<Row>,
}

const WIDTH: f64 = 760.0;
/// Room for labels: for short ones, and where some would not fit.
const LEFT: [f64; 2] = [200.0, 340.0];
const RIGHT: f64 = 28.0;
const TOP: f64 = 28.0;
const LINE: f64 = 20.0;
/// Size of letters of labels that take several lines, and the height of these.
const SMALL: f64 = 12.0;
const SMALL_LINE: f64 = 15.0;
/// Height of a bar, and room between rows.
const BAR: f64 = 14.0;
const ROOM: f64 = 8.0;

impl Shade {
    fn style(self) -> &'static str {
        match self {
            Self::Dark => "fill=\"#0072b2\" stroke=\"#00507d\"",
            Self::Light => "fill=\"#f6d9a0\" stroke=\"#b37700\" stroke-dasharray=\"5 2\"",
        }
    }
}

impl Bars {
    /// The picture as an SVG document.
    #[allow(clippy::cast_precision_loss)] // a handful
    pub fn to_svg(&self) -> String {
        let fits = |row: &Row| fitting(&row.label.plain(), TEXT, LEFT[0] - 32.0) >= TEXT;
        let left = LEFT[usize::from(!self.rows.iter().all(fits))];
        // Large letters if every label is a line of them, so that all are alike
        let drawn = |size: f64| -> Vec<Vec<(f64, String)>> {
            self.rows.iter().map(|row| row.label.drawn(size, left - 32.0)).collect()
        };
        let large = drawn(TEXT);
        let labels = if large.iter().all(|label| label.len() == 1) { large } else { drawn(SMALL) };
        let own = if self.beside { 2.0 * BAR } else { BAR };
        let heights = labels.iter().map(|label| own.max(SMALL_LINE * label.len() as f64) + ROOM);
        let heights: Vec<f64> = heights.collect();
        let title = lines(&self.title, TITLE, WIDTH - 48.0);
        let top = TOP + LINE * title.len() as f64;
        let bottom = top + heights.iter().sum::<f64>() + ROOM;
        let legend = bottom + 74.0;
        let height = legend + LINE * self.kinds.len() as f64;
        let bars = || self.rows.iter().flat_map(|row| &row.bars);
        let values = bars().flat_map(|bar| {
            let [low, high] = bar.interval.unwrap_or([bar.to, bar.to]);
            [bar.from, bar.to, low, high]
        });
        let x = Axis::new(values.chain(self.base), left, WIDTH - RIGHT);
        let place = Place { left: 24.0, first: TOP, room: WIDTH - 48.0 };
        let mut svg = head(&self.title, &title, [WIDTH, height], place, "");
        for (value, text) in x.ticks(6.0) {
            let at = x.place(value);
            svg.push_str(&format!(
                "<line x1=\"{at:.2}\" y1=\"{top}\" x2=\"{at:.2}\" y2=\"{bottom}\" stroke=\"#eeeeee\"/>\n\
                 <text x=\"{at:.2}\" y=\"{}\" text-anchor=\"middle\">{text}</text>\n",
                bottom + 20.0
            ));
        }
        svg.push_str(&format!(
            "<path d=\"M{left} {bottom} H{}\" stroke=\"#222222\"/>\n\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"{:.1}\">{}</text>\n",
            WIDTH - RIGHT,
            f64::midpoint(left, WIDTH - RIGHT),
            bottom + 44.0,
            fitting(&self.axis, TEXT, WIDTH - left - RIGHT),
            escaped(&self.axis)
        ));
        let mut down = top + ROOM;
        for ((row, label), height) in self.rows.iter().zip(&labels).zip(heights) {
            let middle = down + (height - ROOM) / 2.0;
            labelled(label, [left - 8.0, middle], &mut svg);
            self.bars(row, middle - own / 2.0, &x, &mut svg);
            down += height;
        }
        if let Some(base) = self.base.filter(|base| base.is_finite()) {
            let at = x.place(base);
            svg.push_str(&format!(
                "<line x1=\"{at:.2}\" y1=\"{top}\" x2=\"{at:.2}\" y2=\"{bottom}\" stroke=\"#222222\" stroke-width=\"1.5\"/>\n"
            ));
        }
        for (number, (shade, label)) in self.kinds.iter().enumerate() {
            let down = legend + LINE * number as f64;
            svg.push_str(&format!(
                "<rect x=\"{left}\" y=\"{}\" width=\"24\" height=\"12\" {}/>\n<text x=\"{}\" y=\"{down}\">{}</text>\n",
                down - 11.0,
                shade.style(),
                left + 34.0,
                escaped(label)
            ));
        }
        svg.push_str("</svg>\n");
        svg
    }

    fn bars(&self, row: &Row, down: f64, x: &Axis, svg: &mut String) {
        for (number, bar) in row.bars.iter().enumerate() {
            if !(bar.from.is_finite() && bar.to.is_finite()) {
                continue;
            }
            let (from, to) = (x.place(bar.from), x.place(bar.to));
            let below = if self.beside && number > 0 { BAR } else { 0.0 };
            let (start, middle) = (down + below, down + below + BAR / 2.0);
            svg.push_str(&format!(
                "<rect x=\"{:.2}\" y=\"{start:.2}\" width=\"{:.2}\" height=\"{BAR}\" {}><title>{}</title></rect>\n",
                from.min(to),
                (to - from).abs(),
                bar.shade.style(),
                escaped(&bar.text)
            ));
            if let Some([low, high]) =
                bar.interval.filter(|ends| ends.iter().all(|x| x.is_finite()))
            {
                let (low, high) = (x.place(low), x.place(high));
                svg.push_str(&format!(
                    "<path d=\"M{low:.2} {middle:.2} H{high:.2} M{low:.2} {0:.2} v8 M{high:.2} {0:.2} v8\" \
                     stroke=\"#ffffff\" stroke-width=\"4\" fill=\"none\"/>\n\
                     <path d=\"M{low:.2} {middle:.2} H{high:.2} M{low:.2} {0:.2} v8 M{high:.2} {0:.2} v8\" \
                     stroke=\"#222222\" stroke-width=\"1.5\" fill=\"none\"/>\n",
                    middle - 4.0
                ));
            }
        }
    }
}

/// A label in lines, about a height.
#[allow(clippy::cast_precision_loss)] // a handful
fn labelled(label: &[(f64, String)], [right, middle]: [f64; 2], svg: &mut String) {
    let first = middle + 5.0 - SMALL_LINE * label.len().saturating_sub(1) as f64 / 2.0;
    for (number, (size, line)) in label.iter().enumerate() {
        svg.push_str(&format!(
            "<text x=\"{right}\" y=\"{:.2}\" text-anchor=\"end\" font-size=\"{size:.1}\">{line}</text>\n",
            first + SMALL_LINE * number as f64
        ));
    }
}
