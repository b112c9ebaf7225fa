//! Writing: the same layout as Gambit's, so that either can read it.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::io;

use super::NfgFile;
use super::quote::quoted;
use crate::num::Rational;

/// The two versions of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// One payoff for each player and profile.
    Payoff,
    /// Outcomes, and which profile has which. Profiles share an outcome if `outcomes` says so or,
    /// where that is `None`, if everyone's payoffs are the same.
    Outcome,
}

/// Writes `file`, so that [`read`](super::read) gives it back: in the payoff version without its
/// outcomes, in the outcome version with them.
///
/// Strategies whose labels are `1`, `2`, … are written as numbers of strategies. Where `outcomes`
/// does not fit the payoffs, the payoffs count. A fraction of more than
/// [`MAX_DIGITS`](crate::num::MAX_DIGITS) digits is written but not read back.
///
/// # Errors
/// Those of `out`; [`io::ErrorKind::InvalidInput`] if there is not one payoff for each player and
/// profile, or a list is empty that may not be.
///
/// # Examples
/// ```
/// use equil::format::{Limits, nfg};
/// use equil::text::Source;
///
/// let text = "NFG 1 R \"t\" { \"a\" \"b\" }\n\n{ 2 1 }\n\n1 -1\n1/2 0\n";
/// let file = nfg::read(&Source::new("t.nfg", text), &Limits::default()).unwrap();
/// let mut written = Vec::new();
/// nfg::write(&file, nfg::Body::Payoff, &mut written)?;
/// assert_eq!(String::from_utf8(written).unwrap(), text);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write(file: &NfgFile, body: Body, out: &mut impl io::Write) -> io::Result<()> {
    let profiles = profiles(file).ok_or_else(|| {
        io::Error::new(io::ErrorKind::InvalidInput, "payoffs and strategies do not fit together")
    })?;
    let mut page = Page { text: Vec::with_capacity(PAGE), out };
    page.header(file)?;
    match body {
        Body::Payoff => page.payoffs(file, profiles)?,
        Body::Outcome => page.outcomes(file, profiles)?,
    }
    page.flush()
}

/// The number of pure profiles, if all lists are as long as they should be.
fn profiles(file: &NfgFile) -> Option<usize> {
    let counts = file.counts();
    let profiles = counts.iter().try_fold(1_usize, |product, &n| product.checked_mul(n))?;
    let outcomes = file.outcomes.as_ref();
    let fits = !counts.is_empty()
        && profiles > 0
        && file.players.len() == counts.len()
        && file.payoffs.len() == counts.len()
        && file.payoffs.iter().all(|own| own.len() == profiles)
        && outcomes.is_none_or(|them| {
            let known = |&k: &u32| k as usize <= them.names.len();
            them.profiles.len() == profiles && them.profiles.iter().all(known)
        });
    fits.then_some(profiles)
}

/// Bytes that are collected before they are handed on.
const PAGE: usize = 1 << 16;

/// Text on its way out.
struct Page<'a, W> {
    text: Vec<u8>,
    out: &'a mut W,
}

impl<W: io::Write> Page<'_, W> {
    fn push(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&self.text)?;
        self.text.clear();
        Ok(())
    }

    /// Ends a line.
    fn line(&mut self) -> io::Result<()> {
        self.text.push(b'\n');
        if self.text.len() > PAGE - PAGE / 4 { self.flush() } else { Ok(()) }
    }

    /// `{ "a" "b" }`
    fn labels(&mut self, labels: &[String]) {
        self.push("{ ");
        for label in labels {
            self.push(&quoted(label));
            self.text.push(b' ');
        }
        self.text.push(b'}');
    }

    fn header(&mut self, file: &NfgFile) -> io::Result<()> {
        self.push("NFG 1 R ");
        self.push(&quoted(&file.title));
        self.text.push(b' ');
        self.labels(&file.players);
        self.push("\n\n{ ");
        if file.strategies.iter().all(|labels| are_numbers(labels)) {
            for labels in &file.strategies {
                self.push(&labels.len().to_string());
                self.text.push(b' ');
            }
            self.push("}\n");
        } else {
            for labels in &file.strategies {
                self.labels(labels);
                self.line()?;
            }
            self.push("}\n");
        }
        if let Some(comment) = &file.comment {
            self.push(&quoted(comment));
            self.text.push(b'\n');
        }
        self.line()
    }

    fn payoffs(&mut self, file: &NfgFile, profiles: usize) -> io::Result<()> {
        for profile in 0..profiles {
            for (player, own) in file.payoffs.iter().enumerate() {
                if player > 0 {
                    self.text.push(b' ');
                }
                push_number(&mut self.text, &own[profile]);
            }
            self.line()?;
        }
        Ok(())
    }

    fn outcomes(&mut self, file: &NfgFile, profiles: usize) -> io::Result<()> {
        // Outcomes in order of their first profile; the standard hasher, since a file must not be
        // able to choose payoffs that collide
        let mut places: HashMap<Row, usize> = HashMap::new();
        let mut indices = Vec::with_capacity(profiles);
        self.push("{\n");
        for profile in 0..profiles {
            let number = file.outcomes.as_ref().map(|them| them.profiles[profile]);
            let row = Row { number: number.unwrap_or(0), payoffs: &file.payoffs, profile };
            if number == Some(0) && row.iter().all(Rational::is_zero) {
                indices.push(0);
                continue;
            }
            let next = places.len() + 1;
            let place = *places.entry(row).or_insert(next);
            indices.push(place);
            if place < next {
                continue;
            }
            let name = match (&file.outcomes, number) {
                (Some(them), Some(k @ 1..)) => them.names[k as usize - 1].as_str(),
                _ => "",
            };
            self.push("{ ");
            self.push(&quoted(name));
            for (player, own) in file.payoffs.iter().enumerate() {
                self.push(if player > 0 { ", " } else { " " });
                push_number(&mut self.text, &own[profile]);
            }
            self.push(" }");
            self.line()?;
        }
        self.push("}\n");
        for index in indices {
            self.push(&index.to_string());
            self.line()?;
        }
        Ok(())
    }
}

/// A profile as an outcome: its number, if it has one, and everyone's payoffs.
#[derive(Clone, Copy)]
struct Row<'a> {
    number: u32,
    payoffs: &'a [Vec<Rational>],
    profile: usize,
}

impl<'a> Row<'a> {
    fn iter(self) -> impl Iterator<Item = &'a Rational> {
        self.payoffs.iter().map(move |own| &own[self.profile])
    }
}

impl PartialEq for Row<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number && self.iter().eq(other.iter())
    }
}

impl Eq for Row<'_> {}

impl Hash for Row<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
        self.iter().for_each(|payoff| payoff.hash(state));
    }
}

/// Whether the labels are those of strategies that have none.
fn are_numbers(labels: &[String]) -> bool {
    labels.iter().enumerate().all(|(i, label)| *label == (i + 1).to_string())
}

/// `number` in digits: integers fast, since nearly all payoffs are.
pub(in crate::format) fn push_number(text: &mut Vec<u8>, number: &Rational) {
    let Some(integer) = number.to_i64() else {
        text.extend_from_slice(number.to_string().as_bytes());
        return;
    };
    if integer < 0 {
        text.push(b'-');
    }
    let mut rest = integer.unsigned_abs();
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + u8::try_from(rest % 10).expect("a remainder modulo 10");
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    text.extend_from_slice(&digits[at..]);
}
