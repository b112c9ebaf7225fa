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
    let (left, shown) = asked.left();
    if left.is_empty() {
        // Nobody is better in any of these profiles, and everybody worse in one
        let weight = Rational::share(1, shown.len());
        return Standing::best(shown.into_iter().map(|p| (p, weight.clone())).collect(), true);
    }
    let asked = Asked { others: &left, ..asked };
    let pure = if left.len() < others.len() { asked.pure() } else { pure };
    asked.nowhere_better(point.as_ref()).unwrap_or_else(|| asked.mixed(&pure, point))
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
        let mut strict = true;
        for &other in self.others {
            match self.compared(profile, other)? {
                Ordering::Greater => {}
                Ordering::Equal => strict = false,
                Ordering::Less => return None,
            }
        }
        Some(strict)
    }

    fn compared(&self, profile: usize, other: usize) -> Option<Ordering> {
        let [mine, theirs] = [self.strategy, other]
            .map(|strategy| self.payoffs.shape().with(profile, self.player, strategy));
        self.payoffs.compare(self.player, mine, theirs)
    }

    /// The others that can be part of a mixture which is nowhere worse: none that is worse in a profile in which this strategy
    /// is best; and the profiles that show it.
    fn left(&self) -> (Support, Vec<usize>) {
        let mut left: Support = self.others.to_vec();
        let mut shown = Vec::new();
        for &profile in self.rivals {
            if self.best_at(profile).is_none() {
                continue;
            }
            let before = left.len();
            left.retain(|&other| self.compared(profile, other) != Some(Ordering::Greater));
            if left.len() < before {
                shown.push(profile);
            }
        }
        (left, shown)
    }

    /// What follows when it is proved that none of the others is better anywhere: mixtures of them are not either.
    fn nowhere_better(&self, point: Option<&(Belief, bool)>) -> Option<Standing> {
        let orders = self.others.iter().map(|&other| {
            let orders = self.rivals.iter().map(|&profile| self.compared(profile, other));
            orders.collect::<Option<Vec<Ordering>>>().map(|orders| (other, orders))
        });
        let orders = orders.collect::<Option<Vec<_>>>()?;
        if orders.iter().any(|(_, orders)| orders.contains(&Ordering::Less)) {
            return None;
        }
        let is_same = |orders: &[Ordering]| orders.iter().all(|order| order.is_eq());
        let same = orders.iter().find(|(_, orders)| is_same(orders));
        let dominated = same.map(|(other, _)| (Kind::VeryWeak, vec![(*other, Rational::one())]));
        Some(Standing { dominated, best_against: point.cloned(), open: Vec::new() })
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
