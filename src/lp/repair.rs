//! A float optimum made exact: the equations that it satisfies, solved exactly, then proved.

use super::float::Pattern;
use super::program::{Program, Relation};
use super::proved::Proved;
use crate::linalg::{Matrix, solve};
use crate::num::{Rational, Ring};

/// The exact optimum at which the same variables are 0 and the same constraints are tight as in the
/// float point, if it is one.
///
/// Without a float point of the dual program, complementary slackness says which dual values are 0;
/// in a degenerate program that is not enough to tell all of them.
pub(super) fn repaired(
    program: &Program,
    primal: &Pattern,
    dual: Option<&Pattern>,
) -> Option<Proved> {
    let is_equation = |i: usize| program.rows[i].relation == Relation::Equal;
    let support = chosen(program.variables(), |j| primal.support[j] || program.free[j]);
    let tight = chosen(program.constraints(), |i| !primal.slack[i] || is_equation(i));
    let (weighted, priced) = match dual {
        None => (tight.clone(), support.clone()),
        Some(dual) => (
            chosen(program.constraints(), |i| dual.support[i] || is_equation(i)),
            chosen(program.variables(), |j| !dual.slack[j] || program.free[j]),
        ),
    };
    // Dual values first: they are what fails in a degenerate program
    let dual = solved(
        (program.constraints(), &weighted),
        &priced,
        |j, i| &program.rows[i].coefficients[j],
        |j| &program.objective[j],
    )?;
    let primal = solved(
        (program.variables(), &support),
        &tight,
        |i, j| &program.rows[i].coefficients[j],
        |i| &program.rows[i].bound,
    )?;
    let value = Proved::value_at(program, &primal);
    let proved = Proved::Optimal { value, primal, dual };
    proved.check(program).then_some(proved)
}

fn chosen(count: usize, is_chosen: impl Fn(usize) -> bool) -> Vec<usize> {
    (0..count).filter(|&k| is_chosen(k)).collect()
}

/// The vector of `count` entries, 0 outside `unknowns`, that satisfies `equations`, if it is
/// unique.
fn solved<'a>(
    (count, unknowns): (usize, &[usize]),
    equations: &[usize],
    coefficient: impl Fn(usize, usize) -> &'a Rational,
    right_side: impl Fn(usize) -> &'a Rational,
) -> Option<Vec<Rational>> {
    let mut all = vec![Rational::zero(); count];
    if unknowns.is_empty() {
        return Some(all);
    }
    if equations.len() < unknowns.len() {
        return None;
    }
    let entries = equations.iter().flat_map(|&e| unknowns.iter().map(move |&u| (e, u)));
    let entries = entries.map(|(e, u)| coefficient(e, u).clone()).collect();
    let matrix = Matrix::new(equations.len(), unknowns.len(), entries)?;
    let right: Vec<Rational> = equations.iter().map(|&e| right_side(e).clone()).collect();
    for (&unknown, value) in unknowns.iter().zip(solve(&matrix, &right).unique()?) {
        all[unknown] = value;
    }
    Some(all)
}
