//! The equilibrium with the greatest or least value of an objective, by bounds in the tree.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

use super::bound::Goal;
use super::hunt::{Hunt, Steps};
use super::incumbent::{Incumbent, Place};
use super::side::{Field, Spare};
use super::tree::{Node, Tree};
use crate::certify::{Share, Step};
use crate::game::{Game, Labels, Objective, Payoffs, Polytope, Profile, Sense};
use crate::nash::method::{Arithmetic, Settings};
use crate::num::Rational;

/// What a search for the best equilibrium found.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::nash) struct Best {
    /// The best profile found and its value; `None` if there is none better than what was asked for.
    pub(in crate::nash) found: Option<(Profile<Rational>, Rational)>,
    /// Whether it is proved that there is none better (or that the value is enough).
    pub(in crate::nash) proved: bool,
    /// Nodes of the tree that were looked at.
    pub(in crate::nash) nodes: u64,
    /// The tree as a proof that there is none better, if it was wanted.
    pub(in crate::nash) steps: Option<Vec<Step>>,
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
///
/// What is found does not depend on the number of threads: of equally good equilibria it is the first
/// pure one, else the one that comes first in the tree. How many nodes are looked at does depend on
/// which thread finds what first.
pub(in crate::nash) fn search(
    payoffs: &Payoffs,
    objective: &Objective,
    sense: Sense,
    wanted: &Wanted,
    settings: &Settings<'_>,
) -> Option<Best> {
    let [rows, columns] = *payoffs.shape().strategies() else { return None };
    let [first, second] = Share::of(objective, sense, [rows, columns])?;
    let polytopes = [Polytope::of(payoffs, 0)?, Polytope::of(payoffs, 1)?];
    let goals = [Goal::new(&polytopes[0], first), Goal::new(&polytopes[1], second)];
    let (done, watch) = (AtomicU64::new(0), settings.watch);
    let stopped = AtomicBool::new(false);
    let go_on = || {
        let going = !stopped.load(Relaxed) && watch(done.load(Relaxed), 0);
        if !going {
            stopped.store(true, Relaxed);
        }
        going
    };
    // Floats that leave something open would prove nothing
    let arithmetic = match settings.arithmetic {
        Arithmetic::Float => Arithmetic::Hybrid,
        other => other,
    };
    let fields = [0, 1].map(|player: usize| Field::new(&polytopes[player], arithmetic));
    let tree = Tree { fields, go_on: &go_on };
    let signed = |value: &Option<Rational>| value.as_ref().map(|value| sense.signed(value));
    let incumbent = Incumbent::new(signed(&wanted.better_than), signed(&wanted.enough));
    if let Some(game) = payoffs.rational() {
        look_at_pure(payoffs, game, &goals, &incumbent);
    }
    let hunt = Hunt {
        tree: &tree,
        goals: &goals,
        first: first_labels(&goals, [rows, columns]),
        incumbent: &incumbent,
        spares: Mutex::default(),
        nodes: &done,
        proof: settings.proof,
    };
    let sides = tree.whole();
    let root = Node { sides: [&sides[0], &sides[1]], undecided: Labels::all(tree.labels()) };
    let natural = [goals[0].natural(Labels::default()), goals[1].natural(Labels::default())];
    let mut steps = Steps::new(settings.proof);
    let mut spare = Spare::default();
    let end = hunt.search(root, [&natural[0], &natural[1]], Place::ROOT, &mut steps, &mut spare);
    let found = incumbent.into_best().map(|(profile, value)| (profile, sense.signed(&value)));
    let nodes = done.load(Relaxed);
    Some(Best { found, proved: end.is_ok(), nodes, steps: steps.finish().filter(|_| end.is_ok()) })
}

/// Pure equilibria are there to be seen: the first of the best ones is where the search starts.
fn look_at_pure(
    payoffs: &Payoffs,
    game: &Game<Rational>,
    goals: &[Goal<'_>; 2],
    incumbent: &Incumbent,
) {
    let shape = payoffs.shape();
    let all = [0, 1].map(|player: usize| (0..shape.strategies()[player]).collect::<Vec<_>>());
    for index in 0..shape.profiles() {
        if (0..2).all(|player| payoffs.is_best(player, index, &all[player])) {
            let played = [0, 1].map(|player| shape.strategy(index, player));
            let mut value = goals[0].value_of_pure(played[0], &game.payoffs(1)[index]);
            value += &goals[1].value_of_pure(played[1], &game.payoffs(0)[index]);
            incumbent.offer(value, None, || Profile::pure(shape.strategies(), &played));
        }
    }
}

/// The label of the strategy that the objective is about, if it is just one that counts for more or
/// less than a player's others: deciding it splits the range of the objective.
fn first_labels(goals: &[Goal<'_>; 2], counts: [usize; 2]) -> Vec<usize> {
    let mut labels = Vec::new();
    for (player, goal) in goals.iter().enumerate() {
        let start = if player == 0 { 0 } else { counts[0] };
        for wanted in [true, false] {
            let such: Vec<usize> =
                (0..counts[player]).filter(|&s| goal.is_wanted(s) == Some(wanted)).collect();
            if let [only] = such[..] {
                labels.push(start + only);
            }
        }
    }
    labels
}
