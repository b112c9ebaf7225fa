//! Laws of matrix games.

use super::*;
use proptest::prelude::*;

fn matrix(rows: &[&[i64]]) -> Matrix<Rational> {
    let rows = rows.iter().map(|row| row.iter().map(|&n| Rational::integer(n)).collect());
    Matrix::from_rows(rows.collect()).unwrap()
}

fn solved(payoffs: &Matrix<Rational>) -> MatrixGame {
    let game = solve(payoffs, Limit::default()).unwrap();
    assert!(game.check(payoffs), "{game:?}");
    game
}

/// By way of floats, however small the game: with the library, and without.
fn solved_near(payoffs: &Matrix<Rational>) -> Vec<MatrixGame> {
    if saddle_point(payoffs).is_some() {
        return vec![];
    }
    let positive = Positive::new(payoffs);
    let guess = search(&positive.floats).unwrap();
    let (row, column) = float::optimal(&positive.floats).unwrap();
    let by_library = Guess { row, column, ..guess.clone() };
    let solve = |guess: &Guess| {
        let (column, row) = positive.patterns(guess);
        solve_near(&positive.program(), &column, Some(&row), Limit::default()).unwrap()
    };
    let near = [&guess, &by_library].map(|guess| positive.solution(payoffs, solve(guess)));
    let by_kernel = kernel::solved(&positive.payoffs, &guess.kernel);
    near.into_iter().chain(by_kernel.map(|basic| positive.game(basic))).collect()
}

/// Small games; `most` of 1 or 2 makes ties abound.
fn payoffs(most: i64) -> impl Strategy<Value = Matrix<Rational>> {
    (1..6_usize, 1..6_usize).prop_flat_map(move |(rows, columns)| {
        prop::collection::vec(-most..=most, rows * columns).prop_map(move |entries| {
            let entries = entries.into_iter().map(Rational::integer).collect();
            Matrix::new(rows, columns, entries).unwrap()
        })
    })
}

fn any_payoffs() -> impl Strategy<Value = Matrix<Rational>> {
    prop_oneof![payoffs(1), payoffs(2), payoffs(1000)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn solutions_are_solutions(payoffs in any_payoffs()) {
        let game = solved(&payoffs);
        for near in solved_near(&payoffs) {
            prop_assert!(near.check(&payoffs));
            prop_assert_eq!(&near.value, &game.value);
            prop_assert_eq!(near.unique, game.unique);
            if game.unique {
                prop_assert_eq!((&near.row, &near.column), (&game.row, &game.column));
            }
        }
    }

    /// The game seen from the other side.
    #[test]
    fn exchanging_the_players_negates_the_value(payoffs in any_payoffs()) {
        let (game, other) = (solved(&payoffs), solved(&payoffs.transposed().map(Rational::negated)));
        prop_assert_eq!(&game.value, &other.value.negated());
        prop_assert_eq!(game.unique, other.unique);
        if game.unique {
            prop_assert_eq!((game.row, game.column), (other.column, other.row));
        }
    }

    /// Repeating a strategy changes no value, and leaves nothing unique that uses it.
    #[test]
    fn duplicates_change_nothing(payoffs in any_payoffs(), which in 0..5_usize) {
        let which = which % payoffs.rows();
        let mut rows: Vec<Vec<Rational>> = payoffs.iter_rows().map(<[_]>::to_vec).collect();
        rows.push(rows[which].clone());
        let (game, doubled) = (solved(&payoffs), solved(&Matrix::from_rows(rows).unwrap()));
        prop_assert_eq!(&game.value, &doubled.value);
        prop_assert_eq!(doubled.unique, game.unique && game.row[which].is_zero());
    }

    #[test]
    fn floats_come_close(payoffs in any_payoffs()) {
        let floats: Vec<Vec<f64>> =
            payoffs.iter_rows().map(|row| row.iter().map(Rational::nearest_f64).collect()).collect();
        let (row, column, value) = solve_float(&floats).unwrap();
        prop_assert!((value - solved(&payoffs).value.nearest_f64()).abs() < 1e-6);
        let (least, most) = float::guarantees(&floats, &row, &column);
        prop_assert!(most - least < 1e-5, "{} {}", least, most);
    }

    /// Unique exactly if no optimal strategy lets any other one be used: asked of linear programs.
    #[test]
    fn uniqueness_is_decided(payoffs in prop_oneof![payoffs(1), payoffs(2)]) {
        let game = solved(&payoffs);
        let negated = payoffs.transposed().map(Rational::negated);
        let unique = is_only_optimum(&payoffs, &game.value, &game.row)
            && is_only_optimum(&negated, &game.value.negated(), &game.column);
        prop_assert_eq!(game.unique, unique);
    }
}

/// Whether every probability of the row player has only one value among optimal strategies.
fn is_only_optimum(payoffs: &Matrix<Rational>, value: &Rational, row: &[Rational]) -> bool {
    (0..row.len()).all(|i| {
        [1, -1].into_iter().all(|direction| {
            let mut objective = vec![Rational::zero(); row.len()];
            objective[i] = Rational::integer(direction);
            let mut program = Program::maximise(objective);
            program.add_row(vec![Rational::one(); row.len()], Relation::Equal, Rational::one());
            for column in payoffs.transposed().iter_rows() {
                program.add_row(column.to_vec(), Relation::AtLeast, value.clone());
            }
            let mut extreme = row[i].clone();
            extreme *= &Rational::integer(direction);
            solve_cold(&program, Limit::default()).unwrap().proved.value() == Some(&extreme)
        })
    })
}

#[test]
fn small_and_trivial_games() {
    for rows in [&[&[7][..]][..], &[&[0, 0], &[0, 0]], &[&[5, 3, 4]], &[&[1], &[2]]] {
        let game = solved(&matrix(rows));
        assert_eq!(game.found_by, FoundBy::Inspection);
    }
    assert!(!solved(&matrix(&[&[0, 0], &[0, 0]])).unique);
    assert!(solved(&matrix(&[&[5, 3, 4]])).unique);
    assert_eq!(solved(&matrix(&[&[1], &[2]])).row, [0, 1].map(Rational::integer));
    // Rock, paper, scissors
    let game = solved(&matrix(&[&[0, -1, 1], &[1, 0, -1], &[-1, 1, 0]]));
    assert!(game.unique && game.value.is_zero());
    assert_eq!(game.row, vec![Rational::new(1, 3).unwrap(); 3]);
}

/// A margin of 10⁻¹⁰ of the payoffs decides, and floats do not see it.
#[test]
fn tiny_margins_decide() {
    let margin = |sign: i64| Rational::new(10_000_000_000 + sign, 10_000_000_000).unwrap();
    for sign in [-1, 0, 1] {
        let rows = vec![
            vec![Rational::integer(3), Rational::integer(-1), margin(sign)],
            vec![Rational::integer(-1), Rational::integer(3), margin(sign)],
            vec![Rational::integer(1_000_000_000), Rational::integer(-1_000_000_000), margin(0)],
        ];
        let payoffs = Matrix::from_rows(rows).unwrap();
        let game = solved(&payoffs);
        for near in solved_near(&payoffs) {
            assert!(near.check(&payoffs));
            assert_eq!((&game.value, game.unique), (&near.value, near.unique));
        }
        assert_eq!(game.value < Rational::integer(1), sign < 0, "{}", game.value);
    }
}

#[test]
fn the_limit_stops_the_search() {
    let payoffs = matrix(&[&[0, -1, 1], &[1, 0, -1], &[-1, 1, 0]]);
    assert_eq!(solve(&payoffs, Limit { pivots: 1 }), Err(Stopped { pivots: 1 }));
}

#[test]
fn what_is_not_a_matrix_of_numbers_is_refused() {
    assert!(solve_float(&[]).is_none());
    assert!(solve_float(&[vec![]]).is_none());
    assert!(solve_float(&[vec![1.0], vec![1.0, 2.0]]).is_none());
    assert!(solve_float(&[vec![f64::NAN, 1.0]]).is_none());
    assert!(solve_float(&[vec![f64::INFINITY, 1.0]]).is_none());
    assert!(solve_float(&[vec![f64::MAX, f64::MIN]]).is_none());
    let (row, column, value) = solve_float(&vec![vec![0.0; 2]; 2]).unwrap();
    assert!((row.len(), column.len()) == (2, 2) && value.abs() < 1e-12);
}
