//! Bounds of the payoffs of repeated games; answers are checked before they are timed.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use equil::game::Game;
use equil::num::Rational;
use equil::repeated::{
    Approximation, ApproximationSettings, Settings, Standing, abreu_sannikov, judd_yeltekin_conklin,
};

/// A duopoly with so many quantities from 0 to 6, price 6 less the total and no less than 0, unit costs 3/5.
fn cournot(count: i64) -> Game<Rational> {
    let quantity = |k: i64| Rational::new(6 * k, count - 1).unwrap();
    let earns = |own: i64, other: i64| {
        let price = (6 * (count - 1) - 6 * (own + other)).max(0);
        let mut profit = Rational::new(5 * price - 3 * (count - 1), 5 * (count - 1)).unwrap();
        profit *= &quantity(own);
        profit
    };
    let of = |turned: bool| {
        let cell = |index: i64| {
            let (first, second) = (index % count, index / count);
            if turned { earns(second, first) } else { earns(first, second) }
        };
        (0..count * count).map(cell).collect::<Vec<_>>()
    };
    let strategies = usize::try_from(count).unwrap();
    Game::new(vec![strategies; 2], vec![of(false), of(true)]).unwrap()
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
    let discounts = vec![Rational::new(4, 5).unwrap(); game.players()];
    judd_yeltekin_conklin(black_box(game), &discounts, &settings).unwrap()
}

/// Outer levels and inner points, on all threads.
fn both_sides(c: &mut Criterion) {
    let mut group = c.benchmark_group("bounds");
    group.sample_size(10);
    let duopoly = cournot(15);
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

/// The set itself, proved from both sides.
fn payoffs(c: &mut Criterion) {
    let settings = Settings { width: 1e-9, ..Settings::default() };
    for count in [15, 50, 100, 200] {
        let game = cournot(count);
        let mut group = c.benchmark_group(format!("payoffs/cournot-{count}"));
        group.sample_size(10);
        for (n, d) in [(3, 10), (7, 10), (4, 5)] {
            let discount = Rational::new(n, d).unwrap();
            let find = || abreu_sannikov(black_box(&game), &discount, &settings).unwrap();
            let found = find();
            let proved = match found.standing {
                Standing::Exact => true,
                Standing::Between(gap) => gap <= settings.width * found.range,
                Standing::Outer => false,
            };
            assert!(proved, "{count} {n}/{d}: {:?}", found.standing);
            group.bench_function(format!("{n}-{d}"), |b| b.iter(find));
        }
        group.finish();
    }
    let mut group = c.benchmark_group("payoffs");
    let matrices = [[16, 21, 9, 3, 10, 5, 0, -1, -5], [9, 1, 0, 13, 4, -4, 3, 0, -15]];
    let three = matrices.map(|all| all.map(Rational::integer).to_vec());
    let game = Game::new(vec![3, 3], three.to_vec()).unwrap();
    let discount = Rational::new(3, 10).unwrap();
    let find = || abreu_sannikov(black_box(&game), &discount, &Settings::default()).unwrap();
    assert!((find().outer.area().nearest_f64() - 125.166_439_926_981).abs() < 1e-8);
    group.bench_function("abreu-sannikov", |b| b.iter(find));
    group.finish();
}

criterion_group!(benches, both_sides, payoffs);
criterion_main!(benches);
