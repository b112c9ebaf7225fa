//! Optimal strategies of two players who share a constant sum, by linear programming.
//!
//! Source: J. von Neumann, "Zur Theorie der Gesellschaftsspiele", *Mathematische Annalen* 100
//! (1928), 295–320; G. B. Dantzig, "A proof of the equivalence of the programming problem and the
//! game problem", in *Activity Analysis of Production and Allocation*, Wiley, 1951, 330–335.

use super::method::{Arithmetic, Coverage, Found, Method, Run, Stopped};
use crate::game::{Payoffs, Profile};
use crate::linalg::Matrix;
use crate::lp::{Limit, matrix_game};

/// A search in floats, made exact from the strategies it uses; proved by both players' guarantees.
/// Where there are several optimal strategies, all extreme ones are found, if they are not too many.
pub(super) const METHOD: Method = Method {
    name: "zero-sum",
    about: "Optimal strategies of a two-player constant-sum game, by LP",
    source: "dantzig1951",
    accepts,
    finds_all: false,
    arithmetic: Some(Arithmetic::Hybrid),
    search,
};

fn accepts(payoffs: &Payoffs) -> Result<(), &'static str> {
    if payoffs.shape().players() != 2 {
        return Err("it needs exactly two players");
    }
    let Some(game) = payoffs.rational() else {
        return Err("it needs rational payoffs");
    };
    if game.constant_sum().is_some() {
        Ok(())
    } else {
        Err("the players' payoffs have no constant sum")
    }
}

fn search(payoffs: &Payoffs, run: &mut Run<'_>) -> Result<Coverage, Stopped> {
    run.step(0, 1)?;
    let game = payoffs.rational().ok_or(Stopped)?;
    let [rows, columns] = *game.strategies() else { return Err(Stopped) };
    let entries = (0..rows)
        .flat_map(|i| (0..columns).map(move |j| (i, j)))
        .map(|(i, j)| game.payoff(0, &[i, j]).clone())
        .collect();
    let matrix = Matrix::new(rows, columns, entries).ok_or(Stopped)?;
    let watch = run.watch();
    let proceed = || watch(0, 1);
    let solution = matrix_game::solve_watched(&matrix, Limit::default(), &proceed);
    let solution = solution.map_err(|_| Stopped)?;
    if solution.unique {
        run.report(Found::Exact(Profile::new(vec![solution.row, solution.column])))?;
        return Ok(Coverage::All);
    }
    let Some(extreme) = matrix_game::extreme(&matrix, &solution, AT_MOST, &proceed) else {
        run.report(Found::Exact(Profile::new(vec![solution.row, solution.column])))?;
        run.step(0, 1)?;
        return Ok(Coverage::Some);
    };
    // Equilibria are the pairs of optimal strategies
    if extreme.rows.len().saturating_mul(extreme.columns.len()) > AT_MOST {
        run.report(Found::Exact(Profile::new(vec![solution.row, solution.column])))?;
        return Ok(Coverage::Some);
    }
    for row in &extreme.rows {
        for column in &extreme.columns {
            run.report(Found::Exact(Profile::new(vec![row.clone(), column.clone()])))?;
        }
    }
    Ok(Coverage::All)
}

/// More extreme strategies, or pairs of them, are not listed: the answer is then one equilibrium.
const AT_MOST: usize = 2000;
