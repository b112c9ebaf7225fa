//! F7: which parameters the gain from opening depends on.

use super::super::artifact::estimate;
use super::super::at::At;
use super::super::{Artifact, Exhibit, Fault, Study};
use super::draws::{Drawn, SEED, answers, ends};
use crate::analysis::{
    Answers, Asked, Estimate, Finding, Indices, Layout, Sample, Varied, named, one_at_a_time, there,
};
use crate::game::MAX_BITS;
use crate::report::{Analysed, OneAtATime, Origin, Point};
use crate::sampling;
use crate::table::{Cell, Table};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "F7",
    name: "drivers",
    title: "What the gain from opening depends on: one parameter at a time, and all together",
    games: &["four-player-2024"],
    command: "equil analyze games/open-release/four-player-2024.game.toml tornado --ends prior --query \"gain(meta, open) given openai = closed_high, google = open_small, community = split\"",
    is_quick: false,
    run,
};

const QUERY: &str =
    "gain(meta, open) given openai = closed_high, google = open_small, community = split";
/// What the query is called in pictures.
const WORDS: &str = "Meta's gain from opening (USD bn/yr)";
/// Pairs of points; each needs a row for every parameter, and two more.
const PAIRS: u64 = 4096;

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let game = study.game("four-player-2024")?;
    let mut artifact = Artifact::new();
    swings(&game, &mut artifact)?;
    indices(&game, &mut artifact)?;
    Ok(artifact)
}

/// The gain with one parameter at a time at the ends of its prior.
fn swings(game: &At<'_>, artifact: &mut Artifact) -> Result<(), Fault> {
    let query = game.query(QUERY)?;
    let failed =
        |error: crate::model::ModelError| Fault::Problems(vec![error.diagnostic(game.model)]);
    let (model, point, settings) = (game.model, &game.point, &game.settings);
    let here = there(model, point, &query, MAX_BITS, settings).map_err(failed)?;
    let found = one_at_a_time(model, point, &ends(game), &query, MAX_BITS, settings);
    let told = OneAtATime {
        model,
        point: Point::default(),
        asked: WORDS,
        here,
        ends: found.map_err(failed)?,
    };
    for one in &told.ends {
        let name = &model.parameters[one.parameter].name;
        if let Some(swing) = one.swing() {
            artifact.numbers.number(format!("swing.{name}"), &swing, 3);
        }
    }
    let picture = told.picture();
    artifact.picture("tornado", picture.ok_or_else(|| game.open(QUERY, "it is open"))?);
    artifact.printed("tornado", told.data(), 3);
    Ok(())
}

/// Which part of the variance over the prior comes from each parameter.
fn indices(game: &At<'_>, artifact: &mut Artifact) -> Result<(), Fault> {
    let (Some(design), Some(analysis)) = (sampling::named("saltelli"), named("sobol")) else {
        return Err(game.open("Sobol' indices", "there is no such analysis"));
    };
    let columns = answers(game, design.name, PAIRS, Drawn::Triangular, &[QUERY])?;
    let values = columns.into_iter().next().unwrap_or_default();
    let rows = values.len();
    let parameters = ends(game).into_iter().map(|(place, ..)| Varied {
        name: game.model.parameters[place].name.clone(),
        drawn: None,
        // Indices are those of answers: which row is which, the design says
        values: Vec::new(),
    });
    let answers = Answers {
        query: WORDS.to_owned(),
        values: values.into_iter().map(Some).collect(),
        ..Answers::default()
    };
    let sample = Sample {
        layout: Layout { design, second_order: false, levels: None },
        parameters: parameters.collect(),
        answers: vec![answers],
        rows,
        left_over: 0,
    };
    let asked = Asked { seed: SEED, ..Asked::default() };
    let watch = |_, _| (game.settings.watch)(0, 1);
    let found =
        analysis.of(&sample, &asked, &watch).map_err(|error| game.open("Sobol' indices", error))?;
    let Some(Finding::Sobol(indices)) = found.first().map(|found| &found.finding) else {
        return Err(game.open("Sobol' indices", "nothing varies"));
    };
    numbers(&sample, indices, artifact);
    artifact.printed("indices", table(&sample, indices), 3);
    let origin = Origin {
        file: String::new(),
        game: Some(game.model.info.name.clone()),
        seed: Some(SEED),
        scrambled: true,
        missing: 0,
    };
    let told = Analysed {
        sample: &sample,
        origin: &origin,
        asked: &asked,
        parts: vec![(analysis, found)],
    };
    let picture = told.picture();
    artifact.picture("indices", picture.ok_or_else(|| game.open("Sobol' indices", "none"))?);
    Ok(())
}

fn numbers(sample: &Sample, indices: &Indices, artifact: &mut Artifact) {
    let numbers = &mut artifact.numbers;
    for (place, parameter) in sample.parameters.iter().enumerate() {
        for (order, estimates) in [("total", &indices.total), ("first", &indices.first)] {
            numbers.estimate(format!("{order}.{}", parameter.name), estimates[place].value, 2);
        }
    }
    numbers.estimate("mean", indices.mean, 3);
    numbers.estimate("deviation", indices.deviation, 3);
    numbers.estimate("alone", indices.alone(), 2);
    numbers.count("pairs", indices.pairs);
    numbers.count("rows", sample.rows);
}

/// The greatest total indices first.
fn table(sample: &Sample, indices: &Indices) -> Table {
    let heads = ["parameter", ">total", ">from", ">to", ">first order", ">from", ">to"];
    let mut table = Table::new(&heads);
    let mut order: Vec<usize> = (0..sample.parameters.len()).collect();
    order.sort_by(|a, b| indices.total[*b].value.total_cmp(&indices.total[*a].value));
    let cells = |index: Estimate| {
        let [low, high] = index.interval.unwrap_or([f64::NAN; 2]);
        [index.value, low, high].map(|value| estimate(value, 3))
    };
    for place in order {
        let mut row = vec![Cell::text(sample.parameters[place].name.as_str())];
        row.extend(cells(indices.total[place]));
        row.extend(cells(indices.first[place]));
        table.row(row);
    }
    table
}
