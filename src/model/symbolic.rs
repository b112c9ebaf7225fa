//! All payoffs as functions of the parameters.

use super::elaborate::Elaborator;
use super::parts::Model;
use crate::formula::{Graph, Id, Tape};

/// The payoffs of a model in one graph whose inputs are the parameters, numbered as in the model.
#[derive(Clone, Debug)]
pub struct Symbolic {
    /// The nodes; more may be added (gains, derivatives).
    pub graph: Graph,
    /// `[player][profile]`, profiles in the order of [`Shape`](crate::game::Shape).
    pub payoffs: Vec<Vec<Id>>,
}

impl Model {
    /// The payoffs as functions of the parameters.
    ///
    /// # Complexity
    /// As [`Model::at`], without the arithmetic.
    pub fn symbolic(&self) -> Symbolic {
        let shape = self.shape();
        let (mut graph, mut elaborator) = self.symbolic_elaborator();
        let mut payoffs = vec![Vec::with_capacity(shape.profiles()); shape.players()];
        for index in 0..shape.profiles() {
            for (player, list) in payoffs.iter_mut().enumerate() {
                list.push(elaborator.payoff(&mut graph, player, index));
            }
        }
        Symbolic { graph, payoffs }
    }

    /// An empty graph and an elaborator that leaves parameters as inputs.
    pub(super) fn symbolic_elaborator(&self) -> (Graph, Elaborator<'_>) {
        let mut graph = Graph::new();
        let inputs = (0..self.parameters.len())
            .map(|parameter| graph.input(u32::try_from(parameter).expect("parameters are few")))
            .collect();
        (graph, Elaborator::new(self, inputs))
    }
}

impl Symbolic {
    /// Code that computes all payoffs at many points: for each point player by player, for each
    /// player profile by profile.
    pub fn tape(&self) -> Tape {
        let roots: Vec<Id> = self.payoffs.iter().flatten().copied().collect();
        Tape::new(&self.graph, &roots)
    }
}
