//! What the smooth path comes to.

use proptest::prelude::*;

use super::laws::random_wide;
use super::{discounts, end, exactly, game, integers, q, to};
use crate::certify::{enclose_policy, markov};
use crate::game::{Bounds, Profile, Stage, StochasticGame};
use crate::num::{Rational, Ring};
use crate::stochastic::{Found, Recursion, Traced, homotopy, recursion, worth};

fn traced(game: &StochasticGame) -> Traced {
    homotopy(game, &|_, _| true)
}

fn found(game: &StochasticGame) -> Found {
    traced(game).found.unwrap()
}

/// Two states that lead to each other, zero-sum: a match pays and moves on, else play stays. With w and x the totals that follow in the
/// first and second state, v = val (a + δ x, δ v; δ v, b + δ x) by the value of a matrix.
#[test]
fn values_of_a_zero_sum_game_solve_the_equation_of_shapley() {
    let both = |list: [i64; 4]| vec![integers(&list), integers(&list.map(|n| -n))];
    let moves = |here: usize| vec![to(1 - here), to(here), to(here), to(1 - here)];
    let stage = |list: [i64; 4], here: usize| {
        Stage::new(vec![vec![0, 1]; 2], both(list), moves(here)).unwrap()
    };
    let delta = 0.75;
    let game = game(2, &q(3, 4), vec![stage([4, 0, 0, 1], 0), stage([-1, 1, 2, -3], 1)]);
    let found = found(&game);
    assert!(found.one_shot.is_equilibrium());
    // By value iteration: a matrix without saddle points has the value (ad − bc) / (a + d − b − c)
    let value = |[a, b, c, d]: [f64; 4]| {
        let (low, high) = (a.min(b).max(c.min(d)), a.max(c).min(b.max(d)));
        if low >= high { low } else { (a * d - b * c) / (a + d - b - c) }
    };
    let mut v = [0.0; 2];
    for _ in 0..300 {
        let next = [([4.0, 0.0, 0.0, 1.0], 0), ([-1.0, 2.0, 1.0, -3.0], 1)];
        v = next.map(|(pays, here): ([f64; 4], usize)| {
            let follows = [v[1 - here], v[here], v[here], v[1 - here]];
            value([0, 1, 2, 3].map(|a| (1.0 - delta) * pays[a] + delta * follows[a]))
        });
    }
    for (state, value) in v.iter().enumerate() {
        let [first, second] = [0, 1].map(|p| found.values[state][p].0.nearest_f64());
        assert!((first - value).abs() < 1e-9 && (first + second).abs() < 1e-9, "{first} {value}");
    }
}

/// Rock, paper and scissors now and then, and a coin that says who wins more: even chances are exact.
#[test]
fn what_is_rational_is_exact() {
    let rock = [0, 1, -1, -1, 0, 1, 1, -1, 0];
    let stage = |times: i64, next: usize| {
        let both = [times, -times].map(|sign| integers(&rock.map(|n| sign * n))).to_vec();
        let moves = vec![vec![(0, q(1, 2)), (next, q(1, 2))]; 9];
        Stage::new(vec![vec![0, 1, 2]; 2], both, moves).unwrap()
    };
    let game = game(2, &q(2, 3), vec![stage(1, 1), stage(5, 1)]);
    let found = found(&game);
    assert!(found.within.is_none() && found.one_shot.is_equilibrium());
    assert!(found.policy.iter().all(|profile| profile.iter().all(|p| *p == vec![q(1, 3); 3])));
    assert_eq!(found.values[0][0], (q(0, 1), q(0, 1)));
}

/// Three players of whom each wants to differ from the next one, which cannot be had by all: whoever differs gets 2 with the first strategy and 1 with
/// the second one, times 3 in the second state; lots decide which state comes. So everybody plays the first strategy with chance 2/3.
#[test]
fn three_players_who_must_mix() {
    let strategy = |index: usize, player: usize| (index >> player) & 1;
    let pays = |player: usize, times: i64| {
        let one = |index: usize| {
            let own = strategy(index, player);
            let differs = own != strategy(index, (player + 1) % 3);
            times * i64::from(differs) * if own == 0 { 2 } else { 1 }
        };
        integers(&(0..8).map(one).collect::<Vec<_>>())
    };
    let stage = |times: i64| {
        let moves = vec![vec![(0, q(1, 2)), (1, q(1, 2))]; 8];
        let payoffs = (0..3).map(|player| pays(player, times)).collect();
        Stage::new(vec![vec![0, 1]; 3], payoffs, moves).unwrap()
    };
    let found = found(&game(3, &q(1, 2), vec![stage(1), stage(3)]));
    assert!(found.one_shot.is_equilibrium() && found.within.is_none());
    for (state, worth) in [q(1, 1), q(5, 3)].into_iter().enumerate() {
        for player in 0..3 {
            assert_eq!(found.policy[state][player], [q(2, 3), q(1, 3)]);
            assert_eq!(found.values[state][player].0, worth);
        }
    }
}

#[test]
fn a_stage_game_is_played_for_ever() {
    // Unique, mixed
    let pays = vec![integers(&[4, 0, 1, 2]), integers(&[0, 2, 3, 0])];
    let stage = Stage::new(vec![vec![0, 1]; 2], pays, vec![to(0); 4]).unwrap();
    let found = found(&game(2, &q(9, 10), vec![stage]));
    assert_eq!(found.policy[0][0], [q(2, 5), q(3, 5)]);
    assert_eq!(found.policy[0][1], [q(1, 5), q(4, 5)]);
    assert!(found.one_shot.is_equilibrium() && found.within.is_none());
}

#[test]
fn limits_stop_it() {
    let game = random_wide(7, &[2, 2], 3, false);
    let stopped = homotopy(&game, &|_, _| false);
    assert!(stopped.stopped && stopped.found.is_none());
    let asked = std::sync::atomic::AtomicU64::new(0);
    homotopy(&game, &|done, total| {
        asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        done <= total
    });
    assert!(asked.into_inner() > 3);
    // No strategy is dominated
    let strategies = 1100_i64;
    let pays: Vec<i64> = (0..strategies).chain((0..strategies).rev()).collect();
    let wide = Stage::new(
        vec![(0..1100).collect(), vec![0, 1]],
        vec![integers(&pays), integers(&pays)],
        vec![to(0); 2200],
    );
    let far = traced(&super::game(2, &q(0, 1), vec![wide.unwrap(), end(2, 1)]));
    assert_eq!((far.found, far.too_large), (None, Some(vec![0])));
}

/// A box is proved for supports of an equilibrium only.
#[test]
fn what_is_no_equilibrium_is_not_enclosed() {
    let both = |list: [i64; 4]| vec![integers(&list), integers(&list.map(|n| -n))];
    let play =
        Stage::new(vec![vec![0, 1]; 2], both([3, 0, 0, 1]), vec![to(1), to(0), to(0), to(1)]);
    let game = game(2, &q(4, 5), vec![play.unwrap(), end(2, 1)]);
    let found = found(&game);
    let within = found.within.as_ref().unwrap();
    let (low, high) = &within[0][0][0];
    assert!(low < high && high.minus(low) < Rational::integer(10).powi(-30).unwrap());
    assert!(enclose_policy(&game, &found.policy, &found.values).is_some());
    let with = |first: Vec<Rational>, second: Vec<Rational>| {
        let policy = vec![Profile::new(vec![first, second]), Profile::pure(&[1, 1], &[0, 0])];
        enclose_policy(&game, &policy, &worth(&game, &policy))
    };
    let (sure, even) = ([q(1, 1), q(0, 1)].to_vec(), vec![q(1, 2); 2]);
    assert_eq!(with(sure.clone(), sure.clone()), None);
    assert_eq!(with(even.clone(), sure), None);
    assert_eq!(with(even.clone(), even).unwrap().policy, *within);
}

/// Whether two numbers have the same bounds, or bounds that meet.
fn meet(a: &Bounds, b: &Bounds) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

/// Checks what is said of what was found, without what found it: exactly where it is exact, else near the middle of the box.
fn holds(game: &StochasticGame, found: &Found) -> bool {
    let values = worth(game, &found.policy);
    let one_shot = markov(game, &found.policy, &values).unwrap();
    match &found.within {
        None => one_shot == found.one_shot && one_shot.is_equilibrium(),
        Some(within) => {
            let inside = |(low, high): &Bounds, x: &Rational| low <= x && x <= high;
            let near = one_shot.most() < Rational::integer(10).powi(-25).unwrap();
            near && within.iter().zip(&found.policy).all(|(chances, profile)| {
                chances.iter().zip(profile.iter()).all(|(own, mixed)| {
                    own.iter().zip(mixed).all(|(bounds, x)| {
                        // To distributions they are scaled
                        let mut wide = bounds.clone();
                        wide.0 -= &Rational::integer(10).powi(-30).unwrap();
                        wide.1 += &Rational::integer(10).powi(-30).unwrap();
                        inside(&wide, x)
                    })
                })
            })
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn equilibria_of_general_games_are_proved(seed: u64, shape in 0_usize..4) {
        let counts = [&[2, 2][..], &[3, 2], &[2, 2, 2], &[3, 3]][shape];
        let game = random_wide(seed, counts, 2 + shape % 2, false);
        let found = found(&game);
        prop_assert!(found.one_shot.is_equilibrium());
        prop_assert!(holds(&game, &found));
    }

    #[test]
    fn what_the_path_finds_is_on_the_complete_list(seed: u64) {
        let game = random_wide(seed, &[2, 2], 3, true);
        let all = recursion(&game, &Recursion::default());
        prop_assume!(all.coverage == crate::nash::Coverage::All);
        let found = found(&game);
        prop_assert!(found.one_shot.is_equilibrium());
        let supports = |found: &Found| found.policy.iter().map(Profile::supports).collect::<Vec<_>>();
        let same = |other: &&Found| {
            supports(other) == supports(&found)
                && other.values.iter().flatten().zip(found.values.iter().flatten()).all(|(a, b)| meet(a, b))
        };
        prop_assert!(all.found.iter().any(|other| same(&other)));
    }

    /// Of a few games: where two paths come near to each other, rounding may decide which one is followed to its equilibrium.
    #[test]
    fn units_of_payoffs_do_not_matter(seed in 0_u64..12) {
        let game = random_wide(seed, &[2, 2], 2, false);
        // 5 u + 2, exactly
        let stage = |stage: &Stage| {
            let more = |(low, _): &Bounds| {
                let mut more = q(2, 1);
                more.add_product(&q(5, 1), low);
                more
            };
            let payoffs =
                |p: usize| (0..4).map(|a| more(stage.payoff(p, a))).collect::<Vec<_>>();
            Stage::new(
                stage.available().to_vec(),
                (0..2).map(|p| exactly(&payoffs(p))).collect(),
                (0..4).map(|a| stage.moves(a).to_vec()).collect(),
            )
            .unwrap()
        };
        let discount = game.discount(0).0.clone();
        let stages = game.stages().iter().map(stage).collect();
        let other = StochasticGame::new(discounts(2, &discount), stages).unwrap();
        let (one, two) = (found(&game), found(&other));
        let supports = |found: &Found| found.policy.iter().map(Profile::supports).collect::<Vec<_>>();
        prop_assert_eq!(supports(&one), supports(&two));
        for (a, b) in one.values.iter().flatten().zip(two.values.iter().flatten()) {
            let grown = |x: &Rational| {
                let mut grown = q(2, 1);
                grown.add_product(&q(5, 1), x);
                grown
            };
            prop_assert!(meet(&(grown(&a.0), grown(&a.1)), b));
        }
    }

    #[test]
    fn names_of_strategies_do_not_matter(seed in 0_u64..12) {
        let game = random_wide(seed, &[2, 3], 2, false);
        // The second player's strategies in the other order
        let turned = |index: usize| index % 2 + 2 * (2 - index / 2);
        let stage = |stage: &Stage| {
            let payoffs = |p: usize| (0..6).map(|a| stage.payoff(p, turned(a)).0.clone()).collect::<Vec<_>>();
            Stage::new(
                stage.available().to_vec(),
                (0..2).map(|p| exactly(&payoffs(p))).collect(),
                (0..6).map(|a| stage.moves(turned(a)).to_vec()).collect(),
            ).unwrap()
        };
        let discount = game.discount(0).0.clone();
        let other = StochasticGame::new(discounts(2, &discount), game.stages().iter().map(stage).collect()).unwrap();
        let (one, two) = (found(&game), found(&other));
        for (a, b) in one.policy.iter().zip(&two.policy) {
            prop_assert_eq!(a[0].iter().map(Rational::is_zero).collect::<Vec<_>>(), b[0].iter().map(Rational::is_zero).collect::<Vec<_>>());
            prop_assert_eq!(
                a[1].iter().map(Rational::is_zero).collect::<Vec<_>>(),
                b[1].iter().rev().map(Rational::is_zero).collect::<Vec<_>>()
            );
        }
    }
}
