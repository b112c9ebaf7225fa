//! One player's mixed strategies and what the rival earns against them, in floats.
//!
//! The polyhedron {(x, v) : x ≥ 0, Σ x = 1, v − Σ x(i) b(i, j) = s(j) ≥ 0 for each j}, where b(i, j) is
//! what the rival gets with j against i. A vertex is told by its support (positive x) and by the
//! rival's best responses to it (slacks s that are 0), equally many. What a pivot needs is computed
//! from the payoffs and from the inverse of the equations at hand, which are as many as the support
//! is large: supports stay small where games are large.

mod exchange;

use super::solid::{Zero, axpy_rows, dot, least_ratio, reaching};

/// A variable of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Variable {
    /// The probability of an own strategy.
    Own(usize),
    /// The slack of one of the rival's strategies.
    Slack(usize),
}

/// Why a pivot could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// Nothing limits the growth of the variable.
    Ray,
    /// The numbers have become useless.
    Lost,
}

/// Where the numbers of a side come from.
pub(super) trait Source {
    /// Writes what the rival of `player` gets with each strategy against strategy `own` of
    /// `player`, scaled to at most about 1.
    fn line(&self, player: usize, own: usize, into: &mut [f64]);
}

/// A vertex of the polyhedron, and room to compute in.
#[derive(Clone, Debug)]
pub(super) struct Side {
    player: usize,
    /// The own strategies that are played; the rival's strategies that are best responses.
    pub(super) support: Vec<usize>,
    pub(super) tight: Vec<usize>,
    /// One line of payoffs for each strategy of the support.
    lines: Vec<f64>,
    /// Rows: v, then x of the support. Columns: the constant, then s of the tight strategies. Each
    /// row says how its variable depends on those of the columns.
    inverse: Vec<f64>,
    /// Room between two rows of the inverse.
    stride: usize,
    slack: Vec<f64>,
    /// How each slack, and each row's variable, changes with the variable that enters.
    rate: Vec<f64>,
    direction: Vec<f64>,
    /// The line of a strategy that enters; the row of a slack that leaves.
    entering: Vec<f64>,
    row: Vec<f64>,
    /// The probabilities of the support.
    values: Vec<f64>,
    pivots_since: usize,
}

/// Rates nearer to 0 than this limit nothing: payoffs are at most about 1, so this is noise.
const FLAT: f64 = 1e-11;
/// Variables within this of 0 are taken to reach it together; a tie that is none costs the path,
/// never the answer, which is proved exactly.
const TIED: f64 = 1e-12;
/// How far two ways to compute a pivot may lie apart before the inverse is computed anew.
const APART: f64 = 1e-7;
/// How far they may lie apart even then, where the equations are badly conditioned.
const USELESS: f64 = 0.1;
/// After so many pivots the numbers are compared with the payoffs.
const CHECK_EVERY: usize = 64;
/// Residual of the equations that is put up with.
const RESIDUAL: f64 = 1e-11;

impl Side {
    /// The vertex at the pure strategy `own`, and the rival's best response to it: the last one if
    /// there are several, as the lexicographic rule wants.
    pub(super) fn pure(player: usize, own: usize, width: usize, source: &impl Source) -> Self {
        let mut lines = vec![0.0; width];
        source.line(player, own, &mut lines);
        let mut best = 0;
        for (j, value) in lines.iter().enumerate() {
            if *value >= lines[best] {
                best = j;
            }
        }
        let mut side = Self {
            player,
            support: vec![own],
            tight: vec![best],
            lines,
            inverse: Vec::new(),
            stride: 0,
            slack: vec![0.0; width],
            rate: vec![0.0; width],
            direction: Vec::new(),
            entering: vec![0.0; width],
            row: Vec::new(),
            values: Vec::new(),
            pivots_since: 0,
        };
        // One strategy each: nothing can go wrong
        let _ = side.refactor();
        side
    }

    /// The vertex with this support and these best responses, if the floats see it.
    pub(super) fn at(
        player: usize,
        (support, tight): (&[usize], &[usize]),
        width: usize,
        source: &impl Source,
    ) -> Option<Self> {
        let (first, _) = (support.first()?, tight.first()?);
        let mut side = Self::pure(player, *first, width, source);
        side.support = support.to_vec();
        side.tight = tight.to_vec();
        side.lines.resize(support.len() * width, 0.0);
        for (&own, line) in support.iter().zip(side.lines.chunks_exact_mut(width)) {
            source.line(player, own, line);
        }
        side.refactor().then_some(side)
    }

    fn width(&self) -> usize {
        self.slack.len()
    }

    /// Rows and columns of the inverse.
    fn size(&self) -> usize {
        self.support.len() + 1
    }

    fn inverse_row(&self, row: usize) -> &[f64] {
        &self.inverse[row * self.stride..][..=self.support.len()]
    }

    fn line(&self, position: usize) -> &[f64] {
        &self.lines[position * self.width()..][..self.width()]
    }

    /// Lets a variable grow from 0 until another becomes 0, which is returned.
    pub(super) fn pivot(
        &mut self,
        enters: Variable,
        source: &impl Source,
    ) -> Result<Variable, Failure> {
        if let Variable::Own(own) = enters {
            source.line(self.player, own, &mut self.entering);
        }
        if self.pivots_since >= CHECK_EVERY {
            self.pivots_since = 0;
            if self.residual() > RESIDUAL && !self.refactor() {
                return Err(Failure::Lost);
            }
        }
        for attempt in 0..2 {
            self.rates(enters)?;
            let (leaves, step) = self.ratio_test()?;
            let (place, pivot, other) = self.leaving_row(enters, leaves);
            let apart = (pivot - other).abs() / pivot.abs();
            if attempt == 0 && apart > APART {
                if !self.refactor() {
                    return Err(Failure::Lost);
                }
                continue;
            }
            if apart.is_nan() || apart > USELESS {
                return Err(Failure::Lost);
            }
            self.update(enters, (leaves, place), pivot, step);
            self.pivots_since += 1;
            return Ok(leaves);
        }
        Err(Failure::Lost)
    }

    /// How everything changes with the variable that enters.
    fn rates(&mut self, enters: Variable) -> Result<(), Failure> {
        let size = self.size();
        self.direction.clear();
        match enters {
            Variable::Slack(j) => {
                let place = 1 + self.tight.iter().position(|&t| t == j).ok_or(Failure::Lost)?;
                let column = (0..size).map(|p| self.inverse[p * self.stride + place]);
                self.direction.extend(column);
                self.rate.fill(self.direction[0]);
            }
            Variable::Own(_) => {
                self.row.clear();
                self.row.push(-1.0);
                self.row.extend(self.tight.iter().map(|&j| self.entering[j]));
                let dots = (0..size).map(|p| dot(self.inverse_row(p), &self.row));
                // Collected first: the rows are borrowed
                let dots: Vec<f64> = dots.collect();
                self.direction.extend(dots);
                let base = self.direction[0];
                for (rate, payoff) in self.rate.iter_mut().zip(&self.entering) {
                    *rate = base - payoff;
                }
            }
        }
        axpy_rows(&mut self.rate, &self.direction[1..], &self.lines);
        for &j in &self.tight {
            self.rate[j] = 0.0;
        }
        Ok(())
    }

    /// The variable that becomes 0 first, and how far the entering one grows until then.
    fn ratio_test(&mut self) -> Result<(Variable, f64), Failure> {
        let rows = 1..self.size();
        self.values.clear();
        self.values.extend(rows.map(|p| self.inverse[p * self.stride]));
        let slacks = least_ratio(&self.rate, &self.slack, FLAT);
        let step = slacks.min(least_ratio(&self.direction[1..], &self.values, FLAT));
        if step.is_infinite() {
            return Err(Failure::Ray);
        }
        if step.is_nan() {
            return Err(Failure::Lost);
        }
        let mut tied = Vec::new();
        let zero = Zero { step, flat: FLAT, near: TIED };
        let rates = &self.direction[1..];
        reaching(rates, &self.values, zero, |p| tied.push(Variable::Own(p)));
        reaching(&self.rate, &self.slack, zero, |j| tied.push(Variable::Slack(j)));
        let leaves = if tied.len() > 1 { self.lexicographic(tied) } else { tied.first().copied() };
        let leaves = leaves.ok_or(Failure::Lost)?;
        Ok((
            match leaves {
                Variable::Own(position) => Variable::Own(self.support[position]),
                slack @ Variable::Slack(_) => slack,
            },
            step,
        ))
    }

    /// Of variables that become 0 together (own strategies by position), the one that does so first
    /// when the rival's payoffs are disturbed by tiny amounts, the earlier the larger.
    fn lexicographic(&self, mut tied: Vec<Variable>) -> Option<Variable> {
        let rates: Vec<f64> = tied.iter().map(|&v| self.rate_of(v)).collect();
        let mut tied: Vec<(Variable, f64)> = tied.drain(..).zip(rates).collect();
        for j in 0..self.width() {
            if tied.len() < 2 {
                break;
            }
            let Some(column) = self.tight.iter().position(|&t| t == j) else {
                // A basic slack depends on its own disturbance, and nothing else does
                if tied.iter().any(|(v, _)| *v == Variable::Slack(j)) {
                    tied.retain(|(v, _)| *v != Variable::Slack(j));
                }
                continue;
            };
            let column = column + 1;
            let levels: Vec<f64> = tied
                .iter()
                .map(|&(variable, rate)| {
                    let dependence = match variable {
                        Variable::Own(p) => self.inverse[(p + 1) * self.stride + column],
                        Variable::Slack(l) => self.slack_row_at(l, column),
                    };
                    -dependence / -rate
                })
                .collect();
            let least = levels.iter().copied().fold(f64::INFINITY, f64::min);
            let scale = levels.iter().fold(1.0_f64, |scale, level| scale.max(level.abs()));
            let mut keep = levels.iter().map(|level| level - least <= APART * scale);
            tied.retain(|_| keep.next() == Some(true));
        }
        tied.first().map(|(variable, _)| *variable)
    }

    fn rate_of(&self, variable: Variable) -> f64 {
        match variable {
            Variable::Own(position) => self.direction[position + 1],
            Variable::Slack(j) => self.rate[j],
        }
    }

    /// How the slack of `j` depends on the variable of a column.
    fn slack_row_at(&self, j: usize, column: usize) -> f64 {
        let mut sum = self.inverse[column];
        for p in 1..self.size() {
            sum -= self.lines[(p - 1) * self.width() + j] * self.inverse[p * self.stride + column];
        }
        sum
    }
}
