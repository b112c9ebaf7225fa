//! The range of one parameter, stretch by stretch.

use std::collections::BinaryHeap;
use std::sync::Arc;

use super::line::CLOSE;
use super::named::Naming;
use super::ordered::ordered;
use super::pair::Pair;
use super::resolve::{Obstacle, Stretch};
use super::task::{MOST_HALVES, Task, halved, split, turns};
use super::zero::{Kind, Zero, apart, distinct};
use super::{Asked, Cell, Gap, Line, Part, Point, ThresholdError};
use crate::answer::{Condition, Decision, Open, pairs};
use crate::game::{Payoffs, Support};
use crate::model::{Axis, ModelError, Parametric, Path};
use crate::num::{Interval, Rational};
use crate::roots::RealRoot;

/// With more open differences than this a stretch is halved before zeros are looked for.
const MOST_OPEN: usize = 24;
/// Where the answer hangs on more than the order of payoffs, zeros are looked for after so many halvings, and as many more.
const EARLIER: u32 = 12;

pub(super) struct Search<'a> {
    asked: &'a Asked<'a>,
    condition: Condition,
    of: Arc<Parametric>,
    /// All pairs of payoffs that can matter.
    pairs: Vec<(usize, usize, usize)>,
    /// Whether values at which payoffs are equal are listed also where the answer cannot hang on them.
    all_ties: bool,
    parts: Vec<Part>,
    boxes: u64,
    stopped: bool,
}

/// Writes the payoffs of some players in profiles of some strategies as functions of what moves.
type Written<'a> = &'a dyn Fn(&[bool], &[Support]) -> Result<Parametric, ModelError>;

/// The payoffs that matter, and what is asked of them: gains are compared with 0, and what they are to exceed is taken
/// from the payoffs.
fn written(
    asked: &Asked<'_>,
    payoffs: Written<'_>,
    other: Option<&Axis>,
) -> Result<(Condition, Arc<Parametric>), ModelError> {
    let shape = asked.model.shape();
    let of = payoffs(&asked.condition.players(&shape), &asked.condition.kept(&shape))?;
    let mut ranges = vec![Interval::spanning(asked.low, asked.high)];
    ranges.extend(other.map(|axis| Interval::spanning(&axis.low, &axis.high)));
    let of = of.within(&ranges);
    let (condition, of) = asked.condition.levelled(of);
    Ok((condition, Arc::new(of)))
}

/// The same as functions of the parameter, and perhaps another one.
pub(super) fn over(
    asked: &Asked<'_>,
    other: Option<&Axis>,
) -> Result<(Condition, Arc<Parametric>), ModelError> {
    let mut axes = vec![asked.parameter];
    axes.extend(other.map(|axis| axis.parameter));
    let payoffs = |players: &[bool], kept: &[Support]| {
        asked.model.parametric(asked.point, &axes, players, kept)
    };
    written(asked, &payoffs, other)
}

impl<'a> Search<'a> {
    pub(super) fn new(asked: &'a Asked<'a>) -> Result<Self, ThresholdError> {
        Ok(Self::of(asked, over(asked, None)?))
    }

    /// Lists values at which payoffs are equal also where the answer cannot hang on them.
    pub(super) fn with_all_ties(self) -> Self {
        Self { all_ties: true, ..self }
    }

    pub(super) fn along(asked: &'a Asked<'a>, path: &Path) -> Result<Self, ThresholdError> {
        let payoffs = |players: &[bool], kept: &[Support]| {
            asked.model.along(asked.point, path, players, kept)
        };
        Ok(Self::of(asked, written(asked, &payoffs, None)?))
    }

    fn of(asked: &'a Asked<'a>, (condition, of): (Condition, Arc<Parametric>)) -> Self {
        let shape = asked.model.shape();
        let pairs = pairs(&shape, &condition.players(&shape), &condition.kept(&shape));
        let (all_ties, stopped) = (false, false);
        Self { asked, condition, of, pairs, all_ties, parts: Vec::new(), boxes: 0, stopped }
    }

    pub(super) fn line(mut self) -> Line {
        let enters = self.of.enters(0);
        let (low, high) = (self.asked.low.clone(), self.asked.high.clone());
        if enters && low < high {
            let mut tasks = BinaryHeap::from([Task::new(low, high, 0)]);
            // The widest first, so that what is left open when the search ends is little
            while let Some(task) = tasks.pop() {
                self.boxes += 1;
                self.stopped |= self.boxes > self.asked.budget
                    || !(self.asked.settings.watch)(self.boxes, self.boxes + tasks.len() as u64);
                self.look(task, &mut tasks);
            }
            self.parts.sort_by_cached_key(Part::ends);
        } else {
            let decision = self.at(&low);
            self.cell(low, high, decision);
        }
        let mut line = Line {
            parameter: self.asked.parameter,
            low: self.asked.low.clone(),
            high: self.asked.high.clone(),
            enters,
            parts: self.parts,
            quiet: Vec::new(),
            boxes: self.boxes,
            stopped: self.stopped,
        }
        .joined();
        let shape = self.asked.model.shape();
        let kept = self.condition.kept(&shape);
        Naming { condition: &self.condition, of: &self.of, kept: &kept }.name(&mut line.parts);
        if self.asked.condition.is_weighed(&shape) {
            // What is equal is no pair of payoffs that the game has
            line.parts.iter_mut().for_each(Part::unnamed);
        }
        line
    }

    /// Decides a stretch, lists the zeros in it, or halves it.
    fn look(&mut self, task: Task, tasks: &mut BinaryHeap<Task>) {
        let Task { low, high, halves, .. } = task;
        if self.stopped {
            return self.gap(low, high, Open::Stopped, Vec::new());
        }
        if low == high {
            // A formula changes its branch here
            return self.point(low);
        }
        let last = halves >= MOST_HALVES;
        let of = Arc::clone(&self.of);
        let mut stretch = Stretch::new(&of, &low, &high);
        // Where a payoff has no value there is no game, and no answer, whatever the others tell
        if !stretch.is_defined() && self.lacking(&mut stretch, halves, tasks) {
            return;
        }
        let payoffs = self.of.over(&[Interval::spanning(&low, &high)]);
        let open = match self.condition.decide(&payoffs, self.asked.settings) {
            Ok(decision) => return self.cell(low, high, Ok(decision)),
            Err(open) => open,
        };
        if self.condition.is_pairwise() || last || halves % EARLIER == EARLIER - 1 {
            match self.zeros(stretch, &payoffs, last) {
                Ok(zeros) if self.condition.is_pairwise() => {
                    return self.between(&low, &high, zeros);
                }
                Ok(zeros) if zeros.is_empty() || !self.is_smooth(&low, &high) => {
                    if last {
                        return self.gap(low, high, open, zeros);
                    }
                }
                Ok(zeros) => {
                    let ends = [low, high];
                    return self.beside(ends, &payoffs, zeros, (open, halves), tasks);
                }
                Err(Obstacle::Turns(points)) if self.condition.is_pairwise() => {
                    return turns(low, &points, high, halves, tasks);
                }
                Err(_) if last => return self.gap(low, high, open, Vec::new()),
                Err(_) => {}
            }
        }
        halved(low, high, halves, tasks);
    }

    /// Takes a stretch apart in which not all payoffs are known to have values; `false` where they have inside.
    fn lacking(
        &mut self,
        stretch: &mut Stretch<'_>,
        halves: u32,
        tasks: &mut BinaryHeap<Task>,
    ) -> bool {
        let (low, high) = (stretch.low.clone(), stretch.high.clone());
        if stretch.lacks_value() {
            self.gap(low, high, Open::Undefined, Vec::new());
            return true;
        }
        let poles = match stretch.poles() {
            Ok(poles) => poles,
            Err(obstacle) => {
                match obstacle {
                    Obstacle::Turns(points) => turns(low, &points, high, halves, tasks),
                    Obstacle::Unknown if halves >= MOST_HALVES => {
                        self.gap(low, high, Open::Unsettled, Vec::new());
                    }
                    Obstacle::Unknown => halved(low, high, halves, tasks),
                }
                return true;
            }
        };
        let is_end = |pole: &RealRoot| pole.exact().is_some_and(|x| *x == low || *x == high);
        if let Some(pole) = poles.iter().find(|pole| !is_end(pole)) {
            self.parted(low, pole, high, halves, tasks);
            return true;
        }
        // Inside payoffs have values everywhere, or nowhere
        if self.payoffs(&split(&low, &high)).is_none() {
            self.point(low.clone());
            self.point(high.clone());
            self.gap(low, high, Open::Undefined, Vec::new());
            return true;
        }
        for pole in &poles {
            self.point(pole.exact().unwrap_or(&low).clone());
        }
        false
    }

    /// A value inside at which payoffs may begin or cease to have values is looked at, and what lies beside it.
    fn parted(
        &mut self,
        low: Rational,
        pole: &RealRoot,
        high: Rational,
        halves: u32,
        tasks: &mut BinaryHeap<Task>,
    ) {
        let (mut below, mut above) = pole.within(CLOSE);
        // Bounds may reach beyond the ends
        let mut bits = CLOSE;
        while (below < low || above > high) && below < above {
            bits *= 2;
            (below, above) = pole.within(bits);
        }
        let zero = Zero::new(Kind::Algebraic(pole.clone()), None);
        let told = self.told(zero);
        self.parts.push(Part::Point(told));
        if low < below {
            tasks.push(Task::new(low, below, halves));
        }
        if above < high {
            tasks.push(Task::new(above, high, halves));
        }
    }

    fn zeros(
        &self,
        stretch: Stretch<'_>,
        payoffs: &Payoffs,
        last: bool,
    ) -> Result<Vec<Zero>, Obstacle> {
        let open = self.open(payoffs);
        if open.len() > MOST_OPEN && !last {
            return Err(Obstacle::Unknown);
        }
        let at = |x: &Rational| self.payoffs(x);
        let zeros = stretch.zeros(open, &at)?;
        distinct(zeros.into_iter().map(Zero::settled).collect()).ok_or(Obstacle::Unknown)
    }

    /// The pairs whose order is open, and on which the answer hangs.
    fn open(&self, payoffs: &Payoffs) -> Vec<Pair> {
        if self.condition.is_pairwise() && !self.all_ties {
            let pairs = self.condition.relevant(payoffs, &self.pairs);
            return pairs.into_iter().map(Pair::from).collect();
        }
        let pairs = self.pairs.iter().map(|&pair| Pair::from(pair));
        pairs.filter(|pair| pair.is_open(payoffs)).collect()
    }

    /// Every zero of a stretch is known: between two of them the answer is the same everywhere.
    fn between(&mut self, low: &Rational, high: &Rational, zeros: Vec<Zero>) {
        // Formulas may jump at the ends, which the stretches between do not show
        for end in [low, high] {
            self.point(end.clone());
        }
        let mut from = low.clone();
        let mut decided = false;
        let bounds = apart(&zeros);
        for (zero, (below, above)) in zeros.into_iter().zip(bounds) {
            if below > from
                || (below == from && from > *low)
                || (below == from && zero.exact().is_none())
            {
                let decision = self.at(&Rational::simplest_between(&from, &below));
                self.cell(from.clone(), below.clone(), decision);
            }
            decided |= zero.exact() == Some(high);
            self.parts.push(Part::Point(self.told(zero)));
            from = above;
        }
        if !decided {
            let decision = self.at(&Rational::simplest_between(&from, high));
            self.cell(from, high.clone(), decision);
        }
    }

    /// Whether formulas have no jumps in a stretch.
    fn is_smooth(&self, low: &Rational, high: &Rational) -> bool {
        self.of.is_smooth(&self.of.values(&[Interval::spanning(low, high)]))
    }

    /// Every zero of a stretch is known: between two of them the order of all payoffs is, which may decide.
    fn beside(
        &mut self,
        [low, high]: [Rational; 2],
        payoffs: &Payoffs,
        zeros: Vec<Zero>,
        (open, halves): (Open, u32),
        tasks: &mut BinaryHeap<Task>,
    ) {
        let pairs = self.open(payoffs);
        let bounds = apart(&zeros);
        // From where to where each stretch is sure to reach, and what it is inside of
        let mut sides = Vec::new();
        let (mut from, mut outer) = (low.clone(), low);
        for (below, above) in bounds {
            sides.push([outer, from, below.clone(), above.clone()]);
            (outer, from) = (below, above);
        }
        sides.push([outer, from, high.clone(), high]);
        let decided = |[outer, from, to, beyond]: &[Rational; 4]| {
            if from >= to {
                return Some(None);
            }
            let inside = self.payoffs(&split(from, to))?;
            let payoffs = ordered(&self.of, [outer, beyond], &pairs, &inside)?;
            Some(Some(self.condition.decide(&payoffs, self.asked.settings).ok()?))
        };
        let found: Option<Vec<Option<Decision>>> = sides.iter().map(decided).collect();
        let Some(found) = found else {
            let [[low, ..], .., [.., high]] = &sides[..] else { return };
            let (low, high) = (low.clone(), high.clone());
            return if halves < MOST_HALVES {
                halved(low, high, halves, tasks);
            } else {
                self.gap(low, high, open, zeros);
            };
        };
        for ([_, from, to, _], found) in sides.into_iter().zip(found) {
            if let Some(decision) = found {
                self.cell(from, to, Ok(decision));
            }
        }
        for zero in zeros {
            let told = self.told(zero);
            self.parts.push(Part::Point(told));
        }
    }

    fn payoffs(&self, x: &Rational) -> Option<Payoffs> {
        self.of.at(self.asked.model, std::slice::from_ref(x), self.asked.max_bits).ok()
    }

    /// The answer at one value.
    fn at(&self, x: &Rational) -> Result<Decision, Open> {
        let payoffs = self.payoffs(x).ok_or(Open::Undefined)?;
        self.condition.decide(&payoffs, self.asked.settings)
    }

    /// A zero with the answer at it.
    fn told(&self, zero: Zero) -> Point {
        let decision = match zero.exact() {
            Some(exact) => self.at(exact),
            None => match zero.lack(&self.of) {
                Some(open) => Err(open),
                None => self.condition.decide(&zero.payoffs(&self.of), self.asked.settings),
            },
        };
        Point { zero, decision }
    }

    /// A value that is looked at for itself.
    fn point(&mut self, x: Rational) {
        let point = self.told(Zero::exactly(x, None));
        self.parts.push(Part::Point(point));
    }

    fn cell(&mut self, low: Rational, high: Rational, decision: Result<Decision, Open>) {
        match decision {
            Ok(decision) => self.parts.push(Part::Cell(Cell { low, high, decision })),
            Err(open) => self.gap(low, high, open, Vec::new()),
        }
    }

    fn gap(&mut self, low: Rational, high: Rational, why: Open, zeros: Vec<Zero>) {
        let mut zeros = zeros.into_iter();
        let inside = match (zeros.next(), zeros.next()) {
            (Some(zero), None) => Some(self.told(zero)),
            _ => None,
        };
        self.parts.push(Part::Gap(Gap { low, high, why, inside }));
    }
}
