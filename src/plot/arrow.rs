//! Arrows between cells of a grid.

use super::grid::Way;

/// A line with a head, between two ends in the order of the page.
pub(super) fn arrow([first, last]: [[f64; 2]; 2], way: Way, colour: &str) -> String {
    let (tail, head) = if way == Way::Forward { (first, last) } else { (last, first) };
    let length = (head[0] - tail[0]).hypot(head[1] - tail[1]);
    let [dx, dy] = [(head[0] - tail[0]) / length, (head[1] - tail[1]) / length];
    let back = [head[0] - 8.0 * dx, head[1] - 8.0 * dy];
    format!(
        "<path d=\"M{:.1} {:.1} L{:.1} {:.1}\" stroke=\"{colour}\" stroke-width=\"2.5\"/>\
         <path d=\"M{:.1} {:.1} L{:.1} {:.1} L{:.1} {:.1} z\" fill=\"{colour}\"/>\n",
        tail[0],
        tail[1],
        back[0],
        back[1],
        head[0],
        head[1],
        back[0] - 5.0 * dy,
        back[1] + 5.0 * dx,
        back[0] + 5.0 * dy,
        back[1] - 5.0 * dx
    )
}
