//! A place in the text, what stands there, and the problems met so far.

use std::sync::Arc;

use super::integer::{ends_word, is_blank};
use super::quote::{self, shortened};
use crate::format::Limits;
use crate::num::{MAX_DIGITS, NumberError, Rational};
use crate::text::{Code, Diagnostic, Source, Span};

/// More problems than this are not listed.
const MAX_PROBLEMS: usize = 20;

/// Reading cannot go on; why is among the problems.
#[derive(Debug)]
pub(super) struct Stop;

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    End,
    Open,
    Close,
    Comma,
    /// A text in quotes.
    Text,
    /// Anything else, up to a blank or one of the above.
    Word,
}

pub(super) struct Reader<'a> {
    source: &'a Arc<Source>,
    pub(super) limits: &'a Limits,
    pub(super) text: &'a str,
    /// Invariant: on a character boundary.
    pub(super) at: usize,
    pub(super) problems: Vec<Diagnostic>,
    /// Digits of the long numbers so far.
    digits: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Arc<Source>, limits: &'a Limits) -> Self {
        let text = source.text.as_str();
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { source, limits, text, at, problems: Vec::new(), digits: 0 }
    }

    /// Notes a problem with the text at `span`.
    pub(super) fn problem(
        &mut self,
        code: &'static Code,
        span: impl Into<Span>,
        message: impl Into<String>,
        finish: impl FnOnce(Diagnostic) -> Diagnostic,
    ) -> Stop {
        self.problems.push(finish(Diagnostic::new(code, self.source, span, message)));
        Stop
    }

    /// Whether so many problems are noted that more would not help.
    pub(super) fn is_full(&self) -> bool {
        self.problems.len() >= MAX_PROBLEMS
    }

    /// Skips blanks and tells what comes.
    pub(super) fn peek(&mut self) -> Token {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(|&byte| is_blank(byte)) {
            self.at += 1;
        }
        match bytes.get(self.at) {
            None => Token::End,
            Some(b'{') => Token::Open,
            Some(b'}') => Token::Close,
            Some(b',') => Token::Comma,
            Some(b'"') => Token::Text,
            Some(_) => Token::Word,
        }
    }

    /// Where the token that comes stands; of a text only the line on which it starts.
    pub(super) fn span(&mut self) -> Span {
        let token = self.peek();
        let bytes = &self.text.as_bytes()[self.at..];
        let length = match token {
            Token::End => 0,
            Token::Open | Token::Close | Token::Comma => 1,
            Token::Text => {
                let rest = &self.text[self.at..];
                let line = rest.find(['\r', '\n']).unwrap_or(rest.len());
                quote::end(rest).map_or(line, |end| end.min(line))
            }
            Token::Word => bytes.iter().position(|&b| ends_word(b)).unwrap_or(bytes.len()),
        };
        Span::new(self.at, self.at + length)
    }

    /// The word that comes, and where it stands; empty if something else comes.
    pub(super) fn word(&mut self) -> (&'a str, Span) {
        if self.peek() != Token::Word {
            return ("", Span::new(self.at, self.at));
        }
        let span = self.span();
        self.at = span.end;
        (&self.text[span.start..span.end], span)
    }

    /// Steps over `token`, or notes that `what` is missing.
    pub(super) fn expect(&mut self, token: Token, what: &str) -> Result<Span, Stop> {
        if self.peek() != token {
            return Err(self.expected(what, None));
        }
        let span = self.span();
        self.at = span.end;
        Ok(span)
    }

    /// Notes that `what` should stand here.
    pub(super) fn expected(&mut self, what: &str, help: Option<&str>) -> Stop {
        let token = self.peek();
        let span = self.span();
        let found = match token {
            Token::End => "the end of the file".to_owned(),
            _ => format!("`{}`", shortened(&self.text[span.start..span.end])),
        };
        self.problem(Code::NFG, span, format!("expected {what}, found {found}"), |it| {
            it.label(format!("expected {what}")).maybe_help(help.map(str::to_owned))
        })
    }

    /// A text in quotes.
    pub(super) fn string(&mut self, what: &str) -> Result<String, Stop> {
        if self.peek() != Token::Text {
            return Err(self.expected(what, None));
        }
        let rest = &self.text[self.at..];
        let Some(end) = quote::end(rest) else {
            let span = self.span();
            return Err(self.problem(Code::NFG, span, "a text in quotes does not end", |it| {
                it.label("starts here").help(
                    "write `\"` at its end; `\\\"` is a quote within the text, and a text that \
                     ends in a backslash is written with two, `\"a\\\\\"`",
                )
            }));
        };
        self.at += end;
        Ok(quote::unquoted(&rest[1..end - 1]))
    }

    /// The number in `word`, or why there is none.
    pub(super) fn number(&mut self, word: &str, span: Span) -> Result<Rational, NumberProblem> {
        self.hold(long_digits(word), span).map_err(NumberProblem::Stop)?;
        word.parse().map_err(NumberProblem::Wrong)
    }

    /// Counts `digits` of long numbers, or notes that they are too many by now.
    pub(super) fn hold(&mut self, digits: usize, span: Span) -> Result<(), Stop> {
        self.digits = self.digits.saturating_add(digits);
        let most = self.limits.max_digits;
        if self.digits <= most {
            return Ok(());
        }
        let message = format!("the long numbers have more than {most} digits together");
        Err(self.problem(Code::LIMIT, span, message, |it| {
            it.label("up to here").help("round them, or measure payoffs in another unit")
        }))
    }
}

/// How many digits a number has when it is written out, if they are so many that they count;
/// otherwise 0. Known before the number is read, so that the work is limited, too.
pub(in crate::format) fn long_digits(word: &str) -> usize {
    const SHORT: usize = 40;
    let exponents = word.split(['e', 'E']).skip(1).map(|behind| {
        let unsigned = behind.trim_start_matches(['+', '-']);
        let end = unsigned.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(unsigned.len());
        match unsigned[..end].parse::<usize>() {
            Ok(exponent) => exponent.min(MAX_DIGITS),
            Err(_) if end == 0 => 0, // no number
            Err(_) => MAX_DIGITS,
        }
    });
    let digits = exponents.fold(word.len(), usize::saturating_add);
    if digits > SHORT { digits } else { 0 }
}

/// Why a word is not a number that can be used.
pub(super) enum NumberProblem {
    /// It is not noted yet.
    Wrong(NumberError),
    /// It is noted, and there is no point in reading on.
    Stop(Stop),
}
