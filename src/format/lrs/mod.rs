//! Two matrices as lrsnash reads them: games of two players.
//!
//! ```text
//! 2 3
//!
//! 1 0 1/2
//! 0 2 3
//!
//! 0 1 0.25
//! 1 0 2
//! ```
//!
//! The numbers of strategies of the two players come first, then the first player's payoffs row by
//! row, then the second player's, in both with the first player's strategies as rows. Numbers are
//! those of [`Rational`]: integers, fractions and decimals, all exact. (lrsnash takes integers and
//! fractions only, and reads `0.25` as 0.)
//!
//! Source: the user's guide of lrslib, "lrsnash"; `avis2010` in `paper/refs.bib`.

mod write;

use std::sync::Arc;

use super::words::{Stop, Words, unlabelled};
use super::{Files, Format, Limits, Reading};
use crate::num::Rational;
use crate::text::{Code, Diagnostic, Source};

pub use write::write;

pub(super) const FORMAT: Format = Format {
    name: "lrs",
    extension: "lrs",
    about: "two matrices, as lrsnash reads them",
    is_always_a_game: true,
    read,
};

const HELP: &str = "write the numbers of strategies of the two players, then the two matrices";

fn read(source: &Arc<Source>, limits: &Limits, _: &Files<'_>) -> Result<Reading, Vec<Diagnostic>> {
    let mut words = Words::new(source, limits, Code::LRS);
    match matrices(&mut words) {
        Ok((counts, payoffs)) if words.problems.is_empty() => {
            let players = ["row", "column"].map(str::to_owned).to_vec();
            Ok(unlabelled(source, None, players, &counts, payoffs))
        }
        _ => Err(words.problems),
    }
}

/// The numbers of strategies, and both players' payoffs.
fn matrices(words: &mut Words<'_>) -> Result<(Vec<usize>, Vec<Vec<Rational>>), Stop> {
    let (rows, first) = words.count("strategies of the first player", help(words))?;
    let (columns, second) = words.count("strategies of the second player", HELP)?;
    let shape = words.shape(vec![rows, columns], first.to(second))?;
    let profiles = shape.profiles();
    let whose = |done: usize| {
        let (player, place) = (done / profiles, done % profiles);
        let name = ["first", "second"][player.min(1)];
        format!("row {}, column {} of the {name} matrix", place / columns + 1, place % columns + 1)
    };
    let needed = format!("two matrices of {rows} rows and {columns} columns are needed");
    let listed = words.payoffs(2 * profiles, whose, &needed)?;
    let payoffs = listed.chunks(profiles).map(|matrix| {
        let by_column = (0..columns).flat_map(|j| (0..rows).map(move |i| i * columns + j));
        by_column.map(|place| matrix[place].clone()).collect()
    });
    Ok((vec![rows, columns], payoffs.collect()))
}

/// What to do about a file that does not start with a number.
fn help(words: &Words<'_>) -> &'static str {
    if words.text().contains("begin") || words.text().contains("H-representation") {
        "this describes a polytope for lrs; of a game, write the numbers of strategies of the two \
         players, then the two matrices"
    } else {
        HELP
    }
}
