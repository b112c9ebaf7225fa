//! Payoffs of any number of players that can be reached, and those that leave nobody less than they can be held to.

use dashu_int::IBig;

use crate::game::Game;
use crate::linalg::{Fractions, extreme_rays, null_space};
use crate::num::{Rational, Ring};

/// Payoffs that can be reached with lots that everybody sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reachable {
    /// The corners of all of them, in order: a payoff of each player.
    pub all: Vec<Vec<Rational>>,
    /// The corners of those in which nobody gets less than a floor; none if there are none.
    pub kept: Vec<Vec<Rational>>,
    /// Half-spaces whose common part is `all`: a level, and a number for each player; the sum of level and numbers times payoffs is
    /// not negative.
    pub facets: Vec<Vec<Rational>>,
    /// The same for equations, where payoffs do not span all dimensions.
    pub equations: Vec<Vec<Rational>>,
}

/// All averages of payoffs in pure profiles, and those of them that give each player at least a floor: with minmax values for
/// floors, the payoffs that are feasible and individually rational, exactly. `go_on` is asked between steps with the number of facets
/// or corners so far; nothing when it says no.
///
/// Source: D. Fudenberg and E. Maskin, "The folk theorem in repeated games with discounting or with incomplete information",
/// *Econometrica* 54 (1986), 533–554 (`fudenberg1986`), for what the set is for.
///
/// # Complexity
/// The double description method, twice: for each profile cubic in the number of facets so far.
///
/// # Examples
/// ```
/// use equil::game::Game;
/// use equil::num::Rational;
/// use equil::repeated::reachable;
///
/// // Each of three may give 1, which pays 3/5 to everybody: 8 profiles, of which giving pays when two others do
/// let pays = |profile: usize, player: usize| {
///     let gives = |player: usize| (profile >> player & 1) as i64;
///     Rational::new(3 * (gives(0) + gives(1) + gives(2)) - 5 * gives(player), 5).unwrap()
/// };
/// let payoffs = (0..3).map(|player| (0..8).map(|p| pays(p, player)).collect()).collect();
/// let game = Game::new(vec![2, 2, 2], payoffs).unwrap();
/// let found = reachable(&game, &vec![Rational::integer(0); 3], &mut |_| true).unwrap();
/// assert_eq!((found.all.len(), found.kept.len()), (8, 11));
/// // All give
/// assert!(found.kept.contains(&vec![Rational::new(4, 5).unwrap(); 3]));
/// ```
pub fn reachable(
    game: &Game<Rational>,
    floor: &[Rational],
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Option<Reachable> {
    let players = game.players();
    let mut points: Vec<Vec<Rational>> = (0..game.shape().profiles())
        .map(|profile| (0..players).map(|player| game.payoffs(player)[profile].clone()).collect())
        .collect();
    points.sort_unstable();
    points.dedup();
    let mut cone = |equations: &[Vec<IBig>], inequalities: &[Vec<IBig>]| {
        // Cones that hold lines are cut by the equations of these
        extreme_rays(players + 1, equations, inequalities, go_on).ok()
    };
    let raised: Vec<Vec<IBig>> = points.iter().map(|point| raised(point)).collect();
    let equations = null_space(players + 1, &raised);
    let facets = cone(&equations, &raised)?;
    let corners = |rays: Vec<Vec<IBig>>| {
        let mut corners: Vec<Vec<Rational>> = rays.iter().filter_map(|ray| lowered(ray)).collect();
        corners.sort_unstable();
        corners
    };
    let all = corners(cone(&equations, &facets)?);
    let mut inside = facets.clone();
    for (player, least) in floor.iter().enumerate() {
        let mut row = vec![Rational::zero(); players + 1];
        row[0] = least.negated();
        row[player + 1] = Rational::one();
        inside.push(Fractions::new(&row).to_big());
    }
    inside.push((0..=players).map(|k| IBig::from(u8::from(k == 0))).collect());
    let kept = corners(cone(&equations, &inside)?);
    let exact = |rows: Vec<Vec<IBig>>| {
        rows.iter().map(|row| row.iter().map(Rational::from_integer).collect()).collect()
    };
    Some(Reachable { all, kept, facets: exact(facets), equations: exact(equations) })
}

/// `(1, point)`, times what makes it whole.
pub(super) fn raised(point: &[Rational]) -> Vec<IBig> {
    let row: Vec<Rational> =
        std::iter::once(Rational::one()).chain(point.iter().cloned()).collect();
    Fractions::new(&row).to_big()
}

/// The point of a ray, if it is one.
pub(super) fn lowered(ray: &[IBig]) -> Option<Vec<Rational>> {
    let (first, rest) = ray.split_first()?;
    let scale = Rational::from_integer(first).recip()?;
    let over = |x: &IBig| {
        let mut x = Rational::from_integer(x);
        x *= &scale;
        x
    };
    Some(rest.iter().map(over).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::game::Polygon;
    use crate::linalg::Matrix;
    use crate::lp::{Limit, matrix_game};

    fn game(counts: Vec<usize>, payoffs: &[Vec<i64>]) -> Game<Rational> {
        let exact = |all: &Vec<i64>| all.iter().copied().map(Rational::integer).collect();
        Game::new(counts, payoffs.iter().map(exact).collect()).unwrap()
    }

    /// Whether a point is an average of others: no direction tells it from all of them.
    fn is_average(point: &[Rational], of: &[Vec<Rational>]) -> bool {
        if of.is_empty() {
            return false;
        }
        let along = |sign: bool, player: usize, other: &[Rational]| {
            let way = other[player].minus(&point[player]);
            if sign { way } else { way.negated() }
        };
        let rows = (0..point.len()).flat_map(|player| [(true, player), (false, player)]);
        let entries =
            rows.flat_map(|(sign, player)| of.iter().map(move |other| along(sign, player, other)));
        let matrix = Matrix::new(2 * point.len(), of.len(), entries.collect()).unwrap();
        matrix_game::solve(&matrix, Limit::default()).unwrap().value <= Rational::zero()
    }

    proptest! {
        #[test]
        fn of_two_players_it_is_the_polygon(
            payoffs in prop::collection::vec(prop::collection::vec(-4..5_i64, 6), 2),
            floor in prop::array::uniform2(-4..5_i64),
        ) {
            let game = game(vec![2, 3], &payoffs);
            let floor = floor.map(Rational::integer);
            let found = reachable(&game, &floor, &mut |_| true).unwrap();
            let points = game.payoffs(0).iter().zip(game.payoffs(1));
            let hull = Polygon::hull(points.map(|(a, b)| [a.clone(), b.clone()]).collect());
            let same = |polygon: &Polygon, corners: &[Vec<Rational>]| {
                let mut all: Vec<Vec<Rational>> = polygon.vertices.iter().map(|v| v.to_vec()).collect();
                all.sort_unstable();
                all == corners
            };
            prop_assert!(same(&hull, &found.all));
            prop_assert!(same(&hull.at_least(&floor), &found.kept));
        }

        /// An average is in the set exactly if it leaves nobody less; the third player's payoffs may depend on the others'.
        #[test]
        fn of_three_players_averages_are_told(
            mut payoffs in prop::collection::vec(prop::collection::vec(-3..4_i64, 8), 3),
            floor in prop::array::uniform3(-3..2_i64),
            weights in prop::collection::vec(0..4_i64, 8),
            is_flat in any::<bool>(),
        ) {
            if is_flat {
                payoffs[2] = (0..8).map(|k| payoffs[0][k] + payoffs[1][k]).collect();
            }
            let sum: i64 = weights.iter().sum();
            prop_assume!(sum > 0);
            let game = game(vec![2, 2, 2], &payoffs);
            let floor = floor.map(Rational::integer);
            let found = reachable(&game, &floor, &mut |_| true).unwrap();
            prop_assert!(!is_flat || !found.equations.is_empty());
            let average = |player: usize| {
                let total: i64 = weights.iter().zip(&payoffs[player]).map(|(w, x)| w * x).sum();
                Rational::new(total, sum).unwrap()
            };
            let point: Vec<Rational> = (0..3).map(average).collect();
            let above = (0..3).all(|player| point[player] >= floor[player]);
            prop_assert!(is_average(&point, &found.all));
            prop_assert_eq!(is_average(&point, &found.kept), above);
            for corner in &found.kept {
                prop_assert!(is_average(corner, &found.all));
                prop_assert!((0..3).all(|player| corner[player] >= floor[player]));
            }
        }
    }
}
