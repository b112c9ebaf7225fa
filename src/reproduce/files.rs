//! Files and folders that a paper is made of: what is read, and what is no file to read.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::fault::Fault;
use crate::text::{Diagnostic, Source};

/// A path without steps down and up again.
pub(super) fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        let into =
            plain.components().next_back().is_some_and(|last| matches!(last, Component::Normal(_)));
        if part == Component::ParentDir && into {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    // `paper/..` is here
    if plain.as_os_str().is_empty() {
        plain.push(".");
    }
    plain
}

/// The folder that a path leads to, links followed as far as they are there.
pub(super) fn real(path: &Path) -> PathBuf {
    for upper in path.ancestors() {
        let upper_is = if upper.as_os_str().is_empty() { Path::new(".") } else { upper };
        if let (Ok(real), Ok(rest)) = (upper_is.canonicalize(), path.strip_prefix(upper)) {
            // Joining nothing would end the path with a `/`
            return if rest.as_os_str().is_empty() { real } else { plain(&real.join(rest)) };
        }
    }
    path.to_owned()
}

/// The text of a file, named by its path.
///
/// # Errors
/// [`Fault::Unread`] where there is no file, or something else: a pipe would be waited for without end; [`Fault::Problems`] where
/// it is no text, at the first byte that is none.
pub(super) fn source(path: &Path) -> Result<Arc<Source>, Fault> {
    match there(path)? {
        There::Text(text) => Ok(Source::new(path.display().to_string(), text)),
        There::Bytes(bytes) => {
            let problem = Diagnostic::not_text(&path.display().to_string(), &bytes);
            Err(Fault::Problems(vec![problem]))
        }
        There::Other(what) => {
            Err(Fault::Unread { path: path.display().to_string(), why: what.to_owned() })
        }
        There::Nothing => {
            let why = "there is no such file".to_owned();
            Err(Fault::Unread { path: path.display().to_string(), why })
        }
    }
}

/// What is at a path.
pub(super) enum There {
    /// Nothing.
    Nothing,
    /// A file of text.
    Text(String),
    /// A file that is no text.
    Bytes(Vec<u8>),
    /// No file: what it is.
    Other(&'static str),
}

impl There {
    /// The bytes of a file, or what is wrong with it.
    pub(super) fn bytes(self) -> Result<Vec<u8>, &'static str> {
        match self {
            Self::Text(text) => Ok(text.into_bytes()),
            Self::Bytes(bytes) => Ok(bytes),
            Self::Other(what) => Err(what),
            Self::Nothing => Err("is not there"),
        }
    }
}

/// Why something that is no file is not read.
fn other(about: &std::fs::Metadata) -> Option<&'static str> {
    if about.is_dir() {
        return Some("is a folder, and no file");
    }
    (!about.is_file()).then_some("is no regular file, but a pipe, a socket or a device")
}

/// What is at a path; what is no regular file is not opened.
///
/// # Errors
/// [`Fault::Unread`] where that cannot be told, or a file cannot be read.
pub(super) fn there(path: &Path) -> Result<There, Fault> {
    let failed = |error: std::io::Error| unread(path, &error);
    if !is_there(path)? {
        return Ok(There::Nothing);
    }
    if let Some(what) = other(&std::fs::metadata(path).map_err(failed)?) {
        return Ok(There::Other(what));
    }
    let read = String::from_utf8(std::fs::read(path).map_err(failed)?);
    Ok(read.map_or_else(|error| There::Bytes(error.into_bytes()), There::Text))
}

/// Whether something is at a path.
///
/// # Errors
/// [`Fault::Unread`] where that cannot be told, since a folder on the way cannot be read.
pub(super) fn is_there(path: &Path) -> Result<bool, Fault> {
    path.try_exists().map_err(|error| unread(path, &error))
}

fn unread(path: &Path, error: &std::io::Error) -> Fault {
    Fault::Unread { path: path.display().to_string(), why: error.to_string() }
}

/// What is in a folder under names that fit, in the order of the names; with `below`, also in folders within it. Links to folders
/// are not followed: they may lead round in circles. What is no file is among them, so that reading tells it.
pub(super) fn files(
    folder: &Path,
    below: bool,
    fits: &dyn Fn(&str) -> bool,
) -> Result<Vec<PathBuf>, Fault> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| unread(folder, &error))? {
        let entry = entry.map_err(|error| unread(folder, &error))?;
        let path = entry.path();
        if below && entry.file_type().map_err(|error| unread(&path, &error))?.is_dir() {
            found.extend(files(&path, below, fits)?);
        } else if fits(&entry.file_name().to_string_lossy()) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
