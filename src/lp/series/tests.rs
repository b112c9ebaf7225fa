//! One program after the other, compared with the exact simplex method from the start.

use proptest::prelude::*;

use super::*;
use crate::lp::{Limit, Program, Proved, Relation, solve_cold};
use crate::num::Ring;

/// Shares of some goods on which rows of integers are not negative.
fn program(rows: &[Vec<i64>], costs: &[i64]) -> Program {
    let numbers = |row: &[i64]| row.iter().map(|&n| Rational::integer(n)).collect::<Vec<_>>();
    let mut program = Program::maximise(numbers(costs));
    program.add_row(vec![Rational::one(); costs.len()], Relation::Equal, Rational::one());
    for row in rows {
        program.add_row(numbers(row), Relation::AtLeast, Rational::zero());
    }
    program
}

fn series(rows: &[Vec<i64>], columns: usize) -> Series {
    let sparse = |row: &Vec<i64>| {
        let numbers = row.iter().enumerate().filter(|(_, n)| **n != 0);
        numbers.map(|(j, &n)| (j, Rational::integer(n))).collect()
    };
    let groups = (0..rows.len()).map(|i| i / 2).collect();
    Series::new(vec![Rational::one(); columns], rows.iter().map(sparse).collect(), groups)
}

const COLUMNS: usize = 8;

proptest! {
    /// Each answer is that of a cold exact search, and proves itself.
    #[test]
    fn answers_are_those_of_cold_searches(
        rows in prop::collection::vec(prop::collection::vec(-9..10_i64, COLUMNS), 1..9),
        objectives in prop::collection::vec(prop::collection::vec(-9..10_i64, COLUMNS), 1..6),
    ) {
        let mut series = series(&rows, COLUMNS);
        for costs in &objectives {
            let stated = program(&rows, costs);
            let expected = solve_cold(&stated, Limit::default()).unwrap().proved;
            let exact: Vec<Rational> = costs.iter().map(|&n| Rational::integer(n)).collect();
            let found = series.maximise(&exact, &|| true);
            let Some(value) = expected.value() else {
                prop_assert_eq!(found, None);
                continue;
            };
            // Nothing that small misleads floats
            let found = found.unwrap();
            prop_assert_eq!(&found.value, value);
            let mut primal = vec![Rational::zero(); COLUMNS];
            for (j, x) in found.point {
                primal[j] = x;
            }
            let mut dual = vec![Rational::zero(); rows.len() + 1];
            dual[0] = found.value.clone();
            for (i, m) in found.multipliers {
                dual[i + 1] = m.negated();
            }
            let proved = Proved::Optimal { value: found.value, primal, dual };
            prop_assert!(proved.check(&stated));
        }
    }
}

#[test]
fn what_is_not_limited_has_no_optimum() {
    // The second variable is in no equation, and its only row is left out until it is violated
    let row = vec![(0, Rational::one()), (1, Rational::minus_one())];
    let costs = [Rational::zero(), Rational::one()];
    let equation = vec![Rational::one(), Rational::zero()];
    let mut open = Series::new(equation.clone(), vec![row.clone()], vec![0]);
    assert_eq!(open.maximise(&costs, &|| true), None);
    let mut limited = Series::new(equation, vec![row], vec![0]).with_required(vec![0]);
    assert_eq!(limited.maximise(&costs, &|| true).unwrap().value, Rational::one());
}

/// A search that is told to stop ends without an answer, and the next one is as good as new.
#[test]
fn a_stopped_search_spoils_nothing() {
    let rows: Vec<Vec<i64>> =
        (0..40).map(|i| (0..60).map(|j| (i * 7 + j * j * 3 + i * j) % 19 - 7).collect()).collect();
    let costs: Vec<Rational> = (0..60).map(|j| Rational::integer(j * 5 % 17)).collect();
    let mut fresh = series(&rows, 60);
    let mut stopped = fresh.clone();
    let expected = fresh.maximise(&costs, &|| true).unwrap();
    assert_eq!(stopped.maximise(&costs, &|| false), None);
    assert_eq!(stopped.maximise(&costs, &|| true).unwrap().value, expected.value);
}
