//! `equil claims`: test what files claim.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::files::expanded;
use super::input::{Game, Most, Place};
use super::output::{DOCUMENTS, Form, Output, Screen};
use super::progress::{Progress, time_limit, usage};
use super::{CliError, Ending};
use equil::answer::Open;
use equil::claims::{Claims, Tally, Tested, Theses, Verdict, test};
use equil::format::FORMATS;
use equil::model::{Claim, Model, Thesis};
use equil::nash::Settings;
use equil::report::Document;
use equil::table::{Cell, Column, Style, Table};
use equil::text::similar;

/// Test the claims of files: each says what the answer to a query should be.
///
/// A claim is tested at the values of the file, or at --scenario and --set if given; its own
/// scenario and changes come on top.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil claims game.game.toml
  equil claims games -q
  equil claims game.game.toml --only open_is_dominant --only one_equilibrium
  equil claims game.game.toml --limit 60s -f json
  equil claims games/open-release --theses -f csv

Of several files only the claims that do not hold are listed, unless --verbose; -f json and csv list \
all of them.

Of a folder all .game.toml files in it and below are tested.

A thesis ([thesis.NAME]) is what an argument says of the games: it is supported if all that it predicts \
is true, refuted if a decisive prediction fails, and true in part otherwise. The same name in several \
files is one thesis, true in part where they differ. \
A refuted thesis is an answer, and no failure; --verbose tells each prediction.

Exits with 1 if a claim fails; else with 3 if one is open: its answer could not be proved, time ran \
out, or the game has no payoffs at its point. Claims that ask what cannot be asked yet are counted \
and named, but change nothing.")]
pub(crate) struct Args {
    /// Game files or folders of them (.game.toml); `-` reads the standard input
    #[arg(value_name = "FILE|FOLDER", required = true)]
    files: Vec<String>,
    #[command(flatten)]
    most: Most,
    #[command(flatten)]
    place: Place,
    /// Judge the theses only, and do not test claims
    #[arg(long)]
    theses: bool,
    /// Test this claim or thesis only; may be given several times
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Stop in time: 90s, 5m, 2h
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    limit: Option<Duration>,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let form = args.output.form(&DOCUMENTS, Form::Text)?;
    let digits = args.output.digits();
    let (mut games, mut problems) = (Vec::new(), Vec::new());
    // Other files make no claims
    let named = expanded(&args.files, |format| format.name == FORMATS[0].name)?;
    args.output.spares(&named)?;
    let mut unread = Vec::new();
    for file in &named {
        let game = args
            .most
            .open(file, screen)
            .and_then(|(model, warnings)| args.place.of(model, warnings));
        match game {
            Ok(game) => games.push(game),
            Err(CliError::Problems(found)) => problems.extend(found),
            Err(error @ CliError::Io(..)) => unread.push(error),
            Err(error) => return Err(error),
        }
    }
    let (chosen, theses) = chosen(args, &games)?;
    // Who asks about theses by name is not told that there are no claims
    let only_theses = args.theses || !args.only.is_empty() && chosen.iter().all(Vec::is_empty);
    let progress = Progress::new(args.limit, screen);
    let all: Vec<Claims<'_>> = tested(&games, &chosen, &progress);
    let theses = Theses::of(predicted(&games, &theses, &progress)).map_err(CliError::Problems)?;
    drop(progress);
    let mut tally = Tally::default();
    let mut document = Document::new();
    let mut data: Option<Table> = None;
    let mut files: Vec<Value> = Vec::new();
    for (game, claims) in games.iter().zip(&all) {
        game.warn(screen);
        if only_theses {
            if !args.theses {
                files.push(claims.json());
            }
            continue;
        }
        tally.add(&claims.tally());
        files.push(claims.json());
        if games.len() > 1 {
            document.styled(Style::Strong, game.model.source.name.as_str());
        }
        let all = games.len() == 1 || screen.verbose;
        document.blocks.extend(claims.document(digits, all).blocks);
        if games.len() > 1 {
            document.gap();
        }
        let table = with_file(claims.table(digits), &game.model.source.name);
        data.get_or_insert_with(|| Table { rows: Vec::new(), ..table.clone() })
            .rows
            .extend(table.rows);
    }
    if games.len() > 1 && !only_theses {
        let said = format!("In {} files: {}", games.len(), tally.in_words());
        document.styled(Style::Strong, said);
    }
    if only_theses || !theses.judged.is_empty() {
        told(&theses, &mut document, digits, screen.verbose);
    }
    if only_theses {
        data = Some(theses.table());
    }
    match form {
        Form::Json => args.output.json(
            &json!({ "schema": "equil.claims/1", "files": files, "theses": theses.json() }),
        )?,
        _ if games.is_empty() => {}
        _ => args.output.document(form, &document, || data.unwrap_or_default(), screen)?,
    }
    if !problems.is_empty() {
        unread.insert(0, CliError::Problems(problems));
    }
    if !unread.is_empty() {
        return Err(CliError::Several(unread));
    }
    Ok(match (tally.fail, tally.open) {
        (0, 0) => Ending::Answered,
        (0, _) => Ending::Incomplete,
        _ => Ending::No,
    })
}

/// Of each game the statements that were asked for.
type Wanted<'a, T> = Vec<Vec<&'a T>>;

/// The claims and the theses to test, for each game.
fn chosen<'a>(
    args: &Args,
    games: &'a [Game],
) -> Result<(Wanted<'a, Claim>, Wanted<'a, Thesis>), CliError> {
    let claims = games.iter().flat_map(|game| &game.model.claims).map(|claim| &claim.name);
    let theses = games.iter().flat_map(|game| &game.model.theses).map(|thesis| &thesis.name);
    let names: Vec<&String> = claims.chain(theses).collect();
    for only in &args.only {
        if !games.is_empty() && !names.contains(&only) {
            let help = similar(only, "claim", names.iter().map(|name| name.as_str()))
                .unwrap_or_else(|| "leave `--only` out to test all of them".to_owned());
            return Err(usage(format!("no claim or thesis is called `{only}`"), help));
        }
    }
    let is_thesis = |name: &String| {
        games.iter().any(|game| game.model.theses.iter().any(|one| one.name == *name))
    };
    let not_asked = args.only.iter().find(|only| args.theses && !is_thesis(only));
    if let Some(claim) = not_asked.filter(|_| !games.is_empty()) {
        return Err(usage(
            format!("`{claim}` is a claim, and `--theses` leaves claims out"),
            "leave `--theses` out",
        ));
    }
    let wanted = |name: &String| args.only.is_empty() || args.only.contains(name);
    let claims = |game: &'a Game| {
        let all = game.model.claims.iter();
        all.filter(|claim| !args.theses && wanted(&claim.name)).collect()
    };
    let theses =
        |game: &'a Game| game.model.theses.iter().filter(|one| wanted(&one.name)).collect();
    Ok((games.iter().map(claims).collect(), games.iter().map(theses).collect()))
}

/// Tests what theses predict, likewise.
fn predicted<'a>(
    games: &'a [Game],
    chosen: &[Vec<&'a Thesis>],
    progress: &Progress,
) -> Vec<(&'a Model, &'a Thesis, Vec<Tested<'a>>)> {
    let predictions = |theses: &Vec<&'a Thesis>| -> Vec<&'a Claim> {
        theses.iter().flat_map(|thesis| &thesis.predictions).collect()
    };
    let asked: Vec<Vec<&'a Claim>> = chosen.iter().map(predictions).collect();
    let mut found = Vec::new();
    for ((game, theses), claims) in games.iter().zip(chosen).zip(tested(games, &asked, progress)) {
        let mut tested = claims.tested.into_iter();
        for &thesis in theses {
            let own = tested.by_ref().take(thesis.predictions.len()).collect();
            found.push((&game.model, thesis, own));
        }
    }
    found
}

/// The theses, after the claims.
fn told(theses: &Theses<'_>, document: &mut Document, digits: usize, all: bool) {
    if theses.judged.is_empty() {
        document.line("There are no theses.");
        return;
    }
    document.gap();
    document.table(theses.table());
    if all {
        document.gap();
        document.table(theses.predictions(digits));
    }
    document.gap();
    theses.reasons().into_iter().for_each(|why| document.line(why));
    document.styled(Style::Strong, format!("Theses: {}", theses.in_words()));
}

/// Tests claims in parallel; the answers are in order whatever the number of threads.
fn tested<'a>(
    games: &'a [Game],
    chosen: &[Vec<&'a Claim>],
    progress: &Progress,
) -> Vec<Claims<'a>> {
    let total = chosen.iter().map(Vec::len).sum::<usize>() as u64;
    let done = AtomicU64::new(0);
    let step = || progress.step(done.load(Ordering::Relaxed), total);
    let watch = |_, _| step();
    let settings = Settings { watch: &watch, ..Settings::default() };
    let one = |game: &'a Game, claim: &'a Claim| -> Tested<'a> {
        let tested = if step() {
            test(&game.model, claim, &game.assignment, game.max_bits, &settings)
        } else {
            Tested { claim, found: None, other: None, verdict: Verdict::Open(Open::Stopped) }
        };
        done.fetch_add(1, Ordering::Relaxed);
        tested
    };
    games
        .iter()
        .zip(chosen)
        .map(|(game, claims)| Claims {
            model: &game.model,
            point: game.point.clone(),
            tested: claims.par_iter().map(|claim| one(game, claim)).collect(),
        })
        .collect()
}

/// The same table, each row beginning with the file.
fn with_file(mut table: Table, file: &str) -> Table {
    table.columns.insert(0, Column { head: "file".to_owned(), right: false });
    for row in &mut table.rows {
        row.insert(0, Cell::text(file));
    }
    table
}
