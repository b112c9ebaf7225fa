//! Sets of equilibria.

use crate::common::{everything, pure, sorted, strategies};
use equil::certify::Certificate;
use equil::dominance::{Among, Kind, eliminate};
use equil::game::{Profile, Support};
use equil::nash::{Arithmetic, Coverage, METHODS, Settings, find_equilibria};
use equil::num::Rational;
use equil::solve::solve;
use proptest::prelude::*;

use crate::games::*;

proptest! {
    #![proptest_config(config(2000))]

    #[test]
    fn whatever_is_found_is_exact_and_agreed_on(plain in any_game()) {
        let payoffs = plain.game();
        let mut complete: Option<Vec<Vec<Vec<Rational>>>> = None;
        let pure_ones = pure_equilibria(&payoffs);
        for method in METHODS.iter().filter(|method| (method.accepts)(&payoffs).is_ok()) {
            for arithmetic in [Arithmetic::Hybrid, Arithmetic::Exact] {
                let settings = Settings { arithmetic, ..Settings::default() };
                let outcome = find_equilibria(&payoffs, method, &settings).unwrap();
                for equilibrium in &outcome.equilibria {
                    prop_assert_eq!(&equilibrium.certificate, &Certificate::Exact);
                    let profile = strategies(&equilibrium.profile);
                    prop_assert!(is_equilibrium(&plain, &profile), "{:?}", profile);
                }
                if outcome.coverage == Coverage::All {
                    let set = sorted(&outcome.equilibria);
                    prop_assert!(!set.is_empty(), "Nash: there is one");
                    prop_assert_eq!(complete.get_or_insert_with(|| set.clone()), &set);
                    prop_assert_eq!(pure(&outcome), pure_ones.clone());
                }
            }
        }
        // Against all pure profiles, one by one
        let shape = plain.shape();
        let vertex = |profile: &[usize]| strategies(&Profile::pure(&plain.counts, profile));
        let by_hand: Vec<Vec<usize>> = {
            let all = shape.profiles_iter().filter(|p| is_equilibrium(&plain, &vertex(p)));
            let mut all: Vec<Vec<usize>> = all.collect();
            all.sort();
            all
        };
        prop_assert_eq!(pure_ones, by_hand);
    }

    /// R. Wilson (1971): all but degenerate games have an odd number of equilibria.
    #[test]
    fn generic_games_have_an_odd_number_of_equilibria(
        plain in prop::collection::vec(1_usize..=4, 2).prop_flat_map(|counts| {
            with_counts(counts, (-1_000_000_i64..=1_000_000).prop_map(Rational::integer).boxed())
        }),
    ) {
        let found = equilibria(&plain.game());
        // In a nondegenerate game both supports have one size; a draw that is degenerate after all
        // says nothing
        let sizes = |strategy: &Vec<Rational>| strategy.iter().filter(|p| !p.is_zero()).count();
        prop_assume!(found.iter().all(|p| sizes(&p[0]) == sizes(&p[1])));
        prop_assert_eq!(found.len() % 2, 1, "{:?}", found);
        let solved = solve(&plain.game(), None, &Settings::default()).unwrap();
        prop_assert_eq!(solved.is_unique(), Some(found.len() == 1));
    }

    /// No equilibrium uses what strict elimination removes.
    #[test]
    fn equilibria_survive(plain in any_game()) {
        let payoffs = plain.game();
        let left = eliminate(&payoffs, Kind::Strict, Among::Mixtures, &everything(&payoffs));
        let mut supports: Vec<Vec<Support>> = pure_equilibria(&payoffs)
            .into_iter()
            .map(|profile| profile.into_iter().map(|s| vec![s]).collect())
            .collect();
        if plain.counts.len() == 2 {
            supports.extend(
                equilibria(&payoffs).into_iter().map(|profile| Profile::new(profile).supports()),
            );
        }
        for support in supports {
            for (played, left) in support.iter().zip(&left.survivors) {
                prop_assert!(played.iter().all(|s| left.contains(s)));
            }
        }
        if let Some(solution) = left.solution() {
            prop_assert_eq!(pure_equilibria(&payoffs), vec![solution]);
        }
    }
}

proptest! {
    #![proptest_config(config(300))]

    /// Results are collected in order, whoever finds them first.
    #[test]
    fn threads_change_nothing(plain in bimatrix()) {
        let payoffs = plain.game();
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let found = find_equilibria(&payoffs, &METHODS[0], &Settings::default()).unwrap();
                (found, solve(&payoffs, None, &Settings::default()).unwrap())
            })
        };
        prop_assert_eq!(with(1), with(2));
    }

    /// Stopping early gives a part of the whole answer, and says so.
    #[test]
    fn an_early_end_keeps_what_was_found(plain in bimatrix(), steps in 0_u64..20) {
        let payoffs = plain.game();
        let whole = sorted(&find_equilibria(&payoffs, &METHODS[0], &Settings::default()).unwrap().equilibria);
        let watch = |done: u64, _: u64| done < steps;
        let settings = Settings { watch: &watch, ..Settings::default() };
        let part = find_equilibria(&payoffs, &METHODS[0], &settings).unwrap();
        for profile in sorted(&part.equilibria) {
            prop_assert!(whole.contains(&profile) || is_equilibrium(&plain, &profile));
        }
        prop_assert_eq!(part.stopped, part.coverage != Coverage::All);
        let one = Settings { at_most: Some(1), ..Settings::default() };
        let first = find_equilibria(&payoffs, &METHODS[0], &one).unwrap();
        prop_assert_eq!(first.equilibria.len(), 1);
        prop_assert!(whole.contains(&strategies(&first.equilibria[0].profile)));
    }
}
