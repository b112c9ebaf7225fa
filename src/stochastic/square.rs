//! Mixed equilibria of a state in which two players with two strategies each both decide whether play stays.

use crate::game::{Bounds, Mixed, Profile, Shape};
use crate::num::{Rational, Ring};
use crate::roots::Univariate;
use crate::table::middle;

/// Bits after the point of probabilities that are not rational.
const BITS: u32 = 200;

/// What was found.
#[derive(Debug)]
pub(super) struct Square {
    /// The profiles in which both mix.
    pub(super) profiles: Vec<Profile<Rational>>,
    /// Whether these, and the pure ones, are all equilibria.
    pub(super) complete: bool,
    /// Whether some probability is not rational, and was rounded.
    pub(super) rounded: bool,
}

/// The profiles in which both players mix: each makes the other one indifferent between playing either strategy for ever. With
/// `A = (1 − δ) u + δ Σ q v` over other states and `B = 1 − δ q` of this one (`parts`, by player and profile), that is
/// `A₀(x) B₁(x) = A₁(x) B₀(x)`, a quadratic equation in the other's probability `x`.
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
    let of_second = chances(&indifference(shape, &parts[first], first, second));
    let of_first = chances(&indifference(shape, &parts[second], second, first));
    let (mut profiles, mut rounded) = (Vec::new(), !exact);
    for (x, x_exact) in &of_first.found {
        for (y, y_exact) in &of_second.found {
            let mixed = |chance: &Rational| vec![chance.clone(), Rational::one().minus(chance)];
            let strategy = |(player, &count): (usize, &usize)| -> Mixed<Rational> {
                match player {
                    one if one == first => mixed(x),
                    other if other == second => mixed(y),
                    _ => vec![Rational::one(); count],
                }
            };
            profiles
                .push(Profile::new(shape.strategies().iter().enumerate().map(strategy).collect()));
            rounded |= !(*x_exact && *y_exact);
        }
    }
    let complete = exact && !of_first.ties && !of_second.ties;
    Some(Square { rounded: rounded && !profiles.is_empty(), profiles, complete })
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

/// Probabilities strictly between 0 and 1, each with whether it is exact.
struct Chances {
    found: Vec<(Rational, bool)>,
    /// Whether a pure strategy of the other one makes indifferent, too: then more than these may do.
    ties: bool,
}

fn chances(polynomial: &Univariate) -> Chances {
    let (zero, one) = (Rational::zero(), Rational::one());
    let ties = polynomial.at(&zero).is_zero() || polynomial.at(&one).is_zero();
    if polynomial.is_zero() {
        return Chances { found: Vec::new(), ties: true };
    }
    let zeros = polynomial.zeros(&zero, &one).into_iter().map(|root| match root.exact() {
        Some(exact) => (exact.clone(), true),
        None => {
            let (low, high) = root.within(BITS);
            (Rational::simplest_between(&low, &high), false)
        }
    });
    Chances { found: zeros.filter(|(x, _)| *x > zero && *x < one).collect(), ties }
}
