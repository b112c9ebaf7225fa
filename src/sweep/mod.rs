//! What the answers are at many points: sweeps over parameters.
//!
//! A [`Plan`] says which points ([`crate::sampling`]), and what is watched there. Row `i` is the same point
//! with the same answers whatever the threads and however rows are divided. Floats with bounds of their
//! errors ([`crate::formula::Bounded`]) settle what they can, in blocks; what they leave open is asked of
//! exact payoffs ([`crate::answer::answer_at`]), so that every verdict is proved.
//!
//! [`survey`] counts answers, [`record`] writes every row into a file that grows by parts: killed at any
//! moment, it goes on where it was, and ends in the same bytes.
//!
//! # Examples
//! ```
//! use equil::format::{Limits, read};
//! use equil::model::Assignment;
//! use equil::sweep::{Asking, Plan, survey};
//! use equil::text::Source;
//!
//! let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\nb = [\"u\", \"v\"]\n\
//!     [params]\nk = { value = 1, range = [0, 4] }\n[payoff]\na = \"a.x * (k - 1)\"\nb = \"0\"\n\
//!     [sweep.s]\nmethod = \"grid\"\nn = 5\nvary = \"*\"\nwatch = [\"dominant(a, x)\"]\n";
//! let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
//! let plan = Plan::new(&model, Assignment::of(&model), Asking::of(&model.sweeps[0]))?;
//! let found = survey(&plan, 0..plan.rows(), &|_, _| true);
//! assert_eq!((found.watches[0].yes, found.watches[0].no), (3, 2)); // at 2, 3, 4; not at 0 and 1
//! # Ok::<(), equil::sweep::SweepError>(())
//! ```

mod answers;
mod axis;
mod block;
mod bytes;
mod cell;
mod columnar;
mod difference;
mod error;
mod fingerprint;
mod kernel;
mod manifest;
mod merge;
mod pace;
#[cfg(feature = "parquet")]
mod parquet_file;
mod plan;
mod record;
mod rendered;
mod stored;
mod tally;
mod told;

pub use answers::Answers;
pub use axis::{Axis, Spread};
pub use block::{Rows, Watch};
pub use cell::Cell;
pub use columnar::columns_as_text;
pub use error::{StoreError, SweepError};
pub use kernel::Effort;
pub use manifest::{Manifest, Part, Shard};
pub use merge::merge;
pub use plan::{Asking, Plan};
pub use record::{Recorded, Recording, forget, record, stream};
pub use rendered::Form;
pub use stored::Stored;
pub use tally::{Findings, Moments, Tally, survey};
pub use told::Told;
