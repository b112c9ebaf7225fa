//! Which exact sets are proved to be all.

use super::*;
use crate::certify::is_whole;

/// Corners that floats do not see at first, most since they reach thresholds only in the limit: with discount factors and a corner of each.
#[test]
fn corners_on_thresholds_are_found() {
    type Case<'a> = (&'a [i64], &'a [i64], usize, &'a str, [&'a str; 2], bool);
    let cases: [Case<'_>; 4] = [
        // A profile that floats take to be of no matter
        (
            &[1, 0, -3, 3, -2, 4, 0, -5, -3],
            &[3, 3, 2, 3, 0, -4, 4, -4, 5],
            3,
            "9/10",
            ["8/5", "3"],
            true,
        ),
        (
            &[8, -9, 0, -5, -2, -3, 0, 10, -3, -10, 9, 8],
            &[1, -5, -1, -6, 5, -5, -5, 1, 3, 7, 5, 4],
            4,
            "9/10",
            ["8", "13/3"],
            true,
        ),
        (
            &[6, 2, 5, 5, 2, 5, 2, 4, 3],
            &[6, 0, 5, 4, 5, 3, 4, 4, 4],
            3,
            "3/5",
            ["22/5", "28/5"],
            true,
        ),
        (
            &[-11, 4, -8, 14, -3, 17, 10, 17],
            &[-3, 2, 7, -5, -4, 19, -2, 7],
            4,
            "19/20",
            ["17", "19"],
            false,
        ),
    ];
    for (first, second, count, discount, corner, is_exact) in cases {
        let found = set(&game(first, second, count), discount);
        assert!(settled(&found), "{discount}: {:?}", found.standing);
        assert_eq!(found.standing == Standing::Exact, is_exact, "{discount}");
        let corner = corner.map(|x| x.parse::<Rational>().unwrap());
        let is_it = |vertex: &Vertex| (0..2).all(|axis| vertex.payoff[axis].0 == corner[axis]);
        assert!(found.vertices.iter().any(is_it), "{discount}: {corner:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// No part of a set is proved to be all of it; the whole is what floats settle.
    #[test]
    fn parts_are_never_the_whole(
        first in prop::collection::vec(-4..5_i64, 9),
        second in prop::collection::vec(-4..5_i64, 9),
        discount in 1..20_i64,
        chosen in any::<u32>(),
    ) {
        let game = game(&first, &second, 3);
        let discount = Rational::new(discount, 20).unwrap();
        let found = quickly(&game, &discount);
        prop_assume!(found.standing == Standing::Exact && found.outer.vertices.len() > 1);
        let whole = &found.outer;
        let is_chosen = |place: &usize| chosen >> (place % 32) & 1 == 1;
        let part = (0..whole.vertices.len()).filter(is_chosen);
        let part = Polygon::hull(part.map(|place| whole.vertices[place].clone()).collect());
        prop_assume!(!part.vertices.is_empty() && part != *whole);
        prop_assert!(!is_whole(&game, &discount, &part, whole));
        // A little more than the whole, towards each corner from a point inside
        let middle = [0, 1].map(|axis| {
            let mut sum = Rational::zero();
            whole.vertices.iter().for_each(|vertex| sum += &vertex[axis]);
            sum /= &Rational::share(whole.vertices.len(), 1);
            sum
        });
        let further = Rational::new(1, 1_000_000_000).unwrap();
        let larger = Polygon::hull(whole.vertices.iter().map(|vertex| [0, 1].map(|axis| {
            let mut point = vertex[axis].clone();
            point.add_product(&further, &vertex[axis].minus(&middle[axis]));
            point
        })).collect());
        prop_assert!(!is_whole(&game, &discount, &part, &larger));
    }
}
