//! Small numbers in few bytes, written by several threads at once.

use std::sync::atomic::{AtomicI8, AtomicI16, AtomicI32, Ordering::Relaxed};

/// A number for each place, in as few bytes as all of them need. Each place is written by one thread
/// and read when all are done, so that nothing hangs on the order of what threads do.
#[derive(Debug)]
pub(super) enum Steps {
    Byte(Vec<AtomicI8>),
    Short(Vec<AtomicI16>),
    Long(Vec<AtomicI32>),
}

impl Steps {
    /// Zeros, to be replaced by numbers whose magnitude is below `most`.
    pub(super) fn new(places: usize, most: usize) -> Self {
        if i8::try_from(most).is_ok() {
            Self::Byte((0..places).map(|_| AtomicI8::new(0)).collect())
        } else if i16::try_from(most).is_ok() {
            Self::Short((0..places).map(|_| AtomicI16::new(0)).collect())
        } else {
            Self::Long((0..places).map(|_| AtomicI32::new(0)).collect())
        }
    }

    pub(super) fn get(&self, place: usize) -> isize {
        match self {
            Self::Byte(steps) => steps[place].load(Relaxed).into(),
            Self::Short(steps) => steps[place].load(Relaxed).into(),
            Self::Long(steps) => steps[place].load(Relaxed) as isize,
        }
    }

    #[allow(clippy::cast_possible_truncation)] // there are bytes enough for all of them
    pub(super) fn set(&self, place: usize, step: isize) {
        match self {
            Self::Byte(steps) => steps[place].store(step as i8, Relaxed),
            Self::Short(steps) => steps[place].store(step as i16, Relaxed),
            Self::Long(steps) => steps[place].store(step as i32, Relaxed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for most in [1, 127, 128, 32_767, 32_768, 1_000_000] {
            let steps = Steps::new(3, most);
            let most = isize::try_from(most).unwrap();
            steps.set(0, most);
            steps.set(2, -most);
            assert_eq!([0, 1, 2].map(|place| steps.get(place)), [most, 0, -most]);
        }
    }
}
