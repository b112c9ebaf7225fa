//! How a sum comes about, term by term: bars that start where the one before ended.

use super::axis::{Axis, labelled};
use super::head::{Place, TEXT, TITLE, TITLE_LINE, head};
use super::lettering::{fitting, grounded, lines, width};
use super::plane::escaped;

/// A row of a [`Waterfall`].
#[derive(Clone, Debug, PartialEq)]
pub enum Fall {
    /// A term, with what it adds in each panel.
    Term {
        /// What it is.
        label: String,
        /// For each panel; negative where it takes away.
        amounts: Vec<f64>,
    },
    /// The sum of all terms above.
    Sum {
        /// What it is.
        label: String,
    },
}

/// A picture of sums, side by side, with their terms from the top to the bottom.
///
/// # Examples
/// ```
/// use equil::plot::{Fall, Waterfall};
///
/// let term = |label: &str, amount| Fall::Term { label: label.to_owned(), amounts: vec![amount] };
/// let picture = Waterfall {
///     title: "Where the gain comes from".to_owned(),
///     axis: "gain (USD bn/yr)".to_owned(),
///     panels: vec!["2024".to_owned()],
///     rows: vec![term("sales", 3.0), term("cost", -1.0), Fall::Sum { label: "net".to_owned() }],
///     digits: 1,
/// };
/// assert!(picture.to_svg().contains("+2.0"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Waterfall {
    /// What the picture shows.
    pub title: String,
    /// What is measured, with its unit.
    pub axis: String,
    /// What each panel is about; all have the same scale.
    pub panels: Vec<String>,
    /// From the top.
    pub rows: Vec<Fall>,
    /// Digits of the numbers beside bars.
    pub digits: usize,
}

const EDGE: f64 = 24.0;
const TOP: f64 = 28.0;
const NAMES: f64 = 226.0;
const SIDE: f64 = 270.0;
const GAP: f64 = 22.0;
/// Height of a row, if its name takes one line, and of the bar in it.
const ROW: f64 = 26.0;
const BAR: f64 = 16.0;
const LINE: f64 = 20.0;
/// Sizes of the names of rows, and of the numbers beside bars.
const LABELS: f64 = 14.0;
const SMALL: f64 = 13.2;
/// Height of a line of a name that takes several.
const NAME_LINE: f64 = 16.0;

/// How bars look: what adds, what takes away, sums. They differ in lightness and outline, too.
const LOOKS: [(&str, &str); 3] = [
    ("fill=\"#0072b2\" stroke=\"#00507d\"", "adds to it"),
    ("fill=\"#f6d9a0\" stroke=\"#b37700\" stroke-dasharray=\"5 2\"", "takes from it"),
    ("fill=\"#555555\" stroke=\"#222222\"", "all terms above together"),
];

/// A bar: from where to where, how it looks, and its number.
struct Bar {
    from: f64,
    to: f64,
    look: usize,
    amount: f64,
}

impl Fall {
    fn label(&self) -> &str {
        match self {
            Self::Term { label, .. } | Self::Sum { label } => label,
        }
    }
}

/// The middle of each row, with names in so many lines, from a height on; and where the last one ends.
#[allow(clippy::cast_precision_loss)] // a handful
fn middles(names: &[Vec<String>], top: f64) -> (Vec<f64>, f64) {
    let mut down = top;
    let mut middles = Vec::new();
    for name in names {
        let high = ROW.max(NAME_LINE * name.len() as f64 + ROW - NAME_LINE);
        middles.push(down + high / 2.0);
        down += high;
    }
    (middles, down + 6.0)
}

impl Waterfall {
    /// The picture as an SVG document.
    #[allow(clippy::cast_precision_loss)] // a handful
    pub fn to_svg(&self) -> String {
        let count = self.panels.len() as f64;
        let wide = EDGE + NAMES + count * (SIDE + GAP) + EDGE - GAP;
        let title = lines(&self.title, TITLE, wide - 2.0 * EDGE);
        let panels = self.panels.iter().map(|label| lines(label, TEXT, SIDE));
        let heads: Vec<Vec<String>> = panels.collect();
        let deepest = heads.iter().map(Vec::len).max().unwrap_or(0);
        let top = TOP + TITLE_LINE * title.len() as f64 + LINE * deepest as f64;
        let names: Vec<Vec<String>> =
            self.rows.iter().map(|row| lines(row.label(), LABELS, NAMES - 10.0)).collect();
        let (middles, bottom) = middles(&names, top);
        let legend = bottom + 72.0;
        let height = legend + LINE * LOOKS.len() as f64;
        let place = Place { left: EDGE, first: TOP, room: wide - 2.0 * EDGE };
        let mut svg = head(&self.title, &title, [wide, height], place, "");
        for ((row, name), middle) in self.rows.iter().zip(&names).zip(&middles) {
            let weight = if matches!(row, Fall::Sum { .. }) { " font-weight=\"bold\"" } else { "" };
            let first = middle + 5.0 - NAME_LINE * name.len().saturating_sub(1) as f64 / 2.0;
            for (number, line) in name.iter().enumerate() {
                svg.push_str(&format!(
                    "<text x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"end\" font-size=\"{:.1}\"{weight}>{}</text>\n",
                    EDGE + NAMES - 10.0,
                    first + NAME_LINE * number as f64,
                    fitting(line, LABELS, NAMES - 10.0),
                    escaped(line)
                ));
            }
        }
        let panels: Vec<Vec<Bar>> = (0..self.panels.len()).map(|panel| self.bars(panel)).collect();
        let ends = || panels.iter().flatten().flat_map(|bar| [bar.from, bar.to]);
        for (number, (head, bars)) in heads.iter().zip(&panels).enumerate() {
            let left = EDGE + NAMES + number as f64 * (SIDE + GAP);
            // Room for the numbers beside the outermost bars
            let x = Axis::new(ends(), left + self.room() / 2.0, left + SIDE - self.room());
            let mut down = top - 10.0 - LINE * head.len().saturating_sub(1) as f64;
            for line in head {
                svg.push_str(&format!(
                    "<text x=\"{left:.2}\" y=\"{down:.2}\" font-weight=\"bold\" font-size=\"{:.1}\">{}</text>\n",
                    fitting(line, TEXT, SIDE),
                    escaped(line)
                ));
                down += LINE;
            }
            self.panel(bars, &middles, &x, [left, top, bottom], &mut svg);
        }
        for (number, (look, words)) in LOOKS.iter().enumerate() {
            let down = legend + LINE * number as f64;
            svg.push_str(&format!(
                "<rect x=\"{0}\" y=\"{1:.2}\" width=\"24\" height=\"12\" {look}/>\n<text x=\"{2}\" y=\"{down:.2}\">{words}</text>\n",
                EDGE + NAMES,
                down - 11.0,
                EDGE + NAMES + 34.0,
            ));
        }
        svg.push_str("</svg>\n");
        svg
    }

    /// How wide a number beside a bar is at most.
    fn room(&self) -> f64 {
        width("+00.") * SMALL + width("0") * SMALL * self.digit_count() + 6.0
    }

    #[allow(clippy::cast_precision_loss)] // a handful
    fn digit_count(&self) -> f64 {
        self.digits as f64
    }

    fn bars(&self, panel: usize) -> Vec<Bar> {
        let mut sum = 0.0;
        let bar = |row: &Fall| match row {
            Fall::Sum { .. } => Bar { from: 0.0, to: sum, look: 2, amount: sum },
            Fall::Term { amounts, .. } => {
                let amount = amounts.get(panel).copied().filter(|x| x.is_finite()).unwrap_or(0.0);
                let from = sum;
                sum += amount;
                Bar { from, to: sum, look: usize::from(amount < 0.0), amount }
            }
        };
        self.rows.iter().map(bar).collect()
    }

    fn panel(
        &self,
        bars: &[Bar],
        middles: &[f64],
        x: &Axis,
        [left, top, bottom]: [f64; 3],
        svg: &mut String,
    ) {
        let right = left + SIDE;
        for (value, text) in x.ticks(5.0) {
            let at = x.place(value);
            svg.push_str(&format!(
                "<line x1=\"{at:.2}\" y1=\"{top:.2}\" x2=\"{at:.2}\" y2=\"{bottom:.2}\" stroke=\"#eeeeee\"/>\n\
                 <text x=\"{at:.2}\" y=\"{:.2}\" text-anchor=\"middle\" font-size=\"{SMALL}\">{text}</text>\n",
                bottom + 18.0
            ));
        }
        let zero = x.place(0.0);
        svg.push_str(&format!(
            "<path d=\"M{left:.2} {bottom:.2} H{right:.2} M{zero:.2} {top:.2} V{bottom:.2}\" stroke=\"#222222\" fill=\"none\"/>\n\
             <text x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"middle\" font-size=\"{:.1}\">{}</text>\n",
            f64::midpoint(left, right),
            bottom + 42.0,
            fitting(&self.axis, TEXT, SIDE),
            escaped(&self.axis)
        ));
        for (number, (bar, middle)) in bars.iter().zip(middles).enumerate() {
            let (from, to) = (x.place(bar.from), x.place(bar.to));
            if let Some(next) = middles.get(number + 1) {
                svg.push_str(&format!(
                    "<line x1=\"{to:.2}\" y1=\"{middle:.2}\" x2=\"{to:.2}\" y2=\"{next:.2}\" stroke=\"#777777\" stroke-dasharray=\"2 2\"/>\n"
                ));
            }
            let label = self.rows.get(number).map_or("", Fall::label);
            let text = self.signed(bar.amount);
            svg.push_str(&format!(
                "<rect x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{BAR}\" {}><title>{}: {text}</title></rect>\n",
                from.min(to),
                middle - BAR / 2.0,
                (to - from).abs(),
                LOOKS[bar.look].0,
                escaped(label)
            ));
            let place = format!(
                "x=\"{:.2}\" y=\"{:.2}\" font-size=\"{SMALL}\"",
                from.max(to) + 5.0,
                middle + 4.0
            );
            svg.push_str(&grounded(&place, 3.0, &text));
        }
    }

    fn signed(&self, amount: f64) -> String {
        let text = labelled(amount, self.digit_count());
        if amount > 0.0 { format!("+{text}") } else { text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(amounts: &[f64]) -> Waterfall {
        let term = |&amount: &f64| Fall::Term { label: "a < b".to_owned(), amounts: vec![amount] };
        let mut rows: Vec<Fall> = amounts.iter().map(term).collect();
        rows.push(Fall::Sum { label: "all".to_owned() });
        Waterfall {
            title: "Terms".to_owned(),
            axis: "gain".to_owned(),
            panels: vec!["one".to_owned()],
            rows,
            digits: 2,
        }
    }

    #[test]
    fn a_bar_starts_where_the_one_before_ended() {
        let bars = drawn(&[3.0, -1.0, -4.0]).bars(0);
        let ends: Vec<[f64; 2]> = bars.iter().map(|bar| [bar.from, bar.to]).collect();
        assert_eq!(ends, [[0.0, 3.0], [3.0, 2.0], [2.0, -2.0], [0.0, -2.0]]);
        assert_eq!(bars.iter().map(|bar| bar.look).collect::<Vec<_>>(), [0, 1, 1, 2]);
    }

    #[test]
    fn numbers_have_signs_and_labels_are_escaped() {
        let svg = drawn(&[3.0, -1.0]).to_svg();
        assert!(svg.contains("+3.00") && svg.contains("−1.00") && svg.contains("+2.00"));
        assert!(svg.contains("a &lt; b: +3.00"), "{svg}");
        // What is no number draws nothing, and does not spoil the rest
        let svg = drawn(&[f64::NAN, 1.0]).to_svg();
        assert!(svg.contains("+1.00") && !svg.contains("NaN"));
    }
    /// Long names take more lines, not smaller letters, and rows below make room.
    #[test]
    fn long_names_are_wrapped() {
        let term = |label: &str| Fall::Term { label: label.to_owned(), amounts: vec![1.0] };
        let long = "cost of the release, and a part of the training that is put down to it";
        let picture = Waterfall { rows: vec![term(long), term("short")], ..drawn(&[]) };
        let svg = picture.to_svg();
        let size = format!("font-size=\"{LABELS:.1}\"");
        assert!(svg.matches(&size).count() > 3, "{svg}");
        let (middles, _) = middles(&[vec![String::new(); 3], vec![String::new()]], 0.0);
        assert!(middles[1] - middles[0] > ROW, "{middles:?}");
    }
}
