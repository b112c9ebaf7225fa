//! Rows, evaluated: in floats where they tell, else exactly.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use super::answers::Word;
use super::{Answers, Cell, Plan, Spread, Told};
use crate::answer::{Answer, Open, answer_at, critical_discount};
use crate::formula::Lanes;
use crate::model::{ModelError, QueryKind};
use crate::nash::Settings;
use crate::table::middle;

/// Called between steps with how many rows are done, and of how many; `false` ends the sweep.
pub type Watch<'a> = &'a (dyn Fn(u64, u64) -> bool + Sync);

/// Some rows of a sweep.
#[derive(Clone, Debug)]
pub struct Rows {
    /// The number of the first row.
    pub first: u64,
    /// How many there are.
    pub count: usize,
    /// For each axis the parameter at each row, or on a grid the place of its value.
    pub(super) points: Vec<Vec<f64>>,
    /// For each watched query the answers.
    pub answers: Vec<Answers>,
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
        let count = usize::try_from(rows.end - rows.start).ok().filter(|_| goes_on())?;
        // The last block is filled up with points after the last
        let room = count.next_multiple_of(Lanes::COUNT);
        let mut points = vec![vec![0.0; room]; self.axes.len()];
        self.fill(rows.start, count, &mut points);
        let mut answers: Vec<Answers> =
            self.watches.iter().map(|watched| Answers::new(watched, room)).collect();
        let mut queued = vec![0; self.watches.len()];
        let mut texts = Vec::new();
        let mut floats = self.kernel.room();
        for start in (0..count).step_by(Lanes::COUNT) {
            let load = |axis: usize, input: &mut Lanes| {
                self.axes[axis].load(&points[axis][start..start + Lanes::COUNT], input);
            };
            self.kernel.settle(&mut floats, load, &mut answers, start);
            let places = start..count.min(start + Lanes::COUNT);
            let is_open = |column: &Answers| column.words[places.clone()].contains(&Word::Nothing);
            if !answers.iter().any(is_open) {
                continue;
            }
            for place in places {
                let open: Vec<usize> = (0..answers.len())
                    .filter(|&watch| answers[watch].words[place] == Word::Nothing)
                    .collect();
                if open.is_empty() {
                    continue;
                }
                if !goes_on() {
                    return None;
                }
                let number = rows.start + place as u64;
                let asked = self.exact(number, &open, &mut texts, goes_on)?;
                for (watch, cell) in open.into_iter().zip(asked) {
                    answers[watch].put(place, cell);
                    queued[watch] += 1;
                }
            }
        }
        for column in &mut points {
            column.truncate(count);
        }
        for column in &mut answers {
            column.truncate(count);
        }
        Some(Rows { first: rows.start, count, points, answers, texts, queued })
    }

    /// The parameters of so many rows from `first` on, axis by axis; the places after them take the last one's.
    fn fill(&self, first: u64, count: usize, points: &mut [Vec<f64>]) {
        for column in points.iter_mut() {
            column.truncate(count);
        }
        self.draw(first, points);
        for (axis, column) in self.axes.iter().zip(points) {
            if let Spread::Quantiles(prior) = &axis.spread {
                prior.quantiles(column);
                // Never −0
                for x in column.iter_mut() {
                    *x += 0.0;
                }
            }
            let last = column.last().copied().unwrap_or(0.0);
            column.resize(count.next_multiple_of(Lanes::COUNT), last);
        }
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
            let answer = match watched.query.kind {
                QueryKind::CriticalDiscount { player } => {
                    critical_discount(self.model, &payoffs, player, &settings)
                }
                _ => answer_at(&payoffs, &watched.query, &settings),
            };
            cells.push(match answer {
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
                Answer::Open(Open::Infinite) if watched.counts() => Cell::Infinite,
                Answer::Open(Open::NotSustained) if watched.is_discount() => Cell::Infinite,
                Answer::Open(_) => Cell::Open,
            });
        }
        (!stopped.into_inner()).then_some(cells)
    }
}
