//! `equil repeated --payoffs`: what players can be held to, and which payoffs equilibria give.

use super::Args;
use crate::cli::input::Game;
use crate::cli::output::{Form, Screen};
use crate::cli::progress::{Guard, Progress, usage};
use crate::cli::{CliError, Ending};
use equil::num::Rational;
use equil::repeated::{
    ApproximationSettings, Opponents, Resolution, Settings, abreu_sannikov, feasible, independent,
    judd_yeltekin_conklin, minmax, phases,
};
use equil::report::{EquilibriumPayoffs, Folk, PatienceReport, PayoffBounds};

/// How near bounds of what opponents with lots of their own can do are to come at most,
const APART: f64 = 1e-6;

/// in how many parts,
const PARTS: usize = 400;

/// of games with so many profiles: of larger ones the first bounds are told.
const PROFILES: usize = 2000;

/// Planes around the payoffs of more than two players, unless something else is asked.
const PLANES: u16 = 128;

pub(super) fn run(
    args: &Args,
    game: &Game,
    form: Form,
    screen: &Screen,
) -> Result<Ending, CliError> {
    if args.phases && form == Form::Svg {
        return Err(usage("`--phases` has no picture", "draw the set at one `--discount`"));
    }
    let _guard = Guard::new(args.limit);
    let payoffs = game.payoffs(screen)?;
    let players = 0..payoffs.shape().players();
    let values = |opponents| {
        let value = |player| minmax(&payoffs, player, opponents);
        players.clone().map(value).collect::<Vec<_>>()
    };
    let (pure, correlated) = (values(Opponents::Pure), values(Opponents::Correlated));
    let progress = Progress::new(args.limit, screen);
    let apart = Rational::from_f64(args.width.max(APART)).unwrap_or_else(|| Rational::integer(1));
    let independent = match payoffs.rational() {
        Some(game) if game.players() > 2 => {
            let range = game.payoffs(0).len();
            let watch =
                |looked: usize| range <= PROFILES && progress.step(looked as u64, PARTS as u64);
            let value = |player| independent(&payoffs, player, &apart, PARTS, &watch);
            players.clone().map(|player| value(player).map(|(bounds, _)| bounds)).collect()
        }
        _ => Vec::new(),
    };
    let floor = |player: usize| pure[player].as_ref().map(|(low, _)| low.clone());
    let sets = feasible(&payoffs).and_then(|all| {
        let kept = all.at_least(&[floor(0)?, floor(1)?]);
        Some([all, kept])
    });
    let rational = || {
        payoffs.rational().ok_or_else(|| {
            usage(
                "equilibrium payoffs are found where payoffs are rational",
                "leave out `--discount` and `--phases`, or ask about a path or `--profiles`",
            )
        })
    };
    let zero = || {
        usage(
            "the discount factor is 0",
            "without a future only equilibria of the game itself remain: `equil solve`",
        )
    };
    let (mut equilibria, mut bounds) = (None, None);
    let two = payoffs.shape().players() == 2;
    let mut finite = None;
    if let Some(rounds) = args.horizon {
        let discount = args.counts().unwrap_or_else(|| Rational::integer(1));
        let watch = |done: usize| progress.step(done as u64, rounds.into());
        let two_only =
            || usage("games that end are solved for two players", "leave out `--horizon`");
        let game = rational()?;
        if !two {
            return Err(two_only());
        }
        let set =
            equil::repeated::finite(game, rounds.into(), &discount, &watch).ok_or_else(|| {
                CliError::Open(
                    "stopped at the time limit".to_owned(),
                    "raise `--limit`, or ask for fewer rounds".to_owned(),
                )
            })?;
        finite = Some((usize::from(rounds), discount, set));
    } else if let Some(discount) = &args.counts() {
        let (model, game) = (&game.model, rational()?);
        if two && args.planes.is_none() {
            let most = Settings::default().steps;
            let watch = |steps: usize| progress.step(steps as u64, most as u64);
            let settings = Settings { width: args.width, watch: &watch, steps: most };
            let set = abreu_sannikov(game, discount, &settings).ok_or_else(zero)?;
            let width = args.width;
            equilibria = Some(EquilibriumPayoffs { model, game, set, width });
        } else {
            let standard = ApproximationSettings::default();
            let most = standard.iterations as u64;
            let watch = |steps: usize| progress.step(steps as u64, most);
            let directions = usize::from(args.planes.unwrap_or(PLANES));
            let settings = ApproximationSettings { directions, watch: &watch, ..standard };
            let found = judd_yeltekin_conklin(game, discount, &settings).ok_or_else(zero)?;
            bounds = Some(PayoffBounds { model, game, found });
        }
    }
    let phases = if args.phases {
        let rational = rational()?;
        let [low, high] = args.between.clone();
        let points = usize::from(args.points);
        let resolution = Resolution { low, high, points, ..Resolution::default() };
        let watch = |done: usize, total: usize| progress.step(done as u64, total as u64);
        phases(rational, &resolution, &watch).map(|found| PatienceReport {
            model: &game.model,
            game: rational,
            found,
        })
    } else {
        None
    };
    drop(progress);
    let complete = equilibria.as_ref().is_none_or(EquilibriumPayoffs::is_complete)
        && bounds.as_ref().is_none_or(PayoffBounds::is_complete)
        && phases.as_ref().is_none_or(PatienceReport::is_complete);
    let point = game.point.clone();
    let report = Folk {
        model: &game.model,
        point,
        pure,
        correlated,
        independent,
        sets,
        finite,
        equilibria,
        bounds,
        phases,
    };
    match form {
        Form::Svg => {
            let picture = report.picture(&payoffs).ok_or_else(|| {
                usage(
                    "payoffs are drawn of two players, where they are rational",
                    "leave out `-f svg`",
                )
            })?;
            args.output.write(picture.to_svg().as_bytes())?;
        }
        Form::Json => args.output.json(&report.json(&game.warning_lines()))?,
        _ => args.output.document(form, &report.document(), || report.data(), screen)?,
    }
    Ok(if complete { Ending::Answered } else { Ending::Incomplete })
}
