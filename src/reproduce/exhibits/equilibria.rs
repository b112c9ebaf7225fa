//! T3: the equilibria of every roster, and what elimination leaves.

use super::super::{Artifact, Exhibit, Fault, Study};
use crate::nash::Coverage;
use crate::num::{Rational, Ring};
use crate::report::shown_profile;
use crate::table::{Cell, Table};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "T3",
    name: "equilibria",
    title: "Equilibria by roster, and rounds of elimination",
    games: ROSTERS,
    command: "equil solve games/open-release/four-player-2024.game.toml",
    is_quick: true,
    run,
};

const ROSTERS: &[&str] = &[
    "two-player",
    "three-player",
    "slice-meta-openai-community",
    "slice-meta-openai-google",
    "four-player-2024",
    "four-player-2026",
    "with-anthropic",
    "with-follower",
    "with-microsoft",
];

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let mut table = Table::new(&[
        "game",
        ">profiles",
        "left by elimination",
        ">rounds",
        "equilibria",
        "complete",
    ]);
    let mut rounds = Table::new(&["game", ">round", "player", "strategy", ">margin (USD bn/yr)"]);
    let mut artifact = Artifact::new();
    for name in ROSTERS {
        let game = study.game(name)?;
        let solution = game.solve()?;
        let (model, outcome) = (game.model, &solution.outcome);
        let eliminated = &solution.elimination;
        let left: Vec<String> =
            eliminated.survivors.iter().map(|left| left.len().to_string()).collect();
        let listed: Vec<String> = outcome
            .equilibria
            .iter()
            .map(|found| shown_profile(model, &found.profile, 3))
            .collect();
        let complete = match outcome.coverage {
            Coverage::All => "all",
            Coverage::AllPure => "all pure",
            Coverage::Some => "some",
        };
        table.row(vec![
            Cell::text(*name),
            Cell::text(model.shape().profiles().to_string()),
            Cell::text(left.join(" × ")),
            Cell::text(eliminated.rounds.len().to_string()),
            Cell::text(listed.join("; ")),
            Cell::text(complete),
        ]);
        for (number, round) in eliminated.rounds.iter().enumerate() {
            for removal in round {
                rounds.row(vec![
                    Cell::text(*name),
                    Cell::text((number + 1).to_string()),
                    Cell::text(model.players[removal.player].name.as_str()),
                    Cell::text(model.players[removal.player].strategies[removal.strategy].as_str()),
                    Cell::number(&removal.margin),
                ]);
            }
        }
        artifact.numbers.count(format!("{name}.equilibria"), outcome.equilibria.len());
        artifact.numbers.count(format!("{name}.rounds"), eliminated.rounds.len());
        artifact.numbers.count(format!("{name}.profiles"), model.shape().profiles());
        if let [only] = &outcome.equilibria[..] {
            artifact.numbers.words(format!("{name}.equilibrium"), listed[0].as_str());
            let payoffs = game.payoffs()?;
            for (player, info) in model.players.iter().enumerate() {
                let pure = only.profile.as_pure().map(|pure| model.shape().index(&pure));
                let bounds = pure.and_then(|at| payoffs.bounds(player, &[(at, Rational::one())]));
                if let Some(bounds) = bounds {
                    artifact.numbers.number(format!("{name}.{}", info.name), &bounds, 3);
                }
            }
        }
    }
    artifact.printed("", table, 4);
    artifact.printed("rounds", rounds, 4);
    Ok(artifact)
}
