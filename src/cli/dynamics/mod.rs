//! `equil dynamics`: where does adjustment lead? A file for each kind of rule.

mod mixed;
mod pure;

use std::time::Duration;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::input::Input;
use super::output::{Output, Screen};
use super::progress::{from_to, time_limit};
use super::{CliError, Ending};
use equil::dynamics::{DYNAMICS, Dynamic, Kind, named};
use equil::num::{Rational, Ring};
use equil::response::ResponseError;

/// Where does best-response iteration lead, from one start or from every pure profile? Where does
/// learning, or evolution?
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil dynamics game.game.toml
  equil dynamics game.game.toml --rule simultaneous --scenario vintage-2026
  equil dynamics game.nfg --start \"row = top, column = left\"
  equil dynamics game.nfg --starts 10000 --seed 7
  equil dynamics game.nfg --rule inertia --inertia 9/10
  equil dynamics game.nfg --assert -f json
  equil dynamics bos.game.toml --rule replicator --start \"ann = 1/3 opera + 2/3 fight, bob = fight\"
  equil dynamics hawk-dove.game.toml --rule smith --one-population --starts 1000 --seed 1
  equil dynamics game.game.toml --rule regret-matching-plus --steps 100000
  equil dynamics rps.game.toml --rule bnn --one-population -o portrait.svg

Whoever plays a best response stays; others go to the first one in the order of the file, or, where lots \
are drawn, to each with equal chances. From a mixed start players first go to a best response to what is \
mixed. Chances are exact in games of up to 4096 profiles, else shares of seeded runs. Exits with 1 if \
--assert is given and play does not come to rest at one and the same profile from every start.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// Who moves when, and to what
    #[arg(long, value_name = "NAME", value_parser = rules(), default_value = DYNAMICS[0].name)]
    rule: &'static Dynamic,
    /// Where to start: at `all` pure profiles, at one ("player = strategy, ...", or mixed,
    /// "player = 1/3 T + 2/3 B, ..."), or at a mixed one drawn at `random`. Rules that move mixed strategies start
    /// evenly mixed (`uniform`) unless told otherwise
    #[arg(long, value_name = "all|random|PROFILE", default_value = ALL)]
    start: String,
    /// Follow play from so many random mixed starts, and tell where it leads
    #[arg(long, value_name = "K", value_parser = from_to::<u32>(1, 10_000_000))]
    starts: Option<u32>,
    /// Which random starts and lots [default: 1]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Runs from the start, or from each pure profile, of rules that draw lots: chances are estimated
    #[arg(long, value_name = "N", value_parser = from_to::<u64>(1, 1_000_000_000_000))]
    runs: Option<u64>,
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
    mixed: mixed::Options,
    #[command(flatten)]
    output: Output,
}

const ALL: &str = "all";
const RANDOM: &str = "random";

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
        Kind::Pure(rule) => {
            args.mixed.refuse(args.rule)?;
            pure::run(args, rule, screen)
        }
        Kind::Mixed(rule) => {
            pure::refuse(args)?;
            mixed::run(args, rule, screen)
        }
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
