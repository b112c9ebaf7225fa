//! Words with a symbol among them, such as those along an axis.

use super::lettering::{LETTER, width};
use super::plane::escaped;
use crate::text::{Script, Symbol};

/// Words, and perhaps a symbol with its unit: `lag of followers, ℓ_B (yr)`.
///
/// # Examples
/// ```
/// use equil::plot::Words;
/// use equil::text::Symbol;
///
/// assert_eq!(Words::from("round").plain(), "round");
/// let lag = Words::of("lag of followers", Symbol::parse(r"\ell_B"), Some("yr"));
/// assert_eq!(lag.plain(), "lag of followers, ℓ_B (yr)");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Before the symbol.
    before: String,
    symbol: Option<Symbol>,
    /// After it.
    after: String,
}

impl From<String> for Words {
    fn from(before: String) -> Self {
        Self { before, symbol: None, after: String::new() }
    }
}

impl From<&str> for Words {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}

/// A symbol's small letters, in parts of the others, and how far they are moved.
const SMALLER: f64 = 0.75;
const MOVED: f64 = 0.28;
/// What is moved less is on the line.
const HARDLY: f64 = 0.01;

/// Letters that are not bold are narrower than those that are.
const REGULAR: f64 = 0.9;
const BLANK: f64 = REGULAR * LETTER;

/// What stands between two blanks.
enum Token<'a> {
    Word(&'a str),
    Symbol(&'a Symbol),
}

impl Words {
    /// Words, then a symbol if there is one, then a unit unless it is 1.
    pub fn of(words: &str, symbol: Option<Symbol>, unit: Option<&str>) -> Self {
        let comma = if symbol.is_some() && !words.is_empty() { "," } else { "" };
        let unit = unit.filter(|unit| *unit != "1").map(|unit| format!("({unit})"));
        Self { before: format!("{words}{comma}"), symbol, after: unit.unwrap_or_default() }
    }

    /// As plain text.
    pub fn plain(&self) -> String {
        let symbol = self.symbol.as_ref().map(Symbol::plain).unwrap_or_default();
        let parts = [self.before.as_str(), symbol.as_str(), self.after.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    /// What goes into `text` elements: lines that are not wider than `room` in letters of `size`, unless a word is, each
    /// with the size at which it fits.
    pub(super) fn drawn(&self, size: f64, room: f64) -> Vec<(f64, String)> {
        let mut lines: Vec<(f64, String)> = Vec::new();
        // How far below the line the last letter is
        let mut down: f64 = 0.0;
        for token in self.tokens() {
            let wide = token.width();
            let (svg, after) = token.svg(size);
            match lines.last_mut() {
                Some((taken, line)) if (*taken + BLANK + wide) * size <= room => {
                    line.push_str(&if down.abs() < HARDLY {
                        format!(" {svg}")
                    } else {
                        format!("<tspan dy=\"{:.1}\"> {svg}</tspan>", -down)
                    });
                    *taken += BLANK + wide;
                }
                _ => lines.push((wide, svg)),
            }
            down = after;
        }
        let fitting = |wide: f64| if wide * size <= room { size } else { room / wide };
        lines.into_iter().map(|(wide, line)| (fitting(wide), line)).collect()
    }

    fn tokens(&self) -> impl Iterator<Item = Token<'_>> {
        let symbol = self.symbol.iter().map(Token::Symbol);
        let before = self.before.split_whitespace().map(Token::Word);
        // A unit is not torn apart
        let after = Some(Token::Word(&self.after)).filter(|_| !self.after.is_empty());
        before.chain(symbol).chain(after)
    }
}

impl Token<'_> {
    fn width(&self) -> f64 {
        REGULAR
            * match self {
                Self::Word(word) => width(word),
                Self::Symbol(symbol) => {
                    symbol.pieces.iter().map(|piece| width(&piece.text)).sum::<f64>()
                }
            }
    }

    /// What is drawn, and how far below the line its end is.
    fn svg(&self, size: f64) -> (String, f64) {
        let symbol = match self {
            Self::Word(word) => return (escaped(word), 0.0),
            Self::Symbol(symbol) => symbol,
        };
        let (mut svg, mut down) = (String::new(), 0.0_f64);
        for piece in &symbol.pieces {
            let slant = if piece.upright { "normal" } else { "italic" };
            let wanted = match piece.script {
                Script::Base => 0.0,
                Script::Below => MOVED * size,
                Script::Above => -MOVED * size,
            };
            let moved = wanted - down;
            down = wanted;
            let small = if piece.script == Script::Base {
                String::new()
            } else {
                format!(" font-size=\"{:.1}\"", SMALLER * size)
            };
            svg.push_str(&format!(
                "<tspan font-style=\"{slant}\" dy=\"{moved:.1}\"{small}>{}</tspan>",
                escaped(&piece.text)
            ));
        }
        (svg, down)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_drawn_with_their_small_letters() {
        let words = Words::of("cost < that", Symbol::parse(r"\ell_B"), Some("yr"));
        let [(size, line)] = &words.drawn(10.0, 1000.0)[..] else { panic!() };
        assert!((size - 10.0).abs() < 1e-9);
        assert!(
            line.starts_with("cost &lt; that, <tspan font-style=\"italic\" dy=\"0.0\">ℓ<"),
            "{line}"
        );
        assert!(line.contains("dy=\"2.8\" font-size=\"7.5\">B<"), "{line}");
        // Back on the line
        assert!(line.contains("<tspan dy=\"-2.8\"> (yr)"), "{line}");
    }

    #[test]
    fn words_that_are_too_long_are_wrapped() {
        let words = Words::of("one two three", Symbol::parse("S"), Some("1"));
        assert_eq!(words.plain(), "one two three, S");
        assert_eq!(words.drawn(10.0, 38.0).len(), 3);
        let [(size, _)] = &Words::from("w".repeat(10)).drawn(10.0, 30.0)[..] else { panic!() };
        assert!((size - 5.0 / REGULAR).abs() < 1e-9, "{size}");
    }
}
