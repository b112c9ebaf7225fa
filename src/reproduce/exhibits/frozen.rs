//! T10: which parameter keeps Meta from opening in 2026: the second vintage with one value of the first.

use rayon::prelude::*;

use super::super::artifact::{raised, rounded};
use super::super::at::At;
use super::super::{Artifact, Exhibit, Fault, Study};
use super::parameters::written;
use crate::model::Parameter;
use crate::num::Rational;
use crate::report::shown_profile;
use crate::table::{Cell, Table};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "T10",
    name: "frozen",
    title: "The game of 2026 with one parameter at its value of 2024",
    games: &["four-player-2024", "four-player-2026"],
    command: "equil solve games/open-release/four-player-2026.game.toml --set S=10",
    is_quick: true,
    run,
};

/// What Meta's gain from opening is asked at: what the others do in the equilibrium of 2026.
const GAIN: &str =
    "gain(meta, open) given openai = closed_high, google = open_small, community = build_closed";

/// A parameter at its value of 2024, in the game of 2026.
struct Frozen<'a> {
    parameter: &'a Parameter,
    values: [Rational; 2],
    gain: (Rational, Rational),
    /// All pure equilibria.
    equilibria: Vec<String>,
    /// Whether Meta is open in some of them, and in all.
    is_open: [bool; 2],
}

fn frozen<'a>(
    game: &At<'_>,
    parameter: &'a Parameter,
    values: [Rational; 2],
) -> Result<Frozen<'a>, Fault> {
    let here = game.set(&parameter.name, &values[0])?;
    let player = here.player("meta")?;
    let open = here.model.players[player].strategies_named("open").unwrap_or_default();
    let found = here.solve()?.outcome.equilibria;
    let pure: Vec<_> =
        found.iter().filter_map(|one| Some((&one.profile, one.profile.as_pure()?))).collect();
    let plays_open = |played: &Vec<usize>| open.contains(&played[player]);
    let some = pure.iter().any(|(_, played)| plays_open(played));
    let all = some && pure.iter().all(|(_, played)| plays_open(played));
    Ok(Frozen {
        parameter,
        values,
        gain: here.number(GAIN)?,
        equilibria: pure.iter().map(|(profile, _)| shown_profile(here.model, profile, 3)).collect(),
        is_open: [some, all],
    })
}

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let (before, game) = (study.game("four-player-2024")?, study.game("four-player-2026")?);
    let moved = game.model.parameters.iter().filter(|parameter| parameter.range.is_some());
    let mut asked = Vec::new();
    for parameter in moved {
        let name = parameter.name.as_str();
        let values = [before.value(name)?, game.value(name)?];
        if values[0] != values[1] {
            asked.push((parameter, values));
        }
    }
    let found: Vec<Frozen<'_>> = asked
        .into_par_iter()
        .map(|(parameter, values)| frozen(&game, parameter, values))
        .collect::<Result<_, Fault>>()?;
    let heads = [
        "parameter",
        "symbol",
        ">2024",
        ">2026",
        "unit",
        ">gain from opening (USD bn/yr)",
        "pure equilibria",
    ];
    let (mut turning, mut data) = (Table::new(&heads), Table::new(&heads));
    let mut artifact = Artifact::new();
    for one in &found {
        let row = || {
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            let unit = text(&one.parameter.unit);
            vec![
                Cell::rounded(text(&one.parameter.about), one.parameter.name.as_str()),
                Cell::symbol(text(&one.parameter.tex)),
                written(Some(&one.values[0])),
                written(Some(&one.values[1])),
                Cell::rounded(raised(&unit), unit),
                rounded(&one.gain),
                Cell::text(one.equilibria.join("; ")),
            ]
        };
        data.row(row());
        if one.is_open[0] {
            turning.row(row());
        }
        artifact.numbers.number(format!("gain.{}", one.parameter.name), &one.gain, 3);
    }
    let named = |which: usize| {
        let names: Vec<&str> = found
            .iter()
            .filter(|one| one.is_open[which])
            .map(|one| one.parameter.name.as_str())
            .collect();
        (names.len(), names.join(", "))
    };
    artifact.numbers.count("moved", found.len());
    for (key, which) in [("some", 0), ("all", 1)] {
        let (count, names) = named(which);
        artifact.numbers.count(key, count);
        artifact.numbers.words(format!("{key}.names"), names);
    }
    artifact.printed("", turning, 3);
    artifact.data("all", data);
    Ok(artifact)
}
