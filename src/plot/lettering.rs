//! How much room texts take, so that none is cut. Fonts differ: these are estimates on the safe side.

use super::plane::escaped;

/// Width of a letter of a bold sans-serif font, in parts of its size: the mean over English text.
pub(super) const LETTER: f64 = 0.6;

/// The same of characters as wide as they are high, such as Chinese ones.
const FULL: f64 = 1.05;

/// From here on characters may be as wide as they are high (Hangul, and the scripts of East Asia).
const WIDE_FROM: char = '\u{1100}';

/// The width of a text in letters of size 1.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(|c| if c < WIDE_FROM { LETTER } else { FULL }).sum()
}

/// The greatest size up to `size` at which a text is not wider than `room`.
pub(super) fn fitting(text: &str, size: f64, room: f64) -> f64 {
    let width = width(text);
    if width * size <= room { size } else { room / width }
}

/// A text on a white ground of its own, which is so much wider than its strokes: drawn twice, since not every program
/// knows `paint-order`.
pub(super) fn grounded(place: &str, ground: f64, text: &str) -> String {
    let text = escaped(text);
    format!(
        "<text {place} stroke=\"#ffffff\" stroke-width=\"{ground}\" aria-hidden=\"true\">{text}</text>\n\
         <text {place}>{text}</text>\n"
    )
}

/// The name of the number-th of any number of things: A to Z, then AA, AB, ….
pub(super) fn letters(number: usize) -> String {
    let last = char::from(b'A' + u8::try_from(number % 26).unwrap_or(0));
    match (number / 26).checked_sub(1) {
        Some(before) => format!("{}{last}", letters(before)),
        None => last.to_string(),
    }
}

/// Lines that are not wider than `room` in letters of `size`, unless a word is.
pub(super) fn lines(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if (width(line) + LETTER + width(word)) * size <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_lose_nothing() {
        let text = "A title of many words that says at length what there is to be seen";
        for room in [60.0, 200.0, 10_000.0] {
            let lines = lines(text, 10.0, room);
            assert_eq!(lines.join(" "), text);
            assert!(lines.iter().all(|line| width(line) * 10.0 <= room), "{lines:?}");
        }
        assert_eq!(lines(text, 10.0, 10_000.0).len(), 1);
        assert!(lines("", 10.0, 60.0).is_empty());
    }

    #[test]
    fn no_two_things_have_the_same_name() {
        let named: Vec<String> = (0..1000).map(letters).collect();
        assert_eq!([0, 25, 26, 27, 52].map(|k| named[k].as_str()), ["A", "Z", "AA", "AB", "BA"]);
        assert_eq!(named[26 + 26 * 26], "AAA");
        let distinct: std::collections::BTreeSet<&String> = named.iter().collect();
        assert_eq!(distinct.len(), named.len());
    }

    #[test]
    fn letters_shrink_where_they_must() {
        assert!((fitting("short", 14.0, 600.0) - 14.0).abs() < 1e-9);
        let long = "w".repeat(1000);
        assert!(width(&long) * fitting(&long, 14.0, 600.0) <= 600.0 + 1e-9);
    }
}
