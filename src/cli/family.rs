//! The options of `equil new --family`: the parameters of all families, as the registry lists them.

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgMatches, Command};

use super::CliError;
use super::progress::usage;
use equil::game::family::{FAMILIES, Family, Parameter, Range, Sample};

/// A family, and the parameters that are given.
#[derive(Default)]
pub(crate) struct Chosen {
    family: Option<&'static Family>,
    given: Vec<(&'static str, String)>,
}

impl Chosen {
    /// Whether a family is asked for.
    pub(crate) fn is_some(&self) -> bool {
        self.family.is_some()
    }

    /// The game asked for.
    pub(crate) fn sample(&self) -> Result<Sample, CliError> {
        let family = self.family.ok_or_else(|| {
            usage("no family is given", "`equil new --help` lists them; write `--family NAME`")
        })?;
        let given: Vec<(&str, &str)> =
            self.given.iter().map(|(name, text)| (*name, text.as_str())).collect();
        family.sample(&given).map_err(|error| usage(error.to_string(), error.help()))
    }

    /// What its file is called if no name is given: the family and what is asked of it.
    pub(crate) fn name(&self) -> String {
        let family = self.family.map_or("", |family| family.name);
        let mut name = family.to_owned();
        for (parameter, text) in &self.given {
            let text: String = text
                .chars()
                .map(|c| if c.is_alphanumeric() || c == '.' { c } else { '-' })
                .collect();
            name.push_str(&format!("-{parameter}-{}", text.trim_start_matches('-')));
        }
        name
    }
}

/// Every parameter of any family once, by its name.
fn parameters() -> Vec<&'static Parameter> {
    let mut all: Vec<&Parameter> = Vec::new();
    for parameter in FAMILIES.iter().flat_map(|family| family.parameters) {
        if all.iter().all(|other| other.name != parameter.name) {
            all.push(parameter);
        }
    }
    all
}

/// Everything that families mean by a parameter, and which do where they differ.
fn about(parameter: &Parameter) -> String {
    let mut said: Vec<(&str, Vec<&str>)> = Vec::new();
    for family in FAMILIES {
        for own in family.parameters.iter().filter(|own| own.name == parameter.name) {
            match said.iter_mut().find(|(about, _)| *about == own.about) {
                Some((_, families)) => families.push(family.name),
                None => said.push((own.about, vec![family.name])),
            }
        }
    }
    let several = said.len() > 1;
    let told = said.into_iter().map(|(about, families)| {
        if several { format!("{about} ({})", families.join(", ")) } else { about.to_owned() }
    });
    let mut text = told.collect::<Vec<_>>().join("; ");
    if let Range::Word(words) = parameter.range {
        text.push_str(&format!(": {}", words.join(", ")));
    }
    text
}

/// The families with their parameters and defaults, for `--help`.
pub(crate) fn listed() -> String {
    let mut text =
        "Families and their parameters with the values they have if not given:".to_owned();
    for family in FAMILIES {
        text.push_str(&format!("\n  {:<13}", family.name));
        for parameter in family.parameters {
            let value = match parameter.range {
                Range::Shape(_, 2) => "AxB",
                Range::Shape(..) => "AxBxC",
                _ => parameter.default,
            };
            text.push_str(&format!(" --{} {value}", parameter.name));
        }
    }
    text
}

impl clap::Args for Chosen {
    fn augment_args(command: Command) -> Command {
        let names = FAMILIES.iter().map(|f| PossibleValue::new(f.name).help(f.about));
        let heading = "A game of a family";
        let family = Arg::new("family")
            .long("family")
            .value_name("NAME")
            .value_parser(PossibleValuesParser::new(names))
            .conflicts_with("template")
            .help_heading(heading)
            .help("Write a game of this family instead, as nfg unless -o or -f says otherwise");
        let options = parameters().into_iter().map(|parameter| {
            let value = match parameter.range {
                Range::Integer(..) => "N",
                Range::Number(..) => "X",
                Range::Shape(..) => "AxB",
                Range::Word(_) => "WORD",
            };
            Arg::new(parameter.name)
                .long(parameter.name)
                .value_name(value)
                .allow_hyphen_values(true)
                .requires("family")
                .help_heading(heading)
                .help(about(parameter))
        });
        command.arg(family).args(options)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl clap::FromArgMatches for Chosen {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let family = matches.get_one::<String>("family").and_then(|name| Family::find(name));
        let given = parameters().into_iter().filter_map(|parameter| {
            matches.get_one::<String>(parameter.name).map(|text| (parameter.name, text.clone()))
        });
        Ok(Self { family, given: given.collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
