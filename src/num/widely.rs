//! Loops for the widest vectors that a machine has.

/// Runs something compiled for the widest vectors of this machine, if it is inlined. Floats are the same on every
/// machine: each operation is rounded as IEEE 754 says, and none is fused with another.
///
/// # Examples
/// ```
/// use equil::num::widely;
///
/// let mut numbers = [0.1; 64];
/// widely(|| numbers.iter_mut().for_each(|x| *x += 0.2));
/// assert_eq!(numbers[63], 0.1 + 0.2);
/// ```
#[inline(always)]
pub fn widely<R>(run: impl FnOnce() -> R) -> R {
    pulp::Arch::new().dispatch(run)
}
