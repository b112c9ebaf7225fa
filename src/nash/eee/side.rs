//! One player's side of a node: a face of their best-response polytope, in floats while these do.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::dictionary::{Dictionary, Fixing};
use super::exact::ExactDictionary;
use crate::certify::{Corner, Face, FaceError, Multipliers, Refuter};
use crate::game::{Labels, Polytope};
use crate::nash::method::Arithmetic;

/// What every node has in common about one polytope.
pub(super) struct Field<'a> {
    pub(super) polytope: &'a Polytope,
    refuter: Refuter<'a>,
    arithmetic: Arithmetic,
    /// At 0.
    exact: ExactDictionary,
}

impl<'a> Field<'a> {
    pub(super) fn new(polytope: &'a Polytope, arithmetic: Arithmetic) -> Self {
        let (refuter, exact) = (Refuter::new(polytope), ExactDictionary::new(polytope));
        Self { polytope, refuter, arithmetic, exact }
    }

    /// The whole polytope.
    pub(super) fn side(&self) -> Side {
        match self.arithmetic {
            Arithmetic::Exact => Side::Exact(Box::new(self.exact.clone())),
            Arithmetic::Hybrid | Arithmetic::Float => Side::Float(Dictionary::new(self.polytope)),
        }
    }

    /// `side` with one more variable held at 0.
    pub(super) fn fixed(&self, side: &Side, label: usize, spare: &mut Spare) -> Fixed {
        match side {
            Side::Exact(exact) => self.exactly((**exact).clone(), label),
            Side::Float(dictionary) => {
                let mut next = spare.take(dictionary);
                let fixing = next.fix(label);
                let mut fixed = *side.fixed_labels();
                fixed.insert(label);
                let proof = match fixing {
                    Fixing::Done => return Fixed::Face(Side::Float(next)),
                    Fixing::Empty(weights) => self.refuter.refutation(&fixed, &weights),
                    Fixing::Lost => None,
                };
                spare.keep(next);
                match proof {
                    Some(proof) => Fixed::Empty(proof),
                    None if self.arithmetic == Arithmetic::Float => Fixed::Unsettled,
                    None => self.again(side.fixed_labels(), label),
                }
            }
        }
    }

    /// From the start, exactly.
    fn again(&self, fixed: &Labels, label: usize) -> Fixed {
        let mut exact = self.exact.clone();
        for earlier in fixed.iter() {
            match self.exactly(exact, earlier) {
                Fixed::Face(Side::Exact(next)) => exact = *next,
                other => return other,
            }
        }
        self.exactly(exact, label)
    }

    fn exactly(&self, mut exact: ExactDictionary, label: usize) -> Fixed {
        match exact.fix(label) {
            Fixing::Done => Fixed::Face(Side::Exact(Box::new(exact))),
            Fixing::Empty(multipliers) => {
                let mut fixed = exact.fixed;
                fixed.insert(label);
                match self.refuter.exactly(&fixed, &multipliers) {
                    Some(proof) => Fixed::Empty(proof),
                    None => Fixed::Unsettled,
                }
            }
            Fixing::Lost => Fixed::Unsettled,
        }
    }
}

/// A face, and a point of it.
#[derive(Clone, Debug)]
pub(super) enum Side {
    Float(Dictionary),
    /// Boxed: rare, and large.
    Exact(Box<ExactDictionary>),
}

/// What came of holding one more variable at 0.
pub(super) enum Fixed {
    Face(Side),
    /// Nothing is left, and why.
    Empty(Multipliers),
    /// Floats alone do not tell.
    Unsettled,
}

impl Side {
    /// The variables held at 0.
    pub(super) fn fixed_labels(&self) -> &Labels {
        match self {
            Self::Float(dictionary) => &dictionary.fixed,
            Self::Exact(exact) => &exact.fixed,
        }
    }

    /// The value of a variable, as far as it matters for branching.
    pub(super) fn value(&self, label: usize) -> f64 {
        match self {
            Self::Float(dictionary) => dictionary.value(label),
            Self::Exact(exact) => exact.value(label),
        }
    }

    /// Whether a variable can be positive on the face, as far as can be told quickly.
    pub(super) fn can_be_positive(&self, label: usize, spare: &mut Spare) -> bool {
        match self {
            Self::Float(dictionary) if dictionary.fixed.contains(label) => false,
            Self::Float(dictionary) if dictionary.is_positive(label) => true,
            Self::Float(dictionary) => {
                let mut copy = spare.take(dictionary);
                let can = copy.raise(label);
                spare.keep(copy);
                can
            }
            Self::Exact(exact) => exact.can_be_positive(label),
        }
    }
}

/// What a thread keeps: dictionaries no longer needed, for their memory, and the vertices of faces
/// that come back with other faces of the other polytope.
#[derive(Default)]
pub(super) struct Spare {
    dictionaries: Vec<Dictionary>,
    corners: [FxHashMap<Labels, Arc<Vec<Corner>>>; 2],
}

/// Faces whose vertices are kept, at most.
const FACES: usize = 1 << 12;

impl Spare {
    fn take(&mut self, like: &Dictionary) -> Dictionary {
        match self.dictionaries.pop() {
            Some(mut dictionary) => {
                dictionary.copy_from(like);
                dictionary
            }
            None => like.clone(),
        }
    }

    fn keep(&mut self, dictionary: Dictionary) {
        self.dictionaries.push(dictionary);
    }

    /// The vertices of a face of a player's polytope.
    pub(super) fn corners(
        &mut self,
        face: &Face<'_>,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<Arc<Vec<Corner>>, FaceError> {
        let known = &mut self.corners[face.polytope.player()];
        if let Some(corners) = known.get(&face.fixed) {
            return Ok(Arc::clone(corners));
        }
        let corners = Arc::new(face.corners(go_on)?);
        if known.len() == FACES {
            known.clear();
        }
        known.insert(face.fixed, Arc::clone(&corners));
        Ok(corners)
    }

    /// Takes back what a node no longer needs.
    pub(super) fn keep_side(&mut self, side: Side) {
        if let Side::Float(dictionary) = side {
            self.keep(dictionary);
        }
    }
}
