//! `equil report`: a whole game as one page of HTML.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::input::{Game, Input};
use super::output::{Screen, Target, say, spared};
use super::progress::{Progress, time_limit, usage};
use super::vary::axes;
use super::{CliError, Ending, asked, draw};
use equil::model::Axis;
use equil::nash::Settings;
use equil::page::{Asked, Page, PageError};

/// A page about a game that needs nothing else: one HTML file, which works without a network.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil report game.game.toml
  equil report game.game.toml -o page.html --force
  equil report game.game.toml --query \"dominant(meta, open)\" --vary leak --vary eco -o map.html

The page has the answer in a sentence that follows the sliders, payoff tables with best responses and equilibria, rounds of \
elimination, a map of two parameters, the values at which the answer changes, the repeated or stochastic game where there is one, \
the claims with their verdicts, and the parameters with their sources. What is proved is written into it; what moves is computed in \
floats from the same formulas, and compared with the solver when the page is opened.

Without --query it is asked whether a class (the one that most claims are about, or else the first class) is a best response in the first \
pure equilibrium, or else which pure equilibria there are. Without --vary the map is of the two parameters with the nearest \
thresholds. Without -o the page is named after the game: NAME.html.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// What is asked at each value: a query (`equil explain queries`), `equilibria` or `survivors`
    #[arg(long, value_name = "QUERY")]
    query: Option<String>,
    /// The number that a query is compared with, for queries about numbers: is it greater? [default: 0]
    #[arg(long, value_name = "X", allow_hyphen_values = true, requires = "query")]
    above: Option<String>,
    /// Restrict strategies, but of players that the query restricts itself: "player = strategy, ..."
    #[arg(long, value_name = "WHO = WHAT", requires = "query")]
    given: Vec<String>,
    /// A parameter of the map, over its range or from low to high: two of them, that upwards first
    #[arg(long, value_name = "NAME[=LOW:HIGH]")]
    vary: Vec<String>,
    /// Stop in time: 90s, 5m, 2h; what is not found by then is open on the page
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    limit: Option<Duration>,
    #[command(flatten)]
    target: Target,
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let read = std::slice::from_ref(&args.input.file.path);
    if let Some(path) = args.target.file() {
        spared(path, "read", read)?;
    }
    let mut game = args.input.open(screen)?;
    let asked = stated(args, &mut game)?;
    let axes = both(args, &game)?;
    let output = args.target.output.clone().unwrap_or_else(|| named(&game));
    let target = Target { output: Some(output), force: args.target.force };
    if let Some(path) = target.file() {
        spared(path, "read", read)?;
        if path.exists() && !target.force {
            // Before all the work
            target.write(&[])?;
        }
    }
    let start = Instant::now();
    let progress = Progress::new(args.limit, screen);
    let watch = |done, total| progress.step(done, total);
    let page = Page {
        model: &game.model,
        assignment: &game.assignment,
        point: game.point.clone(),
        max_bits: game.max_bits,
        asked,
        axes,
        settings: Settings { watch: &watch, ..Settings::default() },
    };
    let html = page.html().map_err(|error| match error {
        PageError::Model(error) => CliError::Problems(vec![error.diagnostic(&game.model)]),
        error => usage(error.to_string(), "`equil check` tells more about the file"),
    })?;
    let is_cut = progress.is_over();
    drop(progress);
    draw::stage("page", start, || format!("{} bytes", html.len()), screen);
    target.write(html.as_bytes())?;
    if let (Some(path), None, false) = (target.file(), &args.target.output, screen.quiet) {
        say(&path.display().to_string())?;
    }
    Ok(if is_cut { Ending::Incomplete } else { Ending::Answered })
}

/// The question of the command line, if there is one.
fn stated(args: &Args, game: &mut Game) -> Result<Option<Asked>, CliError> {
    let Some(query) = &args.query else { return Ok(None) };
    let given = std::mem::take(&mut game.point.given);
    let condition = asked::question((query, args.above.as_deref()), &args.given, game)?;
    game.point.given = given;
    let mut written = query.trim().to_owned();
    if !args.given.is_empty() {
        written.push_str(&format!(" given {}", args.given.join(", ")));
    }
    Ok(Some(Asked { written, condition, is_stated: true }))
}

/// The two parameters of the map, if they are named.
fn both(args: &Args, game: &Game) -> Result<Option<[Axis; 2]>, CliError> {
    if args.vary.is_empty() {
        return Ok(None);
    }
    let axes = axes(&args.vary, &game.model)?;
    match <[Axis; 2]>::try_from(axes) {
        Ok([up, across]) => Ok(Some([across, up])),
        Err(axes) => Err(usage(
            format!("a map is of two parameters, and {} vary", axes.len()),
            "name two of them: `--vary NAME --vary NAME`",
        )),
    }
}

/// `NAME.html`, in this folder.
fn named(game: &Game) -> PathBuf {
    let name = game.model.info.name.replace(['/', '\\'], "-");
    PathBuf::from(format!("{}.html", if name.is_empty() { "game" } else { &name }))
}
