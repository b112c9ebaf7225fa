//! Rows into a file, part by part, so that nothing is lost but the last part.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;

use rayon::prelude::*;

use super::columnar::{complete, finish, rows_path};
use super::manifest::{Journal, manifest_path, mark};
use super::pace::Pace;
use super::tally::each_block;
use super::{Form, Manifest, Part, Plan, Rows, Shard, StoreError, Watch};

/// Where rows go.
#[derive(Clone, Copy, Debug)]
pub struct Recording<'a> {
    /// The file of rows; the manifest is beside it.
    pub path: &'a Path,
    /// How rows are written.
    pub form: Form,
    /// Which rows.
    pub shard: Shard,
}

/// What a file of rows has in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// How many rows.
    pub rows: u64,
    /// How many of them were there before.
    pub before: u64,
    /// For each watched query how many rows floats did not settle.
    pub queued: Vec<u64>,
    /// Whether the game file has changed since rows were written before, in nothing that they depend on.
    pub rewritten: bool,
}

/// Writes the rows of a sweep, or those that are missing. Beside the file a manifest says what the sweep is,
/// and gets a line when a part is whole: killed at any moment, the same call goes on after the last whole part,
/// and the file ends in the same bytes. Parts that are not what the manifest says are written again. A Parquet file is
/// made at the end, of rows that are text beside it until then.
///
/// # Errors
/// [`StoreError`]: files that another sweep wrote, or that cannot be read or written; [`StoreError::Stopped`]
/// when `watch` ends it. What was written stays valid in each case.
///
/// # Complexity
/// A few parts are in memory at a time. What is there already is read once.
///
/// # Examples
/// ```
/// # use equil::format::{Limits, read};
/// # use equil::model::Assignment;
/// # use equil::sweep::{Asking, Form, Plan, Recording, Shard, forget, record};
/// # use equil::text::Source;
/// # let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n\
/// #     [params]\nk = { value = 1, range = [0, 1] }\n[payoff]\na = \"a.x * (k - 1)\"\n\
/// #     [sweep.s]\nmethod = \"grid\"\nn = 3\nvary = \"*\"\nwatch = [\"gain(a, x)\"]\n";
/// # let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
/// # let plan = Plan::new(&model, Assignment::of(&model), Asking::of(&model.sweeps[0]))?;
/// let path = std::env::temp_dir().join(format!("equil-record-{}.csv", std::process::id()));
/// let recording = Recording { path: &path, form: Form::Csv, shard: Shard::WHOLE };
/// assert_eq!(record(&plan, recording, &|_, _| true)?.rows, 3);
/// let rows = std::fs::read_to_string(&path)?;
/// assert_eq!(rows, "row,k,\"gain(a, x)\"\n0,0,-1\n1,0.5,-0.5\n2,1,0\n");
/// assert_eq!(record(&plan, recording, &|_, _| true)?.before, 3); // nothing is missing
/// forget(&path)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn record(
    plan: &Plan<'_>,
    recording: Recording<'_>,
    watch: Watch<'_>,
) -> Result<Recorded, StoreError> {
    let Recording { path: target, form, shard } = recording;
    if form == Form::Parquet && !cfg!(feature = "parquet") {
        return Err(StoreError::NoParquet);
    }
    let beside = manifest_path(target);
    let rows = form.rows_path(target);
    let path = rows.as_path();
    let manifest = Manifest::of(plan, form, shard);
    let mut log = opened(target, &beside)?;
    let mut text = String::new();
    log.read_to_string(&mut text).map_err(StoreError::io(&beside))?;
    let mut rewritten = false;
    let (mut data, mut parts) = match Journal::read(&text, &beside)? {
        Some(journal) => {
            rewritten = manifest.is_of_other_text(&journal.manifest);
            if let Some(recorded) = complete(target, &manifest, &journal)? {
                return Ok(recorded);
            }
            resumed(path, &beside, &mut log, &manifest, journal)?
        }
        None if path != target && target.exists() => {
            let _ = std::fs::remove_file(&beside);
            return Err(StoreError::Strange(target.to_owned()));
        }
        None => (begun(path, &beside, &mut log, &manifest)?, Vec::new()),
    };
    let range = manifest.range();
    let total = range.end - range.start;
    let mut rows: u64 = parts.iter().map(|part: &Part| part.rows).sum();
    let before = rows;
    let mut ready: Vec<Made> = Vec::new();
    let mut pace = Pace::new(plan);
    while rows < total {
        // One thread writes what is there, while the others make what comes next
        let made: u64 = ready.iter().map(|made| made.part.rows).sum();
        let mut start = range.start + rows + made;
        let mut next = Vec::new();
        while start < range.end && (next.len() as u64) < pace.parts() {
            // Parts end where those of the whole sweep do
            let end = range.end.min((start / plan.part() + 1) * plan.part());
            next.push(start..end);
            start = end;
        }
        let goes_on = || watch(rows, total);
        let make = |rows: Range<u64>| Made::of(plan, form, rows, range.start, &goes_on);
        let (written, made) = rayon::join(
            || ready.iter().try_for_each(|made| made.write((&mut data, &mut log), (path, &beside))),
            || next.into_par_iter().map(make).collect::<Option<Vec<Made>>>(),
        );
        written?;
        rows += ready.iter().map(|made| made.part.rows).sum::<u64>();
        parts.extend(ready.drain(..).map(|made| made.part));
        ready = made.ok_or(StoreError::Stopped { rows, total })?;
        pace.done(ready.iter().flat_map(|made| &made.part.queued).sum());
    }
    if before < total {
        data.sync_all().map_err(StoreError::io(path))?;
        log.sync_all().map_err(StoreError::io(&beside))?;
    }
    watch(total, total);
    let mut queued = vec![0; plan.watches.len()];
    for part in &parts {
        queued.iter_mut().zip(&part.queued).for_each(|(all, new)| *all += new);
    }
    let recorded = Recorded { rows, before, queued, rewritten };
    if form == Form::Parquet {
        finish(target, &manifest, &recorded)?;
    }
    Ok(recorded)
}

/// A part that is to be written.
struct Made {
    part: Part,
    pieces: Vec<Vec<u8>>,
}

impl Made {
    /// The part with these rows; `None` if it was ended. The first one begins with the header.
    fn of(
        plan: &Plan<'_>,
        form: Form,
        rows: Range<u64>,
        first: u64,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let header = if rows.start == first { form.header(plan) } else { Vec::new() };
        let written = |plan: &Plan<'_>, rows: Rows| (form.rows(plan, &rows), rows.queued);
        let mut pieces = vec![header];
        let mut queued = vec![0; plan.watches.len()];
        for (text, open) in each_block(plan, rows.clone(), goes_on, &written)? {
            pieces.push(text);
            queued.iter_mut().zip(open).for_each(|(all, new)| *all += new);
        }
        let part = Part {
            first: rows.start,
            rows: rows.end - rows.start,
            bytes: pieces.iter().map(|piece| piece.len() as u64).sum(),
            xxh3: mark(pieces.iter().map(Vec::as_slice)),
            queued,
        };
        Some(Self { part, pieces })
    }

    /// First the rows, then the line that vouches for them.
    fn write(
        &self,
        (data, log): (&mut File, &mut File),
        (path, beside): (&Path, &Path),
    ) -> Result<(), StoreError> {
        for piece in &self.pieces {
            data.write_all(piece).map_err(StoreError::io(path))?;
        }
        log.write_all(self.part.line().as_bytes()).map_err(StoreError::io(beside))
    }
}

/// The manifest, for this process alone.
fn opened(target: &Path, beside: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    let log = options.read(true).write(true).create(true).truncate(false).open(beside);
    // Where there can be none, the file that was named cannot be there either
    let log = log.map_err(StoreError::io(if beside.exists() { beside } else { target }))?;
    match log.try_lock() {
        Err(TryLockError::WouldBlock) => Err(StoreError::Manifest {
            path: beside.to_owned(),
            problem: "another process writes it".to_owned(),
        }),
        // Where there are no locks, there are none
        _ => Ok(log),
    }
}

/// A new file of rows, and the first line of its manifest.
fn begun(
    path: &Path,
    beside: &Path,
    log: &mut File,
    manifest: &Manifest,
) -> Result<File, StoreError> {
    let created = OpenOptions::new().write(true).create_new(true).open(path);
    let data = match created {
        Ok(data) => data,
        // A sweep that was killed before its manifest had a line left an empty file
        Err(_) if path.metadata().is_ok_and(|found| found.is_file() && found.len() == 0) => {
            OpenOptions::new().write(true).open(path).map_err(StoreError::io(path))?
        }
        Err(error) => {
            let _ = std::fs::remove_file(beside);
            return Err(if error.kind() == std::io::ErrorKind::AlreadyExists {
                StoreError::Strange(path.to_owned())
            } else {
                StoreError::io(path)(error)
            });
        }
    };
    let first = log.set_len(0).and_then(|()| log.rewind());
    let first = first.and_then(|()| log.write_all(manifest.line().as_bytes()));
    first.map_err(StoreError::io(beside))?;
    Ok(data)
}

/// The file of rows as far as it is what its manifest says, and its parts.
fn resumed(
    path: &Path,
    beside: &Path,
    log: &mut File,
    manifest: &Manifest,
    journal: Journal,
) -> Result<(File, Vec<Part>), StoreError> {
    if let Some(changed) = manifest.difference(&journal.manifest) {
        return Err(StoreError::Changed { path: path.to_owned(), changed });
    }
    let mut options = OpenOptions::new();
    let data = options.read(true).write(true).create(true).truncate(false).open(path);
    let mut data = data.map_err(StoreError::io(path))?;
    let mut parts = journal.parts;
    let (mut whole, mut length) = (0, 0);
    for part in &parts {
        let mut bytes = Vec::new();
        let read = (&mut data).take(part.bytes).read_to_end(&mut bytes);
        read.map_err(StoreError::io(path))?;
        if bytes.len() as u64 != part.bytes || mark([bytes.as_slice()]) != part.xxh3 {
            break;
        }
        whole += 1;
        length += part.bytes;
    }
    parts.truncate(whole);
    let cut = data.set_len(length).and_then(|()| data.seek(SeekFrom::Start(length)));
    cut.map_err(StoreError::io(path))?;
    let kept = journal.lengths[whole];
    let cut = log.set_len(kept).and_then(|()| log.seek(SeekFrom::Start(kept)));
    cut.map_err(StoreError::io(beside))?;
    Ok((data, parts))
}

/// Writes rows somewhere, in order; what cannot be read again cannot be gone on with. Whether all are there.
///
/// # Errors
/// Those of `target`.
pub fn stream(
    plan: &Plan<'_>,
    form: Form,
    rows: std::ops::Range<u64>,
    target: &mut dyn Write,
    watch: Watch<'_>,
) -> std::io::Result<bool> {
    target.write_all(&form.header(plan))?;
    let (mut start, total) = (rows.start, rows.end - rows.start);
    let mut pace = Pace::new(plan);
    while start < rows.end {
        let end = rows.end.min(start + plan.part() * pace.parts());
        let done = start - rows.start;
        let written =
            |plan: &Plan<'_>, rows: Rows| (form.rows(plan, &rows), rows.queued.iter().sum::<u64>());
        let goes_on = || watch(done, total);
        let Some(blocks) = each_block(plan, start..end, &goes_on, &written) else {
            return Ok(false);
        };
        for (block, _) in &blocks {
            target.write_all(block)?;
        }
        start = end;
        pace.done(blocks.iter().map(|(_, queued)| queued).sum());
    }
    target.flush()?;
    watch(total, total);
    Ok(true)
}

/// Removes a file of rows and its manifest, so that a sweep begins anew.
///
/// # Errors
/// [`StoreError::Io`] where one of them is there and cannot be removed.
pub fn forget(path: &Path) -> Result<(), StoreError> {
    for file in [path, manifest_path(path).as_path(), rows_path(path).as_path()] {
        match std::fs::remove_file(file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::io(file)(error));
            }
            _ => {}
        }
    }
    Ok(())
}
