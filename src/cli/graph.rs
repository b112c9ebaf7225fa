//! `equil graph`: the graph of improvements, its sinks and cycles; potentials; what is lost.

use std::time::{Duration, Instant};

use clap::builder::{PossibleValue, PossibleValuesParser};

use super::dynamics::failed;
use super::input::{Game, Input};
use super::output::{Form, Output, PICTURED, Screen};
use super::progress::{Guard, Progress, time_limit, usage};
use super::{CliError, Ending, assertion, draw};
use equil::game::Payoffs;
use equil::graph::{Improvements, Landscape, Survey, properties};
use equil::nash::Settings;
use equil::report::{GraphPicture, Surveyed, graph_picture};
use equil::response::{ResponseError, Responses, Watch};
use equil::solve::{Efficiency, efficiency};

/// The graph of best and better responses: sinks, cycles, potentials, complements and substitutes, the
/// price of anarchy.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil graph game.game.toml
  equil graph game.nfg --assert weakly-acyclic --assert exact-potential
  equil graph game.game.toml -f svg -o graph.svg
  equil graph game.game.toml -f svg --given \"openai = closed\" -o part.svg

Nodes are pure profiles; arcs are moves by which one player gains: to any better response, or to best ones. \
`equil explain properties` lists what is looked for. Exits with 1 if an asserted property does not hold, with 3 \
if that is not settled.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// Restrict strategies: "player = strategy, ..."
    #[arg(long, value_name = "WHO = WHAT")]
    given: Vec<String>,
    /// Stop in time: 90s, 5m, 2h
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    limit: Option<Duration>,
    /// Exit with 1 unless the game has the property
    #[arg(long, value_name = "PROPERTY", value_parser = known())]
    assert: Vec<String>,
    #[command(flatten)]
    output: Output,
}

fn known() -> PossibleValuesParser {
    PossibleValuesParser::new(
        properties().map(|(name, about)| PossibleValue::new(name).help(about)),
    )
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let form = args.output.form(&PICTURED, Form::Text)?;
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    if form == Form::Svg && !args.assert.is_empty() {
        return Err(usage("a picture asserts nothing", "leave `--assert` or `-f svg` out"));
    }
    let mut game = args.input.open(screen)?;
    let kept = game.given(&args.given)?;
    game.point.given.clone_from(&args.given);
    let _guard = Guard::new(args.limit);
    let payoffs = game.payoffs(screen)?.restricted(&kept);
    game.model = game.model.restricted(&kept);
    let progress = Progress::new(args.limit, screen);
    let watch = |done, total| progress.step(done, total);
    if form == Form::Svg {
        return drawn(args, &game, &payoffs, &watch);
    }
    let start = Instant::now();
    let survey = Survey::new(&payoffs, &watch).map_err(|error| failed(&error, &game.model))?;
    draw::stage("graph", start, String::new, screen);
    let start = Instant::now();
    let efficiency = compared(&payoffs, &survey, &watch);
    draw::stage("welfare", start, String::new, screen);
    drop(progress);
    let report = Surveyed {
        model: &game.model,
        payoffs: &payoffs,
        point: game.point.clone(),
        survey: &survey,
        efficiency: efficiency.as_ref(),
        verbose: screen.verbose,
    };
    match form {
        Form::Json => args.output.json(&report.json(&game.warning_lines()))?,
        _ => args.output.document(form, &report.document(), || report.data(), screen)?,
    }
    Ok(asserted(args, &survey, screen).unwrap_or(if report.is_complete() {
        Ending::Answered
    } else {
        Ending::Incomplete
    }))
}

/// Welfare in equilibria, unless the search has been stopped.
fn compared(payoffs: &Payoffs, survey: &Survey, watch: Watch<'_>) -> Option<Efficiency> {
    let best = survey.best.as_ref().filter(|_| !survey.stopped)?;
    let settings = Settings { watch, ..Settings::default() };
    efficiency(payoffs, &best.equilibria, &settings)
}

/// How it ends where properties are asserted.
fn asserted(args: &Args, survey: &Survey, screen: &Screen) -> Option<Ending> {
    let mut ending = (!args.assert.is_empty()).then_some(Ending::Answered);
    for name in &args.assert {
        let said = format!("that the game is or has: {name}");
        let found = match survey.holds(name) {
            Some(true) => continue,
            Some(false) => assertion::failed(&said, "it is or has not", screen),
            None => assertion::open(&said, "that is not settled", screen),
        };
        if ending != Some(Ending::No) {
            ending = Some(found);
        }
    }
    ending
}

/// Writes the picture.
fn drawn(
    args: &Args,
    game: &Game,
    payoffs: &Payoffs,
    watch: Watch<'_>,
) -> Result<Ending, CliError> {
    let failed = |error: ResponseError| failed(&error, &game.model);
    let improvements = Improvements::new(payoffs, watch).map_err(failed)?;
    let best = Landscape::new(&improvements, true, watch).map_err(failed)?;
    let responses = Responses::new(payoffs, watch).map_err(failed)?;
    let picture = GraphPicture { model: &game.model, payoffs, responses: &responses, best: &best };
    let grid = graph_picture(&picture).map_err(|(error, help)| usage(error, help))?;
    args.output.write(grid.to_svg().as_bytes())?;
    Ok(Ending::Answered)
}
