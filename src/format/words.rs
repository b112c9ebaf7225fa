//! Files that are numbers between blanks: a place in the text and the problems met so far.

use std::sync::Arc;

use super::nfg::{counted, is_blank, long_digits, shortened, small_integer};
use super::{Limits, Reading};
use crate::game::Shape;
use crate::model::{Info, Model, Player};
use crate::num::{NumberError, Rational};
use crate::text::{Code, Diagnostic, Source, Span};

/// More problems than this are not listed.
pub(super) const MAX_PROBLEMS: usize = 20;

/// Reading cannot go on; why is among the problems.
#[derive(Debug)]
pub(super) struct Stop;

/// The words of a file.
pub(super) struct Words<'a> {
    source: &'a Arc<Source>,
    pub(super) limits: &'a Limits,
    text: &'a str,
    /// Invariant: on a character boundary.
    at: usize,
    /// The code of what is wrong with the file's structure.
    code: &'static Code,
    pub(super) problems: Vec<Diagnostic>,
    /// Digits of the long numbers so far.
    digits: usize,
}

impl<'a> Words<'a> {
    pub(super) fn new(source: &'a Arc<Source>, limits: &'a Limits, code: &'static Code) -> Self {
        let text = source.text.as_str();
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { source, limits, text, at, code, problems: Vec::new(), digits: 0 }
    }

    /// The whole text.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// Skips lines that start with `#`; only before a word.
    pub(super) fn skip_comments(&mut self) {
        self.skip_blanks();
        while self.text[self.at..].starts_with('#') {
            let rest = &self.text[self.at..];
            self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
            self.skip_blanks();
        }
    }

    fn skip_blanks(&mut self) {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(|&byte| is_blank(byte)) {
            self.at += 1;
        }
    }

    fn is_blank(&self, at: usize) -> bool {
        self.text.as_bytes().get(at).is_some_and(|&byte| is_blank(byte))
    }

    /// The word that comes, and where it stands; `None` at the end of the file.
    pub(super) fn word(&mut self) -> Option<(&'a str, Span)> {
        self.skip_blanks();
        let rest = &self.text[self.at..];
        let length = rest.bytes().position(is_blank).unwrap_or(rest.len());
        let span = Span::new(self.at, self.at + length);
        self.at = span.end;
        (length > 0).then(|| (&rest[..length], span))
    }

    /// Notes a problem with the text at `span`.
    pub(super) fn problem(
        &mut self,
        code: &'static Code,
        span: impl Into<Span>,
        message: impl Into<String>,
        label: impl Into<String>,
        help: impl Into<String>,
    ) -> Stop {
        let problem = Diagnostic::new(code, self.source, span, message).label(label).help(help);
        self.problems.push(problem);
        Stop
    }

    /// A number of `what`, at least 1.
    pub(super) fn count(&mut self, what: &str, help: &str) -> Result<(usize, Span), Stop> {
        let Some((word, span)) = self.word() else {
            let end = self.text.len();
            let message = format!("expected the number of {what}, found the end of the file");
            return Err(self.problem(self.code, end..end, message, "the file ends here", help));
        };
        // A number too long for this is above any limit
        match word.parse::<usize>() {
            Ok(count @ 1..) => Ok((count, span)),
            Err(_) if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) => {
                Ok((usize::MAX, span))
            }
            Ok(_) => {
                let message = format!("the number of {what} is 0");
                Err(self.problem(Code::EMPTY, span, message, "expected 1, 2, 3, …", help))
            }
            Err(_) => {
                let message = format!("`{}` is not a number of {what}", shortened(word));
                Err(self.problem(self.code, span, message, "expected 1, 2, 3, …", help))
            }
        }
    }

    /// The shape of a game with so many strategies, within the limits.
    pub(super) fn shape(&mut self, counts: Vec<usize>, span: Span) -> Result<Shape, Stop> {
        if let Some((message, help)) = too_large(&counts, self.limits) {
            return Err(self.problem(Code::LIMIT, span, message, "too many", help));
        }
        Shape::new(counts).ok_or(Stop) // each count is at least 1, and the product is small
    }

    /// The payoffs up to the end of the file, of which there must be `number`; `whose` tells what
    /// one of them is. Those that cannot be read are noted.
    pub(super) fn payoffs(
        &mut self,
        number: usize,
        whose: impl Fn(usize) -> String,
        help: &str,
    ) -> Result<Vec<Rational>, Stop> {
        // No more room than the rest of the file can fill: a payoff takes two bytes
        let room = number.min((self.text.len() - self.at) / 2 + 1);
        let mut payoffs = Vec::with_capacity(room);
        while payoffs.len() < number {
            let small = small_integer(self.text.as_bytes(), self.at);
            // What ends a number there need not end a word here
            if let Some((integer, next)) = small.filter(|(_, next)| self.is_blank(*next)) {
                self.at = next;
                payoffs.push(Rational::integer(integer));
                continue;
            }
            let done = payoffs.len();
            let Some((word, span)) = self.word() else {
                let message = format!("expected {}, found {done}", counted(number, "payoff"));
                let end = self.text.len();
                return Err(self.problem(self.code, end..end, message, "the file ends here", help));
            };
            payoffs.push(self.number(word, span, || whose(done))?);
        }
        self.skip_blanks();
        let start = self.at;
        let mut more = 0;
        let mut span = None;
        while let Some((_, at)) = self.word() {
            span.get_or_insert(at);
            more += 1;
        }
        match span {
            None => Ok(payoffs),
            Some(span) => {
                let message = format!(
                    "expected {}, found {}",
                    counted(number, "payoff"),
                    number.saturating_add(more)
                );
                self.at = start;
                Err(self.problem(self.code, span, message, "the first too many", help))
            }
        }
    }

    /// The number that `word` is. If it is none, that is noted, and it counts as 0.
    fn number(
        &mut self,
        word: &str,
        span: Span,
        whose: impl FnOnce() -> String,
    ) -> Result<Rational, Stop> {
        self.digits = self.digits.saturating_add(long_digits(word));
        let most = self.limits.max_digits;
        if self.digits > most {
            let message = format!("the long numbers have more than {most} digits together");
            let help = "round them, or measure payoffs in another unit";
            return Err(self.problem(Code::LIMIT, span, message, "up to here", help));
        }
        let error = match word.parse() {
            Ok(number) => return Ok(number),
            Err(error) => error,
        };
        self.problems.push(no_number(self.source, word, span, error).label(whose()));
        if self.problems.len() < MAX_PROBLEMS { Ok(Rational::integer(0)) } else { Err(Stop) }
    }
}

/// What to say about a game with so many strategies if it is too large, and what to do.
pub(super) fn too_large(counts: &[usize], limits: &Limits) -> Option<(String, &'static str)> {
    let total = counts.iter().fold(0_usize, |sum, &n| sum.saturating_add(n));
    let profiles = counts.iter().fold(1_usize, |product, &n| product.saturating_mul(n));
    let payoffs = profiles.saturating_mul(counts.len());
    let raised = "`--max-profiles` raises the limit";
    [
        (total, limits.max_strategies, "strategies", "no larger games are read"),
        (profiles, limits.max_profiles, "profiles", raised),
        (payoffs, limits.max_payoffs, "payoffs", raised),
    ]
    .into_iter()
    .find(|(number, most, ..)| number > most)
    .map(|(_, most, what, help)| (format!("the game has more than {most} {what}"), help))
}

/// What is wrong with a word that should be a number.
pub(super) fn no_number(
    source: &Arc<Source>,
    word: &str,
    span: Span,
    error: NumberError,
) -> Diagnostic {
    let code = if error == NumberError::TooLong { Code::LIMIT } else { Code::NUMBER };
    let message = match error {
        NumberError::Malformed => format!("`{}` is {error}", shortened(word)),
        _ => format!("{error}: `{}`", shortened(word)),
    };
    let within = |sign: char| word.char_indices().any(|(at, c)| at > 0 && c == sign);
    let help = match error {
        NumberError::Malformed if word.contains(['−', '–']) => {
            Some("the minus sign is the hyphen of the keyboard, `-`")
        }
        NumberError::Malformed if word.contains(',') => {
            Some("the decimal point is `.`, and digits are not grouped by `,`")
        }
        NumberError::Malformed if within('-') || within('+') => {
            Some("put a blank between two numbers")
        }
        _ => None,
    };
    Diagnostic::new(code, source, span, message).maybe_help(help.map(str::to_owned))
}

/// A game without labels other than these players'; strategies are called `s1`, `s2`, …
pub(super) fn unlabelled(
    source: &Arc<Source>,
    about: Option<&str>,
    players: Vec<String>,
    counts: &[usize],
    payoffs: Vec<Vec<Rational>>,
) -> Reading {
    let players = players
        .into_iter()
        .zip(counts)
        .map(|(name, &count)| Player {
            name,
            strategies: (1..=count).map(|i| format!("s{i}")).collect(),
            classes: Vec::new(),
        })
        .collect();
    named(source, about, players, payoffs)
}

/// A game called as its file is.
pub(super) fn named(
    source: &Arc<Source>,
    about: Option<&str>,
    players: Vec<Player>,
    payoffs: Vec<Vec<Rational>>,
) -> Reading {
    let file = source.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = match file.rsplit_once('.').map_or(file, |(stem, _)| stem) {
        "" | "-" => "game",
        name => name,
    };
    let info = Info { name: name.to_owned(), about: about.map(str::to_owned), ..Info::default() };
    Reading { model: Model::from_table(source, info, players, payoffs), warnings: Vec::new() }
}
