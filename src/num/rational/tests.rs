use super::*;
use proptest::prelude::*;

fn edgy() -> impl Strategy<Value = i64> {
    prop_oneof![
        Just(0),
        Just(1),
        Just(-1),
        Just(i64::MAX),
        Just(i64::MIN),
        Just(i64::MIN + 1),
        any::<i64>(),
        -1000..1000_i64,
    ]
}

fn big(n: i64, d: i64) -> RBig {
    RBig::from_parts_signed(n.into(), d.into())
}

proptest! {
    /// The fast path against the big numbers behind it.
    #[test]
    fn small_and_big_agree(a in edgy(), b in edgy(), c in edgy(), d in edgy()) {
        prop_assume!(b != 0 && d != 0);
        let (x, y) = (Rational::new(a, b).unwrap(), Rational::new(c, d).unwrap());
        let (p, q) = (big(a, b), big(c, d));
        prop_assert_eq!(&x, &Rational::from_big(p.clone()));
        let mut z = x.clone(); z += &y;
        prop_assert_eq!(&z, &Rational::from_big(&p + &q));
        z -= &y;
        prop_assert_eq!(&z, &x);
        let mut z = x.clone(); z *= &y;
        prop_assert_eq!(&z, &Rational::from_big(&p * &q));
        if c != 0 { z /= &y; prop_assert_eq!(&z, &x); }
        prop_assert_eq!(x.cmp(&y), p.cmp(&q));
        prop_assert_eq!(x.negated().negated(), x);
    }

    /// Denominators have 64 bits, one more than numerators: two products fit, their sum need not.
    #[test]
    fn the_longest_denominators_add_up(
        a in edgy(), c in edgy(), b in (u64::MAX - 1000)..=u64::MAX, d in (u64::MAX - 1000)..=u64::MAX,
    ) {
        let (p, q) = (RBig::from_parts(a.into(), b.into()), RBig::from_parts(c.into(), d.into()));
        let (x, y) = (Rational::from_big(p.clone()), Rational::from_big(q.clone()));
        let mut z = x.clone(); z += &y;
        prop_assert_eq!(&z, &Rational::from_big(&p + &q));
        z -= &y;
        prop_assert_eq!(&z, &x);
        let mut z = x.clone(); z *= &y;
        prop_assert_eq!(&z, &Rational::from_big(&p * &q));
        prop_assert_eq!(x.cmp(&y), p.cmp(&q));
    }

    #[test]
    fn float_bounds_are_tight(a in edgy(), b in edgy()) {
        prop_assume!(b != 0);
        let x = Rational::new(a, b).unwrap();
        let (low, high) = x.f64_bounds();
        prop_assert!(Rational::from_f64(low).unwrap() <= x);
        prop_assert!(Rational::from_f64(high).unwrap() >= x);
        prop_assert!(high <= low.next_up());
    }
}

#[test]
fn sixteen_bytes() {
    assert_eq!(size_of::<Rational>(), 16);
}

#[test]
fn powers_and_roots() {
    let x = Rational::new(-2, 3).unwrap();
    assert_eq!(x.powi(3), Rational::new(-8, 27));
    assert_eq!(x.powi(-2), Rational::new(9, 4));
    assert_eq!(Rational::integer(0).powi(-1), None);
    assert_eq!(Rational::integer(0).powi(0), Rational::new(1, 1));
    assert_eq!(Rational::integer(-1).powi(4), Rational::new(1, 1));
    assert_eq!(Rational::integer(2).powi(2_000_000), None);
    assert_eq!(Rational::new(9, 4).unwrap().exact_sqrt(), Rational::new(3, 2));
    assert_eq!(Rational::integer(2).exact_sqrt(), None);
}
