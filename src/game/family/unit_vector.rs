//! Games in which each column of the first player's payoffs is a unit vector.

use super::{Family, FamilyError, Parameter, Sample, Values, bimatrix};
use crate::num::{Draws, Rational};

pub(super) const FAMILY: Family = Family {
    name: "unit-vector",
    about: "one best response, worth 1, to each strategy of the second player, whose payoffs are random",
    source: &["savani2016", "fearnley2015"],
    parameters: &[
        Parameter::SIZE,
        Parameter::SEED,
        Parameter::integer("high", "greatest payoff of the second player", "999999", (0, HIGH)),
        Parameter::word("pure", "whether pure equilibria may be left", &["any", "none"]),
    ],
    make,
};

const HIGH: i64 = 1_000_000_000_000_000;

/// Random games without pure equilibria are looked for so often.
const TRIES: usize = 1_000;

fn make(values: &Values<'_>) -> Result<Sample, FamilyError> {
    let size = values.count("size");
    let draws = Draws::new(values.seed());
    let bounds = (0, values.integer("high"));
    let area = size * size;
    // The second player's payoffs, and for each of their strategies the first player's best response
    let with = |start: usize, best: Vec<usize>| {
        bimatrix((size, size), |i, j| {
            let payoff = draws.integer(start + i * size + j, bounds);
            (Rational::integer(i64::from(best[j] == i)), Rational::integer(payoff))
        })
        .map(Sample::numbered)
    };
    super::values::fits(&[size, size])?;
    if values.word("pure") == "any" {
        let best = (0..size).map(|j| rank(draws.bits(area + j), size));
        return with(0, best.collect());
    }
    for round in 0..TRIES {
        let start = round * (area + size);
        let payoff = |i: usize, j: usize| draws.integer(start + i * size + j, bounds);
        let greatest: Vec<i64> =
            (0..size).map(|i| (0..size).map(|j| payoff(i, j)).max().unwrap_or(0)).collect();
        let best: Option<Vec<usize>> = (0..size)
            .map(|j| {
                // Only where `j` is no best response of the second player
                let rows: Vec<usize> = (0..size).filter(|&i| payoff(i, j) < greatest[i]).collect();
                let rank = rank(draws.bits(start + area + j), rows.len().max(1));
                rows.get(rank).copied()
            })
            .collect();
        if let Some(best) = best {
            return with(start, best);
        }
    }
    Err(FamilyError::misfit(
        "no game without pure equilibria was found",
        "ask for a larger `size`, a larger `high`, or `pure` any",
    ))
}

/// One of `count` numbers from 0.
fn rank(bits: u64, count: usize) -> usize {
    usize::try_from(bits % count as u64).unwrap_or(0)
}
