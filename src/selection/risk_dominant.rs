//! Risk dominance between pure equilibria of two players, pair by pair.
//!
//! Two pure equilibria span a game of two strategies each. The one at which the product of what the
//! players would lose by deviating alone is greater risk-dominates the other: for games of two
//! strategies each that is the definition of J. C. Harsanyi and R. Selten, *A General Theory of
//! Equilibrium Selection in Games*, MIT Press, 1988 (`harsanyi1988`), section 3.9; in larger games it
//! is pairwise risk dominance (M. Kandori and R. Rob, "Bandwagon effects and long run technology
//! choice", *Games and Economic Behavior* 22 (1998), 30–60, `kandori1998`), not their tracing
//! procedure.

use std::cmp::Ordering;

use super::criterion::{Criterion, Judge, Reason, Verdict, two_players};
use super::field::{Field, narrowed, wide};
use crate::game::{Combination, Payoffs};
use crate::num::{Rational, Ring, Sign};

pub(super) const CRITERION: Criterion = Criterion {
    name: "risk-dominant",
    also: &["risk-dominance"],
    head: "risk",
    about: "pure, and risk-dominates each other listed pure equilibrium",
    source: "harsanyi1988",
    accepts: two_players,
    judge: Judge::Together(judge),
};

fn judge(field: &Field<'_>) -> Vec<Verdict> {
    let pure: Vec<Option<Vec<usize>>> =
        (0..field.len()).map(|i| field.profile(i).as_pure()).collect();
    let verdict = |i: usize| {
        let Some(own) = &pure[i] else {
            let supports = field.profile(i).supports();
            let mixes = supports.iter().position(|support| support.len() > 1);
            return Verdict::no(Reason::Mixes(mixes.unwrap_or(0)));
        };
        if !(field.patience)() {
            return Verdict::open(Reason::Stopped);
        }
        let (mut settled, mut tied) = (true, None);
        for (j, other) in pure.iter().enumerate().filter(|(j, _)| *j != i) {
            let Some(other) = other else { continue };
            match compare(field.payoffs, own, other) {
                Some(Ordering::Greater) => {}
                Some(Ordering::Less) => return Verdict::no(Reason::Better(field.place(j))),
                Some(Ordering::Equal) => tied = tied.or(Some(field.place(j))),
                None => settled = false,
            }
        }
        match tied {
            Some(other) => Verdict::no(Reason::Tied(other)),
            None if settled => Verdict::yes(),
            None => Verdict::open(Reason::Unsettled),
        }
    };
    (0..field.len()).map(verdict).collect()
}

/// Which of two pure equilibria of two players risk-dominates the other, if it can be settled:
/// `Greater` if `one` does, `Equal` if neither does. Equilibria in which a player does the same do
/// not dominate each other.
///
/// # Examples
/// ```
/// use std::cmp::Ordering;
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
/// use equil::selection::risk_dominance;
///
/// // Hunting a stag pays more, a hare is safer
/// let payoffs = [[10, 8, 1, 5], [10, 1, 8, 5]].map(|p| p.map(Rational::integer).to_vec());
/// let hunt = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// assert_eq!(risk_dominance(&hunt, &[0, 0], &[1, 1]), Some(Ordering::Less));
/// ```
pub fn compare(payoffs: &Payoffs, one: &[usize], other: &[usize]) -> Option<Ordering> {
    if one.iter().zip(other).any(|(a, b)| a == b) {
        return Some(Ordering::Equal);
    }
    let shape = payoffs.shape();
    // What `player` loses by going over alone
    let loss = |player: usize, at: &[usize], to: &[usize]| -> Combination {
        let index = shape.index(at);
        let away = shape.with(index, player, to[player]);
        vec![(index, Rational::one()), (away, Rational::minus_one())]
    };
    let here: Vec<Combination> = (0..2).map(|player| loss(player, one, other)).collect();
    let there: Vec<Combination> = (0..2).map(|player| loss(player, other, one)).collect();
    if let Some(order) = by_factors(payoffs, &here, &there) {
        return Some(order);
    }
    if let Some(game) = payoffs.rational() {
        let product = |factors: &[Combination]| {
            let mut product = Rational::one();
            for (player, factor) in factors.iter().enumerate() {
                let mut sum = Rational::zero();
                for (index, coefficient) in factor {
                    sum.add_product(coefficient, &game.payoffs(player)[*index]);
                }
                product *= &sum;
            }
            product
        };
        return Some(product(&here).cmp(&product(&there)));
    }
    let difference = |bits: u32| {
        let mut mine = wide(payoffs, 0, &here[0], bits)?;
        mine *= &wide(payoffs, 1, &here[1], bits)?;
        let mut theirs = wide(payoffs, 0, &there[0], bits)?;
        theirs *= &wide(payoffs, 1, &there[1], bits)?;
        mine -= &theirs;
        Some(mine)
    };
    narrowed(payoffs.max_bits(), difference).map(|sign| sign.cmp(&Sign::Zero))
}

/// Both factors greater, or both equal: then so are the products of what is not negative.
fn by_factors(payoffs: &Payoffs, here: &[Combination], there: &[Combination]) -> Option<Ordering> {
    let mut orders = Vec::with_capacity(2);
    for player in 0..2 {
        let mut difference = here[player].clone();
        difference.extend(there[player].iter().map(|(index, p)| (*index, p.negated())));
        orders.push(payoffs.sign(player, &difference)?.cmp(&Sign::Zero));
    }
    (orders[0] == orders[1]).then_some(orders[0])
}
