//! `equil threshold`: every value of a parameter at which an answer changes.

use std::time::Duration;

use rayon::prelude::*;

use super::curves::{Request, told, traced};
use super::gathered::Gathered;
use super::input::Input;
use super::output::{Form, Output, PICTURED, Screen};
use super::progress::{Progress, time_limit, usage};
use super::region::share;
use super::vary::{axes, still};
use super::{CliError, Ending, asked};
use equil::answer::Condition;
use equil::model::{Assignment, Axis, Model};
use equil::nash::Settings;
use equil::num::Rational;
use equil::report::{Thresholds, asked_in_words};
use equil::threshold::{Asked, BUDGET, Line, Switching, ThresholdError, VALUES, line, switching};

/// Where an answer changes as one parameter moves: every threshold in its range, with proof.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil threshold game.game.toml --query \"dominant(meta, open)\"
  equil threshold game.game.toml --query \"best_response(meta, open)\" --vary leak --vary eco=0:10
  equil threshold game.game.toml --query \"gain(meta, open)\" --above 1/10
  equil threshold game.game.toml --query equilibria --given \"openai = closed\" --vary leak -f json
  equil threshold game.game.toml --query equilibria -o ranges.svg
  equil threshold game.game.toml --query \"dominant(meta, open)\" --vary leak --along eco=0:10:11

Queries about numbers are compared with 0 unless --above says with what: a number is not above one that it equals. Where payoffs \
tie, `dominant` is no (it is strict), `best_response` and `nash` are yes.

Each parameter moves alone, over its range or the one given; all others stay. Without --vary every \
parameter with a range moves. `equilibria` asks which pure equilibria there are, `survivors` which strategies \
iterated elimination leaves. Exits with 3 if some stretch of a range is open.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// What is asked at each value: a query (`equil explain queries`), `equilibria` or `survivors`
    #[arg(long, value_name = "QUERY")]
    query: String,
    /// The number that a query is compared with, for queries about numbers: is it greater? [default: 0]
    #[arg(long, value_name = "X", allow_hyphen_values = true)]
    above: Option<String>,
    /// A parameter to move, over its range or from low to high; may be given several times
    #[arg(long, value_name = "NAME[=LOW:HIGH]")]
    vary: Vec<String>,
    /// Follow the thresholds of the one parameter of --vary as this one moves, told at N of its values (21): curves
    #[arg(long, value_name = "NAME[=LOW:HIGH[:N]]")]
    along: Option<String>,
    /// With --along: halve where curves begin, end or meet until no more than this part of its range is open
    #[arg(long, value_name = "SHARE", default_value = "1/100000", value_parser = share, requires = "along")]
    rest: Rational,
    /// Restrict strategies, but of players that the query restricts itself: "player = strategy, ..."
    #[arg(long, value_name = "WHO = WHAT")]
    given: Vec<String>,
    /// How many stretches of each range are looked at before the rest stays open (20000); with --along, at how many
    /// values of the other parameter (4000)
    #[arg(long, value_name = "N")]
    budget: Option<u64>,
    /// Stop in time: 90s, 5m, 2h
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    limit: Option<Duration>,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let form = args.output.form(&PICTURED, Form::Text)?;
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    let mut gathered = Gathered::default();
    let mut game = args.input.gather(screen, &mut gathered)?;
    let asked = (args.query.as_str(), args.above.as_deref());
    let condition = asked::question(asked, &args.given, &mut game);
    let (condition, axes) = gathered.both(condition, axes(&args.vary, &game.model))?;
    game.warnings.extend(still(&args.vary, &game.model));
    game.warn(screen);
    if axes.is_empty() {
        return Err(usage(
            "no parameter has a range",
            "say over which values one moves: `--vary NAME=LOW:HIGH`",
        ));
    }
    let (here, compared) = asked::here(&condition, &game);
    let in_words = asked_in_words(&args.query, &condition);
    let progress = Progress::new(args.limit, screen);
    let watch = |_, _| progress.step(0, 1);
    let settings = Settings { watch: &watch, ..Settings::default() };
    if let Some(along) = &args.along {
        let most = args.budget.and_then(|most| usize::try_from(most).ok()).unwrap_or(VALUES);
        let request = Request { along, most, rest: &args.rest };
        let found = traced(&request, &game, &axes, &condition, &settings)?;
        drop(progress);
        return told(found, (form, &args.output), (&game, &in_words), (here, compared), screen);
    }
    let point = (&game.model, &game.assignment, game.max_bits);
    let lines = lines(&axes, point, &condition, args.budget.unwrap_or(BUDGET), &settings)?;
    drop(progress);
    let report = Thresholds {
        model: &game.model,
        point: game.point.clone(),
        asked: in_words,
        here,
        compared,
        lines,
    };
    match form {
        Form::Json => args.output.json(&report.json(&game.warning_lines()))?,
        Form::Svg => args.output.write(report.picture().as_bytes())?,
        _ => args.output.document(form, &report.document(), || report.data(), screen)?,
    }
    Ok(if report.is_complete() { Ending::Answered } else { Ending::Incomplete })
}

/// What is wrong with the game.
pub(super) fn failed(error: ThresholdError, model: &Model) -> CliError {
    match error {
        ThresholdError::Model(error) => CliError::Problems(vec![error.diagnostic(model)]),
        error => usage(error.to_string(), "`equil check` tells more about the file"),
    }
}

/// Each parameter alone, all others held where `point` says: a game, its parameters, and bits to narrow to.
pub(super) fn lines(
    axes: &[Axis],
    (model, point, max_bits): (&Model, &Assignment, u32),
    condition: &Condition,
    budget: u64,
    settings: &Settings<'_>,
) -> Result<Vec<(Line, Option<Switching>)>, CliError> {
    let failed = |error: ThresholdError| failed(error, model);
    let moved = |axis: &Axis| {
        let (low, high) = (&axis.low, &axis.high);
        let parameter = axis.parameter;
        let asked =
            Asked { model, point, parameter, low, high, condition, budget, max_bits, settings };
        let inside = |base: &&Rational| *base >= low && *base <= high;
        match point.get(parameter).filter(inside) {
            Some(base) => {
                let found = switching(&asked, base).map_err(failed)?;
                Ok((found.line.clone(), Some(found)))
            }
            None => Ok((line(&asked).map_err(failed)?, None)),
        }
    };
    axes.par_iter().map(moved).collect()
}
