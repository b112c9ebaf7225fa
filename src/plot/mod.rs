//! Pictures as SVG: small, without scripts or fonts of their own, readable without colours.

mod axis;
mod grid;
mod lettering;
mod plane;

pub use grid::{CellLook, Grid, GridCell, Way};
pub use plane::{Look, Mark, Plane, Region};
