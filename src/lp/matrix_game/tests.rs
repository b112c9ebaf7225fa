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
    let guess = search(&positive.floats, &|| true).unwrap();
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

/// All extreme optimal strategies by brute force: every set of rows and constraints with one
/// solution, if it is optimal.
fn by_brute_force(payoffs: &Matrix<Rational>, value: &Rational) -> Vec<Vec<Rational>> {
    let (count, columns) = (payoffs.rows(), payoffs.columns());
    let mut found = Vec::new();
    for tight in 0..1_u32 << (count + columns) {
        // Probabilities that are 0 and columns that get just the value; and the sum is 1
        if tight.count_ones() as usize != count - 1 {
            continue;
        }
        let mut rows = vec![vec![Rational::one(); count]];
        let mut right = vec![Rational::one()];
        for k in (0..count + columns).filter(|k| tight >> k & 1 == 1) {
            rows.push(if k < count {
                right.push(Rational::zero());
                (0..count).map(|i| Rational::integer((i == k).into())).collect()
            } else {
                right.push(value.clone());
                (0..count).map(|i| payoffs[(i, k - count)].clone()).collect()
            });
        }
        let Some(x) = crate::linalg::solve(&Matrix::from_rows(rows).unwrap(), &right).unique()
        else {
            continue;
        };
        let feasible = x.iter().all(|p| p.signum() != Sign::Negative)
            && compared(&payoffs.transposed(), &x, value).all(Ordering::is_ge);
        if feasible && !found.contains(&x) {
            found.push(x);
        }
    }
    found.sort_unstable_by(|a, b| b.cmp(a));
    found
}

/// Colonel Blotto: all ways to send so many troops to three fields; each field is worth 1.
fn blotto(troops: i64) -> Matrix<Rational> {
    let sent = (0..=troops).flat_map(|a| (0..=troops - a).map(move |b| [a, b, troops - a - b]));
    let all: Vec<[i64; 3]> = sent.collect();
    let payoff = |x: &[i64; 3], y: &[i64; 3]| -> i64 {
        x.iter().zip(y).map(|(a, b)| (a - b).signum()).sum()
    };
    let rows = all.iter().map(|x| all.iter().map(|y| Rational::integer(payoff(x, y))).collect());
    Matrix::from_rows(rows.collect()).unwrap()
}

fn all_extreme(payoffs: &Matrix<Rational>) -> Extreme {
    let extreme = extreme(payoffs, &solved(payoffs), 1000, &|| true).unwrap();
    let game = solved(payoffs);
    for row in &extreme.rows {
        for column in &extreme.columns {
            let (row, column) = (row.clone(), column.clone());
            assert!(MatrixGame { row, column, ..game.clone() }.check(payoffs));
        }
    }
    extreme
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn all_extreme_optimal_strategies_are_found(payoffs in prop_oneof![payoffs(1), payoffs(2)]) {
        let game = solved(&payoffs);
        let extreme = all_extreme(&payoffs);
        prop_assert_eq!(&extreme.rows, &by_brute_force(&payoffs, &game.value));
        let negated = payoffs.transposed().map(Rational::negated);
        prop_assert_eq!(&extreme.columns, &by_brute_force(&negated, &game.value.negated()));
        prop_assert_eq!(game.unique, extreme.rows.len() == 1 && extreme.columns.len() == 1);
    }

    /// v(kA + c) = k v(A) + c for positive k, with the same strategies.
    #[test]
    fn units_change_nothing(payoffs in any_payoffs(), k in 1..9_i64, d in 1..9_i64, c in -9..9_i64) {
        let scaled = |x: &Rational| {
            let mut y = x.clone();
            y *= &Rational::new(k, d).unwrap();
            y += &Rational::integer(c);
            y
        };
        let other = payoffs.map(scaled);
        let (game, changed) = (solved(&payoffs), solved(&other));
        prop_assert_eq!(scaled(&game.value), changed.value);
        prop_assert_eq!(all_extreme(&payoffs), all_extreme(&other));
    }

    /// Larger games, where lifting does the work.
    #[test]
    fn the_kernel_agrees_with_the_exact_simplex_method(
        entries in prop::collection::vec(-1000..1000_i64, 20 * 20),
        ties: bool,
    ) {
        let most = if ties { 3 } else { 1000 };
        let entries = entries.iter().map(|n| Rational::integer(n % most)).collect();
        let payoffs = Matrix::new(20, 20, entries).unwrap();
        let game = solved(&payoffs);
        let cold = Positive::new(&payoffs).cold(&payoffs, Limit::default()).unwrap();
        prop_assert_eq!((game.value, game.unique), (cold.value, cold.unique));
    }
}

/// The numbers of extreme optimal strategies of either player are known.
#[test]
fn blotto_games_are_complete() {
    for (troops, count) in [(3, 3), (4, 6)] {
        let payoffs = blotto(troops);
        assert!(solved(&payoffs).value.is_zero());
        let extreme = all_extreme(&payoffs);
        assert_eq!((extreme.rows.len(), extreme.columns.len()), (count, count), "{troops} troops");
    }
}

/// diag(1/d) has the value 1/Σd and probabilities d/Σd, whatever the magnitudes.
#[test]
fn magnitudes_do_no_harm() {
    let powers: Vec<i64> = (0..13).map(|k| 10_i64.pow(k)).collect();
    let sum: i64 = powers.iter().sum();
    let entry = |i: usize, j: usize| {
        if i == j { Rational::new(1, powers[i]).unwrap() } else { Rational::zero() }
    };
    let entries = (0..13).flat_map(|i| (0..13).map(move |j| (i, j))).map(|(i, j)| entry(i, j));
    let payoffs = Matrix::new(13, 13, entries.collect()).unwrap();
    let game = solved(&payoffs);
    let expected: Vec<Rational> = powers.iter().map(|&d| Rational::new(d, sum).unwrap()).collect();
    assert_eq!(game.value, Rational::new(1, sum).unwrap());
    assert!(game.unique);
    assert_eq!((game.row, game.column), (expected.clone(), expected));
}

#[test]
fn known_games_have_their_answers() {
    let third = |n: i64| Rational::new(n, 3).unwrap();
    // Rock, paper, scissors with a well that beats nobody: four extreme pairs
    let rpsw = matrix(&[&[0, -1, 1, 0], &[1, 0, -1, 0], &[-1, 1, 0, 0], &[0, 0, 0, 0]]);
    let extreme = all_extreme(&rpsw);
    let even = vec![third(1), third(1), third(1), third(0)];
    let last = vec![third(0), third(0), third(0), third(3)];
    assert_eq!(
        extreme,
        Extreme { rows: vec![even.clone(), last.clone()], columns: vec![even, last] }
    );
    // Morra with two fingers
    let morra = solved(&matrix(&[&[2, -3], &[-3, 4]]));
    assert_eq!(morra.value, Rational::new(-1, 12).unwrap());
    assert_eq!(morra.row, [7, 5].map(|n| Rational::new(n, 12).unwrap()));
    // The limit is kept
    assert!(super::extreme(&rpsw, &solved(&rpsw), 1000, &|| false).is_none());
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

#[test]
fn the_caller_can_end_the_search() {
    let size = 60_i64;
    let entries = (0..size * size).map(|k| Rational::integer(k * k * 7919 % 10_007)).collect();
    let payoffs = Matrix::new(60, 60, entries).unwrap();
    for rounds in [1, 2, 3] {
        let asked = std::cell::Cell::new(0);
        let proceed = || {
            asked.set(asked.get() + 1);
            asked.get() < rounds
        };
        assert!(solve_watched(&payoffs, Limit::default(), &proceed).is_err());
        assert!(asked.get() <= rounds + 2);
    }
    assert!(solve_watched(&payoffs, Limit::default(), &|| true).unwrap().check(&payoffs));
}
