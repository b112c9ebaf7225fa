//! The value of a helper in a profile: a payoff that a game of its own gives.

use super::parts::{Helper, Model, Payoff};
use super::query::{Parsed, Parser};
use super::{MixedChoice, Restriction};
use crate::formula::{BinaryNode, Expr, Leaf, Node};
use crate::num::{Rational, Ring};
use crate::text::{Code, Span, similar};

/// Whether a helper, or one that it names, depends on whose payoff is being given.
fn speaks_of_self(helpers: &[Helper], helper: usize) -> bool {
    let mut seen = vec![false; helpers.len()];
    let mut next = vec![helper];
    let mut found = false;
    while let Some(helper) = next.pop() {
        if std::mem::replace(&mut seen[helper], true) {
            continue;
        }
        helpers[helper].formula.leaves(&mut |leaf| match leaf {
            Leaf::OwnParameter(_) | Leaf::SelfPlays(_) => found = true,
            Leaf::Helper(other) => next.push(*other),
            _ => {}
        });
    }
    found
}

impl Parser<'_> {
    /// A helper that has one value in a profile.
    pub(super) fn helper(&mut self) -> Parsed<usize> {
        let (name, span) = self.word("helper")?;
        let helpers = self.scope.helpers;
        let names = helpers.iter().map(|helper| helper.name.as_str());
        let Some(found) = names.clone().position(|other| other == name) else {
            let none = || "`[define]` gives names to formulas".to_owned();
            let help = similar(&name, "helper", names).unwrap_or_else(none);
            let message = format!("unknown helper `{name}`");
            return Err(self.text.problem(Code::UNKNOWN_NAME, span, message).help(help));
        };
        if speaks_of_self(helpers, found) {
            let message = format!("`{name}` has a value for each `self`, not one");
            let help = "write the player's name in the formula, or ask for `payoff(player)`";
            return Err(self.problem(span, message).help(help));
        }
        Ok(found)
    }
}

impl Model {
    /// The same game in which the first player is paid the helper in the profiles that `held` allows, and nobody is paid
    /// anything else: what the helper is worth elsewhere does not matter, not even whether it has a value there.
    #[must_use]
    pub(crate) fn paying(&self, helper: usize, held: &[Restriction]) -> Self {
        let whole = |node: Node| Expr { node, span: Span::default() };
        let zero = || whole(Node::Number(Rational::zero()));
        let played = |restriction: &Restriction| {
            let strategies = match &restriction.choice {
                MixedChoice::Among(support) => support.clone(),
                MixedChoice::Mixed(weights) => {
                    let mut support: Vec<usize> = weights.iter().map(|(one, _)| *one).collect();
                    support.sort_unstable();
                    support
                }
            };
            whole(Node::Leaf(Leaf::Plays { player: restriction.player, strategies }))
        };
        let both =
            |a: Expr, b: Expr| whole(Node::Binary(BinaryNode::Multiply, Box::new(a), Box::new(b)));
        let value = whole(Node::Leaf(Leaf::Helper(helper)));
        let condition = held.iter().map(played).reduce(both);
        let paid = match condition {
            Some(condition) => whole(Node::If(Box::new([condition, value, zero()]))),
            None => value,
        };
        let mut payoffs = vec![Payoff::Formula(paid)];
        payoffs.resize_with(self.players.len(), || Payoff::Formula(zero()));
        Self { payoffs, ..self.clone() }
    }
}
