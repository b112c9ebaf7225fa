//! What changes nothing about a game changes no answer.

use crate::common::everything;
use equil::certify::{Certificate, certify};
use equil::dominance::{Among, Kind, eliminate};
use equil::game::{Payoffs, Profile, Shape};
use equil::num::{Rational, Ring};
use proptest::prelude::*;

use crate::games::*;

proptest! {
    #![proptest_config(config(2000))]

    /// Payoffs are utilities: their unit and their zero mean nothing.
    #[test]
    fn positive_affine_payoffs_change_nothing(
        plain in any_game(),
        factors in prop::collection::vec((1_i64..=7, 1_i64..=5, -9_i64..=9), 4),
    ) {
        let scaled = Plain::new(plain.counts.clone(), |player, profile| {
            let (n, d, shift) = factors[player];
            let mut payoff = plain.payoff(player, profile);
            payoff *= &ratio(n, d);
            payoff += &Rational::integer(shift);
            payoff
        });
        let (before, after) = (plain.game(), scaled.game());
        prop_assert_eq!(answers(&before), answers(&after));
        prop_assert_eq!(standings(&before), standings(&after));
        for (one, other) in eliminations(&before).iter().zip(&eliminations(&after)) {
            prop_assert_eq!(&one.survivors, &other.survivors);
            prop_assert_eq!(removed(one), removed(other));
        }
    }

    /// What the others play decides for them alone: adding a number to all payoffs of one player
    /// that share the others' strategies changes nothing.
    #[test]
    fn what_does_not_depend_on_own_play_does_not_matter(
        plain in any_game(),
        shifts in prop::collection::vec(-3_i64..=3, 64),
    ) {
        let shape = plain.shape();
        let shifted = Plain::new(plain.counts.clone(), |player, profile| {
            let mut payoff = plain.payoff(player, profile);
            if player == 0 {
                let rivals = shape.with(shape.index(profile), 0, 0);
                payoff += &Rational::integer(shifts[rivals % shifts.len()]);
            }
            payoff
        });
        prop_assert_eq!(answers(&plain.game()), answers(&shifted.game()));
        prop_assert_eq!(standings(&plain.game()), standings(&shifted.game()));
    }

    #[test]
    fn the_order_of_players_and_strategies_does_not_matter(
        plain in any_game(),
        seed in prop::collection::vec(any::<prop::sample::Index>(), 20),
    ) {
        let mut draws = seed.iter().cycle();
        let mut shuffle = |n: usize| {
            let mut order: Vec<usize> = (0..n).collect();
            for i in (1..n).rev() {
                order.swap(i, draws.next().unwrap().index(i + 1));
            }
            order
        };
        // New player `i` is old player `who[i]`; their new strategy `s` is their old `which[i][s]`
        let who = shuffle(plain.counts.len());
        let which: Vec<Vec<usize>> = who.iter().map(|&old| shuffle(plain.counts[old])).collect();
        let counts: Vec<usize> = who.iter().map(|&old| plain.counts[old]).collect();
        let mixed_up = Plain::new(counts, |player, profile| {
            let mut old = vec![0; profile.len()];
            for (i, &strategy) in profile.iter().enumerate() {
                old[who[i]] = which[i][strategy];
            }
            plain.payoff(who[player], &old)
        });
        let (before, after) = (plain.game(), mixed_up.game());
        let renamed: Vec<Vec<Vec<Rational>>> = {
            let (mut found, coverage) = answers(&before);
            prop_assert_eq!(coverage, answers(&after).1);
            for profile in &mut found {
                *profile = (0..who.len())
                    .map(|i| which[i].iter().map(|&s| profile[who[i]][s].clone()).collect())
                    .collect();
            }
            found.sort();
            found
        };
        prop_assert_eq!(renamed, answers(&after).0);
        let (old, new) = (standings(&before), standings(&after));
        for (i, order) in which.iter().enumerate() {
            for (s, &strategy) in order.iter().enumerate() {
                // Of equal strategies each is very weakly dominated by the other
                prop_assert_eq!(old[who[i]][strategy].0, new[i][s].0);
            }
        }
        for kind in [Kind::Strict, Kind::Weak] {
            let left = |payoffs: &Payoffs| {
                eliminate(payoffs, kind, Among::Mixtures, &everything(payoffs)).survivors
            };
            let (old, new) = (left(&before), left(&after));
            for (i, support) in new.iter().enumerate() {
                let mut back: Vec<usize> = support.iter().map(|&s| which[i][s]).collect();
                back.sort_unstable();
                prop_assert_eq!(&back, &old[who[i]]);
            }
        }
    }

    /// Two ways to do the same are one way.
    #[test]
    fn a_strategy_twice_adds_nothing(plain in any_game(), which in any::<prop::sample::Index>()) {
        let original = which.index(plain.counts[0]);
        let copy = plain.counts[0];
        let mut counts = plain.counts.clone();
        counts[0] += 1;
        let larger = Plain::new(counts.clone(), |player, profile| {
            let mut old = profile.to_vec();
            if old[0] == copy {
                old[0] = original;
            }
            plain.payoff(player, &old)
        });
        let (before, after) = (plain.game(), larger.game());
        // What was an equilibrium still is, with the copy unused
        for mut profile in answers(&before).0 {
            profile[0].push(Rational::zero());
            let certificate = certify(&after, &Profile::new(profile.clone()));
            prop_assert_eq!(certificate, Some(Certificate::Exact));
        }
        // And what is one now was one, the copy's probability counted as the original's
        for mut profile in answers(&after).0 {
            let more = profile[0].pop().unwrap();
            profile[0][original] += &more;
            let certificate = certify(&before, &Profile::new(profile.clone()));
            prop_assert_eq!(certificate, Some(Certificate::Exact));
        }
        let (old, new) = (standings(&before), standings(&after));
        for strategy in [original, copy] {
            let expected = old[0][original].0.unwrap_or(Kind::VeryWeak);
            prop_assert_eq!(new[0][strategy].0, Some(expected));
        }
        prop_assert_eq!(&old[1..], &new[1..]);
        let left = |payoffs: &Payoffs| {
            eliminate(payoffs, Kind::Strict, Among::Mixtures, &everything(payoffs)).survivors
        };
        let (old, mut new) = (left(&before), left(&after));
        prop_assert_eq!(new[0].contains(&copy), old[0].contains(&original));
        new[0].retain(|&s| s != copy);
        prop_assert_eq!(old, new);
    }

    /// What is worse whatever happens is not played, so that it may as well not exist.
    #[test]
    fn a_dominated_strategy_adds_nothing(
        plain in any_game(),
        which in any::<prop::sample::Index>(),
        margins in prop::collection::vec(1_i64..=4, 64),
        others in prop::collection::vec(-3_i64..=3, 64),
    ) {
        let better = which.index(plain.counts[0]);
        let worse = plain.counts[0];
        let mut counts = plain.counts.clone();
        counts[0] += 1;
        let shape = Shape::new(counts.clone()).unwrap();
        let larger = Plain::new(counts, |player, profile| {
            let index = shape.index(profile);
            let mut old = profile.to_vec();
            if old[0] != worse {
                return plain.payoff(player, &old);
            }
            if player > 0 {
                return Rational::integer(others[(index + player) % others.len()]);
            }
            old[0] = better;
            plain.payoff(0, &old).minus(&ratio(margins[index % margins.len()], 3))
        });
        let (before, after) = (plain.game(), larger.game());
        let mut found = answers(&before);
        for profile in &mut found.0 {
            profile[0].push(Rational::zero());
        }
        prop_assert_eq!(&found, &answers(&after));
        if plain.counts.len() == 2 {
            prop_assert_eq!(found.0, equilibria(&after), "without elimination");
        }
        prop_assert_eq!(standings(&after)[0][worse], (Some(Kind::Strict), false));
        let left = |payoffs: &Payoffs| {
            eliminate(payoffs, Kind::Strict, Among::Mixtures, &everything(payoffs)).survivors
        };
        prop_assert_eq!(left(&before), left(&after));
    }
}
