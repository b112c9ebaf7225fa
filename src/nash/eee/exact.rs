//! One best-response polytope in exact integers: for what floats cannot decide.

use super::dictionary::{Dictionary, Fixing};
use crate::game::{Labels, Polytope};
use crate::linalg::Tableau;
use crate::num::{Rational, Ring, Sign};

/// A basic solution on a face, exactly. Variables go by their labels.
#[derive(Clone, Debug)]
pub(super) struct ExactDictionary {
    tableau: Tableau,
    /// Labels of the tableau's variables: of the weights, then of the slacks.
    labels: Vec<u16>,
    /// The other way round.
    variables: Vec<u16>,
    /// What a weight of 1 in the float dictionary is here.
    unit: f64,
    pub(super) fixed: Labels,
}

impl ExactDictionary {
    /// The dictionary at 0.
    pub(super) fn new(polytope: &Polytope) -> Self {
        let rows: Vec<Vec<Rational>> = (0..polytope.rows())
            .map(|row| {
                let entries = polytope.row(row);
                entries.iter().map(Rational::from_integer).chain([Rational::one()]).collect()
            })
            .collect();
        let label = |n: usize| u16::try_from(n).expect("labels are few");
        let columns = (0..polytope.columns()).map(|column| polytope.column_label(column));
        let slacks = (0..polytope.rows()).map(|row| polytope.row_label(row));
        let labels: Vec<u16> = columns.chain(slacks).map(label).collect();
        let mut variables = vec![0; labels.len()];
        for (variable, &own) in labels.iter().enumerate() {
            variables[usize::from(own)] = label(variable);
        }
        let tableau = Tableau::new(&rows, &[]);
        Self { tableau, labels, variables, unit: polytope.unit(), fixed: Labels::default() }
    }

    fn label(&self, variable: usize) -> usize {
        self.labels[variable].into()
    }

    /// The same in floats: each number nearly, whatever came before.
    pub(super) fn in_floats(&self, polytope: &Polytope) -> Dictionary {
        let tableau = &self.tableau;
        let labels = |variables: &[usize]| -> Vec<u16> {
            variables.iter().map(|&variable| self.labels[variable]).collect()
        };
        // Weights are measured in other units there
        let unit = |variable: usize| if variable < tableau.columns() { self.unit } else { 1.0 };
        let mut cells = Vec::with_capacity(tableau.rows() * (tableau.columns() + 1));
        for (row, &variable) in tableau.basic().iter().enumerate() {
            let own = unit(variable);
            for (column, &other) in tableau.nonbasic().iter().enumerate() {
                cells.push(tableau.float(row, column) * own / unit(other));
            }
            cells.push(tableau.float(row, tableau.columns()) * own);
        }
        let (basic, nonbasic) = (labels(tableau.basic()), labels(tableau.nonbasic()));
        Dictionary::of(polytope, cells, basic, nonbasic, self.fixed)
    }

    fn is_free(&self, column: usize) -> bool {
        !self.fixed.contains(self.label(self.tableau.nonbasic()[column]))
    }

    /// The row of a basic variable.
    fn row_of(&self, label: usize) -> Option<usize> {
        self.tableau.row_of(self.variables[label].into())
    }

    fn end(&self, row: usize) -> Sign {
        self.tableau.sign(row, self.tableau.columns())
    }

    /// Whether a variable is positive.
    pub(super) fn is_positive(&self, label: usize) -> bool {
        self.row_of(label).is_some_and(|row| self.end(row) == Sign::Positive)
    }

    /// The value of a variable, in the units of the float dictionary.
    pub(super) fn value(&self, label: usize) -> f64 {
        let is_weight = usize::from(self.variables[label]) < self.tableau.columns();
        let unit = if is_weight { self.unit } else { 1.0 };
        self.row_of(label).map_or(0.0, |row| self.tableau.value(row).nearest_f64() * unit)
    }

    /// The free column with the smallest label whose entry in `row` has a sign that is wanted.
    fn entering(&self, row: usize, wanted: impl Fn(Sign) -> bool) -> Option<usize> {
        (0..self.tableau.columns())
            .filter(|&column| self.is_free(column) && wanted(self.tableau.sign(row, column)))
            .min_by_key(|&column| self.label(self.tableau.nonbasic()[column]))
    }

    /// The row that limits a column's growth first; `preferred` of equally near ones, else that with
    /// the smallest label (Bland's rule, so that no basis comes back).
    fn limiting(&self, column: usize, preferred: Option<usize>) -> Option<usize> {
        let rows = self.tableau.limiting_rows(column, |_| true);
        if let Some(row) = preferred.filter(|row| rows.contains(row)) {
            return Some(row);
        }
        rows.into_iter().min_by_key(|&row| self.label(self.tableau.basic()[row]))
    }

    /// Holds a variable at 0 from now on, or proves that this leaves nothing of the face: with
    /// multipliers of the inequalities.
    pub(super) fn fix(&mut self, label: usize) -> Fixing<Vec<Rational>> {
        while let Some(row) = self.row_of(label) {
            if self.end(row) == Sign::Zero {
                if let Some(column) = self.entering(row, |sign| sign != Sign::Zero) {
                    self.tableau.pivot(row, column);
                }
                break;
            }
            let Some(column) = self.entering(row, |sign| sign == Sign::Positive) else {
                return Fixing::Empty(self.tableau.multipliers(row));
            };
            let Some(limit) = self.limiting(column, Some(row)) else { return Fixing::Lost };
            self.tableau.pivot(limit, column);
        }
        self.fixed.insert(label);
        Fixing::Done
    }

    /// Whether a variable can be positive on the face.
    pub(super) fn can_be_positive(&self, label: usize) -> bool {
        if self.fixed.contains(label) {
            return false;
        }
        if self.is_positive(label) {
            return true;
        }
        let mut copy = self.clone();
        loop {
            let row = copy.row_of(label);
            if row.is_some_and(|row| copy.end(row) == Sign::Positive) {
                return true;
            }
            let column = match row {
                None => copy.tableau.column_of(copy.variables[label].into()),
                Some(row) => copy.entering(row, |sign| sign == Sign::Negative),
            };
            let Some(column) = column else { return false };
            let Some(limit) = copy.limiting(column, None) else { return true };
            copy.tableau.pivot(limit, column);
        }
    }
}
