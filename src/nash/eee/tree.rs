//! The search tree: each node holds strategies to be unplayed or best responses.

use std::sync::Arc;

use super::side::{Field, Fixed, Side, Spare};
use crate::certify::{Corner, Face, FaceError, Step};
use crate::game::Labels;

/// A node: what is left of both polytopes, and the labels that are still to be decided.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    pub(super) sides: [&'a Side; 2],
    pub(super) undecided: Labels,
}

/// What becomes of nodes below some depth.
pub(super) type Below<'a> = &'a mut dyn FnMut(Node<'_>, &mut Harvest) -> Result<(), Stop>;

/// What a search gathers.
#[derive(Default)]
pub(super) struct Harvest {
    /// Faces in which every pair is an equilibrium: their vertices.
    pub(super) subsets: Vec<[Arc<Vec<Corner>>; 2]>,
    /// The steps of the proof, in preorder, if they are kept.
    pub(super) steps: Option<Vec<Step>>,
    /// Whether something was left open.
    pub(super) unsettled: bool,
    pub(super) nodes: u64,
}

impl Harvest {
    pub(super) fn new(proof: bool) -> Self {
        Self { steps: proof.then(Vec::new), ..Self::default() }
    }

    fn step(&mut self, step: impl FnOnce() -> Step) {
        if let Some(steps) = &mut self.steps {
            steps.push(step());
        }
    }
}

/// What all nodes of a search share.
pub(super) struct Tree<'a> {
    pub(super) fields: [Field<'a>; 2],
    /// Whether to go on; asked now and then.
    pub(super) go_on: &'a (dyn Fn() -> bool + Sync),
}

/// The search was told to end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop;

/// Nodes between two looks at the clock.
const STRIDE: u64 = 64;

/// Products of violations below this may be rounding.
const NEAR: f64 = 1e-14;

/// What to do with a node.
pub(super) enum Plan {
    /// Nothing is left but the pair of zeros, which is no profile.
    Origin,
    /// Every pair of points is an equilibrium.
    Subset([Arc<Vec<Corner>>; 2]),
    Branch(usize),
}

impl Tree<'_> {
    pub(super) fn labels(&self) -> usize {
        self.fields[0].polytope.columns() + self.fields[0].polytope.rows()
    }

    /// The whole of both polytopes.
    pub(super) fn whole(&self) -> [Side; 2] {
        [self.fields[0].side(), self.fields[1].side()]
    }

    /// Searches below a node, down to `depth` levels; deeper nodes go to `below`.
    pub(super) fn search(
        &self,
        node: Node<'_>,
        depth: usize,
        harvest: &mut Harvest,
        spare: &mut Spare,
        below: Below<'_>,
    ) -> Result<(), Stop> {
        if depth == 0 {
            return below(node, harvest);
        }
        harvest.nodes += 1;
        if harvest.nodes.is_multiple_of(STRIDE) && !(self.go_on)() {
            return Err(Stop);
        }
        let Node { sides, mut undecided } = node;
        let label = match self.plan(sides, &undecided, spare)? {
            Plan::Origin => {
                harvest.step(|| Step::Origin);
                return Ok(());
            }
            Plan::Subset(corners) => {
                harvest.step(|| Step::Subset);
                harvest.subsets.push(corners);
                return Ok(());
            }
            Plan::Branch(label) => label,
        };
        undecided.remove(label);
        harvest.step(|| Step::Branch(label));
        // First what is fixed in the second player's polytope, then in the first's
        for own in [1, 0] {
            match self.fields[own].fixed(sides[own], label, spare) {
                Fixed::Face(side) => {
                    let mut child = Node { sides, undecided };
                    child.sides[own] = &side;
                    self.search(child, depth - 1, harvest, spare, below)?;
                    spare.keep_side(side);
                }
                Fixed::Empty(proof) => harvest.step(|| Step::Empty { player: own, proof }),
                Fixed::Unsettled => harvest.unsettled = true,
            }
        }
        Ok(())
    }

    /// What to do with a node.
    pub(super) fn plan(
        &self,
        sides: [&Side; 2],
        undecided: &Labels,
        spare: &mut Spare,
    ) -> Result<Plan, Stop> {
        for (field, side) in self.fields.iter().zip(sides) {
            let polytope = field.polytope;
            let fixed = side.fixed_labels();
            if (0..polytope.columns()).all(|c| fixed.contains(polytope.column_label(c))) {
                return Ok(Plan::Origin);
            }
        }
        // The greatest violation
        let mut best: Option<(usize, f64)> = None;
        for label in undecided.iter() {
            let violation = sides[0].value(label) * sides[1].value(label);
            if violation > best.map_or(NEAR, |(_, most)| most) {
                best = Some((label, violation));
            }
        }
        if let Some((label, _)) = best {
            return Ok(Plan::Branch(label));
        }
        // The point is an equilibrium, or 0; perhaps the whole face is
        for label in undecided.iter() {
            if sides[0].can_be_positive(label, spare) && sides[1].can_be_positive(label, spare) {
                return Ok(Plan::Branch(label));
            }
        }
        let mut corners: [Arc<Vec<Corner>>; 2] = Default::default();
        for ((field, side), corners) in self.fields.iter().zip(sides).zip(&mut corners) {
            let face = Face { polytope: field.polytope, fixed: *side.fixed_labels() };
            *corners = match spare.corners(&face, &mut || (self.go_on)()) {
                Ok(corners) => corners,
                Err(FaceError::Stopped) => return Err(Stop),
                Err(FaceError::Origin) => {
                    // Other inequalities become tight elsewhere on the face
                    return Ok(undecided.iter().next().map_or(Plan::Origin, Plan::Branch));
                }
            };
        }
        Ok(match open_label(&corners, undecided) {
            Some(label) => Plan::Branch(label),
            None => Plan::Subset(corners),
        })
    }
}

/// A label that neither all of the one side's vertices have nor all of the other's: their pairs are
/// not all equilibria.
fn open_label(corners: &[Arc<Vec<Corner>>; 2], undecided: &Labels) -> Option<usize> {
    if corners.iter().any(|corners| corners.is_empty()) {
        return None;
    }
    let all =
        |corners: &[Corner], label| corners.iter().all(|corner| corner.labels.contains(label));
    undecided.iter().find(|&label| !corners.iter().any(|side| all(side, label)))
}
