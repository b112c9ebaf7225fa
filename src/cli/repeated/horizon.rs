//! `equil repeated --horizon`: games that end.

use super::{Args, path};
use crate::cli::input::Game;
use crate::cli::output::{Form, Screen};
use crate::cli::progress::{Guard, Progress, usage};
use crate::cli::{CliError, Ending};
use equil::num::Rational;
use equil::repeated::{FinitePayoffs, finite, finite_path};
use equil::report::{Horizon, Stopping};

/// Discount factors of each player, and how they come about where play may stop: those that are given, else those of the file, else 1.
pub(super) fn discounts(
    args: &Args,
    game: &Game,
) -> Result<(Vec<Rational>, Option<Stopping>), CliError> {
    let one = Rational::integer(1);
    let same = || vec![(one.clone(), one.clone()); game.model.players.len()];
    let stated = args.stated(game)?.unwrap_or_else(same);
    let stopping = args.stop.clone().map(|chance| Stopping { chance, stated: stated.clone() });
    let counts = stopping.as_ref().map_or(stated, Stopping::counts);
    let exact = |(low, high): (Rational, Rational)| (low == high).then_some(low);
    let discounts = counts.into_iter().map(exact).collect::<Option<_>>().ok_or_else(|| {
        usage("a discount factor of the file is not rational", "give `--discount`")
    })?;
    Ok((discounts, stopping))
}

/// What equilibria of so many rounds give.
pub(super) fn set(
    rounds: u16,
    discounts: &[Rational],
    game: &equil::game::Game<Rational>,
    progress: &Progress,
) -> Result<FinitePayoffs, CliError> {
    let watch = |done: usize| progress.step(done as u64, rounds.into());
    finite(game, rounds.into(), discounts, &watch).ok_or_else(stopped)
}

/// Whether an equilibrium of so many rounds follows the path.
pub(super) fn run(
    args: &Args,
    game: &Game,
    rounds: u16,
    form: Form,
    screen: &Screen,
) -> Result<Ending, CliError> {
    if form == Form::Svg {
        return Err(usage(
            "a path of a game that ends has no picture",
            "leave out `-f svg`, or add `--payoffs` to draw the payoffs of two players",
        ));
    }
    let _guard = Guard::new(args.limit);
    let payoffs = game.payoffs(screen)?;
    let stage = payoffs.rational().ok_or_else(|| {
        usage(
            "payoffs are not rational, and games that end are solved exactly",
            "leave out `--horizon`, or set parameters so that they are",
        )
    })?;
    let path = path(args, game, &payoffs, game.model.repeated.as_ref())?;
    let (discounts, stopping) = discounts(args, game)?;
    let progress = Progress::new(args.limit, screen);
    let watch = |done: usize| progress.step(done as u64, rounds.into());
    let found = finite_path(stage, &path, rounds.into(), &discounts, &watch);
    let found = found.ok_or_else(stopped)?;
    drop(progress);
    let report = Horizon {
        model: &game.model,
        shape: payoffs.shape(),
        point: game.point.clone(),
        stopping,
        path,
        found,
    };
    match form {
        Form::Json => args.output.json(&report.json(&game.warning_lines()))?,
        _ => args.output.document(form, &report.document(), || report.data(), screen)?,
    }
    Ok(Ending::Answered)
}

fn stopped() -> CliError {
    let help = "raise `--limit`, or ask for fewer rounds".to_owned();
    CliError::Open("stopped at the time limit".to_owned(), help)
}
