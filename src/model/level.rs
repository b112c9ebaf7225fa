//! Payoffs that are compared with a number, written as payoffs that are compared with each other.

use super::Parametric;
use crate::formula::BinaryOp;
use crate::num::Rational;

impl Parametric {
    /// With so much taken from what a player earns with these strategies.
    ///
    /// # Complexity
    /// As [`Model::parametric`](super::Model::parametric).
    #[must_use]
    pub fn less(self, player: usize, strategies: &[usize], amount: &Rational) -> Self {
        let Self { shape, mut graph, axes, mut outputs, others, .. } = self;
        let amount = graph.number(amount.clone());
        for (index, output) in outputs[player].iter_mut().enumerate() {
            if strategies.contains(&shape.strategy(index, player)) {
                *output = output.map(|id| graph.binary(BinaryOp::Subtract, id, amount));
            }
        }
        Self::new(shape, graph, axes, outputs, others)
    }

    /// With a weighted sum of payoffs of some players as the payoff of one in a profile, and a number as that in another one.
    ///
    /// # Complexity
    /// As [`Model::parametric`](super::Model::parametric).
    #[must_use]
    pub fn weighed(
        self,
        whose: &[usize],
        weights: &[(usize, Rational)],
        (player, [profile, other]): (usize, [usize; 2]),
        number: &Rational,
    ) -> Self {
        let Self { shape, mut graph, axes, mut outputs, others, .. } = self;
        let mut sum = graph.integer(0);
        for &who in whose {
            for (index, weight) in weights {
                let Some(payoff) = outputs[who][*index] else { continue };
                let weight = graph.number(weight.clone());
                let term = graph.binary(BinaryOp::Multiply, weight, payoff);
                sum = graph.binary(BinaryOp::Add, sum, term);
            }
        }
        outputs[player][profile] = Some(sum);
        outputs[player][other] = Some(graph.number(number.clone()));
        Self::new(shape, graph, axes, outputs, others)
    }
}
