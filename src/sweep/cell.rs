//! What is known of a watched query at one point.

/// An answer that fits into a table. Numbers are floats: those nearest to what is exactly known, or within
/// a relative error of 2⁻³⁰ (as a rule 2⁻⁴⁰ and less), always with the right sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// Yes.
    Yes,
    /// No.
    No,
    /// A number.
    Number(f64),
    /// The least and the greatest number.
    Between(f64, f64),
    /// In full: a place in the texts of the rows. Of a least and a greatest number, the place of the least; the other
    /// follows.
    Text(usize),
    /// More than any number, which is known: there are infinitely many, or no discount factor is enough.
    Infinite,
    /// Not settled.
    Open,
    /// The payoffs have no value here.
    Undefined,
}

impl Cell {
    /// The word for what is no number.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Yes => Some("yes"),
            Self::No => Some("no"),
            Self::Infinite => Some("infinite"),
            Self::Open => Some("open"),
            Self::Undefined => Some("undefined"),
            Self::Number(_) | Self::Between(..) | Self::Text(_) => None,
        }
    }
}
