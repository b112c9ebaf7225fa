//! Whether cells of a sweep are what exact payoffs say.

use equil::answer::{Answer, Open};
use equil::num::Rational;
use equil::sweep::Cell;

/// Whether a cell is what exact payoffs say. A sweep may know more than a single answer: elimination by
/// pure strategies settles some of what is open there.
pub(crate) fn agrees(cell: Cell, answer: &Answer) -> bool {
    match (cell, answer) {
        (cell, Answer::Open(Open::Infinite)) => cell == Cell::Infinite,
        (Cell::Yes, Answer::Yes) | (Cell::No, Answer::No) | (_, Answer::Open(_)) => true,
        (Cell::Number(x), Answer::Number { low, high }) => is_near(x, low, high),
        (Cell::Between(least, greatest), Answer::Number { low, high }) => {
            is_near(least, low, low) && is_near(greatest, high, high)
        }
        _ => false,
    }
}

/// Within a relative error of 2⁻³⁰, and of the same sign.
fn is_near(x: f64, low: &Rational, high: &Rational) -> bool {
    let x = Rational::from_f64(x).unwrap();
    let mut slack = x.abs();
    slack *= &Rational::new(1, 1 << 30).unwrap();
    let (mut least, mut most) = (low.clone(), high.clone());
    least -= &slack;
    most += &slack;
    let sign = low.signum() != high.signum() || x.signum() == low.signum();
    sign && least <= x && x <= most
}
