//! How many parts are made at once.

use super::Plan;

/// Rows that are made at once for each thread, at most.
const MOST: u64 = 1 << 15;

/// Operations of payoffs after which rows are fewer: half as many when there are twice as many.
const LIGHT: usize = 256;

/// While fewer answers of the last parts were asked of exact payoffs, which takes long, more parts are made at once.
const FEW: u64 = 256;

/// When more were, fewer: what is not whole is lost when a sweep ends early.
const MANY: u64 = 1024;

/// The number of parts that are made at once, by how much work the last ones were. Rows do not depend on it.
#[derive(Debug)]
pub(super) struct Pace {
    parts: u64,
    most: u64,
}

impl Pace {
    pub(super) fn new(plan: &Plan<'_>) -> Self {
        let light = MOST / (1 + plan.kernel.operations() / LIGHT) as u64;
        let rows = light * rayon::current_num_threads() as u64;
        Self { parts: 1, most: (rows / plan.part()).max(1) }
    }

    /// How many parts come next.
    pub(super) fn parts(&self) -> u64 {
        self.parts
    }

    /// The last parts are done, with so many answers of exact payoffs.
    pub(super) fn done(&mut self, queued: u64) {
        if queued < FEW {
            self.parts = (2 * self.parts).min(self.most);
        } else if queued > MANY {
            self.parts = (self.parts / 2).max(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pace;

    #[test]
    fn exact_answers_slow_it_down() {
        let mut pace = Pace { parts: 1, most: 6 };
        let mut all = Vec::new();
        for queued in [0, 0, 0, 300, 5000, 5000, 5000, 0] {
            pace.done(queued);
            all.push(pace.parts());
        }
        assert_eq!(all, [2, 4, 6, 6, 3, 1, 1, 2]);
    }
}
