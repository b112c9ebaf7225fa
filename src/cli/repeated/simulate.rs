//! `equil repeated --payoffs --discount D --simulate N`: play by the strategies of the set's corners.

use super::Args;
use crate::cli::CliError;
use crate::cli::progress::usage;
use equil::model::Model;
use equil::num::{Rational, Ring};
use equil::repeated::{PayoffSet, Slip, play};
use equil::report::{Folk, Simulated};
use equil::text::closest;

pub(super) fn run(args: &Args, rounds: u16, report: &Folk<'_>) -> Result<Simulated, CliError> {
    let Some(of) = &report.equilibria else {
        return Err(usage(
            "play is simulated of two players",
            "of others there are bounds of payoffs, not strategies: leave out `--simulate`",
        ));
    };
    let set = &of.set;
    let rounds = usize::from(rounds);
    let slips = args.deviate.iter().map(|written| slip(written, report.model, rounds));
    let slips = slips.collect::<Result<Vec<_>, _>>()?;
    for (place, slip) in slips.iter().enumerate() {
        let again = |other: &&Slip| (other.player, other.round) == (slip.player, slip.round);
        if slips[..place].iter().any(|other| again(&other)) {
            let name = &report.model.players[slip.player].name;
            return Err(usage(
                format!("two times `--deviate` for {name} in round {}", slip.round + 1),
                "a player does one thing in a round: keep one of them",
            ));
        }
    }
    let seed = args.seed.unwrap_or(1);
    let count = set.vertices.len();
    if count == 0 {
        return Ok(Simulated { start: 0, seed, rounds: Vec::new() });
    }
    let start = match args.start {
        Some(start) if usize::from(start) <= count => usize::from(start) - 1,
        Some(start) => {
            let states =
                if count == 1 { "one state".to_owned() } else { format!("{count} states") };
            let help = "leave out `--simulate` to see them";
            return Err(usage(format!("there is no state {start}: the set has {states}"), help));
        }
        None => best(set),
    };
    let played = play(set, of.game, start, rounds, seed, &slips).ok_or_else(|| {
        CliError::Open(
            "it is not settled which lot follows a state".to_owned(),
            "ask for a smaller `--width`".to_owned(),
        )
    })?;
    Ok(Simulated { start, seed, rounds: played })
}

/// The corner that gives most to both together; the first of several.
fn best(set: &PayoffSet) -> usize {
    let sum = |place: usize| {
        let [first, second] = &set.vertices[place].payoff;
        let mut sum = Rational::zero();
        for part in [&first.0, &first.1, &second.0, &second.1] {
            sum += part;
        }
        sum
    };
    (0..set.vertices.len()).rev().max_by_key(|&place| sum(place)).unwrap_or(0)
}

/// Reads `ann:defect@5`.
fn slip(written: &str, model: &Model, rounds: usize) -> Result<Slip, CliError> {
    let first = &model.players[0];
    let example = || {
        let strategy = first.strategies.last().map_or("", String::as_str);
        format!("write `--deviate {}:{strategy}@1`", first.name)
    };
    let parts = written
        .rsplit_once('@')
        .and_then(|(who, round)| Some((who.split_once(':')?, round.trim().parse::<usize>().ok()?)));
    let Some(((player, strategy), round)) = parts else {
        return Err(usage(format!("`--deviate {written}` names no deviation"), example()));
    };
    let known = |names: Vec<&str>, wanted: &str, what: &str| {
        let place = names.iter().position(|name| *name == wanted.trim());
        place.ok_or_else(|| {
            let near = closest(wanted.trim(), names.iter().copied());
            let help = near.map_or_else(
                || format!("known here: {}", names.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            usage(format!("`--deviate {written}`: there is no {what} `{}`", wanted.trim()), help)
        })
    };
    let names = model.players.iter().map(|player| player.name.as_str()).collect();
    let player = known(names, player, "player")?;
    let own = &model.players[player];
    let names = own.strategies.iter().map(String::as_str).collect();
    let strategy = known(names, strategy, &format!("strategy of {}", own.name))?;
    if round == 0 || round > rounds {
        return Err(usage(
            format!("`--deviate {written}`: rounds are 1 to {rounds} here"),
            "name one of them, or raise `--simulate`",
        ));
    }
    Ok(Slip { player, strategy, round: round - 1 })
}
