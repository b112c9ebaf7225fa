//! Deviations in a single round, after every history.

use super::Joint;
use super::chain::{Chain, gathered};
use crate::game::{Combination, Payoffs};
use crate::num::{Rational, Ring, Sign};
use crate::repeated::Bounds;

/// A deviation in a single round, after which everybody does what their automaton says.
#[derive(Clone, Debug)]
pub struct OneShot {
    /// The joint state, by its place in [`Joint::states`].
    pub state: usize,
    /// Who deviates,
    pub player: usize,
    /// to what.
    pub strategy: usize,
    /// How much the average payoff rises: at least, and at most; nothing where payoffs cannot be bounded.
    pub gain: Option<Bounds>,
    /// Whether it rises, where that is known.
    pub sign: Option<Sign>,
}

/// For each player and each joint state, how much each profile is played from there on, by the player's discount factor:
/// `(1 − δ) Σ δ^t` times its probability after `t` rounds. Average payoffs are combinations of payoffs with these weights.
///
/// # Complexity
/// Without lots a step for each state, times the profiles that are played; with lots a system of equations for each such profile.
///
/// # Panics
/// When a discount factor is 1: play has no end, and no weight.
///
/// # Examples
/// See [`one_shot`].
pub fn continuations(joint: &Joint<'_>, discounts: &[Rational]) -> Vec<Vec<Combination>> {
    let chain = Chain::of(joint);
    let mut found: Vec<Vec<Combination>> = Vec::new();
    for (place, discount) in discounts.iter().enumerate() {
        let before = discounts[..place].iter().position(|other| other == discount);
        let own = match before {
            Some(same) => found[same].clone(),
            None => chain.frequencies(discount),
        };
        found.push(own);
    }
    found
}

/// Every deviation in a single round, at every joint state: by the one-shot deviation principle the automata are a subgame-perfect
/// equilibrium just if none of them pays. Strategies that are played for sure are no deviations.
///
/// `continuations` are those of all players' automata ([`continuations`]).
///
/// Source: D. Blackwell, "Discounted dynamic programming", *Annals of Mathematical Statistics* 36 (1965), 226–235
/// (`blackwell1965`), for the principle.
///
/// # Complexity
/// For each joint state and strategy a sum over what the others may play, and over profiles.
///
/// # Examples
/// ```
/// use equil::automaton::{Joint, MOST_TRANSITIONS, continuations, one_shot};
/// use equil::game::{Automaton, Game, Payoffs, Shape, State};
/// use equil::num::{Rational, Sign};
///
/// let shape = Shape::new(vec![2, 2]).unwrap();
/// let [zero, one] = [0, 1].map(Rational::integer);
/// let nice = State { name: "nice".into(), plays: vec![one.clone(), zero.clone()], next: vec![0, 1, 1, 1] };
/// let angry = State { name: "angry".into(), plays: vec![zero, one], next: vec![1; 4] };
/// let grim = |player| Automaton::new(&shape, player, vec![nice.clone(), angry.clone()], 0).unwrap();
/// let automata = [grim(0), grim(1)];
/// let joint = Joint::of(&shape, &automata, MOST_TRANSITIONS).unwrap();
/// // A prisoner's dilemma: 9 for both, 10 for who betrays, 3 once nobody trusts; nobody is tempted from δ = 1/7 on
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let pays = |discount: Rational| {
///     let discounts = vec![discount; 2];
///     let found = one_shot(&game, &joint, &discounts, &continuations(&joint, &discounts));
///     found.iter().any(|one| one.sign != Some(Sign::Negative) && one.sign != Some(Sign::Zero))
/// };
/// assert!(!pays(Rational::new(1, 7).unwrap()) && pays(Rational::new(1, 8).unwrap()));
/// ```
pub fn one_shot(
    payoffs: &Payoffs,
    joint: &Joint<'_>,
    discounts: &[Rational],
    continuations: &[Vec<Combination>],
) -> Vec<OneShot> {
    let shape = payoffs.shape();
    let mut found = Vec::new();
    for (player, discount) in discounts.iter().enumerate() {
        let after = &continuations[player];
        for (state, own) in joint.states().iter().enumerate() {
            let sure = joint.automata()[player].1.states()[own[player]].pure();
            let others = joint.plays(state, Some(player));
            for strategy in (0..shape.strategies()[player]).filter(|&s| Some(s) != sure) {
                let mut today = Combination::new();
                let mut terms = vec![(Rational::minus_one(), &after[state])];
                for (base, p) in &others {
                    let index = shape.with(*base, player, strategy);
                    let mut weight = Rational::one().minus(discount);
                    weight *= p;
                    today.push((index, weight));
                    let mut weight = discount.clone();
                    weight *= p;
                    terms.push((weight, &after[joint.next(state, index)]));
                }
                terms.push((Rational::one(), &today));
                let gain = gathered(shape, terms.into_iter());
                found.push(OneShot {
                    state,
                    player,
                    strategy,
                    gain: payoffs.bounds(player, &gain),
                    sign: payoffs.sign(player, &gain),
                });
            }
        }
    }
    found
}
