//! `--select` and `--only`: which equilibrium?

use super::output::Screen;
use super::progress::usage;
use super::{CliError, Ending, assertion};
use equil::game::Payoffs;
use equil::nash::{Coverage, Equilibrium};
use equil::report::Judged;
use equil::selection::{CRITERIA, Criterion, Patience};
use equil::solve::Solution;
use equil::text::closest;

/// Criteria that tell equilibria apart.
#[derive(clap::Args)]
pub(crate) struct Select {
    /// Say of each equilibrium whether it is strict, undominated, risk-dominant, ...: criteria, or `all`
    #[arg(long, value_name = "NAME,...", value_delimiter = ',', value_parser = wanted)]
    select: Vec<Wanted>,
    /// Show only equilibria that meet these criteria
    #[arg(long, value_name = "NAME,...", value_delimiter = ',', value_parser = criterion)]
    only: Vec<&'static Criterion>,
}

/// A criterion, or all that apply.
#[derive(Clone, Copy)]
enum Wanted {
    All,
    One(&'static Criterion),
}

impl Select {
    /// Whether anything is asked.
    pub(crate) fn is_asked(&self) -> bool {
        !self.select.is_empty() || !self.only.is_empty()
    }

    /// The verdicts asked for, if any are.
    pub(crate) fn judged(
        &self,
        payoffs: &Payoffs,
        equilibria: &[Equilibrium],
        patience: Patience<'_>,
    ) -> Result<Option<Judged>, CliError> {
        if self.select.is_empty() && self.only.is_empty() {
            return Ok(None);
        }
        let mut all = false;
        let mut named = Vec::new();
        for wanted in &self.select {
            match wanted {
                Wanted::All => all = true,
                Wanted::One(criterion) => named.push(*criterion),
            }
        }
        let judged = Judged::new(payoffs, equilibria, &named, all, &self.only, patience)
            .map_err(|error| usage(error.to_string(), "`--select all` takes those that apply"))?;
        Ok(Some(judged))
    }
}

/// How `equil solve` ends when only some equilibria are kept.
pub(crate) fn ending(
    judged: &Judged,
    solution: &Solution,
    assert: bool,
    stopped: bool,
    screen: &Screen,
) -> Ending {
    let outcome = &solution.outcome;
    let count = outcome.equilibria.len();
    let (kept, open) = (judged.kept(count).len(), judged.open(count));
    // Mixtures of extreme equilibria are not judged
    let all = outcome.coverage == Coverage::All && open == 0 && outcome.continuum().is_none();
    let asserted = "that exactly one equilibrium meets the criteria";
    let found = assertion::there_are(kept, ["that does", "that do"]);
    match (kept, assert) {
        (1, true) if all && !stopped => Ending::Answered,
        (0, true) if all && !stopped => assertion::failed(asserted, &found, screen),
        (0 | 1, true) => {
            let known = format!("{found} so far, and not all equilibria were judged");
            assertion::open(asserted, &known, screen)
        }
        (_, true) => assertion::failed(asserted, &found, screen),
        _ if stopped => Ending::Incomplete,
        _ if open > 0 || outcome.coverage == Coverage::Some => Ending::Incomplete,
        _ => Ending::Answered,
    }
}

fn wanted(name: &str) -> Result<Wanted, String> {
    if name == "all" { Ok(Wanted::All) } else { criterion(name).map(Wanted::One) }
}

fn criterion(name: &str) -> Result<&'static Criterion, String> {
    CRITERIA.iter().find(|criterion| criterion.is_called(name)).ok_or_else(|| {
        let names = || CRITERIA.iter().map(|criterion| criterion.name);
        closest(name, names()).map_or_else(
            || format!("known criteria: {}", names().collect::<Vec<_>>().join(", ")),
            |near| format!("did you mean `{near}`?"),
        )
    })
}
