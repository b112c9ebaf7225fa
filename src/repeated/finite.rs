//! Games that are repeated so many times, and no more.

use crate::game::{Game, Polygon};
use crate::num::{Rational, Ring};

/// The payoffs that subgame-perfect equilibria in pure strategies give when a game of two players is played so many times: averages,
/// a round counting δ times the one before (δ = 1: all the same), with lots that everybody sees before each round. Nothing where there
/// are not two players, no rounds, or the discount factor is not from 0 to 1. The set may be empty.
///
/// Backward induction on sets: in the last round an equilibrium of the stage game is played; before, any profile from which nobody gains
/// by deviating, given the worst that may follow. Where the stage game has a single equilibrium nothing else is ever played; where there
/// are several, their difference is what keeps players from deviating in earlier rounds (J.-P. Benoît and V. Krishna, "Finitely repeated games", *Econometrica* 53 (1985), 905–922,
/// `benoit1985`).
///
/// # Complexity
/// For each round and profile a polygon is cut twice, in fractions whose digits grow with the number of rounds.
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
/// assert_eq!(finite(&game, 7, &one, &|_| true).unwrap().vertices, [[3, 3].map(Rational::integer)]);
/// ```
pub fn finite(
    game: &Game<Rational>,
    rounds: usize,
    discount: &Rational,
    watch: &(dyn Fn(usize) -> bool + Sync),
) -> Option<Polygon> {
    let fits = *discount >= Rational::zero() && *discount <= Rational::one();
    if game.players() != 2 || rounds == 0 || !fits {
        return None;
    }
    let shape = game.shape();
    let gains: Vec<[Rational; 2]> = (0..shape.profiles())
        .map(|profile| {
            [0, 1].map(|player| {
                game.best_payoff(player, profile).minus(&game.payoffs(player)[profile])
            })
        })
        .collect();
    let own = |profile: usize| [0, 1].map(|player| game.payoffs(player)[profile].clone());
    let settled = gains.iter().enumerate().filter(|(_, gain)| gain.iter().all(Rational::is_zero));
    let mut set = Polygon::hull(settled.map(|(profile, _)| own(profile)).collect());
    // How much all later rounds count together, where one counts 1
    let mut later = Rational::one();
    for round in 1..rounds {
        if !watch(round) {
            return None;
        }
        let mut weight = discount.clone();
        weight *= &later;
        let mut all = weight.clone();
        all += &Rational::one();
        let share = all.recip()?;
        set = before(&set, &gains, own, &weight, &share);
        later = all;
    }
    Some(set)
}

/// The payoffs one round before a set, whose rounds together count `weight` where the new one counts 1; `share` is what one round counts
/// of the whole.
fn before(
    set: &Polygon,
    gains: &[[Rational; 2]],
    own: impl Fn(usize) -> [Rational; 2],
    weight: &Rational,
    share: &Rational,
) -> Polygon {
    let [Some(first), Some(second)] = [set.least(0), set.least(1)] else {
        return Polygon::default();
    };
    let worst = [first.clone(), second.clone()];
    let mut points = Vec::new();
    for (profile, gain) in gains.iter().enumerate() {
        let free = gain.iter().all(Rational::is_zero);
        let follows = if free {
            set.clone()
        } else {
            let Some(inverse) = weight.recip() else { continue };
            let floor = [0, 1].map(|player| {
                let mut floor = worst[player].clone();
                floor.add_product(&inverse, &gain[player]);
                floor
            });
            set.at_least(&floor)
        };
        let own = own(profile);
        points.extend(follows.vertices.iter().map(|vertex| {
            [0, 1].map(|player| {
                let mut value = own[player].clone();
                value.add_product(weight, &vertex[player]);
                value *= share;
                value
            })
        }));
    }
    Polygon::hull(points)
}
