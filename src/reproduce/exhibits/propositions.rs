//! A1: every claim of the games, and which of them check which proposition.

use rayon::prelude::*;

use super::super::{Artifact, Exhibit, Fault, Study};
use crate::answer::Answer;
use crate::claims::{Found, Verdict, test};
use crate::game::MAX_BITS;
use crate::model::Assignment;
use crate::num::Rational;
use crate::table::{Cell, Table};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "A1",
    name: "propositions",
    title: "Propositions, and the claims of the games that check them",
    games: &[],
    command: "equil claims games/open-release",
    is_quick: false,
    run,
};

/// Claims of a game: how their names begin.
type Claims = (&'static str, &'static [&'static str]);

/// For each proposition what it is about, and the claims that check it: a game, and how their names begin.
const PROPOSITIONS: &[(&str, &str, &[Claims])] = &[
    (
        "P1",
        "dominance threshold",
        &[(
            "two-player",
            &["gain_against_low", "open_dominates", "boundary_low", "threshold_dominance"],
        )],
    ),
    (
        "P2",
        "three regimes, inspection",
        &[(
            "two-player",
            &[
                "gain_against_high",
                "inspection",
                "u_shape",
                "boundary_high",
                "threshold_closed",
                "closed_dominates",
                "volume",
            ],
        )],
    ),
    (
        "P3",
        "commitment",
        &[
            (
                "first-mover",
                &[
                    "open_first",
                    "leader",
                    "dominance",
                    "difference",
                    "indifferent",
                    "closed_first",
                    "volume",
                ],
            ),
            ("two-player", &["commitment"]),
        ],
    ),
    (
        "P4",
        "threat in place of a release",
        &[
            ("two-player", &["restraint"]),
            ("price-cap", &[""]),
            ("price-cap-followers", &[""]),
            ("punishments", &[""]),
            ("markov-threat", &[""]),
        ],
    ),
    ("P5", "rent destruction", &[("two-player", &["rent"])]),
    ("P6", "coordination", &[("four-player-2024", &["nu_1"])]),
    ("P7", "who opens", &[("four-player-2024", &["openai_would_lose", "google_would_lose"])]),
    ("P8", "leadership", &[("four-player-2024", &["gain_close", "gain_level", "gain_far"])]),
    (
        "P9",
        "structural thresholds",
        &[(
            "four-player-2024",
            &["threshold", "observed", "dominance_", "without", "twice", "misuse_borne"],
        )],
    ),
    ("P10", "option to wait", &[("option-to-wait", &[""]), ("markov-option", &[""])]),
    ("P11", "horizon", &[("horizon", &[""])]),
];

/// Digits of numbers that claims found, unless the text asks for others.
const DIGITS: usize = 3;

/// A claim's game and name, what became of it, and the number it found.
type Told<'a> = (&'a str, &'a str, Verdict, Option<(Rational, Rational)>);

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let all: Vec<_> = study
        .games
        .iter()
        .flat_map(|model| model.claims.iter().map(move |claim| (model, claim)))
        .collect();
    let told: Vec<Told<'_>> = all
        .par_iter()
        .map(|(model, claim)| {
            let found = test(model, claim, &Assignment::of(model), MAX_BITS, &study.settings);
            let number = match found.found {
                Some(Found::Answer(Answer::Number { low, high })) => Some((low, high)),
                Some(Found::Share(share)) => match share.answer() {
                    Answer::Number { low, high } => Some((low, high)),
                    _ => None,
                },
                _ => None,
            };
            (model.info.name.as_str(), claim.name.as_str(), found.verdict, number)
        })
        .collect();
    let mut artifact = Artifact::new();
    let mut table = Table::new(&["proposition", "about", "games", ">claims", ">hold"]);
    for (name, about, games) in PROPOSITIONS {
        let wanted = |(game, claim, ..): &&Told<'_>| {
            let own = games.iter().filter(|(own, _)| own == game);
            own.flat_map(|(_, starts)| *starts).any(|start| claim.starts_with(start))
        };
        let own: Vec<&Told<'_>> = told.iter().filter(wanted).collect();
        let hold = own.iter().filter(|(_, _, verdict, _)| *verdict == Verdict::Holds).count();
        if own.is_empty() {
            return Err(Fault::Unfit(format!("no claim checks {name}")));
        }
        let listed: Vec<&str> = games.iter().map(|(game, _)| *game).collect();
        table.row(vec![
            Cell::text(*name),
            Cell::text(*about),
            Cell::text(listed.join(", ")),
            Cell::text(own.len().to_string()),
            Cell::text(hold.to_string()),
        ]);
        artifact.numbers.count(format!("{name}.claims"), own.len());
        artifact.numbers.count(format!("{name}.hold"), hold);
    }
    let mut claims = Table::new(&["game", "claim", "verdict", ">found"]);
    let mut counts = [0; 3];
    for (game, claim, verdict, number) in &told {
        let (place, word) = match verdict {
            Verdict::Holds => (0, "holds"),
            Verdict::Fails | Verdict::NoGame(_) => (1, "fails"),
            Verdict::Open(_) => (2, "open"),
        };
        counts[place] += 1;
        if place == 0 {
            artifact.held.insert(((*game).to_owned(), (*claim).to_owned()));
        }
        claims.row(vec![
            Cell::text(*game),
            Cell::text(*claim),
            Cell::text(word),
            number.as_ref().map_or_else(Cell::empty, Cell::number),
        ]);
        if let Some(number) = number {
            artifact.numbers.number(format!("{game}.{claim}"), number, DIGITS);
        }
    }
    for (name, count) in ["hold", "fail", "open"].into_iter().zip(counts) {
        artifact.numbers.count(name, count);
    }
    artifact.numbers.count("claims", told.len());
    artifact.numbers.count("games", study.games.len());
    artifact.printed("", table, 0);
    artifact.data("claims", claims);
    Ok(artifact)
}
