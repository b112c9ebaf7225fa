//! `equil dynamics` with rules that move pure strategies.

use super::super::input::Game;
use super::super::output::{Form, Screen};
use super::super::progress::{Guard, Progress, usage};
use super::super::{CliError, Ending, assertion};
use super::{ALL, Args, failed};
use equil::dynamics::pure::{Field, Rule, basins, trajectory};
use equil::report::{Followed, Play};
use equil::response::ResponseError;

pub(super) fn run(args: &Args, rule: &Rule, screen: &Screen) -> Result<Ending, CliError> {
    let forms = [Form::Text, Form::Json, Form::Csv, Form::Md, Form::Latex];
    let form = args.output.form(&forms, Form::Text)?;
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    let mut game = args.input.open(screen)?;
    let kept = game.given(&args.given)?;
    let start = start(args, &game)?;
    game.point.given.clone_from(&args.given);
    let _guard = Guard::new(args.limit);
    let payoffs = game.payoffs(screen)?.restricted(&kept);
    let start = start
        .map(|start| within(&start, &kept).map(|start| payoffs.shape().index(&start)))
        .transpose()?;
    game.model = game.model.restricted(&kept);
    let progress = Progress::new(args.limit, screen);
    let watch = |done, total| progress.step(done, total);
    let failed = |error: ResponseError| failed(&error, &game.model);
    let field = Field::new(&payoffs, &watch).map_err(failed)?;
    let followed = match start {
        None => Followed::All(basins(&field, rule, &watch).map_err(failed)?),
        Some(start) => {
            let most = payoffs.shape().profiles() + 1;
            let way = trajectory(&field, rule, start, most);
            Followed::One(way.expect("a map of finitely many profiles comes back to one"))
        }
    };
    drop(progress);
    let play = Play {
        model: &game.model,
        payoffs: &payoffs,
        point: game.point.clone(),
        dynamic: args.rule,
        rule,
        followed: &followed,
    };
    match form {
        Form::Json => args.output.json(&play.json(&game.warning_lines()))?,
        _ => {
            let document = play.document(screen.verbose);
            args.output.document(form, &document, || play.data(), screen)?;
        }
    }
    Ok(if args.assert && !play.ends_at_one_profile() {
        let asserted = "that play comes to rest at the same profile from every start";
        assertion::failed(asserted, &play.summary(), screen)
    } else {
        Ending::Answered
    })
}

/// The strategies to start with; `None` for all.
fn start(args: &Args, game: &Game) -> Result<Option<Vec<usize>>, CliError> {
    if args.start == ALL {
        return Ok(None);
    }
    if args.assert {
        return Err(usage("`--assert` is about every start", "leave `--start` out"));
    }
    let chosen = game.chosen("--start", std::slice::from_ref(&args.start))?;
    let mut open = game.model.players.iter().zip(&chosen).filter(|(_, s)| s.len() != 1);
    if let Some((player, _)) = open.next() {
        return Err(usage(
            format!("`--start` does not say which strategy `{}` starts with", player.name),
            "name one strategy for each player: \"player = strategy, ...\"",
        ));
    }
    Ok(Some(chosen.into_iter().map(|support| support[0]).collect()))
}

/// The start, numbered as the strategies left by `--given` are.
fn within(start: &[usize], kept: &[Vec<usize>]) -> Result<Vec<usize>, CliError> {
    let places = start.iter().zip(kept).map(|(s, kept)| kept.iter().position(|k| k == s));
    places.collect::<Option<_>>().ok_or_else(|| {
        usage("`--start` names a strategy that `--given` leaves out", "choose one that is left")
    })
}
