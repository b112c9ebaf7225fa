//! A file of rows, read back.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::manifest::{Journal, manifest_path, mark};
use super::{Manifest, Part, Shard, StoreError};

/// A file of rows that a sweep wrote, as far as its manifest vouches for it.
#[derive(Clone, Debug)]
pub struct Stored {
    /// What the file is.
    pub manifest: Manifest,
    path: PathBuf,
    parts: Vec<Part>,
}

impl Stored {
    /// The run whose rows are at `path`; `None` where no manifest is beside it.
    ///
    /// # Errors
    /// [`StoreError`] where the manifest cannot be read.
    pub fn open(path: &Path) -> Result<Option<Self>, StoreError> {
        let beside = manifest_path(path);
        let text = match std::fs::read_to_string(&beside) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StoreError::io(&beside)(error)),
        };
        let journal = Journal::read(&text, &beside)?;
        let journal = journal.ok_or_else(|| StoreError::Manifest {
            path: beside,
            problem: "it is empty".to_owned(),
        })?;
        Ok(Some(Self { manifest: journal.manifest, path: path.to_owned(), parts: journal.parts }))
    }

    /// Which piece of the sweep it is.
    pub fn shard(&self) -> Shard {
        self.manifest.shard()
    }

    /// How many rows are whole.
    pub fn rows(&self) -> u64 {
        self.parts.iter().map(|part| part.rows).sum()
    }

    /// How many rows it is to have in the end.
    pub fn expected(&self) -> u64 {
        let range = self.manifest.range();
        range.end - range.start
    }

    /// The bytes of the whole parts, each of which is compared with its hash before any of it is passed on.
    ///
    /// # Errors
    /// [`StoreError::Io`] where the file cannot be opened; what is damaged is an error of the reader.
    pub fn reader(&self) -> Result<impl Read + use<>, StoreError> {
        let file = File::open(&self.path).map_err(StoreError::io(&self.path))?;
        Ok(Verified { file, parts: self.parts.clone().into_iter(), bytes: Vec::new(), at: 0 })
    }
}

/// Passes on whole parts that are what they should be.
struct Verified {
    file: File,
    parts: std::vec::IntoIter<Part>,
    bytes: Vec<u8>,
    at: usize,
}

impl Read for Verified {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.bytes.len() {
            let Some(part) = self.parts.next() else { return Ok(0) };
            self.bytes.clear();
            self.at = 0;
            (&mut self.file).take(part.bytes).read_to_end(&mut self.bytes)?;
            if self.bytes.len() as u64 != part.bytes || mark([self.bytes.as_slice()]) != part.xxh3 {
                let rows = format!("{} to {}", part.first, part.first + part.rows - 1);
                let message = format!("rows {rows} are not what the manifest says");
                return Err(io::Error::new(io::ErrorKind::InvalidData, message));
            }
        }
        let count = out.len().min(self.bytes.len() - self.at);
        out[..count].copy_from_slice(&self.bytes[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}
