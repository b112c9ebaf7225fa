//! The program behind a standing, in floats: quick, and never believed.
//!
//! A strategy against all others is a matrix game: rows are the other strategies, columns the
//! profiles of the others, entries the advantages over the strategy. Its value is positive exactly
//! if a mixture dominates strictly, and negative exactly if the strategy is strictly best against
//! a belief. The simplex method is run on the column player's program with nothing but the inverse
//! of the part in use (as many rows as columns: what both players' strategies have positive weight
//! on), which starts with one row and one column. Everything else of the tableau is computed when
//! it is looked at, from rows and columns of payoffs that all strategies share.

use super::own::Floats;

/// Numbers this near to 0, where payoffs are at most 1, may be 0; if they are not, the answer is not
/// optimal, and rounding it proves nothing.
const NOTHING: f64 = 1e-10;

/// A belief that is this much better for the strategy than anything else ends the search.
const ENOUGH: f64 = 1e-7;

/// Numbers about 1 that differ by less differ by rounding: a tie, which only costs time when it is
/// taken for one wrongly.
const SAME: f64 = 1e-13;

/// Added to advantages (from −1 to 1) to make all payoffs of the game positive.
const SHIFT: f64 = 2.0;

/// Where the search ended.
#[derive(Clone, Debug)]
pub(super) struct Near {
    /// The value of the game as far as it was solved, in units of the greatest payoff: if not
    /// optimal, at least the true one.
    pub(super) value: f64,
    /// Weights of rows, which sum to 1. Only at an optimum they are a solution.
    pub(super) mixture: Vec<(usize, f64)>,
    /// Weights of columns, which sum to 1.
    pub(super) belief: Vec<(usize, f64)>,
}

/// What is asked.
pub(super) struct Program<'a> {
    pub(super) floats: &'a Floats,
    /// The row that is compared.
    pub(super) row: usize,
    /// With these rows.
    pub(super) others: &'a [usize],
    /// In these columns.
    pub(super) columns: &'a [usize],
    /// A column to start with.
    pub(super) start: usize,
}

/// Solves the game, or stops at a belief that settles it. `None` when floats lose their way, or
/// `goes_on` says no.
pub(super) fn search(program: &Program<'_>, goes_on: impl Fn() -> bool) -> Option<Near> {
    let mut simplex = Simplex::new(program);
    simplex.enter_first()?;
    let mut stalled = 0;
    let mut before = 0.0;
    for step in 1..=50 + 10 * (program.others.len() + program.columns.len()) {
        if step % 32 == 0 && !goes_on() {
            return None;
        }
        if step % 64 == 0 {
            simplex.invert()?;
        }
        simplex.read();
        let value = 1.0 / simplex.total - SHIFT;
        if value < -ENOUGH {
            return Some(simplex.near(value));
        }
        stalled = if simplex.total > before * (1.0 + SAME) { 0 } else { stalled + 1 };
        before = simplex.total;
        // Ties could lead round in a circle: the first of all candidates cannot (Bland 1977)
        let first = stalled > 20 + simplex.used.len();
        let Some(entering) = simplex.entering(first) else {
            return Some(simplex.near(value));
        };
        simplex.exchange(entering, first)?;
    }
    None
}

/// A variable of the program.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Variable {
    /// The weight of a column.
    Weight(usize),
    /// What a tight row (by its place among them) falls short of 1.
    Slack(usize),
}

/// What becomes 0 when a variable enters.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Leaving {
    /// The weight of a column in use, by its place among them.
    Weight(usize),
    /// What a row falls short of 1.
    Slack(usize),
}

/// Maximises Σ weights subject to Σ (advantage + shift) · weight ≤ 1 in each row; the value of the
/// game is 1 / Σ weights − shift.
struct Simplex<'a> {
    program: &'a Program<'a>,
    scale: f64,
    /// Columns in use, whose weights are basic.
    used: Vec<usize>,
    /// Rows whose slack is not: as many.
    tight: Vec<usize>,
    is_tight: Vec<bool>,
    is_used: Vec<bool>,
    /// The inverse of the payoffs of tight rows in the columns in use: for each of these, by row.
    inverse: Vec<Vec<f64>>,
    /// Weights of the columns in use, and their sum.
    weights: Vec<f64>,
    total: f64,
    /// Weights of the tight rows.
    prices: Vec<f64>,
    /// What the rows come to.
    sums: Vec<f64>,
    /// What the columns are worth: at least 1 each at an optimum.
    worth: Vec<f64>,
    /// How fast the rows grow when a variable enters, and how fast the weights in use shrink.
    growth: Vec<f64>,
    shrinking: Vec<f64>,
}

impl<'a> Simplex<'a> {
    fn new(program: &'a Program<'a>) -> Self {
        let (rows, columns) = program.floats.size;
        Self {
            program,
            scale: 1.0 / program.floats.most,
            used: Vec::new(),
            tight: Vec::new(),
            is_tight: vec![false; rows],
            is_used: vec![false; columns],
            inverse: Vec::new(),
            weights: Vec::new(),
            total: 0.0,
            prices: Vec::new(),
            sums: vec![0.0; rows],
            worth: vec![0.0; columns],
            growth: vec![0.0; rows],
            shrinking: Vec::new(),
        }
    }

    fn payoff(&self, row: usize, column: usize) -> f64 {
        let column = self.program.floats.column(column);
        (column[row] - column[self.program.row]) * self.scale + SHIFT
    }

    /// What each row comes to with these weights of columns.
    fn sum_columns(&self, sums: &mut [f64], weights: impl Iterator<Item = (usize, f64)>) {
        sums.fill(0.0);
        let mut total = 0.0;
        for (column, weight) in weights {
            let column = self.program.floats.column(column);
            sums.iter_mut().zip(column).for_each(|(sum, x)| *sum += weight * x);
            total += weight;
        }
        let (own, shift) = (sums[self.program.row], SHIFT * total);
        for sum in sums {
            *sum = (*sum - own) * self.scale + shift;
        }
    }

    /// What each column comes to with these weights of rows.
    fn sum_rows(&self, sums: &mut [f64], weights: impl Iterator<Item = (usize, f64)>) {
        sums.fill(0.0);
        let mut total = 0.0;
        for (row, weight) in weights {
            let row = self.program.floats.row(row);
            sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += weight * x);
            total += weight;
        }
        let own = self.program.floats.row(self.program.row);
        for (sum, own) in sums.iter_mut().zip(own) {
            *sum = (*sum - total * own) * self.scale + SHIFT * total;
        }
    }

    /// The basis of the starting column and the row that is best there.
    fn enter_first(&mut self) -> Option<()> {
        let column = self.program.start;
        let payoff = |row: &&usize| self.payoff(**row, column);
        let row = *self.program.others.iter().max_by(|a, b| payoff(a).total_cmp(&payoff(b)))?;
        self.inverse = vec![vec![1.0 / self.payoff(row, column)]];
        (self.used, self.tight) = (vec![column], vec![row]);
        (self.is_used[column], self.is_tight[row]) = (true, true);
        Some(())
    }

    /// Weights and prices, from the inverse.
    fn read(&mut self) {
        self.weights.clear();
        self.weights.extend(self.inverse.iter().map(|row| row.iter().sum::<f64>()));
        self.total = self.weights.iter().sum();
        self.prices.clear();
        self.prices.resize(self.tight.len(), 0.0);
        for row in &self.inverse {
            self.prices.iter_mut().zip(row).for_each(|(price, x)| *price += x);
        }
    }

    /// A variable whose growth increases the sum: the fastest, or the first. `None` at an optimum.
    fn entering(&mut self, first: bool) -> Option<Variable> {
        let mut worth = std::mem::take(&mut self.worth);
        self.sum_rows(&mut worth, self.tight.iter().copied().zip(self.prices.iter().copied()));
        self.worth = worth;
        let columns = self.program.columns.iter().filter(|&&column| !self.is_used[column]);
        let columns = columns.map(|&j| (Variable::Weight(j), 1.0 - self.worth[j]));
        let rows = self.prices.iter().enumerate().map(|(k, price)| (Variable::Slack(k), -price));
        let mut all = columns.chain(rows).filter(|(_, gain)| *gain > NOTHING);
        let (variable, _) =
            if first { all.next()? } else { all.max_by(|a, b| a.1.total_cmp(&b.1))? };
        Some(variable)
    }

    /// Lets a variable into the basis in exchange for the one that becomes 0 first.
    fn exchange(&mut self, entering: Variable, first: bool) -> Option<()> {
        let (mut sums, mut growth) =
            (std::mem::take(&mut self.sums), std::mem::take(&mut self.growth));
        let in_use = || self.used.iter().copied();
        self.sum_columns(&mut sums, in_use().zip(self.weights.iter().copied()));
        let mut shrinking = std::mem::take(&mut self.shrinking);
        shrinking.clear();
        match entering {
            Variable::Weight(j) => {
                let payoffs: Vec<f64> = self.tight.iter().map(|&i| self.payoff(i, j)).collect();
                let dot =
                    |row: &Vec<f64>| row.iter().zip(&payoffs).map(|(a, b)| a * b).sum::<f64>();
                shrinking.extend(self.inverse.iter().map(dot));
                let rest = in_use().zip(shrinking.iter().map(|x| -x));
                self.sum_columns(&mut growth, rest.chain([(j, 1.0)]));
            }
            Variable::Slack(k) => {
                shrinking.extend(self.inverse.iter().map(|row| row[k]));
                self.sum_columns(&mut growth, in_use().zip(shrinking.iter().map(|x| -x)));
            }
        }
        (self.sums, self.growth, self.shrinking) = (sums, growth, shrinking);
        let (leaving, pivot) = self.leaving(first)?;
        self.pivot(entering, leaving, pivot);
        Some(())
    }

    /// The variable that becomes 0 first, and how fast it shrinks.
    fn leaving(&self, first: bool) -> Option<(Leaving, f64)> {
        let weights = self.weights.iter().zip(&self.shrinking).enumerate();
        let weights = weights.map(|(c, (weight, speed))| (Leaving::Weight(c), *weight, *speed));
        let rows = self.program.others.iter().filter(|&&row| !self.is_tight[row]);
        let rows = rows.map(|&i| (Leaving::Slack(i), 1.0 - self.sums[i], self.growth[i]));
        let mut best: Option<(Leaving, f64, f64)> = None;
        for (variable, left, speed) in weights.chain(rows) {
            if speed <= NOTHING {
                continue;
            }
            let time = left.max(0.0) / speed;
            let is_better = best.is_none_or(|(_, least, pivot)| {
                time < least - SAME || (!first && time < least + SAME && speed > pivot)
            });
            if is_better {
                best = Some((variable, time, speed));
            }
        }
        best.map(|(variable, _, pivot)| (variable, pivot))
    }

    /// The inverse after the exchange: one step of Gaussian elimination on the tableau's part in
    /// use, with the entering column and the leaving row added, and what is left unused dropped.
    fn pivot(&mut self, entering: Variable, leaving: Leaving, pivot: f64) {
        // The leaving row of the tableau in the columns of the tight rows
        let leaving_row: Vec<f64> = match leaving {
            Leaving::Weight(c) => self.inverse[c].clone(),
            Leaving::Slack(i) => {
                let mut row = vec![0.0; self.tight.len()];
                for (&column, inverse) in self.used.iter().zip(&self.inverse) {
                    let payoff = self.payoff(i, column);
                    row.iter_mut().zip(inverse).for_each(|(x, y)| *x -= payoff * y);
                }
                row
            }
        };
        let pivot = match (entering, leaving) {
            // The same number, without what rounding has done to the sums
            (Variable::Slack(k), _) => leaving_row[k],
            _ => pivot,
        };
        let share: Vec<f64> = leaving_row.iter().map(|x| x / pivot).collect();
        for (row, speed) in self.inverse.iter_mut().zip(&self.shrinking) {
            row.iter_mut().zip(&share).for_each(|(x, s)| *x -= speed * s);
        }
        // The column that takes the leaving slack's place
        if let Leaving::Slack(i) = leaving {
            let place = if let Variable::Slack(k) = entering { k } else { self.tight.len() };
            for (row, speed) in self.inverse.iter_mut().zip(&self.shrinking) {
                if place == row.len() {
                    row.push(0.0);
                }
                row[place] = -speed / pivot;
            }
            if let Variable::Slack(k) = entering {
                self.is_tight[self.tight[k]] = false;
                self.tight[k] = i;
            } else {
                self.tight.push(i);
            }
            self.is_tight[i] = true;
        }
        // The row that takes the place of the leaving weight
        let mut new_row = share;
        match (entering, leaving) {
            (Variable::Weight(j), Leaving::Weight(c)) => {
                self.inverse[c] = new_row;
                self.is_used[self.used[c]] = false;
                self.used[c] = j;
                self.is_used[j] = true;
            }
            (Variable::Weight(j), Leaving::Slack(_)) => {
                new_row.push(1.0 / pivot);
                self.inverse.push(new_row);
                self.used.push(j);
                self.is_used[j] = true;
            }
            (Variable::Slack(k), Leaving::Weight(c)) => {
                self.inverse.swap_remove(c);
                self.is_used[self.used.swap_remove(c)] = false;
                for row in &mut self.inverse {
                    row.swap_remove(k);
                }
                self.is_tight[self.tight.swap_remove(k)] = false;
            }
            (Variable::Slack(_), Leaving::Slack(_)) => {}
        }
    }

    /// Computes the inverse anew, without the errors that have added up.
    fn invert(&mut self) -> Option<()> {
        let size = self.used.len();
        let mut table: Vec<Vec<f64>> = Vec::with_capacity(size);
        for (place, &row) in self.tight.iter().enumerate() {
            let payoffs = self.used.iter().map(|&column| self.payoff(row, column));
            let unit = (0..size).map(|k| if k == place { 1.0 } else { 0.0 });
            table.push(payoffs.chain(unit).collect());
        }
        for step in 0..size {
            let pivot = (step..size)
                .max_by(|&a, &b| table[a][step].abs().total_cmp(&table[b][step].abs()))?;
            table.swap(step, pivot);
            let mut row = std::mem::take(&mut table[step]);
            let pivot = row[step];
            if pivot.abs() < SAME {
                return None;
            }
            for x in &mut row {
                *x /= pivot;
            }
            for other in table.iter_mut().filter(|other| !other.is_empty()) {
                let factor = other[step];
                other.iter_mut().zip(&row).for_each(|(x, y)| *x -= factor * y);
            }
            table[step] = row;
        }
        for (inverse, row) in self.inverse.iter_mut().zip(table) {
            *inverse = row[size..].to_vec();
        }
        Some(())
    }

    fn near(&self, value: f64) -> Near {
        let shares = |items: &[usize], weights: &[f64]| {
            let total: f64 = weights.iter().map(|w| w.max(0.0)).sum();
            items.iter().copied().zip(weights.iter().map(|w| w.max(0.0) / total)).collect()
        };
        Near {
            value,
            mixture: shares(&self.tight, &self.prices),
            belief: shares(&self.used, &self.weights),
        }
    }
}
