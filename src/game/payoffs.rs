//! Payoffs as far as they are known: rationals, or enclosures that can be narrowed.
//!
//! Whatever is proved about a game hangs on signs of combinations of one player's payoffs with
//! rational coefficients: a gain, a margin, the advantage of a mixture. So that one question,
//! [`Payoffs::sign`], is all that a certificate needs, and the only place that knows whether the
//! payoffs are rational.

use std::cmp::Ordering;
use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;

use super::narrow::{Combination, Narrow, Part};
use super::shifted::{Shifted, added, classes, gathered};
use super::{Game, Shape, Support};
use crate::linalg::weighted_sum;
use crate::num::{Bits, Certain, Interval, Rational, Ring, Sign, Wide};

/// Narrowing stops at this many bits, unless said otherwise: what is not settled then is reported
/// as unsettled.
pub const MAX_BITS: u32 = 1024;

/// Bounds this close, relative to the value, show all digits that anybody looks at.
pub(crate) const ENOUGH: f64 = 1e-11;

/// The payoffs of a game, exact or enclosed.
#[derive(Clone, Debug)]
pub struct Payoffs(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Exact(Arc<Game<Rational>>),
    Enclosed(Arc<Enclosed>),
}

/// Payoffs already narrowed: by player and profile, with how many bits.
type Narrowed = FxHashMap<(usize, usize), (u32, Option<Wide>)>;

#[derive(Debug)]
struct Enclosed {
    coarse: Game<Interval>,
    /// `classes[player][index]`: payoffs of one class are equal.
    classes: Vec<Vec<u32>>,
    source: Arc<dyn Narrow>,
    max_bits: u32,
    narrowed: Mutex<Narrowed>,
}

impl From<Game<Rational>> for Payoffs {
    fn from(game: Game<Rational>) -> Self {
        Self(Kind::Exact(Arc::new(game)))
    }
}

impl Payoffs {
    /// Payoffs enclosed by `coarse`, narrowed by `source` up to `max_bits`. `classes[player]` numbers
    /// that player's payoffs so that those with one number are known to be equal.
    pub fn enclosed(
        coarse: Game<Interval>,
        classes: Vec<Vec<u32>>,
        source: Arc<dyn Narrow>,
        max_bits: u32,
    ) -> Self {
        let narrowed = Mutex::default();
        Self(Kind::Enclosed(Arc::new(Enclosed { coarse, classes, source, max_bits, narrowed })))
    }

    /// How many players and strategies there are.
    pub fn shape(&self) -> &Shape {
        match &self.0 {
            Kind::Exact(game) => game.shape(),
            Kind::Enclosed(enclosed) => enclosed.coarse.shape(),
        }
    }

    /// The payoffs as rationals, if that is what they are.
    pub fn rational(&self) -> Option<&Game<Rational>> {
        match &self.0 {
            Kind::Exact(game) => Some(game),
            Kind::Enclosed(_) => None,
        }
    }

    /// The payoffs in floats, to search with.
    pub fn floats(&self) -> Game<f64> {
        match &self.0 {
            Kind::Exact(game) => game.map(Rational::nearest_f64),
            Kind::Enclosed(enclosed) => enclosed.coarse.map(Interval::midpoint),
        }
    }

    /// One payoff in floats.
    pub fn float(&self, player: usize, index: usize) -> f64 {
        match &self.0 {
            Kind::Exact(game) => game.payoffs(player)[index].nearest_f64(),
            Kind::Enclosed(enclosed) => enclosed.coarse.payoffs(player)[index].midpoint(),
        }
    }

    /// Enclosures of the payoffs as narrow as floats allow.
    pub fn intervals(&self) -> Game<Interval> {
        match &self.0 {
            Kind::Exact(game) => game.map(Interval::from_rational),
            Kind::Enclosed(enclosed) => enclosed.coarse.clone(),
        }
    }

    /// An enclosure of one payoff with about `bits` bits. `None` when it cannot be shown to have
    /// a value.
    pub fn wide(&self, player: usize, index: usize, bits: u32) -> Option<Wide> {
        match &self.0 {
            Kind::Exact(game) => {
                Some(Wide::from_rational_bits(&game.payoffs(player)[index], precision(bits)))
            }
            Kind::Enclosed(enclosed) => enclosed.wide(player, index, bits),
        }
    }

    /// One payoff, where it is known to be rational.
    pub fn exact(&self, player: usize, index: usize) -> Option<Rational> {
        match &self.0 {
            Kind::Exact(game) => Some(game.payoffs(player)[index].clone()),
            Kind::Enclosed(enclosed) => enclosed.source.exact(player, index),
        }
    }

    /// The most bits that narrowing goes to.
    pub fn max_bits(&self) -> u32 {
        match &self.0 {
            Kind::Exact(_) => MAX_BITS,
            Kind::Enclosed(enclosed) => enclosed.max_bits,
        }
    }

    /// The order of two payoffs of `player`, if it can be settled.
    pub fn compare(&self, player: usize, a: usize, b: usize) -> Option<Ordering> {
        match &self.0 {
            Kind::Exact(game) => {
                let payoffs = game.payoffs(player);
                Some(payoffs[a].cmp(&payoffs[b]))
            }
            Kind::Enclosed(enclosed) => enclosed.compare(player, a, b),
        }
    }

    /// Whether `player` is proved to have nothing better among `own` strategies than what they play
    /// in the pure profile number `index`.
    pub fn is_best(&self, player: usize, index: usize, own: &[usize]) -> bool {
        own.iter().all(|&strategy| {
            let other = self.shape().with(index, player, strategy);
            self.compare(player, index, other).is_some_and(Ordering::is_ge)
        })
    }

    /// The sign of a combination of `player`'s payoffs, if it can be settled.
    ///
    /// # Complexity
    /// One multiplication for each term; for enclosed payoffs again with twice the bits, until the
    /// sign is settled or the limit reached.
    pub fn sign(&self, player: usize, combination: &[(usize, Rational)]) -> Option<Sign> {
        match &self.0 {
            Kind::Exact(_) => self.bounds(player, combination).map(|(value, _)| value.signum()),
            Kind::Enclosed(enclosed) => enclosed.sign(player, combination),
        }
    }

    /// Rationals that contain the value of a combination: equal when it is known exactly, otherwise
    /// agreeing in at least ten digits if the limit of narrowing allows. `None` when it cannot be bounded.
    pub fn bounds(
        &self,
        player: usize,
        combination: &[(usize, Rational)],
    ) -> Option<(Rational, Rational)> {
        match &self.0 {
            Kind::Exact(game) => {
                let payoffs = game.payoffs(player);
                let sum = weighted_sum(combination.iter().map(|(k, c)| (c, &payoffs[*k])));
                Some((sum.clone(), sum))
            }
            Kind::Enclosed(enclosed) => enclosed.bounds(player, combination),
        }
    }

    /// The payoffs with amounts added: for each player named, numbers of pure profiles and what is added there.
    ///
    /// # Examples
    /// ```
    /// use equil::game::{Game, Payoffs};
    /// use equil::num::Rational;
    ///
    /// let game = Game::new(vec![2], vec![vec![Rational::integer(1), Rational::integer(3)]]).unwrap();
    /// let raised = Payoffs::from(game).shifted(&[(0, vec![(0, Rational::integer(2))])]);
    /// assert_eq!(raised.compare(0, 0, 1), Some(std::cmp::Ordering::Equal));
    /// ```
    #[must_use]
    pub fn shifted(&self, amounts: &[(usize, Combination)]) -> Self {
        let shifts = gathered(amounts);
        match &self.0 {
            Kind::Exact(game) => added(game, &shifts).into(),
            Kind::Enclosed(enclosed) => {
                let coarse = added(&enclosed.coarse, &shifts);
                let classes = classes(&enclosed.classes, &shifts);
                let source = Arc::new(Shifted::new(&enclosed.source, shifts));
                Self::enclosed(coarse, classes, source, enclosed.max_bits)
            }
        }
    }

    /// The game among `players` (increasing), when all others have one strategy each.
    ///
    /// # Panics
    /// When another player has a choice.
    #[must_use]
    pub fn of(&self, players: &[usize]) -> Self {
        // Profiles keep their numbers: a player without a choice does not count in them
        match &self.0 {
            Kind::Exact(game) => game.of(players).into(),
            Kind::Enclosed(enclosed) => {
                let coarse = enclosed.coarse.of(players);
                let classes = players.iter().map(|&p| enclosed.classes[p].clone()).collect();
                let indices = (0..coarse.shape().profiles()).collect();
                let source = Arc::new(Part::new(&enclosed.source, players.to_vec(), indices));
                Self::enclosed(coarse, classes, source, enclosed.max_bits)
            }
        }
    }

    /// The payoffs of the game in which each player has only the strategies in `kept`.
    #[must_use]
    pub fn restricted(&self, kept: &[Support]) -> Self {
        match &self.0 {
            Kind::Exact(game) => game.restricted(kept).into(),
            Kind::Enclosed(enclosed) => {
                let outer = enclosed.coarse.shape();
                let coarse = enclosed.coarse.restricted(kept);
                let indices: Vec<usize> = coarse
                    .shape()
                    .profiles_iter()
                    .map(|inner| {
                        let profile: Vec<usize> =
                            inner.iter().zip(kept).map(|(&i, support)| support[i]).collect();
                        outer.index(&profile)
                    })
                    .collect();
                let classes = enclosed
                    .classes
                    .iter()
                    .map(|classes| indices.iter().map(|&i| classes[i]).collect())
                    .collect();
                let players = (0..kept.len()).collect();
                let source = Arc::new(Part::new(&enclosed.source, players, indices));
                Self::enclosed(coarse, classes, source, enclosed.max_bits)
            }
        }
    }
}

impl Enclosed {
    fn compare(&self, player: usize, a: usize, b: usize) -> Option<Ordering> {
        let classes = &self.classes[player];
        if classes[a] == classes[b] {
            return Some(Ordering::Equal);
        }
        let (x, y) = (&self.coarse.payoffs(player)[a], &self.coarse.payoffs(player)[b]);
        if x.hi() < y.lo() {
            return Some(Ordering::Less);
        }
        if x.lo() > y.hi() {
            return Some(Ordering::Greater);
        }
        let sign = self.sign(player, &[(a, Rational::one()), (b, Rational::minus_one())])?;
        Some(match sign {
            Sign::Negative => Ordering::Less,
            Sign::Zero => Ordering::Equal,
            Sign::Positive => Ordering::Greater,
        })
    }

    /// Terms whose payoffs are equal, added up; so that ties cancel exactly.
    fn merged(&self, player: usize, combination: &[(usize, Rational)]) -> Combination {
        let classes = &self.classes[player];
        let mut sorted: Vec<(u32, usize, &Rational)> =
            combination.iter().map(|(index, c)| (classes[*index], *index, c)).collect();
        sorted.sort_by_key(|(class, index, _)| (*class, *index));
        let mut merged: Vec<(u32, usize, Rational)> = Vec::new();
        for (class, index, coefficient) in sorted {
            match merged.last_mut() {
                Some((last, _, sum)) if *last == class => *sum += coefficient,
                _ => merged.push((class, index, coefficient.clone())),
            }
        }
        merged.into_iter().filter(|(_, _, c)| !c.is_zero()).map(|(_, i, c)| (i, c)).collect()
    }

    fn sign(&self, player: usize, combination: &[(usize, Rational)]) -> Option<Sign> {
        let merged = self.merged(player, combination);
        if merged.is_empty() {
            return Some(Sign::Zero);
        }
        if let Some(sign) = self.coarse_sum(player, &merged).certain_sign() {
            return Some(sign);
        }
        if let Some(sign) = self.source.range(player, &merged).and_then(|x| x.certain_sign()) {
            return Some(sign);
        }
        let mut bits = 128;
        while bits <= self.max_bits {
            if let Some(sign) = self.wide_sum(player, &merged, bits).and_then(|x| x.certain_sign())
            {
                return Some(sign);
            }
            bits *= 2;
        }
        self.source.is_zero(player, &merged).then_some(Sign::Zero)
    }

    fn bounds(
        &self,
        player: usize,
        combination: &[(usize, Rational)],
    ) -> Option<(Rational, Rational)> {
        let merged = self.merged(player, combination);
        let coarse = self.coarse_sum(player, &merged);
        // Differences of nearly equal payoffs lose digits: compute those again
        if coarse.width() <= coarse.midpoint().abs() * ENOUGH {
            return coarse.bounds();
        }
        if let Some(range) = self.source.range(player, &merged) {
            return range.bounds();
        }
        match self.wide_sum(player, &merged, 128) {
            Some(wide) => wide.to_interval().bounds().or_else(|| wide.bounds()),
            None => coarse.bounds(),
        }
    }

    fn coarse_sum(&self, player: usize, combination: &[(usize, Rational)]) -> Interval {
        let mut sum = Interval::zero();
        for (index, coefficient) in combination {
            let payoff = &self.coarse.payoffs(player)[*index];
            sum.add_product(&Interval::from_rational(coefficient), payoff);
        }
        sum
    }

    fn wide_sum(
        &self,
        player: usize,
        combination: &[(usize, Rational)],
        bits: u32,
    ) -> Option<Wide> {
        let mut sum = Wide::zero();
        for (index, coefficient) in combination {
            let payoff = self.wide(player, *index, bits)?;
            sum.add_product(&Wide::from_rational_bits(coefficient, precision(bits)), &payoff);
        }
        Some(sum)
    }

    fn wide(&self, player: usize, index: usize, bits: u32) -> Option<Wide> {
        let key = (player, index);
        if let Ok(narrowed) = self.narrowed.lock()
            && let Some((known, value)) = narrowed.get(&key)
            && *known >= bits
        {
            return value.clone();
        }
        let value = self.source.payoff(player, index, bits);
        if let Ok(mut narrowed) = self.narrowed.lock() {
            narrowed.insert(key, (bits, value.clone()));
        }
        value
    }
}

/// Bits as the number type wants them.
fn precision(bits: u32) -> Bits {
    Bits::new(bits as usize)
}
