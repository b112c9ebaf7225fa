//! Dominance beside one exact linear program for each strategy over the whole game: slow, and
//! nothing is shared with the search.

use crate::common::{everything, game};
use equil::certify::{Advantage, BestResponse, best_response, dominance};
use equil::dominance::{
    Among, Elimination, Kind, eliminate, eliminate_watched, orders, standing, standings,
};
use equil::game::{Payoffs, Support};
use equil::linalg::Matrix;
use equil::lp::{Limit, Program, Relation, matrix_game, solve_cold};
use equil::num::{Rational, Ring, Sign};
use proptest::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::games::*;

/// How a strategy is dominated within `kept` by mixtures, and whether it is a best response.
fn by_program(
    payoffs: &Payoffs,
    player: usize,
    strategy: usize,
    kept: &[Support],
) -> (Option<Kind>, bool) {
    let shape = payoffs.shape();
    let rivals = shape.rival_profiles_within(player, kept);
    let payoff = |profile, own| payoffs.exact(player, shape.with(profile, player, own)).unwrap();
    let rows: Vec<Vec<Rational>> = (kept[player].iter().filter(|&&other| other != strategy))
        .map(|&by| rivals.iter().map(|&r| payoff(r, by).minus(&payoff(r, strategy))).collect())
        .collect();
    let Some(advantages) = Matrix::from_rows(rows) else { return (None, true) };
    let value = matrix_game::solve(&advantages, Limit::default()).unwrap().value;
    match value.signum() {
        Sign::Positive => return (Some(Kind::Strict), false),
        Sign::Negative => return (None, true),
        Sign::Zero => {}
    }
    let mut program = Program::maximise(
        advantages
            .iter_rows()
            .map(|row| {
                let mut sum = Rational::zero();
                for x in row {
                    sum += x;
                }
                sum
            })
            .collect(),
    );
    for column in advantages.transposed().iter_rows() {
        program.add_row(column.to_vec(), Relation::AtLeast, Rational::zero());
    }
    program.add_row(vec![Rational::one(); advantages.rows()], Relation::Equal, Rational::one());
    let most = solve_cold(&program, Limit::default()).unwrap().proved.value().cloned().unwrap();
    let kind = if most > Rational::zero() { Kind::Weak } else { Kind::VeryWeak };
    (Some(kind), true)
}

/// Removes everything dominated, round by round; with very weak dominance one after the other.
fn survivors_by_program(payoffs: &Payoffs, kind: Kind) -> Vec<Support> {
    let mut kept = everything(payoffs);
    loop {
        let mut left = kept.clone();
        for player in 0..kept.len() {
            let mut own = kept.clone();
            for &strategy in kept[player].iter().rev() {
                let from = if kind == Kind::VeryWeak { &own } else { &kept };
                let (found, _) = by_program(payoffs, player, strategy, from);
                if found.is_some_and(|found| found <= kind) {
                    own[player].retain(|&s| s != strategy);
                }
            }
            left[player].clone_from(&own[player]);
        }
        if left == kept {
            return kept;
        }
        kept = left;
    }
}

/// Numbers among which ties, near ties and long fractions are frequent.
fn scale() -> impl Strategy<Value = Vec<Rational>> {
    let near = |unit: Rational| {
        (0_i64..4)
            .flat_map(|n| (-1_i64..=1).map(move |k| (n, k)))
            .map(|(n, k)| {
                let mut x = unit.clone();
                x *= &Rational::integer(k);
                x += &Rational::integer(n);
                x
            })
            .collect::<Vec<_>>()
    };
    let integers = |range: std::ops::Range<i64>| range.map(Rational::integer).collect::<Vec<_>>();
    let primes = [1009, 1013, 1019, 1021, 1031, 1033, 1039, 1049, 1051, 1061, 1063, 1069];
    prop_oneof![
        Just(integers(0..2)),
        Just(integers(0..4)),
        Just(integers(0..1000)),
        Just(near(ratio(1, 1 << 60))),
        Just(near(ratio(1, 1_000_000_000))),
        // No common denominator fits a machine word
        Just(primes.iter().map(|&p| ratio(p / 3, p)).collect()),
        // Neither do these numbers
        Just(integers(0..4).iter().map(|n| n.powi(90).unwrap()).collect()),
    ]
}

fn degenerate(
    counts: impl Strategy<Value = Vec<usize>>,
) -> impl Strategy<Value = (Plain, Option<(usize, usize)>)> {
    (counts, scale()).prop_flat_map(|(counts, scale)| {
        let number = prop::sample::select(scale).boxed();
        let twins = prop::option::of((0..counts[0], 0..counts[0]));
        (with_counts(counts, number), twins)
    })
}

/// Makes one strategy of the first player a copy of another.
fn with_twins((mut plain, twins): (Plain, Option<(usize, usize)>)) -> Plain {
    if let Some((one, other)) = twins {
        let shape = plain.shape();
        for rivals in shape.rival_profiles(0) {
            let payoff = plain.payoffs[0][shape.with(rivals, 0, one)].clone();
            plain.payoffs[0][shape.with(rivals, 0, other)] = payoff;
        }
    }
    plain
}

fn two_players() -> impl Strategy<Value = Plain> {
    degenerate(prop::collection::vec(1_usize..=7, 2)).prop_map(with_twins)
}

fn three_players() -> impl Strategy<Value = Plain> {
    degenerate(prop::collection::vec(1_usize..=3, 3)).prop_map(with_twins)
}

fn standings_agree(payoffs: &Payoffs) -> Result<(), TestCaseError> {
    let all = everything(payoffs);
    for (player, own) in all.iter().enumerate() {
        let rivals = payoffs.shape().rival_profiles_within(player, &all);
        let found = standings(payoffs, player, &all, Among::Mixtures, &|_, _| true);
        for (&strategy, found) in own.iter().zip(found) {
            let (kind, best) = by_program(payoffs, player, strategy, &all);
            prop_assert_eq!(found.dominated.as_ref().map(|(kind, _)| *kind), kind);
            prop_assert_eq!(found.best_against.is_some(), best);
            prop_assert!(found.open.is_empty());
            if let Some((kind, by)) = &found.dominated {
                let proved = dominance(payoffs, player, strategy, by, &rivals);
                prop_assert_eq!(proved, Advantage::Dominates(*kind));
            }
            if let Some((belief, strict)) = &found.best_against {
                let proved = best_response(payoffs, player, strategy, belief, own);
                let said = if *strict { BestResponse::Strict } else { BestResponse::Tied };
                prop_assert_eq!(proved, said);
            }
            let alone = standing(payoffs, player, strategy, &all, Among::Mixtures);
            prop_assert_eq!(alone, found);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn standings_are_what_exact_programs_say(plain in two_players()) {
        standings_agree(&plain.game())?;
    }

    #[test]
    fn standings_of_three_players_are_what_exact_programs_say(plain in three_players()) {
        standings_agree(&plain.game())?;
    }

    #[test]
    fn eliminations_are_what_exact_programs_say(
        plain in prop_oneof![two_players(), three_players()],
    ) {
        let payoffs = plain.game();
        let all = everything(&payoffs);
        for (kind, _) in Kind::ALL {
            let found = eliminate(&payoffs, kind, Among::Mixtures, &all);
            prop_assert_eq!(&found.survivors, &survivors_by_program(&payoffs, kind));
            let mut kept = all.clone();
            for round in &found.rounds {
                for removal in round {
                    let rivals = payoffs.shape().rival_profiles_within(removal.player, &kept);
                    let proved =
                        dominance(&payoffs, removal.player, removal.strategy, &removal.by, &rivals);
                    prop_assert_eq!(proved, Advantage::Dominates(removal.kind));
                    prop_assert!(rivals.contains(&removal.closest));
                    prop_assert!(removal.by.iter().all(|(s, _)| kept[removal.player].contains(s)));
                }
                for removal in round {
                    kept[removal.player].retain(|&s| s != removal.strategy);
                }
            }
        }
    }

    /// Whenever it is stopped, what was removed is part of what would have been.
    #[test]
    fn stopped_eliminations_are_right_as_far_as_they_go(
        plain in two_players(),
        steps in 0_u64..30,
    ) {
        let payoffs = plain.game();
        let all = everything(&payoffs);
        let whole = eliminate(&payoffs, Kind::Strict, Among::Mixtures, &all);
        let asked = AtomicU64::new(0);
        let watch = |_, _| asked.fetch_add(1, Ordering::Relaxed) < steps;
        let part = eliminate_watched(&payoffs, Kind::Strict, Among::Mixtures, &all, &watch);
        prop_assert_eq!(part.stopped, asked.into_inner() > steps);
        if part.stopped {
            prop_assert!(!part.is_settled());
            for (left, rest) in part.survivors.iter().zip(&whole.survivors) {
                prop_assert!(rest.iter().all(|s| left.contains(s)));
            }
        } else {
            prop_assert_eq!(part, whole);
        }
    }
}

/// Two players who want to say one less than the other: one strategy each falls in every round.
fn chain(size: usize) -> Payoffs {
    let away = |own: usize, other: usize| {
        let target = other.saturating_sub(1);
        Rational::integer(-i64::try_from(own.abs_diff(target)).unwrap())
    };
    let plain = Plain::new(vec![size, size], |player, p| away(p[player], p[1 - player]));
    game(&plain.counts, &plain.payoffs)
}

#[test]
fn chains_fall_link_by_link() {
    for size in [2, 3, 10, 40] {
        let payoffs = chain(size);
        let all = everything(&payoffs);
        for among in [Among::Pure, Among::Mixtures] {
            let Elimination { rounds, survivors, .. } =
                eliminate(&payoffs, Kind::Strict, among, &all);
            assert_eq!(survivors, [[0], [0]]);
            assert_eq!(rounds.len(), size - 1);
            for (number, round) in rounds.iter().enumerate() {
                let fallen: Vec<usize> = round.iter().map(|removal| removal.strategy).collect();
                assert_eq!(fallen, [size - 1 - number; 2]);
            }
            let one_by_one = orders(&payoffs, Kind::Strict, among, &all, 1000);
            assert_eq!((one_by_one.outcomes, one_by_one.complete), (vec![survivors], true));
            assert_eq!(one_by_one.states, 2 * size - 1);
        }
    }
}

/// Numbers that look random: the same for the same `seed`.
fn random(size: [usize; 2], seed: u64, below: u64) -> Payoffs {
    let mut state = seed;
    let mut payoff = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Rational::integer(i64::try_from((state >> 33) % below).unwrap())
    };
    let payoffs: Vec<Vec<Rational>> =
        (0..2).map(|_| (0..size[0] * size[1]).map(|_| payoff()).collect()).collect();
    game(&size, &payoffs)
}

/// Large enough for several threads, and many more strategies than the other has: most of them are
/// dominated by mixtures of several others.
#[test]
fn threads_change_nothing() {
    for (below, others) in [(3, 6), (1000, 6), (1000, 60)] {
        let payoffs = random([300, others], 7, below);
        let all = everything(&payoffs);
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let found = standings(&payoffs, 0, &all, Among::Mixtures, &|_, _| true);
                (found, eliminate(&payoffs, Kind::Strict, Among::Mixtures, &all))
            })
        };
        let (found, left) = on(1);
        assert_eq!((&found, &left), (&on(3).0, &on(3).1));
        let rivals = payoffs.shape().rival_profiles_within(0, &all);
        let mut counts = [0; 2];
        for (strategy, standing) in found.iter().enumerate() {
            match (&standing.dominated, &standing.best_against) {
                (Some((kind, by)), _) => {
                    counts[0] += 1;
                    let proved = dominance(&payoffs, 0, strategy, by, &rivals);
                    assert_eq!(proved, Advantage::Dominates(*kind));
                }
                (None, Some((belief, _))) => {
                    counts[1] += 1;
                    let proved = best_response(&payoffs, 0, strategy, belief, &all[0]);
                    assert_eq!(proved, BestResponse::Strict);
                }
                (None, None) => panic!("{strategy} is neither dominated nor a best response"),
            }
        }
        // With few payoffs all are dominated, at least weakly; against many profiles, none
        let expected = [below < 10 || others < 10, below >= 10];
        assert_eq!(counts.map(|count| count > 10), expected, "{counts:?}");
    }
}

/// Every strategy but the best is removed, however many there are.
#[test]
fn one_player_with_many_strategies() {
    let size = 30_000;
    let rising: Vec<Rational> = (0..size).map(Rational::integer).collect();
    let count = rising.len();
    for list in [rising.clone(), rising.into_iter().rev().collect()] {
        let best = if list[0].is_zero() { count - 1 } else { 0 };
        let payoffs = game(&[count], &[list]);
        let all = everything(&payoffs);
        for among in [Among::Pure, Among::Mixtures] {
            let left = eliminate(&payoffs, Kind::Strict, among, &all);
            assert_eq!(left.survivors, [[best]]);
            assert_eq!(left.rounds.len(), 1);
        }
    }
}

/// A player's matrix, one row for each strategy, against an opponent who has no choice to make.
fn decision(rows: &[&[Rational]]) -> Payoffs {
    let columns = rows[0].len();
    let own = (0..columns).flat_map(|j| rows.iter().map(move |row| row[j].clone())).collect();
    let zeros = vec![Rational::zero(); rows.len() * columns];
    game(&[rows.len(), columns], &[own, zeros])
}

/// Games from the tests of `OpenSpiel` and `QuantEcon`: is the first strategy dominated, and how?
#[test]
fn known_verdicts() {
    let [n, tenth] = [Rational::integer as fn(i64) -> Rational, |k| ratio(k, 10)];
    let tiny = |k: i64| ratio(k, 1 << 25);
    let cases: Vec<(Vec<Vec<Rational>>, Option<Kind>)> = vec![
        (vec![vec![n(1), n(1)], vec![n(2), n(0)], vec![n(0), n(2)]], Some(Kind::VeryWeak)),
        (vec![vec![n(1), n(1)], vec![tenth(21), n(0)], vec![n(0), n(2)]], Some(Kind::Strict)),
        (vec![vec![n(1), tenth(11), n(1)], vec![n(2), n(0), n(2)], vec![n(0), n(2), n(0)]], None),
        (vec![vec![tiny(-1), tiny(-1)], vec![n(1), n(-1)], vec![n(-1), n(1)]], Some(Kind::Strict)),
        (vec![vec![n(0), n(0)], vec![n(1), n(-1)], vec![n(-1), n(1)]], Some(Kind::VeryWeak)),
        (vec![vec![tiny(1), tiny(1)], vec![n(1), n(-1)], vec![n(-1), n(1)]], None),
        (
            vec![vec![tenth(-5), tenth(-5)], vec![n(-1), n(1)], vec![n(1), n(-1)]],
            Some(Kind::Strict),
        ),
    ];
    for (rows, expected) in cases {
        let rows: Vec<&[Rational]> = rows.iter().map(Vec::as_slice).collect();
        let payoffs = decision(&rows);
        let found = standing(&payoffs, 0, 0, &everything(&payoffs), Among::Mixtures);
        assert_eq!(found.dominated.map(|(kind, _)| kind), expected, "{rows:?}");
    }
    // One player: all but the best
    let alone = game(&[3], &[[0, 1, -1].map(Rational::integer).to_vec()]);
    let left = eliminate(&alone, Kind::Strict, Among::Mixtures, &everything(&alone));
    assert_eq!(left.survivors, [[1]]);
    // The prisoner's dilemma
    let payoffs = [[5, 10, 0, 1], [5, 0, 10, 1]].map(|p| p.map(Rational::integer).to_vec());
    let dilemma = game(&[2, 2], &payoffs);
    let left = eliminate(&dilemma, Kind::Strict, Among::Mixtures, &everything(&dilemma));
    assert_eq!(left.survivors, [[1], [1]]);
}
