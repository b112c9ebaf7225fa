//! Which lines of two texts differ.

/// A line that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// Its place in the old text and in the new one, from 0; where there is no such line, that of the next one.
    pub(super) at: (usize, usize),
    /// Whether the old text has it.
    pub(super) was: bool,
    /// Whether the new one has.
    pub(super) is: bool,
}

/// Lines of the old text times lines of the new one that are compared with each other at most.
const COMPARED: usize = 4_000_000;

/// The lines that differ, in order. Between lines that both texts have, what the old one has stands beside what the new one has.
///
/// # Complexity
/// The product of the lengths of what is left without the same start and end; where that is more than four million, lines are
/// compared place by place.
pub(super) fn differing<T: PartialEq>(old: &[T], new: &[T]) -> Vec<Pair> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let shorter = old.len().min(new.len()) - start;
    let ends = old.iter().rev().zip(new.iter().rev()).take(shorter);
    let end = ends.take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    let mut pairs = Vec::new();
    let mut at = (0, 0);
    let mut beside = |from: (usize, usize), to: (usize, usize)| {
        for k in 0..(to.0 - from.0).max(to.1 - from.1) {
            let at = (start + (from.0 + k).min(to.0), start + (from.1 + k).min(to.1));
            pairs.push(Pair { at, was: from.0 + k < to.0, is: from.1 + k < to.1 });
        }
    };
    for common in common(a, b) {
        beside(at, common);
        at = (common.0 + 1, common.1 + 1);
    }
    beside(at, (a.len(), b.len()));
    pairs
}

/// Places of a longest run of lines that both texts have, in order.
fn common<T: PartialEq>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    if a.len().saturating_mul(b.len()) > COMPARED {
        let places = 0..a.len().min(b.len());
        return places.filter(|&k| a[k] == b[k]).map(|k| (k, k)).collect();
    }
    let width = b.len() + 1;
    // How many lines are common from here on
    let mut most = vec![0_u32; (a.len() + 1) * width];
    for (i, line) in a.iter().enumerate().rev() {
        for (j, other) in b.iter().enumerate().rev() {
            most[i * width + j] = if line == other {
                most[(i + 1) * width + j + 1] + 1
            } else {
                most[(i + 1) * width + j].max(most[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            found.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if most[(i + 1) * width + j] >= most[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Pair, differing};

    #[test]
    fn lines_that_are_the_same_are_left_out() {
        let pairs = |a: &str, b: &str| {
            let letters = |text: &str| text.chars().collect::<Vec<char>>();
            let side = |is: bool, at: usize| is.then_some(at);
            let pairs = differing(&letters(a), &letters(b));
            pairs
                .iter()
                .map(|pair| (side(pair.was, pair.at.0), side(pair.is, pair.at.1)))
                .collect::<Vec<_>>()
        };
        assert_eq!(pairs("abc", "abc"), []);
        assert_eq!(pairs("abc", "axc"), [(Some(1), Some(1))]);
        assert_eq!(pairs("abc", "abxc"), [(None, Some(2))]);
        assert_eq!(pairs("abc", "ac"), [(Some(1), None)]);
        assert_eq!(pairs("aab", "ab"), [(Some(1), None)]);
        // One changed, and later one added
        assert_eq!(pairs("abcdef", "xbcdyef"), [(Some(0), Some(0)), (None, Some(4))]);
        assert_eq!(pairs("", "ab"), [(None, Some(0)), (None, Some(1))]);
        // What was added stands before the line that both have
        assert_eq!(
            differing(&['a', 'b'], &['a', 'x', 'b']),
            [Pair { at: (1, 1), was: false, is: true }]
        );
    }
}
