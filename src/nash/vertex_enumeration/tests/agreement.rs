//! Against support enumeration, which shares no more than the certificate and the type of a number.

use super::{game, solved};
use crate::game::Payoffs;
use crate::nash::{METHODS, Outcome, Settings, find_equilibria};
use crate::num::Rational;
use proptest::prelude::*;

fn agrees(payoffs: &Payoffs) -> Result<(), TestCaseError> {
    let other = METHODS.iter().find(|method| method.name == "support-enumeration").unwrap();
    let theirs = find_equilibria(payoffs, other, &Settings::default()).unwrap();
    let mine = solved(payoffs);
    // The order of those that have the same supports may differ
    let supports = |outcome: &Outcome| {
        outcome.equilibria.iter().map(|e| e.profile.supports()).collect::<Vec<_>>()
    };
    prop_assert_eq!(supports(&mine), supports(&theirs));
    let sorted = |outcome: &Outcome| {
        let mut profiles: Vec<Vec<Vec<Rational>>> =
            outcome.equilibria.iter().map(|e| e.profile.iter().cloned().collect()).collect();
        profiles.sort();
        profiles
    };
    prop_assert_eq!(sorted(&mine), sorted(&theirs));
    Ok(())
}

fn random(
    rows: std::ops::RangeInclusive<usize>,
    columns: std::ops::RangeInclusive<usize>,
    payoff: impl Strategy<Value = Rational> + 'static,
) -> impl Strategy<Value = Payoffs> {
    let payoff = payoff.boxed();
    (rows, columns).prop_flat_map(move |(rows, columns)| {
        let list = prop::collection::vec(payoff.clone(), rows * columns);
        (list.clone(), list).prop_map(move |(one, other)| game(rows, columns, [one, other]))
    })
}

fn integers(range: std::ops::RangeInclusive<i64>) -> impl Strategy<Value = Rational> {
    range.prop_map(Rational::integer)
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn on_games_of_zeros_and_ones(payoffs in random(1..=5, 1..=5, integers(0..=1))) {
        agrees(&payoffs)?;
    }

    #[test]
    fn on_games_with_many_ties(payoffs in random(1..=5, 1..=5, integers(0..=3))) {
        agrees(&payoffs)?;
    }

    #[test]
    fn on_generic_games(payoffs in random(1..=5, 1..=5, integers(-1000..=1000))) {
        agrees(&payoffs)?;
    }

    #[test]
    fn on_games_with_fractions(
        payoffs in random(1..=4, 1..=4, (-9_i64..=9, 1_i64..=9).prop_map(|(n, d)| Rational::new(n, d).unwrap())),
    ) {
        agrees(&payoffs)?;
    }

    #[test]
    fn on_wide_games(payoffs in random(1..=2, 6..=8, integers(0..=4))) {
        agrees(&payoffs)?;
    }

    #[test]
    fn on_tall_games(payoffs in random(6..=8, 1..=2, integers(0..=4))) {
        agrees(&payoffs)?;
    }

    /// Products of such numbers fill two words, and more.
    #[test]
    fn on_games_of_long_numbers(payoffs in random(1..=4, 1..=4, any::<i64>().prop_map(Rational::integer))) {
        agrees(&payoffs)?;
    }

    /// Rows and columns that come twice or more often.
    #[test]
    fn on_games_with_twins(
        payoffs in random(1..=3, 1..=3, integers(0..=2)),
        twins in prop::collection::vec(0_usize..3, 4..=5),
    ) {
        let counts = payoffs.shape().strategies().to_vec();
        let plain = payoffs.rational().unwrap();
        let [rows, columns] = [0, 1].map(|player| {
            twins.iter().map(|&twin: &usize| twin % counts[player]).collect::<Vec<_>>()
        });
        let wide = [0, 1].map(|player| {
            let cells = columns.iter().flat_map(|&j| rows.iter().map(move |&i| [i, j]));
            cells.map(|profile| plain.payoff(player, &profile).clone()).collect()
        });
        agrees(&game(rows.len(), columns.len(), wide))?;
    }
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn on_larger_degenerate_games(payoffs in random(6..=7, 6..=7, integers(0..=1))) {
        agrees(&payoffs)?;
    }
}
