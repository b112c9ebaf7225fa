//! JSON line by line, while it is still being found.

use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

use super::CliError;
use super::output::Output;

/// Where lines go; nowhere if they are not wanted.
pub(super) struct Stream {
    target: Option<Mutex<Box<dyn Write + Send>>>,
    broken: Mutex<Option<std::io::Error>>,
    open: AtomicBool,
}

impl Stream {
    pub(super) fn new(wanted: bool, output: &Output) -> Result<Self, CliError> {
        let target = wanted.then(|| output.stream()).transpose()?.map(Mutex::new);
        Ok(Self { target, broken: Mutex::new(None), open: AtomicBool::new(true) })
    }

    /// Whether somebody still listens.
    pub(super) fn is_open(&self) -> bool {
        self.open.load(Ordering::Relaxed)
    }

    /// Writes a line at once.
    pub(super) fn line(&self, value: impl FnOnce() -> Value) {
        let Some(target) = &self.target else { return };
        let line = format!("{}\n", value());
        let Ok(mut target) = target.lock() else { return };
        if let Err(error) = target.write_all(line.as_bytes()).and_then(|()| target.flush())
            && let Ok(mut broken) = self.broken.lock()
        {
            self.open.store(false, Ordering::Relaxed);
            *broken = Some(error);
        }
    }

    /// What went wrong, if anything did.
    pub(super) fn finish(self) -> Result<(), CliError> {
        match self.broken.into_inner() {
            Ok(Some(error)) => Err(error.into()),
            _ => Ok(()),
        }
    }
}
