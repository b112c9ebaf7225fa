//! `equil region`: where in a box of parameters an answer holds.

use std::time::Duration;

use super::gathered::Gathered;
use super::input::{Game, Input};
use super::output::{Form, Output, PICTURED, Screen};
use super::progress::{Progress, from_to, time_limit, usage};
use super::vary::{axes, correlated, still};
use super::{CliError, Ending, asked};
use equil::answer::Condition;
use equil::model::Axis;
use equil::nash::Settings;
use equil::num::Rational;
use equil::region::{Asked, RegionError, region, sampled};
use equil::report::{Located, asked_in_words, region_picture};

/// Where in a box of parameters an answer holds: proved cells, bounds on their volume, a map.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil region game.game.toml --query \"dominant(meta, open)\" --vary leak --vary eco
  equil region game.game.toml --query \"dominant(meta, open)\" --vary leak --vary eco=0:10 -o map.svg
  equil region game.game.toml --query equilibria --vary leak --vary eco --rest 1/10000
  equil region game.game.toml --query \"gain(meta, open)\" --above 1/10 --vary eco --by priors

Queries about numbers are compared with 0 unless --above says with what: a number is not above one that it equals. Where payoffs \
tie, `dominant` is no (it is strict), `best_response` and `nash` are yes.

The parameters move together, each over its range or the one given; all others stay. Without --vary all parameters \
with a range move. `equilibria` asks which pure equilibria there are, `survivors` which strategies iterated \
elimination leaves. A picture needs two parameters. Exits with 3 if more is open than --rest allows.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    over: Over,
    /// Shares of the box: by `volume`, or as probabilities by the `priors` of the parameters (their `dist`), which are independent
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = By::Volume)]
    by: By,
    /// Let two parameters move together, by the rank correlation of a normal copula: "NAME, NAME = RHO"; repeatable. With --by priors:
    /// probabilities are then estimated from points drawn at random, each decided by a proved cell or by itself
    #[arg(long, value_name = "NAME, NAME = RHO")]
    correlate: Vec<String>,
    /// With --correlate: how many points are drawn
    #[arg(long, value_name = "N", default_value_t = 16_384, requires = "correlate", value_parser = from_to::<u64>(1, 1 << 24))]
    points: u64,
    /// With --correlate: what the points depend on
    #[arg(long, value_name = "SEED", default_value_t = 0, requires = "correlate")]
    seed: u64,
    /// End when no more than this part of the box is open
    #[arg(long, value_name = "SHARE", default_value = "1/1000", value_parser = share)]
    rest: Rational,
    #[command(flatten)]
    output: Output,
}

/// What is asked over a box, and of how much of it.
#[derive(clap::Args)]
pub(crate) struct Over {
    /// What is asked at each point: a query (`equil explain queries`), `equilibria` or `survivors`
    #[arg(long, value_name = "QUERY")]
    pub(crate) query: String,
    /// The number that a query is compared with, for queries about numbers: is it greater? [default: 0]
    #[arg(long, value_name = "X", allow_hyphen_values = true)]
    above: Option<String>,
    /// A parameter that moves, over its range or from low to high; may be given several times
    #[arg(long, value_name = "NAME[=LOW:HIGH]")]
    vary: Vec<String>,
    /// Restrict strategies, but of players that the query restricts itself: "player = strategy, ..."
    #[arg(long, value_name = "WHO = WHAT")]
    given: Vec<String>,
    /// How many boxes are looked at before the rest stays open
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    budget: u64,
    /// Stop in time: 90s, 5m, 2h
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    pub(crate) limit: Option<Duration>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum By {
    Volume,
    Priors,
}

/// A share, as a number from 0 to 1.
pub(crate) fn share(text: &str) -> Result<Rational, String> {
    let share: Rational = text.trim().parse().map_err(|error| format!("{error}"))?;
    let fits = share >= Rational::integer(0) && share < Rational::integer(1);
    fits.then_some(share).ok_or_else(|| "a share is at least 0 and less than 1".to_owned())
}

impl Over {
    /// The game, what is asked of it, and over which box; the point of the game tells what was given.
    ///
    /// # Errors
    /// What is wrong with any of them, all at once.
    pub(crate) fn read(
        &self,
        input: &Input,
        screen: &Screen,
    ) -> Result<(Game, Condition, Vec<Axis>), CliError> {
        let mut gathered = Gathered::default();
        let mut game = input.gather(screen, &mut gathered)?;
        let condition =
            asked::question((&self.query, self.above.as_deref()), &self.given, &mut game);
        let (condition, axes) = gathered.both(condition, self.axes(&game))?;
        game.warnings.extend(still(&self.vary, &game.model));
        game.warn(screen);
        Ok((game, condition, axes))
    }

    /// The question, by volume.
    pub(crate) fn asked<'a>(
        &'a self,
        game: &'a Game,
        (condition, axes): (&'a Condition, &'a [Axis]),
        rest: &'a Rational,
        settings: &'a Settings<'a>,
    ) -> Asked<'a> {
        Asked {
            model: &game.model,
            point: &game.assignment,
            axes,
            condition,
            rest,
            budget: self.budget,
            by_priors: false,
            max_bits: game.max_bits,
            settings,
        }
    }

    /// The box, of all parameters with a range if none is named.
    fn axes(&self, game: &Game) -> Result<Vec<Axis>, CliError> {
        let axes = axes(&self.vary, &game.model)?;
        if axes.is_empty() {
            return Err(usage(
                "no parameter has a range",
                "say over which values one moves: `--vary NAME=LOW:HIGH`",
            ));
        }
        Ok(axes)
    }
}

/// The error for a radius around a point that is not in the box.
fn outside(name: &str, game: &Game) -> CliError {
    let place = game.model.parameters.iter().position(|parameter| parameter.name == name);
    let Some(value) = place.and_then(|place| game.assignment.get(place)) else {
        return usage(
            format!("`{name}` has no value, and a radius is measured from one"),
            format!("add `--set {name}=VALUE`"),
        );
    };
    usage(
        format!(
            "`{name}` is {value}, outside its range: a radius is measured to the ends of ranges"
        ),
        format!(
            "say over which values it moves: `--vary {name}=LOW:HIGH`, with `--vary '*'` for all others"
        ),
    )
}

/// What is wrong with the question.
#[allow(clippy::needless_pass_by_value)] // as `map_err` wants it
pub(crate) fn failed(error: RegionError, game: &Game) -> CliError {
    let help = match &error {
        RegionError::Model(error) => {
            return CliError::Problems(vec![error.diagnostic(&game.model)]);
        }
        RegionError::Flat(_) => "write the lower end of a range first, and a greater one after it",
        RegionError::NoPrior(_) => {
            "give it one: `dist = \"uniform(LOW, HIGH)\"`, or leave `--by priors` out"
        }
        RegionError::NotVaried(_) => "name it in `--vary`, or leave it out of `--correlate`",
        RegionError::Correlation => "take smaller numbers",
        RegionError::Nothing(_) => "`dist` and the range do not fit together",
        RegionError::Outside(name) => return outside(name, game),
        _ => "`equil check` tells more about the file",
    };
    usage(error.to_string(), help)
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let form = args.output.form(&PICTURED, Form::Text)?;
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    let (game, condition, axes) = args.over.read(&args.input, screen)?;
    if form == Form::Svg && axes.len() != 2 {
        return Err(usage(
            format!("a map has two parameters, and {} vary", axes.len()),
            match axes.len() {
                1 => "give a second one: add `--vary NAME`",
                _ => "name two of them, each by a `--vary NAME`; the others stay where they are",
            },
        ));
    }
    if args.by != By::Priors && !args.correlate.is_empty() {
        return Err(usage("volumes know no correlations", "add `--by priors`"));
    }
    let correlate = correlated(&args.correlate, &game.model)?;
    let progress = Progress::new(args.over.limit, screen);
    let watch = |done, total| progress.step(done, total);
    let settings = Settings { watch: &watch, ..Settings::default() };
    let asked = args.over.asked(&game, (&condition, &axes), &args.rest, &settings);
    let asked = Asked { by_priors: args.by == By::Priors, ..asked };
    let found = region(&asked).map_err(|error| failed(error, &game))?;
    let drawn = if correlate.is_empty() {
        None
    } else {
        let drawn = sampled(&asked, &found, &correlate, (args.points, args.seed));
        Some(drawn.map_err(|error| failed(error, &game))?)
    };
    drop(progress);
    let (here, compared) = asked::here(&condition, &game);
    let report = Located {
        model: &game.model,
        point: game.point.clone(),
        asked: asked_in_words(&args.over.query, &condition),
        here,
        compared,
        by_priors: args.by == By::Priors,
        sampled: drawn,
        region: found,
    };
    match form {
        Form::Json => args.output.json(&report.json(&game.warning_lines()))?,
        Form::Svg => {
            let base: Option<Vec<&Rational>> =
                axes.iter().map(|axis| game.assignment.get(axis.parameter)).collect();
            let base = base.and_then(|base| <[&Rational; 2]>::try_from(base).ok());
            let inside = |base: &[&Rational; 2]| {
                base.iter().zip(&axes).all(|(x, axis)| **x >= axis.low && **x <= axis.high)
            };
            let map = region_picture(&report, base.filter(inside));
            args.output.write(map.map_or_else(String::new, |map| map.to_svg()).as_bytes())?;
        }
        _ => args.output.document(form, &report.document(), || report.data(), screen)?,
    }
    Ok(if report.is_complete() { Ending::Answered } else { Ending::Incomplete })
}
