//! `equil new`: a game file to start from, or a game of a family.

use std::path::PathBuf;

use clap::ValueEnum;

use super::family::{Chosen, listed};
use super::output::{Form, Screen, Target};
use super::progress::usage;
use super::written::{FILES, written};
use super::{CliError, Ending, draw};
use equil::format::nfg::Body;
use equil::model::{Info, Model, Player};
use equil::text::Source;

/// Write a commented game file to start from, or a game of a family.
#[derive(clap::Args)]
#[command(after_help = format!("{}\n\n{}", listed(), EXAMPLES))]
pub(crate) struct Args {
    /// Name of the game [default: my-game, or the family's]; the file is called NAME.game.toml, or
    /// NAME.nfg, unless --output says otherwise. A path names the game by its last part
    name: Option<String>,
    /// What to start from
    #[arg(long, value_enum, default_value_t, value_name = "WHICH")]
    template: Template,
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    chosen: Chosen,
    /// What to write a game of a family as: nfg, lrs, gam, toml or csv [default: by the extension of
    /// --output, else nfg]
    #[arg(
        short,
        long,
        value_enum,
        value_name = "FORM",
        requires = "family",
        hide_possible_values = true,
        help_heading = "A game of a family"
    )]
    format: Option<Form>,
}

const EXAMPLES: &str = "Examples:
  equil new price-war
  equil new --template two-player -o pd.game.toml
  equil new --template table -o -
  equil new --family random --shape 2x3x2 --seed 7 -o game.nfg
  equil new --family covariant --size 500 --rho -0.5 -f lrs -o -
  equil new --family blotto --troops 4";

#[derive(Clone, Copy, Default, ValueEnum)]
enum Template {
    /// Payoffs as formulas of parameters, with everything else a file can hold
    #[default]
    Formulas,
    /// Payoffs listed, a row for each pure profile
    Table,
    /// Two players, a matrix for each
    TwoPlayer,
}

impl Template {
    fn text(self) -> &'static str {
        match self {
            Self::Formulas => include_str!("template/formulas.game.toml"),
            Self::Table => include_str!("template/table.game.toml"),
            Self::TwoPlayer => include_str!("template/two-player.game.toml"),
        }
    }
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    if args.chosen.is_some() {
        return family(args, screen);
    }
    Form::asked(None, &args.target, &[Form::Toml])?;
    let (folder, name) = parted(args.name.as_deref().unwrap_or("my-game"), "game.toml")?;
    let text = args.template.text().replace("NAME", name);
    write(args, &format!("{folder}{name}.game.toml"), text.as_bytes(), screen)
}

/// A game of a family, written as a file.
fn family(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let name = args.name.clone().unwrap_or_else(|| args.chosen.name());
    let form = Form::asked(args.format, &args.target, &FILES)?.unwrap_or(Form::Nfg);
    let sample = args.chosen.sample()?;
    let extension = if form == Form::Toml { "game.toml".to_owned() } else { form.name() };
    let (folder, name) = parted(&name, &extension)?;
    let file = format!("{folder}{name}.{extension}");
    let info = Info { name: name.to_owned(), title: Some(sample.title.clone()), ..Info::default() };
    let players = sample
        .players
        .iter()
        .zip(&sample.strategies)
        .map(|(name, strategies)| Player {
            name: name.clone(),
            strategies: strategies.clone(),
            classes: Vec::new(),
        })
        .collect();
    // The labels only: the numbers are written from the game
    let model = Model::from_table(&Source::new(file.as_str(), ""), info, players, Vec::new());
    let bytes = written(form, Body::Payoff, &model, &sample.game, screen)?;
    write(args, &file, &bytes, screen)
}

/// The folder that a path begins with, as written, and the name of a game in it, without the extension of its file.
fn parted<'a>(path: &'a str, extension: &str) -> Result<(&'a str, &'a str), CliError> {
    let start = path.rfind(std::path::is_separator).map_or(0, |place| place + 1);
    let (folder, file) = path.split_at(start);
    let name = file.strip_suffix(extension).and_then(|name| name.strip_suffix('.'));
    Ok((folder, valid(name.unwrap_or(file))?))
}

/// The name, if a file can be called so.
fn valid(name: &str) -> Result<&str, CliError> {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    if name.trim().is_empty() || name.starts_with('.') || !name.chars().all(fits) {
        return Err(usage(
            format!("`{name}` cannot name a game"),
            "use letters, digits, `-`, `_`, `.` and spaces; `--output` says where to write",
        ));
    }
    Ok(name)
}

/// Writes to where the command line says, else to `file`.
fn write(args: &Args, file: &str, bytes: &[u8], screen: &Screen) -> Result<Ending, CliError> {
    let output = args.target.output.clone().unwrap_or_else(|| PathBuf::from(file));
    let target = Target { output: Some(output), force: args.target.force };
    target.write(bytes)?;
    if let Some(path) = target.file() {
        let path = path.display();
        draw::note(&format!("wrote {path}; `equil check {path}` reads it"), screen);
    }
    Ok(Ending::Answered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use equil::claims::{Verdict, test};
    use equil::format::{Limits, read};
    use equil::model::Assignment;
    use equil::nash::Settings;
    use equil::text::Source;

    #[test]
    fn the_template_names_every_method_of_sweeps() {
        let method = Template::Formulas.text().lines().find(|line| line.starts_with("method"));
        let said = method.unwrap();
        for design in equil::sampling::DESIGNS {
            assert!(said.contains(design.name), "{said}: {}", design.name);
        }
    }

    #[test]
    fn paths_name_games_by_their_last_part() {
        let told = |path| parted(path, "game.toml").ok();
        assert_eq!(told("duel"), Some(("", "duel")));
        assert_eq!(told("duel.game.toml"), Some(("", "duel")));
        assert_eq!(told("/tmp/x/duel.game.toml"), Some(("/tmp/x/", "duel")));
        assert_eq!(told("../v1.2"), Some(("../", "v1.2")));
        assert_eq!([told("/tmp/"), told("a/.game.toml"), told("a/b:c")], [None, None, None]);
    }

    #[test]
    fn templates_are_right_and_what_they_claim_holds() {
        for template in Template::value_variants() {
            let source = Source::new("t.game.toml", template.text().replace("NAME", "t"));
            let reading = read(&source, &Limits::default()).unwrap();
            assert!(reading.warnings.is_empty(), "{:?}", reading.warnings);
            let model = reading.model;
            let point = Assignment::of(&model);
            assert!(!model.claims.is_empty());
            for claim in &model.claims {
                let tested = test(&model, claim, &point, 1024, &Settings::default());
                assert_eq!(tested.verdict, Verdict::Holds, "{}", claim.name);
            }
        }
    }
}
