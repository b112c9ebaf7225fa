//! Why a sweep is not run.

use std::io;
use std::path::PathBuf;

use super::axis::MOST_VALUES;
use crate::sampling::SamplingError;

/// Why a sweep cannot be run as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SweepError {
    /// No parameter varies.
    #[error("nothing varies")]
    NothingVaries,
    /// No query is watched.
    #[error("nothing is watched")]
    NothingWatched,
    /// A parameter is to vary twice.
    #[error("`{0}` varies twice")]
    Twice(String),
    /// A parameter has no range and no prior.
    #[error("`{0}` has no range to vary in")]
    NoRange(String),
    /// Points are floats.
    #[error("`{0}` varies beyond the range of floats")]
    Huge(String),
    /// Nobody says how many values an axis has.
    #[error("nobody says how many values of `{0}` there are to be")]
    NoCount(String),
    /// Only grids have so many values of a parameter.
    #[error("how many values `{0}` has says nothing to this method")]
    NoGrid(String),
    /// Nobody says how many points.
    #[error("nobody says how many points there are to be")]
    NoPoints,
    /// An axis has more values than are listed.
    #[error("`{0}` would have more than {MOST_VALUES} values")]
    LongAxis(String),
    /// A lattice needs ends.
    #[error("`{0}` is normally distributed, and a lattice has a least and a greatest value")]
    Unbounded(String),
    /// A parameter that matters has no value.
    #[error("`{0}` has no value, and does not vary")]
    NoValue(String),
    /// The query is about many points itself.
    #[error("`{0}` is about many points itself: it cannot be watched at each")]
    ManyPoints(&'static str),
    /// The query is about a path that nobody states.
    #[error("`critical_discount` is about the path of `[repeated]`, and the file has none")]
    NotRepeated,
    /// The path is the file's, whatever strategies are given.
    #[error(
        "`critical_discount` is about the path of `[repeated]`, not about strategies that are given"
    )]
    Held,
    /// The query needs a capability that does not exist yet.
    #[error("`{0}` cannot be watched yet")]
    NotYet(&'static str),
    /// A helper is watched.
    #[error("a sweep watches what follows from payoffs, and not helpers")]
    Helper,
    /// A correlation is of something that does not vary.
    #[error("`{0}` is correlated, and does not vary")]
    NotVaried(String),
    /// The design's parameters vary by themselves.
    #[error("parameters of the method `{0}` vary independently")]
    Independent(&'static str),
    /// The design has no such points.
    #[error("{0}")]
    Sampling(#[from] SamplingError),
}

impl SweepError {
    /// What to do about it, in terms of files and the command line.
    pub fn help(&self) -> String {
        match self {
            Self::NothingVaries => "add `--vary NAME=low:high`, or `--vary '*'`".to_owned(),
            Self::NothingWatched => "add `--watch \"dominant(player, strategy)\"`".to_owned(),
            Self::Twice(name) => format!("name `{name}` once"),
            Self::NoRange(name) => {
                format!("give the parameter a `range`, or write `{name}=low:high`")
            }
            Self::Huge(name) => format!("write `{name}=low:high` with smaller numbers"),
            Self::NoCount(name) => format!("write `{name}=low:high:n`, or add `-n N`"),
            Self::NoGrid(name) => format!("write `{name}=low:high`, or take `--method grid`"),
            Self::NoPoints => "add `-n 4096`".to_owned(),
            Self::LongAxis(_) => "take fewer, or draw points by lot: `--method sobol`".to_owned(),
            Self::Unbounded(name) => format!("write `{name}=low:high`, or add `--prior uniform`"),
            Self::NoValue(name) => format!("add `--set {name}=VALUE`, or `--vary {name}=low:high`"),
            Self::ManyPoints(_) => {
                "watch the query inside; claims and `equil threshold` ask about many points"
                    .to_owned()
            }
            Self::Held => "leave `--given` out; other paths: `equil repeated --path`".to_owned(),
            Self::NotRepeated => {
                "add `[repeated]` with `discount`, `path` and `punish` to the file".to_owned()
            }
            Self::NotYet(_) => "`equil markov -s NAME=VALUE` finds it at a point".to_owned(),
            Self::Helper => "claims ask for the value of a helper, with parameters set".to_owned(),
            Self::NotVaried(name) => format!("add `--vary {name}`"),
            Self::Independent(_) => {
                "correlations go with random, latin-hypercube and sobol".to_owned()
            }
            Self::Sampling(SamplingError::TooMany) => {
                "take fewer values, or draw points by lot: `--method sobol`".to_owned()
            }
            Self::Sampling(_) => "`equil sweep --help` says what methods take".to_owned(),
        }
    }
}

/// Why the rows of a sweep are not written, or not put together.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The caller ended it: what was written stays, and the same command goes on.
    #[error("stopped after {rows} of {total} rows")]
    Stopped {
        /// How many rows are written.
        rows: u64,
        /// How many there are to be.
        total: u64,
    },
    /// Cannot read or write.
    #[error("{}: {error}", path.display())]
    Io {
        /// What.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// There is a file that no sweep wrote.
    #[error("`{}` exists, and no sweep wrote it", .0.display())]
    Strange(PathBuf),
    /// There is a file, and merging begins no file anew.
    #[error("`{}` exists", .0.display())]
    Exists(PathBuf),
    /// What was written was asked for otherwise.
    #[error("`{}` was written by another sweep: {changed}", path.display())]
    Changed {
        /// What.
        path: PathBuf,
        /// What differs, in words.
        changed: String,
    },
    /// The manifest cannot be read.
    #[error("`{}` is no manifest of a sweep: {problem}", path.display())]
    Manifest {
        /// What.
        path: PathBuf,
        /// Why not.
        problem: String,
    },
    /// Parquet files are written by a feature.
    #[error("this program was built without the feature `parquet`, which Parquet files need")]
    NoParquet,
    /// Shards that do not make a whole.
    #[error("{0}")]
    Pieces(String),
}

impl StoreError {
    pub(super) fn io(path: &std::path::Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |error| Self::Io { path, error }
    }
}
