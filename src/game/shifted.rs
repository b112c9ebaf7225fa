//! Payoffs with something added in some profiles.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Game;
use super::narrow::{Combination, Narrow};
use crate::num::{Bits, Interval, Rational, Ring, Sign, Wide};

/// What is added, by player and profile.
pub(super) type Shifts = FxHashMap<(usize, usize), Rational>;

/// The payoffs of another source, and what is added to them.
#[derive(Debug)]
pub(super) struct Shifted {
    of: Arc<dyn Narrow>,
    shifts: Shifts,
}

impl Shifted {
    pub(super) fn new(of: &Arc<dyn Narrow>, shifts: Shifts) -> Self {
        Self { of: Arc::clone(of), shifts }
    }

    /// What is added to a combination.
    fn sum(&self, player: usize, combination: &[(usize, Rational)]) -> Rational {
        let mut sum = Rational::zero();
        for (index, coefficient) in combination {
            if let Some(shift) = self.shifts.get(&(player, *index)) {
                sum.add_product(coefficient, shift);
            }
        }
        sum
    }
}

impl Narrow for Shifted {
    fn payoff(&self, player: usize, index: usize, bits: u32) -> Option<Wide> {
        let mut payoff = self.of.payoff(player, index, bits)?;
        if let Some(shift) = self.shifts.get(&(player, index)) {
            payoff += &Wide::from_rational_bits(shift, Bits::new(bits as usize));
        }
        Some(payoff)
    }

    fn exact(&self, player: usize, index: usize) -> Option<Rational> {
        let mut exact = self.of.exact(player, index)?;
        if let Some(shift) = self.shifts.get(&(player, index)) {
            exact += shift;
        }
        Some(exact)
    }

    fn range(&self, player: usize, combination: &[(usize, Rational)]) -> Option<Interval> {
        let mut range = self.of.range(player, combination)?;
        range += &Interval::from_rational(&self.sum(player, combination));
        Some(range)
    }

    fn is_zero(&self, player: usize, combination: &[(usize, Rational)]) -> bool {
        self.sum(player, combination).signum() == Sign::Zero && self.of.is_zero(player, combination)
    }
}

/// `game` with everything added.
pub(super) fn added<T: Ring>(game: &Game<T>, shifts: &Shifts) -> Game<T> {
    let row = |player: usize| {
        let own = game.payoffs(player).iter().enumerate();
        own.map(|(index, payoff)| {
            let mut payoff = payoff.clone();
            if let Some(shift) = shifts.get(&(player, index)) {
                payoff += &T::from_rational(shift);
            }
            payoff
        })
        .collect()
    };
    Game::new(game.strategies().to_vec(), (0..game.players()).map(row).collect())
        .expect("as many payoffs as before")
}

/// Classes of equal payoffs: those of one class stay equal where the same is added.
pub(super) fn classes(classes: &[Vec<u32>], shifts: &Shifts) -> Vec<Vec<u32>> {
    let mut known: FxHashMap<(usize, u32, Option<&Rational>), u32> = FxHashMap::default();
    let mut numbered = Vec::with_capacity(classes.len());
    for (player, own) in classes.iter().enumerate() {
        let number = |(index, &class): (usize, &u32)| {
            let next = u32::try_from(known.len()).expect("profiles have 32 bits");
            *known.entry((player, class, shifts.get(&(player, index)))).or_insert(next)
        };
        numbered.push(own.iter().enumerate().map(number).collect());
    }
    numbered
}

/// Shifts by player and profile; those of one payoff add up.
pub(super) fn gathered(list: &[(usize, Combination)]) -> Shifts {
    let mut shifts = Shifts::default();
    for (player, added) in list {
        for (index, amount) in added {
            *shifts.entry((*player, *index)).or_insert_with(Rational::zero) += amount;
        }
    }
    shifts.retain(|_, amount| !amount.is_zero());
    shifts
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use crate::format::{Limits, read};
    use crate::model::Assignment;
    use crate::num::Rational;
    use crate::text::Source;

    /// x and y earn e, z earns 3 − (3 − e): ties are known as ties, before and after.
    #[test]
    fn ties_of_irrational_payoffs_stay_or_go() {
        let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\", \"z\"]\n\
                    [payoff.a]\nx = \"exp(1)\"\ny = \"exp(1)\"\nz = \"3 - (3 - exp(1))\"\n";
        let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
        let payoffs = model.at(&Assignment::of(&model), 1024).unwrap();
        let tiny = Rational::integer(2).powi(-400).unwrap();
        let add = |index: usize, amount: &Rational| (0, vec![(index, amount.clone())]);
        let one = payoffs.shifted(&[add(0, &tiny)]);
        assert_eq!(one.compare(0, 0, 1), Some(Ordering::Greater));
        assert_eq!(one.compare(0, 0, 2), Some(Ordering::Greater));
        assert_eq!(one.compare(0, 1, 2), Some(Ordering::Equal));
        let both = payoffs.shifted(&[add(0, &tiny), add(1, &tiny)]);
        assert_eq!(both.compare(0, 0, 1), Some(Ordering::Equal));
        // What adds up to nothing is nothing
        let back = payoffs.shifted(&[add(0, &tiny), add(0, &tiny.negated())]);
        assert_eq!(back.compare(0, 0, 2), Some(Ordering::Equal));
        let e = one.bounds(0, &[(0, Rational::integer(1))]).unwrap();
        assert!(e.0 <= e.1 && (e.0.nearest_f64() - std::f64::consts::E).abs() < 1e-12);
    }
}
