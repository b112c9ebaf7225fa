//! The pieces of a text in Typst: prose, formulas, code, and what code holds.

use super::formula::{Part, bare, number};
use super::token::{Kind, Token, is_label, lex, prose};

/// The pieces of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut reader = Reader { text, at: 0, found: Vec::new() };
    reader.markup(None);
    reader.found
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    found: Vec<Token>,
}

/// Functions that name a result.
const BINDERS: [&str; 3] = ["n", "mag", "pc"];

/// Words with which a line of code begins.
const STATEMENTS: [&str; 6] = ["let", "set", "show", "import", "include", "if"];

/// Functions and statements that name a file, which the build does not find if there is none.
const FILES: [&str; 9] =
    ["fig", "tab", "image", "json", "csv", "read", "bibliography", "import", "include"];

/// Functions that place a picture or a table of the results, and how the name of its file ends.
const PLACED: [(&str, &str); 3] = [("fig", "svg"), ("half", "svg"), ("tab", "typ")];

/// Functions that take a whole number for a place or the number of something, and show no amount.
const PLACES: [&str; 3] = ["at", "update", "proposition"];

/// Settings whose texts are patterns or names of what is installed.
const SETTINGS: [&str; 6] = ["numbering", "paper", "font", "style", "lang", "weight"];

/// Units of lengths and angles.
const UNITS: [&str; 9] = ["pt", "mm", "cm", "in", "em", "fr", "deg", "rad", "%"];

/// Operators of formulas that are words.
const OPERATORS: [&str; 9] =
    ["slash", "dot", "times", "div", "quad", "percent", "plus", "minus", "thin"];

/// Named numbers in code that may stand without a unit.
const SMALL: u32 = 10;

/// What code is about, which decides what of it is seen.
#[derive(Clone, Copy)]
struct Code<'b> {
    /// The function whose arguments it is, or the statement.
    of: &'b str,
    /// The name of the argument.
    named: &'b str,
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
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
    fn run(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !fits(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn push(&mut self, at: usize, kind: Kind) {
        self.found.push(Token { at, kind });
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
            let Some((kind, end)) = lex(self.text, start) else {
                self.next();
                continue;
            };
            let Kind::Mark(mark) = kind else {
                self.push(start, kind);
                self.at = end;
                continue;
            };
            self.at = end;
            if Some(mark) == close {
                return;
            }
            match mark {
                '\\' => self.escape(start),
                '[' => self.markup(Some(']')),
                '`' => self.raw(start),
                '$' => self.formula(start),
                '#' => self.code_in_prose(start),
                '@' => {
                    self.run(|c| c.is_alphanumeric() || "-_:.".contains(c));
                    self.push(start, kind);
                }
                '<' if !self.label() => self.push(start, kind),
                '<' => {}
                _ => self.push(start, kind),
            }
        }
    }

    /// The name of a place, after its `<`.
    fn label(&mut self) -> bool {
        let rest = self.rest();
        let end = rest.find(|c: char| !is_name(c) && !":.".contains(c)).unwrap_or(rest.len());
        let is = end > 0 && rest[end..].starts_with('>');
        self.at += if is { end + 1 } else { 0 };
        is
    }

    /// What follows a backslash: a letter that is shown as it is, or its number.
    fn escape(&mut self, start: usize) {
        if self.takes("u{") {
            let code = self.run(|c| c != '}');
            self.takes("}");
            let shown = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
            if shown.is_some_and(char::is_numeric) {
                self.push(start, Kind::Number(self.text[start..self.at].to_owned()));
            }
        } else if self.rest().starts_with(|c: char| !c.is_numeric())
            && let Some(shown) = self.next()
        {
            self.push(start, Kind::Mark(shown));
        }
    }

    fn raw(&mut self, start: usize) {
        let ticks = 1 + self.run(|c| c == '`').len();
        if ticks == 2 {
            return;
        }
        let fence = "`".repeat(ticks);
        let end = self.rest().find(&fence).unwrap_or(self.rest().len());
        self.push(start, Kind::Mark('`'));
        prose(self.text, self.at, self.at + end, &mut self.found);
        self.at = (self.at + end + ticks).min(self.text.len());
    }

    /// A formula, after its `$`.
    fn formula(&mut self, start: usize) {
        self.push(start, Kind::Mark('$'));
        let mut parts = Vec::new();
        while !self.rest().is_empty() {
            if self.comment() {
                continue;
            }
            let start = self.at;
            let Some(next) = self.next() else { break };
            match next {
                '$' => break,
                '\\' | ',' | ';' | '&' => parts.push(Part::Break),
                '"' => {
                    parts.push(Part::Break);
                    self.string(true);
                    parts.push(Part::Break);
                }
                '#' => {
                    self.code_in_prose(start);
                    parts.push(Part::Letter);
                }
                // `>=` and `!=` are no definitions
                '=' if !self.text[..start].ends_with(['>', '<', '!']) => parts.push(Part::Equals),
                '≈' => parts.push(Part::Equals),
                _ if next.is_numeric() => {
                    let read = number(&self.text[start..]);
                    self.at = start + read.len();
                    parts.push(Part::Number(start, read.to_owned()));
                }
                _ if next.is_alphabetic() => {
                    self.run(char::is_alphanumeric);
                    parts.push(match &self.text[start..self.at] {
                        "approx" | "eq" => Part::Equals,
                        word if OPERATORS.contains(&word) => continue,
                        _ => Part::Letter,
                    });
                }
                _ => {}
            }
        }
        bare(&parts, &mut self.found);
    }

    /// Code after `#`.
    fn code_in_prose(&mut self, start: usize) {
        let none = Code { of: "", named: "" };
        if self.takes("[") {
            self.markup(Some(']'));
            return;
        }
        if self.takes("(") {
            self.code(')', none);
            return;
        }
        if self.takes("{") {
            self.code('}', none);
            return;
        }
        if self.takes("\"") {
            self.string(true);
            return;
        }
        if self.rest().starts_with(char::is_numeric) {
            self.number(none);
            return;
        }
        let word = self.run(is_name);
        if STATEMENTS.contains(&word) {
            self.code('\n', Code { of: word, named: "" });
            return;
        }
        if !BINDERS.contains(&word) {
            self.push(start, Kind::Mark('#'));
        }
        self.called(word);
        while self.rest().starts_with('.')
            && self.rest()[1..].starts_with(|c: char| c.is_alphabetic())
        {
            self.next();
            let word = self.run(is_name);
            self.called(word);
        }
        if self.rest().starts_with(';') {
            let code = self.text[start..self.at].to_owned();
            self.push(self.at, Kind::Swallowed(code));
            self.next();
        }
    }

    /// What follows the name of a function.
    fn called(&mut self, word: &str) {
        self.arguments(word);
        while self.takes("[") {
            self.markup(Some(']'));
        }
    }

    /// What stands in parentheses after it, if there are any.
    fn arguments(&mut self, word: &str) {
        if self.takes("(") && (!BINDERS.contains(&word) || self.key()) {
            self.placed(word);
            self.code(')', Code { of: word, named: "" });
        }
    }

    /// The file that a function places, if it is named as it is.
    fn placed(&mut self, word: &str) {
        let Some((_, ending)) = PLACED.iter().find(|(function, _)| *function == word) else {
            return;
        };
        let name = self.rest().strip_prefix('"').and_then(|rest| rest.split_once('"'));
        if let Some((name, rest)) = name
            && !rest.trim_start().starts_with('+')
        {
            self.push(self.at, Kind::Placed(format!("{name}.{ending}")));
        }
    }

    /// The key after `n(`; whether more of the call may follow.
    fn key(&mut self) -> bool {
        let start = self.at;
        if self.takes("\"") {
            let key = self.run(|c| c != '"' && c != '\n').to_owned();
            if !self.takes("\"") {
                self.push(start, Kind::Unclosed(key.trim_end().to_owned()));
                return false;
            }
            // What is put together is known where it is used
            if !self.rest().trim_start().starts_with('+') {
                self.push(start, Kind::Key(key));
            }
            return true;
        }
        // Other names are variables, such as those of a function
        let rest = self.rest();
        let key = &rest[..rest.find(|c| !(is_name(c) || c == '.')).unwrap_or(rest.len())];
        let exhibit = key.split('.').next().unwrap_or_default();
        if is_label(exhibit) || exhibit == "facts" && exhibit != key {
            self.push(start, Kind::Unquoted(key.to_owned()));
            self.at += key.len();
        }
        true
    }

    /// A text in code, after its first quote.
    fn string(&mut self, is_shown: bool) {
        let start = self.at;
        while let Some(next) = self.next() {
            match next {
                '"' => break,
                '\\' => {
                    self.next();
                }
                _ => {}
            }
        }
        if is_shown {
            let end = if self.text[..self.at].ends_with('"') { self.at - 1 } else { self.at };
            self.push(start, Kind::Mark('"'));
            prose(self.text, start, end.max(start), &mut self.found);
            self.push(end, Kind::Mark('"'));
        }
    }

    /// A number in code, at its first digit.
    fn number(&mut self, code: Code<'_>) {
        let start = self.at;
        let written = self.run(|c| c.is_numeric() || c == '.').trim_end_matches('.');
        self.at = start + written.len();
        let unit = self.run(|c| c.is_alphabetic() || c == '%');
        // A ratio is shown only where nothing takes it
        let has_unit = UNITS.contains(&unit) && !code.of.is_empty();
        let whole = written.parse::<u32>().ok().filter(|_| unit.is_empty());
        let is_named = !code.named.is_empty() && whole.is_some_and(|whole| whole <= SMALL);
        let is_place = PLACES.contains(&code.of) && whole.is_some();
        if !(has_unit || is_named || is_place) {
            self.push(start, Kind::Bare(self.text[start..self.at].to_owned()));
        }
    }

    /// Code up to `close`, with everything in brackets.
    fn code(&mut self, close: char, about: Code<'_>) {
        let mut about = about;
        let outer = about.named;
        let mut last = "";
        while !self.rest().is_empty() {
            if self.comment() {
                continue;
            }
            let start = self.at;
            let Some(next) = self.next() else { return };
            match next {
                _ if next == close => return,
                '"' => {
                    let is_name = FILES.contains(&about.of) && about.named.is_empty()
                        || SETTINGS.contains(&about.named);
                    self.string(!is_name);
                }
                '(' => self.code(')', about),
                '{' => self.code('}', about),
                '[' => self.markup(Some(']')),
                '$' => self.formula(start),
                '`' => self.raw(start),
                ':' => about.named = last,
                ',' => about.named = outer,
                _ if next.is_numeric() => {
                    self.at = start;
                    self.number(about);
                }
                _ if next.is_alphabetic() || next == '_' => {
                    self.run(is_name);
                    let word = &self.text[start..self.at];
                    last = word;
                    self.arguments(word);
                }
                _ => {}
            }
        }
    }
}
