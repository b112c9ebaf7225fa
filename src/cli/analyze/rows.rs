//! What the rows of a run say.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use super::super::output::{Form, Screen};
use super::super::progress::{Progress, usage};
use super::super::sweep::stored;
use super::super::{CliError, Ending};
use super::{Args, ends_in, stray};
use equil::analysis::{Analysis, AnalysisError, Asked, Found, Layout, Sample, taking};
use equil::num::Rational;
use equil::report::{Analysed, Origin};
use equil::sweep::{self, Shard, Stored};
use equil::text::{Code, Diagnostic, Source};

pub(super) fn run(args: &Args, form: Form, screen: &Screen) -> Result<Ending, CliError> {
    let game = &args.game;
    stray(
        &[
            (!game.vary.is_empty(), "--vary"),
            (game.ends.is_some(), "--ends"),
            (game.place.is_given(), "--set` or `--scenario"),
        ],
        "the rows of a run",
        "it goes with a game file; `equil sweep` chooses the point of a run",
    )?;
    let (mut sample, origin) = open(args, &args.run)?;
    sample.keep(&args.query).map_err(|error| failed(&args.run, error))?;
    let mut replicates = Vec::new();
    for path in &args.estimates.with {
        let (other, from) = open(args, path)?;
        let (own, new) = (sample.layout.design.name, other.layout.design.name);
        if new != own {
            return Err(usage(
                format!("`{path}` is a run of the design `{new}`, and `{}` of `{own}`", args.run),
                "name runs of one sweep that differ in their seeds",
            ));
        }
        if from.seed.is_some() && from.seed == origin.seed {
            return Err(usage(
                format!("`{path}` has the seed of `{}`", args.run),
                "run the sweep again with another `--seed`",
            ));
        }
        replicates.push(other);
    }
    let asked = Asked {
        above: args.above.as_deref().map_or(Ok(0.0), above)?,
        holds: !args.fails,
        level: args.estimates.level,
        resamples: args.estimates.resamples,
        seed: args.estimates.seed,
        peel: args.boxes.peel,
        support: args.boxes.support,
        density: args.boxes.density,
        boxes: args.boxes.count,
        replicates: &replicates,
    };
    let methods: Vec<&'static Analysis> = match args.methods.as_slice() {
        [] => taking(sample.layout.design.name),
        methods => methods.to_vec(),
    };
    one_at_most(form, &methods, &sample)?;
    let progress = Progress::new(args.limit, screen);
    let watch = |done, total| progress.step(done, total);
    let mut parts: Vec<(&'static Analysis, Vec<Found>)> = Vec::new();
    for method in methods {
        let found = method.of(&sample, &asked, &watch).map_err(|error| failed(&args.run, error))?;
        parts.push((method, found));
    }
    drop(progress);
    let report = Analysed { sample: &sample, origin: &origin, asked: &asked, parts };
    match form {
        Form::Json => args.output.json(&report.json(&[]))?,
        Form::Svg => {
            let picture = report.picture().ok_or_else(|| {
                usage(
                    "there is nothing to draw: the answer is the same everywhere, or not known",
                    "leave `-f svg` out, and it is told",
                )
            })?;
            args.output.write(picture.as_bytes())?;
        }
        _ => {
            let document = report.document(args.output.digits(), screen.verbose);
            args.output.document(form, &document, || report.data(), screen)?;
        }
    }
    Ok(if report.is_complete() { Ending::Answered } else { Ending::Incomplete })
}

/// A table for other programs is about one method, a picture about one query, too.
fn one_at_most(form: Form, methods: &[&Analysis], sample: &Sample) -> Result<(), CliError> {
    let names: Vec<&str> = methods.iter().map(|method| method.name).collect();
    if matches!(form, Form::Csv | Form::Svg) && names.len() > 1 {
        return Err(usage(
            "a picture, and a table for other programs, are about one method",
            format!("name one of them: {}", names.join(", ")),
        ));
    }
    let several = sample.answers.len() > 1 && names != ["share"];
    if form == Form::Svg && several {
        let queries: Vec<&str> = sample.answers.iter().map(|a| a.query.as_str()).collect();
        return Err(usage(
            "a picture is about one query",
            format!("add `--query` with one of them: {}", queries.join("; ")),
        ));
    }
    Ok(())
}

/// Reads `--above`.
fn above(text: &str) -> Result<f64, CliError> {
    let number: Result<Rational, _> = text.trim().parse();
    number.map(|exact| exact.nearest_f64()).map_err(|error| {
        let source = Source::new("--above", text);
        let message = format!("`{}` is {error}", text.trim());
        let problem = Diagnostic::new(Code::SETTING, &source, 0..text.len(), message);
        CliError::Problems(vec![problem.help("write 3, -1/2, 0.25 or 1e3")])
    })
}

/// The rows at `path`, and where they come from.
fn open(args: &Args, path: &str) -> Result<(Sample, Origin), CliError> {
    let form = if ends_in(path, "jsonl") { sweep::Form::Jsonl } else { sweep::Form::Csv };
    match Stored::open(Path::new(path)).map_err(unread)? {
        Some(run) => written(args, path, &run, form),
        None => foreign(args, path, form),
    }
}

/// Why the rows of a sweep cannot be read.
fn unread(error: sweep::StoreError) -> CliError {
    match &error {
        sweep::StoreError::Manifest { .. } => usage(
            error.to_string(),
            "run the sweep again; or move this file away, and say `--design` how points were chosen",
        ),
        _ => stored(error),
    }
}

/// Rows that a sweep wrote.
fn written(
    args: &Args,
    path: &str,
    run: &Stored,
    form: sweep::Form,
) -> Result<(Sample, Origin), CliError> {
    let rows = &args.rows;
    stray(
        &[
            (rows.design.is_some(), "--design"),
            (rows.second_order, "--second-order"),
            (rows.levels.is_some(), "--levels"),
        ],
        "rows that a sweep wrote",
        "the manifest beside them says how points were chosen",
    )?;
    if run.shard() != Shard::WHOLE {
        let Shard { index, of } = run.shard();
        return Err(usage(
            format!("`{path}` is shard {index} of {of}"),
            "`equil sweep merge` puts all of them together",
        ));
    }
    let text = |key: &str| run.manifest.get(key).and_then(|value| value.as_str());
    let number = |key: &str| run.manifest.get(key).and_then(serde_json::Value::as_u64);
    let design = text("method").and_then(equil::sampling::named).ok_or_else(|| {
        usage(format!("the manifest of `{path}` names no design"), "write the run again")
    })?;
    let second_order =
        run.manifest.get("second-order").and_then(serde_json::Value::as_bool).unwrap_or(false);
    let levels = number("levels").and_then(|levels| u32::try_from(levels).ok());
    let vary = run.manifest.get("vary").and_then(|vary| vary.as_object());
    let drawn: Vec<(String, String)> = vary
        .into_iter()
        .flatten()
        .map(|(name, over)| (name.clone(), over.as_str().unwrap_or_default().to_owned()))
        .collect();
    let layout = Layout { design, second_order, levels };
    let reader = run.reader().map_err(stored)?;
    let sample = Sample::read(reader, form, layout, Some(&drawn), &[]);
    let sample = sample.map_err(|error| failed(path, error))?;
    let origin = Origin {
        file: path.to_owned(),
        game: text("game").map(str::to_owned),
        seed: number("seed").filter(|_| !design.on_axes),
        scrambled: ["sobol", "saltelli"].contains(&design.name)
            && run.manifest.get("scrambled").and_then(serde_json::Value::as_bool) == Some(true),
        missing: run.expected() - run.rows(),
    };
    Ok((sample, origin))
}

/// Rows of another program.
fn foreign(args: &Args, path: &str, form: sweep::Form) -> Result<(Sample, Origin), CliError> {
    // A file that is not there is told as such, and not by its manifest
    Path::new(path).metadata().map_err(|error| CliError::Io(path.to_owned(), error))?;
    let design = args.rows.design.ok_or_else(|| {
        usage(
            format!("no manifest beside `{path}` says how its points were chosen"),
            "say it: `--design saltelli`, with `--second-order` if there are rows for it, or `--design random`",
        )
    })?;
    let layout = Layout { design, second_order: args.rows.second_order, levels: args.rows.levels };
    let reader: Box<dyn Read> = if ends_in(path, "parquet") {
        let text = sweep::columns_as_text(Path::new(path)).map_err(stored)?;
        Box::new(Cursor::new(text))
    } else {
        Box::new(File::open(path).map_err(|error| CliError::Io(path.to_owned(), error))?)
    };
    let sample = Sample::read(reader, form, layout, None, &args.query);
    let sample = sample.map_err(|error| failed(path, error))?;
    Ok((
        sample,
        Origin { file: path.to_owned(), game: None, seed: None, scrambled: false, missing: 0 },
    ))
}

/// Why rows are not analysed.
fn failed(path: &str, error: AnalysisError) -> CliError {
    let help = error.help();
    match error {
        AnalysisError::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            usage(format!("`{path}`: {error}"), help)
        }
        AnalysisError::Io(error) => CliError::Io(path.to_owned(), error),
        AnalysisError::Faults(faults) => {
            let last = faults.len() - 1;
            let told = faults.into_iter().enumerate().map(|(place, fault)| {
                let column = fault.column.map_or_else(String::new, |name| format!(" in `{name}`"));
                let said = format!("{path}:{}: {}{column}", fault.line, fault.message);
                CliError::Usage(said, (place == last).then(|| help.clone()))
            });
            CliError::Several(told.collect())
        }
        error => usage(format!("`{path}`: {error}"), help),
    }
}
