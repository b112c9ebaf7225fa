//! A map without words: for pages that say themselves what it shows, and what its looks mean.

use super::axis::{Axis, grid};
use super::map::{Map, hatches};
use super::plane::escaped;

/// Small, so that letters can be read where the picture is as narrow as a telephone.
const WIDTH: f64 = 440.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 36.0;
const SIDE: f64 = 300.0;
const HEIGHT: f64 = TOP + SIDE + 46.0;
const TEXT: f64 = 15.0;
/// Numbers along each axis, about.
const TICKS: f64 = 5.0;

impl Map {
    /// Where in [`Map::to_plain_svg`] the ranges begin and end: the upper left corner, and the lower right one.
    pub fn plain_area() -> [[f64; 2]; 2] {
        [[LEFT, TOP], [WIDTH - RIGHT, TOP + SIDE]]
    }

    /// The picture without title and legend ([`Map::entries`]), as wide as it is given room.
    ///
    /// # Examples
    /// ```
    /// use equil::plot::Map;
    ///
    /// let map = Map {
    ///     title: "Is open dominant?".to_owned(),
    ///     axes: ["k".into(), "leak".into()],
    ///     ranges: [[0.0, 1.0], [0.0, 1.0]],
    ///     layers: Vec::new(),
    ///     traces: Vec::new(),
    ///     open: Vec::new(),
    ///     base: Some([0.25, 0.25]),
    /// };
    /// let svg = map.to_plain_svg();
    /// assert!(svg.contains("leak") && !svg.contains("base point</text>"));
    /// assert_eq!(map.entries()[0].1, "base point");
    /// ```
    pub fn to_plain_svg(&self) -> String {
        let [[left, top], [right, bottom]] = Self::plain_area();
        let [x, y] = [(0, left, right), (1, bottom, top)]
            .map(|(axis, from, to)| Axis::tight(self.ranges[axis].iter().copied(), from, to));
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
             font-family=\"Helvetica, Arial, sans-serif\" font-size=\"{TEXT}\" fill=\"#222222\" role=\"img\">\n\
             <title>{}</title>\n{}<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n{}",
            escaped(&self.title),
            hatches(&self.layers),
            grid([&x, &y], TICKS, [left, right], [top, bottom])
        );
        svg.push_str(&format!(
            "<path d=\"M{left} {top} V{bottom} H{right}\" fill=\"none\" stroke=\"#222222\"/>\n\
             <text x=\"8\" y=\"16\" font-weight=\"bold\">↑ {}</text>\n\
             <text x=\"{right}\" y=\"{}\" text-anchor=\"end\" font-weight=\"bold\">{} →</text>\n",
            escaped(&self.axes[1].plain()),
            HEIGHT - 6.0,
            escaped(&self.axes[0].plain())
        ));
        self.inside(&x, &y, &mut svg);
        svg.push_str("</svg>\n");
        svg
    }
}
