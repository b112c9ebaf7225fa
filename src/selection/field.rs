//! The equilibria that are judged, and what each player gets in them.

use std::cmp::Ordering;

use crate::certify::{Certificate, deviations, expected, expected_within};
use crate::game::{Combination, Payoffs, Profile};
use crate::num::{Bits, Certain, Rational, Ring, Sign, Wide};

/// Bounds of a number; equal when it is known exactly.
pub(super) type Bounds = (Rational, Rational);

/// Bounds of each probability of each player.
pub(super) type Boxes = [Vec<Bounds>];

/// An equilibrium that is to be judged.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// Exact probabilities; the middle of the box where the certificate is one.
    pub profile: &'a Profile<Rational>,
    /// What is proved about it.
    pub certificate: &'a Certificate,
}

/// Asked between steps; `false` ends the work, and what is not settled by then is left open.
pub type Patience<'a> = &'a (dyn Fn() -> bool + Sync);

/// Proved equilibria of one game.
pub(super) struct Field<'a> {
    pub(super) payoffs: &'a Payoffs,
    entries: Vec<Entry<'a>>,
    pub(super) patience: Patience<'a>,
}

struct Entry<'a> {
    candidate: Candidate<'a>,
    /// Its place in the list that was given.
    place: usize,
    /// What each player gets.
    gets: Vec<Option<Bounds>>,
}

impl<'a> Field<'a> {
    /// Those of `candidates` that are proved to be equilibria.
    pub(super) fn new(
        payoffs: &'a Payoffs,
        candidates: &[Candidate<'a>],
        patience: Patience<'a>,
    ) -> Self {
        let entries = candidates
            .iter()
            .enumerate()
            .filter(|(_, candidate)| !matches!(candidate.certificate, Certificate::Regret(_)))
            .map(|(place, &candidate)| {
                let gets =
                    (0..payoffs.shape().players()).map(|player| match candidate.certificate {
                        Certificate::Enclosure(boxes) => expected_within(payoffs, player, boxes),
                        _ => {
                            let combination = expected(payoffs, player, candidate.profile);
                            payoffs.bounds(player, &combination)
                        }
                    });
                Entry { candidate, place, gets: gets.collect() }
            })
            .collect();
        Self { payoffs, entries, patience }
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The place of an equilibrium in the list that was given.
    pub(super) fn place(&self, i: usize) -> usize {
        self.entries[i].place
    }

    pub(super) fn profile(&self, i: usize) -> &'a Profile<Rational> {
        self.entries[i].candidate.profile
    }

    /// The box around an equilibrium whose probabilities are not known exactly.
    pub(super) fn boxes(&self, i: usize) -> Option<&'a Boxes> {
        match self.entries[i].candidate.certificate {
            Certificate::Enclosure(boxes) => Some(boxes),
            _ => None,
        }
    }

    /// Bounds of what `player` gets in equilibrium `i`.
    pub(super) fn gets(&self, i: usize, player: usize) -> Option<&Bounds> {
        self.entries[i].gets[player].as_ref()
    }

    /// Each deviation of `player` to a strategy that is not played in equilibrium `i`, with the sign
    /// of what it gains.
    pub(super) fn unplayed(&self, i: usize) -> Vec<(usize, usize, Option<Sign>)> {
        let profile = self.profile(i);
        match self.boxes(i) {
            None => deviations(self.payoffs, profile)
                .into_iter()
                .filter(|standing| profile[standing.player][standing.strategy].is_zero())
                .map(|standing| (standing.player, standing.strategy, standing.sign))
                .collect(),
            Some(boxes) => {
                let mut found = Vec::new();
                for (player, own) in boxes.iter().enumerate() {
                    for (strategy, (_, high)) in own.iter().enumerate() {
                        if high.is_zero() {
                            let sign = self.gain_within(i, player, strategy, boxes);
                            found.push((player, strategy, sign));
                        }
                    }
                }
                found
            }
        }
    }

    fn gain_within(&self, i: usize, player: usize, strategy: usize, boxes: &Boxes) -> Option<Sign> {
        let mut deviating = boxes.to_vec();
        for (own, bounds) in deviating[player].iter_mut().enumerate() {
            let p = Rational::integer((own == strategy).into());
            *bounds = (p.clone(), p);
        }
        let earns = expected_within(self.payoffs, player, &deviating)?;
        order(&earns, self.gets(i, player)?).map(Sign::from)
    }

    /// The order of what `player` gets in two equilibria, if it can be settled.
    pub(super) fn compare(&self, player: usize, a: usize, b: usize) -> Option<Ordering> {
        if let (Some(x), Some(y)) = (self.gets(a, player), self.gets(b, player))
            && let Some(order) = order(x, y)
        {
            return Some(order);
        }
        let sign = self.payoffs.sign(player, &self.difference(player, a, b)?)?;
        Some(sign.cmp(&Sign::Zero))
    }

    /// The order of the sums of what everybody gets, if it can be settled.
    pub(super) fn compare_welfare(&self, a: usize, b: usize) -> Option<Ordering> {
        let total = |i: usize| self.welfare(i);
        if let (Some(x), Some(y)) = (total(a), total(b))
            && let Some(order) = order(&x, &y)
        {
            return Some(order);
        }
        let players = 0..self.payoffs.shape().players();
        let orders: Option<Vec<Ordering>> =
            players.clone().map(|player| self.compare(player, a, b)).collect();
        if let Some(orders) = orders {
            let has = |order: Ordering| orders.contains(&order);
            match (has(Ordering::Greater), has(Ordering::Less)) {
                (false, false) => return Some(Ordering::Equal),
                (true, false) => return Some(Ordering::Greater),
                (false, true) => return Some(Ordering::Less),
                (true, true) => {}
            }
        }
        let differences: Vec<Combination> =
            players.map(|player| self.difference(player, a, b)).collect::<Option<_>>()?;
        narrowed(self.payoffs.max_bits(), |bits| {
            let mut sum = Wide::zero();
            for (player, difference) in differences.iter().enumerate() {
                sum += &wide(self.payoffs, player, difference, bits)?;
            }
            Some(sum)
        })
        .map(|sign| sign.cmp(&Sign::Zero))
    }

    /// Bounds of the sum of what everybody gets.
    pub(super) fn welfare(&self, i: usize) -> Option<Bounds> {
        let (mut low, mut high) = (Rational::zero(), Rational::zero());
        for gets in &self.entries[i].gets {
            let (least, most) = gets.as_ref()?;
            low += least;
            high += most;
        }
        Some((low, high))
    }

    /// What `player` gets in `a` more than in `b`, if both are known exactly.
    fn difference(&self, player: usize, a: usize, b: usize) -> Option<Combination> {
        if self.boxes(a).is_some() || self.boxes(b).is_some() {
            return None;
        }
        let mut combination = expected(self.payoffs, player, self.profile(a));
        let other = expected(self.payoffs, player, self.profile(b));
        combination.extend(other.into_iter().map(|(index, p)| (index, p.negated())));
        Some(combination)
    }
}

/// The order of two numbers within bounds, if that settles it.
pub(super) fn order(x: &Bounds, y: &Bounds) -> Option<Ordering> {
    if x.1 < y.0 {
        Some(Ordering::Less)
    } else if x.0 > y.1 {
        Some(Ordering::Greater)
    } else {
        (x.0 == x.1 && y.0 == y.1).then_some(Ordering::Equal)
    }
}

/// A combination of a player's payoffs, enclosed with about so many bits.
pub(super) fn wide(
    payoffs: &Payoffs,
    player: usize,
    combination: &[(usize, Rational)],
    bits: u32,
) -> Option<Wide> {
    let mut sum = Wide::zero();
    for (index, coefficient) in combination {
        let coefficient = Wide::from_rational_bits(coefficient, Bits::new(bits as usize));
        sum.add_product(&coefficient, &payoffs.wide(player, *index, bits)?);
    }
    Some(sum)
}

/// The sign of a number that can be enclosed ever more narrowly, if `most` bits settle it.
pub(super) fn narrowed(most: u32, enclosed: impl Fn(u32) -> Option<Wide>) -> Option<Sign> {
    let mut bits = 128;
    while bits <= most {
        if let Some(sign) = enclosed(bits).and_then(|x| x.certain_sign()) {
            return Some(sign);
        }
        bits *= 2;
    }
    None
}
