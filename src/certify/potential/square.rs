//! Squares: two players, two strategies each, everybody else as they are.

use crate::game::{Combination, Payoffs, Shape};
use crate::num::{Rational, Ring, Sign};

/// Four profiles in which two players switch between two strategies each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Square {
    /// The number of the profile at one corner.
    pub profile: usize,
    /// Who switches.
    pub players: [usize; 2],
    /// To what.
    pub others: [usize; 2],
}

impl Square {
    /// The corners in order: at the start, after the first player's switch, after both, after the
    /// second's alone.
    pub fn corners(&self, shape: &Shape) -> [usize; 4] {
        let [first, second] = self.players;
        let once = shape.with(self.profile, first, self.others[0]);
        let both = shape.with(once, second, self.others[1]);
        [self.profile, once, both, shape.with(self.profile, second, self.others[1])]
    }

    /// Whether it exists in a game of that shape.
    pub fn is_of(&self, shape: &Shape) -> bool {
        let known = self.profile < shape.profiles();
        let [first, second] = self.players;
        known
            && first != second
            && self.players.iter().zip(&self.others).all(|(&player, &other)| {
                player < shape.players()
                    && other < shape.strategies()[player]
                    && other != shape.strategy(self.profile, player)
            })
    }

    /// How much more the first player's switch gains a player after the second's switch than before
    /// it: a combination of that player's payoffs.
    pub fn difference(&self, shape: &Shape) -> Combination {
        let [start, first, both, second] = self.corners(shape);
        let (one, minus) = (Rational::one(), Rational::minus_one());
        vec![(start, one.clone()), (first, minus.clone()), (both, one), (second, minus)]
    }

    /// Bounds of that difference for one of the two players; equal when it is known exactly.
    pub fn bounds(&self, payoffs: &Payoffs, which: usize) -> Option<(Rational, Rational)> {
        payoffs.bounds(self.players[which], &self.difference(payoffs.shape()))
    }

    /// What both players gain by switching one after the other, round the square and back to the
    /// start: the sum, between bounds.
    pub fn sum(&self, payoffs: &Payoffs) -> Option<(Rational, Rational)> {
        let (first, second) = (self.bounds(payoffs, 0)?, self.bounds(payoffs, 1)?);
        Some((second.0.minus(&first.1), second.1.minus(&first.0)))
    }

    /// Whether the difference is the same for both players, so that gains round the square cancel;
    /// `None` if that is not settled.
    pub fn is_balanced(&self, payoffs: &Payoffs) -> Option<bool> {
        let combination = self.difference(payoffs.shape());
        balance(payoffs, self.players, [&combination, &combination])
    }
}

/// Whether a combination of one player's payoffs is as great as one of another's; `None` if that is
/// not settled.
///
/// # Complexity
/// One pass over the combinations where payoffs are rational; else their signs, and bounds of both.
pub fn balance(
    payoffs: &Payoffs,
    players: [usize; 2],
    combinations: [&Combination; 2],
) -> Option<bool> {
    if payoffs.rational().is_none() {
        let signs = [0, 1].map(|which| payoffs.sign(players[which], combinations[which]));
        match signs {
            [Some(Sign::Zero), Some(Sign::Zero)] => return Some(true),
            [Some(one), Some(other)] if one != other => return Some(false),
            _ => {}
        }
        let exact = [0, 1].map(|which| exact_sum(payoffs, players[which], combinations[which]));
        if let [Some(one), Some(other)] = exact {
            return Some(one == other);
        }
    }
    let (first, second) = (
        payoffs.bounds(players[0], combinations[0])?,
        payoffs.bounds(players[1], combinations[1])?,
    );
    if first.0 == first.1 && first == second {
        return Some(true);
    }
    (first.1 < second.0 || second.1 < first.0).then_some(false)
}

/// A combination of payoffs all of which are known to be rational.
fn exact_sum(payoffs: &Payoffs, player: usize, combination: &Combination) -> Option<Rational> {
    let mut sum = Rational::zero();
    for (index, coefficient) in combination {
        sum.add_product(coefficient, &payoffs.exact(player, *index)?);
    }
    Some(sum)
}

/// Every square between neighbouring strategies, for all pairs of players: what holds for sums of
/// differences in these, holds for all.
pub(super) fn all(shape: &Shape) -> impl Iterator<Item = Square> + '_ {
    let pairs = (0..shape.players()).flat_map(move |j| (0..j).map(move |i| [i, j]));
    pairs.flat_map(move |players| {
        (0..shape.profiles()).filter_map(move |profile| {
            let others = players.map(|player| shape.strategy(profile, player) + 1);
            let inside = |which: usize| others[which] < shape.strategies()[players[which]];
            (inside(0) && inside(1)).then_some(Square { profile, players, others })
        })
    })
}

/// Whether no positive weights of the players make both differences of each of these squares the same
/// when divided by them: one square has differences of different signs, or round a ring of players
/// their ratios do not multiply to 1.
pub(super) fn contradict(payoffs: &Payoffs, ring: &[Square]) -> bool {
    let shape = payoffs.shape();
    let closed = ring.iter().enumerate().all(|(place, square)| {
        square.is_of(shape) && square.players[1] == ring[(place + 1) % ring.len()].players[0]
    });
    if let [only] = ring {
        let combination = only.difference(shape);
        let signs = only.players.map(|player| payoffs.sign(player, &combination));
        return only.is_of(shape) && matches!(signs, [Some(one), Some(other)] if one != other);
    }
    if ring.is_empty() || !closed {
        return false;
    }
    ring_product(payoffs, ring)
        .is_some_and(|(low, high)| high < Rational::one() || low > Rational::one())
}

/// Bounds of the product of the ratios round a ring; `None` unless all of them are positive.
fn ring_product(payoffs: &Payoffs, ring: &[Square]) -> Option<(Rational, Rational)> {
    let mut product = (Rational::one(), Rational::one());
    for square in ring {
        let ratio = square.ratio(payoffs)?;
        product.0 *= &ratio.0;
        product.1 *= &ratio.1;
    }
    Some(product)
}

impl Square {
    /// Bounds of the ratio of the two players' differences, which is that of their weights in a
    /// weighted potential; `None` unless it is a positive number.
    pub fn ratio(&self, payoffs: &Payoffs) -> Option<(Rational, Rational)> {
        let magnitude = |which: usize| {
            let (low, high) = self.bounds(payoffs, which)?;
            match (low.signum(), high.signum()) {
                (Sign::Positive, _) => Some((Sign::Positive, low, high)),
                (_, Sign::Negative) => Some((Sign::Negative, high.negated(), low.negated())),
                _ => None,
            }
        };
        let (sign, low, high) = magnitude(0)?;
        let (other, least, most) = magnitude(1)?;
        let divided = |mut a: Rational, b: &Rational| {
            a /= b;
            a
        };
        (sign == other).then(|| (divided(low, &most), divided(high, &least)))
    }
}
