//! Maps of two parameters with exact boundaries.

use super::super::at::At;
use super::super::fault::Fault;
use crate::answer::Decision;
use crate::model::Axis;
use crate::num::Rational;
use crate::plot::Map;
use crate::report::{Point, Traced, asked_in_words};
use crate::threshold::Curves;

/// A parameter, what it is in words, and the ends of its axis in hundredths.
pub(super) type Ends = (&'static str, &'static str, [i64; 2]);

/// What a map shows.
pub(super) struct Asked<'a> {
    /// The query whose answer changes.
    pub(super) query: &'a str,
    /// The parameter with thresholds, upwards.
    pub(super) axis: &'a Axis,
    /// The other one.
    pub(super) along: &'a Axis,
    /// At how many values of the other one thresholds are told.
    pub(super) values: usize,
}

/// The map of a query, and the curves on it.
pub(super) fn mapped(game: &At<'_>, asked: &Asked<'_>) -> Result<(Map, Curves), Fault> {
    let condition = game.condition(asked.query)?;
    let curves = game.curves(asked.axis, asked.along, &condition, asked.values)?;
    if !curves.is_complete() {
        return Err(game.open(asked.query, "boundaries are not proved all the way"));
    }
    let value = |axis: &Axis| {
        let value = game.point.get(axis.parameter).cloned();
        value.filter(|value| *value >= axis.low && *value <= axis.high)
    };
    let base = value(asked.along).zip(value(asked.axis)).map(|(x, y)| [x, y]);
    let traced = Traced {
        model: game.model,
        point: Point::default(),
        compared: None,
        asked: asked_in_words(asked.query, &condition),
        here: None,
        base,
        curves,
    };
    Ok((traced.map(), traced.curves))
}

/// On which side of a change the answer is yes.
pub(super) fn side(before: Option<&Decision>, after: Option<&Decision>) -> &'static str {
    let is_yes = |answer: Option<&Decision>| answer == Some(&Decision::Yes);
    match (is_yes(before), is_yes(after)) {
        (true, false) => "below",
        (false, true) => "above",
        _ => "on one side",
    }
}

/// The ends of an axis in floats.
pub(super) fn ends(axis: &Axis) -> [f64; 2] {
    [&axis.low, &axis.high].map(Rational::nearest_f64)
}
