//! Probabilities of moves, ready for lots: a draw of 64 bits is compared with thresholds.

use rustc_hash::FxHashMap;

use super::PopulationError;
use super::moves::Moves;
use super::play::Play;
use crate::num::Draws;

/// The draws below it are this part of all.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates
fn threshold(chance: f64) -> u64 {
    const ALL: f64 = 18_446_744_073_709_551_616.0;
    // What is possible at all stays so
    ((chance * ALL) as u64).max(u64::from(chance > 0.0))
}

/// Two strategies, one individual at a time: a row for each number of individuals of the first.
pub(super) struct Pair {
    /// Draws below the first lead one up, those below the second, and not below the first, one down.
    rows: Vec<[u64; 2]>,
}

/// [`Pair`], while it is played.
pub(super) struct Walk<'a> {
    pair: &'a Pair,
    at: usize,
}

impl Pair {
    pub(super) fn new(moves: &Moves<'_, f64>, size: usize) -> Result<Self, PopulationError> {
        let row = |first: usize| {
            let (mut up, mut down) = (0.0, 0.0);
            for (from, _, chance) in moves.single(&[first, size - first])? {
                *(if from == 1 { &mut up } else { &mut down }) += chance;
            }
            Some([threshold(up), threshold(up + down)])
        };
        let rows = (0..=size).map(row).collect::<Option<_>>();
        Ok(Self { rows: rows.ok_or(PopulationError::Unproved)? })
    }

    pub(super) fn start(&self, start: &[usize]) -> Walk<'_> {
        Walk { pair: self, at: start[0] }
    }
}

impl Play for Walk<'_> {
    fn advance(
        &mut self,
        draws: Draws,
        place: u64,
        steps: u64,
        spent: &mut [u64],
        alone: &mut [u64],
    ) -> u64 {
        let rows = &self.pair.rows[..];
        let size = rows.len() - 1;
        let mut at = self.at;
        let (mut sum, mut none, mut all) = (0_u64, 0_u64, 0_u64);
        let mut played = steps;
        for step in 0..steps {
            let [up, moved] = rows[at];
            if moved == 0 {
                played = step;
                break;
            }
            let draw = draws.bits_at(place + step);
            // Both are added, so that nothing has to be guessed about what comes next
            at = at + usize::from(draw < moved) * 2 * usize::from(draw < up)
                - usize::from(draw < moved);
            sum += at as u64;
            none += u64::from(at == 0);
            all += u64::from(at == size);
        }
        self.at = at;
        spent[0] += sum;
        spent[1] += played * size as u64 - sum;
        alone[0] += all;
        alone[1] += none;
        played
    }

    fn composition(&self) -> Vec<usize> {
        vec![self.at, self.pair.rows.len() - 1 - self.at]
    }
}

/// Any number of strategies, one individual at a time: a row for each composition that was met.
pub(super) struct Table<'a> {
    moves: &'a Moves<'a, f64>,
    strategies: usize,
    /// Moves in a row.
    width: usize,
    numbers: FxHashMap<Vec<u32>, u32>,
    compositions: Vec<u32>,
    /// How many steps ended there since it was last asked.
    visits: Vec<u64>,
    thresholds: Vec<u64>,
    /// Where each move leads, if that was followed before.
    next: Vec<u32>,
    at: u32,
}

/// Not followed yet.
const NEW: u32 = u32::MAX;
/// Entries of rows that are kept; then all are forgotten, which only takes time.
const MOST: usize = 1 << 25;

impl<'a> Table<'a> {
    pub(super) fn new(moves: &'a Moves<'a, f64>, start: &[usize]) -> Self {
        let strategies = start.len();
        let mut table = Self {
            moves,
            strategies,
            width: strategies * (strategies - 1),
            numbers: FxHashMap::default(),
            compositions: Vec::new(),
            visits: Vec::new(),
            thresholds: Vec::new(),
            next: Vec::new(),
            at: 0,
        };
        let start: Vec<u32> = start.iter().map(|&n| u32::try_from(n).unwrap_or(NEW)).collect();
        table.at = table.row(start);
        table
    }

    /// The number of a composition's row, which is made if there is none.
    fn row(&mut self, composition: Vec<u32>) -> u32 {
        if let Some(&number) = self.numbers.get(&composition) {
            return number;
        }
        let number = u32::try_from(self.visits.len()).unwrap_or(NEW);
        let counts: Vec<usize> = composition.iter().map(|&n| n as usize).collect();
        let mut chances = vec![0.0; self.width];
        for (from, to, chance) in self.moves.single(&counts).unwrap_or_default() {
            chances[from * (self.strategies - 1) + to - usize::from(to > from)] = chance;
        }
        let mut sum = 0.0;
        self.thresholds.extend(chances.iter().map(|chance| {
            sum += chance;
            threshold(sum)
        }));
        self.next.extend(std::iter::repeat_n(NEW, self.width));
        self.compositions.extend(&composition);
        self.visits.push(0);
        self.numbers.insert(composition, number);
        number
    }

    /// Follows a move for the first time.
    #[cold]
    fn follow(&mut self, row: u32, place: usize) -> u32 {
        let mut composition = self.counts(row).to_vec();
        let (from, to) = (place / (self.strategies - 1), place % (self.strategies - 1));
        composition[from] -= 1;
        composition[to + usize::from(to >= from)] += 1;
        let next = self.row(composition);
        self.next[row as usize * self.width + place] = next;
        next
    }

    fn counts(&self, row: u32) -> &[u32] {
        &self.compositions[row as usize * self.strategies..][..self.strategies]
    }

    /// Adds what the visits amount to, and forgets them.
    fn settle(&mut self, spent: &mut [u64], alone: &mut [u64]) {
        let counts = self.compositions.chunks_exact(self.strategies);
        for (visits, counts) in self.visits.iter_mut().zip(counts) {
            if *visits > 0 {
                for (spent, &count) in spent.iter_mut().zip(counts) {
                    *spent += *visits * u64::from(count);
                }
                let mut played = counts.iter().enumerate().filter(|(_, n)| **n > 0);
                if let (Some((only, _)), None) = (played.next(), played.next()) {
                    alone[only] += *visits;
                }
                *visits = 0;
            }
        }
    }

    fn forget(&mut self) {
        let now = self.counts(self.at).to_vec();
        self.numbers.clear();
        self.compositions.clear();
        self.visits.clear();
        self.thresholds.clear();
        self.next.clear();
        self.at = self.row(now);
    }
}

impl Play for Table<'_> {
    fn advance(
        &mut self,
        draws: Draws,
        place: u64,
        steps: u64,
        spent: &mut [u64],
        alone: &mut [u64],
    ) -> u64 {
        let width = self.width;
        let mut at = self.at;
        let mut played = steps;
        for step in 0..steps {
            let row = &self.thresholds[at as usize * width..][..width];
            let moved = row.last().copied().unwrap_or(0);
            if moved == 0 {
                played = step;
                break;
            }
            let draw = draws.bits_at(place + step);
            if draw < moved {
                let chosen = row.iter().take_while(|threshold| draw >= **threshold).count();
                let known = self.next[at as usize * width + chosen];
                at = if known == NEW { self.follow(at, chosen) } else { known };
            }
            self.visits[at as usize] += 1;
            if self.thresholds.len() > MOST {
                self.at = at;
                self.settle(spent, alone);
                self.forget();
                at = self.at;
            }
        }
        self.at = at;
        self.settle(spent, alone);
        played
    }

    fn composition(&self) -> Vec<usize> {
        self.counts(self.at).iter().map(|&n| n as usize).collect()
    }
}

/// All replaced at once: each individual is drawn.
pub(super) struct Generations<'a> {
    moves: &'a Moves<'a, f64>,
    composition: Vec<usize>,
    size: usize,
}

impl<'a> Generations<'a> {
    pub(super) fn new(moves: &'a Moves<'a, f64>, start: &[usize]) -> Self {
        Self { moves, composition: start.to_vec(), size: start.iter().sum() }
    }
}

impl Play for Generations<'_> {
    fn advance(
        &mut self,
        draws: Draws,
        place: u64,
        steps: u64,
        spent: &mut [u64],
        alone: &mut [u64],
    ) -> u64 {
        let size = self.size as u64;
        for step in 0..steps {
            let only = self.composition.iter().position(|&count| count == self.size);
            if only.is_some() && !self.moves.mutates() {
                return step;
            }
            let drawn = self.moves.drawn(&self.composition).unwrap_or_default();
            let mut sum = 0.0;
            let thresholds: Vec<u64> = drawn
                .iter()
                .map(|chance| {
                    sum += chance;
                    threshold(sum)
                })
                .collect();
            self.composition.fill(0);
            let last = self.composition.len() - 1;
            for individual in 0..size {
                let draw = draws.bits_at((place + step) * size + individual);
                // Rounding may leave a little above the last threshold
                let born = thresholds.iter().take_while(|t| draw >= **t).count().min(last);
                self.composition[born] += 1;
            }
            for (spent, &count) in spent.iter_mut().zip(&self.composition) {
                *spent += count as u64;
            }
            if let Some(only) = self.composition.iter().position(|&count| count == self.size) {
                alone[only] += 1;
            }
        }
        steps
    }

    fn composition(&self) -> Vec<usize> {
        self.composition.clone()
    }
}
