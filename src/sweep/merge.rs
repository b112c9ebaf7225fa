//! Shards into one file.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::columnar::{as_text, finish, hash_of, rows_path};
use super::manifest::{Journal, manifest_path, mark};
use super::{Form, Manifest, Part, Recorded, Shard, StoreError};

/// Puts the files of all shards of a sweep together into the file that one run would have written, and
/// returns how many rows it has.
///
/// # Errors
/// [`StoreError`] where they are not all shards of one sweep, each whole, or where files cannot be read or
/// written. There must be no file at `target`.
///
/// # Complexity
/// One part is in memory at a time.
pub fn merge(target: &Path, pieces: &[PathBuf]) -> Result<u64, StoreError> {
    let mut found = Vec::with_capacity(pieces.len());
    for path in pieces {
        found.push((path, journal(path)?));
    }
    found.sort_by_key(|(_, journal)| journal.manifest.shard().index);
    let Some((first, start)) = found.first() else {
        return Err(StoreError::Pieces("there are no shards to put together".to_owned()));
    };
    let whole = start.manifest.with_shard(Shard::WHOLE);
    let of = start.manifest.shard().of;
    for (path, journal) in &found {
        if let Some(changed) = whole.difference(&journal.manifest.with_shard(Shard::WHOLE)) {
            return Err(StoreError::Changed { path: (*path).clone(), changed });
        }
        let shard = journal.manifest.shard();
        if shard.of != of {
            let (one, other) = (first.display(), path.display());
            let message = format!("`{one}` is one of {of} shards, `{other}` one of {}", shard.of);
            return Err(StoreError::Pieces(message));
        }
        let range = journal.manifest.range();
        let text = journal.manifest.form() != Some("parquet") || journal.whole.is_some();
        if journal.rows() != range.end - range.start || !text {
            return Err(StoreError::Pieces(format!("`{}` is not finished", path.display())));
        }
    }
    if let Some(problem) = miscounted(&found, of) {
        return Err(StoreError::Pieces(problem));
    }
    let end = target.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    let other = match (whole.form(), end.as_ref().and_then(|end| end.to_str())) {
        (Some("csv"), Some("jsonl")) | (Some("jsonl"), Some("csv")) => whole.form(),
        _ => None,
    };
    if let Some(form) = other {
        return Err(StoreError::Pieces(format!("shards in `.{form}` make a `.{form}` file")));
    }
    if target.exists() {
        return Err(StoreError::Exists(target.to_owned()));
    }
    let columnar = target.extension().is_some_and(|end| end.eq_ignore_ascii_case("parquet"));
    match (whole.form(), columnar) {
        (Some("parquet"), false) => {
            return Err(StoreError::Pieces("shards in Parquet make a `.parquet` file".to_owned()));
        }
        (Some("csv" | "parquet"), true) => {
            let merged = merged_columns(target, &whole.with_form(Form::Parquet), &found);
            if !matches!(merged, Ok(_) | Err(StoreError::Strange(_))) {
                let _ = std::fs::remove_file(rows_path(target));
            }
            return merged;
        }
        (_, true) => {
            return Err(StoreError::Pieces(
                "a `.parquet` file is made of shards in CSV or Parquet".to_owned(),
            ));
        }
        _ => {}
    }
    let beside = manifest_path(target);
    let mut data = created(target)?;
    let mut log = created(&beside)?;
    log.write_all(whole.line().as_bytes()).map_err(StoreError::io(&beside))?;
    let rows = texts(&whole, &found, &mut |bytes, part| {
        data.write_all(bytes).map_err(StoreError::io(target))?;
        log.write_all(part.line().as_bytes()).map_err(StoreError::io(&beside))
    })?;
    data.sync_all().map_err(StoreError::io(target))?;
    log.sync_all().map_err(StoreError::io(&beside))?;
    Ok(rows)
}

/// Which shards are missing, and which are there more than once.
fn miscounted(found: &[(&PathBuf, Journal)], of: u64) -> Option<String> {
    let index = |(_, journal): &(&PathBuf, Journal)| journal.manifest.shard().index;
    let present: std::collections::BTreeSet<u64> = found.iter().map(index).collect();
    let mut problems = Vec::new();
    // Each gap between those that are there: there may be many shards
    let mut next = 1;
    for &there in present.iter().chain([&(of + 1)]) {
        match there - next {
            0 => {}
            1 => problems.push(format!("shard {next}/{of} is missing")),
            _ => problems.push(format!("shards {next}/{of} to {}/{of} are missing", there - 1)),
        }
        next = there + 1;
    }
    for pair in found.windows(2).filter(|pair| index(&pair[0]) == index(&pair[1])) {
        let (one, other) = (pair[0].0.display(), pair[1].0.display());
        let number = index(&pair[0]);
        problems.push(format!("shard {number}/{of} is there twice, in `{one}` and `{other}`"));
    }
    (!problems.is_empty()).then(|| problems.join("; "))
}

/// What becomes of a part: its text, and its line of the manifest.
type Take<'a> = dyn FnMut(&[u8], &Part) -> Result<(), StoreError> + 'a;

/// The text of all rows, part by part, as the manifests say; how many rows.
fn texts(
    whole: &Manifest,
    found: &[(&PathBuf, Journal)],
    take: &mut Take<'_>,
) -> Result<u64, StoreError> {
    let header = usize::try_from(whole.number("header")).unwrap_or(0);
    // Shards end anywhere: what was cut into two parts there is one again, as in one run
    let unit = whole.number("part");
    let total = whole.number("rows");
    let mut rows = 0;
    let mut open: Option<(Vec<u8>, Part)> = None;
    for (path, journal) in found {
        let mut source = File::open(path).map_err(StoreError::io(path))?;
        for (place, part) in journal.parts.iter().enumerate() {
            let mut bytes = Vec::new();
            let read = (&mut source).take(part.bytes).read_to_end(&mut bytes);
            read.map_err(StoreError::io(path))?;
            if mark([bytes.as_slice()]) != part.xxh3 {
                return Err(damaged(path));
            }
            if place == 0 && rows > 0 {
                bytes.drain(..header.min(bytes.len()));
            }
            rows += part.rows;
            let (bytes, mut part) = match open.take() {
                Some((before, start)) => joined((before, start), (&bytes, part)),
                None => (bytes, part.clone()),
            };
            if unit > 0 && rows % unit != 0 && rows < total {
                open = Some((bytes, part));
                continue;
            }
            (part.bytes, part.xxh3) = (bytes.len() as u64, mark([bytes.as_slice()]));
            take(&bytes, &part)?;
        }
    }
    Ok(rows)
}

/// Two parts, one after the other, as one.
fn joined((mut bytes, mut one): (Vec<u8>, Part), (more, other): (&[u8], &Part)) -> (Vec<u8>, Part) {
    bytes.extend_from_slice(more);
    one.rows += other.rows;
    one.queued.iter_mut().zip(&other.queued).for_each(|(all, new)| *all += new);
    (bytes, one)
}

fn damaged(path: &Path) -> StoreError {
    StoreError::Pieces(format!("`{}` is not what its manifest says", path.display()))
}

/// The same into one file of columns.
fn merged_columns(
    target: &Path,
    whole: &Manifest,
    found: &[(&PathBuf, Journal)],
) -> Result<u64, StoreError> {
    if target.exists() {
        return Err(StoreError::Strange(target.to_owned()));
    }
    let text = rows_path(target);
    let mut data = created(&text)?;
    let mut queued: Vec<u64> = Vec::new();
    let mut add = |new: &[u64]| {
        queued.resize(queued.len().max(new.len()), 0);
        queued.iter_mut().zip(new).for_each(|(all, new)| *all += new);
    };
    let mut rows = 0;
    if found.iter().all(|(_, journal)| journal.whole.is_some()) {
        let header = whole.columns().map(|columns| vec!["-"; columns.len()].join(","));
        let first = format!("{}\n", header.unwrap_or_default());
        data.write_all(first.as_bytes()).map_err(StoreError::io(&text))?;
        for (path, journal) in found {
            let Some(piece) = &journal.whole else { continue };
            if hash_of(path)? != piece.sha256 {
                return Err(damaged(path));
            }
            as_text(path, &mut data)?;
            add(&piece.queued);
            rows += piece.rows;
        }
    } else {
        rows += texts(whole, found, &mut |bytes, part| {
            add(&part.queued);
            data.write_all(bytes).map_err(StoreError::io(&text))
        })?;
    }
    finish(target, whole, &Recorded { rows, before: 0, queued, rewritten: false })?;
    Ok(rows)
}

fn journal(path: &Path) -> Result<Journal, StoreError> {
    // A file that is not there is told as such, and not by its manifest
    path.metadata().map_err(StoreError::io(path))?;
    let beside = manifest_path(path);
    let text = match std::fs::read_to_string(&beside) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let path = path.display();
            return Err(StoreError::Pieces(format!("no manifest is beside `{path}`")));
        }
        read => read.map_err(StoreError::io(&beside))?,
    };
    Journal::read(&text, &beside)?
        .ok_or_else(|| StoreError::Manifest { path: beside, problem: "it is empty".to_owned() })
}

fn created(path: &Path) -> Result<File, StoreError> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    file.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => StoreError::Strange(path.to_owned()),
        _ => StoreError::io(path)(error),
    })
}
