//! What is wrong with states.

use crate::model::{Model, ModelError};
use crate::text::{Code, Diagnostic, Span};

/// Why a model is no stochastic game at a point.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StatesError {
    /// The file has no `[states]`.
    #[error("the file has no `[states]`")]
    NoStates,
    /// There are more states than the caller allows.
    #[error("there are {states} states, more than the limit of {limit}")]
    TooMany {
        /// How many.
        states: String,
        /// The limit.
        limit: usize,
    },
    /// The payoffs have no value in a state.
    #[error("in the state {state}: {error}")]
    Payoffs {
        /// In words.
        state: String,
        /// Why.
        error: ModelError,
    },
    /// What a formula of `[states]` says cannot be.
    #[error("{what}")]
    Formula {
        /// Where it stands.
        span: Span,
        /// What is wrong, in words: which state and profile.
        what: String,
        /// What to do about it.
        help: &'static str,
    },
    /// A value is none of the levels of its variable.
    #[error("{what}")]
    OffLevel {
        /// In words: which, and the levels.
        what: String,
    },
    /// A player has nothing to play.
    #[error("`{player}` has no strategy in the state {state}")]
    NoStrategy {
        /// Whose.
        player: String,
        /// In words.
        state: String,
        /// Where it says so.
        span: Span,
    },
}

impl StatesError {
    /// Where it stands in the file, of what is wrong with a formula.
    pub(super) fn span(&self) -> Option<Span> {
        match self {
            Self::Formula { span, .. } | Self::NoStrategy { span, .. } => Some(*span),
            _ => None,
        }
    }

    /// The error drawn over the model's text.
    pub fn diagnostic(&self, model: &Model) -> Diagnostic {
        let at = |span| Diagnostic::new(Code::STATES, &model.source, span, self.to_string());
        match self {
            Self::NoStates => {
                at(Span::default()).help("add `[states]`: which parameters move, and how")
            }
            Self::TooMany { .. } => at(Span::default()).help("raise it with `--max-states`"),
            Self::OffLevel { .. } => at(Span::default()).help("play starts at one of them"),
            Self::Payoffs { error, .. } => {
                let mut found = error.diagnostic(model);
                found.message = self.to_string();
                found
            }
            Self::Formula { span, help, .. } => at(*span).help(*help),
            Self::NoStrategy { span, .. } => at(*span).help("each player needs one in every state"),
        }
    }
}
