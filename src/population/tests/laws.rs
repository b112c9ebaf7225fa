//! What must hold whatever the numbers are.

use proptest::prelude::*;

use super::{WATCH, law, overlap, random, read, symmetric, value, width};
use crate::game::{Game, Payoffs};
use crate::num::Rational;
use crate::population::{Fitness, Law, PopulationError, Symmetry, fixation, rare, symmetry, whole};

const SINGLE: [&str; 2] = ["moran", "pairwise-comparison"];

/// The same game with payoffs `scale · payoff + shift`.
fn changed(game: &Payoffs, scale: i64, shift: i64) -> Payoffs {
    let change = |payoff: &Rational| {
        let mut changed = payoff.clone();
        changed *= &Rational::integer(scale);
        changed += &Rational::integer(shift);
        changed
    };
    game.rational().unwrap().map(change).into()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Where nothing is at stake everyone is as likely as anyone else.
    #[test]
    fn without_stakes_chance_decides(size in 2_usize..40, from in 1_usize..40, shift in 0_i64..5) {
        let from = from.min(size);
        let game = changed(&symmetric("0 0; 0 0"), 1, shift);
        let chance = Rational::share(from, size);
        for fitness in [Fitness::Exponential, Fitness::Linear] {
            for process in ["moran", "pairwise-comparison", "wright-fisher"] {
                let law = law(process, fitness, size, "1/2", "0");
                let found = fixation(&game, &law, 0, 1, from, WATCH).unwrap();
                prop_assert!(found.0 <= chance && chance <= found.1, "{process} {found:?}");
                prop_assert!(width(&found) < 1e-9);
            }
        }
    }

    /// Payoffs times a factor are selection times that factor, and a constant more changes nothing.
    #[test]
    fn exponential_fitness_knows_no_zero(seed in 0_u64..1000, size in 2_usize..30) {
        let game = random(2, seed);
        for process in ["moran", "pairwise-comparison", "wright-fisher"] {
            let plain = fixation(&game, &law(process, Fitness::Exponential, size, "1/2", "0"), 0, 1, 1, WATCH);
            let scaled = changed(&game, 5, 3);
            let weak = law(process, Fitness::Exponential, size, "1/10", "0");
            let other = fixation(&scaled, &weak, 0, 1, 1, WATCH);
            prop_assert!(overlap(&plain.unwrap(), &other.unwrap()), "{process}");
        }
    }

    /// Fractions lie in the enclosures of the same numbers.
    #[test]
    fn enclosures_contain_fractions(seed in 0_u64..1000, size in 2_usize..12) {
        let game = changed(&random(2, seed), 1, 1);
        for process in ["moran", "pairwise-comparison", "wright-fisher"] {
            let law = law(process, Fitness::Linear, size, "1/3", "0");
            let exact = super::super::fixate::exact(&game, &law, 0, 1, 1, WATCH).unwrap().unwrap();
            let wide = super::super::fixate::enclosed(&game, &law, 0, 1, 1, WATCH).unwrap();
            prop_assert!(wide.contains(&exact), "{process}");
        }
    }

    /// Two that come in another order fare the same.
    #[test]
    fn names_do_not_matter(seed in 0_u64..1000) {
        let game = random(3, seed);
        let turned = game.restricted(&[vec![2, 0, 1], vec![2, 0, 1]]);
        let law = law("moran", Fitness::Exponential, 12, "1/4", "1/20");
        let (one, other) = (rare(&game, &law, WATCH).unwrap(), rare(&turned, &law, WATCH).unwrap());
        let (all, same) = (whole(&game, &law, WATCH).unwrap(), whole(&turned, &law, WATCH).unwrap());
        for (place, &strategy) in [2, 0, 1].iter().enumerate() {
            prop_assert!(overlap(&one.shares[strategy], &other.shares[place]));
            prop_assert!(overlap(&all.played[strategy], &same.played[place]));
        }
    }

    /// One mutant after the other is a chain whose end is the same: from two it takes over at least as
    /// often as from one, and either it or the resident does.
    #[test]
    fn somebody_is_left(seed in 0_u64..1000, size in 3_usize..20) {
        let game = random(2, seed);
        for process in ["moran", "pairwise-comparison", "wright-fisher"] {
            let law = law(process, Fitness::Exponential, size, "1/5", "0");
            let one = fixation(&game, &law, 0, 1, 1, WATCH).unwrap();
            let two = fixation(&game, &law, 0, 1, 2, WATCH).unwrap();
            let mut other = fixation(&game, &law, 1, 0, size - 2, WATCH).unwrap();
            prop_assert!(one.0 <= two.1);
            other.0 += &two.0;
            other.1 += &two.1;
            prop_assert!(other.0 <= Rational::integer(1) && Rational::integer(1) <= other.1);
        }
    }
}

/// The rarer mutants are, the nearer the whole chain is to that of rare mutants.
#[test]
fn rare_mutants_are_the_limit() {
    for process in ["moran", "pairwise-comparison", "wright-fisher"] {
        let game = random(3, 5);
        let size = if process == "wright-fisher" { 8 } else { 15 };
        let limit =
            rare(&game, &law(process, Fitness::Exponential, size, "1/10", "0"), WATCH).unwrap();
        let far = |mutation: &str| -> f64 {
            let law = law(process, Fitness::Exponential, size, "1/10", mutation);
            let whole = whole(&game, &law, WATCH).unwrap();
            whole.played.iter().zip(&limit.shares).map(|(a, b)| (value(a) - value(b)).abs()).sum()
        };
        let [one, other] = ["1/1000", "1/100000"].map(far);
        assert!(other < 3e-3 && other < one / 50.0, "{process} {one} {other}");
    }
}

/// Two that are the same strategy share what one of them had against the rest, and are drawn by lot
/// between them.
#[test]
fn twins_are_drawn_by_lot() {
    let game = symmetric("3 3 0; 3 3 0; 4 4 1");
    let law = law("moran", Fitness::Exponential, 20, "1/10", "0");
    let rare = rare(&game, &law, WATCH).unwrap();
    let twentieth = read("1/20");
    assert!(rare.fixation[0][1].0 <= twentieth && twentieth <= rare.fixation[0][1].1);
    assert!(overlap(&rare.shares[0], &rare.shares[1]));
}

/// Floats, fractions, narrow and wide enclosures tell the same of one chain.
#[test]
fn numbers_agree() {
    let game = changed(&random(3, 8), 1, 1);
    for process in ["moran", "pairwise-comparison", "wright-fisher"] {
        let small = law(process, Fitness::Linear, 3, "1/3", "1/7");
        let exact = whole(&game, &small, WATCH).unwrap();
        assert!(exact.shares.iter().all(|(low, high)| low == high));
        let sum = exact.shares.iter().fold(Rational::integer(0), |mut sum, (low, _)| {
            sum += low;
            sum
        });
        assert_eq!(sum, Rational::integer(1));
    }
    for process in SINGLE {
        let larger = law(process, Fitness::Linear, 30, "1/3", "1/7");
        let whole = whole(&game, &larger, WATCH).unwrap();
        assert!(whole.shares.iter().all(|share| share.0 < share.1 && width(share) < 1e-9));
        let sum: f64 = whole.shares.iter().map(value).sum();
        assert!((sum - 1.0).abs() < 1e-9);
    }
}

/// Shares beyond the range of floats are enclosed all the same.
#[test]
fn tiny_shares_keep_their_digits() {
    let law = law("pairwise-comparison", Fitness::Exponential, 60, "10", "1/1000000");
    let whole = whole(&symmetric("1 1; 0 0"), &law, WATCH).unwrap();
    let last = &whole.shares[0];
    assert!(last.0 > Rational::integer(0) && width(last) < 1e-9, "{last:?}");
    assert!(value(last) < 1e-200);
}

#[test]
fn what_makes_no_sense_is_refused() {
    use Fitness::{Exponential, Linear};
    let game = symmetric("0 1; 1 0");
    let fails = |process: &str, fitness, size, selection: &str, mutation: &str| {
        law(process, fitness, size, selection, mutation).check(&game).unwrap_err()
    };
    assert_eq!(fails("moran", Exponential, 1, "1", "0"), PopulationError::TooFew { least: 2 });
    assert!(matches!(fails("moran", Exponential, 9, "-1", "0"), PopulationError::Range(_)));
    assert!(matches!(fails("moran", Exponential, 9, "1", "2"), PopulationError::Range(_)));
    assert!(matches!(fails("moran", Linear, 9, "2", "0"), PopulationError::Range(_)));
    assert_eq!(fails("moran", Linear, 9, "1", "0"), PopulationError::Fitness { strategy: 0 });
    assert!(matches!(fails("pairwise-comparison", Linear, 9, "1", "0"), PopulationError::Range(_)));
    let law = law("moran", Exponential, 9, "1", "0");
    assert_eq!(whole(&game, &law, WATCH).unwrap_err(), PopulationError::NoMutation);
    assert_eq!(rare(&game, &law, &|_, _| false).unwrap_err(), PopulationError::Stopped);
    let large = Law { size: 5000, mutation: read("1/10"), ..law };
    let found = whole(&random(4, 1), &large, WATCH).unwrap_err();
    assert!(matches!(found, PopulationError::TooLarge { .. }));
}

#[test]
fn one_population_is_symmetric() {
    assert_eq!(symmetry(&symmetric("1 2; 3 4")), Ok(Symmetry::Proved));
    let of = |strategies: Vec<usize>, first: [i64; 4], second: [i64; 4]| {
        let payoffs = [first, second].map(|p| p.map(Rational::integer).to_vec());
        symmetry(&Game::new(strategies, payoffs.to_vec()).unwrap().into())
    };
    assert!(of(vec![2, 2], [1, 2, 3, 4], [1, 2, 3, 4]).is_err());
    assert!(of(vec![4, 1], [1, 2, 3, 4], [1, 2, 3, 4]).is_err());
}

/// Only differences count under linear comparison, as parts of the greatest, however small they are.
#[test]
fn payoffs_that_hardly_differ_are_compared_all_the_same() {
    let law = law("pairwise-comparison", Fitness::Linear, 201, "1/2", "0");
    let close = symmetric(&format!("1 1; 1.{}1 1.{}1", "0".repeat(79), "0".repeat(79)));
    let plain = symmetric("0 0; 1 1");
    for (mutant, resident) in [(0, 1), (1, 0)] {
        let of = |game| fixation(game, &law, mutant, resident, 1, WATCH).unwrap();
        assert_eq!(of(&close), of(&plain));
        // Nothing is neutral here
        assert!((value(&of(&close)) * 201.0 - 1.0).abs() > 0.9);
    }
}
