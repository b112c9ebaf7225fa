//! `--assert`: what was asserted and what is, on stderr.

use super::output::Screen;
use super::{Ending, draw};

/// The assertion does not hold.
pub(crate) fn failed(asserted: &str, found: &str, screen: &Screen) -> Ending {
    draw::refusal("assertion failed", &format!("asserted {asserted}; {found}"), screen);
    Ending::No
}

/// Whether the assertion holds is not settled.
pub(crate) fn open(asserted: &str, found: &str, screen: &Screen) -> Ending {
    draw::refusal("assertion open", &format!("asserted {asserted}; {found}"), screen);
    Ending::Incomplete
}

/// `there is 1 equilibrium`, `there are 3 equilibria`.
pub(crate) fn there_are(count: usize, what: [&str; 2]) -> String {
    match count {
        0 => format!("there is no {}", what[0]),
        1 => format!("there is 1 {}", what[0]),
        _ => format!("there are {count} {}", what[1]),
    }
}
