//! Answers that carry their proof, and the check that knows no solver.

use serde::Serialize;

use super::program::{Program, Relation, Row};
use crate::linalg::Fractions;
use crate::num::{Rational, Sign};

/// What is true of a [`Program`], with all that it takes to verify it by multiplication alone.
///
/// Dual values and multipliers have one entry for each constraint: at least 0 for "at most", at
/// most 0 for "at least", any for an equation. Points and rays have one for each variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proved {
    /// The program has a greatest value.
    Optimal {
        /// The greatest value.
        value: Rational,
        /// A point that attains it.
        primal: Vec<Rational>,
        /// The combination of constraints that shows that no point has more (weak duality).
        dual: Vec<Rational>,
    },
    /// No point satisfies the constraints.
    Infeasible {
        /// The combination of constraints that contradicts itself (Farkas' lemma).
        multipliers: Vec<Rational>,
    },
    /// There are points of any value.
    Unbounded {
        /// A point that satisfies the constraints.
        point: Vec<Rational>,
        /// A direction in which they stay satisfied while the value grows.
        ray: Vec<Rational>,
    },
}

impl Proved {
    /// What `point` is worth in `program`.
    pub(super) fn value_at(program: &Program, point: &[Rational]) -> Rational {
        product(&program.objective, point)
    }

    /// The greatest value, if there is one.
    pub fn value(&self) -> Option<&Rational> {
        match self {
            Self::Optimal { value, .. } => Some(value),
            Self::Infeasible { .. } | Self::Unbounded { .. } => None,
        }
    }

    /// Whether this is indeed a proof about `program`, in exact arithmetic.
    ///
    /// # Complexity
    /// One pass over the coefficients for each vector of the proof.
    pub fn check(&self, program: &Program) -> bool {
        match self {
            Self::Optimal { value, primal, dual } => {
                is_feasible(program, primal, false)
                    && product(&program.objective, primal) == *value
                    && bounds_from_above(program, dual, &program.objective)
                    && bound(program, dual) == *value
            }
            Self::Infeasible { multipliers } => {
                let nothing = vec![Rational::integer(0); program.variables()];
                bounds_from_above(program, multipliers, &nothing)
                    && bound(program, multipliers).signum() == Sign::Negative
            }
            Self::Unbounded { point, ray } => {
                is_feasible(program, point, false)
                    && is_feasible(program, ray, true)
                    && product(&program.objective, ray).signum() == Sign::Positive
            }
        }
    }
}

/// Whether `x` satisfies all constraints, or as a `ray` never leaves them.
fn is_feasible(program: &Program, x: &[Rational], ray: bool) -> bool {
    let zero = Rational::integer(0);
    let common = Fractions::new(x);
    let holds = |row: &Row| {
        let bound = if ray { &zero } else { &row.bound };
        let order = Fractions::new(&row.coefficients).compare_dot(&common, bound);
        match row.relation {
            Relation::AtMost => order.is_le(),
            Relation::Equal => order.is_eq(),
            Relation::AtLeast => order.is_ge(),
        }
    };
    x.len() == program.variables()
        && x.iter().zip(&program.free).all(|(x, free)| *free || *x >= zero)
        && program.rows.iter().all(holds)
}

/// Whether the combination `y` of the constraints says that Σ costs(j) x(j) is at most some bound.
fn bounds_from_above(program: &Program, y: &[Rational], costs: &[Rational]) -> bool {
    let allowed = |(y, row): (&Rational, &Row)| match row.relation {
        Relation::AtMost => y.signum() != Sign::Negative,
        Relation::Equal => true,
        Relation::AtLeast => y.signum() != Sign::Positive,
    };
    if y.len() != program.constraints() || !y.iter().zip(&program.rows).all(allowed) {
        return false;
    }
    // Rows without weight say nothing
    let used = || y.iter().zip(&program.rows).filter(|(y, _)| !y.is_zero());
    let weights = Fractions::new(&used().map(|(y, _)| y.clone()).collect::<Vec<_>>());
    costs.iter().enumerate().all(|(j, cost)| {
        let column: Vec<Rational> = used().map(|(_, row)| row.coefficients[j].clone()).collect();
        let order = Fractions::new(&column).compare_dot(&weights, cost);
        if program.free[j] { order.is_eq() } else { order.is_ge() }
    })
}

fn bound(program: &Program, y: &[Rational]) -> Rational {
    let bounds: Vec<Rational> = program.rows.iter().map(|row| row.bound.clone()).collect();
    product(&bounds, y)
}

fn product(a: &[Rational], b: &[Rational]) -> Rational {
    Fractions::new(a).dot(&Fractions::new(b))
}
