//! `equil analyze`: what do stored runs say?

mod ends;
mod rows;

use std::path::Path;
use std::time::Duration;

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::input::{Most, Place};
use super::output::{Form, Output, PICTURED, Screen};
use super::progress::{from_to, time_limit, usage, whole_number};
use super::{CliError, Ending};
use equil::analysis::{ANALYSES, Analysis, named};
use equil::sampling::{DESIGNS, Design};

/// What stored runs say: which parameters an answer depends on, where it holds, how often.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil sweep game.game.toml --method saltelli -n 1024 --vary '*' \\
      --watch \"gain(meta, open)\" -o run.csv
  equil analyze run.csv sobol
  equil analyze run.csv sobol -o indices.svg
  equil sweep game.game.toml volumes -o first.csv
  equil analyze first.csv share prim --query \"dominant(meta, open)\"
  equil sweep game.game.toml volumes --seed 2 -o second.csv
  equil analyze first.csv share --with second.csv
  equil analyze salib.csv sobol --design saltelli --second-order --query y
  equil analyze game.game.toml tornado --query \"gain(meta, open)\"

Without METHOD: all that take the design of the run. A game file in place of a run: exact answers as one \
parameter at a time goes to the ends of its range. Switching values are found by `equil threshold`. \
Exits with 3 if rows are missing or have no answer; what is printed says so.")]
pub(crate) struct Args {
    /// Rows that a sweep wrote (.csv, .jsonl), or those of another program; or a game file
    #[arg(value_name = "RUN")]
    run: String,
    /// What to find [default: all that take the design of the run]
    #[arg(value_name = "METHOD", value_parser = analyses())]
    methods: Vec<&'static Analysis>,
    /// Which answers, by the name of their column; of a game file, the query. May be given several times
    #[arg(long, value_name = "QUERY")]
    query: Vec<String>,
    /// Of numbers, those above this are of interest [default: 0]
    #[arg(long, value_name = "X", allow_hyphen_values = true)]
    above: Option<String>,
    /// Rows are of interest in which the query does not hold, rather than those in which it does
    #[arg(long)]
    fails: bool,
    #[command(flatten)]
    estimates: Estimates,
    #[command(flatten)]
    boxes: Boxes,
    #[command(flatten)]
    rows: Rows,
    #[command(flatten)]
    game: OfGame,
    /// Stop in time: 90s, 5m, 2h
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    limit: Option<Duration>,
    #[command(flatten)]
    output: Output,
}

/// How far estimates may be off.
#[derive(clap::Args)]
#[command(next_help_heading = "Intervals")]
struct Estimates {
    /// The probability with which intervals hold what they are about
    #[arg(long, value_name = "P", default_value_t = 0.95, value_parser = part)]
    level: f64,
    /// `sobol`, `morris`: how often rows are drawn again
    #[arg(long, value_name = "N", default_value_t = 1000)]
    resamples: u32,
    /// What these lots depend on
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// `share`: another run of the same sweep, with another seed; may be given several times
    #[arg(long, value_name = "RUN")]
    with: Vec<String>,
}

/// How `prim` goes.
#[derive(clap::Args)]
#[command(next_help_heading = "Boxes (prim)")]
struct Boxes {
    /// The part of a box that is peeled at once
    #[arg(long, value_name = "P", default_value_t = 0.05, value_parser = part)]
    peel: f64,
    /// The least part of the rows that a box has
    #[arg(long, value_name = "P", default_value_t = 0.05, value_parser = part)]
    support: f64,
    /// Take the largest box in which rows of interest are as dense as that [default: the box with the
    /// greatest harmonic mean of coverage and density]
    #[arg(long, value_name = "P", value_parser = part)]
    density: Option<f64>,
    /// How many boxes to look for, each among the rows that those before leave
    #[arg(long = "boxes", value_name = "N", default_value_t = 1, value_parser = whole_number)]
    count: u64,
}

/// What a manifest says otherwise.
#[derive(clap::Args)]
#[command(next_help_heading = "Rows of other programs")]
struct Rows {
    /// How the points were chosen
    #[arg(long, value_name = "NAME", value_parser = designs())]
    design: Option<&'static Design>,
    /// `saltelli`: there are rows for second-order indices, too
    #[arg(long)]
    second_order: bool,
    /// `morris`: levels of the lattice [default: as the values show]
    #[arg(long, value_name = "N", value_parser = from_to::<u32>(2, u32::MAX))]
    levels: Option<u32>,
}

/// What only a game file has.
#[derive(clap::Args)]
#[command(next_help_heading = "Game files")]
struct OfGame {
    #[command(flatten)]
    most: Most,
    #[command(flatten)]
    place: Place,
    /// A parameter to move, over its range or from low to high; may be given several times
    #[arg(long, value_name = "NAME[=LOW:HIGH]")]
    vary: Vec<String>,
    /// Which ends a parameter goes to where `--vary` does not say [default: range]
    #[arg(long, value_enum, value_name = "WHICH")]
    ends: Option<Which>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Which {
    /// Those of its range
    Range,
    /// Those of its prior, where that has ends; else those of its range
    Prior,
}

fn analyses() -> impl TypedValueParser<Value = &'static Analysis> {
    let values = ANALYSES.iter().map(|a| PossibleValue::new(a.name).help(a.about));
    PossibleValuesParser::new(values)
        .map(|name| named(&name).expect("only names of analyses are possible"))
}

fn designs() -> impl TypedValueParser<Value = &'static Design> {
    let values =
        DESIGNS.iter().map(|d| PossibleValue::new(d.name).aliases(d.aliases).help(d.about));
    PossibleValuesParser::new(values)
        .map(|name| equil::sampling::named(&name).expect("only names of designs are possible"))
}

/// Reads a number between 0 and 1.
fn part(text: &str) -> Result<f64, String> {
    let number: f64 = text.trim().parse().map_err(|_| "write for example 0.95".to_owned())?;
    if number > 0.0 && number < 1.0 {
        Ok(number)
    } else {
        Err("write a number between 0 and 1".to_owned())
    }
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let form = args.output.form(&PICTURED, Form::Text)?;
    if let Some(twice) = (1..args.methods.len())
        .find(|&place| args.methods[..place].iter().any(|m| m.name == args.methods[place].name))
    {
        let name = args.methods[twice].name;
        return Err(usage(format!("`{name}` is named twice"), "name it once"));
    }
    let mut read = args.estimates.with.clone();
    read.push(args.run.clone());
    args.output.spares(&read)?;
    if is_rows(&args.run) { rows::run(args, form, screen) } else { ends::run(args, form, screen) }
}

/// Whether a file is one of rows, by its extension.
fn is_rows(path: &str) -> bool {
    ["csv", "jsonl", "parquet"].iter().any(|known| ends_in(path, known))
}

/// Whether a file has this extension, in letters of either case.
fn ends_in(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|end| end.eq_ignore_ascii_case(extension))
}

/// Refuses options that say nothing here.
fn stray(options: &[(bool, &str)], about: &str, help: &str) -> Result<(), CliError> {
    match options.iter().find(|(is_given, _)| *is_given) {
        None => Ok(()),
        Some((_, option)) => Err(usage(format!("`{option}` says nothing about {about}"), help)),
    }
}
