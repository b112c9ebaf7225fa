//! A map of numbers to themselves: its cycles, and what leads to each.

/// From each number there is one way, and it ends in a cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Orbits {
    /// Each from its least number on, in the order of their discovery.
    pub(super) cycles: Vec<Vec<usize>>,
    /// How many numbers lead to each cycle, its own included.
    pub(super) basins: Vec<usize>,
    /// The most steps to each cycle.
    pub(super) longest: Vec<usize>,
    /// `steps[k]`: how many numbers are k steps from their cycle.
    pub(super) steps: Vec<usize>,
}

/// Not seen yet, and seen on the present way.
const NEW: u32 = u32::MAX;
const HERE: u32 = u32::MAX - 1;

impl Orbits {
    /// Of the map that takes i to `next[i]`.
    ///
    /// # Complexity
    /// O(n) time, eight bytes for each number.
    pub(super) fn of(next: &[u32]) -> Self {
        let (mut cycle, mut distance) = (vec![NEW; next.len()], vec![0_u32; next.len()]);
        let mut orbits = Self { cycles: vec![], basins: vec![], longest: vec![], steps: vec![] };
        let mut way = Vec::new();
        for start in 0..next.len() {
            let mut at = start;
            while cycle[at] == NEW {
                cycle[at] = HERE;
                way.push(at);
                at = next[at] as usize;
            }
            if cycle[at] == HERE {
                // Back where this way has been: the rest of it is a cycle
                let number = super::narrow(orbits.cycles.len());
                let from = way.iter().rposition(|&i| i == at).expect("it was here");
                let mut found = way.split_off(from);
                for &i in &found {
                    cycle[i] = number;
                }
                let least = (0..found.len()).min_by_key(|&k| found[k]).unwrap_or(0);
                found.rotate_left(least);
                orbits.basins.push(found.len());
                orbits.longest.push(0);
                orbits.add_steps(0, found.len());
                orbits.cycles.push(found);
            }
            let (number, mut far) = (cycle[at], distance[at]);
            while let Some(i) = way.pop() {
                far += 1;
                (cycle[i], distance[i]) = (number, far);
                orbits.basins[number as usize] += 1;
                let longest = &mut orbits.longest[number as usize];
                *longest = (*longest).max(far as usize);
                orbits.add_steps(far as usize, 1);
            }
        }
        orbits
    }

    fn add_steps(&mut self, steps: usize, count: usize) {
        if self.steps.len() <= steps {
            self.steps.resize(steps + 1, 0);
        }
        self.steps[steps] += count;
    }
}
