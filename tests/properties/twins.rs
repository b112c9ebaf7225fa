//! Strategies that do what others do already: the complete methods find each equilibrium again, in
//! every disguise, and not one component more.

use crate::common::sorted;
use equil::game::Payoffs;
use equil::nash::{Coverage, METHODS, Settings, find_equilibria};
use equil::num::{Rational, Ring};
use proptest::prelude::*;

use crate::games::*;

/// Sets of extreme equilibria, one of each method that finds all.
fn complete(payoffs: &Payoffs) -> Vec<(&'static str, Vec<Vec<Vec<Rational>>>)> {
    let methods = METHODS.iter().filter(|method| (method.accepts)(payoffs).is_ok());
    let outcomes = methods.map(|m| find_equilibria(payoffs, m, &Settings::default()).unwrap());
    let all = outcomes.filter(|outcome| outcome.coverage == Coverage::All);
    let found: Vec<_> = all.map(|found| (found.method, sorted(&found.equilibria))).collect();
    assert!(found.len() >= 2, "two players have more than one complete method");
    found
}

/// Into how many connected sets equilibria fall: those of extreme equilibria that share a strategy
/// are joined by a segment of equilibria.
fn components(equilibria: &[Vec<Vec<Rational>>]) -> usize {
    let mut group: Vec<usize> = (0..equilibria.len()).collect();
    for a in 0..equilibria.len() {
        for b in 0..a {
            if (0..2).any(|player| equilibria[a][player] == equilibria[b][player]) {
                let (kept, lost) = (group[a], group[b]);
                for g in group.iter_mut().filter(|g| **g == lost) {
                    *g = kept;
                }
            }
        }
    }
    group.sort_unstable();
    group.dedup();
    group.len()
}

/// The game in which `player` has one strategy more, which pays everybody `share` times what
/// strategy `one` does, and the rest of 1 times what `other` does.
fn with_mixture(plain: &Plain, player: usize, [one, other]: [usize; 2], share: &Rational) -> Plain {
    let added = plain.counts[player];
    let mut counts = plain.counts.clone();
    counts[player] += 1;
    Plain::new(counts, |whose, profile| {
        if profile[player] < added {
            return plain.payoff(whose, profile);
        }
        let mut profile = profile.to_vec();
        profile[player] = one;
        let mut payoff = plain.payoff(whose, &profile);
        payoff *= share;
        profile[player] = other;
        let mut rest = Rational::one();
        rest -= share;
        payoff.add_product(&rest, &plain.payoff(whose, &profile));
        payoff
    })
}

proptest! {
    #![proptest_config(config(600))]

    /// An extreme equilibrium puts all that a strategy gets on one of two twins.
    #[test]
    fn twins_split_extreme_equilibria(
        plain in bimatrix(),
        player in 0_usize..2,
        which in any::<prop::sample::Index>(),
    ) {
        let original = which.index(plain.counts[player]);
        let larger = with_mixture(&plain, player, [original; 2], &Rational::one());
        let (before, after) = (complete(&plain.game()), complete(&larger.game()));
        for ((method, old), (_, new)) in before.iter().zip(&after) {
            let mut expected = Vec::new();
            for profile in old {
                let mut unused = profile.clone();
                unused[player].push(Rational::zero());
                if !profile[player][original].is_zero() {
                    let mut moved = unused.clone();
                    let end = moved[player].len() - 1;
                    moved[player].swap(original, end);
                    expected.push(moved);
                }
                expected.push(unused);
            }
            expected.sort();
            prop_assert_eq!(new, &expected, "{}", method);
            prop_assert_eq!(components(new), components(old), "{}", method);
        }
    }

    /// What a mixture of others does, done by one strategy, makes no new equilibria in payoffs.
    #[test]
    fn mixtures_as_strategies_make_no_components(
        plain in bimatrix(),
        player in 0_usize..2,
        which in prop::array::uniform2(any::<prop::sample::Index>()),
        share in (0_i64..=4).prop_map(|n| ratio(n, 4)),
    ) {
        let parts = which.map(|which| which.index(plain.counts[player]));
        let larger = with_mixture(&plain, player, parts, &share);
        let (before, after) = (complete(&plain.game()), complete(&larger.game()));
        for ((method, old), (_, new)) in before.iter().zip(&after) {
            prop_assert_eq!(components(new), components(old), "{}", method);
            let mut undone = new.clone();
            for profile in &mut undone {
                let weight = profile[player].pop().unwrap();
                let mut rest = Rational::one();
                rest -= &share;
                profile[player][parts[0]].add_product(&weight, &share);
                profile[player][parts[1]].add_product(&weight, &rest);
                prop_assert!(is_equilibrium(&plain, profile), "{}: {:?}", method, profile);
            }
            let embedded = |profile: &Vec<Vec<Rational>>| {
                let mut profile = profile.clone();
                profile[player].push(Rational::zero());
                profile
            };
            for profile in old {
                prop_assert!(new.contains(&embedded(profile)), "{}: {:?}", method, profile);
            }
        }
    }

    /// A strategy that pays its player less than another one does, in every case, is never played.
    #[test]
    fn what_is_strictly_worse_is_in_no_equilibrium(
        plain in bimatrix(),
        player in 0_usize..2,
        which in any::<prop::sample::Index>(),
        others in prop::collection::vec(-2_i64..=2, 4),
    ) {
        let better = which.index(plain.counts[player]);
        let copied = with_mixture(&plain, player, [better; 2], &Rational::one());
        let added = plain.counts[player];
        let larger = Plain::new(copied.counts.clone(), |whose, profile| {
            let mut payoff = copied.payoff(whose, profile);
            if profile[player] == added {
                let change = if whose == player { -1 } else { others[profile[1 - player]] };
                payoff += &Rational::integer(change);
            }
            payoff
        });
        let (before, after) = (complete(&plain.game()), complete(&larger.game()));
        for ((method, old), (_, new)) in before.iter().zip(&after) {
            let mut expected = old.clone();
            for profile in &mut expected {
                profile[player].push(Rational::zero());
            }
            prop_assert_eq!(new, &expected, "{}", method);
        }
    }
}
