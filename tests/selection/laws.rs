//! Laws on random games of two players, most of them degenerate.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::common::everything;
use crate::games::{Plain, bimatrix, cloned, config, equilibria, is_equilibrium, with_counts};
use crate::judged::{Answered, Strategies, all, answers, names, verdicts};
use equil::dominance::{Among, Kind, standing};
use equil::num::{Rational, Ring};
use equil::selection::{Answer, Reason, p_dominance, risk_dominance};
use proptest::prelude::*;

/// Each maximal Nash subset by a point in its relative interior: the mean of all its strategies.
fn interiors(list: &[Strategies]) -> Vec<Strategies> {
    let distinct = |player: usize| {
        let mut all: Vec<&Vec<Rational>> = list.iter().map(|one| &one[player]).collect();
        all.sort();
        all.dedup();
        all
    };
    let (xs, ys) = (distinct(0), distinct(1));
    let linked = |x: usize, y: usize| list.iter().any(|e| &e[0] == xs[x] && &e[1] == ys[y]);
    let mut found = Vec::new();
    for chosen in 1_u32..1 << xs.len().min(12) {
        let members: Vec<usize> = (0..xs.len()).filter(|x| chosen >> x & 1 == 1).collect();
        let common: Vec<usize> =
            (0..ys.len()).filter(|&y| members.iter().all(|&x| linked(x, y))).collect();
        let closed = (0..xs.len())
            .filter(|&x| common.iter().all(|&y| linked(x, y)))
            .eq(members.iter().copied());
        if !common.is_empty() && closed {
            let mean = |list: Vec<&Vec<Rational>>| {
                let share = Rational::new(1, i64::try_from(list.len()).unwrap()).unwrap();
                let mut sum = vec![Rational::zero(); list[0].len()];
                for strategy in list {
                    for (total, p) in sum.iter_mut().zip(strategy) {
                        total.add_product(&share, p);
                    }
                }
                sum
            };
            found.push(vec![
                mean(members.iter().map(|&x| xs[x]).collect()),
                mean(common.iter().map(|&y| ys[y]).collect()),
            ]);
        }
    }
    found
}

/// The answers, with the strategies of each equilibrium renamed.
fn moved(answered: Answered, change: impl Fn(Strategies) -> Strategies) -> Answered {
    answered.into_iter().map(|(one, said)| (change(one), said)).collect()
}

/// What does not depend on how payoffs of different profiles compare where own strategies are the
/// same: only best responses count.
const OF_BEST_RESPONSES: [&str; 7] = [
    "strict",
    "quasi-strict",
    "undominated",
    "risk-dominant",
    "p-dominant",
    "evolutionarily-stable",
    "neutrally-stable",
];

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn some_equilibrium_is_perfect_and_some_quasi_strict(plain in bimatrix()) {
        let payoffs = plain.game();
        let list = equilibria(&payoffs);
        let undominated = answers(&payoffs, &list, "undominated");
        prop_assert!(undominated.contains(&Answer::Yes), "Selten 1975");
        prop_assert!(!undominated.contains(&Answer::Open));
        let inner = interiors(&list);
        for one in &inner {
            prop_assert!(is_equilibrium(&plain, one));
        }
        prop_assert!(answers(&payoffs, &inner, "quasi-strict").contains(&Answer::Yes), "Norde 1999");
    }

    #[test]
    fn criteria_imply_each_other(plain in bimatrix()) {
        let payoffs = plain.game();
        let list = equilibria(&payoffs);
        let of = |name: &str| answers(&payoffs, &list, name);
        let implies = |a: &str, b: &str| {
            of(a).iter().zip(of(b)).all(|(a, b)| *a != Answer::Yes || b == Answer::Yes)
        };
        for (a, b) in [
            ("strict", "quasi-strict"),
            ("strict", "undominated"),
            ("payoff-dominant", "pareto-efficient"),
            ("payoff-dominant", "max-welfare"),
            ("max-welfare", "pareto-efficient"),
        ] {
            prop_assert!(implies(a, b), "{} does not imply {}", a, b);
        }
        for name in ["pareto-efficient", "max-welfare", "max-entropy"] {
            prop_assert!(of(name).contains(&Answer::Yes), "{}", name);
        }
    }

    /// Each pure strategy in an undominated equilibrium is undominated, by another method.
    #[test]
    fn undominated_strategies_are(plain in bimatrix()) {
        let payoffs = plain.game();
        let list = equilibria(&payoffs);
        for (one, verdict) in list.iter().zip(verdicts(&payoffs, &list, "undominated")) {
            for (player, strategy) in one.iter().enumerate() {
                let played: Vec<usize> =
                    (0..strategy.len()).filter(|&s| !strategy[s].is_zero()).collect();
                let weak = |&s: &usize| {
                    let found = standing(&payoffs, player, s, &everything(&payoffs), Among::Mixtures);
                    found.dominated.is_some_and(|(kind, _)| kind <= Kind::Weak)
                };
                let dominated = played.iter().any(weak);
                if verdict.answer == Answer::Yes {
                    prop_assert!(!dominated);
                } else if played.len() == 1
                    && matches!(&verdict.reason, Reason::Dominated { player: p, .. } if *p == player)
                {
                    prop_assert!(dominated);
                }
            }
        }
    }

    #[test]
    fn payoffs_decide(plain in bimatrix()) {
        let payoffs = plain.game();
        let list = equilibria(&payoffs);
        let gets: Vec<Vec<Rational>> = list.iter().map(|one| (0..2).map(|player| {
            let mut sum = Rational::zero();
            for (i, p) in one[0].iter().enumerate() {
                for (j, q) in one[1].iter().enumerate() {
                    let mut weight = p.clone();
                    weight *= q;
                    sum.add_product(&weight, &plain.payoff(player, &[i, j]));
                }
            }
            sum
        }).collect()).collect();
        let total = |one: &[Rational]| {
            let mut sum = one[0].clone();
            sum += &one[1];
            sum
        };
        let beats = |a: &[Rational], b: &[Rational]| a != b && a[0] >= b[0] && a[1] >= b[1];
        let expected = |name: &str, i: usize| match name {
            "max-welfare" => gets.iter().all(|other| total(other) <= total(&gets[i])),
            "pareto-efficient" => !gets.iter().any(|other| beats(other, &gets[i])),
            _ => gets.iter().all(|other| other[0] <= gets[i][0] && other[1] <= gets[i][1]),
        };
        for name in ["max-welfare", "pareto-efficient", "payoff-dominant"] {
            for (i, answer) in answers(&payoffs, &list, name).into_iter().enumerate() {
                prop_assert_eq!(answer, Answer::from(expected(name, i)), "{} {}", name, i);
            }
        }
    }

    #[test]
    fn risk_dominance_takes_sides(plain in with_counts(vec![2, 2], cloned())) {
        let payoffs = plain.game();
        for (one, other) in [([0, 0], [1, 1]), ([0, 1], [1, 0])] {
            let is_strict = |at: [usize; 2], to: [usize; 2]| {
                plain.payoff(0, &at) > plain.payoff(0, &[to[0], at[1]])
                    && plain.payoff(1, &at) > plain.payoff(1, &[at[0], to[1]])
            };
            let order = risk_dominance(&payoffs, &one, &other).unwrap();
            prop_assert_eq!(order, risk_dominance(&payoffs, &other, &one).unwrap().reverse());
            if is_strict(one, other) && is_strict(other, one) {
                let index = |profile: &[usize]| plain.shape().index(profile);
                let thresholds = p_dominance(&payoffs, index(&one)).unwrap();
                let mut sum = thresholds[0].0.clone();
                sum += &thresholds[1].0;
                prop_assert_eq!(order, Rational::one().cmp(&sum));
                let most = thresholds[0].0.clone().max(thresholds[1].0.clone());
                let half = Rational::new(1, 2).unwrap();
                if most < half {
                    prop_assert_eq!(order, Ordering::Greater);
                }
                if thresholds[0] == thresholds[1] {
                    prop_assert_eq!(order == Ordering::Greater, most < half);
                }
            }
        }
    }

    /// Scaling a player's payoffs, and adding what depends on the other alone, changes no best
    /// response.
    #[test]
    fn best_responses_decide(
        plain in bimatrix(),
        scale in 1_i64..5,
        added in prop::collection::vec(-3_i64..=3, 4),
    ) {
        let change = |player: usize, profile: &[usize], add: &dyn Fn(usize) -> i64| {
            let mut payoff = plain.payoff(player, profile);
            payoff *= &Rational::integer(scale);
            payoff += &Rational::integer(add(profile[1 - player]));
            payoff
        };
        let before = all(&plain.game(), &OF_BEST_RESPONSES);
        // The same for both players keeps symmetric games symmetric
        let after = Plain::new(plain.counts.clone(), |i, p| change(i, p, &|other| added[other]));
        prop_assert_eq!(&all(&after.game(), &OF_BEST_RESPONSES), &before);
        let before = all(&plain.game(), &names());
        let after = Plain::new(plain.counts.clone(), |i, p| change(i, p, &|_| added[0]));
        prop_assert_eq!(&all(&after.game(), &names()), &before);
    }

    #[test]
    fn names_do_not_matter(plain in bimatrix()) {
        let before = all(&plain.game(), &names());
        // Players change places
        let counts = vec![plain.counts[1], plain.counts[0]];
        let swapped = Plain::new(counts, |i, p| plain.payoff(1 - i, &[p[1], p[0]]));
        let back = |one: Strategies| one.into_iter().rev().collect();
        prop_assert_eq!(&moved(all(&swapped.game(), &names()), back), &before);
        // Everybody counts their strategies from the end
        let flip = |p: &[usize]| -> Vec<usize> {
            p.iter().zip(&plain.counts).map(|(s, count)| count - 1 - s).collect()
        };
        let flipped = Plain::new(plain.counts.clone(), |i, p| plain.payoff(i, &flip(p)));
        let back = |one: Strategies| -> Strategies {
            one.into_iter().map(|s| s.into_iter().rev().collect()).collect()
        };
        prop_assert_eq!(&moved(all(&flipped.game(), &names()), back), &before);
    }

    /// The order in which equilibria are listed changes no verdict.
    #[test]
    fn the_order_of_the_list_does_not_matter(plain in bimatrix()) {
        let payoffs = plain.game();
        let list = equilibria(&payoffs);
        let reversed: Vec<Strategies> = list.iter().rev().cloned().collect();
        for name in ["max-welfare", "max-entropy", "payoff-dominant", "pareto-efficient", "risk-dominant"] {
            let said = |list: &[Strategies]| -> BTreeMap<Strategies, Answer> {
                list.iter().cloned().zip(answers(&payoffs, list, name)).collect()
            };
            prop_assert_eq!(said(&list), said(&reversed), "{}", name);
        }
    }
}
