//! T8: where best-response iteration leads from every profile.

use super::super::{Artifact, Exhibit, Fault, Study};
use crate::dynamics::named;
use crate::dynamics::pure::{Field, basins};
use crate::table::{Cell, Table};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "T8",
    name: "dynamics",
    title: "Best-response iteration from every profile",
    games: &[
        "four-player-2024",
        "four-player-2026",
        "two-player",
        "with-anthropic",
        "with-follower",
    ],
    command: "equil dynamics games/open-release/four-player-2024.game.toml --rule sequential",
    is_quick: true,
    run,
};

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let mut table =
        Table::new(&["game", "rule", ">starts", "play ends in", ">from", ">steps at most"]);
    let mut artifact = Artifact::new();
    let games = EXHIBIT.games.iter().map(|name| (*name, None));
    let cases = games.chain([("two-player", Some("no-pure-equilibrium"))]);
    for (name, scenario) in cases {
        let mut game = study.game(name)?;
        if let Some(scenario) = scenario {
            game = game.scenario(scenario)?;
        }
        let payoffs = game.payoffs()?;
        let model = game.model;
        let field = Field::new(&payoffs, game.settings.watch)
            .map_err(|error| game.open("best responses", error))?;
        for rule in ["sequential", "simultaneous"] {
            let known = named(rule).and_then(|dynamic| dynamic.kind.pure());
            let Some(known) = known else {
                return Err(Fault::Unfit(format!("there is no rule `{rule}`")));
            };
            let found = basins(&field, known, game.settings.watch)
                .map_err(|error| game.open(rule, error))?;
            let starts = model.shape().profiles();
            for attractor in &found.attractors {
                let ends: Vec<String> =
                    attractor.profiles.iter().map(|&index| game.shown(index)).collect();
                let called = scenario.map_or_else(|| name.to_owned(), |at| format!("{name}, {at}"));
                table.row(vec![
                    Cell::text(called),
                    Cell::text(rule),
                    Cell::text(starts.to_string()),
                    Cell::text(ends.join(" → ")),
                    Cell::text(attractor.basin.to_string()),
                    Cell::text(attractor.longest.to_string()),
                ]);
            }
            if scenario.is_none() {
                let key = |what: &str| format!("{name}.{rule}.{what}");
                let rest = found.attractors.iter().filter(|one| one.profiles.len() == 1);
                let reached: usize = rest.map(|one| one.basin).sum();
                artifact.numbers.count(key("starts"), starts);
                artifact.numbers.count(key("rest"), reached);
                let longest = found.attractors.iter().map(|one| one.longest).max().unwrap_or(0);
                artifact.numbers.count(key("steps"), longest);
            }
        }
    }
    artifact.printed("", table, 0);
    Ok(artifact)
}
