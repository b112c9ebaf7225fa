//! The simplex method in exact arithmetic: from any basis, always ending with a proof.
//!
//! The wanted variables are exchanged in first; then the dual method makes the right-hand side
//! nonnegative (with the true costs if they allow it, otherwise with 1 for every column), and the
//! primal method makes the costs so. Both use the lexicographic ratio test, so neither can cycle.
//!
//! Sources: G. B. Dantzig, A. Orden and P. Wolfe, "The generalized simplex method", *Pacific Journal
//! of Mathematics* 5 (1955), 183–195 (`dantzig1955`); C. E. Lemke, "The dual method of solving the
//! linear programming problem", *Naval Research Logistics Quarterly* 1 (1954), 36–47 (`lemke1954`).

use super::Tableau;
use crate::num::Sign;

/// Which values a variable may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 0 and above.
    Nonnegative,
    /// Any.
    Free,
    /// Only 0: the slack of an equation.
    Fixed,
}

/// Whether a variable is expected to be basic in the end. A guess: it costs time, not truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wish {
    /// Expected to be 0.
    Nonbasic,
    /// Nothing is known.
    Open,
    /// Expected to be positive.
    Basic,
}

/// How much work an exact search may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Most exchanges of variables.
    pub pivots: usize,
}

impl Default for Limit {
    /// Far more than any program takes that fits an exact tableau.
    fn default() -> Self {
        Self { pivots: 20_000 }
    }
}

/// The work limit was reached before an answer was proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stopped after {pivots} pivots")]
pub struct Stopped {
    /// Exchanges of variables done.
    pub pivots: usize,
}

/// How a simplex run ends. The final tableau holds the proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The basis is optimal.
    Optimal,
    /// A row that no allowed values satisfy.
    Infeasible {
        /// The row; its multipliers are a certificate of infeasibility.
        row: usize,
        /// Whether the certificate is the negated row.
        negated: bool,
    },
    /// The sum grows forever along a column.
    Unbounded {
        /// The column; its direction is a ray.
        column: usize,
        /// Whether the ray is the negated direction.
        negated: bool,
    },
}

/// Maximises the first row of costs of `tableau`; without costs, finds a feasible basis.
///
/// `kinds` and `wishes` have one entry for each variable; missing ones count as nonnegative and
/// open, so no wishes at all are a cold start.
///
/// # Errors
/// [`Stopped`] when the tableau has seen `limit.pivots` pivots before an end is reached.
///
/// # Complexity
/// Exponential in the worst case; some two or three pivots for each row in practice.
pub fn simplex(
    tableau: &mut Tableau,
    kinds: &[Kind],
    wishes: &[Wish],
    limit: Limit,
) -> Result<Ending, Stopped> {
    tableau.ensure_costs();
    let mut run = Run { tableau, kinds, wishes, limit };
    run.exchange_wanted()?;
    if let Some(ending) = run.remove_fixed()? {
        return Ok(ending);
    }
    if let Some(ending) = run.make_feasible()? {
        return Ok(ending);
    }
    run.make_optimal()
}

struct Run<'a> {
    tableau: &'a mut Tableau,
    kinds: &'a [Kind],
    wishes: &'a [Wish],
    limit: Limit,
}

/// In the order in which variables leave the basis during the first exchanges.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// Must leave.
    Fixed,
    Wished(Wish),
    /// Must enter, and never leaves.
    Free,
}

impl Run<'_> {
    fn kind(&self, variable: usize) -> Kind {
        self.kinds.get(variable).copied().unwrap_or(Kind::Nonnegative)
    }

    fn standing(&self, variable: usize) -> Standing {
        match self.kind(variable) {
            Kind::Fixed => Standing::Fixed,
            Kind::Free => Standing::Free,
            Kind::Nonnegative => {
                Standing::Wished(self.wishes.get(variable).copied().unwrap_or(Wish::Open))
            }
        }
    }

    fn pivot(&mut self, row: usize, column: usize) -> Result<(), Stopped> {
        if self.tableau.pivots() >= self.limit.pivots {
            return Err(Stopped { pivots: self.tableau.pivots() });
        }
        self.tableau.pivot(row, column);
        Ok(())
    }

    /// Rows and columns whose variable must not be negative.
    fn nonnegative_row(&self) -> impl Fn(usize) -> bool {
        |row| self.kind(self.tableau.basic()[row]) == Kind::Nonnegative
    }

    fn nonnegative_column(&self) -> impl Fn(usize) -> bool {
        |column| self.kind(self.tableau.nonbasic()[column]) == Kind::Nonnegative
    }

    /// Brings free and wanted variables into the basis, each for the least wanted variable that it
    /// can replace.
    fn exchange_wanted(&mut self) -> Result<(), Stopped> {
        for wanted in [Standing::Free, Standing::Wished(Wish::Basic)] {
            let mut variables = self.tableau.nonbasic().to_vec();
            variables.retain(|&variable| self.standing(variable) == wanted);
            for variable in variables {
                let Some(column) = self.tableau.column_of(variable) else { continue };
                let row = (0..self.tableau.rows())
                    .filter(|&row| self.tableau.sign(row, column) != Sign::Zero)
                    .map(|row| (self.standing(self.tableau.basic()[row]), row))
                    .min()
                    .filter(|(standing, _)| *standing < wanted);
                if let Some((_, row)) = row {
                    self.pivot(row, column)?;
                }
            }
        }
        Ok(())
    }

    /// Takes the slacks of equations out of the basis. One that cannot leave belongs to an equation
    /// that the others imply, or contradict.
    fn remove_fixed(&mut self) -> Result<Option<Ending>, Stopped> {
        for row in 0..self.tableau.rows() {
            if self.kind(self.tableau.basic()[row]) != Kind::Fixed {
                continue;
            }
            let column = (0..self.tableau.columns())
                .filter(|&column| self.tableau.sign(row, column) != Sign::Zero)
                .map(|column| (self.standing(self.tableau.nonbasic()[column]), column))
                .max()
                .filter(|(standing, _)| *standing > Standing::Fixed);
            if let Some((_, column)) = column {
                self.pivot(row, column)?;
            } else if self.end_sign(row) != Sign::Zero {
                let negated = self.end_sign(row) == Sign::Positive;
                return Ok(Some(Ending::Infeasible { row, negated }));
            }
        }
        Ok(None)
    }

    fn end_sign(&self, row: usize) -> Sign {
        self.tableau.sign(row, self.tableau.columns())
    }

    /// The dual simplex method.
    fn make_feasible(&mut self) -> Result<Option<Ending>, Stopped> {
        if self.tableau.most_negative_row(self.nonnegative_row()).is_none() {
            return Ok(None);
        }
        let columns: Vec<usize> =
            (0..self.tableau.columns()).filter(|&j| self.nonnegative_column()(j)).collect();
        let reference: Vec<usize> = columns.iter().map(|&j| self.tableau.nonbasic()[j]).collect();
        let mut costs = self.tableau.rows();
        let borrowed = columns.iter().any(|&j| self.tableau.sign(costs, j) == Sign::Negative);
        if borrowed {
            costs = self.tableau.push_unit_costs(&columns);
        }
        let ending = loop {
            let Some(row) = self.tableau.most_negative_row(self.nonnegative_row()) else {
                break Ok(None);
            };
            let eligible = self.nonnegative_column();
            let Some(column) = self.tableau.entering_column(row, costs, &reference, eligible)
            else {
                break Ok(Some(Ending::Infeasible { row, negated: false }));
            };
            if let Err(stopped) = self.pivot(row, column) {
                break Err(stopped);
            }
        };
        if borrowed {
            self.tableau.pop_costs();
        }
        ending
    }

    /// The primal simplex method.
    fn make_optimal(&mut self) -> Result<Ending, Stopped> {
        let costs = self.tableau.rows();
        // A free variable outside the basis is in no row that could limit it
        for column in 0..self.tableau.columns() {
            let free = self.kind(self.tableau.nonbasic()[column]) == Kind::Free;
            let sign = self.tableau.sign(costs, column);
            if free && sign != Sign::Zero {
                return Ok(Ending::Unbounded { column, negated: sign == Sign::Positive });
            }
        }
        let mut reference = self.tableau.basic().to_vec();
        reference.retain(|&variable| self.kind(variable) == Kind::Nonnegative);
        loop {
            let Some(column) = self.tableau.most_negative_column(costs, self.nonnegative_column())
            else {
                return Ok(Ending::Optimal);
            };
            let Some(row) = self.tableau.leaving_row(column, &reference, self.nonnegative_row())
            else {
                return Ok(Ending::Unbounded { column, negated: false });
            };
            self.pivot(row, column)?;
        }
    }
}
