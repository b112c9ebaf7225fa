//! That no equilibrium is better by an objective than one that is stated: a search tree, cut by
//! bounds, as a proof.

use super::tree::{Leaf, walk};
use super::{Ceiling, Certificate, Corner, Flaw, Share, Step, certify};
use crate::game::{Mixed, Objective, Payoffs, Polytope, Profile, Sense};
use crate::num::{Rational, Ring, Sign};

/// What a proof about an objective states: no equilibrium of the game is better than this one.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// By what.
    pub objective: Objective,
    /// Whether more is better, or less.
    pub sense: Sense,
    /// The greatest or least value.
    pub value: Rational,
    /// An equilibrium that attains it: what each player plays.
    pub profile: [Mixed<Rational>; 2],
}

/// Checks a proof that no equilibrium of a two-player game is better than the one that `claim` states,
/// and that it is an equilibrium and attains what is stated.
///
/// # Errors
/// The first [`Flaw`].
///
/// # Complexity
/// For each step a pass over the coefficients, in integers, or the vertices of two faces.
///
/// # Examples
/// Battle of the sexes: nobody can get more than 2, so that no tree is needed.
/// ```
/// use equil::certify::{Claim, Duals, Flaw, Step, check_optimum};
/// use equil::game::{Game, Objective, Payoffs, Sense};
/// use equil::num::Rational;
///
/// let payoffs = [[2, 0, 0, 1], [1, 0, 0, 2]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let meet = || vec![Rational::integer(1), Rational::integer(0)];
/// let mut claim = Claim {
///     objective: Objective::Payoff(0),
///     sense: Sense::Maximise,
///     value: Rational::integer(2),
///     profile: [meet(), meet()],
/// };
/// let steps = [Step::Cut([Duals::zero(2), Duals::zero(2)])];
/// assert_eq!(check_optimum(&game, &claim, &steps, &mut || true), Ok(()));
/// // The least that the first player gets is less
/// claim.sense = Sense::Minimise;
/// assert_eq!(check_optimum(&game, &claim, &steps, &mut || true), Err(Flaw::NotBounded(1)));
/// ```
pub fn check_optimum(
    payoffs: &Payoffs,
    claim: &Claim,
    steps: &[Step],
    go_on: &mut dyn FnMut() -> bool,
) -> Result<(), Flaw> {
    let (Some(first), Some(second)) = (Polytope::of(payoffs, 0), Polytope::of(payoffs, 1)) else {
        return Err(Flaw::NoPolytopes);
    };
    let polytopes = [&first, &second];
    let counts = [first.columns(), second.columns()];
    let shares = Share::of(&claim.objective, claim.sense, counts).ok_or(Flaw::NoShares)?;
    let value =
        |player: usize, strategy: &[Rational]| shares[player].value(polytopes[player], strategy);
    if !is_equilibrium(payoffs, claim, counts) {
        return Err(Flaw::NotEquilibrium);
    }
    let most = claim.sense.signed(&claim.value);
    if sum(&value(0, &claim.profile[0]), &value(1, &claim.profile[1])) != most {
        return Err(Flaw::NotItsValue);
    }
    let ceilings = [0, 1].map(|player: usize| Ceiling::new(polytopes[player], &shares[player]));
    walk(polytopes, steps, go_on, &mut |leaf| match leaf {
        Leaf::Cut { step, fixed, duals } => {
            let bound = |player: usize| ceilings[player].proved(&fixed[player], &duals[player]);
            match (bound(0), bound(1)) {
                (Some(one), Some(other)) if sum(&one, &other) <= most => Ok(()),
                _ => Err(Flaw::NotBounded(step)),
            }
        }
        Leaf::Subset { step, corners } => {
            let best = |player: usize| {
                let values = |corner: &Corner| value(player, &corner.strategy);
                corners[player].iter().map(values).max()
            };
            match (best(0), best(1)) {
                (Some(one), Some(other)) if sum(&one, &other) > most => Err(Flaw::Better(step)),
                _ => Ok(()),
            }
        }
    })
}

fn sum(one: &Rational, other: &Rational) -> Rational {
    let mut sum = one.clone();
    sum += other;
    sum
}

/// Whether the profile consists of mixed strategies and nobody gains by deviating.
fn is_equilibrium(payoffs: &Payoffs, claim: &Claim, counts: [usize; 2]) -> bool {
    let mixed = |(strategy, count): (&Mixed<Rational>, usize)| {
        let mut total = Rational::zero();
        for probability in strategy {
            total += probability;
        }
        strategy.len() == count
            && strategy.iter().all(|probability| probability.signum() != Sign::Negative)
            && total == Rational::one()
    };
    claim.profile.iter().zip(counts).all(mixed)
        && certify(payoffs, &Profile::new(claim.profile.to_vec())) == Some(Certificate::Exact)
}
