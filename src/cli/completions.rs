//! `equil completions`: completions for a shell.

use clap_complete::Shell;

use super::output::{Screen, Target};
use super::{CliError, Ending, command};

/// Print completions for a shell.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil completions bash > ~/.local/share/bash-completion/completions/equil
  equil completions zsh > ~/.zfunc/_equil
  equil completions fish > ~/.config/fish/completions/equil.fish")]
pub(crate) struct Args {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
    #[command(flatten)]
    target: Target,
}

pub(crate) fn run(args: &Args, _: &Screen) -> Result<Ending, CliError> {
    let mut bytes = Vec::new();
    clap_complete::generate(args.shell, &mut command(), "equil", &mut bytes);
    args.target.write(&bytes)?;
    Ok(Ending::Answered)
}
