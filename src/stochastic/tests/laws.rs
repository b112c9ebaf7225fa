//! Laws on random games.

use proptest::prelude::*;

use super::{discounts, end, exactly, q};
use crate::certify::markov;
use crate::game::{Game, Payoffs, Policy, Profile, Stage, StochasticGame};
use crate::nash::{Coverage, Settings};
use crate::num::{Draws, Rational, Ring};
use crate::solve::solve;
use crate::stochastic::{Found, Recursion, iteration, recursion, worth};

/// A random game: moves lead from a state to itself or to earlier ones, or anywhere.
fn random(seed: u64, counts: &[usize], states: usize, directional: bool) -> StochasticGame {
    random_up_to(4, seed, counts, states, directional)
}

/// The same with payoffs that hardly ever tie.
pub(super) fn random_wide(
    seed: u64,
    counts: &[usize],
    states: usize,
    directional: bool,
) -> StochasticGame {
    random_up_to(1000, seed, counts, states, directional)
}

fn random_up_to(
    most: i64,
    seed: u64,
    counts: &[usize],
    states: usize,
    directional: bool,
) -> StochasticGame {
    let draws = Draws::new(seed);
    let profiles: usize = counts.iter().product();
    let stage = |state: usize| {
        let draws = draws.at(state as u64);
        let payoffs = |player: usize| {
            let one = |a: usize| q(draws.integer(player * profiles + a, (-most, most)), 1);
            exactly(&(0..profiles).map(one).collect::<Vec<_>>())
        };
        let moves = |a: usize| {
            let most = if directional { state } else { states - 1 };
            let place = |n: usize| {
                let bits = draws.at(9).bits(3 * a + n);
                usize::try_from(bits % (most as u64 + 1)).unwrap()
            };
            let lot = q(draws.at(8).integer(a, (0, 3)), 3);
            vec![(place(0), lot.clone()), (place(1), Rational::one().minus(&lot))]
        };
        Stage::new(
            counts.iter().map(|&count| (0..count).collect()).collect(),
            (0..counts.len()).map(payoffs).collect(),
            (0..profiles).map(moves).collect(),
        )
        .unwrap()
    };
    let discount = q(draws.at(77).integer(0, (0, 4)), 5);
    StochasticGame::new(discounts(counts.len(), &discount), (0..states).map(stage).collect())
        .unwrap()
}

/// Every pure stationary policy.
fn policies(game: &StochasticGame) -> Vec<Policy> {
    let mut found: Vec<Policy> = vec![vec![]];
    for stage in game.stages() {
        let shape = stage.shape();
        let more = |policy: &Policy| {
            let with = |profile: Vec<usize>| {
                let mut longer = policy.clone();
                longer.push(Profile::pure(shape.strategies(), &profile));
                longer
            };
            shape.profiles_iter().map(with).collect::<Vec<_>>()
        };
        found = found.iter().flat_map(more).collect();
    }
    found
}

fn sorted(mut list: Vec<Vec<Vec<usize>>>) -> Vec<Vec<Vec<usize>>> {
    list.sort();
    list.dedup();
    list
}

/// The pure equilibria by trying all policies.
fn tried(game: &StochasticGame) -> Vec<Vec<Vec<usize>>> {
    let stands = |policy: Policy| {
        let found = Found::certified(game, policy).unwrap();
        found.one_shot.is_equilibrium().then(|| found.as_pure().unwrap())
    };
    sorted(policies(game).into_iter().filter_map(stands).collect())
}

fn listed(game: &StochasticGame) -> Vec<Vec<Vec<usize>>> {
    let outcome = recursion(game, &Recursion::default());
    assert!(outcome.coverage != Coverage::Some || outcome.rounded);
    let small = Rational::integer(10).powi(-40).unwrap();
    assert!(outcome.found.iter().all(|found| found.one_shot.most() < small));
    assert!(outcome.rounded || outcome.found.iter().all(|found| found.one_shot.is_equilibrium()));
    sorted(outcome.found.iter().filter_map(Found::as_pure).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn recursion_finds_what_trying_all_policies_finds(seed: u64) {
        let game = random(seed, &[2, 2], 3, true);
        prop_assert!(game.is_directional());
        prop_assert_eq!(listed(&game), tried(&game));
    }

    #[test]
    fn groups_of_states_are_searched_whole(seed: u64) {
        let game = random(seed, &[2, 2], 3, false);
        prop_assert_eq!(listed(&game), tried(&game));
    }

    #[test]
    fn three_players_and_other_shapes(seed: u64) {
        let game = random(seed, &[2, 1, 3], 2, true);
        prop_assert_eq!(listed(&game), tried(&game));
    }

    #[test]
    fn one_state_is_the_stage_game(seed: u64) {
        // Play always stays, so what is played for ever is an equilibrium of the stage game
        let game = random(seed, &[2, 3], 1, true);
        let stage = &game.stages()[0];
        let payoffs = |player: usize| {
            (0..6).map(|a| stage.payoff(player, a).0.clone()).collect::<Vec<_>>()
        };
        let stage_game = Game::new(vec![2, 3], vec![payoffs(0), payoffs(1)]).unwrap();
        let all = solve(&Payoffs::from(stage_game), None, &Settings::default()).unwrap();
        let expected: Vec<Profile<Rational>> =
            all.outcome.equilibria.into_iter().map(|e| e.profile).collect();
        let outcome = recursion(&game, &Recursion::default());
        prop_assert_eq!(outcome.coverage, Coverage::All);
        let found: Vec<Profile<Rational>> =
            outcome.found.into_iter().map(|found| found.policy[0].clone()).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn nobody_alone_does_better_than_the_best_policy(seed: u64) {
        let game = random(seed, &[3], 3, false);
        let best = |state: usize| {
            policies(&game).iter().map(|policy| worth(&game, policy)[state][0].0.clone()).max()
        };
        let found = iteration(&game, 10_000, &|_, _| true).unwrap();
        prop_assert!(found.found.one_shot.is_equilibrium());
        let all = recursion(&game, &Recursion::default());
        prop_assert_eq!(all.coverage, Coverage::All);
        prop_assert_eq!(all.infinite, all.found.len() > 1);
        for state in 0..3 {
            prop_assert_eq!(Some(found.found.values[state][0].0.clone()), best(state));
            for one in &all.found {
                prop_assert_eq!(Some(one.values[state][0].0.clone()), best(state));
            }
        }
        prop_assert_eq!(sorted(all.found.iter().filter_map(Found::as_pure).collect()), tried(&game));
    }

    #[test]
    fn what_iteration_proves_is_on_the_list(seed: u64) {
        let game = random(seed, &[2, 2], 3, true);
        if let Some(found) = iteration(&game, 2000, &|_, _| true)
            && found.found.one_shot.is_equilibrium()
            && let Some(pure) = found.found.as_pure()
        {
            prop_assert!(found.settled);
            prop_assert!(tried(&game).contains(&pure));
        }
    }

    #[test]
    fn where_values_settle_is_on_the_complete_list(seed: u64) {
        // Mixed ones too: two players with two strategies each
        let game = random(seed, &[2, 2], 2, true);
        let all = recursion(&game, &Recursion::default());
        let found = iteration(&game, 2000, &|_, _| true).unwrap();
        let proved = all.coverage == Coverage::All || all.rounded;
        let small = q(1, 1_000_000_000);
        if proved && !all.infinite && found.settled && found.found.one_shot.most() < small {
            let near = |a: &Rational, b: &Rational| a.minus(b).abs() < q(1, 1000);
            let same = |one: &Found| {
                let each = one.values.iter().flatten().zip(found.found.values.iter().flatten());
                each.into_iter().all(|(a, b)| near(&a.0, &b.0))
            };
            prop_assert!(all.found.iter().any(same));
        }
    }

    #[test]
    fn scales_of_payoffs_and_names_of_states_do_not_matter(seed: u64) {
        let game = random(seed, &[2, 2], 3, true);
        let states = game.states();
        let other = |state: usize| states - 1 - state;
        let turned = |state: usize| {
            let stage = &game.stages()[other(state)];
            let scaled = |player: usize| {
                let one = |a: usize| {
                    let mut x = stage.payoff(player, a).0.clone();
                    x *= &q(3, 2);
                    x += &q(7, 1);
                    x
                };
                exactly(&(0..4).map(one).collect::<Vec<_>>())
            };
            let moves = |a: usize| {
                stage.moves(a).iter().map(|(s, chance)| (other(*s), chance.clone())).collect()
            };
            Stage::new(vec![vec![0, 1]; 2], vec![scaled(0), scaled(1)], (0..4).map(moves).collect())
                .unwrap()
        };
        let discounts = (0..2).map(|player| game.discount(player).clone()).collect();
        let changed = StochasticGame::new(discounts, (0..states).map(turned).collect()).unwrap();
        let mut back = listed(&changed);
        for policy in &mut back {
 policy.reverse();
}
        prop_assert_eq!(sorted(back), listed(&game));
    }

    #[test]
    fn bounds_of_values_hold_what_exact_payoffs_give(seed: u64) {
        let game = random(seed, &[2, 2], 3, false);
        let wide = |stage: &Stage| {
            let around = |player: usize| {
                let one = |a: usize| {
                    let (low, mut high) = stage.payoff(player, a).clone();
                    high += &q(1, 1000);
                    (low.minus(&q(1, 500)), high)
                };
                (0..4).map(one).collect()
            };
            let moves = (0..4).map(|a| stage.moves(a).to_vec()).collect();
            Stage::new(vec![vec![0, 1]; 2], vec![around(0), around(1)], moves).unwrap()
        };
        let discounts = (0..2).map(|player| {
            let (low, mut high) = game.discount(player).clone();
            high += &q(1, 1000);
            (low, high)
        });
        let stages = game.stages().iter().map(wide).collect();
        let wide = StochasticGame::new(discounts.collect(), stages).unwrap();
        for policy in policies(&game).into_iter().step_by(7) {
            let (exact, around) = (worth(&game, &policy), worth(&wide, &policy));
            for (exact, around) in exact.iter().flatten().zip(around.iter().flatten()) {
                prop_assert!(around.0 < exact.0 && exact.0 < around.1);
            }
            prop_assert!(markov(&wide, &policy, &around).is_some());
        }
        // What is refuted between bounds is no equilibrium, and what is proved is one
        let outcome = recursion(&wide, &Recursion::default());
        let kept: Vec<_> = outcome.found.iter().filter_map(Found::as_pure).collect();
        for pure in tried(&game) {
            prop_assert!(kept.contains(&pure));
        }
    }

    #[test]
    fn a_limit_cuts_the_list_and_says_so(seed: u64) {
        let game = random(seed, &[2, 2], 3, true);
        let all = recursion(&game, &Recursion::default());
        let cut = recursion(&game, &Recursion { at_most: Some(1), ..Recursion::default() });
        prop_assert_eq!(cut.found.len(), all.found.len().min(1));
        prop_assert_eq!(cut.found.first(), all.found.first());
        let stopped = recursion(&game, &Recursion { at_most: None, watch: &|_, _| false });
        prop_assert!(stopped.stopped && stopped.coverage == Coverage::Some);
    }
}

#[test]
fn a_state_where_nobody_chooses_is_worth_what_it_pays() {
    let game = super::game(2, &q(1, 3), vec![end(2, 0)]);
    let outcome = recursion(&game, &Recursion::default());
    assert_eq!((outcome.found.len(), outcome.coverage), (1, Coverage::All));
}
