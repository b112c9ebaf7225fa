//! The payoffs that equilibria give, as a function of the discount factor.

mod critical;
mod formulas;
mod quotient;
mod shape;
#[cfg(test)]
mod tests;

use crate::game::Game;
use crate::num::{Rational, Ring};
use crate::roots::RealRoot;
use crate::table::middle;

use super::abreu_sannikov::{PayoffSet, Settings, Standing, abreu_sannikov};
use shape::Shape;

/// Discount factors over which a set of payoffs comes about in the same way, or is the same.
#[derive(Clone, Debug)]
pub struct Phase {
    /// The least and the greatest discount factor at which that was seen.
    pub seen: (Rational, Rational),
    /// The set in between.
    pub set: PayoffSet,
    /// Whether the set is the same all over: it is at both ends, exactly, and never shrinks as players become more patient.
    pub constant: bool,
    /// Whether every set that was looked at was settled: next to a change they may come to their limit too slowly.
    pub settled: bool,
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
/// become more patient (`abreu1990`), so that a set found at two discount factors is the set at all between them.
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
    let mut survey = Survey { game, resolution, watch, looked: 0 };
    let count = resolution.points.max(2);
    let mut seen: Vec<Seen> = Vec::new();
    let mut complete = true;
    for place in 0..count {
        // In the middle of each of as many stretches, so that neither 0 nor 1 is one of them
        let mut discount = resolution.high.minus(&resolution.low);
        discount *= &Rational::share(2 * place + 1, 2 * count);
        discount += &resolution.low;
        let Some(next) = survey.look(&discount) else {
            complete = false;
            break;
        };
        if let Some(last) = seen.last().cloned() {
            complete &= survey.between(&last, &next, &mut seen, true);
        }
        seen.push(next);
    }
    Some(told(game, resolution, seen, complete))
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
    looked: usize,
}

impl Survey<'_> {
    fn look(&mut self, discount: &Rational) -> Option<Seen> {
        self.looked += 1;
        if !(self.watch)(self.looked, self.looked.max(self.resolution.points)) {
            return None;
        }
        let go_on = |_: usize| (self.watch)(self.looked, self.looked.max(self.resolution.points));
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

    /// Encloses what changes between two sets, `guessing` once that it does at a simple fraction; whether time was enough.
    fn between(&mut self, low: &Seen, high: &Seen, seen: &mut Vec<Seen>, guessing: bool) -> bool {
        if low.shape == high.shape {
            return true;
        }
        let (from, to) = (&low.set.discount, &high.set.discount);
        let apart = to.minus(from);
        // Beside a change whose sets come to their limit ever more slowly nothing is seen
        let seen_well = low.settled && high.settled;
        if apart <= self.resolution.width || (!seen_well && apart <= self.resolution.blurred()) {
            return true;
        }
        let mut near = self.resolution.width.clone();
        near *= &Rational::integer(1 << 4);
        let simple = Rational::simplest_between(from, to);
        let guess = guessing && apart <= near && simple > *from && simple < *to;
        let discount = if guess { simple } else { middle(from, to) };
        let Some(next) = self.look(&discount) else { return false };
        let first = self.between(low, &next, seen, guessing && !guess);
        seen.push(next.clone());
        first && self.between(&next, high, seen, guessing && !guess)
    }
}

/// Whether sets are the same at both ends, so that they are in between.
fn is_constant(group: &[Seen]) -> bool {
    let exact = |set: &PayoffSet| set.standing == Standing::Exact;
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return false };
    exact(&first.set) && exact(&last.set) && first.set.outer == last.set.outer
}

/// Neighbours with the same shape together, and what changes between them.
fn told(game: &Game<Rational>, resolution: &Resolution, seen: Vec<Seen>, complete: bool) -> Phases {
    let mut groups: Vec<Vec<Seen>> = Vec::new();
    // Where nothing is known the changes around it are one
    for one in seen.into_iter().filter(|one| one.shape.is_known()) {
        match groups.last_mut().filter(|group| group[0].shape == one.shape) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    // What is so at one discount factor only, between two that are next to it, is the change itself
    let mut near = resolution.width.clone();
    near *= &Rational::integer(1 << 5);
    let apart = |a: &[Seen], b: &[Seen]| match (a.last(), b.first()) {
        (Some(a), Some(b)) => b.set.discount.minus(&a.set.discount) <= near,
        _ => false,
    };
    let alone = |place: usize| {
        groups[place].len() == 1
            && place > 0
            && place + 1 < groups.len()
            && apart(&groups[place - 1], &groups[place])
            && apart(&groups[place], &groups[place + 1])
    };
    let alone: Vec<bool> = (0..groups.len()).map(alone).collect();
    let mut alone = alone.into_iter();
    groups.retain(|_| alone.next() != Some(true));
    let changes = groups.windows(2).filter_map(|pair| {
        let (below, above) = (pair[0].last()?, pair[1].first()?);
        let between = (below.set.discount.clone(), above.set.discount.clone());
        let sets = [(&below.set, is_constant(&pair[0])), (&above.set, is_constant(&pair[1]))];
        let root = |(set, constant)| critical::root(game, set, constant, &between);
        let root = root(sets[1])
            .or_else(|| root(sets[0]))
            .or_else(|| critical::overtaken(game, sets, &between));
        Some(Change { between, root })
    });
    let changes: Vec<Change> = changes.collect();
    let phase = |group: &Vec<Seen>| {
        let (first, last) = (&group[0].set, &group[group.len() - 1].set);
        Phase {
            seen: (first.discount.clone(), last.discount.clone()),
            constant: is_constant(group),
            settled: group.iter().all(|one| one.settled),
            set: group[group.len() / 2].set.clone(),
        }
    };
    let mut each = groups.iter().map(phase);
    let mut phases: Vec<Phase> = each.next().into_iter().collect();
    let mut kept = Vec::new();
    for (next, change) in each.zip(changes) {
        match phases.last_mut().filter(|last| is_same(last, &next)) {
            Some(last) => {
                last.seen.1 = next.seen.1;
                last.settled &= next.settled;
            }
            None => {
                phases.push(next);
                kept.push(change);
            }
        }
    }
    Phases { phases, changes: kept, complete }
}

/// Whether a set is the same in two phases, each of which it is the same all over in: how it comes about does not matter then.
fn is_same(one: &Phase, other: &Phase) -> bool {
    one.constant && other.constant && one.set.outer == other.set.outer
}
