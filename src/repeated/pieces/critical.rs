//! At which discount factor a set ceases to come about as it does: a zero of one of its conditions.

use std::cmp::Ordering;

use crate::certify::{Continuation, Generated};
use crate::game::Game;
use crate::num::{Rational, Ring};
use crate::roots::{RealRoot, Univariate};

use super::PayoffSet;
use super::formulas::{Coordinate, Formulas, average};
use super::held::{Point, turn};
use super::quotient::Quotient;

/// Polynomials that are 0 where one of the conditions is just met under which a set comes about as it does: that nobody gains by
/// deviating, that continuations are in the set, that its corners are corners, and that equations have a solution. Only of those that
/// are nearly just met at the discount factor of the set, and of no coordinates that hang on each other in more than one unknown; of a
/// set that is `constant` all are known.
pub(super) fn conditions(
    game: &Game<Rational>,
    set: &PayoffSet,
    constant: bool,
) -> Vec<Univariate> {
    Formulas::of(game, set, constant).all()
}

/// The only discount factor between two at which corners of the sets there coincide that come about in different ways: what makes the
/// lower one is overtaken. Nothing where there is none, or several.
pub(super) fn overtaken(
    game: &Game<Rational>,
    [below, above]: [(&PayoffSet, bool); 2],
    between: &(Rational, Rational),
) -> Option<RealRoot> {
    let [low, high] = [below, above].map(|(set, constant)| Formulas::of(game, set, constant));
    let float = |set: &PayoffSet, place: usize| {
        [0, 1].map(|axis| set.vertices[place].payoff[axis].0.nearest_f64())
    };
    let mut all = Vec::new();
    for place in 0..high.at.len() {
        let here = float(above.0, place);
        let far = |other: &usize| {
            let there = float(below.0, *other);
            (0..2).map(|axis| (here[axis] - there[axis]).abs()).fold(0.0, f64::max)
        };
        let near = (0..low.at.len()).min_by(|a, b| far(a).total_cmp(&far(b)));
        let Some(near) = near.filter(|other| far(other) <= COINCIDE * above.0.range) else {
            continue;
        };
        if low.generated(near).profile == high.generated(place).profile {
            continue;
        }
        for axis in 0..2 {
            let (Some(one), Some(other)) = (&high.at[place][axis], &low.at[near][axis]) else {
                continue;
            };
            let value = one.value.minus(&other.value);
            all.extend(match (one.equation, other.equation) {
                (_, None) => high.eliminated(&value, &[one]),
                (None, _) => low.eliminated(&value, &[other]),
                _ => None,
            });
        }
    }
    only(&all, between)
}

/// Corners that coincide at a change are as near on both sides of it, as a part of the range of payoffs.
const COINCIDE: f64 = 1e-3;

/// The only zero of some polynomials between two numbers. Nothing where there is none, or several.
pub(super) fn only(polynomials: &[Univariate], between: &(Rational, Rational)) -> Option<RealRoot> {
    let mut found: Option<RealRoot> = None;
    // The upper end may be it
    let mut beyond = between.1.clone();
    beyond += &between.1.minus(&between.0);
    let last = RealRoot::exactly(between.1.clone());
    for polynomial in polynomials {
        let zeros = polynomial.zeros(&between.0, &beyond).into_iter();
        for root in zeros.filter(|root| root.order(&last) != Ordering::Greater) {
            found = Some(match found {
                None => root,
                Some(other) if other.is_same(&root) => simpler(other, &root, between),
                Some(_) => return None,
            });
        }
    }
    found
}

/// A number that is a zero of two polynomials, as a zero of what they have in common.
fn simpler(one: RealRoot, other: &RealRoot, between: &(Rational, Rational)) -> RealRoot {
    let common = one.polynomial().common(other.polynomial());
    let mut zeros = common.zeros(&between.0, &between.1).into_iter();
    zeros.find(|zero| zero.is_same(&one)).unwrap_or(one)
}

/// A polynomial without the zeros 0 and 1, and each of the others once.
fn inside(polynomial: &Univariate) -> Option<Univariate> {
    if polynomial.is_zero() {
        return None;
    }
    let mut inside = polynomial.square_free();
    for end in [Rational::zero(), Rational::one()] {
        let factor = Univariate::new(vec![end.negated(), Rational::one()]);
        let (quotient, rest) = inside.divided(&factor);
        if rest.is_zero() {
            inside = quotient;
        }
    }
    Some(inside)
}

/// What is farther from being just met than this, as a part of the range of payoffs, is not so near a change.
const FAR: f64 = 1e-3;

impl Formulas<'_> {
    /// Polynomials in the discount factor that are 0 where a condition is just met.
    fn all(&self) -> Vec<Univariate> {
        let mut found = Vec::new();
        // Two solutions meet
        for equation in self.equations.iter().filter(|equation| equation.rows().len() > 2) {
            // What both lose together is no such place
            let (slope, highest) = (equation.slope(), equation.rows().last());
            let apart =
                equation.resultant(&slope).zip(highest).map(|(all, part)| all.divided(part).0);
            found.extend(apart.as_ref().and_then(inside));
        }
        for place in 0..self.at.len() {
            let Generated { continuation, profile } = self.generated(place);
            for player in 0..2 {
                let bound = match continuation {
                    Continuation::Both => true,
                    Continuation::Lot { player: bound, .. } => bound == player,
                    _ => false,
                };
                if !bound {
                    found.extend(self.margin(place, player, profile));
                }
            }
            match continuation {
                Continuation::Lot { player, between } => {
                    found.extend(
                        between.map(|end| self.compared(place, player, end)).into_iter().flatten(),
                    );
                }
                Continuation::Both => found.extend(self.inside(place)),
                _ => {}
            }
        }
        found.extend(self.corners());
        found
    }

    /// By how much a player would rather stay.
    fn margin(&self, place: usize, player: usize, profile: usize) -> Option<Univariate> {
        let threat = self.set.threats[player];
        let deviating =
            self.mixed(self.game.best_payoff(player, profile), self.float(threat)[player]);
        self.is_near(self.float(place)[player] - deviating)?;
        let here = self.at[place][player].as_ref()?;
        let threat = self.at[self.set.threats[player]][player].as_ref()?;
        let value = here.value.minus(&average(&self.best(profile, player), &threat.value));
        self.eliminated(&value, &[here, threat])
    }

    /// How far a continuation is from the end of a side.
    fn compared(&self, place: usize, player: usize, end: usize) -> Option<Univariate> {
        self.is_near(self.float_rest(place)[player] - self.float(end)[player])?;
        let (here, there) = (self.at[place][player].as_ref()?, self.at[end][player].as_ref()?);
        let rest = self.rest(place, player, &here.value)?;
        self.eliminated(&rest.minus(&there.value), &[here, there])
    }

    /// Where a continuation comes to lie on the boundary.
    fn inside(&self, place: usize) -> Vec<Univariate> {
        let count = self.at.len();
        let side = |from: usize| {
            let ends = [from, (from + 1) % count].map(|vertex| self.float(vertex));
            self.is_near(off(&ends[0], &ends[1], &self.float_rest(place)))?;
            let here = [self.at[place][0].as_ref()?, self.at[place][1].as_ref()?];
            let point =
                [self.rest(place, 0, &here[0].value)?, self.rest(place, 1, &here[1].value)?];
            let corner =
                |vertex: usize| Some([self.at[vertex][0].as_ref()?, self.at[vertex][1].as_ref()?]);
            let (a, b) = (corner(from)?, corner((from + 1) % count)?);
            let cross = cross(
                [&a[0].value, &a[1].value],
                [&b[0].value, &b[1].value],
                [&point[0], &point[1]],
            );
            self.eliminated(&cross, &[here[0], here[1], a[0], a[1], b[0], b[1]])
        };
        if count < 2 { Vec::new() } else { (0..count).filter_map(side).collect() }
    }

    /// Where a corner comes to lie between its neighbours.
    fn corners(&self) -> Vec<Univariate> {
        let count = self.at.len();
        let turn = |place: usize| {
            let corner = |step: usize| {
                let vertex = (place + step) % count;
                Some([self.at[vertex][0].as_ref()?, self.at[vertex][1].as_ref()?])
            };
            let [p, q, r] = [count - 1, 0, 1].map(|step| self.float((place + step) % count));
            self.is_near(off(&p, &r, &q))?;
            let (a, b, c) = (corner(count - 1)?, corner(0)?, corner(1)?);
            let of = |one: [&'_ Coordinate; 2]| [one[0].value.clone(), one[1].value.clone()];
            let (p, q, r) = (of(a), of(b), of(c));
            let cross = cross([&p[0], &p[1]], [&q[0], &q[1]], [&r[0], &r[1]]);
            self.eliminated(&cross, &[a[0], a[1], b[0], b[1], c[0], c[1]])
        };
        if count < 3 { Vec::new() } else { (0..count).filter_map(turn).collect() }
    }

    /// About where a corner is.
    fn float(&self, place: usize) -> Point {
        [0, 1].map(|axis| self.set.vertices[place].payoff[axis].0.nearest_f64())
    }

    /// About what follows the first round of a corner.
    fn float_rest(&self, place: usize) -> Point {
        let (here, profile) = (self.float(place), self.generated(place).profile);
        let delta = self.set.discount.nearest_f64();
        [0, 1].map(|axis| {
            (here[axis] - (1.0 - delta) * self.game.payoffs(axis)[profile].nearest_f64()) / delta
        })
    }

    /// About `(1 − δ)·first + δ·later`.
    fn mixed(&self, first: &Rational, later: f64) -> f64 {
        let delta = self.set.discount.nearest_f64();
        (1.0 - delta) * first.nearest_f64() + delta * later
    }

    /// Whether a difference may be 0 near here.
    fn is_near(&self, value: f64) -> Option<()> {
        (value.abs() <= FAR * self.set.range).then_some(())
    }

    /// A polynomial in the discount factor that is 0 where a value is, given the equation of its unknown. Nothing where there are
    /// several unknowns.
    fn eliminated(&self, value: &Quotient, of: &[&Coordinate]) -> Option<Univariate> {
        let mut numbers = of.iter().filter_map(|one| one.equation);
        let first = numbers.next();
        if numbers.any(|number| Some(number) != first) || !value.is_short() {
            return None;
        }
        let all = match first {
            Some(number) if value.is_open() => self.equations[number].resultant(&value.top),
            _ => value.top.rows().first().cloned(),
        };
        all.as_ref().and_then(inside)
    }
}

/// About how far a point is from the line through two others.
fn off(a: &Point, b: &Point, point: &Point) -> f64 {
    let length = (b[0] - a[0]).hypot(b[1] - a[1]);
    if length > 0.0 { turn(a, b, point) / length } else { 0.0 }
}

/// Positive where the way from one point over another to a third turns left.
fn cross(a: [&Quotient; 2], b: [&Quotient; 2], c: [&Quotient; 2]) -> Quotient {
    let way = |to: [&Quotient; 2], axis: usize| to[axis].minus(a[axis]);
    way(b, 0).times(&way(c, 1)).minus(&way(b, 1).times(&way(c, 0)))
}
