//! Payoffs within a cell: a box of parameters, cut by planes on which payoffs are equal.

use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;

use super::strip::{Frame, Strip};
use super::{Polytope, Side};
use crate::game::Narrow;
use crate::model::Over;
use crate::num::{Certain, Interval, Rational, Ring, Wide};

/// A combination of one player's payoffs.
pub(super) type Combination = Vec<(usize, Rational)>;

/// A side of a combination's level that a cell lies on.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    pub(super) player: usize,
    pub(super) combination: Combination,
    pub(super) side: Side,
}

/// A combination whose side of the level is not the same in the whole cell.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) player: usize,
    pub(super) combination: Combination,
    /// What is known of it, minus the level; nothing where payoffs jump.
    pub(super) strip: Option<Arc<Strip>>,
}

/// What is known of a combination over a whole box.
#[derive(Clone, Debug)]
enum Known {
    /// It is on one side of the level, or at it.
    Settled(Option<Interval>),
    /// It may be on either: its range, and the planes between which it is.
    Open(Option<Interval>, Option<Arc<Strip>>),
}

/// By player and combination.
type Found = FxHashMap<(usize, Combination), Known>;

/// A box of parameters, with what was found out about combinations over it.
#[derive(Debug)]
pub(super) struct Ground {
    pub(super) over: Arc<Over>,
    pub(super) frame: Frame,
    /// What combinations are compared with.
    pub(super) level: Rational,
    /// Planes are looked for only where there are few axes.
    pub(super) planes: bool,
    found: Mutex<Found>,
}

impl Ground {
    pub(super) fn new(over: Over, frame: Frame, level: Rational, planes: bool) -> Self {
        Self { over: Arc::new(over), frame, level, planes, found: Mutex::default() }
    }

    fn known(&self, player: usize, combination: &[(usize, Rational)]) -> Known {
        let key = (player, combination.to_vec());
        if let Ok(found) = self.found.lock()
            && let Some(known) = found.get(&key)
        {
            return known.clone();
        }
        let known = self.find(player, combination);
        if let Ok(mut found) = self.found.lock() {
            found.insert(key, known.clone());
        }
        known
    }

    fn find(&self, player: usize, combination: &[(usize, Rational)]) -> Known {
        let level = Interval::from_rational(&self.level);
        // Planes tell as much as ends do, and sooner
        let range = if self.planes {
            self.over.mean(player, combination)
        } else {
            self.over.beside(player, combination, &level)
        };
        let decided = range.is_some_and(|range| range.minus(&level).certain_sign().is_some());
        if decided || self.over.is_zero(player, combination) {
            return Known::Settled(range);
        }
        let strip = self.planes.then(|| Strip::new(&self.over, &self.frame, player, combination));
        match strip.flatten().map(|strip| strip.less(&self.level)) {
            Some(strip) if strip.is_zero() => Known::Settled(Some(level)),
            strip => Known::Open(range, strip.map(Arc::new)),
        }
    }
}

/// Payoffs within a cell. What is known of a combination holds inside the cell, not on its border.
#[derive(Debug)]
pub(super) struct Within {
    pub(super) ground: Arc<Ground>,
    pub(super) cell: Arc<Polytope>,
    pub(super) cuts: Vec<Cut>,
    asked: Mutex<Option<Question>>,
}

impl Within {
    pub(super) fn new(ground: &Arc<Ground>, cell: Arc<Polytope>, cuts: Vec<Cut>) -> Self {
        Self { ground: Arc::clone(ground), cell, cuts, asked: Mutex::default() }
    }

    /// The first combination that was asked about and is not on one side.
    pub(super) fn asked(&self) -> Option<Question> {
        self.asked.lock().ok()?.take()
    }

    /// The side on which a combination is, by the cuts.
    fn cut(&self, player: usize, combination: &[(usize, Rational)]) -> Option<Side> {
        let level = self.ground.level.is_zero();
        self.cuts.iter().filter(|cut| cut.player == player).find_map(|cut| {
            if cut.combination == combination {
                return Some(cut.side);
            }
            let pairs = || cut.combination.iter().zip(combination);
            let opposite = level
                && cut.combination.len() == combination.len()
                && pairs().all(|((a, x), (b, y))| a == b && *x == y.negated());
            opposite.then(|| cut.side.opposite())
        })
    }

    /// The side on which a combination is inside the cell, by its corners.
    fn side(&self, strip: &Strip) -> Option<Side> {
        if self.cell.is_above(&strip.low) {
            return Some(Side::Above);
        }
        self.cell.is_above(&strip.high.negated()).then_some(Side::Below)
    }

    fn ask(&self, player: usize, combination: &[(usize, Rational)], strip: Option<Arc<Strip>>) {
        if let Ok(mut asked) = self.asked.lock() {
            asked.get_or_insert_with(|| Question {
                player,
                combination: combination.to_vec(),
                strip,
            });
        }
    }
}

impl Narrow for Within {
    fn payoff(&self, player: usize, index: usize, bits: u32) -> Option<Wide> {
        self.ground.over.payoff(player, index, bits)
    }

    fn exact(&self, player: usize, index: usize) -> Option<Rational> {
        self.ground.over.exact(player, index)
    }

    fn range(&self, player: usize, combination: &[(usize, Rational)]) -> Option<Interval> {
        let (known, strip) = match self.ground.known(player, combination) {
            Known::Settled(range) => return range,
            Known::Open(range, strip) => (range, strip),
        };
        let level = Interval::from_rational(&self.ground.level);
        let beyond = |side: Side| match side {
            // More than the level by nobody knows how little
            Side::Above => Interval::new(level.hi().next_up(), f64::MAX),
            Side::Below => Interval::new(f64::MIN, level.lo().next_down()),
        };
        if let Some(side) = self.cut(player, combination) {
            return Some(narrowed(known, beyond(side)?));
        }
        let Some(strip) = strip else {
            self.ask(player, combination, None);
            return known;
        };
        if let Some(side) = self.side(&strip) {
            return Some(narrowed(known, beyond(side)?));
        }
        self.ask(player, combination, Some(strip));
        known
    }

    fn is_zero(&self, player: usize, combination: &[(usize, Rational)]) -> bool {
        self.ground.over.is_zero(player, combination)
    }
}

/// What both ranges allow.
fn narrowed(known: Option<Interval>, other: Interval) -> Interval {
    let Some(known) = known else { return other };
    let both = Interval::new(known.lo().max(other.lo()), known.hi().min(other.hi()));
    both.unwrap_or(other)
}
