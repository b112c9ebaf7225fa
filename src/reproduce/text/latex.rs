//! The pieces of a text in LaTeX.

use super::formula::{Part, bare, number};
use super::token::{Kind, Token, lex};

/// The pieces of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut reader = Reader { text, at: 0, found: Vec::new() };
    reader.prose();
    reader.found
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    found: Vec<Token>,
}

/// The command that names a result.
const BINDER: &str = "equil";

/// Commands whose arguments are names, files and lengths, and show no number of their own.
const SILENT: &[&str] = &[
    "ref",
    "eqref",
    "autoref",
    "cref",
    "Cref",
    "pageref",
    "label",
    "cite",
    "citep",
    "citet",
    "citealp",
    "citeauthor",
    "citeyear",
    "parencite",
    "textcite",
    "nocite",
    "input",
    "include",
    "includegraphics",
    "bibliography",
    "bibliographystyle",
    "addbibresource",
    "usepackage",
    "documentclass",
    "vspace",
    "hspace",
    "setlength",
    "addtolength",
    "setcounter",
    "begin",
    "end",
    "newcommand",
    "renewcommand",
    "newtheorem",
    "hyperref",
    "url",
    "href",
    "rule",
    "fontsize",
    "resizebox",
    "scalebox",
    "geometry",
];

/// Environments that are formulas.
const FORMULAS: &[&str] = &[
    "equation",
    "equation*",
    "align",
    "align*",
    "gather",
    "gather*",
    "multline",
    "multline*",
    "math",
];

/// Commands in formulas that are operators or brackets.
const OPERATORS: &[&str] = &[
    "frac", "tfrac", "dfrac", "cdot", "times", "div", "left", "right", "quad", "qquad", "pm", "mp",
];

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn takes(&mut self, start: &str) -> bool {
        let is = self.rest().starts_with(start);
        self.at += if is { start.len() } else { 0 };
        is
    }

    /// Takes what stands before `end`, and that.
    fn until(&mut self, end: &str) -> &'a str {
        let rest = self.rest();
        let found = rest.find(end);
        self.at += found.map_or(rest.len(), |found| found + end.len());
        &rest[..found.unwrap_or(rest.len())]
    }

    fn comment(&mut self) -> bool {
        let is = self.rest().starts_with('%') && !self.text[..self.at].ends_with('\\');
        if is {
            self.until("\n");
        }
        is
    }

    /// The name of a command, after its backslash: letters, or one other character.
    fn name(&mut self) -> &'a str {
        let rest = self.rest();
        let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let end = if letters > 0 { letters } else { rest.chars().next().map_or(0, char::len_utf8) };
        self.at += end;
        &rest[..end]
    }

    /// An argument in brackets of this kind, if one is here.
    fn argument(&mut self, open: char, close: char) -> Option<&'a str> {
        let rest = self.rest();
        if !rest.starts_with(open) {
            return None;
        }
        let mut depth = 0_usize;
        for (k, c) in rest.char_indices() {
            if c == open {
                depth += 1;
            } else if c == close {
                depth -= 1;
            }
            if depth == 0 {
                self.at += k + close.len_utf8();
                return Some(&rest[open.len_utf8()..k]);
            }
        }
        None
    }

    fn prose(&mut self) {
        while !self.rest().is_empty() {
            if self.comment() {
                continue;
            }
            let start = self.at;
            let Some((kind, end)) = lex(self.text, start) else {
                self.at += self.rest().chars().next().map_or(1, char::len_utf8);
                continue;
            };
            self.at = end;
            match kind {
                Kind::Mark('\\') => self.command(start),
                Kind::Mark('$') => {
                    let close = if self.takes("$") { "$$" } else { "$" };
                    self.formula(start, close);
                }
                // Braces only hold together what is in them
                Kind::Mark('{' | '}') => {}
                kind => self.found.push(Token { at: start, kind }),
            }
        }
    }

    /// The key after `\equil`; one that is not closed ends with its line.
    fn key(&mut self) {
        let at = self.at + 1;
        if !self.rest().starts_with('{') {
            return;
        }
        let line = self.rest().lines().next().unwrap_or_default();
        let kind = if line.contains('}') {
            Kind::Key(self.argument('{', '}').unwrap_or_default().to_owned())
        } else {
            self.at += line.len();
            Kind::Unclosed(line[1..].trim_end().to_owned())
        };
        self.found.push(Token { at, kind });
    }

    /// A command, after its backslash.
    fn command(&mut self, start: usize) {
        let name = self.name();
        match name {
            "(" => return self.formula(start, "\\)"),
            "[" => return self.formula(start, "\\]"),
            BINDER => {
                self.key();
                return;
            }
            "begin" => {
                let environment = self.argument('{', '}').unwrap_or("");
                if FORMULAS.contains(&environment) {
                    return self.formula(start, &format!("\\end{{{environment}}}"));
                }
            }
            _ => {}
        }
        self.found.push(Token { at: start, kind: Kind::Mark('\\') });
        let is_word = name.starts_with(|c: char| c.is_ascii_alphabetic());
        // Options are settings, also those of commands that show their argument
        while is_word && self.argument('[', ']').is_some() {}
        if SILENT.contains(&name) {
            while self.argument('{', '}').is_some() || self.argument('[', ']').is_some() {}
        }
    }

    /// A formula up to `close`.
    fn formula(&mut self, start: usize, close: &str) {
        self.found.push(Token { at: start, kind: Kind::Mark('$') });
        let mut parts = Vec::new();
        while !self.rest().is_empty() && !self.takes(close) {
            if self.comment() {
                continue;
            }
            let start = self.at;
            let Some(next) = self.rest().chars().next() else { break };
            self.at += next.len_utf8();
            match next {
                '\\' => match self.name() {
                    "\\" => parts.push(Part::Break),
                    "approx" | "equiv" => parts.push(Part::Equals),
                    BINDER => {
                        self.key();
                        parts.push(Part::Letter);
                    }
                    "label" | "ref" | "begin" | "end" => {
                        self.argument('{', '}');
                    }
                    name if OPERATORS.contains(&name) || name.len() == 1 => {}
                    _ => parts.push(Part::Letter),
                },
                '=' => parts.push(Part::Equals),
                ',' | ';' | '&' => parts.push(Part::Break),
                _ if next.is_numeric() => {
                    let read = number(&self.text[start..]);
                    self.at = start + read.len();
                    parts.push(Part::Number(start, read.to_owned()));
                }
                _ if next.is_alphabetic() => parts.push(Part::Letter),
                _ => {}
            }
        }
        bare(&parts, &mut self.found);
    }
}
