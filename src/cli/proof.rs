//! Proofs that a list of equilibria is complete, or that none is better than one: written by
//! `equil solve`, checked by `equil check`.

use std::path::Path;

use super::input::{Game, source};
use super::output::{Screen, Target};
use super::progress::usage;
use super::{CliError, draw};
use equil::certify::{
    Claim, Flaw, Heading, ProofText, Step, check_optimum, check_tree, fingerprint, read_proof,
    write_proof,
};
use equil::game::{Objective, Payoffs, Polytope, Sense};
use equil::nash::Optimum;
use equil::report::Proven;
use equil::solve::Solution;
use equil::text::{Code, Diagnostic};

/// What a proof is to be written about, and where.
pub(super) struct Proof<'a> {
    pub(super) path: &'a Path,
    /// Whether a file that exists may be overwritten.
    pub(super) force: bool,
    pub(super) game: &'a Game,
    pub(super) payoffs: &'a Payoffs,
}

impl Proof<'_> {
    /// Writes the search tree of `solution`.
    pub(super) fn list(&self, solution: &Solution, screen: &Screen) -> Result<(), CliError> {
        let outcome = &solution.outcome;
        if outcome.stopped {
            self.stopped(screen);
            return Ok(());
        }
        let Some(steps) = &outcome.proof else {
            return Err(usage(
                format!("there is no proof: `{}` keeps none of this game", outcome.method),
                "`--proof` goes with `--method eee`, two players and rational payoffs",
            ));
        };
        let found = format!("extreme equilibria: {}", outcome.equilibria.len());
        self.write(&found, None, steps)
    }

    /// Says that nothing is written; the answer stands without it.
    fn stopped(&self, screen: &Screen) {
        let path = self.path.display();
        let why = "the search was stopped before it was complete";
        draw::refusal("no proof", &format!("{why}; `{path}` is not written"), screen);
    }

    /// Writes the search tree that proves `optimum`, if it is proved.
    pub(super) fn optimum(
        &self,
        objective: &Objective,
        sense: Sense,
        optimum: &Optimum,
        screen: &Screen,
    ) -> Result<(), CliError> {
        let (Some(steps), Some((equilibrium, value))) = (&optimum.proof, &optimum.found) else {
            self.stopped(screen);
            return Ok(());
        };
        let [first, second] = [0, 1].map(|player| equilibrium.profile[player].clone());
        let claim = Claim {
            objective: objective.clone(),
            sense,
            value: value.clone(),
            profile: [first, second],
        };
        self.write("no equilibrium is better", Some(claim), steps)
    }

    fn write(&self, found: &str, claim: Option<Claim>, steps: &[Step]) -> Result<(), CliError> {
        let Self { path, force, game, payoffs } = *self;
        let Some(fingerprint) = fingerprint(payoffs) else { return Err(other_kind()) };
        let counts: Vec<String> =
            game.model.players.iter().map(|player| player.strategies.len().to_string()).collect();
        let about = format!("{}: {} strategies", game.model.info.name, counts.join(" × "));
        let point = game.point.said().unwrap_or_default();
        let comments: Vec<&str> =
            [about.as_str(), point.as_str(), found].into_iter().filter(|c| !c.is_empty()).collect();
        let target = Target { output: Some(path.to_owned()), force };
        let heading = Heading { game: fingerprint, claim };
        target.write(write_proof(&comments, &heading, steps).as_bytes())
    }
}

fn other_kind() -> CliError {
    usage(
        "proofs are about games of two players with rational payoffs",
        "`equil check` without `--proof` checks the file",
    )
}

/// What a proof that was checked proves.
pub(super) struct Checked {
    pub(super) steps: usize,
    pub(super) proven: Proven,
}

/// What a proof proves about a game; `None` when the check was stopped.
pub(super) fn check(
    path: &str,
    payoffs: &Payoffs,
    watch: &mut dyn FnMut() -> bool,
) -> Result<Option<Checked>, CliError> {
    let source = source(path)?;
    let ProofText { heading, places, steps } = read_proof(&source).map_err(CliError::Problems)?;
    let (Some(first), Some(second), Some(fingerprint)) =
        (Polytope::of(payoffs, 0), Polytope::of(payoffs, 1), fingerprint(payoffs))
    else {
        return Err(other_kind());
    };
    if heading.game != fingerprint {
        let message = "the proof is about another game, or about other payoffs of this one";
        let problem = Diagnostic::new(Code::PROOF_GAME, &source, places[0], message);
        return Err(CliError::Problems(vec![problem.help(format!(
            "this game is {fingerprint}; `--set`, `--scenario` and `--given` must be as when it was solved"
        ))]));
    }
    let count = steps.len();
    let (steps, spans): (Vec<Step>, Vec<_>) = steps.into_iter().unzip();
    let checked = match heading.claim {
        None => check_tree([&first, &second], &steps, watch).map(Proven::All),
        Some(claim) => check_optimum(payoffs, &claim, &steps, watch).map(|()| Proven::Best(claim)),
    };
    match checked {
        Ok(proven) => Ok(Some(Checked { steps: count, proven })),
        Err(Flaw::Stopped) => Ok(None),
        Err(flaw) => {
            let end = source.text.len();
            let span = match (&flaw, flaw.step()) {
                (Flaw::Unfinished, _) => (end..end).into(),
                (_, Some(step)) => spans.get(step - 1).copied().unwrap_or(places[1]),
                (_, None) => places[1],
            };
            let problem = Diagnostic::new(Code::PROOF, &source, span, flaw.to_string());
            let help = "`equil solve --proof` writes a new one";
            Err(CliError::Problems(vec![problem.help(help)]))
        }
    }
}
