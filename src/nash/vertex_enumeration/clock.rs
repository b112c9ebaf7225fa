//! The clock that all threads of a search look at.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

use crate::nash::Watch;

pub(super) struct Clock<'a> {
    watch: Watch<'a>,
    /// Bases of the first polytope visited so far, and how many are expected.
    visited: AtomicU64,
    expected: u64,
    /// Cells computed so far, of all dictionaries.
    cells: AtomicU64,
    stopped: AtomicBool,
}

/// Cells computed between looks at the clock.
const GRAIN: u64 = 4096;

impl<'a> Clock<'a> {
    pub(super) fn new(watch: Watch<'a>) -> Self {
        Self {
            watch,
            visited: AtomicU64::new(0),
            expected: 0,
            cells: AtomicU64::new(0),
            stopped: AtomicBool::new(false),
        }
    }

    /// Says about how many bases the first polytope has.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // it saturates
    pub(super) fn expect(&mut self, bases: f64) {
        self.expected = bases as u64;
    }

    /// Counts a basis of the first polytope.
    pub(super) fn count(&self) {
        self.visited.fetch_add(1, Relaxed);
    }

    /// To be called at each pivot, with the number of cells; `false` when time is up.
    pub(super) fn tick(&self, cells: usize) -> bool {
        let cells = cells as u64;
        let before = self.cells.fetch_add(cells, Relaxed);
        if before / GRAIN != (before + cells) / GRAIN {
            let visited = self.visited.load(Relaxed);
            if !(self.watch)(visited, self.expected.max(visited + 1)) {
                self.stopped.store(true, Relaxed);
            }
        }
        !self.has_stopped()
    }

    /// Ends the search.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Relaxed);
    }

    pub(super) fn has_stopped(&self) -> bool {
        self.stopped.load(Relaxed)
    }
}
