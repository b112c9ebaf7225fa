//! `equil explain`: what a code or a word means.

use std::io::Write as _;

use super::output::Screen;
use super::progress::usage;
use super::{CliError, Ending};
use equil::text::{CODES, Code, Severity, TERMS, Term, closest};

/// Explain a code (E012) or a word (certificate); without one, list them all.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil explain E012
  equil explain certificate
  equil explain strictly dominated")]
pub(crate) struct Args {
    /// A code, as problems show it in brackets, or a word
    #[arg(value_name = "CODE|TERM")]
    what: Vec<String>,
}

pub(crate) fn run(args: &Args, _: &Screen) -> Result<Ending, CliError> {
    let what = args.what.join(" ");
    let mut text = String::new();
    if what.trim().is_empty() {
        list(&mut text);
    } else if let Some(code) = CODES.iter().find(|code| code.id.eq_ignore_ascii_case(&what)) {
        text.push_str(&explained(code));
    } else if let Some(term) = TERMS.iter().find(|term| term.is_called(&what)) {
        text.push_str(&defined(term));
    } else {
        return Err(unknown(&what));
    }
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    Ok(Ending::Answered)
}

fn list(text: &mut String) {
    for (severity, title) in [(Severity::Error, "Errors"), (Severity::Warning, "Warnings")] {
        text.push_str(&format!("{title}\n"));
        let mut codes: Vec<_> = CODES.iter().filter(|code| code.severity == severity).collect();
        codes.sort_unstable_by_key(|code| code.id);
        for code in codes {
            text.push_str(&format!("  {}  {}\n", code.id, code.title));
        }
        text.push('\n');
    }
    text.push_str("Terms\n");
    let width = TERMS.iter().map(|term| term.name.chars().count()).max().unwrap_or(0);
    for term in TERMS {
        text.push_str(&format!("  {:width$}  {}\n", term.name, term.short));
    }
}

fn explained(code: &Code) -> String {
    let kind = match code.severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    format!("{kind}[{}]: {}\n\n{}", code.id, code.title, code.explanation)
}

fn defined(term: &Term) -> String {
    let also = if term.also.is_empty() {
        String::new()
    } else {
        format!(" (also: {})", term.also.join(", "))
    };
    format!("{}{also}: {}\n\n{}\n\nExample: {}\n", term.name, term.short, term.text, term.example)
}

fn unknown(what: &str) -> CliError {
    let words = TERMS.iter().flat_map(|term| term.also.iter().copied().chain([term.name]));
    let known = words.chain(CODES.iter().map(|code| code.id));
    let help = closest(what, known).map_or_else(
        || "`equil explain` lists all codes and terms".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    usage(format!("`{what}` is no code or term"), help)
}
