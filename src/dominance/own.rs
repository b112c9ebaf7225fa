//! One player's rational payoffs, laid out for comparing own strategies: exactly and in floats.
//!
//! Own strategies and profiles of the others are counted from 0 within the game looked at: these
//! are *rows* and *columns*.

use std::cmp::Ordering;

use crate::certify::Kind;
use crate::game::{Payoffs, Shape, Support};
use crate::num::{Rational, Ring};

/// Integers up to this size can be subtracted, and added up with weights, in machine words.
const LARGEST: i64 = 1 << 60;

/// Payoffs of other magnitudes are left to exact arithmetic: products with weights could leave the
/// range of floats.
const FIT: std::ops::Range<f64> = 1e-150..1e150;

/// What one player gets, by own strategy (rows) and profile of the others (columns).
#[derive(Debug)]
pub(super) struct Own {
    pub(super) player: usize,
    /// The strategy of each row.
    pub(super) strategies: Support,
    /// The profile of each column, by number.
    pub(super) rivals: Vec<usize>,
    numbers: Numbers,
}

/// Payoffs by row, then by column.
#[derive(Debug)]
enum Numbers {
    /// Multiplied by one positive number.
    Words(Vec<i64>),
    Ratios(Vec<Rational>),
}

/// The same payoffs in floats, less the least of each column: a number that belongs to a column
/// cancels wherever strategies are compared.
#[derive(Debug)]
pub(super) struct Floats {
    /// By row, then by column.
    pub(super) rows: Vec<f64>,
    /// By column, then by row.
    pub(super) columns: Vec<f64>,
    /// The greatest of them; none is negative.
    pub(super) most: f64,
    /// Numbers of rows and columns.
    pub(super) size: (usize, usize),
}

impl Own {
    /// The payoffs of `player` within `kept`; `None` unless the game is rational.
    pub(super) fn new(payoffs: &Payoffs, player: usize, kept: &[Support]) -> Option<Self> {
        let game = payoffs.rational()?;
        let shape = game.shape();
        let own = kept[player].clone();
        let rivals = shape.rival_profiles_within(player, kept);
        let (stride, all) = (shape.stride(player), game.payoffs(player));
        let numbers = match common_denominator(all, &own, &rivals, stride) {
            Some(common) => {
                let mut words = vec![0; own.len() * rivals.len()];
                in_blocks(own.len(), rivals.len(), |row, column| {
                    let payoff = &all[rivals[column] + own[row] * stride];
                    words[row * rivals.len() + column] = word(payoff, common);
                });
                Numbers::Words(words)
            }
            None => {
                let bases = own.iter().map(|own| own * stride);
                let indices = bases.flat_map(|base| rivals.iter().map(move |r| r + base));
                Numbers::Ratios(indices.map(|index| all[index].clone()).collect())
            }
        };
        Some(Self { player, strategies: own, rivals, numbers })
    }

    /// Number of rows.
    pub(super) fn rows(&self) -> usize {
        self.strategies.len()
    }

    /// Number of columns.
    pub(super) fn columns(&self) -> usize {
        self.rivals.len()
    }

    /// Those of `columns` in which the others play something in `kept`.
    pub(super) fn columns_within(
        &self,
        columns: &[usize],
        shape: &Shape,
        kept: &[Support],
    ) -> Vec<usize> {
        let mut is_left: Vec<Vec<bool>> =
            shape.strategies().iter().map(|&count| vec![false; count]).collect();
        for (is_left, kept) in is_left.iter_mut().zip(kept) {
            for &strategy in kept {
                is_left[strategy] = true;
            }
        }
        let others: Vec<usize> = (0..kept.len()).filter(|&other| other != self.player).collect();
        let stays = |column: &usize| {
            let profile = self.rivals[*column];
            others.iter().all(|&other| is_left[other][shape.strategy(profile, other)])
        };
        columns.iter().copied().filter(stays).collect()
    }

    /// How the payoffs of two rows compare in a column.
    pub(super) fn compare(&self, a: usize, b: usize, column: usize) -> Ordering {
        let (a, b) = (a * self.columns() + column, b * self.columns() + column);
        match &self.numbers {
            Numbers::Words(n) => n[a].cmp(&n[b]),
            Numbers::Ratios(n) => n[a].cmp(&n[b]),
        }
    }

    /// How row `by` dominates `row` in these columns, if it does.
    pub(super) fn dominates(&self, by: usize, row: usize, columns: &[usize]) -> Option<Kind> {
        let width = self.columns();
        let span = |row: usize| row * width..(row + 1) * width;
        match &self.numbers {
            Numbers::Words(n) => dominates(&n[span(by)], &n[span(row)], columns),
            Numbers::Ratios(n) => dominates(&n[span(by)], &n[span(row)], columns),
        }
    }

    /// For each of these columns the first of the best rows, and whether others are as good.
    pub(super) fn best(&self, rows: &[usize], columns: &[usize]) -> Vec<(usize, bool)> {
        match &self.numbers {
            Numbers::Words(n) => best(n, self.columns(), rows, columns),
            Numbers::Ratios(n) => best(n, self.columns(), rows, columns),
        }
    }

    /// The integers of a row, if payoffs are held as such.
    pub(super) fn words(&self, row: usize) -> Option<&[i64]> {
        let columns = self.columns();
        match &self.numbers {
            Numbers::Words(n) => Some(&n[row * columns..(row + 1) * columns]),
            Numbers::Ratios(_) => None,
        }
    }

    /// A payoff, up to one positive factor for all.
    pub(super) fn number(&self, row: usize, column: usize) -> Rational {
        let place = row * self.columns() + column;
        match &self.numbers {
            Numbers::Words(n) => Rational::integer(n[place]),
            Numbers::Ratios(n) => n[place].clone(),
        }
    }

    /// What `row` gets more than `less` in a column, up to one positive factor for all.
    pub(super) fn difference(&self, row: usize, less: usize, column: usize) -> Rational {
        self.number(row, column).minus(&self.number(less, column))
    }

    /// Only these rows and columns.
    pub(super) fn restricted(&self, rows: &[usize], columns: &[usize]) -> Self {
        let width = self.columns();
        let places = || rows.iter().flat_map(|row| columns.iter().map(move |j| row * width + j));
        let numbers = match &self.numbers {
            Numbers::Words(n) => Numbers::Words(places().map(|place| n[place]).collect()),
            Numbers::Ratios(n) => Numbers::Ratios(places().map(|p| n[p].clone()).collect()),
        };
        let chosen = |all: &[usize], which: &[usize]| which.iter().map(|&i| all[i]).collect();
        let (strategies, rivals) = (chosen(&self.strategies, rows), chosen(&self.rivals, columns));
        Self { player: self.player, strategies, rivals, numbers }
    }

    /// The payoffs in floats; `None` when they are all equal, or not fit for that.
    pub(super) fn floats(&self) -> Option<Floats> {
        let columns = self.columns();
        let rows = match &self.numbers {
            #[allow(clippy::cast_precision_loss)] // the bounds on errors allow for it
            Numbers::Words(n) => above_least(n, columns, |x, least| (x - least) as f64),
            Numbers::Ratios(n) => above_least(n, columns, |x, least| x.minus(least).nearest_f64()),
        };
        Floats::above(rows, columns)
    }
}

fn dominates<T: Ord>(by: &[T], row: &[T], columns: &[usize]) -> Option<Kind> {
    let (mut strict, mut somewhere) = (true, false);
    for &column in columns {
        match by[column].cmp(&row[column]) {
            Ordering::Less => return None,
            Ordering::Equal => strict = false,
            Ordering::Greater => somewhere = true,
        }
    }
    Some(match (strict, somewhere) {
        (true, _) => Kind::Strict,
        (_, true) => Kind::Weak,
        _ => Kind::VeryWeak,
    })
}

fn best<T: Ord>(
    entries: &[T],
    width: usize,
    rows: &[usize],
    columns: &[usize],
) -> Vec<(usize, bool)> {
    let first = &entries[rows[0] * width..];
    let mut greatest: Vec<&T> = columns.iter().map(|&column| &first[column]).collect();
    let mut best = vec![(rows[0], false); columns.len()];
    for &row in &rows[1..] {
        let entries = &entries[row * width..(row + 1) * width];
        for ((&column, greatest), best) in columns.iter().zip(&mut greatest).zip(&mut best) {
            match entries[column].cmp(greatest) {
                Ordering::Less => {}
                Ordering::Equal => best.1 = true,
                Ordering::Greater => (*greatest, *best) = (&entries[column], (row, false)),
            }
        }
    }
    best
}

impl Floats {
    /// Payoffs that are floats already, row by row; `None` where one is not finite, or they do not fit.
    pub(super) fn of(payoffs: &[f64], columns: usize) -> Option<Self> {
        if columns == 0 || !payoffs.iter().all(|x| x.is_finite()) {
            return None;
        }
        let mut least = payoffs.get(..columns)?.to_vec();
        for row in payoffs.chunks_exact(columns) {
            least.iter_mut().zip(row).for_each(|(least, x)| *least = least.min(*x));
        }
        let row = |row: &'_ [f64]| -> Vec<f64> {
            row.iter().zip(&least).map(|(x, least)| x - least).collect()
        };
        Self::above(payoffs.chunks_exact(columns).flat_map(row).collect(), columns)
    }

    /// Of payoffs above the least of each column, row by row.
    fn above(rows: Vec<f64>, columns: usize) -> Option<Self> {
        let most = rows.iter().fold(0.0_f64, |most, x| most.max(*x));
        if !FIT.contains(&most) {
            return None;
        }
        let size = (rows.len() / columns, columns);
        let columns = transposed(&rows, size.0, size.1);
        Some(Self { rows, columns, most, size })
    }

    /// One row, by column.
    pub(super) fn row(&self, row: usize) -> &[f64] {
        &self.rows[row * self.size.1..(row + 1) * self.size.1]
    }

    /// One column, by row.
    pub(super) fn column(&self, column: usize) -> &[f64] {
        &self.columns[column * self.size.0..(column + 1) * self.size.0]
    }
}

/// What each entry has above the least of its column.
fn above_least<T: Ord + Clone>(
    entries: &[T],
    columns: usize,
    difference: impl Fn(&T, &T) -> f64,
) -> Vec<f64> {
    let mut least = entries[..columns].to_vec();
    for row in entries.chunks_exact(columns) {
        for (least, x) in least.iter_mut().zip(row) {
            if x < least {
                least.clone_from(x);
            }
        }
    }
    let row = |row| <[T]>::iter(row).zip(&least).map(|(x, least)| difference(x, least));
    entries.chunks_exact(columns).flat_map(row).collect()
}

/// The entries of a matrix, column by column.
fn transposed(by_row: &[f64], rows: usize, columns: usize) -> Vec<f64> {
    let mut by_column = vec![0.0; by_row.len()];
    in_blocks(rows, columns, |row, column| {
        by_column[column * rows + row] = by_row[row * columns + column];
    });
    by_column
}

/// Visits all places of a matrix so that both its rows and its columns stay in the cache.
fn in_blocks(rows: usize, columns: usize, mut visit: impl FnMut(usize, usize)) {
    const BLOCK: usize = 16;
    for top in (0..rows).step_by(BLOCK) {
        for left in (0..columns).step_by(BLOCK) {
            for row in top..rows.min(top + BLOCK) {
                for column in left..columns.min(left + BLOCK) {
                    visit(row, column);
                }
            }
        }
    }
}

/// The least common denominator of the payoffs that matter, if all of them times that are small
/// integers.
fn common_denominator(
    all: &[Rational],
    own: &[usize],
    rivals: &[usize],
    stride: usize,
) -> Option<i64> {
    let (mut common, mut most) = (1_i64, 0_i128);
    // In the order in which payoffs lie, for the first player at least
    for rivals in rivals {
        for own in own {
            let (numerator, denominator) = all[rivals + own * stride].as_small()?;
            let denominator = i64::try_from(denominator).ok()?;
            if common % denominator != 0 {
                common = common.checked_mul(denominator / gcd(common, denominator))?;
            }
            let size = i128::from(numerator.unsigned_abs()).checked_mul(i128::from(common))?;
            most = most.max(size / i128::from(denominator));
            if most > i128::from(LARGEST) {
                return None;
            }
        }
    }
    // Those that came before the last denominator
    let fits = |x: &Rational| word_checked(x, common).is_some();
    let mut bases = own.iter().map(|own| own * stride);
    (common == 1 || bases.all(|base| rivals.iter().all(|r| fits(&all[base + r])))).then_some(common)
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn word_checked(x: &Rational, common: i64) -> Option<i64> {
    let (numerator, denominator) = x.as_small()?;
    let factor = common / i64::try_from(denominator).ok()?;
    numerator.checked_mul(factor).filter(|n| n.unsigned_abs() <= LARGEST.unsigned_abs())
}

fn word(x: &Rational, common: i64) -> i64 {
    match x.as_small() {
        Some((numerator, 1)) => numerator * common,
        _ => word_checked(x, common).unwrap_or_else(|| unreachable!("checked before")),
    }
}
