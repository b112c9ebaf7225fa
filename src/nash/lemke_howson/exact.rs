//! The same paths in exact arithmetic: two tableaux kept free of fractions, every tie broken by the
//! lexicographic rule, so that no basis ever comes back.

use super::label::Label;
use super::path::{Reached, complement};
use super::side::Variable;
use super::source::shift;
use crate::game::Game;
use crate::linalg::Tableau;
use crate::nash::basis::Basis;
use crate::num::{Rational, Ring};

/// The tableaux where nobody plays anything: every path starts from a copy.
#[derive(Clone, Debug)]
pub(super) struct Start {
    tableaux: [Tableau; 2],
    counts: [usize; 2],
}

impl Start {
    /// For player `p` the system Σ x(i) b(i, j) + s(j) = 1, where b are the rival's payoffs, moved
    /// until they are positive.
    pub(super) fn new(game: &Game<Rational>, counts: [usize; 2]) -> Self {
        let tableaux = [0, 1].map(|player| {
            let payoffs = game.payoffs(1 - player);
            let shift = shift(payoffs);
            let at = |own: usize, rival: usize| {
                let profile = if player == 0 { [own, rival] } else { [rival, own] };
                let mut payoff = game.payoff(1 - player, &profile).clone();
                payoff += &shift;
                payoff
            };
            let rows: Vec<Vec<Rational>> = (0..counts[1 - player])
                .map(|rival| {
                    let line = (0..counts[player]).map(|own| at(own, rival));
                    line.chain([Rational::one()]).collect()
                })
                .collect();
            Tableau::new(&rows, &[])
        });
        Self { tableaux, counts }
    }

    /// The path that starts where nobody plays anything.
    pub(super) fn path(&self, missing: Label) -> ExactPath {
        ExactPath {
            tableaux: self.tableaux.clone(),
            counts: self.counts,
            missing,
            next: Some((missing.player, Variable::Own(missing.strategy))),
            pivots: 0,
        }
    }

    /// The path that starts at an equilibrium's basis.
    pub(super) fn from(&self, basis: &Basis, missing: Label) -> Option<ExactPath> {
        let Label { player, strategy } = missing;
        let next = if basis.support[player].contains(&strategy) {
            (1 - player, Variable::Slack(strategy))
        } else {
            (player, Variable::Own(strategy))
        };
        self.resumed(basis, missing, Some(next), 0)
    }

    /// A path in the middle: `None` if the basis is none, or not a lexicographically feasible one.
    pub(super) fn resumed(
        &self,
        basis: &Basis,
        missing: Label,
        next: Option<(usize, Variable)>,
        pivots: u64,
    ) -> Option<ExactPath> {
        let mut tableaux = self.tableaux.clone();
        for (player, tableau) in tableaux.iter_mut().enumerate() {
            let own = self.counts[player];
            let mut waiting: Vec<usize> = basis.support[player].clone();
            let mut leaving: Vec<usize> = basis.tight[player].iter().map(|j| own + j).collect();
            // Exchange what can be exchanged, until nothing is left
            while let Some(enters) = waiting.pop() {
                let column = tableau.column_of(enters)?;
                let row = (0..tableau.rows()).find(|&row| {
                    leaving.contains(&tableau.basic()[row])
                        && tableau.sign(row, column) != crate::num::Sign::Zero
                })?;
                leaving.retain(|&variable| variable != tableau.basic()[row]);
                tableau.pivot(row, column);
            }
            if !leaving.is_empty() || !lexicographically_positive(tableau, own) {
                return None;
            }
        }
        Some(ExactPath { tableaux, counts: self.counts, missing, next, pivots })
    }
}

/// Whether every right-hand side is positive when those of the original system are disturbed by
/// tiny amounts, the earlier the larger.
fn lexicographically_positive(tableau: &Tableau, own: usize) -> bool {
    use crate::num::Sign;
    (0..tableau.rows()).all(|row| {
        let mut sign = tableau.sign(row, tableau.columns());
        let mut slack = own;
        while sign == Sign::Zero && slack < own + tableau.rows() {
            sign = match tableau.column_of(slack) {
                Some(column) => tableau.sign(row, column),
                None if tableau.basic()[row] == slack => Sign::Positive,
                None => Sign::Zero,
            };
            slack += 1;
        }
        sign == Sign::Positive
    })
}

/// A path of complementary pivots on which only one label may be missing.
#[derive(Clone, Debug)]
pub(super) struct ExactPath {
    tableaux: [Tableau; 2],
    counts: [usize; 2],
    missing: Label,
    next: Option<(usize, Variable)>,
    pub(super) pivots: u64,
}

impl ExactPath {
    /// Goes on until the end, or until there are `cap` pivots in all.
    pub(super) fn advance(&mut self, cap: u64) -> Reached {
        while let Some((side, enters)) = self.next {
            if self.pivots >= cap {
                return Reached::Cap;
            }
            let Some(left) = self.pivot(side, enters) else { return Reached::Lost };
            self.pivots += 1;
            self.next = complement(side, left, self.missing);
        }
        let basis = self.basis();
        if basis.support.iter().any(Vec::is_empty) {
            Reached::Nothing
        } else {
            Reached::Equilibrium(basis)
        }
    }

    fn pivot(&mut self, side: usize, enters: Variable) -> Option<Variable> {
        let own = self.counts[side];
        let tableau = &mut self.tableaux[side];
        let number = match enters {
            Variable::Own(i) => i,
            Variable::Slack(j) => own + j,
        };
        let column = tableau.column_of(number)?;
        let reference: Vec<usize> = (own..own + tableau.rows()).collect();
        let row = tableau.leaving_row(column, &reference, |_| true)?;
        let left = tableau.basic()[row];
        tableau.pivot(row, column);
        Some(if left < own { Variable::Own(left) } else { Variable::Slack(left - own) })
    }

    fn basis(&self) -> Basis {
        let mut basis = Basis { support: [vec![], vec![]], tight: [vec![], vec![]] };
        for (player, tableau) in self.tableaux.iter().enumerate() {
            let own = self.counts[player];
            let unknowns = tableau.basic().iter().copied().filter(|&v| v < own);
            basis.support[player] = unknowns.collect();
            let slacks = tableau.nonbasic().iter().copied().filter(|&v| v >= own);
            basis.tight[player] = slacks.map(|v| v - own).collect();
        }
        basis.sorted()
    }

    /// What both players play where the path is, the whole brought to 1.
    pub(super) fn profile(&self) -> Option<[Vec<Rational>; 2]> {
        let strategy = |tableau: &Tableau| {
            let mut x = tableau.unknowns();
            let mut sum = Rational::zero();
            for probability in &x {
                sum += probability;
            }
            let factor = sum.recip()?;
            for probability in &mut x {
                *probability *= &factor;
            }
            Some(x)
        };
        Some([strategy(&self.tableaux[0])?, strategy(&self.tableaux[1])?])
    }
}
