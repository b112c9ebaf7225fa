//! How many players and strategies a game has, and how its pure profiles are numbered.

use super::{Profile, Support};
use crate::num::Ring;

/// The numbers of strategies of the players. Pure profiles are numbered from 0; the first player's
/// strategy varies fastest, as in `.nfg`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Invariant: not empty, no entry is 0, and the product fits.
    strategies: Vec<usize>,
    /// `strides[i]`: how far apart two profiles are that differ by 1 in player `i`'s strategy.
    strides: Vec<usize>,
    profiles: usize,
}

impl Shape {
    /// The shape in which player `i` has `strategies[i]` strategies. `None` when there is no
    /// player, a player has no strategy, or the profiles cannot be counted.
    pub fn new(strategies: Vec<usize>) -> Option<Self> {
        let mut strides = Vec::with_capacity(strategies.len());
        let mut profiles = 1_usize;
        for &count in &strategies {
            strides.push(profiles);
            profiles = profiles.checked_mul(count)?;
        }
        (profiles > 0 && !strategies.is_empty()).then_some(Self { strategies, strides, profiles })
    }

    /// Number of pure strategies of each player.
    pub fn strategies(&self) -> &[usize] {
        &self.strategies
    }

    /// Number of players.
    pub fn players(&self) -> usize {
        self.strategies.len()
    }

    /// Number of pure profiles.
    pub fn profiles(&self) -> usize {
        self.profiles
    }

    /// How far apart two profiles are that differ by 1 in the strategy of `player`.
    pub fn stride(&self, player: usize) -> usize {
        self.strides[player]
    }

    /// The number of a pure profile.
    pub fn index(&self, profile: &[usize]) -> usize {
        profile.iter().zip(&self.strides).map(|(strategy, stride)| strategy * stride).sum()
    }

    /// The strategy of `player` in the profile number `index`.
    pub fn strategy(&self, index: usize, player: usize) -> usize {
        index / self.strides[player] % self.strategies[player]
    }

    /// The pure profile number `index`: one strategy for each player.
    pub fn profile(&self, index: usize) -> Vec<usize> {
        (0..self.players()).map(|player| self.strategy(index, player)).collect()
    }

    /// The profile number `index` with `player`'s strategy replaced.
    pub fn with(&self, index: usize, player: usize, strategy: usize) -> usize {
        index - self.strategy(index, player) * self.strides[player]
            + strategy * self.strides[player]
    }

    /// Every pure profile, in order.
    pub fn profiles_iter(&self) -> impl Iterator<Item = Vec<usize>> + '_ {
        (0..self.profiles).map(|index| self.profile(index))
    }

    /// Whether everybody plays one of their `kept` strategies in the profile number `index`.
    pub fn is_within(&self, index: usize, kept: &[Support]) -> bool {
        kept.iter().enumerate().all(|(player, kept)| kept.contains(&self.strategy(index, player)))
    }

    /// The numbers of all profiles in which `player` plays their first strategy, in order: one for
    /// each way the others can play.
    pub fn rival_profiles(&self, player: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.profiles / self.strategies[player]).map(move |way| self.rival_profile(player, way))
    }

    /// The number at place `way` of [`Shape::rival_profiles`].
    pub fn rival_profile(&self, player: usize, way: usize) -> usize {
        let (stride, count) = (self.strides[player], self.strategies[player]);
        way / stride * stride * count + way % stride
    }

    /// The numbers of all profiles within `kept` in which `player` plays their first strategy
    /// (kept or not), in order: one for each way the others can play.
    pub fn rival_profiles_within(&self, player: usize, kept: &[Support]) -> Vec<usize> {
        let mut found = vec![0];
        // From the last player down, so that the first varies fastest
        for other in (0..self.players()).rev().filter(|&other| other != player) {
            found = found
                .iter()
                .flat_map(|base| kept[other].iter().map(move |s| base + s * self.strides[other]))
                .collect();
        }
        found
    }

    /// Every pure profile with positive weight when the others keep to `profile`: `player`'s own
    /// strategy in it, its number, and the product of the others' probabilities.
    pub(crate) fn weights<'a, T: Ring>(
        &'a self,
        player: usize,
        profile: &'a Profile<T>,
    ) -> impl Iterator<Item = (usize, usize, T)> + 'a {
        self.profiles_with_weight(player, profile).into_iter().flat_map(move |(base, weight)| {
            (0..self.strategies[player])
                .map(move |own| (own, base + own * self.strides[player], weight.clone()))
        })
    }

    /// The others' pure profiles that have positive weight (as in [`Shape::rival_profiles`]), and
    /// these weights.
    pub(crate) fn profiles_with_weight<T: Ring>(
        &self,
        player: usize,
        profile: &Profile<T>,
    ) -> Vec<(usize, T)> {
        let mut found = vec![(0, T::one())];
        for other in (0..self.players()).rev().filter(|&other| other != player) {
            found = found
                .iter()
                .flat_map(|(base, weight)| {
                    let played = profile[other].iter().enumerate();
                    played.filter(|(_, p)| **p != T::zero()).map(move |(s, p)| {
                        let mut product = weight.clone();
                        product *= p;
                        (base + s * self.strides[other], product)
                    })
                })
                .collect();
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_are_numbered_first_player_fastest() {
        let shape = Shape::new(vec![2, 3, 2]).unwrap();
        assert_eq!(shape.profile(1), [1, 0, 0]);
        assert_eq!(shape.profile(2), [0, 1, 0]);
        for index in 0..shape.profiles() {
            assert_eq!(shape.index(&shape.profile(index)), index);
            assert_eq!(shape.profile(shape.with(index, 1, 2))[1], 2);
        }
    }

    #[test]
    fn rival_profiles_are_those_with_the_first_own_strategy() {
        let shape = Shape::new(vec![2, 3, 2]).unwrap();
        for player in 0..3 {
            let expected: Vec<usize> =
                (0..12).filter(|&index| shape.strategy(index, player) == 0).collect();
            assert_eq!(shape.rival_profiles(player).collect::<Vec<_>>(), expected);
            let all: Vec<Support> = [2, 3, 2].iter().map(|&n| (0..n).collect()).collect();
            assert_eq!(shape.rival_profiles_within(player, &all), expected);
        }
        let kept = vec![vec![1], vec![0, 2], vec![1]];
        assert_eq!(shape.rival_profiles_within(0, &kept), [6, 10]);
    }

    #[test]
    fn impossible_shapes_are_refused() {
        assert_eq!(Shape::new(vec![]), None);
        assert_eq!(Shape::new(vec![2, 0]), None);
        assert_eq!(Shape::new(vec![usize::MAX, 3]), None);
    }
}
