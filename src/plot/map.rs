//! A map: which answer where in a plane of two parameters.

use super::axis::Axis;
use super::head::{Place, TEXT, TITLE, TITLE_LINE, head};
use super::lettering::{grounded, letters, lines};
use super::places::middle;
use super::plane::{
    Area, LEFT, LINE, PLACE, RIGHT, SIDE, TICKS, TOP, WIDTH, WORDS, escaped, frame, marked,
};
use super::trace::{OPEN, Trace, along, named_at, stroke, traced};
use super::words::Words;

/// All places with one answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// The answer, for the legend.
    pub label: String,
    /// Convex patches, each by its corners in order.
    pub patches: Vec<Vec<[f64; 2]>>,
    /// Which of the tints: 0 stands out, 1 is the ground.
    pub tint: usize,
}

/// A map of two parameters.
///
/// # Examples
/// ```
/// use equil::plot::{Layer, Map};
///
/// let patches = vec![vec![[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]];
/// let map = Map {
///     title: "Is open dominant?".to_owned(),
///     axes: ["k".into(), "leak (USD)".into()],
///     ranges: [[0.0, 1.0], [0.0, 1.0]],
///     layers: vec![Layer { label: "yes".to_owned(), patches, tint: 0 }],
///     traces: Vec::new(),
///     open: Vec::new(),
///     base: Some([0.25, 0.25]),
/// };
/// assert!(map.to_svg().contains("A: yes"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// What the picture shows.
    pub title: String,
    /// What is measured along the horizontal axis and the vertical one, with units.
    pub axes: [Words; 2],
    /// From where to where each goes.
    pub ranges: [[f64; 2]; 2],
    /// The answers; later ones lie on those before.
    pub layers: Vec<Layer>,
    /// Curves, drawn over the layers.
    pub traces: Vec<Trace>,
    /// Boxes in which the answer is not known everywhere, by their least and greatest corners: they are drawn
    /// below the layers, so that what shows is open.
    pub open: Vec<[[f64; 2]; 2]>,
    /// The base point.
    pub base: Option<[f64; 2]>,
}

/// After Okabe and Ito, told apart with every kind of colour vision; lightness differs, too.
const TINTS: [&str; 8] =
    ["#86b5d6", "#f1f1f1", "#f6d9a0", "#5f9e8f", "#d7a8c4", "#c9dfa8", "#b08f6a", "#9a9ac8"];
/// Between answers.
const BORDER: &str = "#666666";
/// Over tints that come again.
const HATCHES: [&str; 5] = ["M0 8 L8 0", "M0 0 L8 8", "M0 4 H8", "M4 0 V8", "M0 4 H8 M4 0 V8"];

impl Map {
    /// Where in the picture the ranges begin and end: the upper left corner, and the lower right one.
    ///
    /// # Examples
    /// ```
    /// use equil::plot::Map;
    ///
    /// let map = Map {
    ///     title: String::new(),
    ///     axes: ["x".into(), "y".into()],
    ///     ranges: [[0.0, 1.0], [0.0, 1.0]],
    ///     layers: Vec::new(),
    ///     traces: Vec::new(),
    ///     open: Vec::new(),
    ///     base: None,
    /// };
    /// let [[left, top], [right, bottom]] = map.area();
    /// assert!(left < right && top < bottom);
    /// ```
    pub fn area(&self) -> [[f64; 2]; 2] {
        let Area { across: [left, right], down: [top, bottom] } = self.within(WHOLE);
        [[left, top], [right, bottom]]
    }

    /// Where the map is in a picture.
    #[allow(clippy::cast_precision_loss)] // a handful
    fn within(&self, size: Size) -> Area {
        let beside = self.axes[1].drawn(TEXT, size.side).len().saturating_sub(1) as f64;
        let left = LEFT + WORDS * beside;
        let title = lines(&self.title, TITLE, size.width - LEFT - RIGHT).len();
        let top = TOP + TITLE_LINE * (title as f64 - 1.0);
        Area { across: [left, size.width - RIGHT], down: [top, top + size.side] }
    }

    /// The picture as an SVG document.
    pub fn to_svg(&self) -> String {
        self.sized(WHOLE)
    }

    /// The same about half as wide, with letters as large: two of them stand side by side on a page.
    pub fn to_small_svg(&self) -> String {
        self.sized(HALF)
    }

    fn sized(&self, size: Size) -> String {
        let title = lines(&self.title, TITLE, size.width - LEFT - RIGHT);
        let area = self.within(size);
        let Area { across: [left, right], down: [top, bottom] } = area;
        let [x, y] = [(0, left, right), (1, bottom, top)]
            .map(|(axis, from, to)| Axis::tight(self.ranges[axis].iter().copied(), from, to));
        #[allow(clippy::cast_precision_loss)] // a handful
        let below = self.axes[0].drawn(TEXT, right - left).len().saturating_sub(1) as f64;
        let (legend, height) = self.legend(bottom + 74.0 + WORDS * below, size);
        let place = Place { room: size.width - LEFT - RIGHT, ..PLACE };
        let mut svg =
            head(&self.title, &title, [size.width, height], place, &hatches(&self.layers));
        svg.push_str(&frame(self.axes.each_ref(), [&x, &y], area, size.ticks));
        self.inside(&x, &y, &mut svg);
        svg.push_str(&legend);
        svg.push_str("</svg>\n");
        svg
    }

    /// What is within the axes.
    pub(super) fn inside(&self, x: &Axis, y: &Axis, svg: &mut String) {
        let place = |point: &[f64; 2]| [x.place(point[0]), y.place(point[1])];
        if !self.open.is_empty() {
            let mut path = String::new();
            for [low, high] in &self.open {
                let ([left, down], [right, up]) = (place(low), place(high));
                path.push_str(&format!("M{left:.2} {down:.2}H{right:.2}V{up:.2}H{left:.2}z"));
            }
            svg.push_str(&format!("<path d=\"{path}\" fill=\"{OPEN}\"/>\n"));
        }
        for layer in &self.layers {
            svg.push_str(&drawn(layer, &place));
        }
        svg.push_str(&self.letters(&place));
        for trace in &self.traces {
            svg.push_str(&traced(trace, &place));
        }
        if let Some(base) = &self.base {
            let [across, down] = place(base);
            svg.push_str(&marked(across, down, true, "base point"));
        }
    }

    /// A letter on each layer, where neither a name nor the base point is, nor a later layer.
    fn letters(&self, place: &dyn Fn(&[f64; 2]) -> [f64; 2]) -> String {
        let names = self.traces.iter().filter_map(|trace| named_at(trace, place));
        let mut taken: Vec<[f64; 2]> = self.base.iter().map(place).chain(names).collect();
        let lines = self.traces.iter().flat_map(|trace| along(trace, place));
        let lines: Vec<[f64; 2]> = lines.collect();
        let placed = self.layers.iter().map(|layer| -> Vec<Vec<[f64; 2]>> {
            layer.patches.iter().map(|patch| patch.iter().map(place).collect()).collect()
        });
        let placed: Vec<Vec<Vec<[f64; 2]>>> = placed.collect();
        let mut svg = String::new();
        for (number, patches) in placed.iter().enumerate() {
            let covers = placed[number + 1..].concat();
            let Some([across, down]) = middle(patches, &covers, &taken, &lines) else { continue };
            taken.push([across, down]);
            let place = format!(
                "x=\"{across:.2}\" y=\"{:.2}\" text-anchor=\"middle\" font-weight=\"bold\"",
                down + 5.0
            );
            svg.push_str(&grounded(&place, 3.0, &letters(number)));
        }
        svg
    }

    /// What layers, traces and marks mean, from a height on, and where that ends.
    fn legend(&self, top: f64, size: Size) -> (String, f64) {
        let (left, room) = (size.legend, size.width - size.legend - 34.0 - 12.0);
        let mut svg = String::new();
        let mut foot = top;
        for (symbol, label) in self.entries() {
            svg.push_str(&format!(
                "<g transform=\"translate({left} {:.2})\">{symbol}</g>\n",
                foot - 5.0
            ));
            for line in lines(&label, TEXT, room) {
                svg.push_str(&format!(
                    "<text x=\"{:.2}\" y=\"{foot:.2}\">{}</text>\n",
                    left + 34.0,
                    escaped(&line)
                ));
                foot += LINE;
            }
        }
        (svg, foot)
    }

    /// What the legend says: each symbol, 24 wide and 14 high around half of its height, and what it means. Traces that mean the same
    /// share an entry.
    pub fn entries(&self) -> Vec<(String, String)> {
        let swatch = |fill: &str| {
            format!(
                "<rect y=\"-7\" width=\"24\" height=\"14\" fill=\"{fill}\" stroke=\"#777777\"/>"
            )
        };
        let mut entries = Vec::new();
        for (number, layer) in self.layers.iter().enumerate() {
            let label = format!("{}: {}", letters(number), layer.label);
            let hatched = hatch(layer.tint).map_or_else(String::new, |hatch| {
                format!("<rect y=\"-7\" width=\"24\" height=\"14\" {hatch}/>")
            });
            entries.push((swatch(TINTS[layer.tint % TINTS.len()]) + &hatched, label));
        }
        let alike = |a: &Trace, b: &Trace| a.label == b.label && a.is_aside == b.is_aside;
        for traces in self.traces.chunk_by(alike) {
            let names: Vec<&str> = traces.iter().map(|trace| trace.name.as_str()).collect();
            let label = format!("{}: {}", names.join(", "), traces[0].label);
            entries.push((format!("<path d=\"M0 0H24\" {}/>", stroke(&traces[0])), label));
        }
        if !self.open.is_empty() {
            entries.push((swatch(OPEN), "open".to_owned()));
        }
        if self.base.is_some() {
            entries.push((marked(12.0, 0.0, true, "base point"), "base point".to_owned()));
        }
        entries
    }
}

/// How large a map is.
#[derive(Clone, Copy)]
struct Size {
    width: f64,
    /// The height of the map itself.
    side: f64,
    /// Where the legend begins.
    legend: f64,
    /// About so many numbers stand along an axis.
    ticks: f64,
}

const WHOLE: Size = Size { width: WIDTH, side: SIDE, legend: LEFT, ticks: TICKS };
const HALF: Size = Size { width: 372.0, side: 260.0, legend: 20.0, ticks: 5.0 };

fn drawn(layer: &Layer, place: &dyn Fn(&[f64; 2]) -> [f64; 2]) -> String {
    let tint = TINTS[layer.tint % TINTS.len()];
    let mut path = String::new();
    for patch in &layer.patches {
        for (number, corner) in patch.iter().enumerate() {
            let [across, down] = place(corner);
            let step = if number == 0 { 'M' } else { 'L' };
            path.push_str(&format!("{step}{across:.2} {down:.2}"));
        }
        path.push('z');
    }
    let hatched = hatch(layer.tint)
        .map_or_else(String::new, |hatch| format!("<path d=\"{path}\" {hatch}/>\n"));
    // A border, of which what is inside is covered; then what closes the seams between patches
    format!(
        "<path d=\"{path}\" fill=\"none\" stroke=\"{BORDER}\" stroke-width=\"3\"/>\n\
         <path d=\"{path}\" fill=\"{tint}\" stroke=\"{tint}\" stroke-width=\"1.5\"><title>{}</title></path>\n{hatched}",
        escaped(&layer.label)
    )
}

/// What tells a tint from those with the same colour; the first ones have nothing.
fn hatch(tint: usize) -> Option<String> {
    let hatch = (tint / TINTS.len()).checked_sub(1)? % HATCHES.len();
    Some(format!("fill=\"url(#m{hatch})\" pointer-events=\"none\""))
}

/// The hatches that tints have.
pub(super) fn hatches(layers: &[Layer]) -> String {
    if layers.iter().all(|layer| layer.tint < TINTS.len()) {
        return String::new();
    }
    let pattern = |(number, path): (usize, &&str)| {
        format!(
            "<pattern id=\"m{number}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
             <path d=\"{path}\" stroke=\"#222222\" stroke-width=\"0.8\" fill=\"none\"/></pattern>"
        )
    };
    let patterns: String = HATCHES.iter().enumerate().map(pattern).collect();
    format!("<defs>{patterns}</defs>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever is beside it, an answer looks different, and has a border.
    #[test]
    fn tints_that_come_again_are_hatched() {
        let square = |x: f64| vec![[x, 0.0], [x + 1.0, 0.0], [x + 1.0, 1.0], [x, 1.0]];
        let layer = |tint: usize| Layer {
            label: format!("answer {tint}"),
            #[allow(clippy::cast_precision_loss)] // a handful
            patches: vec![square(tint as f64)],
            tint,
        };
        let map = |count: usize| Map {
            title: String::new(),
            axes: ["x".into(), "y".into()],
            ranges: [[0.0, 40.0], [0.0, 1.0]],
            layers: (0..count).map(layer).collect(),
            traces: Vec::new(),
            open: Vec::new(),
            base: None,
        };
        assert!(!map(8).to_svg().contains("<pattern"));
        let svg = map(38).to_svg();
        assert!(svg.contains("AL: answer 37") && svg.contains("url(#m3)"), "{svg}");
        assert_eq!(svg.matches(BORDER).count(), 38);
    }

    /// No word of a legend is beyond the edge, in either size, and the picture is as high as it has to be.
    #[test]
    fn legends_are_wrapped() {
        let patches = vec![vec![[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]];
        let long = "a word and another ".repeat(12);
        let trace = |name: &str| Trace {
            name: name.to_owned(),
            label: "the same line".to_owned(),
            points: vec![[0.2, 0.0], [0.2, 1.0]],
            breaks: Vec::new(),
            is_aside: true,
        };
        let map = Map {
            title: String::new(),
            axes: [long.clone().into(), long.clone().into()],
            ranges: [[0.0, 1.0], [0.0, 1.0]],
            layers: vec![Layer { label: long, patches, tint: 0 }],
            traces: vec![trace("p"), trace("q")],
            open: Vec::new(),
            base: None,
        };
        for (svg, wide) in [(map.to_svg(), WIDTH), (map.to_small_svg(), HALF.width)] {
            let number = |text: &str, key: &str| -> f64 {
                let (_, after) = text.split_once(&format!(" {key}=\"")).unwrap();
                after.split('"').next().unwrap().parse().unwrap()
            };
            let height = number(&svg, "height");
            let texts =
                svg.lines().filter(|line| line.starts_with("<text x=") && !line.contains("anchor"));
            for text in texts.clone() {
                let words = text.split(['<', '>']).nth(2).unwrap();
                let end = number(text, "x") + super::super::lettering::width(words) * TEXT;
                assert!(end <= wide && number(text, "y") < height, "{text}");
            }
            assert!(texts.count() > 4, "{svg}");
            assert_eq!(svg.matches("p, q: the same line").count(), 1, "{svg}");
        }
    }

    /// Nothing is drawn where nothing is known; what stands alone is a dot.
    #[test]
    fn lines_break() {
        let trace = |breaks: &[usize]| Trace {
            is_aside: false,
            name: "1".to_owned(),
            label: String::new(),
            points: vec![[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [9.0, 0.0]],
            breaks: breaks.to_vec(),
        };
        let count = |svg: &str, what: &str| svg.matches(what).count();
        let [whole, broken] = [vec![], vec![1, 2]].map(|b| traced(&trace(&b), &|point| *point));
        assert_eq!((count(&whole, "<polyline"), count(&whole, "r=\"3\"")), (1, 0));
        assert_eq!((count(&broken, "<polyline"), count(&broken, "r=\"3\"")), (1, 2));
        assert!(broken.contains("points=\"0.00,0.00 1.00,0.00\""));
    }
}
