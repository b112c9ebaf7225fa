//! Is there a potential: one function on the pure profiles that tells what every player wants?
//!
//! A test in each file. Each ends with the potential, or with what shows that there is none.

mod best_response;
mod exact;
mod generalised;
mod ordinal;
mod ratios;
mod weighted;

use super::acyclicity::{cycle, lengths};
use super::{Improvements, Landscape};
use crate::certify::{Potential, PotentialKind, Values, Violation};
use crate::digraph::Components;
use crate::response::{ResponseError, Watch};

/// A game with its improvements, and the graph of all of them.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The improvements.
    pub improvements: &'a Improvements<'a>,
    /// The graph of moves to better responses.
    pub better: &'a Landscape,
}

/// What a test found.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// A potential.
    Potential(Potential),
    /// That there is none, and why.
    Violation(Violation),
    /// Neither: some numbers are known too little.
    Open,
}

/// A test for potentials of one kind.
#[derive(Clone, Copy, Debug)]
pub struct PotentialTest {
    /// The name on the command line and in tables.
    pub name: &'static str,
    /// One line for `equil explain`.
    pub about: &'static str,
    /// Key of the source in `paper/refs.bib`.
    pub source: &'static str,
    /// The kind.
    pub kind: PotentialKind,
    find: fn(Ground<'_>, Watch<'_>) -> Result<Finding, ResponseError>,
}

impl PotentialTest {
    /// Looks for a potential.
    ///
    /// # Errors
    /// [`ResponseError::Stopped`] when `watch` ends it.
    ///
    /// # Complexity
    /// Orders: a few passes over the arcs, one or two for each player and profile. Differences: one exact
    /// subtraction or two for each of these, and for weights a look at each pair of players.
    ///
    /// # Examples
    /// ```
    /// use equil::certify::{Potential, Values};
    /// use equil::game::{Game, Payoffs};
    /// use equil::graph::{Finding, Ground, Improvements, Landscape, POTENTIALS};
    /// use equil::num::Rational;
    ///
    /// // The prisoner's dilemma has an exact potential
    /// let payoffs = [[2, 3, 0, 1], [2, 0, 3, 1]].map(|p| p.map(Rational::integer).to_vec());
    /// let dilemma = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
    /// let improvements = Improvements::new(&dilemma, &|_, _| true)?;
    /// let better = Landscape::new(&improvements, false, &|_, _| true)?;
    /// let ground = Ground { improvements: &improvements, better: &better };
    /// let Finding::Potential(found) = POTENTIALS[0].find(ground, &|_, _| true)? else { panic!() };
    /// assert_eq!(found.values, Values::Numbers([0, 1, 1, 2].map(Rational::integer).to_vec()));
    /// assert!(found.check(&dilemma));
    /// # Ok::<(), equil::response::ResponseError>(())
    /// ```
    pub fn find(&self, ground: Ground<'_>, watch: Watch<'_>) -> Result<Finding, ResponseError> {
        (self.find)(ground, watch)
    }
}

/// Every test, from the strongest kind on: each kind implies those after it, but that the last two do not
/// imply each other.
pub const POTENTIALS: &[PotentialTest] =
    &[exact::TEST, weighted::TEST, ordinal::TEST, generalised::TEST, best_response::TEST];

/// Potentials that are about orders: there is one exactly if no way of such moves, at least one of which
/// gains, comes back to its start.
fn by_order(
    ground: Ground<'_>,
    kind: PotentialKind,
    watch: Watch<'_>,
) -> Result<Finding, ResponseError> {
    let improvements = ground.improvements;
    let Some(moves) = kind.moves() else { return Ok(Finding::Open) };
    let (nodes, profiles) = (improvements.nodes(), improvements.profiles());
    // With ties, tiers are no nodes of their own: nothing leads there
    let nodes = if moves.ties { profiles } else { nodes };
    let next = |node: usize, turn: u32| improvements.next(moves, node, turn);
    let components = Components::of(nodes, next, &|seen| watch(seen, nodes as u64))
        .ok_or(ResponseError::Stopped)?;
    Ok(match cycle(improvements, moves, &components, watch)? {
        Some(cycle) => Finding::Violation(Violation::Cycle(cycle)),
        None => ranked(kind, &lengths(improvements, moves, &components, watch)?),
    })
}

/// A potential that is the greater the fewer improvements can follow.
fn ranked(kind: PotentialKind, lengths: &[u32]) -> Finding {
    let most = lengths.iter().copied().max().unwrap_or(0);
    let ranks = lengths.iter().map(|length| most - length).collect();
    Finding::Potential(Potential { kind, weights: Vec::new(), values: Values::Ranks(ranks) })
}

#[cfg(test)]
mod tests {
    use super::POTENTIALS;

    #[test]
    fn tests_are_well_described() {
        let bib = include_str!("../../../paper/refs.bib");
        for (i, test) in POTENTIALS.iter().enumerate() {
            let same =
                |other: &super::PotentialTest| other.name == test.name || other.kind == test.kind;
            assert!(!POTENTIALS[..i].iter().any(same));
            assert!(test.about.len() <= 90 && !test.about.ends_with('.'), "{}", test.about);
            assert!(bib.contains(&format!("{{{},", test.source)), "{}", test.name);
        }
    }
}
