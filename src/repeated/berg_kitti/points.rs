//! Payoffs that equilibria surely give, one in each small part of the plane.

use std::collections::HashMap;

use super::cover::{Box, PLAYERS, ROUNDING, Units, placed};
use super::stage::Stage;
use crate::certify::Play;
use crate::num::Rational;

/// Points at most.
const POINTS: usize = 200_000;

/// Points that follow from plays: before each of them every profile after which nobody leaves. One is kept in each cell.
pub(super) fn inner(
    stage: &Stage<'_>,
    asked: &[Vec<Rational>],
    plays: &[Play],
    parts: usize,
    go_on: &dyn Fn() -> bool,
) -> Vec<[f64; PLAYERS]> {
    let units = Units::new(stage, asked, parts);
    let players = stage.players();
    let mut taken = vec![false; units.size()];
    let mut points: Vec<[f64; PLAYERS]> = Vec::new();
    let mut add = |point: [f64; PLAYERS], points: &mut Vec<[f64; PLAYERS]>| {
        let cells = point[..players].iter().rev();
        let index = cells.fold(0, |index, at| index * parts + units.cell(*at));
        if !std::mem::replace(&mut taken[index], true) {
            points.push(point);
        }
    };
    let before = |profile: usize, later: &[f64; PLAYERS]| {
        let mut earlier = *later;
        for (player, at) in earlier.iter_mut().enumerate().take(players) {
            *at = units.now[profile][player] + units.discounts[player] * *at;
        }
        earlier
    };
    for play in plays {
        let worths: Vec<Vec<Rational>> =
            (0..players).map(|player| play.worth(stage, player)).collect();
        for round in 0..play.lead.len() + play.cycle.len() {
            let mut here = [0.0; PLAYERS];
            for (player, worth) in worths.iter().enumerate() {
                here[player] = placed(stage, player, &worth[round], parts);
            }
            add(here, &mut points);
            // What is just enough shows in exact numbers only
            for (profile, asked) in asked.iter().enumerate() {
                if worths.iter().zip(asked).all(|(worth, asked)| worth[round] >= *asked) {
                    add(before(profile, &here), &mut points);
                }
            }
        }
    }
    let mut seen = 0;
    while seen < points.len() && points.len() < POINTS {
        if seen.is_multiple_of(BETWEEN) && !go_on() {
            break;
        }
        let later = points[seen];
        for (profile, asked) in units.asked.iter().enumerate() {
            if later.iter().zip(asked).all(|(at, asked)| *at - ROUNDING >= asked[1]) {
                add(before(profile, &later), &mut points);
            }
        }
        seen += 1;
    }
    points
}

/// Points between two questions whether to go on.
const BETWEEN: usize = 256;

/// The cell of each coordinate.
pub(super) fn cells_of(point: &[f64], parts: usize) -> [usize; PLAYERS] {
    let mut cells = [0; PLAYERS];
    for (cell, at) in cells.iter_mut().zip(point) {
        *cell = cell_of(*at, parts);
    }
    cells
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and the number of parts
fn cell_of(at: f64, parts: usize) -> usize {
    (at.max(0.0).floor() as usize).min(parts - 1)
}

/// How many boxes have a point no farther than one cell.
pub(super) fn settled(
    boxes: &[Box],
    points: &[[f64; PLAYERS]],
    parts: usize,
    players: usize,
) -> usize {
    let mut cells: HashMap<[usize; PLAYERS], Vec<&[f64; PLAYERS]>> = HashMap::new();
    for point in points {
        cells.entry(cells_of(&point[..players], parts)).or_default().push(point);
    }
    let is_near = |one: &&Box| {
        let wide = one.map(|[low, high]| [low - 1.0, high + 1.0]);
        let low = cells_of(&wide.map(|[low, _]| low)[..players], parts);
        let high = cells_of(&wide.map(|[_, high]| high)[..players], parts);
        let mut cell = low;
        loop {
            let is_in = |point: &&&[f64; PLAYERS]| {
                let ends = point.iter().zip(&wide).take(players);
                ends.into_iter().all(|(at, [low, high])| low <= at && at <= high)
            };
            if cells.get(&cell).is_some_and(|points| points.iter().any(|point| is_in(&point))) {
                return true;
            }
            let Some(player) = (0..players).find(|&player| cell[player] < high[player]) else {
                return false;
            };
            cell[player] += 1;
            cell[..player].copy_from_slice(&low[..player]);
        }
    };
    boxes.iter().filter(is_near).count()
}
