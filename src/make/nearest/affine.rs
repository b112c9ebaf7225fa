//! Differences of payoffs as affine functions of what moves.

use super::{Asked, Members};
use crate::formula::Op;
use crate::model::Parametric;
use crate::num::{Interval, Rational, Ring};

/// A constant, and a slope for each axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Affine {
    pub(super) constant: Rational,
    pub(super) slopes: Vec<Rational>,
}

impl Affine {
    pub(super) fn at(&self, values: &[Rational]) -> Rational {
        let mut value = self.constant.clone();
        for (slope, x) in self.slopes.iter().zip(values) {
            value.add_product(slope, x);
        }
        value
    }
}

/// All differences that matter, by case and member of the class.
pub(super) struct Forms {
    pub(super) members: Members,
}

impl Forms {
    /// `None` when one is not affine, or dominance is not what is asked.
    pub(super) fn new(asked: &Asked<'_>) -> Option<Self> {
        Self::by(asked, &|player, better, worse| form(&asked.of, player, better, worse))
    }

    /// What the differences are near a point: their values and slopes there, in floats.
    pub(super) fn near(asked: &Asked<'_>, values: &[Rational]) -> Option<Self> {
        let at: Vec<Interval> = values.iter().map(Interval::from_rational).collect();
        let nodes = asked.of.values(&at);
        let payoffs = asked.of.over(&at);
        Self::by(asked, &|player, better, worse| {
            let difference = [(better, Rational::one()), (worse, Rational::minus_one())];
            let (low, high) = payoffs.bounds(player, &difference)?;
            let mut constant = crate::table::middle(&low, &high);
            let mut slopes = Vec::with_capacity(values.len());
            for (axis, x) in values.iter().enumerate() {
                let slope = asked.of.slope(&nodes, axis, player, &difference)?.midpoint();
                let slope = Rational::from_f64(slope)?;
                constant.sub_product(&slope, x);
                slopes.push(slope);
            }
            Some(Affine { constant, slopes })
        })
    }

    fn by(asked: &Asked<'_>, form: &dyn Fn(usize, usize, usize) -> Option<Affine>) -> Option<Self> {
        let cases = asked.cases()?;
        let shape = asked.of.shape();
        let mut members = Vec::with_capacity(cases.rivals.len());
        for &rivals in &cases.rivals {
            let mut case = Vec::with_capacity(cases.inside.len());
            for &member in &cases.inside {
                let better = shape.with(rivals, cases.player, member);
                let forms = cases.outside.iter().map(|&other| {
                    form(cases.player, better, shape.with(rivals, cases.player, other))
                });
                case.push(forms.collect::<Option<Vec<Affine>>>()?);
            }
            members.push(case);
        }
        Some(Self { members })
    }
}

/// The difference of two payoffs, if it is affine in the axes.
fn form(of: &Parametric, player: usize, better: usize, worse: usize) -> Option<Affine> {
    let mut affine =
        Affine { constant: Rational::zero(), slopes: vec![Rational::zero(); of.axes().len()] };
    for (monomial, coefficient) in of.difference_form(player, better, worse)?.terms() {
        match monomial[..] {
            [] => affine.constant += coefficient,
            [(id, 1)] => match of.graph().op(id) {
                Op::Input(input) => affine.slopes[input as usize] += coefficient,
                _ => return None,
            },
            _ => return None,
        }
    }
    Some(affine)
}
