//! Two payoffs of one player whose order matters.

use crate::formula::Values;
use crate::game::Payoffs;
use crate::model::Parametric;
use crate::num::{Bits, Certain, Interval, Rational, Ring, Sign, Wide};

/// Two payoffs of a player, in pure profiles that differ in what that player plays; their difference is
/// the first minus the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Pair {
    pub(super) player: usize,
    pub(super) first: usize,
    pub(super) second: usize,
}

impl From<(usize, usize, usize)> for Pair {
    fn from((player, first, second): (usize, usize, usize)) -> Self {
        Self { player, first, second }
    }
}

impl Pair {
    /// The pair whose difference a combination is, up to a factor.
    pub(super) fn of(player: usize, combination: &[(usize, Rational)]) -> Option<Self> {
        let [(first, one), (second, other)] = combination else { return None };
        let mut sum = one.clone();
        sum += other;
        sum.is_zero().then_some(Self { player, first: *first, second: *second })
    }

    pub(super) fn combination(self) -> [(usize, Rational); 2] {
        [(self.first, Rational::one()), (self.second, Rational::minus_one())]
    }

    /// Whether the order is open in these payoffs.
    pub(super) fn is_open(self, payoffs: &Payoffs) -> bool {
        payoffs.compare(self.player, self.first, self.second).is_none()
    }

    /// Whether the difference is known not to be 0 where the nodes have these values.
    pub(super) fn is_known(self, of: &Parametric, values: &Values<Interval>) -> bool {
        let value = |index| values.get(of.output(self.player, index)?).copied();
        let difference = value(self.first).zip(value(self.second)).map(|(a, b)| a.minus(&b));
        difference.is_some_and(|range| range.certain_sign().is_some_and(|sign| sign != Sign::Zero))
    }

    /// Whether both differences are the same function, up to their sign, as far as algebra tells.
    pub(super) fn is_same(self, other: Self, of: &Parametric) -> bool {
        let nodes = |pair: Self| {
            Some([of.output(pair.player, pair.first)?, of.output(pair.player, pair.second)?])
        };
        let (Some(mine), Some([a, b])) = (nodes(self), nodes(other)) else { return false };
        if mine == [a, b] || mine == [b, a] {
            return true;
        }
        let form = |pair: Self| of.difference_form(pair.player, pair.first, pair.second);
        let (Some(mine), Some(theirs)) = (form(self), form(other)) else { return false };
        [Rational::one(), Rational::minus_one()].iter().any(|factor| {
            mine.clone().plus_scaled(factor, &theirs).is_some_and(|sum| sum.is_zero())
        })
    }

    /// The sign of the difference at a point, with so many bits.
    pub(super) fn sign_at(self, of: &Parametric, x: &Rational, bits: u32) -> Option<Sign> {
        // Floats are enough unless the point is very close
        let near = self.near(of, x).and_then(|near| near.certain_sign());
        near.or_else(|| self.value_at(of, x, bits)?.certain_sign())
    }

    /// The difference at a point, as floats enclose it.
    pub(super) fn near(self, of: &Parametric, x: &Rational) -> Option<Interval> {
        let nodes = [of.output(self.player, self.first)?, of.output(self.player, self.second)?];
        let [first, second] = of.ranges(nodes, &[Interval::from_rational(x)])?;
        Some(first.minus(&second))
    }

    /// The difference at a point, with so many bits.
    pub(super) fn value_at(self, of: &Parametric, x: &Rational, bits: u32) -> Option<Wide> {
        let input = [Wide::from_rational_bits(x, Bits::new(bits as usize + x.bits()))];
        let value = |index| of.wide(of.output(self.player, index)?, &input, bits);
        Some(value(self.first)?.minus(&value(self.second)?))
    }
}
