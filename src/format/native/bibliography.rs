//! The bibliography that a file names, as far as checking its citations goes.

use std::sync::Arc;

use super::Files;
use super::reader::Reader;
use super::tree::{Table, Value};
use crate::formula::Text;
use crate::text::{Code, Source, similar};

/// A bibliography and its keys, or nothing to check against.
#[derive(Default)]
pub(super) struct Bibliography(Option<(Arc<Source>, Vec<String>)>);

impl Bibliography {
    /// Reads the BibTeX file named by `sources`.
    pub(super) fn open(reader: &mut Reader<'_>, root: &Table, files: &Files<'_>) -> Self {
        let Some(Value::Table(game)) = root.get("game").map(|entry| &entry.node.value) else {
            return Self(None);
        };
        let Some(entry) = game.get("sources") else { return Self(None) };
        let Some(path) = reader.text(&entry.node, "the path of a bibliography").cloned() else {
            return Self(None);
        };
        match files(&path.text) {
            Ok(text) => {
                let keys = keys(&text);
                Self(Some((Source::new(path.text.as_str(), text), keys)))
            }
            Err(why) => {
                let message = format!("cannot read the bibliography `{}`: {why}", path.text);
                reader.problem(Code::FILE, path.whole(), message);
                Self(None)
            }
        }
    }

    /// The bibliography as it was read.
    pub(super) fn source(&self) -> Option<Arc<Source>> {
        self.0.as_ref().map(|(source, _)| Arc::clone(source))
    }

    /// Reports a citation whose key is not in the bibliography.
    pub(super) fn check(&self, reader: &mut Reader<'_>, citation: &Text) {
        let key = citation.text.split([',', ' ']).next().unwrap_or("");
        let span = citation.span(0, key.len());
        match &self.0 {
            None => {
                if !reader.problems.iter().any(|problem| problem.code == Code::NO_BIBLIOGRAPHY) {
                    let help = "add `sources = \"refs.bib\"` to `[game]`";
                    reader.helped(
                        Code::NO_BIBLIOGRAPHY,
                        span,
                        "the file names sources but no bibliography",
                        help,
                    );
                }
            }
            Some((_, keys)) if keys.iter().any(|known| known == key) => {}
            Some((_, keys)) => {
                let help = similar(key, "key", keys.iter().map(String::as_str));
                let message = format!("`{key}` is not in the bibliography");
                reader.problem(Code::SOURCE_MISSING, span, message).help = help;
            }
        }
    }
}

/// The keys of a BibTeX file: what stands between `@type{` and the comma.
fn keys(text: &str) -> Vec<String> {
    text.split('@')
        .skip(1)
        .filter_map(|entry| {
            let (kind, rest) = entry.split_once('{')?;
            let plain = kind.trim().chars().all(|c| c.is_ascii_alphabetic());
            let (key, _) = rest.split_once(',')?;
            (plain && !kind.trim().eq_ignore_ascii_case("comment")).then(|| key.trim().to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn keys_are_found() {
        let text = "@article{nash1951,\n author={J}}\n% mail me @home {x}\n@misc{ a:b-c ,}\n";
        assert_eq!(super::keys(text), ["nash1951", "a:b-c"]);
    }
}
