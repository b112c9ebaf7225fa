//! Payoffs of which only ranges are known: over one box of parameters.

use std::cmp::Ordering;
use std::sync::{Arc, Mutex};

use super::parametric::combined;
use super::{Compared, Parametric};
use crate::formula::{Id, Op, Values};
use crate::game::{Narrow, Payoffs};
use crate::num::{AffineForm, Bits, Certain, Interval, Rational, Ring, Sign, Wide};

/// Payoffs over one box of parameters, known up to their ranges.
///
/// Differences of payoffs are enclosed by their value in the middle and their derivatives over the box (the mean
/// value form), so that what the payoffs share cancels; with several axes also on the faces to which signs of
/// derivatives point.
///
/// Source: R. E. Moore, R. B. Kearfott and M. J. Cloud, *Introduction to Interval Analysis*, SIAM, 2009,
/// chapter 6 (`moore2009`).
#[derive(Debug)]
pub struct Over {
    pub(super) of: Arc<Parametric>,
    pub(super) ranges: Vec<Interval>,
    /// Whether all comparisons and choices are the same in the whole box, so that payoffs have no jumps.
    smooth: bool,
    whole: Values<Interval>,
    middle: Values<Interval>,
    /// For each axis how far the box reaches from the middle.
    reach: Vec<Interval>,
    /// The payoffs, once someone asks.
    forms: Mutex<Option<Values<AffineForm>>>,
}

/// A combination of payoffs over a box, enclosed between two parallel planes: its value in the middle of the box,
/// and how steep it is there and everywhere else in the box.
#[derive(Clone, Debug)]
pub struct Tangent {
    /// The value at [`Over::middle`].
    pub value: Interval,
    /// The range of each derivative over the box, by axis.
    pub slopes: Vec<Interval>,
}

impl Over {
    /// The payoffs `of` some parameters over a box, one range for each axis.
    ///
    /// # Complexity
    /// Two evaluations of the payoffs and one of their derivatives.
    pub fn new(of: Arc<Parametric>, ranges: &[Interval]) -> Self {
        let (middles, reach) = centred(ranges);
        let whole = of.values(ranges);
        let smooth = of.is_smooth(&whole);
        let middle = of.values(&middles);
        let ranges = ranges.to_vec();
        Self { of, ranges, smooth, whole, middle, reach, forms: Mutex::default() }
    }

    /// The payoffs as functions of the axes.
    pub fn of(&self) -> &Arc<Parametric> {
        &self.of
    }

    /// How a comparison inside formulas turns out, if it is the same in the whole box.
    pub fn order(&self, compared: Compared) -> Option<Ordering> {
        self.of.order(&self.whole, compared)
    }

    /// Which axes decide how comparisons turn out at which payoffs may jump within the box: one flag for each.
    pub fn jumps(&self) -> Vec<bool> {
        self.of.jumping(&self.whole)
    }

    /// The payoffs, as `source` narrows them: this box itself, or something that knows more.
    pub fn payoffs(&self, source: Arc<dyn Narrow>) -> Payoffs {
        // Ranges do not get narrower with more bits
        self.of.enclosed(&self.whole, source, 0)
    }

    /// The box.
    pub fn ranges(&self) -> &[Interval] {
        &self.ranges
    }

    /// Whether all payoffs are proved to have values in the whole box.
    pub fn is_defined(&self) -> bool {
        self.of.is_defined(&self.whole)
            || self.with_forms(|forms| {
                let needed = self.of.needed();
                needed.into_iter().all(|id| self.whole.get(id).is_some() || forms.get(id).is_some())
            }) == Some(true)
    }

    /// Whether a payoff is proved to have no value anywhere in the box.
    pub fn lacks_value(&self) -> bool {
        self.of.lacks_value(&self.whole)
    }

    /// Which axes decide whether payoffs have values: one flag for each.
    pub fn unguarded(&self) -> Vec<bool> {
        self.of.unguarded(&self.whole)
    }

    /// The point from which tangents are measured, by axis.
    pub fn middle(&self) -> Vec<f64> {
        self.ranges.iter().map(Interval::midpoint).collect()
    }

    /// A combination of payoffs between two parallel planes; `None` where payoffs jump, or a derivative has no
    /// value. Kinks do no harm: the derivatives of both sides are enclosed.
    pub fn tangent(&self, player: usize, combination: &[(usize, Rational)]) -> Option<Tangent> {
        let outputs = &self.of.outputs[player];
        if !self.smooth {
            return None;
        }
        // Where a payoff has no value somewhere in the box, derivatives prove nothing
        combined(outputs, &self.whole, combination)?;
        let value = self.at_middle(player, combination)?;
        let slope = |axis| self.of.slope(&self.whole, axis, player, combination);
        let slopes: Option<Vec<Interval>> = (0..self.ranges.len()).map(slope).collect();
        Some(Tangent { value, slopes: slopes? })
    }

    /// A combination of payoffs as an affine form of the axes.
    ///
    /// # Complexity
    /// The first time, one evaluation of the payoffs in affine forms.
    pub fn form(&self, player: usize, combination: &[(usize, Rational)]) -> Option<AffineForm> {
        self.with_forms(|forms| combined(&self.of.outputs[player], forms, combination))?
    }

    /// What is asked of the payoffs in affine forms, which are found the first time.
    fn with_forms<T>(&self, asked: impl FnOnce(&Values<AffineForm>) -> T) -> Option<T> {
        let mut known = self.forms.lock().ok()?;
        let forms = known.get_or_insert_with(|| {
            let walk = self.of.graph.varying(&self.of.graph.reachable(&self.of.needed()));
            let axes: Vec<usize> = (0..self.ranges.len()).collect();
            self.of.walked_forms(&walk, &self.ranges, &axes)
        });
        Some(asked(forms))
    }

    /// The value of a combination in the middle of the box.
    pub(super) fn at_middle(
        &self,
        player: usize,
        combination: &[(usize, Rational)],
    ) -> Option<Interval> {
        combined(&self.of.outputs[player], &self.middle, combination)
    }

    /// The range of a combination by its mean value form.
    pub fn mean(&self, player: usize, combination: &[(usize, Rational)]) -> Option<Interval> {
        let tangent = self.tangent(player, combination)?;
        Some(mean_value(tangent.value, tangent.slopes.iter().zip(&self.reach)))
    }

    /// Whether a difference is 0 in the whole box, once comparisons that turn out the same in all of it are
    /// settled.
    fn is_same_here(&self, player: usize, combination: &[(usize, Rational)]) -> bool {
        let order = |compared| self.order(compared);
        let one = self.of.axes.len() == 1;
        let fraction = || self.of.fraction(player, combination, &order);
        one && fraction().is_some_and(|fraction| fraction.over.is_zero())
    }
}

impl Parametric {
    /// Whether a comparison or choice does not turn out the same in the whole box whose nodes have these values.
    pub(super) fn may_jump(&self, id: Id, values: &Values<Interval>) -> bool {
        match self.graph.op(id) {
            Op::If(condition, ..) => {
                values.get(condition).is_none_or(|value| value.certain_sign().is_none())
            }
            _ => values.get(id).is_none_or(|value| !value.is_point()),
        }
    }

    /// Which axes the comparisons and choices hang on that do not turn out the same in the whole box whose nodes
    /// have these values: one flag for each axis.
    pub(super) fn jumping(&self, values: &Values<Interval>) -> Vec<bool> {
        let jumps = self.jumps.iter().copied();
        self.axes_of(&jumps.filter(|&id| self.may_jump(id, values)).collect::<Vec<_>>())
    }

    /// Which axes some nodes hang on: one flag for each.
    pub(super) fn axes_of(&self, ids: &[Id]) -> Vec<bool> {
        let mut found = vec![false; self.axes.len()];
        for id in self.graph.reachable(ids) {
            if let Op::Input(axis) = self.graph.op(id) {
                found[axis as usize] = true;
            }
        }
        found
    }

    /// The nodes that a combination of payoffs and its derivatives along some axes are computed from, varying ones alone.
    pub(super) fn walk(
        &self,
        player: usize,
        combination: &[(usize, Rational)],
        axes: &[usize],
    ) -> Vec<Id> {
        let indices = || combination.iter().map(|(index, _)| *index);
        let mut ids: Vec<Id> = indices().filter_map(|k| self.outputs[player][k]).collect();
        for &axis in axes {
            ids.extend(indices().filter_map(|k| self.slopes[axis][player][k]));
        }
        self.graph.varying(&self.graph.reachable(&ids))
    }

    /// The values of these nodes over a box, and of those that are the same everywhere.
    pub(super) fn walked(&self, walk: &[Id], ranges: &[Interval]) -> Values<Interval> {
        let mut values = self.fixed.clone();
        self.graph.evaluate_onto(&mut values, walk, ranges, Interval::from_rational);
        values
    }

    /// The values of these nodes over a box as affine forms of some of its axes, all that are no points, and of the nodes
    /// that are the same everywhere.
    pub(super) fn walked_forms(
        &self,
        walk: &[Id],
        ranges: &[Interval],
        axes: &[usize],
    ) -> Values<AffineForm> {
        let mut inputs: Vec<AffineForm> = ranges.iter().map(AffineForm::within).collect();
        for (variable, &axis) in axes.iter().enumerate() {
            inputs[axis] = AffineForm::input(variable, axes.len(), &ranges[axis]);
        }
        let mut values = self.fixed.map(AffineForm::within);
        self.graph.evaluate_onto(&mut values, walk, &inputs, AffineForm::from_rational);
        values
    }

    /// The derivatives of a combination of payoffs at a point, one for each axis.
    pub fn slopes_at(
        &self,
        player: usize,
        combination: &[(usize, Rational)],
        point: &[Interval],
    ) -> Option<Vec<Interval>> {
        let axes: Vec<usize> = (0..self.axes.len()).collect();
        let values = self.walked(&self.walk(player, combination, &axes), point);
        axes.iter().map(|&axis| self.slope(&values, axis, player, combination)).collect()
    }

    /// The value of a combination of payoffs at a point, enclosed.
    pub fn range_at(
        &self,
        player: usize,
        combination: &[(usize, Rational)],
        point: &[Rational],
    ) -> Option<Interval> {
        let point: Vec<Interval> = point.iter().map(Interval::from_rational).collect();
        let values = self.walked(&self.walk(player, combination, &[]), &point);
        combined(&self.outputs[player], &values, combination)
    }
}

/// The middle of each range, and how far the range reaches from it.
pub(super) fn centred(ranges: &[Interval]) -> (Vec<Interval>, Vec<Interval>) {
    let middle = |range: &Interval| Interval::point(range.midpoint()).unwrap_or(*range);
    let middles: Vec<Interval> = ranges.iter().map(middle).collect();
    let reach = ranges.iter().zip(&middles).map(|(range, middle)| range.minus(middle)).collect();
    (middles, reach)
}

/// `value + Σ slope · reach`.
pub(super) fn mean_value<'a>(
    mut value: Interval,
    terms: impl Iterator<Item = (&'a Interval, &'a Interval)>,
) -> Interval {
    for (slope, reach) in terms {
        value.add_product(slope, reach);
    }
    value
}

impl Narrow for Over {
    fn payoff(&self, player: usize, index: usize, bits: u32) -> Option<Wide> {
        Some(Wide::from_interval(
            &self.of.coarse(&self.whole, player, index),
            Bits::new(bits as usize),
        ))
    }

    fn exact(&self, player: usize, index: usize) -> Option<Rational> {
        self.of.graph.as_number(self.of.outputs[player][index]?).cloned()
    }

    fn range(&self, player: usize, combination: &[(usize, Rational)]) -> Option<Interval> {
        self.beside(player, combination, &Interval::zero())
    }

    fn is_zero(&self, player: usize, combination: &[(usize, Rational)]) -> bool {
        let [(a, one), (b, other)] = combination else { return false };
        let mut opposite = one.clone();
        opposite += other;
        let apart = |range: Interval| range.certain_sign().is_some_and(|sign| sign != Sign::Zero);
        let middle = self.at_middle(player, combination);
        opposite.is_zero()
            && !middle.is_some_and(apart)
            && (self.of.is_same(player, *a, *b) || self.is_same_here(player, combination))
    }
}
