//! Laws of linear programs, on small ones full of ties.

use super::*;
use crate::linalg::{Matrix, solve as solve_system};
use crate::num::{Rational, Ring};
use proptest::prelude::*;

fn numbers(integers: &[i64]) -> Vec<Rational> {
    integers.iter().map(|&n| Rational::integer(n)).collect()
}

fn relation() -> impl Strategy<Value = Relation> {
    prop_oneof![
        3 => Just(Relation::AtMost),
        1 => Just(Relation::Equal),
        1 => Just(Relation::AtLeast)
    ]
}

/// Programs of up to 4 variables and 4 constraints, degenerate more often than not.
fn program(any_free: bool) -> impl Strategy<Value = Program> {
    (1..5_usize, 0..5_usize).prop_flat_map(move |(variables, constraints)| {
        let row = (prop::collection::vec(-2..3_i64, variables), relation(), -2..3_i64);
        let objective = prop::collection::vec(-2..3_i64, variables);
        let free = prop::collection::vec(prop::bool::weighted(0.3), variables);
        (objective, prop::collection::vec(row, constraints), free).prop_map(
            move |(objective, rows, free)| {
                let mut program = Program::maximise(numbers(&objective));
                for (coefficients, relation, bound) in rows {
                    program.add_row(numbers(&coefficients), relation, Rational::integer(bound));
                }
                for (variable, _) in free.iter().enumerate().filter(|(_, free)| **free && any_free)
                {
                    program.set_free(variable);
                }
                program
            },
        )
    })
}

/// The value of every vertex of a program without free variables, by solving for every choice of as
/// many tight constraints as there are variables.
fn vertices(program: &Program) -> Vec<Rational> {
    let (n, m) = (program.variables(), program.constraints());
    let axis = |j: usize| -> Vec<Rational> {
        (0..n).map(|k| Rational::integer((j == k).into())).collect()
    };
    let mut equations: Vec<(Vec<Rational>, Rational)> =
        program.rows.iter().map(|row| (row.coefficients.clone(), row.bound.clone())).collect();
    equations.extend((0..n).map(|j| (axis(j), Rational::zero())));
    let mut values = Vec::new();
    for choice in 0_u32..1 << (n + m) {
        if choice.count_ones() as usize != n {
            continue;
        }
        let (rows, right): (Vec<_>, Vec<_>) =
            (0..n + m).filter(|k| choice >> k & 1 == 1).map(|k| equations[k].clone()).unzip();
        let Some(x) = solve_system(&Matrix::from_rows(rows).unwrap(), &right).unique() else {
            continue;
        };
        let sum = |a: &[Rational]| {
            let mut sum = Rational::zero();
            a.iter().zip(&x).for_each(|(a, x)| sum.add_product(a, x));
            sum
        };
        let holds = program.rows.iter().all(|row| match row.relation {
            Relation::AtMost => sum(&row.coefficients) <= row.bound,
            Relation::Equal => sum(&row.coefficients) == row.bound,
            Relation::AtLeast => sum(&row.coefficients) >= row.bound,
        });
        if holds && x.iter().all(|x| *x >= Rational::zero()) {
            values.push(sum(&program.objective));
        }
    }
    values
}

/// The same question, however asked.
fn kind(proved: &Proved) -> (u8, Option<&Rational>) {
    match proved {
        Proved::Optimal { value, .. } => (0, Some(value)),
        Proved::Infeasible { .. } => (1, None),
        Proved::Unbounded { .. } => (2, None),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn every_answer_is_proved(program in program(true)) {
        let cold = solve_cold(&program, Limit::default()).unwrap().proved;
        prop_assert!(cold.check(&program), "{:?}", cold);
        if let Some(point) = float::solve(&program) {
            let near =
                exact::solve_near(&program, &point.pattern, None, Limit::default()).unwrap().proved;
            prop_assert!(near.check(&program), "{:?}", near);
            prop_assert_eq!(kind(&near), kind(&cold));
        }
    }

    #[test]
    fn the_best_vertex_is_found(program in program(false)) {
        let vertices = vertices(&program);
        match solve_cold(&program, Limit::default()).unwrap().proved {
            Proved::Optimal { value, .. } => prop_assert_eq!(Some(&value), vertices.iter().max()),
            Proved::Infeasible { .. } => prop_assert!(vertices.is_empty()),
            Proved::Unbounded { .. } => prop_assert!(!vertices.is_empty()),
        }
    }

    /// A wrong guess costs time only.
    #[test]
    fn any_start_leads_to_the_same_answer(
        program in program(true),
        guess in prop::collection::vec(any::<bool>(), 16),
    ) {
        let mut guess = guess.into_iter();
        let mut pattern = |support: usize, slack: usize| float::Pattern {
            support: guess.by_ref().take(support).collect(),
            slack: guess.by_ref().take(slack).collect(),
        };
        let primal = pattern(program.variables(), program.constraints());
        let dual = pattern(program.constraints(), program.variables());
        let near = exact::solve_near(&program, &primal, Some(&dual), Limit::default()).unwrap().proved;
        prop_assert!(near.check(&program));
        let cold = solve_cold(&program, Limit::default()).unwrap().proved;
        prop_assert_eq!(kind(&near), kind(&cold));
    }

    #[test]
    fn the_dual_has_the_negated_value(program in program(true)) {
        let primal = solve_cold(&program, Limit::default()).unwrap().proved;
        let dual = solve_cold(&program.dual(), Limit::default()).unwrap().proved;
        prop_assert!(dual.check(&program.dual()));
        match (primal.value(), dual.value()) {
            (Some(x), Some(y)) => prop_assert_eq!(x, &y.negated()),
            (None, None) => {}
            _ => prop_assert!(false, "strong duality"),
        }
    }

    /// Numbers of any size, which floats cannot always follow.
    #[test]
    fn extreme_numbers_are_answered(
        entries in prop::collection::vec((any::<i64>(), 1..i64::MAX, -300..300_i64), 15),
    ) {
        let number = |&(n, d, e): &(i64, i64, i64)| {
            let mut number = Rational::new(n, d).unwrap();
            number *= &Rational::integer(2).powi(if e % 3 == 0 { 4 * e } else { 0 }).unwrap();
            number
        };
        let entries: Vec<Rational> = entries.iter().map(number).collect();
        let mut program = Program::maximise(entries[..3].to_vec());
        for row in entries[3..].chunks(4) {
            program.add_row(row[..3].to_vec(), Relation::AtMost, row[3].clone());
        }
        let cold = solve_cold(&program, Limit::default()).unwrap().proved;
        prop_assert!(cold.check(&program));
        if let Some(point) = float::solve(&program) {
            let near =
                exact::solve_near(&program, &point.pattern, None, Limit::default()).unwrap().proved;
            prop_assert_eq!(kind(&near), kind(&cold));
        }
    }
}

/// The library never ended on this one while the variable was free there (microlp 0.6.0).
#[test]
fn free_variables_do_not_stall_the_float_search() {
    let mut program = Program::maximise(numbers(&[2, 2]));
    program.add_row(numbers(&[2, 2]), Relation::AtMost, Rational::integer(2));
    program.set_free(1);
    // A search that does not end is given up, and finds nothing
    assert!(float::solve(&program).is_some());
}

/// Too large to be solved exactly at once, and so full of ties that floats name no basis.
#[test]
fn float_answers_are_finished_exactly() {
    let n = 14_i64;
    let mut program = Program::maximise(numbers(&[1; 14]));
    for i in 0..n {
        let row: Vec<i64> = (0..n).map(|j| i64::from((i + j) % 3 == 0 || i == j)).collect();
        program.add_row(numbers(&row), Relation::AtMost, Rational::one());
        // The same constraint but for one part in 10¹²
        let bound = Rational::new(1_000_000_000_000 + i % 3, 1_000_000_000_000).unwrap();
        program.add_row(numbers(&row), Relation::AtMost, bound);
    }
    let (answer, cold) =
        (solve(&program, Limit::default()), solve_cold(&program, Limit::default()));
    let (answer, cold) = (answer.unwrap(), cold.unwrap());
    assert!(answer.proved.check(&program) && cold.proved.check(&program));
    assert_eq!(answer.proved.value(), cold.proved.value());
    assert_ne!(answer.found_by, FoundBy::ExactSimplex);
}

#[test]
fn programs_without_constraints_or_variables() {
    let nothing = Program::maximise(vec![]);
    let answer = solve(&nothing, Limit::default()).unwrap().proved;
    assert!(answer.check(&nothing));
    assert_eq!(answer.value(), Some(&Rational::zero()));
    let _ = float::solve(&nothing);

    let upward = Program::maximise(numbers(&[1]));
    let answer = solve(&upward, Limit::default()).unwrap().proved;
    assert!(matches!(answer, Proved::Unbounded { .. }) && answer.check(&upward));
    assert!(float::solve(&upward).is_none());

    let mut contradiction = Program::maximise(vec![]);
    contradiction.add_row(vec![], Relation::AtLeast, Rational::one());
    let answer = solve(&contradiction, Limit::default()).unwrap().proved;
    assert!(matches!(answer, Proved::Infeasible { .. }) && answer.check(&contradiction));
}

/// E. M. L. Beale's program of 1955, on which the simplex method cycles without care for ties.
#[test]
fn beales_program_does_not_cycle() {
    let fraction = |n: i64, d: i64| Rational::new(n, d).unwrap();
    let mut program = Program::maximise(vec![
        fraction(3, 4),
        fraction(-150, 1),
        fraction(1, 50),
        fraction(-6, 1),
    ]);
    let row = |first: Rational, second: i64, third: Rational, fourth: i64| {
        vec![first, Rational::integer(second), third, Rational::integer(fourth)]
    };
    program.add_row(
        row(fraction(1, 4), -60, fraction(-1, 25), 9),
        Relation::AtMost,
        Rational::zero(),
    );
    program.add_row(
        row(fraction(1, 2), -90, fraction(-1, 50), 3),
        Relation::AtMost,
        Rational::zero(),
    );
    program.add_row(numbers(&[0, 0, 1, 0]), Relation::AtMost, Rational::one());
    let answer = solve(&program, Limit { pivots: 20 }).unwrap().proved;
    assert_eq!(answer.value(), Some(&fraction(1, 20)));
    assert!(answer.check(&program));
}

#[test]
fn the_limit_stops_the_search() {
    let mut program = Program::maximise(numbers(&[1, 1]));
    program.add_row(numbers(&[1, 2]), Relation::AtMost, Rational::integer(4));
    program.add_row(numbers(&[3, 1]), Relation::AtMost, Rational::integer(6));
    assert_eq!(solve_cold(&program, Limit { pivots: 1 }), Err(Stopped { pivots: 1 }));
    assert!(solve_cold(&program, Limit { pivots: 2 }).is_ok());
}

#[test]
fn wrong_proofs_are_refused() {
    let mut program = Program::maximise(numbers(&[1, 1]));
    program.add_row(numbers(&[1, 2]), Relation::AtMost, Rational::integer(4));
    program.add_row(numbers(&[1, 0]), Relation::AtLeast, Rational::integer(1));
    program.add_row(numbers(&[0, 1]), Relation::Equal, Rational::integer(1));
    let right = solve(&program, Limit::default()).unwrap().proved;
    let Proved::Optimal { value, primal, dual } = right.clone() else { panic!("bounded") };
    assert!(right.check(&program));
    let optimal = |value: i64, primal: &[i64], dual: &[i64]| Proved::Optimal {
        value: Rational::integer(value),
        primal: numbers(primal),
        dual: numbers(dual),
    };
    assert_eq!(
        (value, primal, dual),
        (Rational::integer(3), numbers(&[2, 1]), numbers(&[1, 0, -1]))
    );
    for wrong in [
        optimal(2, &[1, 1], &[1, 0, -1]), // not optimal
        optimal(3, &[2, 1], &[1, 0, 0]),  // no proof
        optimal(3, &[2, 1], &[1, 1, -2]), // wrong sign
        optimal(4, &[3, 1], &[1, 0, -1]), // not feasible
        optimal(3, &[2, 1], &[1, 0]),     // too short
        Proved::Infeasible { multipliers: numbers(&[1, -1, 0]) },
        Proved::Unbounded { point: numbers(&[2, 1]), ray: numbers(&[1, 0]) },
    ] {
        assert!(!wrong.check(&program), "{wrong:?}");
    }
    // The combination must match the cost of a free variable, not only cover it
    let mut program = Program::maximise(numbers(&[1]));
    program.add_row(numbers(&[2]), Relation::AtMost, Rational::zero());
    assert!(optimal(0, &[0], &[1]).check(&program));
    program.set_free(0);
    assert!(!optimal(0, &[0], &[1]).check(&program));
    // A point must be feasible, and a ray must gain, even if nothing is at stake
    let mut program = Program::maximise(numbers(&[0]));
    program.add_row(numbers(&[1]), Relation::AtLeast, Rational::one());
    assert!(optimal(0, &[1], &[0]).check(&program));
    assert!(!optimal(0, &[0], &[0]).check(&program));
    let level = Proved::Unbounded { point: numbers(&[1]), ray: numbers(&[1]) };
    assert!(!level.check(&program));
}
