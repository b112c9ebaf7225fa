//! Limits against trees counted one by one, and against what they are limits of.

use proptest::prelude::*;

use super::{WATCH, overlap, random, read, symmetric, value};
use crate::game::{Game, Payoffs};
use crate::linalg::{Leading, Rates, Semifield};
use crate::num::{Rational, Ring};
use crate::population::contest::Order;
use crate::population::{
    Alpha, Compared, Found, Perturbed, Society, Transition, alpha_rank, least_arborescence,
    revision_named, stable,
};

type Term = Leading<Rational>;

/// A chain of leading terms: `(coefficient, exponent)` for each pair.
fn chain(states: usize, terms: &[(i64, i64)]) -> Vec<(usize, usize, Term)> {
    let pairs = (0..states).flat_map(|from| (0..states).map(move |to| (from, to)));
    pairs
        .zip(terms)
        .filter(|((from, to), _)| from != to)
        .map(|((from, to), &(coefficient, exponent))| {
            let coefficient = Rational::integer(coefficient);
            (from, to, Leading { coefficient, exponent: Rational::integer(exponent) })
        })
        .collect()
}

/// Every tree that leads to `root`: the products of their arcs, added (Freidlin and Wentzell).
fn trees<T: Semifield>(states: usize, root: usize, arc: &dyn Fn(usize, usize) -> T) -> T {
    let mut sum = T::nothing();
    let mut next = vec![0; states];
    loop {
        let leads = |start: usize| {
            let mut at = start;
            for _ in 0..states {
                if at == root {
                    return true;
                }
                at = next[at];
            }
            at == root
        };
        if next[root] == 0
            && (0..states).all(|state| state == root || next[state] != state)
            && (0..states).all(leads)
        {
            let mut product = T::unit();
            for state in (0..states).filter(|state| *state != root) {
                product = product.times(&arc(state, next[state]));
            }
            sum.add(&product);
        }
        let Some(place) = (0..states).find(|&place| next[place] + 1 < states) else { return sum };
        next[place] += 1;
        next[..place].fill(0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Elimination gives the same as the theorem of trees, in fractions and in leading terms.
    #[test]
    fn elimination_counts_trees(
        states in 2_usize..5,
        terms in proptest::collection::vec((1_i64..6, 0_i64..4), 16),
    ) {
        let rates = chain(states, &terms);
        let arc = |from: usize, to: usize| {
            rates.iter().find(|rate| (rate.0, rate.1) == (from, to)).unwrap().2.clone()
        };
        let counted: Vec<Term> = (0..states).map(|root| trees(states, root, &arc)).collect();
        let mut sum = Term::nothing();
        for tree in &counted {
            sum.add(tree);
        }
        let shares = Rates::new(states, &rates).stationary(WATCH).unwrap();
        for (share, tree) in shares.iter().zip(&counted) {
            prop_assert_eq!(share, &tree.over(&sum).unwrap());
        }
        // The same with ε = 1/1000, exactly; and the leading terms are near it
        let small = Rational::new(1, 1000).unwrap();
        let at = |term: &Term| {
            let mut value = small.powi(term.exponent.to_i64().unwrap()).unwrap();
            value *= &term.coefficient;
            value
        };
        let finite: Vec<_> = rates.iter().map(|(from, to, term)| (*from, *to, at(term))).collect();
        let exact = Rates::new(states, &finite).stationary(WATCH).unwrap();
        let arc = |from: usize, to: usize| at(&arc(from, to));
        let counted: Vec<Rational> = (0..states).map(|root| trees(states, root, &arc)).collect();
        let sum = counted.iter().fold(Rational::zero(), |mut sum, tree| { sum += tree; sum });
        for ((share, tree), term) in exact.iter().zip(&counted).zip(&shares) {
            prop_assert_eq!(share, &tree.over(&sum).unwrap());
            let near = at(term).nearest_f64() / share.nearest_f64();
            prop_assert!((near - 1.0).abs() < 0.6, "{}", near);
        }
        // Floats lose nothing
        let floats: Vec<_> = finite.iter().map(|(f, t, x)| (*f, *t, x.nearest_f64())).collect();
        let near = Rates::new(states, &floats).stationary(WATCH).unwrap();
        for (near, exact) in near.iter().zip(&exact) {
            prop_assert!((near / exact.nearest_f64() - 1.0).abs() < 1e-13);
        }
    }

    /// The least tree is least among all, and the classes that are left are those of least potential.
    #[test]
    fn trees_and_terms_agree(
        states in 2_usize..6,
        costs in proptest::collection::vec(0_i64..7, 25),
    ) {
        let cost: Vec<Vec<Rational>> = costs
            .chunks(5)
            .map(|row| row.iter().map(|&cost| Rational::integer(cost)).collect::<Vec<_>>())
            .take(states)
            .map(|row: Vec<Rational>| row[..states].to_vec())
            .collect();
        for root in 0..states {
            let arc = |from: usize, to: usize| {
                Term { coefficient: Rational::one(), exponent: cost[from][to].clone() }
            };
            let tree = least_arborescence(&cost, root);
            prop_assert_eq!(&tree.cost, &trees(states, root, &arc).exponent);
            prop_assert!(tree.next[root].is_none());
        }
        let moves = (0..states).map(|from| {
            let others = (0..states).filter(|to| *to != from);
            let step = |to: usize| Transition {
                to,
                order: Order { coefficient: Rational::one(), exponent: Some(cost[from][to].clone()) },
            };
            others.map(step).collect()
        });
        let limit = Perturbed { moves: moves.collect() }.limit(WATCH).unwrap();
        let shares = limit.shares.unwrap();
        let mut all = Rational::zero();
        for (class, kept) in limit.classes.iter().zip(&limit.kept) {
            for &state in class {
                prop_assert_eq!(!shares[state].0.is_zero(), kept.unwrap());
                all += &shares[state].0;
            }
        }
        prop_assert_eq!(all, Rational::one());
    }

    /// α-rank at a large α is near the limit.
    #[test]
    fn large_alpha_is_near_the_limit(seed in 0_u64..1000, each in any::<bool>(), all in any::<bool>()) {
        let game = random(3, seed);
        let society = if each { Society::Each } else { Society::One };
        let compared = if all { Compared::Population } else { Compared::Pair };
        let ask = |alpha: Option<&str>| {
            let asked = Alpha { society, compared, size: 5, alpha: alpha.map(read) };
            alpha_rank(&game, &asked, WATCH).unwrap()
        };
        let (limit, large) = (ask(None), ask(Some("400")));
        for (one, other) in limit.shares.unwrap().iter().zip(&large.shares.unwrap()) {
            prop_assert!((value(one) - value(other)).abs() < 1e-9, "{one:?} {}", value(other));
        }
    }

    /// In games with a potential, logit response keeps the profiles that maximise it.
    #[test]
    fn logit_response_maximises_a_potential(numbers in proptest::collection::vec(0_i64..9, 12), shifts in proptest::collection::vec(0_i64..9, 8)) {
        // Everyone gets the potential, and something that only the others decide about
        let shape = crate::game::Shape::new(vec![3, 2, 2]).unwrap();
        let payoffs = (0..3).map(|player| {
            let payoff = |index: usize| {
                let others = index - shape.strategy(index, player) * shape.stride(player);
                Rational::integer(numbers[index] + shifts[(others * 3 + player) % 8])
            };
            (0..12).map(payoff).collect()
        });
        let game = Payoffs::from(Game::new(vec![3, 2, 2], payoffs.collect()).unwrap());
        let rule = revision_named("logit").unwrap();
        let settled = stable(&game, rule, Society::Each, 1, WATCH).unwrap();
        let most = numbers.iter().max().unwrap();
        let shares = settled.limit.shares.clone().unwrap();
        let winners = numbers.iter().filter(|n| *n == most).count();
        for (index, share) in shares.iter().enumerate() {
            // Of one individual each, states are not numbered like profiles
            let profile: Vec<usize> = settled
                .state(index)
                .iter()
                .map(|c| c.iter().position(|&n| n == 1).unwrap())
                .collect();
            let best = numbers[shape.index(&profile)] == *most;
            let expected =
                if best { Rational::share(1, winners) } else { Rational::zero() };
            prop_assert_eq!(&share.0, &expected);
        }
    }
}

/// Payoffs that differ by huge or tiny amounts settle the limit all the same.
#[test]
fn limits_know_no_tolerance() {
    let ask = |rows: &str| {
        let asked =
            Alpha { society: Society::One, compared: Compared::Pair, size: 50, alpha: None };
        alpha_rank(&symmetric(rows), &asked, WATCH).unwrap()
    };
    let tie = ask("0 1; 1 0");
    assert_eq!(tie.shares.unwrap()[0], (read("1/2"), read("1/2")));
    let tiny = ask("0 1; 1.00000000000000000000000000001 0");
    assert_eq!(tiny.shares.unwrap()[1].0, Rational::integer(1));
    // Rock, paper, scissors: one class of three
    let round = ask("0 -1 1; 1 0 -1; -1 1 0");
    assert_eq!(round.limit.as_ref().unwrap().found, Found::OneClass);
    assert_eq!(round.ranked().iter().map(|r| r.rank).collect::<Vec<_>>(), [1, 1, 1]);
    assert!(round.shares.unwrap().iter().all(|share| share.0 == read("1/3")));
}

/// Shares in enclosures contain those in fractions.
#[test]
fn large_limits_are_enclosed() {
    let game = symmetric("4 0; 3 2");
    let rule = revision_named("logit").unwrap();
    let settled = stable(&game, rule, Society::Each, 20, WATCH).unwrap();
    assert_eq!(settled.limit.found, Found::Leading);
    let shares = settled.limit.shares.unwrap();
    let one = Rational::one();
    assert!(shares.iter().any(|share| overlap(share, &(one.clone(), one.clone()))));
}
