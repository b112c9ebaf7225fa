//! A path of play, and what keeps players on it.

use crate::game::{Combination, Payoffs};
use crate::num::{Rational, Ring, Sign};
use crate::roots::Univariate;

/// What is played in one round after the other: numbers of pure profiles, again from the first after the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(Vec<usize>);

impl Path {
    /// A cycle of profiles; nothing if there are none.
    pub fn new(profiles: Vec<usize>) -> Option<Self> {
        (!profiles.is_empty()).then_some(Self(profiles))
    }

    /// The profiles of one cycle.
    pub fn profiles(&self) -> &[usize] {
        &self.0
    }

    /// What is played so many rounds after a phase.
    fn at(&self, phase: usize) -> usize {
        self.0[phase % self.0.len()]
    }
}

/// What follows a deviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// The threat, for ever.
    Forever,
    /// The threat for so many rounds, then the path as if nothing had happened.
    Rounds(u32),
}

/// A number between bounds, which are equal if it is known exactly.
pub type Bounds = (Rational, Rational);

/// What the one who deviates gets in each round of the punishment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threat {
    /// At least, and at most.
    pub bounds: Bounds,
    /// The combination of the player's payoffs that it is, where that is known: what is equal to it is then known to be.
    pub combination: Option<Combination>,
}

impl From<Rational> for Threat {
    fn from(value: Rational) -> Self {
        Self { bounds: (value.clone(), value), combination: None }
    }
}

/// A deviation that must not pay.
#[derive(Clone, Debug)]
pub struct Deviation {
    /// Who deviates,
    pub player: usize,
    /// in which round of the cycle,
    pub phase: usize,
    /// to what.
    pub strategy: usize,
    /// What the player gets on the path in that round: at least, and at most.
    pub path: Bounds,
    /// What the deviation pays in its round.
    pub pays: Bounds,
    /// What each round of the punishment pays.
    pub threat: Bounds,
    /// Polynomials in the discount factor, the second never less than the first between 0 and 1: the deviation does not pay where
    /// the first is not negative, and pays where the second is. They are the same where all payoffs are known exactly.
    pub bounds: [Univariate; 2],
}

/// Every deviation from the path in one round, with what it asks of the discount factor. By the one-shot deviation principle no
/// other deviations need be looked at where the punishment is kept to in turn.
///
/// `threats` says for each player what follows if they deviate. Of a player whose payoffs are enclosed bounds are as narrow as
/// [`Payoffs::bounds`] has them. Nothing where a payoff cannot be bounded.
///
/// Source: D. Blackwell, "Discounted dynamic programming", *Annals of Mathematical Statistics* 36 (1965), 226–235
/// (`blackwell1965`), for the principle.
///
/// # Complexity
/// For each round of the cycle and each strategy as many sums as the cycle has rounds.
///
/// # Examples
/// ```
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
/// use equil::repeated::{After, Path, Threat, deviations, sustained};
///
/// // A prisoner's dilemma: 9 for both, 10 for who betrays, 3 once nobody trusts
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let three = Threat::from(Rational::integer(3));
/// let path = Path::new(vec![0]).unwrap();
/// let found = sustained(&deviations(&game, &path, &[three.clone(), three], After::Forever).unwrap());
/// let seventh = Rational::new(1, 7).unwrap();
/// assert_eq!(found.critical(), Some((seventh.clone(), seventh)));
/// ```
pub fn deviations(
    payoffs: &Payoffs,
    path: &Path,
    threats: &[Threat],
    after: After,
) -> Option<Vec<Deviation>> {
    let mut found = Vec::new();
    for (player, threat) in threats.iter().enumerate() {
        for phase in 0..path.0.len() {
            let own = payoffs.shape().strategy(path.at(phase), player);
            for strategy in (0..payoffs.shape().strategies()[player]).filter(|&s| s != own) {
                found.push(deviation(payoffs, path, (player, phase, strategy), threat, after)?);
            }
        }
    }
    Some(found)
}

fn deviation(
    payoffs: &Payoffs,
    path: &Path,
    (player, phase, strategy): (usize, usize, usize),
    threat: &Threat,
    after: After,
) -> Option<Deviation> {
    let here = path.at(phase);
    let other = payoffs.shape().with(here, player, strategy);
    // Where the sign is known to be 0, so is the number
    let bounds = |combination: &[(usize, Rational)]| {
        if payoffs.sign(player, combination) == Some(Sign::Zero) {
            return Some((Rational::zero(), Rational::zero()));
        }
        payoffs.bounds(player, combination)
    };
    let one = |index: usize| bounds(&[(index, Rational::one())]);
    // What a profile pays more than the punishment
    let above = |index: usize| match &threat.combination {
        Some(combination) => {
            let mut all = vec![(index, Rational::one())];
            all.extend(combination.iter().map(|(at, weight)| (*at, weight.negated())));
            bounds(&gathered(all))
        }
        None => {
            let (low, high) = one(index)?;
            Some((low.minus(&threat.bounds.1), high.minus(&threat.bounds.0)))
        }
    };
    let (on_path, pays) = (one(here)?, one(other)?);
    let length = path.0.len();
    let lost = bounds(&[(here, Rational::one()), (other, Rational::minus_one())])?;
    let mut terms = Terms::default();
    match after {
        // (1 − δ^T) (u(t) − d) + δ^T (u(t) − p) + Σ δ^k (u(t + k) − p), for a cycle of T rounds
        After::Forever => {
            terms.add(&[(0, 1), (length, -1)], &lost);
            terms.add(&[(length, 1)], &above(here)?);
            for k in 1..length {
                terms.add(&[(k, 1)], &above(path.at(phase + k))?);
            }
        }
        // (u(t) − d) + Σ δ^k (u(t + k) − p) for k rounds: what the path pays from then on is the same either way
        After::Rounds(rounds) => {
            terms.add(&[(0, 1)], &lost);
            for k in 1..=rounds as usize {
                terms.add(&[(k, 1)], &above(path.at(phase + k))?);
            }
        }
    }
    let threat = threat.bounds.clone();
    Some(Deviation { player, phase, strategy, path: on_path, pays, threat, bounds: terms.bounds() })
}

/// (1 − δ)/δ, what a gain now asks of the future.
pub(super) fn asks(discount: &Rational) -> Option<Rational> {
    let mut factor = Rational::one().minus(discount);
    factor *= &discount.recip()?;
    Some(factor)
}

/// Each profile once.
pub(super) fn gathered(mut combination: Combination) -> Combination {
    combination.sort_by_key(|(index, _)| *index);
    let mut found: Combination = Vec::new();
    for (index, weight) in combination {
        match found.last_mut().filter(|(last, _)| *last == index) {
            Some((_, sum)) => *sum += &weight,
            None => found.push((index, weight)),
        }
    }
    found.retain(|(_, weight)| !weight.is_zero());
    found
}

/// A sum of polynomials that are not negative between 0 and 1, each times a number between bounds.
#[derive(Default)]
struct Terms([Vec<Rational>; 2]);

impl Terms {
    /// Adds a number times a sum of powers, each with its sign.
    fn add(&mut self, powers: &[(usize, i64)], (low, high): &Bounds) {
        for (sum, number) in self.0.iter_mut().zip([low, high]) {
            for &(power, sign) in powers {
                if sum.len() <= power {
                    sum.resize(power + 1, Rational::zero());
                }
                sum[power].add_product(&Rational::integer(sign), number);
            }
        }
    }

    fn bounds(self) -> [Univariate; 2] {
        self.0.map(Univariate::new)
    }
}
