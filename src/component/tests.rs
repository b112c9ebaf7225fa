//! Known answers.

use super::{ComponentError, Cut, EquilibriumSet, Limit, Settings, components};
use crate::game::{Game, Payoffs, Profile};
use crate::nash::{self, METHODS, find_equilibria};
use crate::num::Rational;

fn game<R: AsRef<[i64]>>(rows: &[R], columns: &[R]) -> Payoffs {
    let (m, n) = (rows.len(), rows[0].as_ref().len());
    let list = |matrix: &[R]| {
        (0..m * n).map(|k| Rational::integer(matrix[k % m].as_ref()[k / m])).collect::<Vec<_>>()
    };
    Game::new(vec![m, n], vec![list(rows), list(columns)]).unwrap().into()
}

fn extreme(payoffs: &Payoffs) -> Vec<Profile<Rational>> {
    let found = find_equilibria(payoffs, &METHODS[0], &nash::Settings::default()).unwrap();
    assert_eq!(found.coverage, nash::Coverage::All);
    found.equilibria.into_iter().map(|equilibrium| equilibrium.profile).collect()
}

fn set(payoffs: &Payoffs) -> EquilibriumSet {
    let set = components(payoffs, &extreme(payoffs), &Settings::default()).unwrap();
    assert_eq!(set.index_sum(), Some(1));
    for (number, component) in set.components.iter().enumerate() {
        assert!(component.extreme.iter().all(|&e| set.component_of[e] == number));
    }
    set
}

/// Of each component: extreme equilibria, subsets, dimension, index; sorted.
fn told(payoffs: &Payoffs) -> Vec<(usize, usize, usize, i64)> {
    let of = |component: &super::Component| {
        let subsets = component.subsets.as_ref().unwrap().len();
        let dimension = component.dimension().unwrap();
        (component.extreme.len(), subsets, dimension, component.index.unwrap())
    };
    let mut told: Vec<_> = set(payoffs).components.iter().map(of).collect();
    told.sort_unstable();
    told
}

#[test]
fn a_hexagon_is_one_component() {
    let payoffs =
        game(&[&[1, 0, -1], &[-1, 0, -1], &[1, 0, -2]], &[&[1, -1, 1], &[0, 0, 0], &[-1, -1, -2]]);
    assert_eq!(told(&payoffs), [(6, 6, 1, 1)]);
    let set = set(&payoffs);
    let component = &set.components[0];
    assert_eq!(component.sometimes, [vec![0, 1, 2], vec![0, 1, 2]]);
    assert!(component.always.iter().all(Vec::is_empty));
    let pair = |low, high| (Rational::integer(low), Rational::integer(high));
    assert_eq!(component.payoffs, [pair(-1, 1), pair(-1, 1)]);
}

#[test]
fn outside_options_have_index_0() {
    assert_eq!(told(&game(&[&[2, 2], &[3, 1]], &[&[1, 1], &[1, 0]])), [(1, 1, 0, 1), (2, 1, 1, 0)]);
}

#[test]
fn a_weakly_dominated_equilibrium_has_index_0() {
    let both: &[&[i64]] = &[&[1, 0], &[0, 0]];
    assert_eq!(told(&game(both, both)), [(1, 1, 0, 0), (1, 1, 0, 1)]);
}

#[test]
fn textbook_games() {
    let rows: &[&[i64]] = &[&[3, 3], &[2, 5], &[0, 6]];
    // von Stengel (2007), figures 3.1 and its degenerate variant
    let nondegenerate = game(rows, &[&[3, 2], &[2, 6], &[3, 1]]);
    assert_eq!(told(&nondegenerate), [(1, 1, 0, -1), (1, 1, 0, 1), (1, 1, 0, 1)]);
    let degenerate = game(rows, &[&[3, 3], &[2, 6], &[3, 1]]);
    assert_eq!(told(&degenerate), [(1, 1, 0, 1), (2, 1, 1, 0)]);
}

#[test]
fn games_without_stakes() {
    assert_eq!(told(&game(&[&[0, 0], &[0, 0]], &[&[0, 0], &[0, 0]])), [(4, 1, 2, 1)]);
    let three: &[&[i64]] = &[&[0, 0, 0], &[0, 0, 0], &[0, 0, 0]];
    assert_eq!(told(&game(three, three)), [(9, 1, 4, 1)]);
    assert_eq!(told(&game(&[&[1, 1]], &[&[0, 0]])), [(2, 1, 1, 1)]);
    assert_eq!(told(&game(&[&[1]], &[&[0]])), [(1, 1, 0, 1)]);
}

#[test]
fn duplicates_make_polytopes() {
    let coordination: &[&[i64]] = &[&[1, 0], &[1, 0], &[0, 1]];
    assert_eq!(
        told(&game(coordination, coordination)),
        [(1, 1, 0, 1), (2, 1, 1, -1), (2, 1, 1, 1)]
    );
    // Rock, paper, scissors, each of them twice
    let beats = |i: i64, j: i64| match (i / 2 - j / 2).rem_euclid(3) {
        0 => 0,
        1 => 1,
        _ => -1,
    };
    let matrix = |sign: i64| -> Vec<Vec<i64>> {
        (0..6).map(|i| (0..6).map(|j| sign * beats(i, j)).collect()).collect()
    };
    let payoffs = game(&matrix(1), &matrix(-1));
    assert_eq!(told(&payoffs), [(64, 1, 6, 1)]);
    let set = set(&payoffs);
    let subset = &set.components[0].subsets.as_ref().unwrap()[0];
    assert_eq!(subset.dimensions, [3, 3]);
    assert!(subset.played_in.iter().all(|points| points.len() == 8));
}

#[test]
fn a_game_of_zeros_and_ones() {
    let payoffs = game(
        &[
            &[0, 1, 0, 0, 1, 1],
            &[1, 1, 0, 0, 1, 1],
            &[1, 0, 0, 1, 0, 0],
            &[1, 0, 1, 0, 0, 1],
            &[0, 0, 0, 0, 0, 1],
            &[1, 0, 0, 1, 1, 0],
        ],
        &[
            &[0, 0, 0, 1, 1, 1],
            &[0, 1, 1, 0, 1, 0],
            &[0, 1, 1, 0, 1, 1],
            &[0, 0, 1, 1, 1, 0],
            &[0, 1, 0, 1, 1, 0],
            &[0, 1, 0, 1, 1, 1],
        ],
    );
    let told = told(&payoffs);
    assert_eq!((told.len(), told[0].0, told[0].1, told[0].3), (1, 14, 7, 1));
}

/// The games of two issues of Nashpy that lists of equilibria were wrong about.
#[test]
fn games_that_others_got_wrong() {
    let rows: &[&[i64]] = &[&[0, 0, -6, 0, 0], &[0, 0, -3, -2, -1], &[-4, -3, 0, 0, -1]];
    let columns: &[&[i64]] = &[&[-3, 0, -2, -1, 0], &[0, -2, 0, 0, -4], &[-4, 0, -2, -4, -4]];
    let told_82 = told(&game(rows, columns));
    let sum = |of: fn(&(usize, usize, usize, i64)) -> usize| told_82.iter().map(of).sum::<usize>();
    assert_eq!((told_82.len(), sum(|c| c.0), sum(|c| c.1)), (4, 8, 5));
    assert_eq!(told(&game(&[&[-3, 3], &[-3, 5]], &[&[2, 7], &[4, 2]])), [(2, 1, 1, 1)]);
}

#[test]
fn what_cannot_be_told_is_refused() {
    let payoffs = game(&[&[2, 0], &[0, 1]], &[&[1, 0], &[0, 2]]);
    let with = |profile: Profile<Rational>| components(&payoffs, &[profile], &Settings::default());
    assert_eq!(with(Profile::pure(&[2, 2], &[0, 1])), Err(ComponentError::NotAnEquilibrium(0)));
    assert_eq!(with(Profile::pure(&[2, 3], &[0, 0])), Err(ComponentError::NotAnEquilibrium(0)));
    let alone = with(Profile::pure(&[2, 2], &[0, 0])).unwrap();
    assert_eq!((alone.index_sum(), alone.is_finite()), (Some(1), true));
    let none = components(&payoffs, &[], &Settings::default()).unwrap();
    assert_eq!((none.index_sum(), none.components.len()), (Some(0), 0));
    let three = Game::new(vec![1; 3], vec![vec![Rational::integer(0)]; 3]).unwrap().into();
    let refused = components(&three, &[], &Settings::default());
    assert_eq!(refused, Err(ComponentError::Unsupported));
}

#[test]
fn limits_are_kept_and_told() {
    let payoffs =
        game(&[&[1, 0, -1], &[-1, 0, -1], &[1, 0, -2]], &[&[1, -1, 1], &[0, 0, 0], &[-1, -1, -2]]);
    let list = extreme(&payoffs);
    let few = Settings { bases: 2, subsets: 3, ..Settings::default() };
    let component = &components(&payoffs, &list, &few).unwrap().components[0];
    assert_eq!(component.index, Err(Limit::Bases(2)));
    assert_eq!(component.subsets, Err(Limit::Subsets(3)));
    let cut = |limit, indices: &[usize], subsets: &[usize]| Cut {
        limit,
        indices: indices.to_vec(),
        subsets: subsets.to_vec(),
    };
    let cuts = [cut(Limit::Bases(2), &[0], &[]), cut(Limit::Subsets(3), &[], &[0])];
    assert_eq!(components(&payoffs, &list, &few).unwrap().cuts(), cuts);
    assert_eq!((component.dimension(), component.extreme.len()), (None, 6));
    let stopped = Settings { watch: &|_, _| false, ..Settings::default() };
    assert_eq!(components(&payoffs, &list, &stopped).unwrap().index_sum(), None);
}
