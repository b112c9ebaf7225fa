//! F3: what Meta gains by opening, against everything that the others can play.

use super::super::at::At;
use super::super::{Artifact, Exhibit, Fault, Study};
use crate::dominance::{Cases, cases};
use crate::game::Support;
use crate::model::Model;
use crate::num::Sign;
use crate::plot::{Heat, HeatTable};
use crate::table::{Cell, Table};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "F3",
    name: "gaps",
    title: "Meta's gain from opening against the 48 rival profiles, in both vintages",
    games: &["four-player-2024", "four-player-2026"],
    command: "equil dominance games/open-release/four-player-2024.game.toml meta open --verbose",
    is_quick: true,
    run,
};

/// What Meta gains by an open strategy over the others, case by case.
fn gains(game: &At<'_>) -> Result<Cases, Fault> {
    let player = game.model.player("meta").unwrap_or_default();
    let open = game.model.players[player].strategies_named("open").unwrap_or_default();
    let shape = game.model.shape();
    let kept: Vec<Support> = shape.strategies().iter().map(|&n| (0..n).collect()).collect();
    cases(&game.payoffs()?, player, &open, &kept)
        .filter(|cases| cases.unsettled() == 0)
        .ok_or_else(|| game.open("gain(meta, open)", "a sign is not settled"))
}

fn named(model: &Model, player: usize, strategy: usize) -> &str {
    &model.players[player].strategies[strategy]
}

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let mut artifact = Artifact::new();
    let mut table = Table::new(&[
        "vintage",
        "openai",
        "google",
        "community",
        "best open",
        "best other",
        ">gain (USD bn/yr)",
    ]);
    let mut tables = Vec::new();
    for (vintage, community) in [("2024", "split"), ("2026", "build_closed")] {
        let game = study.game(&format!("four-player-{vintage}"))?;
        let (model, found) = (game.model, gains(&game)?);
        let shape = model.shape();
        let columns = model.players[3].strategies.clone();
        let [second, third] = [1, 2].map(|player| model.players[player].strategies.len());
        let row = |(one, two): (usize, usize)| {
            format!("{}, {}", named(model, 1, one), named(model, 2, two))
        };
        let both = (0..second).flat_map(|one| (0..third).map(move |two| (one, two)));
        let rows: Vec<String> = both.map(row).collect();
        let mut cells = vec![vec![0.0; columns.len()]; rows.len()];
        let equilibrium = game.solve()?.outcome.equilibria;
        let equilibrium = equilibrium.first().and_then(|found| found.profile.as_pure());
        let mut marked = None;
        for case in &found.cases {
            let profile = shape.profile(case.rivals);
            let at = (profile[1] * third + profile[2], profile[3]);
            if equilibrium.as_ref().is_some_and(|played| played[1..] == profile[1..]) {
                marked = Some(at);
            }
            cells[at.0][at.1] = crate::table::middle(&case.gain.0, &case.gain.1).nearest_f64();
            let mut line = vec![Cell::text(vintage)];
            line.extend((1..4).map(|player| Cell::text(named(model, player, profile[player]))));
            line.push(Cell::text(named(model, 0, case.within)));
            line.push(Cell::text(named(model, 0, case.outside)));
            line.push(Cell::signed(&case.gain, case.sign));
            table.row(line);
        }
        tables.push(HeatTable {
            label: format!("{vintage} (USD bn/yr)"),
            rows,
            columns,
            cells,
            marked,
        });
        let key = |name: &str| format!("{name}_{vintage}");
        artifact.numbers.count(key("cases"), found.cases.len());
        artifact.numbers.count(key("better"), found.count(Sign::Positive));
        artifact.numbers.count(key("worse"), found.count(Sign::Negative));
        let worst = found.cases.iter().min_by(|a, b| a.gain.0.cmp(&b.gain.0));
        if let Some(worst) = worst {
            artifact.numbers.number(key("worst"), &worst.gain, 3);
        }
        let query =
            "gain(meta, open) given openai = closed_high, google = open_small, community = ";
        artifact.numbers.number(key("gain"), &game.number(&format!("{query}{community}"))?, 3);
    }
    let heat = Heat {
        title: String::new(),
        axes: ["what OpenAI and Google play".to_owned(), "what the community plays".to_owned()],
        tables,
        digits: 3,
        mark: "what the others play in equilibrium".to_owned(),
    };
    artifact.picture("", heat.to_svg());
    artifact.data("", table);
    Ok(artifact)
}
