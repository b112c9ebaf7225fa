//! Advice for names of parameters that are not known.

use crate::text::{closest, similar_or_all};

/// Names that are listed, at most.
const MOST: usize = 24;

/// What may be meant by a name that no parameter has: the entries of an indexed parameter, a name that is like it, or else all
/// there are. `names` are those of a model's parameters.
///
/// # Examples
/// ```
/// use equil::model::parameter_help;
///
/// let names = ["c", "cost[ann]", "cost[bob]"];
/// assert_eq!(parameter_help("cost", names), "it has an index: cost[ann], cost[bob]");
/// assert_eq!(parameter_help("cost[anne]", names), "a similar parameter exists: `cost[ann]`");
/// assert_eq!(parameter_help("zeta", names), "parameters are: c, cost[ann], cost[bob]");
/// ```
pub fn parameter_help<'a>(name: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> String {
    let all: Vec<&str> = names.into_iter().collect();
    let is_entry = |entry: &&&str| {
        entry.strip_prefix(name).is_some_and(|rest| rest.starts_with('[')) && !name.is_empty()
    };
    let entries: Vec<&str> = all.iter().filter(is_entry).copied().collect();
    if !entries.is_empty() {
        return format!("it has an index: {}", cut(&entries));
    }
    if all.is_empty() {
        return "the file has no parameters".to_owned();
    }
    if all.len() > MOST && closest(name, all.iter().copied()).is_none() {
        return format!("parameters are: {}", cut(&all));
    }
    similar_or_all(name, "parameter", "parameters are", all.iter().copied())
}

/// Names in a row, and how many more there are.
fn cut(names: &[&str]) -> String {
    let shown = names.len().min(MOST);
    let more = names.len() - shown;
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    format!("{}{more}", names[..shown].join(", "))
}
