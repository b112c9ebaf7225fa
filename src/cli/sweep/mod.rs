//! `equil sweep`: what are the answers at many points?

mod asked;
mod pieces;

use std::path::Path;
use std::time::Duration;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{ArgMatches, FromArgMatches, Subcommand, ValueEnum};

use super::gathered::Gathered;
use super::input::{Game, Input};
use super::output::{Form, Output, Screen};
use super::progress::{Progress, time_limit, usage, whole_number};
use super::vary::unmoved;
use super::{CliError, Ending, draw};
use equil::model::Vary;
use equil::report::Swept;
use equil::sampling::{DESIGNS, Design, named};
use equil::sweep::{self, Plan, Recording, Shard, StoreError, SweepError};

/// A sweep, or what is done with files of rows.
pub(crate) enum Args {
    Run(Box<Asked>),
    Other(Other),
}

/// Written by hand, since what a sweep requires is not required of a subcommand.
impl FromArgMatches for Args {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        if matches.subcommand_name().is_some() {
            return Other::from_arg_matches(matches).map(Self::Other);
        }
        Asked::from_arg_matches(matches).map(|asked| Self::Run(Box::new(asked)))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl clap::Args for Args {
    fn augment_args(command: clap::Command) -> clap::Command {
        Other::augment_subcommands(Asked::augment_args(command))
            .subcommand_required(false)
            .arg_required_else_help(false)
            .subcommand_negates_reqs(true)
            .args_conflicts_with_subcommands(true)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

#[derive(clap::Subcommand)]
pub(crate) enum Other {
    /// Put the files of all shards together into the file that one run would have written
    Merge(pieces::Args),
}

/// What are the answers at many points of the parameter space? Runs a sweep of the file, or one put together
/// here.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil sweep game.game.toml volumes
  equil sweep game.game.toml volumes -o volumes.csv
  equil sweep game.game.toml -n 4096 --vary '*' --watch \"dominant(meta, open)\"
  equil sweep game.game.toml --method grid --vary S=4:60:15 --vary L_M=0:1/2:11 \\
      --watch \"gain(meta, open)\" -o map.csv
  equil sweep game.game.toml volumes -o first.csv --shard 1/2
  equil sweep game.game.toml volumes -o second.csv --shard 2/2
  equil sweep merge both.csv first.csv second.csv

Without --output a summary is printed; --output run.csv (or .jsonl) writes a row for each point: its number, \
the parameters, the answers. Killed or stopped, the same command goes on, and ends in the same bytes; \
run.csv.manifest.jsonl says what the file is. -f csv without --output prints the rows.

Every verdict is proved: floats with bounds of their errors settle what they can, exact payoffs the rest.")]
pub(crate) struct Asked {
    #[command(flatten)]
    input: Input,
    /// The sweep of the file to run; options change it
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// How points are chosen [default: that of the sweep, else sobol]
    #[arg(long, value_name = "NAME", value_parser = designs())]
    method: Option<&'static Design>,
    /// How many points; pairs of points for `saltelli`, trajectories for `morris`; on a grid values of
    /// parameters that do not say how many
    #[arg(short, value_name = "N", value_parser = whole_number)]
    n: Option<u64>,
    /// What lots depend on
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Vary a parameter: over its prior, else its range, or over `low:high`, on a grid with so many values;
    /// `*`: every parameter with a range. May be given several times
    #[arg(long, value_name = "NAME[=LOW:HIGH[:N]]")]
    vary: Vec<String>,
    /// Watch a query: `dominant(player, strategy)`, ...; `equilibria`: list all of them, with the coverage; may be
    /// given several times
    #[arg(long, value_name = "QUERY")]
    watch: Vec<String>,
    /// What points are drawn from where `--vary` does not say [default: file]
    #[arg(long, value_enum, value_name = "WHICH")]
    prior: Option<Priors>,
    /// How Sobol' points are scrambled [default: owen]
    #[arg(long, value_enum, value_name = "HOW")]
    scramble: Option<Scramble>,
    /// Two parameters that move together, with their rank correlation (a normal copula); several times for several
    #[arg(long, value_name = "NAME, NAME = RHO", allow_hyphen_values = true)]
    correlate: Vec<String>,
    /// `saltelli`: rows for second-order indices, too
    #[arg(long)]
    second_order: bool,
    /// `morris`: levels of the lattice, an even number [default: 4]
    #[arg(long, value_name = "N")]
    levels: Option<u32>,
    /// Write numbers in full where they are rational: fractions, of exact payoffs at each point
    #[arg(long)]
    exact: bool,
    /// What a row has after its number
    #[arg(long, value_enum, value_name = "WHICH", default_value_t = Columns::All)]
    columns: Columns,
    /// Restrict strategies in every query that does not itself: "player = strategy, ..."
    #[arg(long, value_name = "WHO = WHAT")]
    given: Vec<String>,
    /// One of N equal pieces of the rows: `2/8`
    #[arg(long, value_name = "I/N", value_parser = shard)]
    shard: Option<Shard>,
    /// Stop in time: 90s, 5m, 2h; with --output the same command goes on
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    limit: Option<Duration>,
    #[command(flatten)]
    output: Output,
}

/// A summary, or rows.
pub(super) const FORMS: [Form; 8] = [
    Form::Text,
    Form::Json,
    Form::Csv,
    Form::Jsonl,
    Form::Parquet,
    Form::Md,
    Form::Latex,
    Form::Typst,
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Priors {
    /// The prior of the file, else evenly over the range
    File,
    /// Evenly over the range
    Uniform,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Columns {
    /// The parameters and the answers
    All,
    /// The answers alone, which is several times as fast: the number tells the point
    Answers,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Scramble {
    /// At random, digit by digit
    Owen,
    /// Not at all
    None,
}

fn designs() -> impl TypedValueParser<Value = &'static Design> {
    let values =
        DESIGNS.iter().map(|d| PossibleValue::new(d.name).aliases(d.aliases).help(d.about));
    PossibleValuesParser::new(values)
        .map(|name| named(&name).expect("only names of designs are possible"))
}

fn shard(text: &str) -> Result<Shard, String> {
    let wrong = || "write for example 2/8".to_owned();
    let (index, of) = text.split_once('/').ok_or_else(wrong)?;
    let number = |text: &str| text.trim().parse::<u64>().map_err(|_| wrong());
    let (index, of) = (number(index)?, number(of)?);
    if of == 0 {
        return Err(wrong());
    }
    if index == 0 || index > of {
        return Err(format!("there are shards 1/{of} to {of}/{of}"));
    }
    Ok(Shard { index, of })
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    match args {
        Args::Other(Other::Merge(args)) => pieces::run(args, screen),
        Args::Run(asked) => asked.run(screen),
    }
}

impl Asked {
    fn run(&self, screen: &Screen) -> Result<Ending, CliError> {
        let form = self.output.form(&FORMS, Form::Text)?;
        self.output.spares(std::slice::from_ref(&self.input.file.path))?;
        let mut gathered = Gathered::default();
        let mut game = self.input.gather(screen, &mut gathered)?;
        game.point.given.clone_from(&self.given);
        let asking = self.asking(&game, &mut gathered);
        let (asking, ()) = gathered.both(asking, Ok(()))?;
        let over_ranges = asking.vary.iter().filter(|vary| vary.range.is_none());
        let unmoved = |vary: &Vary| unmoved(&game.model.parameters[vary.parameter], &game.model);
        let unmoved: Vec<_> = over_ranges.filter_map(unmoved).collect();
        game.warnings.extend(unmoved);
        game.warn(screen);
        overruled(&game, &asking, screen);
        let plan = Plan::new(&game.model, game.assignment.clone(), asking).map_err(failed)?;
        let progress = Progress::new(self.limit, screen).rated();
        let watch = |done, total| progress.step(done, total);
        let rows = match form {
            Form::Csv => Some(sweep::Form::Csv),
            Form::Jsonl => Some(sweep::Form::Jsonl),
            Form::Parquet => Some(sweep::Form::Parquet),
            _ => None,
        };
        let shard = self.shard.unwrap_or(Shard::WHOLE);
        let range = shard.rows(plan.rows());
        let total = range.end - range.start;
        if screen.verbose || screen.shows_progress() {
            let points = if total == 1 { "point" } else { "points" };
            draw::note(&format!("{total} {points} are to be looked at"), screen);
        }
        match (rows, self.output.file()) {
            (Some(form), Some(path)) => {
                let recording = Recording { path, form, shard };
                self.record(&plan, recording, &watch, screen)
            }
            (Some(sweep::Form::Parquet), None) => {
                Err(usage("Parquet is written into a file", "add `-o rows.parquet`"))
            }
            (Some(form), None) => {
                let mut target = std::io::BufWriter::new(self.output.stream()?);
                let whole = sweep::stream(&plan, form, range, &mut target, &watch)?;
                if whole {
                    return Ok(Ending::Answered);
                }
                draw::note(&format!("stopped before the last of {total} rows"), screen);
                Ok(Ending::Incomplete)
            }
            (None, _) => {
                let findings = sweep::survey(&plan, range, &watch);
                drop(progress);
                let complete = findings.complete;
                let point = game.point.clone();
                let swept = Swept { plan: &plan, point, findings: &findings };
                self.tell(form, &swept, &game, screen)?;
                Ok(if complete { Ending::Answered } else { Ending::Incomplete })
            }
        }
    }

    fn tell(
        &self,
        form: Form,
        swept: &Swept<'_>,
        game: &Game,
        screen: &Screen,
    ) -> Result<(), CliError> {
        if form == Form::Json {
            return self.output.json(&swept.json(&game.warning_lines()));
        }
        let document = swept.document(self.output.digits());
        self.output.document(form, &document, || swept.data(), screen)
    }

    /// Writes the rows that are missing.
    fn record(
        &self,
        plan: &Plan<'_>,
        recording: Recording<'_>,
        watch: sweep::Watch<'_>,
        screen: &Screen,
    ) -> Result<Ending, CliError> {
        if self.output.overwrites() {
            sweep::forget(recording.path).map_err(stored)?;
        }
        let recorded = sweep::record(plan, recording, watch).map_err(stored)?;
        let written = recorded.rows - recorded.before;
        let before = match recorded.before {
            0 => String::new(),
            before => format!(", {before} of them from before"),
        };
        let queued: u64 = recorded.queued.iter().sum();
        let answers = recorded.rows * recorded.queued.len() as u64;
        let path = recording.path.display();
        let said = if written == 0 && recorded.before > 0 {
            format!("`{path}` is complete: {} rows", recorded.rows)
        } else {
            format!("{} rows in `{path}`{before}", recorded.rows)
        };
        let floats = match queued {
            0 => format!("floats settled all {answers} answers"),
            _ if queued == answers => format!("exact payoffs settled all {answers} answers"),
            _ => format!("floats settled all but {queued} of {answers} answers"),
        };
        draw::note(&format!("{said}; {floats}"), screen);
        if recorded.rewritten {
            draw::note(
                "the game file has changed since, in nothing that the rows depend on",
                screen,
            );
        }
        Ok(Ending::Answered)
    }
}

/// Notes that a parameter varies, whatever `--set` says.
fn overruled(game: &Game, asking: &sweep::Asking, screen: &Screen) {
    for (name, _) in &game.point.set {
        let mut varied = asking.vary.iter().map(|vary| &game.model.parameters[vary.parameter]);
        if varied.any(|parameter| parameter.name == *name) {
            draw::note(&format!("`{name}` varies, whatever `--set` says"), screen);
        }
    }
}

/// Why a sweep cannot be run.
#[allow(clippy::needless_pass_by_value)] // as `map_err` gives it
fn failed(error: SweepError) -> CliError {
    usage(error.to_string(), error.help())
}

/// Why rows cannot be written or read.
pub(crate) fn stored(error: StoreError) -> CliError {
    let said = error.to_string();
    match error {
        StoreError::Stopped { rows, total } => CliError::Open(
            format!("stopped at the time limit; {rows} of {total} rows are written"),
            "the same command goes on".to_owned(),
        ),
        StoreError::Io { path, error } => CliError::Io(shown(&path), error),
        StoreError::NoParquet => {
            usage(said, "build it with `--features parquet`, or write `.csv` or `.jsonl`")
        }
        StoreError::Strange(path) | StoreError::Exists(path) if path.is_dir() => {
            usage(format!("`{}` is a folder", path.display()), "name a file in it")
        }
        StoreError::Strange(_) | StoreError::Exists(_) => usage(said, "`--force` overwrites it"),
        StoreError::Changed { .. } => usage(
            said,
            "go on with the same command, write elsewhere, or begin anew with `--force`",
        ),
        StoreError::Manifest { .. } => usage(said, "write elsewhere, or begin anew with `--force`"),
        _ => usage(said, "name the files of all shards, each finished"),
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
