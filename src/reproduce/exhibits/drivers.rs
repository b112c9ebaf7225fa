//! F7: what moves Meta's gain from opening: one parameter at a time, and all at once.

use super::super::artifact::estimate;
use super::super::at::At;
use super::super::{Artifact, Exhibit, Fault, Study};
use super::draws::{SEED, ends};
use crate::analysis::{self, Asked, Finding, Indices, Layout, Sample, one_at_a_time};
use crate::game::MAX_BITS;
use crate::model::{Vary, Watched};
use crate::num::Rational;
use crate::plot::{Bar, Bars, Row, Shade, Words};
use crate::sampling;
use crate::sweep::{Asking, Form, Plan, stream};
use crate::table::{Cell, Table, middle};
use crate::text::Symbol;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "F7",
    name: "drivers",
    title: "What drives Meta's gain from opening: swings, and Sobol' indices",
    games: &["four-player-2024"],
    command: "equil analyze games/open-release/four-player-2024.game.toml tornado --query \"gain(meta, open) given openai = closed_high, google = open_small, community = split\"",
    is_quick: false,
    run,
};

const QUERY: &str =
    "gain(meta, open) given openai = closed_high, google = open_small, community = split";
/// Pairs of points of the priors.
const PAIRS: u64 = 2048;
/// Bars that are drawn.
const SHOWN: usize = 14;

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let game = study.game("four-player-2024")?;
    let mut artifact = Artifact::new();
    swings(&game, &mut artifact)?;
    artifact.drawn_with(SEED);
    indices(&game, &mut artifact)?;
    Ok(artifact)
}

/// The gain at the ends of each parameter's prior, all others at their values.
fn swings(game: &At<'_>, artifact: &mut Artifact) -> Result<(), Fault> {
    let ends = ends(game);
    let query = game.query(QUERY)?;
    let base = game.number(QUERY)?;
    let found = one_at_a_time(game.model, &game.point, &ends, &query, MAX_BITS, &game.settings)
        .map_err(|error| Fault::Problems(vec![error.diagnostic(game.model)]))?;
    let mut all = Vec::new();
    for ends in found {
        let numbers = [ends.answers[0].number(), ends.answers[1].number()];
        let ([Some(low), Some(high)], Some(swing)) = (numbers, ends.swing()) else {
            return Err(game.open(QUERY, "it is open at the end of a range"));
        };
        all.push((ends, low, high, swing));
    }
    all.sort_by(|a, b| b.3.0.cmp(&a.3.0).then(a.0.parameter.cmp(&b.0.parameter)));
    let mut table = Table::new(&[
        "parameter",
        "unit",
        ">low",
        ">gain at low (USD bn/yr)",
        ">high",
        ">gain at high (USD bn/yr)",
        ">swing (USD bn/yr)",
    ]);
    let mut rows = Vec::new();
    let float = |bounds: &(Rational, Rational)| middle(&bounds.0, &bounds.1).nearest_f64();
    for (ends, low, high, swing) in &all {
        let name = game.model.parameters[ends.parameter].name.as_str();
        table.row(vec![
            Cell::text(name),
            Cell::text(game.model.parameters[ends.parameter].unit.as_deref().unwrap_or("")),
            Cell::exact(&ends.ends[0]),
            Cell::number(low),
            Cell::exact(&ends.ends[1]),
            Cell::number(high),
            Cell::number(swing),
        ]);
        artifact.numbers.number(format!("swing.{name}"), swing, 3);
        let bar = |to: f64, shade, at: &Rational| Bar {
            from: float(&base),
            to,
            shade,
            interval: None,
            text: format!("{name} = {at}: {to:.4}"),
        };
        rows.push(Row {
            label: named(game, name)?,
            bars: vec![
                bar(float(low), Shade::Light, &ends.ends[0]),
                bar(float(high), Shade::Dark, &ends.ends[1]),
            ],
        });
    }
    rows.truncate(SHOWN);
    let bars = Bars {
        title: String::new(),
        axis: "gain from opening (USD bn/yr)".to_owned(),
        base: Some(float(&base)),
        beside: false,
        kinds: vec![
            (Shade::Light, "least value of the parameter".to_owned()),
            (Shade::Dark, "greatest value".to_owned()),
        ],
        rows,
    };
    artifact.picture("swings", bars.to_svg());
    artifact.data("swings", table);
    Ok(())
}

/// Parts of the variance of the gain over the priors.
fn indices(game: &At<'_>, artifact: &mut Artifact) -> Result<(), Fault> {
    let design = sampling::named("saltelli");
    let (Some(design), Some(method)) = (design, analysis::named("sobol")) else {
        return Err(Fault::Unfit("there are no Sobol' indices".to_owned()));
    };
    let vary = game.model.parameters.iter().enumerate();
    let vary = vary.filter(|(_, parameter)| parameter.prior.is_some());
    let asking = Asking {
        design,
        n: Some(PAIRS),
        seed: SEED,
        scrambled: true,
        second_order: false,
        levels: 4,
        uniform: false,
        vary: vary.map(|(parameter, _)| Vary { parameter, range: None, points: None }).collect(),
        watch: vec![Watched { query: game.query(QUERY)?, written: QUERY.to_owned(), lists: false }],
        correlate: Vec::new(),
        max_bits: MAX_BITS,
        exact: false,
        bare: false,
    };
    let plan = Plan::new(game.model, game.point.clone(), asking)
        .map_err(|error| game.open(QUERY, error))?;
    let mut rows = Vec::new();
    stream(&plan, Form::Csv, 0..plan.rows(), &mut rows, &|_, _| true)
        .map_err(|error| game.open(QUERY, error))?;
    let layout = Layout { design, second_order: false, levels: None };
    let drawn: Vec<(String, String)> = plan
        .axes
        .iter()
        .map(|axis| (game.model.parameters[axis.parameter].name.clone(), String::new()))
        .collect();
    let sample = Sample::read(rows.as_slice(), Form::Csv, layout, Some(&drawn), &[])
        .map_err(|error| game.open(QUERY, error))?;
    let asked = Asked { seed: SEED, ..Asked::default() };
    let found =
        method.of(&sample, &asked, &|_, _| true).map_err(|error| game.open(QUERY, error))?;
    let Some(Finding::Sobol(indices)) = found.first().map(|found| &found.finding) else {
        return Err(game.open(QUERY, "there are no indices"));
    };
    told(game, &sample, indices, artifact)
}

/// What a parameter is, with its symbol; its unit would say nothing of its part in the gain.
fn named(game: &At<'_>, name: &str) -> Result<Words, Fault> {
    let parameter = &game.model.parameters[game.parameter(name)?];
    let symbol = parameter.tex.as_deref().and_then(Symbol::parse);
    Ok(Words::of(parameter.about.as_deref().unwrap_or(name), symbol, None))
}

fn told(
    game: &At<'_>,
    sample: &Sample,
    indices: &Indices,
    artifact: &mut Artifact,
) -> Result<(), Fault> {
    let mut order: Vec<usize> = (0..indices.total.len()).collect();
    order.sort_by(|&a, &b| indices.total[b].value.total_cmp(&indices.total[a].value));
    let mut table = Table::new(&[
        "parameter",
        ">total index",
        ">from",
        ">to",
        ">first-order index",
        ">from",
        ">to",
    ]);
    let mut rows = Vec::new();
    for &place in &order {
        let name = sample.parameters[place].name.as_str();
        let (total, first) = (indices.total[place], indices.first[place]);
        let mut cells = vec![Cell::text(name)];
        for index in [total, first] {
            let [low, high] = index.interval.unwrap_or([f64::NAN; 2]);
            cells.extend([index.value, low, high].map(|value| estimate(value, 3)));
        }
        table.row(cells);
        artifact.numbers.estimate(format!("total.{name}"), total.value, 2);
        artifact.numbers.estimate(format!("first.{name}"), first.value, 2);
        let bar = |index: crate::analysis::Estimate, shade| Bar {
            from: 0.0,
            to: index.value,
            shade,
            interval: index.interval,
            text: format!("{name}: {:.3}", index.value),
        };
        rows.push(Row {
            label: named(game, name)?,
            bars: vec![bar(total, Shade::Dark), bar(first, Shade::Light)],
        });
    }
    rows.truncate(SHOWN);
    let bars = Bars {
        title: String::new(),
        axis: "part of the variance".to_owned(),
        base: Some(0.0),
        beside: true,
        kinds: vec![(Shade::Dark, "total".to_owned()), (Shade::Light, "first order".to_owned())],
        rows,
    };
    artifact.picture("indices", bars.to_svg());
    artifact.data("indices", table);
    artifact.numbers.estimate("mean", indices.mean, 3);
    artifact.numbers.estimate("deviation", indices.deviation, 3);
    artifact.numbers.estimate("alone", indices.alone(), 2);
    artifact.numbers.count("pairs", indices.pairs);
    Ok(())
}
