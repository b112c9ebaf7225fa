//! One equilibrium of a large game, along a smooth path through the interior.
//!
//! Players who earn, beside their payoffs, a weight μ times the sum of the logarithms of their
//! probabilities play everything. While μ falls to 0 their equilibria form a smooth path, which begins
//! where everything is played alike and leads to an equilibrium of the game. It is followed in floats,
//! forwards and, where it turns, backwards, by predictor and corrector. As soon as the strategies that
//! stay in play are told from the others, the equilibrium with these supports is computed exactly and
//! proved.
//!
//! The number of steps hardly depends on the size of the game, whereas paths of complementary pivots
//! grow long beyond measure where payoffs are opposed.
//!
//! Sources: the barrier is that of the logarithmic tracing procedure: J. C. Harsanyi, "The tracing
//! procedure: a Bayesian approach to defining a solution for *n*-person noncooperative games",
//! *International Journal of Game Theory* 4 (1975), 61–94 (`harsanyi1975`); as a way to compute:
//! P. J.-J. Herings, R. Peeters, "Homotopy methods to compute equilibria in game theory", *Economic
//! Theory* 42 (2010), 119–156 (`herings2010`); the path of centres: M. Kojima, N. Megiddo, T. Noma,
//! A. Yoshise, *A Unified Approach to Interior Point Algorithms for Linear Complementarity Problems*,
//! 1991 (`kojima1991`).

mod path;
mod supports;
mod system;
#[cfg(test)]
mod tests;

use nalgebra::DMatrix;

use super::basis::{Basis, proved_near};
use super::lemke_howson;
use super::method::{Arithmetic, Coverage, Found, Method, Run, Stopped};
use crate::certify::Certificate;
use crate::game::{Game, Payoffs, Profile};
use crate::num::Rational;
use path::{CARES, follow};
use supports::{Supports, is_plausible};
use system::Field;

/// O(m n²) multiplications of floats for each step, for m × n strategies of which n is the smaller
/// number; most paths have fewer than 200 steps.
pub(super) const METHOD: Method = Method {
    name: "interior-point",
    about: "One equilibrium of a large two-player game, along a smooth path",
    source: "herings2010",
    accepts: lemke_howson::METHOD.accepts,
    finds_all: false,
    arithmetic: Some(Arithmetic::Hybrid),
    search,
};

/// Steps that progress is told in.
const TOLD: f64 = 1000.0;
/// Supports that are tried exactly and fail, before the path is given up: floats see too little.
const TRIES: usize = 4;

fn search(payoffs: &Payoffs, run: &mut Run<'_>) -> Result<Coverage, Stopped> {
    run.step(0, 1)?;
    if let Some((profile, certificate)) = found(payoffs, run)? {
        run.report(Found::Certified(profile, certificate))?;
        return Ok(Coverage::Some);
    }
    // Ties, or payoffs of very different sizes
    (lemke_howson::METHOD.search)(payoffs, run)
}

/// The equilibrium at the end of the path, with its proof; `None` where floats do not see it.
pub(super) fn found(
    payoffs: &Payoffs,
    run: &Run<'_>,
) -> Result<Option<(Profile<Rational>, Certificate)>, Stopped> {
    let game = payoffs.rational().ok_or(Stopped)?;
    let [rows, columns] = *game.strategies() else { return Err(Stopped) };
    // The system that is solved has as many unknowns as the second player has strategies
    let swapped = rows < columns;
    let field = if swapped { floats(game, [1, 0]) } else { floats(game, [0, 1]) };
    let Some(field) = field else { return Ok(None) };
    let stopped = std::cell::Cell::new(false);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // from 0 to 1000
    let mut watch = |behind: f64| {
        let go = (run.watch())((behind * TOLD) as u64, TOLD as u64);
        stopped.set(stopped.get() || !go);
        go
    };
    for &care in CARES {
        let (mut last, mut tries) = (None, 0);
        let found = follow(&field, care, &mut watch, |point| {
            let supports = Supports::of(point);
            let settled = last.as_ref() == Some(&supports) && tries < TRIES;
            let proof = (settled && is_plausible(&field, &supports)).then(|| {
                tries += 1;
                let Supports([first, second]) = supports.clone();
                let support = if swapped { [second, first] } else { [first, second] };
                let tight = [support[1].clone(), support[0].clone()];
                proved_near(payoffs, game, &Basis { support, tight })
            });
            last = Some(supports);
            proof.flatten()
        });
        if found.is_some() {
            return Ok(found);
        }
        if stopped.get() {
            return Err(Stopped);
        }
    }
    Ok(None)
}

/// The payoffs in floats, moved and scaled to a mean of 0 and a range of 1; `None` if they are too
/// large for floats.
fn floats(game: &Game<Rational>, [first, second]: [usize; 2]) -> Option<Field> {
    let counts = [game.strategies()[first], game.strategies()[second]];
    let matrix = |player: usize| {
        let payoffs = game.payoffs(player).iter().map(Rational::nearest_f64);
        // The first player's strategies run fastest
        let payoffs: Vec<f64> = payoffs.collect();
        let by_row = DMatrix::from_vec(game.strategies()[0], game.strategies()[1], payoffs);
        let mut matrix = if first == 0 { by_row } else { by_row.transpose() };
        debug_assert_eq!([matrix.nrows(), matrix.ncols()], counts);
        let (mean, range) = (matrix.mean(), matrix.max() - matrix.min());
        matrix.add_scalar_mut(-mean);
        if range > 0.0 {
            matrix /= range;
        }
        matrix.iter().all(|payoff| payoff.is_finite()).then_some(matrix)
    };
    Some(Field::new(matrix(first)?, matrix(second)?))
}
