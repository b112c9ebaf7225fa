//! The payoffs that equilibria give, as a function of the discount factor.

mod closed;
mod critical;
mod ends;
mod formulas;
mod held;
mod quotient;
mod shape;
#[cfg(test)]
mod tests;
mod told;

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::game::{Game, Polygon};
use crate::num::{Rational, Ring};
use crate::roots::RealRoot;

use super::abreu_sannikov::{PayoffSet, Settings, Standing, Vertex, abreu_sannikov};
use held::Held;
use shape::Shape;

pub use closed::{Closed, Formula, Unknown};

/// Discount factors over which a set of payoffs comes about in the same way, or is the same.
#[derive(Clone, Debug)]
pub struct Phase {
    /// The least and the greatest discount factor at which that was seen.
    pub seen: (Rational, Rational),
    /// The set in between.
    pub set: PayoffSet,
    /// Its vertices as functions of the discount factor, as far as such are found.
    pub closed: Closed,
    /// Whether the set is the same all over: it is at both ends, exactly, and never shrinks as players become more patient.
    pub constant: bool,
    /// What was seen, from less to more patience.
    pub looks: Vec<Look>,
    /// Whether every set that was looked at was settled: next to a change they may come to their limit too slowly.
    pub settled: bool,
}

/// What was seen at a discount factor.
#[derive(Clone, Debug)]
pub struct Look {
    /// The discount factor.
    pub discount: Rational,
    /// No equilibrium gives payoffs outside of it; where the set is settled all inside are given, as nearly as was asked.
    pub outer: Polygon,
}

/// Where a set of payoffs begins to come about in another way.
#[derive(Clone, Debug)]
pub struct Change {
    /// After the first, and not after the second.
    pub between: (Rational, Rational),
    /// The zero of a condition of the set above in between, where there is just one: from there on it holds.
    pub root: Option<RealRoot>,
}

/// A set of payoffs over a range of discount factors.
#[derive(Clone, Debug)]
pub struct Phases {
    /// From less to more patience.
    pub phases: Vec<Phase>,
    /// Between each two of them.
    pub changes: Vec<Change>,
    /// Where it was asked for.
    pub range: (Rational, Rational),
    /// Whether the first phase is proved to go on down to the lower end of the range, and the last one up to the upper end.
    pub reaches: [bool; 2],
    /// Whether the search came to its end.
    pub complete: bool,
}

/// How finely to look.
#[derive(Clone, Debug)]
pub struct Resolution {
    /// From here,
    pub low: Rational,
    /// to here.
    pub high: Rational,
    /// Discount factors to look at to begin with: a phase that lies between two of them may be missed, if the set comes about in the
    /// same way on both sides.
    pub points: usize,
    /// Changes are enclosed between discount factors so near to each other.
    pub width: Rational,
}

impl Default for Resolution {
    fn default() -> Self {
        let width = Rational::integer(2).powi(-20).unwrap_or_else(Rational::one);
        Self { low: Rational::zero(), high: Rational::one(), points: 50, width }
    }
}

impl Resolution {
    /// How near to a change sets may be left unsettled.
    fn blurred(&self) -> Rational {
        let mut width = self.width.clone();
        width *= &Rational::integer(1 << 6);
        width
    }
}

/// Sets at one discount factor are left as they are after so many steps; what is proved of them by then is told.
const STEPS: usize = 600;

/// How near what is proved from inside and outside must be for a set to be settled, as a part of the range of payoffs.
const WIDTH: f64 = 1e-12;

/// The set of payoffs of [`abreu_sannikov`] over a range of discount factors: how it comes about is looked at on a grid, and where
/// that differs between two neighbours the change is enclosed by halving. With lots that everybody sees sets never shrink as players
/// become more patient (`abreu1990`), so that a set found at two discount factors is the set at all between them; one of nothing but
/// equilibria of the stage game is the set at all below, and one of all payoffs that leave everybody the pure minmax value at all above.
/// Each phase contains the discount factor at which it begins: what equilibria give is closed in payoffs and discount factors together.
///
/// Nothing where there are not two players.
///
/// # Complexity
/// One set for each point, and for each change as many as the width has bits.
///
/// # Examples
/// ```
/// use equil::game::Game;
/// use equil::num::Rational;
/// use equil::repeated::phases;
///
/// // A prisoner's dilemma: the players cooperate from δ = 1/3 on
/// let payoffs = [[2, 3, -1, 0], [2, -1, 3, 0]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
/// let found = phases(&game, &Default::default(), &|_, _| true).unwrap();
/// assert!(found.phases.iter().all(|phase| phase.constant));
/// // From 0 to 1
/// assert_eq!(found.reaches, [true, true]);
/// let third = Rational::new(1, 3).unwrap();
/// assert_eq!(found.changes[0].root.as_ref().unwrap().exact(), Some(&third));
/// ```
pub fn phases(
    game: &Game<Rational>,
    resolution: &Resolution,
    watch: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Option<Phases> {
    if game.players() != 2 {
        return None;
    }
    let survey = Survey { game, resolution, watch, looked: AtomicUsize::new(0) };
    let count = resolution.points.max(2);
    // In the middle of each of as many stretches, so that neither 0 nor 1 is one of them
    let first = |place: usize| {
        let mut discount = resolution.high.minus(&resolution.low);
        discount *= &Rational::share(2 * place + 1, 2 * count);
        discount += &resolution.low;
        survey.look(&discount)
    };
    let firsts: Vec<Option<Seen>> = (0..count).into_par_iter().map(first).collect();
    let mut firsts: Vec<Seen> = firsts.into_iter().map_while(|one| one).collect();
    let mut complete = firsts.len() == count;
    let reaches = survey.ends(&mut firsts);
    let stretch = |pair: &[Seen]| {
        let mut seen = Vec::new();
        let complete = survey.between(&pair[0], &pair[1], &mut seen);
        (seen, complete)
    };
    let stretches: Vec<(Vec<Seen>, bool)> = firsts.par_windows(2).map(stretch).collect();
    let mut stretches = stretches.into_iter();
    let mut seen = Vec::new();
    for one in firsts {
        seen.push(one);
        if let Some((between, ended)) = stretches.next() {
            seen.extend(between);
            complete &= ended;
        }
    }
    Some(survey.told(seen, complete, reaches))
}

/// A set at one discount factor.
#[derive(Clone)]
struct Seen {
    set: PayoffSet,
    shape: Shape,
    settled: bool,
}

struct Survey<'a> {
    game: &'a Game<Rational>,
    resolution: &'a Resolution,
    watch: &'a (dyn Fn(usize, usize) -> bool + Sync),
    looked: AtomicUsize,
}

impl Survey<'_> {
    /// Whether to go on.
    fn goes_on(&self) -> bool {
        let looked = self.looked.load(Ordering::Relaxed);
        (self.watch)(looked, looked.max(self.resolution.points))
    }

    fn look(&self, discount: &Rational) -> Option<Seen> {
        self.looked.fetch_add(1, Ordering::Relaxed);
        if !self.goes_on() {
            return None;
        }
        let go_on = |_: usize| self.goes_on();
        let settings = Settings { width: WIDTH, steps: STEPS, watch: &go_on };
        let set = abreu_sannikov(self.game, discount, &settings)?;
        let shape = Shape::of(&set);
        let settled = match set.standing {
            Standing::Exact => true,
            Standing::Between(gap) => gap <= set.range * WIDTH,
            Standing::Outer => false,
        };
        Some(Seen { set, shape, settled })
    }

    /// Encloses what changes between two sets; whether time was enough. Where one of them ceases to come about as it does is cheap to
    /// find, so that mostly a look at both sides of that is enough.
    fn between(&self, low: &Seen, high: &Seen, seen: &mut Vec<Seen>) -> bool {
        self.narrowed(low, high, true, seen)
    }

    /// The same. What tells where a set ceases may say that it does so at an end, again and again: after each time halves are looked at.
    fn narrowed(&self, low: &Seen, high: &Seen, told: bool, seen: &mut Vec<Seen>) -> bool {
        let (from, to) = (&low.set.discount, &high.set.discount);
        let apart = to.minus(from);
        // Beside a change whose sets come to their limit ever more slowly nothing is seen
        let seen_well = low.settled && high.settled;
        if apart <= self.resolution.width || (!seen_well && apart <= self.resolution.blurred()) {
            return true;
        }
        if low.shape == high.shape || are_alike(self.game, &low.set, &high.set) {
            return true;
        }
        if !self.goes_on() {
            return false;
        }
        let mut looks: Vec<Rational> = Vec::new();
        if let Some(place) = told.then(|| self.change(low, high)).flatten() {
            let mut far = self.resolution.width.clone();
            far *= &Rational::share(1, 2);
            let mut near = far.clone();
            near *= &Rational::share(1, 2);
            let mut above = [place.clone(), place.clone()];
            above[0] += &near;
            above[1] += &far;
            // Short numbers
            let both = [
                Rational::simplest_between(&place.minus(&far), &place.minus(&near)),
                Rational::simplest_between(&above[0], &above[1]),
            ];
            looks.extend(both.into_iter().filter(|look| from < look && look < to));
        }
        let halves = looks.is_empty();
        if halves {
            looks.push(short_between(from, to, 3));
        }
        let mut last = low.clone();
        for look in looks {
            let Some(next) = self.look(&look) else { return false };
            if !self.narrowed(&last, &next, halves, seen) {
                return false;
            }
            seen.push(next.clone());
            last = next;
        }
        self.narrowed(&last, high, halves, seen)
    }

    /// About where one set gives way to another, if the way that they come about tells.
    fn change(&self, low: &Seen, high: &Seen) -> Option<Rational> {
        let (from, to) = (&low.set.discount, &high.set.discount);
        let [below, above] = [low, high].map(|one| Held::of(self.game, &one.set));
        // The upper one may begin, or the lower one end, where the other one is
        let beginning = above.border(from);
        if beginning.is_none() && above.is_like(&low.set) {
            return Some(from.clone());
        }
        let end = below.border(to);
        if end.is_none() && below.is_like(&high.set) {
            return Some(to.clone());
        }
        if let Some(border) = beginning.or(end) {
            return Rational::from_f64(border);
        }
        // Both go on all the way: the one that is larger matters
        let larger = |at: f64| Some(above.area(at)? > below.area(at)?);
        let (mut from, mut to) = (from.nearest_f64(), to.nearest_f64());
        if larger(from)? || !larger(to)? {
            return None;
        }
        loop {
            let next = f64::midpoint(from, to);
            if next <= from || next >= to {
                return Rational::from_f64(to);
            }
            if larger(next)? {
                to = next;
            } else {
                from = next;
            }
        }
    }
}

/// A short number between two, no nearer to either than so many eighths of the way.
fn short_between(from: &Rational, to: &Rational, eighths: usize) -> Rational {
    let mut margin = to.minus(from);
    margin *= &Rational::share(eighths, 8);
    let mut low = from.clone();
    low += &margin;
    Rational::simplest_between(&low, &to.minus(&margin))
}

/// Whether each of two sets, made as it is, is the other one at the other's discount factor: corners that come about in several ways.
fn are_alike(game: &Game<Rational>, one: &PayoffSet, other: &PayoffSet) -> bool {
    let held = |set, like| Held::of(game, set).is_like(like);
    held(one, other) && held(other, one)
}
