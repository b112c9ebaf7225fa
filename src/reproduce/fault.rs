//! Why there is no result.

use crate::text::Diagnostic;

/// Why there is no result.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// A file is wrong.
    #[error("{} problems", .0.len())]
    Problems(Vec<Diagnostic>),
    /// A file or folder cannot be read.
    #[error("cannot read {path}: {why}")]
    Unread {
        /// Which.
        path: String,
        /// Why not.
        why: String,
    },
    /// A folder holds no paper.
    #[error("there is no {0}")]
    NoPaper(String),
    /// The games are not those that an exhibit is about.
    #[error("{0}")]
    Unfit(String),
    /// An answer was not found.
    #[error("{query} of {game} has no answer: {why}")]
    Open {
        /// The game.
        game: String,
        /// What was asked.
        query: String,
        /// Why there is no answer.
        why: String,
    },
}
