//! Slices taken off a box, one after the other.

use rayon::prelude::*;

use super::super::{Asked, Watch, same};
use super::{Rows, Sides, Step};

/// What peeling went through.
pub(super) struct Peeling {
    pub(super) trajectory: Vec<Step>,
    /// For each step the sides of its box.
    pub(super) sides: Vec<Sides>,
}

/// A slice that may go.
#[derive(Clone, Copy)]
struct Slice {
    parameter: usize,
    /// 0: the lowest values, 1: the highest.
    side: usize,
    /// The outermost value that stays.
    stays: f64,
    /// What stays.
    left: Step,
}

impl Peeling {
    /// From all rows that are left, until a box would have too few rows or has rows of interest only.
    pub(super) fn run(rows: &Rows<'_>, asked: &Asked<'_>, watch: Watch<'_>) -> Option<Self> {
        let sorted = |values: &&[f64]| {
            let mut order = rows.left.clone();
            order.sort_by(|&a, &b| values[a as usize].total_cmp(&values[b as usize]));
            order
        };
        // For each parameter the rows of the box, sorted by its values
        let mut orders: Vec<Vec<u32>> = rows.values.par_iter().map(sorted).collect();
        let mut step = rows.step(&rows.left);
        let least = parts(step.rows, asked.support).max(1);
        let mut sides: Sides = vec![[None; 2]; orders.len()];
        let mut peeling = Self { trajectory: vec![step], sides: vec![sides.clone()] };
        while step.inside > 0 && step.inside < step.rows {
            if !watch(step.rows - least, step.rows) {
                return None;
            }
            let slices = |parameter: usize| {
                let order = &orders[parameter];
                [0, 1].map(|side| slice(rows, order, parameter, side, step, asked.peel))
            };
            let slices: Vec<[Option<Slice>; 2]> =
                (0..orders.len()).into_par_iter().map(slices).collect();
            let fits = slices.into_iter().flatten().flatten().filter(|s| s.left.rows >= least);
            let best =
                fits.reduce(|best, next| if next.left.is_better(best.left) { next } else { best });
            let Some(Slice { parameter, side, stays, left }) = best else { break };
            sides[parameter][side] = Some(stays);
            let values = rows.values[parameter];
            let kept = |row: &u32| {
                let x = values[*row as usize];
                if side == 0 { x >= stays } else { x <= stays }
            };
            orders.par_iter_mut().for_each(|order| order.retain(kept));
            step = left;
            peeling.trajectory.push(step);
            peeling.sides.push(sides.clone());
        }
        Some(peeling)
    }
}

/// A part of some rows, rounded down.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn parts(rows: u64, part: f64) -> u64 {
    (rows as f64 * part) as u64
}

/// The slice on one side: a part of the rows, fewer where ties would take more, but at least all with the
/// outermost value.
fn slice(
    rows: &Rows<'_>,
    order: &[u32],
    parameter: usize,
    side: usize,
    step: Step,
    part: f64,
) -> Option<Slice> {
    let last = order.len() - 1;
    let at = |place: usize| order[if side == 0 { place } else { last - place }];
    let value = |place: usize| rows.values[parameter][at(place) as usize];
    let wanted = usize::try_from(parts(step.rows, part).max(1)).ok()?;
    let mut first = wanted.min(last);
    if same(value(first), value(0)) {
        // The outermost value is more than that part: it goes as a whole
        first = (first..=last).find(|&place| !same(value(place), value(0)))?;
    } else {
        while same(value(first), value(first - 1)) {
            first -= 1;
        }
    }
    let gone = (0..first).filter(|&place| rows.of_interest[at(place) as usize]).count();
    let left = Step { rows: step.rows - first as u64, inside: step.inside - gone as u64 };
    Some(Slice { parameter, side, stays: value(first), left })
}
