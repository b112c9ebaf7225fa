//! One path from its start to its end, in floats or exactly, as far as it is allowed to go.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

use super::exact::{ExactPath, Start};
use super::label::Label;
use super::path::{FloatPath, Reached, Resting};
use super::side::Source;
use super::table::Care;
use crate::nash::basis::Basis;
use crate::nash::method::Watch;
use crate::num::Rational;

/// How far to go, and who may end it sooner.
#[derive(Clone, Copy)]
pub(super) struct Leash<'a> {
    /// Pivots in all.
    pub(super) cap: u64,
    /// Told of the pivots made since it was last asked; `false` ends the walk.
    pub(super) watch: &'a (dyn Fn(u64) -> bool + Sync),
}

/// The caller's watch for several paths at once: counts the pivots of all, and remembers that it said no.
pub(super) struct Clock<'a> {
    watch: Watch<'a>,
    made: AtomicU64,
    stopped: AtomicBool,
}

impl<'a> Clock<'a> {
    pub(super) fn new(watch: Watch<'a>) -> Self {
        Self { watch, made: AtomicU64::new(0), stopped: AtomicBool::new(false) }
    }

    /// Whether to go on after so many more pivots.
    pub(super) fn proceed(&self, pivots: u64) -> bool {
        let done = self.made.fetch_add(pivots, Relaxed) + pivots;
        // Nobody knows how long paths are
        if !(self.watch)(done, done * 2) {
            self.stopped.store(true, Relaxed);
        }
        !self.is_stopped()
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Relaxed)
    }
}

/// Pivots between two looks at the clock, in floats and exactly.
const STRIDE: u64 = 256;
const EXACT_STRIDE: u64 = 8;

/// A walk that may have been interrupted.
#[derive(Clone, Debug)]
pub(super) enum Walk {
    /// Not begun yet, and how carefully it will.
    Ready(Label, Care),
    /// Waiting; floats.
    Float(Resting),
    /// Waiting with all its numbers; floats.
    Running(Box<FloatPath>),
    /// Waiting; exact.
    Exact(Box<ExactPath>),
    /// At its end, or lost.
    Over,
}

/// What a walk has come to: `None` when the watch ended it.
pub(super) type Stage = Option<(Reached, u64)>;

impl Walk {
    /// The label, and how carefully the walk goes on; `None` for exact ones and at the end.
    pub(super) fn label(&self) -> Option<(Label, Care)> {
        match self {
            Self::Ready(label, care) => Some((*label, *care)),
            Self::Float(resting) => Some((resting.missing, resting.care)),
            Self::Running(path) => Some(path.label()),
            Self::Exact(_) | Self::Over => None,
        }
    }

    /// Goes on in floats; `keep` the numbers for the next time, which takes memory and saves time.
    pub(super) fn float(
        &mut self,
        counts: [usize; 2],
        source: &impl Source,
        leash: Leash<'_>,
        keep: bool,
    ) -> Stage {
        let path = match std::mem::replace(self, Self::Over) {
            Self::Ready(label, care) => Some(Box::new(FloatPath::new(label, counts, source, care))),
            Self::Float(resting) => resting.taken_up(counts, source).map(Box::new),
            Self::Running(path) => Some(path),
            Self::Exact(_) | Self::Over => None,
        };
        let Some(mut path) = path else { return Some((Reached::Lost, 0)) };
        let stage = follow(&mut path, source, leash, &mut Trail::default());
        if let Some((Reached::Cap, _)) = stage {
            *self = if keep { Self::Running(path) } else { Self::Float(path.resting()) };
        }
        stage
    }

    /// Goes on exactly: the equilibrium, if it is reached, and the pivots.
    pub(super) fn exact(
        &mut self,
        start: &Start,
        leash: Leash<'_>,
    ) -> Option<([Vec<Rational>; 2], u64)> {
        let mut path = match std::mem::replace(self, Self::Over) {
            Self::Ready(label, _) => Box::new(start.path(label)),
            Self::Exact(path) => path,
            Self::Float(_) | Self::Running(_) | Self::Over => return None,
        };
        match follow_exactly(&mut path, leash)? {
            (Reached::Equilibrium(_), pivots) => Some((path.profile()?, pivots)),
            (Reached::Cap, _) => {
                *self = Self::Exact(path);
                None
            }
            _ => None,
        }
    }
}

/// Follows a path in floats and leaves a trail.
pub(super) fn follow(
    path: &mut FloatPath,
    source: &impl Source,
    leash: Leash<'_>,
    trail: &mut Trail,
) -> Stage {
    loop {
        let before = path.pivots;
        let reached = path.advance(leash.cap.min(before + STRIDE), source);
        if reached == Reached::Cap && path.pivots < leash.cap {
            if !(leash.watch)(path.pivots - before) {
                return None;
            }
            trail.mark(path);
            continue;
        }
        return Some((reached, path.pivots));
    }
}

/// Follows a path exactly.
pub(super) fn follow_exactly(path: &mut ExactPath, leash: Leash<'_>) -> Stage {
    loop {
        let before = path.pivots;
        let reached = path.advance(leash.cap.min(before + EXACT_STRIDE));
        if reached == Reached::Cap && path.pivots < leash.cap {
            if !(leash.watch)(path.pivots - before) {
                return None;
            }
            continue;
        }
        return Some((reached, path.pivots));
    }
}

/// Some of the points that a path came through, the later the denser: where exact arithmetic can
/// take over when floats have lost the way.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail {
    marks: Vec<Resting>,
    seen: u64,
    every: u64,
}

/// Marks kept at most.
const MARKS: usize = 16;

impl Trail {
    fn mark(&mut self, path: &FloatPath) {
        self.seen += 1;
        if !self.seen.is_multiple_of(self.every.max(1)) {
            return;
        }
        self.marks.push(path.resting());
        if self.marks.len() >= MARKS {
            let mut keep = false;
            self.marks.retain(|_| {
                keep = !keep;
                keep
            });
            self.every = self.every.max(1) * 2;
        }
    }

    /// The exact path from the latest mark whose basis is exactly feasible.
    pub(super) fn resumed(&self, start: &Start) -> Option<ExactPath> {
        self.marks.iter().rev().find_map(|m| start.resumed(&m.basis, m.missing, m.next, m.pivots))
    }
}

/// The path that leaves an equilibrium, or the point where nobody plays anything.
pub(super) fn departing(
    from: Option<&Basis>,
    missing: Label,
    counts: [usize; 2],
    source: &impl Source,
    care: Care,
) -> Option<FloatPath> {
    match from {
        None => Some(FloatPath::new(missing, counts, source, care)),
        Some(basis) => FloatPath::from(basis, missing, counts, source, care),
    }
}
