//! The cheapest lot over points that gives each player enough.

use std::cell::RefCell;

use crate::lp::{Limit, Program, Proved, Relation, solve};
use crate::num::{Rational, Ring, Sign};

/// Points to draw from: what each costs, and what it gives to each player.
pub(super) struct Urn<'a> {
    cost: Column<'a>,
    gives: Vec<Column<'a>>,
    known: RefCell<Known>,
}

/// What earlier programs have told, which differ in nothing but what is needed.
#[derive(Default)]
struct Known {
    /// Points that mattered the last time.
    chosen: Vec<usize>,
    /// Dual values that account for all points: the cost they prove;
    costs: Vec<Vec<Rational>>,
    /// or that nothing gives enough.
    nothing: Vec<Vec<Rational>>,
}

/// So many are remembered.
const REMEMBERED: usize = 12;

/// Numbers, and the same in floats, to the nearest.
struct Column<'a>(Vec<&'a Rational>, Vec<f64>);

impl<'a> Column<'a> {
    fn new(numbers: impl Iterator<Item = &'a Rational>) -> Self {
        let numbers: Vec<&Rational> = numbers.collect();
        let floats = numbers.iter().map(|x| x.nearest_f64()).collect();
        Self(numbers, floats)
    }

    fn first(&self, order: impl Fn(f64) -> f64) -> Option<usize> {
        (0..self.1.len()).min_by(|&a, &b| order(self.1[a]).total_cmp(&order(self.1[b])))
    }
}

/// What a lot may cost.
pub(super) enum Lot {
    /// None gives everybody enough: proved.
    None,
    /// The cheapest one, and what it costs: proved.
    Cheapest(Rational, Vec<(usize, Rational)>),
    /// Any costs as much as was said to be too much: proved.
    Dear,
    /// It was not found.
    Unknown,
}

/// A sum in floats is right up to this part of the sum of its terms' sizes, by far.
const ERROR: f64 = 1e-9;

/// Points that are looked at together in the end are no more than this.
const MOST: usize = 96;

impl<'a> Urn<'a> {
    pub(super) fn new(
        cost: impl Iterator<Item = &'a Rational>,
        gives: impl Iterator<Item = Vec<&'a Rational>>,
    ) -> Self {
        let gives = gives.map(|one| Column::new(one.into_iter())).collect();
        Self { cost: Column::new(cost), gives, known: RefCell::default() }
    }

    /// The lot that costs least among those that give each player what they need, if that is less than `limit`.
    ///
    /// Few points matter: the program is solved for some, exactly, and those are added that its dual values say would make it cheaper
    /// (or possible), until there are none.
    ///
    /// # Complexity
    /// Small linear programs, each followed by a sum in floats for each point; in exact numbers only where floats cannot tell.
    pub(super) fn cheapest(&self, needed: &[Rational], limit: Option<&Rational>) -> Lot {
        let mut known = self.known.borrow_mut();
        // What the weighted rows say of what is needed
        let told = |dual: &[Rational]| {
            let mut sum = dual[0].clone();
            for (y, needed) in dual[1..].iter().zip(needed) {
                sum.add_product(y, needed);
            }
            sum
        };
        if known.nothing.iter().any(|dual| told(dual).signum() == Sign::Negative) {
            return Lot::None;
        }
        if limit.is_some_and(|limit| known.costs.iter().any(|dual| told(dual).negated() >= *limit))
        {
            return Lot::Dear;
        }
        let mut chosen = known.chosen.clone();
        let extremes = self.gives.iter().filter_map(|gives| gives.first(|x| -x));
        for place in self.cost.first(|x| x).into_iter().chain(extremes) {
            if !chosen.contains(&place) {
                chosen.push(place);
            }
        }
        while chosen.len() <= MOST {
            let Some(proved) = self.among(&chosen, needed) else { return Lot::Unknown };
            let more = match &proved {
                Proved::Optimal { dual, .. } => self.wanted(dual, true, &chosen),
                Proved::Infeasible { multipliers } => self.wanted(multipliers, false, &chosen),
                Proved::Unbounded { .. } => return Lot::Unknown,
            };
            if !more.is_empty() {
                chosen.extend(more);
                continue;
            }
            return match proved {
                Proved::Optimal { value, primal, dual } => {
                    let lot =
                        chosen.iter().copied().zip(primal).filter(|(_, part)| !part.is_zero());
                    let lot: Vec<(usize, Rational)> = lot.collect();
                    known.chosen = lot.iter().map(|(place, _)| *place).collect();
                    remember(&mut known.costs, dual);
                    Lot::Cheapest(value.negated(), lot)
                }
                Proved::Infeasible { multipliers } => {
                    remember(&mut known.nothing, multipliers);
                    Lot::None
                }
                Proved::Unbounded { .. } => Lot::Unknown,
            };
        }
        Lot::Unknown
    }

    /// The cheapest lot over some points.
    fn among(&self, chosen: &[usize], needed: &[Rational]) -> Option<Proved> {
        let costs = chosen.iter().map(|&place| self.cost.0[place].negated());
        let mut program = Program::maximise(costs.collect());
        program.add_row(vec![Rational::one(); chosen.len()], Relation::Equal, Rational::one());
        for (gives, needed) in self.gives.iter().zip(needed) {
            let row = chosen.iter().map(|&place| gives.0[place].clone()).collect();
            program.add_row(row, Relation::AtLeast, needed.clone());
        }
        Some(solve(&program, Limit::default()).ok()?.proved)
    }

    /// Points that some dual values do not account for: the few that are furthest from it, at most.
    fn wanted(&self, dual: &[Rational], counts: bool, chosen: &[usize]) -> Vec<usize> {
        let floats: Vec<f64> = dual.iter().map(Rational::nearest_f64).collect();
        let mut near = Vec::new();
        let mut far: Vec<(f64, usize)> = Vec::new();
        for place in (0..self.cost.1.len()).filter(|place| !chosen.contains(place)) {
            let cost = if counts { self.cost.1[place] } else { 0.0 };
            let terms = self.gives.iter().zip(&floats[1..]).map(|(gives, y)| gives.1[place] * y);
            let (mut sum, mut size) = (cost + floats[0], cost.abs() + floats[0].abs());
            for term in terms {
                sum += term;
                size += term.abs();
            }
            if sum < -ERROR * size {
                far.push((sum, place));
            } else if sum <= ERROR * size || sum.is_nan() {
                near.push(place);
            }
        }
        if !far.is_empty() {
            far.sort_by(|a, b| a.0.total_cmp(&b.0));
            return far.into_iter().take(2).map(|(_, place)| place).collect();
        }
        let is_wanted = |place: &usize| {
            let mut sum = dual[0].clone();
            if counts {
                sum += self.cost.0[*place];
            }
            for (gives, y) in self.gives.iter().zip(&dual[1..]) {
                sum.add_product(gives.0[*place], y);
            }
            sum.signum() == Sign::Negative
        };
        near.into_iter().filter(is_wanted).take(2).collect()
    }
}

fn remember(known: &mut Vec<Vec<Rational>>, dual: Vec<Rational>) {
    if known.len() >= REMEMBERED {
        known.remove(0);
    }
    known.push(dual);
}
