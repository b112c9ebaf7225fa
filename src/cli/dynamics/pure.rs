//! `equil dynamics` with rules that move pure strategies.

use super::super::input::Game;
use super::super::output::{DOCUMENTS, Form, Screen};
use super::super::progress::{Guard, Progress, usage};
use super::super::{CliError, Ending, assertion};
use super::{ALL, Args, RANDOM, failed};
use equil::dynamics::pure::{
    Field, Lots, Order, Rule, Sampling, basins, chances, drawn_path, from_mixed, random_mixed,
    sampled, trajectory,
};
use equil::game::{Profile, Shape};
use equil::num::Rational;
use equil::report::{Chances, Drawn, Followed, Play, Way};
use equil::response::{ResponseError, Watch};

/// Runs from a given start, unless said otherwise.
const RUNS: u64 = 10_000;

pub(super) fn run(args: &Args, rule: &Rule, screen: &Screen) -> Result<Ending, CliError> {
    let form = args.output.form(&DOCUMENTS, Form::Text)?;
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    fits(args, rule)?;
    let mut game = args.input.open(screen)?;
    let kept = game.given(&args.given)?;
    let start = start(args, &game, &kept)?;
    game.point.given.clone_from(&args.given);
    let _guard = Guard::new(args.limit);
    let payoffs = game.payoffs(screen)?.restricted(&kept);
    game.model = game.model.restricted(&kept);
    let progress = Progress::new(args.limit, screen);
    let watch = |done, total| progress.step(done, total);
    let failed = |error: ResponseError| failed(&error, &game.model);
    let mut field = Field::new(&payoffs, &watch).map_err(failed)?;
    if let Some(inertia) = &args.inertia {
        field = field.with_inertia(inertia.clone());
    }
    let followed = followed(args, rule, &field, start, &watch).map_err(failed)?;
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

/// Whether the options go with each other.
fn fits(args: &Args, rule: &Rule) -> Result<(), CliError> {
    if args.inertia.is_some() && rule.order != Order::EachPerhaps {
        return Err(usage(
            format!("the rule `{}` knows no inertia", args.rule.name),
            "`--inertia` goes with `--rule inertia`",
        ));
    }
    if args.runs.is_some() && !rule.is_random() {
        return Err(usage(
            format!("the rule `{}` draws no lots: one run shows all", args.rule.name),
            "`--runs` goes with a rule that draws lots; `--starts K` draws mixed starts",
        ));
    }
    if args.starts.is_some() && args.start != ALL && args.start != RANDOM {
        return Err(usage("`--starts` are random ones", "leave `--start` out"));
    }
    let one_each = args.starts.is_some() && args.runs.is_some();
    if one_each {
        return Err(usage("from each of `--starts` there is one run", "leave `--runs` out"));
    }
    let random = args.starts.is_some() || args.start == RANDOM;
    if args.seed.is_some() && !random && !rule.is_random() {
        return Err(usage(
            "nothing is drawn here, so `--seed` says nothing",
            "it goes with `--start random`, with `--starts`, and with rules that draw lots",
        ));
    }
    if args.assert && (args.start != ALL || random) {
        return Err(usage(
            "`--assert` is about every pure start",
            "leave `--start` and `--starts` out",
        ));
    }
    Ok(())
}

/// Refuses options that a rule for mixed strategies does not take.
pub(super) fn refuse(args: &Args) -> Result<(), CliError> {
    let given = [("--runs", args.runs.is_some()), ("--inertia", args.inertia.is_some())];
    match given.iter().find(|(_, given)| *given) {
        None => Ok(()),
        Some((option, _)) => Err(usage(
            format!("the rule `{}` does not take `{option}`", args.rule.name),
            "it goes with rules that move pure strategies by lot",
        )),
    }
}

/// Where play starts.
enum Start {
    All,
    Many(u64),
    Pure(Vec<usize>),
    Given(Profile<Rational>),
}

fn followed(
    args: &Args,
    rule: &Rule,
    field: &Field<'_>,
    start: Start,
    watch: Watch<'_>,
) -> Result<Followed, ResponseError> {
    let shape = field.payoffs().shape();
    let seed = args.seed.unwrap_or(1);
    let mut lots = Lots::new(seed, 0);
    let way = |start: usize, from: Option<(Profile<Rational>, u64)>| {
        let way = trajectory(field, rule, start, shape.profiles() + 1);
        let trajectory = way.expect("a map of finitely many profiles comes back to one");
        Followed::One(Way { trajectory, from })
    };
    let mut runs = args.runs.unwrap_or(RUNS);
    let (from, sampling, exact) = match start {
        Start::All if !rule.is_random() => return basins(field, rule, watch).map(Followed::All),
        Start::All => (Drawn::AnyPure, Sampling::AllPure, Some(None)),
        Start::Many(starts) => {
            runs = starts;
            (Drawn::Mixed, Sampling::Mixed, None)
        }
        Start::Pure(start) => {
            let start = shape.index(&start);
            if !rule.is_random() {
                return Ok(way(start, None));
            }
            (Drawn::Given, Sampling::Pure(start), Some(Some(start)))
        }
        Start::Given(profile) => {
            if !rule.is_random() {
                let (start, steps) = from_mixed(field, rule, &profile, &mut lots)?;
                return Ok(way(start, Some((profile, steps))));
            }
            (Drawn::Given, Sampling::Given(profile), None)
        }
    };
    let path = match &sampling {
        Sampling::Pure(start) => {
            Some(drawn_path(field, rule, *start, &mut lots, (LONGEST, watch))?)
        }
        _ => None,
    };
    // Whoever says how many runs wants them
    let exact = match exact {
        Some(start) if args.runs.is_none() => chances(field, rule, start, watch)?,
        _ => None,
    };
    let landings = match (exact, &sampling) {
        (Some(exact), _) => exact,
        (None, Sampling::AllPure) => {
            sampled(field, rule, &sampling, (args.runs.unwrap_or(1), seed), watch)?
        }
        (None, _) => sampled(field, rule, &sampling, (runs, seed), watch)?,
    };
    Ok(Followed::Chances(Chances { landings, from, path, seed }))
}

/// Steps of the run that is shown.
const LONGEST: usize = 10_000;

/// Where to start, numbered as the strategies left by `--given` are.
fn start(args: &Args, game: &Game, kept: &[Vec<usize>]) -> Result<Start, CliError> {
    match args.start.as_str() {
        ALL | RANDOM if args.starts.is_some() => {
            return Ok(Start::Many(args.starts.map_or(0, u64::from)));
        }
        ALL => return Ok(Start::All),
        RANDOM => {
            let kept = Shape::new(kept.iter().map(Vec::len).collect());
            let mut lots = Lots::new(args.seed.unwrap_or(1), 0);
            let shape = kept.expect("some strategies are left");
            return Ok(Start::Given(random_mixed(&shape, &mut lots)));
        }
        _ => {}
    }
    let profile = game.profile("--start", &args.start)?;
    let left_out =
        usage("`--start` names a strategy that `--given` leaves out", "choose one that is left");
    let within: Vec<Vec<Rational>> = profile
        .iter()
        .zip(kept)
        .map(|(strategy, kept)| kept.iter().map(|&s| strategy[s].clone()).collect())
        .collect();
    let plays = |strategy: &[Rational]| strategy.iter().filter(|p| !p.is_zero()).count();
    if within.iter().zip(&profile).any(|(within, all)| plays(within) != plays(all)) {
        return Err(left_out);
    }
    let profile = Profile::new(within);
    Ok(profile.as_pure().map_or(Start::Given(profile), Start::Pure))
}
