//! F5: how often each rung of the dominance ladder holds over the priors.

use super::super::artifact::estimate;
use super::super::{Artifact, Exhibit, Fault, Study};
use super::draws::{Drawn, Points, SEED, answers};
use crate::dominance::RUNGS;
use crate::plot::{Bar, Bars, Row, Shade};
use crate::sweep::Tally;
use crate::table::{Cell, Table};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "F5",
    name: "ladder",
    title: "The dominance ladder: how often each rung holds over the priors",
    games: &["four-player-2024"],
    command: "equil sweep games/open-release/four-player-2024.game.toml ladder",
    is_quick: false,
    run,
};

/// Points of the prior: a power of 2, as Sobol' points want it.
const DRAWS: u64 = 65_536;
/// Intervals reach so many standard errors to either side: 95 in a hundred.
const ERRORS: f64 = 1.96;

const QUERIES: [&str; 16] = [
    "dominant(meta, open_r)",
    "dominant(meta, open_p)",
    "dominant(meta, open_r) given meta = open_r | non_open",
    "dominant(meta, open_p) given meta = open_p | non_open",
    "dominated(meta, non_open)",
    "dominant(meta, open)",
    "iterated_dominant(meta, open)",
    "some_pure_equilibrium(meta, open)",
    "some_pure_equilibrium(meta, non_open)",
    "dominant(meta, released)",
    "iterated_dominant(meta, released)",
    "some_pure_equilibrium(meta, released)",
    "every_pure_equilibrium(meta, released)",
    "best_response(meta, open) given openai = closed_high, google = open_small, community = split",
    "dominant(meta, non_open)",
    "every_pure_equilibrium(meta, open)",
];

/// Shares that are asked for: a key, and whether it holds in a row.
type Share = (&'static str, fn(&[bool]) -> bool);

/// The rungs, in the order of [`RUNGS`].
const OPEN: [Share; 7] = [
    ("D1", |q| q[0] || q[1]),
    ("D1'", |q| q[2] || q[3]),
    ("D2", |q| q[4]),
    ("D3", |q| q[5]),
    ("D4", |q| q[6]),
    ("D5", |q| q[15]),
    ("D6", |q| q[7]),
];
/// The same with weights that are released late counted as open.
const RELEASED: [Share; 4] =
    [("D3", |q| q[9]), ("D4", |q| q[10]), ("D5", |q| q[12]), ("D6", |q| q[11])];
/// What else may be.
const OTHERS: [(Share, &str); 5] = [
    (("reply", |q| q[13]), "open is the best response at the observed rivals"),
    (("no_pure", |q| !q[7] && !q[8]), "there is no pure equilibrium"),
    (("both", |q| q[7] && q[8]), "open and other pure equilibria are there together"),
    (
        ("non_open", |q| q[8] && !q[7]),
        "all pure equilibria are without a release of the current model",
    ),
    (("never_open", |q| q[14]), "not to open is best against every pure profile"),
];

/// Both priors.
const PRIORS: [(Drawn, &str, Shade); 2] =
    [(Drawn::Triangular, "triangular", Shade::Dark), (Drawn::Uniform, "uniform", Shade::Light)];

/// How often each of some shares holds, prior by prior.
struct Counted {
    label: String,
    tallies: Vec<Tally>,
}

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let game = study.game("four-player-2024")?;
    let rows = PRIORS.map(|(drawn, ..)| -> Result<Vec<Vec<bool>>, Fault> {
        let columns =
            answers(&game, &Points { design: "sobol", n: DRAWS, drawn, correlate: &[] }, &QUERIES)?;
        let count = columns.first().map_or(0, Vec::len);
        let row = |row: usize| columns.iter().map(|column| column[row] > 0.5).collect();
        Ok((0..count).map(row).collect())
    });
    let [triangular, uniform] = rows;
    let rows = [triangular?, uniform?];
    let counted = |(_, holds): Share, label: String| {
        let tally = |rows: &Vec<Vec<bool>>| {
            let hits = rows.iter().filter(|row| holds(row)).count();
            let (yes, all) = (hits as u64, rows.len() as u64);
            Tally { yes, no: all - yes, ..Tally::default() }
        };
        Counted { label, tallies: rows.iter().map(tally).collect() }
    };
    let meaning =
        |name: &str| RUNGS.iter().find(|rung| rung.name == name).map_or("", |rung| rung.meaning);
    let rung = |share: Share, what: &str| {
        let meaning = meaning(share.0).replace("them", what);
        counted(share, format!("{}: {meaning}", share.0))
    };
    let mut artifact = Artifact::new();
    let open: Vec<Counted> = OPEN.map(|share| rung(share, "the open strategies")).into();
    let released = RELEASED.map(|share| rung(share, "the strategies that release"));
    let released: Vec<Counted> = released.into();
    let others: Vec<Counted> = OTHERS.map(|(share, words)| counted(share, words.to_owned())).into();
    let keys = |shares: &[Share]| shares.iter().map(|(key, _)| *key).collect::<Vec<_>>();
    let other: Vec<Share> = OTHERS.iter().map(|(share, _)| *share).collect();
    let sets = [
        ("", "open", keys(&OPEN), &open),
        ("released", "released", keys(&RELEASED), &released),
        ("others", "others", keys(&other), &others),
    ];
    for (part, set, keys, found) in sets {
        for (key, counted) in keys.into_iter().zip(found) {
            for ((_, prior, _), tally) in PRIORS.iter().zip(&counted.tallies) {
                let key = key.replace('\'', "_prime");
                let name = format!("{prior}.{set}.{key}");
                artifact.numbers.estimate(name.as_str(), tally.share().unwrap_or(f64::NAN), 3);
                let error = tally.standard_error().unwrap_or(f64::NAN);
                artifact.numbers.estimate(format!("{name}.error"), error, 4);
            }
        }
        artifact.printed(if part.is_empty() { "open" } else { part }, table(found), 3);
        artifact.picture(part, picture(found));
    }
    artifact.numbers.count("draws", rows[0].len());
    artifact.drawn_with(SEED);
    Ok(artifact)
}

fn table(found: &[Counted]) -> Table {
    let mut table = Table::new(&[
        "what holds",
        ">triangular priors",
        ">standard error",
        ">uniform priors",
        ">standard error",
    ]);
    for counted in found {
        let mut row = vec![Cell::text(counted.label.as_str())];
        for tally in &counted.tallies {
            row.push(estimate(tally.share().unwrap_or(f64::NAN), 3));
            row.push(estimate(tally.standard_error().unwrap_or(f64::NAN), 4));
        }
        table.row(row);
    }
    table
}

fn picture(found: &[Counted]) -> String {
    let row = |counted: &Counted| {
        let bar = |((_, prior, shade), tally): (&(Drawn, &str, Shade), &Tally)| {
            let share = tally.share().unwrap_or(f64::NAN);
            let interval = tally.bounds(ERRORS).map(|(low, high)| [low, high]);
            let text = format!("{prior}: {share:.4}");
            Bar { from: 0.0, to: share, shade: *shade, interval, text }
        };
        let bars = PRIORS.iter().zip(&counted.tallies).map(bar).collect();
        Row { label: counted.label.as_str().into(), bars }
    };
    Bars {
        title: String::new(),
        axis: "share of draws".to_owned(),
        base: Some(0.0),
        beside: true,
        kinds: PRIORS
            .iter()
            .map(|(_, prior, shade)| (*shade, format!("{prior} priors, 95 % intervals")))
            .collect(),
        rows: found.iter().map(row).collect(),
    }
    .to_svg()
}
