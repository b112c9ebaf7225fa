//! `equil repeated --punish optimal`: paths under the worst punishments.

use super::Args;
use crate::cli::input::Game;
use crate::cli::output::{Form, Screen};
use crate::cli::progress::{Guard, Progress, usage};
use crate::cli::{CliError, Ending};
use equil::repeated::{Patience, PenalCodes};
use equil::report::Penal;

pub(super) fn run(
    args: &Args,
    game: &Game,
    form: Form,
    screen: &Screen,
) -> Result<Ending, CliError> {
    if args.discount.is_some() {
        return Err(usage(
            "optimal punishments change with the discount factor",
            "leave out `--discount`: the answer says from which one on a profile is sustained",
        ));
    }
    let _guard = Guard::new(args.limit);
    let payoffs = game.payoffs(screen)?;
    let progress = Progress::new(args.limit, screen);
    let watch = |sets: usize| progress.step(sets as u64, sets.max(1) as u64);
    let none = || {
        usage(
            "optimal punishments are found of two players with rational payoffs",
            "try `--punish minmax`, which bounds them, or `--punish nash`",
        )
    };
    let rational = payoffs.rational().ok_or_else(none)?;
    let mut codes = PenalCodes::new(rational, &watch).ok_or_else(none)?;
    let profiles: Vec<usize> = if args.profiles {
        (0..payoffs.shape().profiles()).collect()
    } else {
        let path = super::path(args, game, &payoffs, game.model.repeated.as_ref())?;
        path.profiles().to_vec()
    };
    if !args.profiles && profiles.len() > 1 {
        return Err(usage(
            "optimal punishments are found for one profile that is played for ever",
            "give one `--path`, or `--profiles`",
        ));
    }
    let found: Option<Vec<(usize, Patience)>> = profiles
        .into_iter()
        .map(|profile| codes.patience(profile).map(|patience| (profile, patience)))
        .collect();
    drop(progress);
    let Some(found) = found else {
        return Err(CliError::Open(
            "stopped at the time limit".to_owned(),
            "raise `--limit`".to_owned(),
        ));
    };
    let complete = found.iter().all(|(_, patience)| !matches!(patience, Patience::Beyond(_)));
    let report = Penal {
        model: &game.model,
        game: rational,
        point: game.point.clone(),
        listed: args.profiles,
        found,
    };
    match form {
        Form::Json => args.output.json(&report.json(&game.warning_lines()))?,
        Form::Svg => args.output.write(report.picture().to_svg().as_bytes())?,
        _ => args.output.document(form, &report.document(), || report.data(), screen)?,
    }
    Ok(if complete { Ending::Answered } else { Ending::Incomplete })
}
