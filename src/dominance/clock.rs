//! When to stop: the caller's watch, asked from any thread.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Asked between steps, with how many of how many are done; `false` ends the search.
pub type Watch<'a> = &'a (dyn Fn(u64, u64) -> bool + Sync);

/// Whether to go on: asked between steps, from any thread.
pub(super) struct Clock<'a> {
    watch: Watch<'a>,
    stopped: AtomicBool,
    done: AtomicU64,
    total: AtomicU64,
}

impl<'a> Clock<'a> {
    pub(super) fn new(watch: Watch<'a>) -> Self {
        Self {
            watch,
            stopped: AtomicBool::new(false),
            done: AtomicU64::new(0),
            total: AtomicU64::new(0),
        }
    }

    /// So many more strategies are to be looked at.
    pub(super) fn add(&self, count: usize) {
        self.total.fetch_add(count as u64, Ordering::Relaxed);
    }

    /// One strategy has been looked at.
    pub(super) fn done(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether to go on.
    pub(super) fn goes_on(&self) -> bool {
        if self.is_stopped() {
            return false;
        }
        if (self.watch)(self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed)) {
            return true;
        }
        self.stopped.store(true, Ordering::Relaxed);
        false
    }

    /// Whether it once said not to go on.
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}
