//! The best equilibrium so far, which all threads share.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::game::{Labels, Profile};
use crate::num::Rational;

/// Where a node stands in the tree: the way to it, so that places compare as the nodes come when the
/// tree is searched in order. A node and the first node below it compare as equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    turns: [u64; Self::WORDS],
    depth: usize,
    /// How many nodes on the way had two children to search.
    pub(super) forks: usize,
}

impl Place {
    /// Each label is decided once on the way to a node.
    const WORDS: usize = Labels::MOST / u64::BITS as usize;

    pub(super) const ROOT: Self = Self { turns: [0; Self::WORDS], depth: 0, forks: 0 };

    /// The place of a child: of the one that is searched first, or of the other; `forked` if both have
    /// to be searched.
    pub(super) fn below(mut self, second: bool, forked: bool) -> Self {
        let bits = u64::BITS as usize;
        if second {
            self.turns[self.depth / bits] |= 1 << (bits - 1 - self.depth % bits);
        }
        self.depth += 1;
        self.forks += usize::from(forked);
        self
    }

    /// Whether what was found at `other` comes before everything that is found from here on.
    fn is_after(self, other: Option<Self>) -> bool {
        other.is_none_or(|other| other.turns < self.turns)
    }
}

/// An equilibrium, how good it is, and where it was found; those with no place come before the tree.
struct Best {
    value: Rational,
    place: Option<Place>,
    profile: Profile<Rational>,
}

/// The best equilibrium so far; of equally good ones that which comes first. Values are such that
/// more is better.
pub(super) struct Incumbent {
    /// Only values above this are of interest.
    better_than: Option<Rational>,
    /// The first value in the order of the tree that is as good as this is all that is wanted.
    enough: Option<Rational>,
    best: Mutex<Option<Best>>,
    /// What bounds are compared with in floats: bits of a float.
    near: AtomicU64,
}

/// Which values are wanted at a place.
pub(super) struct Bar {
    /// None that are not above this.
    pub(super) above: Option<Rational>,
    /// None below this.
    pub(super) least: Option<Rational>,
}

impl Incumbent {
    pub(super) fn new(better_than: Option<Rational>, enough: Option<Rational>) -> Self {
        let known = [&better_than, &enough].into_iter().flatten().max();
        let near = known.map_or(f64::NEG_INFINITY, Rational::nearest_f64);
        let near = AtomicU64::new(near.to_bits());
        Self { better_than, enough, best: Mutex::new(None), near }
    }

    /// About the greatest bound that says anything.
    pub(super) fn near(&self) -> f64 {
        f64::from_bits(self.near.load(Relaxed))
    }

    fn reaches(&self, value: &Rational) -> bool {
        self.enough.as_ref().is_some_and(|enough| value >= enough)
    }

    /// Takes an equilibrium if it is better than the best so far, or as good and before it.
    pub(super) fn offer(
        &self,
        value: Rational,
        place: Option<Place>,
        profile: impl FnOnce() -> Profile<Rational>,
    ) {
        if self.better_than.as_ref().is_some_and(|bar| value <= *bar) {
            return;
        }
        let Ok(mut best) = self.best.lock() else { return };
        let better = best.as_ref().is_none_or(|best| {
            let enough = (self.reaches(&value), self.reaches(&best.value));
            match enough {
                (true, true) => place < best.place,
                (false, false) if value == best.value => place < best.place,
                (false, false) => value > best.value,
                (only, _) => only,
            }
        });
        if better {
            let near = value.nearest_f64();
            if near > self.near() {
                self.near.store(near.to_bits(), Relaxed);
            }
            *best = Some(Best { value, place, profile: profile() });
        }
    }

    /// Whether what was found before a place is all that is wanted.
    pub(super) fn is_done(&self, place: Place) -> bool {
        self.enough.is_some()
            && self.best.lock().is_ok_and(|best| {
                let first = best.as_ref().filter(|best| self.reaches(&best.value));
                first.is_some_and(|best| place.is_after(best.place))
            })
    }

    /// What is wanted at a place: values as good as the best one so far only where they come before
    /// it, so that what is found in the end does not depend on who finds what first.
    pub(super) fn bar(&self, place: Place) -> Bar {
        let (mut above, mut least) = (self.better_than.clone(), self.enough.clone());
        let Ok(best) = self.best.lock() else { return Bar { above, least } };
        // Before one that is good enough another may come that just is, too
        if let Some(best) = best.as_ref().filter(|best| !self.reaches(&best.value)) {
            let bar = if place.is_after(best.place) { &mut above } else { &mut least };
            *bar = bar.take().max(Some(best.value.clone()));
        }
        Bar { above, least }
    }

    /// The value of the best equilibrium so far.
    pub(super) fn value(&self) -> Option<Rational> {
        self.best.lock().ok()?.as_ref().map(|best| best.value.clone())
    }

    pub(super) fn into_best(self) -> Option<(Profile<Rational>, Rational)> {
        let best = self.best.into_inner().ok()??;
        Some((best.profile, best.value))
    }
}
