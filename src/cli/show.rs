//! `equil show`: payoffs at a point, parameters, formulas.

use super::input::Input;
use super::output::{DOCUMENTS, Form, Output, Screen};
use super::{CliError, Ending};
use equil::report::{Document, Formulas, Parameters, Shown};

/// Show the payoffs at a point, best responses marked.
///
/// Two players are shown as rows and columns where they fit, otherwise each pure profile has a row.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil show pd.game.toml
  equil show game.game.toml --scenario vintage-2026 --given \"openai = closed\"
  equil show game.game.toml --params -f md
  equil show game.game.toml --formulas -f latex -o formulas.tex")]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// Restrict strategies: "player = strategy, ..."
    #[arg(long, value_name = "WHO = WHAT", conflicts_with_all = ["params", "formulas"])]
    given: Vec<String>,
    /// Show the parameters instead: values, ranges, units, status, sources
    #[arg(long, conflicts_with = "formulas")]
    params: bool,
    /// Show the formulas instead: payoffs and helpers, as text or LaTeX
    #[arg(long)]
    formulas: bool,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(args: &Args, screen: &Screen) -> Result<Ending, CliError> {
    let form = args.output.form(&DOCUMENTS, Form::Text)?;
    args.output.spares(std::slice::from_ref(&args.input.file.path))?;
    let mut game = args.input.open(screen)?;
    let output = &args.output;
    let warnings = game.warning_lines();
    if args.params {
        let told = Parameters {
            model: &game.model,
            assignment: &game.assignment,
            point: game.point.clone(),
        };
        if form == Form::Json {
            output.json(&told.json(&warnings))?;
        } else {
            let mut document = Document::new();
            document.table(told.table());
            output.document(form, &document, || told.table(), screen)?;
        }
        return Ok(Ending::Answered);
    }
    if args.formulas {
        let told = Formulas(&game.model);
        match form {
            Form::Json => output.json(&told.json(&warnings))?,
            Form::Latex => output.write(told.to_latex().as_bytes())?,
            _ => output.document(form, &told.document(), || told.data(), screen)?,
        }
        return Ok(Ending::Answered);
    }
    let kept = game.given(&args.given)?;
    game.point.given.clone_from(&args.given);
    let payoffs = game.payoffs(screen)?;
    let told = Shown { model: &game.model, payoffs: &payoffs, point: game.point.clone(), kept };
    if form == Form::Json {
        output.json(&told.json(&warnings))?;
    } else {
        // What is typeset is not bound to the terminal's width
        let width = if form == Form::Text { output.width() } else { usize::MAX };
        let document = told.document(output.digits(), width);
        output.document(form, &document, || told.data(), screen)?;
    }
    Ok(Ending::Answered)
}
