//! A side of a small game as a full table of floats.
//!
//! The system Σ x(i) b(i, j) + s(j) = 1 with positive b, one row for each basic variable. Every pivot
//! changes every cell, which is little work in small games; and it keeps more digits than equations
//! solved anew where these are badly conditioned, as on the long paths of dual cyclic polytopes.

use super::side::{Failure, Source, Variable};

/// Own strategies and rival's strategies up to which a side is a table.
pub(super) const SMALL: usize = 64;

#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Number of own strategies; variables are these, then the slacks.
    own: usize,
    /// Rows, each ending with its right-hand side.
    cells: Vec<f64>,
    width: usize,
    basic: Vec<usize>,
    nonbasic: Vec<usize>,
    /// The column of each nonbasic variable; of basic ones anything.
    columns: Vec<usize>,
    ratios: Vec<f64>,
    /// The row of the variable that leaves, divided by the pivot.
    pivot_row: Vec<f64>,
    care: Care,
}

/// When numbers count as 0. What is decided wrongly costs the path, never the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// For ordinary games, with or without ties.
    Round,
    /// For games without ties in which tiny differences matter.
    Fine,
}

impl Care {
    /// Cells nearer to 0 than this are no pivots.
    const fn flat(self) -> f64 {
        const FLAT: [f64; 2] = [1e-10, 1e-14];
        FLAT[self as usize]
    }

    /// Basic variables within this of 0 are taken to reach it together.
    const fn tied(self) -> f64 {
        const TIED: [f64; 2] = [1e-13, 1e-17];
        TIED[self as usize]
    }
}

/// The column of a variable that has none.
const NONE: usize = usize::MAX;
/// Ratios within this are taken to be equal when ties are broken.
const EQUAL: f64 = 1e-9;

impl Table {
    /// Where nobody plays anything.
    pub(super) fn new(
        player: usize,
        [own, rival]: [usize; 2],
        source: &impl Source,
        care: Care,
    ) -> Self {
        let width = own + 1;
        let mut cells = vec![1.0; rival * width];
        let mut line = vec![0.0; rival];
        for i in 0..own {
            source.line(player, i, &mut line);
            for (j, payoff) in line.iter().enumerate() {
                cells[j * width + i] = *payoff;
            }
        }
        let mut shift = 0.0_f64;
        for row in cells.chunks_exact(width) {
            shift = row[..own].iter().fold(shift, |least, payoff| least.min(*payoff));
        }
        for row in cells.chunks_exact_mut(width) {
            for payoff in &mut row[..own] {
                *payoff += 1.0 - shift;
            }
        }
        Self {
            own,
            cells,
            width,
            basic: (own..own + rival).collect(),
            nonbasic: (0..own).collect(),
            columns: (0..own).chain((0..rival).map(|_| NONE)).collect(),
            ratios: Vec::new(),
            pivot_row: vec![0.0; width],
            care,
        }
    }

    /// At the vertex with this support and these best responses, if the floats see it.
    pub(super) fn at(
        player: usize,
        (support, tight): (&[usize], &[usize]),
        counts: [usize; 2],
        source: &impl Source,
        care: Care,
    ) -> Option<Self> {
        let mut table = Self::new(player, counts, source, care);
        let mut leaving: Vec<usize> = tight.iter().map(|j| table.own + j).collect();
        for enters in support {
            let column = table.column_of(*enters)?;
            let size = |row: &usize| table.cells[row * table.width + column].abs();
            let row = (0..table.basic.len())
                .filter(|&row| leaving.contains(&table.basic[row]))
                .max_by(|a, b| size(a).total_cmp(&size(b)))?;
            if size(&row) < care.flat() {
                return None;
            }
            leaving.retain(|&v| v != table.basic[row]);
            table.exchange(row, column);
        }
        leaving.is_empty().then_some(table)
    }

    pub(super) fn support(&self) -> Vec<usize> {
        self.basic.iter().copied().filter(|&v| v < self.own).collect()
    }

    pub(super) fn tight(&self) -> Vec<usize> {
        self.nonbasic.iter().filter(|&&v| v >= self.own).map(|v| v - self.own).collect()
    }

    /// Lets a variable grow from 0 until another becomes 0, which is returned.
    pub(super) fn pivot(&mut self, enters: Variable) -> Result<Variable, Failure> {
        let number = match enters {
            Variable::Own(i) => i,
            Variable::Slack(j) => self.own + j,
        };
        let column = self.column_of(number).ok_or(Failure::Lost)?;
        let row = self.leaving_row(column).ok_or(Failure::Lost)?;
        let left = self.basic[row];
        self.exchange(row, column);
        Ok(if left < self.own { Variable::Own(left) } else { Variable::Slack(left - self.own) })
    }

    fn column_of(&self, variable: usize) -> Option<usize> {
        Some(self.columns[variable]).filter(|&column| column != NONE)
    }

    fn leaving_row(&mut self, column: usize) -> Option<usize> {
        let (width, end) = (self.width, self.width - 1);
        let mut ratios = std::mem::take(&mut self.ratios);
        ratios.clear();
        ratios.extend(self.cells.chunks_exact(width).map(|row| {
            if row[column] > self.care.flat() {
                (if row[end] > 0.0 { row[end] } else { 0.0 }) / row[column]
            } else {
                f64::INFINITY
            }
        }));
        let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
        let mut tied: Vec<usize> = Vec::new();
        if least.is_finite() {
            for (row, ratio) in ratios.iter().enumerate() {
                let near = |row: usize| {
                    (ratio - least) * self.cells[row * width + column] <= self.care.tied()
                };
                if ratio.is_finite() && near(row) {
                    tied.push(row);
                }
            }
        }
        self.ratios = ratios;
        // As in exact arithmetic: the right-hand sides are disturbed, the earlier the more
        for slack in self.own..self.own + self.basic.len() {
            if tied.len() < 2 {
                break;
            }
            match self.column_of(slack) {
                None => tied.retain(|&row| self.basic[row] != slack),
                Some(level) => {
                    let ratio = |row: usize| {
                        self.cells[row * width + level] / self.cells[row * width + column]
                    };
                    let least = tied.iter().map(|&row| ratio(row)).fold(f64::INFINITY, f64::min);
                    tied.retain(|&row| ratio(row) - least <= EQUAL * least.abs().max(1.0));
                }
            }
        }
        tied.first().copied()
    }

    fn exchange(&mut self, row: usize, column: usize) {
        let width = self.width;
        let pivot = self.cells[row * width + column];
        for (cell, value) in self.pivot_row.iter_mut().zip(&self.cells[row * width..][..width]) {
            *cell = value / pivot;
        }
        self.pivot_row[column] = 1.0 / pivot;
        for (i, cells) in self.cells.chunks_exact_mut(width).enumerate() {
            let factor = std::mem::replace(&mut cells[column], 0.0);
            // Cells that are 0 stay so: in games with much structure most are
            if i == row || factor.to_bits() << 1 == 0 {
                continue;
            }
            for (cell, value) in cells.iter_mut().zip(&self.pivot_row) {
                *cell -= factor * value;
            }
        }
        self.cells[row * width..][..width].copy_from_slice(&self.pivot_row);
        self.columns[self.nonbasic[column]] = NONE;
        self.columns[self.basic[row]] = column;
        std::mem::swap(&mut self.basic[row], &mut self.nonbasic[column]);
    }
}
