//! Numbers in the text of the paper: which results it names, and which numbers no result stands behind.
//!
//! The text is Typst. In prose a number stands for itself only as a year, as part of a word that begins with a letter
//! (`P1`), or of a name that `paper.toml` lists; in formulas only as a whole number up to ten. All others
//! are to be named: `#n("F3.gain")`.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::fault::Fault;
use super::study::{Study, files, source};
use crate::text::Source;

/// A number that no result stands behind, or the key of a result that there is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// The file.
    pub path: String,
    /// Line and column, from 1.
    pub place: (usize, usize),
    /// The number, or the key.
    pub text: String,
    /// Whether it is a key.
    pub is_key: bool,
}

/// Looks through the text of a paper, all `.typ` files in its folder; `keys` are those of all results.
///
/// # Errors
/// [`Fault::Unread`].
///
/// # Complexity
/// Linear in the text.
pub fn strays(study: &Study<'_>, keys: &BTreeSet<String>) -> Result<Vec<Stray>, Fault> {
    let mut found = Vec::new();
    for path in files(&study.paper.text, |name| {
        Path::new(name).extension().is_some_and(|end| end == "typ")
    })? {
        let source = source(&path)?;
        found.extend(strays_in(&source, &study.paper.names, keys));
    }
    Ok(found)
}

/// What is wrong with one text.
fn strays_in(source: &Arc<Source>, names: &[String], keys: &BTreeSet<String>) -> Vec<Stray> {
    let mut reader = Reader { text: &source.text, at: 0, found: Vec::new() };
    reader.markup(None);
    let mut strays = Vec::new();
    for (at, kind) in reader.found {
        let (text, is_key) = match kind {
            Kind::Key(key) if !keys.contains(&key) => (key, true),
            Kind::Key(_) => continue,
            Kind::Number(text) if is_named(&source.text, at, &text, names) => continue,
            Kind::Number(text) => (text, false),
        };
        let place = source.locate(at);
        strays.push(Stray { path: source.name.clone(), place, text, is_key });
    }
    strays
}

/// Whether a number is a part of a name.
fn is_named(text: &str, at: usize, number: &str, names: &[String]) -> bool {
    names.iter().any(|name| {
        name.match_indices(number).any(|(inside, _)| {
            at.checked_sub(inside)
                .is_some_and(|start| text.get(start..).is_some_and(|rest| rest.starts_with(name)))
        })
    })
}

enum Kind {
    Key(String),
    Number(String),
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    found: Vec<(usize, Kind)>,
}

/// Functions that name a result.
const BINDERS: [&str; 3] = ["n", "mag", "pc"];

/// Words with which a line of code begins.
const STATEMENTS: [&str; 6] = ["let", "set", "show", "import", "include", "if"];

/// Years that may stand for themselves.
const YEARS: std::ops::RangeInclusive<u32> = 1800..=2100;

/// Numbers in formulas that are part of them.
const SMALL: u32 = 10;

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest().chars().next()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn takes(&mut self, start: &str) -> bool {
        let is = self.rest().starts_with(start);
        self.at += if is { start.len() } else { 0 };
        is
    }

    /// Takes all characters that fit.
    fn run(&mut self, fits: impl Fn(char) -> bool) -> String {
        let end = self.rest().find(|c| !fits(c)).unwrap_or(self.rest().len());
        let run = self.rest()[..end].to_owned();
        self.at += end;
        run
    }

    fn comment(&mut self) -> bool {
        if self.rest().starts_with("//") && !self.text[..self.at].ends_with(':') {
            self.run(|c| c != '\n');
            return true;
        }
        if self.takes("/*") {
            let end = self.rest().find("*/").map_or(self.rest().len(), |end| end + 2);
            self.at += end;
            return true;
        }
        false
    }

    /// Prose, up to `close`.
    fn markup(&mut self, close: Option<char>) {
        while !self.rest().is_empty() {
            if self.comment() {
                continue;
            }
            let start = self.at;
            let Some(next) = self.next() else { return };
            match next {
                _ if Some(next) == close => return,
                '\\' => {
                    self.next();
                }
                '[' => self.markup(Some(']')),
                '`' => self.raw(),
                '$' => self.formula(),
                '#' => self.code_in_prose(),
                '@' => {
                    self.run(|c| c.is_alphanumeric() || "-_:.".contains(c));
                }
                '<' if self.rest().starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    self.run(|c| c != '>');
                }
                _ if next.is_ascii_digit() => self.number(start),
                _ if next.is_alphabetic() => {
                    self.run(|c| c.is_alphanumeric() || c == '-' || c == '_');
                }
                _ => {}
            }
        }
    }

    fn raw(&mut self) {
        let ticks = 1 + self.run(|c| c == '`').len();
        let fence = "`".repeat(ticks);
        if ticks == 2 {
            return;
        }
        self.at += self.rest().find(&fence).map_or(self.rest().len(), |end| end + ticks);
    }

    /// A number in prose, of which the first digit was read.
    fn number(&mut self, start: usize) {
        self.run(|c| c.is_ascii_alphanumeric() || ".,%×/".contains(c));
        let read = self.text[start..self.at].trim_end_matches(['.', ',', '/']);
        self.at = start + read.len();
        let read = read.to_owned();
        let plain = read.trim_end_matches('s');
        if plain.parse::<u32>().is_ok_and(|year| plain.len() == 4 && YEARS.contains(&year)) {
            return;
        }
        self.found.push((start, Kind::Number(read)));
    }

    /// A formula, after its `$`.
    fn formula(&mut self) {
        while !self.rest().is_empty() {
            let start = self.at;
            let Some(next) = self.next() else { return };
            match next {
                '$' => return,
                '\\' => {
                    self.next();
                }
                '"' => self.string(),
                '#' => self.code_in_prose(),
                _ if next.is_ascii_digit() => {
                    self.run(|c| c.is_ascii_digit() || c == '.');
                    let read = self.text[start..self.at].trim_end_matches('.');
                    self.at = start + read.len();
                    if read.parse::<u32>().is_ok_and(|number| number <= SMALL) {
                        continue;
                    }
                    let read = read.to_owned();
                    self.found.push((start, Kind::Number(read)));
                }
                _ if next.is_alphabetic() => {
                    self.run(char::is_alphanumeric);
                }
                _ => {}
            }
        }
    }

    /// Code after `#`.
    fn code_in_prose(&mut self) {
        if self.rest().starts_with(['[', '(', '{']) {
            self.next();
            let open = self.text[..self.at].chars().next_back();
            match open {
                Some('[') => self.markup(Some(']')),
                Some('(') => self.code(')'),
                _ => self.code('}'),
            }
            return;
        }
        let word = self.run(|c| c.is_alphanumeric() || c == '_' || c == '-');
        if STATEMENTS.contains(&word.as_str()) {
            self.code('\n');
            return;
        }
        self.called(&word);
        while self.rest().starts_with('.')
            && self.rest()[1..].starts_with(|c: char| c.is_alphabetic())
        {
            self.next();
            let word = self.run(|c| c.is_alphanumeric() || c == '_' || c == '-');
            self.called(&word);
        }
    }

    /// What follows the name of a function.
    fn called(&mut self, word: &str) {
        if self.takes("(") {
            if BINDERS.contains(&word) {
                self.key();
            }
            self.code(')');
        }
        while self.takes("[") {
            self.markup(Some(']'));
        }
    }

    /// The key after `n(`.
    fn key(&mut self) {
        let start = self.at;
        if self.takes("\"") {
            let key = self.run(|c| c != '"');
            self.takes("\"");
            // What is put together is known where it is used
            if !self.rest().trim_start().starts_with('+') {
                self.found.push((start, Kind::Key(key)));
            }
        }
    }

    fn string(&mut self) {
        while let Some(next) = self.next() {
            match next {
                '"' => return,
                '\\' => {
                    self.next();
                }
                _ => {}
            }
        }
    }

    /// Code up to `close`, with everything in brackets.
    fn code(&mut self, close: char) {
        while !self.rest().is_empty() {
            if self.comment() {
                continue;
            }
            let Some(next) = self.next() else { return };
            match next {
                _ if next == close => return,
                '"' => self.string(),
                '(' => self.code(')'),
                '{' => self.code('}'),
                '[' => self.markup(Some(']')),
                '$' => self.formula(),
                '`' => self.raw(),
                _ if next.is_alphabetic() => {
                    let start = self.at - next.len_utf8();
                    self.run(|c| c.is_alphanumeric() || c == '_' || c == '-');
                    let word = self.text[start..self.at].to_owned();
                    if BINDERS.contains(&word.as_str()) && self.takes("(") {
                        self.key();
                        self.code(')');
                    }
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let keys = BTreeSet::from(["F3.gain".to_owned()]);
        let names = ["Llama 3.1".to_owned(), "2×2".to_owned()];
        let source = Source::new("a.typ", text);
        strays_in(&source, &names, &keys).into_iter().map(|stray| stray.text).collect()
    }

    #[test]
    fn numbers_in_prose_need_a_result() {
        assert_eq!(found("It gains 0.054 bn."), ["0.054"]);
        assert_eq!(found("It gains #n(\"F3.gain\") bn in 2024, and P1 says so."), [""; 0]);
        assert_eq!(found("It gains #n(\"F3.gian\")."), ["F3.gian"]);
        assert_eq!(found("Llama 3.1 in the 2×2 game; Llama 3.2 is not named"), ["3.2"]);
        assert_eq!(found("46 of 48"), ["46", "48"]);
        assert_eq!(found("a 4% fall, the 1990s"), ["4%"]);
    }

    #[test]
    fn code_is_no_prose_but_what_it_holds_is() {
        assert_eq!(found("#set page(margin: 2.5cm)\n#v(1em) text"), [""; 0]);
        assert_eq!(
            found("#figure(image(\"a9.svg\", width: 80%), caption: [About 7.25 of it])"),
            ["7.25"]
        );
        assert_eq!(found("// 3.5\n/* 4.5 */ `5.5` <eq-6> @nash1951 http://x.y/7 \\8"), ["7"]);
        assert_eq!(found("#let x = [of #n(\"F3.no\")]\n9.5"), ["F3.no", "9.5"]);
        assert_eq!(found("#emph[8.25] #box(width: 3pt)[12.5]"), ["8.25", "12.5"]);
    }

    #[test]
    fn formulas_have_small_whole_numbers() {
        assert_eq!(found("$x^2 + 1/2 >= 0.25 dot 17$"), ["0.25", "17"]);
        assert_eq!(found("$delta >= #n(\"F3.gain\")$"), [""; 0]);
    }

    #[test]
    fn places_are_lines_and_columns() {
        let source = Source::new("a.typ", "one\ntwo 0.5\n");
        let strays = strays_in(&source, &[], &BTreeSet::new());
        assert_eq!(strays[0].place, (2, 5));
    }
}
