//! What is wrong with several texts of one command line, told at once.

use super::CliError;
use equil::text::Diagnostic;

/// Errors so far.
#[derive(Default)]
pub(crate) struct Gathered {
    /// Drawn in their texts.
    problems: Vec<Diagnostic>,
    others: Vec<CliError>,
}

impl Gathered {
    /// What was read, or nothing: its errors are told with the others.
    pub(crate) fn take<T>(&mut self, found: Result<T, CliError>) -> Option<T> {
        match found {
            Ok(found) => return Some(found),
            Err(CliError::Problems(problems)) => self.problems.extend(problems),
            Err(CliError::Several(errors)) => {
                for error in errors {
                    self.take(Err::<(), _>(error));
                }
            }
            Err(other) => self.others.push(other),
        }
        None
    }

    /// Both of what was read.
    ///
    /// # Errors
    /// All that there were.
    pub(crate) fn both<A, B>(
        mut self,
        one: Result<A, CliError>,
        other: Result<B, CliError>,
    ) -> Result<(A, B), CliError> {
        let (one, other) = (self.take(one), self.take(other));
        let Self { problems, mut others } = self;
        if !problems.is_empty() {
            others.insert(0, CliError::Problems(problems));
        }
        match (one, other) {
            (Some(one), Some(other)) if others.is_empty() => Ok((one, other)),
            _ if others.len() == 1 => Err(others.remove(0)),
            _ => Err(CliError::Several(others)),
        }
    }
}
