//! Where players are very patient, and where payoffs are known only nearly.

use proptest::prelude::*;

use super::{asked, dilemma, is_sound};
use crate::game::Game;
use crate::num::{Rational, Ring};
use crate::repeated::{ApproximationSettings, judd_yeltekin_conklin};

/// Near 1 points come from where players are less patient, and are proved where they are asked for.
#[test]
fn patience_keeps_what_less_of_it_sustains() {
    let game = dilemma();
    let settings = ApproximationSettings { directions: 8, width: 1e-6, ..Default::default() };
    let at = |n, d| {
        let found = asked(&game, (n, d), &settings).unwrap();
        is_sound(&game, &found);
        found
    };
    let lone = at(9, 10);
    assert_eq!(lone.patience, None);
    let patient = at(997, 1000);
    assert!(patient.patience.as_ref().unwrap() < &patient.discounts[0] && patient.inner.len() > 2);
    // Trust and distrust for ever alone leave 4.9
    assert!(patient.gap.unwrap() < 0.5, "{:?}", patient.gap);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Bounds that hold whatever payoffs are hold of a game that is really a little different; what is proved inside is there an
    /// equilibrium payoff up to the error.
    #[test]
    fn payoffs_that_are_known_only_nearly(
        payoffs in prop::collection::vec(prop::collection::vec(-4..8_i64, 8), 3),
        wrong in prop::collection::vec(prop::collection::vec(-2..3_i64, 8), 3),
        at in 2..18_i64,
    ) {
        let scaled = |(all, more): (&Vec<i64>, &Vec<i64>), times: i64| -> Vec<Rational> {
            let both = all.iter().zip(more);
            both.map(|(x, y)| Rational::new(100 * x + times * y, 100).unwrap()).collect()
        };
        let game = |times: i64| {
            let all = payoffs.iter().zip(&wrong).map(|one| scaled(one, times)).collect();
            Game::new(vec![2, 2, 2], all).unwrap()
        };
        let discount = vec![Rational::new(at, 20).unwrap(); 3];
        let errors = vec![Rational::new(2, 100).unwrap(); 3];
        let standard = ApproximationSettings { directions: 24, iterations: 200, ..Default::default() };
        let nearly = ApproximationSettings { errors: Some(&errors), ..standard };
        let told = judd_yeltekin_conklin(&game(0), &discount, &nearly).unwrap();
        let really = judd_yeltekin_conklin(&game(1), &discount, &standard).unwrap();
        prop_assert!(really.inner.iter().all(|point| told.contains(&point.payoffs)));
        for point in &told.inner {
            for (direction, level) in really.directions.iter().zip(&really.levels) {
                let mut far = Rational::zero();
                for ((x, payoff), error) in direction.iter().zip(&point.payoffs).zip(&errors) {
                    far.add_product(x, payoff);
                    far.add_product(&x.abs(), &error.negated());
                }
                prop_assert!(far <= *level);
            }
        }
        prop_assert!(told.inner.is_empty() || really.ranges.is_some());
    }
}
