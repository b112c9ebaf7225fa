//! Ranges of numbers, one below the other, each in stretches that are told apart.

use super::axis::Axis;
use super::head::{Place, TEXT, TITLE, head};
use super::lettering::{fitting, grounded, letters, lines};
use super::plane::escaped;

/// A range of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// What it is a range of.
    pub label: String,
    /// Its ends, as words.
    pub ends: [String; 2],
    /// Its ends.
    pub range: [f64; 2],
    /// From where to where, and which entry of the legend; what no stretch covers is open.
    pub stretches: Vec<([f64; 2], usize)>,
    /// Places that stand out, each with its words.
    pub marks: Vec<(f64, String)>,
    /// The place of the base point.
    pub base: Option<f64>,
}

/// A picture of ranges, each from its least value on the left to its greatest on the right.
///
/// # Examples
/// ```
/// use equil::plot::{Strip, Strips};
///
/// let strip = Strip {
///     label: "leak".to_owned(),
///     ends: ["0".to_owned(), "4".to_owned()],
///     range: [0.0, 4.0],
///     stretches: vec![([0.0, 1.0], 0), ([1.0, 4.0], 1)],
///     marks: vec![(1.0, "1".to_owned())],
///     base: Some(0.5),
/// };
/// let legend = vec!["yes".to_owned(), "no".to_owned()];
/// let strips = Strips { title: "Is it dominant?".to_owned(), legend, strips: vec![strip] };
/// assert!(strips.to_svg().starts_with("<svg "));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Strips {
    /// What the picture shows.
    pub title: String,
    /// What stretches mean.
    pub legend: Vec<String>,
    /// From the top.
    pub strips: Vec<Strip>,
}

const WIDTH: f64 = 860.0;
const EDGE: f64 = 24.0;
const SMALL: f64 = 13.5;
const LINE: f64 = 20.0;
/// Room for the names of strips, and for their ends on either side.
const NAMES: f64 = 120.0;
const ENDS: f64 = 70.0;
/// From the top of one strip to that of the next, and how high one is.
const STEP: f64 = 48.0;
const HEIGHT: f64 = 16.0;
/// Words of marks are this far from each other at least.
const APART: f64 = 4.0;
/// A stretch with a letter is at least so wide.
const ROOM: f64 = 14.0;
/// A letter of the words of marks.
const LETTER: f64 = 0.6;

/// Okabe and Ito's palette, lighter, with hatches that tell the looks apart without colours.
const LOOKS: [(&str, &str); 8] = [
    ("#0072b2", ""),
    ("#f0d9a8", ""),
    ("#d55e00", "M0 6 L6 0"),
    ("#7fcdb5", "M0 0 L6 6"),
    ("#cc79a7", "M0 3 H6"),
    ("#56b4e9", "M3 0 V6"),
    ("#f0e442", "M0 6 L6 0 M0 0 L6 6"),
    ("#999999", "M0 3 H6 M3 0 V6"),
];

impl Strips {
    /// The picture as an SVG document.
    pub fn to_svg(&self) -> String {
        let title = lines(&self.title, TITLE, WIDTH - 2.0 * EDGE);
        let told = |(look, text): (usize, &String)| {
            let named = format!("{}: {text}", letters(look));
            let text = if self.is_lettered() { &named } else { text };
            lines(text, TEXT, WIDTH - 2.0 * EDGE - 40.0)
        };
        let legend: Vec<Vec<String>> = self.legend.iter().enumerate().map(told).collect();
        #[allow(clippy::cast_precision_loss)] // a handful
        let (titles, rows, told) = (
            title.len() as f64,
            self.strips.len() as f64,
            legend.iter().map(Vec::len).sum::<usize>() as f64 + 2.0,
        );
        let top = EDGE + titles * LINE + 18.0;
        let bottom = top + rows * STEP;
        let height = bottom + told * LINE + EDGE;
        let place = Place { left: EDGE, first: EDGE + TITLE, room: WIDTH - 2.0 * EDGE };
        let mut svg = head(&self.title, &title, [WIDTH, height], place, &hatches());
        let mut row = top;
        for strip in &self.strips {
            svg.push_str(&self.strip(strip, row));
            row += STEP;
        }
        let mut down = bottom + LINE;
        for (look, words) in legend.iter().enumerate() {
            svg.push_str(&swatch(&filled(look), down));
            for line in words {
                svg.push_str(&format!(
                    "<text x=\"{}\" y=\"{down}\">{}</text>\n",
                    EDGE + 34.0,
                    escaped(line)
                ));
                down += LINE;
            }
        }
        if self.strips.iter().any(Strip::has_holes) {
            svg.push_str(&swatch(&[OPEN.to_owned(), String::new()], down));
            svg.push_str(&format!("<text x=\"{}\" y=\"{down}\">not settled</text>\n", EDGE + 34.0));
            down += LINE;
        }
        if self.strips.iter().any(|strip| strip.base.is_some()) {
            svg.push_str(&base(EDGE + 12.0, down));
            svg.push_str(&format!("<text x=\"{}\" y=\"{down}\">where it is</text>\n", EDGE + 34.0));
        }
        svg.push_str("</svg>\n");
        svg
    }

    /// Whether there are more answers than looks.
    fn is_lettered(&self) -> bool {
        self.legend.len() > LOOKS.len()
    }

    fn strip(&self, strip: &Strip, top: f64) -> String {
        let (left, right) = (EDGE + NAMES + ENDS, WIDTH - EDGE - ENDS);
        let axis = Axis::tight(strip.range.into_iter(), left, right);
        let place = |x: f64| axis.place(x).clamp(left, right);
        let middle = top + HEIGHT / 2.0 + 5.0;
        let size = fitting(&strip.label, TEXT, NAMES - 8.0);
        let mut svg = format!(
            "<text x=\"{EDGE}\" y=\"{middle}\" font-size=\"{size:.1}\">{}</text>\n\
             <text x=\"{}\" y=\"{middle}\" font-size=\"{SMALL}\" text-anchor=\"end\">{}</text>\n\
             <text x=\"{}\" y=\"{middle}\" font-size=\"{SMALL}\">{}</text>\n\
             <rect x=\"{left}\" y=\"{top}\" width=\"{:.2}\" height=\"{HEIGHT}\" {OPEN}/>\n",
            escaped(&strip.label),
            left - 6.0,
            escaped(&strip.ends[0]),
            right + 6.0,
            escaped(&strip.ends[1]),
            right - left
        );
        for ([from, to], look) in &strip.stretches {
            let (from, to) = (place(*from), place(*to));
            let words = self.legend.get(*look).map_or("", String::as_str);
            svg.push_str(&format!(
                "<g><title>{}</title>{}</g>\n",
                escaped(words),
                rectangle(&filled(*look), from, top, to - from)
            ));
            // Looks come again: letters do not
            if self.is_lettered() && to - from >= ROOM {
                let place = format!(
                    "x=\"{:.2}\" y=\"{:.2}\" font-size=\"{SMALL}\" font-weight=\"bold\" text-anchor=\"middle\"",
                    f64::midpoint(from, to),
                    top + HEIGHT - 4.0
                );
                svg.push_str(&grounded(&place, 3.0, &letters(*look)));
            }
        }
        let mut free = left - ENDS;
        for (value, words) in &strip.marks {
            let at = place(*value);
            svg.push_str(&format!(
                "<path d=\"M{at:.2} {} V{}\" stroke=\"#000000\" stroke-width=\"2\"/>\n",
                top - 3.0,
                top + HEIGHT + 3.0
            ));
            #[allow(clippy::cast_precision_loss)] // a handful
            let half = words.chars().count() as f64 * LETTER * SMALL / 2.0;
            // Words that would meet those before them are left to the table
            if at - half >= free {
                svg.push_str(&format!(
                    "<text x=\"{at:.2}\" y=\"{}\" font-size=\"{SMALL}\" text-anchor=\"middle\">{}</text>\n",
                    top + HEIGHT + 16.0,
                    escaped(words)
                ));
                free = at + half + APART;
            }
        }
        if let Some(base) = strip.base {
            svg.push_str(&self::base(place(base), top - 1.0));
        }
        svg
    }
}

impl Strip {
    /// Whether anything that can be seen is covered by no stretch.
    fn has_holes(&self) -> bool {
        let covered: f64 = self.stretches.iter().map(|([from, to], _)| to - from).sum();
        let width = self.range[1] - self.range[0];
        width - covered > width * SEEN
    }
}

/// A part of a strip that can be seen.
const SEEN: f64 = 0.001;

/// Where a parameter is.
fn base(at: f64, tip: f64) -> String {
    format!("<path d=\"M{at:.2} {tip:.2} l-5 -8 h10 z\" fill=\"#000000\"/>\n")
}

/// How what is not known is drawn.
const OPEN: &str = "fill=\"#ffffff\" stroke=\"#888888\" stroke-dasharray=\"3 3\"";

/// Colour, and hatch if it has one.
fn filled(look: usize) -> [String; 2] {
    let look = look % LOOKS.len();
    let (colour, hatch) = LOOKS[look];
    let hatched = if hatch.is_empty() { String::new() } else { format!("fill=\"url(#h{look})\"") };
    [format!("fill=\"{colour}\" stroke=\"#444444\" stroke-width=\"0.5\""), hatched]
}

/// A small rectangle of a look, before its words.
fn swatch(look: &[String; 2], base: f64) -> String {
    rectangle(look, EDGE, base - HEIGHT + 3.0, 24.0)
}

fn rectangle(look: &[String; 2], left: f64, top: f64, width: f64) -> String {
    let mut svg = String::new();
    for style in look.iter().filter(|style| !style.is_empty()) {
        svg.push_str(&format!(
            "<rect x=\"{left:.2}\" y=\"{top:.2}\" width=\"{width:.2}\" height=\"{HEIGHT}\" {style}/>"
        ));
    }
    svg
}

fn hatches() -> String {
    let mut patterns = String::new();
    for (look, (_, hatch)) in LOOKS.iter().enumerate().filter(|(_, (_, hatch))| !hatch.is_empty()) {
        patterns.push_str(&format!(
            "<pattern id=\"h{look}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
             <path d=\"{hatch}\" stroke=\"#222222\" stroke-width=\"0.8\" fill=\"none\"/></pattern>"
        ));
    }
    format!("<defs>{patterns}</defs>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(stretches: Vec<([f64; 2], usize)>, marks: &[f64]) -> Strip {
        Strip {
            label: "k < 3 & m".to_owned(),
            ends: ["0".to_owned(), "8".to_owned()],
            range: [0.0, 8.0],
            stretches,
            marks: marks.iter().map(|&x| (x, format!("{x:.4}"))).collect(),
            base: None,
        }
    }

    fn drawn(strip: Strip) -> String {
        let legend = vec!["yes".to_owned(), "no".to_owned()];
        Strips { title: "A title".to_owned(), legend, strips: vec![strip] }.to_svg()
    }

    #[test]
    fn what_no_stretch_covers_is_told() {
        assert!(drawn(strip(vec![([0.0, 3.0], 0)], &[])).contains("not settled"));
        let whole = vec![([0.0, 3.0], 0), ([3.0, 8.0], 1)];
        let svg = drawn(strip(whole, &[3.0]));
        assert!(!svg.contains("not settled") && !svg.contains("where it is"), "{svg}");
        assert!(svg.contains("k &lt; 3 &amp; m") && svg.contains("3.0000"), "{svg}");
    }

    #[test]
    fn more_answers_than_looks_have_letters() {
        let legend = |count: usize| (0..count).map(|k| format!("answer {k}")).collect();
        let stretches = vec![([0.0, 4.0], 1), ([4.0, 8.0], 9)];
        let strips = vec![strip(stretches, &[])];
        let svg = |count| {
            Strips { title: String::new(), legend: legend(count), strips: strips.clone() }.to_svg()
        };
        assert!(svg(10).contains(">J: answer 9<") && svg(10).contains(">J</text>"));
        assert!(!svg(8).contains("B: answer 1"));
    }

    #[test]
    fn words_of_marks_do_not_meet() {
        let svg = drawn(strip(vec![([0.0, 8.0], 0)], &[1.0, 1.01, 5.0]));
        let told = ["1.0000", "1.0100", "5.0000"].map(|words| svg.contains(words));
        assert_eq!(told, [true, false, true]);
    }
}
