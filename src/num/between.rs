//! Simple numbers between others.

use super::{Rational, Ring, Sign};

/// See [`Rational::simplest_between`]. Continued fractions of both ends agree up to where the simplest
/// fraction between them ends.
pub(super) fn simplest(low: &Rational, high: &Rational) -> Rational {
    if low >= high {
        return low.clone();
    }
    match (low.signum(), high.signum()) {
        (Sign::Negative, Sign::Positive) => Rational::zero(),
        (Sign::Negative, _) => positive(&high.negated(), Some(&low.negated())).negated(),
        _ => positive(low, Some(high)),
    }
}

/// The same from a number that is not negative; no end above where there is none.
fn positive(low: &Rational, high: Option<&Rational>) -> Rational {
    let whole = low.floor();
    let mut next = whole.clone();
    next += &Rational::one();
    if high.is_none_or(|high| next < *high) {
        return next;
    }
    let Some(high) = high else { return next };
    // Between the same integers: turned over, what is left has simpler terms
    let below = high.minus(&whole).recip();
    let above = low.minus(&whole).recip();
    let Some(below) = below else { return next };
    let mut part = positive(&below, above.as_ref());
    part = part.recip().unwrap_or_else(Rational::zero);
    part += &whole;
    part
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn nothing_simpler_is_between(a in -400_i64..400, b in 1_i64..40, c in -400_i64..400, d in 1_i64..40) {
            let (one, other) = (Rational::new(a, b).unwrap(), Rational::new(c, d).unwrap());
            prop_assume!(one != other);
            let (low, high) = if one < other { (one, other) } else { (other, one) };
            let found = simplest(&low, &high);
            prop_assert!(low < found && found < high);
            let denominator = found.denominator().to_i64().unwrap();
            for smaller in 1..denominator {
                // The least multiple of the fraction above the lower end is not below the upper one
                let mut scaled = low.clone();
                scaled *= &Rational::integer(smaller);
                let mut next = scaled.floor();
                next += &Rational::one();
                next /= &Rational::integer(smaller);
                prop_assert!(next >= high);
            }
        }
    }
}
