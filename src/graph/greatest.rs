//! Who has most to gain, and where?

use rayon::prelude::*;

use crate::game::Payoffs;
use crate::num::{Rational, Ring};
use crate::response::{ResponseError, Watch};

/// The most that a player gains by one deviation, in any pure profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Improvement {
    /// From which profile, by number.
    pub from: usize,
    /// To which.
    pub to: usize,
    /// How much, between bounds; equal when it is known exactly.
    pub gain: (Rational, Rational),
}

/// Ways the others can play between two questions to the caller.
const TOGETHER: usize = 1 << 12;

/// The greatest improvement of each player, of equally great ones the first. Of payoffs that are not
/// rational, one that has the greatest gain that is proved, with bounds of the greatest there is.
///
/// # Errors
/// [`ResponseError`] when payoffs cannot be compared or bounded, or `watch` ends it.
///
/// # Complexity
/// Two comparisons for each player and profile.
///
/// # Examples
/// ```
/// use equil::game::{Game, Payoffs};
/// use equil::graph::greatest;
/// use equil::num::Rational;
///
/// let payoffs = [[2, 3, 0, 5], [2, 0, 3, 1]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let found = greatest(&game, &|_, _| true)?;
/// assert_eq!((found[0].from, found[0].to), (2, 3));
/// assert_eq!(found[0].gain.0, Rational::integer(5));
/// # Ok::<(), equil::response::ResponseError>(())
/// ```
#[allow(clippy::missing_panics_doc)] // an invariant
pub fn greatest(payoffs: &Payoffs, watch: Watch<'_>) -> Result<Vec<Improvement>, ResponseError> {
    let shape = payoffs.shape();
    (0..shape.players())
        .map(|player| {
            let (stride, count) = (shape.stride(player), shape.strategies()[player]);
            let ways = shape.profiles() / count;
            let chunk = |chunk: usize| {
                if !watch((chunk * TOGETHER) as u64, ways as u64) {
                    return Err(ResponseError::Stopped);
                }
                let mut best: Option<Improvement> = None;
                for way in chunk * TOGETHER..ways.min((chunk + 1) * TOGETHER) {
                    let first = payoffs.shape().rival_profile(player, way);
                    let found = along(payoffs, player, (first, stride, count))?;
                    best = Some(match best {
                        None => found,
                        Some(best) => greater(best, found),
                    });
                }
                Ok(best)
            };
            let all: Vec<Option<Improvement>> = (0..ways.div_ceil(TOGETHER))
                .into_par_iter()
                .map(chunk)
                .collect::<Result<_, ResponseError>>()?;
            let all = all.into_iter().flatten();
            Ok(all.reduce(greater).expect("the others can play in some way"))
        })
        .collect()
}

/// The greater of two improvements, else the earlier one; the upper bound is that of both.
fn greater(one: Improvement, other: Improvement) -> Improvement {
    let most = one.gain.1.clone().max(other.gain.1.clone());
    let mut greater = if other.gain.0 > one.gain.0 { other } else { one };
    greater.gain.1 = most;
    greater
}

/// From the worst strategy to the best, on a line of `count` profiles from `first` on, `stride` apart.
fn along(
    payoffs: &Payoffs,
    player: usize,
    (first, stride, count): (usize, usize, usize),
) -> Result<Improvement, ResponseError> {
    let (mut from, mut to) = (first, first);
    for other in (1..count).map(|own| first + own * stride) {
        let compare = |with: usize| {
            let order = payoffs.compare(player, other, with);
            order.ok_or(ResponseError::Unsettled { player, profiles: [other, with] })
        };
        if compare(from)?.is_lt() {
            from = other;
        }
        if compare(to)?.is_gt() {
            to = other;
        }
    }
    let gain = if from == to {
        Some((Rational::zero(), Rational::zero()))
    } else if let Some(game) = payoffs.rational() {
        let gain = game.payoffs(player)[to].minus(&game.payoffs(player)[from]);
        Some((gain.clone(), gain))
    } else {
        payoffs.bounds(player, &[(to, Rational::one()), (from, Rational::minus_one())])
    };
    let gain = gain.ok_or(ResponseError::Unsettled { player, profiles: [to, from] })?;
    Ok(Improvement { from, to, gain })
}
