//! How the search goes: threads, limits, numbers of every length.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

use super::super::METHOD;
use super::super::clock::Clock;
use super::super::tree::{self, Branch};
use super::{bimatrix, matrix, random_game, solved};
use crate::game::Game;
use crate::linalg::Dictionary;
use crate::nash::{Coverage, Equilibrium, METHODS, NashError, Settings, find_equilibria};
use crate::num::Rational;
use dashu_int::IBig;

/// Number of vertices of { z ≥ 0 : rows }, the first one included.
fn vertices(rows: &[&[i64]]) -> usize {
    let cells = rows.iter().flat_map(|row| row.iter().map(|&n| IBig::from(n))).collect();
    let mut dictionary = Dictionary::new(rows.len(), cells);
    dictionary.start();
    let clock = Clock::new(&|_, _| true);
    let mut count = 1;
    tree::walk(Branch::new(dictionary), usize::MAX, &clock, &mut |_| count += 1);
    count
}

#[test]
fn every_vertex_is_visited_once() {
    assert_eq!(vertices(&[&[1, 0, 0, 1], &[0, 1, 0, 1], &[0, 0, 1, 1]]), 8, "a cube");
    assert_eq!(vertices(&[&[1, 1, 1, 1]]), 4, "a simplex");
    assert_eq!(vertices(&[&[1, 1, 1, 1], &[2, 2, 2, 2], &[1, 1, 1, 1]]), 4, "three times the same");
    // Four edges meet at the apex
    let pyramid: [&[i64]; 4] = [&[2, 0, 1, 2], &[0, 2, 1, 2], &[-2, 0, 1, 0], &[0, -2, 1, 0]];
    assert_eq!(vertices(&pyramid), 5, "a pyramid");
    // The points (1 - x, y, z) of a cube whose coordinates sum up to between 1 and 2: four edges
    // meet at each vertex, at 0 too
    let octahedron: [&[i64]; 5] =
        [&[1, -1, -1, 0], &[-1, 1, 1, 1], &[1, 0, 0, 1], &[0, 1, 0, 1], &[0, 0, 1, 1]];
    assert_eq!(vertices(&octahedron), 6, "an octahedron");
}

#[test]
fn threads_change_nothing() {
    // Large enough to be split
    let payoffs = random_game(9, 10, 7, 1000);
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let first = pool(1).install(|| solved(&payoffs));
    assert!(!first.equilibria.is_empty());
    for threads in [2, 5] {
        assert_eq!(pool(threads).install(|| solved(&payoffs)), first);
        let settings = Settings { at_most: Some(1), ..Settings::default() };
        let [one, other] = [1, threads].map(|threads| {
            pool(threads).install(|| find_equilibria(&payoffs, &METHOD, &settings).unwrap())
        });
        assert_eq!(one, other);
    }
}

#[test]
fn limits_are_kept() {
    let identity: Vec<i64> = (0..64).map(|k| i64::from(k % 9 == 0)).collect();
    let payoffs = bimatrix(&matrix(8, &identity), &matrix(8, &identity));
    let all = solved(&payoffs);
    assert_eq!(all.equilibria.len(), 255);
    let settings = Settings { at_most: Some(3), ..Settings::default() };
    let some = find_equilibria(&payoffs, &METHOD, &settings).unwrap();
    assert_eq!((some.equilibria.len(), some.coverage), (3, Coverage::Some));
    assert!(some.stopped);

    let calls = AtomicU64::new(0);
    let watch = |done: u64, total: u64| {
        assert!(done < total);
        calls.fetch_add(1, Relaxed) < 5
    };
    let settings = Settings { watch: &watch, ..Settings::default() };
    let some = find_equilibria(&payoffs, &METHOD, &settings).unwrap();
    assert_eq!((some.stopped, some.coverage), (true, Coverage::Some));
    assert!(some.equilibria.len() < 255);
    assert!(some.equilibria.iter().all(|e| all.equilibria.contains(e)));
}

/// Equilibria are told one by one while the search goes on, each once, in the same order whatever the
/// number of threads; a limit keeps the first of them.
#[test]
fn equilibria_are_told_as_they_are_found() {
    let payoffs = random_game(9, 9, 5, 4);
    let all = solved(&payoffs);
    let told_by = |threads: usize, at_most: Option<usize>| {
        let told = Mutex::new(Vec::new());
        let early = AtomicBool::new(false);
        let watch = |_: u64, _: u64| {
            early.fetch_or(!told.lock().unwrap().is_empty(), Relaxed);
            true
        };
        let listener = |found: &Equilibrium| told.lock().unwrap().push(found.clone());
        let settings =
            Settings { watch: &watch, told: Some(&listener), at_most, ..Settings::default() };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let outcome = pool.install(|| find_equilibria(&payoffs, &METHOD, &settings).unwrap());
        assert_eq!(outcome.stopped, at_most.is_some());
        (told.into_inner().unwrap(), early.into_inner())
    };
    let (told, early) = told_by(1, None);
    assert!(early, "nothing was told before the end");
    assert_eq!(told.len(), all.equilibria.len());
    assert!(all.equilibria.iter().all(|equilibrium| told.contains(equilibrium)));
    for threads in [2, 5] {
        assert_eq!(told_by(threads, None).0, told);
        assert_eq!(told_by(threads, Some(3)).0, told[..3]);
    }
}

/// The clock is looked at before the first vertex, too.
#[test]
fn hopeless_games_end_in_time() {
    let payoffs = random_game(40, 40, 1, 1000);
    let calls = AtomicU64::new(0);
    let watch = |_: u64, _: u64| calls.fetch_add(1, Relaxed) < 3;
    let settings = Settings { watch: &watch, ..Settings::default() };
    let some = find_equilibria(&payoffs, &METHOD, &settings).unwrap();
    assert_eq!((some.stopped, some.coverage), (true, Coverage::Some));
    assert!(calls.load(Relaxed) < 50);
}

/// The same game in small numbers and in long ones.
#[test]
fn long_numbers_change_nothing() {
    let payoffs = random_game(6, 6, 3, 10);
    let plain = solved(&payoffs);
    // Adding the same everywhere changes no best response, and is undone; adding very little to the
    // payoffs of a generic game moves no support
    let generic = random_game(7, 7, 11, 1_000_000_000);
    let supports = |payoffs| {
        solved(payoffs).equilibria.iter().map(|e| e.profile.supports()).collect::<Vec<_>>()
    };
    let huge = Rational::integer(10).powi(40).unwrap();
    let disturbed = generic.rational().unwrap().map(|payoff| {
        let mut payoff = payoff.clone();
        payoff *= &huge;
        payoff += &Rational::integer(1);
        payoff
    });
    assert_eq!(supports(&generic), supports(&disturbed.into()));
    let shifted = payoffs.rational().unwrap().map(|payoff| {
        let mut payoff = payoff.clone();
        payoff += &huge;
        payoff
    });
    assert_eq!(solved(&shifted.into()).equilibria, plain.equilibria);
}

#[test]
fn other_games_are_refused() {
    let refused = |counts: &[usize]| {
        let profiles: usize = counts.iter().product();
        let zero = vec![Rational::integer(0); profiles];
        let game = Game::new(counts.to_vec(), vec![zero; counts.len()]).unwrap();
        match find_equilibria(&game.into(), &METHOD, &Settings::default()) {
            Err(NashError::Unsupported { reason, .. }) => Some(reason),
            other => {
                assert!(other.is_ok(), "{other:?}");
                None
            }
        }
    };
    assert_eq!(refused(&[2, 2]), None);
    assert_eq!(refused(&[2]), Some("it needs exactly two players"));
    assert_eq!(refused(&[2, 2, 2]), Some("it needs exactly two players"));
    assert!(METHODS.iter().any(|method| method.name == "vertex-enumeration"));
}
