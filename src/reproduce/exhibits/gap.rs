//! F10: releases and the lag of open models, as a Markov game, beside what was measured.

use super::super::artifact::estimate;
use super::super::at::At;
use super::super::{Artifact, Exhibit, Fault, Study};
use crate::game::MAX_BITS;
use crate::num::{Rational, Ring};
use crate::plot::{Line, Series};
use crate::stochastic::{Found, averages, iteration};
use crate::table::{Cell, Table};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "F10",
    name: "gap",
    title: "Markov game on the gap: when Meta releases, and where the lag of open models goes",
    games: &["markov-open-gap"],
    command: "equil markov games/open-release/markov-open-gap.game.toml --steps 13",
    is_quick: true,
    run,
};

/// Half years that play is followed for.
const STEPS: usize = 13;
/// Rounds of value iteration at most, and states.
const ROUNDS: u64 = 10_000;
const STATES: usize = 1000;

/// The cases: a scenario of the file, and what it is called.
const CASES: [(Option<&str>, &str, &str); 4] = [
    (None, "2024", "2024"),
    (Some("vintage-2026"), "2026, fast spillover", "fast"),
    (Some("vintage-2026-slow"), "2026, slow spillover", "slow"),
    (Some("leader-2026-slow"), "2026, slow spillover, Meta at the frontier", "leader"),
];

/// Measured lags: what the fact is called, how many months after July 2024 it is about, and its words.
const MEASURED: [(&str, f64, &str); 3] = [
    ("lag_report_2024", 4.0, "measured, late 2024"),
    ("lag_average_2025", 15.0, "average to late 2025"),
    ("lag_2026", 22.0, "measured, early 2026"),
];

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let mut artifact = Artifact::new();
    let mut policies = Table::new(&[
        "case",
        ">lag of open models (yr)",
        ">Meta releases with probability",
        ">price is high with probability",
    ]);
    let mut paths =
        Table::new(&["case", ">years since July 2024", ">mean lag of open models (yr)"]);
    let mut lines = Vec::new();
    for (scenario, words, key) in CASES {
        let mut game = study.game("markov-open-gap")?;
        if let Some(scenario) = scenario {
            game = game.scenario(scenario)?;
        }
        let found = game
            .model
            .stochastic(&game.point, MAX_BITS, STATES)
            .map_err(|error| game.open("Markov-perfect equilibrium", error))?;
        let all = |_, _| true;
        let iterated = iteration(&found.game, ROUNDS, &all)
            .filter(|iterated| iterated.found.one_shot.is_equilibrium())
            .ok_or_else(|| game.open("Markov-perfect equilibrium", "none was proved"))?;
        let release =
            release(&game, &found.game, &iterated.found, &found.points, (words, &mut policies))?;
        let held = release.iter().filter(|(_, chance)| chance.is_zero()).map(|(lag, _)| lag).max();
        let opened = release
            .iter()
            .filter(|(_, chance)| *chance == Rational::one())
            .map(|(lag, _)| lag)
            .min();
        for name in ["v0", "rho", "lag_M"] {
            artifact.numbers.exact(format!("{key}.{name}"), &game.value(name)?, 2);
        }
        for (name, lag) in [("held_to", held), ("released_from", opened)] {
            if let Some(lag) = lag {
                artifact.numbers.exact(format!("{key}.{name}"), lag, 2);
            }
        }
        let start = start(&game, &found.points)?;
        let step = game.value("dt")?;
        let lags: Vec<Vec<f64>> =
            found.points.iter().map(|point| vec![point[0].nearest_f64()]).collect();
        let policy = &iterated.found.policy;
        let mut points = Vec::new();
        for (round, lag) in averages(&found.game, policy, &lags, start, STEPS).iter().enumerate() {
            let mut years = step.clone();
            years *= &Rational::share(round, 1);
            points.push([years.nearest_f64(), lag[0]]);
            paths.row(vec![Cell::text(words), Cell::exact(&years), estimate(lag[0], 3)]);
        }
        if let Some(last) = points.last() {
            artifact.numbers.estimate(format!("{key}.lag"), last[1], 2);
        }
        lines.push(Line { label: words.to_owned(), points });
    }
    let measured = MEASURED.iter().filter_map(|(key, months, words)| {
        let fact = study.facts.iter().find(|fact| fact.key == *key)?;
        Some(([months / 12.0, fact.value.nearest_f64()], (*words).to_owned()))
    });
    let marks = measured.collect();
    let series = Series {
        reaches: vec![0.0],
        marks,
        title: String::new(),
        axes: ["years from the start (July 2024)".into(), "lag of open models (years)".into()],
        lines,
    };
    artifact.picture("paths", series.to_svg());
    artifact.data("paths", paths);
    artifact.printed("policies", stretches(&policies), 2);
    artifact.data("states", policies);
    Ok(artifact)
}

/// The state at which play starts: a year of lag, or the level next to it.
fn start(game: &At<'_>, points: &[Vec<Rational>]) -> Result<usize, Fault> {
    let far = |point: &Vec<Rational>| point[0].minus(&Rational::one()).abs();
    let nearest = (0..points.len()).min_by(|a, b| far(&points[*a]).cmp(&far(&points[*b])));
    nearest.ok_or_else(|| game.open("states", "there are none"))
}

/// With which probability Meta releases at each lag.
fn release(
    game: &At<'_>,
    stochastic: &crate::game::StochasticGame,
    found: &Found,
    points: &[Vec<Rational>],
    (words, table): (&str, &mut Table),
) -> Result<Vec<(Rational, Rational)>, Fault> {
    let chance = |state: usize, player: usize, wanted: &str| {
        let owner = &game.model.players[player];
        let strategy = owner.strategies.iter().position(|name| name == wanted)?;
        let place =
            stochastic.stages()[state].available()[player].iter().position(|&s| s == strategy)?;
        found.policy[state].iter().nth(player)?.get(place).cloned()
    };
    let mut all = Vec::new();
    for (state, point) in points.iter().enumerate() {
        let [release, high] =
            [(0, "open_r"), (1, "closed_high")].map(|(player, name)| chance(state, player, name));
        let (Some(release), Some(high)) = (release, high) else {
            return Err(game.open("policy", "it has no release"));
        };
        table.row(vec![
            Cell::text(words),
            Cell::exact(&point[0]),
            Cell::exact(&release),
            Cell::exact(&high),
        ]);
        all.push((point[0].clone(), release));
    }
    Ok(all)
}

/// The same with lags next to each other, at which the same is played, in one row.
fn stretches(policies: &Table) -> Table {
    let mut table = Table::new(&[
        "case",
        ">lag from (yr)",
        ">to (yr)",
        ">Meta releases with probability",
        ">price is high with probability",
    ]);
    let alike = |a: &Vec<Cell>, b: &Vec<Cell>| a[0] == b[0] && a[2..] == b[2..];
    for rows in policies.rows.chunk_by(alike) {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { continue };
        let (case, lag) = (first[0].clone(), first[1].clone());
        table.row(vec![case, lag, last[1].clone(), first[2].clone(), first[3].clone()]);
    }
    table
}
