//! The start of a picture: its title, in lines, and its ground.

use super::lettering::fitting;
use super::plane::escaped;

/// Sizes of letters, and the height of a line of the title.
pub(super) const TEXT: f64 = 14.0;
pub(super) const TITLE: f64 = 17.0;
pub(super) const TITLE_LINE: f64 = 20.0;

/// Where the lines of a title stand.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) left: f64,
    /// The foot of the first line.
    pub(super) first: f64,
    /// How wide they may be.
    pub(super) room: f64,
}

/// A picture so wide and high, with the lines of its title; `more` comes before the ground.
pub(super) fn head(
    title: &str,
    wrapped: &[String],
    [width, height]: [f64; 2],
    place: Place,
    more: &str,
) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"Helvetica, Arial, sans-serif\" \
         font-size=\"{TEXT}\" fill=\"#222222\" role=\"img\">\n<title>{}</title>\n{more}\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n",
        escaped(title)
    );
    let mut down = place.first;
    for line in wrapped {
        svg.push_str(&format!(
            "<text x=\"{}\" y=\"{down}\" font-size=\"{:.1}\" font-weight=\"bold\">{}</text>\n",
            place.left,
            fitting(line, TITLE, place.room),
            escaped(line)
        ));
        down += TITLE_LINE;
    }
    svg
}
