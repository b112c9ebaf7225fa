//! The equilibrium with the greatest or least value of an objective, by bounds in the tree.

use std::sync::Arc;

use super::bound::{Goal, shares};
use super::side::{Field, Fixed, Side, Spare};
use super::tree::{Node, Plan, Stop, Tree};
use crate::certify::Corner;
use crate::game::{Labels, Objective, Payoffs, Polytope, Profile, Sense};
use crate::nash::method::{Arithmetic, Settings};
use crate::num::{Rational, Ring};

/// What a search for the best equilibrium found.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::nash) struct Best {
    /// The best profile found and its value; `None` if there is none better than what was asked for.
    pub(in crate::nash) found: Option<(Profile<Rational>, Rational)>,
    /// Whether it is proved that there is none better (or that the value is enough).
    pub(in crate::nash) proved: bool,
    /// Nodes of the tree that were looked at.
    pub(in crate::nash) nodes: u64,
}

/// Which values are of interest.
#[derive(Clone, Debug, Default)]
pub(in crate::nash) struct Wanted {
    /// Only values better than this.
    pub(in crate::nash) better_than: Option<Rational>,
    /// A value as good as this ends the search.
    pub(in crate::nash) enough: Option<Rational>,
}

/// Searches for the best equilibrium. `None` when the objective is no sum over what each player does.
pub(in crate::nash) fn search(
    payoffs: &Payoffs,
    objective: &Objective,
    sense: Sense,
    wanted: &Wanted,
    settings: &Settings<'_>,
) -> Option<Best> {
    let [rows, columns] = *payoffs.shape().strategies() else { return None };
    let shares = shares(objective, sense, [rows, columns])?;
    let polytopes = [Polytope::of(payoffs, 0)?, Polytope::of(payoffs, 1)?];
    let [first, second] = shares;
    let goals = [Goal::new(&polytopes[0], first), Goal::new(&polytopes[1], second)];
    let (done, watch) = (std::sync::atomic::AtomicU64::new(0), settings.watch);
    let go_on = || watch(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed), 0);
    // Floats that leave something open would prove nothing
    let arithmetic = match settings.arithmetic {
        Arithmetic::Float => Arithmetic::Hybrid,
        other => other,
    };
    let fields = [0, 1].map(|player: usize| Field::new(&polytopes[player], arithmetic));
    let tree = Tree { fields, go_on: &go_on };
    let signed = |value: &Option<Rational>| value.as_ref().map(|value| sense.signed(value));
    let mut hunt = Hunt {
        tree: &tree,
        goals: &goals,
        spare: Spare::default(),
        better_than: signed(&wanted.better_than),
        enough: signed(&wanted.enough),
        found: None,
        nodes: 0,
    };
    let sides = tree.whole();
    let root = Node { sides: [&sides[0], &sides[1]], undecided: Labels::all(tree.labels()) };
    let nothing = Estimate::unknown();
    let end = hunt.search(root, [&nothing, &nothing]);
    let proved = match end {
        Ok(()) | Err(End::Enough) => true,
        Err(End::Stopped) => false,
    };
    let found = hunt.found.map(|(profile, value)| (profile, sense.signed(&value)));
    Some(Best { found, proved, nodes: hunt.nodes })
}

/// How great a share may be on a face, as floats see it, and the dual values that should prove it.
struct Estimate {
    value: f64,
    duals: Option<Vec<f64>>,
}

impl Estimate {
    fn unknown() -> Self {
        Self { value: f64::INFINITY, duals: None }
    }
}

enum End {
    Enough,
    Stopped,
}

struct Hunt<'a> {
    tree: &'a Tree<'a>,
    goals: &'a [Goal<'a>; 2],
    spare: Spare,
    better_than: Option<Rational>,
    enough: Option<Rational>,
    found: Option<(Profile<Rational>, Rational)>,
    nodes: u64,
}

/// Nodes between two looks at the clock.
const STRIDE: u64 = 64;

/// Float bounds this near the best value are compared exactly.
const NEAR: f64 = 1e-6;

impl Hunt<'_> {
    fn search(&mut self, node: Node<'_>, estimates: [&Estimate; 2]) -> Result<(), End> {
        self.nodes += 1;
        if self.nodes.is_multiple_of(STRIDE) && !(self.tree.go_on)() {
            return Err(End::Stopped);
        }
        if self.is_hopeless(&node, estimates) {
            return Ok(());
        }
        let Node { sides, mut undecided } = node;
        let plan = self.tree.plan(sides, &undecided, &mut self.spare);
        let label = match plan.map_err(|Stop| End::Stopped)? {
            Plan::Origin => return Ok(()),
            Plan::Subset(corners) => return self.meet(&corners),
            Plan::Branch(label) => label,
        };
        undecided.remove(label);
        let mut children: Vec<(usize, Side, Estimate)> = Vec::new();
        for own in [1, 0] {
            match self.tree.fields[own].fixed(sides[own], label, &mut self.spare) {
                Fixed::Face(mut side) => {
                    let estimate = self.estimate(own, &mut side);
                    children.push((own, side, estimate));
                }
                Fixed::Empty(_) => {}
                // Never without `Arithmetic::Float`
                Fixed::Unsettled => return Err(End::Stopped),
            }
        }
        // The one with the better bound first
        let total = |(own, _, estimate): &(usize, Side, Estimate)| {
            estimate.value + estimates[1 - own].value
        };
        children.sort_by(|a, b| total(b).total_cmp(&total(a)));
        for (own, side, estimate) in children {
            let mut child = Node { sides, undecided };
            child.sides[own] = &side;
            let mut known = estimates;
            known[own] = &estimate;
            self.search(child, known)?;
            self.spare.keep_side(side);
        }
        Ok(())
    }

    fn estimate(&self, own: usize, side: &mut Side) -> Estimate {
        let Side::Float(dictionary) = side else { return Estimate::unknown() };
        match self.goals[own].estimate(dictionary) {
            Some((value, duals)) => Estimate { value, duals: Some(duals) },
            None => Estimate::unknown(),
        }
    }

    /// What a value must exceed to be of interest.
    fn bar(&self) -> Option<&Rational> {
        self.found.as_ref().map(|(_, value)| value).or(self.better_than.as_ref())
    }

    /// Whether it is proved that nothing on the faces is better than the best value so far, or as
    /// good as is wanted.
    fn is_hopeless(&self, node: &Node<'_>, estimates: [&Estimate; 2]) -> bool {
        let Some(most) = self.bar().max(self.enough.as_ref()) else { return false };
        let about = estimates[0].value + estimates[1].value;
        let near = most.nearest_f64();
        if about > near + NEAR * (1.0 + near.abs()) {
            return false;
        }
        let mut sum = Rational::zero();
        for ((goal, side), estimate) in self.goals.iter().zip(node.sides).zip(estimates) {
            let bound = estimate.duals.as_ref().and_then(|d| goal.bound(side.fixed_labels(), d));
            let Some(bound) = bound else { return false };
            sum += &bound;
        }
        self.bar().is_some_and(|bar| sum <= *bar)
            || self.enough.as_ref().is_some_and(|enough| sum < *enough)
    }

    /// All pairs of these vertices are equilibria: keeps the best one if it is better.
    fn meet(&mut self, corners: &[Arc<Vec<Corner>>; 2]) -> Result<(), End> {
        let best = |player: usize| {
            let goal = &self.goals[player];
            let polytope = self.tree.fields[player].polytope;
            let value = |corner: &Corner| {
                goal.share().value(&corner.strategy, &polytope.payoff_against(&corner.strategy))
            };
            // The first of equally good ones
            corners[player]
                .iter()
                .map(|c| (value(c), c))
                .reduce(|a, b| if b.0 > a.0 { b } else { a })
        };
        let (Some((one, x)), Some((other, y))) = (best(0), best(1)) else { return Ok(()) };
        let mut value = one;
        value += &other;
        if self.bar().is_none_or(|bar| value > *bar) {
            let profile = Profile::new(vec![x.strategy.clone(), y.strategy.clone()]);
            let enough = self.enough.as_ref().is_some_and(|enough| value >= *enough);
            self.found = Some((profile, value));
            if enough {
                return Err(End::Enough);
            }
        }
        Ok(())
    }
}
