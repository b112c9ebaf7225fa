//! Pictures as SVG: small, without scripts or fonts of their own, readable without colours.

mod axis;
mod bars;
mod grid;
mod head;
mod heat;
mod lettering;
mod map;
mod network;
mod panels;
mod plain;
mod plane;
mod planes;
mod portrait;
mod ranges;
mod series;
mod specifications;
mod stages;
mod strips;
mod trace;
mod waterfall;

pub use bars::{Bar, Bars, Row, Shade};
pub use grid::{CellLook, Grid, GridCell, Way};
pub use heat::{Heat, HeatTable};
pub use map::{Layer, Map};
pub use network::{Arrow, Network, Node};
pub use panels::{Panel, Panels};
pub use plane::{Look, Mark, Plane, Region};
pub use planes::Planes;
pub use portrait::{Curve, Frame, Portrait, Spot};
pub use ranges::{Curves, Held, Ranges};
pub use series::{Line, Series};
pub use specifications::{Choices, Specification, Specifications};
pub use stages::{Pieces, Stage, Stages};
pub use strips::{Strip, Strips};
pub use trace::Trace;
pub use waterfall::{Fall, Waterfall};
