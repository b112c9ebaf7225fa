//! Linear programs in floating point, by a library: quick, and never believed.

use good_lp::solvers::SolutionStatus;
use good_lp::{
    Expression, ProblemVariables, Solution, SolverModel, Variable, WithTimeLimit, microlp, variable,
};

use super::program::{Program, Relation};
use crate::num::{Rational, Scalar, Sign, Tolerance};

/// A program with other magnitudes, once scaled, is left to exact arithmetic.
const MAGNITUDES: std::ops::Range<f64> = 1e-15..1e15;

/// A search that takes longer than this, and this for each coefficient to the power 3/2, is given
/// up: some hundred times what it should take. The exact simplex method needs no float search.
const SECONDS: (f64, f64) = (0.5, 1e-6);

/// A point that should be optimal.
#[derive(Clone, Debug)]
pub struct FloatPoint {
    /// One value for each variable.
    pub values: Vec<f64>,
    pub(super) pattern: Pattern,
}

/// Where an optimum should be: all that an exact answer takes from a float one.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// Which variables are away from 0.
    pub(super) support: Vec<bool>,
    /// Which constraints leave some slack.
    pub(super) slack: Vec<bool>,
}

/// Looks for an optimal point of `program` in floating point.
///
/// Rows and columns are first scaled by powers of 2 so that their greatest coefficients are about
/// 1. `None` when the program has no optimum, as far as floats can tell, or is not fit for floats.
///
/// # Examples
/// ```
/// use equil::lp::{Program, Relation, float};
/// use equil::num::Rational;
///
/// let mut program = Program::maximise(vec![Rational::integer(1)]);
/// program.add_row(vec![Rational::integer(3)], Relation::AtMost, Rational::integer(1));
/// assert!((float::solve(&program).unwrap().values[0] - 1.0 / 3.0).abs() < 1e-9);
/// ```
pub fn solve(program: &Program) -> Option<FloatPoint> {
    let (scaled, units) = scaled(program)?;
    let values = scaled.optimum()?;
    let pattern = scaled.pattern(&values);
    let values = values.iter().zip(&units).map(|(x, unit)| x * unit).collect();
    Some(FloatPoint { values, pattern })
}

/// A linear program in floats.
#[derive(Clone, Debug, Default)]
pub(super) struct FloatProgram {
    pub(super) rows: Vec<Vec<f64>>,
    pub(super) relations: Vec<Relation>,
    pub(super) bounds: Vec<f64>,
    /// To be maximised.
    pub(super) costs: Vec<f64>,
    pub(super) free: Vec<bool>,
}

impl FloatProgram {
    /// An optimal point by the library, if it finds one.
    pub(super) fn optimum(&self) -> Option<Vec<f64>> {
        let mut all = ProblemVariables::new();
        // The library can loop forever on free variables (microlp 0.6): they become differences
        let mut add = || all.add(variable().min(0.0));
        let variables: Vec<(Variable, Option<Variable>)> =
            self.free.iter().map(|free| (add(), free.then(&mut add))).collect();
        let objective = sum(&self.costs, &variables);
        let mut model = all.maximise(objective).using(microlp).with_time_limit(self.seconds());
        for ((row, &bound), relation) in self.rows.iter().zip(&self.bounds).zip(&self.relations) {
            let sum = sum(row, &variables);
            model.add_constraint(match relation {
                Relation::AtMost => sum.leq(bound),
                Relation::Equal => sum.eq(bound),
                Relation::AtLeast => sum.geq(bound),
            });
        }
        let solution = model.solve().ok()?;
        if !matches!(solution.status(), SolutionStatus::Optimal) {
            return None;
        }
        let value = |x: Variable| solution.value(x);
        let values: Vec<f64> =
            variables.iter().map(|&(up, down)| value(up) - down.map_or(0.0, value)).collect();
        values.iter().all(|x| x.is_finite()).then_some(values)
    }

    fn seconds(&self) -> f64 {
        let coefficients: f64 = self.rows.iter().flatten().map(|_| 1.0).sum();
        SECONDS.0 + SECONDS.1 * coefficients.powf(1.5)
    }

    fn pattern(&self, values: &[f64]) -> Pattern {
        let most = values.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
        let is_slack = |(row, bound): (&Vec<f64>, &f64)| {
            let (mut rest, mut size) = (-bound, bound.abs());
            for (a, x) in row.iter().zip(values) {
                rest += a * x;
                size = size.max((a * x).abs());
            }
            is_away(rest, size)
        };
        Pattern {
            support: values.iter().map(|x| is_away(*x, most)).collect(),
            slack: self.rows.iter().zip(&self.bounds).map(is_slack).collect(),
        }
    }
}

/// Whether `x` is away from 0, compared with the size of its like.
fn is_away(x: f64, size: f64) -> bool {
    size > 0.0 && (x / size).sign(Tolerance::default()) != Sign::Zero
}

/// The program in floats with each row and column multiplied by a power of 2, and what one unit of
/// each of its variables stands for.
fn scaled(program: &Program) -> Option<(FloatProgram, Vec<f64>)> {
    let mut rows = Vec::with_capacity(program.constraints());
    let mut bounds = Vec::with_capacity(program.constraints());
    for exact in &program.rows {
        let row: Vec<f64> = exact.coefficients.iter().map(Rational::nearest_f64).collect();
        let unit = unit(row.iter());
        rows.push(row.iter().map(|x| x * unit).collect::<Vec<f64>>());
        bounds.push(exact.bound.nearest_f64() * unit);
    }
    let mut costs: Vec<f64> = program.objective.iter().map(Rational::nearest_f64).collect();
    let units: Vec<f64> = (0..costs.len()).map(|j| unit(rows.iter().map(|row| &row[j]))).collect();
    for row in rows.iter_mut().chain([&mut costs]) {
        row.iter_mut().zip(&units).for_each(|(x, unit)| *x *= unit);
    }
    let cost_unit = unit(costs.iter());
    for x in &mut costs {
        *x *= cost_unit;
    }

    let fit = |x: &f64| MAGNITUDES.contains(&x.abs()) || x.abs() <= 0.0;
    let numbers = rows.iter().flatten().chain(&bounds).chain(&costs).chain(&units);
    let all_fit = numbers.into_iter().all(fit);
    let relations = program.rows.iter().map(|row| row.relation).collect();
    let float = FloatProgram { rows, relations, bounds, costs, free: program.free.clone() };
    all_fit.then_some((float, units))
}

fn sum(coefficients: &[f64], variables: &[(Variable, Option<Variable>)]) -> Expression {
    let mut sum = Expression::with_capacity(coefficients.len());
    for (&coefficient, &(up, down)) in coefficients.iter().zip(variables) {
        if coefficient.abs() > 0.0 {
            sum.add_mul(coefficient, up);
            if let Some(down) = down {
                sum.add_mul(-coefficient, down);
            }
        }
    }
    sum
}

/// The power of 2 that brings the greatest of `numbers` to about 1.
fn unit<'a>(numbers: impl Iterator<Item = &'a f64>) -> f64 {
    let most = numbers.fold(0.0_f64, |most, x| most.max(x.abs()));
    if most > 0.0 { (-most.log2().round()).exp2() } else { 1.0 }
}
