//! Punishments that hold each other up, whatever the payoffs are: what is known of them is the sign of their combinations.

use crate::game::{Combination, Payoffs};
use crate::num::{Rational, Ring, Sign};

/// A profile that is played, and what follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedPoint {
    /// The number of the profile that is played first.
    pub profile: usize,
    /// A lot over points, with their probabilities: points that come before this one in the list, or this one alone, for ever.
    pub continuation: Vec<(usize, Rational)>,
}

/// For each of the points how much each profile counts in all rounds together, δᵗ after t rounds: payoffs are these combinations of
/// the stage game's. Nothing where points follow that come later, or probabilities are none.
///
/// # Complexity
/// For each point a pass over the profiles of what follows.
///
/// # Examples
/// ```
/// use equil::certify::{PlannedPoint, planned_shares};
/// use equil::num::Rational;
///
/// let [half, one] = [2, 1].map(|n| Rational::new(1, n).unwrap());
/// let points = [
///     PlannedPoint { profile: 3, continuation: vec![(0, one.clone())] },
///     PlannedPoint { profile: 0, continuation: vec![(0, one.clone())] },
/// ];
/// let shares = planned_shares(&points, &half).unwrap();
/// assert_eq!(shares, [vec![(3, one)], vec![(0, half.clone()), (3, half)]]);
/// ```
pub fn planned_shares(points: &[PlannedPoint], discount: &Rational) -> Option<Vec<Combination>> {
    let (zero, one) = (Rational::zero(), Rational::one());
    if *discount < zero || *discount >= one {
        return None;
    }
    let mut shares: Vec<Combination> = Vec::new();
    for (place, point) in points.iter().enumerate() {
        if point.continuation == [(place, one.clone())] {
            shares.push(vec![(point.profile, one.clone())]);
            continue;
        }
        let mut total = zero.clone();
        let mut all = vec![(point.profile, one.minus(discount))];
        for (then, part) in &point.continuation {
            if *part < zero {
                return None;
            }
            total += part;
            let mut later = part.clone();
            later *= discount;
            for (profile, share) in shares.get(*then)? {
                let mut share = share.clone();
                share *= &later;
                all.push((*profile, share));
            }
        }
        if total != one {
            return None;
        }
        shares.push(added(all));
    }
    Some(shares)
}

/// Whether nobody gains by deviating from any of the points, when a player who deviates is punished by a point of theirs from then on
/// (`threats`: a place for each player): each point is then what a subgame-perfect equilibrium gives, with lots that everybody sees.
/// Payoffs need not be rational: every comparison is the sign of a combination of payoffs. Where one cannot be told, it is no.
///
/// Source: D. Abreu, "On the theory of infinitely repeated games with discounting", *Econometrica* 56 (1988), 383–396
/// (`abreu1988`).
///
/// # Complexity
/// A sign for each point, player and strategy, of as many payoffs as profiles are played.
///
/// # Examples
/// ```
/// use equil::certify::{PlannedPoint, is_planned};
/// use equil::game::{Game, Payoffs};
/// use equil::num::Rational;
///
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let forever = |place, profile| PlannedPoint {
///     profile,
///     continuation: vec![(place, Rational::integer(1))],
/// };
/// // Trust, and distrust as what follows a deviation: from 1/7 on
/// let points = [forever(0, 0), forever(1, 3)];
/// assert!(is_planned(&game, &Rational::new(1, 7).unwrap(), &points, &[1, 1]));
/// assert!(!is_planned(&game, &Rational::new(1, 8).unwrap(), &points, &[1, 1]));
/// ```
pub fn is_planned(
    payoffs: &Payoffs,
    discount: &Rational,
    points: &[PlannedPoint],
    threats: &[usize],
) -> bool {
    let shape = payoffs.shape();
    let fits = threats.len() == shape.players()
        && threats.iter().all(|&place| place < points.len())
        && points.iter().all(|point| point.profile < shape.profiles());
    let Some(shares) = planned_shares(points, discount).filter(|_| fits) else { return false };
    let first = Rational::one().minus(discount);
    let holds = |place: usize, player: usize| {
        let own = shape.strategy(points[place].profile, player);
        (0..shape.strategies()[player]).filter(|strategy| *strategy != own).all(|strategy| {
            // What the point gives, less the deviation now and the punishment later
            let deviates = shape.with(points[place].profile, player, strategy);
            let mut all = shares[place].clone();
            all.push((deviates, first.negated()));
            for (profile, share) in &shares[threats[player]] {
                let mut share = share.negated();
                share *= discount;
                all.push((*profile, share));
            }
            let sign = payoffs.sign(player, &added(all));
            matches!(sign, Some(Sign::Zero | Sign::Positive))
        })
    };
    (0..points.len()).all(|place| (0..shape.players()).all(|player| holds(place, player)))
}

/// Each profile once, none that counts nothing.
fn added(mut all: Combination) -> Combination {
    all.sort_by_key(|(profile, _)| *profile);
    let mut found: Combination = Vec::new();
    for (profile, share) in all {
        match found.last_mut().filter(|(last, _)| *last == profile) {
            Some((_, sum)) => *sum += &share,
            None => found.push((profile, share)),
        }
    }
    found.retain(|(_, share)| !share.is_zero());
    found
}
