//! `equil man`: manual pages.

use std::path::PathBuf;

use clap::Command;
use clap_mangen::Man;

use super::output::{Screen, Target};
use super::{CliError, Ending, command};

/// Print the manual page of equil and of every command.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil man | man -l -
  equil man --dir ~/.local/share/man/man1")]
pub(crate) struct Args {
    /// Write one page for each command into this folder instead
    #[arg(long, value_name = "DIR", conflicts_with_all = ["output"])]
    dir: Option<PathBuf>,
    #[command(flatten)]
    target: Target,
}

pub(crate) fn run(args: &Args, _: &Screen) -> Result<Ending, CliError> {
    let pages = pages()?;
    let Some(dir) = &args.dir else {
        let all: Vec<u8> = pages.into_iter().flat_map(|(_, page)| page).collect();
        args.target.write(&all)?;
        return Ok(Ending::Answered);
    };
    std::fs::create_dir_all(dir).map_err(|e| CliError::Io(dir.display().to_string(), e))?;
    for (name, page) in pages {
        let output = Some(dir.join(format!("{name}.1")));
        Target { output, force: args.target.force }.write(&page)?;
    }
    Ok(Ending::Answered)
}

/// The name and page of equil, then of each command.
fn pages() -> Result<Vec<(String, Vec<u8>)>, CliError> {
    let mut root = command().disable_help_subcommand(true);
    root.build();
    let mut pages = vec![("equil".to_owned(), page(&root, "equil")?)];
    for command in root.get_subcommands() {
        let name = format!("equil-{}", command.get_name());
        let page = page(command, &name)?;
        pages.push((name, page));
    }
    Ok(pages)
}

fn page(command: &Command, title: &str) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    Man::new(command.clone()).title(title.to_uppercase()).render(&mut bytes)?;
    Ok(bytes)
}
