//! The method of Lemke and Howson: a path of complementary pivots that leads to an equilibrium.
//!
//! Every strategy of either player is a label. A point has the labels of the strategies that are
//! not played, and of those that are best responses; an equilibrium has all of them. With one label
//! dropped, the points that have all others form paths, and the one that starts where nobody plays
//! anything ends at an equilibrium. Each label gives a path; how long it is varies wildly, so paths
//! race, with caps that double. In floats a path costs little and its end is proved exactly; where
//! floats lose their way, exact arithmetic takes over.
//!
//! Sources: C. E. Lemke, J. T. Howson, "Equilibrium points of bimatrix games", *SIAM Journal* 12
//! (1964), 413–423 (`lemke1964`); L. S. Shapley, "A note on the Lemke–Howson algorithm",
//! *Mathematical Programming Study* 1 (1974), 175–189 (`shapley1974`); ties:
//! B. von Stengel, ch. 3 of *Algorithmic Game Theory*, 2007 (`vonstengel2007`); racing: B. Codenotti,
//! S. De Rossi, M. Pagan, "An experimental analysis of Lemke–Howson algorithm", 2008
//! (`codenotti2008`).

mod exact;
mod label;
mod path;
mod race;
mod reach;
mod side;
mod single;
mod solid;
mod source;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use super::method::{Coverage, Labels, Method, Run, Stopped};
use crate::game::{Game, Payoffs};
use crate::num::Rational;

/// O(k n) for each pivot in floats, with supports of k of n strategies; up to exponentially many
/// pivots.
pub(super) const METHOD: Method = Method {
    name: "lemke-howson",
    about: "One equilibrium of a large two-player game, by complementary pivots",
    source: "lemke1964",
    accepts,
    finds_all: false,
    arithmetic: None,
    search,
};

fn accepts(payoffs: &Payoffs) -> Result<(), &'static str> {
    if payoffs.shape().players() != 2 {
        Err("it needs exactly two players")
    } else if payoffs.rational().is_none() {
        Err("it needs rational payoffs")
    } else {
        Ok(())
    }
}

/// A game to walk in.
#[derive(Clone, Copy, Debug)]
struct Field<'a> {
    payoffs: &'a Payoffs,
    game: &'a Game<Rational>,
    counts: [usize; 2],
}

impl Field<'_> {
    fn labels(&self) -> usize {
        self.counts[0] + self.counts[1]
    }
}

impl<'a> Field<'a> {
    fn new(payoffs: &'a Payoffs) -> Result<Self, Stopped> {
        let game = payoffs.rational().ok_or(Stopped)?;
        let [rows, columns] = *game.strategies() else { return Err(Stopped) };
        Ok(Self { payoffs, game, counts: [rows, columns] })
    }
}

/// Reports an equilibrium to which a path of at most about `cap` pivots leads in floats; whether there
/// is one.
pub(super) fn race_to(cap: u64, payoffs: &Payoffs, run: &mut Run<'_>) -> Result<bool, Stopped> {
    race::short(Field::new(payoffs)?, cap, run)
}

fn search(payoffs: &Payoffs, run: &mut Run<'_>) -> Result<Coverage, Stopped> {
    let field = Field::new(payoffs)?;
    match run.labels() {
        Labels::Race => race::search(field, run)?,
        Labels::One(label) => single::search(field, label, run)?,
        Labels::Every => reach::search(field, run)?,
    }
    Ok(Coverage::Some)
}
