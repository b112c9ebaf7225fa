//! Bounds of the payoffs of repeated games; answers are checked before they are timed.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use equil::game::Game;
use equil::num::Rational;
use equil::repeated::{Approximation, ApproximationSettings, judd_yeltekin_conklin};

/// A duopoly with 15 quantities from 0 to 6, price 6 less the total, and unit cost 0.6.
fn cournot() -> Game<Rational> {
    let earns = |own: i64, other: i64| {
        let price = Rational::new((84 - 6 * (own + other)).max(0) * 10 - 84, 140).unwrap();
        let mut profit = Rational::new(6 * own, 14).unwrap();
        profit *= &price;
        profit
    };
    let of = |turned: bool| {
        let cell = |index: i64| {
            let (first, second) = (index % 15, index / 15);
            if turned { earns(second, first) } else { earns(first, second) }
        };
        (0..225).map(cell).collect::<Vec<_>>()
    };
    Game::new(vec![15, 15], vec![of(false), of(true)]).unwrap()
}

/// Who gives loses 1, and each of three gains 2 for each who gives.
fn public_good() -> Game<Rational> {
    let gives = |profile: i64, player: usize| profile >> player & 1;
    let of = |player: usize| {
        let pays = |profile: i64| {
            let total: i64 = (0..3).map(|other| gives(profile, other)).sum();
            Rational::integer(2 * total - 3 * gives(profile, player))
        };
        (0..8).map(pays).collect::<Vec<_>>()
    };
    Game::new(vec![2; 3], (0..3).map(of).collect()).unwrap()
}

fn bounds(game: &Game<Rational>, directions: usize) -> Approximation {
    let settings = ApproximationSettings { directions, ..Default::default() };
    let discount = Rational::new(4, 5).unwrap();
    judd_yeltekin_conklin(black_box(game), &discount, &settings).unwrap()
}

/// Outer levels and inner points, on all threads.
fn both_sides(c: &mut Criterion) {
    let mut group = c.benchmark_group("bounds");
    group.sample_size(10);
    let duopoly = cournot();
    let found = bounds(&duopoly, 128);
    // The area of the set itself is 26.02289
    let area = found.outer().unwrap().area().nearest_f64();
    assert!(found.converged && area > 26.0228 && area < 26.06, "{area}");
    assert!(found.gap.unwrap() < 0.002);
    group.bench_function("cournot-15-128", |b| b.iter(|| bounds(&duopoly, 128)));
    let giving = public_good();
    assert!(bounds(&giving, 26).gap.unwrap() < 0.001);
    group.bench_function("three-players-26", |b| b.iter(|| bounds(&giving, 26)));
    group.finish();
}

criterion_group!(benches, both_sides);
criterion_main!(benches);
