//! For which discount factors automata without lots are a subgame-perfect equilibrium.

use super::chain::Chain;
use super::{Failure, Joint};
use crate::game::Payoffs;
use crate::repeated::Sustained;
use crate::roots::Univariate;

/// A deviation in a single round, and where it does not pay.
#[derive(Clone, Debug)]
pub struct Critical {
    /// The joint state, by its place in [`Joint::states`].
    pub state: usize,
    /// Who deviates,
    pub player: usize,
    /// to what.
    pub strategy: usize,
    /// The discount factors at which it does not pay.
    pub sustained: Sustained,
    /// Polynomials in the discount factor: it does not pay where the first is not negative, and pays where the second is.
    pub bounds: [Univariate; 2],
}

/// Every deviation in a single round with the discount factors at which it does not pay; all of these hold together where
/// [`Sustained::of`] their `bounds` does. Nothing where lots are drawn.
///
/// Both what the automata play and what they play after a deviation end in a cycle, so that payoffs are rational functions of the
/// discount factor; denominators are positive, and what is left is the sign of a polynomial.
///
/// # Errors
/// [`Failure::Unsettled`] when a payoff cannot be bounded.
///
/// # Complexity
/// Polynomials of degrees up to twice the number of joint states, and their zeros.
///
/// # Examples
/// ```
/// use equil::automaton::{Joint, MOST_TRANSITIONS, critical};
/// use equil::game::{Automaton, Game, Payoffs, Shape, State};
/// use equil::num::Rational;
/// use equil::repeated::Sustained;
///
/// let shape = Shape::new(vec![2, 2]).unwrap();
/// let [zero, one] = [0, 1].map(Rational::integer);
/// let nice = State { name: "nice".into(), plays: vec![one.clone(), zero.clone()], next: vec![0, 1, 1, 1] };
/// let angry = State { name: "angry".into(), plays: vec![zero, one], next: vec![1; 4] };
/// let grim = |player| Automaton::new(&shape, player, vec![nice.clone(), angry.clone()], 0).unwrap();
/// let automata = [grim(0), grim(1)];
/// let joint = Joint::of(&shape, &automata, MOST_TRANSITIONS).unwrap();
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let found = critical(&game, &joint).unwrap().unwrap();
/// let all = Sustained::of(found.iter().map(|one| &one.bounds));
/// let seventh = Rational::new(1, 7).unwrap();
/// assert_eq!(all.critical(), Some((seventh.clone(), seventh)));
/// ```
pub fn critical(payoffs: &Payoffs, joint: &Joint<'_>) -> Result<Option<Vec<Critical>>, Failure> {
    if !joint.is_pure() {
        return Ok(None);
    }
    let (shape, chain) = (payoffs.shape(), Chain::of(joint));
    let ways: Vec<_> = (0..joint.states().len()).map(|state| chain.way(state)).collect();
    let mut found = Vec::new();
    for player in 0..shape.players() {
        for (state, arcs) in chain.arcs.iter().enumerate() {
            for (profile, _, _) in arcs {
                let own = shape.strategy(*profile, player);
                for strategy in (0..shape.strategies()[player]).filter(|&s| s != own) {
                    let other = shape.with(*profile, player, strategy);
                    let deviating = ways[joint.next(state, other)].clone().after(other);
                    let bounds = ways[state].above(&deviating, payoffs, player);
                    let bounds = bounds.ok_or(Failure::Unsettled)?;
                    let sustained = Sustained::of([&bounds].into_iter());
                    found.push(Critical { state, player, strategy, sustained, bounds });
                }
            }
        }
    }
    Ok(Some(found))
}
