//! A basis found in floats, solved exactly and checked.

use super::{Guess, Proof, Series};
use crate::linalg::{Fractions, Matrix, RegularPart, certain_order};
use crate::num::{Rational, Ring, Sign};

/// The equations of a basis: those of the rows that are tight, after that of the series.
pub(super) struct Square<'a> {
    guess: &'a Guess,
    part: RegularPart,
}

impl<'a> Square<'a> {
    /// `None` when they do not determine the basic variables.
    pub(super) fn new(series: &Series, guess: &'a Guess) -> Option<Self> {
        let Guess { columns, rows, .. } = guess;
        let size = columns.len();
        if rows.len() + 1 != size {
            return None;
        }
        let mut entries = vec![Rational::zero(); size * size];
        for (k, &j) in columns.iter().enumerate() {
            entries[k] = series.equation[j].clone();
        }
        for (i, &row) in rows.iter().enumerate() {
            for (j, a) in &series.rows[row] {
                if let Ok(k) = columns.binary_search(j) {
                    entries[(i + 1) * size + k] = a.clone();
                }
            }
        }
        let part = RegularPart::new(&Matrix::new(size, size, entries)?);
        (part.rows().len() == size).then_some(Self { guess, part })
    }

    /// The point that they determine, if it satisfies all constraints.
    pub(super) fn point(&self, series: &Series) -> Option<Vec<(usize, Rational)>> {
        let right = |&i: &usize| Rational::integer((i == 0).into());
        let right: Vec<Rational> = self.part.rows().iter().map(right).collect();
        let x = self.part.solution(&right).numbers();
        let columns = self.part.columns().iter().map(|&k| self.guess.columns[k]);
        let mut point: Vec<(usize, Rational)> =
            columns.zip(x).filter(|(_, x)| !x.is_zero()).collect();
        point.sort_by_key(|(j, _)| *j);
        let is_one = point.iter().all(|(_, x)| x.signum() == Sign::Positive)
            && is_feasible(series, &self.guess.rows, &point);
        is_one.then_some(point)
    }

    /// The value of the dual basis and its multipliers, if these prove a bound; else the variable
    /// (those of slacks follow the columns) that should enter most, as far as floats can tell.
    pub(super) fn proof(
        &self,
        series: &Series,
        costs: &[Rational],
    ) -> Result<Proof, Option<usize>> {
        let Guess { columns, rows, .. } = self.guess;
        let cost = |&k: &usize| costs[columns[k]].clone();
        let right: Vec<Rational> = self.part.columns().iter().map(cost).collect();
        let y = self.part.transposed_solution(&right).numbers();
        let mut value = Rational::zero();
        let mut multipliers = Vec::with_capacity(rows.len());
        for (&i, y) in self.part.rows().iter().zip(y) {
            match i.checked_sub(1) {
                None => value = y,
                Some(i) if !y.is_zero() => multipliers.push((rows[i], y.negated())),
                Some(_) => {}
            }
        }
        multipliers.sort_by_key(|(row, _)| *row);
        let least = multipliers.iter().min_by(|a, b| a.1.cmp(&b.1));
        if let Some((row, _)) = least.filter(|(_, m)| m.signum() == Sign::Negative) {
            return Err(Some(costs.len() + row));
        }
        match above_bound(series, columns, costs, &value, &multipliers) {
            None => Ok((value, multipliers)),
            above => Err(above),
        }
    }
}

/// Whether all rows but `tight`, which are equations, are satisfied.
fn is_feasible(series: &Series, tight: &[usize], point: &[(usize, Rational)]) -> bool {
    let mut places = vec![None; series.equation.len()];
    for (k, (j, _)) in point.iter().enumerate() {
        places[*j] = Some(k);
    }
    let floats: Vec<f64> = point.iter().map(|(_, x)| x.nearest_f64()).collect();
    let exact = Fractions::new(&point.iter().map(|(_, x)| x.clone()).collect::<Vec<_>>());
    let zero = Rational::zero();
    (0..series.rows.len()).filter(|i| tight.binary_search(i).is_err()).all(|i| {
        let used = series.floats[i].iter().filter_map(|(j, a)| Some((*a, floats[places[*j]?])));
        certain_order(used, 0.0)
            .unwrap_or_else(|| {
                let mut row = vec![Rational::zero(); point.len()];
                for (j, a) in &series.rows[i] {
                    if let Some(k) = places[*j] {
                        row[k] = a.clone();
                    }
                }
                Fractions::new(&row).compare_dot(&exact, &zero)
            })
            .is_ge()
    })
}

/// A variable that costs(j) + Σ m(i) row(i)(j) is more than value · equation(j) for, if there is one;
/// for those that are `basic` the two are equal.
fn above_bound(
    series: &Series,
    basic: &[usize],
    costs: &[Rational],
    value: &Rational,
    multipliers: &[(usize, Rational)],
) -> Option<usize> {
    let mut columns: Vec<Vec<(usize, &Rational)>> = vec![Vec::new(); costs.len()];
    for (k, (i, _)) in multipliers.iter().enumerate() {
        for (j, a) in &series.rows[*i] {
            columns[*j].push((k, a));
        }
    }
    let mut weights: Vec<Rational> = multipliers.iter().map(|(_, m)| m.clone()).collect();
    weights.push(value.clone());
    let floats: Vec<f64> = weights.iter().map(Rational::nearest_f64).collect();
    let exact = Fractions::new(&weights);
    let last = multipliers.len();
    (0..costs.len()).filter(|j| basic.binary_search(j).is_err()).find(|&j| {
        let minus = series.equation[j].negated();
        let terms = columns[j].iter().copied().chain([(last, &minus)]);
        let floating = terms.clone().map(|(k, a)| (a.nearest_f64(), floats[k]));
        let bound = costs[j].negated();
        certain_order(floating, bound.nearest_f64())
            .unwrap_or_else(|| {
                let mut numbers = vec![Rational::zero(); weights.len()];
                for (k, a) in terms {
                    numbers[k] = a.clone();
                }
                Fractions::new(&numbers).compare_dot(&exact, &bound)
            })
            .is_gt()
    })
}
