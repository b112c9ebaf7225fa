//! Answers at many points of the prior, row by row.

use super::super::at::At;
use super::super::fault::Fault;
use crate::formula::Text;
use crate::game::MAX_BITS;
use crate::model::{Prior, Vary, Watched, parse_watched, read_correlations};
use crate::num::Rational;
use crate::sampling::named;
use crate::sweep::{Asking, Form, Plan, stream};
use crate::text::Code;

/// What points are drawn from: between the same ends, most often near the base, or evenly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drawn {
    Triangular,
    Uniform,
}

/// What points depend on.
pub(super) const SEED: u64 = 20_240_723;

/// Between which values each parameter with a prior is drawn.
pub(super) fn ends(game: &At<'_>) -> Vec<(usize, Rational, Rational)> {
    let ends = game.model.parameters.iter().enumerate();
    let ends = ends.filter_map(|(place, parameter)| match parameter.prior.as_ref()? {
        Prior::Uniform(low, high) | Prior::Triangular(low, _, high) => {
            Some((place, low.clone(), high.clone()))
        }
        Prior::Normal(..) => None,
    });
    ends.collect()
}

/// Which points are drawn.
pub(super) struct Points<'a> {
    /// The design.
    pub(super) design: &'static str,
    /// How many.
    pub(super) n: u64,
    /// From what.
    pub(super) drawn: Drawn,
    /// What moves together, as sweeps are told.
    pub(super) correlate: &'a [&'a str],
}

/// The answers to queries at such points, column by column: yes is 1, no 0.
pub(super) fn answers(
    game: &At<'_>,
    points: &Points<'_>,
    queries: &[&str],
) -> Result<Vec<Vec<f64>>, Fault> {
    let open = |why: String| game.open("sweep", why);
    let &Points { design, n, drawn, correlate } = points;
    let design = named(design).ok_or_else(|| open(format!("no design is called `{design}`")))?;
    let names: Vec<&str> = game.model.parameters.iter().map(|p| p.name.as_str()).collect();
    let texts: Vec<Text> =
        correlate.iter().map(|pair| Text::standalone("correlate", pair)).collect();
    let mut problems = Vec::new();
    let correlate = read_correlations(&texts, &names, Code::SWEEP, &mut problems);
    if !problems.is_empty() {
        return Err(Fault::Problems(problems));
    }
    let vary = ends(game).into_iter().map(|(parameter, low, high)| Vary {
        parameter,
        range: (drawn == Drawn::Uniform).then_some((low, high)),
        points: None,
    });
    let asking = Asking {
        design,
        n: Some(n),
        seed: SEED,
        scrambled: true,
        second_order: false,
        levels: 4,
        uniform: false,
        vary: vary.collect(),
        watch: queries.iter().map(|query| watched(game, query)).collect::<Result<_, Fault>>()?,
        correlate,
        max_bits: MAX_BITS,
        exact: false,
        bare: true,
    };
    let plan = Plan::new(game.model, game.point.clone(), asking)
        .map_err(|error| open(error.to_string()))?;
    let mut rows = Vec::new();
    let goes_on = |_, _| (game.settings.watch)(0, 1);
    stream(&plan, Form::Csv, 0..plan.rows(), &mut rows, &goes_on)
        .ok()
        .filter(|whole| *whole)
        .ok_or_else(|| open("not all points were looked at".to_owned()))?;
    let mut columns = vec![Vec::new(); queries.len()];
    let text = String::from_utf8_lossy(&rows);
    for line in text.lines().skip(1) {
        for ((column, cell), query) in columns.iter_mut().zip(line.split(',').skip(1)).zip(queries)
        {
            column.push(match cell {
                "yes" => 1.0,
                "no" => 0.0,
                cell => cell.parse().map_err(|_| game.open(query, format!("`{cell}`: {line}")))?,
            });
        }
    }
    Ok(columns)
}

fn watched(game: &At<'_>, written: &str) -> Result<Watched, Fault> {
    let text = Text::standalone("query", written);
    let names: Vec<&str> = game.model.parameters.iter().map(|p| p.name.as_str()).collect();
    let mut problems = Vec::new();
    parse_watched(&text, &game.model.scope(&[]), &names, &mut problems)
        .filter(|_| problems.is_empty())
        .ok_or(Fault::Problems(problems))
}
