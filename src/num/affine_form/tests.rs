use proptest::prelude::*;

use super::*;
use crate::num::Real;

/// Two variables, each in a range of its own.
fn inputs(x: (f64, f64), y: (f64, f64)) -> [AffineForm; 2] {
    let range = |(low, width)| Interval::new(low, low + width).unwrap();
    [AffineForm::input(0, 2, &range(x)), AffineForm::input(1, 2, &range(y))]
}

/// What is asked of forms, by number; of exponents and roots only what is positive.
fn value<T: Real>(which: usize, x: &T, y: &T) -> Option<T> {
    let times = |x: &T, y: &T| {
        let mut product = x.clone();
        product *= y;
        product
    };
    let third = T::from_rational(&Rational::share(1, 3));
    match which {
        0 => Some(times(x, y).minus(&times(x, x))),
        1 => x.divided(y),
        2 => Some(x.exp()?.minus(&times(x, y))),
        3 => y.ln(),
        4 => y.sqrt(),
        5 => Some(x.abs().minus(y)),
        6 => Some(x.maximum(&y.minus(&T::one()))),
        7 => Some(x.minimum(y).minus(x)),
        8 => x.powi(3),
        9 => x.powi(4),
        10 => y.powi(-3),
        11 => y.pow(&third),
        12 => y.pow(x),
        13 => x.powi(5)?.divided(&y.powi(2)?),
        14 => x.hull(x),
        _ => y.pow(&T::from_rational(&"2.7".parse().unwrap())),
    }
}

proptest! {
    /// The number lies within the form's range, and no further from its affine part than its error, wherever the variables are.
    #[test]
    fn forms_enclose(
        which in 0_usize..16,
        x in (-3.0_f64..3.0, 0.0_f64..2.0),
        y in (0.01_f64..3.0, 0.0_f64..2.0),
        at in (0.0_f64..=1.0, 0.0_f64..=1.0),
    ) {
        let forms = inputs(x, y);
        let Some(form) = value(which, &forms[0], &forms[1]) else { return Ok(()) };
        let place = |(low, width): (f64, f64), part: f64| {
            Interval::point((low + part * width).clamp(low, low + width)).unwrap()
        };
        let (x, y) = (place(x, at.0), place(y, at.1));
        let exact = value(which, &x, &y).unwrap();
        prop_assert!(form.range().intersects(&exact), "{:?} not in {:?}", exact, form);
        let mut affine = Interval::new(-form.error, form.error).unwrap();
        affine += &Interval::point(form.centre).unwrap();
        for (axis, (input, x)) in forms.iter().zip([&x, &y]).enumerate() {
            // Where the input's own form places the variable
            let t = x.minus(&Interval::point(input.centre).unwrap());
            let Some(t) = Real::divided(&t, &Interval::point(input.slope(axis)).unwrap()) else {
                prop_assert!(input.range().is_point());
                continue;
            };
            affine.add_product(&Interval::point(form.slope(axis)).unwrap(), &t);
        }
        prop_assert!(affine.intersects(&exact), "{:?} not in {:?} of {:?}", exact, affine, form);
    }

    /// Errors fall with the square of the widths.
    #[test]
    fn errors_are_of_second_order(
        which in 0_usize..16,
        x in 1.0_f64..3.0,
        y in 4.5_f64..6.0,
    ) {
        let error = |width: f64| {
            let [x, y] = inputs((x, width), (y, width));
            value(which, &x, &y).map_or(0.0, |form| form.error)
        };
        prop_assert!(error(1e-4) <= error(1e-2) * 2e-4 + 1e-11);
    }
}

#[test]
fn what_is_known_exactly_stays_so() {
    let two = AffineForm::from_rational(&Rational::integer(2));
    assert_eq!((two.error, two.range.is_point()), (0.0, true));
    let mut four = two.clone();
    four *= &two;
    assert_eq!(four, AffineForm::from_rational(&Rational::integer(4)));
    assert_eq!(Real::exp(&AffineForm::zero()), Some(AffineForm::one()));
    assert_eq!(AffineForm::one().divided(&AffineForm::zero()), None);
    assert_eq!(two.compare(&two), Some(Ordering::Equal));
}

#[test]
fn what_overflows_has_a_range_still() {
    let wide = AffineForm::input(0, 1, &Interval::new(-1e300, 1e300).unwrap());
    let mut square = wide.clone();
    square *= &wide;
    assert!(square.error.is_infinite() && square.range.hi().is_infinite());
    let mut more = square.clone();
    more += &wide;
    more *= &AffineForm::zero();
    assert_eq!(more, AffineForm::zero());
    assert!(!Real::exp(&wide).unwrap().error.is_nan());
}
