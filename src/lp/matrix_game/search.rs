//! A float search for optimal strategies: the simplex method on a dense table, whose answer is only
//! a guess at which strategies are used.
//!
//! Maximises Σ y(j) subject to Σ payoff(i, j) y(j) ≤ 1 for payoffs of 1 and more; the costs of the
//! slacks in the end are the row player's weights. Columns enter by reference weights ("devex").
//! An exchange of variables changes the table by a product of a column and a row; several such
//! changes wait, and are then made in one pass, because the memory is what takes time.
//!
//! Source: P. M. J. Harris, "Pivot selection methods of the Devex LP code", *Mathematical
//! Programming* 5 (1973), 1–28 (`harris1973`).

/// Costs above this count as 0; what the search then misses, the exact check finds.
const COST: f64 = -1e-11;

/// Entries below this are no pivots.
const PIVOT: f64 = 1e-9;

/// Rows may be violated by so much for a larger pivot.
const SLACK: f64 = 1e-11;

/// Changes that wait.
const BLOCK: usize = 8;

/// Which strategies a basic solution uses: as many of either player, in increasing order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kernel {
    pub(super) rows: Vec<usize>,
    pub(super) columns: Vec<usize>,
}

/// What the search ends with.
#[derive(Clone, Debug)]
pub(super) struct Guess {
    pub(super) kernel: Kernel,
    /// Probabilities, in floats.
    pub(super) row: Vec<f64>,
    pub(super) column: Vec<f64>,
}

/// Pivots between two questions whether to go on.
const STRIDE: usize = 16;

/// Searches the game with payoffs between 0 and 1. `None` when it takes too long, or when `proceed`
/// says no.
pub(super) fn search(payoffs: &[Vec<f64>], proceed: &dyn Fn() -> bool) -> Option<Guess> {
    let mut table = Table::new(payoffs)?;
    let steps = 100 + 20 * (table.height + table.width);
    for step in 0..steps {
        if step % STRIDE == 0 && !proceed() {
            return None;
        }
        let Some(column) = table.entering() else { return table.guess() };
        let entries = table.column(column);
        let row = table.leaving(&entries)?;
        let pivot_row = table.row(row);
        table.exchange(row, column, entries, pivot_row);
    }
    None
}

struct Table {
    height: usize,
    width: usize,
    /// Row by row; the table is this and the products that wait.
    cells: Vec<f64>,
    waiting: Vec<(Vec<f64>, Vec<f64>)>,
    /// Up to date, as are the values.
    costs: Vec<f64>,
    values: Vec<f64>,
    weights: Vec<f64>,
    /// Columns come first, then the slacks of rows.
    basic: Vec<usize>,
    nonbasic: Vec<usize>,
}

impl Table {
    fn new(payoffs: &[Vec<f64>]) -> Option<Self> {
        let (height, width) = (payoffs.len(), payoffs.first()?.len());
        Some(Self {
            height,
            width,
            cells: payoffs.iter().flatten().map(|x| x + 1.0).collect(),
            waiting: Vec::with_capacity(BLOCK),
            costs: vec![-1.0; width],
            values: vec![1.0; height],
            weights: vec![1.0; width],
            basic: (width..width + height).collect(),
            nonbasic: (0..width).collect(),
        })
    }

    fn entering(&self) -> Option<usize> {
        let candidates = self.costs.iter().zip(&self.weights).enumerate();
        let gains = candidates.filter(|(_, (cost, _))| **cost < COST);
        let gains = gains.map(|(j, (cost, weight))| (j, cost * cost / weight));
        gains.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(j, _)| j)
    }

    /// Of the rows that limit the growth first, or nearly so, the one with the largest pivot.
    fn leaving(&self, column: &[f64]) -> Option<usize> {
        let limits =
            || self.values.iter().zip(column).enumerate().filter(|(_, (_, c))| **c > PIVOT);
        let bound = limits()
            .map(|(_, (value, c))| (value.max(0.0) + SLACK) / c)
            .fold(f64::INFINITY, f64::min);
        limits()
            .filter(|(_, (value, c))| value.max(0.0) / **c <= bound)
            .reduce(|best, next| if next.1.1 > best.1.1 { next } else { best })
            .map(|(i, _)| i)
    }

    fn column(&self, j: usize) -> Vec<f64> {
        let mut column: Vec<f64> = self.cells.iter().skip(j).step_by(self.width).copied().collect();
        for (u, w) in &self.waiting {
            add(&mut column, w[j], u);
        }
        column
    }

    fn row(&self, i: usize) -> Vec<f64> {
        let mut row = self.cells[i * self.width..][..self.width].to_vec();
        for (u, w) in &self.waiting {
            add(&mut row, u[i], w);
        }
        row
    }

    /// Exchanges the variables of a row and a column, which are given as they are now.
    fn exchange(&mut self, i: usize, j: usize, mut column: Vec<f64>, mut row: Vec<f64>) {
        let pivot = column[i];
        let (cost, value) = (self.costs[j] / pivot, self.values[i] / pivot);
        add(&mut self.costs, -cost, &row);
        self.costs[j] = -cost;
        add(&mut self.values, -value, &column);
        self.values[i] = value;
        let reference = self.weights[j] / (pivot * pivot);
        for (weight, x) in self.weights.iter_mut().zip(&row) {
            *weight = weight.max(x * x * reference);
        }
        self.weights[j] = reference.max(1.0);
        // Row and column start anew from 0, so that one product makes them without cancellation
        self.cells[i * self.width..][..self.width].fill(0.0);
        self.cells.iter_mut().skip(j).step_by(self.width).for_each(|x| *x = 0.0);
        for (u, w) in &mut self.waiting {
            u[i] = 0.0;
            w[j] = 0.0;
        }
        for x in &mut column {
            *x /= -pivot;
        }
        column[i] = 1.0 / pivot;
        row[j] = 1.0;
        self.waiting.push((column, row));
        if self.waiting.len() == BLOCK {
            self.settle();
        }
        std::mem::swap(&mut self.basic[i], &mut self.nonbasic[j]);
    }

    /// Makes the changes that wait, four to a pass over a row.
    fn settle(&mut self) {
        for (i, cells) in self.cells.chunks_exact_mut(self.width).enumerate() {
            for four in self.waiting.chunks_exact(4) {
                let [(u0, w0), (u1, w1), (u2, w2), (u3, w3)] = four else { continue };
                let (u0, u1, u2, u3) = (u0[i], u1[i], u2[i], u3[i]);
                let rows = cells.iter_mut().zip(w0).zip(w1).zip(w2).zip(w3);
                for ((((x, a), b), c), d) in rows {
                    *x += (u0 * a + u1 * b) + (u2 * c + u3 * d);
                }
            }
        }
        self.waiting.clear();
    }

    fn guess(&self) -> Option<Guess> {
        let mut column = vec![0.0; self.width];
        let mut row = vec![0.0; self.height];
        let mut kernel = Kernel { rows: Vec::new(), columns: Vec::new() };
        for (&variable, value) in self.basic.iter().zip(&self.values) {
            if variable < self.width {
                column[variable] = value.max(0.0);
                kernel.columns.push(variable);
            }
        }
        for (&variable, cost) in self.nonbasic.iter().zip(&self.costs) {
            if variable >= self.width {
                row[variable - self.width] = cost.max(0.0);
                kernel.rows.push(variable - self.width);
            }
        }
        kernel.rows.sort_unstable();
        kernel.columns.sort_unstable();
        let row = probabilities(row)?;
        Some(Guess { kernel, row, column: probabilities(column)? })
    }
}

fn add(to: &mut [f64], factor: f64, what: &[f64]) {
    if factor.abs() > 0.0 {
        for (x, a) in to.iter_mut().zip(what) {
            *x += factor * a;
        }
    }
}

fn probabilities(mut weights: Vec<f64>) -> Option<Vec<f64>> {
    let sum: f64 = weights.iter().sum();
    for x in &mut weights {
        *x /= sum;
    }
    (sum > 0.0 && sum.is_finite()).then_some(weights)
}
