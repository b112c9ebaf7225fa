//! A map: which answer where in a plane of two parameters.

use super::axis::Axis;
use super::head::{TITLE, TITLE_LINE, head};
use super::lettering::{grounded, letters, lines};
use super::plane::{LEFT, LINE, PLACE, RIGHT, SIDE, TOP, WIDTH, escaped, frame, marked};
use super::trace::{OPEN, Trace, stroke, traced};

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
///     axes: ["k".to_owned(), "leak (USD)".to_owned()],
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
    pub axes: [String; 2],
    /// From where to where each goes.
    pub ranges: [[f64; 2]; 2],
    /// The answers.
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
    ///     axes: [String::new(), String::new()],
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
        let lines = lines(&self.title, TITLE, WIDTH - LEFT - RIGHT).len();
        #[allow(clippy::cast_precision_loss)] // a handful
        let top = TOP + TITLE_LINE * lines.saturating_sub(1) as f64;
        [[LEFT, top], [WIDTH - RIGHT, top + SIDE]]
    }

    /// The picture as an SVG document.
    pub fn to_svg(&self) -> String {
        let title = lines(&self.title, TITLE, WIDTH - LEFT - RIGHT);
        let [[_, top], [_, bottom]] = self.area();
        let [x, y] = [(0, LEFT, WIDTH - RIGHT), (1, bottom, top)]
            .map(|(axis, from, to)| Axis::tight(self.ranges[axis].iter().copied(), from, to));
        let legend = bottom + 74.0;
        let marks = usize::from(!self.open.is_empty()) + usize::from(self.base.is_some());
        let entries = self.layers.len() + self.traces.len() + marks;
        #[allow(clippy::cast_precision_loss)] // a handful
        let height = legend + LINE * entries as f64;
        let mut svg = head(&self.title, &title, [WIDTH, height], PLACE, &hatches(&self.layers));
        svg.push_str(&frame(&self.axes, &x, &y, [top, bottom]));
        self.inside(&x, &y, &mut svg);
        svg.push_str(&self.legend(legend));
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
        let mut taken: Vec<[f64; 2]> = self.base.iter().map(place).collect();
        for (number, layer) in self.layers.iter().enumerate() {
            let drawn = layer.patches.iter().map(|patch| patch.iter().map(&place).collect());
            let drawn: Vec<Vec<[f64; 2]>> = drawn.collect();
            if let Some([across, down]) = middle(&drawn, &taken) {
                taken.push([across, down]);
                let place = format!(
                    "x=\"{across:.2}\" y=\"{:.2}\" text-anchor=\"middle\" font-weight=\"bold\"",
                    down + 5.0
                );
                svg.push_str(&grounded(&place, 3.0, &letters(number)));
            }
        }
        for trace in &self.traces {
            svg.push_str(&traced(trace, &place));
        }
        if let Some(base) = &self.base {
            let [across, down] = place(base);
            svg.push_str(&marked(across, down, true, "base point"));
        }
    }

    fn legend(&self, top: f64) -> String {
        let mut svg = String::new();
        let mut line = top;
        for (symbol, label) in self.entries() {
            svg.push_str(&format!(
                "<g transform=\"translate({LEFT} {:.2})\">{symbol}</g>\n<text x=\"{:.2}\" y=\"{line:.2}\">{}</text>\n",
                line - 5.0,
                LEFT + 34.0,
                escaped(&label)
            ));
            line += LINE;
        }
        svg
    }

    /// What the legend says: each symbol, 24 wide and 14 high around half of its height, and what it means.
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
        for trace in &self.traces {
            let symbol = format!("<path d=\"M0 0H24\" {}/>", stroke(trace));
            entries.push((symbol, format!("{}: {}", trace.name, trace.label)));
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

/// So near to each other letters and marks are hard to read.
const APART: f64 = 16.0;
/// Of so many patches, the largest, places are tried.
const TRIED: usize = 24;

/// A place for a letter, away from those that are taken: the centre of all patches, if that is in a large one of them, else
/// of the largest that is free.
fn middle(patches: &[Vec<[f64; 2]>], taken: &[[f64; 2]]) -> Option<[f64; 2]> {
    let areas: Vec<f64> = patches.iter().map(|patch| area(patch)).collect();
    let whole: f64 = areas.iter().sum();
    let centres: Vec<[f64; 2]> = patches.iter().map(|patch| centre(patch)).collect();
    let mut order: Vec<usize> = (0..patches.len()).collect();
    order.sort_by(|a, b| areas[*b].total_cmp(&areas[*a]));
    let largest = *order.first()?;
    let weighted = |axis: usize| {
        centres.iter().zip(&areas).map(|(centre, area)| centre[axis] * area).sum::<f64>() / whole
    };
    let all = [weighted(0), weighted(1)];
    let around = patches.iter().position(|patch| contains(patch, all));
    let is_large = |place: usize| areas[place] * 4.0 >= areas[largest];
    let all = around.filter(|&place| is_large(place)).map(|_| all);
    let is_free = |at: &[f64; 2]| {
        taken.iter().all(|other| (at[0] - other[0]).hypot(at[1] - other[1]) >= APART)
    };
    let tried = order.iter().take(TRIED);
    // Between the middle of a patch and its corners, where the middle is taken
    let beside = tried.clone().flat_map(|&place| {
        let middle = centres[place];
        patches[place].iter().map(move |corner| [0, 1].map(|k| f64::midpoint(middle[k], corner[k])))
    });
    let mut places = all.into_iter().chain(tried.map(|&place| centres[place])).chain(beside);
    places.find(is_free).or(Some(centres[largest]))
}

fn edges(patch: &[[f64; 2]]) -> impl Iterator<Item = (&[f64; 2], &[f64; 2])> {
    patch.iter().zip(patch.iter().cycle().skip(1))
}

fn area(patch: &[[f64; 2]]) -> f64 {
    edges(patch).map(|(a, b)| a[0] * b[1] - a[1] * b[0]).sum::<f64>().abs() / 2.0
}

/// The centre of gravity; of what has no area, the mean of its corners.
fn centre(patch: &[[f64; 2]]) -> [f64; 2] {
    let cross = |(a, b): (&[f64; 2], &[f64; 2])| a[0] * b[1] - a[1] * b[0];
    let twice: f64 = edges(patch).map(cross).sum();
    let weighted = |k: usize| edges(patch).map(|(a, b)| (a[k] + b[k]) * cross((a, b))).sum::<f64>();
    let found = [0, 1].map(|k| weighted(k) / (3.0 * twice));
    if found.iter().all(|x| x.is_finite()) && contains(patch, found) {
        return found;
    }
    #[allow(clippy::cast_precision_loss)] // a handful
    let count = patch.len() as f64;
    [0, 1].map(|axis| patch.iter().map(|corner| corner[axis]).sum::<f64>() / count)
}

/// Whether a convex patch contains a point.
fn contains(patch: &[[f64; 2]], point: [f64; 2]) -> bool {
    let side = |(a, b): (&[f64; 2], &[f64; 2])| {
        (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
    };
    edges(patch).all(|edge| side(edge) >= 0.0) || edges(patch).all(|edge| side(edge) <= 0.0)
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
            axes: ["x".to_owned(), "y".to_owned()],
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

    /// A letter lies on its own tint.
    #[test]
    fn letters_are_within_their_layer() {
        let square = |x: f64| vec![[x, 0.0], [x + 1.0, 0.0], [x + 1.0, 1.0], [x, 1.0]];
        assert_eq!(middle(&[square(0.0), square(1.0)], &[]), Some([1.0, 0.5]));
        // The centre of both is between them
        let apart = middle(&[square(0.0), square(5.0)], &[]).unwrap();
        assert!(contains(&square(0.0), apart) || contains(&square(5.0), apart));
        assert_eq!(middle(&[], &[]), None);
        // Nor on the mark of the base point
        let wide = vec![[0.0, 0.0], [200.0, 0.0], [200.0, 100.0], [0.0, 100.0]];
        let beside = middle(std::slice::from_ref(&wide), &[[100.0, 50.0]]).unwrap();
        assert!(contains(&wide, beside) && (beside[0] - 100.0).hypot(beside[1] - 50.0) >= APART);
        // The centre of gravity, not the mean of corners
        let cut = vec![[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [0.0, 9.0], [0.0, 1.0]];
        assert!((centre(&cut)[0] - 4.5).abs() < 1e-9, "{:?}", centre(&cut));
        assert!(!contains(&square(0.0), [1.5, 0.5]));
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
