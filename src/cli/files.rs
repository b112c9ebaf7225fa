//! Files named on the command line, and folders of them.

use std::path::{Path, PathBuf};

use super::CliError;
use super::progress::usage;
use equil::format::{FORMATS, Format};

/// The files at `paths`. A folder stands for the files in it and below that are games of a `wanted`
/// kind, in the order of their names; what starts with a dot is passed over.
pub(crate) fn expanded(
    paths: &[String],
    wanted: impl Fn(&Format) -> bool,
) -> Result<Vec<String>, CliError> {
    let mut files = Vec::new();
    for path in paths {
        if path == "-" || !Path::new(path).is_dir() {
            files.push(path.clone());
            continue;
        }
        let before = files.len();
        below(Path::new(path), &wanted, &mut files)?;
        if files.len() == before {
            let kinds: Vec<String> = FORMATS
                .iter()
                .filter(|format| wanted(format))
                .map(|format| format!(".{}", format.extension))
                .collect();
            return Err(usage(
                format!("there is no game file in the folder `{path}`"),
                format!("game files there end in {}; others are named singly", kinds.join(", ")),
            ));
        }
    }
    Ok(files)
}

fn below(
    folder: &Path,
    wanted: &impl Fn(&Format) -> bool,
    files: &mut Vec<String>,
) -> Result<(), CliError> {
    let said = |error| CliError::Io(folder.display().to_string(), error);
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(said)? {
        entries.push(entry.map_err(said)?);
    }
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        // Links to folders are not followed: they may lead round in circles
        if entry.file_type().map_err(said)?.is_dir() {
            below(&entry.path(), wanted, files)?;
            continue;
        }
        let path = entry.path();
        if FORMATS.iter().any(|format| wanted(format) && format.fits(&name)) && !path.is_dir() {
            let shown = path.display().to_string();
            // A pipe would be waited for without end; a link that leads nowhere is told when it is read
            if path.exists() && !path.is_file() {
                let why = std::io::Error::other("is no regular file, and not read in a folder");
                return Err(CliError::Io(shown, why));
            }
            files.push(shown);
        }
    }
    Ok(())
}

/// Whether both are the same file on disk.
pub(crate) fn are_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| -> Option<PathBuf> { std::fs::canonicalize(path).ok() };
    real(one).zip(real(other)).is_some_and(|(one, other)| one == other)
}
