//! Zero-sum games with independent, uniformly distributed integer payoffs.

use super::{Family, FamilyError, Parameter, Sample, Values, bimatrix};
use crate::num::{Draws, Rational};

pub(super) const FAMILY: Family = Family {
    name: "zero-sum",
    about: "independent uniform integers; the second player loses what the first wins",
    source: &[],
    parameters: &[
        Parameter::SIZE,
        Parameter::ROWS_AND_COLUMNS,
        Parameter::SEED,
        Parameter::low("-1000"),
        Parameter::high("1000"),
    ],
    make,
};

fn make(values: &Values<'_>) -> Result<Sample, FamilyError> {
    let bounds = values.bounds()?;
    let draws = Draws::new(values.seed());
    let shape = values.shape()?;
    let game = bimatrix((shape[0], shape[1]), |i, j| {
        let payoff = draws.integer(i * shape[1] + j, bounds);
        (Rational::integer(payoff), Rational::integer(-payoff))
    })?;
    Ok(Sample::numbered(game))
}
