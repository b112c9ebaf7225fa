//! Rows, evaluated: in floats where they tell, else exactly.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Cell, Plan, Told};
use crate::answer::{Answer, answer_at};
use crate::formula::Lanes;
use crate::model::ModelError;
use crate::nash::Settings;
use crate::table::middle;

/// Called between steps with how many rows are done, and of how many; `false` ends the sweep.
pub type Watch<'a> = &'a (dyn Fn(u64, u64) -> bool + Sync);

/// Some rows of a sweep.
#[derive(Clone, Debug)]
pub struct Rows {
    /// The number of the first row.
    pub first: u64,
    /// Row by row the coordinates of the points.
    pub(super) points: Vec<f64>,
    /// For each watched query an answer for each row.
    pub cells: Vec<Vec<Cell>>,
    /// What cells say in full.
    pub texts: Vec<Told>,
    /// For each watched query how many rows floats did not settle.
    pub queued: Vec<u64>,
}

impl Plan<'_> {
    /// The rows numbered `rows`; `None` if `goes_on` ended it.
    ///
    /// # Complexity
    /// One pass of the payoffs' code for [`Lanes::COUNT`] rows; exact payoffs and one query for each answer
    /// that floats leave open.
    pub fn evaluate(&self, rows: Range<u64>, goes_on: &(dyn Fn() -> bool + Sync)) -> Option<Rows> {
        let count = usize::try_from(rows.end - rows.start).ok()?;
        let dimensions = self.axes.len();
        let mut points = vec![0.0; count * dimensions];
        for (row, point) in rows.clone().zip(points.chunks_exact_mut(dimensions)) {
            self.coordinates(row, point);
        }
        let watches = self.watches.len();
        let mut cells = vec![Vec::with_capacity(count); watches];
        let mut queued = vec![0; watches];
        let mut texts = Vec::new();
        let mut room = self.kernel.room();
        let mut inputs = vec![Lanes::same(0.0, 0.0); dimensions];
        for start in (0..count).step_by(Lanes::COUNT) {
            if !goes_on() {
                return None;
            }
            let width = Lanes::COUNT.min(count - start);
            let row = |lane: usize| &points[(start + lane.min(width - 1)) * dimensions..];
            for (axis, input) in inputs.iter_mut().enumerate() {
                for lane in 0..Lanes::COUNT {
                    (input.value[lane], input.error[lane]) = self.axes[axis].near(row(lane)[axis]);
                }
            }
            let settled = self.kernel.settle(&mut room, &inputs);
            for place in start..start + width {
                let of = |watch: usize| settled[watch][place - start];
                let open: Vec<usize> = (0..watches).filter(|&w| of(w).is_none()).collect();
                let number = rows.start + place as u64;
                let asked = if open.is_empty() {
                    Vec::new()
                } else {
                    self.exact(number, &open, &mut texts, goes_on)?
                };
                let mut asked = asked.into_iter();
                for (watch, column) in cells.iter_mut().enumerate() {
                    column.push(of(watch).or_else(|| asked.next()).unwrap_or(Cell::Open));
                }
                for watch in open {
                    queued[watch] += 1;
                }
            }
        }
        Some(Rows { first: rows.start, points, cells, texts, queued })
    }

    /// The answers to some of the watched queries at one row, from exact payoffs; `None` if ended.
    fn exact(
        &self,
        row: u64,
        watches: &[usize],
        texts: &mut Vec<Told>,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<Cell>> {
        let payoffs = match self.model.at(&self.assignment(row), self.max_bits) {
            Ok(payoffs) => payoffs,
            Err(ModelError::Undefined { .. }) => return Some(vec![Cell::Undefined; watches.len()]),
            Err(_) => return Some(vec![Cell::Open; watches.len()]),
        };
        let stopped = AtomicBool::new(false);
        let watch = |_, _| {
            let on = goes_on();
            if !on {
                stopped.store(true, Ordering::Relaxed);
            }
            on
        };
        let settings = Settings { watch: &watch, ..Settings::default() };
        let mut cells = Vec::with_capacity(watches.len());
        for &place in watches {
            let watched = &self.watches[place];
            if watched.lists {
                let told = Told::equilibria(self, watched, &payoffs, &settings);
                cells.push(told.map_or(Cell::Open, |told| {
                    texts.push(told);
                    Cell::Text(texts.len() - 1)
                }));
                continue;
            }
            cells.push(match answer_at(&payoffs, &watched.query, &settings) {
                Answer::Yes => Cell::Yes,
                Answer::No => Cell::No,
                Answer::Number { low, high }
                    if self.exact
                        && watched.is_number()
                        && (low == high || watched.has_two_numbers()) =>
                {
                    let place = texts.len();
                    texts.push(Told::number(&low));
                    if watched.has_two_numbers() {
                        texts.push(Told::number(&high));
                    }
                    Cell::Text(place)
                }
                Answer::Number { low, high } if watched.has_two_numbers() => {
                    Cell::Between(low.nearest_f64(), high.nearest_f64())
                }
                Answer::Number { low, high } => Cell::Number(middle(&low, &high).nearest_f64()),
                Answer::Open(_) => Cell::Open,
            });
        }
        (!stopped.into_inner()).then_some(cells)
    }
}
