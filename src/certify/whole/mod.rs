//! That payoffs which equilibria of a repeated game surely give are all of them.

mod follows;
mod reach;

use follows::{Follows, Next};
use reach::Reach;

use crate::game::{Game, Polygon};
use crate::num::{Certain, Interval, Rational, Ring, Sign};

/// A half-plane: direction · point is at most the level.
struct Side {
    direction: [Rational; 2],
    level: Rational,
    /// Both in floats, rounded outward.
    about: ([Interval; 2], Interval),
}

impl Side {
    /// Through a point.
    fn through(point: &[Rational; 2], direction: [Rational; 2]) -> Self {
        let about = (enclosed(&direction), Interval::zero());
        let mut side = Self { direction, level: Rational::zero(), about };
        side.level = side.at(point);
        side.about.1 = Interval::from_rational(&side.level);
        side
    }

    fn at(&self, point: &[Rational; 2]) -> Rational {
        let mut value = self.direction[0].clone();
        value *= &point[0];
        value.add_product(&self.direction[1], &point[1]);
        value
    }

    /// The same in floats.
    fn about(&self, point: &[Interval; 2]) -> Interval {
        let mut value = self.about.0[0];
        value *= &point[0];
        value.add_product(&self.about.0[1], &point[1]);
        value
    }
}

fn enclosed(point: &[Rational; 2]) -> [Interval; 2] {
    [0, 1].map(|axis| Interval::from_rational(&point[axis]))
}

/// Sides, each so many times, that bound another one.
type Multiples<T = Rational> = Vec<(usize, T)>;

/// Where a profile, with continuations in the set, reaches a side, or nearly does.
struct Touch {
    side: usize,
    /// How far it stays away.
    gap: Rational,
    /// The ways to bound how far continuations of a larger set would reach.
    ways: Vec<Multiples>,
}

/// Rounds of the search for how far each side may be moved.
const ROUNDS: usize = 400;

/// Whether a set, all of whose points are payoffs of subgame-perfect equilibria in pure strategies with lots that everybody sees, is the
/// whole set of these, given a polygon that contains all of them. If it says no, the set may be the whole one all the same.
///
/// A set that is larger reaches beyond some side. Its continuations then reach further, and its threats are lower, by no more than it
/// is larger itself: the dual of a linear program in two variables bounds how much further each profile then reaches beyond each
/// side. If the sides can be weighted so that all of these bounds are less than what the set was larger by, it is larger by nothing.
///
/// Source: D. Abreu, D. Pearce and E. Stacchetti, "Toward a theory of discounted repeated games with imperfect monitoring",
/// *Econometrica* 58 (1990), 1041–1063 (`abreu1990`), for the set being the greatest one that generates itself.
///
/// # Complexity
/// For each profile two comparisons; for those that some continuation in the polygon sustains, a few passes over its corners.
///
/// # Examples
/// ```
/// use equil::certify::is_whole;
/// use equil::game::{Game, Polygon};
/// use equil::num::Rational;
///
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
/// let hull = |points: &[[i64; 2]]| {
///     Polygon::hull(points.iter().map(|p| p.map(|x| Rational::new(x, 100).unwrap())).collect())
/// };
/// let set = hull(&[[300, 300], [975, 300], [900, 900], [300, 975]]);
/// let near = hull(&[[299, 299], [976, 299], [901, 901], [299, 976]]);
/// let half = Rational::new(1, 2).unwrap();
/// assert!(is_whole(&game, &half, &set, &near));
/// // Distrust for ever is an equilibrium, but not all
/// assert!(!is_whole(&game, &half, &hull(&[[300, 300]]), &near));
/// ```
pub fn is_whole(
    game: &Game<Rational>,
    discount: &Rational,
    set: &Polygon,
    outer: &Polygon,
) -> bool {
    let inside = *discount > Rational::zero() && *discount < Rational::one();
    if game.players() != 2 || !inside || outer.vertices.is_empty() {
        return outer.vertices.is_empty();
    }
    let sides = sides(set);
    let greatest = [0, 1].map(|player| {
        game.payoffs(player).iter().map(|x| x.nearest_f64().abs()).fold(0.0, f64::max)
    });
    let reach = Reach::new(outer, &sides, discount, greatest);
    let corners = set.vertices.iter().map(enclosed).collect();
    let bounds = Bounds { game, discount, set, corners, outer, sides: &sides, reach: &reach };
    let Some(touches) = bounds.touches() else { return false };
    let weights = weights(&touches, sides.len(), discount);
    // By how much a larger set can be larger, in these weights
    let beyond = sides.iter().enumerate().zip(&weights).map(|((number, side), weight)| {
        let mut beyond = reach.most(number)?.minus(&side.level);
        beyond *= &weight.recip()?;
        Some(beyond)
    });
    let Some(beyond) = beyond.collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().max())
    else {
        return false;
    };
    touches.iter().all(|touch| {
        let further = touch.ways.iter().map(|way| further(way, &weights, discount)).min();
        further.is_some_and(|further| {
            let stays = || {
                let mut most = further.clone();
                most *= &beyond;
                most <= touch.gap
            };
            further < weights[touch.side] || (!touch.gap.is_zero() && stays())
        })
    })
}

/// The half-planes whose common part a set is, and those that its least coordinates are at the ends of: last, of each axis.
fn sides(set: &Polygon) -> Vec<Side> {
    let corners = &set.vertices;
    let mut found = Vec::new();
    for (place, from) in corners.iter().enumerate() {
        let to = &corners[(place + 1) % corners.len()];
        let way = [to[0].minus(&from[0]), to[1].minus(&from[1])];
        if way.iter().any(|x| !x.is_zero()) {
            found.push(Side::through(from, [way[1].clone(), way[0].negated()]));
            if corners.len() == 2 {
                found.push(Side::through(to, way));
            }
        }
    }
    let (zero, one) = (Rational::zero(), Rational::one());
    if let [only] = &corners[..] {
        found.push(Side::through(only, [one.clone(), zero.clone()]));
        found.push(Side::through(only, [zero.clone(), one.clone()]));
    }
    let minus = one.negated();
    for (axis, direction) in [[minus.clone(), zero.clone()], [zero, minus]].into_iter().enumerate()
    {
        let least = corners.iter().min_by(|a, b| a[axis].cmp(&b[axis]));
        found.extend(least.map(|least| Side::through(least, direction)));
    }
    found
}

/// What bounds how far profiles reach.
struct Bounds<'a> {
    game: &'a Game<Rational>,
    discount: &'a Rational,
    set: &'a Polygon,
    /// Those of the set, in floats.
    corners: Vec<[Interval; 2]>,
    outer: &'a Polygon,
    sides: &'a [Side],
    reach: &'a Reach,
}

impl Bounds<'_> {
    /// Where profiles may reach beyond sides; nothing if one surely does, or may for all that is known.
    fn touches(&self) -> Option<Vec<Touch>> {
        let threat = |of: &Polygon, axis: usize| of.least(axis).cloned();
        let low = [threat(self.outer, 0)?, threat(self.outer, 1)?];
        let threats = [threat(self.set, 0)?, threat(self.set, 1)?];
        let shape = self.game.shape();
        let mut factor = Rational::one().minus(self.discount);
        factor *= &self.discount.recip()?;
        // By how much more than the threat the future must be worth
        let needed = |own: &Rational, best: &Rational| {
            let mut needed = best.minus(own);
            needed *= &factor;
            needed
        };
        let best = [0, 1].map(|player| self.best(player));
        let about = enclosed(&low);
        let factors = Interval::from_rational(&factor);
        let mut found = Vec::new();
        for profile in 0..shape.profiles() {
            let own = [0, 1].map(|player| &self.game.payoffs(player)[profile]);
            let best = [0, 1].map(|player| best[player][shape.strategy(profile, 1 - player)]);
            let now = own.map(Interval::from_rational);
            let loose = [0, 1].map(|player| {
                let mut least = Interval::from_rational(best[player]).minus(&now[player]);
                least *= &factors;
                least += &about[player];
                least
            });
            let open = self.reach.beyond(&now, &loose);
            if open.is_empty() {
                continue;
            }
            let least = |threats: &[Rational; 2]| {
                [0, 1].map(|player| {
                    let mut least = needed(own[player], best[player]);
                    least += &threats[player];
                    least
                })
            };
            let follows = Follows::new(self.set, &self.corners, least(&threats));
            let loose = least(&low);
            for side in open {
                match self.touch(profile, side, &follows) {
                    Some(touch) => found.push(touch),
                    // Floats could not tell that it does not reach so far
                    None if !self.exceeds(profile, side, &loose) => (),
                    None => return None,
                }
            }
        }
        Some(found)
    }

    /// The most that a player gets against each strategy of the other.
    fn best(&self, player: usize) -> Vec<&Rational> {
        let shape = self.game.shape();
        let rivals = shape.rival_profiles(player);
        rivals.map(|index| self.game.best_payoff(player, index)).collect()
    }

    /// Whether a profile reaches beyond a side with continuations in the outer set that give players at least so much.
    fn exceeds(&self, profile: usize, side: usize, least: &[Rational; 2]) -> bool {
        let follows = self.outer.at_least(least).vertices;
        follows.iter().any(|next| self.value(profile, side, next) > self.sides[side].level)
    }

    /// How far a profile with this continuation reaches in the direction of a side.
    fn value(&self, profile: usize, side: usize, next: &[Rational; 2]) -> Rational {
        let own = [0, 1].map(|player| self.game.payoffs(player)[profile].clone());
        let mut value = self.sides[side].at(&own);
        value *= &Rational::one().minus(self.discount);
        value.add_product(self.discount, &self.sides[side].at(next));
        value
    }

    /// How far a profile stays away from a side, and what bounds how much nearer a larger set would bring it. Nothing if the profile
    /// reaches beyond, or nothing in the set can follow it.
    fn touch(&self, profile: usize, side: usize, follows: &Follows<'_>) -> Option<Touch> {
        let best = follows.best(&self.sides[side]);
        let most = self.value(profile, side, &best.first()?.point);
        let gap = self.sides[side].level.minus(&most);
        if gap.signum() == Sign::Negative {
            return None;
        }
        let ways = best.iter().flat_map(|next| self.ways(side, next, &follows.least)).collect();
        Some(Touch { side, gap, ways })
    }

    /// The direction of a side as a sum of multiples of those of constraints that are tight at a continuation.
    fn ways(&self, side: usize, next: &Next<'_>, least: &[Rational; 2]) -> Vec<Multiples> {
        let Next { point: next, about } = next;
        let tight = |place: &usize| {
            let side = &self.sides[*place];
            match side.about(about).minus(&side.about.1).certain_sign() {
                Some(sign) => sign == Sign::Zero,
                None => side.at(next) == side.level,
            }
        };
        let mut tight: Vec<usize> = (0..self.sides.len()).filter(tight).collect();
        // That the threat is enough moves with the side at which the threat is
        let held = (0..2).filter(|&axis| next[axis] == least[axis]);
        tight.extend(held.map(|axis| self.sides.len() - 2 + axis));
        let of = |place: usize| &self.sides[place].direction;
        let wanted = of(side);
        let cross = |a: &[Rational; 2], b: &[Rational; 2]| {
            let mut cross = a[0].clone();
            cross *= &b[1];
            cross.sub_product(&a[1], &b[0]);
            cross
        };
        let mut found = Vec::new();
        for (number, &one) in tight.iter().enumerate() {
            if let Some(part) = part(wanted, of(one)).filter(|_| cross(wanted, of(one)).is_zero()) {
                found.push(vec![(one, part)]);
            }
            for &other in &tight[number + 1..] {
                let Some(scale) = cross(of(one), of(other)).recip() else { continue };
                let mut parts = [cross(wanted, of(other)), cross(of(one), wanted)];
                for part in &mut parts {
                    *part *= &scale;
                }
                if parts.iter().all(|part| part.signum() != Sign::Negative) {
                    let [first, second] = parts;
                    found.push(vec![(one, first), (other, second)]);
                }
            }
        }
        found
    }
}

/// How many times a direction another one is, that points the same way.
fn part(wanted: &[Rational; 2], of: &[Rational; 2]) -> Option<Rational> {
    let axis = usize::from(of[0].is_zero());
    let mut part = wanted[axis].clone();
    part *= &of[axis].recip()?;
    (part > Rational::zero()).then_some(part)
}

/// How much further a profile reaches if each side is moved by its weight.
fn further(way: &Multiples, weights: &[Rational], discount: &Rational) -> Rational {
    let mut sum = Rational::zero();
    for (side, times) in way {
        sum.add_product(times, &weights[*side]);
    }
    sum *= discount;
    sum
}

/// Weights of sides for which the bounds shrink, if there are any that floats find.
fn weights(touches: &[Touch], sides: usize, discount: &Rational) -> Vec<Rational> {
    let discount = discount.nearest_f64();
    let ways: Vec<(usize, Vec<Multiples<f64>>)> = touches
        .iter()
        .filter(|touch| touch.gap.is_zero())
        .map(|touch| {
            let float = |way: &Multiples| {
                way.iter().map(|(side, times)| (*side, times.nearest_f64())).collect()
            };
            (touch.side, touch.ways.iter().map(float).collect())
        })
        .collect();
    let mut weights = vec![1.0_f64; sides];
    for _ in 0..ROUNDS {
        let mut next = vec![1.0_f64; sides];
        for (side, ways) in &ways {
            let sums = ways.iter().map(|way| {
                discount * way.iter().map(|(side, times)| times * weights[*side]).sum::<f64>()
            });
            let least = sums.fold(f64::INFINITY, f64::min);
            next[*side] = next[*side].max(1.0 + least);
        }
        if next == weights {
            break;
        }
        weights = next;
    }
    let exact = |weight: f64| Rational::simplest_near(weight).unwrap_or_else(Rational::one);
    weights.into_iter().map(exact).collect()
}
