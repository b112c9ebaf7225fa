//! What a file of rows is, and which of its parts are whole.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use twox_hash::XxHash3_128;

use super::columnar::{Whole, described};
use super::{Form, Plan, StoreError, fingerprint};
use crate::model::Watched;
use crate::table::in_full;
use crate::text::hexadecimal;

/// The form of manifests.
const SCHEMA: &str = "equil.sweep.manifest/4";

/// Older forms that can be read. Rows of both say `open` where counts are infinite; the second one does not say what payoffs are.
const BEFORE: [&str; 2] = ["equil.sweep.manifest/3", "equil.sweep.manifest/2"];

/// One of several equal pieces of a sweep's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which, from 1.
    pub index: u64,
    /// Of how many.
    pub of: u64,
}

impl Shard {
    /// All rows.
    pub const WHOLE: Self = Self { index: 1, of: 1 };

    /// Its rows, of so many: contiguous, and pieces differ by one at most.
    pub fn rows(self, rows: u64) -> std::ops::Range<u64> {
        let end = |index: u64| {
            let product = u128::from(rows) * u128::from(index) / u128::from(self.of.max(1));
            u64::try_from(product).unwrap_or(rows)
        };
        end(self.index.saturating_sub(1))..end(self.index)
    }
}

/// The first line of a manifest: everything that the rows depend on.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest(pub(super) Map<String, Value>);

/// A later line: a part of the file that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The number of its first row.
    pub first: u64,
    /// How many rows.
    pub rows: u64,
    /// How many bytes, the header included where it comes first.
    pub bytes: u64,
    /// Of these bytes, by XXH3: what damages them by accident changes it.
    pub xxh3: String,
    /// For each watched query how many rows floats did not settle.
    pub queued: Vec<u64>,
}

/// Where the manifest of a file is.
pub(super) fn manifest_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".manifest.jsonl");
    PathBuf::from(name)
}

impl Manifest {
    pub(super) fn of(plan: &Plan<'_>, form: Form, shard: Shard) -> Self {
        let model = plan.model;
        let (mut vary, mut fixed) = (Map::new(), Map::new());
        for axis in &plan.axes {
            vary.insert(model.parameters[axis.parameter].name.clone(), axis.said().into());
        }
        for (number, parameter) in model.parameters.iter().enumerate() {
            let varies = plan.axes.iter().any(|axis| axis.parameter == number);
            if let Some(value) = plan.base.get(number).filter(|_| !varies) {
                fixed.insert(parameter.name.clone(), in_full(value).into());
            }
        }
        let tables: Map<String, Value> = model
            .tables
            .iter()
            .map(|table| (table.name.clone(), hash(table.text.as_bytes()).into()))
            .collect();
        let watch: Vec<&str> = plan.watches.iter().map(|w| w.written.as_str()).collect();
        // Discount factors are those of the path that the file states
        let path = |watched: &&Watched| watched.is_discount();
        let path = plan.watches.iter().find(path).and(model.repeated.as_ref());
        let path = path.map(|all| format!("{:?} {} {:?}", all.path, all.punishment, all.steps));
        let given = plan.watches.iter().map(|w| format!("{:?}", w.query));
        let given: Vec<String> = given.chain(path).collect();
        let name = |parameter: usize| &model.parameters[parameter].name;
        let correlate: Vec<Value> = plan
            .correlate
            .iter()
            .map(|(a, b, rank)| json!([name(*a), name(*b), in_full(rank)]))
            .collect();
        let object = json!({
            "schema": SCHEMA,
            "game": model.info.name,
            "file": hash(model.source.text.as_bytes()),
            "tables": tables,
            "players": fingerprint::players(model),
            "payoffs": fingerprint::payoffs(model),
            "written": fingerprint::written(model),
            "values": fixed,
            "method": plan.design.name,
            "n": plan.asked.n,
            "seed": plan.asked.seed,
            "scrambled": plan.asked.scrambled,
            "second-order": plan.asked.second_order,
            "levels": plan.asked.levels,
            "vary": vary,
            "correlate": correlate,
            "watch": watch,
            "bare": plan.bare,
            "columns": described(plan),
            "queries": hash(given.join("\n").as_bytes()),
            "max-bits": plan.max_bits,
            "exact": plan.exact,
            "form": form.name(),
            "header": form.header(plan).len(),
            "rows": plan.rows(),
            "part": plan.part(),
            "shard": [shard.index, shard.of],
        });
        Self(object.as_object().cloned().unwrap_or_default())
    }

    /// A line of a manifest, read.
    pub(super) fn read(line: &str) -> Option<Self> {
        let object: Map<String, Value> = serde_json::from_str(line).ok()?;
        let schema = object.get("schema")?.as_str()?;
        (schema == SCHEMA || BEFORE.contains(&schema)).then_some(Self(object))
    }

    /// As a line.
    pub(super) fn line(&self) -> String {
        format!("{}\n", Value::Object(self.0.clone()))
    }

    /// A field of the first line.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    pub(super) fn with_form(&self, form: Form) -> Self {
        let mut other = self.clone();
        other.0.insert("form".to_owned(), form.name().into());
        other
    }

    pub(super) fn form(&self) -> Option<&str> {
        self.0.get("form").and_then(Value::as_str)
    }

    pub(super) fn number(&self, key: &str) -> u64 {
        self.0.get(key).and_then(Value::as_u64).unwrap_or(0)
    }

    pub(super) fn shard(&self) -> Shard {
        let numbers = self.0.get("shard").and_then(Value::as_array);
        let number = |i: usize| numbers.and_then(|n| n.get(i)).and_then(Value::as_u64).unwrap_or(1);
        Shard { index: number(0), of: number(1) }
    }

    /// The rows that its file is to have.
    pub(super) fn range(&self) -> std::ops::Range<u64> {
        self.shard().rows(self.number("rows"))
    }

    /// The same for another piece.
    pub(super) fn with_shard(&self, shard: Shard) -> Self {
        let mut other = self.clone();
        other.0.insert("shard".to_owned(), json!([shard.index, shard.of]));
        other
    }
}

impl Part {
    pub(super) fn line(&self) -> String {
        let object = json!({
            "first": self.first,
            "rows": self.rows,
            "bytes": self.bytes,
            "xxh3": self.xxh3,
            "queued": self.queued,
        });
        format!("{object}\n")
    }

    pub(super) fn read(line: &str) -> Option<Self> {
        let object: Value = serde_json::from_str(line).ok()?;
        let number = |key: &str| object.get(key)?.as_u64();
        let queued = object.get("queued")?.as_array()?;
        Some(Self {
            first: number("first")?,
            rows: number("rows")?,
            bytes: number("bytes")?,
            xxh3: object.get("xxh3")?.as_str()?.to_owned(),
            queued: queued.iter().map(Value::as_u64).collect::<Option<_>>()?,
        })
    }
}

/// A manifest as it is written: its first line, the parts, and how many bytes these lines take. What follows
/// the last whole line does not count.
pub(super) struct Journal {
    pub(super) manifest: Manifest,
    pub(super) parts: Vec<Part>,
    /// For each part how long the manifest is with it; first, without any.
    pub(super) lengths: Vec<u64>,
    /// What the file is, if it was finished as a whole.
    pub(super) whole: Option<Whole>,
}

impl Journal {
    /// Nothing where not even the first line is whole.
    pub(super) fn read(text: &str, path: &Path) -> Result<Option<Self>, StoreError> {
        let mut lines = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
        let Some(first) = lines.next() else { return Ok(None) };
        let manifest = Manifest::read(first).ok_or_else(|| StoreError::Manifest {
            path: path.to_owned(),
            problem: "its first line says something else".to_owned(),
        })?;
        let mut next = manifest.range().start;
        let mut length = first.len() as u64;
        let mut journal = Self { manifest, parts: Vec::new(), lengths: vec![length], whole: None };
        for line in lines {
            if let Some(whole) = Whole::read(line) {
                journal.whole = Some(whole);
                break;
            }
            let Some(part) = Part::read(line).filter(|part| part.first == next) else { break };
            next += part.rows;
            length += line.len() as u64;
            journal.parts.push(part);
            journal.lengths.push(length);
        }
        Ok(Some(journal))
    }

    /// How many rows are whole.
    pub(super) fn rows(&self) -> u64 {
        let parts = || self.parts.iter().map(|part| part.rows).sum();
        self.whole.as_ref().map_or_else(parts, |whole| whole.rows)
    }
}

/// SHA-256 in hexadecimal digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// What bytes, in pieces, are told by: XXH3 of 128 bits, in hexadecimal digits.
pub(super) fn mark<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = XxHash3_128::new();
    pieces.into_iter().for_each(|piece| hasher.write(piece));
    format!("{:032x}", hasher.finish_128())
}
