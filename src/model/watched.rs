//! What a sweep looks at in each of its points.

use super::{ModelScope, Query, QueryKind, parse_query};
use crate::formula::Text;
use crate::text::Diagnostic;

/// A watched query.
#[derive(Clone, Debug)]
pub struct Watched {
    /// What is asked.
    pub query: Query,
    /// As written.
    pub written: String,
    /// Whether all equilibria are listed, in a game restricted as the query says.
    pub lists: bool,
}

/// What may be watched besides queries: all equilibria, one by one.
pub const EQUILIBRIA: &str = "equilibria";

impl Watched {
    /// Whether a text asks for a list of all equilibria.
    pub(crate) fn is_list(text: &str) -> bool {
        text.trim().strip_suffix("()").unwrap_or(text.trim()) == EQUILIBRIA
    }

    /// The list of all equilibria.
    pub(crate) fn list() -> Self {
        let query = Query { kind: QueryKind::CountNash, given: Vec::new() };
        Self { query, written: EQUILIBRIA.to_owned(), lists: true }
    }

    /// A query, as written.
    pub(crate) fn query(query: Query, text: &str) -> Self {
        Self { query, written: text.trim().to_owned(), lists: false }
    }
}

/// Reads what is to be watched: a query, or `equilibria`. `parameters` are the names that `threshold` may use, in the
/// model's order. Problems go to `problems`.
pub fn parse_watched(
    text: &Text,
    scope: &ModelScope<'_>,
    parameters: &[&str],
    problems: &mut Vec<Diagnostic>,
) -> Option<Watched> {
    if Watched::is_list(&text.text) {
        return Some(Watched::list());
    }
    let query = parse_query(text, scope, parameters, problems)?;
    Some(Watched::query(query, &text.text))
}
