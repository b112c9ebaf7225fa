//! `equil repeated --payoffs --without-lots`: paths of play that equilibria take.

use super::Args;
use crate::cli::CliError;
use crate::cli::input::Game;
use crate::cli::progress::{Progress, usage};
use equil::num::Rational;
use equil::repeated::{PathSettings, berg_kitti};
use equil::report::PathsReport;

/// Boxes of more than two players, as a part of the range, unless something else is asked.
const WIDE: f64 = 1.0 / 16.0;

pub(super) fn paths<'a>(
    args: &Args,
    game: &'a Game,
    counts: Option<Vec<(Rational, Rational)>>,
    stage: &'a equil::game::Game<Rational>,
    progress: &Progress,
) -> Result<PathsReport<'a>, CliError> {
    let counts =
        counts.ok_or_else(|| usage("no discount factor is given", "add `--discount 1/2`, say"))?;
    let exact = |(low, high): (Rational, Rational)| (low == high).then_some(low);
    let discounts: Vec<Rational> =
        counts.into_iter().map(exact).collect::<Option<_>>().ok_or_else(|| {
            usage("a discount factor of the file is not rational", "give `--discount`")
        })?;
    let standard = PathSettings::default();
    let asked = std::sync::atomic::AtomicU64::new(0);
    let watch = || {
        let asked = asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        progress.step(asked, asked.max(1))
    };
    let settings = PathSettings {
        width: args.width.unwrap_or(if stage.players() > 2 { WIDE } else { standard.width }),
        length: usize::from(args.length),
        nodes: usize::try_from(args.nodes).unwrap_or(standard.nodes),
        watch: &watch,
    };
    let found = berg_kitti(stage, &discounts, &settings).ok_or_else(|| {
        usage(
            "paths without lots are found of up to four players with discount factors above 0 and below 1, and payoffs within 1e±100",
            "leave out `--without-lots`, or change `--discount`",
        )
    })?;
    let certified = found.is_certified(stage);
    Ok(PathsReport { model: &game.model, game: stage, found, certified })
}
