//! How large a file may be: explicit, so that a stranger's file is safe to open.

use std::path::{Component, Path};

/// How much a file may ask for: what keeps a stranger's file safe to open.
///
/// # Examples
/// ```
/// use equil::format::Limits;
///
/// let small = Limits { max_profiles: 1_000, ..Limits::default() };
/// assert_eq!(small.max_bytes, Limits::default().max_bytes);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file, and of each file that it names. Default: 1 GiB.
    pub max_bytes: usize,
    /// Pure profiles of the game. Default: 10 million.
    pub max_profiles: usize,
    /// Payoffs, that is players times pure profiles; each takes 16 bytes. Default: 50 million.
    pub max_payoffs: usize,
    /// Strategies of all players together. Default: 1 million.
    pub max_strategies: usize,
    /// Digits, when written out, of all long numbers of a `.nfg` file together: `1e9999` is short to
    /// write and long to hold. Default: 300 million, which take some 128 MiB.
    pub max_digits: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 1 << 30,
            max_profiles: 10_000_000,
            max_payoffs: 50_000_000,
            max_strategies: 1_000_000,
            max_digits: 300_000_000,
        }
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
        let about = std::fs::metadata(&path).map_err(said)?;
        // A pipe would be waited for without end
        if !about.is_file() {
            return Err("it is no regular file".to_owned());
        }
        let size = about.len();
        if usize::try_from(size).map_or(true, |size| size > self.max_bytes) {
            return Err(format!("it has {size} bytes, more than the limit of {}", self.max_bytes));
        }
        std::fs::read_to_string(&path).map_err(said)
    }
}
