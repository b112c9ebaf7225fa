//! Shards into one file.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::manifest::{Journal, hash, manifest_path};
use super::{Part, Shard, StoreError};

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
    for (expected, (path, journal)) in (1..).zip(&found) {
        if let Some(changed) = whole.difference(&journal.manifest.with_shard(Shard::WHOLE)) {
            return Err(StoreError::Changed { path: (*path).clone(), changed });
        }
        let shard = journal.manifest.shard();
        if shard.of != of {
            let (one, other) = (first.display(), path.display());
            let message = format!("`{one}` is one of {of} shards, `{other}` one of {}", shard.of);
            return Err(StoreError::Pieces(message));
        }
        if shard.index != expected {
            return Err(StoreError::Pieces(format!(
                "shard {expected}/{of} is missing or there twice"
            )));
        }
        let range = journal.manifest.range();
        if journal.rows() != range.end - range.start {
            return Err(StoreError::Pieces(format!("`{}` is not finished", path.display())));
        }
    }
    if found.len() as u64 != of {
        return Err(StoreError::Pieces(format!("there are {} of {of} shards", found.len())));
    }
    let beside = manifest_path(target);
    let mut data = created(target)?;
    let mut log = created(&beside)?;
    log.write_all(whole.line().as_bytes()).map_err(StoreError::io(&beside))?;
    let header = usize::try_from(whole.number("header")).unwrap_or(0);
    let mut rows = 0;
    for (path, journal) in &found {
        let mut source = File::open(path).map_err(StoreError::io(path))?;
        for (place, part) in journal.parts.iter().enumerate() {
            let mut bytes = Vec::new();
            let read = (&mut source).take(part.bytes).read_to_end(&mut bytes);
            read.map_err(StoreError::io(path))?;
            if hash(&bytes) != part.sha256 {
                let message = format!("`{}` is not what its manifest says", path.display());
                return Err(StoreError::Pieces(message));
            }
            if place == 0 && rows > 0 {
                bytes.drain(..header.min(bytes.len()));
            }
            let (length, sha256) = (bytes.len() as u64, hash(&bytes));
            let part = Part { bytes: length, sha256, ..part.clone() };
            data.write_all(&bytes).map_err(StoreError::io(target))?;
            log.write_all(part.line().as_bytes()).map_err(StoreError::io(&beside))?;
            rows += part.rows;
        }
    }
    data.sync_all().map_err(StoreError::io(target))?;
    log.sync_all().map_err(StoreError::io(&beside))?;
    Ok(rows)
}

fn journal(path: &Path) -> Result<Journal, StoreError> {
    let beside = manifest_path(path);
    let text = std::fs::read_to_string(&beside).map_err(StoreError::io(&beside))?;
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
