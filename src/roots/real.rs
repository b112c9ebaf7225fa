//! Real zeros: each enclosed on its own, and exact where it is a fraction.

use std::cmp::Ordering;

use super::Univariate;
use super::univariate::changes;
use crate::num::{Rational, Ring, Sign};

/// One real zero of a polynomial: exactly, where it is rational; else the only one between two
/// rationals, at which the polynomial is not 0.
#[derive(Clone, Debug, PartialEq)]
pub struct RealRoot {
    polynomial: Univariate,
    low: Rational,
    high: Rational,
}

/// A zero within this many bits of a fraction whose denominator divides the leading coefficient of the
/// polynomial in integers is that fraction, or none is.
const MOST_BITS: usize = 4096;

impl Univariate {
    /// The distinct real zeros from `low` to `high`, ends included, in order.
    ///
    /// The polynomial has each zero once after division by its greatest common divisor with its
    /// derivative; Sturm's theorem counts zeros in an interval, which is halved until each is alone. Zeros that
    /// are fractions are found to be: their denominator divides the leading coefficient.
    ///
    /// Source: C. Sturm, "Mémoire sur la résolution des équations numériques", 1835; as in S. Basu, R. Pollack
    /// and M.-F. Roy, *Algorithms in Real Algebraic Geometry*, Springer, 2006, section 2.2 (`basu2006`).
    ///
    /// # Complexity
    /// Polynomial in degree and length of the coefficients.
    ///
    /// # Panics
    /// For the polynomial 0, all of whose points are zeros.
    ///
    /// # Examples
    /// ```
    /// use equil::num::Rational;
    /// use equil::roots::Univariate;
    ///
    /// // (2x − 1)² (x² − 2)
    /// let x = [-2, 8, -7, -4, 4].map(Rational::integer).to_vec();
    /// let zeros = Univariate::new(x).zeros(&Rational::integer(0), &Rational::integer(2));
    /// assert_eq!(zeros[0].exact(), Rational::new(1, 2).as_ref());
    /// assert!(zeros[1].exact().is_none() && zeros.len() == 2);
    /// let (low, high) = zeros[1].within(40);
    /// assert!(low.nearest_f64() <= 2_f64.sqrt() && 2_f64.sqrt() <= high.nearest_f64());
    /// ```
    pub fn zeros(&self, low: &Rational, high: &Rational) -> Vec<RealRoot> {
        assert!(!self.is_zero(), "every number is a zero of 0");
        let mut polynomial = self.square_free();
        let mut found = Vec::new();
        // Ends that are zeros are divided out, so that they are on nobody's way
        for end in [low, high] {
            if polynomial.sign_at(end) == Sign::Zero {
                polynomial = polynomial.divided(&linear(end)).0;
                found.push(RealRoot::exactly(end.clone()));
            }
        }
        if low < high && polynomial.degree().unwrap_or(0) > 0 {
            let chain = polynomial.chain();
            let mut open = vec![(low.clone(), high.clone())];
            while let Some((low, high)) = open.pop() {
                let (left, right) = (changes(&chain, &low), changes(&chain, &high));
                match left.saturating_sub(right) {
                    0 => {}
                    1 => found.push(RealRoot::alone(&polynomial, low, high)),
                    _ => {
                        let middle = between(&polynomial, &low, &high);
                        open.push((low, middle.clone()));
                        open.push((middle, high));
                    }
                }
            }
        }
        found.sort_by(|a, b| a.low.cmp(&b.low).then_with(|| a.high.cmp(&b.high)));
        found
    }
}

/// `x − zero`.
fn linear(zero: &Rational) -> Univariate {
    Univariate::new(vec![zero.negated(), Rational::one()])
}

fn middle(low: &Rational, high: &Rational) -> Rational {
    let mut middle = low.clone();
    middle += high;
    middle *= &Rational::share(1, 2);
    middle
}

/// A number between two others, near their middle, at which the polynomial is not 0.
fn between(polynomial: &Univariate, low: &Rational, high: &Rational) -> Rational {
    let mut candidate = middle(low, high);
    // There are finitely many zeros
    while polynomial.sign_at(&candidate) == Sign::Zero {
        candidate = middle(low, &candidate);
    }
    candidate
}

impl RealRoot {
    /// A rational number, as the zero of `x − value`.
    pub fn exactly(value: Rational) -> Self {
        Self { polynomial: linear(&value), low: value.clone(), high: value }
    }

    /// The only zero between two numbers, at which a polynomial without multiple zeros is not 0.
    fn alone(polynomial: &Univariate, low: Rational, high: Rational) -> Self {
        let positive =
            polynomial.coefficients().last().map(Rational::signum) != Some(Sign::Negative);
        let sign = if positive { Rational::one() } else { Rational::minus_one() };
        let polynomial = Univariate::new(Vec::new()).plus_scaled(&sign, polynomial);
        let mut root = Self { polynomial, low, high };
        if let Some(exact) = root.fraction() {
            return Self::exactly(exact);
        }
        root.polynomial = root.polynomial.scaled();
        root
    }

    /// The zero as a fraction, if it is one.
    fn fraction(&mut self) -> Option<Rational> {
        // In integers, a zero times the leading coefficient is an integer
        let mut leading = Rational::one();
        for coefficient in self.polynomial.scaled().coefficients() {
            let mut product = coefficient.clone();
            product *= &leading;
            let denominator = product.denominator();
            leading *= &denominator;
        }
        if leading.bits() > MOST_BITS {
            return None;
        }
        let step = leading.recip()?;
        while self.high.minus(&self.low) >= step {
            self.halve();
            if self.low == self.high {
                return Some(self.low.clone());
            }
        }
        // At most one multiple of the step is inside
        let mut place = self.high.clone();
        place *= &leading;
        let mut candidate = place.floor();
        candidate *= &step;
        (candidate > self.low && self.polynomial.sign_at(&candidate) == Sign::Zero)
            .then_some(candidate)
    }

    fn halve(&mut self) {
        self.halve_from(self.polynomial.sign_at(&self.low));
    }

    /// [`halve`](Self::halve) where the sign at the lower bound is known: it stays the same.
    fn halve_from(&mut self, below: Sign) {
        let middle = middle(&self.low, &self.high);
        match self.polynomial.sign_at(&middle) {
            Sign::Zero => {
                self.low.clone_from(&middle);
                self.high = middle;
            }
            sign if sign == below => self.low = middle,
            _ => self.high = middle,
        }
    }

    /// The zero, if it is rational.
    pub fn exact(&self) -> Option<&Rational> {
        (self.low == self.high).then_some(&self.low)
    }

    /// A polynomial without multiple zeros of which it is one.
    pub fn polynomial(&self) -> &Univariate {
        &self.polynomial
    }

    /// Numbers between which the zero is: equal if it is rational, else at most `2^(−bits)` apart.
    pub fn within(&self, bits: u32) -> (Rational, Rational) {
        let mut root = self.clone();
        root.narrow(bits);
        (root.low, root.high)
    }

    /// Bounds at most `2^(−bits)` apart from now on.
    pub fn narrow(&mut self, bits: u32) {
        let step = Rational::integer(2).powi(-i64::from(bits)).unwrap_or_else(Rational::zero);
        if self.high.minus(&self.low) <= step {
            return;
        }
        let below = self.polynomial.sign_at(&self.low);
        while self.high.minus(&self.low) > step {
            self.halve_from(below);
        }
    }

    /// The bounds as they are.
    pub fn bounds(&self) -> (&Rational, &Rational) {
        (&self.low, &self.high)
    }

    /// Whether two zeros are the same number.
    ///
    /// # Complexity
    /// A greatest common divisor.
    ///
    /// # Examples
    /// ```
    /// use equil::num::Rational;
    /// use equil::roots::Univariate;
    ///
    /// // √2 as a zero of x² − 2 and of x⁴ − 4, and −√2
    /// let [zero, two] = [0, 2].map(Rational::integer);
    /// let square = Univariate::new([-2, 0, 1].map(Rational::integer).to_vec());
    /// let fourth = Univariate::new([-4, 0, 0, 0, 1].map(Rational::integer).to_vec());
    /// let [a, b] = [&square, &fourth].map(|of| of.zeros(&zero, &two).remove(0));
    /// assert!(a.is_same(&b));
    /// assert!(!a.is_same(&square.zeros(&two.negated(), &zero).remove(0)));
    /// ```
    pub fn is_same(&self, other: &Self) -> bool {
        let is_zero = |x: &Rational, of: &Self| {
            of.low < *x && *x < of.high && of.polynomial.sign_at(x) == Sign::Zero
        };
        match (self.exact(), other.exact()) {
            (Some(a), Some(b)) => return a == b,
            // Fractions of very many bits are not seen to be some
            (Some(exact), None) => return is_zero(exact, other),
            (None, Some(exact)) => return is_zero(exact, self),
            (None, None) => {}
        }
        let (low, high) = ((&self.low).max(&other.low), (&self.high).min(&other.high));
        if low >= high {
            return false;
        }
        // Zeros of the common divisor are zeros of both, and each polynomial has one within its bounds, at which it
        // is not 0
        let common = self.polynomial.common(&other.polynomial);
        common.degree().unwrap_or(0) > 0 && common.sign_at(low) != common.sign_at(high)
    }

    /// The order of two zeros.
    ///
    /// # Complexity
    /// A greatest common divisor, and narrowing until their bounds are apart.
    ///
    /// # Examples
    /// ```
    /// use std::cmp::Ordering;
    ///
    /// use equil::num::Rational;
    /// use equil::roots::Univariate;
    ///
    /// // √2 and √3
    /// let zero = |square: i64| {
    ///     let of = Univariate::new([-square, 0, 1].map(Rational::integer).to_vec());
    ///     of.zeros(&Rational::integer(0), &Rational::integer(9)).remove(0)
    /// };
    /// assert_eq!(zero(2).order(&zero(3)), Ordering::Less);
    /// ```
    pub fn order(&self, other: &Self) -> Ordering {
        if self.is_same(other) {
            return Ordering::Equal;
        }
        let (mut a, mut b) = (self.clone(), other.clone());
        loop {
            if a.high < b.low || (a.high == b.low && (a.low < a.high || b.low < b.high)) {
                return Ordering::Less;
            }
            if b.high < a.low || (b.high == a.low && (a.low < a.high || b.low < b.high)) {
                return Ordering::Greater;
            }
            // Different numbers: bounds that are no points get narrower until they are apart
            for root in [&mut a, &mut b] {
                if root.low < root.high {
                    root.halve();
                }
            }
        }
    }

    /// The sign of another polynomial at this zero.
    ///
    /// # Complexity
    /// A greatest common divisor; and narrowing until no zero of the other polynomial is near.
    pub fn sign_of(&self, other: &Univariate) -> Sign {
        if let Some(exact) = self.exact() {
            return other.sign_at(exact);
        }
        if other.is_zero() {
            return Sign::Zero;
        }
        let common = self.polynomial.common(other);
        // Divisors have no zeros but those of the polynomial: none at the ends, at most one between
        if common.degree().unwrap_or(0) > 0
            && common.sign_at(&self.low) != common.sign_at(&self.high)
        {
            return Sign::Zero;
        }
        let chain = other.square_free().chain();
        let mut root = self.clone();
        loop {
            let ends = [&root.low, &root.high].map(|end| other.sign_at(end));
            if ends[0] != Sign::Zero
                && ends[1] != Sign::Zero
                && changes(&chain, &root.low) == changes(&chain, &root.high)
            {
                return ends[0];
            }
            root.halve();
        }
    }
}
