//! Pure coordination: both players get 1 if they choose the same, else 0.

use super::{Family, FamilyError, Parameter, Sample, Values, bimatrix};
use crate::num::Rational;

pub(super) const FAMILY: Family = Family {
    name: "identity",
    about: "both get 1 if they choose the same: 2^size - 1 equilibria",
    source: &[],
    parameters: &[Parameter::SIZE],
    make,
};

fn make(values: &Values<'_>) -> Result<Sample, FamilyError> {
    let size = values.count("size");
    let game = bimatrix((size, size), |i, j| {
        let payoff = Rational::integer(i64::from(i == j));
        (payoff.clone(), payoff)
    })?;
    Ok(Sample::numbered(game))
}
