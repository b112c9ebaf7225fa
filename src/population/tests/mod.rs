//! Known figures, laws, and limits against what they are limits of.

mod known;
mod laws;
mod limits;
mod play;

use super::{Bounds, Fitness, Law, named};
use crate::game::{Game, Payoffs};
use crate::num::{Rational, Ring};
use crate::table::middle;

pub(super) const WATCH: super::Watch<'static> = &|_, _| true;

/// `12/5`, `-0.5`.
pub(super) fn read(text: &str) -> Rational {
    text.parse().unwrap()
}

/// The symmetric game in which the row strategy gets this from the column strategy: rows of numbers,
/// separated by `;`.
pub(super) fn symmetric(rows: &str) -> Payoffs {
    let rows: Vec<Vec<Rational>> =
        rows.split(';').map(|row| row.split_whitespace().map(read).collect()).collect();
    let count = rows.len();
    let payoffs = |of: &dyn Fn(usize, usize) -> Rational| {
        (0..count * count).map(|index| of(index % count, index / count)).collect::<Vec<_>>()
    };
    let first = payoffs(&|own, other| rows[own][other].clone());
    let second = payoffs(&|other, own| rows[own][other].clone());
    Game::new(vec![count, count], vec![first, second]).unwrap().into()
}

pub(super) fn law(
    process: &str,
    fitness: Fitness,
    size: usize,
    selection: &str,
    mutation: &str,
) -> Law {
    Law {
        process: named(process).unwrap(),
        fitness,
        size,
        selection: read(selection),
        mutation: read(mutation),
    }
}

pub(super) fn value((low, high): &Bounds) -> f64 {
    middle(low, high).nearest_f64()
}

/// How far apart bounds are, in parts of the number.
pub(super) fn width((low, high): &Bounds) -> f64 {
    let mut width = high.minus(low);
    if !high.is_zero() {
        width /= high;
    }
    width.nearest_f64()
}

pub(super) fn overlap(one: &Bounds, other: &Bounds) -> bool {
    one.0 <= other.1 && other.0 <= one.1
}

/// A small random number from 0 to 9.
pub(super) fn draw(seed: u64) -> i64 {
    let draws = crate::num::Draws::new(seed);
    draws.integer(0, (0, 9))
}

/// A symmetric game of random digits.
pub(super) fn random(strategies: usize, seed: u64) -> Payoffs {
    let row = |own: usize| {
        let cells =
            (0..strategies).map(|other| draw(seed * 1000 + (own * strategies + other) as u64));
        cells.map(|n| n.to_string()).collect::<Vec<_>>().join(" ")
    };
    symmetric(&(0..strategies).map(row).collect::<Vec<_>>().join(";"))
}

#[test]
fn registries_are_well_described() {
    let bib = include_str!("../../../paper/refs.bib");
    let processes = super::PROCESSES.iter().map(|p| (p.name, p.about, p.source));
    let revisions = super::REVISIONS.iter().map(|r| (r.name, r.about, r.source));
    let all: Vec<_> = processes.chain(revisions).collect();
    for (place, (name, about, source)) in all.iter().enumerate() {
        assert!(all[..place].iter().all(|other| other.0 != *name));
        assert!(about.len() <= 70 && !about.ends_with('.'), "{about}");
        assert!(bib.contains(&format!("{{{source},")), "{source}");
    }
}
