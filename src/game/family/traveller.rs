//! The traveller's dilemma: whoever claims less gets a bonus from the other.

use super::{Family, FamilyError, Parameter, Sample, Values, bimatrix};
use crate::num::Rational;

pub(super) const FAMILY: Family = Family {
    name: "traveller",
    about: "both are paid the lower claim; a bonus goes from who claimed more to who claimed less",
    source: &["basu1994"],
    parameters: &[
        Parameter::integer("low", "least claim", "2", (0, CLAIM)),
        Parameter::integer("high", "greatest claim", "100", (0, CLAIM)),
        Parameter::integer("bonus", "what the lower claim earns", "2", (0, CLAIM)),
    ],
    make,
};

const CLAIM: i64 = 1_000_000;

fn make(values: &Values<'_>) -> Result<Sample, FamilyError> {
    let (low, high) = values.bounds()?;
    let bonus = values.integer("bonus");
    let claims: Vec<i64> = (low..=high).collect();
    let payoff =
        |own: i64, other: i64| Rational::integer(own.min(other) + bonus * (other - own).signum());
    let game = bimatrix((claims.len(), claims.len()), |i, j| {
        (payoff(claims[i], claims[j]), payoff(claims[j], claims[i]))
    })?;
    let labels: Vec<String> = claims.iter().map(i64::to_string).collect();
    Ok(Sample::of(game, vec![labels.clone(), labels]))
}
