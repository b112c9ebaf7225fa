//! Automata that a file describes state by state.

use crate::formula::{Expr, Graph, Id, Leaf, Node};
use crate::game::{Automaton, Mixed, State};
use crate::model::elaborate::Elaborator;
use crate::model::scope::Declared;
use crate::model::{Group, Model, ModelScope};
use crate::num::Rational;

/// The names that formulas for the next state may use: states, strategies of the last round, `self` for the player's own, and the
/// group `others`.
#[derive(Clone, Debug)]
pub struct StateNames {
    names: Vec<(String, Declared)>,
    groups: Vec<Group>,
    player: [usize; 1],
}

impl StateNames {
    /// Of an automaton of `player` with these states.
    pub fn new<'a>(model: &Model, player: usize, states: impl Iterator<Item = &'a str>) -> Self {
        let names = states.enumerate();
        let names = names.map(|(place, name)| (name.to_owned(), Declared::Parameter(place)));
        let members = (0..model.players.len()).filter(|&other| other != player).collect();
        let mut groups = model.groups.clone();
        groups.push(Group { name: "others".to_owned(), members });
        Self { names: names.collect(), groups, player: [player] }
    }

    /// They, to read formulas.
    pub fn scope<'a>(&'a self, model: &'a Model) -> ModelScope<'a> {
        ModelScope {
            helpers: &[],
            players: &model.players,
            groups: &self.groups,
            names: &self.names,
            parameters: Some(&model.parameters),
            selves: &self.player,
            profile: true,
        }
    }

    /// Whether a formula says which state is next: a state, or `if(condition, next, next)`, where the condition is about strategies.
    pub fn is_next(formula: &Expr) -> bool {
        match &formula.node {
            Node::Leaf(leaf) => matches!(leaf, Leaf::Parameter(_)),
            Node::If(parts) => {
                let [condition, then, otherwise] = &**parts;
                let mut about_states = false;
                condition.leaves(&mut |leaf| about_states |= matches!(leaf, Leaf::Parameter(_)));
                !about_states && Self::is_next(then) && Self::is_next(otherwise)
            }
            _ => false,
        }
    }

    /// The automaton with these states, each with its name, what it plays and the formula for what is next, from the first one on;
    /// nothing where a formula has no value.
    pub fn automaton(
        &self,
        model: &Model,
        states: &[(String, Mixed<Rational>, Expr)],
        start: usize,
    ) -> Option<Automaton> {
        let [player] = self.player;
        let shape = model.shape();
        let mut graph = Graph::new();
        let numbers: Vec<Id> = (0_i64..).take(states.len()).map(|n| graph.integer(n)).collect();
        let mut elaborator = Elaborator::new(model, numbers);
        let mut found = Vec::new();
        for (name, plays, formula) in states {
            let mut next = Vec::new();
            for index in 0..shape.profiles() {
                let id = elaborator.formula(&mut graph, formula, player, index);
                next.push(usize::try_from(graph.as_number(id)?.to_i64()?).ok()?);
            }
            found.push(State { name: name.clone(), plays: plays.clone(), next });
        }
        Automaton::new(&shape, player, found, start)
    }
}
