//! `equil dominance`: is a strategy dominant, dominated, left by iterated elimination? and why.

use std::time::Duration;

use clap::ValueEnum;

use super::flips::{Flips, Told, held};
use super::input::{Game, Input};
use super::output::{DOCUMENTS, Form, Output, Screen};
use super::progress::{Guard, Progress, time_limit, usage};
use super::{CliError, Ending, assertion, make};
use equil::answer::{Condition, Question};
use equil::dominance::{Among, Kind};
use equil::game::Support;
use equil::model::{Query, QueryKind};
use equil::nash::Settings;
use equil::num::Sign;
use equil::report::{Dominance, Thresholds};
use equil::text::similar_or_all;

/// Is a strategy dominant, dominated, left by iterated elimination? and why.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil dominance game.game.toml meta open
  equil dominance game.game.toml meta --kind weak --by pure
  equil dominance game.game.toml meta open --given \"openai = closed\" --assert
  equil dominance game.game.toml meta open --make --means either --margin 1/10

Exits with 1 if --assert is given and the strategy is not dominant (strictly, or as --kind says), with 3 if something that matters \
was not settled, or not within the limit.")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// Whose strategies to look at [default: everybody's]
    player: Option<String>,
    /// A strategy or class of theirs: is it dominant?
    strategy: Option<String>,
    /// Restrict strategies: "player = strategy, ..."
    #[arg(long, value_name = "WHO = WHAT")]
    given: Vec<String>,
    /// How strategies must be dominated to be eliminated, and what --assert asserts
    #[arg(long, value_enum, default_value_t, value_name = "KIND")]
    kind: KindArg,
    /// What may dominate them
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    by: By,
    /// Stop in time: 90s, 5m, 2h
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    limit: Option<Duration>,
    #[command(flatten)]
    flips: Flips,
    /// Exit with 1 unless the strategy or class is dominant, in the way --kind says
    #[arg(long, conflicts_with = "make")]
    assert: bool,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    make: make::Making,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum KindArg {
    /// Worse against everything
    #[default]
    Strict,
    /// Never better, somewhere worse
    Weak,
    /// Never better
    VeryWeak,
}

impl KindArg {
    fn kind(self) -> Kind {
        match self {
            Self::Strict => Kind::Strict,
            Self::Weak => Kind::Weak,
            Self::VeryWeak => Kind::VeryWeak,
        }
    }

    /// As in "it is strictly dominant".
    fn adjective(self) -> &'static str {
        match self {
            Self::Strict => "strictly dominant",
            Self::Weak => "weakly dominant",
            Self::VeryWeak => "very weakly dominant",
        }
    }
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum By {
    /// Pure strategies and mixtures of them
    #[default]
    Mixtures,
    /// Pure strategies only
    Pure,
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let form = args.output.form(&DOCUMENTS, Form::Text)?;
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    let mut game = args.input.open(screen)?;
    let (player, target) = asked(args, &game)?;
    let kept = game.given(&args.given)?;
    game.point.given.clone_from(&args.given);
    if args.assert && target.is_none() {
        return Err(usage("`--assert` needs a player and a strategy", "name both"));
    }
    let guard = Guard::new(args.limit);
    let payoffs = game.payoffs(screen)?;
    if let (Some(player), Some((name, target))) = (player, &target) {
        let within = kept[player].iter().filter(|s| target.contains(s)).count();
        if within == 0 || within == kept[player].len() {
            let which = if within == 0 { "none" } else { "all" };
            return Err(usage(
                format!("`{name}` holds {which} of the strategies there are: nothing to compare"),
                "ask about a strategy, or a class that leaves some out",
            ));
        }
    }
    let kind = args.kind.kind();
    if args.make.is_asked() {
        let progress = Progress::new(args.limit, screen);
        let target = make::Target { player, class: target, kept, kind };
        let shown = (form, &args.output, screen);
        return make::run(&args.make, &game, (&payoffs, &target), shown, (&progress, guard));
    }
    let question = Question {
        model: &game.model,
        point: &game.assignment,
        payoffs: &payoffs,
        kept,
        player,
        target,
        kind,
        among: match args.by {
            By::Mixtures => Among::Mixtures,
            By::Pure => Among::Pure,
        },
    };
    let progress = Progress::new(args.limit, screen);
    let watch = |done, total| progress.step(done, total);
    let settings = Settings { watch: &watch, ..Settings::default() };
    let verdict = question
        .ask(&settings)
        .map_err(|error| CliError::Problems(vec![error.diagnostic(&game.model)]))?;
    // What is found is told: flips look at the clock
    drop(guard);
    let flips = args.flips(&question, &game, form, &settings)?;
    drop(progress);
    let told = Dominance { question: &question, verdict: &verdict, point: game.point.clone() };
    match form {
        Form::Json => {
            let mut json = told.json(&game.warning_lines());
            if !flips.flips.is_empty() {
                json["flips"] = flips.flips.iter().map(Thresholds::flips_json).collect();
            }
            args.output.json(&json)?;
        }
        _ => {
            let mut document = told.document(args.output.digits(), screen.verbose);
            args.flips.add(&flips, &mut document);
            args.output.document(form, &document, || told.data(), screen)?;
        }
    }
    let settled = if told.is_settled() && !args.flips.are_cut(&flips.flips) {
        Ending::Answered
    } else {
        Ending::Incomplete
    };
    let Some(cases) = verdict.cases.as_ref().filter(|_| args.assert) else { return Ok(settled) };
    let (player, target) = (args.player.as_deref(), args.strategy.as_deref());
    let asserted = format!(
        "that {} is {} for {}",
        target.unwrap_or_default(),
        args.kind.adjective(),
        player.unwrap_or_default()
    );
    let of = cases.cases.len();
    let [worse, equal, better] =
        [Sign::Negative, Sign::Zero, Sign::Positive].map(|sign| cases.count(sign));
    let found = format!(
        "of {of} cases it is better than everything else in {better}, as good in {equal}, worse in \
         {worse}, not settled in {}",
        cases.unsettled()
    );
    Ok(match cases.dominates(kind) {
        Some(true) => Ending::Answered,
        Some(false) => assertion::failed(&asserted, &found, screen),
        None => assertion::open(&asserted, &found, screen),
    })
}

impl Args {
    /// Where what the ladder begins and ends with changes; without a strategy, which strategies are left.
    fn flips<'a>(
        &self,
        question: &Question<'a>,
        game: &Game,
        form: Form,
        settings: &Settings<'_>,
    ) -> Result<Told<'a>, CliError> {
        let model = question.model;
        let simple = question.kind == Kind::Strict && question.among == Among::Mixtures;
        if question.target.is_none() && !simple && self.flips.is_explicit() {
            return Err(usage(
                "flips of what is left are those of strict elimination by mixtures",
                "name a player and a strategy, or leave out `--kind` and `--by`",
            ));
        }
        let held = held(model, &question.kept);
        let shape = model.shape();
        let ask = |asked: String, condition: Condition| {
            let asked = (asked, condition.given(&held, &shape));
            self.flips.told(model, (game, form), asked, settings)
        };
        let (Some(player), Some((name, target))) = (question.player, &question.target) else {
            if simple {
                return ask("survivors".to_owned(), Condition::Survivors);
            }
            return Ok(Told::default());
        };
        let owner = &model.players[player].name;
        let query = |word: &str, kind: QueryKind| {
            ask(format!("{word}({owner}, {name})"), Condition::of(Query { kind, given: vec![] }))
        };
        let target = target.clone();
        let (word, kind) = match question.kind {
            Kind::Strict => ("dominant", QueryKind::Dominant { player, target: target.clone() }),
            Kind::Weak => {
                ("weakly_dominant", QueryKind::WeaklyDominant { player, target: target.clone() })
            }
            // Never worse than anything else
            Kind::VeryWeak => {
                ("best_response", QueryKind::BestResponse { player, target: target.clone() })
            }
        };
        let iterated = QueryKind::IteratedDominant { player, target };
        let mut told = query(word, kind)?;
        told.and(query("iterated_dominant", iterated)?);
        Ok(told)
    }
}

/// A player, and a strategy or class of theirs with its name.
type Asked = (Option<usize>, Option<(String, Support)>);

/// The player and the strategy or class named on the command line.
fn asked(args: &Args, game: &Game) -> Result<Asked, CliError> {
    let Some(name) = &args.player else { return Ok((None, None)) };
    let player = game.player(name)?;
    let Some(strategy) = &args.strategy else { return Ok((Some(player), None)) };
    let owner = &game.model.players[player];
    match owner.strategies_named(strategy) {
        Some(target) => Ok((Some(player), Some((strategy.clone(), target)))),
        None => {
            let help = similar_or_all(strategy, "one", &format!("`{name}` has"), owner.choices());
            Err(usage(format!("`{name}` has no strategy or class `{strategy}`"), help))
        }
    }
}
