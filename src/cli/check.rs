//! `equil check`: is the file right? and, with `--profile`, is this an equilibrium?

use std::time::Duration;

use serde_json::{Value, json};

use super::files::expanded;
use super::input::{Game, Most, Place};
use super::output::{DOCUMENTS, Form, Output, Screen};
use super::progress::{Progress, time_limit, usage};
use super::{CliError, Ending, assertion, proof};
use equil::game::{Payoffs, Profile};
use equil::model::{MOST_STATES, ModelError, StatesError};
use equil::num::Rational;
use equil::report::{Certified, Checked, Document, Proved};
use equil::table::Table;
use equil::text::{Diagnostic, Severity};

/// Read files and report everything that is wrong with them, or doubtful, at once.
///
/// With --profile, also certify that profile from the payoffs alone: is it a Nash equilibrium, and
/// what would each deviation gain? Nothing is searched for.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil check game.game.toml
  equil check games -f csv
  equil check pd.game.toml --profile \"ann = defect, bob = defect\" --assert
  equil check pd.game.toml --given \"ann = defect\" --profile \"ann = defect, bob = defect\"
  equil check game.nfg --proof game.proof
  equil check bos.game.toml --profile \"ann = 2/3 opera + 1/3 fight, bob = 1/3 opera + 2/3 fight\"

Of a folder all game files in it and below are checked (.game.toml, .nfg, .lrs, .gam).

Exits with 2 if a file has errors, with 4 if one cannot be read (the others are checked all the same), \
with 1 if --assert is given and the profile is no equilibrium.")]
pub(crate) struct Args {
    /// Game files or folders of them; `-` reads the standard input
    #[arg(value_name = "FILE|FOLDER", required = true)]
    files: Vec<String>,
    #[command(flatten)]
    most: Most,
    #[command(flatten)]
    place: Place,
    /// Restrict strategies, for a proof as they were when it was written: "player = strategy, ..."
    #[arg(long, value_name = "WHO = WHAT")]
    given: Vec<String>,
    /// Certify a profile: "player = strategy, ..."; mixed: "player = 1/3 T + 2/3 B"
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,
    /// Check a proof that `equil solve --proof` wrote: all extreme equilibria, and no others; or that
    /// no equilibrium is better than the one stated
    #[arg(long, value_name = "PROOF", conflicts_with = "profile")]
    proof: Option<String>,
    /// Stop in time: 90s, 5m, 2h
    #[arg(long, value_name = "TIME", value_parser = time_limit, requires = "proof")]
    limit: Option<Duration>,
    /// Exit with 1 unless the profile is an equilibrium
    #[arg(long, requires = "profile")]
    assert: bool,
    #[command(flatten)]
    output: Output,
}

/// What has been said about the files so far.
#[derive(Default)]
struct Said {
    document: Document,
    data: Option<Table>,
    files: Vec<Value>,
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let form = args.output.form(&DOCUMENTS, Form::Text)?;
    let files = expanded(&args.files, |format| format.is_always_a_game)?;
    let read: Vec<String> = files.iter().chain(&args.proof).cloned().collect();
    args.output.spares(&read)?;
    for (option, given) in [("--profile", &args.profile), ("--proof", &args.proof)] {
        if given.is_some() && files.len() > 1 {
            return Err(usage(
                format!("`{option}` goes with one file"),
                "check the others without it",
            ));
        }
    }
    let (mut said, mut ending, mut problems) = (Said::default(), Ending::Answered, Vec::new());
    let mut unread = Vec::new();
    for file in &files {
        match one(args, file, screen, &mut said) {
            Ok(Ending::Answered) => {}
            Ok(other) => ending = other,
            Err(CliError::Problems(found)) => {
                said.files.push(json!({ "file": file, "problems": listed(&found) }));
                problems.extend(found);
            }
            Err(CliError::Io(what, error)) => {
                let problem = json!({
                    "code": null,
                    "severity": "error",
                    "message": error.to_string(),
                    "file": file,
                    "line": null,
                    "column": null,
                    "help": null,
                });
                said.files.push(json!({ "file": file, "problems": [problem] }));
                unread.push(CliError::Io(what, error));
            }
            Err(error) => return Err(error),
        }
    }
    match form {
        Form::Json => {
            args.output.json(&json!({ "schema": "equil.check/1", "files": said.files }))?;
        }
        _ if said.data.is_some() => {
            args.output.document(form, &said.document, || said.data.unwrap_or_default(), screen)?;
        }
        _ => {}
    }
    if !problems.is_empty() {
        unread.insert(0, CliError::Problems(problems));
    }
    if unread.is_empty() { Ok(ending) } else { Err(CliError::Several(unread)) }
}

/// Checks one file; its problems are an error.
fn one(args: &Args, file: &str, screen: &Screen, said: &mut Said) -> Result<Ending, CliError> {
    let (model, warnings) = args.most.open(file, screen)?;
    let mut game = args.place.of(model, warnings)?;
    let kept = game.given(&args.given)?;
    game.point.given.clone_from(&args.given);
    let payoffs = match game.model.at(&game.assignment, game.max_bits) {
        Ok(payoffs) => Ok(payoffs.restricted(&kept)),
        // A file may leave values to whoever uses it
        Err(error @ ModelError::NoValue { .. })
            if args.profile.is_none() && args.proof.is_none() =>
        {
            Err(error)
        }
        Err(error) => return Err(CliError::Problems(vec![error.diagnostic(&game.model)])),
    };
    if payoffs.is_ok() {
        states(&game)?;
    }
    let discounts = game.model.discounts(&game.assignment);
    let wrong = discounts.map(|all| game.model.wrong_discounts(&all)).unwrap_or_default();
    if !wrong.is_empty() {
        let help = "change it, or the parameters it hangs on";
        return Err(CliError::Problems(wrong.into_iter().map(|one| one.help(help)).collect()));
    }
    game.model = game.model.restricted(&kept);
    let profile =
        args.profile.as_deref().map(|text| game.profile("--profile", text)).transpose()?;
    game.warn(screen);
    let checked = Checked {
        model: &game.model,
        payoffs: payoffs.as_ref(),
        warnings: count(&game.warnings, Severity::Warning),
    };
    let mut told = checked.json();
    told["file"] = json!(file);
    told["point"] = game.point.json();
    told["problems"] = listed(&game.warnings);
    let mut ending = Ending::Answered;
    if let (Some(profile), Ok(payoffs)) = (&profile, &payoffs) {
        ending = certify(args, &game, payoffs, profile, screen, said, &mut told);
    } else if let (Some(path), Ok(payoffs)) = (&args.proof, &payoffs) {
        let progress = Progress::new(args.limit, screen);
        let mut done = 0;
        let mut watch = || {
            done += 1;
            progress.step(done, 0)
        };
        let checked = proof::check(path, payoffs, &mut watch)?;
        drop(progress);
        if let Some(proof::Checked { steps, proven }) = checked {
            let proved = Proved { model: &game.model, steps, proven: &proven };
            said.document = proved.document(args.output.digits());
            said.data = Some(proved.data(args.output.digits()));
            told["proof"] = proved.json();
        } else {
            said.document.line("The check was stopped before its end; no step failed by then.");
            said.data = Some(Table::default());
            told["proof"] = json!({ "holds": null });
            ending = Ending::Incomplete;
        }
    } else {
        if !said.document.blocks.is_empty() {
            said.document.gap();
        }
        said.document.blocks.extend(checked.document().blocks);
        let rows = checked.data();
        said.data
            .get_or_insert_with(|| Table { rows: Vec::new(), ..rows.clone() })
            .rows
            .extend(rows.rows);
    }
    said.files.push(told);
    Ok(ending)
}

/// Whether `[states]` makes a stochastic game at the point; where a file leaves values to whoever uses it, that is not known.
fn states(game: &Game) -> Result<(), CliError> {
    let model = &game.model;
    let Some(states) = &model.states else { return Ok(()) };
    let moves = |parameter: usize| states.variables.iter().any(|one| one.parameter == parameter);
    let known = |parameter: usize| game.assignment.get(parameter).is_some() || moves(parameter);
    if !(0..model.parameters.len()).all(known) {
        return Ok(());
    }
    let problems = model.states_problems(&game.assignment, game.max_bits, MOST_STATES);
    let told = problems.iter().filter(|error| !matches!(error, StatesError::TooMany { .. }));
    let told: Vec<Diagnostic> = told.map(|error| error.diagnostic(model)).collect();
    if told.is_empty() { Ok(()) } else { Err(CliError::Problems(told)) }
}

fn certify(
    args: &Args,
    game: &Game,
    payoffs: &Payoffs,
    profile: &Profile<Rational>,
    screen: &Screen,
    said: &mut Said,
    told: &mut Value,
) -> Ending {
    let digits = args.output.digits();
    let certified = Certified::new(&game.model, payoffs, profile);
    said.document = certified.document(digits);
    said.data = Some(certified.data(digits));
    told["profile"] = certified.json();
    let asserted = "that the profile is a Nash equilibrium";
    match certified.is_equilibrium() {
        Some(false) if args.assert => {
            assertion::failed(asserted, &certified.gain_in_words(digits), screen)
        }
        None if args.assert => assertion::open(asserted, &certified.gain_in_words(digits), screen),
        Some(_) => Ending::Answered,
        None => Ending::Incomplete,
    }
}

fn count(problems: &[Diagnostic], severity: Severity) -> usize {
    problems.iter().filter(|problem| problem.severity() == severity).count()
}

/// Problems for other programs, such as editors.
fn listed(problems: &[Diagnostic]) -> Value {
    let one = |problem: &Diagnostic| {
        let (line, column) = problem.place();
        let severity = match problem.severity() {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        json!({
            "code": problem.code.id,
            "severity": severity,
            "message": problem.message,
            "file": problem.source.name,
            "line": line,
            "column": column,
            "help": problem.help,
        })
    };
    problems.iter().map(one).collect()
}
