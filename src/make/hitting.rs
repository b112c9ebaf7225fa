//! Smallest sets that have something in common with each of several sets.

/// All smallest sets found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hitting {
    /// Each as small as the others, each in order; in order.
    pub(super) sets: Vec<Vec<usize>>,
    /// Whether they are proved to be all that are as small.
    pub(super) complete: bool,
}

/// So many sets are enough.
const MOST_SETS: usize = 24;
/// Branches looked at before the search ends with what it has.
const MOST_BRANCHES: u64 = 2_000_000;

/// The smallest sets of elements that are `allowed` (with everything below an allowed set allowed, too) and share one
/// with each of `sets`. Nothing if there are none; none of them where the limit came first.
///
/// # Complexity
/// Exponential in the size of the answer, in the worst case; up to a limit.
pub(super) fn smallest(sets: &[Vec<usize>], allowed: &dyn Fn(&[usize]) -> bool) -> Option<Hitting> {
    let mut minimal: Vec<&Vec<usize>> = Vec::new();
    let mut sorted: Vec<&Vec<usize>> = sets.iter().collect();
    sorted.sort_by_key(|set| set.len());
    for set in sorted {
        // What hits a part of a set hits the set
        if !minimal.iter().any(|known| known.iter().all(|element| set.contains(element))) {
            minimal.push(set);
        }
    }
    let most = minimal.len();
    let mut search =
        Search { sets: minimal, allowed, found: Vec::new(), branches: 0, complete: true };
    for size in 0..=most {
        search.extend(&mut Vec::new(), &mut Vec::new(), size);
        if !search.found.is_empty() || !search.complete {
            search.found.sort_unstable();
            search.found.dedup();
            return Some(Hitting { sets: search.found, complete: search.complete });
        }
    }
    None
}

struct Search<'a> {
    sets: Vec<&'a Vec<usize>>,
    allowed: &'a dyn Fn(&[usize]) -> bool,
    found: Vec<Vec<usize>>,
    branches: u64,
    complete: bool,
}

impl Search<'_> {
    /// Extends `chosen` by at most `left` elements, none of them `barred`.
    fn extend(&mut self, chosen: &mut Vec<usize>, barred: &mut Vec<usize>, left: usize) {
        self.branches += 1;
        if self.branches > MOST_BRANCHES || self.found.len() >= MOST_SETS {
            self.complete = false;
            return;
        }
        let open = |set: &&Vec<usize>| !set.iter().any(|element| chosen.contains(element));
        let missed: Vec<&Vec<usize>> = self.sets.iter().copied().filter(open).collect();
        let free = |set: &Vec<usize>| set.iter().filter(|e| !barred.contains(e)).count();
        let Some(next) = missed.iter().min_by_key(|set| free(set)) else {
            let mut set = chosen.clone();
            set.sort_unstable();
            self.found.push(set);
            return;
        };
        if left == 0 || apart(&missed) > left {
            return;
        }
        let next: Vec<usize> = next.iter().copied().filter(|e| !barred.contains(e)).collect();
        let before = barred.len();
        for element in next {
            chosen.push(element);
            if (self.allowed)(chosen) {
                self.extend(chosen, barred, left - 1);
            }
            chosen.pop();
            // The others have been looked at with this one
            barred.push(element);
        }
        barred.truncate(before);
    }
}

/// How many of the sets are found to have nothing in common: as many elements are needed.
fn apart(sets: &[&Vec<usize>]) -> usize {
    let mut taken: Vec<usize> = Vec::new();
    let mut count = 0;
    for set in sets {
        if !set.iter().any(|element| taken.contains(element)) {
            taken.extend(set.iter());
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_are_all_there() {
        let any = |_: &[usize]| true;
        let found = smallest(&[vec![0, 1], vec![1, 2], vec![0, 2]], &any).unwrap();
        assert_eq!(found.sets, [[0, 1], [0, 2], [1, 2]]);
        assert!(found.complete);
        assert_eq!(smallest(&[], &any).unwrap().sets, [Vec::<usize>::new()]);
        assert_eq!(smallest(&[vec![]], &any), None);
        // Not both 0 and 1, nor 2
        let few = |chosen: &[usize]| chosen.len() < 2 && !chosen.contains(&2);
        assert_eq!(smallest(&[vec![0], vec![1, 2]], &few), None);
        assert_eq!(smallest(&[vec![0, 2], vec![1, 2]], &any).unwrap().sets, [[2]]);
    }

    /// Against all subsets of seven elements.
    #[test]
    fn as_by_looking_at_all_subsets() {
        let mut state = 7_u64;
        for _ in 0..200 {
            let mut sets = Vec::new();
            for _ in 0..6 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let bits = (state >> 40) & 127;
                sets.push((0..7).filter(|e| bits >> e & 1 == 1).collect::<Vec<usize>>());
            }
            let hits = |chosen: usize| {
                sets.iter().all(|set| set.iter().any(|element| chosen >> element & 1 == 1))
            };
            let all: Vec<usize> = (0..128).filter(|&chosen| hits(chosen)).collect();
            let least = all.iter().map(|chosen| chosen.count_ones()).min();
            let found = smallest(&sets, &|_| true);
            assert_eq!(found.is_some(), least.is_some());
            let (Some(found), Some(least)) = (found, least) else { continue };
            let mut known: Vec<Vec<usize>> = all
                .iter()
                .filter(|chosen| chosen.count_ones() == least)
                .map(|chosen| (0..7).filter(|e| chosen >> e & 1 == 1).collect())
                .collect();
            known.sort_unstable();
            if found.complete {
                assert_eq!(found.sets, known);
            }
        }
    }
}
