//! Pictures as SVG: small, without scripts or fonts of their own, readable without colours.

mod axis;
mod lettering;
mod plane;
mod portrait;
mod series;

pub use plane::{Look, Mark, Plane, Region};
pub use portrait::{Frame, Portrait, Spot, Way};
pub use series::{Line, Series};
