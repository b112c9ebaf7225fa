//! The nearest cell with another answer, where all cells are bounded exactly.

use super::exact::BEYOND;
use super::{Search, Witness};
use crate::lp::{Limit, Program, Proved, Relation, solve};
use crate::num::{Rational, Ring};
use crate::region::Side;
use crate::region::cells::{Cell, MOST_AXES, look};
use crate::region::strip::Frame;

impl Search<'_> {
    /// The part of the way at which the box first meets a cell with another answer, and a point of that cell; nothing
    /// inside if there is no such cell, nothing at all if cells are not exact.
    pub(super) fn nearest_cell(&self) -> Option<Option<(Rational, Witness)>> {
        if self.base.len() > MOST_AXES {
            return None;
        }
        let (low, high) = self.reach(&Rational::one());
        let looked = look(self.asked, &self.of, &low, &high, true);
        if looked.open.is_some() || !looked.cells.iter().all(|cell| cell.exact) {
            return None;
        }
        let others = looked.cells.iter().filter(|cell| cell.decision != self.here);
        let mut nearest: Option<(Rational, Vec<Rational>, &Cell)> = None;
        for cell in others {
            let (part, point) = self.meets(cell)?;
            if nearest.as_ref().is_none_or(|(least, ..)| part < *least) {
                nearest = Some((part, point, cell));
            }
        }
        let Some((part, point, cell)) = nearest else { return Some(None) };
        Some(Some((part, self.inside(cell, point, &Frame::new(&low, &high)))))
    }

    /// The least part of the way at which the box meets a cell, borders included, and where.
    fn meets(&self, cell: &Cell) -> Option<(Rational, Vec<Rational>)> {
        // How far each parameter is above the low end of its range, and the part of the way
        let axes = self.base.len();
        let mut objective = vec![Rational::zero(); axes + 1];
        objective[axes] = Rational::minus_one();
        let mut program = Program::maximise(objective);
        for (place, (axis, base)) in self.asked.axes.iter().zip(&self.base).enumerate() {
            let ends = [(&axis.low, Relation::AtLeast), (&axis.high, Relation::AtMost)];
            for (end, relation) in ends {
                let mut row = vec![Rational::zero(); axes + 1];
                row[place] = Rational::one();
                row[axes] = base.minus(end);
                program.add_row(row, relation, base.minus(&axis.low));
            }
        }
        let low: Vec<Rational> = self.asked.axes.iter().map(|axis| axis.low.clone()).collect();
        for (cut, affine) in &cell.cuts {
            let affine = affine.as_ref()?;
            let relation = match cut.side {
                Side::Above => Relation::AtLeast,
                Side::Below => Relation::AtMost,
            };
            let bound = self.asked.level().minus(&affine.at(&low));
            program.add_row(affine.slopes.clone(), relation, bound);
        }
        match solve(&program, Limit::default()).ok()?.proved {
            Proved::Optimal { value, primal, .. } => {
                let point = low.iter().zip(&primal).map(|(low, above)| {
                    let mut x = low.clone();
                    x += above;
                    x
                });
                Some((value.negated(), point.collect()))
            }
            _ => None,
        }
    }

    /// A point of a cell with another answer, at a point of its border or just inside.
    fn inside(&self, cell: &Cell, border: Vec<Rational>, frame: &Frame) -> Witness {
        let level = self.asked.level();
        let tight = cell.cuts.iter().find_map(|(cut, affine)| {
            let [(first, one), (second, other)] = &cut.combination[..] else { return None };
            let on = affine.as_ref().is_some_and(|affine| affine.at(&border) == level);
            (on && *one == other.negated()).then_some((cut.player, *first, *second))
        });
        if let Some(decision) = self.at(&border).filter(|decision| *decision != self.here) {
            return Witness { point: border, decision, pair: tight };
        }
        let centre = vec![Rational::zero(); border.len()];
        let inside = cell.part.as_ref().map_or(centre, |part| part.inside());
        let point = frame.outer(&inside).into_iter().zip(border).map(|(inside, mut x)| {
            let away = inside.minus(&x);
            x.add_product(&Rational::share(1, BEYOND), &away);
            x
        });
        let decision = cell.decision.clone();
        Witness { point: point.collect(), decision, pair: tight }
    }
}
