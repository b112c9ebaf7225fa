//! `equil dynamics`: where does adjustment lead? A file for each kind of rule.

mod pure;

use std::time::Duration;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::input::Input;
use super::output::{Output, Screen};
use super::progress::time_limit;
use super::{CliError, Ending};
use equil::dynamics::{DYNAMICS, Dynamic, Kind, named};
use equil::num::{Rational, Ring};
use equil::response::ResponseError;

/// Where does best-response iteration lead, from one start or from every pure profile?
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil dynamics game.game.toml
  equil dynamics game.game.toml --rule simultaneous --scenario vintage-2026
  equil dynamics game.nfg --start \"row = top, column = left\"
  equil dynamics game.nfg --start mixed --runs 10000 --seed 7
  equil dynamics game.nfg --rule inertia --inertia 9/10
  equil dynamics game.nfg --assert -f json

Whoever plays a best response stays; others go to the first one in the order of the file, or, where lots
are drawn, to each with equal chances. From a mixed start players first go to a best response to what is
mixed. Chances are exact in games of up to 4096 profiles, else shares of seeded runs. Exits with 1 if --assert is given and play does not come to rest at one and the same profile from every start.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// Who moves when, and to what
    #[arg(long, value_name = "NAME", value_parser = rules(), default_value = DYNAMICS[0].name)]
    rule: &'static Dynamic,
    /// Where to start: at `all` pure profiles, at `mixed` ones drawn uniformly, or at one: "player =
    /// strategy, ..."; mixed: "player = 1/3 T + 2/3 B"
    #[arg(long, value_name = "all|mixed|PROFILE", default_value = ALL)]
    start: String,
    /// Runs, where chances are estimated: of mixed starts, of a given one, or from each pure profile
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u64).range(1..))]
    runs: Option<u64>,
    /// Of all lots that are drawn
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// The chance to stay, of the rule `inertia`
    #[arg(long, value_name = "CHANCE", value_parser = chance)]
    inertia: Option<Rational>,
    /// Restrict strategies: "player = strategy, ..."
    #[arg(long, value_name = "WHO = WHAT")]
    given: Vec<String>,
    /// Stop in time: 90s, 5m, 2h
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    limit: Option<Duration>,
    /// Exit with 1 unless play ends at the same profile from every start
    #[arg(long)]
    assert: bool,
    #[command(flatten)]
    output: Output,
}

const ALL: &str = "all";
const MIXED: &str = "mixed";

/// Reads a chance that is neither 0 nor 1.
fn chance(text: &str) -> Result<Rational, String> {
    let chance: Rational = text.parse().map_err(|error| format!("{error}"))?;
    let (zero, one) = (Rational::zero(), Rational::one());
    if chance > zero && chance < one {
        Ok(chance)
    } else {
        Err("it must lie above 0 and below 1".to_owned())
    }
}

fn rules() -> impl TypedValueParser<Value = &'static Dynamic> {
    let values = DYNAMICS.iter().map(|rule| PossibleValue::new(rule.name).help(rule.about));
    PossibleValuesParser::new(values)
        .map(|name| named(&name).expect("only names of rules are possible"))
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    match &args.rule.kind {
        Kind::Pure(rule) => pure::run(args, rule, screen),
    }
}

/// Why there is no answer.
pub(super) fn failed(error: &ResponseError, model: &equil::model::Model) -> CliError {
    match error {
        ResponseError::Unsettled { player, .. } => CliError::Open(
            format!(
                "two payoffs of `{}` are too close to say which response is best",
                model.players[*player].name
            ),
            "a greater `--max-bits` may help".to_owned(),
        ),
        ResponseError::Stopped => {
            CliError::Open(error.to_string(), "a longer `--limit` may help".to_owned())
        }
        _ => CliError::Open(
            error.to_string(),
            "`--given \"player = class\"` makes the game smaller".to_owned(),
        ),
    }
}
