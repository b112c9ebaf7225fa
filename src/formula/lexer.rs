//! Formulas and queries, word by word.

use std::sync::Arc;

use crate::num::{NumberError, Rational};
use crate::text::{Code, Diagnostic, Source, Span};

/// A formula's text and where each of its bytes stands in the file.
///
/// Escapes in the file (`"\u00e9"`) make the two differ, so that places are looked up, not added.
#[derive(Clone, Debug)]
pub struct Text {
    /// The file.
    pub source: Arc<Source>,
    /// The formula.
    pub text: String,
    /// For each byte of `text`, and for its end, the byte of the file.
    places: Places,
}

#[derive(Clone, Debug)]
enum Places {
    /// The same text, from this byte on.
    From(usize),
    Listed(Vec<usize>),
}

impl Text {
    /// A formula that stands in `source` as it is, from byte `start` on.
    pub fn verbatim(source: &Arc<Source>, text: impl Into<String>, start: usize) -> Self {
        Self { source: Arc::clone(source), text: text.into(), places: Places::From(start) }
    }

    /// A formula whose byte `i` stands at byte `places[i]` of `source`; one more for its end.
    pub fn with_places(source: &Arc<Source>, text: String, places: Vec<usize>) -> Self {
        debug_assert_eq!(places.len(), text.len() + 1);
        Self { source: Arc::clone(source), text, places: Places::Listed(places) }
    }

    /// A text of its own, such as an option of the command line.
    pub fn standalone(name: &str, text: &str) -> Self {
        Self::verbatim(&Source::new(name, text), text, 0)
    }

    /// Where `start..end` of the formula stands in the file.
    pub fn span(&self, start: usize, end: usize) -> Span {
        match &self.places {
            Places::From(offset) => Span::new(offset + start, offset + end),
            Places::Listed(places) => {
                let at = |i: usize| places[i.min(places.len() - 1)];
                Span::new(at(start), at(end))
            }
        }
    }

    /// Where the whole formula stands.
    pub fn whole(&self) -> Span {
        self.span(0, self.text.len())
    }

    /// A problem with `start..end` of the formula.
    pub fn problem(
        &self,
        code: &'static Code,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, &self.source, span, message)
    }
}

/// A word of a formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Which.
    pub kind: TokenKind,
    /// Where it stands in the file.
    pub span: Span,
}

/// The kinds of word.
#[derive(Clone, Debug, PartialEq)]
pub enum TokenKind {
    /// A number.
    Number(Rational),
    /// A name or a word of the language.
    Name(String),
    /// An operator, bracket or comma.
    Symbol(&'static str),
    /// Nothing more.
    End,
}

impl TokenKind {
    /// For messages: what stands there.
    pub fn shown(&self) -> String {
        match self {
            Self::Number(value) => format!("`{value}`"),
            Self::Name(name) => format!("`{name}`"),
            Self::Symbol(symbol) => format!("`{symbol}`"),
            Self::End => "the end".to_owned(),
        }
    }
}

/// Longer symbols first, so that `<=` is not `<`.
const SYMBOLS: [&str; 19] = [
    "<=", ">=", "==", "!=", "**", "&&", "||", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",",
    ".", "<",
];
const MORE_SYMBOLS: [&str; 4] = [">", "=", "!", "|"];

/// Cuts a [`Text`] into tokens.
#[derive(Debug)]
pub struct Lexer<'a> {
    text: &'a Text,
}

impl<'a> Lexer<'a> {
    /// A lexer of `text`.
    pub fn new(text: &'a Text) -> Self {
        Self { text }
    }

    /// All tokens, ending with [`TokenKind::End`]. What is no token is reported and left out.
    pub fn tokens(&self, problems: &mut Vec<Diagnostic>) -> Vec<Token> {
        let text = self.text.text.as_str();
        let mut tokens = Vec::new();
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let rest = &text[at..];
            if first.is_whitespace() {
                at += first.len_utf8();
                continue;
            }
            let (kind, length) = if first.is_ascii_digit()
                || (first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit()))
            {
                let length = number_length(rest);
                match rest[..length].parse::<Rational>() {
                    Ok(value) => (TokenKind::Number(value), length),
                    Err(error) => match glued(rest) {
                        // Read on as what is meant, which says no more about it
                        Some((value, digits)) => {
                            problems.push(self.no_sign(at, digits));
                            let span = self.text.span(at, at + digits);
                            tokens.push(Token { kind: TokenKind::Number(value), span });
                            (TokenKind::Symbol("*"), digits)
                        }
                        None => {
                            problems.push(self.bad_number(error, at, length));
                            (TokenKind::Number(Rational::integer(1)), length)
                        }
                    },
                }
            } else if first.is_alphabetic() || first == '_' {
                let length =
                    rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
                (TokenKind::Name(rest[..length].to_owned()), length)
            } else if let Some(symbol) =
                SYMBOLS.iter().chain(&MORE_SYMBOLS).find(|symbol| rest.starts_with(**symbol))
            {
                (TokenKind::Symbol(symbol), symbol.len())
            } else {
                problems.push(self.stray(first, at));
                // What looks like a comment is not read as a formula, too
                at += match first {
                    '#' => rest.find('\n').unwrap_or(rest.len()),
                    _ => first.len_utf8(),
                };
                continue;
            };
            tokens.push(Token { kind, span: self.text.span(at, at + length) });
            at += length;
        }
        tokens.push(Token { kind: TokenKind::End, span: self.text.span(at, at) });
        tokens
    }

    fn stray(&self, symbol: char, at: usize) -> Diagnostic {
        let help = match symbol {
            '#' => Some("formulas have no comments: put it outside the quotes".to_owned()),
            _ => ascii_for(symbol).map(|ascii| format!("write `{ascii}`")),
        };
        let span = self.text.span(at, at + symbol.len_utf8());
        let message = format!("`{symbol}` has no meaning in a formula");
        self.text.problem(Code::FORMULA, span, message).maybe_help(help)
    }

    fn no_sign(&self, at: usize, digits: usize) -> Diagnostic {
        let text = &self.text.text[at..];
        let name = text[digits..].find(|c: char| !(c.is_alphanumeric() || c == '_'));
        let end = name.map_or(text.len(), |length| digits + length);
        let (number, name) = text[..end].split_at(digits);
        let message = format!("no sign stands between `{number}` and `{name}`");
        let problem = self.text.problem(Code::NUMBER, self.text.span(at, at + end), message);
        problem.help(format!("write `{number} * {name}`"))
    }

    fn bad_number(&self, error: NumberError, at: usize, length: usize) -> Diagnostic {
        let code = if error == NumberError::TooLong { Code::LIMIT } else { Code::NUMBER };
        let mut shown: String = self.text.text[at..at + length].chars().take(40).collect();
        if shown.len() < length {
            shown.push('…');
        }
        self.text.problem(code, self.text.span(at, at + length), format!("`{shown}` is {error}"))
    }
}

/// A number with a name right behind it, as in `2k`: its value, and its bytes. What begins like an exponent, or like a number to
/// another base, is none.
fn glued(text: &str) -> Option<(Rational, usize)> {
    let digits = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).filter(|at| *at > 0)?;
    let (number, name) = text.split_at(digits);
    let mut letters = name.chars();
    let (first, second) = (letters.next()?, letters.next());
    let exponent =
        matches!(first, 'e' | 'E') && !second.is_some_and(|c| c.is_alphabetic() || c == '_');
    let base = number == "0" && second.is_some_and(|c| c.is_ascii_digit());
    if !first.is_alphabetic() || exponent || base {
        return None;
    }
    number.parse().ok().map(|value| (value, digits))
}

/// How many bytes belong to the number at the start of `text`, well formed or not.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let sign = matches!(bytes[at], b'+' | b'-') && matches!(bytes[at - 1], b'e' | b'E');
        if !(bytes[at].is_ascii_alphanumeric() || matches!(bytes[at], b'.' | b'_') || sign) {
            break;
        }
        at += 1;
    }
    at
}

/// What to type for a symbol that people paste from elsewhere.
fn ascii_for(symbol: char) -> Option<&'static str> {
    Some(match symbol {
        '−' | '–' => "-",
        '×' | '·' => "*",
        '÷' => "/",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        '∧' => "and",
        '∨' => "or",
        '¬' => "not",
        '√' => "sqrt(...)",
        '{' => "(",
        '}' => ")",
        '%' => "/ 100",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> (Vec<String>, usize) {
        let text = Text::standalone("test", text);
        let mut problems = Vec::new();
        let tokens = Lexer::new(&text).tokens(&mut problems);
        (tokens.iter().map(|t| t.kind.shown()).collect(), problems.len())
    }

    #[test]
    fn words_numbers_and_symbols() {
        let (shown, problems) = kinds("a.b<=1.5e-3*c2");
        assert_eq!(shown, ["`a`", "`.`", "`b`", "`<=`", "`3/2000`", "`*`", "`c2`", "the end"]);
        assert_eq!(problems, 0);
        assert_eq!(kinds("2 – 1").1, 1);
        assert_eq!(kinds("1.2.3").1, 1);
        // Read on as a product
        assert_eq!(kinds("3x"), (["`3`", "`*`", "`x`", "the end"].map(str::to_owned).to_vec(), 1));
        assert_eq!(kinds("1e").1, 1);
        assert_eq!(kinds("0x10").0.len(), 2);
    }

    #[test]
    fn places_survive_escapes() {
        // The file has "\u0061b" where the formula has "ab"
        let source = Source::new("f", "\"\\u0061b\"");
        let text = Text::with_places(&source, "ab".to_owned(), vec![1, 7, 8]);
        assert_eq!(text.span(0, 1), Span::new(1, 7));
        assert_eq!(text.span(1, 2), Span::new(7, 8));
    }
}
