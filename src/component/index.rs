//! The index of a component, by a disturbance that makes the game nondegenerate.
//!
//! With positive payoffs A and B, equilibria are the pairs of points of {x ≥ 0, Bᵀx ≤ 1} and
//! {y ≥ 0, Ay ≤ 1}, other than (0, 0), in which each strategy is unplayed or a best response. Adding
//! ε, ε², … to the right sides amounts to dividing each strategy's payoffs by nearly 1, and leaves
//! only finitely many equilibria, each with supports I and J of equal size k and index
//! (−1)^(k+1) sign det A(I, J) det B(I, J). The index of a component is the sum over those that
//! come from it. Strategies that are nowhere a best response in a component do not matter there.

use super::Limit;
use super::bases::{is_feasible, visit};
use super::graph::{Graph, Part};
use crate::game::{Game, Profile, Support};
use crate::linalg::{Fractions, Matrix, Minors};
use crate::num::{Rational, Ring, Sign};
use rayon::prelude::*;
use std::cell::Cell;
use std::cmp::Ordering;

/// An extreme strategy of one player.
pub(super) struct Point {
    /// Strategies played.
    pub(super) support: Support,
    /// The other player's best responses.
    pub(super) best: Support,
    /// What the other player gets.
    pub(super) value: Rational,
}

/// Payoffs of both players, own strategy first, and the extreme strategies.
pub(super) struct Prepared {
    /// Positive.
    payoffs: [Matrix<Rational>; 2],
    /// Of each player's payoffs: first player's strategies by second player's.
    minors: [Minors; 2],
    /// Of each player.
    pub(super) points: [Vec<Point>; 2],
}

impl Prepared {
    /// `Err` with the number of a profile that is no equilibrium.
    pub(super) fn new(
        game: &Game<Rational>,
        equilibria: &[Profile<Rational>],
        graph: &Graph,
    ) -> Result<Self, usize> {
        let payoffs = [0, 1].map(|player| own_payoffs(game, player));
        let points = [0, 1].map(|player| {
            let rows: Vec<Fractions> =
                payoffs[1 - player].iter_rows().map(Fractions::new).collect();
            graph.first[player]
                .par_iter()
                .map(|&number| {
                    let profile = &equilibria[number];
                    let played = (0..rows.len()).find(|&i| !profile[1 - player][i].is_zero());
                    Point::new(&profile[player], &rows, played.unwrap_or(0))
                })
                .collect::<Vec<Point>>()
        });
        for (number, &[x, y]) in graph.edges.iter().enumerate() {
            let (x, y) = (&points[0][x], &points[1][y]);
            if !is_within(&x.support, &y.best) || !is_within(&y.support, &x.best) {
                return Err(number);
            }
        }
        let payoffs = payoffs.map(positive);
        let minors = [Minors::new(&payoffs[0]), Minors::new(&payoffs[1].transposed())];
        Ok(Self { payoffs, minors, points })
    }

    /// The index of a component. At most `limit` bases are looked at for each player.
    pub(super) fn index(
        &self,
        graph: &Graph,
        part: &Part,
        limit: usize,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<i64, Limit> {
        if let [equilibrium] = part.equilibria[..] {
            let [x, y] = graph.edges[equilibrium];
            let (x, y) = (&self.points[0][x], &self.points[1][y]);
            if x.best.len() == y.best.len() && x.best == y.support && y.best == x.support {
                return Ok(self.sign(&x.support, &y.support));
            }
        }
        let local = Local::new(self, graph, part);
        let mut orders = [0, 1];
        orders.sort_by_key(|&player| local.effort(player));
        let sum = |player| local.index(player, limit, go_on);
        sum(orders[0]).or_else(|_| if go_on() { sum(orders[1]) } else { Err(Limit::Time) })
    }

    /// The index of a nondegenerate equilibrium with these supports.
    fn sign(&self, rows: &[usize], columns: &[usize]) -> i64 {
        let number = |sign: Sign| match sign {
            Sign::Positive => 1,
            Sign::Zero => 0,
            Sign::Negative => -1,
        };
        let even = if rows.len().is_multiple_of(2) { -1 } else { 1 };
        let signs = self.minors.iter().map(|minors| number(minors.sign(rows, columns)));
        even * signs.product::<i64>()
    }
}

impl Point {
    /// `rows`: the other player's payoffs for each of their strategies; `played` is one that should
    /// be a best response.
    fn new(strategy: &[Rational], rows: &[Fractions], played: usize) -> Self {
        let support = (0..strategy.len()).filter(|&i| !strategy[i].is_zero()).collect();
        let strategy = Fractions::new(strategy);
        let mut value = rows[played].dot(&strategy);
        let mut best = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            match row.compare_dot(&strategy, &value) {
                Ordering::Less => {}
                Ordering::Equal => best.push(number),
                Ordering::Greater => {
                    value = row.dot(&strategy);
                    best = vec![number];
                }
            }
        }
        Self { support, best, value }
    }
}

/// A component, and the strategies that matter in it.
struct Local<'a> {
    whole: &'a Prepared,
    graph: &'a Graph,
    part: &'a Part,
    /// Of each player, those that are best responses somewhere.
    kept: [Support; 2],
}

impl<'a> Local<'a> {
    fn new(whole: &'a Prepared, graph: &'a Graph, part: &'a Part) -> Self {
        let kept = [0, 1].map(|player| {
            let others = part.points[1 - player].iter();
            let best = others.flat_map(|&point| &whole.points[1 - player][point].best);
            let mut kept: Support = best.copied().collect();
            kept.sort_unstable();
            kept.dedup();
            kept
        });
        Self { whole, graph, part, kept }
    }

    /// About how many bases the vertices of `player` have at most.
    fn effort(&self, player: usize) -> usize {
        let own = self.kept[player].len();
        let bases = |point: &Point| {
            // The binomial coefficient: excess + own choose excess
            let excess = point.best.len().saturating_sub(point.support.len());
            (1..=excess).fold(1_usize, |product, k| product.saturating_mul(own + k) / k)
        };
        let points = self.part.points[player].iter();
        points.map(|&p| bases(&self.whole.points[player][p])).fold(0, usize::saturating_add)
    }

    /// Goes through all bases of the vertices of `player`, and looks which are completed by one of
    /// the other player.
    fn index(
        &self,
        player: usize,
        limit: usize,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<i64, Limit> {
        let other = 1 - player;
        let place = |kept: &[usize], i: &usize| kept.binary_search(i).unwrap_or(usize::MAX);
        let mut neighbours = vec![Vec::new(); self.part.points[player].len()];
        for &equilibrium in &self.part.equilibria {
            let edge = self.graph.edges[equilibrium];
            neighbours[place(&self.part.points[player], &edge[player])].push(edge[other]);
        }
        let (mut sum, mut count) = (0, 0);
        let reached = Cell::new(Limit::Time);
        for (&number, neighbours) in self.part.points[player].iter().zip(&neighbours) {
            let point = &self.whole.points[player][number];
            let mut visitor = |played: &[usize], equal: &[usize]| {
                count += 1;
                if count > limit {
                    reached.set(Limit::Bases(limit));
                    return false;
                }
                if !go_on() {
                    return false;
                }
                let mut pair: [Support; 2] = [Vec::new(), Vec::new()];
                pair[player] = played.iter().map(|&i| self.kept[player][i]).collect();
                pair[other] = equal.iter().map(|&j| point.best[j]).collect();
                if self.is_completed(other, neighbours, &pair) {
                    sum += self.whole.sign(&pair[0], &pair[1]);
                }
                true
            };
            if point.support.len() == point.best.len() {
                // Nothing to disturb: the only basis
                let played: Vec<usize> =
                    point.support.iter().map(|i| place(&self.kept[player], i)).collect();
                let equal: Vec<usize> = (0..point.best.len()).collect();
                if !visitor(&played, &equal) {
                    return Err(reached.get());
                }
                continue;
            }
            let payoffs = &self.whole.payoffs[other];
            let rows: Vec<Vec<Rational>> = point
                .best
                .iter()
                .map(|&j| self.kept[player].iter().map(|&i| payoffs[(j, i)].clone()).collect())
                .collect();
            let support: Vec<usize> =
                point.support.iter().map(|i| place(&self.kept[player], i)).collect();
            visit(&rows, &support, &mut visitor).map_err(|_| reached.get())?;
        }
        Ok(sum)
    }

    /// Whether the supports of `pair` are those of an equilibrium of the disturbed game, as far as
    /// `player` is concerned, whose strategy can come from one of `points` only.
    fn is_completed(&self, player: usize, points: &[usize], pair: &[Support; 2]) -> bool {
        let (own, other) = (&pair[player], &pair[1 - player]);
        let found = points
            .iter()
            .map(|&point| &self.whole.points[player][point])
            .find(|point| is_within(&point.support, own) && is_within(other, &point.best));
        let Some(point) = found else { return false };
        if point.support.len() == point.best.len() {
            return true;
        }
        let payoffs = &self.whole.payoffs[1 - player];
        let rows: Vec<Vec<Rational>> = point
            .best
            .iter()
            .map(|&j| own.iter().map(|&i| payoffs[(j, i)].clone()).collect())
            .collect();
        let equal: Vec<usize> = (0..point.best.len())
            .filter(|&place| other.binary_search(&point.best[place]).is_ok())
            .collect();
        is_feasible(&rows, &equal)
    }
}

/// Own strategy first.
fn own_payoffs(game: &Game<Rational>, player: usize) -> Matrix<Rational> {
    let (own, other) = (game.strategies()[player], game.strategies()[1 - player]);
    let entry = |i: usize, j: usize| {
        game.payoff(player, &if player == 0 { [i, j] } else { [j, i] }).clone()
    };
    let entries = (0..own).flat_map(|i| (0..other).map(move |j| (i, j)));
    Matrix::new(own, other, entries.map(|(i, j)| entry(i, j)).collect())
        .expect("players have strategies")
}

/// The same payoffs plus what makes all of them positive.
fn positive(payoffs: Matrix<Rational>) -> Matrix<Rational> {
    let least = payoffs.entries().iter().min().cloned().unwrap_or_else(Rational::zero);
    if least.signum() == Sign::Positive {
        return payoffs;
    }
    let mut spread = payoffs.entries().iter().max().cloned().unwrap_or_else(Rational::one);
    spread -= &least;
    if spread.is_zero() {
        spread = Rational::one();
    }
    spread -= &least;
    payoffs.map(|payoff| {
        let mut sum = payoff.clone();
        sum += &spread;
        sum
    })
}

/// Whether a set is within another; both increasing.
fn is_within(set: &[usize], other: &[usize]) -> bool {
    set.len() <= other.len() && set.iter().all(|i| other.binary_search(i).is_ok())
}
