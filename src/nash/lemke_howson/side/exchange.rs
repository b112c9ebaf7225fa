//! The exchange of two variables: the inverse kept up to date, and computed anew.

use super::super::solid::{axpy_rows, dot, inverted, subtract_outer};
use super::{Side, Variable};

impl Side {
    /// Writes how the leaving variable depends on the columns into `row`; returns its place (for an
    /// own strategy) and its dependence on the entering variable, computed in two ways.
    pub(super) fn leaving_row(&mut self, enters: Variable, leaves: Variable) -> (usize, f64, f64) {
        let mut row = std::mem::take(&mut self.row);
        let column: Option<Vec<f64>> = matches!(enters, Variable::Own(_)).then(|| row.clone());
        row.clear();
        let (place, pivot, mut other);
        match leaves {
            Variable::Own(own) => {
                place = 1 + self.support.iter().position(|&i| i == own).unwrap_or(0);
                row.extend_from_slice(self.inverse_row(place));
                pivot = self.direction[place];
                other = 0.0;
            }
            Variable::Slack(l) => {
                place = 0;
                row.extend_from_slice(self.inverse_row(0));
                let weights: Vec<f64> = (0..self.support.len()).map(|p| self.line(p)[l]).collect();
                let size = self.size();
                for (p, weight) in weights.iter().enumerate() {
                    let start = (p + 1) * self.stride;
                    for (cell, value) in row.iter_mut().zip(&self.inverse[start..start + size]) {
                        *cell -= weight * value;
                    }
                }
                pivot = self.rate[l];
                other = if matches!(enters, Variable::Own(_)) { -self.entering[l] } else { 0.0 };
            }
        }
        match (enters, column) {
            (Variable::Slack(j), _) => {
                let at = self.tight.iter().position(|&t| t == j).unwrap_or(0);
                other += row[at + 1];
            }
            (Variable::Own(_), Some(column)) => other += dot(&row, &column),
            (Variable::Own(_), None) => {}
        }
        self.row = row;
        (place, pivot, other)
    }

    /// Exchanges the two variables.
    pub(super) fn update(
        &mut self,
        enters: Variable,
        (leaves, place): (Variable, usize),
        pivot: f64,
        step: f64,
    ) {
        let size = self.size();
        for (slack, rate) in self.slack.iter_mut().zip(&self.rate) {
            *slack += step * rate;
        }
        let row = std::mem::take(&mut self.row);
        let mut factors: Vec<f64> = self.direction[..size].iter().map(|d| d / pivot).collect();
        if place > 0 {
            // Written anew below
            factors[place] = 0.0;
        }
        subtract_outer(&mut self.inverse, self.stride, &factors, &row[..size]);
        let at = match enters {
            Variable::Slack(j) => 1 + self.tight.iter().position(|&t| t == j).unwrap_or(0),
            Variable::Own(_) => 0,
        };
        match (enters, leaves) {
            (Variable::Own(own), Variable::Own(_)) => {
                for (column, value) in row.iter().enumerate() {
                    self.inverse[place * self.stride + column] = -value / pivot;
                }
                self.support[place - 1] = own;
                let start = (place - 1) * self.width();
                self.lines[start..start + self.slack.len()].copy_from_slice(&self.entering);
            }
            (Variable::Own(own), Variable::Slack(l)) => {
                self.grow();
                for p in 0..size {
                    self.inverse[p * self.stride + size] = self.direction[p] / pivot;
                }
                for (column, value) in row.iter().enumerate() {
                    self.inverse[size * self.stride + column] = -value / pivot;
                }
                self.inverse[size * self.stride + size] = 1.0 / pivot;
                self.support.push(own);
                self.tight.push(l);
                self.lines.extend_from_slice(&self.entering);
                self.slack[l] = 0.0;
            }
            (Variable::Slack(j), Variable::Own(_)) => {
                self.slack[j] = step;
                self.shrink(place, at);
            }
            (Variable::Slack(j), Variable::Slack(l)) => {
                for p in 0..size {
                    self.inverse[p * self.stride + at] = self.direction[p] / pivot;
                }
                self.tight[at - 1] = l;
                self.slack[j] = step;
                self.slack[l] = 0.0;
            }
        }
        self.row = row;
    }

    /// Makes room for one more row and column.
    fn grow(&mut self) {
        let size = self.size();
        if size + 1 > self.stride {
            let stride = (self.stride * 2).max(8);
            let mut wider = vec![0.0; stride * stride];
            for p in 0..size {
                wider[p * stride..p * stride + size].copy_from_slice(self.inverse_row(p));
            }
            self.inverse = wider;
            self.stride = stride;
        }
    }

    /// Removes a row and a column; the last ones take their places.
    fn shrink(&mut self, row: usize, column: usize) {
        let (last, width) = (self.size() - 1, self.width());
        if row != last {
            let from = last * self.stride;
            self.inverse.copy_within(from..from + self.stride, row * self.stride);
            self.lines.copy_within((last - 1) * width..last * width, (row - 1) * width);
        }
        for p in 0..last {
            self.inverse[p * self.stride + column] = self.inverse[p * self.stride + last];
        }
        self.lines.truncate((last - 1) * width);
        self.support.swap_remove(row - 1);
        self.tight.swap_remove(column - 1);
    }

    /// How far the equations are from holding; computes the slacks anew.
    pub(super) fn residual(&mut self) -> f64 {
        let x: Vec<f64> = (1..self.size()).map(|p| self.inverse[p * self.stride]).collect();
        self.slack.fill(self.inverse[0]);
        axpy_rows(&mut self.slack, &x, &self.lines);
        let mut worst = (x.iter().sum::<f64>() - 1.0).abs();
        for &j in &self.tight {
            worst = worst.max(self.slack[j].abs());
            self.slack[j] = 0.0;
        }
        worst
    }

    /// Computes the inverse from the payoffs; `false` if the equations have none.
    pub(super) fn refactor(&mut self) -> bool {
        let size = self.size();
        self.stride = self.stride.max(size.next_power_of_two().max(8));
        let stride = self.stride;
        // Rows: the equations. Columns: v, then x
        let mut equations = vec![0.0; size * size];
        for (column, cell) in equations[..size].iter_mut().enumerate() {
            *cell = if column == 0 { 0.0 } else { 1.0 };
        }
        for (equation, &j) in self.tight.iter().enumerate() {
            let row = &mut equations[(equation + 1) * size..][..size];
            row[0] = 1.0;
            for (p, cell) in row[1..].iter_mut().enumerate() {
                *cell = -self.lines[p * self.slack.len() + j];
            }
        }
        let Some(inverse) = inverted(equations, size) else { return false };
        self.inverse.clear();
        self.inverse.resize(stride * stride, 0.0);
        for (p, row) in inverse.chunks_exact(size).enumerate() {
            self.inverse[p * stride..p * stride + size].copy_from_slice(row);
        }
        self.residual() <= 1.0
    }
}
