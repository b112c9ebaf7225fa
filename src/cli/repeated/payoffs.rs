//! `equil repeated --payoffs`: what players can be held to, and which payoffs equilibria give.

use super::Args;
use crate::cli::input::Game;
use crate::cli::output::{Form, Screen};
use crate::cli::progress::{Guard, Progress, usage};
use crate::cli::{CliError, Ending};
use equil::repeated::{Opponents, Resolution, Settings, abreu_sannikov, feasible, minmax, phases};
use equil::report::{EquilibriumPayoffs, Folk, PatienceReport};

pub(super) fn run(
    args: &Args,
    game: &Game,
    form: Form,
    screen: &Screen,
) -> Result<Ending, CliError> {
    let _guard = Guard::new(args.limit);
    let payoffs = game.payoffs(screen)?;
    let players = 0..payoffs.shape().players();
    let values = |opponents| {
        let value = |player| minmax(&payoffs, player, opponents);
        players.clone().map(value).collect::<Vec<_>>()
    };
    let (pure, correlated) = (values(Opponents::Pure), values(Opponents::Correlated));
    let floor = |player: usize| pure[player].as_ref().map(|(low, _)| low.clone());
    let sets = feasible(&payoffs).and_then(|all| {
        let kept = all.at_least(&[floor(0)?, floor(1)?]);
        Some([all, kept])
    });
    let progress = Progress::new(args.limit, screen);
    let two = || {
        let rational = payoffs.rational().filter(|_| payoffs.shape().players() == 2);
        rational.ok_or_else(|| {
            usage(
                "equilibrium payoffs are found of two players with rational payoffs",
                "leave out `--discount` and `--phases`, or ask about a path or `--profiles`",
            )
        })
    };
    let equilibria = match &args.discount {
        None => None,
        Some(discount) => {
            let rational = two()?;
            let most = Settings::default().steps;
            let watch = |steps: usize| progress.step(steps as u64, most as u64);
            let settings = Settings { width: args.width, watch: &watch, steps: most };
            let set = abreu_sannikov(rational, discount, &settings).ok_or_else(|| {
                usage(
                    "the discount factor is 0",
                    "without a future only equilibria of the game itself remain: `equil solve`",
                )
            })?;
            Some(EquilibriumPayoffs { model: &game.model, game: rational, set })
        }
    };
    let phases = if args.phases {
        let rational = two()?;
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
        && phases.as_ref().is_none_or(PatienceReport::is_complete);
    let point = game.point.clone();
    let report = Folk { model: &game.model, point, pure, correlated, sets, equilibria, phases };
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
