//! A file of rows, read back.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use super::columnar::{Whole, columns_as_text, hash_of, rows_path};
use super::manifest::{Journal, manifest_path, mark};
use super::{Manifest, Part, Shard, StoreError};

/// A file of rows that a sweep wrote, as far as its manifest vouches for it.
#[derive(Clone, Debug)]
pub struct Stored {
    /// What the file is.
    pub manifest: Manifest,
    path: PathBuf,
    parts: Vec<Part>,
    /// What a file of columns is, if it is finished.
    whole: Option<Whole>,
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
        let Journal { manifest, parts, whole, .. } = journal;
        Ok(Some(Self { manifest, path: path.to_owned(), parts, whole }))
    }

    /// Which piece of the sweep it is.
    pub fn shard(&self) -> Shard {
        self.manifest.shard()
    }

    /// How many rows are whole.
    pub fn rows(&self) -> u64 {
        let parts = || self.parts.iter().map(|part| part.rows).sum();
        self.whole.as_ref().map_or_else(parts, |whole| whole.rows)
    }

    /// How many rows it is to have in the end.
    pub fn expected(&self) -> u64 {
        let range = self.manifest.range();
        range.end - range.start
    }

    /// The bytes of the whole parts, each of which is compared with its hash before any of it is passed on. Of a Parquet file
    /// the rows as comma-separated text: of the file, if it is finished, else of the text beside it.
    ///
    /// # Errors
    /// [`StoreError`] where the file cannot be opened, or a finished Parquet file is not what its manifest says; what is damaged
    /// else is an error of the reader.
    pub fn reader(&self) -> Result<Box<dyn Read>, StoreError> {
        if let Some(whole) = &self.whole {
            if hash_of(&self.path)? != whole.sha256 {
                return Err(StoreError::Pieces(format!(
                    "`{}` is not what its manifest says",
                    self.path.display()
                )));
            }
            return Ok(Box::new(Cursor::new(columns_as_text(&self.path)?)));
        }
        let columns = self.manifest.form() == Some("parquet");
        let path = if columns { rows_path(&self.path) } else { self.path.clone() };
        let file = File::open(&path).map_err(StoreError::io(&path))?;
        let parts = self.parts.clone().into_iter();
        Ok(Box::new(Verified { file, parts, bytes: Vec::new(), at: 0 }))
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
