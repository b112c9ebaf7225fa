//! Games whose one equilibrium has supports of half of the strategies: the worst case of support
//! enumeration.

use super::{Family, FamilyError, Parameter, Sample, Values, bimatrix};
use crate::num::Rational;

pub(super) const FAMILY: Family = Family {
    name: "sgc",
    about: "4k - 1 strategies, one equilibrium, with 2k - 1 strategies in each support",
    source: &["sandholm2005", "fearnley2015"],
    parameters: &[Parameter::integer("k", "each player has 4k - 1 strategies", "2", (1, 1_000))],
    make,
};

fn make(values: &Values<'_>) -> Result<Sample, FamilyError> {
    let k = values.count("k");
    let (size, cycle) = (4 * k - 1, 2 * k - 1);
    // What strategy `own` earns against `other`, if the block of the rest rewards `partner` of it
    let payoff = |own: usize, other: usize, partner: usize| {
        let quarters = if own >= cycle {
            if other == partner { 3 } else { 0 }
        } else if other >= cycle || (cycle > 1 && other == (own + 1) % cycle) {
            2
        } else if cycle > 1 && own == (other + 1) % cycle {
            4
        } else {
            3
        };
        Rational::new(quarters, 4).expect("the denominator is 4")
    };
    let game = bimatrix((size, size), |i, j| {
        // The second player wants to miss: strategies after the cycle come in pairs
        let swapped = |s: usize| if s >= cycle { cycle + ((s - cycle) ^ 1) } else { s };
        (payoff(i, j, i), payoff(j, i, swapped(j)))
    })?;
    Ok(Sample::numbered(game))
}
