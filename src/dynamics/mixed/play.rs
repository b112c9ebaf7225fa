//! Rounds of fictitious play. With two players and rational payoffs all sums are integers, and ties
//! are told exactly; else floats (`loose`).

use std::ops::AddAssign;

use super::loose::Loose;
use super::played::{Played, float};
use super::tally::Tally;
use super::{Field, Knobs, MixedError, Mover};
use crate::linalg::Fractions;
use crate::num::Rational;

/// Play from beliefs `start`.
pub(super) fn begin<'a>(
    field: &'a Field,
    knobs: &Knobs,
    start: &[f64],
    steps: u64,
    seed: u64,
    averages: bool,
) -> Box<dyn Mover + 'a> {
    let plain = knobs.gain.is_none() && knobs.noise.is_none();
    if plain && let Some(sums) = Integers::new(field, start, steps) {
        let size = sums.size;
        return if size <= EXACT {
            Box::new(Kernel::<f64>::new(field, start, sums, averages))
        } else {
            Box::new(Kernel::<i128>::new(field, start, sums, averages))
        };
    }
    Box::new(Loose::new(field, knobs, start, seed, averages))
}

/// Floats hold all integers up to this.
const EXACT: i128 = 1 << 53;

/// Payoffs and starting weights as integers.
struct Integers {
    /// For each population what it earns, as in the field's table, in units of its own.
    tables: Vec<Vec<i128>>,
    units: Vec<f64>,
    /// Weights of the start, and what a round counts.
    weights: Vec<Vec<i128>>,
    whole: i128,
    /// A bound for every sum.
    size: i128,
}

impl Integers {
    /// `None` where there are more than two players, or numbers are too long.
    fn new(field: &Field, start: &[f64], steps: u64) -> Option<Self> {
        let shape = field.payoffs().shape();
        let game = field.payoffs().rational()?;
        if shape.players() != 2 {
            return None;
        }
        let (mut tables, mut units) = (Vec::new(), Vec::new());
        for player in 0..field.counts().len() {
            let (count, stride) = (shape.strategies()[player], shape.stride(player));
            let numbers: Vec<Rational> = shape
                .rival_profiles(player)
                .flat_map(|base| (0..count).map(move |own| base + own * stride))
                .map(|index| game.payoffs(player)[index].clone())
                .collect();
            let integers = Fractions::new(&numbers);
            tables.push(integers.small()?.to_vec());
            units.push(integers.unit().nearest_f64());
        }
        // The start as people write it: a third is a third
        let simple = |p: &f64| Rational::simplest_near(*p);
        let start: Vec<Rational> = start.iter().map(simple).collect::<Option<_>>()?;
        let together = Fractions::new(&start);
        let all = together.small()?;
        let places = (0..field.counts().len()).map(|p| all[field.place(p)].to_vec());
        let weights: Vec<Vec<i128>> = places.collect();
        let whole: i128 = weights[0].iter().sum();
        if weights.iter().any(|own| own.iter().sum::<i128>() != whole) {
            return None;
        }
        let largest = tables.iter().flatten().map(|n| n.unsigned_abs()).max()?;
        let largest = i128::try_from(largest).ok()?;
        let size = largest.max(1).checked_mul(whole)?.checked_mul(i128::from(steps) + 2)?;
        Some(Self { tables, units, weights, whole, size })
    }
}

/// Numbers that sums of integers are kept in.
trait Count: Copy + PartialOrd + AddAssign {
    const LEAST: Self;
    fn of(n: i128) -> Self;
    fn near(self) -> f64;
}

impl Count for f64 {
    const LEAST: Self = Self::NEG_INFINITY;
    #[allow(clippy::cast_precision_loss)] // sums are bounded before
    fn of(n: i128) -> Self {
        n as Self
    }
    fn near(self) -> f64 {
        self
    }
}

impl Count for i128 {
    const LEAST: Self = Self::MIN;
    fn of(n: i128) -> Self {
        n
    }
    #[allow(clippy::cast_precision_loss)] // for show
    fn near(self) -> f64 {
        self as f64
    }
}

/// Two players, or one population of pairs, in integers.
struct Kernel<T> {
    tables: Vec<Vec<T>>,
    /// What each strategy of each population would have earned, times what a round counts.
    worth: Vec<Vec<T>>,
    first: Vec<Vec<T>>,
    most: Vec<T>,
    got: Vec<T>,
    played: Played,
    units: Vec<f64>,
    start: Vec<f64>,
    tally: Tally,
}

impl<T: Count> Kernel<T> {
    fn new(field: &Field, start: &[f64], sums: Integers, averages: bool) -> Self {
        let Integers { tables, units, weights, whole, .. } = sums;
        let populations = tables.len();
        let mut worth = Vec::new();
        for (population, table) in tables.iter().enumerate() {
            let mut own = vec![0_i128; field.counts()[population]];
            let rival = &weights[populations - 1 - population];
            for (block, weight) in table.chunks_exact(own.len()).zip(rival) {
                own.iter_mut().zip(block).for_each(|(sum, n)| *sum += weight * n);
            }
            worth.push(own.into_iter().map(T::of).collect::<Vec<T>>());
        }
        let greatest = |own: &Vec<T>| own.iter().copied().fold(T::LEAST, larger);
        let scaled = |table: Vec<i128>| table.into_iter().map(|n| T::of(n * whole)).collect();
        #[allow(clippy::cast_precision_loss)] // for show
        let units = units.iter().map(|unit| unit / whole as f64).collect();
        Self {
            most: worth.iter().map(greatest).collect(),
            first: worth.clone(),
            worth,
            tables: tables.into_iter().map(scaled).collect(),
            got: vec![T::of(0); populations],
            played: Played::new(field, averages),
            units,
            start: start.to_vec(),
            tally: Tally::new(field, averages),
        }
    }

    fn round(&mut self) {
        let populations = self.worth.len();
        for population in 0..populations {
            let (own, most) = (&self.worth[population], self.most[population]);
            let last = &mut self.played.last[population];
            // Whoever played a best response stays; others take the first
            if last.is_none_or(|last| own[last] < most) {
                *last = own.iter().position(|worth| *worth >= most);
            }
        }
        for population in 0..populations {
            let rival = self.played.last[populations - 1 - population].unwrap_or(0);
            let own = self.played.last[population].unwrap_or(0);
            let count = self.worth[population].len();
            let block = &self.tables[population][rival * count..(rival + 1) * count];
            self.got[population] += block[own];
            self.most[population] = added(&mut self.worth[population], block);
        }
        self.played.count();
    }

    /// For the report: sums as payoffs.
    fn tell(&mut self) {
        self.tally.rounds = float(self.played.rounds);
        let mut place = 0;
        for (population, own) in self.worth.iter().enumerate() {
            let unit = self.units[population];
            for (worth, first) in own.iter().zip(&self.first[population]) {
                self.tally.earned[place] = (worth.near() - first.near()) * unit;
                place += 1;
            }
            self.tally.got[population] = self.got[population].near() * unit;
        }
        self.tally.joint.iter_mut().zip(&self.played.joint).for_each(|(sum, n)| *sum = float(*n));
    }
}

fn larger<T: PartialOrd>(a: T, b: T) -> T {
    if b > a { b } else { a }
}

/// Adds `block` to `worth`; the greatest of the sums. Four at a time, which compilers like.
fn added<T: Count>(worth: &mut [T], block: &[T]) -> T {
    let mut most = [T::LEAST; 4];
    let (mut sums, mut terms) = (worth.chunks_exact_mut(4), block.chunks_exact(4));
    for (sums, terms) in sums.by_ref().zip(terms.by_ref()) {
        for k in 0..4 {
            sums[k] += terms[k];
            most[k] = larger(most[k], sums[k]);
        }
    }
    for (sum, term) in sums.into_remainder().iter_mut().zip(terms.remainder()) {
        *sum += *term;
        most[0] = larger(most[0], *sum);
    }
    larger(larger(most[0], most[1]), larger(most[2], most[3]))
}

impl<T: Count> Mover for Kernel<T> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // whole steps
    fn advance(&mut self, by: f64) -> Result<(), MixedError> {
        for _ in 0..by.ceil() as u64 {
            self.round();
        }
        self.tell();
        Ok(())
    }

    fn state(&self, out: &mut [f64]) {
        let plays = self.played.counts.iter().flatten();
        for ((belief, first), plays) in out.iter_mut().zip(&self.start).zip(plays) {
            *belief = (first + float(*plays)) / float(self.played.rounds + 1);
        }
    }

    fn tally(&self) -> Option<&Tally> {
        Some(&self.tally)
    }

    fn runs(&self) -> Vec<(usize, u64)> {
        self.played.runs()
    }

    fn is_exact(&self) -> bool {
        true
    }
}
