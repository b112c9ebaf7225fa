//! `equil convert`: the game at a point, for other programs.

use super::input::Input;
use super::output::{Form, Output, Screen};
use super::progress::{from_to, usage};
use super::written::written;
use super::{CliError, Ending, draw};
use equil::format::nfg::Body;
use equil::game::Game as Numbers;
use equil::num::Rational;
use equil::report::{Document, payoff_table, payoffs_json};

/// Write the game at a point in another format, with --scenario and --set applied.
///
/// nfg, lrs (two players), gam, toml and csv hold exact numbers. Payoffs that are not rational (exp, log, roots) are written
/// only with --nearest, as decimals.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil convert game.game.toml -f nfg -o -
  equil convert game.game.toml -s k=1/3 -o at-a-third.nfg --outcomes
  equil convert game.game.toml --scenario vintage-2026 --nearest=12 -o payoffs.csv
  equil convert game.nfg -o matrix.game.toml

What a game file says beyond payoffs, names and classes (formulas, parameters, scenarios, claims) \
is not written.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// Write the outcome version of nfg: profiles with the same payoffs share an outcome
    #[arg(long)]
    outcomes: bool,
    /// Write payoffs that are not rational as the nearest decimals with N digits after the point
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "15", value_parser = from_to::<u16>(0, 300))]
    nearest: Option<u16>,
    #[command(flatten)]
    output: Output,
}

/// What a game can be written as.
pub(super) const FORMS: [Form; 8] =
    [Form::Nfg, Form::Lrs, Form::Gam, Form::Toml, Form::Csv, Form::Json, Form::Md, Form::Latex];

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let Some(form) = args.output.chosen(&FORMS)? else {
        return Err(usage(
            "no format is given",
            "write `-f nfg`, lrs, gam, toml, csv, json, md or latex",
        ));
    };
    if args.outcomes && form != Form::Nfg {
        return Err(usage("`--outcomes` goes with `-f nfg`", "leave it out"));
    }
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    let game = args.input.open(screen)?;
    let payoffs = game.payoffs(screen)?;
    let output = &args.output;
    match form {
        Form::Json => output.json(&payoffs_json(&game.model, &payoffs, &game.point))?,
        Form::Md | Form::Latex => {
            let everything: Vec<_> =
                game.model.players.iter().map(|p| (0..p.strategies.len()).collect()).collect();
            let table = payoff_table(&game.model, &payoffs, &everything, false);
            let mut document = Document::new();
            document.table(table.clone());
            output.document(form, &document, || table, screen)?;
        }
        _ => {
            let numbers = numbers(args, &payoffs, screen)?;
            let body = if args.outcomes { Body::Outcome } else { Body::Payoff };
            output.write(&written(form, body, &game.model, &numbers, screen)?)?;
        }
    }
    Ok(Ending::Answered)
}

/// The payoffs as rationals, if they are, or may be rounded.
fn numbers(
    args: &Args,
    payoffs: &equil::game::Payoffs,
    screen: &Screen,
) -> Result<Numbers<Rational>, CliError> {
    if let Some(game) = payoffs.rational() {
        return Ok(game.clone());
    }
    let Some(digits) = args.nearest else {
        return Err(usage(
            "some payoffs are not rational here: this format cannot hold them exactly",
            "`--nearest` writes the nearest decimals; `-f json` keeps provable bounds",
        ));
    };
    let (game, rounded) = payoffs.nearest(digits.into()).ok_or_else(|| {
        usage(
            format!("some payoffs cannot be narrowed to {digits} digits"),
            "ask for fewer digits, or raise `--max-bits`",
        )
    })?;
    let all = game.players() * game.shape().profiles();
    let said = format!(
        "written as the nearest decimals with {digits} digits after the point, since they are not \
         rational: {rounded} of {all} payoffs"
    );
    draw::note(&said, screen);
    Ok(game)
}
