//! Games of two players with up to three strategies each, taken in at a glance.
//!
//! Everything about the equilibria of such a game, and about which pure strategy beats which, hangs on the signs of a few
//! numbers: the differences of payoffs that a player compares, and, for three strategies, the determinants
//! of differences that say which strategy is worst where the other two are equally good (the cofactors of the
//! system that makes all three equally good). Where bounds of errors prove that none of them is 0, the game is not
//! degenerate: each equilibrium plays, on both sides, exactly the best responses to the other side (`nash1951`,
//! and `vonstengel2007`), so that supports can be looked up in the signs. Signs are bits of one word for each
//! point, and questions are masks. Where one sign is open, the point is left to others.

mod mixed;
mod rule;
mod supports;

use super::Payoffs;
use crate::formula::{Bounded, Lanes, difference, product};
use crate::game::{Shape, Support};
pub(super) use rule::Rule;
use supports::{Candidate, Term};

/// The most strategies of a player.
const MOST: usize = 3;

/// Pairs of up to three things.
const PAIRS: [(usize, usize); 3] = [(0, 1), (0, 2), (1, 2)];

/// A small game: two players who choose, and others who do not.
#[derive(Clone, Debug)]
pub(super) struct Small {
    /// For each player what is left.
    kept: Vec<Support>,
    players: [usize; 2],
    sides: [Side; 2],
    /// Supports that may be those of an equilibrium, each a bit.
    candidates: Vec<Candidate>,
    /// Their terms in one list, with the bit.
    terms: Vec<(Term, u32)>,
}

/// What one of the players compares.
#[derive(Clone, Debug)]
struct Side {
    strategies: usize,
    /// Strategies of the other player.
    cases: usize,
    /// `[case][strategy]`: results.
    results: Vec<Vec<usize>>,
    /// The first bit of their signs: for each case the pairs, then for each pair of cases the determinant.
    first: u32,
}

/// What the signs are at the points of a block.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    /// Signs: 1 where positive.
    signs: [u32; Lanes::COUNT],
    /// Equilibria: bits of candidates.
    equilibria: [u32; Lanes::COUNT],
    /// All bits where every sign is proved, else none.
    pub(super) proved: [u32; Lanes::COUNT],
}

impl Facts {
    pub(super) fn new() -> Self {
        let nothing = [0; Lanes::COUNT];
        Self { signs: nothing, equilibria: nothing, proved: nothing }
    }
}

impl Small {
    /// Nothing where more than two players choose, one of them has too many strategies, or payoffs that are compared are one node,
    /// and so equal everywhere.
    pub(super) fn of(kept: &[Support], payoffs: &mut Payoffs<'_>) -> Option<Self> {
        let mut players: Vec<usize> = (0..kept.len()).collect();
        players.sort_by_key(|&player| std::cmp::Reverse(kept[player].len()));
        let &[one, other] = players.get(..2)? else { return None };
        let fits = |player: usize| (1..=MOST).contains(&kept[player].len());
        let fixed = players[2..].iter().all(|&player| kept[player].len() == 1);
        if !fits(one) || !fits(other) || !fixed {
            return None;
        }
        let players = [one.min(other), one.max(other)];
        let shape = payoffs.shape;
        let mut sides: Vec<Side> = Vec::with_capacity(2);
        for (own, rival) in [(players[0], players[1]), (players[1], players[0])] {
            let (strategies, cases) = (kept[own].len(), kept[rival].len());
            let mut results = Vec::with_capacity(cases);
            for &case in &kept[rival] {
                let result = |&strategy: &usize| {
                    let profile = profile(shape, kept, [(own, strategy), (rival, case)]);
                    payoffs.result(own, profile)
                };
                let row: Vec<usize> = kept[own].iter().map(result).collect();
                if (0..strategies).any(|s| row[..s].contains(&row[s])) {
                    return None;
                }
                results.push(row);
            }
            let first = sides.first().map_or(0, Side::bits);
            sides.push(Side { strategies, cases, results, first });
        }
        let sides: [Side; 2] = sides.try_into().ok()?;
        let candidates = supports::candidates(&sides);
        let terms = (0..)
            .zip(&candidates)
            .flat_map(|(bit, candidate)| candidate.terms.iter().map(move |&term| (term, 1 << bit)));
        let terms = terms.collect();
        Some(Self { kept: kept.to_vec(), players, sides, candidates, terms })
    }

    /// Whether it is the game of these strategies.
    pub(super) fn is_of(&self, kept: &[Support]) -> bool {
        self.kept == kept
    }

    /// What is proved at the points of a block; nothing where `strays` are not a number.
    #[inline(always)]
    pub(super) fn look(&self, room: &Bounded<'_>, strays: &[f64; Lanes::COUNT], facts: &mut Facts) {
        facts.signs = [0; Lanes::COUNT];
        for (proved, stray) in facts.proved.iter_mut().zip(strays) {
            *proved = if stray.is_nan() { 0 } else { u32::MAX };
        }
        for side in &self.sides {
            side.look(room, facts);
        }
        facts.equilibria = [0; Lanes::COUNT];
        for &((mask, value), bit) in &self.terms {
            for (found, signs) in facts.equilibria.iter_mut().zip(&facts.signs) {
                *found |= if signs & mask == value { bit } else { 0 };
            }
        }
    }
}

impl Side {
    fn pairs(&self) -> &'static [(usize, usize)] {
        pairs(self.strategies)
    }

    /// How many signs there are.
    fn bits(&self) -> u32 {
        let determinants = if self.strategies == MOST { pairs(self.cases).len() } else { 0 };
        u32::try_from(self.cases * self.pairs().len() + determinants).unwrap_or(0)
    }

    /// That one strategy beats another in a case.
    fn beats(&self, one: usize, other: usize, case: usize) -> Term {
        let (low, high) = (one.min(other), one.max(other));
        let place = self.pairs().iter().position(|&pair| pair == (low, high)).unwrap_or(0);
        let place = u32::try_from(case * self.pairs().len() + place).unwrap_or(0);
        literal(self.first + place, one < other)
    }

    /// That the determinant of a pair of cases is positive.
    fn turns(&self, pair: (usize, usize)) -> Term {
        let place = pairs(self.cases).iter().position(|&other| other == pair).unwrap_or(0);
        let place = u32::try_from(self.cases * self.pairs().len() + place).unwrap_or(0);
        literal(self.first + place, true)
    }

    #[inline(always)]
    fn look(&self, room: &Bounded<'_>, facts: &mut Facts) {
        let mut bit = self.first;
        let mut steps = [[Lanes::same(0.0, 0.0); 2]; MOST];
        for (case, results) in self.results.iter().enumerate() {
            for (place, &(one, other)) in self.pairs().iter().enumerate() {
                let gap = between(room.result(results[one]), room.result(results[other]));
                note(&gap, bit, facts);
                bit += 1;
                if place < 2 {
                    steps[case][place] = gap;
                }
            }
        }
        if self.strategies == MOST {
            for &(one, other) in pairs(self.cases) {
                note(&determinant(&steps[one], &steps[other]), bit, facts);
                bit += 1;
            }
        }
    }
}

fn pairs(count: usize) -> &'static [(usize, usize)] {
    // Those of two come first among those of three
    &PAIRS[..count * (count - 1) / 2]
}

fn literal(bit: u32, holds: bool) -> Term {
    (1 << bit, u32::from(holds) << bit)
}

fn profile(shape: &Shape, kept: &[Support], played: [(usize, usize); 2]) -> usize {
    let mut profile: Vec<usize> = kept.iter().map(|own| own[0]).collect();
    for (player, strategy) in played {
        profile[player] = strategy;
    }
    shape.index(&profile)
}

/// Keeps a sign, and whether it is proved.
#[inline(always)]
fn note(number: &Lanes, bit: u32, facts: &mut Facts) {
    for lane in 0..Lanes::COUNT {
        let (value, error) = (number.value[lane], number.error[lane]);
        facts.signs[lane] |= if value > 0.0 { 1 << bit } else { 0 };
        facts.proved[lane] &= if value.abs() > error { u32::MAX } else { 0 };
    }
}

#[inline(always)]
fn between(x: &Lanes, y: &Lanes) -> Lanes {
    let mut out = *x;
    for lane in 0..Lanes::COUNT {
        (out.value[lane], out.error[lane]) = difference(x.at(lane), y.at(lane));
    }
    out
}

/// Of the differences from the first strategy, in two cases.
#[inline(always)]
fn determinant(one: &[Lanes; 2], other: &[Lanes; 2]) -> Lanes {
    let mut out = one[0];
    for lane in 0..Lanes::COUNT {
        let right = product(one[0].at(lane), other[1].at(lane));
        let left = product(other[0].at(lane), one[1].at(lane));
        (out.value[lane], out.error[lane]) = difference(right, left);
    }
    out
}
