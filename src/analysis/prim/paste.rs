//! Slices put back onto a box, where they make it denser.

use super::peel::parts;
use super::{Rows, Sides, Step};

/// The box that one slice makes densest, if it makes it denser at all.
///
/// # Complexity
/// One pass over the rows for each side, and sorting what is beyond it.
pub(super) fn pasted(
    rows: &Rows<'_>,
    sides: &Sides,
    step: Step,
    part: f64,
) -> Option<(Step, Sides)> {
    let mut best: Option<(Step, Sides)> = None;
    for parameter in 0..sides.len() {
        for side in 0..2 {
            let Some(end) = sides[parameter][side] else { continue };
            let mut larger = sides.clone();
            larger[parameter][side] = None;
            let values = rows.values[parameter];
            let is_beyond = |x: f64| if side == 0 { x < end } else { x > end };
            let beyond = rows.left.iter().copied().filter(|&row| {
                is_beyond(values[row as usize]) && rows.is_within(row, &larger, None)
            });
            let mut beyond: Vec<u32> = beyond.collect();
            if beyond.is_empty() {
                continue;
            }
            // The nearest first
            beyond.sort_by(|&a, &b| values[a as usize].total_cmp(&values[b as usize]));
            if side == 0 {
                beyond.reverse();
            }
            let wanted = usize::try_from(parts(step.rows, part).max(1)).unwrap_or(usize::MAX);
            let last = values[beyond[wanted.min(beyond.len()) - 1] as usize];
            let slice = beyond.iter().take_while(|&&row| {
                let x = values[row as usize];
                if side == 0 { x >= last } else { x <= last }
            });
            let slice = rows.step(&slice.copied().collect::<Vec<u32>>());
            let next = Step { rows: step.rows + slice.rows, inside: step.inside + slice.inside };
            let than = best.as_ref().map_or(step, |(best, _)| *best);
            if next.is_denser(step) && (best.is_none() || next.is_better(than)) {
                if slice.rows < beyond.len() as u64 {
                    larger[parameter][side] = Some(last);
                }
                best = Some((next, larger));
            }
        }
    }
    best
}
