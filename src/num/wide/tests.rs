use std::cmp::Ordering;

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;
use proptest::prelude::*;

use super::*;
use crate::num::{Real, Ring, Sign};

fn rational(text: &str) -> Rational {
    text.parse().unwrap()
}

/// `n · 2^k`.
fn scaled(n: i64, k: i64) -> Rational {
    let shift = usize::try_from(k.unsigned_abs()).unwrap();
    let (significand, power) = (IBig::from(n), UBig::ONE << shift);
    Rational::from_big(if k < 0 {
        RBig::from_parts(significand, power)
    } else {
        RBig::from(significand * power)
    })
}

fn product(a: &Rational, b: &Rational) -> Rational {
    let mut product = a.clone();
    product *= b;
    product
}

fn sum(a: &Rational, b: &Rational) -> Rational {
    let mut sum = a.clone();
    sum += b;
    sum
}

/// Rationals over 400 orders of magnitude, half of them binary floats.
fn rationals() -> impl Strategy<Value = Rational> {
    let small = -20..=20_i64;
    let any = prop_oneof![small.clone(), any::<i64>(), (0..63_u32).prop_map(|k| 1 << k)];
    let denominator = prop_oneof![Just(1_i64), 1..1000_i64];
    let exponent = prop_oneof![Just(0_i64), -8..=8_i64, -200..=200_i64];
    (any, denominator, exponent)
        .prop_map(|(n, d, k)| product(&scaled(n, k), &Rational::new(1, d).unwrap()))
}

/// Rationals below 500.
fn moderate() -> impl Strategy<Value = Rational> {
    rationals().prop_map(|x| match x.recip() {
        Some(inverse) if x.abs() >= Rational::integer(500) => inverse,
        _ => x,
    })
}

fn precisions() -> impl Strategy<Value = Bits> {
    prop_oneof![2..=10_usize, 2..=200_usize].prop_map(Bits::new)
}

fn at(x: &Rational, bits: Bits) -> Wide {
    Wide::from_rational_bits(x, bits)
}

fn fixed(bits: usize, x: &str) -> Wide {
    at(&rational(x), Bits::new(bits))
}

fn plus(a: &Wide, b: &Wide) -> Wide {
    let mut sum = a.clone();
    sum += b;
    sum
}

fn times(a: &Wide, b: &Wide) -> Wide {
    let mut product = a.clone();
    product *= b;
    product
}

/// Whether the ends are at most so many units in the last place apart.
fn is_narrow(x: &Wide, bits: usize, units: i64) -> bool {
    let (low, high) = x.bounds().unwrap();
    let size = low.abs().max(high.abs());
    let unit = product(&size, &scaled(units, 1 - i64::try_from(bits).unwrap()));
    x.width().unwrap() <= unit
}

/// `e^x` by its series, to within 2⁻²⁵⁰, for |x| <= 4.
fn series(x: &Rational) -> (Rational, Rational) {
    let mut total = Rational::one();
    let mut term = Rational::one();
    for k in 1..=120 {
        term *= x;
        term *= &Rational::new(1, k).unwrap();
        total += &term;
    }
    // Later terms shrink by more than half
    assert!(term.abs() < scaled(1, -252));
    (sum(&total, &scaled(-1, -250)), sum(&total, &scaled(1, -250)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn enclosures_of_rationals_are_tight(x in rationals(), bits in precisions()) {
        let wide = at(&x, bits);
        prop_assert!(wide.contains(&x));
        prop_assert!(is_narrow(&wide, wide.bits().unwrap(), 1));
        let (low, high) = wide.bounds().unwrap();
        for end in [&low, &high] {
            prop_assert_eq!(&at(end, bits).bounds().unwrap(), &(end.clone(), end.clone()));
        }
        prop_assert_eq!(low < high, low != x);
    }

    /// As tight as the precision allows, hence exact where it is enough.
    #[test]
    fn operations_on_points_are_tightest(a in rationals(), b in rationals(), bits in precisions()) {
        let (p, q) = (at(&a, bits), at(&b, bits));
        let ((x, _), (y, _)) = (p.bounds().unwrap(), q.bounds().unwrap());
        let (p, q) = (at(&x, bits), at(&y, bits));
        prop_assert_eq!(plus(&p, &q), at(&sum(&x, &y), bits));
        prop_assert_eq!(p.minus(&q), at(&sum(&x, &y.negated()), bits));
        prop_assert_eq!(times(&p, &q), at(&product(&x, &y), bits));
        prop_assert_eq!(p.divided_by(&q), x.divided_by(&y).map(|q| at(&q, bits)));
        for n in [2, 3, 7, -1, -4] {
            let exact = x.powi(n);
            prop_assert_eq!(p.powi(n).is_some(), exact.is_some());
            if let Some((power, exact)) = p.powi(n).zip(exact) {
                prop_assert!(power.contains(&exact));
                prop_assert!(is_narrow(&power, power.bits().unwrap(), 2));
            }
        }
        prop_assert_eq!(p.powi(2), Some(at(&product(&x, &x), bits)));
        let square = at(&product(&x, &x), Bits::new(1000));
        prop_assert_eq!(square.sqrt().unwrap().bounds().unwrap(), (x.abs(), x.abs()));
        prop_assert_eq!(p.sqrt().is_some(), x >= Rational::zero());
        if let Some(root) = p.sqrt() {
            let (low, high) = root.bounds().unwrap();
            prop_assert!(product(&low, &low) <= x && x <= product(&high, &high));
            prop_assert!(is_narrow(&root, root.bits().unwrap(), 1));
            prop_assert_eq!(low < high, product(&low, &low) != x);
        }
    }

    /// Whatever numbers the operands are, the result holds theirs.
    #[test]
    fn results_are_enclosed(
        x in rationals(), y in rationals(), n in -5..=5_i64, bits in precisions(), other in precisions(),
    ) {
        let (p, q) = (at(&x, bits).hull(&at(&y, other)), at(&y, other));
        prop_assert!(plus(&p, &q).contains(&sum(&x, &y)));
        prop_assert!(p.minus(&q).contains(&sum(&x, &y.negated())));
        prop_assert!(times(&p, &q).contains(&product(&x, &y)) && times(&p, &p).contains(&product(&x, &y)));
        prop_assert!(p.abs().contains(&x.abs()) && p.abs().contains(&y.abs()));
        if let Some(quotient) = p.divided_by(&q) {
            prop_assert!(quotient.contains(&x.divided_by(&y).unwrap()));
        }
        if let Some(power) = p.powi(n) {
            prop_assert!(power.contains(&x.powi(n).unwrap()) && power.contains(&y.powi(n).unwrap()));
        }
        prop_assert_eq!(at(&x, bits).compare(&q).unwrap_or_else(|| x.cmp(&y)), x.cmp(&y));
        prop_assert_eq!(at(&x, bits).certain_sign(), Some(x.signum()));
    }

    /// Against the series in rationals.
    #[test]
    fn exp_holds_the_true_value(n in -400..=400_i64, d in 100..=1000_i64, bits in 2..=200_usize) {
        let x = Rational::new(n, d).unwrap();
        let power = at(&x, Bits::new(bits)).exp();
        let (low, high) = power.bounds().unwrap();
        let (least, most) = series(&x);
        prop_assert!(low <= least && most <= high || n == 0 && power.is_point());
        prop_assert!(is_narrow(&power, bits, 20));
    }

    #[test]
    fn functions_agree_with_each_other(x in moderate(), y in moderate(), bits in 60..=300_usize) {
        let (p, q) = (at(&x, Bits::new(bits)), at(&y, Bits::new(bits)));
        prop_assert!(p.exp().ln().unwrap().contains(&x));
        prop_assert!(times(&p.exp(), &q.exp()).intersects(&plus(&p, &q).exp()));
        if let Some(logarithm) = p.ln() {
            prop_assert!(logarithm.exp().contains(&x));
            prop_assert!(is_narrow(&at(&x, Bits::new(bits)).ln().unwrap(), bits, 4) || !p.is_point());
            let (a, b) = (p.powf(&q).unwrap(), p.powf(&q.negated()).unwrap());
            prop_assert!(times(&a, &b).contains(&Rational::one()));
            prop_assert!(a.intersects(&times(&q, &logarithm).exp()));
            prop_assert!(p.powf(&fixed(bits, "0.5")).unwrap().intersects(&p.sqrt().unwrap()));
        }
    }

    /// More bits, less doubt; and never a contradiction.
    #[test]
    fn precision_narrows(x in moderate(), y in -40.0..40.0_f64, bits in 60..=200_usize) {
        let y = Rational::from_f64(y).unwrap();
        let coarse = at(&x, Bits::new(bits));
        let fine = at(&x, Bits::new(bits + 40));
        let float = coarse.to_interval();
        let pairs = [
            (Some(coarse.exp()), Some(fine.exp()), Some(float.exp())),
            (coarse.ln(), fine.ln(), float.ln()),
            (coarse.sqrt(), fine.sqrt(), float.sqrt()),
            (
                coarse.powf(&at(&y, Bits::new(bits))),
                fine.powf(&at(&y, Bits::new(bits))),
                float.powf(&at(&y, Bits::new(bits)).to_interval()),
            ),
        ];
        for (coarse, fine, float) in pairs {
            let (Some(coarse), Some(fine), Some(float)) = (coarse, fine, float) else { continue };
            prop_assert!(coarse.intersects(&fine));
            prop_assert!(coarse.is_point() || fine.width() < coarse.width());
            prop_assert!(fine.intersects(&Wide::from(float)));
            let narrow = fine.to_interval();
            prop_assert!(float.lo() <= narrow.lo() && narrow.hi() <= float.hi());
        }
    }
}

#[test]
fn known_digits() {
    let within = |x: &Wide, low: &str, high: &str| {
        let (a, b) = x.bounds().unwrap();
        rational(low) <= a && b <= rational(high)
    };
    let one = fixed(300, "1");
    let e = "2.718281828459045235360287471352662497757247093699959574966967627724076630353";
    assert!(within(&one.exp(), e, &(e.to_owned() + "6")));
    let ln2 = "0.693147180559945309417232121458176568075500134360255254120680009493393621969";
    assert!(within(&fixed(300, "2").ln().unwrap(), ln2, &(ln2.to_owned() + "7")));
    let root = "1.414213562373095048801688724209698078569671875376948073176679737990732478462";
    assert!(within(&fixed(300, "2").sqrt().unwrap(), root, &(root.to_owned() + "2")));
}

#[test]
fn what_is_exact_stays_exact() {
    let one = fixed(50, "1");
    assert_eq!(fixed(50, "0").exp(), one);
    assert_eq!(one.ln(), Some(fixed(50, "0")));
    assert_eq!(fixed(50, "4").powf(&fixed(50, "1.5")), Some(fixed(50, "8")));
    assert_eq!(fixed(50, "-2").powf(&fixed(50, "-3")), Some(fixed(50, "-0.125")));
    assert_eq!(fixed(50, "0").powf(&fixed(50, "0.3")), Some(fixed(50, "0")));
    let tenth = fixed(50, "0.1");
    assert_eq!(times(&tenth, &Wide::zero()).certain_sign(), Some(Sign::Zero));
    assert_eq!(
        fixed(50, "0.5").minus(&fixed(60, "0.5")).compare(&Wide::zero()),
        Some(Ordering::Equal)
    );
    assert_eq!(tenth.minus(&tenth).certain_sign(), None);
}

#[test]
fn precision_is_that_of_the_finer_operand() {
    let third = Rational::new(1, 3).unwrap();
    let bits = |x: &Wide| (x.bits(), is_narrow(x, x.bits().unwrap_or(128), 4));
    assert_eq!(bits(&Wide::from_rational(&third)), (None, true));
    let three = Wide::from_rational(&Rational::integer(3));
    assert_eq!(bits(&Wide::one().divided_by(&three).unwrap()), (None, true));
    assert_eq!(bits(&fixed(300, "1").divided_by(&three).unwrap()), (Some(300), true));
    assert_eq!(bits(&three.divided_by(&fixed(40, "7")).unwrap()), (Some(40), true));
    assert_eq!(bits(&three.powf(&fixed(40, "-2")).unwrap()), (Some(40), true));
    assert_eq!(bits(&plus(&fixed(300, "1/3"), &fixed(40, "1"))), (Some(300), true));
    assert_eq!(Bits::new(0), Bits::new(2));
    assert_eq!(fixed(usize::MAX, "1").bits(), Some(1 << 16));
}

/// None of these may hang or take memory.
#[test]
fn what_is_out_of_range_is_still_enclosed() {
    let huge = fixed(100, "1e9").exp();
    assert!(huge.lo().unwrap() >= scaled(1, 1 << 20) && huge.hi().is_none());
    assert_eq!((huge.bounds(), huge.width(), huge.midpoint()), (None, None, None));
    assert_eq!(huge.to_interval(), Interval::new(f64::MAX, f64::INFINITY).unwrap());
    let tiny = fixed(100, "-1e9").exp();
    assert!(tiny.lo() == Some(Rational::zero()) && tiny.hi() <= Some(scaled(1, -(1 << 20))));
    assert_eq!(tiny.to_interval(), Interval::new(0.0, 5e-324).unwrap());
    assert_eq!(times(&huge, &Wide::zero()), Wide::zero());
    assert_eq!(huge.minus(&huge).certain_sign(), None);
    assert_eq!(Wide::one().divided_by(&huge).unwrap().lo(), Some(Rational::zero()));
    assert_eq!(huge.ln().unwrap().hi(), None);
    assert_eq!(huge.sqrt().unwrap().hi(), None);

    let large = fixed(100, "10").powi(i64::MAX).unwrap();
    assert_eq!((large.certain_sign(), large.hi()), (Some(Sign::Positive), None));
    let small = fixed(100, "-10").powi(i64::MIN).unwrap();
    assert!(small.lo() == Some(Rational::zero()) && small.hi().is_some());
    let near_one = sum(&Rational::one(), &scaled(1, -60));
    let power = at(&near_one, Bits::new(100)).powi(i64::MAX).unwrap().to_interval();
    assert!(power.hi() <= power.lo().next_up() && (2980.0..2981.0).contains(&power.lo()));

    // The smallest and the largest in range
    for k in [-(1 << 20) + 1, (1 << 20) - 1] {
        let edge = at(&scaled(1, k), Bits::new(100));
        let exact = edge.ln().unwrap();
        assert!(exact.contains(&product(&exact.midpoint().unwrap(), &Rational::one())));
        assert!(exact.exp().intersects(&edge));
        assert!(times(&edge, &Wide::one().divided_by(&edge).unwrap()).contains(&Rational::one()));
        // Far apart
        assert!(plus(&edge, &Wide::one()).contains(&sum(&scaled(1, k), &Rational::one())));
    }
    // Where e^x is taken to be out of range, it is
    let logarithm = at(&scaled(1, (1 << 20) - 1), Bits::new(100)).ln().unwrap();
    assert!(logarithm.hi().unwrap() < rational("726817.3"));
    // e^x for tiny x
    let next = at(&scaled(1, -1_000_000), Bits::new(100)).exp();
    assert!(next.lo() == Some(Rational::one()) && is_narrow(&next, 100, 2));
    let before = at(&scaled(-1, -1_000_000), Bits::new(100)).exp();
    assert!(before.hi() == Some(Rational::one()) && is_narrow(&before, 100, 2));
    // Huge rationals
    let big = Rational::integer(3).powi(400_000).unwrap();
    assert_eq!(
        at(&big, Bits::new(100)).compare(&at(&big.recip().unwrap(), Bits::new(100))),
        Some(Ordering::Greater)
    );
}

#[test]
fn formulas_may_refuse() {
    let straddling = Wide::new(&rational("-1"), &rational("2"), Bits::new(64)).unwrap();
    assert_eq!(Real::ln(&straddling), None);
    assert_eq!(Real::sqrt(&straddling), None);
    assert_eq!(straddling.pow(&fixed(64, "0.5")), None);
    assert_eq!(Wide::one().divided(&straddling), None);
    assert_eq!(straddling.powi(-2), None);
    assert_eq!(Wide::new(&rational("2"), &rational("1"), Bits::new(64)), None);
}
