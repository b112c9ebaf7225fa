//! Payoffs of any number of players that equilibria of a repeated game surely give: points that generate each other.

use crate::game::Game;
use crate::num::{Rational, Ring};

/// Payoffs, and how they come about: a profile is played, then a lot decides which of the points follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedPoint {
    /// What each player gets.
    pub payoffs: Vec<Rational>,
    /// The number of the profile that is played first.
    pub profile: usize,
    /// What follows: numbers of points, and their probabilities.
    pub continuation: Vec<(usize, Rational)>,
}

impl GeneratedPoint {
    /// Whether it is about a game, and lots are over so many points.
    pub(super) fn fits(&self, game: &Game<Rational>, points: usize) -> bool {
        let zero = Rational::zero();
        self.payoffs.len() == game.players()
            && self.profile < game.shape().profiles()
            && self.continuation.iter().all(|(place, part)| *place < points && *part >= zero)
    }
}

/// Whether each of the points is (1 − δ) times the payoffs of its profile and δ times what follows, and nobody gains by deviating,
/// when who deviates gets the worst of the points for them from then on. All of them are then payoffs of subgame-perfect equilibria
/// with lots that everybody sees, and so are all averages of them.
///
/// Source: D. Abreu, D. Pearce and E. Stacchetti, "Toward a theory of discounted repeated games with imperfect monitoring",
/// *Econometrica* 58 (1990), 1041–1063 (`abreu1990`).
///
/// # Complexity
/// For each point one pass over what follows, and over the strategies of each player; all in exact numbers.
///
/// # Examples
/// ```
/// use equil::certify::{GeneratedPoint, is_self_generating};
/// use equil::game::Game;
/// use equil::num::Rational;
///
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
/// let forever = |place, profile, each| GeneratedPoint {
///     payoffs: vec![Rational::integer(each); 2],
///     profile,
///     continuation: vec![(place, Rational::integer(1))],
/// };
/// // Trust, and distrust as what follows a deviation: 9 is no less than (1 − δ) 10 + δ 3 from 1/7 on
/// let points = [forever(0, 0, 9), forever(1, 3, 3)];
/// assert!(is_self_generating(&game, &Rational::new(1, 7).unwrap(), &points));
/// assert!(!is_self_generating(&game, &Rational::new(1, 8).unwrap(), &points));
/// ```
pub fn is_self_generating(
    game: &Game<Rational>,
    discount: &Rational,
    points: &[GeneratedPoint],
) -> bool {
    is_self_generating_nearly(game, discount, points, &vec![Rational::zero(); game.players()])
}

/// The same where each payoff of a player may differ from the game's by `errors`, at most: the points are then what equilibria give
/// up to as much, whatever the payoffs are.
///
/// A plan is worth no more than that more or less than it is in the game. So nobody gains by deviating who, in the game, loses at
/// least twice as much.
///
/// # Complexity
/// As [`is_self_generating`].
///
/// # Examples
/// ```
/// use equil::certify::{GeneratedPoint, is_self_generating_nearly};
/// use equil::game::Game;
/// use equil::num::Rational;
///
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
/// let forever = |place, profile, each| GeneratedPoint {
///     payoffs: vec![Rational::integer(each); 2],
///     profile,
///     continuation: vec![(place, Rational::integer(1))],
/// };
/// let points = [forever(0, 0, 9), forever(1, 3, 3)];
/// let holds = |at: i64| {
///     let errors = vec![Rational::new(1, 100).unwrap(); 2];
///     is_self_generating_nearly(&game, &Rational::new(at, 700).unwrap(), &points, &errors)
/// };
/// // 9 − (1 − δ) 10 − δ 3 is as much as 1/50 from 51/350 on, a little above 1/7
/// assert!(holds(102) && !holds(101) && !holds(100));
/// ```
pub fn is_self_generating_nearly(
    game: &Game<Rational>,
    discount: &Rational,
    points: &[GeneratedPoint],
    errors: &[Rational],
) -> bool {
    is_self_generating_by_each(game, &vec![discount.clone(); game.players()], points, errors)
}

/// The same where a payoff one round from now counts to each player by a discount factor of their own. Averages are of each player's own,
/// too: each point is (1 − δᵢ) times what its profile gives player i, and δᵢ times what follows.
///
/// Source: as [`is_self_generating`]; E. Lehrer and A. Pauzner, "Repeated games with differential time preferences", *Econometrica* 67
/// (1999), 393–412, for what players can gain by trading the present for the future.
///
/// # Complexity
/// As [`is_self_generating`].
///
/// # Examples
/// ```
/// use equil::certify::{GeneratedPoint, is_self_generating_by_each};
/// use equil::game::Game;
/// use equil::num::Rational;
///
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
/// let forever = |place, profile, each| GeneratedPoint {
///     payoffs: vec![Rational::integer(each); 2],
///     profile,
///     continuation: vec![(place, Rational::integer(1))],
/// };
/// // Trust needs 1/7 of both
/// let points = [forever(0, 0, 9), forever(1, 3, 3)];
/// let holds = |first: i64, second: i64| {
///     let discounts = [first, second].map(|d| Rational::new(1, d).unwrap());
///     let none = vec![Rational::integer(0); 2];
///     is_self_generating_by_each(&game, &discounts, &points, &none)
/// };
/// assert!(holds(7, 2) && holds(2, 7) && !holds(2, 8) && !holds(8, 2));
/// ```
pub fn is_self_generating_by_each(
    game: &Game<Rational>,
    discounts: &[Rational],
    points: &[GeneratedPoint],
    errors: &[Rational],
) -> bool {
    let (zero, one) = (Rational::zero(), Rational::one());
    let (players, shape) = (game.players(), game.shape());
    let fits = |point: &GeneratedPoint| point.fits(game, points.len());
    if discounts.len() != players
        || discounts.iter().any(|discount| *discount < zero || *discount >= one)
        || errors.len() != players
        || errors.iter().any(|error| *error < zero)
        || !points.iter().all(fits)
    {
        return false;
    }
    let worst: Option<Vec<&Rational>> = (0..players)
        .map(|player| points.iter().map(|point| &point.payoffs[player]).min())
        .collect();
    let Some(worst) = worst else { return true };
    let holds = |point: &GeneratedPoint, player: usize| {
        let (payoffs, discount) = (game.payoffs(player), &discounts[player]);
        let first = one.minus(discount);
        let mut comes = first.clone();
        comes *= &payoffs[point.profile];
        for (place, part) in &point.continuation {
            let mut later = part.clone();
            later *= discount;
            comes.add_product(&later, &points[*place].payoffs[player]);
        }
        let ways =
            (0..shape.strategies()[player]).map(|own| shape.with(point.profile, player, own));
        let best = ways.filter(|other| *other != point.profile).map(|other| &payoffs[other]).max();
        let keeps = best.is_none_or(|best| {
            let mut deviates = first.clone();
            deviates *= best;
            deviates.add_product(discount, worst[player]);
            deviates.add_product(&Rational::integer(2), &errors[player]);
            comes >= deviates
        });
        comes == point.payoffs[player] && keeps
    };
    points.iter().all(|point| {
        let mut total = Rational::zero();
        for (_, part) in &point.continuation {
            total += part;
        }
        total == one && (0..players).all(|player| holds(point, player))
    })
}
