//! Equilibria in which somebody mixes, of a state in which two players with two strategies each both decide whether play stays.

use crate::game::{Bounds, Mixed, Profile, Shape};
use crate::num::{Rational, Ring, Sign};
use crate::roots::Univariate;
use crate::table::middle;

/// Bits after the point of probabilities that are not rational.
const BITS: u32 = 200;

/// What was found.
#[derive(Debug)]
pub(super) struct Square {
    /// The profiles in which somebody mixes: those in which both do, and the ends of segments along which one does.
    pub(super) profiles: Vec<Profile<Rational>>,
    /// Whether these, the pure ones, and segments between them are all equilibria.
    pub(super) complete: bool,
    /// Whether there are such segments.
    pub(super) infinite: bool,
    /// Whether some probability is not rational, and was rounded.
    pub(super) rounded: bool,
}

/// The profiles in which both players mix: each makes the other one indifferent between playing either strategy for ever. With
/// `A = (1 − δ) u + δ Σ q v` over other states and `B = 1 − δ q` of this one (`parts`, by player and profile), that is
/// `A₀(x) B₁(x) = A₁(x) B₀(x)`, a quadratic equation in the other's probability `x`. The sign of the difference says which strategy is
/// better, so that where a pure strategy makes the other one indifferent all mixtures are equilibria against which it is best: segments,
/// whose ends are pure or zeros of the difference.
///
/// `None` unless exactly two players have a choice, of two strategies.
pub(super) fn square(shape: &Shape, parts: &[Vec<(Bounds, Bounds)>]) -> Option<Square> {
    let players = shape.strategies().iter().enumerate().filter(|(_, count)| **count > 1);
    let players: Vec<usize> = players.map(|(player, _)| player).collect();
    let &[first, second] = &players[..] else { return None };
    if [first, second].iter().any(|&player| shape.strategies()[player] != 2) {
        return None;
    }
    let exact = [first, second]
        .iter()
        .all(|&player| parts[player].iter().all(|(a, b)| a.0 == a.1 && b.0 == b.1));
    // What the second one plays makes the first one indifferent, and the other way round
    let of_second = Chances::of(indifference(shape, &parts[first], first, second));
    let of_first = Chances::of(indifference(shape, &parts[second], second, first));
    let mut found =
        Square { profiles: Vec::new(), complete: exact, infinite: false, rounded: false };
    let mut add = |(x, x_exact): &(Rational, bool), (y, y_exact): &(Rational, bool)| {
        let mixed = |chance: &Rational| vec![chance.clone(), Rational::one().minus(chance)];
        let strategy = |(player, &count): (usize, &usize)| -> Mixed<Rational> {
            match player {
                one if one == first => mixed(x),
                other if other == second => mixed(y),
                _ => vec![Rational::one(); count],
            }
        };
        let strategies = shape.strategies().iter().enumerate().map(strategy).collect();
        found.profiles.push(Profile::new(strategies));
        found.rounded |= !(exact && *x_exact && *y_exact);
    };
    for x in &of_first.found {
        for y in &of_second.found {
            add(x, y);
        }
    }
    // One plays purely, and makes the other one indifferent
    for end in [Rational::zero(), Rational::one()].map(|end| (end, true)) {
        if of_first.makes_indifferent(&end.0) {
            of_second.found.iter().for_each(|y| add(&end, y));
        }
        if of_second.makes_indifferent(&end.0) {
            of_first.found.iter().for_each(|x| add(x, &end));
        }
    }
    let segments = |sure: &Chances, mixes: &Chances| {
        [Rational::zero(), Rational::one()]
            .iter()
            .any(|end| sure.makes_indifferent(end) && mixes.favours_somewhere(!end.is_zero()))
            || (sure.difference.is_zero() && !mixes.found.is_empty())
    };
    found.infinite = segments(&of_first, &of_second) || segments(&of_second, &of_first);
    Some(found)
}

/// `A₀ B₁ − A₁ B₀` as a polynomial in the probability of the other's first strategy.
fn indifference(
    shape: &Shape,
    parts: &[(Bounds, Bounds)],
    player: usize,
    other: usize,
) -> Univariate {
    let at = |own: usize, theirs: usize| {
        let (a, b) = &parts[own * shape.stride(player) + theirs * shape.stride(other)];
        (middle(&a.0, &a.1), middle(&b.0, &b.1))
    };
    let line = |at_first: Rational, at_second: Rational| {
        Univariate::new(vec![at_second.clone(), at_first.minus(&at_second)])
    };
    let of = |own: usize| {
        let ((a, b), (c, d)) = (at(own, 0), at(own, 1));
        (line(a, c), line(b, d))
    };
    let ((a0, b0), (a1, b1)) = (of(0), of(1));
    a0.times(&b1).plus_scaled(&Rational::minus_one(), &a1.times(&b0))
}

/// What a player may play to make the other one indifferent.
struct Chances {
    /// What the other one's first strategy is better by than the second one, up to a positive factor, by the probability of the player's
    /// first strategy.
    difference: Univariate,
    /// Its zeros strictly between 0 and 1, increasing, each with whether it is exact; none where it is 0 everywhere.
    found: Vec<(Rational, bool)>,
}

impl Chances {
    fn of(difference: Univariate) -> Self {
        let (zero, one) = (Rational::zero(), Rational::one());
        if difference.is_zero() {
            return Self { difference, found: Vec::new() };
        }
        let zeros = difference.zeros(&zero, &one).into_iter().map(|root| match root.exact() {
            Some(exact) => (exact.clone(), true),
            None => {
                let (low, high) = root.within(BITS);
                (Rational::simplest_between(&low, &high), false)
            }
        });
        let found = zeros.filter(|(x, _)| *x > zero && *x < one).collect();
        Self { difference, found }
    }

    fn makes_indifferent(&self, chance: &Rational) -> bool {
        self.difference.at(chance).is_zero()
    }

    /// Whether there is a stretch of probabilities for which the other one's first strategy (else the second one) is best.
    fn favours_somewhere(&self, first: bool) -> bool {
        let mut ends = vec![Rational::zero()];
        ends.extend(self.found.iter().map(|(x, _)| x.clone()));
        ends.push(Rational::one());
        ends.windows(2).any(|pair| {
            let sign = self.difference.at(&middle(&pair[0], &pair[1])).signum();
            sign == Sign::Zero || (sign == Sign::Positive) == first
        })
    }
}
