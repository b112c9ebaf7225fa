//! `equil repeated`: what patience sustains.

mod horizon;
mod own;
mod paths;
mod payoffs;
mod simulate;

use clap::ValueEnum;
use std::time::Duration;

use crate::cli::input::{Game, Input};
use crate::cli::output::{Form, Output, PICTURED, Screen};
use crate::cli::progress::{Guard, Progress, from_to, time_limit, usage};
use crate::cli::{CliError, Ending};
use equil::answer::{Open, Repetition, Threats};
use equil::game::Payoffs;
use equil::model::{Punishment, Repeated};
use equil::nash::Settings;
use equil::num::Rational;
use equil::repeated::Path;
use equil::report::{Repetitions, Stopping};

/// Which discount factors keep players on a path: the least one, exactly, who is tempted, and by what.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil repeated games/open-release/two-player.game.toml --scenario no-pure-equilibrium
  equil repeated games/classics/gametheory-jl-pd.game.toml --discount 3/4 --stop 1/10
  equil repeated games/classics/gametheory-jl-pd.game.toml --punish rounds=1 \\
      --path \"ann = cooperate, bob = defect\" --path \"ann = defect, bob = cooperate\"
  equil repeated games/open-release/price-cap.game.toml --profiles --punish optimal
  equil repeated games/open-release/price-cap.game.toml --payoffs
  equil repeated games/open-release/price-cap.game.toml --payoffs --discount 3/4
  equil repeated games/classics/gametheory-jl-pd.game.toml --payoffs --without-lots --discount 2/5
  equil repeated games/classics/gametheory-jl-pd.game.toml --payoffs --phases --between 1/8:3/8
  equil repeated games/classics/gametheory-jl-pd.game.toml --payoffs --horizon 10 --discount 1
  equil repeated games/classics/diekmann1985-3.game.toml --horizon 4 \\
      --path \"ann = volunteer, bob = volunteer, eve = volunteer\"
  equil repeated games/classics/gametheory-jl-pd.game.toml --payoffs --discount 3/4 \\
      --simulate 20 --deviate bob:defect@5
  equil repeated games/open-release/four-player-2024.game.toml -f svg -o tempted.svg


The path and what follows a deviation are those of `[repeated]` in the file, unless options say something else. Rounds of a cycle \
are given one by one. A path is sustained where no deviation in any single round pays.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// What is played: "player = strategy, ..."; several times: a cycle, round by round
    #[arg(long = "path", value_name = "PROFILE")]
    rounds: Vec<String>,
    /// What follows a deviation: `nash` (the stage equilibrium that is worst for the one who deviates, for ever), `rounds=K` (for K
    /// rounds), `minmax` (what the others can hold them to), `irreversible` (the `steps` of the file), `optimal` (the
    /// equilibrium of the repeated game that is worst for the one who deviates)
    #[arg(long, value_name = "WHAT", value_parser = punishment)]
    punish: Option<Punishment>,
    /// Also say whether the path is sustained at this discount factor, for everybody [default: those of the file]; 1 with `--horizon` only
    #[arg(long, value_name = "DELTA", allow_hyphen_values = true, value_parser = factor)]
    discount: Option<Rational>,
    /// List every pure profile that is sustained when played for ever, by some discount factor
    #[arg(long, conflicts_with_all = ["rounds", "discount"])]
    profiles: bool,
    /// Tell what the others can hold each player to, the payoffs that leave nobody less (the folk theorem's), and with
    /// `--discount` those that equilibria give, with the strategies
    #[arg(long, conflicts_with_all = ["rounds", "profiles", "punish"])]
    payoffs: bool,
    /// With `--payoffs`: which minmax values the payoffs that leave nobody less are cut at: what the others can hold a player to by pure
    /// strategies, by mixed ones chosen by lot together (of two players by mixed strategies), or each by a lot of their own
    #[arg(long, value_enum, default_value = "pure", requires = "payoffs")]
    minmax: Floor,
    /// The game ends after so many rounds, of which each counts `--discount` times the one before [default: the discount factors of the
    /// file, which may differ, else all rounds count the same]: whether an equilibrium follows the path to the end, and how far one can;
    /// with `--payoffs` what equilibria give
    #[arg(long, value_name = "N", conflicts_with_all = ["planes", "phases", "profiles", "punish"], value_parser = from_to::<u16>(1, u16::MAX))]
    horizon: Option<u16>,
    /// With `--payoffs`: equilibria without lots (no public randomization), in pure strategies, at `--discount` [default: the discount
    /// factors of the file, which may differ]: the worst punishments, all paths of play as walks of a graph, and the payoffs in boxes of
    /// at most `--width`, of up to four players
    #[arg(long, requires = "payoffs", conflicts_with_all = ["planes", "phases", "horizon"])]
    without_lots: bool,
    /// With `--without-lots`: nodes of a graph at most
    #[arg(long, value_name = "N", default_value = "1000", requires = "without_lots", value_parser = from_to::<u32>(16, 1_000_000))]
    nodes: u32,
    /// With `--without-lots`: for so many rounds what a path must give is followed exactly, before it is rounded
    #[arg(long, value_name = "ROUNDS", default_value = "64", requires = "without_lots", value_parser = from_to::<u16>(1, 10_000))]
    length: u16,
    /// After each round the game stops with this chance: a future that counts less by as much, at `--discount` [default: the discount
    /// factors of the file; with `--horizon` and none in the file 1]
    #[arg(long, value_name = "CHANCE", allow_hyphen_values = true, conflicts_with_all = ["profiles", "phases"], value_parser = chance)]
    stop: Option<Rational>,
    /// With `--payoffs`: bounds at a discount factor by so many planes around the set, for any number of players [default: the exact
    /// set of two players whose payoffs are rational, 128 planes of others]
    #[arg(long, value_name = "N", requires = "payoffs", conflicts_with = "phases", value_parser = from_to::<u16>(4, 4096))]
    planes: Option<u16>,
    /// With `--payoffs`: how the payoffs that equilibria give change as players become more patient, with the critical values
    #[arg(long, requires = "payoffs", conflicts_with = "discount")]
    phases: bool,
    /// With `--phases`: the discount factors to look at
    #[arg(long, value_name = "LOW:HIGH", default_value = "0:1", requires = "phases", value_parser = range)]
    between: [Rational; 2],
    /// With `--phases`: how many of them to begin with; what changes twice between two of them may be missed
    #[arg(long, value_name = "N", default_value = "50", requires = "phases", value_parser = from_to::<u16>(2, 10_000))]
    points: u16,
    /// With `--payoffs`, of two players: play so many rounds by the strategies that the corners of the set at a discount factor are
    #[arg(long, value_name = "ROUNDS", requires = "payoffs", conflicts_with_all = ["planes", "phases", "horizon"], value_parser = from_to::<u16>(1, 10_000))]
    simulate: Option<u16>,
    /// The corner at which play starts [default: the one that gives most to both together]
    #[arg(long, value_name = "STATE", requires = "simulate", value_parser = from_to::<u16>(1, u16::MAX))]
    start: Option<u16>,
    /// What lots depend on [default: 1]
    #[arg(long, value_name = "N", requires = "simulate")]
    seed: Option<u64>,
    /// A player deviates once; several times: several deviations
    #[arg(long, value_name = "PLAYER:STRATEGY@ROUND", requires = "simulate")]
    deviate: Vec<String>,
    /// With `--payoffs`: the greatest distance between what is proved from inside and from outside, as a part of the range of payoffs
    /// [default: 1e-12, and 1/128 `--without-lots`, 1/16 of three and four players]
    #[arg(long, value_name = "WIDTH", requires = "payoffs", value_parser = width)]
    width: Option<f64>,
    /// Stop in time: 90s, 5m, 2h
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    limit: Option<Duration>,
    #[command(flatten)]
    output: Output,
}

fn punishment(text: &str) -> Result<Punishment, String> {
    Punishment::read(text).map_err(|(message, help)| {
        if message.starts_with("unknown") { help } else { format!("{message}: {help}") }
    })
}

/// Reads a discount factor.
pub(super) fn discount(text: &str) -> Result<Rational, String> {
    let found: Rational = text.trim().parse().map_err(|error| format!("{error}"))?;
    let fits = found >= Rational::integer(0) && found < Rational::integer(1);
    fits.then_some(found)
        .ok_or_else(|| "a discount factor is at least 0 and less than 1".to_owned())
}

/// The same for games that may end, where it may be 1.
fn factor(text: &str) -> Result<Rational, String> {
    let one = Rational::integer(1);
    let found = text.trim().parse::<Rational>().ok().filter(|found| *found == one);
    found.map_or_else(|| discount(text), Ok)
}

fn chance(text: &str) -> Result<Rational, String> {
    let found: Rational = text.trim().parse().map_err(|error| format!("{error}"))?;
    let fits = found >= Rational::integer(0) && found < Rational::integer(1);
    fits.then_some(found).ok_or_else(|| "a chance to stop is at least 0 and less than 1".to_owned())
}

fn range(text: &str) -> Result<[Rational; 2], String> {
    let said = || "write two discount factors, such as 1/4:3/4".to_owned();
    let (low, high) = text.split_once(':').ok_or_else(said)?;
    let number = |text: &str| text.trim().parse::<Rational>().map_err(|error| format!("{error}"));
    let (low, high) = (number(low)?, number(high)?);
    if low > high {
        return Err(format!("from {low} to {high} is nothing: the lower one comes first"));
    }
    if low == high {
        return Err(format!("both are {low}: ask with `--discount`, or name two that differ"));
    }
    let fits = low >= Rational::integer(0) && high <= Rational::integer(1);
    if fits { Ok([low, high]) } else { Err("discount factors are from 0 to 1".to_owned()) }
}

fn width(text: &str) -> Result<f64, String> {
    let found: Rational = text.trim().parse().map_err(|error| format!("{error}"))?;
    let found = found.nearest_f64();
    // What is narrower would take numbers of hundreds of digits
    let fits = (1e-30..1.0).contains(&found);
    fits.then_some(found).ok_or_else(|| "a width is at least 1e-30 and less than 1".to_owned())
}

impl Args {
    /// The discount factors in question, those of `--discount` or of the file, before `--stop`: at least, and at most.
    fn stated(&self, game: &Game) -> Result<Option<Vec<(Rational, Rational)>>, CliError> {
        if let Some(discount) = &self.discount {
            if self.horizon.is_none() && *discount == Rational::integer(1) {
                return Err(usage(
                    "a discount factor is at least 0 and less than 1",
                    "all rounds count the same only where there is a last one: add `--horizon 10`, say",
                ));
            }
            let one = (discount.clone(), discount.clone());
            return Ok(Some(vec![one; game.model.players.len()]));
        }
        let discounts = game.model.discounts(&game.assignment);
        let wrong = discounts.as_ref().map(|all| game.model.wrong_discounts(all));
        match wrong.filter(|wrong| !wrong.is_empty()) {
            Some(wrong) => Err(CliError::Problems(wrong)),
            None => Ok(discounts),
        }
    }

    /// What a payoff one round from now counts to each player: the discount factor, times the chance that there will be one. Besides,
    /// how it comes about where play may stop.
    fn counts(&self, game: &Game) -> Result<Counts, CliError> {
        let stated = self.stated(game)?;
        let Some(chance) = self.stop.clone() else { return Ok((stated, None)) };
        let stated = stated.ok_or_else(|| {
            usage(
                "`--stop` makes a discount factor smaller, and none is given",
                "add `--discount 3/4`, say, or `discount` to `[repeated]`",
            )
        })?;
        let stopping = Stopping { chance, stated };
        Ok((Some(stopping.counts()), Some(stopping)))
    }
}

/// Discount factors between bounds, and how they come about where play may stop.
type Counts = (Option<Vec<(Rational, Rational)>>, Option<Stopping>);

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let form = args.output.form(&PICTURED, Form::Text)?;
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    let game = args.input.open(screen)?;
    if args.payoffs {
        return payoffs::run(args, &game, form, screen);
    }
    if let Some(rounds) = args.horizon {
        return horizon::run(args, &game, rounds, form, screen);
    }
    let stated = game.model.repeated.clone();
    let punishment = args.punish.or_else(|| stated.as_ref().map(|stated| stated.punishment));
    let punishment = punishment.unwrap_or(Punishment::Nash);
    let steps = stated.as_ref().map_or(&[][..], |stated| &stated.steps);
    if punishment == Punishment::Irreversible && steps.is_empty() {
        return Err(usage(
            "the file does not say which steps cannot be taken back",
            "add `steps = { player = \"strategy\" }` to `[repeated]`",
        ));
    }
    let _guard = Guard::new(args.limit);
    let payoffs = game.payoffs(screen)?;
    let progress = Progress::new(args.limit, screen);
    let watch = |done, total| progress.step(done, total);
    let settings = Settings { watch: &watch, ..Settings::default() };
    let mut threats = Threats::of(&payoffs, punishment, steps, &settings).map_err(|open| {
        let stopped = open == Open::NotAllKnown && progress.is_over();
        failed(if stopped { &Open::Stopped } else { &open })
    })?;
    let found = if args.profiles {
        let all = (0..payoffs.shape().profiles()).filter_map(|index| Path::new(vec![index]));
        let all = all.map(|path| Repetition::joint(&payoffs, path, &mut threats));
        all.collect::<Result<Vec<_>, Open>>()
    } else {
        let path = path(args, &game, &payoffs, stated.as_ref())?;
        Repetition::new(&payoffs, path, &mut threats).map(|one| vec![one])
    };
    let only = found.as_ref().ok().filter(|_| !args.profiles).and_then(|found| found.first());
    let constraint = only.and_then(|one| {
        one.constraint((&game.model, &game.assignment), &payoffs, &threats, punishment)
    });
    let found = found.map_err(|open| failed(&open))?;
    let (discounts, stopping) = args.counts(&game)?;
    let kept = match (&found[..], &discounts) {
        ([one], Some(counts)) if punishment == Punishment::Optimal && !args.profiles => {
            own::kept(&payoffs, &one.path, counts, &progress)
        }
        _ => None,
    };
    drop(progress);
    let report = Repetitions {
        model: &game.model,
        payoffs: &payoffs,
        point: game.point.clone(),
        punishment,
        steps: steps.to_vec(),
        discounts,
        stopping,
        kept,
        listed: args.profiles,
        found,
        constraint,
    };
    match form {
        Form::Json => args.output.json(&report.json(&game.warning_lines()))?,
        Form::Svg => args.output.write(report.picture().to_svg().as_bytes())?,
        _ => {
            let document = report.document();
            args.output.document(form, &document, || report.data(), screen)?;
        }
    }
    Ok(if report.is_complete() { Ending::Answered } else { Ending::Incomplete })
}

/// The path that options or the file state.
fn path(
    args: &Args,
    game: &Game,
    payoffs: &Payoffs,
    stated: Option<&Repeated>,
) -> Result<Path, CliError> {
    let mut rounds = Vec::new();
    for written in &args.rounds {
        let profile = game.profile("--path", written)?;
        let pure = profile.as_pure().ok_or_else(|| {
            usage("a path has no mixed strategies", "name one strategy for each player")
        })?;
        rounds.push(pure);
    }
    if rounds.is_empty() {
        rounds = stated.map(|stated| stated.path.clone()).unwrap_or_default();
    }
    let rounds = rounds.iter().map(|round| payoffs.shape().index(round)).collect();
    Path::new(rounds).ok_or_else(|| {
        usage(
            "the file has no `[repeated]`, and no path is given",
            "add `--path \"player = strategy, ...\"`, or `--profiles` for all of them",
        )
    })
}

fn failed(open: &Open) -> CliError {
    if *open == Open::PenalCodes {
        let help = "try `--punish minmax`, which bounds them, or `--punish nash`";
        return usage(open.to_string(), help);
    }
    if *open == Open::Stopped {
        return CliError::Open(
            "stopped at the time limit".to_owned(),
            "raise `--limit`".to_owned(),
        );
    }
    let message = match open {
        Open::NotAllKnown => {
            "no equilibrium of the stage game is known that could punish".to_owned()
        }
        open => open.to_string(),
    };
    CliError::Open(message, "try `--punish minmax`".to_owned())
}

/// Which minmax values nobody gets less than.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Floor {
    Pure,
    #[value(alias = "mixed")]
    Correlated,
    Independent,
}
