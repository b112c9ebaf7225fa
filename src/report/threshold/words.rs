//! Answers and changes in words.

use super::super::capitalised;
use super::super::decision::Compared;
use crate::model::Model;
use crate::threshold::{Change, Line, Zero};

/// Which payoffs are equal at a change.
pub(super) fn tie(model: &Model, change: &Change, compared: Option<&Compared>) -> String {
    let pair = change.zero.as_ref().and_then(Zero::pair);
    pair.map_or_else(String::new, |pair| super::super::decision::tie(model, pair, compared))
}

/// How it was found, and what is proved.
pub(super) fn provenance(lines: &[&Line]) -> String {
    let boxes: u64 = lines.iter().map(|line| line.boxes).sum();
    let stretches = if boxes == 1 { "stretch" } else { "stretches" };
    let mut said = vec![format!("{boxes} {stretches} looked at")];
    let changes = lines.iter().flat_map(|line| line.changes());
    let changes: Vec<Change> = changes.filter(Change::is_certain).collect();
    let count = |keep: &dyn Fn(&Change) -> bool| changes.iter().filter(|c| keep(c)).count();
    let zero = |change: &Change| change.proved.then(|| change.zero.clone()).flatten();
    let exact = count(&|change| zero(change).is_some_and(|zero| zero.exact().is_some()));
    let algebraic = count(&|change| zero(change).is_some_and(|zero| zero.algebraic().is_some()));
    let proved = count(&|change| change.proved);
    let kinds = [
        (exact, "at a fraction"),
        (algebraic, "at the zero of a polynomial"),
        (proved - exact - algebraic, "at the only zero of a monotone difference"),
        (changes.len() - proved, "between bounds, at least one each"),
    ];
    let kinds = kinds.iter().filter(|(count, _)| *count > 0);
    let kinds: Vec<String> = kinds.map(|(count, what)| format!("{count} {what}")).collect();
    if changes.is_empty() {
        said.push("no change".to_owned());
    } else {
        said.push(format!("changes: {}", kinds.join(", ")));
    }
    let nowhere = lines.iter().any(|line| line.changes().iter().any(Change::has_no_value));
    let rest = if lines.iter().all(|line| line.is_complete()) {
        if nowhere {
            "between them the answer is proved to be the same wherever there is one"
        } else {
            "between them the answer is proved to be the same everywhere"
        }
    } else {
        "some stretches are open"
    };
    said.push(rest.to_owned());
    format!("{}.", capitalised(&said.join("; ")))
}
