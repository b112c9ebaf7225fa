//! States in which two players with two strategies each decide whether play stays, with payoffs that often tie.

use proptest::prelude::*;

use super::{end, game, integers, q, to};
use crate::game::{Profile, Stage};
use crate::nash::Coverage;
use crate::num::{Draws, Rational, Ring};
use crate::stochastic::{Found, Recursion, recursion};

/// Parts of probabilities that are tried.
const PARTS: i64 = 12;

/// How likely both play their first strategies in the first state.
fn point(found: &Found) -> [Rational; 2] {
    [0, 1].map(|player| found.policy[0][player][0].clone())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Every equilibrium among many mixtures is listed, or between two that are.
    #[test]
    fn no_equilibrium_is_missed(seed: u64) {
        let draws = Draws::new(seed);
        let payoffs = |player: usize| {
            integers(&[0, 1, 2, 3].map(|a| draws.integer(4 * player + a, (-1, 1))))
        };
        let moves = (0..4).map(|a| to(usize::from(draws.integer(20 + a, (0, 2)) == 0))).collect();
        let first = Stage::new(vec![vec![0, 1]; 2], vec![payoffs(0), payoffs(1)], moves).unwrap();
        let game = game(2, &q(1, 2), vec![first, end(2, 1)]);
        let outcome = recursion(&game, &Recursion::default());
        prop_assert!(outcome.coverage == Coverage::All);
        let listed: Vec<[Rational; 2]> = outcome.found.iter().map(point).collect();
        // An end that is not rational is none of its own, so that no box has it alone
        let small = Rational::integer(10).powi(-40).unwrap();
        let stands = |found: &Found| {
            found.one_shot.is_equilibrium() || (outcome.rounded && found.one_shot.most() < small)
        };
        prop_assert!(outcome.found.iter().all(stands));
        let between = |point: &[Rational; 2], along: usize| {
            let same = || listed.iter().filter(|other| other[1 - along] == point[1 - along]);
            same().any(|other| other[along] <= point[along])
                && same().any(|other| other[along] >= point[along])
        };
        for way in 0..(PARTS + 1) * (PARTS + 1) {
            let chances = [way / (PARTS + 1), way % (PARTS + 1)].map(|part| q(part, PARTS));
            let both = chances.clone().map(|chance| {
                let other = Rational::one().minus(&chance);
                vec![chance, other]
            });
            let policy = vec![Profile::new(both.to_vec()), Profile::pure(&[1, 1], &[0, 0])];
            if !Found::certified(&game, policy).unwrap().one_shot.is_equilibrium() {
                prop_assert!(!listed.contains(&chances));
            } else if !listed.contains(&chances) {
                prop_assert!(outcome.infinite);
                let anything = listed.len() >= 4 && (0..4).all(|corner| {
                    listed.contains(&[corner / 2, corner % 2].map(|end| q(end, 1)))
                });
                prop_assert!(between(&chances, 0) || between(&chances, 1) || anything);
            }
        }
    }
}
