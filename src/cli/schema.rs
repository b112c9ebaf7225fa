//! `equil schema`: the JSON Schema of game files.

use super::output::{Screen, Target};
use super::{CliError, Ending};
use equil::format::SCHEMA;

/// Print the JSON Schema of game files, for editors that complete and check TOML.
///
/// A game file that begins with `#:schema ./game.schema.json` tells its editor where the schema is.
#[derive(clap::Args)]
#[command(after_help = "Example:
  equil schema -o game.schema.json")]
pub(crate) struct Args {
    #[command(flatten)]
    target: Target,
}

pub(crate) fn run(args: &Args, _: &Screen) -> Result<Ending, CliError> {
    args.target.write(SCHEMA.as_bytes())?;
    Ok(Ending::Answered)
}
