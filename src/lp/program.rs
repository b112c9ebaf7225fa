//! A linear program, stated once for every way to answer it.

use crate::num::{Rational, Ring};

/// How the two sides of a constraint compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// ≤
    AtMost,
    /// =
    Equal,
    /// ≥
    AtLeast,
}

/// A constraint: Σ coefficients(j) · x(j), a [`Relation`], and a bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// One for each variable.
    pub(super) coefficients: Vec<Rational>,
    pub(super) relation: Relation,
    pub(super) bound: Rational,
}

/// A linear program in exact numbers: maximise a sum subject to linear constraints.
///
/// Variables are nonnegative unless made free. A coefficient that is not given is 0, and naming a
/// variable that does not exist yet adds it, so every program that can be written down means
/// something.
///
/// # Examples
/// Maximise x + y subject to x + 2 y ≤ 4 and 3 x + y ≤ 6:
/// ```
/// use equil::lp::{Limit, Program, Proved, Relation, solve};
/// use equil::num::Rational;
///
/// let [one, two, three, four, six] = [1, 2, 3, 4, 6].map(Rational::integer);
/// let mut program = Program::maximise(vec![one.clone(), one.clone()]);
/// program.add_row(vec![one.clone(), two], Relation::AtMost, four);
/// program.add_row(vec![three, one], Relation::AtMost, six);
///
/// let answer = solve(&program, Limit::default())?;
/// assert!(answer.proved.check(&program));
/// assert_eq!(answer.proved.value().unwrap().to_string(), "14/5");
/// # Ok::<(), equil::lp::Stopped>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    pub(super) objective: Vec<Rational>,
    /// One for each variable.
    pub(super) free: Vec<bool>,
    pub(super) rows: Vec<Row>,
}

impl Program {
    /// The program without constraints that maximises Σ objective(j) · x(j).
    pub fn maximise(objective: Vec<Rational>) -> Self {
        let free = vec![false; objective.len()];
        Self { objective, free, rows: Vec::new() }
    }

    /// Lets a variable be negative.
    pub fn set_free(&mut self, variable: usize) {
        self.extend_to(variable.saturating_add(1));
        self.free[variable] = true;
    }

    /// Adds a constraint.
    pub fn add_row(&mut self, coefficients: Vec<Rational>, relation: Relation, bound: Rational) {
        self.extend_to(coefficients.len());
        let mut row = Row { coefficients, relation, bound };
        row.coefficients.resize(self.variables(), Rational::zero());
        self.rows.push(row);
    }

    /// Number of variables.
    pub fn variables(&self) -> usize {
        self.objective.len()
    }

    /// Number of constraints.
    pub fn constraints(&self) -> usize {
        self.rows.len()
    }

    fn extend_to(&mut self, variables: usize) {
        if variables > self.variables() {
            self.objective.resize(variables, Rational::zero());
            self.free.resize(variables, false);
            for row in &mut self.rows {
                row.coefficients.resize(variables, Rational::zero());
            }
        }
    }

    /// The dual program, as a maximum, with every dual variable of an "at least" row negated.
    ///
    /// Its value is the negated value of this program, if both have one.
    pub(super) fn dual(&self) -> Self {
        let sign = |row: &Row, x: &Rational| match row.relation {
            Relation::AtLeast => x.negated(),
            Relation::AtMost | Relation::Equal => x.clone(),
        };
        let objective = self.rows.iter().map(|row| sign(row, &row.bound).negated()).collect();
        let mut dual = Self::maximise(objective);
        for (i, row) in self.rows.iter().enumerate() {
            dual.free[i] = row.relation == Relation::Equal;
        }
        for (j, cost) in self.objective.iter().enumerate() {
            let column = self.rows.iter().map(|row| sign(row, &row.coefficients[j])).collect();
            let relation = if self.free[j] { Relation::Equal } else { Relation::AtLeast };
            dual.add_row(column, relation, cost.clone());
        }
        dual
    }
}
