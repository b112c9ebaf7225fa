//! Many linear programs over one polytope: each search starts where the last one ended, and each
//! answer is exact and proved.
//!
//! Constraints are left out of the search until they are violated; the dual simplex method then
//! restores them. A basis found in floats is solved exactly and every inequality checked.

mod exact;
mod table;
#[cfg(test)]
mod tests;

use crate::num::Rational;
use table::{Loosened, Table};

/// The points x ≥ 0 with Σ equation(j) x(j) = 1 and Σ row(j) x(j) ≥ 0 for each row, to be asked for
/// one optimum after the other.
///
/// # Examples
/// ```
/// use equil::lp::Series;
/// use equil::num::Rational;
///
/// let [one, minus, zero] = [1, -1, 0].map(Rational::integer);
/// // Shares of three goods, of which the first must not be more than the second
/// let row = vec![(0, minus), (1, one.clone())];
/// let mut series = Series::new(vec![one.clone(); 3], vec![row], vec![0]);
/// let best = series.maximise(&[one.clone(), zero.clone(), zero.clone()], &|| true).unwrap();
/// assert_eq!(best.value.to_string(), "1/2");
/// assert_eq!(best.multipliers, [(0, Rational::new(1, 2).unwrap())]);
/// let best = series.maximise(&[zero.clone(), one, zero], &|| true).unwrap();
/// assert_eq!(best.value.to_string(), "1");
/// ```
#[derive(Clone, Debug)]
pub struct Series {
    equation: Vec<Rational>,
    rows: Vec<Vec<(usize, Rational)>>,
    /// The same rows in floats, each times a power of 2.
    floats: Vec<Vec<(usize, f64)>>,
    groups: Vec<usize>,
    /// By how much each row is loosened, and each cost changed, to break ties.
    loosened: Vec<f64>,
    changed: Vec<f64>,
    /// Rows that are in the table from the start.
    required: Vec<usize>,
    /// Rows that are in the table.
    active: Vec<bool>,
    table: Option<Table>,
}

/// An optimum of a [`Series`], in exact numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vertex {
    /// The greatest value.
    pub value: Rational,
    /// The variables that are not 0 there, increasing.
    pub point: Vec<(usize, Rational)>,
    /// What proves it: positive numbers m(i) of rows such that costs(j) + Σ m(i) row(i)(j) is at most
    /// value · equation(j) for every variable j. Increasing by row.
    pub multipliers: Vec<(usize, Rational)>,
}

/// What [`Vertex`] calls value and multipliers.
pub type Proof = (Rational, Vec<(usize, Rational)>);

/// Where a search in floats ended: a guess at an optimum.
#[derive(Clone, Debug)]
pub struct Guess {
    /// The value of each variable.
    pub values: Vec<f64>,
    /// Which variables are basic, and which rows are the equations that determine them.
    columns: Vec<usize>,
    rows: Vec<usize>,
}

/// Rows that are violated by more than this are added to the table.
const VIOLATED: f64 = -1e-9;

/// Exchanges that exact prices may add to a search in floats.
const REFINEMENTS: usize = 20;

/// Exchanges after which the table is made anew, because errors add up.
const FRESH: usize = 300;

impl Series {
    /// The polytope with these constraints. Rows are lists of variables and coefficients; of each
    /// group of rows (one number for each row, equal ones side by side) only the one that is violated
    /// most is added to a search at a time.
    ///
    /// # Complexity
    /// One pass over the coefficients.
    pub fn new(
        equation: Vec<Rational>,
        rows: Vec<Vec<(usize, Rational)>>,
        groups: Vec<usize>,
    ) -> Self {
        let floats = rows.iter().map(|row| in_floats(row)).collect();
        let mut chance = Chance(1);
        let loosened = rows.iter().map(|_| chance.number()).collect();
        let changed = equation.iter().map(|_| chance.number()).collect();
        let active = vec![false; rows.len()];
        let required = Vec::new();
        Self { equation, rows, floats, groups, loosened, changed, required, active, table: None }
    }

    /// The same with `rows` (numbers) in each search from the start: those without which nothing
    /// limits what is maximised. They must hold wherever only one variable is positive.
    #[must_use]
    pub fn with_required(mut self, rows: Vec<usize>) -> Self {
        self.required = rows;
        self
    }

    /// The greatest value of Σ costs(j) x(j), with its proof. `None` when floats mislead, the
    /// program has no optimum, or `proceed`, which is asked now and then, says no.
    ///
    /// # Complexity
    /// Some pivots of as many multiplications as variables times rows that have mattered so far, few
    /// if the last optimum is near; then two exact systems of equations as large as the number of
    /// variables that are not 0.
    pub fn maximise(&mut self, costs: &[Rational], proceed: &dyn Fn() -> bool) -> Option<Vertex> {
        let floats = in_scale(costs);
        let mut again = self.table.is_some();
        loop {
            let guess = self.guess(&floats, proceed);
            let found = guess.and_then(|guess| self.refined(guess, costs, proceed));
            if found.is_some() || !again || !proceed() {
                return found;
            }
            // Errors may have added up: once more from the start
            self.table = None;
            again = false;
        }
    }

    /// The optimum at a guess, or near it: variables enter that exact prices say should.
    fn refined(
        &mut self,
        mut guess: Guess,
        costs: &[Rational],
        proceed: &dyn Fn() -> bool,
    ) -> Option<Vertex> {
        for _ in 0..REFINEMENTS {
            let square = exact::Square::new(self, &guess)?;
            let point = square.point(self)?;
            match square.proof(self, costs) {
                Ok((value, multipliers)) => return Some(Vertex { value, point, multipliers }),
                Err(variable) => {
                    let mut table = self.table.take().filter(|_| proceed())?;
                    table.enter(variable?)?;
                    guess = self.ending(&table);
                    self.table = Some(table);
                }
            }
        }
        None
    }

    /// Where the greatest value of Σ costs(j) x(j) should be, in floats. `None` as for
    /// [`maximise`](Self::maximise).
    ///
    /// # Complexity
    /// Some pivots of as many multiplications as variables times rows that have mattered so far.
    pub fn guess(&mut self, costs: &[f64], proceed: &dyn Fn() -> bool) -> Option<Guess> {
        self.search(costs, proceed)
    }

    /// The point where a search ended, if it is one of the polytope: the variables that are not 0,
    /// increasing.
    ///
    /// # Complexity
    /// An exact system of equations as large as the number of variables that are not 0.
    pub fn point(&self, guess: &Guess) -> Option<Vec<(usize, Rational)>> {
        exact::Square::new(self, guess)?.point(self)
    }

    /// The proof that nothing has more than the point where a search ended: what [`Vertex`] calls
    /// value and multipliers.
    ///
    /// # Complexity
    /// As [`point`](Self::point).
    pub fn proof(&self, guess: &Guess, costs: &[Rational]) -> Option<Proof> {
        exact::Square::new(self, guess)?.proof(self, costs).ok()
    }

    /// A basis that should be optimal.
    fn search(&mut self, costs: &[f64], proceed: &dyn Fn() -> bool) -> Option<Guess> {
        if !proceed() {
            return None;
        }
        let most = costs.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
        let unit = if most > 0.0 { 1.0 / most } else { 1.0 };
        let costs: Vec<[f64; 2]> = costs
            .iter()
            .zip(&self.changed)
            .map(|(cost, changed)| [cost * unit, *changed])
            .collect();
        let mut table = self.ready(&costs)?;
        table.disturb(true);
        table.restore(proceed)?;
        table.set_costs(&costs);
        for disturbed in [true, false] {
            table.disturb(disturbed);
            loop {
                table.dual(proceed)?;
                table.primal(proceed)?;
                let new = self.violated(&table.point(self.columns()));
                if new.is_empty() {
                    break;
                }
                self.activate(&mut table, &new);
            }
        }
        let guess = self.ending(&table);
        self.table = Some(table);
        Some(guess)
    }

    fn columns(&self) -> usize {
        self.equation.len()
    }

    /// The table where the last search ended; at first that of the best single variable.
    fn ready(&mut self, costs: &[[f64; 2]]) -> Option<Table> {
        let equation: Vec<f64> = self.equation.iter().map(Rational::nearest_f64).collect();
        let Some(table) = self.table.take() else {
            self.active.fill(false);
            let per_unit = |&j: &usize| costs[j][0] / equation[j];
            let usable = (0..equation.len()).filter(|&j| equation[j] > 0.0);
            let first = usable.max_by(|a, b| per_unit(a).total_cmp(&per_unit(b)))?;
            let mut table = Table::new(&equation, first);
            self.activate(&mut table, &self.required.clone());
            return Some(table);
        };
        if table.pivots < FRESH {
            return Some(table);
        }
        let Guess { columns, rows, .. } = self.ending(&table);
        let size = |&&j: &&usize| equation[j].abs();
        let first = *columns.iter().max_by(|a, b| size(a).total_cmp(&size(b)))?;
        let mut fresh = Table::new(&equation, first);
        let active: Vec<usize> = (0..self.rows.len()).filter(|&i| self.active[i]).collect();
        self.activate(&mut fresh, &active);
        let slacks: Vec<usize> = rows.iter().map(|i| self.columns() + i).collect();
        fresh.make_basic(&columns, &slacks)?;
        fresh.pivots = 0;
        Some(fresh)
    }

    fn activate(&mut self, table: &mut Table, rows: &[usize]) {
        let columns = self.columns();
        let all: Vec<Loosened<'_>> = rows
            .iter()
            .map(|&i| (columns + i, self.loosened[i], self.floats[i].as_slice()))
            .collect();
        table.add(columns, &all);
        for &i in rows {
            self.active[i] = true;
        }
    }

    /// The rows that are violated most, one of each group, of those that are not in the table.
    fn violated(&self, point: &[f64]) -> Vec<usize> {
        let mut worst: Vec<(usize, usize, f64)> = Vec::new();
        for (i, row) in self.floats.iter().enumerate().filter(|(i, _)| !self.active[*i]) {
            let sum: f64 = row.iter().map(|(j, a)| a * point[*j]).sum();
            if sum >= VIOLATED {
                continue;
            }
            match worst.last_mut() {
                Some((group, place, least)) if *group == self.groups[i] => {
                    if sum < *least {
                        (*place, *least) = (i, sum);
                    }
                }
                _ => worst.push((self.groups[i], i, sum)),
            }
        }
        worst.into_iter().map(|(_, i, _)| i).collect()
    }

    fn ending(&self, table: &Table) -> Guess {
        let count = self.columns();
        let mut columns: Vec<usize> = table.basic.iter().copied().filter(|&v| v < count).collect();
        let slacks = table.nonbasic.iter().filter(|&&v| v >= count);
        let mut rows: Vec<usize> = slacks.map(|&v| v - count).collect();
        columns.sort_unstable();
        rows.sort_unstable();
        Guess { values: table.point(count), columns, rows }
    }
}

/// Numbers in floats, up to a positive factor: their greatest is 1, lest long ones overflow.
pub(crate) fn in_scale(numbers: &[Rational]) -> Vec<f64> {
    let most = numbers.iter().max_by(|a, b| a.abs().cmp(&b.abs())).map(Rational::abs);
    let unit = most.and_then(|most| most.recip());
    let scaled = |number: &Rational| {
        let mut number = number.clone();
        if let Some(unit) = &unit {
            number *= unit;
        }
        number.nearest_f64()
    };
    numbers.iter().map(scaled).collect()
}

/// A row in floats, its greatest coefficient near 1.
fn in_floats(row: &[(usize, Rational)]) -> Vec<(usize, f64)> {
    let floats: Vec<(usize, f64)> = row.iter().map(|(j, a)| (*j, a.nearest_f64())).collect();
    let most = floats.iter().fold(0.0_f64, |most, (_, a)| most.max(a.abs()));
    let unit = if most > 0.0 { (-most.log2().round()).exp2() } else { 1.0 };
    floats.into_iter().map(|(j, a)| (j, a * unit)).collect()
}

/// Numbers between 1/2 and 3/2 that are the same every time.
struct Chance(u64);

impl Chance {
    #[allow(clippy::cast_precision_loss)] // of no consequence
    fn number(&mut self) -> f64 {
        // Knuth's linear congruential generator
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        0.5 + (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}
