//! `equil solve --maximise` and `--minimise`: the best or worst Nash equilibrium.

use super::input::Game;
use super::output::{DOCUMENTS, Form, Screen};
use super::progress::{Guard, Progress, usage};
use super::proof::Proof;
use super::quantity::{Quantity, quantity, restricted};
use super::solve::Args;
use super::{CliError, Ending, assertion};
use equil::game::{Objective, Sense};
use equil::nash::Settings;
use equil::num::Rational;
use equil::report::Optimal;
use equil::solve::{Wanted, solve_best};

pub(super) fn run(
    args: &Args,
    settings: &Settings<'_>,
    screen: &Screen,
) -> Result<Ending, CliError> {
    let form = args.output.form(&DOCUMENTS, Form::Text)?;
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    let mut game = args.input.open(screen)?;
    let (asked, sense) = asked(args, &game)?;
    let kept = game.given(&args.given)?;
    game.point.given.clone_from(&args.given);
    let guard = Guard::new(args.limit);
    let payoffs = game.payoffs(screen)?.restricted(&kept);
    let shape = game.model.shape();
    game.model = game.model.restricted(&kept);
    let Quantity::Objective(objective) = restricted(asked, &shape, &kept) else {
        return Err(usage(
            "entropy is no quantity that a search for Nash equilibria can bound",
            "`--select max-entropy` compares all equilibria; `--kind correlated` maximises it",
        ));
    };
    if args.proof.is_some() && objective == Objective::Egalitarian {
        return Err(usage(
            "there is no proof of the least of several payoffs: all equilibria are compared for it",
            "`--proof` without `--maximise` and `--minimise` proves the list of all equilibria",
        ));
    }
    let progress = Progress::new(args.limit, screen);
    let watch = |done, total| progress.step(done, total);
    let settings = Settings { watch: &watch, ..*settings };
    let best = solve_best(&payoffs, &objective, sense, &Wanted::Best, &settings)
        .map_err(|error| usage(error.to_string(), "`--kind correlated` takes any game"))?;
    drop(progress);
    // What is found is written, however long that takes
    drop(guard);
    if let Some(path) = &args.proof {
        let force = args.output.overwrites();
        let proof = Proof { path, force, game: &game, payoffs: &payoffs };
        proof.optimum(&objective, sense, &best.optimum, screen)?;
    }
    let report = Optimal {
        model: &game.model,
        payoffs: &payoffs,
        point: game.point.clone(),
        objective: &objective,
        sense,
        best: &best,
    };
    match form {
        Form::Json => args.output.json(&report.json(&game.warning_lines()))?,
        _ => {
            let document = report.document(args.output.digits());
            args.output.document(form, &document, || report.data(args.output.digits()), screen)?;
        }
    }
    // Always played, or never
    let wanted = Rational::integer(i64::from(sense == Sense::Minimise));
    let asserted = || {
        let quantity = args.minimise.as_ref().or(args.maximise.as_ref());
        let quantity = quantity.map_or("", |text| text.trim());
        format!("that {quantity} is {wanted} in every equilibrium")
    };
    Ok(match &best.optimum.found {
        Some((_, value)) if args.assert && *value != wanted => {
            assertion::failed(&asserted(), &format!("in some it is {value}"), screen)
        }
        Some(_) if best.optimum.proved => Ending::Answered,
        _ if args.assert => assertion::open(&asserted(), "the search was stopped", screen),
        _ => Ending::Incomplete,
    })
}

/// What is to be made great or small.
fn asked(args: &Args, game: &Game) -> Result<(Quantity, Sense), CliError> {
    let (option, text, sense) = match (&args.maximise, &args.minimise) {
        (Some(text), _) => ("--maximise", text, Sense::Maximise),
        (None, Some(text)) => ("--minimise", text, Sense::Minimise),
        (None, None) => return Err(usage("nothing to maximise", "add `--maximise welfare`")),
    };
    let quantity = quantity(option, text, &game.model)?;
    let probability = matches!(quantity, Quantity::Objective(Objective::Probability { .. }));
    if args.assert && !probability {
        return Err(usage(
            "`--assert` needs a probability here",
            "write `--minimise \"probability(PLAYER, STRATEGY)\"`: it is asserted to be always 1",
        ));
    }
    Ok((quantity, sense))
}
