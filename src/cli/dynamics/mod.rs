//! `equil dynamics`: where does adjustment lead? A file for each kind of rule.

mod mixed;
mod pure;

use std::time::Duration;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::input::Input;
use super::output::{Output, Screen};
use super::progress::time_limit;
use super::{CliError, Ending};
use equil::dynamics::{DYNAMICS, Dynamic, Kind, named};

/// Where does best-response iteration lead, from one start or from every pure profile? Where does
/// learning, or evolution?
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil dynamics game.game.toml
  equil dynamics game.game.toml --rule simultaneous --scenario vintage-2026
  equil dynamics game.nfg --start \"row = top, column = left\"
  equil dynamics game.nfg --assert -f json
  equil dynamics game.game.toml --rule replicator --start \"ann = 1/3 T + 2/3 B, bob = L\"
  equil dynamics hawk-dove.game.toml --rule smith --one-population --starts 1000 --seed 1
  equil dynamics game.game.toml --rule regret-matching-plus --steps 100000
  equil dynamics rps.game.toml --rule bnn --one-population -o portrait.svg

Whoever plays a best response stays; others go to the first one in the order of the file. Exits with 1
if --assert is given and play does not come to rest at one and the same profile from every start.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// Who moves when, and to what
    #[arg(long, value_name = "NAME", value_parser = rules(), default_value = DYNAMICS[0].name)]
    rule: &'static Dynamic,
    /// Where to start: `all` pure profiles, or one: "player = strategy, ..."; rules that move mixed
    /// strategies start evenly mixed, or with "player = 1/3 T + 2/3 B, ...", `uniform` or `random`
    #[arg(long, value_name = "all|PROFILE", default_value = ALL)]
    start: String,
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
        Kind::Mixed(rule) => mixed::run(args, rule, screen),
    }
}
