//! A search tree as a proof that a list of equilibria is complete, and its check.

use std::collections::BTreeSet;

use super::{Corner, Duals, Face, FaceError, Multipliers};
use crate::game::{Labels, Mixed, Polytope};
use crate::num::Rational;

/// A step of the proof: the nodes of a binary tree in preorder.
///
/// Each node holds some labels in the first player's polytope and some in the second's: strategies
/// that are unplayed, or best responses. In an equilibrium each strategy is one or the other, so each
/// label holds in one of the polytopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Two nodes follow: in the first this label holds in the second player's polytope, in the other
    /// one in the first player's.
    Branch(usize),
    /// The face of `player`'s polytope is empty.
    Empty {
        /// Whose.
        player: usize,
        /// Why.
        proof: Multipliers,
    },
    /// Nobody plays anything: no profile.
    Origin,
    /// Every pair of points of the two faces is an equilibrium (or one face is empty).
    Subset,
    /// No pair of points of the two faces is better than the equilibrium that is stated: dual values
    /// for each player's polytope. Only in a proof about an objective.
    Cut([Duals; 2]),
}

/// Why a proof is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The steps end early.
    #[error("the proof ends before all cases are closed")]
    Unfinished,
    /// There are steps after the last case.
    #[error("this comes after all cases are closed")]
    TooLong(usize),
    /// A label that does not exist.
    #[error("this names a strategy that does not exist")]
    NoLabel(usize),
    /// As many multipliers as a game of another size needs.
    #[error("{found} multipliers, but the game needs {wanted}: the proof is about another game")]
    Size {
        /// The step, from 1.
        step: usize,
        /// How many there are.
        found: usize,
        /// How many strategies the other player has.
        wanted: usize,
    },
    /// Multipliers that contradict nothing.
    #[error("this does not prove that nothing is left")]
    NotEmpty(usize),
    /// Something is played.
    #[error("nothing should be played here, but something may be")]
    NotOrigin(usize),
    /// Faces whose pairs are not all equilibria.
    #[error("all that is left here should be equilibria, but some of it is none")]
    NotSubset(usize),
    /// A cut where all equilibria are to be listed.
    #[error("a cut leaves equilibria out, but this proof states no optimum")]
    NoOptimum(usize),
    /// Dual values that prove no such bound.
    #[error("this does not prove that nothing better is left")]
    NotBounded(usize),
    /// An equilibrium that is better than the one stated.
    #[error("an equilibrium that is left here is better than the one stated")]
    Better(usize),
    /// What is stated about an objective is stated of a profile that is none, or no equilibrium.
    #[error("the profile stated is no equilibrium of this game")]
    NotEquilibrium,
    /// The profile stated attains something else.
    #[error("the profile stated does not attain the value stated")]
    NotItsValue,
    /// The objective is no sum over what each player does, or about another game.
    #[error("the objective stated is none that can be bounded in this game")]
    NoShares,
    /// A game of other than two players, or with payoffs that are not rational.
    #[error("proofs are about games of two players with rational payoffs")]
    NoPolytopes,
    /// The caller said to stop.
    #[error("the check was stopped")]
    Stopped,
}

impl Flaw {
    /// The step at fault, counted from 1, if it is one.
    pub fn step(&self) -> Option<usize> {
        match *self {
            Self::TooLong(step)
            | Self::NoLabel(step)
            | Self::Size { step, .. }
            | Self::NotEmpty(step)
            | Self::NotOrigin(step)
            | Self::NotSubset(step)
            | Self::NoOptimum(step)
            | Self::NotBounded(step)
            | Self::Better(step) => Some(step),
            Self::Unfinished
            | Self::NotEquilibrium
            | Self::NotItsValue
            | Self::NoShares
            | Self::NoPolytopes
            | Self::Stopped => None,
        }
    }
}

/// Checks a proof about the game with these two polytopes, and returns all extreme equilibria: those
/// in the cases that the proof leaves.
///
/// # Errors
/// The first [`Flaw`].
///
/// # Complexity
/// For each step a pass over the coefficients, in integers, or the vertices of two faces.
///
/// # Examples
/// Prisoner's dilemma: each player's second strategy is better.
/// ```
/// use equil::certify::{Multipliers, Step, check_tree};
/// use equil::game::{Game, Payoffs, Polytope};
/// use equil::num::Rational;
///
/// let payoffs = [[2, 3, 0, 1], [2, 0, 3, 1]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let polytopes = [0, 1].map(|player| Polytope::of(&game, player).unwrap());
/// // Strategy 0 cannot be a best response, nor can 2: the others are all that is played
/// let proof = || Multipliers::Small(vec![8, -6]);
/// let steps = [
///     Step::Branch(0), Step::Empty { player: 1, proof: proof() },
///     Step::Branch(2), Step::Branch(1), Step::Branch(3), Step::Origin, Step::Subset,
///     Step::Origin, Step::Empty { player: 0, proof: proof() },
/// ];
/// let equilibria = check_tree([&polytopes[0], &polytopes[1]], &steps, &mut || true).unwrap();
/// assert_eq!(equilibria.len(), 1);
/// assert_eq!(equilibria[0].clone().map(|strategy| strategy[1].to_string()), ["1", "1"]);
/// ```
pub fn check_tree(
    polytopes: [&Polytope; 2],
    steps: &[Step],
    go_on: &mut dyn FnMut() -> bool,
) -> Result<Vec<[Mixed<Rational>; 2]>, Flaw> {
    let mut found = BTreeSet::new();
    walk(polytopes, steps, go_on, &mut |leaf| match leaf {
        Leaf::Cut { step, .. } => Err(Flaw::NoOptimum(step)),
        Leaf::Subset { corners, .. } => {
            for x in &corners[0] {
                found.extend(corners[1].iter().map(|y| [x, y].map(|c| c.strategy.clone())));
            }
            Ok(())
        }
    })?;
    Ok(found.into_iter().collect())
}

/// A node that closes a case and leaves something in it. Steps count from 1.
pub(super) enum Leaf<'a> {
    /// All pairs of points are equilibria: the vertices of both faces.
    Subset { step: usize, corners: &'a [Vec<Corner>; 2] },
    /// What is left is said not to matter; whether that is so is left to the caller.
    Cut { step: usize, fixed: [Labels; 2], duals: &'a [Duals; 2] },
}

/// Checks that the steps are a tree that closes all cases, and hands over what they leave.
pub(super) fn walk(
    polytopes: [&Polytope; 2],
    steps: &[Step],
    go_on: &mut dyn FnMut() -> bool,
    take: &mut dyn FnMut(Leaf<'_>) -> Result<(), Flaw>,
) -> Result<(), Flaw> {
    let labels = polytopes[0].columns() + polytopes[0].rows();
    let mut open: Vec<[Labels; 2]> = vec![Default::default()];
    for (step, number) in steps.iter().zip(1..) {
        if !go_on() {
            return Err(Flaw::Stopped);
        }
        let fixed = open.pop().ok_or(Flaw::TooLong(number))?;
        let face = |player: usize| Face { polytope: polytopes[player], fixed: fixed[player] };
        match step {
            Step::Branch(label) if *label < labels => {
                for player in [0, 1] {
                    let mut child = fixed;
                    child[player].insert(*label);
                    open.push(child);
                }
            }
            Step::Branch(_) => return Err(Flaw::NoLabel(number)),
            Step::Empty { player: player @ (0 | 1), proof }
                if face(*player).is_refuted_by(proof) => {}
            Step::Empty { player, proof } => {
                let wanted = polytopes.get(*player).map_or(proof.len(), |p| p.rows());
                check_size(number, proof.len(), wanted)?;
                return Err(Flaw::NotEmpty(number));
            }
            Step::Origin => {
                if ![0, 1].iter().any(|&player| plays_nothing(&face(player))) {
                    return Err(Flaw::NotOrigin(number));
                }
            }
            Step::Subset => {
                let corners = |player: usize, go_on: &mut dyn FnMut() -> bool| {
                    face(player).corners(go_on).map_err(|error| match error {
                        FaceError::Origin => Flaw::NotSubset(number),
                        FaceError::Stopped => Flaw::Stopped,
                    })
                };
                let corners = [corners(0, go_on)?, corners(1, go_on)?];
                if !all_complementary(&corners, labels) {
                    return Err(Flaw::NotSubset(number));
                }
                take(Leaf::Subset { step: number, corners: &corners })?;
            }
            Step::Cut(duals) => {
                for (duals, polytope) in duals.iter().zip(polytopes) {
                    check_size(number, duals.numerators.len(), polytope.rows())?;
                }
                take(Leaf::Cut { step: number, fixed, duals })?;
            }
        }
    }
    if open.is_empty() { Ok(()) } else { Err(Flaw::Unfinished) }
}

fn check_size(step: usize, found: usize, wanted: usize) -> Result<(), Flaw> {
    if found == wanted { Ok(()) } else { Err(Flaw::Size { step, found, wanted }) }
}

fn plays_nothing(face: &Face<'_>) -> bool {
    let polytope = face.polytope;
    (0..polytope.columns()).all(|column| face.fixed.contains(polytope.column_label(column)))
}

/// Whether each label holds everywhere on one of the faces; or one of them is empty.
fn all_complementary(corners: &[Vec<Corner>; 2], labels: usize) -> bool {
    corners.iter().any(Vec::is_empty)
        || (0..labels).all(|label| {
            corners.iter().any(|side| side.iter().all(|corner| corner.labels.contains(label)))
        })
}
