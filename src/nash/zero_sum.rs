//! Optimal strategies of two players who share a constant sum, by linear programming.
//!
//! Source: J. von Neumann, "Zur Theorie der Gesellschaftsspiele", *Mathematische Annalen* 100
//! (1928), 295–320; G. B. Dantzig, "A proof of the equivalence of the programming problem and the
//! game problem", in *Activity Analysis of Production and Allocation*, Wiley, 1951, 330–335.

use super::method::{Coverage, Found, Method, Run, Stopped};
use crate::game::{Payoffs, Profile};
use crate::linalg::Matrix;
use crate::lp::{Limit, matrix_game};
use crate::num::{Rational, Ring};

/// A linear program in floats, made exact from its supports; proved by its dual.
pub(super) const METHOD: Method = Method {
    name: "zero-sum",
    about: "Optimal strategies of a two-player constant-sum game, by LP",
    source: "dantzig1951",
    accepts,
    search,
};

fn accepts(payoffs: &Payoffs) -> Result<(), &'static str> {
    if payoffs.shape().players() != 2 {
        return Err("it needs exactly two players");
    }
    let Some(game) = payoffs.rational() else {
        return Err("it needs rational payoffs");
    };
    let sum = |index: usize| {
        let mut sum = game.payoffs(0)[index].clone();
        sum += &game.payoffs(1)[index];
        sum
    };
    let first = sum(0);
    let constant = (1..payoffs.shape().profiles()).all(|index| sum(index) == first);
    if constant { Ok(()) } else { Err("the players' payoffs have no constant sum") }
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
    let solution = matrix_game::solve(&matrix, Limit::default()).map_err(|_| Stopped)?;
    debug_assert!(solution.row.iter().all(|p| *p >= Rational::zero()));
    run.report(Found::Exact(Profile::new(vec![solution.row, solution.column])))?;
    Ok(if solution.unique { Coverage::All } else { Coverage::Some })
}
