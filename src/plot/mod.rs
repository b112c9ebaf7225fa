//! Pictures as SVG: small, without scripts or fonts of their own, readable without colours.

mod axis;
mod lettering;
mod plane;

pub use plane::{Look, Mark, Plane, Region};
