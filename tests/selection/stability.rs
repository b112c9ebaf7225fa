//! Stability in symmetric games, against mutants one by one.

use std::cmp::Ordering;

use crate::common::game;
use crate::games::{cloned, config, equilibria, ratio};
use crate::judged::verdicts;
use equil::game::Payoffs;
use equil::num::{Rational, Ring};
use equil::selection::{Answer, Reason};
use proptest::prelude::*;

/// A symmetric game as the row player's matrix.
fn matrix() -> impl Strategy<Value = Vec<Vec<Rational>>> {
    (1_usize..=4)
        .prop_flat_map(|count| prop::collection::vec(prop::collection::vec(cloned(), count), count))
}

fn payoffs(a: &[Vec<Rational>]) -> Payoffs {
    let n = a.len();
    let of = |transposed: bool| -> Vec<Rational> {
        let entry = |i: usize, j: usize| if transposed { a[j][i].clone() } else { a[i][j].clone() };
        (0..n).flat_map(|j| (0..n).map(move |i| entry(i, j))).collect()
    };
    game(&[n, n], &[of(false), of(true)])
}

fn earns(a: &[Vec<Rational>], one: &[Rational], other: &[Rational]) -> Rational {
    let mut sum = Rational::zero();
    for (row, p) in a.iter().zip(one) {
        for (payoff, q) in row.iter().zip(other) {
            let mut weight = p.clone();
            weight *= q;
            sum.add_product(&weight, payoff);
        }
    }
    sum
}

/// All mixtures of `count` strategies in sixths.
fn mixtures(count: usize, sixths: i64) -> Vec<Vec<Rational>> {
    if count == 1 {
        return vec![vec![ratio(sixths, 6)]];
    }
    let rest = |first: i64| {
        mixtures(count - 1, sixths - first).into_iter().map(move |tail| {
            let mut whole = vec![ratio(first, 6)];
            whole.extend(tail);
            whole
        })
    };
    (0..=sixths).flat_map(rest).collect()
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn mutants_decide(a in matrix()) {
        let game = payoffs(&a);
        let list = equilibria(&game);
        let strong = verdicts(&game, &list, "evolutionarily-stable");
        let weak = verdicts(&game, &list, "neutrally-stable");
        let mut stable = Vec::new();
        for ((one, strong), weak) in list.iter().zip(&strong).zip(&weak) {
            if one[0] != one[1] {
                prop_assert_eq!((&strong.reason, strong.answer), (&Reason::Asymmetric, Answer::No));
                continue;
            }
            let x = &one[0];
            prop_assert!(strong.answer != Answer::Open && weak.answer != Answer::Open);
            // How a mutant that is a best response does among its like, against what x does there
            let does = |y: &[Rational]| {
                (earns(&a, y, x) == earns(&a, x, x))
                    .then(|| earns(&a, y, y).cmp(&earns(&a, x, y)))
            };
            if let Reason::Invader(y) = &strong.reason {
                prop_assert!(y != x && does(y).unwrap().is_ge());
            }
            if let Reason::Invader(y) = &weak.reason {
                prop_assert!(does(y).unwrap().is_gt());
            }
            // Towards each mutant of the grid, near enough to x to be a best response if any is
            for y in mixtures(x.len(), 6).iter().filter(|y| *y != x) {
                let does = does(y);
                if strong.answer == Answer::Yes {
                    prop_assert!(does.is_none_or(Ordering::is_lt), "{:?} {:?}", x, y);
                }
                if weak.answer == Answer::Yes {
                    prop_assert!(does.is_none_or(Ordering::is_le), "{:?} {:?}", x, y);
                }
            }
            if strong.answer == Answer::Yes {
                prop_assert_eq!(weak.answer, Answer::Yes);
                stable.push(x.clone());
            }
        }
        // J. Maynard Smith: no equilibrium strategy lies within the best responses to a stable one
        // (Bomze: supports of stable strategies form an antichain)
        let within = |x: &[Rational], y: &[Rational]| {
            x.iter().zip(y).all(|(p, q)| p.is_zero() || !q.is_zero())
        };
        for (i, x) in stable.iter().enumerate() {
            prop_assert!(stable.iter().enumerate().all(|(j, y)| i == j || !within(x, y)));
        }
        // Strict symmetric equilibria are stable
        for (strict, strong) in verdicts(&game, &list, "strict").iter().zip(&strong) {
            if strict.answer == Answer::Yes && strong.reason != Reason::Asymmetric {
                prop_assert_eq!(strong.answer, Answer::Yes);
            }
        }
    }
}
