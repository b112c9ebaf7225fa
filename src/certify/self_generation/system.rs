//! The equations of a set that generates itself, solved and enclosed.

use super::{Box2, Continuation, Generated, SelfGeneration};
use crate::certify::krawczyk::{Equations, solution};
use crate::game::between;
use crate::num::{Interval, Rational, Ring};

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
        let open = self.variables.iter().map(|&(place, axis)| near[place][axis].clone());
        let open: Vec<Rational> = open.collect();
        let all = self.at(&open);
        let scale = all.iter().flatten().map(|x| x.nearest_f64().abs()).fold(1.0, f64::max);
        let found = solution(self, &open, scale)?;
        let [lows, highs] = [false, true].map(|high| {
            let end = |(low, top): &(Rational, Rational)| if high { top } else { low }.clone();
            self.at(&found.iter().map(end).collect::<Vec<_>>())
        });
        let both = lows.into_iter().zip(highs);
        Some(both.map(|([a, b], [c, d])| [(a, c), (b, d)]).collect())
    }

    /// All coordinates: those that are known, and the variables.
    fn at<T: Ring>(&self, open: &[T]) -> Vec<[T; 2]> {
        let mut open = open.iter().cloned();
        let mut one = |known: &Option<Rational>| match known {
            Some(known) => T::from_rational(known),
            None => open.next().unwrap_or_else(T::zero),
        };
        self.known.iter().map(|[x, y]| [one(x), one(y)]).collect()
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

impl Equations for System<'_> {
    fn residual(&self, at: &[Rational]) -> Option<Vec<(Rational, Rational)>> {
        let residual = System::residual(self, &self.at(at)).into_iter();
        Some(residual.map(|x| (x.clone(), x)).collect())
    }

    fn slopes(&self, at: &[f64]) -> Vec<Vec<(usize, f64)>> {
        System::slopes(self, &self.at(at))
    }

    fn slopes_within(&self, at: &[Interval]) -> Vec<Vec<(usize, Interval)>> {
        System::slopes(self, &self.at(at))
    }
}
