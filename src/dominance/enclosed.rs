//! Whether one strategy is dominated, where payoffs are known as enclosures: every question goes to
//! [`Payoffs::sign`](crate::game::Payoffs::sign).

use std::cmp::Ordering;

use super::asked::{Asked, Pure, Standing};
use super::standing::Among;
use super::tie;
use crate::certify::{Advantage, Belief, BestResponse, Kind, Mixture, best_response, dominance};
use crate::game::{Payoffs, Support, to_distribution};
use crate::lp::matrix_game;
use crate::num::{Rational, Ring};

/// [`standing`](super::standing) for payoffs of any kind.
pub(super) fn standing(
    payoffs: &Payoffs,
    player: usize,
    strategy: usize,
    kept: &[Support],
    among: Among,
) -> Standing {
    let rivals = payoffs.shape().rival_profiles_within(player, kept);
    let own = &kept[player];
    let others: Support = own.iter().copied().filter(|&other| other != strategy).collect();
    if others.is_empty() {
        return Standing::best(vec![(rivals[0], Rational::one())], true);
    }
    let asked = Asked { payoffs, player, strategy, others: &others, rivals: &rivals };
    let pure = asked.pure();
    if let Pure::Dominated(Kind::Strict, by, _) = pure {
        return Standing::dominated(Kind::Strict, vec![(by, Rational::one())]);
    }
    // A best response to one pure profile needs no program
    let point = asked.best_against_point();
    if let Some((belief, true)) = &point {
        return Standing::best(belief.clone(), true);
    }
    if among == Among::Pure {
        // Beliefs speak of mixtures; what pure strategies leave open stays open
        let dominated = match &pure {
            Pure::Dominated(kind, by, _) => Some((*kind, vec![(*by, Rational::one())])),
            Pure::Undominated | Pure::Unsettled => None,
        };
        let mut open = pure.open();
        if point.is_some() {
            open.retain(|kind| *kind != Kind::Strict);
        }
        return Standing { dominated, best_against: point, open };
    }
    asked.mixed(&pure, point)
}

impl Asked<'_> {
    /// The strongest domination by a pure strategy.
    fn pure(&self) -> Pure {
        let mut found: Option<(Kind, usize)> = None;
        let mut settled = true;
        for &other in self.others {
            match self.proved(&vec![(other, Rational::one())]) {
                Advantage::Dominates(kind) if found.is_none_or(|(best, _)| kind < best) => {
                    found = Some((kind, other));
                    if kind == Kind::Strict {
                        break;
                    }
                }
                Advantage::Unsettled => settled = false,
                _ => {}
            }
        }
        match found {
            Some((kind, by)) => Pure::Dominated(kind, by, settled || kind == Kind::Strict),
            None if settled => Pure::Undominated,
            None => Pure::Unsettled,
        }
    }

    pub(super) fn proved(&self, mixture: &Mixture) -> Advantage {
        dominance(self.payoffs, self.player, self.strategy, mixture, self.rivals)
    }

    pub(super) fn proved_best(&self, belief: &Belief) -> BestResponse {
        best_response(self.payoffs, self.player, self.strategy, belief, self.others)
    }

    /// A pure profile of the others against which the strategy is a best response: one against
    /// which it is strictly so, if there is one.
    fn best_against_point(&self) -> Option<(Belief, bool)> {
        let mut weak = None;
        for &profile in self.rivals {
            match self.best_at(profile) {
                Some(true) => return Some((vec![(profile, Rational::one())], true)),
                Some(false) if weak.is_none() => {
                    weak = Some((vec![(profile, Rational::one())], false));
                }
                _ => {}
            }
        }
        weak
    }

    /// Whether the strategy is best when the others play as in `profile`, and if so, strictly.
    fn best_at(&self, profile: usize) -> Option<bool> {
        let shape = self.payoffs.shape();
        let mine = shape.with(profile, self.player, self.strategy);
        let mut strict = true;
        for &other in self.others {
            let theirs = shape.with(profile, self.player, other);
            match self.payoffs.compare(self.player, mine, theirs)? {
                Ordering::Greater => {}
                Ordering::Equal => strict = false,
                Ordering::Less => return None,
            }
        }
        Some(strict)
    }

    /// The advantage of each other strategy against each profile, in floats.
    fn advantages(&self) -> Vec<Vec<f64>> {
        let shape = self.payoffs.shape();
        let value = |profile: usize, strategy: usize| {
            self.payoffs.float(self.player, shape.with(profile, self.player, strategy))
        };
        let row = |&other: &usize| {
            let gain = |&profile: &usize| value(profile, other) - value(profile, self.strategy);
            self.rivals.iter().map(gain).collect()
        };
        self.others.iter().map(row).collect()
    }

    fn mixed(&self, pure: &Pure, point: Option<(Belief, bool)>) -> Standing {
        let mut proposed = None;
        if let Some((mixture, belief, _)) = matrix_game::solve_float(&self.advantages()) {
            let mixture = weights(self.others, &mixture);
            match self.proved(&mixture) {
                Advantage::Dominates(Kind::Strict) => {
                    return Standing::dominated(Kind::Strict, mixture);
                }
                Advantage::Dominates(kind) => proposed = Some((kind, mixture)),
                Advantage::Fails(_) | Advantage::Unsettled => {}
            }
            let belief = weights(self.rivals, &belief);
            if self.proved_best(&belief) == BestResponse::Strict {
                return Standing::best(belief, true);
            }
        }
        // The value of the program is 0, or too near 0 for floats
        tie::settle(self, pure, point, proposed)
    }
}

/// Rounded weights as exact probabilities; those too small to matter are left out.
fn weights(items: &[usize], weights: &[f64]) -> Vec<(usize, Rational)> {
    const NEGLIGIBLE: f64 = 1e-12;
    let kept: Vec<f64> = weights.iter().map(|&w| if w > NEGLIGIBLE { w } else { 0.0 }).collect();
    if kept.iter().all(|&w| w <= 0.0) {
        return vec![(items[0], Rational::one())];
    }
    // Fractions with small denominators read better, and are exact where the truth is simple
    let simple: Vec<Rational> =
        kept.iter().map(|&w| Rational::simplest_near(w).unwrap_or_else(Rational::zero)).collect();
    let mut total = Rational::zero();
    for weight in &simple {
        total += weight;
    }
    let exact = if total == Rational::one() { simple } else { to_distribution(&kept) };
    items.iter().copied().zip(exact).filter(|(_, weight)| !weight.is_zero()).collect()
}
