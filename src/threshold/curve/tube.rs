//! What is proved between two values of the other parameter: the same changes, in the same order.

use std::sync::Arc;

use super::super::line::{CLOSE, Change};
use super::super::pair::Pair;
use super::super::{Asked, Line};
use crate::answer::{Condition, Decision};
use crate::game::Narrow;
use crate::model::{Compared, ModelError, Over, Parametric};
use crate::num::{Interval, Rational, Ring, Sign};
use crate::roots::Bivariate;
use crate::table::middle;

/// The thresholds at one value of the other parameter.
#[derive(Clone, Debug)]
pub struct Value {
    /// The value.
    pub at: Rational,
    /// Whether it is one of those asked for, rather than one at which halving looked.
    pub asked: bool,
    /// The range of the parameter, taken apart; where a payoff has no value, the answer is that it is undefined.
    pub line: Line,
    /// The changes that are proved, and single values at which the answer is open while it is known beside them.
    pub changes: Vec<Change>,
    /// The same, and values at which payoffs are equal and the answer is that of both sides.
    pub(super) ties: Vec<Change>,
    /// Which payoff has no value there, wherever the parameter is, and why; nothing where there is a game.
    pub lacks: Option<ModelError>,
}

impl Value {
    pub(super) fn new(at: Rational, asked: bool, line: Line) -> Self {
        let line = line.with_undefined();
        let ends = [&line.low, &line.high];
        let is_end =
            |change: &Change, side: usize| change.low == *ends[side] && change.low == change.high;
        // Where payoffs are equal, and both sides are known, all may be proved but the answer there
        let beside = |change: &Change| {
            change.zero.as_ref().is_some_and(|zero| zero.pair.is_some())
                && (change.before.is_some() || is_end(change, 0))
                && (change.after.is_some() || is_end(change, 1))
        };
        let kept =
            |change: &Change| change.is_certain() || (change.why.is_some() && beside(change));
        let changes: Vec<Change> = line.changes().into_iter().filter(kept).collect();
        let quiet = line.quiet.iter().map(|point| {
            let (low, high) = point.zero.within(CLOSE);
            let answer = point.decision.clone().ok();
            let [before, at, after] = [(); 3].map(|()| answer.clone());
            let zero = Some(point.zero.clone());
            Change { low, high, zero, proved: true, before, at, after, why: None }
        });
        let mut ties: Vec<Change> = changes.iter().cloned().chain(quiet).collect();
        ties.sort_by(|a, b| a.low.cmp(&b.low));
        Self { at, asked, line, changes, ties, lacks: None }
    }

    /// A value at which there is no game.
    pub(super) fn lacking(at: Rational, asked: bool, line: Line, why: ModelError) -> Self {
        Self { lacks: Some(why), ..Self::new(at, asked, line) }
    }

    /// Where in the range, but at its changes, the answer is open.
    pub fn open(&self) -> impl Iterator<Item = (Rational, Rational)> {
        let known = |change: &Change| {
            self.changes.iter().any(|kept| kept.low == change.low && kept.high == change.high)
        };
        let changes = self.line.changes().into_iter();
        let open = changes.filter(move |change| change.why.is_some() && !known(change));
        open.map(|change| (change.low, change.high))
    }

    /// Whether another value has the same changes, in the same order.
    pub(super) fn is_alike(&self, other: &Self, of: &Parametric) -> bool {
        let same =
            |a: &Change, b: &Change| is_same([a, b].map(pair_at), of) && answers(a) == answers(b);
        self.lacks.is_some() == other.lacks.is_some()
            && self.changes.len() == other.changes.len()
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
    /// The payoffs that are equal at it.
    pub(super) pair: Option<Pair>,
    /// Whether it is proved that they are so at one value in the tube, at which the answer changes, whatever the other
    /// parameter is. Else there is at least one change in the tube, or the answer is open there.
    pub(super) alone: bool,
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
    /// The changes at both that have tubes: those that are proved, or all values at which payoffs are equal.
    pub(super) changes: [&'a [Change]; 2],
    /// How far tubes reach beyond the changes at both ends, at least.
    pub(super) margin: Rational,
}

/// Stretches between tubes are halved until they are so much narrower than what tubes reach beyond changes,
const NARROW: usize = 8;
/// and into so many at most.
const MOST_BOXES: usize = 400;
/// A tube in which it is not proved that there is one change only takes up no more than this part of the range.
const LOOSE: usize = 16;

impl Between<'_> {
    /// One tube for each change, if everything between them is proved.
    pub(super) fn prove(&self) -> Option<Vec<Tube>> {
        let [from, to] = self.changes;
        let inner =
            |change: &Change| !self.is_end(change, Side::Low) && !self.is_end(change, Side::High);
        let certain = |change: &Change| !inner(change) || sides(change).is_some();
        let alike = from.len() == to.len()
            && from
                .iter()
                .zip(to)
                .all(|(a, b)| certain(a) && certain(b) && answers(a) == answers(b));
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
        if !self.holds(&left, self.asked.high, &decision) {
            return None;
        }
        let found = found.into_iter().zip(from).filter(|(_, change)| !is_quiet(change));
        Some(found.map(|(tube, _)| tube).collect())
    }

    /// Whether a change is at an end of the range, at both values.
    pub(super) fn is_end(&self, change: &Change, side: Side) -> bool {
        let (end, beyond) = match side {
            Side::Low => (self.asked.low, &change.before),
            Side::High => (self.asked.high, &change.after),
        };
        beyond.is_none() && change.low == *end && change.high == *end
    }

    /// The answer at the left.
    fn first(&self) -> Option<Decision> {
        match self.changes[0].first() {
            Some(change) => change.before.clone().or_else(|| change.after.clone()),
            None => self.from.line.at(&middle(self.asked.low, self.asked.high)),
        }
    }

    /// From where to where each tube reaches; nothing where they would meet.
    fn places(&self) -> Option<Vec<[Rational; 2]>> {
        let [from, to] = self.changes;
        let hulls = from.iter().zip(to).map(|(a, b)| {
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

    pub(super) fn along(&self) -> Interval {
        Interval::spanning(&self.from.at, &self.to.at)
    }

    pub(super) fn over(&self, low: &Rational, high: &Rational) -> Over {
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
            match self.answer(&over) {
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

    /// The answer in a whole box.
    fn answer(&self, over: &Arc<Over>) -> Option<Decision> {
        if !over.is_defined() {
            return over.lacks_value().then_some(Decision::Undefined);
        }
        let payoffs = over.payoffs(Arc::clone(over) as Arc<dyn Narrow>);
        self.condition.decide(&payoffs, self.asked.settings).ok()
    }

    /// A change in the tube at every value; exactly one where two payoffs are equal at it.
    fn tube(&self, changes: [&Change; 2], [low, high]: [&Rational; 2]) -> Option<Tube> {
        let pair = match changes.map(pair_at) {
            [Some(a), Some(b)] if !self.is_same(a, b, [low, high]) => return None,
            [one, other] => one.or(other),
        };
        let alone = pair.and_then(|pair| {
            let ends = [low, high];
            let crossed = self.alone(pair, changes[0], ends);
            crossed.or_else(|| self.touched(pair, changes[0], ends))
        });
        alone.or_else(|| {
            // What is proved on both sides has a change between; where it is open there is nothing to prove
            let differs = sides(changes[0]).is_some_and(|(before, after)| before != after);
            let mut width = self.asked.high.minus(self.asked.low);
            width *= &Rational::share(1, LOOSE);
            let narrow = high.minus(low) <= width;
            let enough = narrow && (differs || changes[0].at.is_none());
            enough.then_some(Tube { pair, alone: false, formula: None, turns: false })
        })
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
        curve(a).is_some_and(|first| curve(b) == Some(first))
    }
}

#[derive(Clone, Copy)]
pub(super) enum Side {
    Low,
    High,
}

/// The answers on both sides of a change, and that at it where it is the only one that differs.
pub(super) fn answers(change: &Change) -> [Option<&Decision>; 3] {
    let [before, at, after] = [&change.before, &change.at, &change.after].map(Option::as_ref);
    [before, at.filter(|_| before == after), after]
}

/// Whether payoffs are equal without a change of the answer.
fn is_quiet(change: &Change) -> bool {
    change.before == change.after && change.at == change.before
}

/// The answers on both sides of a change, where both are known.
fn sides(change: &Change) -> Option<(&Decision, &Decision)> {
    change.before.as_ref().zip(change.after.as_ref())
}
