//! Problems drawn over the text they are about.

use std::io::Write as _;
use std::time::Instant;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use equil::text::{Diagnostic, Severity, Span};

use super::output::Screen;

/// Draws all problems to stderr, with a count at the end if there are several.
pub(crate) fn report(problems: &[Diagnostic], screen: &Screen) {
    let mut stderr = std::io::stderr().lock();
    for problem in problems {
        // A closed stderr leaves nobody to tell
        let _ = writeln!(stderr, "{}\n", drawn(problem, screen.colours_on_stderr()));
    }
    let count = |severity| problems.iter().filter(|problem| problem.severity() == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if errors + warnings > 1 {
        let mut said = Vec::new();
        for (count, word) in [(errors, "error"), (warnings, "warning")] {
            match count {
                0 => {}
                1 => said.push(format!("1 {word}")),
                n => said.push(format!("{n} {word}s")),
            }
        }
        let _ = writeln!(stderr, "{}", said.join(", "));
    }
}

/// Lines longer than this are cut around what is marked.
const LONGEST_LINE: usize = 400;

/// One problem, drawn as compilers do.
pub(crate) fn drawn(problem: &Diagnostic, colours: bool) -> String {
    let level = match problem.severity() {
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let source = &problem.source;
    let text = source.text.as_str();
    let long =
        problem.labels.iter().any(|label| line_length(text, label.span.start) > LONGEST_LINE);
    // Nothing at the very start is underlined: the problem is with the file as a whole
    let whole = matches!(problem.labels.as_slice(), [only] if only.span == Span::default());
    let title = level.primary_title(problem.message.as_str()).id(problem.code.id);
    let mut group: Group<'_> = if whole {
        title.element(annotate_snippets::Origin::path(source.name.as_str()))
    } else if long || text.is_empty() {
        let (line, column) = problem.place();
        title.element(
            annotate_snippets::Origin::path(source.name.as_str()).line(line).char_column(column),
        )
    } else {
        let mut snippet = Snippet::source(text).path(source.name.as_str()).fold(true);
        for (number, label) in problem.labels.iter().enumerate() {
            let kind = if number == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            let end = text.len();
            let span = floor(text, label.span.start.min(end))..floor(text, label.span.end.min(end));
            let mut annotation = kind.span(span.start..span.end.max(span.start));
            if !label.text.is_empty() {
                annotation = annotation.label(label.text.as_str());
            }
            snippet = snippet.annotation(annotation);
        }
        title.element(snippet)
    };
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

/// The nearest place at or before `at` where a character starts.
fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

fn line_length(text: &str, at: usize) -> usize {
    let at = floor(text, at.min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    text[at..].find('\n').map_or(text.len(), |i| at + i) - start
}

/// A problem with the command line itself.
pub(crate) fn usage(message: &str, help: Option<&str>, screen: &Screen) {
    refusal("error", message, screen);
    if let Some(help) = help {
        let _ = writeln!(std::io::stderr().lock(), "  = help: {help}");
    }
}

/// A line that starts with a word that stands out.
pub(crate) fn refusal(word: &str, message: &str, screen: &Screen) {
    let bold = |on: &'static str| if screen.colours_on_stderr() { on } else { "" };
    let (on, off) = (bold("\u{1b}[1;31m"), bold("\u{1b}[0m"));
    let _ = writeln!(std::io::stderr().lock(), "{on}{word}{off}: {message}");
}

/// Something to know about the answer, unless `--quiet`.
pub(crate) fn note(message: &str, screen: &Screen) {
    if !screen.quiet {
        let _ = writeln!(std::io::stderr().lock(), "note: {message}");
    }
}

/// With `--verbose`, a step that is done: since when it was under way, and what came out.
pub(crate) fn stage(step: &str, since: Instant, found: impl FnOnce() -> String, screen: &Screen) {
    if screen.verbose {
        let found = found();
        let colon = if found.is_empty() { "" } else { ": " };
        let took = since.elapsed();
        let _ = writeln!(std::io::stderr().lock(), "note: {step}{colon}{found} ({took:.1?})");
    }
}
