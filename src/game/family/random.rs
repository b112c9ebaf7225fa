//! Independent, uniformly distributed integer payoffs, for any number of players.

use super::values::fits;
use super::{Family, FamilyError, Parameter, Sample, Values};
use crate::game::{Game, Shape};
use crate::num::{Draws, Rational};

pub(super) const FAMILY: Family = Family {
    name: "random",
    about: "independent uniform integers, any number of players",
    source: &[],
    parameters: &[
        Parameter::SIZE,
        Parameter::SHAPE,
        Parameter::SEED,
        Parameter::low("0"),
        Parameter::high("999"),
    ],
    make,
};

fn make(values: &Values<'_>) -> Result<Sample, FamilyError> {
    let bounds = values.bounds()?;
    let draws = Draws::new(values.seed());
    let game = listed(values.shape()?, |place| draws.integer(place, bounds))?;
    Ok(Sample::numbered(game))
}

/// The game whose payoffs are `draw(0)`, `draw(1)`, … if all of the first player's are listed, then
/// the second's, and so on, the *last* player's strategy varying fastest.
pub(super) fn listed(
    counts: Vec<usize>,
    draw: impl Fn(usize) -> i64,
) -> Result<Game<Rational>, FamilyError> {
    fits(&counts)?;
    let places = rows_first(&counts);
    let payoffs = (0..counts.len())
        .map(|player| {
            let start = player * places.len();
            places.iter().map(|place| Rational::integer(draw(start + place))).collect()
        })
        .collect();
    Ok(Game::new(counts, payoffs).expect("as many payoffs as profiles"))
}

/// For each pure profile in the order of [`Shape`] its place if the last player's strategy varies
/// fastest.
fn rows_first(counts: &[usize]) -> Vec<usize> {
    let reversed = Shape::new(counts.iter().rev().copied().collect());
    let reversed = reversed.expect("no player is without strategies");
    let mut places = vec![0];
    for (player, &count) in counts.iter().enumerate() {
        let stride = reversed.stride(counts.len() - 1 - player);
        places = (0..count)
            .flat_map(|own| places.iter().map(move |place| place + own * stride))
            .collect();
    }
    places
}
