//! A stage of a stochastic game with what follows, as those see it who know what states beyond a group are worth.

use super::{Bounds, Game, Profile, Shape, StochasticGame};
use crate::num::{Rational, Ring};

/// A stage of a state in a group, in numbers of one kind: a profile pays `base`, and leads to states of the group whose worth is not known
/// yet.
#[derive(Clone, Debug)]
pub struct Continued<T> {
    shape: Shape,
    /// `(1 − δ) u + δ Σ q v` over the states beyond the group, `[player][profile]`.
    base: Vec<Vec<T>>,
    /// Places in the group, each with its chance.
    moves: Vec<Vec<(usize, T)>>,
    discounts: Vec<T>,
}

impl<T: Ring> Continued<T> {
    /// The stage of `state`, which is in the `group` (increasing), when the states beyond it are worth `worth(state, player)`. `number` says what stands for
    /// a number of which bounds are known.
    ///
    /// # Complexity
    /// One pass over payoffs and moves.
    pub fn new(
        game: &StochasticGame,
        state: usize,
        group: &[usize],
        worth: impl Fn(usize, usize) -> T,
        number: impl Fn(&Bounds) -> T,
    ) -> Self {
        let stage = &game.stages()[state];
        let profiles = stage.shape().profiles();
        let chance = |chance: &Rational| number(&(chance.clone(), chance.clone()));
        let discounts: Vec<T> = (0..game.players()).map(|p| number(game.discount(p))).collect();
        let base = |(player, discount): (usize, &T)| {
            let now = T::one().minus(discount);
            let pays = |profile: usize| {
                let mut pays = number(stage.payoff(player, profile));
                pays *= &now;
                let beyond = stage.moves(profile).iter();
                for (next, share) in beyond.filter(|(next, _)| group.binary_search(next).is_err()) {
                    let mut weight = chance(share);
                    weight *= discount;
                    pays.add_product(&weight, &worth(*next, player));
                }
                pays
            };
            (0..profiles).map(pays).collect()
        };
        let moves = |profile: usize| {
            let within = stage.moves(profile).iter();
            within.filter_map(|(s, share)| Some((group.binary_search(s).ok()?, chance(share))))
        };
        Self {
            shape: stage.shape().clone(),
            base: discounts.iter().enumerate().map(base).collect(),
            moves: (0..profiles).map(|profile| moves(profile).collect()).collect(),
            discounts,
        }
    }

    /// The profiles of strategies that are available.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The stage game with what follows, when the states of the group are worth `worth(place, player)`.
    #[allow(clippy::missing_panics_doc)] // there is a payoff for each profile
    pub fn game(&self, worth: impl Fn(usize, usize) -> T) -> Game<T> {
        let own = |(player, base): (usize, &Vec<T>)| {
            let pays = |(pays, moves): (&T, &Vec<(usize, T)>)| {
                let mut later = T::zero();
                for (place, chance) in moves {
                    later.add_product(chance, &worth(*place, player));
                }
                let mut pays = pays.clone();
                pays.add_product(&self.discounts[player], &later);
                pays
            };
            base.iter().zip(&self.moves).map(pays).collect()
        };
        let payoffs = self.base.iter().enumerate().map(own).collect();
        Game::new(self.shape.strategies().to_vec(), payoffs).expect("one payoff for each profile")
    }

    /// How much each state of the group counts for what a strategy of `player` earns while the others keep to `profile`: δ times its
    /// chance. Some place may be listed more than once.
    ///
    /// # Complexity
    /// One pass over the moves.
    pub fn reached(&self, player: usize, profile: &Profile<T>) -> Vec<Vec<(usize, T)>> {
        let mut reached = vec![Vec::new(); self.shape.strategies()[player]];
        for (own, index, weight) in self.shape.weights(player, profile) {
            let discounted = |(place, chance): &(usize, T)| {
                let mut chance = chance.clone();
                chance *= &weight;
                chance *= &self.discounts[player];
                (*place, chance)
            };
            reached[own].extend(self.moves[index].iter().map(discounted));
        }
        reached
    }
}

impl<T: Ring> Game<T> {
    /// How what each strategy of `player` earns changes with the probability of each strategy of `other`, while everybody else keeps to
    /// `profile`: `[other's strategy][own strategy]`.
    ///
    /// # Complexity
    /// One pass over the player's payoffs.
    pub fn responses(&self, player: usize, other: usize, profile: &Profile<T>) -> Vec<Vec<T>> {
        let theirs = |strategy: usize| {
            let mut mixed: Vec<Vec<T>> = profile.iter().cloned().collect();
            for (place, probability) in mixed[other].iter_mut().enumerate() {
                *probability = if place == strategy { T::one() } else { T::zero() };
            }
            self.deviation_payoffs(player, &Profile::new(mixed))
        };
        (0..self.strategies()[other]).map(theirs).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Stage;
    use super::*;

    fn q(n: i64, d: i64) -> Rational {
        Rational::new(n, d).unwrap()
    }

    /// Two players; state 0 leads to itself and to state 1, which is worth 5 and −1.
    #[test]
    fn what_follows_is_added() {
        let exactly = |list: [i64; 4]| list.map(|n| (q(n, 1), q(n, 1))).to_vec();
        let moves = vec![
            vec![(0, q(1, 1))],
            vec![(1, q(1, 1))],
            vec![(0, q(1, 2)), (1, q(1, 2))],
            vec![(1, q(1, 1))],
        ];
        let payoffs = vec![exactly([1, 2, 3, 4]), exactly([0, 0, 8, 0])];
        let first = Stage::new(vec![vec![0, 1]; 2], payoffs, moves).unwrap();
        let end = vec![vec![(q(0, 1), q(0, 1))]; 2];
        let end = Stage::new(vec![vec![0]; 2], end, vec![vec![(1, q(1, 1))]]).unwrap();
        let half = (q(1, 2), q(1, 2));
        let game = StochasticGame::new(vec![half.clone(), half], vec![first, end]).unwrap();
        let worth = [q(5, 1), q(-1, 1)];
        let stage = Continued::new(&game, 0, &[0], |_, p| worth[p].clone(), |(low, _)| low.clone());
        let at = stage.game(|_, player| [q(2, 1), q(6, 1)][player].clone());
        assert_eq!(at.payoffs(0), [q(3, 2), q(7, 2), q(13, 4), q(9, 2)]);
        assert_eq!(at.payoffs(1)[2], q(21, 4));
        let even = Profile::new(vec![vec![q(1, 2), q(1, 2)]; 2]);
        assert_eq!(at.responses(0, 1, &even), [[q(3, 2), q(7, 2)], [q(13, 4), q(9, 2)]]);
        // The first strategy stays for sure, or with chance 1/2
        let sum = |list: &Vec<(usize, Rational)>| {
            list.iter().fold(q(0, 1), |mut sum, (_, chance)| {
                sum += chance;
                sum
            })
        };
        let reached: Vec<Rational> = stage.reached(0, &even).iter().map(sum).collect();
        assert_eq!(reached, [q(3, 8), q(0, 1)]);
    }
}
