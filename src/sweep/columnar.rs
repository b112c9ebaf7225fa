//! Rows as typed columns: which there are, and how a file of them is finished.
//!
//! While a sweep runs, its rows are text beside the file, part by part as always; at the end the file is made of
//! them, in one go, and the text removed.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::manifest::{Journal, manifest_path};
use super::{Manifest, Plan, Recorded, StoreError};
use crate::model::{QueryKind, Watched};
use crate::text::hexadecimal;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Whole numbers of 64 bits.
    Integer,
    /// Floats.
    Number,
    /// Numbers, and infinity, as floats: whole ones, or discount factors.
    Count,
    /// Yes or no.
    Truth,
    /// JSON.
    Text,
}

impl Kind {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Integer, "integer"),
        (Self::Number, "number"),
        (Self::Count, "count"),
        (Self::Truth, "truth"),
        (Self::Text, "text"),
    ];

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    fn of(watched: &Watched) -> Self {
        match watched.query.kind {
            _ if watched.lists => Self::Text,
            QueryKind::CountNash | QueryKind::CriticalDiscount { .. } => Self::Count,
            _ if watched.is_number() => Self::Number,
            _ => Self::Truth,
        }
    }
}

/// A column: its name, what it holds, and whether each row has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "parquet"), allow(dead_code))] // what reads them is the feature
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// Whether it may have no value: what is open or has no value.
    pub(super) optional: bool,
}

/// The columns of a plan as a manifest says them: name and kind, in order.
pub(super) fn described(plan: &Plan<'_>) -> Value {
    let parameters = plan.written().iter().map(|_| Kind::Number);
    let watches = plan.watches.iter().flat_map(|watched| {
        let count = if watched.has_two_numbers() { 2 } else { 1 };
        std::iter::repeat_n(Kind::of(watched), count)
    });
    let kinds = parameters.chain(watches).map(Kind::name);
    plan.columns().iter().zip(kinds).map(|(name, kind)| json!([name, kind])).collect()
}

impl Manifest {
    /// Its columns, the number of the row first. Nothing where it does not say them.
    #[cfg_attr(not(feature = "parquet"), allow(dead_code))]
    pub(super) fn columns(&self) -> Option<Vec<Column>> {
        let mut columns = vec![Column { name: "row".into(), kind: Kind::Integer, optional: false }];
        let bare = self.0.get("bare") == Some(&Value::Bool(true));
        let axes = if bare { 0 } else { self.0.get("vary")?.as_object()?.len() };
        for (place, column) in self.0.get("columns")?.as_array()?.iter().enumerate() {
            let name = column.get(0)?.as_str()?.to_owned();
            let said = column.get(1)?.as_str()?;
            let (kind, _) = Kind::ALL.into_iter().find(|(_, name)| *name == said)?;
            columns.push(Column { name, kind, optional: place >= axes });
        }
        Some(columns)
    }
}

/// What a finished file is: the second and last line of its manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Whole {
    pub(super) rows: u64,
    pub(super) sha256: String,
    pub(super) queued: Vec<u64>,
}

impl Whole {
    fn line(&self) -> String {
        let object = json!({ "whole": self.rows, "sha256": self.sha256, "queued": self.queued });
        format!("{object}\n")
    }

    pub(super) fn read(line: &str) -> Option<Self> {
        let object: Value = serde_json::from_str(line).ok()?;
        let queued = object.get("queued")?.as_array()?;
        Some(Self {
            rows: object.get("whole")?.as_u64()?,
            sha256: object.get("sha256")?.as_str()?.to_owned(),
            queued: queued.iter().map(Value::as_u64).collect::<Option<_>>()?,
        })
    }
}

/// Where rows are as text until the file is made of them.
pub(super) fn rows_path(path: &Path) -> PathBuf {
    beside(path, ".rows.csv")
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// What is recorded already, if the file is finished and what its manifest says.
pub(super) fn complete(
    path: &Path,
    manifest: &Manifest,
    journal: &Journal,
) -> Result<Option<Recorded>, StoreError> {
    let Some(whole) = &journal.whole else { return Ok(None) };
    if let Some(changed) = manifest.difference(&journal.manifest) {
        return Err(StoreError::Changed { path: path.to_owned(), changed });
    }
    if !path.exists() || hash_of(path)? != whole.sha256 {
        return Ok(None);
    }
    let _ = std::fs::remove_file(rows_path(path));
    let (rows, queued) = (whole.rows, whole.queued.clone());
    let rewritten = manifest.is_of_other_text(&journal.manifest);
    Ok(Some(Recorded { rows, before: rows, queued, rewritten }))
}

/// Makes the file of the rows that are there as text, and then its manifest, each put in place at once.
pub(super) fn finish(
    path: &Path,
    manifest: &Manifest,
    recorded: &Recorded,
) -> Result<(), StoreError> {
    let text = rows_path(path);
    let partial = beside(path, ".partial");
    written(manifest, &text, &partial)?;
    std::fs::rename(&partial, path).map_err(StoreError::io(path))?;
    let (rows, queued) = (recorded.rows, recorded.queued.clone());
    let whole = Whole { rows, sha256: hash_of(path)?, queued };
    let log = manifest_path(path);
    let new = beside(&log, ".partial");
    let lines = format!("{}{}", manifest.line(), whole.line());
    std::fs::write(&new, lines).map_err(StoreError::io(&new))?;
    std::fs::rename(&new, &log).map_err(StoreError::io(&log))?;
    std::fs::remove_file(&text).map_err(StoreError::io(&text))
}

#[cfg(feature = "parquet")]
fn written(manifest: &Manifest, text: &Path, target: &Path) -> Result<(), StoreError> {
    super::parquet_file::write(manifest, text, target)
}

#[cfg(not(feature = "parquet"))]
fn written(_: &Manifest, _: &Path, _: &Path) -> Result<(), StoreError> {
    Err(StoreError::NoParquet)
}

/// Writes the rows of a finished file as text again.
pub(super) fn as_text(path: &Path, target: &mut dyn std::io::Write) -> Result<(), StoreError> {
    read(path, target, false)
}

/// The rows of a Parquet file, whoever wrote it, as comma-separated text with a header: `yes` and `no`, `infinite`, and `open` where there
/// is no value.
///
/// # Errors
/// [`StoreError`] where the file cannot be read, or this program has no feature `parquet`.
///
/// # Complexity
/// Linear; all rows are in memory.
pub fn columns_as_text(path: &Path) -> Result<Vec<u8>, StoreError> {
    let mut text = Vec::new();
    read(path, &mut text, true)?;
    Ok(text)
}

#[cfg(feature = "parquet")]
fn read(path: &Path, target: &mut dyn std::io::Write, named: bool) -> Result<(), StoreError> {
    super::parquet_file::read(path, target, named)
}

#[cfg(not(feature = "parquet"))]
fn read(_: &Path, _: &mut dyn std::io::Write, _: bool) -> Result<(), StoreError> {
    Err(StoreError::NoParquet)
}

/// SHA-256 of a file.
pub(super) fn hash_of(path: &Path) -> Result<String, StoreError> {
    let mut file = File::open(path).map_err(StoreError::io(path))?;
    let (mut hash, mut bytes) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut bytes).map_err(StoreError::io(path))?;
        if read == 0 {
            return Ok(hexadecimal(&hash.finalize()));
        }
        hash.update(&bytes[..read]);
    }
}
