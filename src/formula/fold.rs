//! Constant parts of a formula, computed exactly as long as that is reasonable.

use super::graph::{BinaryOp, UnaryOp};
use crate::num::{Rational, Real, Sign};

/// Bits of numerator and denominator up to which numbers are written out. Longer ones, such as
/// `1.0001^1000000`, are left as the formula they are, and enclosed like irrational numbers.
pub const MAX_NUMBER_BITS: usize = 100_000;

/// Steps (products of two machine words, about) spent on long numbers in one graph: a few seconds,
/// and 1 GiB. What is long after that stays a formula.
const MAX_EFFORT: u64 = 1 << 33;

/// What keeping a word costs, in steps.
const KEPT: u64 = 64;

/// Computes with numbers, and counts what the long ones cost.
#[derive(Clone, Debug, Default)]
pub(super) struct Folding {
    effort: u64,
}

/// What a function of numbers is.
#[derive(Debug, PartialEq)]
pub(super) enum Folded {
    /// This number.
    Number(Rational),
    /// Nothing, wherever it stands.
    Undefined,
    /// Not rational, or too long.
    Not,
}

impl Folding {
    pub(super) fn unary(&mut self, op: UnaryOp, x: &Rational) -> Folded {
        if op == UnaryOp::Log && x.signum() != Sign::Positive
            || op == UnaryOp::Sqrt && x.signum() == Sign::Negative
        {
            return Folded::Undefined;
        }
        self.within_reason(&[x], || match op {
            UnaryOp::Negative => Some(x.negated()),
            UnaryOp::Abs => Some(x.abs()),
            UnaryOp::Not => Some(Rational::integer(i64::from(x.is_zero()))),
            UnaryOp::Exp => Real::exp(x),
            UnaryOp::Log => Real::ln(x),
            UnaryOp::Sqrt => Real::sqrt(x),
        })
    }

    pub(super) fn binary(&mut self, op: BinaryOp, x: &Rational, y: &Rational) -> Folded {
        let undefined = match op {
            BinaryOp::Divide => y.is_zero(),
            BinaryOp::Power => match x.signum() {
                Sign::Zero => y.signum() == Sign::Negative,
                Sign::Negative => !y.is_integer(),
                Sign::Positive => false,
            },
            _ => false,
        };
        if undefined {
            return Folded::Undefined;
        }
        let truth = |holds: bool| Rational::integer(i64::from(holds));
        let with = |f: fn(&mut Rational, &Rational)| {
            let mut z = x.clone();
            f(&mut z, y);
            z
        };
        self.within_reason(&[x, y], || {
            Some(match op {
                BinaryOp::Add => with(|z, y| *z += y),
                BinaryOp::Subtract => with(|z, y| *z -= y),
                BinaryOp::Multiply => with(|z, y| *z *= y),
                BinaryOp::Divide => with(|z, y| *z /= y),
                BinaryOp::Power => return power(x, y),
                BinaryOp::Min => x.min(y).clone(),
                BinaryOp::Max => x.max(y).clone(),
                BinaryOp::Less => truth(x < y),
                BinaryOp::LessEqual => truth(x <= y),
                BinaryOp::Equal => truth(x == y),
            })
        })
    }

    /// What `compute` gives, unless that takes too long.
    fn within_reason(
        &mut self,
        arguments: &[&Rational],
        compute: impl FnOnce() -> Option<Rational>,
    ) -> Folded {
        let long = arguments.iter().any(|x| x.as_small().is_none());
        if long && self.effort > MAX_EFFORT {
            return Folded::Not;
        }
        if long {
            // Reducing a fraction takes as long as the school method
            self.effort += arguments.iter().map(|x| words(x)).product::<u64>();
        }
        match compute() {
            Some(value) if value.as_small().is_some() => Folded::Number(value),
            Some(value) if value.bits() <= MAX_NUMBER_BITS && self.effort <= MAX_EFFORT => {
                self.effort += KEPT * words(&value);
                Folded::Number(value)
            }
            _ => Folded::Not,
        }
    }
}

fn words(x: &Rational) -> u64 {
    u64::try_from(x.bits().div_ceil(64)).unwrap_or(u64::MAX)
}

/// `x^y`, if it is rational and not too long.
fn power(x: &Rational, y: &Rational) -> Option<Rational> {
    // A root first makes the number shorter, never longer
    let size = y.abs().nearest_f64();
    #[allow(clippy::cast_precision_loss)] // far from the limit one bit does not matter
    let bits = x.bits() as f64 * size;
    let trivial = x.is_zero() || x.abs() == Rational::integer(1);
    #[allow(clippy::cast_precision_loss)]
    let reasonable = bits <= 2.0 * MAX_NUMBER_BITS as f64;
    if trivial || reasonable { Real::pow(x, y) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Rational {
        text.parse().unwrap()
    }

    #[test]
    fn long_numbers_stay_formulas() {
        let mut folding = Folding::default();
        let long = read("1e9999"); // 33 216 bits
        let Folded::Number(square) = folding.binary(BinaryOp::Multiply, &long, &long) else {
            panic!("66 432 bits are few enough");
        };
        assert!(folding.binary(BinaryOp::Multiply, &square, &square) == Folded::Not);
        assert_eq!(folding.binary(BinaryOp::Power, &read("1.01"), &read("1e9")), Folded::Not);
        assert_eq!(folding.binary(BinaryOp::Power, &read("-1"), &read("1e300")), Folded::Not);
        let one = folding.binary(BinaryOp::Power, &read("1"), &read("1e300"));
        assert_eq!(one, Folded::Number(read("1")));
        assert_eq!(folding.binary(BinaryOp::Divide, &square, &square), one);
    }

    #[test]
    fn effort_ends() {
        let mut folding = Folding { effort: MAX_EFFORT };
        let long = read("1e100");
        let sum = folding.binary(BinaryOp::Add, &long, &read("1"));
        assert_eq!(sum, Folded::Not);
        let small = folding.binary(BinaryOp::Add, &read("1/2"), &read("1/2"));
        assert_eq!(small, Folded::Number(read("1")));
        assert_eq!(folding.binary(BinaryOp::Divide, &long, &read("0")), Folded::Undefined);
    }
}
