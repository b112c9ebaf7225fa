//! From supports to an equilibrium that is proved.

use crate::certify::{Certificate, certify};
use crate::game::{Game, Payoffs, Profile};
use crate::linalg::{Matrix, solve};
use crate::num::{Rational, Ring};

/// The supports of both players, and the best responses to each: `tight[p]` are the rival's best
/// responses to the strategy of player `p`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Basis {
    pub(super) support: [Vec<usize>; 2],
    pub(super) tight: [Vec<usize>; 2],
}

impl Basis {
    pub(super) fn sorted(mut self) -> Self {
        for list in self.support.iter_mut().chain(&mut self.tight) {
            list.sort_unstable();
        }
        self
    }
}

/// The profile at a basis, if it is an equilibrium, and the proof of that.
pub(super) fn proved(
    payoffs: &Payoffs,
    game: &Game<Rational>,
    basis: &Basis,
) -> Option<(Profile<Rational>, Certificate)> {
    let strategies = vec![mixture(game, 0, basis)?, mixture(game, 1, basis)?];
    certified(payoffs, Profile::new(strategies))
}

/// A profile that is proved to be an equilibrium.
pub(super) fn certified(
    payoffs: &Payoffs,
    profile: Profile<Rational>,
) -> Option<(Profile<Rational>, Certificate)> {
    match certify(payoffs, &profile) {
        Some(Certificate::Exact) => Some((profile, Certificate::Exact)),
        _ => None,
    }
}

/// The mixture of `player`'s support against which the rival's best responses all earn the same,
/// unless a probability is negative.
fn mixture(game: &Game<Rational>, player: usize, basis: &Basis) -> Option<Vec<Rational>> {
    let (support, tight) = (&basis.support[player], &basis.tight[player]);
    let earned = |own: usize, rival: usize| {
        let profile = if player == 0 { [own, rival] } else { [rival, own] };
        game.payoff(1 - player, &profile).clone()
    };
    // Unknowns: the probabilities, and what the rival earns
    let mut rows: Vec<Vec<Rational>> = tight
        .iter()
        .map(|&rival| {
            let line = support.iter().map(|&own| earned(own, rival));
            line.chain([Rational::minus_one()]).collect()
        })
        .collect();
    let mut sum = vec![Rational::one(); support.len()];
    sum.push(Rational::zero());
    rows.push(sum);
    let mut right_side = vec![Rational::zero(); tight.len()];
    right_side.push(Rational::one());
    let solution = solve(&Matrix::from_rows(rows)?, &right_side).unique()?;
    let mut strategy = vec![Rational::zero(); game.strategies()[player]];
    for (&own, probability) in support.iter().zip(solution) {
        if probability < Rational::zero() {
            return None;
        }
        strategy[own] = probability;
    }
    Some(strategy)
}
