//! The nearest cell with another answer, where all cells are bounded exactly.

use super::exact::BEYOND;
use super::{Search, Witness};
use crate::lp::{Limit, Program, Proved, Relation, solve};
use crate::num::{Rational, Ring};
use crate::region::Side;
use crate::region::cells::{Cell, MOST_AXES, look};
use crate::region::strip::Frame;

impl Search<'_> {
    /// The cells of the box of ranges, if all are bounded exactly.
    pub(super) fn exact_cells(&self) -> Option<Vec<Cell>> {
        if self.base.len() > MOST_AXES {
            return None;
        }
        let (low, high) = self.reach(&Rational::one());
        let looked = look(self.asked, &self.of, &low, &high, true);
        let exact = looked.open.is_none() && looked.cells.iter().all(|cell| cell.exact);
        exact.then_some(looked.cells)
    }

    /// The part of the way at which the box first meets a cell with another answer, and a point of that cell.
    pub(super) fn nearest(&self, cells: &[Cell]) -> Option<(Rational, Witness)> {
        let others = cells.iter().filter(|cell| cell.decision != self.here);
        let met = others.map(|cell| (self.meets(cell), cell));
        let ((part, point), cell) = met.min_by(|((a, _), _), ((b, _), _)| a.cmp(b))?;
        let (low, high) = self.reach(&Rational::one());
        Some((part, self.inside(cell, point, &Frame::new(&low, &high))))
    }

    /// The least part of the way at which the box meets a cell, borders included, and where.
    fn meets(&self, cell: &Cell) -> (Rational, Vec<Rational>) {
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
            let Some(affine) = affine else { continue };
            let relation = match cut.side {
                Side::Above => Relation::AtLeast,
                Side::Below => Relation::AtMost,
            };
            let bound = self.asked.level().minus(&affine.at(&low));
            program.add_row(affine.slopes.clone(), relation, bound);
        }
        let answer =
            solve(&program, Limit::default()).expect("a few variables take few exchanges").proved;
        let Proved::Optimal { value, primal, .. } = answer else {
            unreachable!("a cell has points in the box of ranges")
        };
        let point = low.iter().zip(&primal).map(|(low, above)| {
            let mut x = low.clone();
            x += above;
            x
        });
        (value.negated(), point.collect())
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
