//! Games whose equilibria have been counted before.

use super::{bimatrix, matrix, random_game, solved};
use crate::game::Payoffs;
use crate::linalg::{Matrix, Solved, solve};
use crate::num::{Rational, Ring};

/// What the game is, columns, both matrices, and how many extreme equilibria it has.
type Known = (&'static str, usize, &'static [i64], &'static [i64], usize);

#[rustfmt::skip]
const KNOWN: &[Known] = &[
    ("von Stengel 2007, 3 x 2", 2, &[3, 3, 2, 5, 0, 6], &[3, 2, 2, 6, 3, 1], 3),
    ("the same, degenerate", 2, &[3, 3, 2, 5, 0, 6], &[3, 3, 2, 6, 3, 1], 3),
    ("nothing but zeros, 2 x 2", 2, &[0; 4], &[0; 4], 4),
    ("nothing but zeros, 3 x 3", 3, &[0; 9], &[0; 9], 9),
    ("Kohlberg and Mertens 1986: a circle", 3,
        &[1, 0, -1, -1, 0, -1, 1, 0, -2], &[1, -1, 1, 0, 0, 0, -1, -1, -2], 6),
    ("an outside option", 2, &[2, 2, 3, 1], &[1, 1, 1, 0], 3),
    ("weakly dominated and still an equilibrium", 2, &[1, 0, 0, 0], &[1, 0, 0, 0], 2),
    ("coordination with a duplicate", 2, &[1, 0, 1, 0, 0, 1], &[1, 0, 1, 0, 0, 1], 5),
    ("zeros and ones", 6,
        &[0, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0,
          1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0],
        &[0, 0, 0, 1, 1, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1,
          0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 1], 14),
    ("nashpy, issue 82", 5,
        &[0, 0, -6, 0, 0, 0, 0, -3, -2, -1, -4, -3, 0, 0, -1],
        &[-3, 0, -2, -1, 0, 0, -2, 0, 0, -4, -4, 0, -2, -4, -4], 8),
    ("nashpy, issue 222", 2, &[-3, 3, -3, 5], &[2, 7, 4, 2], 2),
    ("one strategy against three", 3, &[0, 0, 0], &[1, 2, 2], 2),
    ("three strategies against one", 1, &[1, 1, 0], &[0, 0, 0], 2),
    ("one against one", 1, &[5], &[-5], 1),
];

#[test]
fn counts_are_those_known() {
    for &(name, columns, one, other, count) in KNOWN {
        let payoffs = bimatrix(&matrix(columns, one), &matrix(columns, other));
        assert_eq!(solved(&payoffs).equilibria.len(), count, "{name}");
    }
}

/// The zero-sum game with the payoffs `payoff`.
fn zero_sum(size: usize, payoff: impl Fn(usize, usize) -> i64) -> Payoffs {
    let cells = |sign: i64| -> Vec<i64> {
        (0..size * size).map(|k| sign * payoff(k / size, k % size)).collect()
    };
    bimatrix(&matrix(size, &cells(1)), &matrix(size, &cells(-1)))
}

#[test]
fn duplicated_actions_multiply_the_extreme_equilibria() {
    let beats = |i: usize, j: usize| [0, -1, 1][(3 + j - i) % 3];
    // Rock, paper, scissors: 2³ choices of each player among twins
    assert_eq!(solved(&zero_sum(6, |i, j| beats(i / 2, j / 2))).equilibria.len(), 64);
    assert_eq!(solved(&zero_sum(3, beats)).equilibria.len(), 1);
}

#[test]
fn blotto_is_counted() {
    let blotto = |troops: i64| {
        let plans: Vec<[i64; 3]> = (0..=troops)
            .flat_map(|a| (0..=troops - a).map(move |b| [a, b, troops - a - b]))
            .collect();
        let payoff = |i: usize, j: usize| {
            plans[i].iter().zip(&plans[j]).map(|(a, b): (&i64, &i64)| (a - b).signum()).sum()
        };
        solved(&zero_sum(plans.len(), payoff)).equilibria.len()
    };
    assert_eq!(blotto(3), 9);
    assert_eq!(blotto(4), 36);
}

#[test]
fn coordination_has_one_for_each_set() {
    for n in [1, 2, 5, 8] {
        let identity: Vec<i64> = (0..n * n).map(|k| i64::from(k / n == k % n)).collect();
        let payoffs = bimatrix(&matrix(n, &identity), &matrix(n, &identity));
        assert_eq!(solved(&payoffs).equilibria.len(), (1 << n) - 1);
    }
}

#[test]
fn nothing_but_zeros_is_fast() {
    let zeros = vec![0; 15 * 20];
    let payoffs = bimatrix(&matrix(20, &zeros), &matrix(20, &zeros));
    assert_eq!(solved(&payoffs).equilibria.len(), 300);
}

/// R. Wilson (1971): an odd number, for games that are not degenerate.
#[test]
fn random_games_have_an_odd_number() {
    for seed in 0..20 {
        assert_eq!(solved(&random_game(7, 8, seed, 1 << 30)).equilibria.len() % 2, 1);
    }
}

/// The d x d game both of whose polytopes are dual to the cyclic polytope with 2d vertices on the
/// moment curve, in coordinates in which d facets at a vertex are z ≥ 0; `order` says in which
/// order the facets of the second polytope get their labels.
fn dual_cyclic(d: usize, order: &[usize]) -> Payoffs {
    let integer = |n: usize| Rational::integer(i64::try_from(n).unwrap());
    let mut points: Vec<Vec<Rational>> = (0..2 * d)
        .map(|k| {
            let mut time = integer(2 * k + 1);
            time -= &integer(2 * d);
            (1..=d).map(|power| time.powi(i64::try_from(power).unwrap()).unwrap()).collect()
        })
        .collect();
    for coordinate in 0..d {
        let mut mean = Rational::zero();
        for point in &points {
            mean += &point[coordinate];
        }
        mean /= &integer(2 * d);
        for point in &mut points {
            point[coordinate] -= &mean;
        }
    }
    // Facet `k` is Σ points(k) x ≤ 1; those of the first d labels become z ≥ 0
    let polytope = |facets: &[usize]| -> Vec<Vec<Rational>> {
        let transposed: Vec<Vec<Rational>> = (0..d)
            .map(|coordinate| facets[..d].iter().map(|&k| points[k][coordinate].clone()).collect())
            .collect();
        let matrix = Matrix::from_rows(transposed).unwrap();
        let row = |&facet: &usize| {
            let Solved::Unique(weights) = solve(&matrix, &points[facet]) else {
                panic!("the first facets meet in one vertex")
            };
            let mut bound = Rational::one();
            for weight in &weights {
                bound -= weight;
            }
            weights
                .iter()
                .map(|weight| {
                    let mut cell = weight.negated();
                    cell /= &bound;
                    cell
                })
                .collect()
        };
        facets[d..].iter().map(row).collect()
    };
    let straight: Vec<usize> = (0..2 * d).collect();
    let place = |label: usize| order.iter().position(|&other| other == label).unwrap();
    let labels: Vec<usize> = (d..2 * d).chain(0..d).map(place).collect();
    let (other, one) = (polytope(&straight), polytope(&labels));
    let transposed: Vec<Vec<Rational>> =
        (0..d).map(|i| other.iter().map(|row| row[i].clone()).collect()).collect();
    bimatrix(&one, &transposed)
}

/// Neighbours swapped, from the start or from the second on.
fn swapped(labels: std::ops::Range<usize>, from: usize) -> Vec<usize> {
    let mut labels: Vec<usize> = labels.collect();
    labels[from..].chunks_exact_mut(2).for_each(|pair| pair.swap(0, 1));
    labels
}

/// The most equilibria that are known for games of this size: B. von Stengel, "New maximal numbers
/// of equilibria in bimatrix games", *Discrete and Computational Geometry* 21 (1999).
#[test]
fn dual_cyclic_games_have_many_equilibria() {
    let sizes: &[(usize, usize)] = if cfg!(debug_assertions) {
        &[(2, 3), (4, 15), (6, 75), (8, 383)]
    } else {
        &[(2, 3), (4, 15), (6, 75), (8, 383), (10, 2003)]
    };
    for &(d, count) in sizes {
        let order = [swapped(0..d, 0), swapped(d..2 * d, 0)].concat();
        assert_eq!(solved(&dual_cyclic(d, &order)).equilibria.len(), count, "{d}");
    }
}

/// R. Savani, B. von Stengel, "Hard-to-solve bimatrix games", *Econometrica* 74 (2006).
#[test]
fn hard_to_solve_games_have_one_equilibrium() {
    for d in [4, 6, 8] {
        let order = [swapped(0..d, 1), swapped(d..2 * d, 0)].concat();
        let found = solved(&dual_cyclic(d, &order)).equilibria;
        assert_eq!(found.len(), 1, "{d}");
        assert!(found[0].profile.supports().iter().all(|support| support.len() == d));
    }
}
