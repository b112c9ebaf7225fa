use nalgebra::{DMatrix, DVector};
use proptest::prelude::*;

use super::path::{CARES, follow};
use super::system::{Factored, Field, Point};
use super::{METHOD, found};
use crate::certify::Certificate;
use crate::game::{Game, Payoffs};
use crate::linalg::{CurvePoint, CurveSlopes};
use crate::nash::method::Run;
use crate::nash::{Settings, find_equilibria};
use crate::num::Rational;

fn stream(mut state: u64) -> impl FnMut() -> f64 {
    move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        #[allow(clippy::cast_precision_loss)]
        let unit = (state >> 11) as f64 / (1_u64 << 53) as f64;
        unit - 0.5
    }
}

fn field(rows: usize, columns: usize, seed: u64) -> Field {
    let mut next = stream(seed);
    let mut matrix = || DMatrix::from_fn(rows, columns, |_, _| next());
    Field::new(matrix(), matrix())
}

/// Games in which interests are opposed, nearly.
fn opposed([rows, columns]: [usize; 2], seed: u64) -> Payoffs {
    let mut next = stream(seed);
    let whole = |value: f64| {
        #[allow(clippy::cast_possible_truncation)]
        Rational::integer((value * 2000.0).round() as i64)
    };
    let pairs: Vec<[f64; 2]> = (0..rows * columns)
        .map(|_| {
            let (one, other) = (next(), next());
            [one, -0.9 * one + 0.4 * other]
        })
        .collect();
    let payoffs = [0, 1].map(|p| pairs.iter().map(|pair| whole(pair[p])).collect::<Vec<_>>());
    Game::new(vec![rows, columns], payoffs.into()).unwrap().into()
}

/// How far a point is from the path, relative to the distances from best responses.
fn error(field: &Field, point: &Point) -> f64 {
    let weight = point.weight.exp();
    let played = [0, 1].map(|p| point.logs[p].map(f64::exp));
    let earned = [field.earned_by_first(&played[1]), field.earned_by_second(&played[0])];
    let gaps = [0, 1].map(|p| {
        let pairs = played[p].iter().zip(earned[p].iter());
        pairs.map(|(x, e)| (x * (point.bounds[p] - e) / weight - 1.0).abs()).fold(0.0, f64::max)
    });
    let sums = [0, 1].map(|p| (played[p].sum() - 1.0).abs());
    gaps.into_iter().chain(sums).fold(0.0, f64::max)
}

#[test]
fn points_are_near_the_path() {
    for (rows, columns) in [(7, 7), (9, 4), (70, 65)] {
        let field = field(rows, columns, 5);
        let (mut points, mut worst, mut least) = (0, 0.0_f64, 0.0_f64);
        follow(&field, CARES[1], &mut |_| true, |point| {
            points += 1;
            least = least.min(point.weight);
            // Later ones are as far from it as rounding makes them
            if point.weight > -10.0 {
                worst = worst.max(error(&field, point));
            }
            None::<()>
        });
        assert!(points > 10 && least < -30.0, "{points} {least}");
        assert!(worst < 0.05, "{worst}");
    }
}

#[test]
fn the_direction_is_that_of_the_path() {
    let field = field(6, 5, 9);
    let mut points = Vec::new();
    follow(&field, CARES[1], &mut |_| true, |point| {
        points.push(point.clone());
        (points.len() == 6).then_some(())
    });
    let last = points.pop().unwrap();
    // Newton's method in the plane of this point, so that it lies on the path
    let mut on = last.clone();
    for _ in 0..8 {
        let along = points[4].moved(&points[3], -1.0);
        let step = Factored::new(&field, &on).unwrap().step(&on, (&along, &on, 0.0)).unwrap();
        on = on.moved(&step, 1.0);
    }
    let factored = Factored::new(&field, &on).unwrap();
    let down = last.moved(&points[4], -1.0);
    let direction = factored.direction(&down).unwrap();
    assert!((direction.size().max(direction.weight.abs()) - 1.0).abs() < 1e-9);
    // The error grows with the square of the step
    let errors = [1e-2, 1e-3].map(|step| error(&field, &on.moved(&direction, step)));
    assert!(errors[0] < 1e-2 && errors[1] < 0.02 * errors[0], "{errors:?}");
}

#[test]
fn opposed_interests_end_at_a_proved_equilibrium_by_the_path_alone() {
    for (counts, seed) in [([30, 30], 1), ([60, 60], 2), ([20, 45], 3), ([45, 20], 3)] {
        let game = opposed(counts, seed);
        let run_settings = Settings::default();
        let run = Run::new(&game, &run_settings);
        let (profile, certificate) = found(&game, &run).unwrap().expect("the path ends");
        assert_eq!(certificate, Certificate::Exact);
        assert_eq!(profile.supports()[0].len(), profile.supports()[1].len());
    }
}

#[test]
fn threads_change_nothing() {
    let game = opposed([150, 140], 4);
    let ends = [1, 3].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| find_equilibria(&game, &METHOD, &Settings::default()).unwrap())
    });
    assert_eq!(ends[0].equilibria, ends[1].equilibria);
    assert_eq!(ends[0].equilibria.len(), 1);
}

#[test]
fn the_caller_can_end_it() {
    let game = opposed([40, 40], 4);
    for rounds in [1, 4, 8] {
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let watch =
            |_: u64, _: u64| asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < rounds;
        let settings = Settings { watch: &watch, ..Settings::default() };
        let outcome = find_equilibria(&game, &METHOD, &settings).unwrap();
        assert!(outcome.stopped && outcome.equilibria.is_empty());
    }
}

#[test]
fn shapes_that_do_not_fit_are_none() {
    let field = Field::new(DMatrix::zeros(2, 2), DMatrix::zeros(2, 2));
    let logs = [DVector::from_element(2, f64::NAN), DVector::from_element(2, 0.0)];
    let point = Point { logs, bounds: [0.0; 2], weight: 0.0 };
    assert!(point.size().is_nan());
    assert!(Factored::new(&field, &point).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn there_is_always_one(
        (rows, columns, values, seed) in (1_usize..8, 1_usize..8, 1_i64..12, any::<u64>())
    ) {
        // Few values: ties, and whole faces of equilibria
        let mut next = stream(seed);
        #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
        let mut player = || {
            let payoff = |unit: f64| ((unit + 0.5) * values as f64).floor() as i64;
            (0..rows * columns).map(|_| Rational::integer(payoff(next()))).collect::<Vec<_>>()
        };
        let game: Payoffs =
            Game::new(vec![rows, columns], vec![player(), player()]).unwrap().into();
        let outcome = find_equilibria(&game, &METHOD, &Settings::default()).unwrap();
        prop_assert!(!outcome.stopped);
        prop_assert_eq!(outcome.equilibria.len(), 1);
        prop_assert_eq!(&outcome.equilibria[0].certificate, &Certificate::Exact);
    }
}
