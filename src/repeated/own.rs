//! Paths under the worst equilibria where players are not equally patient.

use super::judd_yeltekin_conklin::{ApproximationSettings, judd_yeltekin_conklin};
use super::path::{Bounds, Path};
use crate::game::Game;
use crate::num::{Rational, Ring};

/// Whether players keep to a path at the discount factor that each of them has, when the equilibrium that is worst for the one who deviates follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The discount factor of each player.
    pub discounts: Vec<Rational>,
    /// Of each player whether no deviation pays; nothing where that is open, or there are no equilibria that could follow.
    pub each: Vec<Option<bool>>,
    /// What the worst equilibrium gives each player at least, and at most if any is known; nothing where it is proved that there is no
    /// equilibrium in pure strategies.
    pub worst: Option<Vec<(Rational, Option<Rational>)>>,
}

impl Kept {
    /// Whether the path is sustained; nothing where that is open.
    pub fn sustained(&self) -> Option<bool> {
        if self.worst.is_none() || self.each.contains(&Some(false)) {
            return Some(false);
        }
        self.each.iter().all(|one| *one == Some(true)).then_some(true)
    }
}

/// Whether a path, again from the first profile after the last, is that of a subgame-perfect equilibrium in pure strategies with lots
/// that everybody sees, at discount factors that may differ. Nothing where these are not between 0 and 1, or payoffs are too great for floats.
///
/// Worst equilibria lie between planes and points that generate each other ([`judd_yeltekin_conklin`](fn@super::judd_yeltekin_conklin)): with what these give
/// for threats the path is sustained surely, and where even the planes' threats are not enough it is not. That more patience sustains more is
/// not asked for: with factors that differ it need not be so. Payoffs may be wrong by `settings.errors`, as there.
///
/// # Complexity
/// That of the bounds, and a sum of the cycle for each round and player.
///
/// # Examples
/// ```
/// use equil::game::Game;
/// use equil::num::Rational;
/// use equil::repeated::{Path, kept};
///
/// // Trust needs 1/7 of both
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
/// let trust = Path::new(vec![0]).unwrap();
/// let at = |first, second| {
///     let discounts = [first, second].map(|d| Rational::new(1, d).unwrap());
///     kept(&game, &trust, &discounts, &Default::default()).unwrap()
/// };
/// assert_eq!(at(6, 2).sustained(), Some(true));
/// assert_eq!(at(8, 2).each, [Some(false), Some(true)]);
/// ```
pub fn kept(
    game: &Game<Rational>,
    path: &Path,
    discounts: &[Rational],
    settings: &ApproximationSettings<'_>,
) -> Option<Kept> {
    let found = judd_yeltekin_conklin(game, discounts, settings)?;
    let discounts = found.discounts.clone();
    let Some(ranges) = &found.ranges else {
        return Some(Kept { each: vec![None; discounts.len()], discounts, worst: None });
    };
    let known = |player: usize| found.inner.iter().map(|point| &point.payoffs[player]).min();
    let each = (0..discounts.len()).map(|player| {
        let worst = (&ranges[player].0, known(player));
        let ends = margin(game, path, player, &discounts[player], worst);
        let error = &found.errors[player];
        let mut twice = error.clone();
        twice += error;
        // A plan is worth no more than the error more or less than it is in the game; the planes account for it themselves
        let surely = |low: Rational| low >= twice;
        match ends? {
            (Some(low), _) if surely(low.clone()) => Some(true),
            (_, high) if high < twice.negated() => Some(false),
            _ => None,
        }
    });
    let each = each.collect();
    let worst = (0..discounts.len())
        .map(|player| {
            let most = known(player).map(|most| {
                let mut most = most.clone();
                most += &found.errors[player];
                most
            });
            (ranges[player].0.clone(), most)
        })
        .collect();
    Some(Kept { discounts, each, worst: Some(worst) })
}

/// How much better the path is than the best deviation, in the round where that is least, on average from then on: if what is known to
/// punish follows, and at most. Nothing where the player has no deviation that could pay, which is as good.
fn margin(
    game: &Game<Rational>,
    path: &Path,
    player: usize,
    discount: &Rational,
    (low, high): (&Rational, Option<&Rational>),
) -> Option<(Option<Rational>, Rational)> {
    let (plays, payoffs, shape) = (path.profiles(), game.payoffs(player), game.shape());
    let first = Rational::one().minus(discount);
    let mut fades = Rational::one();
    for _ in plays {
        fades *= discount;
    }
    let whole = Rational::one().minus(&fades).recip()?;
    let mut least: Option<Bounds> = None;
    for phase in 0..plays.len() {
        let mut path = Rational::zero();
        for place in (0..plays.len()).rev() {
            path *= discount;
            path.add_product(&first, &payoffs[plays[(phase + place) % plays.len()]]);
        }
        path *= &whole;
        let here = plays[phase];
        let own = (0..shape.strategies()[player]).map(|own| shape.with(here, player, own));
        let Some(best) = own.filter(|other| *other != here).map(|other| &payoffs[other]).max()
        else {
            continue;
        };
        let above = |threat: &Rational| {
            let mut above = path.clone();
            above.sub_product(&first, best);
            above.sub_product(discount, threat);
            above
        };
        let both = (above(high.unwrap_or(low)), above(low));
        least = Some(match least {
            Some((a, b)) => (a.min(both.0), b.min(both.1)),
            None => both,
        });
    }
    let (surely, at_most) = least.unwrap_or((Rational::zero(), Rational::zero()));
    Some((high.map(|_| surely), at_most))
}
