//! The simplex method in floats on a dense table that rows are added to: a guess at a basis.
//!
//! So that hardly any vertex is degenerate, every constraint is loosened, and every cost changed, by
//! a small amount of its own ("perturbation"): each right-hand side and each cost has a second number
//! for that. In the end the search goes on without.
//!
//! Sources: P. M. J. Harris, "Pivot selection methods of the Devex LP code", *Mathematical
//! Programming* 5 (1973), 1–28 (`harris1973`); C. E. Lemke, "The dual method of solving the linear
//! programming problem", *Naval Research Logistics Quarterly* 1 (1954), 36–47 (`lemke1954`).

/// Costs and right-hand sides this close to 0 count as 0; what the search then misses, the exact
/// check finds.
const NEAR: f64 = 1e-11;

/// Entries below this are no pivots.
const PIVOT: f64 = 1e-8;

/// By how much constraints are loosened and costs changed: much more than errors of floats, and too
/// little to lead far astray.
const UNIT: f64 = 1e-6;

/// A number, and what is added to it, in small units.
type Disturbed = [f64; 2];

/// A constraint: the number of its slack, by how much it is loosened, and its coefficients.
pub(super) type Loosened<'a> = (usize, f64, &'a [(usize, f64)]);

/// Each basic variable plus a combination of the nonbasic ones is a number. Variable `j` is column
/// `j` of the program, and `columns + i` the slack of its row `i`.
#[derive(Clone, Debug)]
pub(super) struct Table {
    cells: Vec<f64>,
    values: Vec<Disturbed>,
    costs: Vec<Disturbed>,
    weights: Vec<f64>,
    /// The unit of disturbances.
    unit: f64,
    pub(super) basic: Vec<usize>,
    pub(super) nonbasic: Vec<usize>,
    /// Exchanges that the search may still make, and has made.
    left: usize,
    pub(super) pivots: usize,
}

/// Where variables are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Row(usize),
    Column(usize),
}

/// Steps between two looks at the clock.
const GLANCE: usize = 64;

/// Steps for each row and column that a search may take before it is given up.
const PATIENCE: usize = 10;

impl Table {
    /// The table of Σ equation(j) x(j) = 1 alone, with `first` basic, whose coefficient is not 0.
    pub(super) fn new(equation: &[f64], first: usize) -> Self {
        let pivot = equation[first];
        let nonbasic: Vec<usize> = (0..equation.len()).filter(|&j| j != first).collect();
        Self {
            cells: nonbasic.iter().map(|&j| equation[j] / pivot).collect(),
            values: vec![[1.0 / pivot, 0.0]],
            costs: vec![[0.0; 2]; nonbasic.len()],
            weights: vec![1.0; nonbasic.len()],
            unit: 0.0,
            basic: vec![first],
            nonbasic,
            left: 0,
            pivots: 0,
        }
    }

    fn width(&self) -> usize {
        self.nonbasic.len()
    }

    fn row(&self, i: usize) -> &[f64] {
        &self.cells[i * self.width()..][..self.width()]
    }

    /// Where the columns of the program are.
    fn places(&self, columns: usize) -> Vec<Place> {
        let mut places = vec![Place::Row(0); columns];
        for (k, &variable) in self.nonbasic.iter().enumerate().filter(|(_, v)| **v < columns) {
            places[variable] = Place::Column(k);
        }
        for (i, &variable) in self.basic.iter().enumerate().filter(|(_, v)| **v < columns) {
            places[variable] = Place::Row(i);
        }
        places
    }

    /// Adds constraints, Σ row(j) x(j) ≥ 0, each with the number of its slack and the amount by which
    /// it is loosened.
    pub(super) fn add(&mut self, columns: usize, rows: &[Loosened<'_>]) {
        let places = self.places(columns);
        for (slack, loosened, row) in rows {
            let mut cells = vec![0.0; self.width()];
            let mut value = [0.0, *loosened];
            for (j, a) in *row {
                match places[*j] {
                    Place::Column(k) => cells[k] -= a,
                    Place::Row(i) => {
                        for (cell, x) in cells.iter_mut().zip(self.row(i)) {
                            *cell += a * x;
                        }
                        value[0] += a * self.values[i][0];
                        value[1] += a * self.values[i][1];
                    }
                }
            }
            self.cells.extend(cells);
            self.values.push(value);
            self.basic.push(*slack);
        }
    }

    /// Puts Σ costs(j) x(j) in place of what was to be maximised.
    pub(super) fn set_costs(&mut self, costs: &[Disturbed]) {
        let cost = |variable: usize| costs.get(variable).copied().unwrap_or_default();
        let mut all: Vec<Disturbed> =
            self.nonbasic.iter().map(|&variable| cost(variable).map(|c| -c)).collect();
        for (i, &variable) in self.basic.iter().enumerate() {
            let [a, b] = cost(variable);
            if a.abs() + b.abs() > 0.0 {
                for (sum, x) in all.iter_mut().zip(self.row(i)) {
                    sum[0] += a * x;
                    sum[1] += b * x;
                }
            }
        }
        self.costs = all;
        self.weights.fill(1.0);
        self.left = PATIENCE * (self.basic.len() + self.width());
    }

    /// The value of each column of the program.
    pub(super) fn point(&self, columns: usize) -> Vec<f64> {
        let mut point = vec![0.0; columns];
        for (&variable, value) in self.basic.iter().zip(&self.values) {
            if variable < columns {
                point[variable] = value[0].max(0.0);
            }
        }
        point
    }

    /// Maximises from values that are not negative. `None` when it takes too long, or never ends.
    pub(super) fn primal(&mut self, proceed: &dyn Fn() -> bool) -> Option<()> {
        while let Some(column) = self.entering() {
            let row = self.leaving(column)?;
            self.step(row, column, proceed)?;
        }
        Some(())
    }

    /// Makes values nonnegative where costs already are so.
    pub(super) fn dual(&mut self, proceed: &dyn Fn() -> bool) -> Option<()> {
        while let Some(row) = self.most_negative() {
            let column = self.limiting(row)?;
            self.step(row, column, proceed)?;
        }
        Some(())
    }

    /// Makes values nonnegative, whatever the costs, which are lost: errors, or constraints that a
    /// new table treats otherwise, may have left negative ones.
    #[allow(clippy::cast_precision_loss)] // of no consequence
    pub(super) fn restore(&mut self, proceed: &dyn Fn() -> bool) -> Option<()> {
        if self.most_negative().is_none() {
            return Some(());
        }
        self.left = PATIENCE * (self.basic.len() + self.width());
        // Different ones, lest they tie
        let share = 1.0 / self.width().max(1) as f64;
        self.costs = (0..self.width()).map(|k| [1.0 + share * k as f64, 0.0]).collect();
        self.dual(proceed)
    }

    fn step(&mut self, row: usize, column: usize, proceed: &dyn Fn() -> bool) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        if self.left.is_multiple_of(GLANCE) && !proceed() {
            return None;
        }
        self.exchange(row, column);
        Some(())
    }

    /// Goes on with disturbances, or without.
    pub(super) fn disturb(&mut self, disturbed: bool) {
        self.unit = if disturbed { UNIT } else { 0.0 };
    }

    fn number(&self, [own, disturbance]: Disturbed) -> f64 {
        own + self.unit * disturbance
    }

    /// The column to enter, by reference weights.
    fn entering(&self) -> Option<usize> {
        let costs = self.costs.iter().map(|cost| self.number(*cost)).zip(&self.weights);
        let gains = costs.enumerate().filter(|(_, (cost, _))| *cost < -NEAR);
        let gains = gains.map(|(k, (cost, weight))| (k, cost * cost / weight));
        gains.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(k, _)| k)
    }

    /// Of the rows that limit the growth of a column's variable first, or nearly so, the one with
    /// the largest pivot.
    fn leaving(&self, column: usize) -> Option<usize> {
        let entries = self.cells.iter().skip(column).step_by(self.width()).copied();
        let values = self.values.iter().map(|value| self.number(*value));
        soonest(entries.zip(values))
    }

    fn most_negative(&self) -> Option<usize> {
        let values = self.values.iter().map(|value| self.number(*value)).enumerate();
        let negative = values.filter(|(_, value)| *value < -NEAR);
        negative.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i)
    }

    /// The column whose cost reaches 0 first as a row's variable grows to 0.
    fn limiting(&self, row: usize) -> Option<usize> {
        let entries = self.row(row).iter().map(|entry| -entry);
        soonest(entries.zip(self.costs.iter().map(|cost| self.number(*cost))))
    }

    /// Lets a variable enter whatever its cost seems to be.
    pub(super) fn enter(&mut self, variable: usize) -> Option<()> {
        let column = self.nonbasic.iter().position(|&other| other == variable)?;
        let row = self.leaving(column)?;
        self.exchange(row, column);
        Some(())
    }

    /// Exchanges the variables of a row and a column.
    pub(super) fn exchange(&mut self, row: usize, column: usize) {
        let width = self.width();
        let mut pivot_row = self.row(row).to_vec();
        let pivot = pivot_row[column];
        let reference = self.weights[column] / (pivot * pivot);
        for (weight, x) in self.weights.iter_mut().zip(&pivot_row) {
            *weight = weight.max(x * x * reference);
        }
        self.weights[column] = reference.max(1.0);
        pivot_row[column] = 1.0;
        for x in &mut pivot_row {
            *x /= pivot;
        }
        let value = self.values[row].map(|x| x / pivot);
        for (i, cells) in self.cells.chunks_exact_mut(width).enumerate() {
            let factor = cells[column];
            if i == row || factor.abs() <= 0.0 {
                continue;
            }
            cells[column] = 0.0;
            for (x, a) in cells.iter_mut().zip(&pivot_row) {
                *x -= factor * a;
            }
            self.values[i][0] -= factor * value[0];
            self.values[i][1] -= factor * value[1];
        }
        let factor = std::mem::take(&mut self.costs[column]);
        for (cost, a) in self.costs.iter_mut().zip(&pivot_row) {
            cost[0] -= factor[0] * a;
            cost[1] -= factor[1] * a;
        }
        self.cells[row * width..][..width].copy_from_slice(&pivot_row);
        self.values[row] = value;
        std::mem::swap(&mut self.basic[row], &mut self.nonbasic[column]);
        self.pivots += 1;
    }

    /// Makes these columns of the program basic in place of slacks of `rows`, if that can be.
    pub(super) fn make_basic(&mut self, columns: &[usize], rows: &[usize]) -> Option<()> {
        for &slack in rows {
            let row = self.basic.iter().position(|&variable| variable == slack)?;
            let entries = self.row(row).iter().zip(&self.nonbasic).enumerate();
            let wanted = entries.filter(|(_, (_, variable))| columns.contains(variable));
            let (column, (entry, _)) = wanted.max_by(|a, b| a.1.0.abs().total_cmp(&b.1.0.abs()))?;
            if entry.abs() <= PIVOT {
                return None;
            }
            self.exchange(row, column);
        }
        Some(())
    }
}

/// Of pairs of an entry and what is left, the one that is used up first; of those that nearly tie,
/// the one with the greatest entry.
fn soonest(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> Option<usize> {
    let limits = pairs.enumerate().filter(|(_, (entry, _))| *entry > PIVOT);
    let bound = limits
        .clone()
        .map(|(_, (entry, left))| (left.max(0.0) + NEAR) / entry)
        .fold(f64::INFINITY, f64::min);
    limits
        .filter(|(_, (entry, left))| left.max(0.0) / entry <= bound)
        .reduce(|best, next| if next.1.0 > best.1.0 { next } else { best })
        .map(|(k, _)| k)
}
