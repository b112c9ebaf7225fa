//! Smith's dynamics: pairwise comparison, in which whoever looks at a better strategy goes over to
//! it in proportion to the difference.
//!
//! Source: M. J. Smith, "The stability of a dynamic model of traffic assignment: an application of
//! a method of Lyapunov", *Transportation Science* 18 (1984), 245–252 (`smith1984`).

use super::{Chart, Motion, Rule, Seen};
use crate::dynamics::{Dynamic, Kind};

/// From i to j goes x(i) times how much more j earns, if it does.
pub(in crate::dynamics) const DYNAMIC: Dynamic = Dynamic {
    name: "smith",
    about: "Smith: play shifts from each strategy to each that earns more",
    source: "smith1984",
    kind: Kind::Mixed(Rule {
        parameters: &[],
        motion: Motion::Flow { chart: Chart::Plain { needs_positive: false }, velocity },
    }),
};

fn velocity(seen: Seen<'_>, out: &mut [f64]) {
    let (mix, earned) = (seen.mix, seen.earned);
    out.fill(0.0);
    for i in 0..mix.len() {
        for j in 0..i {
            let more = earned[j] - earned[i];
            let moves = if more > 0.0 { mix[i] * more } else { mix[j] * more };
            out[j] += moves;
            out[i] -= moves;
        }
    }
}
