//! Checks that nobody gains by deviating once from a stationary policy of a stochastic game.

use crate::game::{Bounds, Policy, Stage, StochasticGame};
use crate::num::{Rational, Ring, Sign};

/// What a policy is worth: bounds for each state and player.
pub type StateValues = Vec<Vec<Bounds>>;

/// What players gain by deviating once from a policy, and keeping to it ever after.
///
/// By the one-shot deviation principle a policy from which no single deviation gains is a **Markov-perfect equilibrium**: nobody
/// gains by any strategy, whatever happened before (`blackwell1965`, `fudenberg1991`). Where single deviations gain at most ε, no
/// strategy gains more than ε / (1 − δ).
#[derive(Clone, Debug, PartialEq)]
pub struct OneShot {
    /// By state, player and available strategy; 0 exactly for what is played for sure.
    pub gains: Vec<Vec<Vec<Bounds>>>,
}

impl OneShot {
    /// The most that a single deviation gains in `state`, at most; 0 at least.
    pub fn most_in(&self, state: usize) -> Rational {
        let gains = self.gains[state].iter().flatten().map(|(_, high)| high);
        gains
            .max()
            .filter(|most| most.signum() == Sign::Positive)
            .cloned()
            .unwrap_or_else(Rational::zero)
    }

    /// The most that a single deviation gains in any state, at most: ε.
    pub fn most(&self) -> Rational {
        (0..self.gains.len()).map(|state| self.most_in(state)).max().unwrap_or_else(Rational::zero)
    }

    /// Whether no single deviation gains anything: then the policy is proved to be a Markov-perfect equilibrium.
    pub fn is_equilibrium(&self) -> bool {
        self.most().is_zero()
    }

    /// Whether some single deviation is proved to gain: then the policy is proved to be none.
    pub fn is_refuted(&self) -> bool {
        self.gains.iter().flatten().flatten().any(|(low, _)| low.signum() == Sign::Positive)
    }
}

/// The gains of all single deviations from `policy`, from `values` that are checked before they are used: lower bounds must be at
/// most what they promise for one more round (`v ≤ (1 − δ) u + δ P v`), upper bounds at least. Since the right side never
/// falls as `v` grows, and shrinks differences by δ, what the policy is worth is then between them. No equation is solved.
///
/// `None` when the policy is none of the game's, or the values are not proved this way.
///
/// # Complexity
/// For each state, player and strategy one pass over the profiles of the others that are played.
///
/// # Examples
/// A single player who may invest today for 4 in every later round:
/// ```
/// use equil::certify::markov;
/// use equil::game::{Profile, Stage, StochasticGame};
/// use equil::num::Rational;
///
/// let exactly = |n: i64| (Rational::integer(n), Rational::integer(n));
/// let to = |state: usize| vec![(state, Rational::integer(1))];
/// let now = Stage::new(vec![vec![0, 1]], vec![vec![exactly(0), exactly(-3)]], vec![to(0), to(1)]);
/// let later = Stage::new(vec![vec![0]], vec![vec![exactly(4)]], vec![to(1)]);
/// let half = Rational::new(1, 2).unwrap();
/// let discounts = vec![(half.clone(), half.clone())];
/// let game = StochasticGame::new(discounts, vec![now.unwrap(), later.unwrap()]).unwrap();
/// let policy = vec![Profile::pure(&[2], &[1]), Profile::pure(&[1], &[0])];
/// let worth = vec![vec![(half.clone(), half)], vec![exactly(4)]];
/// let one_shot = markov(&game, &policy, &worth).unwrap();
/// assert!(one_shot.is_equilibrium());
/// // Waiting would cost a quarter
/// assert_eq!(one_shot.gains[0][0][0].1, Rational::new(-1, 4).unwrap());
/// // Wrong values prove nothing
/// assert_eq!(markov(&game, &policy, &vec![vec![exactly(1)], vec![exactly(4)]]), None);
/// ```
pub fn markov(game: &StochasticGame, policy: &Policy, values: &StateValues) -> Option<OneShot> {
    if !fits(game, policy) || values.len() != game.states() {
        return None;
    }
    if values.iter().any(|own| own.len() != game.players()) {
        return None;
    }
    let mut gains = Vec::with_capacity(game.states());
    for (state, stage) in game.stages().iter().enumerate() {
        let mut here = Vec::with_capacity(game.players());
        for player in 0..game.players() {
            let worth = &values[state][player];
            let choices = promised_by_each(game, stage, &policy[state], player, values);
            let mixed = &policy[state][player];
            let (mut low, mut high) = (Rational::zero(), Rational::zero());
            for (probability, (least, most)) in mixed.iter().zip(&choices) {
                low.add_product(probability, least);
                high.add_product(probability, most);
            }
            if worth.0 > low || worth.1 < high {
                return None;
            }
            let gain = |(own, choice): (usize, &Bounds)| {
                if mixed[own] == Rational::one() {
                    return (Rational::zero(), Rational::zero());
                }
                (choice.0.minus(&worth.1), choice.1.minus(&worth.0))
            };
            here.push(choices.iter().enumerate().map(gain).collect());
        }
        gains.push(here);
    }
    Some(OneShot { gains })
}

/// What each available strategy of `player` promises, if it is played once and the policy ever after: `(1 − δ) u + δ E v`.
pub fn promised_by_each(
    game: &StochasticGame,
    stage: &Stage,
    profile: &crate::game::Profile<Rational>,
    player: usize,
    values: &StateValues,
) -> Vec<Bounds> {
    let one = |own: usize| {
        let (today, next) = stage.deviation(player, own, profile);
        let (mut low, mut high) = (Rational::zero(), Rational::zero());
        for (state, chance) in &next {
            low.add_product(chance, &values[*state][player].0);
            high.add_product(chance, &values[*state][player].1);
        }
        promised(&today, &(low, high), game.discount(player))
    };
    (0..stage.available()[player].len()).map(one).collect()
}

/// `(1 − δ) today + δ tomorrow`, between bounds.
fn promised(today: &Bounds, tomorrow: &Bounds, discount: &Bounds) -> Bounds {
    let at = |discount: &Rational, today: &Rational, tomorrow: &Rational| {
        let mut sum = today.clone();
        sum.add_product(discount, &tomorrow.minus(today));
        sum
    };
    let ends = |today: &Rational, tomorrow: &Rational| {
        // Linear in the discount factor, so the ends of its bounds are enough
        let first = at(&discount.0, today, tomorrow);
        if discount.0 == discount.1 {
            (first.clone(), first)
        } else {
            (first, at(&discount.1, today, tomorrow))
        }
    };
    let (a, b) = ends(&today.0, &tomorrow.0);
    let low = a.min(b);
    if today.0 == today.1 && tomorrow.0 == tomorrow.1 && discount.0 == discount.1 {
        return (low.clone(), low);
    }
    let (a, b) = ends(&today.1, &tomorrow.1);
    (low, a.max(b))
}

/// Whether a policy has a distribution over what is available, for each state and player.
fn fits(game: &StochasticGame, policy: &Policy) -> bool {
    policy.len() == game.states()
        && policy.iter().zip(game.stages()).all(|(profile, stage)| {
            profile.iter().len() == game.players()
                && profile.iter().zip(stage.available()).all(|(mixed, available)| {
                    let mut sum = Rational::zero();
                    for probability in mixed {
                        sum += probability;
                    }
                    mixed.len() == available.len()
                        && mixed.iter().all(|probability| probability.signum() != Sign::Negative)
                        && sum == Rational::one()
                })
        })
}
