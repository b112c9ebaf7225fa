//! The payoffs that equilibria give: boxes that contain all, and points that are surely among them.

use std::collections::BTreeMap;

use super::points::{cells_of, inner, settled};
use super::stage::Stage;
use crate::certify::Play;
use crate::num::Rational;

/// All payoffs in small boxes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cover {
    /// Of each box what each player gets at least, and at most. No equilibrium gives anything else.
    pub boxes: Vec<Vec<[f64; 2]>>,
    /// Boxes no farther than a width from payoffs that an equilibrium surely gives.
    pub settled: usize,
    /// Payoffs that equilibria give, up to rounding: no two in the same small part of the plane.
    pub points: Vec<Vec<f64>>,
    /// The width: no box is wider, as a part of the range of payoffs of each player.
    pub width: f64,
}

/// Players at most.
pub(super) const PLAYERS: usize = 4;
/// Parts of each axis to begin with,
const COARSE: usize = 8;
/// and at most, of so many players.
const FINE: [usize; PLAYERS] = [1 << 16, 2048, 128, 24];
/// Boxes are this many times finer within, for sharpness,
const FINER: usize = 2;
/// while there are no more than this.
const MOST: usize = 60_000;
/// Rounds of one fineness.
const ROUNDS: usize = 400;
/// Boxes that move by less than this part of a cell have settled.
const SETTLED: f64 = 0.01;
/// What rounding may do to a coordinate, in cells.
pub(super) const ROUNDING: f64 = 1e-9;

/// Payoffs in units of cells: every player's range is so many wide.
pub(super) struct Units {
    parts: usize,
    players: usize,
    pub(super) discounts: Vec<f64>,
    /// Of each profile what it adds, and what must follow it: at least, and at most.
    pub(super) now: Vec<Vec<f64>>,
    pub(super) asked: Vec<Vec<[f64; 2]>>,
}

/// Of each player at least, and at most; what is beyond the last player is 0.
pub(super) type Box = [[f64; 2]; PLAYERS];

impl Units {
    pub(super) fn new(stage: &Stage<'_>, asked: &[Vec<Rational>], parts: usize) -> Self {
        let players = stage.players();
        let discounts: Vec<f64> = stage.discounts.iter().map(Rational::nearest_f64).collect();
        let place = |player: usize, number: &Rational| placed(stage, player, number, parts);
        let now = |profile: usize| {
            (0..players)
                .map(|player| {
                    let payoff = &stage.game.payoffs(player)[profile];
                    (1.0 - discounts[player]) * place(player, payoff)
                })
                .collect()
        };
        let asked = |profile: usize| {
            (0..players)
                .map(|player| {
                    // What is no more than the threat is given by every equilibrium
                    let free = stage.game.payoffs(player)[profile]
                        == *stage.game.best_payoff(player, profile);
                    if free {
                        return [f64::NEG_INFINITY; 2];
                    }
                    let at = place(player, &asked[profile][player]);
                    [at - ROUNDING, at + ROUNDING]
                })
                .collect()
        };
        Self {
            parts,
            players,
            now: (0..stage.profiles()).map(now).collect(),
            asked: (0..stage.profiles()).map(asked).collect(),
            discounts,
        }
    }

    pub(super) fn size(&self) -> usize {
        self.parts.pow(u32::try_from(self.players).unwrap_or(u32::MAX))
    }

    /// What a box becomes one round earlier; nothing where somebody would leave.
    fn earlier(&self, profile: usize, later: &Box) -> Option<Box> {
        let mut image = [[0.0; 2]; PLAYERS];
        for player in 0..self.players {
            let [low, high] = later[player];
            let asked = self.asked[profile][player][0];
            if high < asked {
                return None;
            }
            let (now, discount) = (self.now[profile][player], self.discounts[player]);
            let ends = [low.max(asked), high].map(|end| now + discount * end);
            image[player] = [ends[0] - ROUNDING, ends[1] + ROUNDING];
        }
        Some(image)
    }

    /// Calls with each cell that a box meets, and with what of it is in the cell.
    fn cells(&self, image: &Box, each: &mut dyn FnMut(usize, &Box)) {
        let mut ends = [[0; 2]; PLAYERS];
        for (ends, image) in ends.iter_mut().zip(image).take(self.players) {
            *ends = image.map(|end| self.cell(end));
        }
        let mut cell = ends.map(|[low, _]| low);
        loop {
            let (mut index, mut part) = (0, [[0.0; 2]; PLAYERS]);
            for player in (0..self.players).rev() {
                index = index * self.parts + cell[player];
                let [low, high] = image[player];
                let edges = [self.edge(cell[player]), self.edge(cell[player] + 1)];
                part[player] = [low.max(edges[0]), high.min(edges[1])];
            }
            each(index, &part);
            let Some(player) = (0..self.players).find(|&player| cell[player] < ends[player][1])
            else {
                return;
            };
            cell[player] += 1;
            for (cell, ends) in cell.iter_mut().zip(&ends).take(player) {
                *cell = ends[0];
            }
        }
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and the number of parts
    pub(super) fn cell(&self, at: f64) -> usize {
        (at.max(0.0).floor() as usize).min(self.parts - 1)
    }

    /// Where a cell begins: the outermost ones have room for what is rounded.
    #[allow(clippy::cast_precision_loss)] // few
    fn edge(&self, cell: usize) -> f64 {
        match cell {
            0 => -1.0,
            cell if cell == self.parts => cell as f64 + 1.0,
            cell => cell as f64,
        }
    }
}

/// A payoff in units of cells.
#[allow(clippy::cast_precision_loss)] // few
pub(super) fn placed(stage: &Stage<'_>, player: usize, number: &Rational, parts: usize) -> f64 {
    let mut range = stage.most[player].clone();
    range -= &stage.least[player];
    let mut at = number.clone();
    at -= &stage.least[player];
    match range.recip() {
        Some(inverse) => {
            at *= &inverse;
            at.nearest_f64() * parts as f64
        }
        // In the middle, whatever the fineness
        None => 0.5 * parts as f64,
    }
}

/// The cells that are left of all payoffs when only those stay from which nobody gains by deviating and that follow each other:
/// at each fineness until they settle. Boxes are shrunk to what comes about in them.
fn outer(
    stage: &Stage<'_>,
    asked: &[Vec<Rational>],
    fine: usize,
    go_on: &dyn Fn() -> bool,
) -> (usize, Vec<Box>) {
    let mut parts = COARSE.min(fine);
    let mut first = [[0.0; 2]; PLAYERS];
    first[..stage.players()].fill([-ROUNDING, edge(parts)]);
    let mut boxes = vec![first];
    let mut of = parts;
    loop {
        let units = Units::new(stage, asked, parts);
        let scale = ratio(parts, of);
        for one in boxes.iter_mut().flatten() {
            *one = [one[0] * scale - ROUNDING, one[1] * scale + ROUNDING];
        }
        let mut kept: Vec<Option<Box>> = vec![None; units.size()];
        for one in &boxes {
            units.cells(one, &mut |cell, part| join(&mut kept[cell], part));
        }
        for _ in 0..ROUNDS {
            let mut new: Vec<Option<Box>> = vec![None; units.size()];
            for later in kept.iter().flatten() {
                for profile in 0..stage.profiles() {
                    let Some(image) = units.earlier(profile, later) else { continue };
                    units.cells(&image, &mut |cell, part| join(&mut new[cell], part));
                }
            }
            let mut moved = false;
            for (old, new) in kept.iter_mut().zip(new) {
                let Some(before) = old else { continue };
                let met = new.and_then(|new| meet(before, &new));
                moved |= met.as_ref().is_none_or(|now| {
                    let ends = before.iter().flatten().zip(now.iter().flatten());
                    ends.into_iter().any(|(a, b)| (a - b).abs() > SETTLED)
                });
                *old = met;
            }
            if !moved || !go_on() {
                break;
            }
        }
        boxes = kept.into_iter().flatten().collect();
        of = parts;
        if boxes.is_empty() || parts * 2 > fine || boxes.len() > MOST || !go_on() {
            return (parts, boxes);
        }
        parts *= 2;
    }
}

#[allow(clippy::cast_precision_loss)] // few
fn edge(parts: usize) -> f64 {
    parts as f64 + ROUNDING
}

#[allow(clippy::cast_precision_loss)] // few
fn ratio(a: usize, b: usize) -> f64 {
    a as f64 / b as f64
}

/// The smallest box that contains both.
fn join(kept: &mut Option<Box>, part: &Box) {
    match kept {
        None => *kept = Some(*part),
        Some(kept) => {
            for (kept, part) in kept.iter_mut().zip(part) {
                *kept = [kept[0].min(part[0]), kept[1].max(part[1])];
            }
        }
    }
}

fn meet(a: &Box, b: &Box) -> Option<Box> {
    let mut both = *a;
    for (both, b) in both.iter_mut().zip(b) {
        *both = [both[0].max(b[0]), both[1].min(b[1])];
        if both[0] > both[1] {
            return None;
        }
    }
    Some(both)
}

impl Cover {
    /// Boxes from threats as low as they may be, points from threats that surely are.
    pub(super) fn new(
        stage: &Stage<'_>,
        low: &[Rational],
        high: Option<(&[Rational], &[Play])>,
        width: f64,
        go_on: &dyn Fn() -> bool,
    ) -> Self {
        let top = FINE[(stage.players() - 1).min(FINE.len() - 1)];
        let mut parts = COARSE.min(top);
        while parts < top && ratio(1, parts) > width {
            parts *= 2;
        }
        let fine = (parts * FINER).min(top.max(parts));
        let (within, boxes) = outer(stage, &stage.asked(low), fine, go_on);
        let points = match high {
            Some((high, plays)) => inner(stage, &stage.asked(high), plays, fine, go_on),
            None => Vec::new(),
        };
        let shown = parts.min(within);
        let told = merged(&boxes, within, shown, stage.players());
        let scale = ratio(shown, fine);
        let near: Vec<[f64; PLAYERS]> =
            points.iter().map(|point| point.map(|at| at * scale)).collect();
        let settled = settled(&told, &near, shown, stage.players());
        let back = |player: usize, at: f64| {
            let ends = [&stage.least[player], &stage.most[player]].map(Rational::nearest_f64);
            ends[0] + at / ratio(shown, 1) * (ends[1] - ends[0])
        };
        let outward = |(player, [low, high]): (usize, &[f64; 2])| {
            let scale = [&stage.least[player], &stage.most[player]];
            let off = scale.map(|x| x.nearest_f64().abs()).iter().fold(0.0, |a: f64, b| a.max(*b));
            let off = off * ROUNDING;
            if stage.least[player] == stage.most[player] {
                return [back(player, 0.0) - off, back(player, 0.0) + off];
            }
            [back(player, *low) - off, back(player, *high) + off]
        };
        let players = stage.players();
        let boxes = told.iter().map(|one| one[..players].iter().enumerate().map(outward).collect());
        let point = |point: &[f64; PLAYERS]| {
            point[..players].iter().enumerate().map(|(player, at)| back(player, *at)).collect()
        };
        let points = near.iter().map(point).collect();
        Self { boxes: boxes.collect(), settled, points, width: ratio(1, shown) }
    }
}

/// Boxes in cells of another fineness, those in one cell joined.
fn merged(boxes: &[Box], from: usize, to: usize, players: usize) -> Vec<Box> {
    let mut cells: BTreeMap<[usize; PLAYERS], Option<Box>> = BTreeMap::new();
    let scale = ratio(to, from);
    for one in boxes {
        let part = one.map(|ends| ends.map(|end| end * scale));
        let middle = part.map(|[low, high]| f64::midpoint(low, high));
        join(cells.entry(cells_of(&middle[..players], to)).or_default(), &part);
    }
    cells.into_values().flatten().collect()
}
