//! The game that a command is about, and where in its parameter space.

use std::io::Read;
use std::sync::Arc;
use std::time::Instant;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::gathered::Gathered;
use super::progress::usage;
use super::{CliError, draw, output::Screen};
use equil::format::{FORMATS, Format, Limits, read, read_as};
use equil::formula::Text;
use equil::game::{MAX_BITS, Payoffs, Profile, Support};
use equil::model::{Assignment, MixedChoice, Model, Restriction, SettingError, parse_restrictions};
use equil::num::Rational;
use equil::report::Point;
use equil::text::{Code, Diagnostic, Source, similar_or_all};

/// The file, and how much of it to take.
#[derive(clap::Args)]
pub(crate) struct File {
    /// Game file (.game.toml, .nfg, .lrs, .gam or .csv); `-` reads the standard input (see --from)
    #[arg(value_name = "FILE")]
    pub(crate) path: String,
    #[command(flatten)]
    pub(crate) most: Most,
}

/// How much of a file to take.
#[derive(clap::Args)]
pub(crate) struct Most {
    /// Most pure profiles that a game may have
    #[arg(long, value_name = "N")]
    max_profiles: Option<usize>,
    /// What the file is, whatever it is called: toml, nfg, lrs, gam or csv [default: by its
    /// extension; the standard input by what it starts with, which cannot tell csv]
    #[arg(long, value_name = "FORM", value_parser = formats())]
    from: Option<&'static Format>,
}

/// The kinds of file by their names.
fn formats() -> impl TypedValueParser<Value = &'static Format> {
    let named = |format: &Format| PossibleValue::new(format.name).help(format.about);
    PossibleValuesParser::new(FORMATS.iter().map(named))
        .map(|name| FORMATS.iter().find(|format| format.name == name).unwrap_or(&FORMATS[0]))
}

/// The file, and a point in its parameter space.
#[derive(clap::Args)]
pub(crate) struct Input {
    #[command(flatten)]
    pub(crate) file: File,
    #[command(flatten)]
    place: Place,
}

/// A point in the parameter space of a file.
#[derive(clap::Args)]
pub(crate) struct Place {
    /// Change a parameter for this run; exact: `k=1/3`, `k=0.1`
    #[arg(short, long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// A named set of changes from the file
    #[arg(long, value_name = "NAME")]
    scenario: Option<String>,
    /// Most bits to which payoffs that are not rational are narrowed
    #[arg(long, value_name = "N", default_value_t = MAX_BITS)]
    max_bits: u32,
}

/// A game at a point.
pub(crate) struct Game {
    pub(crate) model: Model,
    pub(crate) assignment: Assignment,
    pub(crate) point: Point,
    pub(crate) max_bits: u32,
    /// What is doubtful about the file and the settings.
    pub(crate) warnings: Vec<Diagnostic>,
}

impl File {
    /// Reads the file; warnings are returned, problems are an error.
    pub(crate) fn open(&self, screen: &Screen) -> Result<(Model, Vec<Diagnostic>), CliError> {
        self.most.open(&self.path, screen)
    }
}

impl Most {
    /// Reads the file at `path`; warnings are returned, problems are an error.
    pub(crate) fn open(
        &self,
        path: &str,
        screen: &Screen,
    ) -> Result<(Model, Vec<Diagnostic>), CliError> {
        let start = Instant::now();
        let source = source(path)?;
        let mut limits = Limits::default();
        if let Some(max_profiles) = self.max_profiles {
            limits.max_profiles = max_profiles;
            limits.max_payoffs = usize::MAX;
        }
        let reading = match self.from {
            Some(format) => read_as(format, &source, &limits),
            None => read(&source, &limits),
        };
        let reading = reading.map_err(CliError::Problems)?;
        draw::stage(path, start, || size(&reading.model), screen);
        Ok((reading.model, reading.warnings))
    }
}

/// `2 × 3 strategies, 6 pure profiles, 4 parameters`
fn size(model: &Model) -> String {
    let counts: Vec<String> =
        model.players.iter().map(|player| player.strategies.len().to_string()).collect();
    let (profiles, parameters) = (model.shape().profiles(), model.parameters.len());
    format!("{} strategies, {profiles} pure profiles, {parameters} parameters", counts.join(" × "))
}

/// The text of the file at `path`.
pub(super) fn source(path: &str) -> Result<Arc<Source>, CliError> {
    let said = |error| CliError::Io(path.to_owned(), error);
    let mut bytes = Vec::new();
    if path == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(said)?;
    } else {
        bytes = std::fs::read(path).map_err(said)?;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(path, text)),
        Err(error) => Err(CliError::Problems(vec![Diagnostic::not_text(path, error.as_bytes())])),
    }
}

impl Input {
    /// Reads the file and applies the settings. Warnings go to stderr, unless `--quiet`.
    pub(crate) fn open(&self, screen: &Screen) -> Result<Game, CliError> {
        let (model, warnings) = self.file.open(screen)?;
        let game = self.place.of(model, warnings)?;
        game.warn(screen);
        Ok(game)
    }

    /// Reads the file and applies the settings as far as they can be read, so that what else is wrong with the command line is
    /// told with them. Warnings are left to [`Game::warn`].
    pub(crate) fn gather(
        &self,
        screen: &Screen,
        gathered: &mut Gathered,
    ) -> Result<Game, CliError> {
        let (model, warnings) = self.file.open(screen)?;
        Ok(self.place.gathered(model, warnings, gathered))
    }
}

impl Place {
    /// Whether it is another point than that of the file.
    pub(crate) fn is_given(&self) -> bool {
        !self.set.is_empty() || self.scenario.is_some()
    }

    /// The game at this point. `warnings` are those of its file.
    pub(crate) fn of(&self, model: Model, warnings: Vec<Diagnostic>) -> Result<Game, CliError> {
        let mut gathered = Gathered::default();
        let game = self.gathered(model, warnings, &mut gathered);
        Ok(gathered.both(Ok(game), Ok(()))?.0)
    }

    /// The same, as far as the settings can be read.
    pub(crate) fn gathered(
        &self,
        model: Model,
        mut warnings: Vec<Diagnostic>,
        gathered: &mut Gathered,
    ) -> Game {
        let mut assignment = Assignment::of(&model);
        let mut problems = Vec::new();
        if let Some(name) = &self.scenario
            && let Err(error) = assignment.apply_scenario(&model, name)
        {
            problems.push(setting_problem("--scenario", name, name, &error));
        }
        let mut set = Vec::new();
        for text in &self.set {
            let Some((name, value)) = text.split_once('=') else {
                let source = Source::new("--set", text.as_str());
                let problem = Diagnostic::new(Code::SETTING, &source, 0..text.len(), "no value");
                problems.push(problem.help(format!("write `--set {text}=VALUE`")));
                continue;
            };
            let (name, value) = (name.trim(), value.trim());
            if let Err(error) = assignment.set_named(&model, name, value) {
                problems.push(setting_problem("--set", text, name, &error));
                continue;
            }
            if set.iter().any(|(other, _): &(String, Rational)| other == name) {
                let source = Source::new("--set", text.as_str());
                let message = format!("`{name}` is set twice");
                let problem = Diagnostic::new(Code::SETTING, &source, 0..name.len(), message);
                problems.push(problem.help("leave one of them out"));
                continue;
            }
            if let Some(parameter) = model.parameters.iter().position(|p| p.name == name)
                && let Some(value) = assignment.get(parameter)
            {
                set.push((name.to_owned(), value.clone()));
                warnings.extend(outside(&model, parameter, value, text));
            }
        }
        gathered.take(Err::<(), _>(CliError::Problems(problems)));
        let point = Point { scenario: self.scenario.clone(), set, given: Vec::new() };
        Game { model, assignment, point, max_bits: self.max_bits, warnings }
    }
}

/// A warning when a value is outside the range of its parameter.
fn outside(model: &Model, parameter: usize, value: &Rational, text: &str) -> Option<Diagnostic> {
    let parameter = &model.parameters[parameter];
    let (low, high) = parameter.range.as_ref()?;
    (value < low || value > high).then(|| {
        let message = format!("{value} is not in the range of `{}`", parameter.name);
        Diagnostic::new(Code::OUTSIDE, &Source::new("--set", text), 0..text.len(), message)
            .help(format!("its range is [{low}, {high}]"))
    })
}

fn setting_problem(option: &str, text: &str, name: &str, error: &SettingError) -> Diagnostic {
    let source = Source::new(option, text);
    let span = match error {
        SettingError::NotANumber { text: value, .. } => {
            let start = text.len() - value.len();
            start..text.len()
        }
        _ => 0..name.len(),
    };
    Diagnostic::new(Code::SETTING, &source, span, error.to_string()).maybe_help(error.help())
}

impl Game {
    /// Says on stderr what is doubtful, unless `--quiet`.
    pub(crate) fn warn(&self, screen: &Screen) {
        if !screen.quiet && !self.warnings.is_empty() {
            draw::report(&self.warnings, screen);
        }
    }

    /// The number of a player named on the command line.
    pub(crate) fn player(&self, name: &str) -> Result<usize, CliError> {
        self.model.player(name).ok_or_else(|| {
            let names = self.model.players.iter().map(|player| player.name.as_str());
            let help = similar_or_all(name, "player", "players are", names);
            usage(format!("unknown player `{name}`"), help)
        })
    }

    /// The payoffs at the point.
    pub(crate) fn payoffs(&self, screen: &Screen) -> Result<Payoffs, CliError> {
        let start = Instant::now();
        let payoffs = self
            .model
            .at(&self.assignment, self.max_bits)
            .map_err(|error| CliError::Problems(vec![error.diagnostic(&self.model)]))?;
        let kind = || if payoffs.rational().is_some() { "rational" } else { "enclosed" }.to_owned();
        draw::stage("payoffs", start, kind, screen);
        Ok(payoffs)
    }

    /// The strategies left by `--given "player = strategy, …"`, for each player.
    pub(crate) fn given(&self, texts: &[String]) -> Result<Vec<Support>, CliError> {
        self.chosen("--given", texts)
    }

    /// The strategies left by what `option` says: "player = strategy, …", for each player.
    pub(crate) fn chosen(&self, option: &str, texts: &[String]) -> Result<Vec<Support>, CliError> {
        let mut kept: Vec<Support> = self
            .model
            .players
            .iter()
            .map(|player| (0..player.strategies.len()).collect())
            .collect();
        let mut problems = Vec::new();
        for given in texts {
            let text = Text::standalone(option, given);
            let Some(list) = parse_restrictions(&text, &self.model.scope(&[]), &mut problems)
            else {
                continue;
            };
            for restriction in list {
                match restriction.choice {
                    MixedChoice::Among(support) => kept[restriction.player] = support,
                    MixedChoice::Mixed(_) => problems.push(text.problem(
                        Code::SETTING,
                        text.whole(),
                        format!("`{option}` takes no mixed strategies"),
                    )),
                }
            }
        }
        if problems.is_empty() { Ok(kept) } else { Err(CliError::Problems(problems)) }
    }

    /// The profile that `option` says: one strategy, pure or mixed, for each player.
    pub(crate) fn profile(
        &self,
        option: &str,
        written: &str,
    ) -> Result<Profile<Rational>, CliError> {
        let text = Text::standalone(option, written);
        let counts = self.model.shape().strategies().to_vec();
        let profile = Restriction::profile(&self.mixes(&text)?, &counts);
        profile.ok_or_else(|| {
            let players: Vec<&str> =
                self.model.players.iter().map(|player| player.name.as_str()).collect();
            let message = "a profile has one strategy, pure or mixed, for each player";
            let problem = text.problem(Code::SETTING, text.whole(), message);
            let help = format!("players are: {}", players.join(", "));
            CliError::Problems(vec![problem.help(help)])
        })
    }

    /// What `text` holds players to.
    pub(crate) fn mixes(&self, text: &Text) -> Result<Vec<Restriction>, CliError> {
        let mut problems = Vec::new();
        let list = parse_restrictions(text, &self.model.scope(&[]), &mut problems);
        list.filter(|_| problems.is_empty()).ok_or(CliError::Problems(problems))
    }

    /// Warnings, a line each.
    pub(crate) fn warning_lines(&self) -> Vec<String> {
        self.warnings.iter().map(ToString::to_string).collect()
    }
}
