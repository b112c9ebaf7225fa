//! T9: how far all parameters of a block may move before the answer changes, and what priors that move together change.

use std::cmp::Ordering;

use super::super::artifact::estimate;
use super::super::at::At;
use super::super::{Artifact, Exhibit, Fault, Study};
use super::draws::{Drawn, Points, SEED, answers};
use crate::game::MAX_BITS;
use crate::model::Axis;
use crate::num::{Rational, Ring, decimal_down};
use crate::region::{Asked, Radius, radius};
use crate::sweep::Tally;
use crate::table::{Cell, Table};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "T9",
    name: "robustness",
    title: "How far parameters may move together before the answer changes, and shares under priors that move together",
    games: &["four-player-2024", "four-player-2026"],
    command: "equil radius games/open-release/four-player-2024.game.toml --query \"best_response(meta, open) given openai = closed_high, google = open_small, community = split\"",
    is_quick: false,
    run,
};

/// Parameters that are about the same: the sections of the game's file.
const BLOCKS: [(&str, &[&str]); 6] = [
    ("demand for access", &["S", "mu", "mu_w", "beta", "kappa", "phi", "nu", "tau_r"]),
    (
        "prices and unit costs",
        &["p_OH", "p_OL", "p_R", "p_G", "p_M", "c_O", "c_G", "c_M", "c_W", "c_S", "m_o"],
    ),
    ("technology", &["lag_M", "lag_B", "lag_G", "lag_S", "lag_own", "delay", "phi_Q"]),
    ("assistants", &["beta_c", "T_M", "T_O", "T_G"]),
    (
        "Meta's benefits and costs",
        &["X_M", "E_M", "phi_E", "H", "h", "psi", "W_M", "t", "L_M", "F_rel", "F_api", "r_lic"],
    ),
    (
        "rivals and the community",
        &["W_O", "W_G", "X_G", "hostG", "fun", "L_O", "g_C", "g_X", "xi", "k_e", "F_own"],
    ),
];

/// The answers whose reach is asked for: a key, the vintage, a query, and words.
const ANSWERS: [(&str, &str, &str, &str); 2] = [
    (
        "2024",
        "four-player-2024",
        "best_response(meta, open) given openai = closed_high, google = open_small, community = split",
        "open, 2024",
    ),
    (
        "2026",
        "four-player-2026",
        "best_response(meta, api) given openai = closed_high, google = open_small, community = build_closed",
        "api, 2026",
    ),
];

/// Boxes that are looked at before bounds on a radius may stay apart.
const BOXES: u64 = 4096;

/// What moves together: the sizes of markets and bills, and lags of open models.
const TOGETHER: [&str; 7] = [
    "S, T_M = 0.5",
    "S, W_M = 0.5",
    "S, E_M = 0.5",
    "T_M, W_M = 0.5",
    "T_M, E_M = 0.5",
    "W_M, E_M = 0.5",
    "lag_M, lag_B = 0.5",
];

/// Points of each prior: a power of 2, as Sobol' points want it.
const DRAWS: u64 = 16_384;

/// Shares that are asked for: a key, a query, and words.
const SHARES: [(&str, &str, &str); 4] = [
    (
        "reply",
        "best_response(meta, open) given openai = closed_high, google = open_small, community = split",
        "open is the best response at the observed rivals",
    ),
    ("D3", "dominant(meta, open)", "open is dominant as a class"),
    ("D4", "iterated_dominant(meta, open)", "elimination leaves only open strategies"),
    ("D6", "some_pure_equilibrium(meta, open)", "some pure equilibrium is open"),
];

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let mut artifact = Artifact::new();
    radii(study, &mut artifact)?;
    let game = study.game("four-player-2024")?;
    artifact.drawn_with(SEED);
    correlated(&game, &mut artifact)?;
    coordination(&game, &mut artifact)?;
    Ok(artifact)
}

/// The radius of each answer, of all parameters and block by block.
fn radii(study: &Study<'_>, artifact: &mut Artifact) -> Result<(), Fault> {
    let mut table = Table::new(&[
        "answer",
        "what moves",
        ">parameters",
        ">radius at least",
        ">at most",
        "nearest point found with another answer",
    ]);
    for (key, name, query, words) in ANSWERS {
        let game = study.game(name)?;
        let all = game.model.parameters.iter().filter(|parameter| parameter.range.is_some());
        let all: Vec<&str> = all.map(|parameter| parameter.name.as_str()).collect();
        let blocks = std::iter::once(("everything", all.as_slice())).chain(BLOCKS);
        for (place, (block, names)) in blocks.enumerate() {
            let axes =
                names.iter().map(|name| game.axis(name)).collect::<Result<Vec<Axis>, Fault>>()?;
            let found = reach(&game, query, &axes)?;
            let most = found.high.as_ref().filter(|_| !found.is_everywhere);
            let count = found.enters.iter().filter(|enters| **enters).count();
            table.row(vec![
                Cell::text(words),
                Cell::text(block),
                Cell::text(count.to_string()),
                if found.is_everywhere {
                    Cell::text("whole box")
                } else {
                    Cell::at_least(&found.low)
                },
                most.map_or_else(Cell::empty, Cell::at_most),
                broken(&game, &axes, &found, count),
            ]);
            // No more than what is proved, whatever digits the text asks for
            let safe = decimal_down(&found.low, 3).parse().unwrap_or_else(|_| Rational::zero());
            artifact.numbers.exact(format!("{key}.{place}"), &safe, 3);
            artifact.numbers.count(format!("{key}.{place}.parameters"), count);
        }
    }
    artifact.printed("radii", table, 3);
    Ok(())
}

fn reach(game: &At<'_>, query: &str, axes: &[Axis]) -> Result<Radius, Fault> {
    let rest = Rational::share(1, 100);
    let asked = Asked {
        model: game.model,
        point: &game.point,
        axes,
        condition: &game.condition(query)?,
        rest: &rest,
        budget: BOXES,
        by_priors: false,
        max_bits: MAX_BITS,
        settings: &game.settings,
    };
    radius(&asked).map_err(|error| game.open(query, error))
}

/// The parameters that have moved at the nearest known point with another answer, up or down, of `count` that matter.
fn broken(game: &At<'_>, axes: &[Axis], found: &Radius, count: usize) -> Cell {
    let Some(witness) = &found.witness else { return Cell::empty() };
    let entering =
        axes.iter().zip(&witness.point).zip(&found.enters).filter(|(_, enters)| **enters);
    let moves = entering.filter_map(|((axis, to), _)| {
        let from = game.point.get(axis.parameter)?;
        let parameter = &game.model.parameters[axis.parameter];
        let symbol = parameter.tex.as_deref().unwrap_or(&parameter.name);
        match to.cmp(from) {
            Ordering::Less => Some(format!(r"{symbol} \downarrow")),
            Ordering::Equal => None,
            Ordering::Greater => Some(format!(r"{symbol} \uparrow")),
        }
    });
    let moves: Vec<String> = moves.collect();
    if moves.len() > LISTED {
        return Cell::text(format!("{} of {count} move", moves.len()));
    }
    // Arrows keep symbols apart
    Cell::symbol(moves.join(" "))
}

/// So many parameters are listed at most.
const LISTED: usize = 12;

/// The game of Meta (closed or licensed) and the community (closed stacks or open ones): whose gains have which sign.
const COORDINATION: [&str; 4] = [
    "best_response(meta, closed) given meta = kept_or_licensed, openai = closed_high, google = open_small, community = build_closed",
    "best_response(meta, open_r) given meta = kept_or_licensed, openai = closed_high, google = open_small, community = build_open",
    "best_response(community, build_open) given community = build_closed|build_open, meta = open_r, openai = closed_high, google = open_small",
    "best_response(community, build_closed) given community = build_closed|build_open, meta = closed, openai = closed_high, google = open_small",
];

/// How often Meta's gain needs the community, and how often both profiles are equilibria of the two.
fn coordination(game: &At<'_>, artifact: &mut Artifact) -> Result<(), Fault> {
    let counted = |drawn| {
        let points = Points { design: "sobol", n: DRAWS, drawn, correlate: &[] };
        answers(game, &points, &COORDINATION)
    };
    let (likely, even) = (counted(Drawn::Triangular)?, counted(Drawn::Uniform)?);
    let mut table = Table::new(&["share of draws in which", ">triangular", ">uniform", ">s.e."]);
    let asked = [
        ("needs", 2, "Meta gains if the community comes along, and loses if not"),
        ("both", COORDINATION.len(), "both profiles are equilibria between Meta and the community"),
    ];
    for (key, queries, words) in asked {
        let [likely, even] = [&likely, &even].map(|columns| agreed(&columns[..queries]));
        let [value, evenly] = [&likely, &even].map(|tally| tally.share().unwrap_or(f64::NAN));
        table.row(vec![
            Cell::text(words),
            estimate(value, 3),
            estimate(evenly, 3),
            estimate(even.standard_error().unwrap_or(f64::NAN), 4),
        ]);
        artifact.numbers.estimate(format!("coordination.{key}"), value, 3);
        artifact.numbers.estimate(format!("coordination.{key}.uniform"), evenly, 3);
    }
    artifact.data("coordination", table);
    Ok(())
}

/// At how many points all columns of answers say yes.
fn agreed(columns: &[Vec<f64>]) -> Tally {
    let rows = columns.first().map_or(0, Vec::len);
    let yes =
        (0..rows).filter(|&row| columns.iter().all(|column| column[row] > 0.5)).count() as u64;
    Tally { yes, no: rows as u64 - yes, ..Tally::default() }
}

/// The shares under independent priors, and under those that move together.
fn correlated(game: &At<'_>, artifact: &mut Artifact) -> Result<(), Fault> {
    let queries = SHARES.map(|(_, query, _)| query);
    let counted = |correlate: &[&str]| -> Result<Vec<Tally>, Fault> {
        let points = Points { design: "sobol", n: DRAWS, drawn: Drawn::Triangular, correlate };
        let columns = answers(game, &points, &queries)?;
        Ok(columns.chunks(1).map(agreed).collect())
    };
    let (alone, together) = (counted(&[])?, counted(&TOGETHER)?);
    let mut table =
        Table::new(&["share of draws in which", ">independent", ">moving together", ">s.e."]);
    for (((key, _, words), alone), together) in SHARES.iter().zip(&alone).zip(&together) {
        let share = |tally: &Tally| tally.share().unwrap_or(f64::NAN);
        let error = together.standard_error().unwrap_or(f64::NAN);
        table.row(vec![
            Cell::text(*words),
            estimate(share(alone), 3),
            estimate(share(together), 3),
            estimate(error, 4),
        ]);
        artifact.numbers.estimate(format!("alone.{key}"), share(alone), 3);
        artifact.numbers.estimate(format!("together.{key}"), share(together), 3);
    }
    artifact.numbers.count("draws", usize::try_from(DRAWS).unwrap_or(usize::MAX));
    artifact.numbers.exact("correlation", &Rational::share(1, 2), 1);
    artifact.printed("correlated", table, 3);
    Ok(())
}
