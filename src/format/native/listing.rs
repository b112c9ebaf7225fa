//! Payoffs listed, profile by profile, while a table is read.

use crate::formula::{Expr, Node as ExprNode};
use crate::game::Shape;
use crate::model::{Payoff, Table};
use crate::num::Rational;
use crate::text::Span;

/// Payoffs of some players, profile by profile.
pub(super) struct Listing {
    /// Whose: players in the order of the columns.
    pub(super) players: Vec<usize>,
    /// `[player][profile]`
    pub(super) cells: Vec<Vec<Option<Expr>>>,
    /// Where the row for a profile stands.
    pub(super) rows: Vec<Option<Span>>,
}

impl Listing {
    pub(super) fn new(players: Vec<usize>, shape: &Shape) -> Self {
        let cells = vec![vec![None; shape.profiles()]; players.len()];
        Self { players, cells, rows: vec![None; shape.profiles()] }
    }

    pub(super) fn into_payoffs(self) -> Vec<(usize, Payoff)> {
        let convert = |cells: Vec<Option<Expr>>| {
            let cells: Vec<Expr> = cells.into_iter().flatten().collect();
            let numbers: Option<Vec<Rational>> = cells
                .iter()
                .map(|cell| match &cell.node {
                    ExprNode::Number(value) => Some(value.clone()),
                    ExprNode::Negative(inner) => match &inner.node {
                        ExprNode::Number(value) => Some(value.negated()),
                        _ => None,
                    },
                    _ => None,
                })
                .collect();
            Payoff::Table(numbers.map_or(Table::Formulas(cells), Table::Numbers))
        };
        self.players.into_iter().zip(self.cells.into_iter().map(convert)).collect()
    }
}
