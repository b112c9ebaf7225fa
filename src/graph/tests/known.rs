//! Games whose answers are known.

use super::*;
use crate::certify::{Potential, PotentialKind, Values, Violation};
use crate::response::ResponseError;

#[test]
fn known_games() {
    // Exact, weighted, ordinal, generalised ordinal, best-response
    let dilemma = game(&[2, 2], &[&[2, 3, 0, 1], &[2, 0, 3, 1]]);
    assert_eq!(verdicts(&dilemma), "+++++");
    let battle = game(&[2, 2], &[&[3, 0, 0, 2], &[2, 0, 0, 3]]);
    assert_eq!(verdicts(&battle), "+++++");
    // In the units of each player
    let uneven = game(&[2, 2], &[&[30, 0, 0, 20], &[3, 0, 0, 2]]);
    assert_eq!(verdicts(&uneven), "-++++");
    let pennies = game(&[2, 2], &[&[1, -1, -1, 1], &[-1, 1, 1, -1]]);
    assert_eq!(verdicts(&pennies), "-----");
    let order = game(&[2, 2], &[&[5, 0, 0, 1], &[1, 0, 0, 7]]);
    assert_eq!(verdicts(&order), "-++++");
    // Monderer and Shapley's: improvements end, but one player is indifferent where another gains
    let generalised = game(&[2, 2], &[&[1, 2, 2, 0], &[0, 0, 0, 1]]);
    assert_eq!(verdicts(&generalised), "---+-");
    // Better responses go round; the third column is always best
    let third = game(&[2, 3], &[&[0, 1, 1, 0, 1, 0], &[1, 0, 0, 1, 2, 2]]);
    assert_eq!(verdicts(&third), "----+");
    let lonely = game(&[3], &[&[1, 4, 2]]);
    assert_eq!(verdicts(&lonely), "+++++");
    let single = game(&[1, 1], &[&[1], &[2]]);
    assert_eq!(verdicts(&single), "+++++");
}

#[test]
fn sinks_of_known_games() {
    let battle = game(&[2, 2], &[&[3, 0, 0, 2], &[2, 0, 0, 3]]);
    let found = landscape(&battle, true);
    assert_eq!((found.equilibria.as_slice(), found.longest()), (&[0, 3][..], Some(1)));
    assert!(found.is_weakly_acyclic() && found.sinks.is_empty() && found.arcs == 4);
    // Best responses go round in four of nine profiles, the rest leads there or to the equilibrium
    let round = [[1, -1, 0, -1, 1, 0, 0, 0, 5], [-1, 1, 0, 1, -1, 0, 0, 0, 5]];
    let round = game(&[3, 3], &[&round[0], &round[1]]);
    let found = landscape(&round, true);
    assert_eq!(found.equilibria, [8]);
    assert_eq!(found.sinks.len(), 1);
    assert_eq!(found.sinks[0].profiles, [0, 1, 3, 4]);
    assert_eq!(found.sinks[0].played, [[0, 1], [0, 1]]);
    assert_eq!((found.cyclic, found.cycle), (4, Some(vec![0, 3, 4, 1])));
    assert!(found.lengths.is_none());
}

/// Two firms with linear demand: an exact potential, and quantities are substitutes.
#[test]
fn cournot_is_submodular_and_has_a_potential() {
    let profit = |own: i64, other: i64| own * (10 - own - other) - own;
    let cells = |first: bool| -> Vec<i64> {
        (0..30).map(|i| if first { profit(i % 6, i / 6) } else { profit(i / 6, i % 6) }).collect()
    };
    let cournot = game(&[6, 5], &[&cells(true), &cells(false)]);
    assert_eq!(verdicts(&cournot), "+++++");
    let found = modularity(&cournot, FREELY).unwrap();
    assert_eq!(found.is_submodular(), Some(true));
    assert_eq!((found.is_supermodular(), found.is_strict()), (Some(false), Some(true)));
}

/// Three commuters on three roads, slower the more they are: Rosenthal's potential.
#[test]
fn congestion_games_have_a_potential() {
    let cost = [[1, 4, 6], [2, 3, 9], [3, 3, 4]];
    let payoff = |player: usize| -> Vec<i64> {
        let road = |i: usize, player: usize| i / 3_usize.pow(u32::try_from(player).unwrap()) % 3;
        (0..27)
            .map(|i| {
                let own = road(i, player);
                let there = (0..3).filter(|&other| road(i, other) == own).count();
                -cost[own][there - 1]
            })
            .collect()
    };
    let roads = game(&[3, 3, 3], &[&payoff(0), &payoff(1), &payoff(2)]);
    assert_eq!(verdicts(&roads), "+++++");
    let found = landscape(&roads, false);
    assert!(found.cycle.is_none() && !found.equilibria.is_empty());
}

/// Payoffs that are equally good in large tiers make nodes of their own.
#[test]
fn tiers_are_reached_as_a_whole() {
    // The second and the fourth are as good; only from the fourth the other player moves on
    let payoffs = [[0, 1, 0, 1, 0, 1, 0, 0], [0, 0, 0, 0, 0, 0, 0, 9]];
    let ties = game(&[4, 2], &[&payoffs[0], &payoffs[1]]);
    let improvements = Improvements::new(&ties, FREELY).unwrap();
    assert!(improvements.nodes() > improvements.profiles());
    let found = landscape(&ties, false);
    assert_eq!(found.equilibria, [1, 5]);
    assert!(found.cycle.is_none());
    assert_eq!(found.longest(), Some(3));
}

#[test]
fn the_caller_can_end_every_phase() {
    let pennies = game(&[2, 2], &[&[1, -1, -1, 1], &[-1, 1, 1, -1]]);
    let never: Watch<'_> = &|_, _| false;
    assert_eq!(Improvements::new(&pennies, never).unwrap_err(), ResponseError::Stopped);
    assert_eq!(greatest(&pennies, never).unwrap_err(), ResponseError::Stopped);
    assert_eq!(modularity(&pennies, never).unwrap_err(), ResponseError::Stopped);
    let improvements = Improvements::new(&pennies, FREELY).unwrap();
    assert!(Landscape::new(&improvements, true, never).is_err());
    let better = Landscape::new(&improvements, false, FREELY).unwrap();
    let ground = Ground { improvements: &improvements, better: &better };
    assert!(POTENTIALS[0].find(ground, never).is_err());
}

#[test]
fn false_proofs_are_refused() {
    let battle = game(&[2, 2], &[&[3, 0, 0, 2], &[2, 0, 0, 3]]);
    let numbers = |n: [i64; 4]| Values::Numbers(n.map(Rational::integer).to_vec());
    let exact = |values| Potential { kind: PotentialKind::Exact, weights: vec![], values };
    assert!(!exact(numbers([3, 0, 0, 2])).check(&battle));
    assert!(!exact(Values::Ranks(vec![2, 0, 0, 1])).check(&battle));
    let ranks = |kind, ranks: [u32; 4]| {
        Potential { kind, weights: vec![], values: Values::Ranks(ranks.to_vec()) }.check(&battle)
    };
    assert!(ranks(PotentialKind::Ordinal, [7, 0, 1, 2]));
    for kind in [PotentialKind::Ordinal, PotentialKind::GeneralisedOrdinal] {
        assert!(!ranks(kind, [7, 7, 1, 2]));
    }
    assert!(!ranks(PotentialKind::BestResponse, [1, 1, 0, 2]));
    let minus = Rational::minus_one();
    let weights = vec![minus.clone(), minus];
    let negative =
        Potential { kind: PotentialKind::Weighted, weights, values: numbers([0, 0, 0, 0]) };
    assert!(!negative.check(&battle));
    let square = Square { profile: 0, players: [0, 1], others: [1, 1] };
    for violation in [
        Violation::Square(Square { others: [1, 2], ..square }),
        Violation::Square(Square { players: [0, 0], ..square }),
        Violation::Ratios(vec![square]),
        Violation::Ratios(vec![]),
        Violation::Cycle(vec![0, 2, 3, 1]),
        Violation::Cycle(vec![0]),
        Violation::Cycle(vec![0, 9]),
    ] {
        let kinds = [PotentialKind::Exact, PotentialKind::Weighted, PotentialKind::Ordinal];
        assert!(kinds.into_iter().all(|kind| !violation.check(&battle, kind)), "{violation:?}");
    }
}
