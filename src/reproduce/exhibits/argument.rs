//! T1: the argument, thesis by thesis, judged by what it predicts of the games.

use super::super::{Artifact, Exhibit, Fault, Study};
use crate::claims::{Standing, judge_theses};
use crate::game::MAX_BITS;
use crate::model::Assignment;
use crate::table::{Cell, Style, Table};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "T1",
    name: "argument",
    title: "The argument, thesis by thesis: mechanism, parameters, what it must not fail, verdict; every prediction",
    games: &[
        "four-player-2024",
        "four-player-2026",
        "two-player",
        "with-follower",
        "consolidation",
        "catching-up",
    ],
    command: "equil claims games/open-release --theses -v",
    is_quick: true,
    run,
};

/// What stands for what the others do at the observed profile.
const KNOWN: &[(&str, &str)] = &[
    ("openai = closed_high, google = open_small, community = split", "observed rivals"),
    ("four-player-", ""),
];

/// So many texts are listed in a cell, at most.
const LISTED: usize = 3;

/// Texts one after the other; where there are many, the first, and how many more.
fn listed(texts: &[&str]) -> String {
    if texts.len() <= LISTED {
        return texts.join(" ");
    }
    let shown = &texts[..LISTED - 1];
    format!("{} (and {} more)", shown.join(" "), texts.len() - shown.len())
}

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let games: Vec<_> =
        study.games.iter().map(|model| (model, Assignment::of(model), MAX_BITS)).collect();
    let theses = judge_theses(&games, &study.settings).map_err(Fault::Problems)?;
    let mut table = Table::new(&[
        ">#",
        "what is said",
        "mechanism",
        "parameters",
        "refuted unless",
        "verdict",
        ">true",
    ]);
    let mut artifact = Artifact::new();
    let mut counts = [0; 4];
    for one in &theses.judged {
        let standing = one.standing();
        let place = match standing {
            Standing::Supported => 0,
            Standing::Partly => 1,
            Standing::Refuted => 2,
            Standing::Open => 3,
        };
        counts[place] += 1;
        let number = one.number.map_or_else(String::new, |number| number.to_string());
        let text = |text: Option<&str>| Cell::text(text.unwrap_or(""));
        table.row(vec![
            Cell::text(number.as_str()),
            text(one.text),
            text(one.mechanism),
            Cell::text(one.parameters.join(", ")),
            Cell::text(listed(&one.decisive())),
            Cell::text(standing.name()).styled(Style::Strong),
            Cell::text(format!("{} of {}", one.counts()[0], one.predictions.len())),
        ]);
        artifact.numbers.words(format!("verdict.{number}"), standing.name());
        if let Some(number) = one.number.and_then(|number| usize::try_from(number).ok()) {
            artifact.numbers.count(format!("number.{}", one.name), number);
        }
    }
    for (name, count) in ["supported", "partly", "refuted", "open"].into_iter().zip(counts) {
        artifact.numbers.count(name, count);
    }
    artifact.numbers.count("theses", theses.judged.len());
    let predictions: usize = theses.judged.iter().map(|one| one.predictions.len()).sum();
    artifact.numbers.count("predictions", predictions);
    artifact.printed("", table, 3);
    artifact.data("predictions", theses.predictions(6));
    artifact.printed("tests", theses.printed(3, KNOWN), 3);
    Ok(artifact)
}
