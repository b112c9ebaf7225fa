use std::collections::BTreeSet;

use super::METHOD;
use crate::certify::{Certificate, certify};
use crate::game::{Game, Payoffs};
use crate::nash::{Arithmetic, Labels, NashError, Outcome, Settings, find_equilibria};
use crate::num::Rational;
use proptest::prelude::*;

const BOTH: [Arithmetic; 2] = [Arithmetic::Hybrid, Arithmetic::Exact];

/// Payoffs row by row, as they are printed.
fn bimatrix(a: &[&[i64]], b: &[&[i64]]) -> Payoffs {
    let (rows, columns) = (a.len(), a[0].len());
    let player = |matrix: &[&[i64]]| {
        let profiles = (0..columns).flat_map(|j| (0..rows).map(move |i| (i, j)));
        profiles.map(|(i, j)| Rational::integer(matrix[i][j])).collect::<Vec<_>>()
    };
    Game::new(vec![rows, columns], vec![player(a), player(b)]).unwrap().into()
}

fn follow(payoffs: &Payoffs, labels: Labels, arithmetic: Arithmetic) -> Outcome {
    let settings = Settings { arithmetic, labels, ..Settings::default() };
    let outcome = find_equilibria(payoffs, &METHOD, &settings).unwrap();
    for equilibrium in &outcome.equilibria {
        assert_eq!(equilibrium.certificate, Certificate::Exact);
    }
    outcome
}

/// An equilibrium as text: `4/5 1/5 0 | 2/3 1/3`.
fn shown(outcome: &Outcome, place: usize) -> String {
    let strategy =
        |s: &Vec<Rational>| s.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    outcome.equilibria[place].profile.iter().map(strategy).collect::<Vec<_>>().join(" | ")
}

/// Where each label leads, and with how many pivots: the same in both arithmetics.
fn paths(payoffs: &Payoffs) -> Vec<(String, u64)> {
    let count: usize = payoffs.shape().strategies().iter().sum();
    (0..count)
        .map(|label| {
            let [hybrid, exact] = BOTH.map(|a| follow(payoffs, Labels::One(label), a));
            assert_eq!(hybrid.equilibria, exact.equilibria, "label {label}");
            assert_eq!(hybrid.paths, exact.paths, "label {label}");
            (shown(&hybrid, 0), hybrid.paths[0].pivots)
        })
        .collect()
}

fn ends(payoffs: &Payoffs) -> Vec<String> {
    paths(payoffs).into_iter().map(|(end, _)| end).collect()
}

/// Sandholm, Gilpin and Conitzer (2005), payoffs times 4.
fn sgc(k: usize) -> Payoffs {
    let (size, m) = (4 * k - 1, 2 * k - 1);
    let cell = |i: usize, j: usize, player: usize| -> i64 {
        let partner = |t: usize| m + ((t - m) ^ 1);
        match (i < m, j < m) {
            (true, true) if j == (i + m - 1) % m => 4,
            (true, true) if j == (i + 1) % m => 2,
            (true, true) => 3,
            (true, false) => 2,
            (false, true) => 0,
            (false, false) => {
                let good = if player == 0 { j == i } else { j == partner(i) };
                if good { 3 } else { 0 }
            }
        }
    };
    let player = |p: usize| {
        let profiles = (0..size).flat_map(|j| (0..size).map(move |i| (i, j)));
        // The second player's matrix is printed with their own strategies as rows
        profiles
            .map(|(i, j)| Rational::integer(if p == 0 { cell(i, j, 0) } else { cell(j, i, 1) }))
            .collect::<Vec<_>>()
    };
    Game::new(vec![size, size], vec![player(0), player(1)]).unwrap().into()
}

fn long_paths() -> Payoffs {
    bimatrix(
        &[
            &[-180, 72, -333, 297, -153, 270],
            &[-30, 17, -33, 42, -3, 20],
            &[-81, 36, -126, 126, -36, 90],
            &[90, -36, 126, -126, 36, -81],
            &[20, -3, 42, -33, 17, -30],
            &[270, -153, 297, -333, 72, -180],
        ],
        &[
            &[72, 36, 17, -3, -36, -153],
            &[-180, -81, -30, 20, 90, 270],
            &[297, 126, 42, -33, -126, -333],
            &[-333, -126, -33, 42, 126, 297],
            &[270, 90, 20, -30, -81, -180],
            &[-153, -36, -3, 17, 36, 72],
        ],
    )
}

fn von_stengel() -> Payoffs {
    bimatrix(&[&[3, 3], &[2, 5], &[0, 6]], &[&[3, 2], &[2, 6], &[3, 1]])
}

#[test]
fn three_equilibria_two_of_them_reached() {
    let (first, last) = ("1 0 0 | 1 0", "0 1/3 2/3 | 1/3 2/3");
    assert_eq!(ends(&von_stengel()), [first, last, first, first, last]);
    for arithmetic in BOTH {
        let all = follow(&von_stengel(), Labels::Every, arithmetic);
        let found: Vec<String> = (0..all.equilibria.len()).map(|k| shown(&all, k)).collect();
        assert_eq!(found, [first, last, "4/5 1/5 0 | 2/3 1/3"]);
        // Every point where paths end has one path for each label
        assert_eq!(all.paths.len() * 2, 4 * 5);
    }
}

#[test]
fn the_textbook_pivots() {
    let found = paths(&long_paths());
    let pivots: Vec<u64> = found.iter().map(|(_, pivots)| *pivots).collect();
    assert_eq!(pivots, [88, 24, 24, 24, 24, 88, 36, 36, 16, 16, 36, 36]);
    let only = "1/30 1/6 3/10 3/10 1/6 1/30 | 1/6 1/30 3/10 3/10 1/30 1/6";
    assert!(found.iter().all(|(end, _)| end == only));
}

#[test]
fn pivots_of_the_games_of_sandholm_gilpin_and_conitzer() {
    for (k, pivots) in [(2, 6), (3, 10), (4, 14), (25, 98)] {
        let outcome = follow(&sgc(k), Labels::One(0), Arithmetic::Hybrid);
        assert_eq!(outcome.paths[0].pivots, pivots);
        let supports = outcome.equilibria[0].profile.supports();
        assert_eq!([supports[0].len(), supports[1].len()], [2 * k - 1; 2]);
    }
}

/// Games in which some rule for ties runs in a circle or misses the end.
#[test]
fn ties_are_broken_by_the_lexicographic_rule() {
    let twin = bimatrix(&[&[3, 3], &[2, 5], &[0, 6]], &[&[3, 3], &[2, 6], &[3, 1]]);
    assert_eq!(ends(&twin)[0], "0 1/3 2/3 | 1/3 2/3");
    let circle =
        bimatrix(&[&[0, 0, 0], &[0, 1, 1], &[1, 1, 0]], &[&[1, 1, 0], &[0, 1, 0], &[1, 0, 2]]);
    assert_eq!(ends(&circle)[0], "0 2/3 1/3 | 0 1 0");
    let even = bimatrix(&[&[3, 1], &[1, 3]], &[&[1, 3], &[3, 1]]);
    assert_eq!(ends(&even), ["1/2 1/2 | 1/2 1/2"; 4]);
    let ties =
        bimatrix(&[&[1, 3, 3], &[3, 1, 3], &[1, 3, 3]], &[&[3, 3, 1], &[1, 1, 3], &[3, 1, 3]]);
    // Which of its six equilibria is reached depends on the order of the disturbances; both
    // arithmetics use the same
    assert_eq!(ends(&ties), ["0 0 1 | 0 0 1"; 6]);
    let zeros = bimatrix(&[&[0, 0], &[0, 0]], &[&[0, 0], &[0, 0]]);
    assert_eq!(ends(&zeros).len(), 4);
}

#[test]
fn labels_that_are_none_are_refused() {
    let settings = Settings { labels: Labels::One(5), ..Settings::default() };
    let refused = find_equilibria(&von_stengel(), &METHOD, &settings);
    assert_eq!(refused, Err(NashError::NoLabel { label: 5, count: 5 }));
}

#[test]
fn a_path_that_is_stopped_finds_nothing() {
    for labels in [Labels::Race, Labels::One(0), Labels::Every] {
        for arithmetic in BOTH {
            let settings =
                Settings { arithmetic, labels, watch: &|_, _| false, ..Settings::default() };
            let outcome = find_equilibria(&long_paths(), &METHOD, &settings).unwrap();
            assert!(outcome.stopped && outcome.equilibria.is_empty());
        }
    }
}

/// Where floats cannot follow: payoffs that differ by less than they can tell.
#[test]
fn exact_arithmetic_takes_over() {
    let tiny = |n: i64| {
        let mut x = Rational::new(n, 1_000_000_000_000_000_000).unwrap();
        x += &Rational::integer(1_000_000);
        x
    };
    let game = |a: [i64; 9], b: [i64; 9]| -> Payoffs {
        Game::new(vec![3, 3], vec![a.map(tiny).to_vec(), b.map(tiny).to_vec()]).unwrap().into()
    };
    let game = game([0, 1, 2, 2, 0, 1, 1, 2, 0], [0, 2, 1, 1, 0, 2, 2, 1, 0]);
    for labels in [Labels::Race, Labels::One(2), Labels::Every] {
        let [hybrid, exact] = BOTH.map(|a| follow(&game, labels, a));
        assert_eq!(shown(&exact, 0), "1/3 1/3 1/3 | 1/3 1/3 1/3");
        assert_eq!(hybrid.equilibria, exact.equilibria);
    }
}

fn games(sizes: std::ops::Range<usize>, payoff: std::ops::Range<i64>) -> BoxedStrategy<Payoffs> {
    (sizes.clone(), sizes)
        .prop_flat_map(move |(rows, columns)| {
            let player = prop::collection::vec(payoff.clone(), rows * columns);
            (player.clone(), player).prop_map(move |(a, b)| {
                let numbers = |p: Vec<i64>| p.into_iter().map(Rational::integer).collect();
                Game::new(vec![rows, columns], vec![numbers(a), numbers(b)]).unwrap().into()
            })
        })
        .boxed()
}

/// Payoffs from 10⁻⁹ to 10⁹, among them some that differ by little.
fn magnitudes(sizes: std::ops::Range<usize>) -> BoxedStrategy<Payoffs> {
    let payoff = || {
        (-9_i64..10, -9_i32..10, 0_i64..3).prop_map(|(digit, exponent, more)| {
            let ten = |e: u32| Rational::integer(10_i64.pow(e));
            let mut x = Rational::integer(digit);
            if exponent < 0 {
                x *= &ten(exponent.unsigned_abs()).recip().unwrap();
            } else {
                x *= &ten(exponent.unsigned_abs());
            }
            x += &(Rational::new(more, 1_000_000_000).unwrap());
            x
        })
    };
    (sizes.clone(), sizes)
        .prop_flat_map(move |(rows, columns)| {
            let player = prop::collection::vec(payoff(), rows * columns);
            (player.clone(), player)
                .prop_map(move |(a, b)| Game::new(vec![rows, columns], vec![a, b]).unwrap().into())
        })
        .boxed()
}

fn profiles(outcome: &Outcome) -> BTreeSet<String> {
    (0..outcome.equilibria.len()).map(|place| shown(outcome, place)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Floats and exact arithmetic walk the same paths, degenerate games included.
    #[test]
    fn both_arithmetics_agree(
        game in prop_oneof![games(1..6, 0..1_000_000), games(1..6, 0..3)],
        label in any::<prop::sample::Index>(),
    ) {
        let count: usize = game.shape().strategies().iter().sum();
        for labels in [Labels::Race, Labels::One(label.index(count)), Labels::Every] {
            let [hybrid, exact] = BOTH.map(|a| follow(&game, labels, a));
            prop_assert!(!hybrid.stopped && !hybrid.equilibria.is_empty());
            prop_assert_eq!(&hybrid.equilibria, &exact.equilibria);
            prop_assert_eq!(&hybrid.paths, &exact.paths);
        }
    }

    /// Paths pair equilibria up, the start with one: so an odd number is reached when none is
    /// degenerate, and each label's paths have every point as one of their ends.
    #[test]
    fn paths_pair_equilibria_up(game in games(2..6, 0..1_000_000)) {
        let all = follow(&game, Labels::Every, Arithmetic::Hybrid);
        let generic = all.equilibria.iter().all(|e| {
            let supports = e.profile.supports();
            supports[0].len() == supports[1].len()
        });
        prop_assume!(generic);
        let points = all.equilibria.len() + 1;
        prop_assert_eq!(points % 2, 0);
        let count: usize = game.shape().strategies().iter().sum();
        for label in 0..count {
            let mut seen = BTreeSet::new();
            for path in all.paths.iter().filter(|path| path.label == label) {
                prop_assert!(seen.insert(path.from) && seen.insert(path.to));
            }
            prop_assert_eq!(seen.len(), points);
        }
    }

    #[test]
    fn threads_change_nothing(game in games(4..20, 0..100)) {
        let with = |threads: usize, labels: Labels| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| follow(&game, labels, Arithmetic::Hybrid))
        };
        prop_assert_eq!(with(1, Labels::Race), with(4, Labels::Race));
    }

    /// What a single path reaches is among what all paths reach.
    #[test]
    fn every_path_is_among_all(game in games(2..6, 0..1_000_000)) {
        let all = profiles(&follow(&game, Labels::Every, Arithmetic::Hybrid));
        let count: usize = game.shape().strategies().iter().sum();
        for label in 0..count {
            let one = profiles(&follow(&game, Labels::One(label), Arithmetic::Hybrid));
            prop_assert!(one.is_subset(&all));
        }
    }

    /// Where floats may take another way than the path, every path still ends at an equilibrium, and
    /// the search goes on from all of them.
    #[test]
    fn payoffs_of_all_magnitudes_are_followed_to_an_end(game in magnitudes(2..6)) {
        let [hybrid, exact] = BOTH.map(|a| follow(&game, Labels::Every, a));
        prop_assert!(!hybrid.stopped && !exact.stopped);
        for outcome in [&hybrid, &exact] {
            for equilibrium in &outcome.equilibria {
                prop_assert_eq!(certify(&game, &equilibrium.profile), Some(Certificate::Exact));
            }
        }
    }
}
