//! Payoffs that equilibria of games with a last round surely give.

use super::GeneratedPoint;
use crate::game::Game;
use crate::num::{Rational, Ring};

/// Whether each of the points `now` is what an equilibrium of `rounds` + 1 rounds gives, if each of `later` is what an equilibrium of `rounds`
/// rounds does: payoffs on average, a round counting δ times the one before, for each player their own; δ = 1 is allowed.
///
/// Each point is a profile, then a lot over the points of `later` that everybody sees; nobody gains by deviating from the profile when who
/// deviates gets the worst of these points for them. Before the last round (`rounds` = 0) nothing follows. Asked of each round in turn,
/// from the last one on, it proves that all points are equilibrium payoffs; that there are no others it does not say.
///
/// Source: J.-P. Benoît and V. Krishna, "Finitely repeated games", *Econometrica* 53 (1985), 905–922 (`benoit1985`).
///
/// # Complexity
/// For each point one pass over what follows, and over the strategies of each player; all in exact numbers.
///
/// # Examples
/// ```
/// use equil::certify::{GeneratedPoint, is_round_before};
/// use equil::game::Game;
/// use equil::num::Rational;
///
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
/// let [one, three, six, nine] = [1, 3, 6, 9].map(Rational::integer);
/// let point = |profile, each: &Rational, continuation: &[(usize, Rational)]| GeneratedPoint {
///     payoffs: vec![each.clone(); 2],
///     profile,
///     continuation: continuation.to_vec(),
/// };
/// let delta = vec![one.clone(); 2];
/// // In the last round both defect, and in the one before
/// assert!(is_round_before(&game, &delta, 0, &[], &[point(3, &three, &[])]));
/// assert!(!is_round_before(&game, &delta, 0, &[], &[point(0, &nine, &[])]));
/// let last = [vec![three.clone(); 2]];
/// let then = [(0, one.clone())];
/// assert!(is_round_before(&game, &delta, 1, &last, &[point(3, &three, &then)]));
/// assert!(!is_round_before(&game, &delta, 1, &last, &[point(0, &six, &then)]));
/// ```
pub fn is_round_before(
    game: &Game<Rational>,
    discounts: &[Rational],
    rounds: usize,
    later: &[Vec<Rational>],
    now: &[GeneratedPoint],
) -> bool {
    let (zero, one) = (Rational::zero(), Rational::one());
    let (players, shape) = (game.players(), game.shape());
    let fits = |point: &GeneratedPoint| point.fits(game, later.len());
    if discounts.len() != players
        || discounts.iter().any(|discount| *discount < zero || *discount > one)
        || later.iter().any(|payoffs| payoffs.len() != players)
        || !now.iter().all(fits)
    {
        return false;
    }
    // What all that follows counts to a player, where the first round counts 1
    let weight = |discount: &Rational| together(discount, rounds);
    let Some(weights) = discounts.iter().map(weight).collect::<Option<Vec<Rational>>>() else {
        return false;
    };
    now.iter().all(|point| {
        let mut total = zero.clone();
        for (_, part) in &point.continuation {
            total += part;
        }
        let whole = if rounds == 0 { point.continuation.is_empty() } else { total == one };
        whole
            && (0..players).all(|player| {
                let weight = &weights[player];
                let mut follows = zero.clone();
                for (place, part) in &point.continuation {
                    follows.add_product(part, &later[*place][player]);
                }
                let payoffs = game.payoffs(player);
                let mut keeps = payoffs[point.profile].clone();
                keeps.add_product(weight, &follows);
                let mut told = weight.clone();
                told += &one;
                told *= &point.payoffs[player];
                let worst = later.iter().map(|payoffs| &payoffs[player]).min().unwrap_or(&zero);
                let own = 0..shape.strategies()[player];
                told == keeps
                    && own.map(|own| shape.with(point.profile, player, own)).all(|other| {
                        let mut deviates = payoffs[other].clone();
                        deviates.add_product(weight, worst);
                        other == point.profile || deviates <= keeps
                    })
            })
    })
}

/// δ + δ² + …, so many terms.
fn together(discount: &Rational, rounds: usize) -> Option<Rational> {
    let rounds = i64::try_from(rounds).ok()?;
    let Some(inverse) = Rational::one().minus(discount).recip() else {
        return Some(Rational::integer(rounds));
    };
    let mut all = Rational::one().minus(&discount.powi(rounds)?);
    all *= discount;
    all *= &inverse;
    Some(all)
}
