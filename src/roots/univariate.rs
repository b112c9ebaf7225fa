//! Polynomials of one variable with rational coefficients.

use dashu_base::Gcd;
use dashu_int::{IBig, UBig};

use crate::num::{Certain, Interval, Rational, Ring, Sign};

/// Values of polynomials with so many coefficients are computed at once.
const FEW: usize = 16;

/// A polynomial of one variable: coefficients from the constant one on, the last of which is not 0.
///
/// # Examples
/// ```
/// use equil::num::Rational;
/// use equil::roots::Univariate;
///
/// // x² − 2
/// let square = Univariate::new([-2, 0, 1].map(Rational::integer).to_vec());
/// assert_eq!(square.at(&Rational::integer(3)), Rational::integer(7));
/// assert_eq!(square.degree(), Some(2));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Univariate(Vec<Rational>);

impl Univariate {
    /// The polynomial with these coefficients, the constant one first.
    pub fn new(mut coefficients: Vec<Rational>) -> Self {
        while coefficients.last().is_some_and(Rational::is_zero) {
            coefficients.pop();
        }
        Self(coefficients)
    }

    /// A constant.
    pub fn constant(value: Rational) -> Self {
        Self::new(vec![value])
    }

    /// The variable itself.
    pub fn variable() -> Self {
        Self(vec![Rational::zero(), Rational::one()])
    }

    /// Whether it is 0 everywhere.
    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The highest power of the variable; `None` for the polynomial 0.
    pub fn degree(&self) -> Option<usize> {
        self.0.len().checked_sub(1)
    }

    /// The coefficients, the constant one first.
    pub fn coefficients(&self) -> &[Rational] {
        &self.0
    }

    /// The longest coefficient, in bits.
    pub fn bits(&self) -> usize {
        self.0.iter().map(Rational::bits).max().unwrap_or(0)
    }

    /// The value at `x`.
    pub fn at(&self, x: &Rational) -> Rational {
        let mut value = Rational::zero();
        for coefficient in self.0.iter().rev() {
            value *= x;
            value += coefficient;
        }
        value
    }

    /// `self + factor · other`.
    #[must_use]
    pub fn plus_scaled(&self, factor: &Rational, other: &Self) -> Self {
        let mut sum = self.0.clone();
        sum.resize(sum.len().max(other.0.len()), Rational::zero());
        for (mine, theirs) in sum.iter_mut().zip(&other.0) {
            mine.add_product(factor, theirs);
        }
        Self::new(sum)
    }

    /// `self · other`.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        if self.is_zero() || other.is_zero() {
            return Self(Vec::new());
        }
        let mut product = vec![Rational::zero(); self.0.len() + other.0.len() - 1];
        for (i, a) in self.0.iter().enumerate() {
            for (j, b) in other.0.iter().enumerate() {
                product[i + j].add_product(a, b);
            }
        }
        Self::new(product)
    }

    /// The derivative.
    #[must_use]
    pub fn derivative(&self) -> Self {
        let terms = self.0.iter().enumerate().skip(1).map(|(power, coefficient)| {
            let mut slope = coefficient.clone();
            slope *= &Rational::integer(i64::try_from(power).unwrap_or(i64::MAX));
            slope
        });
        Self::new(terms.collect())
    }

    /// Quotient and remainder of a division by a polynomial that is not 0.
    ///
    /// # Panics
    /// When the divisor is 0.
    pub fn divided(&self, divisor: &Self) -> (Self, Self) {
        let last = divisor.0.last().expect("the divisor is not 0");
        let inverse = last.recip().expect("a leading coefficient is not 0");
        let mut rest = self.0.clone();
        let places = (rest.len() + 1).saturating_sub(divisor.0.len());
        let mut quotient = vec![Rational::zero(); places];
        for place in (0..places).rev() {
            let mut factor = rest[place + divisor.0.len() - 1].clone();
            factor *= &inverse;
            for (offset, coefficient) in divisor.0.iter().enumerate() {
                rest[place + offset].sub_product(&factor, coefficient);
            }
            quotient[place] = factor;
        }
        (Self::new(quotient), Self::new(rest))
    }

    /// The same polynomial over the size of its leading coefficient, so that this is 1 or −1: the sign is
    /// the same everywhere.
    #[must_use]
    pub fn scaled(&self) -> Self {
        let Some(inverse) = self.0.last().and_then(|last| last.abs().recip()) else {
            return self.clone();
        };
        let scaled = self.0.iter().map(|coefficient| {
            let mut coefficient = coefficient.clone();
            coefficient *= &inverse;
            coefficient
        });
        Self(scaled.collect())
    }

    /// The greatest common divisor, scaled.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        let (mut a, mut b) = (self.scaled(), other.scaled());
        while !b.is_zero() {
            let (_, rest) = a.divided(&b);
            (a, b) = (b, rest.scaled());
        }
        a
    }

    /// A polynomial with the same zeros, each of which is simple.
    #[must_use]
    pub fn square_free(&self) -> Self {
        let common = self.common(&self.derivative());
        if common.degree().unwrap_or(0) == 0 {
            self.scaled()
        } else {
            self.divided(&common).0.scaled()
        }
    }

    /// The signs at `x` of the chain that starts with this polynomial and its derivative, each next one
    /// being the negative of a remainder: how often they change counts zeros to the right of `x`.
    pub(super) fn chain(&self) -> Vec<Self> {
        let mut chain = vec![self.scaled(), self.derivative().scaled()];
        loop {
            let [.., before, last] = &chain[..] else { return chain };
            if last.is_zero() {
                chain.pop();
                return chain;
            }
            let (_, rest) = before.divided(last);
            chain.push(Self(Vec::new()).plus_scaled(&Rational::minus_one(), &rest).scaled());
        }
    }

    /// The sign at `x`.
    pub fn sign_at(&self, x: &Rational) -> Sign {
        if self.0.len() <= FEW {
            return self.at(x).signum();
        }
        // Floats with bounds of their errors tell most signs
        let (at, one) = (Interval::from_rational(x), Interval::one());
        let mut value = Interval::zero();
        for coefficient in self.0.iter().rev() {
            value *= &at;
            value.add_product(&one, &Interval::from_rational(coefficient));
        }
        value.certain_sign().unwrap_or_else(|| self.sign_in_integers(x))
    }

    /// The sign at a fraction, of a polynomial of high degree: no fraction is shortened on the way.
    fn sign_in_integers(&self, x: &Rational) -> Sign {
        let (over, under) = x.to_big().into_parts();
        let under = IBig::from(under);
        let parts: Vec<(IBig, UBig)> = self.0.iter().map(|c| c.to_big().into_parts()).collect();
        let mut common = UBig::from(1_u8);
        for (_, denominator) in &parts {
            let shared = (&common).gcd(denominator);
            common *= denominator / shared;
        }
        let (mut value, mut power) = (IBig::from(0), IBig::from(1));
        for (numerator, denominator) in parts.iter().rev() {
            value *= &over;
            value += numerator * IBig::from(&common / denominator) * &power;
            power *= &under;
        }
        Rational::from_big(value.into()).signum()
    }
}

/// How often the signs of a chain change at `x`, zeros left out.
pub(super) fn changes(chain: &[Univariate], x: &Rational) -> usize {
    let signs: Vec<Sign> =
        chain.iter().map(|part| part.sign_at(x)).filter(|sign| *sign != Sign::Zero).collect();
    signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
}
