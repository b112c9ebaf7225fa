//! The one shape every result takes on its way to a reader: named columns, cells that know what
//! they are, and how they should stand out.

use crate::num::{
    Rational, Ring, Sign, decimal, decimal_down, decimal_up, significant, significant_down,
    significant_up,
};
use crate::text::Symbol;

/// Rows under named columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What the table shows, in one line.
    pub caption: Option<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub head: String,
    /// Whether its cells are numbers, which line up on the right.
    pub right: bool,
}

/// How a cell stands out, where colours are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Not at all.
    #[default]
    Plain,
    /// What the eye should find first.
    Strong,
    /// Speaks for what is asked.
    Good,
    /// Speaks against it.
    Bad,
    /// Less important.
    Faint,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Words.
    Text(String),
    /// A number, between these bounds (equal when it is known exactly).
    Number(Rational, Rational),
    /// A number that is proved to be no greater than another one: rounded down.
    AtLeast(Rational),
    /// A number that is proved to be no less than another one: rounded up.
    AtMost(Rational),
    /// A difference, always with its sign.
    Signed(Rational, Rational),
    /// A probability: a short fraction is shown as one.
    Probability(Rational),
    /// Words with numbers among them: rounded for people, and in full for other programs.
    Rounded {
        /// For people.
        shown: String,
        /// In full.
        exact: String,
    },
    /// A key of the bibliography, and perhaps a place in what it names: `pearce1984, p. 1035`.
    Cited(String),
    /// A symbol, as LaTeX's math mode writes it.
    Symbol(String),
}

/// A cell of a [`Table`].
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// How it stands out.
    pub style: Style,
}

impl Table {
    /// An empty table; names that start with `>` head columns of numbers.
    pub fn new(heads: &[&str]) -> Self {
        let column = |head: &&str| match head.strip_prefix('>') {
            Some(head) => Column { head: head.to_owned(), right: true },
            None => Column { head: (*head).to_owned(), right: false },
        };
        Self { caption: None, columns: heads.iter().map(column).collect(), rows: Vec::new() }
    }

    /// Says what the table shows.
    #[must_use]
    pub fn caption(mut self, caption: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Cell>) {
        debug_assert_eq!(cells.len(), self.columns.len());
        self.rows.push(cells);
    }
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self { content: Content::Text(text.into()), style: Style::Plain }
    }

    /// Words with numbers among them, rounded and in full.
    pub fn rounded(shown: impl Into<String>, exact: impl Into<String>) -> Self {
        let content = Content::Rounded { shown: shown.into(), exact: exact.into() };
        Self { content, style: Style::Plain }
    }

    /// What the bibliography has under a key; without a key nothing.
    pub fn cited(citation: impl Into<String>) -> Self {
        Self { content: Content::Cited(citation.into()), style: Style::Plain }
    }

    /// A symbol, as LaTeX's math mode writes it.
    pub fn symbol(tex: impl Into<String>) -> Self {
        Self { content: Content::Symbol(tex.into()), style: Style::Plain }
    }

    /// Nothing.
    pub fn empty() -> Self {
        Self::text("")
    }

    /// A number.
    pub fn number(bounds: &(Rational, Rational)) -> Self {
        Self { content: Content::Number(bounds.0.clone(), bounds.1.clone()), style: Style::Plain }
    }

    /// A number known exactly.
    pub fn exact(value: &Rational) -> Self {
        Self::number(&(value.clone(), value.clone()))
    }

    /// A lower bound, which stays one when it is rounded.
    pub fn at_least(bound: &Rational) -> Self {
        Self { content: Content::AtLeast(bound.clone()), style: Style::Plain }
    }

    /// An upper bound, which stays one when it is rounded.
    pub fn at_most(bound: &Rational) -> Self {
        Self { content: Content::AtMost(bound.clone()), style: Style::Plain }
    }

    /// A difference, coloured by its sign.
    pub fn signed(bounds: &(Rational, Rational), sign: Option<Sign>) -> Self {
        let style = match sign {
            Some(Sign::Positive) => Style::Good,
            Some(Sign::Negative) => Style::Bad,
            _ => Style::Plain,
        };
        Self { content: Content::Signed(bounds.0.clone(), bounds.1.clone()), style }
    }

    /// A probability.
    pub fn probability(value: &Rational) -> Self {
        Self { content: Content::Probability(value.clone()), style: Style::Plain }
    }

    /// The key of a citation, and the place in what it names: nothing of other cells, and of citations without a key.
    pub fn citation(&self) -> Option<(&str, &str)> {
        let Content::Cited(citation) = &self.content else { return None };
        let citation = citation.trim();
        let of_a_key = |c: char| c.is_ascii_alphanumeric() || "_:-".contains(c);
        let end = citation.find(|c| !of_a_key(c)).unwrap_or(citation.len());
        let (key, place) = citation.split_at(end);
        (!key.is_empty()).then(|| (key, place.trim_start_matches([',', ' '])))
    }

    /// The same cell, standing out differently.
    #[must_use]
    pub fn styled(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// The cell as people read it, numbers with so many digits after the point.
    pub fn shown(&self, digits: usize) -> String {
        match &self.content {
            Content::Text(text) => text.clone(),
            Content::Number(low, high) => ranged(low, high, digits),
            Content::AtLeast(bound) => visible(bound, digits, decimal_down, significant_down),
            Content::AtMost(bound) => visible(bound, digits, decimal_up, significant_up),
            Content::Signed(low, high) => {
                if low.is_zero() && high.is_zero() {
                    return "0".to_owned();
                }
                let text = shown(low, high, digits);
                if text.starts_with('-') {
                    text.replacen('-', "−", 1)
                } else {
                    format!("+{text}")
                }
            }
            Content::Probability(value) => shown_probability(value, digits),
            Content::Rounded { shown, .. } => shown.clone(),
            Content::Cited(citation) => citation.clone(),
            Content::Symbol(tex) => {
                Symbol::parse(tex).map_or_else(|| tex.clone(), |symbol| symbol.plain())
            }
        }
    }

    /// The cell as it is printed: as people read it, and before a number a minus in place of a hyphen.
    pub(crate) fn printed(&self, digits: usize) -> String {
        let text = self.shown(digits);
        if matches!(self.content, Content::Text(_) | Content::Cited(_) | Content::Symbol(_)) {
            return text;
        }
        let mut printed = String::with_capacity(text.len());
        let mut rest = text.chars().peekable();
        while let Some(character) = rest.next() {
            let is_sign = character == '-'
                && !printed.ends_with(char::is_alphanumeric)
                && rest.peek().is_some_and(char::is_ascii_digit);
            printed.push(if is_sign { '−' } else { character });
        }
        printed
    }

    /// The cell for other programs. Without `digits` nothing is rounded: a number is written as a
    /// decimal where it is a short one, else as a fraction; one that is not known to be rational as
    /// the float nearest to the middle of its bounds. With `digits` numbers are rounded as for people.
    ///
    /// # Examples
    /// ```
    /// use equil::num::Rational;
    /// use equil::table::Cell;
    ///
    /// let third = Cell::exact(&Rational::new(1, 3).unwrap());
    /// assert_eq!(third.written(None), "1/3");
    /// assert_eq!(third.written(Some(2)), "0.33");
    /// ```
    pub fn written(&self, digits: Option<usize>) -> String {
        match (&self.content, digits) {
            (Content::Number(low, high), Some(digits)) => ranged(low, high, digits),
            (Content::Signed(low, high), Some(digits)) => shown(low, high, digits),
            (Content::Symbol(tex), _) => tex.clone(),
            (_, Some(digits)) => self.shown(digits),
            (
                Content::Text(text) | Content::Rounded { exact: text, .. } | Content::Cited(text),
                None,
            ) => text.clone(),
            (Content::Number(low, high) | Content::Signed(low, high), None) => {
                if is_wide(low, high, PRECISE) {
                    ranged(low, high, PRECISE)
                } else if low == high {
                    in_full(low)
                } else {
                    format!("{:?}", middle(low, high).nearest_f64())
                }
            }
            (Content::AtLeast(bound) | Content::AtMost(bound), None) => in_full(bound),
            (Content::Probability(value), None) => value.to_string(),
        }
    }
}

/// A number in full: as a decimal if that is short, else as a fraction.
pub fn in_full(value: &Rational) -> String {
    crate::num::shortest(value).unwrap_or_else(|| value.to_string())
}

/// The number halfway between two bounds.
pub fn middle(low: &Rational, high: &Rational) -> Rational {
    let mut sum = low.clone();
    sum += high;
    sum /= &Rational::integer(2);
    sum
}

/// A number with so many digits after the point; one that would show as 0 but is not keeps two
/// significant digits, and one from 10¹⁵ on has an exponent.
pub fn shown(low: &Rational, high: &Rational, digits: usize) -> String {
    let value = middle(low, high);
    // What may be 0 is not shown as if it were known not to be
    let is_known = *low > Rational::zero() || *high < Rational::zero();
    if is_known { visible(&value, digits, decimal, significant) } else { decimal(&value, digits) }
}

/// A number with so many digits after the point; its bounds, rounded outward, if they say less of it than that.
fn ranged(low: &Rational, high: &Rational, digits: usize) -> String {
    if !is_wide(low, high, digits) {
        return shown(low, high, digits);
    }
    let low = visible(low, digits, decimal_down, significant_down);
    format!("{low}–{}", visible(high, digits, decimal_up, significant_up))
}

/// Whether bounds are more than two units of the last digit apart.
fn is_wide(low: &Rational, high: &Rational, digits: usize) -> bool {
    let unit = i32::try_from(digits).unwrap_or(i32::MAX);
    let scale = 10.0_f64.powi(unit.saturating_neg()) * 2.0;
    low != high && high.minus(low).nearest_f64() > scale && low.nearest_f64().abs() < LARGE
}

/// Digits after the point of numbers that are written for programs, where they are not known exactly.
const PRECISE: usize = 9;

/// A number as a decimal; with an exponent if so many digits would show as 0 what is not, or if there were too many digits before
/// the point to be read.
fn visible(
    value: &Rational,
    digits: usize,
    text: fn(&Rational, usize) -> String,
    other: fn(&Rational, usize) -> String,
) -> String {
    if value.nearest_f64().abs() >= LARGE {
        return other(value, digits.max(1) + 1);
    }
    let nearest = decimal(value, digits);
    let vanished = nearest.bytes().all(|b| matches!(b, b'0' | b'.' | b'-'));
    if vanished && !value.is_zero() { other(value, 2) } else { text(value, digits) }
}

/// Numbers from here on are shown with an exponent.
const LARGE: f64 = 1e15;

/// Fractions up to this denominator are shown as such.
const SHORT: u64 = 10_000;

/// A probability as a short fraction, or with so many digits.
pub fn shown_probability(value: &Rational, digits: usize) -> String {
    match value.as_small() {
        Some((_, denominator)) if denominator <= SHORT => value.to_string(),
        _ => shown(value, &value.clone(), digits.max(4)),
    }
}

/// Whether `value` is 0 exactly.
pub fn is_nothing(bounds: &(Rational, Rational)) -> bool {
    bounds.0 == Rational::zero() && bounds.1 == Rational::zero()
}

#[cfg(test)]
mod tests {
    use super::{Cell, Rational};

    #[test]
    fn numbers_are_printed_with_a_minus() {
        let printed = |cell: Cell| cell.printed(1);
        assert_eq!(printed(Cell::exact(&Rational::integer(-2))), "−2.0");
        assert_eq!(
            printed(Cell::rounded("-0.068 against -1-2 of a-1", "")),
            "−0.068 against −1-2 of a-1"
        );
        assert_eq!(printed(Cell::text("-1")), "-1");
    }

    #[test]
    fn bounds_stay_bounds() {
        let both = |text: &str, digits| {
            let x: Rational = text.parse().unwrap();
            [Cell::at_least(&x).shown(digits), Cell::at_most(&x).shown(digits)]
        };
        assert_eq!(both("0.713326", 4), ["0.7133", "0.7134"]);
        // Digits that are not known are not shown
        let bounds = ["9.74739", "9.82571"].map(|x| x.parse::<Rational>().unwrap());
        let cell = Cell::number(&bounds.into());
        assert_eq!(cell.shown(4), "9.7473–9.8258");
        assert_eq!(cell.shown(1), "9.8");
        assert_eq!(cell.written(None), "9.747390000–9.825710000");
        assert_eq!(both("0.713326", 1), ["0.7", "0.8"]);
        assert_eq!(both("0.5", 4), ["0.5000", "0.5000"]);
        assert_eq!(both("1.23456e-9", 4), ["1.2e-9", "1.3e-9"]);
        assert_eq!(both("-0.00006", 4), ["-0.0001", "0.0000"]);
        assert_eq!(both("0", 2), ["0.00", "0.00"]);
        assert_eq!(both("1.23456e160", 4), ["1.2345e160", "1.2346e160"]);
        assert_eq!(both("999999999999999.5", 1), ["999999999999999.5"; 2]);
        let large = |text: &str| Cell::exact(&text.parse().unwrap()).shown(4);
        assert_eq!(large("-3e160"), "-3e160");
        assert_eq!(large(&format!("1e{}", 400)), "1e400");
    }
}
