//! Why there is no result.

use std::path::PathBuf;
use std::sync::Arc;

use super::files::source;
use crate::text::{Diagnostic, Source};

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
    /// Several of these.
    #[error("{} faults", .0.len())]
    Several(Vec<Fault>),
}

/// What is wrong with several files, so that all of it is told at once.
#[derive(Default)]
pub(super) struct Wrong {
    /// At places of files.
    pub(super) problems: Vec<Diagnostic>,
    /// All else.
    others: Vec<Fault>,
}

impl Wrong {
    /// What was read, or nothing: what is wrong is told with the rest.
    pub(super) fn take<T>(&mut self, found: Result<T, Fault>) -> Option<T> {
        match found {
            Ok(found) => return Some(found),
            Err(Fault::Problems(problems)) => self.problems.extend(problems),
            Err(other) => self.others.push(other),
        }
        None
    }

    /// The texts of the files that can be read.
    pub(super) fn sources(&mut self, paths: &[PathBuf]) -> Vec<Arc<Source>> {
        paths.iter().filter_map(|path| self.take(source(path))).collect()
    }

    /// Whether nothing was wrong so far.
    pub(super) fn is_empty(&self) -> bool {
        self.problems.is_empty() && self.others.is_empty()
    }

    /// Nothing, where nothing was wrong.
    ///
    /// # Errors
    /// All that was.
    pub(super) fn none(self) -> Result<(), Fault> {
        let Self { problems, mut others } = self;
        if !problems.is_empty() {
            others.insert(0, Fault::Problems(problems));
        }
        match others.len() {
            0 => Ok(()),
            1 => Err(others.remove(0)),
            _ => Err(Fault::Several(others)),
        }
    }
}
