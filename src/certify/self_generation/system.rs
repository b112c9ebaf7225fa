//! The equations of a set that generates itself, solved and enclosed.

use std::cmp::Ordering;

use nalgebra::{DMatrix, DVector};

use super::{Box2, Continuation, Generated, SelfGeneration};
use crate::game::between;
use crate::num::{Interval, Rational, Ring};

/// Steps of Newton's method, after each of which twice as many digits are right until floats limit that.
const STEPS: usize = 24;

/// Bits after the point to which coordinates are found before they are enclosed, relative to the greatest payoff.
const BITS: usize = 136;

/// The equations that vertices satisfy, in the coordinates that are not known from the start.
pub(super) struct System<'a> {
    set: &'a SelfGeneration<'a>,
    known: Vec<[Option<Rational>; 2]>,
    /// Vertex and axis of each variable; its equation is that of the same coordinate.
    pub(super) variables: Vec<(usize, usize)>,
}

impl<'a> System<'a> {
    pub(super) fn new(set: &'a SelfGeneration<'a>) -> Self {
        let mut known = vec![[None, None]; set.generated.len()];
        loop {
            let before = count(&known);
            for place in 0..known.len() {
                for axis in 0..2 {
                    if known[place][axis].is_none() {
                        known[place][axis] = from_known(set, &known, place, axis);
                    }
                }
            }
            if count(&known) == before {
                break;
            }
        }
        let open = |(place, axis): &(usize, usize)| known[*place][*axis].is_none();
        let all = (0..known.len()).flat_map(|place| [(place, 0), (place, 1)]);
        let variables = all.filter(open).collect();
        Self { set, known, variables }
    }

    /// Bounds of the vertices, proved to contain the solution near the given ones, and equal where they are rational.
    pub(super) fn solve(&self, near: &[[Rational; 2]]) -> Option<Vec<Box2>> {
        let mut at = near.to_vec();
        for (point, known) in at.iter_mut().zip(&self.known) {
            for (x, known) in point.iter_mut().zip(known) {
                if let Some(known) = known {
                    x.clone_from(known);
                }
            }
        }
        let exact = |at: Vec<[Rational; 2]>| {
            at.into_iter().map(|point| point.map(|x| (x.clone(), x))).collect()
        };
        if self.residual(&at).iter().all(Rational::is_zero) {
            return Some(exact(at));
        }
        let scale = at.iter().flatten().map(|x| x.nearest_f64().abs()).fold(1.0, f64::max);
        let unit = grid(scale)?;
        let mut inverse = self.inverse(&at)?;
        let mut moved = f64::INFINITY;
        for step in 0..STEPS {
            let residual = self.residual(&at);
            let residual =
                DVector::from_iterator(residual.len(), residual.iter().map(Rational::nearest_f64));
            let correction = &inverse * residual;
            let longest = correction.amax();
            if !longest.is_finite() || longest > scale {
                return None;
            }
            for (&(place, axis), change) in self.variables.iter().zip(correction.iter()) {
                let x = &mut at[place][axis];
                *x -= &Rational::from_f64(*change)?;
                *x = rounded(x, &unit);
            }
            // Digits no longer come
            if longest == 0.0 || (step > 3 && longest >= moved / 2.0) {
                break;
            }
            moved = longest;
            if step < 4 {
                inverse = self.inverse(&at)?;
            }
        }
        let radius = self.krawczyk(&at, &inverse, scale)?;
        let around = |x: &Rational| {
            let mut high = x.clone();
            high += &radius;
            (x.minus(&radius), high)
        };
        let mut simple = at.clone();
        let mut boxes: Vec<Box2> = exact(at.clone());
        for &(place, axis) in &self.variables {
            let (low, high) = around(&at[place][axis]);
            simple[place][axis] = Rational::simplest_between(&low, &high);
            boxes[place][axis] = (low, high);
        }
        let solved = self.residual(&simple).iter().all(Rational::is_zero);
        Some(if solved { exact(simple) } else { boxes })
    }

    /// How far each variable may be from the solution, if the solution is proved to exist.
    fn krawczyk(
        &self,
        at: &[[Rational; 2]],
        inverse: &DMatrix<f64>,
        scale: f64,
    ) -> Option<Rational> {
        let point = |x: f64| Interval::point(x);
        let residual: Vec<Interval> =
            self.residual(at).iter().map(|x| Interval::spanning(x, x)).collect();
        let count = self.variables.len();
        let mut step = 0.0f64;
        for row in 0..count {
            let mut sum = Interval::zero();
            for (column, value) in residual.iter().enumerate() {
                sum.add_product(&point(inverse[(row, column)])?, value);
            }
            step = step.max(sum.hi().abs()).max(sum.lo().abs());
        }
        // Twice the step, and no less than what is there to be told
        let least = scale * (-f64::from(u8::try_from(BITS - 8).ok()?)).exp2();
        let radius = (step * 2.0).max(least).next_up();
        let wide = Rational::from_f64(radius)?;
        let around: Vec<[Interval; 2]> = at
            .iter()
            .zip(&self.known)
            .map(|(point, known)| {
                [0, 1].map(|axis| {
                    let mut high = point[axis].clone();
                    let mut low = point[axis].clone();
                    if known[axis].is_none() {
                        high += &wide;
                        low -= &wide;
                    }
                    Interval::spanning(&low, &high)
                })
            })
            .collect();
        let slopes = self.slopes(&around);
        for row in 0..count {
            let mut entries = vec![Interval::zero(); count];
            entries[row] = Interval::one();
            for (equation, slopes) in slopes.iter().enumerate() {
                let factor = point(inverse[(row, equation)])?;
                for (column, slope) in slopes {
                    entries[*column].sub_product(&factor, slope);
                }
            }
            let mut sum = Interval::zero();
            for entry in entries {
                sum += &point(entry.hi().abs().max(entry.lo().abs()))?;
            }
            // Half the radius for the step, less than half for what slopes differ by
            if sum.hi().partial_cmp(&0.5) != Some(Ordering::Less) {
                return None;
            }
        }
        Some(wide)
    }

    fn inverse(&self, at: &[[Rational; 2]]) -> Option<DMatrix<f64>> {
        let floats: Vec<[f64; 2]> =
            at.iter().map(|point| [0, 1].map(|axis| point[axis].nearest_f64())).collect();
        let count = self.variables.len();
        let mut matrix = DMatrix::zeros(count, count);
        for (row, slopes) in self.slopes(&floats).into_iter().enumerate() {
            for (column, slope) in slopes {
                matrix[(row, column)] += slope;
            }
        }
        let inverse = matrix.try_inverse()?;
        inverse.iter().all(|x: &f64| x.is_finite()).then_some(inverse)
    }

    /// What each equation is away from 0.
    fn residual(&self, at: &[[Rational; 2]]) -> Vec<Rational> {
        let one_equation = |&(place, axis): &(usize, usize)| {
            let (own, later) = self.parts(place);
            let here = &at[place];
            match self.set.generated[place].continuation {
                Continuation::Forever => {
                    here[axis].minus(&self.set.own(self.set.generated[place].profile, axis))
                }
                Continuation::Vertex(next) => {
                    let mut value = here[axis].minus(&own[axis]);
                    value.sub_product(&later, &at[next][axis]);
                    value
                }
                Continuation::Lot { player, between: [from, to] } if player != axis => {
                    // The continuation is on the line through both vertices
                    let (p, q) = Self::arms(here, &own, &later, &at[from], player);
                    let mut value = Rational::zero();
                    value.add_product(&p, &at[to][axis].minus(&at[from][axis]));
                    value.sub_product(&q, &at[to][player].minus(&at[from][player]));
                    value
                }
                Continuation::Both | Continuation::Lot { .. } => {
                    let mut value = here[axis].clone();
                    value.sub_product(
                        &Rational::one().minus(self.set.discount),
                        &self.set.best(self.set.generated[place].profile, axis),
                    );
                    value.sub_product(&later, &at[self.set.threats[axis]][axis]);
                    value
                }
            }
        };
        self.variables.iter().map(one_equation).collect()
    }

    /// What the first round adds to a vertex, and how much the later ones count.
    fn parts<T: Ring>(&self, place: usize) -> ([T; 2], T) {
        let now = Rational::one().minus(self.set.discount);
        let own = [0, 1].map(|axis| {
            let mut value = self.set.own(self.set.generated[place].profile, axis);
            value *= &now;
            T::from_rational(&value)
        });
        (own, T::from_rational(self.set.discount))
    }

    /// δ times the way from a vertex to the continuation, along both axes.
    fn arms<T: Ring>(
        here: &[T; 2],
        own: &[T; 2],
        later: &T,
        from: &[T; 2],
        player: usize,
    ) -> (T, T) {
        let arm = |axis: usize| {
            let mut value = here[axis].minus(&own[axis]);
            value.sub_product(later, &from[axis]);
            value
        };
        (arm(player), arm(1 - player))
    }

    /// Derivatives of each equation: variables and slopes.
    fn slopes<T: Ring>(&self, at: &[[T; 2]]) -> Vec<Vec<(usize, T)>> {
        let variable = |coordinate: (usize, usize)| self.variables.binary_search(&coordinate).ok();
        let one_equation = |&(place, axis): &(usize, usize)| {
            let (own, later) = self.parts(place);
            let mut less = T::zero();
            less -= &later;
            let mut slopes: Vec<((usize, usize), T)> = Vec::new();
            match self.set.generated[place].continuation {
                Continuation::Forever => slopes.push(((place, axis), T::one())),
                Continuation::Vertex(next) => {
                    slopes.push(((place, axis), T::one()));
                    slopes.push(((next, axis), less));
                }
                Continuation::Lot { player, between: [from, to] } if player != axis => {
                    let (p, q) = Self::arms(&at[place], &own, &later, &at[from], player);
                    let across = at[to][axis].minus(&at[from][axis]);
                    let along = at[to][player].minus(&at[from][player]);
                    let negative = |x: &T| T::zero().minus(x);
                    slopes.push(((place, player), across.clone()));
                    slopes.push(((place, axis), negative(&along)));
                    let mut first = q.clone();
                    first.sub_product(&later, &across);
                    slopes.push(((from, player), first));
                    let mut second = negative(&p);
                    second.add_product(&later, &along);
                    slopes.push(((from, axis), second));
                    slopes.push(((to, axis), p));
                    slopes.push(((to, player), negative(&q)));
                }
                Continuation::Both | Continuation::Lot { .. } => {
                    slopes.push(((place, axis), T::one()));
                    slopes.push(((self.set.threats[axis], axis), less));
                }
            }
            let open = slopes.into_iter().filter_map(|(at, slope)| Some((variable(at)?, slope)));
            open.collect()
        };
        self.variables.iter().map(one_equation).collect()
    }
}

fn count(known: &[[Option<Rational>; 2]]) -> usize {
    known.iter().flatten().flatten().count()
}

/// A coordinate that follows from others that are known.
fn from_known(
    set: &SelfGeneration<'_>,
    known: &[[Option<Rational>; 2]],
    place: usize,
    axis: usize,
) -> Option<Rational> {
    let Generated { continuation, profile } = set.generated[place];
    let average = |first: &Rational, later: &Rational| {
        let mut value = Rational::one().minus(set.discount);
        value *= first;
        value.add_product(set.discount, later);
        value
    };
    match continuation {
        Continuation::Forever => Some(set.own(profile, axis)),
        Continuation::Vertex(next) if next == place => Some(set.own(profile, axis)),
        Continuation::Vertex(next) => {
            Some(average(&set.own(profile, axis), known[next][axis].as_ref()?))
        }
        Continuation::Lot { player, between: [from, to] } if player != axis => {
            let here = known[place][player].as_ref()?;
            let [start, end] = [from, to]
                .map(|vertex| Some([known[vertex][0].clone()?, known[vertex][1].clone()?]));
            let own = set.own(profile, player);
            let mut follows = here.minus(&average(&own, &Rational::zero()));
            follows *= &set.discount.recip()?;
            let point = between(&start?, &end?, player, &follows)?;
            Some(average(&set.own(profile, axis), &point[axis]))
        }
        // Its own threat: what deviating gives in each round
        Continuation::Both | Continuation::Lot { .. } if set.threats[axis] == place => {
            Some(set.best(profile, axis))
        }
        Continuation::Both | Continuation::Lot { .. } => {
            Some(average(&set.best(profile, axis), known[set.threats[axis]][axis].as_ref()?))
        }
    }
}

/// A power of 2 so small that coordinates are multiples of it to [`BITS`] bits.
fn grid(scale: f64) -> Option<Rational> {
    #[allow(clippy::cast_possible_truncation)] // the exponent of a float
    let above = scale.log2().ceil() as i64;
    Rational::integer(2).powi(above - i64::try_from(BITS).ok()?)
}

fn rounded(x: &Rational, unit: &Rational) -> Rational {
    let mut parts = x.clone();
    parts /= unit;
    let mut whole = parts.floor();
    whole *= unit;
    whole
}
