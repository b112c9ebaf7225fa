//! Players who are not equally patient: against stage equilibria in any order, grim triggers, and paths without lots.

use proptest::prelude::*;

use super::{Approximation, ApproximationSettings, judd_yeltekin_conklin};
use crate::certify::is_self_generating_by_each;
use crate::game::Game;
use crate::num::{Rational, Ring};
use crate::repeated::{PathSettings, berg_kitti};

fn game(strategies: &[usize], payoffs: &[Vec<i64>]) -> Game<Rational> {
    let exact = |row: &Vec<i64>| row.iter().map(|&x| Rational::integer(x)).collect();
    Game::new(strategies.to_vec(), payoffs.iter().map(exact).collect()).unwrap()
}

fn factors(all: &[(i64, i64)]) -> Vec<Rational> {
    all.iter().map(|&(n, d)| Rational::new(n, d).unwrap()).collect()
}

fn found(game: &Game<Rational>, discounts: &[Rational], directions: usize) -> Approximation {
    let settings = ApproximationSettings { directions, iterations: 2000, ..Default::default() };
    let found = judd_yeltekin_conklin(game, discounts, &settings).unwrap();
    let none = vec![Rational::zero(); game.players()];
    assert!(is_self_generating_by_each(game, discounts, &found.inner, &none));
    assert!(found.inner.iter().all(|point| found.contains(&point.payoffs)));
    assert!(found.inner.iter().all(|point| !found.dropped.contains(&point.profile)));
    let differ = discounts.iter().any(|one| *one != discounts[0]);
    assert!(!differ || found.patience.is_none());
    found
}

/// What each player gets from a sequence of profiles, of which the last is played for ever.
fn worth(game: &Game<Rational>, discounts: &[Rational], plays: &[usize]) -> Vec<Rational> {
    let each = discounts.iter().enumerate().map(|(player, discount)| {
        let payoffs = game.payoffs(player);
        let mut plays = plays.iter().rev();
        let mut worth = payoffs[*plays.next().unwrap()].clone();
        for &profile in plays {
            worth *= discount;
            worth.add_product(&Rational::one().minus(discount), &payoffs[profile]);
        }
        worth
    });
    each.collect()
}

/// Two equilibria, (4, 0) and (0, 4): who is impatient has theirs first, and both together get more than 4.
#[test]
fn patience_is_traded() {
    let stage = game(&[2, 2], &[vec![4, 0, 0, 0], vec![0, 0, 0, 4]]);
    let discounts = factors(&[(1, 5), (9, 10)]);
    let found = found(&stage, &discounts, 64);
    let traded = worth(&stage, &discounts, &[0, 3]);
    assert_eq!(traded, factors(&[(16, 5), (18, 5)]));
    assert!(found.contains(&traded));
    let most = found.inner.iter().map(|point| {
        let mut sum = point.payoffs[0].clone();
        sum += &point.payoffs[1];
        sum
    });
    assert!(most.max().unwrap() > Rational::new(67, 10).unwrap());
    assert!(found.gap.unwrap() < 0.05, "{:?}", found.gap);
    // Everybody gets 4 at most, each on their own average
    assert!(!found.contains(&factors(&[(401, 100), (0, 1)])));
}

/// Where discount factors come together, so do the levels.
#[test]
fn nearly_the_same_is_nearly_the_same() {
    let stage = game(&[2, 2], &[vec![9, 10, 1, 3], vec![9, 1, 10, 3]]);
    let [same, nearly] = [(1, 2), (500_000_001, 1_000_000_000)]
        .map(|second| found(&stage, &factors(&[(1, 2), second]), 32));
    for (a, b) in same.levels.iter().zip(&nearly.levels) {
        assert!((a.nearest_f64() - b.nearest_f64()).abs() < 1e-6, "{a} {b}");
    }
    assert!(nearly.gap.unwrap() < same.gap.unwrap() + 1e-3);
}

const FACTORS: [(i64, i64); 5] = [(1, 10), (2, 5), (3, 5), (4, 5), (19, 20)];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() })]

    /// Equilibria of the stage game in any order, and what grim triggers sustain.
    #[test]
    fn three_players(
        payoffs in prop::collection::vec(prop::collection::vec(-4..=4_i64, 8), 3),
        at in prop::array::uniform3(0..5_usize),
        order in prop::collection::vec(0..8_usize, 1..5),
    ) {
        let stage = game(&[2, 2, 2], &payoffs);
        let discounts = factors(&at.map(|at| FACTORS[at]));
        let found = found(&stage, &discounts, 26);
        let best = |profile: usize, player: usize| stage.best_payoff(player, profile);
        let nash: Vec<usize> = (0..8)
            .filter(|&p| (0..3).all(|i| *best(p, i) == stage.payoffs(i)[p]))
            .collect();
        if nash.is_empty() {
            return Ok(());
        }
        let plays: Vec<usize> = order.iter().map(|at| nash[at % nash.len()]).collect();
        prop_assert!(found.contains(&worth(&stage, &discounts, &plays)));
        for profile in 0..8 {
            let sustained = nash.iter().any(|&threat| (0..3).all(|i| {
                let mut deviates = Rational::one().minus(&discounts[i]);
                deviates *= best(profile, i);
                deviates.add_product(&discounts[i], &stage.payoffs(i)[threat]);
                deviates <= stage.payoffs(i)[profile]
            }));
            let here = worth(&stage, &discounts, &[profile]);
            prop_assert!(!sustained || found.contains(&here));
            prop_assert!(!sustained || found.inner.iter().any(|point| point.payoffs == here));
        }
    }

    /// Paths without lots that are proved give nothing outside, and none is known to give less than points inside may.
    #[test]
    fn two_players_without_lots(
        payoffs in prop::collection::vec(prop::collection::vec(-4..=4_i64, 4), 2),
        at in prop::array::uniform2(0..5_usize),
    ) {
        let stage = game(&[2, 2], &payoffs);
        let discounts = factors(&at.map(|at| FACTORS[at]));
        let found = found(&stage, &discounts, 32);
        let settings = PathSettings { width: 1.0 / 16.0, nodes: 60, ..PathSettings::default() };
        let paths = berg_kitti(&stage, &discounts, &settings).unwrap();
        for (player, range) in paths.ranges.iter().enumerate() {
            let ends = [range.least.1.as_ref(), range.greatest.0.as_ref()];
            for end in ends.into_iter().flatten() {
                let (low, high) = &found.ranges.as_ref().unwrap()[player];
                prop_assert!(low <= end && end <= high);
            }
        }
    }
}
