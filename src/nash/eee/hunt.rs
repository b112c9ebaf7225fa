//! Branch and bound in the tree of all equilibria.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use super::bound::{Effort, Estimate, Goal, Proof};
use super::incumbent::{Bar, Incumbent, Place};
use super::side::{Fixed, Side, Spare};
use super::tree::{Node, Plan, Stop, Tree};
use crate::certify::{Corner, Duals, Multipliers, Step};
use crate::game::Profile;
use crate::num::Rational;

/// Float bounds this near the best value are compared exactly: what is cut is proved, and what is not
/// tried costs time.
const NEAR: f64 = 1e-8;

/// Games with fewer strategies than this in all are searched on one thread.
const WORTH_THREADS: usize = 20;

/// Children of nodes below so many forks are not offered to other threads: there is enough to do above.
const FORKS: usize = 32;

/// The steps of a proof, in preorder, if they are kept.
pub(super) struct Steps(Option<Vec<Step>>);

impl Steps {
    pub(super) fn new(kept: bool) -> Self {
        Self(kept.then(Vec::new))
    }

    fn push(&mut self, step: impl FnOnce() -> Step) {
        if let Some(steps) = &mut self.0 {
            steps.push(step());
        }
    }

    fn append(&mut self, more: Self) {
        if let (Some(steps), Some(more)) = (&mut self.0, more.0) {
            steps.extend(more);
        }
    }

    pub(super) fn finish(self) -> Option<Vec<Step>> {
        self.0
    }
}

/// What is left on one side of a child.
enum Child {
    /// A face, and an estimate of its own unless that of the parent is all there is.
    Open(Side, Option<Box<Estimate>>),
    Empty(Multipliers),
}

/// A search that threads share.
pub(super) struct Hunt<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) goals: &'a [Goal<'a>; 2],
    /// Labels to be decided before all others.
    pub(super) first: Vec<usize>,
    pub(super) incumbent: &'a Incumbent,
    /// Memory of threads that have nothing to do.
    pub(super) spares: Mutex<Vec<Spare>>,
    pub(super) nodes: &'a AtomicU64,
    /// Whether steps are kept.
    pub(super) proof: bool,
}

impl Hunt<'_> {
    /// Searches below a node, about which `estimates` are known.
    pub(super) fn search(
        &self,
        node: Node<'_>,
        estimates: [&Estimate; 2],
        place: Place,
        steps: &mut Steps,
        spare: &mut Spare,
    ) -> Result<(), Stop> {
        self.nodes.fetch_add(1, Relaxed);
        if !(self.tree.go_on)() {
            return Err(Stop);
        }
        if self.is_closed(estimates, place, steps) {
            return Ok(());
        }
        let Node { sides, mut undecided } = node;
        let first = self.first.iter().find(|&&label| undecided.contains(label));
        let plan = match first {
            Some(&label) => Plan::Branch(label),
            None => self.tree.plan(sides, &undecided, spare)?,
        };
        let label = match plan {
            Plan::Origin => {
                steps.push(|| Step::Origin);
                return Ok(());
            }
            Plan::Subset(corners) => {
                steps.push(|| Step::Subset);
                self.meet(&corners, place);
                return Ok(());
            }
            Plan::Branch(label) => label,
        };
        undecided.remove(label);
        let children = [self.child(0, sides, label, spare)?, self.child(1, sides, label, spare)?];
        let node = Node { sides, undecided };
        let found = self.below(node, estimates, label, &children, place, spare)?;
        // What is proved of the node itself by now says more than what was proved below it
        match self.proof.then(|| self.cut(estimates)).flatten() {
            Some(duals) => steps.push(|| Step::Cut(duals)),
            None => {
                steps.push(|| Step::Branch(label));
                let [first, second] = found;
                // As the proof goes: what is fixed in the second player's polytope comes first
                steps.append(second);
                steps.append(first);
            }
        }
        for child in children {
            if let Child::Open(side, _) = child {
                spare.keep_side(side);
            }
        }
        Ok(())
    }

    /// What comes of holding `label` in the polytope of player `own`.
    fn child(
        &self,
        own: usize,
        sides: [&Side; 2],
        label: usize,
        spare: &mut Spare,
    ) -> Result<Child, Stop> {
        match self.tree.fields[own].fixed(sides[own], label, spare) {
            Fixed::Face(mut side) => {
                let polytope = self.tree.fields[own].polytope;
                // A point in exact integers stays where it is
                let estimate = match &mut side {
                    Side::Float(dictionary) => self.goals[own].estimate(dictionary),
                    Side::Exact(exact) => self.goals[own].estimate(&mut exact.in_floats(polytope)),
                };
                Ok(Child::Open(side, estimate.map(Box::new)))
            }
            Fixed::Empty(proof) => Ok(Child::Empty(proof)),
            // Never without `Arithmetic::Float`
            Fixed::Unsettled => Err(Stop),
        }
    }

    /// Searches the children of a node, in which the label is held in the first player's polytope and
    /// in the second's: the steps of both.
    fn below(
        &self,
        node: Node<'_>,
        estimates: [&Estimate; 2],
        label: usize,
        children: &[Child; 2],
        place: Place,
        spare: &mut Spare,
    ) -> Result<[Steps; 2], Stop> {
        let both = children.iter().all(|child| matches!(child, Child::Open(..)));
        let visit = |own: usize, second: bool, spare: &mut Spare| {
            let mut steps = Steps::new(self.proof);
            match &children[own] {
                Child::Empty(proof) => {
                    steps.push(|| Step::Empty { player: own, proof: proof.clone() });
                }
                Child::Open(side, estimate) => {
                    let (mut child, mut known) = (node, estimates);
                    child.sides[own] = side;
                    if let Some(estimate) = estimate {
                        known[own] = estimate;
                    }
                    self.search(child, known, place.below(second, both), &mut steps, spare)?;
                }
            }
            Ok(steps)
        };
        let first = self.first_child(label, children, estimates);
        let (one, other) = if both && self.forks(place) {
            rayon::join(
                || visit(first, false, spare),
                || {
                    let mut spare = self.spare();
                    let found = visit(1 - first, true, &mut spare);
                    self.keep(spare);
                    found
                },
            )
        } else {
            let one = visit(first, false, spare);
            if one.is_err() {
                return Err(Stop);
            }
            (one, visit(1 - first, true, spare))
        };
        let (one, other) = (one?, other?);
        Ok(if first == 0 { [one, other] } else { [other, one] })
    }

    fn forks(&self, place: Place) -> bool {
        place.forks < FORKS
            && self.tree.labels() >= WORTH_THREADS
            && rayon::current_num_threads() > 1
    }

    fn spare(&self) -> Spare {
        self.spares.lock().ok().and_then(|mut spares| spares.pop()).unwrap_or_default()
    }

    fn keep(&self, spare: Spare) {
        if let Ok(mut spares) = self.spares.lock() {
            spares.push(spare);
        }
    }

    /// Which of the children comes first: the one with the better bound; where bounds tell nothing, a
    /// strategy that counts for more than others is rather a best response, and others are rather
    /// unplayed.
    fn first_child(&self, label: usize, children: &[Child; 2], estimates: [&Estimate; 2]) -> usize {
        let total = |own: usize| {
            let above = estimates[own].value;
            let value = match &children[own] {
                Child::Open(_, Some(estimate)) => estimate.value.min(above),
                _ => above,
            };
            value + estimates[1 - own].value
        };
        let (first, second) = (total(0), total(1));
        if (first - second).abs() > NEAR * (1.0 + first.abs()) {
            return usize::from(second > first);
        }
        let polytope = self.tree.fields[0].polytope;
        let (player, strategy) = match label.checked_sub(polytope.columns()) {
            None => (0, label),
            Some(strategy) => (1, strategy),
        };
        match self.goals[player].is_wanted(strategy) {
            // Best responses are held in the other player's polytope
            Some(true) => 1 - player,
            Some(false) => player,
            None => 1,
        }
    }

    /// Whether it is proved that nothing that is wanted is left, of which `estimates` are known.
    fn is_closed(&self, estimates: [&Estimate; 2], place: Place, steps: &mut Steps) -> bool {
        if self.incumbent.is_done(place) {
            return true;
        }
        if self.is_far(estimates) {
            return false;
        }
        let Bar { above, least } = self.incumbent.bar(place);
        let unwanted = |bound: &Rational| {
            above.as_ref().is_some_and(|bar| bound <= bar)
                || least.as_ref().is_some_and(|least| bound < least)
        };
        let Some([first, second]) = self.proofs(estimates, unwanted) else { return false };
        steps.push(|| Step::Cut([first.duals.clone(), second.duals.clone()]));
        true
    }

    /// Dual values which prove that nothing of which `estimates` are known is better than the best
    /// equilibrium so far, wherever that was found.
    fn cut(&self, estimates: [&Estimate; 2]) -> Option<[Duals; 2]> {
        if self.is_far(estimates) {
            return None;
        }
        let value = self.incumbent.value()?;
        let proofs = self.proofs(estimates, |bound| *bound <= value)?;
        Some(proofs.map(|proof| proof.duals.clone()))
    }

    /// Whether floats see far more than what is known already.
    fn is_far(&self, estimates: [&Estimate; 2]) -> bool {
        let (about, near) = (estimates[0].value + estimates[1].value, self.incumbent.near());
        near.is_infinite() || about > near + NEAR * (1.0 + near.abs())
    }

    /// Bounds of both players' shares whose sum is low enough.
    fn proofs(
        &self,
        estimates: [&Estimate; 2],
        is_enough: impl Fn(&Rational) -> bool,
    ) -> Option<[Arc<Proof>; 2]> {
        [Effort::Rounded, Effort::Solved].into_iter().find_map(|effort| {
            let first = self.goals[0].proof(estimates[0], effort)?;
            let second = self.goals[1].proof(estimates[1], effort)?;
            let mut sum = first.bound.clone();
            sum += &second.bound;
            is_enough(&sum).then_some([first, second])
        })
    }

    /// All pairs of these vertices are equilibria: the best one is offered.
    fn meet(&self, corners: &[Arc<Vec<Corner>>; 2], place: Place) {
        let best = |player: usize| {
            // The first of equally good ones
            corners[player]
                .iter()
                .map(|corner| (self.goals[player].value(&corner.strategy), corner))
                .reduce(|a, b| if b.0 > a.0 { b } else { a })
        };
        let (Some((mut value, x)), Some((other, y))) = (best(0), best(1)) else { return };
        value += &other;
        self.incumbent.offer(value, Some(place), || {
            Profile::new(vec![x.strategy.clone(), y.strategy.clone()])
        });
    }
}
