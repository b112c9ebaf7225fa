//! Laws on random games, against searches of other kinds.

use proptest::prelude::*;

use super::*;
use crate::dominance::cases;

/// Payoffs of a game of this shape, small integers.
fn games(strategies: &'static [usize]) -> impl Strategy<Value = Payoffs> {
    let profiles: usize = strategies.iter().product();
    let own = proptest::collection::vec(0_i64..6, profiles);
    proptest::collection::vec(own, strategies.len()).prop_map(|rows| {
        let rows = rows.into_iter().map(|row| row.into_iter().map(Rational::from).collect());
        Game::new(strategies.to_vec(), rows.collect()).unwrap().into()
    })
}

fn means() -> impl Strategy<Value = Means> {
    proptest::sample::select(Means::ALL.map(|(means, _)| means).to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// With the promises the target is dominant by the margin; their cost is that of the dual, so nothing does for less.
    #[test]
    fn promises_make_dominant_and_none_are_cheaper(
        payoffs in games(&[3, 2, 2]),
        means in means(),
        margin in 0_i64..3,
        target in 0_usize..3,
        least in proptest::sample::select(vec![Least::Total, Least::Greatest, Least::Played(0)]),
    ) {
        let targets = [Some(vec![target]), None, None];
        let wish = Wish {
            means,
            margin: Rational::integer(margin),
            least,
            ..wish(&payoffs, STRICT, &targets)
        };
        let made = make(&wish, &|_, _| true).unwrap();
        prop_assert!(made.plan.check(&wish));
        prop_assert_eq!(&made.plan.cost, &made.plan.at_least);
        let all = cases(&made.plan.applied(&payoffs), 0, &[target], &wish.kept).unwrap();
        prop_assert!(all.cases.iter().all(|case| case.gain.0 >= wish.margin));
        prop_assert!(made.plan.comes_about || margin == 0);
    }

    /// Subsidies to one player, by the formula: in each case what the best alternative is ahead.
    #[test]
    fn subsidies_are_what_is_missing(payoffs in games(&[3, 3]), margin in 0_i64..3) {
        for target in [vec![0], vec![1, 2]] {
            let wish = Wish {
                margin: Rational::integer(margin),
                ..wish(&payoffs, STRICT, &[Some(target.clone()), None])
            };
            let mut sum = Rational::zero();
            for case in cases(&payoffs, 0, &target, &wish.kept).unwrap().cases {
                sum += &wish.margin.minus(&case.gain.0).max(Rational::zero());
            }
            prop_assert_eq!(make(&wish, &|_, _| true).unwrap().plan.cost, sum);
        }
    }

    /// With integers and a margin of 1, promises are integers: none with a smaller sum leave the target alone.
    #[test]
    fn no_cheaper_promises_solve_the_game(payoffs in games(&[2, 2]), unique in any::<bool>()) {
        let (aim, second) = if unique { (Aim::Unique, Some(vec![0])) } else { (Aim::Iterated, None) };
        let wish =
            Wish { margin: Rational::one(), ..wish(&payoffs, aim, &[Some(vec![0]), second]) };
        let made = make(&wish, &|_, _| true).unwrap();
        prop_assert!(made.complete && made.plan.comes_about);
        let total = made.plan.cost.to_i64().unwrap();
        // All promises of a smaller sum that could matter: 8 payoffs
        let mut promises = vec![0_i64; 8];
        if total > 0 && total < 7 {
            prop_assert!(!solves(&wish, &mut promises, 0, total - 1));
        }
    }

    /// What is found with mixtures, and more strategies, is eliminated as said, and costs no more than dominance.
    #[test]
    fn elimination_costs_no_more_than_dominance(payoffs in games(&[3, 3])) {
        let targets = [Some(vec![1]), None];
        let margin = Rational::one();
        let iterated = Wish { margin, ..wish(&payoffs, Aim::Iterated, &targets) };
        let mut looked = std::sync::atomic::AtomicU64::new(0);
        let made = make(&iterated, &|_, _| {
            looked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < 300
        });
        let _ = looked.get_mut();
        let made = made.unwrap();
        prop_assert!(made.plan.check(&iterated) && made.plan.comes_about);
        let dominant = make(&Wish { aim: STRICT, ..iterated.clone() }, &|_, _| true).unwrap();
        prop_assert!(!made.complete || made.plan.cost <= dominant.plan.cost);
        prop_assert!(made.plan.at_least <= made.plan.cost);
    }

    /// Each restriction makes the class dominant, and no smaller one does.
    #[test]
    fn restrictions_are_the_smallest(payoffs in games(&[2, 3, 2])) {
        let kept = [vec![0, 1], vec![0, 1, 2], vec![0, 1]];
        let broken = breaking(&payoffs, 0, &[0], &kept, Kind::Strict).unwrap();
        let least = broken.restrictions.first().map(|first| first.without.len());
        for one in 1_usize..8 {
            for two in 1_usize..4 {
                let left = |bits: usize, count: usize| -> Support {
                    (0..count).filter(|s| bits >> s & 1 == 1).collect()
                };
                let kept = [vec![0, 1], left(one, 3), left(two, 2)];
                let without = 5 - kept[1].len() - kept[2].len();
                let all = cases(&payoffs, 0, &[0], &kept).unwrap();
                if all.dominates(Kind::Strict) == Some(true) {
                    prop_assert!(least.is_some_and(|least| least <= without));
                }
            }
        }
        // Patterns hold in the cases that break it, and in no other
        let shape = payoffs.shape();
        for case in cases(&payoffs, 0, &[0], &kept).unwrap().cases {
            let said = broken.patterns.iter().any(|pattern| {
                pattern.iter().all(|&(player, s)| shape.strategy(case.rivals, player) == s)
            });
            prop_assert_eq!(said, broken.cases.contains(&case.rivals));
        }
    }
}

/// Whether some promises whose sum is at most `left`, from place `at` on, leave the targets alone.
fn solves(wish: &Wish<'_>, promises: &mut Vec<i64>, at: usize, left: i64) -> bool {
    if at == promises.len() {
        let amounts: Vec<(usize, crate::game::Combination)> = promises
            .iter()
            .enumerate()
            .map(|(place, &amount)| (place / 4, vec![(place % 4, Rational::integer(amount))]))
            .collect();
        let shifted = wish.payoffs.shifted(&amounts);
        let left = eliminate(&shifted, Kind::Strict, Among::Mixtures, &wish.kept).survivors;
        return wish.is_met_by(&left);
    }
    for amount in 0..=left {
        promises[at] = amount;
        if solves(wish, promises, at + 1, left - amount) {
            return true;
        }
    }
    promises[at] = 0;
    false
}
