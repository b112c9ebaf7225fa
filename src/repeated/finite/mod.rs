//! Games that are repeated so many times, and no more.

mod body;
mod path;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::certify::{GeneratedPoint, is_round_before};
use crate::game::{Game, Polygon};
use crate::num::{Rational, Ring};

use body::{Body, lot};
pub use path::{FinitePath, Temptation, finite_path};

/// The payoffs that equilibria of a game of so many rounds give.
#[derive(Clone, Debug)]
pub struct FinitePayoffs {
    /// How many rounds are played.
    pub rounds: usize,
    /// What a payoff one round later counts to each player.
    pub discounts: Vec<Rational>,
    /// The corners of the set, payoffs on average. Each is had by a profile that is played first, and a lot over the corners of one round less;
    /// of two players counterclockwise, else in order.
    pub corners: Vec<GeneratedPoint>,
    /// Whether it was checked, in each round, that the corners are what equilibria give ([`is_round_before`]).
    pub certified: bool,
}

impl FinitePayoffs {
    /// The set of two players; nothing where there are not two.
    pub fn polygon(&self) -> Option<Polygon> {
        let pair = |one: &GeneratedPoint| <[Rational; 2]>::try_from(one.payoffs.clone()).ok();
        let fits = self.discounts.len() == 2;
        let vertices: Option<Vec<_>> = self.corners.iter().filter(|_| fits).map(pair).collect();
        vertices.filter(|_| fits).map(|vertices| Polygon { vertices })
    }
}

/// The payoffs that subgame-perfect equilibria in pure strategies give when a game is played so many times: averages, a round counting
/// δ times the one before, for each player their own (δ = 1: all the same), with lots that everybody sees before each round. `watch` is asked
/// between steps with the number of rounds that are done. Nothing where it said no, there are no rounds, or the discount factors are not one
/// from 0 to 1 for each player. The set may be empty.
///
/// Backward induction on sets, exactly: in the last round an equilibrium of the stage game is played; before, any profile from which nobody gains
/// by deviating, given the worst that may follow. Where the stage game has a single equilibrium nothing else is ever played; where there
/// are several, their difference is what keeps players from deviating in earlier rounds (J.-P. Benoît and V. Krishna, "Finitely repeated games", *Econometrica* 53 (1985), 905–922,
/// `benoit1985`).
///
/// # Complexity
/// For each round and profile a polygon is cut twice, in fractions whose digits grow with the number of rounds; of more than two players
/// the double description method lists the corners of what is left, and of the hull of all that is found: cubic in the number of corners and sides.
///
/// # Examples
/// ```
/// use equil::game::Game;
/// use equil::num::Rational;
/// use equil::repeated::finite;
///
/// // A prisoner's dilemma: its equilibrium, however often
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
/// let one = Rational::integer(1);
/// let found = finite(&game, 7, &[one.clone(), one], &|_| true).unwrap();
/// assert_eq!(found.polygon().unwrap().vertices, [[3, 3].map(Rational::integer)]);
/// assert!(found.certified);
/// ```
pub fn finite(
    game: &Game<Rational>,
    rounds: usize,
    discounts: &[Rational],
    watch: &(dyn Fn(usize) -> bool + Sync),
) -> Option<FinitePayoffs> {
    let mut ending = Ending::new(game, discounts)?;
    if rounds == 0 {
        return None;
    }
    let mut certified = true;
    for done in 0..rounds {
        if done > 0 && !watch(done) {
            return None;
        }
        certified &= ending.step(&mut |_| watch(done))?;
    }
    Some(FinitePayoffs { rounds, discounts: discounts.to_vec(), corners: ending.points, certified })
}

/// What equilibria give that play the last rounds only.
struct Ending<'a> {
    game: &'a Game<Rational>,
    discounts: &'a [Rational],
    /// For each profile what each player gains by the best deviation.
    gains: Vec<Vec<Rational>>,
    /// How many rounds are left.
    rounds: usize,
    /// How much they count together to each player, where the first of them counts 1.
    counts: Vec<Rational>,
    /// What they give; of no rounds nothing is given.
    set: Body,
    /// Its corners, and how they come about.
    points: Vec<GeneratedPoint>,
}

impl<'a> Ending<'a> {
    /// Before any round; nothing where the discount factors are not one from 0 to 1 for each player.
    fn new(game: &'a Game<Rational>, discounts: &'a [Rational]) -> Option<Self> {
        let players = game.players();
        let fits = |one: &Rational| *one >= Rational::zero() && *one <= Rational::one();
        if discounts.len() != players || !discounts.iter().all(fits) {
            return None;
        }
        let gain = |profile: usize, player: usize| {
            game.best_payoff(player, profile).minus(&game.payoffs(player)[profile])
        };
        let gains = (0..game.shape().profiles())
            .map(|profile| (0..players).map(|player| gain(profile, player)).collect())
            .collect();
        let counts = vec![Rational::zero(); players];
        let (rounds, points) = (0, Vec::new());
        Some(Self { game, discounts, gains, rounds, counts, set: Body::default(), points })
    }

    /// How much all that comes after a round counts to each player, where that round counts 1.
    fn weights(&self) -> Vec<Rational> {
        let both = self.discounts.iter().zip(&self.counts);
        both.map(|(discount, count)| {
            let mut weight = discount.clone();
            weight *= count;
            weight
        })
        .collect()
    }

    /// What each player must get at least, on average, of the rounds that are left so that nobody deviates from a profile played before;
    /// nothing where no rounds make up for it. Who gains nothing needs no more than the worst.
    fn floor(&self, weights: &[Rational], profile: usize) -> Option<Vec<Rational>> {
        let each = self.gains[profile].iter().zip(weights).enumerate();
        let floors = each.map(|(player, (gain, weight))| {
            let mut floor = self.set.least(player).cloned().unwrap_or_else(Rational::zero);
            if !gain.is_zero() {
                floor.add_product(&weight.recip()?, gain);
            }
            Some(floor)
        });
        floors.collect()
    }

    /// Goes back one round; whether what was found is certified. Nothing where it was stopped.
    fn step(&mut self, go_on: &mut dyn FnMut(usize) -> bool) -> Option<bool> {
        let weights = self.weights();
        let mut all = BTreeMap::new();
        let mut known: BTreeMap<Vec<Rational>, Vec<Vec<Rational>>> = BTreeMap::new();
        for profile in 0..self.gains.len() {
            let Some(floor) = self.floor(&weights, profile) else { continue };
            let follows = match known.get(&floor) {
                Some(follows) => follows,
                // Of no rounds nothing is given, whoever asks for it
                None if self.rounds == 0 => known.entry(floor).or_insert(vec![Vec::new()]),
                None => {
                    let follows = self.set.at_least(&floor, go_on)?;
                    known.entry(floor).or_insert(follows)
                }
            };
            for follow in follows {
                let value = self.value(profile, &weights, follow)?;
                all.entry(value).or_insert_with(|| (profile, follow.clone()));
            }
        }
        let set = Body::hull(all.keys().cloned().collect(), go_on)?;
        let later = std::mem::take(&mut self.set).corners;
        let points = set.corners.iter().map(|corner| {
            let (profile, follow) = all.get(corner)?;
            let continuation = if self.rounds == 0 { Vec::new() } else { lot(&later, follow)? };
            Some(GeneratedPoint { payoffs: corner.clone(), profile: *profile, continuation })
        });
        self.points = points.collect::<Option<_>>()?;
        let sound = is_round_before(self.game, self.discounts, self.rounds, &later, &self.points);
        self.set = set;
        self.rounds += 1;
        for (count, weight) in self.counts.iter_mut().zip(weights) {
            *count = weight;
            *count += &Rational::one();
        }
        Some(sound)
    }

    /// What a profile gives together with what follows, on average.
    fn value(
        &self,
        profile: usize,
        weights: &[Rational],
        follow: &[Rational],
    ) -> Option<Vec<Rational>> {
        let each = weights.iter().enumerate().map(|(player, weight)| {
            let mut value = self.game.payoffs(player)[profile].clone();
            if let Some(later) = follow.get(player) {
                value.add_product(weight, later);
            }
            let mut all = weight.clone();
            all += &Rational::one();
            value *= &all.recip()?;
            Some(value)
        });
        each.collect()
    }
}
