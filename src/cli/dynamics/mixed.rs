//! `equil dynamics` with rules that move mixed strategies.

use clap::{Arg, ArgMatches, Command};

use super::super::input::Game;
use super::super::output::{Form, PICTURED, Screen};
use super::super::progress::{Guard, Progress, from_to, usage};
use super::super::{CliError, Ending, assertion};
use super::{ALL, Args, RANDOM};
use equil::dynamics::mixed::{
    Field, MixedError, Parameter, Range, Rule, Settings, TOLERANCE, follow, from_many, random_start,
};
use equil::dynamics::{DYNAMICS, Dynamic};
use equil::formula::Text;
use equil::report::{Course, Motion, Sight, portrait};

/// Options of rules that move mixed strategies.
#[derive(clap::Args)]
#[command(next_help_heading = "Rules that move mixed strategies")]
pub(super) struct Options {
    /// How long, where time is continuous [default: 100]
    #[arg(long, value_name = "T", value_parser = positive)]
    time: Option<f64>,
    /// How many rounds, where there are rounds [default: 10000]
    #[arg(long, value_name = "N", value_parser = from_to::<u64>(1, 1_000_000_000_000))]
    steps: Option<u64>,
    /// Time or rounds between two points that are kept [default: so that there are 200]
    #[arg(long, value_name = "T", value_parser = positive)]
    every: Option<f64>,
    /// Error that a differential equation may have in a step [default: 1e-10]
    #[arg(long, value_name = "X", value_parser = positive)]
    tolerance: Option<f64>,
    /// All players draw from the same mix: one population, of a symmetric game
    #[arg(long)]
    one_population: bool,
    /// What `-f svg` shows [default: the portrait where there is one]
    #[arg(long, value_enum, value_name = "WHAT")]
    picture: Option<Picture>,
    #[command(flatten)]
    parameters: Given,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Picture {
    /// Where play leads from everywhere: of one population with two or three strategies, or of two
    /// players with two each
    Portrait,
    /// Probabilities over time
    Series,
}

/// Parameters of rules as they are written, by name.
#[derive(Clone, Debug, Default)]
struct Given(Vec<(&'static str, String)>);

/// Every parameter of any rule once, by its name.
fn parameters() -> Vec<&'static Parameter> {
    let mut all: Vec<&Parameter> = Vec::new();
    for rule in DYNAMICS.iter().filter_map(|dynamic| dynamic.kind.mixed()) {
        for parameter in rule.parameters {
            if all.iter().all(|other| other.name != parameter.name) {
                all.push(parameter);
            }
        }
    }
    all
}

/// What rules mean by a parameter, and which do.
fn about(name: &str) -> String {
    let mut said: Vec<(String, Vec<&str>)> = Vec::new();
    for dynamic in DYNAMICS {
        let own = dynamic.kind.mixed().map_or(&[][..], |rule| rule.parameters);
        for parameter in own.iter().filter(|parameter| parameter.name == name) {
            let words = match parameter.range {
                Range::Word(words) => format!(" ({})", words.join(", ")),
                _ => String::new(),
            };
            let about = format!("{}{words} [default: {}]", parameter.about, parameter.default);
            match said.iter_mut().find(|(other, _)| *other == about) {
                Some((_, rules)) => rules.push(dynamic.name),
                None => said.push((about, vec![dynamic.name])),
            }
        }
    }
    let told = said.into_iter().map(|(about, rules)| format!("{}: {about}", rules.join(", ")));
    told.collect::<Vec<_>>().join("; ")
}

impl clap::Args for Given {
    fn augment_args(command: Command) -> Command {
        command.args(parameters().into_iter().map(|parameter| {
            let value = match parameter.range {
                Range::Word(_) => "WORD",
                Range::Mutation => "X|MATRIX",
                _ => "X",
            };
            Arg::new(parameter.name)
                .long(parameter.name)
                .value_name(value)
                .allow_hyphen_values(true)
                .help_heading("Parameters of rules that move mixed strategies")
                .help(about(parameter.name))
        }))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl clap::FromArgMatches for Given {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = parameters().into_iter().filter_map(|parameter| {
            matches.get_one::<String>(parameter.name).map(|text| (parameter.name, text.clone()))
        });
        Ok(Self(given.collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Options {
    /// The options that are given, by name.
    fn given(&self) -> Vec<String> {
        let options = [
            ("time", self.time.is_some()),
            ("steps", self.steps.is_some()),
            ("every", self.every.is_some()),
            ("tolerance", self.tolerance.is_some()),
            ("one-population", self.one_population),
            ("picture", self.picture.is_some()),
        ];
        let own = options.iter().filter(|(_, given)| *given).map(|(name, _)| *name);
        own.chain(self.parameters.0.iter().map(|(name, _)| *name))
            .map(|name| format!("--{name}"))
            .collect()
    }

    /// Refuses options that a rule for pure strategies does not take.
    pub(super) fn refuse(&self, dynamic: &Dynamic) -> Result<(), CliError> {
        match self.given().first() {
            None => Ok(()),
            Some(option) => Err(refused(option, dynamic)),
        }
    }

    /// Refuses options that say nothing to this rule.
    fn check(&self, args: &Args, rule: &Rule) -> Result<(), CliError> {
        let flows = rule.is_continuous();
        let lots =
            self.parameters.0.iter().any(|(name, _)| *name == "noise") && rule.moves_beliefs();
        let chance = lots || args.starts.is_some() || args.start == RANDOM;
        let wrong = [
            ("--time", self.time.is_some() && !flows),
            ("--tolerance", self.tolerance.is_some() && !flows),
            ("--steps", self.steps.is_some() && flows),
            ("--seed", args.seed.is_some() && !chance),
        ];
        match wrong.iter().find(|(_, wrong)| *wrong) {
            None => Ok(()),
            Some(("--seed", _)) => Err(usage(
                "nothing is drawn here, so `--seed` says nothing",
                "it goes with `--start random`, with `--starts`, and with `--noise` of fictitious play",
            )),
            Some((option, _)) => Err(refused(option, args.rule)),
        }?;
        if let Some(every) = self.every.filter(|every| !flows && every.fract().abs() > 0.0) {
            return Err(usage(
                format!("`--every` counts rounds, not {every}"),
                "give a whole number",
            ));
        }
        let span = self.span(rule);
        if span / self.every(rule, span) > MOST_POINTS {
            return Err(usage(
                "a trajectory has at most a million points",
                "give a greater `--every`",
            ));
        }
        if args.starts.is_some() && args.start != ALL && args.start != RANDOM {
            return Err(usage("`--starts` are random ones", "leave `--start` out"));
        }
        Ok(())
    }

    /// How far to go.
    #[allow(clippy::cast_precision_loss)] // at most 10¹²
    fn span(&self, rule: &Rule) -> f64 {
        if rule.is_continuous() {
            self.time.unwrap_or(TIME)
        } else {
            self.steps.unwrap_or(STEPS) as f64
        }
    }

    fn every(&self, rule: &Rule, span: f64) -> f64 {
        let every = self.every.unwrap_or(span / POINTS);
        if rule.is_continuous() { every } else { every.ceil().max(1.0) }
    }
}

const TIME: f64 = 100.0;
const STEPS: u64 = 10_000;
const POINTS: f64 = 200.0;
const MOST_POINTS: f64 = 1e6;
const UNIFORM: &str = "uniform";

fn positive(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "write a number such as 10 or 0.5".to_owned())?;
    let fits = number > 0.0 && number.is_finite();
    fits.then_some(number).ok_or_else(|| "write a positive number".to_owned())
}

fn refused(option: &str, dynamic: &Dynamic) -> CliError {
    let name = option.trim_start_matches('-');
    let takes = |other: &&Dynamic| match other.kind.mixed() {
        None => false,
        Some(rule) => match name {
            "time" | "tolerance" => rule.is_continuous(),
            "steps" => !rule.is_continuous(),
            _ if parameters().iter().any(|parameter| parameter.name == name) => {
                rule.parameters.iter().any(|parameter| parameter.name == name)
            }
            _ => true,
        },
    };
    let takers: Vec<&str> = DYNAMICS.iter().filter(takes).map(|rule| rule.name).collect();
    let noun = if takers.len() == 1 { "this rule does" } else { "these rules do" };
    usage(
        format!("the rule `{}` does not take `{option}`", dynamic.name),
        format!("{noun}: {}", takers.join(", ")),
    )
}

pub(super) fn run(args: &Args, rule: &Rule, screen: &Screen) -> Result<Ending, CliError> {
    let form = args.output.form(&PICTURED, Form::Text)?;
    let options = &args.mixed;
    options.check(args, rule)?;
    if options.picture.is_some() && form != Form::Svg {
        return Err(usage("`--picture` goes with pictures", "add `-f svg`, or `-o FILE.svg`"));
    }
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    let mut game = args.input.open(screen)?;
    let kept = game.given(&args.given)?;
    game.point.given.clone_from(&args.given);
    let _guard = Guard::new(args.limit);
    let payoffs = game.payoffs(screen)?.restricted(&kept);
    game.model = game.model.restricted(&kept);
    let failed = |error: MixedError| failed(error, args.rule);
    let field = Field::new(&payoffs, options.one_population).map_err(failed)?;
    let given: Vec<(&str, &str)> =
        options.parameters.0.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let span = options.span(rule);
    let settings = Settings {
        span,
        every: options.every(rule, span),
        tolerance: options.tolerance.unwrap_or(TOLERANCE),
        seed: args.seed.unwrap_or(1),
        given: &given,
        watch: &|_, _| true,
    };
    let start = start(args, &game, &field, settings.seed)?;
    let course = {
        let progress = Progress::new(args.limit, screen);
        let watched = Settings { watch: &|done, total| progress.step(done, total), ..settings };
        match args.starts {
            Some(starts) => {
                let starts = usize::try_from(starts).expect("a word holds it");
                Course::Many(from_many(&field, rule, starts, &watched).map_err(failed)?)
            }
            None => Course::One(Box::new(follow(&field, rule, &start, &watched).map_err(failed)?)),
        }
    };
    let motion = Motion {
        model: &game.model,
        point: game.point.clone(),
        dynamic: args.rule,
        rule,
        field: &field,
        settings: &settings,
        course: &course,
        digits: args.output.digits(),
    };
    if form == Form::Svg {
        args.output.write(drawn(&motion, options).map_err(failed)??.as_bytes())?;
        return Ok(Ending::Answered);
    }
    match form {
        Form::Json => args.output.json(&motion.json(&game.warning_lines()))?,
        _ => {
            let document = motion.document(screen.verbose);
            args.output.document(form, &document, || motion.data(), screen)?;
        }
    }
    Ok(if args.assert && !motion.ends_at_one_equilibrium() {
        let asserted = "that play comes to rest, or settles, at an equilibrium";
        assertion::failed(asserted, &motion.summary(), screen)
    } else if motion.is_stopped() {
        Ending::Incomplete
    } else {
        Ending::Answered
    })
}

/// The mixes to start with.
fn start(args: &Args, game: &Game, field: &Field, seed: u64) -> Result<Vec<f64>, CliError> {
    #[allow(clippy::cast_precision_loss)] // counts
    let even = || field.counts().iter().flat_map(|&n| vec![1.0 / n as f64; n]).collect();
    match args.start.trim() {
        ALL | UNIFORM => Ok(even()),
        RANDOM => Ok(random_start(field, seed, 0)),
        written => {
            let text = Text::standalone("--start", written);
            let list = game.mixes(&text)?;
            let profile = match &list[..] {
                // One population needs to be named once
                [only] if args.mixed.one_population => {
                    let everybody = 0..game.model.players.len();
                    let counts = game.model.shape().strategies().to_vec();
                    let list = everybody
                        .map(|player| {
                            let mut other = only.clone();
                            other.player = player;
                            other
                        })
                        .collect::<Vec<_>>();
                    equil::model::Restriction::profile(&list, &counts)
                }
                _ => None,
            };
            let profile = match profile {
                Some(profile) => profile,
                None => game.profile("--start", written)?,
            };
            field.state(&profile).ok_or_else(|| {
                usage(
                    "the players of one population start with the same mix",
                    "name one of them alone: \"player = 1/3 T + 2/3 B\"",
                )
            })
        }
    }
}

/// The picture asked for.
fn drawn(motion: &Motion<'_>, options: &Options) -> Result<Result<String, CliError>, MixedError> {
    let sight = Sight::of(motion.field, motion.rule);
    let wanted = options.picture.unwrap_or(match sight {
        Some(_) => Picture::Portrait,
        None => Picture::Series,
    });
    Ok(match (wanted, sight) {
        (Picture::Portrait, Some(sight)) => Ok(portrait(motion, sight)?),
        (Picture::Portrait, None) => Err(usage(
            "a portrait shows one population with two or three strategies, or two players with two each",
            "`--picture series` shows probabilities over time; `--one-population` makes one population \
             of a symmetric game",
        )),
        (Picture::Series, _) => motion.series().ok_or_else(|| {
            usage("many starts make no series", "leave `--starts` out, or ask for a portrait")
        }),
    })
}

#[allow(clippy::needless_pass_by_value)] // as `map_err` wants it
fn failed(error: MixedError, dynamic: &Dynamic) -> CliError {
    let help = match &error {
        MixedError::NotSymmetric => {
            "leave `--one-population` out: each player has a mix of their own"
        }
        MixedError::NotRational => "leave `--one-population` out",
        MixedError::Negative { .. } => "`--background X` is added to every payoff",
        MixedError::Outside { .. } => "`--form ratio` never does; or make payoffs smaller",
        MixedError::Stiff { .. } => "a greater `--tolerance` or a smaller `--every` may help",
        MixedError::Overflow { .. } => "a parameter of the rule nearer to 1 may help",
        MixedError::NoParameter { name } => return refused(&format!("--{name}"), dynamic),
        _ => "`equil dynamics --help` lists the rules and what they take",
    };
    usage(error.to_string(), help)
}
