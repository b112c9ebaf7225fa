//! `equil markov`: what is played in which state of a stochastic game.

use std::time::Duration;

use clap::ValueEnum;

use super::input::{Game, Input};
use super::output::{Form, Output, PICTURED, Screen};
use super::progress::{Guard, Progress, time_limit, usage, whole_number};
use super::{CliError, Ending};
use equil::game::StochasticGame;
use equil::model::{MOST_STATES, StatesError, Stochastic};
use equil::num::Rational;
use equil::report::{Markov, Searched};
use equil::stochastic::{
    Found, Recursion, homotopy, is_searchable, iteration, recursion, simulate,
};

/// What is played in each state of a stochastic game: Markov-perfect equilibria, what they are worth, and how play goes.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil markov states.game.toml
  equil markov states.game.toml --steps 12 --start \"stock = 1\"
  equil markov states.game.toml --set delta=0.5 --method iteration
  equil markov states.game.toml --method homotopy
  equil markov states.game.toml --at-most 10 --reachable
  equil markov states.game.toml -f svg -o policy.svg

The states are those of `[states]` in the file: parameters that move, as formulas say. Where play never comes back to a state that \
it left, all equilibria are found; else all pure ones if there are few ways to play, or one by value iteration or, where values do \
not settle, along a smooth path. That no single deviation gains, in any state, is proved each time.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// How to search [default: recursion where all ways to play can be tried, else iteration, then homotopy]
    #[arg(long, value_enum, value_name = "NAME")]
    method: Option<Way>,
    /// Stop after this many equilibria [default: 100]
    #[arg(long, value_name = "N", value_parser = whole_number)]
    at_most: Option<u64>,
    /// `iteration`: rounds at most [default: 100000]
    #[arg(long, value_name = "N", value_parser = whole_number)]
    rounds: Option<u64>,
    /// Where play starts: "variable = value, ..." [default: the values of the parameters, which must be levels]
    #[arg(long, value_name = "STATE")]
    start: Option<String>,
    /// Keep to the states that play can come to from the start
    #[arg(long)]
    reachable: bool,
    /// Show how play goes from the start on, for so many rounds; lots are drawn from --seed
    #[arg(long, value_name = "N", value_parser = whole_number)]
    steps: Option<u64>,
    /// What lots depend on [default: 1]
    #[arg(long, value_name = "N", requires = "steps")]
    seed: Option<u64>,
    /// Most states
    #[arg(long, value_name = "N", default_value_t = MOST_STATES)]
    max_states: usize,
    /// Stop in time: 90s, 5m, 2h
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    limit: Option<Duration>,
    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Way {
    /// All equilibria, from the states that lead nowhere else back (recursive lexicographical search)
    Recursion,
    /// One equilibrium, by value iteration
    Iteration,
    /// One equilibrium of any game, mixed ones too, along a smooth path
    Homotopy,
}

/// Equilibria that are listed unless more are asked for.
const AT_MOST: u64 = 100;
/// Rounds of value iteration.
const ROUNDS: u64 = 100_000;
/// Rounds of a path at most: each is kept.
const MOST_STEPS: u64 = 10_000;

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let form = args.output.form(&PICTURED, Form::Text)?;
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    if args.steps.is_some_and(|steps| steps > MOST_STEPS) {
        return Err(usage(format!("a path has {MOST_STEPS} rounds at most"), "ask for fewer"));
    }
    let game = args.input.open(screen)?;
    let start = start(args, &game)?;
    let _guard = Guard::new(args.limit);
    let found = game.model.stochastic(&game.assignment, game.max_bits, args.max_states);
    let stochastic = found.map_err(|error| failed(&error, &game))?;
    let (stochastic, start) = kept(args, &game, stochastic, &start)?;
    let searched = search(args, &stochastic.game, screen)?;
    let mut report = Markov {
        model: &game.model,
        point: game.point.clone(),
        game: &stochastic.game,
        points: &stochastic.points,
        start,
        searched,
        paths: None,
    };
    if let Some(steps) = args.steps {
        let seed = args.seed.unwrap_or(1);
        let steps = usize::try_from(steps).unwrap_or(usize::MAX);
        let paths = report.found().iter();
        let path = |found: &equil::stochastic::Found| {
            simulate(&stochastic.game, &found.policy, start, steps, seed)
        };
        report.paths = Some((paths.map(path).collect(), seed));
    }
    match form {
        Form::Json => args.output.json(&report.json(&game.warning_lines()))?,
        Form::Svg => {
            let picture = report.picture().ok_or_else(|| {
                usage(
                    "there is no picture of this answer",
                    "there is one of one or two state variables with up to 40 levels, and of paths (`--steps`)",
                )
            })?;
            args.output.write(picture.as_bytes())?;
        }
        _ => {
            let document = report.document(screen.verbose);
            args.output.document(form, &document, || report.data(), screen)?;
        }
    }
    Ok(if report.is_complete() { Ending::Answered } else { Ending::Incomplete })
}

fn search(args: &Args, game: &StochasticGame, screen: &Screen) -> Result<Searched, CliError> {
    let progress = Progress::new(args.limit, screen);
    let watch = |done, total| progress.step(done, total);
    let way = args
        .method
        .unwrap_or_else(|| if is_searchable(game) { Way::Recursion } else { Way::Iteration });
    let refused = [
        ("--at-most", args.at_most.is_some() && way != Way::Recursion, "recursion"),
        ("--rounds", args.rounds.is_some() && way != Way::Iteration, "iteration"),
    ];
    if let Some((option, _, other)) = refused.iter().find(|(_, given, _)| *given) {
        let help = format!("it goes with `--method {other}`");
        return Err(usage(format!("`{option}` says nothing about this search"), help));
    }
    let searched = match way {
        Way::Recursion => {
            let at_most = usize::try_from(args.at_most.unwrap_or(AT_MOST)).ok();
            Searched::All(recursion(game, &Recursion { at_most, watch: &watch }))
        }
        Way::Iteration => {
            let found = iteration(game, args.rounds.unwrap_or(ROUNDS), &watch);
            Searched::One(found.ok_or_else(|| {
                CliError::Open(
                    "value iteration came to numbers beyond floats".to_owned(),
                    "try payoffs in other units".to_owned(),
                )
            })?)
        }
        Way::Homotopy => return Ok(Searched::Path { traced: homotopy(game, &watch), after: None }),
    };
    if args.method.is_some() || args.rounds.is_some() || !searched.is_unsuccessful() {
        return Ok(searched);
    }
    let traced = homotopy(game, &watch);
    let nearest = |found: &Found| found.one_shot.most();
    let closer = match (&traced.found, searched.found().first()) {
        (Some(found), Some(other)) => nearest(found) < nearest(other),
        (found, _) => found.is_some() || traced.stopped,
    };
    let path = |after| Searched::Path { traced, after: Some(Box::new(after)) };
    Ok(if closer { path(searched) } else { searched })
}

/// The values at which play starts, of all parameters that move.
fn start(args: &Args, game: &Game) -> Result<Vec<Option<Rational>>, CliError> {
    let Some(states) = &game.model.states else {
        return Err(failed(&StatesError::NoStates, game));
    };
    let name = |parameter: usize| game.model.parameters[parameter].name.as_str();
    let names: Vec<&str> = states.variables.iter().map(|one| name(one.parameter)).collect();
    let mut values: Vec<Option<Rational>> =
        states.variables.iter().map(|one| game.assignment.get(one.parameter).cloned()).collect();
    for part in args.start.iter().flat_map(|text| text.split(',')) {
        let help =
            || format!("write `--start \"{} = 1\"`: values of {}", names[0], names.join(", "));
        let Some((name, value)) = part.split_once('=') else {
            return Err(usage(
                format!("`{}` is no value of a state variable", part.trim()),
                help(),
            ));
        };
        let place = names.iter().position(|known| *known == name.trim());
        let value = value.trim().parse::<Rational>().ok();
        let (Some(place), Some(value)) = (place, value) else {
            return Err(usage(
                format!("`{}` is no value of a state variable", part.trim()),
                help(),
            ));
        };
        values[place] = Some(value);
    }
    Ok(values)
}

/// The game, or what of it can be reached, and where it starts.
fn kept(
    args: &Args,
    game: &Game,
    stochastic: Stochastic,
    start: &[Option<Rational>],
) -> Result<(Stochastic, usize), CliError> {
    let Some(states) = &game.model.states else { return Ok((stochastic, 0)) };
    let first = states.variables.iter().zip(start);
    let point: Vec<Rational> =
        first.map(|(one, value)| value.clone().unwrap_or_else(|| one.levels[0].clone())).collect();
    let start = stochastic.state_at(&game.model, &point).map_err(|error| {
        let off = states.variables.iter().zip(&point).find(|(one, at)| one.level(at).is_none());
        let help = off.map(|(one, value)| {
            let name = &game.model.parameters[one.parameter].name;
            let near = one.nearest(value).map(|level| format!("`--start \"{name} = {level}\"`"));
            let near: Vec<String> = near.collect();
            format!("play starts at a level: {}, next to it", near.join(" or "))
        });
        let help = help.unwrap_or_else(|| {
            "say where play starts: `--start \"variable = level, ...\"`".to_owned()
        });
        usage(error.to_string(), help)
    })?;
    if !args.reachable {
        return Ok((stochastic, start));
    }
    let (part, kept) = stochastic.game.reachable(start);
    let points = kept.iter().map(|&state| stochastic.points[state].clone()).collect();
    let start = kept.iter().position(|&state| state == start).unwrap_or(0);
    Ok((Stochastic { game: part, points }, start))
}

fn failed(error: &StatesError, game: &Game) -> CliError {
    CliError::Problems(vec![error.diagnostic(&game.model)])
}
