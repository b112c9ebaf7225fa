//! F8: Meta's gain from opening over the lag of its followers, and over its own.

use rayon::prelude::*;

use super::super::at::{At, Bounds};
use super::super::{Artifact, Exhibit, Fault, Study};
use crate::model::Axis;
use crate::num::{Rational, Ring};
use crate::plot::{Curves, Ranges};
use crate::table::{Cell, Table, middle};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "F8",
    name: "lags",
    title: "Meta's gain from opening over the followers' lag and over its own lag",
    games: &["four-player-2024", "four-player-2026"],
    command: "equil sweep games/open-release/four-player-2024.game.toml followers",
    is_quick: true,
    run,
};

/// What the others are observed to play in each vintage, and how that reads.
const RIVALS: [(&str, &str, &str); 2] = [
    (
        "2024",
        "openai = closed_high, google = open_small, community = split",
        "closed_high, open_small, split",
    ),
    (
        "2026",
        "openai = open_small, google = open_small, community = split",
        "open_small, open_small, split",
    ),
];
const OWN: [&str; 5] = ["closed", "api", "delayed", "open_r", "open_p"];
/// The last of them are open.
const OTHERS: usize = 3;

/// A panel: which vintage, and which of the values told in the text, in hundredths of a year.
struct Panel {
    vintage: usize,
    told: &'static [i64],
}

/// A picture: a parameter, from where to where in hundredths of a year, and its panels.
struct Asked {
    parameter: &'static str,
    part: &'static str,
    title: &'static str,
    axis: &'static str,
    ends: [i64; 2],
    panels: &'static [Panel],
}

/// Values that are looked at for a picture are so many hundredths of a year apart.
const STEP: usize = 2;

const ASKED: [Asked; 2] = [
    Asked {
        parameter: "lag_B",
        part: "followers",
        title: "Meta's gain from opening over the followers' lag: a hump",
        axis: "followers' lag behind the frontier, lag_B (yr)",
        ends: [10, 176],
        panels: &[Panel { vintage: 0, told: &[10, 50, 100, 150] }],
    },
    Asked {
        parameter: "lag_M",
        part: "own",
        title: "Meta's gain from opening over its own lag: leaders sell, laggards give away",
        axis: "Meta's lag behind the frontier, lag_M (yr)",
        ends: [0, 126],
        panels: &[
            Panel { vintage: 0, told: &[0, 50, 100] },
            Panel { vintage: 1, told: &[0, 20, 45] },
        ],
    },
];

fn hundredths(count: i64) -> Rational {
    let mut value = Rational::integer(count);
    value /= &Rational::integer(100);
    value
}

fn float(bounds: &Bounds) -> f64 {
    middle(&bounds.0, &bounds.1).nearest_f64()
}

/// The gain at one value: over the best of what is not open, and over each of that.
struct Gain {
    at: Rational,
    best: Bounds,
    over: [f64; OTHERS],
}

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let mut artifact = Artifact::new();
    for asked in &ASKED {
        let heads = ["vintage", ">lag", ">gain", ">over closed", ">over api", ">over delayed"];
        let mut table = Table::new(&heads);
        let mut panels = Vec::new();
        for panel in asked.panels {
            let (vintage, rivals, words) = RIVALS[panel.vintage];
            let game = study.game(&format!("four-player-{vintage}"))?;
            let [low, high] = asked.ends.map(hundredths);
            let axis = game.between(asked.parameter, low, high)?;
            let gains = gains(&game, asked, rivals)?;
            for gain in &gains {
                let mut row =
                    vec![Cell::text(vintage), Cell::exact(&gain.at), Cell::number(&gain.best)];
                let over = |value: &f64| super::super::artifact::estimate(*value, 6);
                row.extend(gain.over.iter().map(over));
                table.row(row);
            }
            let key = format!("{vintage}.{}", asked.parameter);
            let query = format!("gain(meta, open) given {rivals}");
            for count in panel.told {
                let there = game.set(asked.parameter, &hundredths(*count))?.number(&query)?;
                artifact.numbers.number(format!("{key}.at_{count}"), &there, 3);
            }
            let zeros = zeros(&game, &axis, rivals)?;
            for (number, zero) in zeros.iter().enumerate() {
                artifact.numbers.number(format!("{key}.zero_{}", number + 1), zero, 3);
            }
            artifact.numbers.count(format!("{key}.zeros"), zeros.len());
            let top = gains.iter().max_by(|a, b| a.best.0.cmp(&b.best.0));
            if let Some(top) = top {
                artifact.numbers.exact(format!("{key}.best_at"), &top.at, 2);
                artifact.numbers.number(format!("{key}.best"), &top.best, 3);
            }
            let label = format!("{vintage}, others play {words}");
            panels.push(curves(label, &gains, &zeros, game.value(asked.parameter)?));
        }
        let legend = [
            "gain of the best open strategy over the best other one",
            "over each of closed, api and delayed alone",
            "open is the best reply",
            "value of the vintage",
        ];
        let ranges = Ranges {
            title: asked.title.to_owned(),
            axes: [asked.axis.to_owned(), "gain (USD bn/yr)".to_owned()],
            range: asked.ends.map(|end| hundredths(end).nearest_f64()),
            panels,
            rows: Vec::new(),
            legend: legend.map(str::to_owned),
        };
        artifact.picture(asked.part, ranges.to_svg());
        artifact.data(asked.part, table);
    }
    Ok(artifact)
}

/// The gain at many values.
fn gains(game: &At<'_>, asked: &Asked, rivals: &str) -> Result<Vec<Gain>, Fault> {
    let query = format!("gain(meta, open) given {rivals}");
    let values: Vec<i64> = (asked.ends[0]..=asked.ends[1]).step_by(STEP).collect();
    let gain = |count: &i64| {
        let at = hundredths(*count);
        let there = game.set(asked.parameter, &at)?;
        let mut own = [0.0; OWN.len()];
        for (payoff, strategy) in own.iter_mut().zip(OWN) {
            let asked = format!("payoff(meta) given meta = {strategy}, {rivals}");
            *payoff = float(&there.number(&asked)?);
        }
        let open = own[OTHERS..].iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let over = [0, 1, 2].map(|other| open - own[other]);
        Ok(Gain { at, best: there.number(&query)?, over })
    };
    values.par_iter().map(gain).collect()
}

/// Where the gain is exactly 0, which is proved: nowhere else does the reply change.
fn zeros(game: &At<'_>, axis: &Axis, rivals: &str) -> Result<Vec<Bounds>, Fault> {
    let asked = format!("best_response(meta, open) given {rivals}");
    let line = game.line(axis, &game.condition(&asked)?)?;
    if !line.is_complete() {
        return Err(game.open(&asked, "a stretch is not settled"));
    }
    Ok(line.changes().iter().map(|change| (change.low.clone(), change.high.clone())).collect())
}

fn curves(label: String, gains: &[Gain], zeros: &[Bounds], base: Rational) -> Curves {
    let points = |of: &dyn Fn(&Gain) -> f64| -> Vec<[f64; 2]> {
        gains.iter().map(|gain| [gain.at.nearest_f64(), of(gain)]).collect()
    };
    let strong = points(&|gain| float(&gain.best));
    let ends = [strong.first(), strong.last()].map(|end| end.map_or(0.0, |end| end[0]));
    let mut cuts = vec![ends[0]];
    cuts.extend(zeros.iter().map(float));
    cuts.push(ends[1]);
    // Between zeros the sign is that of any value there
    let holds = cuts.windows(2).filter(|cut| {
        let inside = strong.iter().filter(|point| cut[0] < point[0] && point[0] < cut[1]);
        inside.clone().count() > 0 && inside.map(|point| point[1]).sum::<f64>() > 0.0
    });
    let mark = |zero: &Bounds| {
        let at = middle(&zero.0, &zero.1);
        (at.nearest_f64(), format!("0 at {}", crate::num::decimal(&at, 3)))
    };
    Curves {
        label,
        holds: holds.map(|cut| [cut[0], cut[1]]).collect(),
        faint: (0..OTHERS).map(|other| points(&|gain: &Gain| gain.over[other])).collect(),
        strong,
        marks: zeros.iter().map(mark).collect(),
        base: Some(base.nearest_f64()),
    }
}
