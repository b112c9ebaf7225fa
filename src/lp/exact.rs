//! Exact answers: guessed in floats and proved, or else found by the exact simplex method.

use serde::Serialize;

use super::float::{self, Pattern};
use super::program::{Program, Relation};
use super::proved::Proved;
use super::repair::repaired;
use crate::linalg::{Ending, Kind, Limit, Stopped, Tableau, Wish, simplex};
use crate::num::{Rational, Ring};

/// How an exact answer was found. It is proved either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FoundBy {
    /// By looking at it: no search was needed.
    Inspection,
    /// A float optimum, made exact by solving the equations that it satisfies.
    FloatRepaired,
    /// The exact simplex method, started where the float search ended.
    FloatFinished,
    /// The exact simplex method from the start.
    ExactSimplex,
}

/// An exact answer and where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The answer, with its proof.
    pub proved: Proved,
    /// How it was found.
    pub found_by: FoundBy,
}

/// Measured: with so few variables or constraints, the exact simplex method answers sooner than a
/// float search.
const SMALL: usize = 12;

/// Answers `program` exactly.
///
/// # Errors
/// [`Stopped`] when the exact simplex method reaches the limit. The float search does not count.
///
/// # Complexity
/// Mostly that of a float search and of two exact linear systems as large as the number of positive
/// variables; of the exact simplex method, which can be exponential, where floats mislead.
pub fn solve(program: &Program, limit: Limit) -> Result<Answer, Stopped> {
    if program.variables().min(program.constraints()) <= SMALL {
        return solve_cold(program, limit);
    }
    match float::solve(program) {
        Some(point) => solve_near(program, &point.pattern, None, limit),
        None => solve_cold(program, limit),
    }
}

/// Answers `program` exactly by the exact simplex method alone.
///
/// # Errors
/// [`Stopped`] when it reaches the limit.
pub fn solve_cold(program: &Program, limit: Limit) -> Result<Answer, Stopped> {
    let proved = simplex_from(program, &[], limit)?;
    Ok(Answer { proved, found_by: FoundBy::ExactSimplex })
}

/// Answers `program` exactly, starting where its optimum, and that of its dual, should be.
///
/// # Errors
/// [`Stopped`] when the exact simplex method is needed and reaches the limit.
pub(super) fn solve_near(
    program: &Program,
    primal: &Pattern,
    dual: Option<&Pattern>,
    limit: Limit,
) -> Result<Answer, Stopped> {
    if let Some(proved) = repaired(program, primal, dual) {
        return Ok(Answer { proved, found_by: FoundBy::FloatRepaired });
    }
    let mut searched = None;
    if dual.is_none() {
        searched = float::solve(&program.dual()).map(|point| point.pattern);
        let proved = searched.as_ref().and_then(|dual| repaired(program, primal, Some(dual)));
        if let Some(proved) = proved {
            return Ok(Answer { proved, found_by: FoundBy::FloatRepaired });
        }
    }
    let wishes = wishes(primal, dual.or(searched.as_ref()));
    let proved = simplex_from(program, &wishes, limit)?;
    Ok(Answer { proved, found_by: FoundBy::FloatFinished })
}

/// What floats say about the optimal basis: what is positive is in it, what has a price is not.
fn wishes(primal: &Pattern, dual: Option<&Pattern>) -> Vec<Wish> {
    let positive = primal.support.iter().chain(&primal.slack);
    let mut wishes: Vec<Wish> =
        positive.map(|&positive| if positive { Wish::Basic } else { Wish::Open }).collect();
    if let Some(dual) = dual {
        let priced = dual.slack.iter().chain(&dual.support);
        for (wish, &priced) in wishes.iter_mut().zip(priced) {
            if priced && *wish == Wish::Open {
                *wish = Wish::Nonbasic;
            }
        }
    }
    wishes
}

fn simplex_from(program: &Program, wishes: &[Wish], limit: Limit) -> Result<Proved, Stopped> {
    let negative = |row: usize| program.rows[row].relation == Relation::AtLeast;
    let mut rows = Vec::with_capacity(program.constraints());
    for (i, row) in program.rows.iter().enumerate() {
        let entries = row.coefficients.iter().chain([&row.bound]);
        rows.push(if negative(i) {
            entries.map(Rational::negated).collect()
        } else {
            entries.cloned().collect::<Vec<_>>()
        });
    }
    let variables = program.free.iter().map(|&f| if f { Kind::Free } else { Kind::Nonnegative });
    let slacks = program.rows.iter().map(|row| match row.relation {
        Relation::Equal => Kind::Fixed,
        Relation::AtMost | Relation::AtLeast => Kind::Nonnegative,
    });
    let kinds: Vec<Kind> = variables.chain(slacks).collect();
    let mut costs = program.objective.clone();
    costs.push(Rational::zero());
    let mut tableau = Tableau::new(&rows, &[costs]);

    let ending = simplex(&mut tableau, &kinds, wishes, limit)?;
    let multipliers = |row: usize| {
        let mut multipliers = tableau.multipliers(row);
        for (i, y) in multipliers.iter_mut().enumerate() {
            if negative(i) {
                *y = y.negated();
            }
        }
        multipliers
    };
    let signed = |numbers: Vec<Rational>, negated: bool| {
        if negated { numbers.iter().map(Rational::negated).collect() } else { numbers }
    };
    Ok(match ending {
        Ending::Optimal => {
            let primal = tableau.unknowns();
            let dual = multipliers(program.constraints());
            let value = Proved::value_at(program, &primal);
            Proved::Optimal { value, primal, dual }
        }
        Ending::Infeasible { row, negated } => {
            Proved::Infeasible { multipliers: signed(multipliers(row), negated) }
        }
        Ending::Unbounded { column, negated } => Proved::Unbounded {
            point: tableau.unknowns(),
            ray: signed(tableau.direction(column), negated),
        },
    })
}
