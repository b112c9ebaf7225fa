//! `equil new`: a game file to start from.

use std::path::PathBuf;

use clap::ValueEnum;

use super::output::{Screen, Target};
use super::progress::usage;
use super::{CliError, Ending, draw};

/// Write a commented game file to start from.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil new price-war
  equil new --template two-player -o pd.game.toml
  equil new --template table -o -")]
pub(crate) struct Args {
    /// Name of the game; the file is called NAME.game.toml unless --output says otherwise
    #[arg(default_value = "my-game")]
    name: String,
    /// What to start from
    #[arg(long, value_enum, default_value_t, value_name = "WHICH")]
    template: Template,
    #[command(flatten)]
    target: Target,
}

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
    let name = args.name.as_str();
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    if name.trim().is_empty() || name.starts_with('.') || !name.chars().all(fits) {
        return Err(usage(
            format!("`{name}` cannot name a game"),
            "use letters, digits, `-`, `_`, `.` and spaces; `--output` says where to write",
        ));
    }
    let name = name.strip_suffix(".game.toml").unwrap_or(name);
    let text = args.template.text().replace("NAME", name);
    let target = Target {
        output: Some(
            args.target
                .output
                .clone()
                .unwrap_or_else(|| PathBuf::from(format!("{name}.game.toml"))),
        ),
        force: args.target.force,
    };
    target.write(text.as_bytes())?;
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
