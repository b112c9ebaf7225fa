//! The cheapest promises that satisfy some rows: linear programs, one for each part that shares no promise with the
//! rest.

use std::collections::BTreeMap;

use super::row::Row;
use super::wish::{Least, MakeError, Means, Wish};
use crate::lp::{Limit, Program, Proved, Relation, solve};
use crate::num::{Rational, Ring};

/// A promise: player, number of a pure profile, and how much.
pub(super) type Amounts = Vec<((usize, usize), Rational)>;

/// The cheapest promises for some rows.
#[derive(Clone, Debug)]
pub(super) struct Cheapest {
    /// What they cost.
    pub(super) cost: Rational,
    /// No promises cost less.
    pub(super) at_least: Rational,
    /// By how much, at least, that grows with each unit of the margin.
    pub(super) slope: Rational,
    pub(super) amounts: Amounts,
}

impl Cheapest {
    pub(super) fn nothing() -> Self {
        let zero = Rational::zero;
        Self { cost: zero(), at_least: zero(), slope: zero(), amounts: Vec::new() }
    }

    /// Both, where what is least adds up or is the greatest of all.
    pub(super) fn and(&mut self, other: Self, least: Least) {
        if least == Least::Greatest {
            self.cost = self.cost.clone().max(other.cost);
            if other.at_least > self.at_least {
                (self.at_least, self.slope) = (other.at_least, other.slope);
            }
        } else {
            self.cost += &other.cost;
            self.at_least += &other.at_least;
            self.slope += &other.slope;
        }
        self.amounts.extend(other.amounts);
    }
}

/// The places of rows, by part: those of different parts have no promise, and no profile that balances, in common.
pub(super) fn parts(wish: &Wish<'_>, rows: &[&Row]) -> Vec<Vec<usize>> {
    let mut parts: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        parts.entry((row.player, row.rivals)).or_default().push(place);
    }
    if wish.means != Means::Transfers {
        return parts.into_values().collect();
    }
    // What balances ties the promises of all players in a profile
    let mut owner: BTreeMap<usize, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for mut part in parts.into_values() {
        let profiles = |part: &[usize]| -> Vec<usize> {
            let terms = part.iter().flat_map(|&place| rows[place].terms(wish));
            terms.map(|(index, _)| index).collect()
        };
        let met: Vec<usize> =
            profiles(&part).iter().filter_map(|profile| owner.get(profile).copied()).collect();
        for group in met {
            part.append(&mut groups[group]);
        }
        for profile in profiles(&part) {
            owner.insert(profile, groups.len());
        }
        groups.push(part);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// What all rows cost, part by part.
pub(super) fn first(wish: &Wish<'_>, rows: &[&Row]) -> Result<Cheapest, MakeError> {
    let mut sum = Cheapest::nothing();
    for part in parts(wish, rows) {
        let part: Vec<&Row> = part.into_iter().map(|place| rows[place]).collect();
        sum.and(cheapest(wish, &part, &Stage::First)?, wish.least);
    }
    Ok(sum)
}

/// What is least first, and then the total, where the first is bounded by a number.
pub(super) enum Stage<'a> {
    First,
    Then(&'a Rational),
}

/// The cheapest promises for the rows of one part.
pub(super) fn cheapest(
    wish: &Wish<'_>,
    rows: &[&Row],
    stage: &Stage<'_>,
) -> Result<Cheapest, MakeError> {
    let zero = Rational::zero();
    // What ties can be broken by nobody's promises is no strict advantage, however small
    let ties = wish.aim.is_strict() && wish.margin.is_zero();
    if ties && rows.iter().any(|row| row.need.1 == zero && !wish.can_move(row.player)) {
        return Err(MakeError::Impossible);
    }
    if rows.iter().all(|row| row.need.1 <= zero) {
        return Ok(Cheapest::nothing());
    }
    let table = Table::new(wish, rows);
    let program = table.program(rows, stage);
    let answer = solve(&program, Limit::default()).map_err(|_| MakeError::Stopped)?;
    if !answer.proved.check(&program) {
        return Err(MakeError::Stopped);
    }
    let Proved::Optimal { value, primal, dual } = answer.proved else {
        return Err(MakeError::Impossible);
    };
    let (mut at_least, mut slope) = (Rational::zero(), Rational::zero());
    for (row, weight) in rows.iter().zip(&dual) {
        // "At least" has weights of at most 0 in a proof of a maximum
        at_least.sub_product(weight, &row.need.0);
        slope -= weight;
    }
    Ok(Cheapest { cost: value.negated(), at_least, slope, amounts: table.amounts(&primal) })
}

/// The variables of a program: for each promise what is paid, and what is fined.
struct Table<'a> {
    wish: &'a Wish<'a>,
    /// Where the variables of a promise start.
    places: BTreeMap<(usize, usize), usize>,
    /// Variables for one promise.
    signs: usize,
    variables: usize,
}

impl<'a> Table<'a> {
    fn new(wish: &'a Wish<'a>, rows: &[&Row]) -> Self {
        let mut places = BTreeMap::new();
        for row in rows {
            for (index, _) in row.terms(wish) {
                let everybody = wish.means == Means::Transfers;
                let concerned = (0..wish.paid.len()).filter(|&p| everybody || p == row.player);
                for player in concerned.filter(|&player| wish.paid[player]) {
                    places.insert((player, index), 0);
                }
            }
        }
        let signs = usize::from(wish.means.pays()) + usize::from(wish.means.fines());
        for (number, place) in places.values_mut().enumerate() {
            *place = number * signs;
        }
        let variables = places.len() * signs;
        Self { wish, places, signs, variables }
    }

    /// The coefficients of a promise: what is paid counts as it is, what is fined the other way round.
    fn put(&self, row: &mut [Rational], place: usize, coefficient: &Rational) {
        let mut at = place;
        if self.wish.means.pays() {
            row[at] += coefficient;
            at += 1;
        }
        if self.wish.means.fines() {
            row[at] -= coefficient;
        }
    }

    /// What a promise costs.
    fn put_cost(&self, row: &mut [Rational], place: usize) {
        let one = Rational::one();
        row[place] += &one;
        if self.signs == 2 && self.wish.means != Means::Transfers {
            row[place + 1] += &one;
        }
    }

    fn program(&self, rows: &[&Row], stage: &Stage<'_>) -> Program {
        let greatest = matches!((stage, self.wish.least), (Stage::First, Least::Greatest));
        let width = self.variables + usize::from(greatest);
        let nothing = || vec![Rational::zero(); width];
        let mut costs = nothing();
        for (&(_, index), &place) in &self.places {
            match (stage, self.wish.least) {
                (Stage::First, Least::Greatest) => {}
                (Stage::First, Least::Played(played)) if played != index => {}
                _ => self.put_cost(&mut costs, place),
            }
        }
        if greatest {
            costs[self.variables] = Rational::one();
        }
        let mut program = Program::maximise(costs.iter().map(Rational::negated).collect());
        for row in rows {
            let mut coefficients = nothing();
            for (index, coefficient) in row.terms(self.wish) {
                if let Some(&place) = self.places.get(&(row.player, index)) {
                    self.put(&mut coefficients, place, &coefficient);
                }
            }
            program.add_row(coefficients, Relation::AtLeast, row.need.1.clone());
        }
        if self.wish.means == Means::Transfers {
            self.balance(&mut program, width);
        }
        self.bound(&mut program, stage, width);
        program
    }

    /// In each profile, what players get sums to 0.
    fn balance(&self, program: &mut Program, width: usize) {
        let mut profiles: BTreeMap<usize, Vec<Rational>> = BTreeMap::new();
        for (&(_, index), &place) in &self.places {
            let row = profiles.entry(index).or_insert_with(|| vec![Rational::zero(); width]);
            self.put(row, place, &Rational::one());
        }
        for row in profiles.into_values() {
            program.add_row(row, Relation::Equal, Rational::zero());
        }
    }

    /// What the first stage bounds: each promise by the greatest, or what is paid in one profile.
    fn bound(&self, program: &mut Program, stage: &Stage<'_>, width: usize) {
        match (self.wish.least, stage) {
            (Least::Greatest, _) => {
                for &place in self.places.values() {
                    let mut row = vec![Rational::zero(); width];
                    row[place..place + self.signs].fill(Rational::one());
                    let most = match stage {
                        Stage::First => {
                            row[self.variables] = Rational::minus_one();
                            Rational::zero()
                        }
                        Stage::Then(most) => (*most).clone(),
                    };
                    program.add_row(row, Relation::AtMost, most);
                }
            }
            (Least::Played(played), Stage::Then(most)) => {
                let mut row = vec![Rational::zero(); width];
                for (&(_, index), &place) in &self.places {
                    if index == played {
                        self.put_cost(&mut row, place);
                    }
                }
                program.add_row(row, Relation::AtMost, (*most).clone());
            }
            _ => {}
        }
    }

    fn amounts(&self, primal: &[Rational]) -> Amounts {
        let amount = |place: usize| match (self.wish.means.pays(), self.wish.means.fines()) {
            (true, true) => primal[place].minus(&primal[place + 1]),
            (true, false) => primal[place].clone(),
            _ => primal[place].negated(),
        };
        let all = self.places.iter().map(|(&cell, &place)| (cell, amount(place)));
        all.filter(|(_, amount)| !amount.is_zero()).collect()
    }
}
