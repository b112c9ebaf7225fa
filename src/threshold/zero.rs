//! A value of the parameter at which two payoffs are equal.

use std::cmp::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use super::line::CLOSE;
use super::pair::Pair;
use crate::answer::Open;
use crate::formula::Values;
use crate::game::{Narrow, Payoffs};
use crate::model::Parametric;
use crate::num::{Bits, Interval, Rational, Ring, Sign, Wide};
use crate::roots::RealRoot;

/// A value of the parameter at which two payoffs are equal (or a formula changes its branch).
#[derive(Clone, Debug)]
pub struct Zero {
    pub(super) kind: Kind,
    /// Which payoffs are equal there; nothing where a formula changes its branch, or an end of the range is.
    pub(super) pair: Option<Pair>,
    /// All pairs that are known to be equal there, if there are several.
    pub(super) ties: Vec<Pair>,
    /// Whether they are payoffs of the game.
    pub(super) named: bool,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A zero of a polynomial with rational coefficients.
    Algebraic(RealRoot),
    /// The only zero of a monotone difference of payoffs between two rationals.
    Crossing(Arc<Crossing>),
}

/// Where the difference of a pair of payoffs, which is monotone, changes its sign.
#[derive(Debug)]
pub(super) struct Crossing {
    pub(super) of: Arc<Parametric>,
    pub(super) pair: Pair,
    /// The sign of the difference before the zero.
    pub(super) before: Sign,
    /// Bounds, narrowed whenever someone asks for better ones.
    pub(super) bounds: Mutex<(Rational, Rational)>,
}

/// Two zeros that are not told apart with so many bits are not told apart.
const APART: [u32; 3] = [60, 120, 240];
/// Bits beyond those of a bound at which a sign is asked for.
const GUARD: u32 = 64;

impl Zero {
    pub(super) fn new(kind: Kind, pair: Option<Pair>) -> Self {
        Self { kind, pair, ties: Vec::new(), named: true }
    }

    pub(super) fn exactly(value: Rational, pair: Option<Pair>) -> Self {
        Self::new(Kind::Algebraic(RealRoot::exactly(value)), pair)
    }

    /// What is equal at the same value, too, is known of this one.
    pub(super) fn tied(&mut self, other: Self) {
        let own = self.ties.is_empty().then_some(self.pair).flatten();
        let theirs = if other.ties.is_empty() { Vec::from_iter(other.pair) } else { other.ties };
        self.ties.extend(own.into_iter().chain(theirs));
        self.pair = self.pair.or(other.pair);
    }

    /// The value, if it is rational.
    pub fn exact(&self) -> Option<&Rational> {
        match &self.kind {
            Kind::Algebraic(root) => root.exact(),
            Kind::Crossing(_) => None,
        }
    }

    /// As an exact one, where narrowing its bounds meets the zero itself.
    pub(super) fn settled(self) -> Self {
        let (low, high) = self.within(CLOSE);
        let met = self.exact().is_none() && low == high;
        if met { Self { kind: Kind::Algebraic(RealRoot::exactly(low)), ..self } } else { self }
    }

    /// The zero of a polynomial that it is, if it is one that is not rational.
    pub fn algebraic(&self) -> Option<&RealRoot> {
        match &self.kind {
            Kind::Algebraic(root) => root.exact().is_none().then_some(root),
            Kind::Crossing(_) => None,
        }
    }

    /// Which payoffs are equal there: the player, and two pure profiles that differ in what that player plays.
    pub fn pair(&self) -> Option<(usize, usize, usize)> {
        self.pair.filter(|_| self.named).map(|pair| (pair.player, pair.first, pair.second))
    }

    /// Bounds: equal if it is rational, else about `2^(−bits)` apart, if signs can be settled.
    pub fn within(&self, bits: u32) -> (Rational, Rational) {
        match &self.kind {
            Kind::Algebraic(root) => root.within(bits),
            Kind::Crossing(crossing) => crossing.within(bits),
        }
    }

    /// The order of two zeros; `None` if it is not settled.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        if let (Kind::Algebraic(a), Kind::Algebraic(b)) = (&self.kind, &other.kind) {
            return Some(a.order(b));
        }
        for bits in APART {
            let ((low, high), (other_low, other_high)) = (self.within(bits), other.within(bits));
            if high < other_low {
                return Some(Ordering::Less);
            }
            if other_high < low {
                return Some(Ordering::Greater);
            }
            if self.is_same(other) {
                return Some(Ordering::Equal);
            }
        }
        None
    }

    /// Whether they are the same number, of two that are zeros of no polynomials, where their bounds overlap.
    fn is_same(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Crossing(a), Kind::Crossing(b)) => a.pair.is_same(b.pair, &a.of),
            _ => false,
        }
    }

    /// Why there may be no answer at a zero that is not rational: a payoff has no value there, or is not proved to have one.
    pub(super) fn lack(&self, of: &Parametric) -> Option<Open> {
        let mut values = self.near(of);
        if of.is_defined(&values) {
            return None;
        }
        if let Kind::Algebraic(root) = &self.kind {
            for guard in of.guards() {
                let order = |compared| of.order(&values, compared);
                let fraction = of.difference((guard, None), &order);
                if fraction.is_some_and(|fraction| root.sign_of(&fraction.over) == Sign::Zero) {
                    values.set(guard, Interval::zero());
                }
            }
        }
        Some(if of.lacks_value(&values) { Open::Undefined } else { Open::Unsettled })
    }

    /// The values of all nodes near the zero.
    pub(super) fn near(&self, of: &Parametric) -> Values<Interval> {
        let bits = GUARD;
        let (low, high) = self.within(bits);
        let range = Wide::new(&low, &high, Bits::new(bits as usize)).map(|wide| wide.to_interval());
        of.values(&[range.unwrap_or_else(|| Interval::from_rational(&low))])
    }

    /// The payoffs at the zero.
    pub(super) fn payoffs(&self, of: &Arc<Parametric>) -> Payoffs {
        let values = self.near(of);
        let source = At { of: Arc::clone(of), zero: self.clone(), near: values.clone() };
        of.enclosed(&values, Arc::new(source), crate::game::MAX_BITS)
    }
}

/// Bounds of zeros in order, none of which meets the next one's; as narrow as it takes.
pub(super) fn apart(zeros: &[Zero]) -> Vec<(Rational, Rational)> {
    let mut bits = vec![CLOSE; zeros.len()];
    let mut bounds: Vec<(Rational, Rational)> =
        zeros.iter().map(|zero| zero.within(CLOSE)).collect();
    for place in 1..zeros.len() {
        // Those of monotone differences end at what signs can settle
        while bounds[place - 1].1 >= bounds[place].0 && bits[place] < MOST_BITS {
            for near in [place - 1, place] {
                bits[near] = (bits[place] * 2).max(bits[near]);
                bounds[near] = zeros[near].within(bits[near]);
            }
        }
    }
    bounds
}

/// Zeros are told apart up to so many bits.
const MOST_BITS: u32 = 1 << 16;

/// In order, each once; `None` if some are not told apart.
pub(super) fn distinct(mut zeros: Vec<Zero>) -> Option<Vec<Zero>> {
    let mut settled = true;
    zeros.sort_by(|a, b| {
        a.compare(b).unwrap_or_else(|| {
            settled = false;
            Ordering::Equal
        })
    });
    if !settled {
        return None;
    }
    // An exact one is the better one of two
    zeros.dedup_by(|later, kept| {
        let same = later.compare(kept) == Some(Ordering::Equal);
        if same {
            kept.tied(later.clone());
        }
        same
    });
    Some(zeros)
}

impl Crossing {
    fn within(&self, bits: u32) -> (Rational, Rational) {
        // Bounds are replaced as a whole: they hold, whatever became of who held the lock
        let mut bounds = self.bounds.lock().unwrap_or_else(PoisonError::into_inner);
        let step = Rational::integer(2).powi(-i64::from(bits)).unwrap_or_else(Rational::zero);
        loop {
            let width = bounds.1.minus(&bounds.0);
            if width <= step
                || !(self.straight(&mut bounds, &step, bits) || self.halve(&mut bounds, bits))
            {
                return bounds.clone();
            }
        }
    }

    /// Halves the bounds; `false` where the sign in the middle is not settled.
    fn halve(&self, bounds: &mut (Rational, Rational), bits: u32) -> bool {
        let middle = crate::table::middle(&bounds.0, &bounds.1);
        match self.pair.sign_at(&self.of, &middle, bits + GUARD) {
            None => return false,
            Some(Sign::Zero) => *bounds = (middle.clone(), middle),
            Some(sign) if sign == self.before => bounds.0 = middle,
            Some(_) => bounds.1 = middle,
        }
        true
    }

    /// Where the difference is nearly a straight line: bounds close to where the line through its ends is
    /// 0, if the signs there prove them.
    fn straight(&self, bounds: &mut (Rational, Rational), step: &Rational, bits: u32) -> bool {
        let width = bounds.1.minus(&bounds.0);
        let scale = bounds.0.abs().max(bounds.1.abs());
        let Some(mut small) = scale.recip() else { return false };
        small *= &width;
        if small > Rational::share(1, STRAIGHT) {
            return false;
        }
        let Some((low, high)) = self.ends(bounds, bits) else { return false };
        let Some(slope) = high.minus(&low).recip() else { return false };
        let mut part = low.negated();
        part *= &slope;
        part *= &width;
        let mut guess = bounds.0.clone();
        guess += &part;
        // What bends is off by some part of the square of the stretch
        let mut least = step.clone();
        least *= &Rational::share(1, 4);
        small *= &Rational::share(1, BENT);
        [small, Rational::share(1, STRAIGHT)].into_iter().any(|mut reach| {
            reach *= &width;
            let closer = self.around(&guess, &reach.max(least.clone()), bounds, bits);
            closer.map(|closer| *bounds = closer).is_some()
        })
    }

    /// The differences at both ends, well enough to draw a line through them.
    fn ends(&self, (low, high): &(Rational, Rational), bits: u32) -> Option<(Rational, Rational)> {
        let near = |x: &Rational| self.pair.near(&self.of, x);
        if let Some((low, high)) = near(low).zip(near(high)) {
            let apart = (high.midpoint() - low.midpoint()).abs();
            if low.width().max(high.width()) * ENOUGH < apart {
                return Rational::from_f64(low.midpoint()).zip(Rational::from_f64(high.midpoint()));
            }
        }
        let value = |x: &Rational| self.pair.value_at(&self.of, x, bits + GUARD)?.midpoint();
        value(low).zip(value(high))
    }

    /// Bounds so far from a value, if the signs there prove them.
    fn around(
        &self,
        value: &Rational,
        reach: &Rational,
        bounds: &(Rational, Rational),
        bits: u32,
    ) -> Option<(Rational, Rational)> {
        let (mut from, mut to) = (value.clone(), value.clone());
        from -= reach;
        to += reach;
        // Short numbers are quicker
        let (from, to) = (shorter(&from, reach), shorter(&to, reach));
        let sign = |x: &Rational| self.pair.sign_at(&self.of, x, bits + GUARD);
        let proved = from > bounds.0
            && to < bounds.1
            && from < to
            && sign(&from) == Some(self.before)
            && sign(&to) == Some(self.before.opposite());
        proved.then_some((from, to))
    }
}

/// Differences are taken to be straight over a stretch so many times smaller than the parameter, and the bounds
/// get so many times closer.
const STRAIGHT: usize = 1 << 16;
/// Or so many times closer than the stretch is smaller than the parameter: less than differences bend, mostly.
const BENT: usize = 1 << 3;
/// Floats draw a line if they are known so many times better than they differ.
const ENOUGH: f64 = 16_777_216.0;

/// A dyadic number with few bits that is nearer than a quarter of `reach`.
fn shorter(x: &Rational, reach: &Rational) -> Rational {
    let bits = reach.recip().map_or(0, |inverse| inverse.floor().bits());
    let scale = Rational::integer(2).powi(i64::try_from(bits + 3).unwrap_or(i64::MAX));
    let Some(scale) = scale else { return x.clone() };
    let mut scaled = x.clone();
    scaled *= &scale;
    let mut short = scaled.floor();
    short /= &scale;
    short
}

/// The payoffs at a zero.
#[derive(Debug)]
struct At {
    of: Arc<Parametric>,
    zero: Zero,
    /// The values of all nodes near it.
    near: Values<Interval>,
}

impl Narrow for At {
    fn payoff(&self, player: usize, index: usize, bits: u32) -> Option<Wide> {
        let (low, high) = self.zero.within(bits);
        let input = Wide::new(&low, &high, Bits::new((bits + GUARD) as usize))?;
        self.of.wide(self.of.output(player, index)?, &[input], bits + GUARD)
    }

    fn exact(&self, player: usize, index: usize) -> Option<Rational> {
        self.of.graph().as_number(self.of.output(player, index)?).cloned()
    }

    /// What is 0 by what the zero is needs no narrowing to be so.
    fn range(&self, player: usize, combination: &[(usize, Rational)]) -> Option<Interval> {
        self.is_zero(player, combination).then(Interval::zero)
    }

    fn is_zero(&self, player: usize, combination: &[(usize, Rational)]) -> bool {
        let pair = Pair::of(player, combination);
        let near = || pair.is_some_and(|pair| pair.is_known(&self.of, &self.near));
        match (&self.zero.kind, pair) {
            (Kind::Crossing(crossing), Some(pair)) => {
                !near() && pair.is_same(crossing.pair, &self.of)
            }
            (Kind::Algebraic(root), _) => {
                if near() {
                    return false;
                }
                let order = |compared| self.of.order(&self.near, compared);
                let fraction = self.of.fraction(player, combination, &order);
                fraction.is_some_and(|fraction| {
                    root.sign_of(&fraction.over) == Sign::Zero
                        && root.sign_of(&fraction.under) != Sign::Zero
                })
            }
            _ => false,
        }
    }
}
