//! F9: the moving calibration, from July 2024 to April 2026.

use rayon::prelude::*;

use super::super::artifact::estimate;
use super::super::at::{At, Bounds};
use super::super::{Artifact, Exhibit, Fault, Study};
use super::draws::SEED;
use crate::answer::{Answer, Condition, answer_at};
use crate::game::MAX_BITS;
use crate::model::{Assignment, MixedChoice, Model, Pace, Path, QueryKind};
use crate::num::{Draws, Rational, Ring};
use crate::plot::{Line, Series, Strips};
use crate::report::{Point, Travelled};
use crate::table::{Cell, Table, middle};
use crate::threshold::{self, Asked, BUDGET, along};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "F9",
    name: "path",
    title: "The moving calibration: equilibria by month, and Meta's gain with a band of priors",
    games: &["four-player-2024", "four-player-2026"],
    command: "equil path games/open-release/four-player-2024.game.toml games/open-release/four-player-2026.game.toml --length 21 --unit months",
    is_quick: false,
    run,
};

/// Months between both vintages.
const MONTHS: i64 = 21;
/// The gain where the community builds on closed stacks, as it does at the end.
const LATER: &str =
    "gain(meta, open) given openai = closed_high, google = open_small, community = build_closed";
/// Points of the prior that are carried along the path.
const DRAWS: u64 = 512;
/// Parts of the draws below the lines of the band.
const PARTS: [f64; 3] = [0.1, 0.5, 0.9];

const QUERY: &str =
    "gain(meta, open) given openai = closed_high, google = open_small, community = split";

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let first = study.game("four-player-2024")?;
    let second = study.game("four-player-2026")?;
    let mut artifact = Artifact::new();
    let end = carried(&first, &second.point, second.model);
    let path = between(&first.point, &end, &first)?;
    switches(&first, &path, &mut artifact)?;
    tastes(&first, &end, &mut artifact)?;
    let mut table = Table::new(&[
        ">months since July 2024",
        ">gain (USD bn/yr)",
        ">gain with the community on closed stacks (USD bn/yr)",
        ">10 % of draws below (USD bn/yr)",
        ">median of draws (USD bn/yr)",
        ">90 % of draws below (USD bn/yr)",
        ">share of draws above 0",
    ]);
    let gains = by_month(&first, QUERY, &first.point, &path)?;
    let later = by_month(&first, LATER, &first.point, &path)?;
    let draws: Vec<Vec<Bounds>> = (0..DRAWS)
        .into_par_iter()
        .map(|draw| {
            let lots = Draws::new(SEED).at(draw);
            let from = drawn(&first, lots);
            let to = carried(&first, &drawn(&second, lots), second.model);
            by_month(&first, QUERY, &from, &between(&from, &to, &first)?)
        })
        .collect::<Result<_, Fault>>()?;
    let mut lines: Vec<Line> = [
        "10 % of draws below",
        "base values",
        "90 % of draws below",
        "median of draws",
        "base values, community on closed stacks",
    ]
    .map(|label| Line { label: label.to_owned(), points: Vec::new() })
    .into();
    for (month, gain) in gains.iter().enumerate() {
        let mut all: Vec<f64> = draws.iter().map(|gains| float(&gains[month])).collect();
        all.sort_by(f64::total_cmp);
        let [low, half, high] = PARTS.map(|part| quantile(&all, part));
        #[allow(clippy::cast_precision_loss)] // hundreds
        let count = all.len() as f64;
        #[allow(clippy::cast_precision_loss)] // hundreds
        let above = all.iter().filter(|gain| **gain > 0.0).count() as f64 / count;
        #[allow(clippy::cast_precision_loss)] // months
        let at = month as f64;
        for (line, value) in
            lines.iter_mut().zip([low, float(gain), high, half, float(&later[month])])
        {
            line.points.push([at, value]);
        }
        table.row(vec![
            Cell::text(month.to_string()),
            Cell::number(gain),
            Cell::number(&later[month]),
            estimate(low, 3),
            estimate(half, 3),
            estimate(high, 3),
            estimate(above, 3),
        ]);
        if month == 0 || month + 1 == gains.len() {
            artifact.numbers.estimate(format!("above.{month}"), above, 2);
            let error = (above * (1.0 - above) / count).sqrt();
            artifact.numbers.estimate(format!("error.{month}"), error, 3);
        }
    }
    artifact.numbers.count("draws", draws.len());
    artifact.drawn_with(SEED);
    artifact.numbers.exact("months", &Rational::integer(MONTHS), 0);
    let series = Series {
        reaches: vec![0.0],
        marks: Vec::new(),
        title: String::new(),
        axes: ["months since July 2024".into(), "gain from opening (USD bn/yr)".into()],
        lines,
    };
    artifact.picture("gain", series.to_svg());
    artifact.data("gain", table);
    Ok(artifact)
}

/// Other scales of buyers' tastes, in hundredths, by their keys.
const TASTES: [(&str, usize); 2] = [("narrow", 35), ("wide", 45)];

/// How often equilibria change, and when for the last time, where buyers' tastes have another scale all the way.
fn tastes(first: &At<'_>, end: &Assignment, artifact: &mut Artifact) -> Result<(), Fault> {
    for (key, hundredths) in TASTES {
        let scale = Rational::share(hundredths, 100);
        let from = first.set("mu", &scale)?;
        let mut to = end.clone();
        to.set(first.parameter("mu")?, scale.clone());
        let line = changing(&from, &between(&from.point, &to, &from)?)?;
        artifact.numbers.exact(format!("{key}.mu"), &scale, 2);
        artifact.numbers.count(format!("{key}.switches"), line.changes().len());
        if let Some(last) = line.changes().last() {
            let bounds = (last.low.clone(), last.high.clone());
            artifact.numbers.number(format!("{key}.last"), &bounds, 1);
        }
    }
    Ok(())
}

/// Where pure equilibria change on the way.
fn changing(first: &At<'_>, path: &Path) -> Result<threshold::Line, Fault> {
    let condition = Condition::PureEquilibria;
    let asked = Asked {
        model: first.model,
        point: &first.point,
        parameter: 0,
        low: &Rational::zero(),
        high: &path.length,
        condition: &condition,
        budget: BUDGET,
        max_bits: MAX_BITS,
        settings: &first.settings,
    };
    along(&asked, path).map_err(|error| first.open("equilibria", error))
}

/// Where they change, as a picture and a table.
fn switches(first: &At<'_>, path: &Path, artifact: &mut Artifact) -> Result<(), Fault> {
    let line = changing(first, path)?;
    for (number, change) in line.changes().iter().enumerate() {
        let bounds = (change.low.clone(), change.high.clone());
        artifact.numbers.number(format!("switch.{}", number + 1), &bounds, 2);
    }
    artifact.numbers.count("switches", line.changes().len());
    let told = Travelled {
        model: first.model,
        point: Point::default(),
        to: "four-player-2026".to_owned(),
        unit: Some("months".to_owned()),
        asked: "equilibria".to_owned(),
        compared: None,
        path,
        line: &line,
    };
    let strips = Strips { title: String::new(), ..told.strips() };
    artifact.picture("equilibria", strips.to_svg());
    artifact.printed("equilibria", Table { caption: None, ..told.table() }, 2);
    Ok(())
}

/// The values of another file's point, in the parameters of this one.
fn carried(own: &At<'_>, other: &Assignment, model: &Model) -> Assignment {
    let mut point = own.point.clone();
    for (place, parameter) in model.parameters.iter().enumerate() {
        let here = own.model.parameters.iter().position(|one| one.name == parameter.name);
        if let Some((here, value)) = here.zip(other.get(place)) {
            point.set(here, value.clone());
        }
    }
    point
}

fn between(from: &Assignment, to: &Assignment, game: &At<'_>) -> Result<Path, Fault> {
    // As `equil path`: what has a range moves by equal factors, fixed tastes by equal amounts
    let pace = |parameter: usize| match game.model.parameters[parameter].range {
        Some(_) => Pace::Geometric,
        None => Pace::Linear,
    };
    Path::between(from, to, Rational::integer(MONTHS), pace).map_err(|at| {
        game.open("path", format!("`{}` has no value", game.model.parameters[at].name))
    })
}

/// A point of the priors of a file: each parameter at the part of its prior that lots say.
fn drawn(game: &At<'_>, lots: Draws) -> Assignment {
    let mut point = game.point.clone();
    for (place, parameter) in game.model.parameters.iter().enumerate() {
        let Some(prior) = &parameter.prior else { continue };
        if let Some(value) = Rational::from_f64(prior.quantile(lots.uniform(place))) {
            point.set(place, value);
        }
    }
    point
}

/// Meta's gain from opening at the end of each month on the way.
fn by_month(
    game: &At<'_>,
    asked: &str,
    from: &Assignment,
    path: &Path,
) -> Result<Vec<Bounds>, Fault> {
    let query = game.query(asked)?;
    let shape = game.model.shape();
    let mut kept: Vec<Vec<usize>> = shape.strategies().iter().map(|&n| (0..n).collect()).collect();
    for given in &query.given {
        if let MixedChoice::Among(support) = &given.choice {
            kept[given.player].clone_from(support);
        }
    }
    let mut players = vec![false; shape.players()];
    if let QueryKind::Gain { player, .. } = query.kind {
        players[player] = true;
    }
    let problem =
        |error: crate::model::ModelError| Fault::Problems(vec![error.diagnostic(game.model)]);
    let moved = game.model.along(from, path, &players, &kept).map_err(problem)?;
    (0..=MONTHS)
        .map(|month| {
            let payoffs =
                moved.at(game.model, &[Rational::integer(month)], MAX_BITS).map_err(problem)?;
            match answer_at(&payoffs, &query, &game.settings) {
                Answer::Number { low, high } => Ok((low, high)),
                _ => Err(game.open(asked, "it is open")),
            }
        })
        .collect()
}

fn float((low, high): &Bounds) -> f64 {
    middle(low, high).nearest_f64()
}

/// The number below which a part of some sorted numbers is.
fn quantile(sorted: &[f64], part: f64) -> f64 {
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let place = (part * (sorted.len().saturating_sub(1)) as f64).round() as usize;
    sorted.get(place).copied().unwrap_or(f64::NAN)
}
