//! Checks of equilibria.

use crate::game::{Combination, Payoffs, Profile};
use crate::num::{Rational, Ring, Sign};

/// What is proved about a profile.
#[derive(Clone, Debug, PartialEq)]
pub enum Certificate {
    /// A Nash equilibrium: no player gains anything by deviating.
    Exact,
    /// An ε-equilibrium: no player gains more than this, in payoff units.
    Regret(Rational),
    /// The profile is the middle of a box, one interval for each probability of each player, that
    /// contains exactly one equilibrium with these supports.
    Enclosure(Vec<Vec<(Rational, Rational)>>),
}

/// What a player would get by a deviation, compared with what they get.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Who.
    pub player: usize,
    /// The strategy deviated to.
    pub strategy: usize,
    /// How much it gains: payoff of the deviation minus that of the profile.
    pub gain: Combination,
    /// Its sign, if settled.
    pub sign: Option<Sign>,
}

/// Every deviation of every player from `profile` to a pure strategy, and what it gains.
///
/// # Complexity
/// For each own strategy one combination as long as the product of the supports.
pub fn deviations(payoffs: &Payoffs, profile: &Profile<Rational>) -> Vec<Standing> {
    let shape = payoffs.shape();
    let mut found = Vec::new();
    for player in 0..shape.players() {
        let weights = shape.profiles_with_weight(player, profile);
        for strategy in 0..shape.strategies()[player] {
            let mut gain = Combination::new();
            for (base, weight) in &weights {
                for (own, probability) in profile[player].iter().enumerate() {
                    if own == strategy || probability.is_zero() {
                        continue;
                    }
                    let mut coefficient = weight.clone();
                    coefficient *= probability;
                    gain.push((shape.with(*base, player, strategy), coefficient.clone()));
                    gain.push((shape.with(*base, player, own), coefficient.negated()));
                }
            }
            let sign = payoffs.sign(player, &gain);
            found.push(Standing { player, strategy, gain, sign });
        }
    }
    found
}

/// What `player` gets when everybody keeps to `profile`, as a combination of their payoffs.
pub fn expected(payoffs: &Payoffs, player: usize, profile: &Profile<Rational>) -> Combination {
    let shape = payoffs.shape();
    let mut combination = Combination::new();
    for (base, weight) in shape.profiles_with_weight(player, profile) {
        for (own, probability) in profile[player].iter().enumerate() {
            if !probability.is_zero() {
                let mut coefficient = weight.clone();
                coefficient *= probability;
                combination.push((shape.with(base, player, own), coefficient));
            }
        }
    }
    combination
}

/// Certifies `profile`: an equilibrium if no deviation gains anything, else an ε-equilibrium with
/// the largest gain as ε (for enclosed payoffs, an upper bound of it). `None` when the gain cannot
/// be bounded at all.
///
/// # Complexity
/// As [`deviations`]; for two players with rational payoffs as [`earned`](super::earned).
///
/// # Examples
/// ```
/// use equil::certify::{Certificate, certify};
/// use equil::game::{Game, Payoffs, Profile};
/// use equil::num::Rational;
///
/// let payoffs = [[1, -1, -1, 1], [-1, 1, 1, -1]].map(|p| p.map(Rational::integer).to_vec());
/// let pennies = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let half = Rational::new(1, 2).unwrap();
/// let even = Profile::new(vec![vec![half.clone(); 2], vec![half; 2]]);
/// assert_eq!(certify(&pennies, &even), Some(Certificate::Exact));
/// let pure = Profile::pure(&[2, 2], &[0, 0]);
/// assert_eq!(certify(&pennies, &pure), Some(Certificate::Regret(Rational::integer(2))));
/// ```
pub fn certify(payoffs: &Payoffs, profile: &Profile<Rational>) -> Option<Certificate> {
    if let Some(regret) = super::bimatrix::regret(payoffs, profile) {
        let is_exact = regret.is_zero();
        return Some(if is_exact { Certificate::Exact } else { Certificate::Regret(regret) });
    }
    let mut worst: Option<Rational> = None;
    for standing in deviations(payoffs, profile) {
        if matches!(standing.sign, Some(Sign::Negative | Sign::Zero)) {
            continue;
        }
        let (_, bound) = payoffs.bounds(standing.player, &standing.gain)?;
        if worst.as_ref().is_none_or(|worst| bound > *worst) {
            worst = Some(bound);
        }
    }
    Some(
        worst
            .map_or(Certificate::Exact, |regret| Certificate::Regret(regret.max(Rational::zero()))),
    )
}
