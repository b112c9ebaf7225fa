//! Numbers and words of the results, which the text of the paper names by their keys.

use crate::num::{Rational, decimal};
use crate::table::middle;

/// Digits after the point that a number is given with, at most.
const MOST: usize = 6;

/// Numbers and words by their keys, in the order in which they were found.
///
/// # Examples
/// ```
/// use equil::num::Rational;
/// use equil::reproduce::Numbers;
///
/// let mut numbers = Numbers::default();
/// numbers.exact("gain", &Rational::new(-1, 8).unwrap(), 2);
/// numbers.words("who", "meta");
/// let numbers = numbers.of("F3");
/// assert_eq!(numbers.entries[0].key, "F3.gain");
/// assert_eq!(numbers.entries[0].value.shown(), "−0.12"); // half to even
/// assert_eq!(numbers.entries[0].value.places(3).as_deref(), Some("−0.125"));
/// assert_eq!(numbers.twice(), Vec::<&str>::new());
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    /// Each with what it is called within its exhibit.
    pub entries: Vec<Bound>,
}

/// Something that the text may name.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// What it is called: `gain`, or `F3.gain` with its exhibit.
    pub key: String,
    /// A number or a word.
    pub value: Number,
}

/// A number, or words.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// A number between two bounds (equal if it is known exactly), and how many digits are printed unless the text
    /// asks for others.
    Number {
        /// No less than this,
        low: Rational,
        /// and no more than this.
        high: Rational,
        /// Digits after the point.
        digits: usize,
    },
    /// Words, such as the name of an equilibrium.
    Words(String),
}

impl Numbers {
    /// Adds a number.
    pub fn number(&mut self, key: impl Into<String>, bounds: &(Rational, Rational), digits: usize) {
        let (low, high) = bounds.clone();
        self.entries.push(Bound { key: key.into(), value: Number::Number { low, high, digits } });
    }

    /// Adds a number that is known exactly.
    pub fn exact(&mut self, key: impl Into<String>, value: &Rational, digits: usize) {
        self.number(key, &(value.clone(), value.clone()), digits);
    }

    /// Adds a count.
    pub fn count(&mut self, key: impl Into<String>, count: usize) {
        self.exact(key, &Rational::share(count, 1), 0);
    }

    /// Adds an estimate; what is no number is left out.
    pub fn estimate(&mut self, key: impl Into<String>, value: f64, digits: usize) {
        if let Some(value) = Rational::from_f64(value) {
            self.exact(key, &value, digits);
        }
    }

    /// Adds words.
    pub fn words(&mut self, key: impl Into<String>, words: impl Into<String>) {
        self.entries.push(Bound { key: key.into(), value: Number::Words(words.into()) });
    }

    /// The same with the exhibit before each key.
    #[must_use]
    pub fn of(self, exhibit: &str) -> Self {
        let named = |bound: Bound| Bound { key: format!("{exhibit}.{}", bound.key), ..bound };
        Self { entries: self.entries.into_iter().map(named).collect() }
    }

    /// Those with keys that were there before.
    pub fn twice(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = self.entries.iter().map(|bound| bound.key.as_str()).collect();
        keys.sort_unstable();
        let mut twice: Vec<&str> =
            keys.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        twice.dedup();
        twice
    }

    /// As JSON, a line for each: what is printed, and for numbers what is printed with 0, 1, … digits.
    pub fn to_json(&self) -> String {
        let lines: Vec<String> = self
            .entries
            .iter()
            .map(|bound| format!("  {}: {}", quoted(&bound.key), bound.value.json()))
            .collect();
        format!("{{\n{}\n}}\n", lines.join(",\n"))
    }

    /// As LaTeX: `\equil{F3.gain}` is the number.
    pub fn to_latex(&self) -> String {
        let mut text = "\\newcommand{\\equil}[1]{\\csname equil@#1\\endcsname}\n".to_owned();
        for bound in &self.entries {
            let shown = crate::report::latex_text(&bound.value.shown());
            text.push_str(&format!(
                "\\expandafter\\def\\csname equil@{}\\endcsname{{{shown}}}\n",
                bound.key
            ));
        }
        text
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl Number {
    /// As it is printed unless the text asks for other digits. A minus sign is one.
    pub fn shown(&self) -> String {
        match self {
            Self::Number { digits, .. } => self.places(*digits).unwrap_or_default(),
            Self::Words(words) => words.clone(),
        }
    }

    /// With so many digits after the point, half to even on the exact value; words have none.
    pub fn places(&self, digits: usize) -> Option<String> {
        match self {
            Self::Number { low, high, .. } => {
                Some(decimal(&middle(low, high), digits).replace('-', "−"))
            }
            Self::Words(_) => None,
        }
    }

    fn json(&self) -> String {
        let shown = quoted(&self.shown());
        let places: Vec<String> =
            (0..=MOST).filter_map(|digits| Some(quoted(&self.places(digits)?))).collect();
        if places.is_empty() {
            return format!("{{ \"shown\": {shown} }}");
        }
        format!("{{ \"shown\": {shown}, \"places\": [{}] }}", places.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;
    use crate::num::Rational;

    #[test]
    fn numbers_are_rounded_half_to_even_from_the_exact_value() {
        let mut numbers = Numbers::default();
        numbers.exact("a", &"0.0545".parse().unwrap(), 3);
        numbers.exact("b", &Rational::new(-1, 3).unwrap(), 2);
        numbers.words("c", "open_r");
        let json = numbers.clone().of("F1").to_json();
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["F1.a"]["shown"], "0.054");
        assert_eq!(read["F1.b"]["shown"], "−0.33");
        assert_eq!(read["F1.b"]["places"][0], "0");
        assert_eq!(read["F1.c"]["shown"], "open_r");
        assert!(numbers.to_latex().contains(r"\expandafter\def\csname equil@c\endcsname{open\_r}"));
        assert!(numbers.twice().is_empty());
        numbers.count("a", 4);
        assert_eq!(numbers.twice(), ["a"]);
    }
}
