//! Pictures as SVG: small, without scripts or fonts of their own, readable without colours.

mod axis;
mod bars;
mod grid;
mod head;
mod lettering;
mod map;
mod network;
mod panels;
mod plane;
mod portrait;
mod ranges;
mod series;
mod strips;

pub use bars::{Bar, Bars, Row, Shade};
pub use grid::{CellLook, Grid, GridCell, Way};
pub use map::{Layer, Map, Trace};
pub use network::{Arrow, Network, Node};
pub use panels::{Panel, Panels};
pub use plane::{Look, Mark, Plane, Region};
pub use portrait::{Curve, Frame, Portrait, Spot};
pub use ranges::{Curves, Held, Ranges};
pub use series::{Line, Series};
pub use strips::{Strip, Strips};
