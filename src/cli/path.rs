//! `equil path`: where an answer switches on the way from one point to another.

use std::time::Duration;

use super::input::{Game, Input};
use super::output::{Form, Output, PICTURED, Screen};
use super::progress::{Progress, time_limit, usage};
use super::{CliError, Ending, asked, draw};
use equil::model::{Assignment, Model, Pace, Path, parameter_help};
use equil::nash::Settings;
use equil::num::Rational;
use equil::report::{Travelled, asked_in_words};
use equil::text::{Code, Diagnostic, Source};
use equil::threshold::{Asked, BUDGET, ThresholdError, along};

/// Where an answer switches on the way from one calibration to another: every switch, with proof.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil path game-2024.game.toml game-2026.game.toml
  equil path game.game.toml --to-scenario vintage-2026 --length 21 --unit months
  equil path game.game.toml --to-scenario later --query \"dominant(meta, open)\" --set mu=0.45
  equil path game.game.toml --to-scenario later --linear leak,eco -o path.svg

Queries about numbers are compared with 0 unless --above says with what: a number is not above one that it equals. Where payoffs \
tie, `dominant` is no (it is strict), `best_response` and `nash` are yes.

All parameters whose values differ move at once. Those with a range that are positive at both ends move by equal \
factors, others (such as fixed effects) by equal amounts; --geometric and --linear say otherwise. What --set sets \
stays all the way. TO has the same players, strategies and formulas as FILE. Exits with 3 if some stretch is open.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// The game file whose values the way leads to
    #[arg(value_name = "TO")]
    to: Option<String>,
    /// The scenario (of TO, else of FILE) that the way leads to
    #[arg(long, value_name = "NAME")]
    to_scenario: Option<String>,
    /// What is asked: a query (`equil explain queries`), `equilibria` or `survivors`
    #[arg(long, value_name = "QUERY", default_value = "equilibria")]
    query: String,
    /// The number that a query is compared with, for queries about numbers: is it greater? [default: 0]
    #[arg(long, value_name = "X", allow_hyphen_values = true)]
    above: Option<String>,
    /// Restrict strategies, but of players that the query restricts itself: "player = strategy, ..."
    #[arg(long, value_name = "WHO = WHAT")]
    given: Vec<String>,
    /// How long the way is: places on it are numbers from 0 to this
    #[arg(long, value_name = "X", default_value = "1")]
    length: String,
    /// What the length is counted in, such as months
    #[arg(long, value_name = "WORD")]
    unit: Option<String>,
    /// Parameters that move by equal amounts
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    linear: Vec<String>,
    /// Parameters that move by equal factors
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    geometric: Vec<String>,
    /// How many stretches of the way are looked at before the rest stays open
    #[arg(long, value_name = "N", default_value_t = BUDGET)]
    budget: u64,
    /// Stop in time: 90s, 5m, 2h
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    limit: Option<Duration>,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let form = args.output.form(&PICTURED, Form::Text)?;
    let read: Vec<String> = [&args.input.file.path].into_iter().chain(&args.to).cloned().collect();
    args.output.spares(&read)?;
    if read.len() > 1 && read.iter().all(|path| path == "-") {
        return Err(usage(
            "both ends are to be read from the standard input",
            "write one to a file",
        ));
    }
    let mut game = args.input.open(screen)?;
    let asked = (args.query.as_str(), args.above.as_deref());
    let condition = asked::question(asked, &args.given, &mut game)?;
    let (end, to) = args.end(&game, screen)?;
    let path = args.path(&game, &end)?;
    if path.moves.is_empty() {
        return Err(usage(
            format!("no parameter differs: the way to {to} leads nowhere"),
            "name another file or scenario; what `--set` sets does not move",
        ));
    }
    let progress = Progress::new(args.limit, screen);
    let watch = |_, _| progress.step(0, 1);
    let settings = Settings { watch: &watch, ..Settings::default() };
    let asked = Asked {
        model: &game.model,
        point: &game.assignment,
        parameter: 0,
        low: &Rational::integer(0),
        high: &path.length,
        condition: &condition,
        budget: args.budget,
        max_bits: game.max_bits,
        settings: &settings,
    };
    let line = along(&asked, &path).map_err(|error| match error {
        ThresholdError::Model(error) => CliError::Problems(vec![error.diagnostic(&game.model)]),
        error => usage(error.to_string(), "`equil check` tells more about the file"),
    })?;
    drop(progress);
    let told = Travelled {
        model: &game.model,
        point: game.point.clone(),
        to,
        unit: args.unit.clone(),
        asked: asked_in_words(&args.query, &condition),
        compared: asked::here(&condition, &game).1,
        path: &path,
        line: &line,
    };
    match form {
        Form::Json => args.output.json(&told.json(&game.warning_lines()))?,
        Form::Svg => args.output.write(told.picture().as_bytes())?,
        _ => {
            let document = told.document(args.output.digits());
            args.output.document(form, &document, || told.table(), screen)?;
        }
    }
    Ok(if line.is_complete() { Ending::Answered } else { Ending::Incomplete })
}

/// The error where nothing says where the way leads.
fn nowhere(model: &Model) -> CliError {
    let scenarios: Vec<&str> = model.scenarios.iter().map(|s| s.name.as_str()).collect();
    let own = match scenarios.as_slice() {
        [] => "this file has none".to_owned(),
        all => format!("this file has {}", all.join(", ")),
    };
    usage(
        "nothing says where the way leads",
        format!("name another game file after this one, or add `--to-scenario NAME` ({own})"),
    )
}

impl Args {
    /// Where the way ends, in the parameters of the game, and what that is called.
    fn end(&self, game: &Game, screen: &Screen) -> Result<(Assignment, String), CliError> {
        if self.to.is_none() && self.to_scenario.is_none() {
            return Err(nowhere(&game.model));
        }
        let mut end = game.assignment.clone();
        let mut to = String::new();
        let other = self.to.as_ref().map(|path| self.input.file.most.open(path, screen));
        let (other, warnings) = other.transpose()?.unzip();
        if let Some(warnings) = warnings.filter(|warnings| !screen.quiet && !warnings.is_empty()) {
            draw::report(&warnings, screen);
        }
        let model = other.as_ref().unwrap_or(&game.model);
        let mut values = if other.is_some() { Assignment::of(model) } else { end.clone() };
        if let Some(name) = &self.to_scenario {
            values.apply_scenario(model, name).map_err(|error| {
                let source = Source::new("--to-scenario", name.as_str());
                let problem =
                    Diagnostic::new(Code::SETTING, &source, 0..name.len(), error.to_string());
                CliError::Problems(vec![problem.maybe_help(error.help())])
            })?;
            to.clone_from(name);
        }
        if let Some(other) = &other {
            self.fits(&game.model, other)?;
            let name = other.info.name.as_str();
            to = if to.is_empty() { name.to_owned() } else { format!("{name}, {to}") };
        }
        for (place, parameter) in model.parameters.iter().enumerate() {
            let own = game.model.parameters.iter().position(|own| own.name == parameter.name);
            let set = game.point.set.iter().any(|(name, _)| *name == parameter.name);
            if let Some((own, value)) = own.zip(values.get(place)).filter(|_| !set) {
                end.set(own, value.clone());
            }
        }
        Ok((end, to))
    }

    /// Refuses to go from one game to another.
    fn fits(&self, from: &Model, to: &Model) -> Result<(), CliError> {
        let names = |model: &Model| -> Vec<(String, Vec<String>)> {
            let players = model.players.iter();
            players.map(|player| (player.name.clone(), player.strategies.clone())).collect()
        };
        let path = self.to.as_deref().unwrap_or_default();
        if names(from) != names(to) {
            return Err(usage(
                format!("`{path}` is about other players or strategies"),
                "a way leads between two calibrations of one game",
            ));
        }
        let Some((player, index)) = from.difference(to) else { return Ok(()) };
        let profile = from.describe(&from.shape().profile(index));
        Err(usage(
            format!(
                "in `{path}` the payoff of `{}` is another formula, for one when {profile}",
                from.players[player].name
            ),
            "a way leads between two calibrations of one game: only parameters differ",
        ))
    }

    fn path(&self, game: &Game, end: &Assignment) -> Result<Path, CliError> {
        let parameters = &game.model.parameters;
        let mut problems = Vec::new();
        let mut known = |option: &str, written: &[String]| -> Vec<usize> {
            let one = |name: &String| {
                let wanted = name.trim();
                let found = parameters.iter().position(|parameter| parameter.name == wanted);
                if found.is_none() {
                    let names = parameters.iter().map(|parameter| parameter.name.as_str());
                    let source = Source::new(option, name.as_str());
                    let message = format!("unknown parameter `{wanted}`");
                    let unknown = Diagnostic::new(Code::SETTING, &source, 0..name.len(), message);
                    problems.push(unknown.help(parameter_help(wanted, names)));
                }
                found
            };
            written.iter().filter_map(one).collect()
        };
        let linear = known("--linear", &self.linear);
        let geometric = known("--geometric", &self.geometric);
        if !problems.is_empty() {
            return Err(CliError::Problems(problems));
        }
        if let Some(&both) = linear.iter().find(|parameter| geometric.contains(parameter)) {
            let name = &parameters[both].name;
            return Err(usage(format!("`{name}` moves in two ways"), "name it once"));
        }
        let length = self.length.trim().parse::<Rational>().ok();
        let length = length.filter(|length| *length > Rational::integer(0)).ok_or_else(|| {
            usage(format!("`{}` is no length", self.length), "write a positive number, such as 21")
        })?;
        let pace = |parameter: usize| {
            let ranged = parameters[parameter].range.is_some();
            let by_factors = ranged || geometric.contains(&parameter);
            if by_factors && !linear.contains(&parameter) { Pace::Geometric } else { Pace::Linear }
        };
        let path = Path::between(&game.assignment, end, length, pace).map_err(|parameter| {
            let name = &parameters[parameter].name;
            usage(format!("`{name}` has no value at one end"), format!("add `--set {name}=VALUE`"))
        })?;
        let stuck = path
            .moves
            .iter()
            .find(|moved| moved.pace == Pace::Linear && geometric.contains(&moved.parameter));
        match stuck {
            None => Ok(path),
            Some(moved) => {
                let name = &parameters[moved.parameter].name;
                let message =
                    format!("`{name}` is not positive at both ends: no factor leads there");
                Err(usage(message, "leave it out of `--geometric`"))
            }
        }
    }
}
