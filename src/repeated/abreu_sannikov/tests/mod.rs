//! Known sets, and laws.

use proptest::prelude::*;

mod whole;

use super::{PayoffSet, Settings, Standing, Vertex, abreu_sannikov};
use crate::game::{Game, Payoffs, Polygon};
use crate::num::{Rational, Ring};
use crate::repeated::{Opponents, feasible, minmax};

fn game(first: &[i64], second: &[i64], count: usize) -> Game<Rational> {
    let all = |payoffs: &[i64]| payoffs.iter().map(|&x| Rational::integer(x)).collect();
    Game::new(vec![count, first.len() / count], vec![all(first), all(second)]).unwrap()
}

fn set(game: &Game<Rational>, discount: &str) -> PayoffSet {
    abreu_sannikov(game, &discount.parse().unwrap(), &Settings::default()).unwrap()
}

fn dilemma() -> Game<Rational> {
    game(&[9, 10, 1, 3], &[9, 1, 10, 3], 2)
}

fn of_abreu_and_sannikov() -> Game<Rational> {
    game(&[16, 21, 9, 3, 10, 5, 0, -1, -5], &[9, 1, 0, 13, 4, -4, 3, 0, -15], 3)
}

fn near(set: &PayoffSet, expected: &[[f64; 2]]) {
    let corners = &set.outer.vertices;
    for point in expected {
        let far = |corner: &[Rational; 2]| {
            (0..2).map(|axis| (corner[axis].nearest_f64() - point[axis]).abs()).fold(0.0, f64::max)
        };
        let least = corners.iter().map(far).fold(f64::INFINITY, f64::min);
        assert!(least < 1e-8, "{point:?}: {least}");
    }
}

fn area(set: &PayoffSet) -> f64 {
    set.outer.area().nearest_f64()
}

#[test]
fn points_segments_and_polygons_of_a_prisoners_dilemma() {
    for (discount, corners, area) in [
        ("7/50", 1, "0"),
        ("1/7", 2, "0"),
        ("1/5", 2, "0"),
        ("6/25", 2, "0"),
        ("0.247", 2, "0"),
        ("1/4", 4, "81/2"),
        ("3/10", 4, "81/2"),
        ("3/4", 4, "81/2"),
        ("99/100", 4, "81/2"),
        ("999/1000", 4, "81/2"),
    ] {
        let found = set(&dilemma(), discount);
        assert_eq!(found.standing, Standing::Exact, "{discount}");
        assert_eq!(found.vertices.len(), corners, "{discount}");
        assert_eq!(found.outer.area().to_string(), area, "{discount}");
    }
    let found = set(&dilemma(), "0.2471");
    assert!(matches!(found.standing, Standing::Between(_)));
    near(&found, &[[3.0, 3.0], [9.426_595_812_387_5, 3.0], [9.0, 9.0], [3.0, 9.426_595_812_387_5]]);
    assert!((area(&set(&dilemma(), "99/400")) - 39.138_582_430_877).abs() < 1e-9);
    // That of OpenSpiel
    let other = game(&[5, 10, 0, 1], &[5, 0, 10, 1], 2);
    for discount in ["1/2", "5/9", "9/10"] {
        let found = set(&other, discount);
        assert_eq!((found.standing, found.outer.area()), (Standing::Exact, Rational::integer(32)));
    }
}

#[test]
fn the_game_of_abreu_and_sannikov() {
    let game = of_abreu_and_sannikov();
    for discount in ["1/5", "1/4", "27/100", "7/25", "29/100"] {
        let found = set(&game, discount);
        assert_eq!(found.standing, Standing::Exact);
        assert_eq!(found.outer.vertices, [[10, 4].map(Rational::integer)]);
    }
    let found = set(&game, "3/10");
    near(
        &found,
        &[
            [1.125_682_395_504_88, 2.8],
            [7.337_704_718_651_46, 0.0],
            [7.863_089_638_136_2, 0.0],
            [19.791_797_697_363_6, 2.8],
            [15.563_089_638_136_2, 9.1],
            [7.337_704_718_651_46, 10.982_625_279_106_8],
        ],
    );
    assert!((area(&found) - 125.166_439_926_981).abs() < 1e-8);
    // The threat of the first player is a zero of this polynomial
    let (low, high) = &found.vertices[found.threats[0]].payoff[0];
    let at = |u: &Rational| {
        let mut value = Rational::zero();
        for coefficient in [3495, -79_764, 201_281, -130_490] {
            value *= u;
            value += &Rational::integer(coefficient);
        }
        value
    };
    assert_ne!(at(low).signum(), at(high).signum());
    for (discount, area) in [("4/5", "7631/40"), ("19/20", "3065/16")] {
        let found = set(&game, discount);
        assert_eq!(
            (found.standing, found.outer.area().to_string()),
            (Standing::Exact, area.to_owned())
        );
    }
}

#[test]
fn sets_that_jump_and_sets_that_are_empty() {
    let second = game(&[2, 3, -1, 0], &[2, -1, 3, 0], 2);
    assert_eq!(set(&second, "33/100").vertices.len(), 1);
    assert_eq!(set(&second, "1/3").outer.area().to_string(), "16/3");
    let sexes = game(&[2, 0, 0, 1], &[1, 0, 0, 2], 2);
    assert_eq!(set(&sexes, "33/50").vertices.len(), 2);
    assert_eq!(set(&sexes, "2/3").outer.area().to_string(), "1/2");
    for discount in ["1/2", "999/1000"] {
        let found = set(&game(&[1, -1, -1, 1], &[-1, 1, 1, -1], 2), discount);
        assert_eq!((found.standing, found.vertices.len()), (Standing::Exact, 0));
    }
}

/// Quantities 6k/(n − 1), price max(6 − q₁ − q₂, 0), costs 3/5 a unit.
fn cournot(count: i64) -> Game<Rational> {
    let quantity = |k: i64| Rational::new(6 * k, count - 1).unwrap();
    let profit = |own: i64, other: i64| {
        let mut margin = Rational::integer(6).minus(&quantity(own)).minus(&quantity(other));
        margin = margin.max(Rational::zero()).minus(&Rational::new(3, 5).unwrap());
        margin *= &quantity(own);
        margin
    };
    let all = || (0..count).flat_map(|j| (0..count).map(move |i| (i, j)));
    let payoffs = vec![
        all().map(|(i, j)| profit(i, j)).collect(),
        all().map(|(i, j)| profit(j, i)).collect(),
    ];
    let count = usize::try_from(count).unwrap();
    Game::new(vec![count, count], payoffs).unwrap()
}

#[test]
fn quantities_of_two_firms() {
    let found = set(&cournot(15), "4/5");
    assert!((area(&found) - 26.022_891_590_043).abs() < 1e-8);
    near(
        &found,
        &[[0.0, 0.0], [4.939_068_550_497_1, 0.0], [6.966_530_612_244_9, 0.286_530_612_244_9]],
    );
    let corners = |found: &PayoffSet| found.outer.vertices.len();
    assert_eq!((corners(&found), found.vertices.len()), (11, 11));
    for (count, known, sides) in
        [(31, 26.115_338_240, 19), (61, 26.186_985_253, 33), (101, 26.187_990_746, 53)]
    {
        let found = set(&cournot(count), "4/5");
        assert!((area(&found) - known).abs() < 1e-8, "{count}: {}", area(&found));
        assert_eq!(found.vertices.len(), sides, "{count}");
    }
}

/// Narrower than floats can tell.
#[test]
fn enclosed_to_any_width() {
    let settings = Settings { width: 1e-25, ..Settings::default() };
    let found =
        abreu_sannikov(&of_abreu_and_sannikov(), &"3/10".parse().unwrap(), &settings).unwrap();
    let Standing::Between(gap) = found.standing else { panic!("{:?}", found.standing) };
    assert!(gap <= 1e-25 * found.range);
    let (low, high) = &found.vertices[found.threats[0]].payoff[0];
    assert!(high.minus(low).nearest_f64() < 1e-25);
}

/// What is not done in so many steps is not said to be.
#[test]
fn few_steps_are_not_enough() {
    let settings = Settings { steps: 4, ..Settings::default() };
    let found =
        abreu_sannikov(&of_abreu_and_sannikov(), &"3/10".parse().unwrap(), &settings).unwrap();
    let Standing::Between(gap) = found.standing else { return };
    assert!(gap > 1e-3);
}

/// Units do not matter, however large or small.
#[test]
fn payoffs_of_any_size() {
    for power in [-400_i64, -165, -30, 0, 18, 160, 400] {
        let unit = Rational::integer(10).powi(power).unwrap();
        let turned = |payoffs: [i64; 4], shift: i64| {
            let one = |x: i64| {
                let mut x = Rational::integer(x);
                x *= &unit;
                x += &Rational::integer(shift);
                x
            };
            payoffs.map(one).to_vec()
        };
        let all = vec![turned([9, 10, 1, 3], 0), turned([9, 1, 10, 3], 1 << 60)];
        let game = Game::new(vec![2, 2], all).unwrap();
        let found = set(&game, "0.2471");
        let mut area = found.outer.area();
        area /= &unit;
        area /= &unit;
        assert!((area.nearest_f64() - 38.559_574_874_325).abs() < 1e-8, "{power}");
        assert!(matches!(found.standing, Standing::Between(_)));
    }
}

/// The hull of what is proved from inside.
fn inner(set: &PayoffSet) -> Polygon {
    let point = |vertex: &super::Vertex| {
        [0, 1].map(|axis| crate::table::middle(&vertex.payoff[axis].0, &vertex.payoff[axis].1))
    };
    Polygon::hull(set.vertices.iter().map(point).collect())
}

/// Whether one set lies in another, but for what rounding may do.
fn within(inside: &[[Rational; 2]], outside: &Polygon, slack: f64) -> bool {
    let outer = outside.vertices.iter().flat_map(|point| {
        let by = |x: f64| Rational::from_f64(x).unwrap();
        let moved = |x: f64, y: f64| {
            let mut moved = point.clone();
            moved[0] += &by(x);
            moved[1] += &by(y);
            moved
        };
        [moved(slack, slack), moved(slack, -slack), moved(-slack, slack), moved(-slack, -slack)]
    });
    let outer = Polygon::hull(outer.collect());
    inside.iter().all(|point| outer.contains(point))
}

fn settled(set: &PayoffSet) -> bool {
    !matches!(set.standing, Standing::Outer)
}

/// A loose width, and few steps: what takes long is left out of the laws.
fn quickly(game: &Game<Rational>, discount: &Rational) -> PayoffSet {
    let settings = Settings { width: 1e-9, steps: 3000, ..Settings::default() };
    abreu_sannikov(game, discount, &settings).unwrap()
}

const SLACK: f64 = 1e-6;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Inside the folk set, growing with patience, the same under affine changes and when players change places.
    #[test]
    fn laws(
        payoffs in proptest::collection::vec(-9i64..10, 18),
        percent in 5i64..95,
        more in 1i64..5,
        factor in 1i64..4,
        shift in -5i64..6,
    ) {
        let first = game(&payoffs[..9], &payoffs[9..], 3);
        let discount = Rational::new(percent, 100).unwrap();
        let found = quickly(&first, &discount);
        let stage = Payoffs::from(first.clone());
        let floor = [0, 1].map(|player| minmax(&stage, player, Opponents::Pure).unwrap().0);
        let folk = feasible(&stage).unwrap().at_least(&floor);
        prop_assert!(within(&inner(&found).vertices, &folk, SLACK));
        prop_assert!(within(&inner(&found).vertices, &found.outer, SLACK));
        // More patience
        let later = quickly(&first, &Rational::new(percent + more, 100).unwrap());
        prop_assert!(within(&inner(&found).vertices, &later.outer, SLACK));
        // Equilibria of the stage game
        for index in 0..9 {
            let best = |player: usize| {
                let shape = first.shape();
                (0..3).all(|own| {
                    let other = shape.with(index, player, own);
                    first.payoffs(player)[other] <= first.payoffs(player)[index]
                })
            };
            if best(0) && best(1) {
                let point = [0, 1].map(|player| first.payoffs(player)[index].clone());
                prop_assert!(within(&[point], &found.outer, SLACK));
            }
        }
        // Players in each other's place
        let swap = |payoffs: &[i64]| -> Vec<i64> {
            (0..9).map(|index| payoffs[(index % 3) * 3 + index / 3]).collect()
        };
        let swapped = quickly(&game(&swap(&payoffs[9..]), &swap(&payoffs[..9]), 3), &discount);
        let back: Vec<[Rational; 2]> =
            inner(&found).vertices.iter().map(|[a, b]| [b.clone(), a.clone()]).collect();
        prop_assert!(within(&back, &swapped.outer, SLACK));
        // Other units
        let moved: Vec<i64> = payoffs[..9].iter().map(|x| factor * x + shift).collect();
        let affine = quickly(&game(&moved, &payoffs[9..], 3), &discount);
        let there: Vec<[Rational; 2]> = inner(&found)
            .vertices
            .iter()
            .map(|[a, b]| {
                let mut a = a.clone();
                a *= &Rational::integer(factor);
                a += &Rational::integer(shift);
                [a, b.clone()]
            })
            .collect();
        prop_assert!(within(&there, &affine.outer, SLACK));
        prop_assert_eq!(settled(&found), settled(&swapped));
    }
}
