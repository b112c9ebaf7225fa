//! `equil repeated --payoffs`: what players can be held to, and which payoffs equilibria give.

use super::Args;
use crate::cli::input::Game;
use crate::cli::output::{Form, Screen};
use crate::cli::progress::{Guard, Progress, usage};
use crate::cli::{CliError, Ending};
use equil::repeated::{Opponents, Settings, abreu_sannikov, feasible, minmax};
use equil::report::{EquilibriumPayoffs, Folk};

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
    let equilibria = match &args.discount {
        None => None,
        Some(discount) => {
            let rational = payoffs.rational().filter(|_| payoffs.shape().players() == 2);
            let rational = rational.ok_or_else(|| {
                usage(
                    "equilibrium payoffs are found of two players with rational payoffs",
                    "leave out `--discount`, or ask about a path or `--profiles`",
                )
            })?;
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
    drop(progress);
    let complete = equilibria.as_ref().is_none_or(EquilibriumPayoffs::is_complete);
    let point = game.point.clone();
    let report = Folk { model: &game.model, point, pure, correlated, sets, equilibria };
    match form {
        Form::Json => args.output.json(&report.json(&game.warning_lines()))?,
        _ => args.output.document(form, &report.document(), || report.data(), screen)?,
    }
    Ok(if complete { Ending::Answered } else { Ending::Incomplete })
}
