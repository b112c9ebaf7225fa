//! Progress on a terminal, and the time limit.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressState, ProgressStyle};

use super::{CliError, output::Screen};

/// Watches a search: shows how far it is, and ends it in time.
pub(crate) struct Progress {
    start: Instant,
    limit: Option<Duration>,
    shown: bool,
    /// Whether what is done in a second is shown, too.
    rated: bool,
    bar: Mutex<Option<ProgressBar>>,
}

/// Nothing is shown of what is done sooner than this.
const PATIENCE: Duration = Duration::from_millis(300);

impl Progress {
    pub(crate) fn new(limit: Option<Duration>, screen: &Screen) -> Self {
        Self {
            start: Instant::now(),
            limit,
            shown: screen.shows_progress(),
            rated: false,
            bar: Mutex::new(None),
        }
    }

    /// Shows how much is done in a second, too.
    pub(crate) fn rated(mut self) -> Self {
        self.rated = true;
        self
    }

    /// Whether time is up.
    pub(crate) fn is_over(&self) -> bool {
        self.limit.is_some_and(|limit| self.start.elapsed() >= limit)
    }

    /// To be called between steps; `false` when time is up.
    pub(crate) fn step(&self, done: u64, total: u64) -> bool {
        if self.is_over() {
            return false;
        }
        let elapsed = self.start.elapsed();
        if self.shown
            && elapsed > PATIENCE
            && let Ok(mut bar) = self.bar.try_lock()
        {
            let bar = bar.get_or_insert_with(|| {
                let template = if self.rated {
                    "{bar:30} {percent}%  {pos}/{len}, {per_sec}  {elapsed} so far{left}"
                } else {
                    "{bar:30} {percent}%  {pos}/{len}  {elapsed} so far{left}"
                };
                let style = ProgressStyle::with_template(template);
                let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
                ProgressBar::new(total).with_style(style.with_key("left", left))
            });
            bar.set_length(total);
            bar.set_position(done);
        }
        true
    }
}

/// How long it will take, once something is done that tells.
fn left(state: &ProgressState, line: &mut dyn std::fmt::Write) {
    if state.pos() > 0 {
        let _ = write!(line, ", {:#} to go", HumanDuration(state.eta()));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Ok(bar) = self.bar.get_mut()
            && let Some(bar) = bar.take()
        {
            bar.finish_and_clear();
        }
    }
}

/// Ends the process when the time limit has long passed and nothing has been answered: not every
/// step of every computation looks at the clock.
pub(crate) struct Guard {
    done: Arc<AtomicBool>,
}

impl Guard {
    pub(crate) fn new(limit: Option<Duration>) -> Self {
        let done = Arc::new(AtomicBool::new(false));
        if let Some(limit) = limit {
            let done = Arc::clone(&done);
            std::thread::spawn(move || {
                // Searches that look at the clock end by themselves, with what they have
                std::thread::sleep(limit + limit / 4 + Duration::from_millis(500));
                if !done.load(Ordering::Relaxed) {
                    let said = b"error: stopped at the time limit; nothing was proved by then\n";
                    let _ = std::io::stderr().write_all(said);
                    std::process::exit(3);
                }
            });
        }
        Self { done }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
    }
}

/// Reads `90s`, `1.5m`, `2h`, `300ms` or plain seconds.
pub(crate) fn time_limit(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    let split = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let scale = match unit {
        "ms" => 1e-3,
        "" | "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => return Err(format!("unknown unit `{unit}`: write ms, s, m or h")),
    };
    let number: f64 =
        number.trim().parse().map_err(|_| "write for example 90s or 5m".to_owned())?;
    Duration::try_from_secs_f64(number * scale).map_err(|_| "write a positive time".to_owned())
}

/// Reads a number of things, of which there is one at least.
pub(crate) fn whole_number(text: &str) -> Result<u64, String> {
    let number = text.trim().parse::<u64>().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "write a whole number above 0".to_owned())
}

/// Reads a whole number of a type, from `least` to `most`.
pub(crate) fn from_to<T: TryFrom<u64> + Into<u64> + Copy>(
    least: T,
    most: T,
) -> impl Fn(&str) -> Result<T, String> + Clone {
    move |text| {
        let (low, high) = (least.into(), most.into());
        let number = text.trim().parse::<u64>().ok().filter(|n| (low..=high).contains(n));
        let number = number.and_then(|number| T::try_from(number).ok());
        number.ok_or_else(|| format!("write a whole number from {low} to {high}"))
    }
}

/// The error for an answer that makes no sense to ask for.
pub(crate) fn usage(message: impl Into<String>, help: impl Into<String>) -> CliError {
    CliError::Usage(message.into(), Some(help.into()))
}
