//! Places with arrows between them.

use super::head::{Place, TEXT, TITLE, TITLE_LINE, head};
use super::lettering::{fitting, grounded, lines};
use super::plane::escaped;

/// A place: the greater its share, the larger.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub label: String,
    /// From 0 to 1.
    pub share: f64,
    /// Its share in words.
    pub said: String,
}

/// An arrow from one node to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    /// The number of the node it starts from.
    pub from: usize,
    /// The number of the node it leads to.
    pub to: usize,
    /// What is written on it.
    pub label: String,
    /// How thick it is, from 0 to 1.
    pub weight: f64,
}

/// A picture of nodes around a circle, and arrows between them.
///
/// # Examples
/// ```
/// use equil::plot::{Arrow, Network, Node};
///
/// let node = |label: &str, share| Node { label: label.to_owned(), share, said: String::new() };
/// let arrow = Arrow { from: 0, to: 1, label: "0.86".to_owned(), weight: 0.86 };
/// let network = Network {
///     title: "Hawks and doves".to_owned(),
///     nodes: vec![node("dove", 0.1), node("hawk", 0.9)],
///     arrows: vec![arrow],
///     notes: Vec::new(),
/// };
/// assert!(network.to_svg().contains("hawk"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// What the picture shows.
    pub title: String,
    /// The places, clockwise from the top.
    pub nodes: Vec<Node>,
    /// Drawn under the nodes.
    pub arrows: Vec<Arrow>,
    /// What sizes and arrows mean, below the picture.
    pub notes: Vec<String>,
}

const WIDTH: f64 = 720.0;
const MARGIN: f64 = 40.0;
const TOP: f64 = 36.0;
const SMALL: f64 = 12.0;
const LINE: f64 = 19.0;
/// The circle on which the nodes lie, and the room around it.
const CIRCLE: f64 = 180.0;
const ROOM: f64 = 84.0;
/// Radius of a node without a share, and what the whole share adds.
const LEAST: f64 = 9.0;
const MORE: f64 = 40.0;
/// Arrows of fewer nodes are labelled.
const LABELLED: usize = 10;

impl Network {
    /// The picture as an SVG document.
    pub fn to_svg(&self) -> String {
        let title = lines(&self.title, TITLE, WIDTH - 2.0 * MARGIN);
        let notes: Vec<String> =
            self.notes.iter().flat_map(|note| lines(note, TEXT, WIDTH - 2.0 * MARGIN)).collect();
        #[allow(clippy::cast_precision_loss)] // a handful
        let (titles, noted) = (title.len() as f64, notes.len() as f64);
        let top = TOP + TITLE_LINE * titles;
        // Two lie side by side
        let high = if self.nodes.len() == 2 { 0.0 } else { CIRCLE };
        let middle = top + ROOM + high;
        let below = middle + high + ROOM;
        let height = below + LINE * noted + 12.0;
        let place = Place { left: MARGIN, first: TOP, room: WIDTH - 2.0 * MARGIN };
        let mut svg = head(&self.title, &title, [WIDTH, height], place, "");
        let places = self.places(middle);
        let mut letters = String::new();
        for arrow in &self.arrows {
            self.drawn(arrow, &places, &mut svg, &mut letters);
        }
        for (node, place) in self.nodes.iter().zip(&places) {
            node.drawn(*place, middle, &mut svg, &mut letters);
        }
        // Texts last, so that nothing covers them
        svg.push_str(&letters);
        let mut down = below;
        for line in &notes {
            svg.push_str(&format!(
                "<text x=\"{MARGIN}\" y=\"{down:.2}\">{}</text>\n",
                escaped(line)
            ));
            down += LINE;
        }
        svg.push_str("</svg>\n");
        svg
    }

    /// Where the nodes lie: two side by side, else clockwise from the top.
    fn places(&self, middle: f64) -> Vec<[f64; 2]> {
        #[allow(clippy::cast_precision_loss)] // a handful
        let count = self.nodes.len().max(1) as f64;
        let start = if self.nodes.len() == 2 { -0.5 } else { 0.0 };
        let mut number = 0.0;
        let mut places = Vec::new();
        for _ in &self.nodes {
            let angle = std::f64::consts::TAU * (number / count + start / 2.0);
            let (across, up) = (core_math::sin(angle), core_math::cos(angle));
            places.push([WIDTH / 2.0 + CIRCLE * across, middle - CIRCLE * up]);
            number += 1.0;
        }
        places
    }

    /// A bent arrow, so that one in the other direction does not cover it.
    fn drawn(&self, arrow: &Arrow, places: &[[f64; 2]], svg: &mut String, letters: &mut String) {
        let (Some(from), Some(to)) = (places.get(arrow.from), places.get(arrow.to)) else { return };
        let along = [to[0] - from[0], to[1] - from[1]];
        let length = (along[0] * along[0] + along[1] * along[1]).sqrt();
        if length < 1.0 {
            return;
        }
        let unit = [along[0] / length, along[1] / length];
        // Outward where it leads clockwise
        let side = [unit[1], -unit[0]];
        let bend = 0.13 * length;
        let control = [0, 1].map(|k| from[k] + along[k] / 2.0 + side[k] * bend);
        // From the edge of one node to that of the other, towards the control point
        let edge = |at: &[f64; 2], radius: f64| {
            let way = [control[0] - at[0], control[1] - at[1]];
            let far = (way[0] * way[0] + way[1] * way[1]).sqrt().max(1.0);
            [at[0] + way[0] / far * radius, at[1] + way[1] / far * radius]
        };
        let thick = 1.2 + 3.3 * arrow.weight.clamp(0.0, 1.0);
        let head = 7.0 + 2.0 * thick;
        let start = edge(from, self.nodes[arrow.from].radius() + 2.0);
        let tip = edge(to, self.nodes[arrow.to].radius() + 3.0);
        let neck = edge(to, self.nodes[arrow.to].radius() + 3.0 + head);
        let back = [tip[0] - neck[0], tip[1] - neck[1]];
        let wide = [-back[1] * 0.45, back[0] * 0.45];
        let title = format!(
            "{} → {}: {}",
            self.nodes[arrow.from].label, self.nodes[arrow.to].label, arrow.label
        );
        svg.push_str(&format!(
            "<g fill=\"#00507d\"><title>{}</title><path d=\"M{:.2} {:.2} Q{:.2} {:.2} {:.2} {:.2}\" fill=\"none\" \
             stroke=\"#00507d\" stroke-width=\"{thick:.2}\"/><path d=\"M{:.2} {:.2} L{:.2} {:.2} L{:.2} {:.2} z\"/></g>\n",
            escaped(&title),
            start[0],
            start[1],
            control[0],
            control[1],
            neck[0],
            neck[1],
            tip[0],
            tip[1],
            neck[0] + wide[0],
            neck[1] + wide[1],
            neck[0] - wide[0],
            neck[1] - wide[1],
        ));
        if self.nodes.len() < LABELLED {
            // Off the middle, where arrows across the circle would meet
            let at = [0, 1].map(|k| {
                let (a, b) = (
                    start[k] + (control[k] - start[k]) * 0.4,
                    control[k] + (neck[k] - control[k]) * 0.4,
                );
                a + (b - a) * 0.4
            });
            let place = format!(
                "x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"middle\" font-size=\"{SMALL}\"",
                at[0],
                at[1] + 4.0
            );
            letters.push_str(&grounded(&place, 6.0, &arrow.label));
        }
    }
}

impl Node {
    fn radius(&self) -> f64 {
        LEAST + MORE * self.share.clamp(0.0, 1.0).sqrt()
    }

    /// A disc, with its texts on the side that is away from the middle.
    fn drawn(&self, [x, y]: [f64; 2], middle: f64, svg: &mut String, letters: &mut String) {
        let radius = self.radius();
        svg.push_str(&format!(
            "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{radius:.2}\" fill=\"#f6d9a0\" stroke=\"#b37700\" \
             stroke-width=\"1.6\"><title>{}</title></circle>\n",
            escaped(&format!("{}: {}", self.label, self.said))
        ));
        let (anchor, across) = if x < WIDTH / 2.0 - 1.0 {
            ("end", x - radius - 8.0)
        } else if x > WIDTH / 2.0 + 1.0 {
            ("start", x + radius + 8.0)
        } else {
            ("middle", x)
        };
        let room = match anchor {
            "end" => across - 6.0,
            "start" => WIDTH - across - 6.0,
            _ => WIDTH - 2.0 * MARGIN,
        };
        let first = match anchor {
            "middle" if y < middle => y - radius - 23.0,
            "middle" => y + radius + 18.0,
            _ => y - 3.0,
        };
        let mut text = |down: f64, text: &str, bold: &str| {
            let size = fitting(text, TEXT, room);
            let place = format!(
                "x=\"{across:.2}\" y=\"{down:.2}\" text-anchor=\"{anchor}\" font-size=\"{size:.1}\"{bold}"
            );
            letters.push_str(&grounded(&place, 6.0, text));
        };
        text(first, &self.label, " font-weight=\"bold\"");
        text(first + 16.0, &self.said, "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_cannot_break_the_picture() {
        let node =
            |label: &str, share| Node { label: label.to_owned(), share, said: "<1 %".to_owned() };
        let arrow = |from, to| Arrow { from, to, label: "a & b".to_owned(), weight: f64::NAN };
        let network = Network {
            title: "\"x\" < y".to_owned(),
            nodes: vec![node("<a>", f64::NAN), node("b", 2.0), node("c", -1.0)],
            // To itself, and to nowhere: not drawn
            arrows: vec![arrow(0, 1), arrow(2, 2), arrow(0, 7)],
            notes: vec!["a note".to_owned()],
        };
        let svg = network.to_svg();
        assert!(svg.contains("&lt;a&gt;") && svg.contains("&lt;1 %") && !svg.contains("<a>"));
        assert_eq!(svg.matches("<path").count(), 2);
        assert!(svg.ends_with("</svg>\n"));
    }
}
