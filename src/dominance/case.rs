//! A class of strategies against everything else, case by case.

use std::cmp::Ordering;

use crate::game::{Combination, Payoffs, Support};
use crate::num::{Rational, Ring, Sign};

/// What one way for the others to play means for a class of strategies.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// How the others play: the number of a profile (the player's own strategy in it is the first).
    pub rivals: usize,
    /// The best strategy of the class against it; the first if several are.
    pub within: usize,
    /// The best strategy outside the class; the first if several are.
    pub outside: usize,
    /// Rationals that contain the gain: payoff of `within` minus payoff of `outside`.
    pub gain: (Rational, Rational),
    /// The sign of the gain; `None` if it could not be settled.
    pub sign: Option<Sign>,
}

/// All cases of one class of strategies.
#[derive(Clone, Debug, PartialEq)]
pub struct Cases {
    /// Whose strategies.
    pub player: usize,
    /// The class.
    pub target: Support,
    /// One for each way the others can play, in the order of
    /// [`Shape::rival_profiles`](crate::game::Shape::rival_profiles).
    pub cases: Vec<Case>,
}

impl Cases {
    /// In how many cases the gain has this sign.
    pub fn count(&self, sign: Sign) -> usize {
        self.cases.iter().filter(|case| case.sign == Some(sign)).count()
    }

    /// In how many cases the sign could not be settled.
    pub fn unsettled(&self) -> usize {
        self.cases.iter().filter(|case| case.sign.is_none()).count()
    }

    /// The case with the least gain; the first if several have it.
    pub fn worst(&self) -> Option<&Case> {
        self.cases.iter().min_by(|a, b| a.gain.0.cmp(&b.gain.0))
    }

    /// The case with the greatest gain; the first if several have it.
    pub fn best(&self) -> Option<&Case> {
        self.cases.iter().rev().max_by(|a, b| a.gain.1.cmp(&b.gain.1))
    }
}

/// Compares the best strategy in `target` with the best strategy outside it against every pure
/// profile of the others within `kept` (one support for each player; the player's own entry says
/// which of their strategies count).
///
/// A strategy is a class of one. `None` when the class holds none, or all, of the strategies that
/// count, so that there is nothing to compare; or a gain cannot be bounded.
///
/// # Complexity
/// One comparison for each own strategy and profile of the others.
///
/// # Examples
/// Defection in the prisoner's dilemma is better in both cases:
/// ```
/// use equil::dominance::cases;
/// use equil::game::{Game, Payoffs};
/// use equil::num::{Rational, Sign};
///
/// let payoffs = [[2, 3, 0, 1], [2, 0, 3, 1]].map(|p| p.map(Rational::integer).to_vec());
/// let dilemma = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let defect = cases(&dilemma, 0, &[1], &[vec![0, 1], vec![0, 1]]).unwrap();
/// assert_eq!(defect.count(Sign::Positive), 2);
/// ```
pub fn cases(
    payoffs: &Payoffs,
    player: usize,
    target: &[usize],
    kept: &[Support],
) -> Option<Cases> {
    let shape = payoffs.shape();
    let (within, outside): (Support, Support) =
        kept[player].iter().partition(|strategy| target.contains(strategy));
    if within.is_empty() || outside.is_empty() {
        return None;
    }
    let mut found = Vec::new();
    for rivals in shape.rival_profiles_within(player, kept) {
        let best = |strategies: &[usize]| {
            let mut best = strategies[0];
            for &strategy in &strategies[1..] {
                let (a, b) =
                    (shape.with(rivals, player, strategy), shape.with(rivals, player, best));
                if payoffs.compare(player, a, b) == Some(Ordering::Greater) {
                    best = strategy;
                }
            }
            best
        };
        let (inside, other) = (best(&within), best(&outside));
        let pair: Combination = vec![
            (shape.with(rivals, player, inside), Rational::one()),
            (shape.with(rivals, player, other), Rational::minus_one()),
        ];
        found.push(Case {
            rivals,
            within: inside,
            outside: other,
            gain: payoffs.bounds(player, &pair)?,
            sign: payoffs.compare(player, pair[0].0, pair[1].0).map(Sign::from),
        });
    }
    Some(Cases { player, target: target.to_vec(), cases: found })
}
