//! Counts and averages of answers.

use std::ops::Range;

use rayon::prelude::*;

use super::answers::Word;
use super::pace::Pace;
use super::{Answers, Cell, Plan, Rows, Watch};
use crate::model::Watched;

/// How often each answer was given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Yes.
    pub yes: u64,
    /// No.
    pub no: u64,
    /// Counts that are infinite, and discount factors that do not exist: above every number, and in no mean.
    pub infinite: u64,
    /// Not settled.
    pub open: u64,
    /// Where payoffs have no value.
    pub undefined: u64,
    /// Answers that floats did not settle, and exact payoffs were asked for.
    pub queued: u64,
    /// Of numbers (of two, the lesser ones).
    pub numbers: Moments,
    /// Of the greater of two numbers.
    pub greater: Moments,
}

/// Mean and spread of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Moments {
    /// How many.
    pub count: u64,
    /// Their mean.
    pub mean: f64,
    /// The sum of squared distances from it.
    squares: f64,
    /// The least.
    pub least: f64,
    /// The greatest.
    pub greatest: f64,
}

impl Default for Moments {
    fn default() -> Self {
        let (least, greatest) = (f64::INFINITY, f64::NEG_INFINITY);
        Self { count: 0, mean: 0.0, squares: 0.0, least, greatest }
    }
}

#[allow(clippy::cast_precision_loss)] // counts are below 2⁵³
impl Moments {
    /// Of those numbers that count.
    fn of(numbers: &[f64], counts: impl Fn(usize) -> bool) -> Self {
        // Several sums at once, always the same ones
        const SUMS: usize = 8;
        let (mut counted, mut sums) = ([0_u64; SUMS], [0.0; SUMS]);
        let (mut least, mut greatest) = ([f64::INFINITY; SUMS], [f64::NEG_INFINITY; SUMS]);
        for (place, &x) in numbers.iter().enumerate() {
            let (k, is) = (place % SUMS, counts(place));
            counted[k] += u64::from(is);
            sums[k] += if is { x } else { 0.0 };
            least[k] = if is && x < least[k] { x } else { least[k] };
            greatest[k] = if is && x > greatest[k] { x } else { greatest[k] };
        }
        let count: u64 = counted.iter().sum();
        if count == 0 {
            return Self::default();
        }
        let mean = sums.iter().sum::<f64>() / count as f64;
        let mut squares = [0.0; SUMS];
        for (place, &x) in numbers.iter().enumerate() {
            let distance = if counts(place) { x - mean } else { 0.0 };
            squares[place % SUMS] += distance * distance;
        }
        let squares = squares.iter().sum();
        let least = least.into_iter().fold(f64::INFINITY, f64::min);
        let greatest = greatest.into_iter().fold(f64::NEG_INFINITY, f64::max);
        Self { count, mean, squares, least, greatest }
    }

    fn add(&mut self, x: f64) {
        self.merge(&Self { count: 1, mean: x, squares: 0.0, least: x, greatest: x });
    }

    /// Those of two sets together (`chan1983`).
    fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        let count = self.count + other.count;
        let (own, new, all) = (self.count as f64, other.count as f64, count as f64);
        let distance = other.mean - self.mean;
        self.mean += distance * (new / all);
        self.squares += other.squares + distance * distance * (own * (new / all));
        self.count = count;
        self.least = self.least.min(other.least);
        self.greatest = self.greatest.max(other.greatest);
    }

    /// The standard deviation; none of fewer than two numbers.
    pub fn deviation(&self) -> Option<f64> {
        (self.count > 1).then(|| (self.squares / (self.count - 1) as f64).sqrt())
    }

    /// The standard error of the mean, as if numbers were independent.
    pub fn standard_error(&self) -> Option<f64> {
        self.deviation().map(|deviation| deviation / (self.count as f64).sqrt())
    }
}

#[allow(clippy::cast_precision_loss)]
impl Tally {
    /// Counts all answers but those in full.
    fn count(&mut self, answers: &Answers) {
        let words = &answers.words;
        let count = |word: Word| {
            // Bytes are added many at a time
            let some = |words: &[Word]| words.iter().map(|&w| u8::from(w == word)).sum::<u8>();
            words.chunks(128).map(|words| u64::from(some(words))).sum::<u64>()
        };
        self.yes += count(Word::Yes);
        self.no += count(Word::No);
        self.infinite += count(Word::Infinite);
        self.open += count(Word::Open) + count(Word::Nothing);
        self.undefined += count(Word::Undefined);
        let is_number = |word: Word| word == Word::Number || word == Word::Between;
        if !answers.numbers.is_empty() {
            self.numbers.merge(&Moments::of(&answers.numbers, |row| is_number(words[row])));
        }
        if !answers.greater.is_empty() {
            self.greater.merge(&Moments::of(&answers.greater, |row| words[row] == Word::Between));
        }
    }

    /// Counts what another tally counted, too.
    pub fn merge(&mut self, other: &Self) {
        self.yes += other.yes;
        self.no += other.no;
        self.infinite += other.infinite;
        self.open += other.open;
        self.undefined += other.undefined;
        self.queued += other.queued;
        self.numbers.merge(&other.numbers);
        self.greater.merge(&other.greater);
    }

    /// The share of yes among all that is yes or no; none where nothing is.
    pub fn share(&self) -> Option<f64> {
        let settled = self.yes + self.no;
        (settled > 0).then(|| self.yes as f64 / settled as f64)
    }

    /// Its standard error, as if points were independent: √(p (1 − p) / n).
    pub fn standard_error(&self) -> Option<f64> {
        let share = self.share()?;
        Some((share * (1.0 - share) / (self.yes + self.no) as f64).sqrt())
    }

    /// Bounds of the share of yes among all points, by so many standard errors as if points were independent
    /// (Wilson's): what is open may be yes, and where payoffs have no value the answer is not yes. None where
    /// nothing was counted.
    ///
    /// Source: `wilson1927` in `paper/refs.bib`.
    ///
    /// # Examples
    /// ```
    /// use equil::sweep::Tally;
    ///
    /// let (low, high) = Tally { no: 91, ..Tally::default() }.bounds(3.0).unwrap();
    /// assert_eq!((low, (high - 0.09).abs() < 1e-12), (0.0, true));
    /// ```
    pub fn bounds(&self, errors: f64) -> Option<(f64, f64)> {
        let all = self.yes + self.no + self.open + self.undefined;
        (all > 0)
            .then(|| (chance(self.yes, all, errors).0, chance(self.yes + self.open, all, errors).1))
    }
}

/// Bounds of a chance of which `hits` of `of` lots are known, by so many standard errors of the bound that is
/// looked for; they are inside [0, 1], and apart where no lot or every lot hit.
///
/// Source: E. B. Wilson, *Probable inference, the law of succession, and statistical inference*, Journal of the
/// American Statistical Association 22, 1927 (`wilson1927`).
#[allow(clippy::cast_precision_loss)] // counts are below 2⁵³
fn chance(hits: u64, of: u64, errors: f64) -> (f64, f64) {
    let (n, z) = (of as f64, errors);
    let share = hits as f64 / n;
    let whole = 1.0 + z * z / n;
    let middle = (share + z * z / (2.0 * n)) / whole;
    let reach = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt() / whole;
    ((middle - reach).max(0.0), (middle + reach).min(1.0))
}

/// What a sweep found.
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    /// How many rows were looked at, from the first on.
    pub rows: u64,
    /// Whether these are all that were asked for.
    pub complete: bool,
    /// For each watched query.
    pub watches: Vec<Tally>,
}

/// Counts the answers of some rows, on all threads; when `watch` ends it, of the first of them.
///
/// The counts and the floats are the same on any number of threads: blocks are put together in order.
pub fn survey(plan: &Plan<'_>, rows: Range<u64>, watch: Watch<'_>) -> Findings {
    let watches = vec![Tally::default(); plan.watches.len()];
    let mut findings = Findings { rows: 0, complete: true, watches };
    let total = rows.end.saturating_sub(rows.start);
    let mut pace = Pace::new(plan);
    while findings.rows < total {
        let start = rows.start + findings.rows;
        let end = rows.end.min(start + plan.part() * pace.parts());
        let done = findings.rows;
        let Some(tallies) = each_block(plan, start..end, &|| watch(done, total), &tallied) else {
            findings.complete = false;
            return findings;
        };
        pace.done(tallies.iter().flatten().map(|tally| tally.queued).sum());
        for block in tallies {
            for (all, new) in findings.watches.iter_mut().zip(&block) {
                all.merge(new);
            }
        }
        findings.rows = end - rows.start;
    }
    watch(total, total);
    findings
}

/// Does something with each block of some rows, on all threads; the results are in order.
pub(super) fn each_block<T: Send>(
    plan: &Plan<'_>,
    rows: Range<u64>,
    goes_on: &(dyn Fn() -> bool + Sync),
    then: &(dyn Fn(&Plan<'_>, Rows) -> T + Sync),
) -> Option<Vec<T>> {
    let size = plan.block();
    let blocks = (rows.end - rows.start).div_ceil(size);
    let block = |number: u64| {
        let start = rows.start + number * size;
        let end = rows.end.min(start + size);
        plan.evaluate(start..end, goes_on).map(|found| then(plan, found))
    };
    (0..blocks).into_par_iter().map(block).collect()
}

fn tallied(plan: &Plan<'_>, rows: Rows) -> Vec<Tally> {
    let texts = rows.texts;
    let tally = |((answers, queued), watched): ((Answers, u64), &Watched)| {
        let mut tally = Tally { queued, ..Tally::default() };
        tally.count(&answers);
        for row in (0..answers.len()).filter(|&row| answers.words[row] == Word::Text) {
            let Cell::Text(place) = answers.cell(row) else { continue };
            tally.numbers.add(texts[place].value);
            if watched.has_two_numbers() {
                tally.greater.add(texts[place + 1].value);
            }
        }
        tally
    };
    rows.answers.into_iter().zip(rows.queued).zip(&plan.watches).map(tally).collect()
}
