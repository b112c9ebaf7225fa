//! A combination of payoffs over a box, between two parallel planes.

use super::Plane;
use crate::model::{Affine, Over, Tangent};
use crate::num::{AffineForm, Certain, Interval, Rational, Ring};

/// A box of parameters, by its centre and its widths; its own coordinates run from −½ to ½.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) low: Vec<Rational>,
    pub(super) high: Vec<Rational>,
    centre: Vec<Rational>,
    width: Vec<Rational>,
}

impl Frame {
    pub(super) fn new(low: &[Rational], high: &[Rational]) -> Self {
        let width: Vec<Rational> =
            high.iter().zip(low).map(|(high, low)| high.minus(low)).collect();
        let centre = low.iter().zip(&width).map(|(low, width)| {
            let mut centre = low.clone();
            centre.add_product(width, &Rational::share(1, 2));
            centre
        });
        Self { centre: centre.collect(), width, low: low.to_vec(), high: high.to_vec() }
    }

    pub(super) fn ranges(&self) -> Vec<Interval> {
        self.low.iter().zip(&self.high).map(|(low, high)| Interval::spanning(low, high)).collect()
    }

    /// The parameters at a point of the box's own coordinates.
    pub(super) fn outer(&self, point: &[Rational]) -> Vec<Rational> {
        let axes = self.centre.iter().zip(&self.width).zip(point);
        axes.map(|((centre, width), x)| {
            let mut value = centre.clone();
            value.add_product(width, x);
            value
        })
        .collect()
    }
}

/// What a combination of payoffs is over a box: at least `low`, at most `high`, which are parallel.
#[derive(Clone, Debug)]
pub(super) struct Strip {
    pub(super) low: Plane,
    pub(super) high: Plane,
    /// For each axis how much its halving would bring the planes together.
    pub(super) gaps: Vec<f64>,
    /// The function itself, where it is affine: both planes are it.
    pub(super) affine: Option<Affine>,
}

/// Derivatives that vary no more than this, in units of the last place but some, may be constant.
const CONSTANT: f64 = power_of_two(-40);

impl Strip {
    /// A combination of `player`'s payoffs over the box `frame`; `None` where payoffs jump.
    pub(super) fn new(
        over: &Over,
        frame: &Frame,
        player: usize,
        combination: &[(usize, Rational)],
    ) -> Option<Self> {
        let tangent = over.tangent(player, combination)?;
        let steady = |slope: &Interval| slope.width() <= slope.midpoint().abs() * CONSTANT;
        if tangent.slopes.iter().all(steady) {
            let order = |compared| over.order(compared);
            if let Some(affine) = over.of().affine(player, combination, &order) {
                return Some(Self::exact(affine, frame));
            }
        }
        let tangent = Self::enclosing(&tangent, &over.middle(), frame)?;
        let form = over.form(player, combination);
        let form = form.and_then(|form| Self::of_form(&form, over, &tangent.gaps, frame));
        Some(match form {
            Some(form) if form.width() < tangent.width() => form,
            _ => tangent,
        })
    }

    /// How far apart the planes are.
    fn width(&self) -> f64 {
        self.high.constant.minus(&self.low.constant).nearest_f64()
    }

    fn exact(affine: Affine, frame: &Frame) -> Self {
        let slopes = affine.slopes.iter().zip(&frame.width).map(|(slope, width)| {
            let mut scaled = slope.clone();
            scaled *= width;
            scaled
        });
        let plane = Plane { constant: affine.at(&frame.centre), slopes: slopes.collect() };
        let gaps = vec![0.0; frame.width.len()];
        Self { low: plane.clone(), high: plane, gaps, affine: Some(affine) }
    }

    /// An affine form, whose planes are as far apart as its error says; how that falls is not known, and taken to be as it
    /// is for the tangent.
    fn of_form(form: &AffineForm, over: &Over, gaps: &[f64], frame: &Frame) -> Option<Self> {
        let error = Interval::new(-form.error(), form.error())?;
        let mut value = Interval::point(form.centre())?;
        value += &error;
        let slope = |(axis, range): (usize, &Interval)| {
            // Its variable goes from −1 to 1 while the axis goes through its range
            let reach = Interval::point(AffineForm::input(0, 1, range).slope(0))?;
            Interval::point(form.slope(axis))?.divided_by(&reach)
        };
        let slopes: Option<Vec<Interval>> = over.ranges().iter().enumerate().map(slope).collect();
        let form = Self::enclosing(&Tangent { value, slopes: slopes? }, &over.middle(), frame)?;
        Some(Self { gaps: gaps.to_vec(), ..form })
    }

    fn enclosing(tangent: &Tangent, middle: &[f64], frame: &Frame) -> Option<Self> {
        let half = Interval::new(-0.5, 0.5)?;
        let mut rest = tangent.value;
        let (mut slopes, mut gaps) = (Vec::new(), Vec::new());
        for (axis, slope) in tangent.slopes.iter().enumerate() {
            let width = Interval::from_rational(&frame.width[axis]);
            let mut scaled = *slope;
            scaled *= &width;
            // Short numbers keep corners short; what is cut off goes to the rest
            #[allow(clippy::cast_possible_truncation)]
            let short = f64::from(scaled.midpoint() as f32);
            let kept = Interval::point(short)?;
            rest.add_product(&scaled.minus(&kept), &half);
            let centre = Interval::from_rational(&frame.centre[axis]);
            let shift = centre.minus(&Interval::point(middle[axis])?);
            rest.add_product(slope, &shift);
            gaps.push(scaled.width());
            slopes.push(Rational::from_f64(short)?);
        }
        let scale = slopes.iter().map(|slope| slope.nearest_f64().abs()).fold(0.0, f64::max);
        let (low, high) = outward(rest.lo(), rest.hi(), scale)?;
        let plane = |constant| Plane { constant, slopes: slopes.clone() };
        Some(Self { low: plane(low), high: plane(high), gaps, affine: None })
    }

    /// Whether it is 0 everywhere.
    pub(super) fn is_zero(&self) -> bool {
        let flat =
            |plane: &Plane| plane.constant.is_zero() && plane.slopes.iter().all(Rational::is_zero);
        flat(&self.low) && flat(&self.high)
    }

    /// The combination minus a number.
    pub(super) fn less(&self, level: &Rational) -> Self {
        let mut less = self.clone();
        less.low.constant -= level;
        less.high.constant -= level;
        less
    }
}

/// Constants are multiples of this part of the steepest slope.
const GRAIN: f64 = power_of_two(-30);

/// Floats below this are exact to half.
const EXACT: f64 = power_of_two(52);

/// The bits of a float that hold its exponent.
const EXPONENT: u64 = f64::INFINITY.to_bits();

const fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits((1023 + exponent).cast_unsigned() << 52)
}

/// Bounds moved outward to short numbers.
fn outward(low: f64, high: f64, scale: f64) -> Option<(Rational, Rational)> {
    // The power of two below it, by its exponent alone
    let grain = f64::from_bits(scale.to_bits() & EXPONENT) * GRAIN;
    let short = |x: f64| {
        let part = x / grain;
        part.is_finite() && part.abs() < EXACT
    };
    let (low, high) = if short(low) && short(high) {
        ((low / grain).floor() * grain, (high / grain).ceil() * grain)
    } else {
        (low, high)
    };
    Some((Rational::from_f64(low)?, Rational::from_f64(high)?))
}
