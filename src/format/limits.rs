//! How large a file may be: explicit, so that a stranger's file is safe to open.

use std::path::{Component, Path};

/// Limits on what is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file, and of each file that it names.
    pub max_bytes: usize,
    /// Pure profiles of a game.
    pub max_profiles: usize,
}

impl Default for Limits {
    /// 1 GiB, and 10 million profiles.
    fn default() -> Self {
        Self { max_bytes: 1 << 30, max_profiles: 10_000_000 }
    }
}

impl Limits {
    /// Reads a file that the file called `name` names by a relative `path`. Only files beside it
    /// or below are read: what a stranger wrote cannot reach the rest of the disk.
    pub(super) fn open_beside(&self, name: &str, path: &str) -> Result<String, String> {
        let relative = Path::new(path);
        if !relative
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
        {
            return Err("only files beside the game file or below are read".to_owned());
        }
        let folder = Path::new(name).parent().unwrap_or(Path::new(""));
        let path = folder.join(relative);
        let said = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
            std::io::ErrorKind::InvalidData => "it is not UTF-8 text".to_owned(),
            _ => error.to_string(),
        };
        let size = std::fs::metadata(&path).map_err(said)?.len();
        if usize::try_from(size).map_or(true, |size| size > self.max_bytes) {
            return Err(format!("it has {size} bytes, more than the limit of {}", self.max_bytes));
        }
        std::fs::read_to_string(&path).map_err(said)
    }
}
