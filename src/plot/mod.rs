//! Pictures as SVG: small, without scripts or fonts of their own, readable without colours.

mod axis;
mod lettering;
mod network;
mod plane;

pub use network::{Arrow, Network, Node};
pub use plane::{Look, Mark, Plane, Region};
