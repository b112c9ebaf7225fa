//! `equil repeated --payoffs`: what players can be held to, and which payoffs equilibria give.

use super::{Args, Floor, horizon, paths, simulate};
use crate::cli::input::Game;
use crate::cli::output::{Form, Screen};
use crate::cli::progress::{Guard, Progress, usage};
use crate::cli::{CliError, Ending};
use equil::game::Payoffs;
use equil::num::Rational;
use equil::repeated::{
    ApproximationSettings, Opponents, Resolution, Settings, abreu_sannikov, feasible, independent,
    judd_yeltekin_conklin, minmax, nearly, phases, reachable,
};
use equil::report::{
    EquilibriumPayoffs, Folk, PathsReport, PatienceReport, PayoffBounds, Stopping,
};

/// A stage game.
type Rationals = equil::game::Game<Rational>;

/// How near sets are to come, unless something else is asked.
const WIDTH: f64 = 1e-12;

/// How near bounds of what opponents with lots of their own can do are to come at most,
const APART: f64 = 1e-6;

/// in how many parts,
const PARTS: usize = 400;

/// of games with so many profiles: of larger ones the first bounds are told.
const PROFILES: usize = 2000;

/// Sets of payoffs with more corners or sides than this are not listed.
const CORNERS: usize = 2000;

/// Planes around the payoffs of more than two players, or that are not rational, unless something else is asked.
const PLANES: u16 = 128;

pub(super) fn run(
    args: &Args,
    game: &Game,
    form: Form,
    screen: &Screen,
) -> Result<Ending, CliError> {
    if args.simulate.is_some() && form == Form::Svg {
        return Err(usage(
            "play that is simulated has no picture",
            "leave out `--simulate` to draw the set, or take `-f csv` for the rounds",
        ));
    }
    let asked = Asked::new(args, game)?;
    let _guard = Guard::new(args.limit);
    let payoffs = game.payoffs(screen)?;
    // Where they are not rational: rational ones close by, and how close
    let near =
        if asked.each.is_some() && payoffs.rational().is_none() { nearly(&payoffs) } else { None };
    let progress = Progress::new(args.limit, screen);
    let mut report = values(args, game, &payoffs, &progress);
    report.stopping = asked.stopping;
    let rational = || {
        payoffs.rational().ok_or_else(|| {
            let given = given(args);
            usage(
                "payoffs are not rational: what equilibria give is bounded by planes, at one discount factor",
                match args.discount {
                    Some(_) => format!("leave out {given}"),
                    None => format!("leave out {given}, and give `--discount`"),
                },
            )
        })
    };
    if let Some(rounds) = args.horizon {
        report.finite = Some(horizon::set(rounds, &asked.ending, rational()?, &progress)?);
    } else if args.without_lots {
        report.paths = Some(paths::paths(args, game, asked.counts, rational()?, &progress)?);
    } else if let Some(discounts) = &asked.each {
        let (stage, errors) = match &near {
            Some((stage, errors)) if args.simulate.is_none() => (stage, Some(&errors[..])),
            _ => (rational()?, None),
        };
        at(args, discounts, (stage, errors), &progress, &mut report)?;
    }
    if args.phases {
        report.phases = Some(patience(args, game, rational()?, &progress)?);
    }
    if let Some(rounds) = args.simulate {
        report.simulated = Some(simulate::run(args, rounds, &report)?);
    }
    drop(progress);
    let complete = report.equilibria.as_ref().is_none_or(EquilibriumPayoffs::is_complete)
        && report.paths.as_ref().is_none_or(PathsReport::is_complete)
        && report.bounds.as_ref().is_none_or(PayoffBounds::is_complete)
        && report.phases.as_ref().is_none_or(PatienceReport::is_complete);
    match form {
        Form::Svg => {
            let picture = report.svg(&payoffs).ok_or_else(|| {
                usage(
                    "payoffs are drawn of two players, where they are rational, and bounds of more players at one discount factor",
                    "leave out `-f svg`, or give `--discount`",
                )
            })?;
            args.output.write(picture.as_bytes())?;
        }
        Form::Json => args.output.json(&report.json(&game.warning_lines()))?,
        _ => args.output.document(
            form,
            &report.document(screen.verbose),
            || report.data(),
            screen,
        )?,
    }
    Ok(if complete { Ending::Answered } else { Ending::Incomplete })
}

/// The discount factor at which payoffs of equilibria are asked for.
#[derive(Default)]
struct Asked {
    /// Of each player, if they may differ.
    counts: Option<Vec<(Rational, Rational)>>,
    /// Of each player, exactly.
    each: Option<Vec<Rational>>,
    /// Of each player in a game that ends.
    ending: Vec<Rational>,
    /// How it comes about where play may stop.
    stopping: Option<Stopping>,
}

impl Asked {
    /// Those of `--discount`, else of the file where something else says that equilibria are asked for.
    fn new(args: &Args, game: &Game) -> Result<Self, CliError> {
        if args.without_lots {
            let (counts, stopping) = args.counts(game)?;
            return Ok(Self { counts, stopping, ..Self::default() });
        }
        if args.horizon.is_some() {
            let (ending, stopping) = horizon::discounts(args, game)?;
            return Ok(Self { ending, stopping, ..Self::default() });
        }
        let needed = args.planes.is_some() || args.simulate.is_some() || args.stop.is_some();
        if !needed && args.discount.is_none() {
            return Ok(Self::default());
        }
        let (counts, stopping) = args.counts(game)?;
        let Some(counts) = counts else {
            let flag = if args.planes.is_some() { "--planes" } else { "--simulate" };
            return Err(usage(
                format!("`{flag}` is about equilibria at a discount factor, and none is given"),
                "add `--discount 3/4`, say, or `discount` to `[repeated]`",
            ));
        };
        if args.simulate.is_some() && counts.iter().any(|one| *one != counts[0]) {
            return Err(usage(
                "the discount factors of the file differ, and play is simulated where all have the same",
                "give `--discount`, or leave out `--simulate`",
            ));
        }
        let exact = |(low, high): (Rational, Rational)| (low == high).then_some(low);
        let each = counts.into_iter().map(exact).collect::<Option<_>>().ok_or_else(|| {
            usage("a discount factor of the file is not rational", "give `--discount`")
        })?;
        Ok(Self { each: Some(each), stopping, ..Self::default() })
    }
}

/// The options that ask for what planes do not tell, as they were given.
fn given(args: &Args) -> String {
    let flags = [
        (args.horizon.is_some(), "`--horizon`"),
        (args.without_lots, "`--without-lots`"),
        (args.phases, "`--phases`"),
        (args.simulate.is_some(), "`--simulate`"),
    ];
    let flags: Vec<&str> = flags.iter().filter(|(is, _)| *is).map(|(_, flag)| *flag).collect();
    match flags.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => flags.concat(),
    }
}

/// Minmax values, and what can be reached.
fn values<'a>(args: &Args, game: &'a Game, payoffs: &Payoffs, progress: &Progress) -> Folk<'a> {
    let players = 0..payoffs.shape().players();
    let values = |opponents| {
        let value = |player| minmax(payoffs, player, opponents);
        players.clone().map(value).collect::<Vec<_>>()
    };
    let (pure, correlated) = (values(Opponents::Pure), values(Opponents::Correlated));
    let apart = Rational::from_f64(args.width.unwrap_or(WIDTH).max(APART))
        .unwrap_or_else(|| Rational::integer(1));
    let independent = match payoffs.rational() {
        Some(game) if game.players() > 2 => {
            let few = game.payoffs(0).len() <= PROFILES;
            let watch = |looked: usize| few && progress.step(looked as u64, PARTS as u64);
            let value = |player| independent(payoffs, player, &apart, PARTS, &watch);
            players.clone().map(|player| value(player).map(|(bounds, _)| bounds)).collect()
        }
        _ => Vec::new(),
    };
    let (held, minmax) = match args.minmax {
        Floor::Correlated if payoffs.shape().players() == 2 => (&correlated, "mixed"),
        Floor::Independent if independent.is_empty() => (&correlated, "mixed"),
        Floor::Pure => (&pure, "pure"),
        Floor::Correlated => (&correlated, "correlated"),
        Floor::Independent => (&independent, "independent"),
    };
    // Values known between bounds leave out nothing that they should not
    let floor = |player: usize| held[player].as_ref().map(|(low, _)| low.clone());
    let sets = feasible(payoffs).and_then(|all| {
        let kept = all.at_least(&[floor(0)?, floor(1)?]);
        Some([all, kept])
    });
    let reachable = payoffs.rational().filter(|game| game.players() > 2).and_then(|game| {
        let floor = (0..game.players()).map(floor).collect::<Option<Vec<_>>>()?;
        let mut go_on =
            |corners: usize| corners <= CORNERS && progress.step(corners as u64, CORNERS as u64);
        reachable(game, &floor, &mut go_on)
    });
    let (model, point) = (&game.model, game.point.clone());
    let (finite, equilibria, simulated, paths) = (None, None, None, None);
    let (bounds, phases) = (None, None);
    Folk {
        model,
        point,
        pure,
        correlated,
        independent,
        floor: minmax,
        sets,
        reachable,
        stopping: None,
        finite,
        equilibria,
        simulated,
        paths,
        bounds,
        phases,
    }
}

/// What equilibria give at discount factors: the set of two players who have the same, or bounds.
fn at<'a>(
    args: &Args,
    discounts: &[Rational],
    (game, errors): (&'a Rationals, Option<&[Rational]>),
    progress: &Progress,
    report: &mut Folk<'a>,
) -> Result<(), CliError> {
    let zero = || {
        if discounts.iter().all(Rational::is_zero) {
            return usage(
                "the discount factor is 0",
                "without a future only equilibria of the game itself remain: `equil solve`",
            );
        }
        if discounts.iter().any(Rational::is_zero) {
            return usage(
                "a discount factor is 0",
                "bounds are found where the future counts to everybody: give `--discount`",
            );
        }
        usage("payoffs are beyond what floats hold", "write them in other units")
    };
    let model = report.model;
    let common = discounts.first().filter(|first| discounts.iter().all(|one| one == *first));
    if let Some(discount) = common.filter(|_| game.players() == 2)
        && args.planes.is_none()
        && errors.is_none()
    {
        let most = Settings::default().steps;
        let watch = |steps: usize| progress.step(steps as u64, most as u64);
        let width = args.width.unwrap_or(WIDTH);
        let settings = Settings { width, watch: &watch, steps: most };
        let set = abreu_sannikov(game, discount, &settings).ok_or_else(zero)?;
        report.equilibria = Some(EquilibriumPayoffs { model, game, set, width });
        return Ok(());
    }
    let standard = ApproximationSettings::default();
    let most = standard.iterations as u64;
    let watch = |steps: usize| progress.step(steps as u64, most);
    let directions = usize::from(args.planes.unwrap_or(PLANES));
    let settings = ApproximationSettings { directions, errors, watch: &watch, ..standard };
    let found = judd_yeltekin_conklin(game, discounts, &settings).ok_or_else(zero)?;
    report.bounds = Some(PayoffBounds { model, game, asked: directions, found });
    Ok(())
}

/// What equilibria give over a range of discount factors.
fn patience<'a>(
    args: &Args,
    game: &'a Game,
    stage: &'a Rationals,
    progress: &Progress,
) -> Result<PatienceReport<'a>, CliError> {
    let [low, high] = args.between.clone();
    let points = usize::from(args.points);
    let resolution = Resolution { low, high, points, ..Resolution::default() };
    let watch = |done: usize, total: usize| progress.step(done as u64, total as u64);
    let found = phases(stage, &resolution, &watch).ok_or_else(|| {
        usage("sets over discount factors are found of two players", "ask at one `--discount`")
    })?;
    Ok(PatienceReport { model: &game.model, game: stage, found })
}
