//! `equil explain`: what a code, a word, a method, a query or a function means.

use std::io::Write as _;

use super::output::Screen;
use super::progress::usage;
use super::{CliError, Ending};
use equil::analysis::ANALYSES;
use equil::dominance::RUNGS;
use equil::dynamics::DYNAMICS;
use equil::format::FORMATS;
use equil::formula::FUNCTIONS;
use equil::game::family::FAMILIES;
use equil::graph::properties;
use equil::model::{AUTOMATA, QUERIES};
use equil::nash::{Arithmetic, METHODS};
use equil::population::{PROCESSES, REVISIONS};
use equil::sampling::DESIGNS;
use equil::selection::CRITERIA;
use equil::text::{CODES, Code, Severity, TERMS, Term, closest};

/// Explain a code (E012), a word (certificate), a method (eee), a rung of dominance (D3), a query or
/// a function; list a kind of these (queries, functions, methods, ...); without any, list them all.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  equil explain E012
  equil explain certificate
  equil explain strictly dominated
  equil explain eee
  equil explain D3
  equil explain queries
  equil explain functions")]
pub(crate) struct Args {
    /// A code, as problems show it in brackets, or a word, or a kind of things to list
    #[arg(value_name = "CODE|TERM|KIND")]
    what: Vec<String>,
}

/// Things of one kind, as a registry lists them.
struct Section {
    title: &'static str,
    /// What the section is asked for by.
    called: &'static [&'static str],
    /// What one of them is, in front of its explanation.
    noun: &'static str,
    /// Name, what the list shows for it, and one line.
    entries: Vec<(&'static str, &'static str, String)>,
}

impl Section {
    fn listed(&self, text: &mut String) {
        text.push_str(&format!("{}\n", self.title));
        let width = self.entries.iter().map(|entry| entry.1.chars().count()).max().unwrap_or(0);
        for (_, shown, about) in &self.entries {
            text.push_str(&format!("  {shown:width$}  {about}\n"));
        }
    }
}

pub(crate) fn run(args: &Args, _: &Screen) -> Result<Ending, CliError> {
    let what = args.what.join(" ").trim().to_owned();
    let sections = sections();
    let mut texts = Vec::new();
    let list = |section: &Section| {
        let mut text = String::new();
        section.listed(&mut text);
        text
    };
    if what.is_empty() {
        texts.extend(sections.iter().map(list));
    } else {
        let codes = CODES.iter().filter(|code| code.id.eq_ignore_ascii_case(&what));
        texts.extend(codes.map(|code| explained(code)));
        texts.extend(TERMS.iter().filter(|term| term.is_called(&what)).map(defined));
        for section in sections.iter().filter(|section| !section.noun.is_empty()) {
            let meant = section.entries.iter().filter(|entry| is_same(entry.0, &what));
            let told = |entry: &(&str, &str, String)| {
                let example = QUERIES
                    .iter()
                    .find(|query| query.name == entry.0 && section.noun == "query")
                    .map_or_else(String::new, |query| format!("\nExample: {}\n", query.example));
                format!("{} ({}): {}\n{example}", entry.1, section.noun, entry.2)
            };
            texts.extend(meant.map(told));
        }
        let called = |section: &&Section| section.called.iter().any(|word| is_same(word, &what));
        texts.extend(sections.iter().filter(called).map(list));
    }
    if texts.is_empty() {
        return Err(unknown(&what, &sections));
    }
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(texts.join("\n").as_bytes())?;
    Ok(Ending::Answered)
}

/// Whether two names are the same; upper case, `-` and `_` do not matter.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.replace(['-', '_'], " ").to_lowercase();
    plain(one) == plain(other)
}

/// The well-known strategies of repeated games.
fn strategies() -> Section {
    let told =
        AUTOMATA.iter().map(|one| (one.name, one.form, format!("{} [{}]", one.about, one.source)));
    Section {
        title: "Strategies of the repeated game (`equil automata`, `equil tournament`)",
        called: &["automata", "automaton", "strategies of repeated games"],
        noun: "strategy of the repeated game",
        entries: told.collect(),
    }
}

/// Everything there is, in the order of the list.
fn sections() -> Vec<Section> {
    let codes = |severity: Severity| {
        let mut codes: Vec<_> = CODES.iter().filter(|code| code.severity == severity).collect();
        codes.sort_unstable_by_key(|code| code.id);
        codes.into_iter().map(|code| (code.id, code.id, code.title.to_owned())).collect()
    };
    let section = |title, called, noun, entries| Section { title, called, noun, entries };
    let plain = |name: &'static str, about: &str| (name, name, about.to_owned());
    let cited = |name, about: &str, source: &str| (name, name, format!("{about} [{source}]"));
    let terms = TERMS.iter().map(|term| plain(term.name, term.short));
    vec![
        section("Errors", &["errors", "codes"], "", codes(Severity::Error)),
        section("Warnings", &["warnings", "codes"], "", codes(Severity::Warning)),
        section("Terms", &["terms", "words"], "", terms.collect()),
        section(
            "Methods of `equil solve`",
            &["methods", "method"],
            "method",
            METHODS.iter().map(|m| cited(m.name, m.about, m.source)).collect(),
        ),
        section(
            "Arithmetic of a search",
            &["arithmetic", "arithmetics"],
            "arithmetic",
            Arithmetic::ALL.iter().map(|kind| plain(kind.name(), kind.about())).collect(),
        ),
        section(
            "How strong the case for a class of strategies is, from the strongest",
            &["rungs", "rung", "ladder", "dominance levels", "levels"],
            "rung of dominance",
            RUNGS.iter().map(|rung| plain(rung.name, rung.meaning)).collect(),
        ),
        section(
            "Rules of `equil dynamics`",
            &["rules", "rule", "dynamics"],
            "rule of adjustment",
            DYNAMICS.iter().map(|rule| plain(rule.name, rule.about)).collect(),
        ),
        section(
            "Properties that `equil graph` looks for",
            &["properties", "property", "potentials", "graph"],
            "property",
            properties().map(|(name, about)| plain(name, about)).collect(),
        ),
        section(
            "Processes of `equil population`",
            &["processes", "process", "population"],
            "process of a population",
            PROCESSES.iter().map(|process| plain(process.name, process.about)).collect(),
        ),
        section(
            "Rules of `equil population --ask stable`",
            &["revisions", "revision", "mistakes"],
            "rule of choice with mistakes",
            REVISIONS.iter().map(|rule| plain(rule.name, rule.about)).collect(),
        ),
        section(
            "Methods of `equil sweep`",
            &["designs", "design", "sampling"],
            "method of a sweep",
            DESIGNS.iter().map(|design| plain(design.name, design.about)).collect(),
        ),
        section(
            "Methods of `equil analyze`",
            &["analyses", "analysis"],
            "method of an analysis",
            ANALYSES.iter().map(|a| cited(a.name, a.about, a.source)).collect(),
        ),
        strategies(),
        section(
            "Criteria of `equil solve --select`",
            &["criteria", "criterion", "selection"],
            "criterion",
            CRITERIA.iter().map(|criterion| plain(criterion.name, criterion.about)).collect(),
        ),
        section(
            "Queries of claims and sweeps",
            &["queries", "query"],
            "query",
            QUERIES.iter().map(|query| (query.name, query.form, query.about.to_owned())).collect(),
        ),
        section(
            "Functions of formulas",
            &["functions", "function", "formulas", "formula"],
            "function",
            FUNCTIONS.iter().map(|form| (form.name, form.form, form.about.to_owned())).collect(),
        ),
        section(
            "Families of `equil new --family`",
            &["families", "family"],
            "family",
            FAMILIES.iter().map(|family| plain(family.name, family.about)).collect(),
        ),
        section(
            "Kinds of files",
            &["files", "file", "formats", "format"],
            "kind of file",
            FORMATS.iter().map(|format| plain(format.extension, format.about)).collect(),
        ),
    ]
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

fn unknown(what: &str, sections: &[Section]) -> CliError {
    let words = TERMS.iter().flat_map(|term| term.also.iter().copied());
    let entries = sections.iter().flat_map(|section| {
        section.entries.iter().map(|entry| entry.0).chain(section.called.iter().copied())
    });
    let help = closest(what, words.chain(entries)).map_or_else(
        || "`equil explain` lists everything there is".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    usage(format!("`{what}` is no code or term"), help)
}
