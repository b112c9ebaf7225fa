use super::METHOD;
use crate::game::{Game, Payoffs};
use crate::nash::{Coverage, METHODS, Outcome, Settings, find_equilibria};
use crate::num::Rational;
use proptest::prelude::*;

fn game(rows: usize, columns: usize, payoffs: [Vec<Rational>; 2]) -> Payoffs {
    Game::new(vec![rows, columns], payoffs.to_vec()).unwrap().into()
}

fn solved(payoffs: &Payoffs) -> Outcome {
    let outcome = find_equilibria(payoffs, &METHOD, &Settings::default()).unwrap();
    assert_eq!(outcome.coverage, Coverage::All);
    assert!(outcome.equilibria.iter().all(super::super::Equilibrium::is_proved));
    outcome
}

/// Against support enumeration.
fn agrees(payoffs: &Payoffs) {
    let others = METHODS.iter().find(|method| method.name == "support-enumeration").unwrap();
    let others = find_equilibria(payoffs, others, &Settings::default()).unwrap();
    let mine = solved(payoffs);
    let sorted = |outcome: &Outcome| {
        let mut profiles: Vec<Vec<Vec<Rational>>> =
            outcome.equilibria.iter().map(|e| e.profile.iter().cloned().collect()).collect();
        profiles.sort();
        profiles
    };
    assert_eq!(sorted(&mine), sorted(&others));
}

fn random(
    sizes: std::ops::RangeInclusive<usize>,
    payoff: impl Strategy<Value = Rational> + Clone + 'static,
) -> impl Strategy<Value = Payoffs> {
    (sizes.clone(), sizes).prop_flat_map(move |(rows, columns)| {
        let list = prop::collection::vec(payoff.clone(), rows * columns);
        (list.clone(), list).prop_map(move |(one, other)| game(rows, columns, [one, other]))
    })
}

fn integers(range: std::ops::RangeInclusive<i64>) -> impl Strategy<Value = Rational> + Clone {
    range.prop_map(Rational::integer)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn games_of_zeros_and_ones(payoffs in random(1..=5, integers(0..=1))) {
        agrees(&payoffs);
    }

    #[test]
    fn games_with_many_ties(payoffs in random(1..=5, integers(0..=3))) {
        agrees(&payoffs);
    }
}
