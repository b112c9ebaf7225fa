//! `equil radius`: how far all parameters may move at once before an answer changes.

use super::input::Input;
use super::output::{DOCUMENTS, Form, Output, Screen};
use super::progress::Progress;
use super::region::{Over, failed, share};
use super::{CliError, Ending, asked};
use equil::nash::Settings;
use equil::num::Rational;
use equil::region::radius;
use equil::report::{Robust, asked_in_words};

/// How far all parameters may move at once before an answer changes: the largest box around the base point,
/// proved, and the corner that breaks it.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil radius game.game.toml --query \"dominant(meta, open)\"
  equil radius game.game.toml --query \"best_response(meta, open)\" --vary leak --vary eco
  equil radius game.game.toml --query equilibria -f json

Queries about numbers are compared with 0 unless --above says with what: a number is not above one that it equals. Where payoffs \
tie, `dominant` is no (it is strict), `best_response` and `nash` are yes.

All parameters move by the same part of the way from their value to the ends of their ranges, in whatever directions. \
Without --vary all parameters with a range move. Exits with 3 if the bounds on the radius are further apart than --rest \
allows.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    over: Over,
    /// End when the bounds on the radius differ by no more than this part of it
    #[arg(long, value_name = "SHARE", default_value = "1/1000", value_parser = share)]
    rest: Rational,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let form = args.output.form(&DOCUMENTS, Form::Text)?;
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    let (game, condition, axes) = args.over.read(&args.input, screen)?;
    let progress = Progress::new(args.over.limit, screen);
    let watch = |done, total| progress.step(done, total);
    let settings = Settings { watch: &watch, ..Settings::default() };
    let asked = args.over.asked(&game, (&condition, &axes), &args.rest, &settings);
    let found = radius(&asked).map_err(|error| failed(error, &game))?;
    drop(progress);
    let report = Robust {
        model: &game.model,
        point: game.point.clone(),
        asked: asked_in_words(&args.over.query, &condition),
        compared: asked::here(&condition, &game).1,
        axes: &axes,
        base: axes.iter().filter_map(|axis| game.assignment.get(axis.parameter)).cloned().collect(),
        rest: args.rest.clone(),
        radius: found,
    };
    match form {
        Form::Json => args.output.json(&report.json(&game.warning_lines()))?,
        _ => args.output.document(form, &report.document(), || report.data(), screen)?,
    }
    Ok(if report.is_complete() { Ending::Answered } else { Ending::Incomplete })
}
