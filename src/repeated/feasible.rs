//! Payoffs of two players that can be reached at all.

use crate::game::{Payoffs, Polygon};

/// All averages of payoffs in pure profiles: what can be reached with lots that everybody sees. Nothing where there are not two
/// players, or payoffs are not rational.
///
/// # Complexity
/// Sorting all profiles.
///
/// # Examples
/// ```
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
/// use equil::repeated::feasible;
///
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let all = feasible(&game).unwrap();
/// assert_eq!(all.vertices.len(), 4);
/// // Nobody gets less than 3 once they refuse
/// let three = Rational::integer(3);
/// let kept = all.at_least(&[three.clone(), three]);
/// assert_eq!(kept.area(), Rational::new(81, 2).unwrap());
/// ```
pub fn feasible(payoffs: &Payoffs) -> Option<Polygon> {
    let game = payoffs.rational()?;
    if payoffs.shape().players() != 2 {
        return None;
    }
    let points = game.payoffs(0).iter().zip(game.payoffs(1));
    Some(Polygon::hull(points.map(|(a, b)| [a.clone(), b.clone()]).collect()))
}
