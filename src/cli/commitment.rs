//! `--commitment`: what a player who moves first commits to.

use super::input::Game;
use super::output::{DOCUMENTS, Form, Output, Screen};
use super::progress::usage;
use super::{CliError, Ending};
use equil::commitment::{CommitmentError, Patience, mixed, pure};
use equil::game::Payoffs;
use equil::nash::Outcome;
use equil::report::{Commitment, Committed};

/// Commitment before the others move.
#[derive(clap::Args)]
pub(crate) struct Commit {
    /// Let this player commit first (Stackelberg), and compare with the equilibria
    #[arg(long, value_name = "PLAYER", conflicts_with_all = ["select", "only", "assert", "one"])]
    commitment: Option<String>,
    /// Commit to one strategy, not to a mixture
    #[arg(long, requires = "commitment")]
    pure: bool,
}

impl Commit {
    pub(crate) fn is_asked(&self) -> bool {
        self.commitment.is_some()
    }

    pub(crate) fn answer(
        &self,
        game: &Game,
        payoffs: &Payoffs,
        nash: &Outcome,
        output: &Output,
        patience: Patience<'_>,
        screen: &Screen,
    ) -> Result<Ending, CliError> {
        let form = output.form(&DOCUMENTS, Form::Text)?;
        let leader = game.player(self.commitment.as_deref().unwrap_or_default())?;
        let found = if self.pure {
            pure(payoffs, leader, patience).map(Commitment::Pure)
        } else {
            mixed(payoffs, leader, patience).map(Commitment::Mixed)
        };
        let commitment = found.map_err(|error| match error {
            CommitmentError::Players | CommitmentError::Irrational => {
                usage(error.to_string(), "`--pure` finds the best pure commitment")
            }
            CommitmentError::NoReply if self.pure => {
                usage(error.to_string(), "leave `--pure` out if there are two players")
            }
            _ => CliError::Open(error.to_string(), "give it more time with `--limit`".to_owned()),
        })?;
        let point = game.point.clone();
        let model = &game.model;
        let committed = Committed { model, payoffs, point, commitment: &commitment, nash };
        match form {
            Form::Json => output.json(&committed.json(&game.warning_lines()))?,
            _ => {
                let document = committed.document(output.digits());
                output.document(form, &document, || committed.table(output.digits()), screen)?;
            }
        }
        Ok(if commitment.is_settled() { Ending::Answered } else { Ending::Incomplete })
    }
}
