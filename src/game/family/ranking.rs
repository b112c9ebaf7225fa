//! Ranking games: effort costs, and the higher score wins a prize.

use super::{Family, FamilyError, Parameter, Sample, Values, bimatrix};
use crate::num::{Draws, Rational};

pub(super) const FAMILY: Family = Family {
    name: "ranking",
    about: "efforts with random costs and scores; the higher score wins 1, a tie halves it",
    source: &["goldberg2013", "fearnley2015"],
    parameters: &[
        Parameter::integer("size", "levels of effort of each player", "5", (1, 5_000)),
        Parameter::integer("steps", "greatest step of a score or a cost", "10", (1, 1_000_000)),
        Parameter::SEED,
    ],
    make,
};

fn make(values: &Values<'_>) -> Result<Sample, FamilyError> {
    let (size, steps) = (values.count("size"), values.integer("steps"));
    let draws = Draws::new(values.seed());
    let sums = |start: usize| {
        let mut sum = 0;
        (0..size)
            .map(|i| {
                sum += draws.integer(start + i, (1, steps));
                sum
            })
            .collect::<Vec<i64>>()
    };
    let scores = [sums(0), sums(size)];
    let costs = [sums(2 * size), sums(3 * size)];
    // The prize is `unit`: twice the number of levels times the greatest step, so that half is whole
    let unit = 2 * i64::try_from(size).unwrap_or(i64::MAX) * steps;
    let payoff = |player: usize, own: usize, other: usize| {
        let prize = match scores[player][own].cmp(&scores[1 - player][other]) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => unit / 2,
            std::cmp::Ordering::Greater => unit,
        };
        // No effort costs nothing
        let cost = if own == 0 { 0 } else { 2 * costs[player][own - 1] };
        Rational::new(prize - cost, unit).expect("the prize is positive")
    };
    let game = bimatrix((size, size), |i, j| (payoff(0, i, j), payoff(1, j, i)))?;
    Ok(Sample::numbered(game))
}
