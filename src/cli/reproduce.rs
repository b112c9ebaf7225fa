//! `equil reproduce`: rebuild the paper's results, or check them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rayon::prelude::*;
use serde_json::Value;

use super::output::{Screen, say};
use super::progress::usage;
use super::{CliError, Ending, draw};
use equil::claims::{Tested, Verdict, test};
use equil::game::MAX_BITS;
use equil::model::Assignment;
use equil::nash::Settings;
use equil::reproduce::{
    Drift, EXHIBITS, Exhibit, Fault, Paper, Rebuilt, Stray, Study, What, Why, Written, check, left,
    readme, results, strays,
};

/// Rebuild the paper: every number, table and figure from the game files.
///
/// Without options all exhibits are computed, and their files are written into the folder of the results.
/// The exhibits are those of one article, on the open release of AI models, and are about its games: a paper on other games
/// has none. `equil report` makes a page of any game.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil reproduce
  equil reproduce paper --check
  equil reproduce --check --quick
  equil reproduce --only F3 --only T4
  equil reproduce --list

--check writes nothing: it computes everything anew and compares it with the files that are there, byte by byte; \
tests every claim of the games; and finds numbers in the text that no result stands behind, in words, too. What differs is \
told with file and line, old and new, causes first. With --quick and --only, files of exhibits that are not computed are compared \
with their records, and these with the games; with --only claims are left out. Exits with 1 if anything differs.")]
pub(crate) struct Args {
    /// The folder of the paper
    #[arg(value_name = "DIR", default_value = "paper")]
    folder: PathBuf,
    /// Compute and compare, write nothing
    #[arg(long)]
    check: bool,
    /// Leave out what takes longer than a few seconds
    #[arg(long, conflicts_with = "only")]
    quick: bool,
    /// This exhibit only, by its number in --list, such as F3 or T10; may be given several times
    #[arg(long, value_name = "ID")]
    only: Vec<String>,
    /// List the exhibits: what each shows, and from which games
    #[arg(long, conflicts_with_all = ["check", "quick", "only", "readme"])]
    list: bool,
    /// Print the guide to the results: what is needed, and which command makes which exhibit
    #[arg(long, conflicts_with_all = ["check", "quick", "only"])]
    readme: bool,
}

/// Lines of a file that are told at most.
const TOLD: usize = 10;

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    match rebuilt(args, screen) {
        // Who stops reading before all is told has not read that nothing differs
        Err(CliError::Closed) if args.check => Ok(Ending::No),
        ended => ended,
    }
}

fn rebuilt(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let exhibits = chosen(args)?;
    let paper = Paper::open(&args.folder).map_err(failed)?;
    let study = Study::open(paper, Settings::default()).map_err(failed)?;
    if args.list {
        for exhibit in EXHIBITS {
            let long = if exhibit.is_quick { "" } else { " (not with --quick)" };
            say(&format!("{:<4} {}{long}", exhibit.id, exhibit.title))?;
        }
        return Ok(Ending::Answered);
    }
    if args.readme {
        say(readme(&study).trim_end())?;
        return Ok(Ending::Answered);
    }
    let folder = study.paper.results.clone();
    let (start, mut number) = (Instant::now(), 0);
    let total = exhibits.len();
    let mut told = |exhibit: &Exhibit| {
        number += 1;
        if screen.verbose || screen.shows_progress() {
            let seconds = start.elapsed().as_secs();
            let said =
                format!("{number} of {total}, {seconds} s: {} {}", exhibit.id, exhibit.title);
            draw::note(&said, screen);
        }
    };
    let Rebuilt { files: written, held } = results(&study, &exhibits, &mut told).map_err(failed)?;
    let mut drifts = if args.check {
        check(&study, &written).map_err(failed)?
    } else {
        write(&folder, &written)?;
        let (files, shown) = (written.len(), folder.display());
        say(&format!("{}, {files} files in `{shown}`", counted(total)))?;
        left(&study, &written).map_err(failed)?
    };
    // Who asks for single exhibits may not have the others yet
    let is_alone = !args.check && !args.only.is_empty();
    if is_alone {
        drifts.retain(|drift| drift.why != Why::Missing);
    }
    // Causes first, then what follows from them
    let causes = drifts.partition_point(|drift| matches!(drift.why, Why::Game | Why::Removed));
    let (causes, rest) = drifts.split_at(causes);
    let ends = rest.partition_point(|drift| !matches!(drift.why, Why::Input | Why::Hash));
    let (rest, ends) = rest.split_at(ends);
    let mut wrong = drifts.len();
    drifted(causes)?;
    // Who asks about single exhibits does not wait for all claims
    let with_claims = args.check && args.only.is_empty();
    if with_claims {
        let open = open_before(&folder, &written);
        wrong += claimed(&study, &held, open, screen)?;
    }
    drifted(rest)?;
    let asked = |what: &What| match what {
        What::Key(key) => exhibits.iter().any(|exhibit| {
            key.strip_prefix(exhibit.id)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        }),
        What::Placed(file) => {
            exhibits.iter().any(|exhibit| file.starts_with(&format!("{}-", exhibit.id)))
        }
        _ => false,
    };
    wrong += stray(&study, &keys(&folder, &written), &|what| !is_alone || asked(what))?;
    drifted(ends)?;
    if args.check && wrong == 0 {
        let others = match EXHIBITS.len() - total {
            0 => "",
            _ => "; the files of the others are what their records say",
        };
        let claims = if with_claims { "no claim fails; " } else { "" };
        say(&format!(
            "{} what the games give{others}; {claims}every number of the text has a result",
            if total == 1 { "1 exhibit is".to_owned() } else { format!("{total} exhibits are") }
        ))?;
    }
    Ok(if wrong == 0 { Ending::Answered } else { Ending::No })
}

fn counted(exhibits: usize) -> String {
    if exhibits == 1 { "1 exhibit".to_owned() } else { format!("{exhibits} exhibits") }
}

/// The exhibits that are asked for.
fn chosen(args: &Args) -> Result<Vec<&'static Exhibit>, CliError> {
    if args.only.is_empty() {
        return Ok(EXHIBITS.iter().filter(|exhibit| exhibit.is_quick || !args.quick).collect());
    }
    for id in &args.only {
        if Exhibit::named(id).is_none() {
            let ids: Vec<&str> = EXHIBITS.iter().map(|exhibit| exhibit.id).collect();
            return Err(usage(
                format!("no exhibit is called `{id}`"),
                format!("there are {}", ids.join(", ")),
            ));
        }
    }
    let asked = |exhibit: &&Exhibit| args.only.iter().any(|id| id.eq_ignore_ascii_case(exhibit.id));
    Ok(EXHIBITS.iter().filter(asked).collect())
}

fn failed(fault: Fault) -> CliError {
    match fault {
        Fault::Problems(problems) => CliError::Problems(problems),
        Fault::Several(faults) => CliError::Several(faults.into_iter().map(failed).collect()),
        Fault::Unread { path, why } => CliError::Io(path, std::io::Error::other(why)),
        fault @ Fault::NoPaper(_) => {
            usage(fault.to_string(), "name the folder of a paper: it has a `paper.toml`")
        }
        fault @ Fault::Open { .. } => CliError::Open(
            fault.to_string(),
            "`equil claims` tells whether the games are as the paper says".to_owned(),
        ),
        fault => usage(
            fault.to_string(),
            "the exhibits are those of one article, on the open release of AI models, and ask about its games by the names of their \
             parameters, players and strategies: `equil reproduce --readme` tells which games each is about; `equil report` makes a \
             page of any game",
        ),
    }
}

fn write(folder: &Path, written: &[Written]) -> Result<(), CliError> {
    let said = |path: &Path| {
        let path = path.display().to_string();
        move |error| CliError::Io(path, error)
    };
    std::fs::create_dir_all(folder).map_err(said(folder))?;
    for file in written {
        let path = folder.join(&file.path);
        // Nobody may be reading from a pipe
        if path.exists() && !path.is_file() {
            let why = std::io::Error::other("is no regular file, and cannot be written anew");
            return Err(CliError::Io(path.display().to_string(), why));
        }
        std::fs::write(&path, &file.text).map_err(said(&path))?;
    }
    Ok(())
}

/// Tells where files differ from what the games give, and why.
fn drifted(drifts: &[Drift]) -> Result<(), CliError> {
    for group in drifts.chunk_by(|a, b| a.path == b.path && kind(&a.why) == kind(&b.why)) {
        let path = group[0].path.display();
        if group[0].why == Why::Hash {
            let said = if group.len() == 1 { "hash differs" } else { "hashes differ" };
            say(&format!("{path}: {} {said}", group.len()))?;
            continue;
        }
        for drift in group.iter().take(TOLD) {
            let lines = drift.line > 0;
            let place = if lines { format!("{path}:{}", drift.line) } else { path.to_string() };
            match (&drift.why, &drift.was, &drift.is) {
                (Why::Game, ..) if lines => {
                    say(&format!("{place}: the results were made from another line"))?;
                }
                (Why::Game, None, _) => say(&format!("{place}: the results were made without it"))?,
                (Why::Game, _, None) => {
                    say(&format!("{place}: the results were made from it, and it is not there"))?;
                }
                (Why::Game, ..) => say(&format!("{place}: its lines end in another way"))?,
                (Why::Stale(from), ..) => {
                    say(&format!("{place}: stale, made from {from}; it was not computed anew"))?;
                }
                (Why::Missing, ..) => say(&format!("{place}: is not there"))?,
                (Why::Removed, ..) => {
                    say(&format!(
                        "{place}: the results were written with it, and it is not there"
                    ))?;
                }
                (Why::Unread(what), ..) => say(&format!("{place}: {what}"))?,
                (Why::NoRecord, ..) => say(&format!(
                    "{place}: is no record of results, since it cannot be read as JSON; `equil reproduce` writes it anew"
                ))?,
                (Why::Ends, ..) => {
                    say(&format!(
                        "{place}: is not what the games give: its lines end in another way"
                    ))?;
                }
                (Why::Altered { record, exhibit }, ..) => say(&format!(
                    "{place}: is not what {record} says; `--check --only {exhibit}` tells the line"
                ))?,
                (Why::Extra, ..) => say(&format!("{place}: no exhibit writes it"))?,
                (Why::Input, ..) => say(&format!(
                    "{place}: is not what the results were written with; `equil reproduce` writes its new hash"
                ))?,
                _ => say(&place)?,
            }
            if lines {
                let shown =
                    |line: &Option<String>| line.as_deref().map_or("nothing", str::trim).to_owned();
                say(&format!("  old:  {}", shown(&drift.was)))?;
                say(&format!("  new:  {}", shown(&drift.is)))?;
            }
        }
        if group.len() > TOLD {
            say(&format!("{path}: {} more lines differ", group.len() - TOLD))?;
        }
    }
    Ok(())
}

/// What is told together.
fn kind(why: &Why) -> std::mem::Discriminant<Why> {
    std::mem::discriminant(why)
}

/// Tests the claims of the games that are not known to hold; how many fail, or are open though no more than `open` were when
/// the results were written.
fn claimed(
    study: &Study<'_>,
    held: &BTreeSet<(String, String)>,
    open: usize,
    screen: &Screen,
) -> Result<usize, CliError> {
    let all: Vec<_> = study
        .games
        .iter()
        .flat_map(|model| model.claims.iter().map(move |claim| (model, claim)))
        .filter(|(model, claim)| !held.contains(&(model.info.name.clone(), claim.name.clone())))
        .collect();
    let tested: Vec<_> = all
        .par_iter()
        .map(|(model, claim)| {
            let point = Assignment::of(model);
            (model, test(model, claim, &point, MAX_BITS, &study.settings))
        })
        .collect();
    let is_open = |tested: &Tested<'_>| matches!(tested.verdict, Verdict::Open(_));
    // What could not be proved then is no drift
    let more_are_open = tested.iter().filter(|(_, tested)| is_open(tested)).count() > open;
    let mut wrong = 0;
    for (model, tested) in tested {
        let is_wrong = more_are_open || !is_open(&tested);
        let why = match &tested.verdict {
            Verdict::Holds => continue,
            Verdict::Fails => "does not hold".to_owned(),
            Verdict::Open(open) => format!("is open: {open}"),
            Verdict::NoGame(error) => error.to_string(),
        };
        let source = &model.source;
        let (line, _) = source.locate(tested.claim.written.whole().start);
        let said = format!("{}:{line}: the claim `{}` {why}", source.name, tested.claim.name);
        if is_wrong {
            say(&said)?;
            wrong += 1;
        } else {
            draw::note(&said, screen);
        }
    }
    Ok(wrong)
}

/// The numbers of an exhibit, or of `facts`: those that were computed, else those of its record.
fn numbers(folder: &Path, written: &[Written], id: &str) -> serde_json::Map<String, Value> {
    let name = format!("{id}.json");
    let here = written.iter().find(|file| file.path == Path::new(&name));
    let text = here.map_or_else(
        || {
            // What is no file is told where it is compared, and a pipe would be waited for
            let path = folder.join(&name);
            let read = || std::fs::read_to_string(&path).ok();
            path.is_file().then(read).flatten().unwrap_or_default()
        },
        |file| file.text.clone(),
    );
    let mut record: Value = serde_json::from_str(&text).unwrap_or_default();
    let numbers = record.get_mut("numbers").map_or_else(Value::default, Value::take);
    match if numbers.is_null() { record } else { numbers } {
        Value::Object(numbers) => numbers,
        _ => serde_json::Map::new(),
    }
}

/// The keys of all results.
fn keys(folder: &Path, written: &[Written]) -> BTreeSet<String> {
    let ids = EXHIBITS.iter().map(|exhibit| exhibit.id).chain(["facts"]);
    ids.flat_map(|id| numbers(folder, written, id)).map(|(key, _)| key).collect()
}

/// How many claims were open when the results were written; none where that is not recorded.
fn open_before(folder: &Path, written: &[Written]) -> usize {
    let numbers = numbers(folder, written, OPEN.0);
    let shown = numbers.get(OPEN.1).and_then(|number| number["shown"].as_str());
    shown.and_then(|shown| shown.parse().ok()).unwrap_or(0)
}

/// The exhibit that counts claims, and its key of those that are open.
const OPEN: (&str, &str) = ("A1", "A1.open");

/// Tells which numbers of the text no result stands behind, of those that are `asked` about; how many there are.
fn stray(
    study: &Study<'_>,
    keys: &BTreeSet<String>,
    asked: &dyn Fn(&What) -> bool,
) -> Result<usize, CliError> {
    let mut found = strays(study, keys);
    found.retain(|stray| asked(&stray.what));
    for Stray { path, place: (line, column), what } in &found {
        say(&format!("{path}:{line}:{column}: {what}"))?;
    }
    Ok(found.len())
}
