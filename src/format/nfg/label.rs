//! Labels that are distinct, and labels that are names.

use std::collections::{HashMap, HashSet};

/// The labels, made distinct as Gambit does: those that are empty or stand more than once get `_1`,
/// `_2`, … behind them, leaving out what is itself one of `labels`. Labels that are distinct stay as
/// they are; so they are all still those a reader of the file would look for.
///
/// # Complexity
/// Linear in the length of all labels.
///
/// # Examples
/// ```
/// use equil::format::nfg::distinct_labels;
///
/// assert_eq!(distinct_labels(&["a", "b", "a", "a_1", ""]), ["a_2", "b", "a_3", "a_1", "_1"]);
/// ```
pub fn distinct_labels(labels: &[impl AsRef<str>]) -> Vec<String> {
    // The standard hasher: a file must not be able to choose labels that collide
    let mut times: HashMap<&str, usize> = HashMap::new();
    for label in labels {
        *times.entry(label.as_ref()).or_default() += 1;
    }
    // The last number given for each label. A label and a number make a text that nothing else
    // makes, so that all the texts passed over are labels, each of them once.
    let mut last: HashMap<&str, usize> = HashMap::new();
    labels
        .iter()
        .map(AsRef::as_ref)
        .map(|label| {
            if !label.is_empty() && times[label] == 1 {
                return label.to_owned();
            }
            let number = last.entry(label).or_default();
            loop {
                *number += 1;
                let candidate = format!("{label}_{number}");
                if !times.contains_key(candidate.as_str()) {
                    return candidate;
                }
            }
        })
        .collect()
}

/// Distinct names made of ASCII letters, digits and `_` that do not start with a digit, as like
/// `labels` as that allows.
///
/// Every run of other characters becomes one `_`; at the start and the end of a label it is left
/// out. Before a digit and in place of an empty name stands `prefix`, behind a word of `reserved` a
/// `_`; what is not distinct then is made so by [`distinct_labels`]. The `prefix` must be a name.
///
/// # Examples
/// ```
/// use equil::format::nfg::identifiers;
///
/// let labels = ["Player 1", "2", "if", "größe!", "--"];
/// assert_eq!(identifiers(&labels, "s", &["if"]), ["Player_1", "s2", "if_", "gr_e", "s"]);
/// ```
pub fn identifiers(labels: &[impl AsRef<str>], prefix: &str, reserved: &[&str]) -> Vec<String> {
    let reserved: HashSet<&str> = reserved.iter().copied().collect();
    let names: Vec<String> = labels
        .iter()
        .map(|label| {
            let parts = label.as_ref().split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
            let mut name = parts.join("_");
            if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
                name.insert_str(0, prefix);
            }
            if reserved.contains(name.as_str()) {
                name.push('_');
            }
            name
        })
        .collect();
    distinct_labels(&names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What pygambit 16.7 calls players with these labels.
    #[test]
    fn labels_are_made_distinct_as_in_gambit() {
        for (labels, distinct) in [
            (&["a", "a", "a_1"][..], &["a_2", "a_3", "a_1"][..]),
            (&["a_1", "a", "a"], &["a_1", "a_2", "a_3"]),
            (&["a", "a", "a_1", "a_1"], &["a_2", "a_3", "a_1_1", "a_1_2"]),
            (&["", "_1"], &["_2", "_1"]),
            (&["", "a", ""], &["_1", "a", "_2"]),
            (&["_1", "", "_2", ""], &["_1", "_3", "_2", "_4"]),
            (&["a", "", "b"], &["a", "_1", "b"]),
            (&["a", "b", "a", "b"], &["a_1", "b_1", "a_2", "b_2"]),
        ] {
            assert_eq!(distinct_labels(labels), distinct);
        }
    }

    #[test]
    fn many_equal_labels_take_no_longer_than_many_distinct_ones() {
        let taken = (1..=50_000).map(|i| format!("a_{i}"));
        let labels: Vec<String> = taken.chain((0..50_000).map(|_| "a".to_owned())).collect();
        assert_eq!(distinct_labels(&labels).last().map(String::as_str), Some("a_100000"));
    }

    proptest! {
        #[test]
        fn labels_become_distinct_names(labels in prop::collection::vec("[a1_ é]{0,3}|if", 0..20)) {
            for names in [distinct_labels(&labels), identifiers(&labels, "s", &["if"])] {
                let set: HashSet<&String> = names.iter().collect();
                prop_assert_eq!(set.len(), labels.len());
            }
            for name in identifiers(&labels, "s", &["if"]) {
                prop_assert!(name != "if" && !name.starts_with(|c: char| c.is_ascii_digit()));
                prop_assert!(!name.is_empty());
                prop_assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'));
            }
        }
    }
}
