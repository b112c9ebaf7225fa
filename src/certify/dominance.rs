//! Checks of dominance: a mixture that is better, or a belief under which nothing is.

use crate::game::{Combination, Payoffs};
use crate::num::{Rational, Ring, Sign};

/// Strategies of one player with positive probabilities that sum to 1.
pub type Mixture = Vec<(usize, Rational)>;

/// Pure profiles of the others (numbers of profiles, whatever the player's own strategy in them)
/// with positive probabilities that sum to 1.
pub type Belief = Vec<(usize, Rational)>;

/// How a strategy is dominated, from the strongest to the weakest; each implies the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Worse against every profile of the others.
    Strict,
    /// Never better, and somewhere worse.
    Weak,
    /// Never better.
    VeryWeak,
}

impl Kind {
    /// Every kind and its name on the command line.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Strict, "strict"), (Self::Weak, "weak"), (Self::VeryWeak, "very-weak")];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }
}

/// What a mixture's advantage over a strategy has been proved to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Advantage {
    /// The mixture dominates, in this way (the strongest that holds).
    Dominates(Kind),
    /// Against this profile of the others the mixture is worse.
    Fails(usize),
    /// Some sign that matters could not be settled.
    Unsettled,
}

/// What a strategy has been proved to be against a belief.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BestResponse {
    /// Better than every other strategy.
    Strict,
    /// As good as the best of the others.
    Tied,
    /// Worse than another strategy.
    No,
    /// Some sign that matters could not be settled.
    Unsettled,
}

/// How much better `mixture` is than `strategy` when the others play as in the profile number
/// `rivals`, as a combination of the player's payoffs.
pub fn combination(
    payoffs: &Payoffs,
    player: usize,
    strategy: usize,
    mixture: &[(usize, Rational)],
    rivals: usize,
) -> Combination {
    let shape = payoffs.shape();
    let mut combination: Combination =
        mixture.iter().map(|(k, p)| (shape.with(rivals, player, *k), p.clone())).collect();
    combination.push((shape.with(rivals, player, strategy), Rational::minus_one()));
    combination
}

/// Proves how `mixture` compares with `strategy` of `player` against each of the others' profiles
/// in `rivals` (numbers of profiles; the player's own strategy in them does not matter).
///
/// # Complexity
/// One sign of a combination of payoffs for each of `rivals`.
pub fn dominance(
    payoffs: &Payoffs,
    player: usize,
    strategy: usize,
    mixture: &[(usize, Rational)],
    rivals: &[usize],
) -> Advantage {
    debug_assert_eq!(total(mixture), Rational::one());
    let (mut strict, mut somewhere, mut settled) = (true, false, true);
    for &profile in rivals {
        let sign = if let [(only, _)] = mixture {
            let shape = payoffs.shape();
            let (own, other) =
                (shape.with(profile, player, *only), shape.with(profile, player, strategy));
            payoffs.compare(player, own, other).map(Sign::from)
        } else {
            payoffs.sign(player, &combination(payoffs, player, strategy, mixture, profile))
        };
        match sign {
            Some(Sign::Positive) => somewhere = true,
            Some(Sign::Zero) => strict = false,
            Some(Sign::Negative) => return Advantage::Fails(profile),
            None => settled = false,
        }
    }
    match (settled, strict, somewhere) {
        (false, ..) => Advantage::Unsettled,
        (_, true, _) => Advantage::Dominates(Kind::Strict),
        (_, _, true) => Advantage::Dominates(Kind::Weak),
        _ => Advantage::Dominates(Kind::VeryWeak),
    }
}

/// Proves how `strategy` of `player` compares, under `belief`, with the own strategies in `among`.
///
/// # Complexity
/// One sign of a combination as long as twice the belief for each own strategy.
pub fn best_response(
    payoffs: &Payoffs,
    player: usize,
    strategy: usize,
    belief: &[(usize, Rational)],
    among: &[usize],
) -> BestResponse {
    debug_assert_eq!(total(belief), Rational::one());
    let shape = payoffs.shape();
    let (mut strict, mut settled) = (true, true);
    for &other in among.iter().filter(|&&other| other != strategy) {
        let mut difference = Combination::new();
        for (profile, probability) in belief {
            difference.push((shape.with(*profile, player, strategy), probability.clone()));
            difference.push((shape.with(*profile, player, other), probability.negated()));
        }
        match payoffs.sign(player, &difference) {
            Some(Sign::Positive) => {}
            Some(Sign::Zero) => strict = false,
            Some(Sign::Negative) => return BestResponse::No,
            None => settled = false,
        }
    }
    match (settled, strict) {
        (false, _) => BestResponse::Unsettled,
        (true, true) => BestResponse::Strict,
        (true, false) => BestResponse::Tied,
    }
}

fn total(weights: &[(usize, Rational)]) -> Rational {
    let mut sum = Rational::zero();
    for (_, weight) in weights {
        sum += weight;
    }
    sum
}
