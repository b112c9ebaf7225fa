//! Gambit's strategic form, `.nfg`, in both of its versions.
//!
//! ```text
//! NFG 1 R "title" { "players" … } { { "strategies" … } … } "comment" body
//! ```
//!
//! Numbers of strategies may stand in place of their names, as `{ 2 3 }`; the comment may be left
//! out. The body is either one payoff for each player and pure profile, the first player's strategy
//! varying fastest (payoff version), or a list of outcomes `{ "name" 1, 2 }` and then for each
//! profile the number of its outcome, 0 for the outcome in which everyone gets 0 (outcome version).
//!
//! # Where Gambit differs
//!
//! Observed with pygambit 16.7. Games it writes are read here as they were meant; it reads
//! everything written here as long as [`gambit_reads_text`] and [`gambit_reads_label`] hold.
//!
//! - `\"` is a quote for both. Gambit writes a backslash as `\\` but then reads `\\` as three, so
//!   that a text that ends in a backslash cannot be given to it at all. Here `\\` is one backslash,
//!   and any other backslash stands for itself.
//! - Gambit refuses labels that are not plain ASCII, and makes repeated ones distinct
//!   ([`distinct_labels`] does the same). Here labels are kept as they are.
//! - Gambit reads `1-2` as two numbers and a lone `-` or `.` as one, cuts the index `1.5` to 1, and
//!   refuses `+1`, `.5e1` and `1.5/2`. Here numbers are those of
//!   [`Rational`], exactly, with something between them.
//! - A byte-order mark is skipped here.
//!
//! Source: *Gambit: Software Tools for Game Theory*, "Game representation formats".

mod body;
mod header;
mod integer;
mod label;
mod labels;
mod number;
mod outcomes;
mod quote;
mod reader;
mod strategies;
mod write;

use std::sync::Arc;

use super::Limits;
use crate::game::Game;
use crate::num::Rational;
use crate::text::{Diagnostic, Source};

pub(super) use integer::{is_blank, small_integer};
pub(super) use labels::counted;
pub(super) use quote::shortened;
pub(super) use reader::long_digits;
pub(super) use write::push_number;

pub use label::{distinct_labels, identifiers};
pub use quote::{gambit_reads_label, gambit_reads_text};
pub use write::{Body, write};

/// What a `.nfg` file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NfgFile {
    /// The title; may be empty.
    pub title: String,
    /// The comment, if there is one; may be empty.
    pub comment: Option<String>,
    /// The players' labels as they stand: perhaps empty, perhaps not distinct.
    pub players: Vec<String>,
    /// Each player's strategies' labels as they stand, or `1`, `2`, … where the file gives a number.
    pub strategies: Vec<Vec<String>>,
    /// `payoffs[player][profile]`; the first player's strategy varies fastest, as in
    /// [`Shape`](crate::game::Shape).
    pub payoffs: Vec<Vec<Rational>>,
    /// In the outcome version, which profiles have the same outcome.
    pub outcomes: Option<Outcomes>,
}

/// The outcomes that a file in the outcome version names, without those that no profile has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// Names in the order in which the outcomes are first used; perhaps empty or not distinct.
    pub names: Vec<String>,
    /// For each profile 0 for the null outcome, or 1 + the outcome's place in `names`.
    pub profiles: Vec<u32>,
}

impl NfgFile {
    /// The number of strategies of each player.
    pub fn counts(&self) -> Vec<usize> {
        self.strategies.iter().map(Vec::len).collect()
    }

    /// The game without its labels; `None` when the numbers of payoffs and labels do not fit
    /// together, which no file that was read does.
    pub fn into_game(self) -> Option<Game<Rational>> {
        Game::new(self.counts(), self.payoffs)
    }
}

/// Reads a file in either version, exactly.
///
/// Memory is bounded by the limits and by a multiple of the file's size: a short file cannot ask for
/// a large game.
///
/// # Errors
/// What is wrong with the file, in its order: all numbers that cannot be read and indices that do
/// not exist (20 at most), or the first place where the file is not built as it should be. Codes
/// are [`NFG`](crate::text::Code::NFG), [`NUMBER`](crate::text::Code::NUMBER),
/// [`EMPTY`](crate::text::Code::EMPTY) and [`LIMIT`](crate::text::Code::LIMIT).
///
/// # Complexity
/// One pass over the file.
///
/// # Examples
/// ```
/// use equil::format::{Limits, nfg};
/// use equil::text::Source;
///
/// let source = Source::new("pd.nfg", r#"NFG 1 R "PD" {"row" "col"} {2 2} -1 -1  0 -3  -3 0  -2 -2"#);
/// let file = nfg::read(&source, &Limits::default()).unwrap();
/// assert_eq!(file.players, ["row", "col"]);
/// assert_eq!(file.into_game().unwrap().payoff(1, &[1, 0]).to_string(), "-3");
/// ```
pub fn read(source: &Arc<Source>, limits: &Limits) -> Result<NfgFile, Vec<Diagnostic>> {
    let mut reader = reader::Reader::new(source, limits);
    match body::file(&mut reader) {
        Ok(file) if reader.problems.is_empty() => Ok(file),
        _ => Err(reader.problems),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(file: &NfgFile, body: Body) -> String {
        let mut out = Vec::new();
        write(file, body, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn label() -> impl Strategy<Value = String> {
        prop_oneof![r#"(\\|"|a|\{|,| |\n|\r){0,6}"#, ".{0,8}", "[1-3]"]
    }

    fn payoff() -> impl Strategy<Value = Rational> {
        let fraction = |(n, d): (i64, i64)| Rational::new(n, d.max(1)).unwrap();
        prop_oneof![
            (-99..=99_i64).prop_map(Rational::integer),
            any::<i64>().prop_map(Rational::integer),
            (-99..=99_i64, 1..9_i64).prop_map(fraction),
            (any::<i64>(), any::<i64>()).prop_map(fraction),
            "[1-9][0-9]{20,40}(/[1-9][0-9]{20,30})?".prop_map(|text| text.parse().unwrap()),
        ]
    }

    /// Any game, its outcomes numbered in the order of their first profiles as `read` does.
    fn game() -> impl Strategy<Value = NfgFile> {
        prop::collection::vec(1..4_usize, 1..4)
            .prop_flat_map(|counts| {
                let profiles: usize = counts.iter().product();
                let names = counts.iter().map(|&n| prop::collection::vec(label(), n));
                (
                    (label(), prop::option::of(label())),
                    prop::collection::vec(label(), counts.len()),
                    prop_oneof![
                        names.collect::<Vec<_>>(),
                        Just(
                            counts
                                .iter()
                                .map(|&n| (1..=n).map(|i| i.to_string()).collect())
                                .collect()
                        )
                    ],
                    prop::collection::vec(prop::collection::vec(payoff(), counts.len()), 5),
                    prop::option::of(prop::collection::vec(label(), 5)),
                    prop::collection::vec(0..6_usize, profiles),
                )
            })
            .prop_map(|((title, comment), players, strategies, rows, names, picks)| {
                let zero = vec![Rational::integer(0); players.len()];
                let row = |pick: usize| if pick == 0 { &zero } else { &rows[pick - 1] };
                let payoffs = (0..players.len())
                    .map(|player| picks.iter().map(|&pick| row(pick)[player].clone()).collect())
                    .collect();
                let outcomes = names.map(|names| {
                    let mut order = vec![0];
                    let place = |pick: usize| {
                        order.iter().position(|&seen| seen == pick).unwrap_or_else(|| {
                            order.push(pick);
                            order.len() - 1
                        })
                    };
                    let places: Vec<usize> = picks.iter().copied().map(place).collect();
                    Outcomes {
                        names: order[1..].iter().map(|&pick| names[pick - 1].clone()).collect(),
                        profiles: places.iter().map(|&k| u32::try_from(k).unwrap()).collect(),
                    }
                });
                NfgFile { title, comment, players, strategies, payoffs, outcomes }
            })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(file in game()) {
            let limits = Limits::default();
            let text = written(&file, Body::Payoff);
            let plain = NfgFile { outcomes: None, ..file.clone() };
            prop_assert_eq!(read(&Source::new("", text), &limits), Ok(plain));

            let text = written(&file, Body::Outcome);
            let mut back = read(&Source::new("", text), &limits).unwrap();
            prop_assert!(back.outcomes.is_some());
            if file.outcomes.is_none() {
                back.outcomes = None;
            }
            prop_assert_eq!(back, file);
        }

        #[test]
        fn any_text_is_read_or_refused(text in r#"(NFG 1 R ?)?([{}",\\0-9 /e.-]|"a"|\{ "b" |\{ 2 2 \}|\PC){0,40}"#) {
            let limits = Limits { max_payoffs: 10_000, ..Limits::default() };
            match read(&Source::new("", text), &limits) {
                Ok(file) => prop_assert!(file.into_game().is_some()),
                Err(problems) => prop_assert!(!problems.is_empty() && problems.len() <= 20),
            }
        }
    }

    #[test]
    fn what_does_not_fit_together_is_not_written() {
        let text = "NFG 1 R \"\" {\"a\"} {2} {{\"x\" 1}} 1 1";
        let file = read(&Source::new("", text), &Limits::default()).unwrap();
        let mut bad = vec![file.clone(); 4];
        bad[0].payoffs[0].pop();
        bad[1].players.clear();
        bad[2].strategies[0].clear();
        bad[3].outcomes.as_mut().unwrap().profiles[0] = 2;
        for file in bad {
            let error = write(&file, Body::Outcome, &mut Vec::new()).unwrap_err();
            assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
        }
    }
}
