//! Responses to mixed strategies.

use super::ResponseError;
use crate::game::{Combination, Payoffs, Profile};
use crate::num::{Rational, Sign};

/// The strategies of `player` that are best responses to what the others play in `profile`,
/// increasing.
///
/// # Errors
/// [`ResponseError::Unsettled`] when two of them cannot be compared.
///
/// # Complexity
/// For each strategy a sum over the others' pure profiles that have weight.
pub fn best_against(
    payoffs: &Payoffs,
    player: usize,
    profile: &Profile<Rational>,
) -> Result<Vec<usize>, ResponseError> {
    let shape = payoffs.shape();
    let weights = shape.profiles_with_weight(player, profile);
    let mut best = vec![0];
    for own in 1..shape.strategies()[player] {
        let gain = weights.iter().flat_map(|(base, weight)| {
            let [to, from] = [own, best[0]].map(|s| shape.with(*base, player, s));
            [(to, weight.clone()), (from, weight.negated())]
        });
        match sign(payoffs, player, &gain.collect())? {
            Sign::Negative => {}
            Sign::Zero => best.push(own),
            Sign::Positive => best = vec![own],
        }
    }
    Ok(best)
}

/// The strategies of `player` that are better than what they play in `profile`, increasing.
///
/// # Errors
/// [`ResponseError::Unsettled`] when one cannot be compared with it.
///
/// # Complexity
/// For each strategy a sum over the pure profiles that have weight.
pub fn better_against(
    payoffs: &Payoffs,
    player: usize,
    profile: &Profile<Rational>,
) -> Result<Vec<usize>, ResponseError> {
    let shape = payoffs.shape();
    let weights = shape.profiles_with_weight(player, profile);
    let mut better = Vec::new();
    for own in 0..shape.strategies()[player] {
        let mut gain = Combination::new();
        for (base, weight) in &weights {
            gain.push((shape.with(*base, player, own), weight.clone()));
            for (now, probability) in profile[player].iter().enumerate() {
                let mut part = weight.negated();
                part *= probability;
                gain.push((shape.with(*base, player, now), part));
            }
        }
        if sign(payoffs, player, &gain)? == Sign::Positive {
            better.push(own);
        }
    }
    Ok(better)
}

fn sign(payoffs: &Payoffs, player: usize, gain: &Combination) -> Result<Sign, ResponseError> {
    let profiles = || [0, gain.len().saturating_sub(1)].map(|k| gain.get(k).map_or(0, |g| g.0));
    payoffs
        .sign(player, gain)
        .ok_or_else(|| ResponseError::Unsettled { player, profiles: profiles() })
}
