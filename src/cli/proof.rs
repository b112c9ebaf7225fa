//! Proofs that a list of equilibria is complete: written by `equil solve`, checked by `equil check`.

use std::path::Path;

use super::CliError;
use super::input::{Game, source};
use super::output::Target;
use super::progress::usage;
use equil::certify::{Flaw, Step, check_tree, read_proof, write_proof};
use equil::game::{Mixed, Payoffs, Polytope};
use equil::num::Rational;
use equil::solve::Solution;
use equil::text::{Code, Diagnostic};

/// Writes the search tree of `solution` to `path`.
pub(super) fn write(
    path: &Path,
    force: bool,
    game: &Game,
    solution: &Solution,
) -> Result<(), CliError> {
    let outcome = &solution.outcome;
    let Some(steps) = &outcome.proof else {
        return Err(if outcome.stopped {
            usage(
                "there is no proof: the search was stopped before it was complete",
                "raise `--limit`",
            )
        } else {
            usage(
                format!("there is no proof: `{}` keeps none of this game", outcome.method),
                "`--proof` goes with `--method eee`, two players and rational payoffs",
            )
        });
    };
    let counts: Vec<String> =
        game.model.players.iter().map(|player| player.strategies.len().to_string()).collect();
    let about = format!("{}: {} strategies", game.model.info.name, counts.join(" × "));
    let point = game.point.said().unwrap_or_default();
    let found = format!("extreme equilibria: {}", outcome.equilibria.len());
    let comments: Vec<&str> = [&about, &point, &found]
        .into_iter()
        .map(String::as_str)
        .filter(|c| !c.is_empty())
        .collect();
    let target = Target { output: Some(path.to_owned()), force };
    target.write(write_proof(&comments, steps).as_bytes())
}

/// How many steps a proof has, and all extreme equilibria, which it proves to be all.
pub(super) type Checked = (usize, Vec<[Mixed<Rational>; 2]>);

/// What a proof proves about a game; `None` when the check was stopped.
pub(super) fn check(
    path: &str,
    payoffs: &Payoffs,
    watch: &mut dyn FnMut() -> bool,
) -> Result<Option<Checked>, CliError> {
    let source = source(path)?;
    let read = read_proof(&source).map_err(CliError::Problems)?;
    let (Some(first), Some(second)) = (Polytope::of(payoffs, 0), Polytope::of(payoffs, 1)) else {
        return Err(usage(
            "proofs are about games of two players with rational payoffs",
            "`equil check` without `--proof` checks the file",
        ));
    };
    let (steps, spans): (Vec<Step>, Vec<_>) = read.into_iter().unzip();
    match check_tree([&first, &second], &steps, watch) {
        Ok(equilibria) => Ok(Some((steps.len(), equilibria))),
        Err(Flaw::Stopped) => Ok(None),
        Err(flaw) => {
            let place = flaw.step().and_then(|step| spans.get(step - 1)).copied();
            let end = source.text.len();
            let span = place.unwrap_or_else(|| (end..end).into());
            let problem = Diagnostic::new(Code::PROOF, &source, span, flaw.to_string());
            let help =
                "is it about this game, at this point? `equil solve --proof` writes a new one";
            Err(CliError::Problems(vec![problem.help(help)]))
        }
    }
}
