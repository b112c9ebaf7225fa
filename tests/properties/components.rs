//! Components of the set of equilibria, and their indices.

use equil::component::{EquilibriumSet, Settings, Subset, components};
use equil::game::{Payoffs, Profile};
use equil::lp::{Limit, Program, Relation, solve};
use equil::nash::{METHODS, find_equilibria};
use equil::num::{Rational, Ring, Sign};
use proptest::prelude::*;

use crate::games::*;

fn extreme(payoffs: &Payoffs) -> Vec<Profile<Rational>> {
    let found = find_equilibria(payoffs, &METHODS[0], &equil::nash::Settings::default()).unwrap();
    found.equilibria.into_iter().map(|equilibrium| equilibrium.profile).collect()
}

fn set(payoffs: &Payoffs) -> EquilibriumSet {
    components(payoffs, &extreme(payoffs), &Settings::default()).unwrap()
}

/// What does not depend on the order of players and strategies.
fn told(set: &EquilibriumSet) -> Vec<(usize, Vec<usize>, Option<i64>)> {
    let mut told: Vec<_> = set
        .components
        .iter()
        .map(|component| {
            let subsets = component.subsets.as_ref().unwrap();
            let mut dimensions: Vec<usize> = subsets.iter().map(Subset::dimension).collect();
            dimensions.sort_unstable();
            (component.extreme.len(), dimensions, component.index.ok())
        })
        .collect();
    told.sort();
    told
}

/// The index of a nondegenerate equilibrium, from payoffs with a border, by the rule of Laplace.
fn index(plain: &Plain, supports: &[Vec<usize>]) -> i64 {
    let sign = |player: usize| {
        let n = supports[0].len() + 1;
        let entry = |i: usize, j: usize| match (supports[0].get(i), supports[1].get(j)) {
            (Some(&i), Some(&j)) => plain.payoff(player, &[i, j]),
            (Some(_), None) => Rational::one(),
            (None, Some(_)) => Rational::minus_one(),
            (None, None) => Rational::zero(),
        };
        let matrix: Vec<Vec<Rational>> =
            (0..n).map(|i| (0..n).map(|j| entry(i, j)).collect()).collect();
        match determinant(&matrix).signum() {
            Sign::Positive => 1,
            Sign::Zero => 0,
            Sign::Negative => -1,
        }
    };
    let odd = if supports[0].len() % 2 == 1 { 1 } else { -1 };
    odd * sign(0) * sign(1)
}

fn determinant(matrix: &[Vec<Rational>]) -> Rational {
    let Some((first, rest)) = matrix.split_first() else { return Rational::one() };
    let mut sum = Rational::zero();
    for (k, entry) in first.iter().enumerate() {
        let without = |row: &Vec<Rational>| {
            (0..row.len()).filter(|&j| j != k).map(|j| row[j].clone()).collect()
        };
        let minor = determinant(&rest.iter().map(without).collect::<Vec<_>>());
        if k % 2 == 0 {
            sum.add_product(entry, &minor);
        } else {
            sum.sub_product(entry, &minor);
        }
    }
    sum
}

/// The largest difference of a probability between `strategy` and the nearest mixture of `corners`.
fn distance(strategy: &[Rational], corners: &[&Vec<Rational>]) -> Rational {
    // Minimise t, the last variable: |strategy − Σ weights · corners| ≤ t
    let mut objective = vec![Rational::zero(); corners.len()];
    objective.push(Rational::minus_one());
    let mut program = Program::maximise(objective);
    let mut ones = vec![Rational::one(); corners.len()];
    ones.push(Rational::zero());
    program.add_row(ones, Relation::Equal, Rational::one());
    for (i, probability) in strategy.iter().enumerate() {
        let mut row: Vec<Rational> = corners.iter().map(|corner| corner[i].clone()).collect();
        row.push(Rational::minus_one());
        program.add_row(row.clone(), Relation::AtMost, probability.clone());
        row[corners.len()] = Rational::one();
        program.add_row(row, Relation::AtLeast, probability.clone());
    }
    solve(&program, Limit::default()).unwrap().proved.value().unwrap().negated()
}

/// Whether the profile is in or very near the component.
fn is_near(
    profile: &Profile<Rational>,
    set: &EquilibriumSet,
    component: usize,
    list: &[Profile<Rational>],
) -> bool {
    let subsets = set.components[component].subsets.as_ref().unwrap();
    subsets.iter().any(|subset| {
        (0..2).all(|player| {
            let corners: Vec<&Vec<Rational>> =
                subset.played_in[player].iter().map(|&e| &list[e][player]).collect();
            distance(&profile[player], &corners) < ratio(1, 1000)
        })
    })
}

proptest! {
    #![proptest_config(config(1500))]

    /// L. S. Shapley (1974), and for degenerate games K. Ritzberger (1994).
    #[test]
    fn indices_sum_to_1(plain in bimatrix()) {
        let payoffs = plain.game();
        let list = extreme(&payoffs);
        let set = components(&payoffs, &list, &Settings::default()).unwrap();
        prop_assert_eq!(set.index_sum(), Some(1), "{:?}", set);
        for (number, component) in set.components.iter().enumerate() {
            let mut pairs = 0;
            for subset in component.subsets.as_ref().unwrap() {
                for &x in &subset.played_in[0] {
                    for &y in &subset.played_in[1] {
                        let profile = vec![list[x][0].clone(), list[y][1].clone()];
                        prop_assert!(is_equilibrium(&plain, &profile));
                        let place = list.iter().position(|p| p.iter().eq(profile.iter()));
                        prop_assert_eq!(set.component_of[place.unwrap()], number);
                        pairs += 1;
                    }
                }
            }
            prop_assert!(pairs >= component.extreme.len());
        }
    }

    /// Payoffs that change a little at random leave each component with as many equilibria as its
    /// index says, counted with theirs.
    #[test]
    fn indices_are_those_of_games_nearby(
        plain in bimatrix(),
        noise in prop::collection::vec(-1_000_000_i64..=1_000_000, 32),
    ) {
        let payoffs = plain.game();
        let list = extreme(&payoffs);
        let set = components(&payoffs, &list, &Settings::default()).unwrap();
        let shape = plain.shape();
        let nearby = Plain::new(plain.counts.clone(), |player, profile| {
            let mut payoff = plain.payoff(player, profile);
            payoff += &ratio(noise[player * 16 + shape.index(profile)], 1_000_000_000_000_000);
            payoff
        });
        let mut sums = vec![0; set.components.len()];
        for profile in extreme(&nearby.game()) {
            let supports = profile.supports();
            // Noise that leaves ties says nothing
            prop_assume!(supports[0].len() == supports[1].len());
            let near: Vec<usize> = (0..sums.len())
                .filter(|&component| is_near(&profile, &set, component, &list))
                .collect();
            prop_assert_eq!(near.len(), 1, "{:?} is near {:?}", profile, near);
            sums[near[0]] += index(&nearby, &supports);
        }
        let indices: Vec<i64> = set.components.iter().map(|c| c.index.unwrap()).collect();
        prop_assert_eq!(indices, sums, "{:?}", set);
    }

    #[test]
    fn units_and_order_do_not_matter(
        plain in bimatrix(),
        factors in prop::collection::vec((1_i64..=7, 1_i64..=5, -9_i64..=9), 2),
        turn in 0_usize..4,
    ) {
        let expected = told(&set(&plain.game()));
        let scaled = Plain::new(plain.counts.clone(), |player, profile| {
            let (n, d, shift) = factors[player];
            let mut payoff = plain.payoff(player, profile);
            payoff *= &ratio(n, d);
            payoff += &Rational::integer(shift);
            payoff
        });
        prop_assert_eq!(&told(&set(&scaled.game())), &expected);
        let swapped = Plain::new(vec![plain.counts[1], plain.counts[0]], |player, profile| {
            plain.payoff(1 - player, &[profile[1], profile[0]])
        });
        prop_assert_eq!(&told(&set(&swapped.game())), &expected);
        let turned = Plain::new(plain.counts.clone(), |player, profile| {
            let old = |p: usize| (profile[p] + turn) % plain.counts[p];
            plain.payoff(player, &[old(0), plain.counts[1] - 1 - old(1)])
        });
        prop_assert_eq!(&told(&set(&turned.game())), &expected);
    }

    /// A strategy that is never a best response changes nothing, a second copy of one no index.
    #[test]
    fn dominated_and_duplicated_strategies(plain in bimatrix(), copied in 0_usize..4) {
        let before = set(&plain.game());
        let rows = plain.counts[0];
        let padded = Plain::new(vec![rows + 1, plain.counts[1]], |player, profile| {
            match (profile[0] == rows, player) {
                (true, 0) => Rational::integer(-100),
                (true, _) => Rational::integer(if profile[1] == 0 { 3 } else { -1 }),
                _ => plain.payoff(player, profile),
            }
        });
        prop_assert_eq!(told(&set(&padded.game())), told(&before));
        let copied = copied % rows;
        let doubled = Plain::new(vec![rows + 1, plain.counts[1]], |player, profile| {
            plain.payoff(player, &[if profile[0] == rows { copied } else { profile[0] }, profile[1]])
        });
        let after = set(&doubled.game());
        let indices = |set: &EquilibriumSet| {
            let mut all: Vec<i64> = set.components.iter().map(|c| c.index.unwrap()).collect();
            all.sort_unstable();
            all
        };
        prop_assert_eq!(indices(&before), indices(&after));
    }
}
