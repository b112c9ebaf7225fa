//! Dominance, its proofs, and the order of elimination.

use crate::common::{everything, is_best_response};
use equil::certify::{Advantage, Certificate, certify, dominance};
use equil::dominance::{Among, Kind, eliminate, orders, standing};
use equil::nash::Settings;
use equil::num::{Rational, Ring};
use equil::solve::solve;
use proptest::prelude::*;

use crate::brute_force::*;
use crate::games::*;

proptest! {
    #![proptest_config(config(2000))]

    /// I. Gilboa, E. Kalai, E. Zemel (1990): strict elimination ends in one set of survivors,
    /// whatever is removed first.
    #[test]
    fn strict_elimination_does_not_depend_on_order(
        plain in any_game(),
        draws in prop::collection::vec(any::<prop::sample::Index>(), 16),
    ) {
        let payoffs = plain.game();
        let all = everything(&payoffs);
        for among in [Among::Pure, Among::Mixtures] {
            let together = eliminate(&payoffs, Kind::Strict, among, &all).survivors;
            let mut kept = all.clone();
            for draw in &draws {
                let mut dominated = Vec::new();
                for (player, own) in kept.iter().enumerate() {
                    for &s in own {
                        let found = standing(&payoffs, player, s, &kept, among);
                        if found.dominated_by(Kind::Strict).is_some() {
                            dominated.push((player, s));
                        }
                    }
                }
                if dominated.is_empty() {
                    break;
                }
                let (player, strategy) = dominated[draw.index(dominated.len())];
                kept[player].retain(|&s| s != strategy);
            }
            prop_assert_eq!(&kept, &together);
            let every_order = orders(&payoffs, Kind::Strict, among, &all, 1000);
            prop_assert_eq!(every_order.outcomes, vec![together]);
        }
    }

    /// Elimination in rounds is one of the orders.
    #[test]
    fn weak_elimination_ends_where_some_order_does(plain in any_game()) {
        let payoffs = plain.game();
        let all = everything(&payoffs);
        let every_order = orders(&payoffs, Kind::Weak, Among::Pure, &all, 3000);
        prop_assume!(every_order.complete);
        for outcome in &every_order.outcomes {
            for (player, own) in outcome.iter().enumerate() {
                prop_assert!(!own.is_empty());
                for &s in own {
                    let left = standing(&payoffs, player, s, outcome, Among::Pure);
                    prop_assert!(left.dominated_by(Kind::Weak).is_none());
                }
            }
            // What is left has an equilibrium, and that is one of the whole game
            let part = payoffs.restricted(outcome);
            let found = solve(&part, None, &Settings::default()).unwrap().outcome;
            for equilibrium in found.equilibria {
                let whole = equilibrium.profile.embedded(&plain.counts, outcome);
                prop_assert_eq!(certify(&payoffs, &whole), Some(Certificate::Exact));
            }
        }
    }

    /// D. G. Pearce (1984): strictly dominated, or a best response to some belief; never both.
    #[test]
    fn a_strategy_is_dominated_or_best_somewhere(plain in any_game()) {
        let payoffs = plain.game();
        let all = everything(&payoffs);
        for (player, own) in all.iter().enumerate() {
            let rivals = payoffs.shape().rival_profiles_within(player, &all);
            for &strategy in own {
                let found = standing(&payoffs, player, strategy, &all, Among::Mixtures);
                prop_assert!(found.open.is_empty());
                let strictly = matches!(found.dominated, Some((Kind::Strict, _)));
                prop_assert_ne!(strictly, found.best_against.is_some(), "{:?}", found);
                if let Some((kind, mixture)) = &found.dominated {
                    prop_assert!(mixture.iter().all(|(s, p)| *s != strategy && *p > Rational::zero()));
                    let proved = dominance(&payoffs, player, strategy, mixture, &rivals);
                    prop_assert_eq!(proved, Advantage::Dominates(*kind));
                }
                if let Some((belief, strict)) = &found.best_against {
                    let again = is_best_response(&payoffs, player, strategy, belief, own);
                    prop_assert_eq!(again, Some(*strict));
                }
            }
        }
    }

    /// Against linear programs solved by trying all their vertices.
    #[test]
    fn dominance_is_what_brute_force_says(
        plain in prop_oneof![
            (1_usize..=4, 1_usize..=3).prop_map(|(own, others)| vec![own, others]),
            (1_usize..=3).prop_map(|own| vec![own, 2, 2]),
        ].prop_flat_map(|counts| with_counts(counts, cloned())),
    ) {
        let payoffs = plain.game();
        let all = everything(&payoffs);
        for &strategy in &all[0] {
            let advantages = advantages(&plain, strategy);
            let expected = brute_force(&advantages);
            let found = standing(&payoffs, 0, strategy, &all, Among::Mixtures);
            prop_assert_eq!(found.dominated.map(|(kind, _)| kind), expected, "{}", strategy);
        }
    }
}
