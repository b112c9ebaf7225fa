//! How much room texts take, so that none is cut. Fonts differ: these are estimates on the safe side.

/// Width of a letter of a bold sans-serif font, in parts of its size: the mean over English text.
const LETTER: f64 = 0.6;

/// The same of characters as wide as they are high, such as Chinese ones.
const FULL: f64 = 1.05;

/// From here on characters may be as wide as they are high (Hangul, and the scripts of East Asia).
const WIDE_FROM: char = '\u{1100}';

/// The width of a text in letters of size 1.
fn width(text: &str) -> f64 {
    text.chars().map(|c| if c < WIDE_FROM { LETTER } else { FULL }).sum()
}

/// The greatest size up to `size` at which a text is not wider than `room`.
pub(super) fn fitting(text: &str, size: f64, room: f64) -> f64 {
    let width = width(text);
    if width * size <= room { size } else { room / width }
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
    fn letters_shrink_where_they_must() {
        assert!((fitting("short", 14.0, 600.0) - 14.0).abs() < 1e-9);
        let long = "w".repeat(1000);
        assert!(width(&long) * fitting(&long, 14.0, 600.0) <= 600.0 + 1e-9);
    }
}
