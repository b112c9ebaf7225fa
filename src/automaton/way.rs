//! Play without lots: a way into a cycle, and what it is worth as a function of the discount factor.

use std::collections::BTreeMap;

use super::Joint;
use super::chain::Chain;
use crate::game::Payoffs;
use crate::num::{Rational, Ring, Sign};
use crate::roots::Univariate;

/// What is played, round by round: first `lead`, then `cycle` again and again (numbers of pure profiles).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Once.
    pub lead: Vec<usize>,
    /// For ever; not empty.
    pub cycle: Vec<usize>,
}

/// What automata play from a joint state on, by its place in [`Joint::states`]; nothing where lots are drawn on the way.
///
/// # Complexity
/// At most one step for each joint state.
pub fn play(joint: &Joint<'_>, from: usize) -> Option<Way> {
    let chain = Chain::of(joint);
    let (mut seen, mut at) = (vec![false; chain.arcs.len()], from);
    while !seen[at] {
        seen[at] = true;
        let [(_, _, next)] = chain.arcs[at][..] else { return None };
        at = next;
    }
    Some(chain.way(from))
}

impl Chain {
    /// Along the first arc of each state: for chains without lots.
    pub(super) fn way(&self, from: usize) -> Way {
        let (mut seen, mut played, mut at) = (vec![usize::MAX; self.arcs.len()], Vec::new(), from);
        while seen[at] == usize::MAX {
            seen[at] = played.len();
            let Some((profile, _, next)) = self.arcs[at].first() else { break };
            played.push(*profile);
            at = *next;
        }
        let cycle = played.split_off(seen[at].min(played.len()));
        Way { lead: played, cycle }
    }
}

impl Way {
    /// The same after one round more, in which a profile is played.
    pub(super) fn after(mut self, profile: usize) -> Self {
        self.lead.insert(0, profile);
        self
    }

    /// What the way is worth above another, as polynomials in the discount factor, the second never less than the first between
    /// 0 and 1, and the difference of average payoffs times something positive between them; the same where payoffs are known
    /// exactly. Nothing where a payoff cannot be bounded.
    pub(super) fn above(
        &self,
        other: &Self,
        payoffs: &Payoffs,
        player: usize,
    ) -> Option<[Univariate; 2]> {
        // The average is the weights over 1 + δ + … + δ^(T − 1), for a cycle of T rounds
        let (mine, theirs) = (self.cycle.len(), other.cycle.len());
        let mut weights: BTreeMap<usize, Univariate> = BTreeMap::new();
        let mut add = |way: &Self, sign: i64, times: &Univariate| {
            for (profile, power, count) in way.terms() {
                let sum = weights
                    .entry(profile)
                    .or_insert_with(|| Univariate::constant(Rational::zero()));
                let mut term = vec![Rational::zero(); power + 1];
                term[power] = Rational::integer(sign * count);
                *sum = sum.plus_scaled(&Rational::one(), &Univariate::new(term).times(times));
            }
        };
        if mine == theirs {
            let once = Univariate::constant(Rational::one());
            add(self, 1, &once);
            add(other, -1, &once);
        } else {
            add(self, 1, &geometric(theirs));
            add(other, -1, &geometric(mine));
        }
        let one = Rational::one();
        // Where both come to the same in the end, 1 − δ is a factor of everything
        let short = Univariate::new(vec![one.clone(), Rational::minus_one()]);
        if weights.values().all(|weight| weight.at(&one).is_zero()) {
            for weight in weights.values_mut() {
                *weight = weight.divided(&short).0;
            }
        }
        let degree = weights.values().filter_map(Univariate::degree).max().unwrap_or(0);
        let mut bounds = [Vec::new(), Vec::new()];
        for power in 0..=degree {
            let here = weights.iter().filter_map(|(profile, weight)| {
                let number = weight.coefficients().get(power)?;
                (!number.is_zero()).then(|| (*profile, number.clone()))
            });
            let combination: Vec<(usize, Rational)> = here.collect();
            let (low, high) = if payoffs.sign(player, &combination) == Some(Sign::Zero) {
                (Rational::zero(), Rational::zero())
            } else {
                payoffs.bounds(player, &combination)?
            };
            bounds[0].push(low);
            bounds[1].push(high);
        }
        Some(bounds.map(Univariate::new))
    }

    /// The average payoff times `1 + δ + … + δ^(T − 1)`, for a cycle of T rounds: profiles, each with a power of the discount
    /// factor and how often it counts. Of a round of the lead that is `δ^k (1 − δ^T)`.
    fn terms(&self) -> Vec<(usize, usize, i64)> {
        let rounds = self.cycle.len();
        let lead = self.lead.iter().enumerate();
        let lead = lead.flat_map(|(k, &profile)| [(profile, k, 1), (profile, k + rounds, -1)]);
        let cycle = self.cycle.iter().enumerate();
        lead.chain(cycle.map(|(k, &profile)| (profile, self.lead.len() + k, 1))).collect()
    }
}

/// `1 + x + … + x^(terms − 1)`
fn geometric(terms: usize) -> Univariate {
    Univariate::new(vec![Rational::one(); terms])
}
