//! How many paths there are.

use super::graph::Graph;
use super::stage::Stage;
use crate::digraph::Components;
use crate::num::{Rational, Ring};

/// How many paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Many {
    /// So many.
    Finite(Rational),
    /// As many as there are integers: each goes round one cycle in the end.
    Countable,
    /// As many as there are real numbers.
    Uncountable,
}

/// How the number of paths grows with their length.
#[derive(Clone, Debug, PartialEq)]
pub struct Growth {
    /// How many there are that never end.
    pub many: Many,
    /// How many different beginnings of 1, 2, … rounds they have.
    pub beginnings: Vec<Rational>,
    /// By what factor beginnings become more each round in the long run: at least, and at most.
    pub rate: [f64; 2],
    /// Whether, from each node that counts, what different profiles begin gives payoffs in boxes that do not meet.
    pub apart: bool,
}

/// Beginnings are counted up to so many rounds.
const ROUNDS: usize = 10;
/// Steps of the search for a rate.
const STEPS: usize = 400;
/// What rounding may do to a quotient of sums.
const ROUNDING: f64 = 1e-12;

impl Graph {
    /// How many walks there are.
    pub(super) fn growth(&self, stage: &Stage<'_>) -> Growth {
        let next =
            |node: usize, turn: u32| Some((self.arcs.get(node)?.get(turn as usize)?.1, turn + 1));
        let nodes = self.arcs.len();
        let components = Components::of(nodes, next, &|_| true);
        let number = components.map(|components| components.number).unwrap_or_default();
        let stays = |node: usize| {
            self.arcs[node].iter().filter(|(_, next)| number[*next] == number[node]).count()
        };
        let stays: Vec<usize> = (0..nodes).map(stays).collect();
        let many = if stays.iter().any(|&arcs| arcs > 1) {
            Many::Uncountable
        } else if (0..nodes).any(|node| stays[node] == 1 && self.arcs[node].len() > 1) {
            Many::Countable
        } else {
            // Nothing branches once it is on a cycle: after as many rounds as there are nodes all are different
            Many::Finite(self.beginnings(nodes + 1).pop().unwrap_or_else(Rational::zero))
        };
        let (rate, fastest) = self.rate(&number);
        let apart = self.apart(stage, &fastest);
        Growth { many, beginnings: self.beginnings(ROUNDS), rate, apart }
    }

    fn beginnings(&self, rounds: usize) -> Vec<Rational> {
        let mut ways = vec![Rational::zero(); self.arcs.len()];
        if let Some(first) = ways.first_mut() {
            *first = Rational::one();
        }
        let mut all = Vec::new();
        for _ in 0..rounds {
            let mut later = vec![Rational::zero(); ways.len()];
            for (ways, arcs) in ways.iter().zip(&self.arcs) {
                for &(_, next) in arcs.iter().filter(|_| !ways.is_zero()) {
                    later[next] += ways;
                }
            }
            ways = later;
            let mut sum = Rational::zero();
            for ways in &ways {
                sum += ways;
            }
            all.push(sum);
        }
        all
    }

    /// The greatest of the rates of strong components, between the least and the greatest quotient of sums of a positive vector
    /// (Collatz and Wielandt), and the nodes of the component that has it.
    fn rate(&self, number: &[u32]) -> ([f64; 2], Vec<usize>) {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (node, &group) in number.iter().enumerate() {
            let group = group as usize;
            groups.resize_with(groups.len().max(group + 1), Vec::new);
            groups[group].push(node);
        }
        let mut rate = [0.0, 0.0];
        let mut fastest = Vec::new();
        let mut weight = vec![1.0_f64; self.arcs.len()];
        for group in groups {
            let inside = |node: usize| {
                let arcs = self.arcs[node].iter();
                arcs.filter(move |(_, next)| number[*next] == number[node])
            };
            if group.iter().all(|&node| inside(node).next().is_none()) {
                continue;
            }
            let mut ends = [0.0, f64::INFINITY];
            for _ in 0..STEPS {
                let sums: Vec<f64> = group
                    .iter()
                    .map(|&node| inside(node).map(|(_, next)| weight[*next]).sum())
                    .collect();
                let quotients = || group.iter().zip(&sums).map(|(&node, sum)| sum / weight[node]);
                let low = quotients().fold(f64::INFINITY, f64::min) * (1.0 - ROUNDING);
                let high = quotients().fold(0.0, f64::max) * (1.0 + ROUNDING);
                ends = [ends[0].max(low), ends[1].min(high)];
                if ends[1] - ends[0] <= 4.0 * ROUNDING * ends[1] {
                    break;
                }
                // With a loop at each node added there are no cycles of weights
                let greatest =
                    group.iter().zip(&sums).map(|(&n, sum)| sum + weight[n]).fold(0.0, f64::max);
                for (&node, sum) in group.iter().zip(&sums) {
                    weight[node] = ((sum + weight[node]) / greatest).max(f64::MIN_POSITIVE);
                }
            }
            if group.iter().all(|&node| inside(node).count() == 1) {
                ends = [1.0, 1.0];
            }
            if ends[0] > rate[0] {
                fastest = group;
            }
            rate = [rate[0].max(ends[0]), rate[1].max(ends[1])];
        }
        (rate, fastest)
    }

    /// Whether what different profiles begin gives payoffs in boxes that do not meet, from each of these nodes.
    fn apart(&self, stage: &Stage<'_>, nodes: &[usize]) -> bool {
        let ranges: Vec<Vec<[f64; 2]>> =
            (0..stage.players()).map(|player| self.ranges(stage, player)).collect();
        let meet = |a: &(usize, usize), b: &(usize, usize)| {
            (0..stage.players()).all(|player| {
                let [own, other] = [a, b].map(|&(profile, next)| {
                    let now = stage.now(player, profile).f64_bounds();
                    let discount = stage.discounts[player].f64_bounds();
                    let [low, high] = ranges[player][next];
                    let later =
                        [low * discount.0, low * discount.1, high * discount.0, high * discount.1];
                    let least = later.iter().copied().fold(f64::INFINITY, f64::min).next_down();
                    let greatest =
                        later.iter().copied().fold(f64::NEG_INFINITY, f64::max).next_up();
                    [(now.0 + least).next_down(), (now.1 + greatest).next_up()]
                });
                own[0] <= other[1] && other[0] <= own[1]
            })
        };
        nodes.iter().all(|&node| {
            let arcs = &self.arcs[node];
            (0..arcs.len()).all(|b| (0..b).all(|a| !meet(&arcs[a], &arcs[b])))
        })
    }
}
