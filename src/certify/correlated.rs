//! Checks of correlated equilibria: that nobody gains by disobeying, and that no distribution in
//! which nobody gains has more.
//!
//! Sources: R. J. Aumann, "Subjectivity and correlation in randomized strategies", *Journal of
//! Mathematical Economics* 1 (1974), 67–96 (`aumann1974`); H. Moulin and J.-P. Vial, "Strategically
//! zero-sum games", *International Journal of Game Theory* 7 (1978), 201–221 (`moulin-vial1978`).

use super::{Certificate, obedience};
use crate::game::{Combination, Distribution, Linear, Payoffs, Sense, Shape};
use crate::num::{Rational, Ring, Sign};

/// What a player knows when they decide whether to obey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Concept {
    /// The strategy recommended to them.
    Correlated,
    /// Nothing yet: they commit to obey whatever comes, or to one strategy instead.
    Coarse,
}

impl Concept {
    /// Every concept and its name on the command line.
    pub const ALL: [(Self, &'static str); 2] =
        [(Self::Correlated, "correlated"), (Self::Coarse, "coarse")];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(concept, _)| *concept == self).map_or("", |(_, name)| name)
    }

    /// What a distribution in which nobody gains by disobeying is called; `many` of them.
    pub fn noun(self, many: bool) -> &'static str {
        match (self, many) {
            (Self::Correlated, false) => "correlated equilibrium",
            (Self::Correlated, true) => "correlated equilibria",
            (Self::Coarse, false) => "coarse correlated equilibrium",
            (Self::Coarse, true) => "coarse correlated equilibria",
        }
    }
}

/// A way to disobey: `player` plays `strategy` when told to play `told`, or whatever they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Disobedience {
    /// Who.
    pub player: usize,
    /// The recommendation disobeyed; `None` is every one.
    pub told: Option<usize>,
    /// What is played instead.
    pub strategy: usize,
}

impl Disobedience {
    /// The number of the profile that is played in place of the profile number `index`, if it is
    /// another one.
    pub fn replaced(&self, shape: &Shape, index: usize) -> Option<usize> {
        let own = shape.strategy(index, self.player);
        let disobeyed = own != self.strategy && self.told.is_none_or(|told| told == own);
        disobeyed.then(|| shape.with(index, self.player, self.strategy))
    }
}

/// Every way to disobey, player by player.
pub fn disobediences(shape: &Shape, concept: Concept) -> Vec<Disobedience> {
    let mut all = Vec::new();
    for (player, &count) in shape.strategies().iter().enumerate() {
        let mut add = |told, strategy| all.push(Disobedience { player, told, strategy });
        match concept {
            Concept::Coarse => (0..count).for_each(|strategy| add(None, strategy)),
            Concept::Correlated => {
                for told in 0..count {
                    for strategy in (0..count).filter(|&strategy| strategy != told) {
                        add(Some(told), strategy);
                    }
                }
            }
        }
    }
    all
}

/// What the player of `way` gains by it, on average, as a combination of their payoffs.
pub fn gain(shape: &Shape, way: Disobedience, distribution: &Distribution) -> Combination {
    let mut combination = Combination::new();
    for (index, probability) in distribution {
        if let Some(other) = way.replaced(shape, *index) {
            combination.push((other, probability.clone()));
            combination.push((*index, probability.negated()));
        }
    }
    combination
}

/// Certifies `distribution`: exact if no way to disobey gains anything, else with the most that
/// disobeying can gain a player (best response by best response to each recommendation, for
/// correlated equilibria). `None` when that cannot be bounded.
///
/// # Complexity
/// One sign for each way to disobey, of a combination as long as the distribution.
///
/// # Examples
/// ```
/// use equil::certify::{Certificate, Concept, certify_distribution};
/// use equil::game::{Distribution, Game, Payoffs};
/// use equil::num::Rational;
///
/// // Chicken: dare is the first strategy
/// let payoffs = [[0, 2, 7, 6], [0, 7, 2, 6]].map(|p| p.map(Rational::integer).to_vec());
/// let chicken = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let third = Rational::new(1, 3).unwrap();
/// let lights = (1..4).map(|index| (index, third.clone())).collect();
/// let lights = Distribution::new(chicken.shape(), lights).unwrap();
/// let certificate = certify_distribution(&chicken, Concept::Correlated, &lights);
/// assert_eq!(certificate, Some(Certificate::Exact));
/// ```
pub fn certify_distribution(
    payoffs: &Payoffs,
    concept: Concept,
    distribution: &Distribution,
) -> Option<Certificate> {
    if let Some(game) = payoffs.rational()
        && obedience::nobody_gains(game, concept, distribution)
    {
        return Some(Certificate::Exact);
    }
    let shape = payoffs.shape();
    let ways = disobediences(shape, concept);
    let mut worst: Option<Rational> = None;
    for player in 0..shape.players() {
        // The best response to each recommendation
        let mut best: Vec<Option<Rational>> = vec![None; shape.strategies()[player]];
        for way in ways.iter().filter(|way| way.player == player) {
            let gain = gain(shape, *way, distribution);
            if matches!(payoffs.sign(player, &gain), Some(Sign::Negative | Sign::Zero)) {
                continue;
            }
            let (_, bound) = payoffs.bounds(player, &gain)?;
            let place = &mut best[way.told.unwrap_or(0)];
            if place.as_ref().is_none_or(|best| bound > *best) {
                *place = Some(bound.max(Rational::zero()));
            }
        }
        let mut sum: Option<Rational> = None;
        for gain in best.into_iter().flatten() {
            *sum.get_or_insert_with(Rational::zero) += &gain;
        }
        worst = worst.max(sum);
    }
    Some(worst.map_or(Certificate::Exact, Certificate::Regret))
}

/// For each player the most that they gain, on average, by one strategy in place of whatever
/// `distribution` tells them; at least 0. The greatest is the ε for which the distribution is an
/// ε-coarse correlated equilibrium. For payoffs that are not rational, no less than that; `None` when
/// it cannot be bounded.
///
/// # Complexity
/// For rational payoffs a multiplication for each own strategy and way in which the others play.
///
/// # Examples
/// ```
/// use equil::certify::coarse_regrets;
/// use equil::game::{Distribution, Game, Payoffs};
/// use equil::num::Rational;
///
/// // Matching pennies, half the time both heads, half the time both tails
/// let payoffs = [[1, -1, -1, 1], [-1, 1, 1, -1]].map(|p| p.map(Rational::integer).to_vec());
/// let pennies = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let half = Rational::new(1, 2).unwrap();
/// let played = Distribution::new(pennies.shape(), vec![(0, half.clone()), (3, half)]).unwrap();
/// let [zero, one] = [0, 1].map(Rational::integer);
/// assert_eq!(coarse_regrets(&pennies, &played), Some(vec![zero, one]));
/// ```
pub fn coarse_regrets(payoffs: &Payoffs, distribution: &Distribution) -> Option<Vec<Rational>> {
    let shape = payoffs.shape();
    if let Some(game) = payoffs.rational() {
        let regret = |player| obedience::coarse_regret(game, player, distribution);
        return Some((0..shape.players()).map(regret).collect());
    }
    let mut regrets = vec![Rational::zero(); shape.players()];
    for way in disobediences(shape, Concept::Coarse) {
        let gain = gain(shape, way, distribution);
        if matches!(payoffs.sign(way.player, &gain), Some(Sign::Negative | Sign::Zero)) {
            continue;
        }
        let (_, bound) = payoffs.bounds(way.player, &gain)?;
        let regret = &mut regrets[way.player];
        *regret = regret.clone().max(bound);
    }
    Some(regrets)
}

/// That no distribution in which nobody gains by disobeying has more (or less) than `value`.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// Of which sum.
    pub linear: Linear,
    /// Whether `value` is a greatest or a least one.
    pub sense: Sense,
    /// The greatest or least value possible.
    pub value: Rational,
    /// The proof: nonnegative weights of ways to disobey (by number in [`disobediences`]); those of
    /// one way add up.
    pub multipliers: Vec<(usize, Rational)>,
}

impl Bound {
    /// The bound that these multipliers prove. `None` when one of them is negative or unknown, or
    /// payoffs cannot be bounded.
    ///
    /// Obeying gains at least 0 against each way to disobey, so the sum is at most itself plus these
    /// gains, weighted; and that is at most its greatest value in a pure profile (weak duality).
    ///
    /// # Complexity
    /// One combination for each player in each pure profile.
    pub fn by(
        payoffs: &Payoffs,
        concept: Concept,
        linear: Linear,
        sense: Sense,
        multipliers: Vec<(usize, Rational)>,
    ) -> Option<Self> {
        let shape = payoffs.shape();
        let ways = disobediences(shape, concept);
        let mut weighted = Vec::with_capacity(multipliers.len());
        for (number, weight) in &multipliers {
            let way = *ways.get(*number)?;
            if *weight < Rational::zero() {
                return None;
            }
            weighted.push((way, weight));
        }
        let most = match payoffs.rational() {
            Some(game) => obedience::greatest(game, &linear, sense, &weighted)?,
            None => greatest_bound(payoffs, &linear, sense, &weighted)?,
        };
        Some(Self { linear, sense, value: sense.signed(&most), multipliers })
    }

    /// Whether the multipliers prove the value, from the payoffs alone.
    ///
    /// # Complexity
    /// As [`Bound::by`].
    pub fn check(&self, payoffs: &Payoffs, concept: Concept) -> bool {
        let (linear, multipliers) = (self.linear.clone(), self.multipliers.clone());
        Self::by(payoffs, concept, linear, self.sense, multipliers).is_some_and(|proved| match self
            .sense
        {
            Sense::Maximise => proved.value <= self.value,
            Sense::Minimise => proved.value >= self.value,
        })
    }
}

/// No less than the (signed) sum and the weighted gains by obeying, in any pure profile.
fn greatest_bound(
    payoffs: &Payoffs,
    linear: &Linear,
    sense: Sense,
    weighted: &[(Disobedience, &Rational)],
) -> Option<Rational> {
    let shape = payoffs.shape();
    let mut most: Option<Rational> = None;
    for index in 0..shape.profiles() {
        let mut sum = sense.signed(&linear.profile(index));
        for player in 0..shape.players() {
            let mut own = sense.signed(&linear.payoffs[player]);
            let mut combination = Combination::new();
            for (way, weight) in weighted.iter().filter(|(way, _)| way.player == player) {
                if let Some(other) = way.replaced(shape, index) {
                    own += weight;
                    combination.push((other, weight.negated()));
                }
            }
            if !own.is_zero() {
                combination.push((index, own));
            }
            if !combination.is_empty() {
                sum += &payoffs.bounds(player, &combination)?.1;
            }
        }
        if most.as_ref().is_none_or(|most| sum > *most) {
            most = Some(sum);
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::Game;

    fn chicken() -> Payoffs {
        let payoffs = [[0, 2, 7, 6], [0, 7, 2, 6]].map(|p| p.map(Rational::integer).to_vec());
        Game::new(vec![2, 2], payoffs.to_vec()).unwrap().into()
    }

    fn fraction(numerator: i64, denominator: i64) -> Rational {
        Rational::new(numerator, denominator).unwrap()
    }

    #[test]
    fn a_distribution_that_tempts_has_a_regret() {
        let game = chicken();
        let yields = Distribution::pure(3);
        let certified = |concept| certify_distribution(&game, concept, &yields);
        assert_eq!(certified(Concept::Correlated), Some(Certificate::Regret(fraction(1, 1))));
        assert_eq!(certified(Concept::Coarse), Some(Certificate::Regret(fraction(1, 1))));
    }

    /// Gibson's example: no player gains by ignoring all recommendations, one does by ignoring one.
    #[test]
    fn coarse_is_weaker() {
        let payoffs = [vec![1, 0, -1, 0, 2, 1], vec![0; 6]];
        let payoffs = payoffs.map(|p| p.into_iter().map(Rational::integer).collect());
        let game = Payoffs::from(Game::new(vec![3, 2], payoffs.to_vec()).unwrap());
        let mu = vec![(0, fraction(1, 2)), (4, fraction(1, 4)), (5, fraction(1, 4))];
        let mu = Distribution::new(game.shape(), mu).unwrap();
        let certified = |concept| certify_distribution(&game, concept, &mu);
        assert_eq!(certified(Concept::Coarse), Some(Certificate::Exact));
        assert_eq!(certified(Concept::Correlated), Some(Certificate::Regret(fraction(1, 4))));
    }

    #[test]
    fn multipliers_prove_a_bound_or_nothing() {
        let game = chicken();
        let welfare = || Linear::payoffs(vec![fraction(1, 1); 2]);
        let bound = |sense, multipliers| {
            Bound::by(&game, Concept::Correlated, welfare(), sense, multipliers)
        };
        // Without proof nothing better than the best pure profile
        let trivial = bound(Sense::Maximise, Vec::new()).unwrap();
        assert_eq!(trivial.value, fraction(12, 1));
        // Told to yield, neither dares: ways 1 and 3
        let weights = |n, d| vec![(1, fraction(n, d)), (3, fraction(n, d))];
        let best = bound(Sense::Maximise, weights(3, 4)).unwrap();
        assert_eq!(best.value, fraction(21, 2));
        assert!(best.check(&game, Concept::Correlated));
        let boast = Bound { value: fraction(20, 2), ..best.clone() };
        assert!(!boast.check(&game, Concept::Correlated));
        let negative = Bound { multipliers: weights(-3, 4), ..best };
        assert!(!negative.check(&game, Concept::Correlated));
        assert_eq!(bound(Sense::Minimise, Vec::new()).unwrap().value, fraction(0, 1));
    }
}
