//! Normally distributed payoffs, correlated between the players.

use super::{Family, FamilyError, Parameter, Sample, Values, bimatrix};
use crate::num::{Draws, Rational};

pub(super) const FAMILY: Family = Family {
    name: "covariant",
    about: "normally distributed payoffs with correlation rho between the two players'",
    source: &["nudelman2004"],
    parameters: &[
        Parameter::SIZE,
        Parameter::SEED,
        Parameter::number("rho", "correlation of the two players' payoffs", "-0.9", (-1, 1)),
        Parameter::integer("scale", "standard deviation; payoffs are rounded", "1000", (1, SCALE)),
    ],
    make,
};

/// So that payoffs are integers that floats hold.
const SCALE: i64 = 1_000_000_000_000;

#[allow(clippy::cast_precision_loss)] // the range of `scale`
fn make(values: &Values<'_>) -> Result<Sample, FamilyError> {
    let size = values.count("size");
    let draws = Draws::new(values.seed());
    let rho = values.number("rho").nearest_f64();
    let rest = (1.0 - rho * rho).sqrt();
    let scale = values.integer("scale") as f64;
    let count = 2 * size * size;
    let game = bimatrix((size, size), |i, j| {
        let place = i * size + j;
        let first = draws.normal(place, count);
        let second = draws.normal(size * size + place, count);
        (rounded(scale * first), rounded(scale * (rho * first + rest * second)))
    })?;
    Ok(Sample::numbered(game))
}

/// The nearest integer, of two the even one.
pub(super) fn rounded(x: f64) -> Rational {
    Rational::from_f64(x.round_ties_even()).expect("draws are finite")
}
