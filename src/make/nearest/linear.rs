//! The nearest point for affine differences: a linear program, or for a class a search over which member is best in
//! which case.

use std::cell::Cell;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::affine::{Affine, Forms};
use super::{Asked, Found, Metric, Nearest};
use crate::lp::{Limit, Program, Proved, Relation, solve};
use crate::num::{Rational, Ring};

/// Linear programs solved before the search ends with what it has.
const MOST_PROGRAMS: usize = 5_000;
/// The same where the differences are only nearly right.
const MOST_GUESSED: usize = 200;

/// The nearest point at which some member beats everything outside by the margin, in every case.
pub(super) fn exact(asked: &Asked<'_>, forms: &Forms) -> Nearest {
    let strict = asked.is_strict() && asked.near.margin.is_zero();
    let (found, at_least, complete) = Search::new(asked, forms, strict).best(MOST_PROGRAMS);
    let values = found.map(|node| node.values);
    let distance = values.as_ref().map(|values| asked.distance(values));
    Nearest {
        holds: values.as_ref().is_some_and(|values| asked.holds_by_margin(values)),
        nowhere: complete && values.is_none(),
        at_least: distance.clone().filter(|_| complete).unwrap_or(at_least),
        distance,
        values,
        found: if complete { Found::Exactly } else { Found::Searched },
        stopped: !complete,
    }
}

/// The nearest point for differences that are only nearly right: to look near it.
pub(super) fn guess(asked: &Asked<'_>, forms: &Forms) -> Option<Vec<Rational>> {
    let (found, ..) = Search::new(asked, forms, false).best(MOST_GUESSED);
    found.map(|node| node.values)
}

struct Search<'a> {
    asked: &'a Asked<'a>,
    forms: &'a Forms,
    /// Whether differences must be positive at points as near as one likes.
    strict: bool,
    /// Whether a linear program had no answer within its limit.
    stopped: Cell<bool>,
}

/// For some cases a member that is to be best; and the nearest point then.
#[derive(Clone, PartialEq, Eq)]
struct Node {
    distance: Rational,
    chosen: Vec<Option<usize>>,
    values: Vec<Rational>,
}

/// What a node is.
enum Look {
    /// The nearest point of all that are left.
    Answer,
    /// In this case no member is best at its point.
    Open(usize),
    /// Everything is chosen, and can be as good at best.
    Nothing,
}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Node {
    /// The nearest first, then the one with most cases chosen.
    fn cmp(&self, other: &Self) -> Ordering {
        let open = |node: &Self| node.chosen.iter().filter(|chosen| chosen.is_none()).count();
        (&self.distance, open(self), &self.chosen).cmp(&(
            &other.distance,
            open(other),
            &other.chosen,
        ))
    }
}

impl<'a> Search<'a> {
    fn new(asked: &'a Asked<'a>, forms: &'a Forms, strict: bool) -> Self {
        Self { asked, forms, strict, stopped: Cell::new(false) }
    }

    /// The best node, what no point is nearer than, and whether the search came to its end.
    fn best(&self, most: usize) -> (Option<Node>, Rational, bool) {
        let only = |case: &Vec<Vec<Affine>>| (case.len() == 1).then_some(0);
        let chosen = self.forms.members.iter().map(only).collect();
        let mut queue: BinaryHeap<Reverse<Node>> =
            self.node(chosen).map(Reverse).into_iter().collect();
        let mut solved = 1;
        while let Some(Reverse(node)) = queue.pop() {
            if solved > most || self.stopped.get() || !self.asked.goes_on() {
                return (None, node.distance, false);
            }
            let case = match self.look(&node) {
                Look::Answer => return (Some(node), Rational::zero(), true),
                Look::Nothing => continue,
                Look::Open(case) => case,
            };
            for member in 0..self.forms.members[case].len() {
                let mut chosen = node.chosen.clone();
                chosen[case] = Some(member);
                solved += 1;
                queue.extend(self.node(chosen).map(Reverse));
            }
        }
        (None, Rational::zero(), !self.stopped.get())
    }

    /// Whether the point is an answer; else the case to be decided next.
    fn look(&self, node: &Node) -> Look {
        let margin = self.asked.near.margin;
        let best = |case: &Vec<Vec<Affine>>| {
            case.iter().position(|forms| forms.iter().all(|form| form.at(&node.values) >= *margin))
        };
        let found: Vec<Option<usize>> = self
            .forms
            .members
            .iter()
            .zip(&node.chosen)
            .map(|(case, chosen)| chosen.or_else(|| best(case)))
            .collect();
        if let Some(case) = found.iter().position(Option::is_none) {
            return Look::Open(case);
        }
        if !self.strict || self.has_inside(&found) {
            return Look::Answer;
        }
        node.chosen.iter().position(Option::is_none).map_or(Look::Nothing, Look::Open)
    }

    /// The rows of a choice: differences, each with what it is at the base point.
    fn rows<'f>(&'f self, chosen: &'f [Option<usize>]) -> impl Iterator<Item = &'f Affine> {
        let cases = self.forms.members.iter().zip(chosen);
        cases.filter_map(|(case, chosen)| chosen.map(|member| &case[member])).flatten()
    }

    /// The nearest point for a choice; nothing if there is none.
    fn node(&self, chosen: Vec<Option<usize>>) -> Option<Node> {
        let greatest = self.asked.near.metric == Metric::Greatest;
        let mut moved = self.moves(&chosen, greatest, None)?;
        if greatest {
            // Of all that are as near, the one that moves least
            let most = moved.iter().map(Rational::abs).max().unwrap_or_else(Rational::zero);
            moved = self.moves(&chosen, false, Some(&most)).unwrap_or(moved);
        }
        let values: Vec<Rational> = moved
            .iter()
            .enumerate()
            .map(|(axis, share)| {
                let mut value = self.asked.base[axis].clone();
                value.add_product(&self.asked.width(axis), share);
                value
            })
            .collect();
        Some(Node { distance: self.asked.distance(&values), chosen, values })
    }

    /// How far each parameter moves, in widths of its range. Variables are moves up and moves down, and the greatest
    /// of all if that is to be least.
    fn moves(
        &self,
        chosen: &[Option<usize>],
        greatest: bool,
        most: Option<&Rational>,
    ) -> Option<Vec<Rational>> {
        let axes = self.asked.base.len();
        let width = 2 * axes + usize::from(greatest);
        let costs = (0..width).map(|variable| {
            Rational::integer(if greatest == (variable == 2 * axes) { -1 } else { 0 })
        });
        let mut program = Program::maximise(costs.collect());
        for form in self.rows(chosen) {
            let mut row = self.slopes(form, width);
            row.truncate(width);
            let need = self.asked.near.margin.minus(&form.at(&self.asked.base));
            program.add_row(row, Relation::AtLeast, need);
        }
        self.bound(&mut program, width);
        for axis in (0..axes).filter(|_| greatest || most.is_some()) {
            let mut row = vec![Rational::zero(); width];
            (row[2 * axis], row[2 * axis + 1]) = (Rational::one(), Rational::one());
            if greatest {
                row[2 * axes] = Rational::minus_one();
            }
            program.add_row(row, Relation::AtMost, most.cloned().unwrap_or_else(Rational::zero));
        }
        let Proved::Optimal { primal, .. } = self.proved(&program)? else { return None };
        Some((0..axes).map(|axis| primal[2 * axis].minus(&primal[2 * axis + 1])).collect())
    }

    /// What a difference gains by each move.
    fn slopes(&self, form: &Affine, width: usize) -> Vec<Rational> {
        let mut row = vec![Rational::zero(); width];
        for (axis, slope) in form.slopes.iter().enumerate() {
            let mut gain = slope.clone();
            gain *= &self.asked.width(axis);
            row[2 * axis + 1] = gain.negated();
            row[2 * axis] = gain;
        }
        row
    }

    /// Moves stay within the ranges.
    fn bound(&self, program: &mut Program, width: usize) {
        for (axis, moving) in self.asked.near.moving.iter().enumerate() {
            let mut row = vec![Rational::zero(); width];
            (row[2 * axis], row[2 * axis + 1]) = (Rational::one(), Rational::minus_one());
            let part = |end: &Rational| {
                let mut part = end.minus(&self.asked.base[axis]);
                part *= &self.asked.width(axis).recip().unwrap_or_else(Rational::zero);
                part
            };
            program.add_row(row.clone(), Relation::AtMost, part(&moving.high));
            program.add_row(row, Relation::AtLeast, part(&moving.low));
        }
    }

    /// Whether all differences can be positive at once: then they are so as near as one likes to any point at which
    /// none is negative.
    fn has_inside(&self, chosen: &[Option<usize>]) -> bool {
        let axes = self.asked.base.len();
        let width = 2 * axes + 1;
        let mut costs = vec![Rational::zero(); width];
        costs[2 * axes] = Rational::one();
        let mut program = Program::maximise(costs);
        for form in self.rows(chosen) {
            let mut row = self.slopes(form, width);
            row[2 * axes] = Rational::minus_one();
            program.add_row(row, Relation::AtLeast, form.at(&self.asked.base).negated());
        }
        self.bound(&mut program, width);
        let mut most = vec![Rational::zero(); width];
        most[2 * axes] = Rational::one();
        program.add_row(most, Relation::AtMost, Rational::one());
        let proved = self.proved(&program);
        proved.is_some_and(|proved| proved.value().is_some_and(|value| *value > Rational::zero()))
    }

    /// The answer to a program, checked.
    fn proved(&self, program: &Program) -> Option<Proved> {
        let answer = solve(program, Limit::default()).ok().map(|answer| answer.proved);
        let checked = answer.filter(|proved| proved.check(program));
        self.stopped.set(self.stopped.get() || checked.is_none());
        checked
    }
}
