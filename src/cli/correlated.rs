//! `equil solve --kind correlated` and `coarse`: what correlated equilibria attain.

use super::input::Game;
use super::output::{Form, PICTURED, Screen};
use super::progress::{Guard, Progress, usage};
use super::quantity::{Quantity, quantity, restricted};
use super::solve::Args;
use super::{CliError, Ending, assertion};
use equil::certify::{Concept, expected};
use equil::correlated::{CorrelatedError, Optimum, Polytope, Settings};
use equil::game::{Objective, Payoffs, Sense};
use equil::nash;
use equil::num::Rational;
use equil::report::{Common, Correlated, picture, shown_profile};
use equil::solve::solve;
use equil::table::shown;

/// Nash equilibria are added to pictures of games with no more strategies in all.
const SMALL: usize = 16;

/// The polygon of payoffs is part of the overview of games with no more profiles: the numbers of
/// larger ones grow long, and so does the search.
const SHORT: usize = 36;

pub(super) fn run(args: &Args, concept: Concept, screen: &Screen) -> Result<Ending, CliError> {
    let form = args.output.form(&PICTURED, Form::Text)?;
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    let mut game = args.input.open(screen)?;
    let asked = asked(args, &game)?;
    let pair = args.attainable.as_deref().map(|text| pair(text, &game)).transpose()?;
    let kept = game.given(&args.given)?;
    game.point.given.clone_from(&args.given);
    let _guard = Guard::new(args.limit);
    let payoffs = game.payoffs(screen)?.restricted(&kept);
    let shape = game.model.shape();
    game.model = game.model.restricted(&kept);
    let progress = Progress::new(args.limit, screen);
    let watch = |done, total| progress.step(done, total);
    let settings = Settings { watch: &watch, ..Settings::default() };
    let asked = asked.map(|(quantity, sense)| (restricted(quantity, &shape, &kept), sense));

    let polytope = Polytope::new(&payoffs, concept, &settings).map_err(failed)?;
    let two = (game.model.players.len() == 2).then_some([0, 1]);
    if form == Form::Svg {
        let players = pair.or(two).ok_or_else(|| {
            usage("a picture shows two players", "add `--attainable PLAYER,PLAYER`")
        })?;
        let svg = drawn(&game, &payoffs, players, &settings).map_err(failed)?;
        args.output.write(svg.as_bytes())?;
        return Ok(Ending::Answered);
    }
    let overview = asked.is_none() && pair.is_none();
    let mut report = Correlated {
        model: &game.model,
        payoffs: &payoffs,
        point: game.point.clone(),
        concept,
        overview,
        optima: Vec::new(),
        entropy: None,
        common: None,
        polygon: None,
        missing: Vec::new(),
        verbose: screen.verbose,
    };
    match asked {
        Some((Quantity::Objective(objective), sense)) => {
            report.optima = vec![polytope.optimum(&objective, sense, &settings).map_err(failed)?];
        }
        Some((Quantity::Entropy, _)) => {
            report.entropy = Some(polytope.entropy(&settings).map_err(failed)?);
        }
        None if overview => {
            let (optima, total) = extremes(&polytope, &settings).map_err(failed)?;
            if optima.is_empty() {
                return Err(failed(CorrelatedError::Stopped));
            }
            if optima.len() < total {
                let left = total - optima.len();
                report.missing.push(format!("{left} of the {total} least and greatest values"));
            }
            report.optima = optima;
            let found = in_time(common(&polytope, &settings)).map_err(failed)?;
            if found.is_none() {
                report.missing.push("what all of them have in common".to_owned());
            }
            report.common = found.flatten();
        }
        None => {}
    }
    let short = payoffs.shape().profiles() <= SHORT;
    if let Some(players) = pair.or(two.filter(|_| overview && short)) {
        let found = polytope.attainable(players, &settings);
        report.polygon = if overview { in_time(found) } else { found.map(Some) }.map_err(failed)?;
        if report.polygon.as_ref().is_none_or(|polygon| !polygon.complete) {
            report.missing.push("all payoffs that can be attained".to_owned());
        }
    }
    drop(progress);
    match form {
        Form::Json => args.output.json(&report.json(&game.warning_lines()))?,
        _ => {
            let document = report.document(args.output.digits());
            let data = || report.data(args.output.digits());
            args.output.document(form, &document, data, screen)?;
        }
    }
    Ok(match args.assert.then(|| asserted(&report)) {
        Some(Some(false)) => {
            assertion::failed(&assertion(args), &instead(&report, args.output.digits()), screen)
        }
        Some(None) => assertion::open(&assertion(args), "that could not be settled", screen),
        _ if !report.is_proved() || !report.missing.is_empty() => Ending::Incomplete,
        _ => Ending::Answered,
    })
}

/// What is to be made great or small, if anything.
fn asked(args: &Args, game: &Game) -> Result<Option<(Quantity, Sense)>, CliError> {
    let options = [
        ("--maximise", &args.maximise, Sense::Maximise),
        ("--minimise", &args.minimise, Sense::Minimise),
    ];
    let mut asked = None;
    for (option, text, sense) in options {
        let Some(text) = text else { continue };
        let quantity = quantity(option, text, &game.model)?;
        if quantity == Quantity::Entropy && sense == Sense::Minimise {
            return Err(usage(
                "the least entropy is no convex problem, and is not searched for",
                "`--maximise entropy` is",
            ));
        }
        asked = Some((quantity, sense));
    }
    if args.assert {
        let proper = match &asked {
            None => args.attainable.is_none(),
            Some((Quantity::Objective(Objective::Probability { .. }), _)) => true,
            Some(_) => false,
        };
        if !proper {
            return Err(usage(
                "`--assert` says nothing here",
                "it goes with `--minimise \"probability(PLAYER, STRATEGY)\"` (is it 1?), with \
                 `--maximise` (is it 0?), or with no quantity (is there exactly one equilibrium?)",
            ));
        }
    }
    Ok(asked)
}

/// Whether a strategy is always (or never) played, or there is exactly one equilibrium; `None` if
/// that is not settled.
fn asserted(report: &Correlated<'_>) -> Option<bool> {
    let [only] = &report.optima[..] else {
        return report.common.as_ref()?.dimension.map(|dimension| dimension == 0);
    };
    let wanted = match only.sense {
        Sense::Minimise => Rational::integer(1),
        Sense::Maximise => Rational::integer(0),
    };
    if only.bound == wanted {
        return Some(true);
    }
    // Attained by an equilibrium, and another number
    let (low, high) = only.value()?;
    (low == high || !(low <= wanted && wanted <= high)).then_some(false)
}

/// What `--assert` asserts, in words.
fn assertion(args: &Args) -> String {
    match (&args.minimise, &args.maximise) {
        (Some(text), _) => format!("that {} is 1 in every equilibrium", text.trim()),
        (None, Some(text)) => format!("that {} is 0 in every equilibrium", text.trim()),
        (None, None) => "that there is exactly one equilibrium".to_owned(),
    }
}

/// What is the case instead.
fn instead(report: &Correlated<'_>, digits: usize) -> String {
    match &report.optima[..] {
        [only] => match only.value() {
            Some((low, high)) => format!("in some it is {}", shown(&low, &high, digits)),
            None => "in some it is another number".to_owned(),
        },
        _ => "there are infinitely many".to_owned(),
    }
}

/// Two players by name: `a,b`.
fn pair(text: &str, game: &Game) -> Result<[usize; 2], CliError> {
    let names: Vec<&str> = text.split(',').map(str::trim).collect();
    let [first, second] = names[..] else {
        return Err(usage(
            format!("`--attainable` takes two players, not `{text}`"),
            "write `--attainable PLAYER,PLAYER`",
        ));
    };
    let players = [game.player(first)?, game.player(second)?];
    if players[0] == players[1] {
        return Err(usage("the two players are one", "write `--attainable PLAYER,PLAYER`"));
    }
    Ok(players)
}

/// What was found before time was up.
fn in_time<T>(found: Result<T, CorrelatedError>) -> Result<Option<T>, CorrelatedError> {
    match found {
        Err(CorrelatedError::Stopped) => Ok(None),
        found => found.map(Some),
    }
}

/// The least and the greatest welfare, payoffs, and least payoff: those that are found in time, and
/// how many there are.
fn extremes(
    polytope: &Polytope<'_>,
    settings: &Settings<'_>,
) -> Result<(Vec<Optimum>, usize), CorrelatedError> {
    let players = polytope.payoffs().shape().players();
    let mut objectives = vec![Objective::Welfare];
    objectives.extend((0..players).map(Objective::Payoff));
    objectives.push(Objective::Egalitarian);
    let senses = [Sense::Minimise, Sense::Maximise];
    let total = objectives.len() * senses.len();
    let mut optima = Vec::new();
    for objective in objectives {
        for sense in senses {
            let Some(found) = in_time(polytope.optimum(&objective, sense, settings))? else {
                return Ok((optima, total));
            };
            optima.push(found);
        }
    }
    Ok((optima, total))
}

/// What all equilibria have in common, unless that is too much to ask.
fn common(
    polytope: &Polytope<'_>,
    settings: &Settings<'_>,
) -> Result<Option<Common>, CorrelatedError> {
    match polytope.interior(settings) {
        Ok(interior) => Ok(Some(Common {
            dimension: interior.dimension,
            never_played: interior.never_played(polytope),
            proof: interior.proof,
        })),
        Err(CorrelatedError::TooLarge { .. } | CorrelatedError::Unproved) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The picture of the payoffs of two players.
fn drawn(
    game: &Game,
    payoffs: &Payoffs,
    players: [usize; 2],
    settings: &Settings<'_>,
) -> Result<String, CorrelatedError> {
    let mut polygons = Vec::new();
    for concept in [Concept::Coarse, Concept::Correlated] {
        let polytope = Polytope::new(payoffs, concept, settings)?;
        polygons.push((concept, polytope.attainable(players, settings)?));
    }
    let polygons: Vec<_> = polygons.iter().map(|(concept, polygon)| (*concept, polygon)).collect();
    let mut nash = Vec::new();
    if payoffs.shape().strategies().iter().sum::<usize>() <= SMALL {
        let search = nash::Settings { watch: settings.watch, ..nash::Settings::default() };
        if let Ok(solution) = solve(payoffs, None, &search) {
            for equilibrium in solution.outcome.equilibria.iter().filter(|e| e.is_proved()) {
                let gets = |player: usize| {
                    let worth = expected(payoffs, player, &equilibrium.profile);
                    payoffs.bounds(player, &worth).map(|(low, _)| low.nearest_f64())
                };
                if let [Some(x), Some(y)] = players.map(gets) {
                    nash.push(([x, y], shown_profile(&game.model, &equilibrium.profile, 4)));
                }
            }
        }
    }
    Ok(picture(&game.model, payoffs, &polygons, nash).to_svg())
}

#[allow(clippy::needless_pass_by_value)] // as `map_err` wants it
fn failed(error: CorrelatedError) -> CliError {
    let help = match error {
        CorrelatedError::Stopped => "a longer `--limit` may help",
        CorrelatedError::TooLarge { .. } => "`--given \"player = class\"` makes the game smaller",
        CorrelatedError::Unbounded => {
            "where payoffs are not rational, a greater `--max-bits` may help; where they differ by many \
             orders of magnitude, floats see too little of them"
        }
        _ => "bounds are proved all the same: ask for `--maximise welfare`, for example",
    };
    CliError::Open(error.to_string(), help.to_owned())
}
