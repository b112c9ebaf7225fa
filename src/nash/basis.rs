//! From supports to an equilibrium that is proved.

use nalgebra::{DMatrix, DVector};

use crate::certify::{Certificate, certify};
use crate::game::{Game, Payoffs, Profile};
use crate::linalg::{Against, Fractions, Matrix, certain_order, solve};
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

/// Whether the equilibrium at a basis has no other: every strategy of the supports is played, and
/// nothing but `tight` is a best response.
pub(super) fn is_only_basis(
    game: &Game<Rational>,
    basis: &Basis,
    profile: &Profile<Rational>,
) -> bool {
    (0..2).all(|player| {
        let (mixture, rival) = (&profile[player], 1 - player);
        let is_played = |own: &usize| !mixture[*own].is_zero();
        let Some(&best) = basis.tight[player].first() else { return false };
        let payoff = |own, strategy| earned(game, player, own, strategy);
        let line = |strategy: usize| -> Vec<Rational> {
            (0..mixture.len()).map(|own| payoff(own, strategy).clone()).collect()
        };
        let value = Fractions::new(&line(best)).dot(&Fractions::new(mixture));
        let against = Against::new(mixture, &value);
        // Hardly any difference is too small for floats
        let weights: Vec<(usize, f64)> =
            basis.support[player].iter().map(|&own| (own, mixture[own].nearest_f64())).collect();
        let near = value.nearest_f64();
        let is_worse = |strategy: usize| {
            let terms =
                weights.iter().map(|&(own, weight)| (payoff(own, strategy).nearest_f64(), weight));
            let order = certain_order(terms, near);
            order.unwrap_or_else(|| against.compare(&line(strategy))).is_lt()
        };
        let mut others = (0..game.strategies()[rival])
            .filter(|strategy| !basis.tight[player].contains(strategy));
        basis.support[player].iter().all(is_played) && others.all(is_worse)
    })
}

/// As [`proved`], or an equilibrium as near it as floats can tell whose probabilities are simple
/// fractions: that is known sooner, and where there are many equilibria, it need not be the same.
pub(super) fn proved_near(
    payoffs: &Payoffs,
    game: &Game<Rational>,
    basis: &Basis,
) -> Option<(Profile<Rational>, Certificate)> {
    let simple = || Some(vec![simple_mixture(game, 0, basis)?, simple_mixture(game, 1, basis)?]);
    let near = simple().and_then(|strategies| certified(payoffs, Profile::new(strategies)));
    near.or_else(|| proved(payoffs, game, basis))
}

/// Measured: exact solutions for fewer strategies take no longer than floats.
const SIMPLE_FROM: usize = 12;
/// Digits, in bits, of numbers that count as simple: floats have twice as many.
const SIMPLE: usize = 24;

/// The mixture of `player`'s support that floats see, if it is one of simple fractions.
fn simple_mixture(game: &Game<Rational>, player: usize, basis: &Basis) -> Option<Vec<Rational>> {
    let (support, tight) = (&basis.support[player], &basis.tight[player]);
    if support.len() < SIMPLE_FROM || support.len() != tight.len() {
        return None;
    }
    let payoff =
        |rival: usize, own: usize| earned(game, player, support[own], tight[rival]).nearest_f64();
    let (mixture, _) = indifferent(support.len(), payoff)?;
    let mut strategy = vec![Rational::zero(); game.strategies()[player]];
    let mut sum = Rational::zero();
    for (&own, near) in support.iter().zip(mixture) {
        let probability = Rational::simplest_near(near)?;
        if probability < Rational::zero() || probability.bits() > SIMPLE {
            return None;
        }
        sum += &probability;
        strategy[own] = probability;
    }
    (sum == Rational::one()).then_some(strategy)
}

/// The mixture of `size` strategies, in floats, that makes as many strategies of the rival earn the
/// same, and what they earn; `payoff` is that of the rival's strategy against one of the mixture.
pub(super) fn indifferent(
    size: usize,
    payoff: impl Fn(usize, usize) -> f64,
) -> Option<(Vec<f64>, f64)> {
    let matrix =
        DMatrix::from_fn(size + 1, size + 1, |rival, own| match (rival < size, own < size) {
            (true, true) => payoff(rival, own),
            (true, false) => -1.0,
            (false, true) => 1.0,
            (false, false) => 0.0,
        });
    let mut right_side = DVector::zeros(size + 1);
    right_side[size] = 1.0;
    let solution = matrix.lu().solve(&right_side)?;
    let bound = solution[size];
    bound.is_finite().then(|| (solution.as_slice()[..size].to_vec(), bound))
}

/// What the rival of `player` earns with `rival` against `own`.
fn earned(game: &Game<Rational>, player: usize, own: usize, rival: usize) -> &Rational {
    let profile = if player == 0 { [own, rival] } else { [rival, own] };
    game.payoff(1 - player, &profile)
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
    // Unknowns: the probabilities, and what the rival earns
    let mut rows: Vec<Vec<Rational>> = tight
        .iter()
        .map(|&rival| {
            let line = support.iter().map(|&own| earned(game, player, own, rival).clone());
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
