//! What equilibria give with lots bounds what they give without.

use crate::game::Game;
use crate::num::Rational;
use crate::repeated::{Settings, abreu_sannikov};

/// Sets that are made at most: they bound all the same.
const STEPS: usize = 2000;
/// How near they come, as a part of the range of payoffs.
const WIDTH: f64 = 1e-9;

/// Of each player the least and the greatest payoff that equilibria give with lots that everybody sees.
pub(super) enum WithLots {
    /// There are none, and so none without lots.
    Nothing,
    /// At least, and at most.
    Within([(Rational, Rational); 2]),
}

/// Of two players who count the future alike; of others nothing is known from here.
pub(super) fn with_lots(
    game: &Game<Rational>,
    discounts: &[Rational],
    go_on: &(dyn Fn() -> bool + Sync),
) -> Option<WithLots> {
    let [first, second] = discounts else { return None };
    if first != second {
        return None;
    }
    let settings = Settings { width: WIDTH, steps: STEPS, watch: &|_| go_on() };
    let outer = abreu_sannikov(game, first, &settings)?.outer;
    let ends = |axis: usize| {
        let all = || outer.vertices.iter().map(|vertex| &vertex[axis]);
        Some((all().min()?.clone(), all().max()?.clone()))
    };
    Some(match (ends(0), ends(1)) {
        (Some(first), Some(second)) => WithLots::Within([first, second]),
        _ => WithLots::Nothing,
    })
}
