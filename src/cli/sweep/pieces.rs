//! `equil sweep merge`: shards into one file.

use std::path::PathBuf;

use super::super::output::Screen;
use super::super::{CliError, Ending, draw};
use super::stored;
use equil::sweep;

/// Put the files of all shards together into the file that one run would have written
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The file to write; its manifest is put beside it
    #[arg(value_name = "OUT")]
    target: PathBuf,
    /// The files of all shards, each with its manifest beside it, in any order
    #[arg(value_name = "PART", required = true)]
    parts: Vec<PathBuf>,
    /// Overwrite the output file if it exists
    #[arg(long)]
    force: bool,
}

pub(super) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let parts: Vec<String> = args.parts.iter().map(|part| part.display().to_string()).collect();
    super::super::output::spared(&args.target, "read", &parts)?;
    if args.force {
        sweep::forget(&args.target).map_err(stored)?;
    }
    let rows = sweep::merge(&args.target, &args.parts).map_err(stored)?;
    draw::note(&format!("{rows} rows in `{}`", args.target.display()), screen);
    Ok(Ending::Answered)
}
