//! What each design promises.

use std::collections::BTreeSet;

use super::*;
use crate::num::Draws;

fn all(name: &str, asked: &Asked) -> Vec<Vec<f64>> {
    let points = named(name).unwrap().points(asked).unwrap();
    let mut point = vec![0.0; asked.dimensions];
    (0..points.rows())
        .map(|row| {
            points.point(row, &mut point);
            point.clone()
        })
        .collect()
}

/// `scipy.stats.qmc.Sobol(5, scramble=False).random(16)`, `SciPy` 1.17.1, in sixteenths.
const SCIPY: [[u32; 5]; 16] = [
    [0, 0, 0, 0, 0],
    [8, 8, 8, 8, 8],
    [12, 4, 4, 4, 12],
    [4, 12, 12, 12, 4],
    [6, 6, 10, 14, 6],
    [14, 14, 2, 6, 14],
    [10, 2, 14, 10, 10],
    [2, 10, 6, 2, 2],
    [3, 5, 15, 7, 9],
    [11, 13, 7, 15, 1],
    [15, 1, 11, 3, 5],
    [7, 9, 3, 11, 13],
    [5, 3, 5, 9, 15],
    [13, 11, 13, 1, 7],
    [9, 7, 1, 13, 3],
    [1, 15, 9, 5, 11],
];

fn is(x: f64, y: f64) -> bool {
    x.total_cmp(&y).is_eq()
}

#[test]
fn unscrambled_sobol_points_are_those_of_scipy() {
    let points = all("sobol", &Asked { scrambled: false, ..Asked::new(5, 16) });
    for (point, known) in points.iter().zip(SCIPY) {
        let known = known.map(|sixteenths| f64::from(sixteenths) / 16.0);
        assert!(point.iter().zip(known).all(|(&x, y)| is(x, y)), "{point:?} {known:?}");
    }
    let far = all("sobol", &Asked { scrambled: false, ..Asked::new(40, 70) });
    let known = [[0.421_875, 0.828_125, 0.953_125], [0.820_312_5, 0.085_937_5, 0.835_937_5]];
    for (row, known) in [33, 69].into_iter().zip(known) {
        let found = [5, 20, 39].map(|dimension| far[row][dimension]);
        assert!(found.into_iter().zip(known).all(|(x, y)| is(x, y)), "{found:?}");
    }
}

/// Scrambling keeps what a digital net promises: of 2^m points one is in each part of each coordinate,
/// and one in each box of the first two that has 2^−m of the square.
#[test]
fn scrambled_sobol_points_are_a_net() {
    for seed in 0..20 {
        let points = all("sobol", &Asked { seed, ..Asked::new(6, 64) });
        for dimension in 0..6 {
            let parts = points.iter().map(|point| part(point[dimension], 64));
            assert_eq!(parts.collect::<BTreeSet<_>>().len(), 64, "seed {seed}");
        }
        for (left, right) in [(2, 32), (8, 8), (32, 2)] {
            let boxes = points.iter().map(|point| (part(point[0], left), part(point[1], right)));
            assert_eq!(boxes.collect::<BTreeSet<_>>().len(), 64, "seed {seed}");
        }
    }
    let [one, other] = [1, 2].map(|seed| all("sobol", &Asked { seed, ..Asked::new(2, 8) }));
    assert_ne!(one, other);
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn part(x: f64, parts: u32) -> u32 {
    assert!((0.0..1.0).contains(&x));
    (x * f64::from(parts)) as u32
}

#[test]
fn latin_hypercubes_meet_each_stratum_once() {
    for (seed, n) in [(0, 1), (1, 7), (2, 64), (3, 1000)] {
        let points = all("latin-hypercube", &Asked { seed, ..Asked::new(3, n) });
        let n = u32::try_from(n).unwrap();
        for dimension in 0..3 {
            let parts: BTreeSet<u32> =
                points.iter().map(|point| part(point[dimension], n)).collect();
            assert_eq!(parts.len(), points.len(), "seed {seed}");
        }
    }
}

#[test]
fn permutations_are_permutations() {
    for count in [1, 2, 3, 5, 64, 65, 1000] {
        let mixed = Permutation::new(Draws::new(count), count);
        let places: BTreeSet<u64> = (0..count).map(|place| mixed.at(place)).collect();
        assert_eq!(places.len() as u64, count);
        assert!(places.iter().all(|&place| place < count));
    }
}

#[test]
fn trajectories_move_one_coordinate_by_half_the_lattice() {
    let points = all("morris", &Asked { seed: 5, ..Asked::new(4, 50) });
    for trajectory in points.chunks(5) {
        let mut moved = BTreeSet::new();
        for pair in trajectory.windows(2) {
            let changed: Vec<usize> = (0..4).filter(|&i| !is(pair[0][i], pair[1][i])).collect();
            let &[only] = changed.as_slice() else { panic!("{pair:?}") };
            assert!(((pair[0][only] - pair[1][only]).abs() - 2.0 / 3.0).abs() < 1e-15);
            moved.insert(only);
        }
        assert_eq!(moved.len(), 4);
        assert!(trajectory.iter().flatten().all(|x| (0.0..=1.0).contains(x)));
    }
    let odd = Asked { levels: 5, ..Asked::new(2, 3) };
    assert_eq!(named("morris").unwrap().points(&odd).unwrap_err(), SamplingError::Levels(5));
}

/// The order of rows is that of `SALib.sample.sobol.sample`.
#[test]
fn saltelli_swaps_one_coordinate_after_the_other() {
    let asked = Asked { second_order: true, seed: 3, ..Asked::new(3, 4) };
    let rows = all("saltelli", &asked);
    let pairs = all("sobol", &Asked { dimensions: 6, ..asked.clone() });
    assert_eq!(rows.len(), 4 * 8);
    for (block, pair) in rows.chunks(8).zip(&pairs) {
        let (a, b) = pair.split_at(3);
        assert_eq!((&block[0][..], &block[7][..]), (a, b));
        for i in 0..3 {
            for j in 0..3 {
                let (in_ab, in_ba) = if i == j { (b[j], a[j]) } else { (a[j], b[j]) };
                assert!(is(block[1 + i][j], in_ab) && is(block[4 + i][j], in_ba));
            }
        }
    }
    let first = all("saltelli", &Asked { second_order: false, ..asked });
    assert_eq!(first.len(), 4 * 5);
}

#[test]
fn grids_have_every_combination_the_last_axis_fastest() {
    let points = all("grid", &Asked { axes: vec![2, 3], ..Asked::new(2, 0) });
    let said: Vec<String> = points.iter().map(|p| format!("{}{}", p[0], p[1])).collect();
    assert_eq!(said, ["00", "01", "02", "10", "11", "12"]);
    let many = Asked { axes: vec![u64::MAX, 2], ..Asked::new(2, 0) };
    assert_eq!(named("grid").unwrap().points(&many).unwrap_err(), SamplingError::TooMany);
}

#[test]
fn designs_have_distinct_names_and_limits() {
    let names: BTreeSet<&str> = DESIGNS.iter().map(|design| design.name).collect();
    assert_eq!(names.len(), DESIGNS.len());
    for design in DESIGNS {
        let none = design.points(&Asked { axes: vec![0], ..Asked::new(1, 0) });
        assert!(matches!(none, Err(SamplingError::None)), "{}", design.name);
        let many = design.points(&Asked { axes: vec![1 << 60], ..Asked::new(1, 1 << 60) });
        assert!(matches!(many, Err(SamplingError::TooMany)), "{}", design.name);
    }
    let wide = named("sobol").unwrap().points(&Asked::new(1001, 2));
    assert!(matches!(wide, Err(SamplingError::Dimensions { most: 1000, .. })));
}
