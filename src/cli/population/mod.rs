//! `equil population`: which strategies does a population come to play?

mod asked;
mod play;

use std::time::Duration;

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::input::{Game, Input};
use super::output::{DOCUMENTS, Form, Output, PICTURED, Screen};
use super::progress::{Guard, Progress, from_to, time_limit, usage};
use super::{CliError, Ending};
use equil::game::Payoffs;
use equil::num::Rational;
use equil::population::{
    PROCESSES, PopulationError, Process, REVISIONS, Revision, Society, alpha_rank, named, rare,
    revision_named, stable, symmetry, whole,
};
use equil::report::{Answer, Population};

/// Which strategies does a population come to play, when those that pay spread and accidents happen?
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil population hawk-dove.game.toml
  equil population hawk-dove.game.toml --process wright-fisher --size 50 --selection 0.1
  equil population hawk-dove.game.toml --fitness linear --selection 1/10
  equil population hawk-dove.game.toml --ask stationary --mutation 1/100
  equil population hawk-dove.game.toml --ask alpha-rank
  equil population hawk-dove.game.toml --ask alpha-rank --alpha 0.1 --size 20 --payoffs population
  equil population hawk-dove.game.toml --ask stable --rule logit
  equil population hawk-dove.game.toml --ask simulate --start \"hawk = 1, dove = 99\" --steps 10000
  equil population hawk-dove.game.toml -f svg -o invasions.svg

One population plays a symmetric game of two players; `alpha-rank` and `stable` also take a population \
for each player of any game.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// What to ask
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = Ask::Fixation)]
    ask: Ask,
    /// Who is replaced, and by what [default: moran]
    #[arg(long, value_name = "NAME", value_parser = processes())]
    process: Option<&'static Process>,
    /// How many individuals a population has [default: 100; `alpha-rank`: 50; `stable`: 10, or 1 for each
    /// player]
    #[arg(long, value_name = "N")]
    size: Option<usize>,
    /// How much payoffs count, exactly: `1/10`, `0.1` [default: 1]
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    selection: Option<Rational>,
    /// How payoffs make fitness: `exp(selection · payoff)`, or `1 − selection + selection · payoff`
    /// [default: exp]
    #[arg(long, value_enum, value_name = "FORM")]
    fitness: Option<Shape>,
    /// How probably whoever is new plays another strategy [default: 1/100 for `stationary` and `simulate`
    /// without `--start`; else none]
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    mutation: Option<Rational>,
    /// `alpha-rank`, `stable`: one population, or one for each player [default: one where the game is
    /// symmetric]
    #[arg(long, value_enum, value_name = "HOW MANY")]
    populations: Option<Populations>,
    /// `alpha-rank`: how strongly payoffs count; `limit` is where nothing else does
    #[arg(long, value_name = "limit|NUMBER", value_parser = alpha)]
    alpha: Option<Strength>,
    /// `alpha-rank` of one population: whether two compare what they get from each other (`pair`), or on
    /// average from all (`population`) [default: pair]
    #[arg(long, value_enum, value_name = "WHICH")]
    payoffs: Option<Compare>,
    /// `stable`: how whoever may choose anew chooses [default: best-response]
    #[arg(long, value_name = "NAME", value_parser = revisions())]
    rule: Option<&'static Revision>,
    /// `simulate`: how many play what at first: \"hawk = 1, dove = 99\" [default: as even as can be]
    #[arg(long, value_name = "WHAT = N")]
    start: Option<String>,
    /// `simulate`: the most steps of a run [default: 1000000; without mutation 1000000000]
    #[arg(long, value_name = "N")]
    steps: Option<u64>,
    /// `simulate`: how many runs [default: 1; without mutation 1000]
    #[arg(long, value_name = "N", value_parser = from_to::<u32>(1, u32::MAX))]
    runs: Option<u32>,
    /// `simulate`: what lots depend on [default: 1]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// `simulate`: compositions of the first run to keep, for csv and json [default: 200]
    #[arg(long, value_name = "N")]
    samples: Option<usize>,
    /// Restrict strategies: "player = strategy, ..."
    #[arg(long, value_name = "WHO = WHAT")]
    given: Vec<String>,
    /// Stop in time: 90s, 5m, 2h
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    limit: Option<Duration>,
    #[command(flatten)]
    output: Output,
}

/// What can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Ask {
    /// How probably one mutant takes over, and where rare mutants lead
    Fixation,
    /// Where a population is in the long run that always mutates
    Stationary,
    /// How strategies (or profiles) rank by their share of the long run
    AlphaRank,
    /// What is left as mistakes vanish: stochastically stable states
    Stable,
    /// How the process goes, played by lot
    Simulate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// exp(selection · payoff)
    Exp,
    /// 1 − selection + selection · payoff
    Linear,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Populations {
    /// One, in which everyone meets everyone else
    One,
    /// One for each player
    Each,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Compare {
    /// What two get from each other
    Pair,
    /// What each gets on average from all others
    Population,
}

/// A finite α, or the limit.
#[derive(Clone, Debug)]
enum Strength {
    Limit,
    Finite(Rational),
}

fn processes() -> impl TypedValueParser<Value = &'static Process> {
    let values = PROCESSES.iter().map(|p| PossibleValue::new(p.name).help(p.about));
    PossibleValuesParser::new(values)
        .map(|name| named(&name).expect("only names of processes are possible"))
}

fn revisions() -> impl TypedValueParser<Value = &'static Revision> {
    let values = REVISIONS.iter().map(|r| PossibleValue::new(r.name).help(r.about));
    PossibleValuesParser::new(values)
        .map(|name| revision_named(&name).expect("only names of rules are possible"))
}

fn number(text: &str) -> Result<Rational, String> {
    text.trim().parse::<Rational>().map_err(|error| error.to_string())
}

fn alpha(text: &str) -> Result<Strength, String> {
    if text == "limit" { Ok(Strength::Limit) } else { number(text).map(Strength::Finite) }
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let is_pictured = matches!(args.ask, Ask::Fixation | Ask::Stationary);
    let forms: &[Form] = if is_pictured { &PICTURED } else { &DOCUMENTS };
    let form = args.output.form(forms, Form::Text)?;
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    args.fits()?;
    let mut game = args.input.open(screen)?;
    let kept = game.given(&args.given)?;
    game.point.given.clone_from(&args.given);
    let _guard = Guard::new(args.limit);
    let payoffs = game.payoffs(screen)?.restricted(&kept);
    game.model = game.model.restricted(&kept);
    let progress = Progress::new(args.limit, screen);
    let watch = |done, total| progress.step(done, total);
    let answer = answer(args, &game, &payoffs, &watch)?;
    drop(progress);
    let one = match &answer {
        Answer::Ranking(asked, _) => asked.society == Society::One,
        Answer::Settled(_, society, _, _) => *society == Society::One,
        _ => true,
    };
    let population = Population {
        model: &game.model,
        payoffs: &payoffs,
        point: game.point.clone(),
        answer,
        symmetry: if one { symmetry(&payoffs).ok() } else { None },
    };
    match form {
        Form::Json => args.output.json(&population.json(&game.warning_lines()))?,
        Form::Svg => {
            let svg = population.picture().ok_or_else(|| {
                usage(
                    "the picture of a long run shows two strategies",
                    "`--given \"player = class\"` makes the game smaller",
                )
            })?;
            args.output.write(svg.as_bytes())?;
        }
        _ => {
            let digits = args.output.digits();
            let document = population.document(digits, screen.verbose);
            args.output.document(form, &document, || population.data(digits), screen)?;
        }
    }
    Ok(if population.is_answered() { Ending::Answered } else { Ending::Incomplete })
}

fn answer(
    args: &Args,
    game: &Game,
    payoffs: &Payoffs,
    watch: equil::population::Watch<'_>,
) -> Result<Answer, CliError> {
    let failed = |error: PopulationError| asked::failed(args, game, &error);
    Ok(match args.ask {
        Ask::Fixation => {
            let law = args.law();
            let rare = rare(payoffs, &law, watch).map_err(failed)?;
            Answer::Rare(law, rare)
        }
        Ask::Stationary => {
            let law = args.law();
            let whole = whole(payoffs, &law, watch).map_err(failed)?;
            Answer::Whole(law, whole)
        }
        Ask::AlphaRank => {
            let asked = args.ranking(payoffs);
            let ranking = alpha_rank(payoffs, &asked, watch).map_err(failed)?;
            Answer::Ranking(asked, ranking)
        }
        Ask::Stable => {
            let (rule, society, size) = args.settling(payoffs);
            let settled = stable(payoffs, rule, society, size, watch).map_err(failed)?;
            Answer::Settled(rule, society, size, settled)
        }
        Ask::Simulate => play::answer(args, game, payoffs, watch)?,
    })
}
