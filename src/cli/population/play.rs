//! `equil population --ask simulate`.

use super::super::input::Game;
use super::asked::failed;
use super::{Args, CliError, usage};
use equil::game::Payoffs;
use equil::population::{
    Compositions, Law, PopulationError, Simulation, Watch, fixation, simulate, whole,
};
use equil::report::{Answer, Expected};
use equil::text::similar_or_all;

pub(super) fn answer(
    args: &Args,
    game: &Game,
    payoffs: &Payoffs,
    watch: Watch<'_>,
) -> Result<Answer, CliError> {
    let law = args.law();
    law.check(payoffs).map_err(|error| failed(args, game, &error))?;
    let mutates = !law.mutation.is_zero();
    let (steps, runs) = if mutates { (1_000_000, 1) } else { (1_000_000_000, 1000) };
    let simulation = Simulation {
        start: start(args, game, &law)?,
        steps: args.steps.unwrap_or(steps),
        runs: args.runs.map_or(runs, |runs| runs as usize),
        seed: args.seed.unwrap_or(1),
        samples: args.samples.unwrap_or(200),
    };
    let failed = |error: PopulationError| failed(args, game, &error);
    let played = simulate(payoffs, &law, &simulation, watch).map_err(failed)?;
    let expected = expected(payoffs, &law, &simulation.start, watch).map_err(failed)?;
    Ok(Answer::Played(law, simulation, played, expected))
}

/// How many play what at first.
fn start(args: &Args, game: &Game, law: &Law) -> Result<Vec<usize>, CliError> {
    let names = &game.model.players[0].strategies;
    let Some(text) = &args.start else {
        let each = law.size / names.len();
        let more = law.size % names.len();
        return Ok((0..names.len()).map(|place| each + usize::from(place < more)).collect());
    };
    let mut start = vec![0; names.len()];
    for part in text.split(',') {
        let Some((name, count)) = part.split_once('=') else {
            return Err(usage(
                format!("`{}` does not say how many", part.trim()),
                "write `--start \"strategy = 1, another = 99\"`",
            ));
        };
        let (name, count) = (name.trim(), count.trim());
        let place = names.iter().position(|other| other == name).ok_or_else(|| {
            let all = names.iter().map(String::as_str);
            usage(
                format!("unknown strategy `{name}`"),
                similar_or_all(name, "strategy", "strategies are", all),
            )
        })?;
        start[place] = count.parse().map_err(|_| {
            usage(format!("`{count}` is no number of individuals"), "write a whole number")
        })?;
    }
    let sum: usize = start.iter().sum();
    if sum != law.size {
        return Err(usage(
            format!("`--start` has {sum} individuals, the population {}", law.size),
            format!("say `--size {sum}`, or name as many as there are"),
        ));
    }
    Ok(start)
}

/// Compositions up to which play is compared with what is proved.
const FEW: usize = 3000;

/// What play should tend to, where that is proved soon.
fn expected(
    payoffs: &Payoffs,
    law: &Law,
    start: &[usize],
    watch: Watch<'_>,
) -> Result<Expected, PopulationError> {
    let known = |error: &PopulationError| {
        matches!(error, PopulationError::TooLarge { .. } | PopulationError::Unproved)
    };
    let mut expected = Expected::default();
    if law.mutation.is_zero() {
        let there: Vec<usize> = (0..start.len()).filter(|&own| start[own] > 0).collect();
        if let [first, others @ ..] = &there[..]
            && others.len() <= 1
        {
            let other = others.first().copied().unwrap_or(*first);
            match fixation(payoffs, law, *first, other, start[*first], watch) {
                Ok((low, high)) => {
                    let zero = equil::num::Rational::integer(0);
                    let mut all = vec![(zero.clone(), zero); start.len()];
                    let rest = |x: &equil::num::Rational| {
                        let mut rest = equil::num::Rational::integer(1);
                        rest -= x;
                        rest
                    };
                    all[other] = (rest(&high), rest(&low));
                    all[*first] = (low, high);
                    expected.fixed = Some(all);
                }
                Err(error) if known(&error) => {}
                Err(error) => return Err(error),
            }
        }
        return Ok(expected);
    }
    let few = Compositions::new(law.size, start.len()).is_some_and(|all| all.count() <= FEW);
    if few {
        match whole(payoffs, law, watch) {
            Ok(whole) => expected.played = Some(whole.played),
            Err(error) if known(&error) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(expected)
}
