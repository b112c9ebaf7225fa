//! equil's own game files, `.game.toml`.
//!
//! A file is read in one pass from names to formulas to questions; whatever is wrong on the way is
//! noted, and reading goes on, so that all problems are reported at once.

mod automata;
mod bibliography;
mod csv_table;
mod define;
mod height;
mod listing;
mod params;
mod payoff;
mod people;
mod reader;
mod repeated;
mod schema;
mod states;
mod study;
mod sweep;
mod table;
mod thesis;
mod tree;

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{Files, Format, Limits, Reading};
use crate::formula::Leaf;
use crate::model::{Model, Payoff, States, Table as Listed, check_units};
use crate::text::{Code, Diagnostic, Severity, Source, Span};
use bibliography::Bibliography;
use params::Numbers;
use payoff::People;
use reader::Reader;
use study::Known;
use tree::{Table, Value};

pub use schema::SCHEMA;

pub(super) const FORMAT: Format = Format {
    name: "toml",
    extension: "game.toml",
    about: "equil's own game file: formulas, parameters, claims",
    is_always_a_game: true,
    read,
};

/// The version of the format that this reader knows.
const VERSION: &str = "1";

/// Keys of a whole file.
const ROOT_KEYS: &[&str] = &[
    "format", "game", "players", "classes", "groups", "params", "define", "payoff", "table",
    "repeated", "automata", "states", "scenario", "sweep", "claim", "thesis",
];

fn read(
    source: &Arc<Source>,
    limits: &Limits,
    files: &Files<'_>,
) -> Result<Reading, Vec<Diagnostic>> {
    let mut reader = Reader { source, problems: Vec::new(), tables: Vec::new() };
    let root = tree::parse(source, &mut reader.problems);
    // A file that is not TOML is reported as such; what can be read of it would only add noise
    let model =
        if reader.problems.is_empty() { Some(reader.model(&root, limits, files)) } else { None };
    let mut problems = reader.problems;
    problems.sort_by_key(|problem| {
        let other = problem.source.name != source.name;
        (other, problem.labels.first().map_or(0, |label| label.span.start))
    });
    let failed = problems.iter().any(|problem| problem.severity() == Severity::Error);
    match model {
        Some(model) if !failed => Ok(Reading { model, warnings: problems }),
        _ => Err(problems),
    }
}

impl Reader<'_> {
    fn model(&mut self, root: &Table, limits: &Limits, files: &Files<'_>) -> Model {
        self.known_keys(root, ROOT_KEYS, "the file");
        self.version(root);
        let info = self.info(root);
        let mut players = self.players(root);
        self.classes(root, &mut players);
        let groups = self.groups(root, &players);
        let bibliography = Bibliography::open(self, root, files);
        if let Some(key) = &info.citation
            && let Some(Value::Table(game)) = root.get("game").map(|entry| &entry.node.value)
            && let Some(Value::Text(text)) = game.get("source").map(|entry| &entry.node.value)
        {
            debug_assert_eq!(*key, text.text);
            bibliography.check(self, text);
        }
        let mut numbers = Numbers::default();
        self.declare_people(root, &mut numbers);
        self.parameters(root, &players, &groups, &bibliography, &mut numbers);
        self.helpers(root, &players, &groups, &mut numbers);
        let people = People { players: &players, groups: &groups };
        let fits = self.size(root, people, limits);
        let payoffs = if fits { self.payoffs(root, people, &numbers, files) } else { Vec::new() };
        let scenarios = self.scenarios(root, &numbers);
        let repeated = self.repeated(root, people, &numbers);
        let states = self.states(root, people, &numbers, repeated.as_ref());
        let sweeps = self.sweeps(root, people, &numbers);
        let known =
            Known { people, numbers: &numbers, scenarios: &scenarios, bibliography: &bibliography };
        let claims = self.claims(root, known);
        let theses = self.theses(root, known);
        let unused_places: Vec<Option<Span>> =
            numbers.names.iter().map(|(name, _)| numbers.place(name)).collect();
        let names = std::mem::take(&mut numbers.names);
        let mut model = Model {
            source: Arc::clone(self.source),
            tables: std::mem::take(&mut self.tables),
            bibliography: bibliography.source(),
            info,
            players,
            groups,
            parameters: numbers.parameters,
            helpers: numbers.helpers,
            payoffs,
            scenarios,
            repeated,
            automata: Vec::new(),
            states,
            sweeps,
            claims,
            theses,
        };
        if fits {
            model.automata = self.automata(root, &model);
        }
        self.repeated_claims(&model, root.get("repeated").is_some());
        self.markov_claims(&model, root.get("states").is_some());
        // Warnings about formulas mean little while formulas are wrong
        if self.problems.iter().all(|problem| problem.severity() != Severity::Error) {
            let names: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
            self.unused(&model, &names, &unused_places);
            check_units(&model, &mut self.problems);
        }
        model
    }

    fn version(&mut self, root: &Table) {
        match root.get("format") {
            Some(entry) => match &entry.node.value {
                Value::Number(version) if version == VERSION => {}
                _ => self.helped(
                    Code::FORMAT_VERSION,
                    entry.node.span,
                    "unknown version of the format",
                    "this program reads `format = 1`",
                ),
            },
            None => {
                let help = "begin the file with `format = 1`";
                self.missing(Span::default(), "`format` is missing", help);
            }
        }
    }

    /// Whether the number of pure profiles is within the limit.
    fn size(&mut self, root: &Table, people: People<'_>, limits: &Limits) -> bool {
        let counts = people.players.iter().map(|player| player.strategies.len());
        let profiles = counts.clone().try_fold(1_usize, usize::checked_mul);
        if counts.clone().any(|count| count == 0) || people.players.is_empty() {
            return false;
        }
        let within = profiles.is_some_and(|profiles| profiles <= limits.max_profiles);
        if !within {
            let span = root.get("players").map_or(Span::default(), |entry| entry.key_span);
            let said =
                profiles.map_or("more than 2⁶⁴".to_owned(), |profiles| profiles.to_string());
            let message = format!(
                "the game has {said} pure profiles, more than the limit of {}",
                limits.max_profiles
            );
            self.helped(Code::LIMIT, span, message, "raise it with `--max-profiles`");
        }
        within
    }

    /// Warns of parameters and helpers that nothing uses.
    fn unused(&mut self, model: &Model, names: &[&str], places: &[Option<Span>]) {
        let mut parameters = vec![false; model.parameters.len()];
        let mut helpers = vec![false; model.helpers.len()];
        let mut visit = |leaf: &Leaf| match leaf {
            Leaf::Parameter(parameter) => parameters[*parameter] = true,
            Leaf::OwnParameter(entries) => {
                for parameter in entries.iter().flatten() {
                    parameters[*parameter] = true;
                }
            }
            Leaf::Helper(helper) => helpers[*helper] = true,
            _ => {}
        };
        for payoff in &model.payoffs {
            match payoff {
                Payoff::Formula(formula) => formula.leaves(&mut visit),
                Payoff::ByStrategy(formulas) | Payoff::Table(Listed::Formulas(formulas)) => {
                    for formula in formulas {
                        formula.leaves(&mut visit);
                    }
                }
                Payoff::Table(Listed::Numbers(_)) => {}
            }
        }
        for helper in &model.helpers {
            helper.formula.leaves(&mut visit);
        }
        for formula in model.repeated.iter().flat_map(|repeated| &repeated.discounts) {
            formula.leaves(&mut visit);
        }
        for formula in model.states.iter().flat_map(States::formulas) {
            formula.leaves(&mut visit);
        }
        for helper in model.helpers_asked() {
            helpers[helper] = true;
        }
        let mut used = FxHashSet::default();
        let helpers = model.helpers.iter().zip(&helpers).filter(|(_, used)| **used);
        used.extend(helpers.map(|(helper, _)| helper.name.as_str()));
        for (parameter, _) in model.parameters.iter().zip(&parameters).filter(|(_, used)| **used) {
            used.insert(&parameter.name);
            used.extend(parameter.index.as_ref().map(|(base, _)| base.as_str()));
        }
        for (name, place) in names.iter().zip(places) {
            if !used.contains(name) {
                self.problem(
                    Code::UNUSED,
                    place.unwrap_or_default(),
                    format!("`{name}` is not used"),
                );
            }
        }
    }
}
