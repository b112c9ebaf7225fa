//! A box, halved where the answer is open, the largest open part first.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;

use rayon::prelude::*;

use super::cells::{self, Looked, MOST_AXES, look};
use super::facet::numbered;
use super::halving::halved;
use super::measure::Spread;
use super::strip::Frame;
use super::{Asked, Border, Bound, Cell, Facet, Measure, OpenBox, Polytope, Region, RegionError};
use crate::answer::Decision;
use crate::model::Parametric;
use crate::num::{Rational, Ring};

pub(super) struct Search<'a> {
    asked: &'a Asked<'a>,
    of: Arc<Parametric>,
    spreads: Vec<Spread>,
}

/// A box that was looked at.
struct Seen {
    low: Vec<Rational>,
    high: Vec<Rational>,
    looked: Looked,
    /// Shares of the whole: of each cell at least, and of what is open at most.
    shares: Vec<Rational>,
    open: Rational,
    /// The axis along which what leaves most open is that places count differently.
    uneven: Option<usize>,
}

/// Boxes with an open part, the largest part first.
struct Waiting {
    open: f64,
    seen: Seen,
    number: u64,
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Waiting {}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        self.open.total_cmp(&other.open).then(other.number.cmp(&self.number))
    }
}

/// So many boxes are halved at once: no more than this depends on, so that threads change nothing.
const ROUND: usize = 32;
/// What bounds cells is told where there are no more than this.
const MOST_NAMED: usize = 64;
/// Volumes are exact where there are no more cut cells than this,
const MOST_EXACT: usize = 64;
/// and of cells with no more corners than this: else they take long, and have long denominators.
const MOST_CORNERS: usize = 128;

impl<'a> Search<'a> {
    pub(super) fn new(asked: &'a Asked<'a>) -> Result<Self, RegionError> {
        let spreads = Spread::of(asked)?;
        Ok(Self { asked, of: Arc::new(asked.payoffs()?), spreads })
    }

    pub(super) fn region(self) -> Region {
        let (low, high) =
            self.asked.axes.iter().map(|axis| (axis.low.clone(), axis.high.clone())).unzip();
        let mut waiting = BinaryHeap::new();
        let mut done = Vec::new();
        let mut number = 1;
        let first = self.seen(low, high);
        let mut rest = first.open.clone();
        let mut file = |seen: Seen, waiting: &mut BinaryHeap<Waiting>, number: u64| {
            if seen.open.is_zero() {
                done.push(seen);
            } else {
                waiting.push(Waiting { open: seen.open.nearest_f64(), seen, number });
            }
        };
        file(first, &mut waiting, 0);
        let mut stopped = false;
        while rest > *self.asked.rest && !waiting.is_empty() {
            if number >= self.asked.budget
                || !(self.asked.settings.watch)(number, self.asked.budget)
            {
                stopped = true;
                break;
            }
            let chosen: Vec<Seen> =
                (0..ROUND).map_while(|_| waiting.pop()).map(|waiting| waiting.seen).collect();
            for seen in &chosen {
                rest -= &seen.open;
            }
            let halves: Vec<Seen> =
                chosen.par_iter().flat_map_iter(|seen| self.halves(seen)).collect();
            for seen in halves {
                rest += &seen.open;
                file(seen, &mut waiting, number);
                number += 1;
            }
        }
        done.extend(waiting.into_iter().map(|waiting| waiting.seen));
        self.told(done, number, stopped)
    }

    fn halves(&self, seen: &Seen) -> Vec<Seen> {
        let halves = match seen.uneven {
            Some(axis) => halved(&seen.low, &seen.high, axis),
            None => seen.looked.halving.halves(self.asked, &self.of, &seen.low, &seen.high),
        };
        halves.into_iter().map(|(low, high)| self.seen(low, high)).collect()
    }

    fn seen(&self, low: Vec<Rational>, high: Vec<Rational>) -> Seen {
        let looked = look(self.asked, &self.of, &low, &high, low.len() <= MOST_AXES);
        let product = |part: &dyn Fn(&Spread, &Rational, &Rational) -> Rational| {
            let mut product = Rational::one();
            for ((spread, low), high) in self.spreads.iter().zip(&low).zip(&high) {
                product *= &part(spread, low, high);
            }
            product
        };
        let whole = product(&Spread::between);
        let least = product(&Spread::least);
        let even = whole == least;
        // What is cut exactly leaves nothing but planes; how much each side is, is exact where all places count the same
        let closed = even && looked.open.is_none() && looked.cells.iter().all(|cell| cell.exact);
        let shares = if closed && looked.cells.len() <= MOST_EXACT {
            shares_of_all(&looked.cells, &whole)
        } else {
            looked
                .cells
                .iter()
                .map(|cell| share(cell, if even { &whole } else { &least }, &whole))
                .collect()
        };
        let mut open = whole;
        for share in &shares {
            open -= share;
        }
        if closed {
            open = Rational::zero();
        }
        let uneven = if even { None } else { self.uneven(&low, &high, &looked) };
        Seen { low, high, looked, shares, open, uneven }
    }

    /// The axis along which priors vary most, if that, and not that borders are curved, leaves most open of a box.
    fn uneven(&self, low: &[Rational], high: &[Rational], looked: &Looked) -> Option<usize> {
        let parts = looked.cells.iter().map(|cell| cell.part.as_ref());
        let cut: f64 = parts.clone().flatten().map(|part| part.near_volume().lo()).sum();
        if parts.clone().any(|part| part.is_none()) || cut <= 0.0 {
            return None;
        }
        let kept = |((spread, low), high): ((&Spread, &Rational), &Rational)| {
            let whole = spread.between(low, high).nearest_f64();
            if whole > 0.0 { spread.least(low, high).nearest_f64() / whole } else { 1.0 }
        };
        let kept: Vec<f64> = self.spreads.iter().zip(low).zip(high).map(kept).collect();
        let lost = cut * (1.0 - kept.iter().product::<f64>());
        let least = kept.iter().copied().fold(1.0, f64::min);
        kept.iter().position(|&part| lost > 1.0 - cut && part <= least)
    }

    fn told(&self, mut done: Vec<Seen>, boxes: u64, stopped: bool) -> Region {
        done.sort_by(|a, b| a.low.cmp(&b.low).then_with(|| a.high.cmp(&b.high)));
        let mut sums: BTreeMap<Decision, Rational> = BTreeMap::new();
        let (mut cells, mut open) = (Vec::new(), Vec::new());
        // Exact shares leave nothing; bounds leave what is open
        let mut rest = Rational::one();
        for seen in done {
            if !seen.open.is_zero() {
                open.push(OpenBox { low: seen.low.clone(), high: seen.high.clone() });
            }
            for (cell, share) in seen.looked.cells.into_iter().zip(&seen.shares) {
                *sums.entry(cell.decision.clone()).or_insert_with(Rational::zero) += share;
                rest -= share;
                cells.push(self.cell(&seen.low, &seen.high, cell));
            }
        }
        // Volumes of cells with many corners are known up to the errors of floats
        let stopped = stopped || (open.is_empty() && rest > *self.asked.rest);
        let few = cells.len() <= MOST_NAMED && self.asked.axes.len() <= MOST_AXES;
        if few && cells.iter().all(|cell| cell.exact) {
            for cell in cells.iter_mut().filter(|cell| cell.decision != Decision::No) {
                cell.borders = self.borders(cell);
            }
        }
        let mut shares: Vec<(Decision, Measure)> = sums
            .into_iter()
            .map(|(decision, low)| {
                let mut high = low.clone();
                high += &rest;
                (decision, Measure { low, high })
            })
            .collect();
        shares.sort_by(|a, b| b.1.low.cmp(&a.1.low).then_with(|| a.0.cmp(&b.0)));
        let enters = (0..self.asked.axes.len()).map(|axis| self.of.enters(axis)).collect();
        let axes = self.asked.axes.to_vec();
        Region { axes, enters, cells, open, shares, rest, boxes, stopped }
    }

    fn cell(&self, low: &[Rational], high: &[Rational], cell: cells::Cell) -> Cell {
        let level = self.asked.level();
        let bounds = cell.cuts.into_iter().map(|(cut, affine)| Bound {
            player: cut.player,
            combination: cut.combination,
            level: level.clone(),
            side: cut.side,
            affine,
        });
        Cell {
            low: low.to_vec(),
            high: high.to_vec(),
            part: cell.part,
            bounds: bounds.collect(),
            decision: cell.decision,
            exact: cell.exact,
            borders: Vec::new(),
        }
    }

    /// What bounds a cell, with the answer there.
    fn borders(&self, cell: &Cell) -> Vec<Border> {
        let frame = Frame::new(&cell.low, &cell.high);
        let cube = Polytope::cube(cell.low.len());
        let part = cell.part.as_deref().unwrap_or(&cube);
        let border = |(plane, facet): (usize, Facet)| {
            let point = frame.outer(&part.inside_facet(plane));
            Border { facet, on: self.asked.at(&self.of, &point).ok() }
        };
        numbered(cell).into_iter().map(border).collect()
    }
}

/// The share of the whole that a cell has at least: `whole` is that of its box, `least` what it would be if all places
/// counted as little as the least.
fn share(cell: &cells::Cell, least: &Rational, whole: &Rational) -> Rational {
    let Some(part) = &cell.part else { return whole.clone() };
    let mut share = Rational::from_f64(part.near_volume().lo()).unwrap_or_else(Rational::zero);
    share *= least;
    share
}

/// The shares that cells have at least that make up a box, added up for each answer: they stand with its first cell. The
/// answer with most cells has what the others leave.
fn shares_of_all(cells: &[cells::Cell], whole: &Rational) -> Vec<Rational> {
    let same = |cell: &cells::Cell| cells.iter().filter(|c| c.decision == cell.decision).count();
    let most = cells.iter().max_by_key(|cell| same(cell)).map(|cell| &cell.decision);
    let mut rest = whole.clone();
    let mut shares: Vec<Rational> = cells
        .iter()
        .map(|cell| {
            if Some(&cell.decision) == most {
                return Rational::zero();
            }
            let [least, most] =
                cell.part.as_ref().map_or([Rational::one(), Rational::one()], volume);
            rest.sub_product(&most, whole);
            let mut share = least;
            share *= whole;
            share
        })
        .collect();
    if let Some(first) = cells.iter().position(|cell| Some(&cell.decision) == most) {
        shares[first] = rest.max(Rational::zero());
    }
    shares
}

/// The volume of a part, at least and at most.
fn volume(part: &Arc<Polytope>) -> [Rational; 2] {
    if part.corners().count() <= MOST_CORNERS {
        let exactly = part.volume();
        return [exactly.clone(), exactly];
    }
    let near = part.near_volume();
    let end =
        |end: f64| Rational::from_f64(end).unwrap_or_else(Rational::zero).max(Rational::zero());
    [end(near.lo()), end(near.hi())]
}
