use std::cmp::Ordering;

use proptest::prelude::*;

use super::*;
use crate::num::{Bits, Certain, Real, Ring, Sign, Wide};

/// Finite floats, with many of the awkward ones.
pub(in crate::num) fn floats() -> impl Strategy<Value = f64> {
    let edges = vec![
        0.0,
        1.0,
        -1.0,
        0.5,
        3.0,
        0.1,
        f64::MAX,
        f64::MIN,
        f64::MAX.next_down(),
        f64::MIN_POSITIVE,
        -f64::MIN_POSITIVE,
        f64::MIN_POSITIVE.next_down(),
        5e-324,
        -5e-324,
        TINY,
        TINY.next_down(),
        f64::EPSILON,
        1.0_f64.next_up(),
        1.0_f64.next_down(),
        1e300,
        1e-300,
    ];
    prop_oneof![
        2 => prop::sample::select(edges),
        2 => (-20..=20_i32).prop_map(f64::from),
        2 => -10.0..10.0_f64,
        1 => (-1074..=1023_i32).prop_map(|e| 2.0_f64.powi(e)),
        4 => any::<u64>().prop_map(f64::from_bits).prop_filter("finite", |x| x.is_finite()),
    ]
}

fn exact(x: f64) -> Rational {
    Rational::from_f64(x).unwrap()
}

/// An interval and a number within it.
fn enclosed() -> impl Strategy<Value = (Interval, Rational)> {
    (floats(), floats(), 0..=4_i64).prop_map(|(a, b, part)| {
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        let mut within = exact(high);
        within -= &exact(low);
        within *= &Rational::new(part, 4).unwrap();
        within += &exact(low);
        (Interval::new(low, high).unwrap(), within)
    })
}

fn point(x: f64) -> Interval {
    Interval::point(x).unwrap()
}

/// The smallest interval around `exact`.
fn tightest(exact: &Rational) -> Interval {
    let (low, high) = exact.f64_bounds();
    Interval::new(low, high).unwrap()
}

fn sum(a: &Rational, b: &Rational) -> Rational {
    let mut sum = a.clone();
    sum += b;
    sum
}

fn product(a: &Rational, b: &Rational) -> Rational {
    let mut product = a.clone();
    product *= b;
    product
}

fn times<T: Ring>(a: &T, b: &T) -> T {
    let mut product = a.clone();
    product *= b;
    product
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// Floats around a rational are next to each other, also among the smallest and largest.
    #[test]
    fn bounds_of_rationals_are_tight(a in floats(), b in floats()) {
        for x in [sum(&exact(a), &exact(b)), product(&exact(a), &exact(b))] {
            let (low, high) = x.f64_bounds();
            prop_assert!(Rational::from_f64(low).is_none_or(|low| low <= x));
            prop_assert!(Rational::from_f64(high).is_none_or(|high| high >= x));
            prop_assert!(high <= low.next_up());
            prop_assert_eq!(low < high, Rational::from_f64(low) != Some(x));
        }
    }

    /// As tight as floats allow, hence exact where floats are.
    #[test]
    fn operations_on_points_are_tightest(a in floats(), b in floats()) {
        let (x, y) = (exact(a), exact(b));
        let mut z = point(a);
        z += &point(b);
        prop_assert_eq!(z, tightest(&sum(&x, &y)));
        prop_assert_eq!(point(a).minus(&point(b)), tightest(&sum(&x, &y.negated())));
        prop_assert_eq!(times(&point(a), &point(b)), tightest(&product(&x, &y)));
        let quotient = point(a).divided_by(&point(b));
        prop_assert_eq!(quotient, x.divided_by(&y).map(|q| tightest(&q)));
    }

    #[test]
    fn roots_are_tightest(a in floats()) {
        let root = point(a).sqrt();
        prop_assert_eq!(root.is_some(), a >= 0.0);
        if let Some(root) = root {
            let (low, high) = (exact(root.lo()), exact(root.hi()));
            prop_assert!(product(&low, &low) <= exact(a) && exact(a) <= product(&high, &high));
            prop_assert!(root.hi() <= root.lo().next_up());
            if root.lo() < root.hi() {
                prop_assert!(exact(a).exact_sqrt().is_none_or(|root| tightest(&root).lo() < tightest(&root).hi()));
            }
        }
    }

    /// Whatever numbers the operands are, the result holds theirs.
    #[test]
    fn results_are_enclosed((i, x) in enclosed(), (j, y) in enclosed(), n in -9..=9_i64) {
        let mut z = i;
        z += &j;
        prop_assert!(z.contains(&sum(&x, &y)));
        prop_assert!(i.minus(&j).contains(&sum(&x, &y.negated())));
        prop_assert!(times(&i, &j).contains(&product(&x, &y)));
        prop_assert!((-i).contains(&x.negated()));
        prop_assert!(i.abs().contains(&x.abs()));
        prop_assert!(i.min(&j).contains((&x).min(&y)));
        prop_assert!(i.max(&j).contains((&x).max(&y)));
        prop_assert!(i.hull(&j).contains(&x) && i.hull(&j).contains(&y));
        if let Some(quotient) = i.divided_by(&j) {
            prop_assert!(quotient.contains(&x.divided_by(&y).unwrap()));
        } else {
            prop_assert!(j.contains(&Rational::zero()));
        }
        match i.powi(n) {
            Some(power) => prop_assert!(power.contains(&x.powi(n).unwrap())),
            None => prop_assert!(n < 0 && i.contains(&Rational::zero())),
        }
        match i.sqrt() {
            Some(root) => {
                // x lies between the squares of the ends
                prop_assert!(times(&root, &root).contains(&x));
            }
            None => prop_assert!(i.lo() < 0.0),
        }
        if let Some(order) = i.compare(&j) {
            prop_assert_eq!(order, x.cmp(&y));
        }
        if let Some(sign) = i.certain_sign() {
            prop_assert_eq!(sign, x.signum());
        }
    }

    /// A smaller argument gives a result within that of the larger one.
    #[test]
    fn inclusion_is_kept((i, x) in enclosed(), (j, y) in enclosed(), n in 1..=9_i64) {
        let (a, b) = (tightest(&x), tightest(&y));
        let (i, j) = (i.hull(&a), j.hull(&b));
        let within = |small: Interval, large: Interval| small.lo() >= large.lo() && small.hi() <= large.hi();
        let plus = |a: &Interval, b: &Interval| { let mut z = *a; z += b; z };
        prop_assert!(within(plus(&a, &b), plus(&i, &j)));
        prop_assert!(within(times(&a, &b), times(&i, &j)));
        prop_assert!(within(a.powi(n).unwrap(), i.powi(n).unwrap()));
        prop_assert!(within(a.exp(), i.exp()));
        if let Some(large) = i.divided_by(&j) {
            prop_assert!(within(a.divided_by(&b).unwrap(), large));
        }
        for f in [Interval::ln, Interval::sqrt] {
            if let Some(large) = f(&i) {
                prop_assert!(within(f(&a).unwrap(), large));
            }
        }
        if let Some(large) = i.powf(&j) {
            // A corner may be exact where a power beside it is rounded twice
            let large = Interval::new(large.lo().next_down(), large.hi().next_up()).unwrap();
            prop_assert!(within(a.powf(&b).unwrap(), large));
        }
    }

    /// Against 200 bits: the interval holds the true value, and is at most two floats wide.
    #[test]
    fn exp_and_ln_hold_the_true_value(x in prop_oneof![floats(), -800.0..800.0_f64, 0.9..1.1_f64]) {
        let wide = Wide::from_rational_bits(&exact(x), Bits::new(200));
        let (near, narrow) = (point(x).exp(), wide.exp().to_interval());
        prop_assert!(near.lo() <= narrow.lo() && narrow.hi() <= near.hi(), "{near:?} {narrow:?}");
        prop_assert!(near.hi() <= near.lo().next_up().next_up());
        prop_assert_eq!(point(x).ln().is_some(), x > 0.0);
        if let Some(near) = point(x).ln() {
            let narrow = wide.ln().unwrap().to_interval();
            prop_assert!(near.lo() <= narrow.lo() && narrow.hi() <= near.hi(), "{near:?} {narrow:?}");
            prop_assert!(near.hi() <= near.lo().next_up().next_up());
        }
    }

    #[test]
    fn powers_hold_the_true_value(
        x in prop_oneof![floats(), 0.0..20.0_f64, 0.9..1.1_f64],
        y in prop_oneof![floats(), -20.0..20.0_f64, (-40..40_i32).prop_map(|n| f64::from(n) / 4.0)],
    ) {
        let bits = Bits::new(200);
        let (base, exponent) = (exact(x), exact(y));
        let wide = Wide::from_rational_bits(&base, bits)
            .powf(&Wide::from_rational_bits(&exponent, bits));
        let near = point(x).powf(&point(y));
        prop_assert_eq!(near.is_some(), wide.is_some());
        if let (Some(near), Some(wide)) = (near, wide) {
            let narrow = wide.to_interval();
            prop_assert!(near.lo() <= narrow.hi() && narrow.lo() <= near.hi(), "{near:?} {narrow:?}");
            prop_assert!(near.lo() <= narrow.lo() && narrow.hi() <= near.hi(), "{near:?} {narrow:?}");
            prop_assert!(near.hi() <= near.lo().next_up().next_up());
        }
    }

    /// Integer powers of points are tight: the rounding of repeated squaring does not add up.
    #[test]
    fn integer_powers_are_narrow(x in -3.0..3.0_f64, n in 1..=64_i64) {
        let power = point(x).powi(n).unwrap();
        prop_assert!(power.contains(&exact(x).powi(n).unwrap()));
        prop_assert!(power.hi() <= power.lo().next_up().next_up());
    }

    /// Formulas in floats stay near the truth.
    #[test]
    fn float_powers_are_near(x in -3.0..3.0_f64, n in -64..=64_i64) {
        prop_assume!(x.abs() > 0.01);
        let truth = point(x).powi(n).unwrap();
        let near = Real::powi(&x, n).unwrap();
        prop_assert!(truth.lo() <= near && near <= truth.hi());
    }
}

#[test]
fn zero_stays_zero() {
    let zero = Interval::zero();
    for other in [
        point(3.5),
        Interval::new(f64::NEG_INFINITY, f64::INFINITY).unwrap(),
        Interval::new(-1.0, 2.0).unwrap(),
    ] {
        assert_eq!(times(&zero, &other).certain_sign(), Some(Sign::Zero));
        assert_eq!(times(&other, &zero).certain_sign(), Some(Sign::Zero));
    }
    let mut sum = zero;
    sum += &zero;
    assert_eq!(sum.certain_sign(), Some(Sign::Zero));
    assert_eq!(sum.compare(&zero), Some(Ordering::Equal));
}

#[test]
fn ends_may_overflow() {
    let huge = point(f64::MAX);
    let square = times(&huge, &huge);
    assert_eq!((square.lo(), square.hi()), (f64::MAX, f64::INFINITY));
    assert_eq!(square.bounds(), None);
    assert_eq!(square.certain_sign(), Some(Sign::Positive));
    let unknown = square.minus(&square);
    assert_eq!((unknown.lo(), unknown.hi()), (f64::NEG_INFINITY, f64::INFINITY));
    assert!(unknown.midpoint().is_finite());
    assert!(square.midpoint().is_finite() && (-square).midpoint().is_finite());
    assert!(unknown.width().is_infinite());
    assert_eq!(unknown.certain_sign(), None);
    let reciprocal = Interval::one().divided_by(&square).unwrap();
    assert!(reciprocal.lo() == 0.0 && reciprocal.hi() > 0.0);
    let all = unknown.exp();
    assert_eq!((all.lo(), all.hi()), (0.0, f64::INFINITY));
    assert_eq!(point(710.0).exp(), Interval::new(f64::MAX, f64::INFINITY).unwrap());
    // Here the error of the sum overflows, and not the sum
    let (a, b) = (4.159_968_856_223_963e307, f64::MAX);
    assert_eq!(point(a).minus(&point(b)), tightest(&sum(&exact(a), &exact(-b))));
    let mut twice = huge;
    twice += &huge;
    assert_eq!(twice, square);
    assert_eq!(point(-1e9).exp(), Interval::new(0.0, 5e-324).unwrap());
}

#[test]
fn what_is_exact_stays_exact() {
    assert_eq!(point(0.0).exp(), point(1.0));
    assert_eq!(point(1.0).ln(), Some(point(0.0)));
    assert_eq!(point(2.25).sqrt(), Some(point(1.5)));
    assert_eq!(point(4.0).powf(&point(1.5)), Some(point(8.0)));
    assert_eq!(point(4.0).powf(&point(-0.5)), Some(point(0.5)));
    assert_eq!(point(-2.0).powf(&point(3.0)), Some(point(-8.0)));
    assert_eq!(point(0.0).powf(&point(0.3)), Some(point(0.0)));
    assert_eq!(point(1.0).powf(&Interval::new(-7.0, 0.3).unwrap()), Some(point(1.0)));
    assert_eq!(point(7.0).powi(0), Some(point(1.0)));
    assert_eq!(point(3.0).powi(20), Some(point(3_486_784_401.0)));
    let straddling = Interval::new(-2.0, 1.0).unwrap();
    assert_eq!(straddling.powi(2), Interval::new(0.0, 4.0));
    assert_eq!(straddling.powi(3), Interval::new(-8.0, 1.0));
    assert_eq!(straddling.powi(-1), None);
    assert_eq!(straddling.abs(), Interval::new(0.0, 2.0).unwrap());
    assert_eq!(Interval::new(4.0, 9.0).unwrap().powf(&point(0.5)), Interval::new(2.0, 3.0));
}

#[test]
fn what_is_not_proved_is_refused() {
    let straddling = Interval::new(-1.0, 2.0).unwrap();
    let half = point(0.5);
    assert_eq!(straddling.ln(), None);
    assert_eq!(straddling.sqrt(), None);
    assert_eq!(straddling.powf(&half), None);
    assert_eq!(Interval::one().divided_by(&straddling), None);
    assert_eq!(Interval::zero().ln(), None);
    assert_eq!(Interval::zero().powf(&point(-0.5)), None);
    assert_eq!(Interval::zero().powf(&straddling), None);
    assert_eq!(straddling.compare(&half), None);
    for (low, high) in
        [(1.0, 0.0), (f64::NAN, 1.0), (f64::INFINITY, f64::INFINITY), (f64::MIN, f64::NAN)]
    {
        assert_eq!(Interval::new(low, high), None);
    }
    assert_eq!(Interval::point(f64::NEG_INFINITY), None);
}
