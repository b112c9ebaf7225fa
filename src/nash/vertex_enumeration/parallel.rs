//! Branches searched on several threads, with the same results in the same order as on one.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use super::pairing::{Pair, Pairing};
use super::tree::{self, Branch};
use crate::game::Profile;
use crate::nash::method::{Found, Run, Stopped};

/// Searches the branches of `batch`, each up to `budget` bases, and returns what is left of them.
/// Equilibria are reported in the order of the branches, each as soon as its turn has come.
pub(super) fn searched(
    batch: Vec<Branch>,
    budget: usize,
    pairing: &Pairing<'_>,
    run: &mut Run<'_>,
) -> Result<Vec<Branch>, Stopped> {
    let count = batch.len();
    let branches: Vec<Mutex<Option<Branch>>> =
        batch.into_iter().map(|branch| Mutex::new(Some(branch))).collect();
    let (next, turn) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let gathered = Mutex::new(Gathered {
        run,
        turn: &turn,
        waiting: BTreeMap::new(),
        left: Vec::new(),
        full: false,
    });
    let work = || {
        loop {
            // Each number is handed out once
            let number = next.fetch_add(1, Relaxed);
            let branch = branches.get(number).and_then(|branch| branch.lock().ok()?.take());
            let Some(branch) = branch else { break };
            let mut found = Vec::new();
            let mut visit = |vertex: &_| {
                pairing.clock.count();
                pairing.complete(vertex, &mut found);
                // Only this thread moves the turn on from here
                if !found.is_empty()
                    && turn.load(Relaxed) == number
                    && let Ok(mut gathered) = gathered.lock()
                    && gathered.report(found.drain(..)).is_err()
                {
                    pairing.clock.stop();
                }
            };
            let left = tree::walk(branch, budget, pairing.clock, &mut visit);
            let Ok(mut gathered) = gathered.lock() else { break };
            if gathered.take(number, found, left).is_err() {
                pairing.clock.stop();
            }
        }
    };
    let threads = count.min(rayon::current_num_threads());
    if threads == 1 {
        work();
    } else {
        rayon::scope(|scope| (0..threads).for_each(|_| scope.spawn(|_| work())));
    }
    let gathered = gathered.into_inner().map_err(|_| Stopped)?;
    if gathered.full { Err(Stopped) } else { Ok(gathered.left) }
}

/// What the branches found, put together in their order.
struct Gathered<'a, 'b, 'c> {
    run: &'a mut Run<'b>,
    /// The first branch that is not done.
    turn: &'c AtomicUsize,
    /// Branches that were done before their turn: equilibria, and what is left to be searched.
    waiting: BTreeMap<usize, (Vec<Pair>, Vec<Branch>)>,
    left: Vec<Branch>,
    /// Whether there are as many equilibria as were wanted.
    full: bool,
}

impl Gathered<'_, '_, '_> {
    /// Takes in what branch `number` found, and reports what can be reported in order.
    fn take(&mut self, number: usize, found: Vec<Pair>, left: Vec<Branch>) -> Result<(), Stopped> {
        self.waiting.insert(number, (found, left));
        while let Some((found, left)) = self.waiting.remove(&self.turn.load(Relaxed)) {
            self.turn.fetch_add(1, Relaxed);
            self.left.extend(left);
            self.report(found.into_iter())?;
        }
        Ok(())
    }

    fn report(&mut self, found: impl Iterator<Item = Pair>) -> Result<(), Stopped> {
        for pair in found {
            if self.full {
                return Err(Stopped);
            }
            let profile = Profile::new(pair.strategies.into());
            self.full = self.run.report(Found::Exact(profile)).is_err();
        }
        if self.full { Err(Stopped) } else { Ok(()) }
    }
}
