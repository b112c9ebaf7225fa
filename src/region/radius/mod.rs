//! How far may all parameters move at once before the answer changes?

mod bounds;
mod corners;
mod exact;
mod nearest;

use std::sync::Arc;

use super::strip::Frame;
use super::{Asked, RegionError};
use crate::answer::{Decision, pairs};
use crate::model::{Axis, Over, Parametric};
use crate::num::{Rational, Ring};

/// The largest box around a point in which an answer cannot change: all parameters move by the same part of the way
/// to the ends of their ranges.
#[derive(Clone, Debug)]
pub struct Radius {
    /// For each axis whether any payoff that matters depends on it.
    pub enters: Vec<bool>,
    /// The answer.
    pub here: Decision,
    /// The answer is the same in every box that goes a smaller part of the way: proved. Where the radius is exact, a
    /// corner of the box itself may have another one.
    pub low: Rational,
    /// In every larger box than this it is not, and at a corner of this one it may not be, if this is known; equal to `low` if the radius is known exactly. Nothing
    /// if no point of the ranges with another answer is known.
    pub high: Option<Rational>,
    /// A point with another answer, at the bound or just beyond.
    pub witness: Option<Witness>,
    /// Whether the answer is proved in the whole box of ranges, its borders included.
    pub is_everywhere: bool,
    /// How many boxes were looked at.
    pub boxes: u64,
    /// Whether the search ended early.
    pub stopped: bool,
}

/// A point with another answer.
#[derive(Clone, Debug)]
pub struct Witness {
    /// The parameters, by axis.
    pub point: Vec<Rational>,
    /// The answer there.
    pub decision: Decision,
    /// A player's payoffs in two pure profiles whose order is another one there.
    pub pair: Option<(usize, usize, usize)>,
}

/// Bounds on the part of the way to the ends of all ranges that the answer surely lasts, and the corner that breaks
/// it.
///
/// Where the differences of payoffs that matter are affine in the parameters, each becomes 0 in a corner at a part of
/// the way that is a quotient of two sums, and the box of ranges falls into cells, of which a linear program finds the
/// nearest with another answer: the radius exactly. Else the part is
/// halved: boxes are proved as in [`region`](super::region()); corners to which derivatives point are tried
/// for other answers, exactly. The search ends when the bounds differ by less than `rest` of the upper one.
///
/// # Errors
/// [`RegionError`].
///
/// # Complexity
/// A few evaluations over boxes for each bit of the radius; where they do not settle it, as [`region`](super::region()).
///
/// # Examples
/// ```
/// use equil::answer::Condition;
/// use equil::format::{Limits, read};
/// use equil::model::{Assignment, Axis, Query, QueryKind};
/// use equil::nash::Settings;
/// use equil::num::Rational;
/// use equil::region::{Asked, radius};
/// use equil::text::Source;
///
/// let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n\
///             [params]\nk = 3\nl = 2\n[payoff.a]\nx = \"k\"\ny = \"l\"\n";
/// let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
/// let axis = |parameter| Axis { parameter, low: Rational::integer(1), high: Rational::integer(4) };
/// let kind = QueryKind::Dominant { player: 0, target: vec![0] };
/// let found = radius(&Asked {
///     model: &model,
///     point: &Assignment::of(&model),
///     axes: &[axis(0), axis(1)],
///     condition: &Condition::of(Query { kind, given: vec![] }),
///     rest: &Rational::new(1, 1000).unwrap(),
///     budget: 1000,
///     by_priors: false,
///     max_bits: 1024,
///     settings: &Settings::default(),
/// })?;
/// // k falls by two, l rises by two: they meet after a quarter of the way
/// assert_eq!(found.low, Rational::new(1, 4).unwrap());
/// assert_eq!(found.high, Some(found.low));
/// # Ok::<(), equil::region::RegionError>(())
/// ```
pub fn radius(asked: &Asked<'_>) -> Result<Radius, RegionError> {
    let is_weighed = asked.condition.is_weighed(&asked.model.shape());
    let (condition, of) = asked.condition.levelled(asked.payoffs()?);
    let asked = Asked { condition: &condition, ..*asked };
    let mut search = Search::new(&asked, Arc::new(of))?;
    search.exactly();
    search.between();
    let mut found = search.told();
    if let Some(witness) = found.witness.as_mut().filter(|_| is_weighed) {
        // What is equal is no pair of payoffs that the game has
        witness.pair = None;
    }
    Ok(found)
}

struct Search<'a> {
    asked: &'a Asked<'a>,
    of: Arc<Parametric>,
    base: Vec<Rational>,
    /// Pairs of payoffs that the answer may hang on.
    pairs: Vec<(usize, usize, usize)>,
    here: Decision,
    low: Rational,
    high: Option<Rational>,
    witness: Option<Witness>,
    is_everywhere: bool,
    boxes: u64,
    stopped: bool,
}

impl<'a> Search<'a> {
    fn new(asked: &'a Asked<'a>, of: Arc<Parametric>) -> Result<Self, RegionError> {
        let name = |axis: &Axis| asked.model.parameters[axis.parameter].name.clone();
        let mut base = Vec::new();
        for axis in asked.axes {
            let value = asked.point.get(axis.parameter);
            let inside = value.filter(|value| axis.low <= **value && **value <= axis.high);
            base.push(inside.cloned().ok_or_else(|| RegionError::Outside(name(axis)))?);
        }
        let shape = asked.model.shape();
        let (players, kept) = (asked.condition.players(&shape), asked.condition.kept(&shape));
        let payoffs = of.at(asked.model, &base, asked.max_bits)?;
        let here = asked.condition.decide(&payoffs, asked.settings).map_err(RegionError::Open)?;
        let pairs = pairs(&shape, &players, &kept);
        let low = Rational::zero();
        Ok(Self {
            asked,
            of,
            base,
            pairs,
            here,
            low,
            high: None,
            witness: None,
            is_everywhere: false,
            boxes: 0,
            stopped: false,
        })
    }

    /// The box that goes this part of the way.
    fn reach(&self, part: &Rational) -> (Vec<Rational>, Vec<Rational>) {
        let corner = |end: fn(&Axis) -> &Rational| {
            self.towards(
                &self.asked.axes.iter().map(|axis| end(axis).clone()).collect::<Vec<_>>(),
                part,
            )
        };
        (corner(|axis| &axis.low), corner(|axis| &axis.high))
    }

    fn over(&self, part: &Rational) -> (Arc<Over>, Frame) {
        let (low, high) = self.reach(part);
        let frame = Frame::new(&low, &high);
        (Arc::new(Over::new(Arc::clone(&self.of), &frame.ranges())), frame)
    }

    /// Whether the answer is the same in a box, by ranges of payoffs alone.
    fn is_same(&mut self, part: &Rational) -> bool {
        self.boxes += 1;
        let (over, _) = self.over(part);
        if !over.is_defined() {
            return false;
        }
        let payoffs = over.payoffs(Arc::clone(&over) as _);
        self.asked.condition.decide(&payoffs, self.asked.settings).as_ref() == Ok(&self.here)
    }

    fn at(&self, point: &[Rational]) -> Option<Decision> {
        self.asked.at(&self.of, point).ok()
    }

    /// The point that goes this part of the way to a corner.
    fn towards(&self, corner: &[Rational], part: &Rational) -> Vec<Rational> {
        let axes = self.base.iter().zip(corner).map(|(base, end)| {
            let mut x = base.clone();
            x.add_product(part, &end.minus(base));
            x
        });
        axes.collect()
    }

    fn told(self) -> Radius {
        let enters = (0..self.base.len()).map(|axis| self.of.enters(axis)).collect();
        let Self { here, low, high, witness, is_everywhere, boxes, stopped, .. } = self;
        Radius { enters, here, low, high, witness, is_everywhere, boxes, stopped }
    }
}

#[cfg(test)]
mod tests;
