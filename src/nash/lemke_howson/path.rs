//! A path of complementary pivots in floats.

use super::label::Label;
use super::side::{Failure, Side, Source, Variable};
use super::table::{Care, SMALL, Table};
use crate::nash::basis::Basis;

/// Where a path has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reached {
    /// The end: every strategy is unplayed or a best response.
    Equilibrium(Basis),
    /// The end: the point where nobody plays anything, which is no equilibrium.
    Nothing,
    /// As many pivots as were allowed.
    Cap,
    /// The numbers are useless.
    Lost,
}

/// A side, in the form that suits its size.
#[derive(Clone, Debug)]
enum Half {
    Small(Table),
    Large(Box<Side>),
}

impl Half {
    fn at(
        player: usize,
        basis: &Basis,
        (counts, care): ([usize; 2], Care),
        source: &impl Source,
    ) -> Option<Self> {
        let vertex = (basis.support[player].as_slice(), basis.tight[player].as_slice());
        let [own, rival] = [counts[player], counts[1 - player]];
        if is_small(counts) {
            Table::at(player, vertex, [own, rival], source, care).map(Self::Small)
        } else {
            Side::at(player, vertex, rival, source).map(|side| Self::Large(Box::new(side)))
        }
    }

    fn pivot(&mut self, enters: Variable, source: &impl Source) -> Result<Variable, Failure> {
        match self {
            Self::Small(table) => table.pivot(enters),
            Self::Large(side) => side.pivot(enters, source),
        }
    }

    fn support(&self) -> Vec<usize> {
        match self {
            Self::Small(table) => table.support(),
            Self::Large(side) => side.support.clone(),
        }
    }

    fn tight(&self) -> Vec<usize> {
        match self {
            Self::Small(table) => table.tight(),
            Self::Large(side) => side.tight.clone(),
        }
    }
}

/// Whether the sides of a game are tables.
pub(super) fn is_small(counts: [usize; 2]) -> bool {
    counts[0].max(counts[1]) <= SMALL
}

/// A path on which only one label may be missing.
#[derive(Clone, Debug)]
pub(super) struct FloatPath {
    sides: [Half; 2],
    missing: Label,
    /// The side and the variable that enters next; `None` at the end.
    next: Option<(usize, Variable)>,
    pub(super) pivots: u64,
    care: Care,
    /// Tells bases apart: changes with every pivot, and returns only with the basis.
    trace: u64,
    /// The trace at the last power of two of pivots: a path that comes back to it runs in a circle.
    seen: u64,
}

/// A number for a variable that enters or leaves a side.
fn mark(side: usize, variable: Variable) -> u64 {
    let number = match variable {
        Variable::Own(i) => 4 * i as u64 + side as u64,
        Variable::Slack(j) => 4 * j as u64 + 2 + side as u64,
    };
    let mut z = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// What must be done when the variable of a side has left: the complementary one enters on the
/// other side, unless its label is the missing one.
pub(super) fn complement(side: usize, left: Variable, missing: Label) -> Option<(usize, Variable)> {
    let (label, complement) = match left {
        Variable::Own(i) => (Label { player: side, strategy: i }, Variable::Slack(i)),
        Variable::Slack(j) => (Label { player: 1 - side, strategy: j }, Variable::Own(j)),
    };
    (label != missing).then_some((1 - side, complement))
}

impl FloatPath {
    /// The path that starts where nobody plays anything.
    pub(super) fn new(
        missing: Label,
        counts: [usize; 2],
        source: &impl Source,
        care: Care,
    ) -> Self {
        let player = missing.player;
        if is_small(counts) {
            let side =
                |p: usize| Half::Small(Table::new(p, [counts[p], counts[1 - p]], source, care));
            let next = Some((player, Variable::Own(missing.strategy)));
            let sides = [side(0), side(1)];
            return Self { sides, missing, next, pivots: 0, care, trace: 0, seen: 1 };
        }
        // The first two pivots are best responses
        let first = Side::pure(player, missing.strategy, counts[1 - player], source);
        let reply = first.tight[0];
        let second = Side::pure(1 - player, reply, counts[player], source);
        let left = Variable::Slack(second.tight[0]);
        let [first, second] = [first, second].map(|side| Half::Large(Box::new(side)));
        let sides = if player == 0 { [first, second] } else { [second, first] };
        let next = complement(1 - player, left, missing);
        Self { sides, missing, next, pivots: 2, care, trace: 0, seen: 1 }
    }

    /// The path that starts at an equilibrium; `None` if the floats do not see its basis.
    pub(super) fn from(
        basis: &Basis,
        missing: Label,
        counts: [usize; 2],
        source: &impl Source,
        care: Care,
    ) -> Option<Self> {
        let side = |p: usize| Half::at(p, basis, (counts, care), source);
        let Label { player, strategy } = missing;
        // Whichever of the two variables with this label is 0 becomes positive
        let next = if basis.support[player].contains(&strategy) {
            (1 - player, Variable::Slack(strategy))
        } else {
            (player, Variable::Own(strategy))
        };
        let sides = [side(0)?, side(1)?];
        Some(Self { sides, missing, next: Some(next), pivots: 0, care, trace: 0, seen: 1 })
    }

    /// Goes on until the end, or until there are `cap` pivots in all.
    pub(super) fn advance(&mut self, cap: u64, source: &impl Source) -> Reached {
        while let Some((side, enters)) = self.next {
            if self.pivots >= cap {
                return Reached::Cap;
            }
            match self.sides[side].pivot(enters, source) {
                Ok(left) => {
                    self.trace ^= mark(side, enters) ^ mark(side, left);
                    self.next = complement(side, left, self.missing);
                }
                Err(Failure::Ray) => {
                    // This side goes back to playing nothing, and then so does the other
                    self.pivots += 2;
                    return Reached::Nothing;
                }
                Err(Failure::Lost) => return Reached::Lost,
            }
            self.pivots += 1;
            if self.trace == self.seen {
                // A tie was taken for none, or the other way round
                return Reached::Lost;
            }
            if self.pivots.is_power_of_two() {
                self.seen = self.trace;
            }
        }
        let basis = self.basis();
        if basis.support.iter().any(Vec::is_empty) {
            Reached::Nothing
        } else {
            Reached::Equilibrium(basis)
        }
    }

    /// Where the path is.
    pub(super) fn basis(&self) -> Basis {
        let sides = &self.sides;
        Basis {
            support: [sides[0].support(), sides[1].support()],
            tight: [sides[0].tight(), sides[1].tight()],
        }
    }

    /// The label that may be missing, and how carefully the path goes on.
    pub(super) fn label(&self) -> (Label, Care) {
        (self.missing, self.care)
    }

    /// The path without its numbers, which take much memory.
    pub(super) fn resting(&self) -> Resting {
        Resting {
            basis: self.basis(),
            missing: self.missing,
            next: self.next,
            pivots: self.pivots,
            care: self.care,
        }
    }
}

/// A path that waits to be taken up again.
#[derive(Clone, Debug)]
pub(super) struct Resting {
    pub(super) basis: Basis,
    pub(super) missing: Label,
    pub(super) next: Option<(usize, Variable)>,
    pub(super) pivots: u64,
    pub(super) care: Care,
}

impl Resting {
    /// The path with its numbers; `None` if the floats do not see the basis.
    pub(super) fn taken_up(&self, counts: [usize; 2], source: &impl Source) -> Option<FloatPath> {
        let side = |p: usize| Half::at(p, &self.basis, (counts, self.care), source);
        Some(FloatPath {
            sides: [side(0)?, side(1)?],
            missing: self.missing,
            next: self.next,
            pivots: self.pivots,
            care: self.care,
            trace: 0,
            seen: 1,
        })
    }
}
