//! What is proved between two values of the other parameter: the same changes, in the same order.

use std::cell::Cell as Seen;
use std::sync::Arc;

use super::super::line::Change;
use super::super::pair::Pair;
use super::super::{Asked, Line};
use super::forced::{Forced, Ground};
use crate::answer::{Condition, Decision};
use crate::game::Narrow;
use crate::model::{Compared, Over, Parametric};
use crate::num::{Certain, Interval, Rational, Ring, Sign};
use crate::roots::Bivariate;
use crate::table::middle;

/// The thresholds at one value of the other parameter.
#[derive(Clone, Debug)]
pub struct Value {
    /// The value.
    pub at: Rational,
    /// Whether it is one of those asked for, rather than one at which halving looked.
    pub asked: bool,
    /// The range of the parameter, taken apart.
    pub line: Line,
    /// Its changes.
    pub changes: Vec<Change>,
}

impl Value {
    /// Whether another value has the same changes, in the same order.
    pub(super) fn is_alike(&self, other: &Self, of: &Parametric) -> bool {
        let same = |a: &Change, b: &Change| {
            is_same([a, b].map(pair_at), of) && a.before == b.before && a.after == b.after
        };
        self.changes.len() == other.changes.len()
            && self.changes.iter().zip(&other.changes).all(|(a, b)| same(a, b))
    }
}

/// The payoffs that are equal at a change.
pub(super) fn pair_at(change: &Change) -> Option<Pair> {
    change.zero.as_ref().and_then(|zero| zero.pair)
}

/// Whether two pairs are one, or their differences the same; or both are not known.
pub(super) fn is_same(pairs: [Option<Pair>; 2], of: &Parametric) -> bool {
    match pairs {
        [Some(a), Some(b)] => a == b || (a.player == b.player && a.is_same(b, of)),
        [a, b] => a == b,
    }
}

/// A change that is met at every value between two of the other parameter.
#[derive(Clone, Debug)]
pub(super) struct Tube {
    /// The payoffs that are equal at it; then it is proved that there is one change at each value, and no other within
    /// the tube. Else there is at least one.
    pub(super) pair: Option<Pair>,
    /// The difference, where it is a quotient of polynomials: its numerator, without factors in the other parameter.
    pub(super) formula: Option<Bivariate>,
    /// Whether the formula hangs on a comparison that does not turn out the same in the whole tube.
    pub(super) turns: bool,
}

/// Two neighbouring values, and the game between them.
pub(super) struct Between<'a> {
    pub(super) asked: &'a Asked<'a>,
    /// What is asked of these payoffs, which are functions of both parameters.
    pub(super) condition: &'a Condition,
    pub(super) of: &'a Arc<Parametric>,
    pub(super) from: &'a Value,
    pub(super) to: &'a Value,
    /// How far tubes reach beyond the changes at both ends, at least.
    pub(super) margin: Rational,
}

/// Stretches between tubes are halved until they are so much narrower than what tubes reach beyond changes,
const NARROW: usize = 8;
/// and into so many at most.
const MOST_BOXES: usize = 400;

impl Between<'_> {
    /// One tube for each change, if everything between them is proved.
    pub(super) fn prove(&self) -> Option<Vec<Tube>> {
        let (from, to) = (&self.from.changes, &self.to.changes);
        let inner =
            |change: &Change| !self.is_end(change, Side::Low) && !self.is_end(change, Side::High);
        let certain =
            |change: &Change| change.is_certain() && (!inner(change) || sides(change).is_some());
        let alike = from.len() == to.len()
            && from.iter().zip(to).all(|(a, b)| {
                certain(a) && certain(b) && a.before == b.before && a.after == b.after
            });
        if !alike {
            return None;
        }
        let tubes = self.places()?;
        // From the left: what is between, then the tube
        let mut left = self.asked.low.clone();
        let mut decision = self.first()?;
        let mut found = Vec::new();
        for (place, [low, high]) in tubes.iter().enumerate() {
            let (a, b) = (&from[place], &to[place]);
            if !self.holds(&left, low, &decision) {
                return None;
            }
            found.push(self.tube([a, b], [low, high])?);
            if let Some(after) = &a.after {
                decision = after.clone();
            }
            left.clone_from(high);
        }
        self.holds(&left, self.asked.high, &decision).then_some(found)
    }

    /// Whether a change is at an end of the range, at both values.
    fn is_end(&self, change: &Change, side: Side) -> bool {
        let (end, beyond) = match side {
            Side::Low => (self.asked.low, &change.before),
            Side::High => (self.asked.high, &change.after),
        };
        beyond.is_none() && change.low == *end && change.high == *end
    }

    /// The answer at the left.
    fn first(&self) -> Option<Decision> {
        match self.from.changes.first() {
            Some(change) => change.before.clone().or_else(|| change.after.clone()),
            None => self.from.line.at(&middle(self.asked.low, self.asked.high)),
        }
    }

    /// From where to where each tube reaches; nothing where they would meet.
    fn places(&self) -> Option<Vec<[Rational; 2]>> {
        let hulls = self.from.changes.iter().zip(&self.to.changes).map(|(a, b)| {
            let low = (&a.low).min(&b.low).clone();
            [low, (&a.high).max(&b.high).clone()]
        });
        let hulls: Vec<[Rational; 2]> = hulls.collect();
        let third = Rational::share(1, 3);
        // A third of the way to the next one belongs to each
        let room = |from: &Rational, to: &Rational| {
            let mut room = to.minus(from);
            room *= &third;
            room
        };
        let mut tubes = Vec::with_capacity(hulls.len());
        for (place, [low, high]) in hulls.iter().enumerate() {
            let mut reach = high.minus(low);
            reach *= &Rational::share(1, 2);
            reach += &self.margin;
            let before = place.checked_sub(1).map(|before| &hulls[before][1]);
            let after = hulls.get(place + 1).map(|next| &next[0]);
            let ends = [(before, self.asked.low), (after, self.asked.high)];
            let [below, above] = [(0, low), (1, high)].map(|(side, from)| {
                let (next, end) = ends[side];
                match next {
                    Some(next) if side == 0 => room(next, from),
                    Some(next) => room(from, next),
                    None => from.minus(end).abs(),
                }
            });
            if below.signum() == Sign::Negative || above.signum() == Sign::Negative {
                return None;
            }
            let (mut from, mut to) = (low.clone(), high.clone());
            from -= &below.min(reach.clone());
            to += &above.min(reach);
            tubes.push([from, to]);
        }
        let apart = tubes.windows(2).all(|pair| pair[0][1] < pair[1][0]);
        apart.then_some(tubes)
    }

    fn along(&self) -> Interval {
        Interval::spanning(&self.from.at, &self.to.at)
    }

    fn over(&self, low: &Rational, high: &Rational) -> Over {
        Over::new(Arc::clone(self.of), &[Interval::spanning(low, high), self.along()])
    }

    /// Whether the answer is the same in a stretch, at every value.
    fn holds(&self, low: &Rational, high: &Rational, decision: &Decision) -> bool {
        if low >= high {
            return true;
        }
        let mut least = self.margin.clone();
        least *= &Rational::share(1, NARROW);
        let mut open = vec![(low.clone(), high.clone())];
        for _ in 0..MOST_BOXES {
            let Some((low, high)) = open.pop() else { return true };
            let over = Arc::new(self.over(&low, &high));
            let payoffs = over.payoffs(Arc::clone(&over) as Arc<dyn Narrow>);
            let found = self.condition.decide(&payoffs, self.asked.settings);
            match found.ok().filter(|_| over.is_defined()) {
                Some(found) if found == *decision => {}
                Some(_) => return false,
                None if high.minus(&low) < least => return false,
                None => {
                    let middle = middle(&low, &high);
                    open.push((middle.clone(), high));
                    open.push((low, middle));
                }
            }
        }
        open.is_empty()
    }

    /// A change in the tube at every value; exactly one where two payoffs are equal at it.
    fn tube(&self, changes: [&Change; 2], [low, high]: [&Rational; 2]) -> Option<Tube> {
        let pair = match changes.map(pair_at) {
            [Some(a), Some(b)] if self.is_same(a, b, [low, high]) => a,
            [Some(one), None] | [None, Some(one)] => one,
            [Some(_), Some(_)] => return None,
            // What is proved on both sides has a change between
            [None, None] => {
                let known = sides(changes[0]).is_some_and(|(before, after)| before != after);
                return known.then_some(Tube { pair: None, formula: None, turns: false });
            }
        };
        self.alone(pair, changes[0], [low, high])
    }

    /// Proves that the payoffs are equal at one value in the tube, whatever the other parameter is, and that the answer
    /// on either side is that of the change.
    fn alone(&self, pair: Pair, change: &Change, [low, high]: [&Rational; 2]) -> Option<Tube> {
        let combination = pair.combination();
        let over = Arc::new(self.over(low, high));
        if !over.is_defined() {
            return None;
        }
        let slope = over.tangent(pair.player, &combination)?.slopes[0].certain_sign()?;
        if slope == Sign::Zero {
            return None;
        }
        let open = Seen::new(false);
        let order = |compared: Compared| {
            let known = over.order(compared);
            open.set(open.get() || known.is_none());
            known
        };
        let quotient = self.of.quotient(pair.player, &combination, &order);
        let formula = quotient.as_ref().map(|quotient| quotient.over.primitive());
        // On an edge of the tube the sign is known, or it is an end of the range that is the curve itself
        let sign = |x: &Rational, side: Side, outer: Sign| {
            let is_end = self.is_end(change, side);
            let on = || formula.as_ref().is_some_and(|formula| formula.at_x(x).is_zero());
            let edge = || self.over(x, x).range(pair.player, &combination)?.certain_sign();
            if is_end && on() { Some(outer) } else { edge().filter(|sign| *sign == outer) }
        };
        sign(low, Side::Low, slope.opposite())?;
        sign(high, Side::High, slope)?;
        let left = !self.is_end(change, Side::Low);
        let corner = [if left { low } else { high }, &self.from.at];
        let ground = Ground {
            over: Arc::clone(&over),
            pair,
            quotient,
            corner: self.of.values(&corner.map(Interval::from_rational)),
            sign: if left { slope.opposite() } else { slope },
            along: (self.from.at.clone(), self.to.at.clone()),
        };
        let proved = |sign: Sign, decision: &Option<Decision>| {
            let Some(decision) = decision else { return true };
            let source = Arc::new(Forced { ground: ground.clone(), sign });
            let found = self.condition.decide(&over.payoffs(source), self.asked.settings);
            found.as_ref() == Ok(decision)
        };
        let both = proved(slope.opposite(), &change.before) && proved(slope, &change.after);
        let turns = formula.is_none() && open.get();
        both.then_some(Tube { pair: Some(pair), formula, turns })
    }

    /// Whether both differences are 0 on the same curve, as far as their polynomials tell.
    fn is_same(&self, a: Pair, b: Pair, [low, high]: [&Rational; 2]) -> bool {
        if is_same([Some(a), Some(b)], self.of) {
            return true;
        }
        let over = self.over(low, high);
        let order = |compared: Compared| over.order(compared);
        let curve = |pair: Pair| {
            let quotient = self.of.quotient(pair.player, &pair.combination(), &order)?;
            Some(quotient.over.primitive())
        };
        curve(a).is_some_and(|curve_of_a| curve(b) == Some(curve_of_a))
    }
}

#[derive(Clone, Copy)]
enum Side {
    Low,
    High,
}

/// The answers on both sides of a change, where both are known.
fn sides(change: &Change) -> Option<(&Decision, &Decision)> {
    change.before.as_ref().zip(change.after.as_ref())
}
