//! Correlated equilibria: what they contain, what they never contain, and that proofs prove.

use equil::certify::{Certificate, Concept, certify, certify_distribution, disobediences, gain};
use equil::correlated::{Optimum, Polytope, Settings};
use equil::dominance::Kind;
use equil::game::{Distribution, Linear, Objective, Payoffs, Sense};
use equil::nash;
use equil::num::{Rational, Ring, Sign};
use equil::solve::solve;
use proptest::prelude::*;

use crate::games::*;

const SENSES: [Sense; 2] = [Sense::Minimise, Sense::Maximise];

fn set(payoffs: &Payoffs, concept: Concept) -> Polytope<'_> {
    Polytope::new(payoffs, concept, &Settings::default()).unwrap()
}

/// The optimum, its proofs checked.
fn optimum(set: &Polytope<'_>, objective: &Objective, sense: Sense) -> Optimum {
    let found = set.optimum(objective, sense, &Settings::default()).unwrap();
    assert_eq!(found.certificate, Certificate::Exact);
    let again = certify_distribution(set.payoffs(), set.concept(), &found.distribution);
    assert_eq!(again, Some(Certificate::Exact));
    assert!(found.proofs.iter().all(|proof| proof.check(set.payoffs(), set.concept())));
    assert_eq!(found.attained, (found.bound.clone(), found.bound.clone()));
    found
}

fn range(set: &Polytope<'_>, objective: &Objective) -> [Rational; 2] {
    SENSES.map(|sense| optimum(set, objective, sense).bound)
}

fn objectives(payoffs: &Payoffs) -> Vec<Objective> {
    let mut all = vec![Objective::Welfare, Objective::Egalitarian];
    all.extend((0..payoffs.shape().players()).map(Objective::Payoff));
    all.push(Objective::Probability { player: 0, strategies: vec![0] });
    all
}

/// The probability of one pure profile.
fn profile(payoffs: &Payoffs, index: usize) -> Objective {
    let shape = payoffs.shape();
    let mut profiles = vec![Rational::zero(); shape.profiles()];
    profiles[index] = Rational::one();
    Objective::Linear(Linear { payoffs: vec![Rational::zero(); shape.players()], profiles })
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn nash_lies_within_correlated_within_coarse(plain in any_game()) {
        let game = plain.game();
        let [correlated, coarse] = Concept::ALL.map(|(concept, _)| set(&game, concept));
        let found = solve(&game, None, &nash::Settings::default()).unwrap().outcome.equilibria;
        let nash: Vec<Distribution> =
            found.iter().map(|e| Distribution::product(game.shape(), &e.profile)).collect();
        for distribution in &nash {
            for (concept, _) in Concept::ALL {
                let certified = certify_distribution(&game, concept, distribution);
                prop_assert_eq!(certified, Some(Certificate::Exact));
            }
        }
        for objective in objectives(&game) {
            let [least, most] = range(&correlated, &objective);
            let [lower, higher] = range(&coarse, &objective);
            prop_assert!(lower <= least && least <= most && most <= higher);
            for distribution in &nash {
                let value = objective.bounds(&game, distribution).unwrap().0;
                prop_assert!(least <= value && value <= most);
            }
        }
    }

    #[test]
    fn mixtures_of_correlated_equilibria_are_such(plain in any_game(), k in 1_i64..8) {
        let game = plain.game();
        for (concept, _) in Concept::ALL {
            let set = set(&game, concept);
            let [one, other] = [Objective::Welfare, Objective::Payoff(0)]
                .map(|objective| optimum(&set, &objective, Sense::Maximise).distribution);
            let mixed = one.mixed(&other, &ratio(k, 8));
            let certified = certify_distribution(&game, concept, &mixed);
            prop_assert_eq!(certified, Some(Certificate::Exact));
        }
    }

    #[test]
    fn what_is_strictly_dominated_is_never_recommended(plain in any_game()) {
        let game = plain.game();
        let set = set(&game, Concept::Correlated);
        for (player, own) in standings(&game).iter().enumerate() {
            for (strategy, (dominated, _)) in own.iter().enumerate() {
                if *dominated == Some(Kind::Strict) {
                    let objective = Objective::Probability { player, strategies: vec![strategy] };
                    let most = optimum(&set, &objective, Sense::Maximise).bound;
                    prop_assert_eq!(most, Rational::zero());
                }
            }
        }
    }

    #[test]
    fn units_of_payoffs_do_not_matter(
        plain in any_game(),
        factors in prop::collection::vec((1_i64..=7, 1_i64..=5, -9_i64..=9), 4),
    ) {
        let affine = |player: usize, payoff: &Rational| {
            let (n, d, shift) = factors[player];
            let mut scaled = payoff.clone();
            scaled *= &ratio(n, d);
            scaled += &Rational::integer(shift);
            scaled
        };
        let scaled = Plain::new(plain.counts.clone(), |player, profile| {
            affine(player, &plain.payoff(player, profile))
        });
        let (before, after) = (plain.game(), scaled.game());
        for (concept, _) in Concept::ALL {
            let (before, after) = (set(&before, concept), set(&after, concept));
            for player in 0..plain.counts.len() {
                let objective = Objective::Payoff(player);
                let expected = range(&before, &objective).map(|value| affine(player, &value));
                prop_assert_eq!(expected, range(&after, &objective));
            }
            let objective = Objective::Probability { player: 0, strategies: vec![0] };
            prop_assert_eq!(range(&before, &objective), range(&after, &objective));
        }
    }

    #[test]
    fn in_zero_sum_games_everybody_gets_the_value(plain in bimatrix()) {
        let zero_sum = Plain::new(plain.counts.clone(), |player, profile| {
            let payoff = plain.payoff(0, profile);
            if player == 0 { payoff } else { payoff.negated() }
        });
        let game = zero_sum.game();
        for (concept, _) in Concept::ALL {
            let set = set(&game, concept);
            let [least, most] = range(&set, &Objective::Payoff(0));
            prop_assert_eq!(least, most);
            let objective = Objective::Probability { player: 1, strategies: vec![0] };
            let marginals = optimum(&set, &objective, Sense::Maximise).distribution.marginals(game.shape());
            prop_assert_eq!(certify(&game, &marginals), Some(Certificate::Exact));
        }
    }

    #[test]
    fn the_interior_says_what_all_have_in_common(plain in any_game()) {
        let game = plain.game();
        for (concept, _) in Concept::ALL {
            let set = set(&game, concept);
            let inside = set.interior(&Settings::default()).unwrap();
            prop_assert!(inside.proof.check(&game, concept));
            prop_assert_eq!(&inside.proof.value, &Rational::zero());
            let certified = certify_distribution(&game, concept, &inside.distribution);
            prop_assert_eq!(certified, Some(Certificate::Exact));
            let mut single = true;
            for index in 0..game.shape().profiles() {
                let [least, most] = range(&set, &profile(&game, index));
                single &= least == most;
                prop_assert_eq!(inside.support.contains(&index), !most.is_zero());
            }
            prop_assert_eq!(inside.dimension == Some(0), single);
        }
    }

    /// Nau, Gomez Canovas and Hansen 2004: where the polytope has full dimension, every Nash
    /// equilibrium lies on its boundary, unless no constraint means anything.
    #[test]
    fn nash_equilibria_lie_on_the_boundary(plain in any_game()) {
        let game = plain.game();
        let shape = game.shape();
        let set = set(&game, Concept::Correlated);
        let full = set.interior(&Settings::default()).unwrap().dimension == Some(shape.profiles() - 1);
        let ways: Vec<_> = disobediences(shape, Concept::Correlated)
            .into_iter()
            .filter(|way| {
                let means = |index| way.replaced(shape, index).is_some_and(|other| {
                    game.compare(way.player, index, other) != Some(std::cmp::Ordering::Equal)
                });
                (0..shape.profiles()).any(means)
            })
            .collect();
        if full && !ways.is_empty() {
            let found = solve(&game, None, &nash::Settings::default()).unwrap().outcome;
            for equilibrium in &found.equilibria {
                let played = Distribution::product(shape, &equilibrium.profile);
                let inside = played.iter().len() == shape.profiles() && ways.iter().all(|way| {
                    let gain = gain(shape, *way, &played);
                    game.sign(way.player, &gain) == Some(Sign::Negative)
                });
                prop_assert!(!inside);
            }
        }
    }

    #[test]
    fn polygons_hold_what_is_attained(plain in any_game()) {
        let game = plain.game();
        for (concept, _) in Concept::ALL {
            let set = set(&game, concept);
            let polygon = set.attainable([0, 1], &Settings::default()).unwrap();
            let corners = polygon.vertices.len();
            prop_assert_eq!(polygon.edges.len(), if corners < 3 { 4 } else { corners });
            for edge in &polygon.edges {
                prop_assert!(edge.check(&game, concept));
                let touching = polygon.vertices.iter().filter(|vertex| {
                    let value = edge.linear.bounds(&game, &vertex.distribution).unwrap().0;
                    assert!(value <= edge.value, "a corner lies beyond an edge");
                    value == edge.value
                });
                prop_assert!(touching.count() >= corners.min(2).min(edge_ends(corners)));
            }
            for vertex in &polygon.vertices {
                prop_assert_eq!(&vertex.certificate, &Certificate::Exact);
            }
            // The ends of the ranges are coordinates of corners
            for (place, player) in polygon.players.into_iter().enumerate() {
                let [least, most] = range(&set, &Objective::Payoff(player));
                let all = || polygon.vertices.iter().map(|v| v.payoffs[place].0.clone());
                prop_assert_eq!(all().min(), Some(least));
                prop_assert_eq!(all().max(), Some(most));
            }
        }
    }

    #[test]
    fn no_equilibrium_has_more_entropy(plain in any_game()) {
        has_the_greatest_entropies(&plain);
    }
}

/// A combination of ways to disobey that gain the same in every profile, at which undamped steps were cut off by bounds.
#[test]
fn entropies_are_found_where_ways_to_disobey_depend_on_each_other() {
    let payoffs = [[-2, -2, 0, 1, 0, 1, 0, 0], [-2, 2, 1, 0, 2, 0, -1, 1]];
    let payoffs = payoffs.map(|own| own.map(Rational::integer).to_vec()).to_vec();
    has_the_greatest_entropies(&Plain { counts: vec![2, 4], payoffs });
}

fn has_the_greatest_entropies(plain: &Plain) {
    let game = plain.game();
    for (concept, _) in Concept::ALL {
        let set = set(&game, concept);
        let found = set.entropy(&Settings::default()).unwrap();
        assert_eq!(found.certificate, Certificate::Exact);
        let gap = found.bound.nearest_f64() - found.entropy.0.nearest_f64();
        assert!((0.0..1e-6).contains(&gap), "a gap of {gap}");
        let inside = set.interior(&Settings::default()).unwrap().distribution;
        assert!(equil::certify::entropy(&inside).unwrap().0 <= found.bound);
    }
}

/// How many corners an edge touches at least: the ends of a line touch one.
fn edge_ends(corners: usize) -> usize {
    if corners < 3 { 1 } else { 2 }
}
