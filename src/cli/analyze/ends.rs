//! Exact answers of a game file as one parameter at a time goes to the ends of its range.

use super::super::gathered::Gathered;
use super::super::output::{Form, Screen};
use super::super::progress::{Progress, usage};
use super::super::vary::{axes, still};
use super::super::{CliError, Ending};
use super::{Args, Which, stray};
use equil::analysis::{one_at_a_time, there};
use equil::formula::Text;
use equil::model::{Axis, Model, Prior, Query, parse_query};
use equil::nash::Settings;
use equil::report::OneAtATime;

pub(super) fn run(args: &Args, form: Form, screen: &Screen) -> Result<Ending, CliError> {
    let Args { methods, rows, estimates, .. } = args;
    if let Some(other) = methods.iter().find(|method| method.name != "tornado") {
        return Err(usage(
            format!("`{}` needs the rows of a run", other.name),
            format!("`equil sweep FILE --method {} ... -o run.csv` writes one", other.takes[0]),
        ));
    }
    stray(
        &[
            (rows.design.is_some(), "--design"),
            (rows.second_order, "--second-order"),
            (rows.levels.is_some(), "--levels"),
            (!estimates.with.is_empty(), "--with"),
            (args.fails, "--fails"),
            (args.above.is_some(), "--above"),
            (args.boxes.density.is_some(), "--density"),
        ],
        "a game file",
        "it goes with the rows of a run",
    )?;
    let [written] = args.query.as_slice() else {
        return Err(usage(
            "one query is asked of a game file",
            "add `--query \"gain(player, strategy)\"`",
        ));
    };
    let (model, warnings) = args.game.most.open(&args.run, screen)?;
    let mut gathered = Gathered::default();
    let mut game = args.game.place.gathered(model, warnings, &mut gathered);
    let query = query(written, &game.model);
    let (query, axes) = gathered.both(query, axes(&args.game.vary, &game.model))?;
    game.warnings.extend(still(&args.game.vary, &game.model));
    game.warn(screen);
    if axes.is_empty() {
        return Err(usage(
            "no parameter has a range",
            "say over which values one moves: `--vary NAME=LOW:HIGH`",
        ));
    }
    let is_said = |parameter: usize| {
        let name = game.model.parameters[parameter].name.as_str();
        args.game.vary.iter().any(|text| text.trim().starts_with(&format!("{name}=")))
    };
    let range = |axis: Axis| {
        let prior = game.model.parameters[axis.parameter].prior.as_ref();
        let prior =
            prior.filter(|_| args.game.ends == Some(Which::Prior) && !is_said(axis.parameter));
        match prior {
            Some(Prior::Uniform(low, high) | Prior::Triangular(low, _, high)) => {
                (axis.parameter, low.clone(), high.clone())
            }
            _ => (axis.parameter, axis.low, axis.high),
        }
    };
    let ranges: Vec<_> = axes.into_iter().map(range).collect();
    let progress = Progress::new(args.limit, screen);
    let watch = |_, _| progress.step(0, 1);
    let settings = Settings { watch: &watch, ..Settings::default() };
    let failed =
        |error: equil::model::ModelError| CliError::Problems(vec![error.diagnostic(&game.model)]);
    let (point, bits) = (&game.assignment, game.max_bits);
    let here = there(&game.model, point, &query, bits, &settings).map_err(failed)?;
    let ends =
        one_at_a_time(&game.model, point, &ranges, &query, bits, &settings).map_err(failed)?;
    drop(progress);
    let point = game.point.clone();
    let report = OneAtATime { model: &game.model, point, asked: written, here, ends };
    match form {
        Form::Json => args.output.json(&report.json(&game.warning_lines()))?,
        Form::Svg => {
            let picture = report.picture().ok_or_else(|| {
                usage(
                    "there is no picture: the answer at the point is not known",
                    "leave `-f svg` out",
                )
            })?;
            args.output.write(picture.as_bytes())?;
        }
        _ => {
            let document = report.document(screen.verbose);
            args.output.document(form, &document, || report.data(), screen)?;
        }
    }
    Ok(if report.is_complete() { Ending::Answered } else { Ending::Incomplete })
}

fn query(written: &str, model: &Model) -> Result<Query, CliError> {
    let text = Text::standalone("--query", written);
    let names: Vec<&str> = model.parameters.iter().map(|p| p.name.as_str()).collect();
    let mut problems = Vec::new();
    let query = parse_query(&text, &model.scope(&[]), &names, &mut problems);
    query.filter(|_| problems.is_empty()).ok_or(CliError::Problems(problems))
}
