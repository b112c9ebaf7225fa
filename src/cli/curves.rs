//! `equil threshold --along`: thresholds of one parameter as curves over another.

use super::input::Game;
use super::output::{Form, Output, Screen};
use super::progress::usage;
use super::threshold::failed;
use super::vary::along;
use super::{CliError, Ending};
use equil::answer::{Condition, Decision};
use equil::model::Axis;
use equil::nash::Settings;
use equil::num::Rational;
use equil::report::{Compared, Traced};
use equil::threshold::{Along, Asked, BUDGET, Curves, curves};

/// What is asked for.
pub(super) struct Request<'a> {
    pub(super) along: &'a str,
    /// At how many values at most.
    pub(super) most: usize,
    pub(super) rest: &'a Rational,
}

/// The curves of the only parameter in `axes`.
pub(super) fn traced(
    request: &Request<'_>,
    game: &Game,
    axes: &[Axis],
    condition: &Condition,
    settings: &Settings<'_>,
) -> Result<Curves, CliError> {
    let [axis] = axes else {
        return Err(usage(
            format!("curves are of one parameter, and {} vary", axes.len()),
            "name the one whose thresholds are asked for: `--vary NAME`",
        ));
    };
    let (other, values) = along(request.along, axis.parameter, &game.model)?;
    let asked = Asked {
        model: &game.model,
        point: &game.assignment,
        parameter: axis.parameter,
        low: &axis.low,
        high: &axis.high,
        condition,
        budget: BUDGET,
        max_bits: game.max_bits,
        settings,
    };
    let (most, rest) = (request.most, request.rest);
    let found = curves(&Along { asked, other: &other, values, most, rest });
    found.map_err(|error| failed(error, &game.model))
}

/// Writes the curves.
pub(super) fn told(
    curves: Curves,
    (form, output): (Form, &Output),
    (game, query): (&Game, &str),
    (here, compared): (Option<Decision>, Option<Compared>),
    screen: &Screen,
) -> Result<Ending, CliError> {
    let base = [&curves.other, &curves.parameter].map(|axis| {
        let inside = |value: &&Rational| **value >= axis.low && **value <= axis.high;
        game.assignment.get(axis.parameter).filter(inside).cloned()
    });
    let [first, second] = base;
    let report = Traced {
        model: &game.model,
        point: game.point.clone(),
        asked: query.to_owned(),
        here,
        compared,
        base: first.zip(second).map(|(first, second)| [first, second]),
        curves,
    };
    match form {
        Form::Json => output.json(&report.json(&game.warning_lines()))?,
        Form::Svg => output.write(report.picture().as_bytes())?,
        _ => output.document(form, &report.document(), || report.data(), screen)?,
    }
    Ok(if report.is_complete() { Ending::Answered } else { Ending::Incomplete })
}
