//! Random numbers by their place: the same on every machine, in any order.
//!
//! Source: `steele2014` in `paper/refs.bib`.

use super::{Rational, Ring};

/// 2⁶⁴ divided by the golden ratio, made odd.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// How `SplitMix64` mixes bits.
#[inline]
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The draws of one seed: a function of their place from 0.
///
/// # Examples
/// ```
/// use equil::num::Draws;
///
/// let draws = Draws::new(1);
/// assert!((0..100).all(|place| (1..=6).contains(&draws.integer(place, (1, 6)))));
/// assert_eq!(draws.bits(7), Draws::new(1).bits(7));
/// assert_ne!(draws.at(0).bits(7), draws.at(1).bits(7));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Draws(u64);

impl Draws {
    /// Those of a seed.
    pub fn new(seed: u64) -> Self {
        Self(mix(seed.wrapping_mul(GOLDEN)))
    }

    /// The draws of one of many sequences, told apart by their number.
    #[must_use]
    #[inline]
    pub fn at(self, sequence: u64) -> Self {
        Self(mix(self.0 ^ mix(sequence.wrapping_add(GOLDEN))))
    }

    /// 64 random bits.
    #[inline]
    pub fn bits(self, place: usize) -> u64 {
        mix(self.0.wrapping_add((place as u64).wrapping_add(1).wrapping_mul(GOLDEN)))
    }

    /// 64 random bits, by a place of 64 bits.
    #[inline]
    pub fn bits_at(self, place: u64) -> u64 {
        mix(self.0.wrapping_add(place.wrapping_add(1).wrapping_mul(GOLDEN)))
    }

    /// An integer from `low` to `high`, both included: the remainder of the bits.
    pub fn integer(self, place: usize, (low, high): (i64, i64)) -> i64 {
        let count = high.wrapping_sub(low).cast_unsigned().wrapping_add(1);
        low.wrapping_add((self.bits(place) % count).cast_signed())
    }

    /// A float from 0 up to but below 1, a multiple of 2⁻⁵³.
    #[allow(clippy::cast_precision_loss)] // 53 bits
    #[inline]
    pub fn uniform(self, place: usize) -> f64 {
        const UNIT: f64 = 1.0 / (1_u64 << 53) as f64;
        (self.bits(place) >> 11).cast_signed() as f64 * UNIT // signed: one instruction
    }

    /// Which of several things that have these chances, which add up to 1: the one that [`Draws::uniform`] falls on.
    ///
    /// # Examples
    /// ```
    /// use equil::num::{Draws, Rational};
    ///
    /// let chances = [1, 3].map(|part| Rational::new(part, 4).unwrap());
    /// let second = (0..1000).filter(|&place| Draws::new(1).choice(place, &chances) == 1).count();
    /// assert!((700..800).contains(&second));
    /// ```
    pub fn choice(self, place: usize, chances: &[Rational]) -> usize {
        let mut left = Rational::from_f64(self.uniform(place)).unwrap_or_else(Rational::zero);
        for (place, chance) in chances.iter().enumerate() {
            if left < *chance {
                return place;
            }
            left -= chance;
        }
        // Chances add up to 1, and lots are below it
        chances.len().saturating_sub(1)
    }

    /// Normally distributed, from the draws at `place` and `place + count` (Box and Muller).
    pub fn normal(self, place: usize, count: usize) -> f64 {
        let (u, v) = (self.uniform(place), self.uniform(count + place));
        let turn = 2.0 * std::f64::consts::PI;
        (-2.0 * core_math::log(1.0 - u)).sqrt() * core_math::cos(turn * v)
    }
}
