//! `equil dynamics`: where does adjustment lead?

use std::time::Duration;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::input::{Game, Input};
use super::output::{Form, Output, Screen};
use super::progress::{Guard, Progress, time_limit, usage};
use super::{CliError, Ending, assertion};
use equil::dynamics::{DYNAMICS, Dynamic, DynamicsError, Field, basins, trajectory};
use equil::report::{Followed, Play};

/// Where does best-response iteration lead, from one start or from every pure profile?
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil dynamics game.game.toml
  equil dynamics game.game.toml --rule simultaneous --scenario vintage-2026
  equil dynamics game.nfg --start \"row = top, column = left\"
  equil dynamics game.nfg --assert -f json

Whoever plays a best response stays; others go to the first one in the order of the file. Exits with 1
if --assert is given and play does not come to rest at one and the same profile from every start.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// Who moves when, and to what
    #[arg(long, value_name = "NAME", value_parser = rules(), default_value = DYNAMICS[0].name)]
    rule: &'static Dynamic,
    /// Where to start: `all` pure profiles, or one: "player = strategy, ..."
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
    output: Output,
}

const ALL: &str = "all";

fn rules() -> impl TypedValueParser<Value = &'static Dynamic> {
    let values = DYNAMICS.iter().map(|rule| PossibleValue::new(rule.name).help(rule.about));
    PossibleValuesParser::new(values).map(|name| {
        DYNAMICS.iter().find(|rule| rule.name == name).expect("only names of rules are possible")
    })
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let forms = [Form::Text, Form::Json, Form::Csv, Form::Md, Form::Latex];
    let form = args.output.form(&forms, Form::Text)?;
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    let mut game = args.input.open(screen)?;
    let kept = game.given(&args.given)?;
    let start = start(args, &game)?;
    game.point.given.clone_from(&args.given);
    let _guard = Guard::new(args.limit);
    let payoffs = game.payoffs(screen)?.restricted(&kept);
    let start = start
        .map(|start| within(&start, &kept).map(|start| payoffs.shape().index(&start)))
        .transpose()?;
    game.model = game.model.restricted(&kept);
    let progress = Progress::new(args.limit, screen);
    let watch = |done, total| progress.step(done, total);
    let failed = |error: DynamicsError| failed(&error, &game.model);
    let field = Field::new(&payoffs, &watch).map_err(failed)?;
    let followed = match start {
        None => Followed::All(basins(&field, args.rule, &watch).map_err(failed)?),
        Some(start) => {
            let most = payoffs.shape().profiles() + 1;
            let way = trajectory(&field, args.rule, start, most);
            Followed::One(way.expect("a map of finitely many profiles comes back to one"))
        }
    };
    drop(progress);
    let play = Play {
        model: &game.model,
        payoffs: &payoffs,
        point: game.point.clone(),
        rule: args.rule,
        followed: &followed,
    };
    match form {
        Form::Json => args.output.json(&play.json(&game.warning_lines()))?,
        _ => {
            let document = play.document(screen.verbose);
            args.output.document(form, &document, || play.data(), screen)?;
        }
    }
    Ok(if args.assert && !play.ends_at_one_profile() {
        let asserted = "that play comes to rest at the same profile from every start";
        assertion::failed(asserted, &play.summary(), screen)
    } else {
        Ending::Answered
    })
}

/// The strategies to start with; `None` for all.
fn start(args: &Args, game: &Game) -> Result<Option<Vec<usize>>, CliError> {
    if args.start == ALL {
        return Ok(None);
    }
    if args.assert {
        return Err(usage("`--assert` is about every start", "leave `--start` out"));
    }
    let chosen = game.chosen("--start", std::slice::from_ref(&args.start))?;
    let mut open = game.model.players.iter().zip(&chosen).filter(|(_, s)| s.len() != 1);
    if let Some((player, _)) = open.next() {
        return Err(usage(
            format!("`--start` does not say which strategy `{}` starts with", player.name),
            "name one strategy for each player: \"player = strategy, ...\"",
        ));
    }
    Ok(Some(chosen.into_iter().map(|support| support[0]).collect()))
}

/// The start, numbered as the strategies left by `--given` are.
fn within(start: &[usize], kept: &[Vec<usize>]) -> Result<Vec<usize>, CliError> {
    let places = start.iter().zip(kept).map(|(s, kept)| kept.iter().position(|k| k == s));
    places.collect::<Option<_>>().ok_or_else(|| {
        usage("`--start` names a strategy that `--given` leaves out", "choose one that is left")
    })
}

fn failed(error: &DynamicsError, model: &equil::model::Model) -> CliError {
    match error {
        DynamicsError::Unsettled { player, .. } => CliError::Open(
            format!(
                "two payoffs of `{}` are too close to say which response is best",
                model.players[*player].name
            ),
            "a greater `--max-bits` may help".to_owned(),
        ),
        DynamicsError::Stopped => {
            CliError::Open(error.to_string(), "a longer `--limit` may help".to_owned())
        }
        _ => CliError::Open(
            error.to_string(),
            "`--given \"player = class\"` makes the game smaller".to_owned(),
        ),
    }
}
