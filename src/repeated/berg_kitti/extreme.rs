//! The least and the greatest payoffs that walks give.

use super::graph::Graph;
use super::stage::Stage;
use crate::certify::Play;
use crate::num::{Rational, Ring};

/// The end of what walks give a player.
pub(super) struct Extreme {
    /// No walk gives less (or more).
    pub(super) bound: Rational,
    /// A walk that gives it, or nearly.
    pub(super) play: Play,
}

/// Improvements of a choice of arcs at most.
const IMPROVEMENTS: usize = 200;
/// What errors of rounding in one comparison are less than, as a part of the greatest payoff.
const ROUNDING: f64 = 1e-14;
/// Nodes in which ties are settled exactly, at most.
const TIED: usize = 200;
/// Digits of exact numbers end here: cycles that are longer are enclosed only.
const CYCLE: usize = 400;

impl Graph {
    /// The least that walks from the first node give a player, or the greatest; nothing of a graph without walks.
    ///
    /// Floats choose arcs; arcs that, with their errors, cannot be best are left out, and what remains is compared exactly.
    pub(super) fn extreme(
        &self,
        stage: &Stage<'_>,
        player: usize,
        greatest: bool,
    ) -> Option<Extreme> {
        if self.is_empty() {
            return None;
        }
        let sign = if greatest { -1.0 } else { 1.0 };
        let now: Vec<f64> = (0..stage.profiles())
            .map(|profile| sign * stage.now(player, profile).nearest_f64())
            .collect();
        let discount = stage.discounts[player].nearest_f64();
        let scale = [&stage.least[player], &stage.most[player]].map(|x| x.nearest_f64().abs());
        let rounding = ROUNDING * scale[0].max(scale[1]);
        let cost = |arc: &(usize, usize), worth: &[f64]| now[arc.0] + discount * worth[arc.1];
        let mut choice = vec![0_usize; self.arcs.len()];
        let mut worth = values(&self.arcs, &choice, &now, discount);
        for _ in 0..IMPROVEMENTS {
            let mut changed = false;
            for (node, arcs) in self.arcs.iter().enumerate() {
                let mut best = cost(&arcs[choice[node]], &worth) - rounding;
                for (place, arc) in arcs.iter().enumerate() {
                    if cost(arc, &worth) < best {
                        (best, choice[node], changed) = (cost(arc, &worth), place, true);
                    }
                }
            }
            if !changed {
                break;
            }
            worth = values(&self.arcs, &choice, &now, discount);
        }
        let mut off = rounding;
        for (node, arcs) in self.arcs.iter().enumerate() {
            let best = arcs.iter().map(|arc| cost(arc, &worth)).fold(f64::INFINITY, f64::min);
            off = off.max((worth[node] - best).abs() + rounding);
        }
        // Errors add up over all rounds
        let off = 2.0 * off / (1.0 - discount);
        let may = |node: usize, arc: &(usize, usize)| {
            cost(arc, &worth) - off - rounding <= worth[node] + off || !off.is_finite()
        };
        let kept = self.kept(&may);
        let bound = Rational::from_f64(sign * (worth[0] - off));
        if let Some(arcs) = kept
            && let Some(play) = exact(stage, player, greatest, &arcs)
        {
            let bound = play.worth(stage, player)[0].clone();
            return Some(Extreme { bound, play });
        }
        let play = followed(&self.arcs, &choice)?;
        Some(Extreme { bound: bound?, play })
    }

    /// The part of the graph that is reached by such arcs, from its first node on; nothing if it is large.
    fn kept(
        &self,
        may: &dyn Fn(usize, &(usize, usize)) -> bool,
    ) -> Option<Vec<Vec<(usize, usize)>>> {
        let mut names = vec![None; self.arcs.len()];
        names[0] = Some(0);
        let mut nodes = vec![0];
        let mut all = Vec::new();
        while let Some(&node) = nodes.get(all.len()) {
            let mut arcs = Vec::new();
            for arc in self.arcs[node].iter().filter(|arc| may(node, arc)) {
                let place = *names[arc.1].get_or_insert_with(|| {
                    nodes.push(arc.1);
                    nodes.len() - 1
                });
                arcs.push((arc.0, place));
            }
            all.push(arcs);
            if nodes.len() > TIED {
                return None;
            }
        }
        all.iter().all(|arcs| !arcs.is_empty()).then_some(all)
    }
}

/// The best walk of a small graph, exactly.
fn exact(
    stage: &Stage<'_>,
    player: usize,
    greatest: bool,
    arcs: &[Vec<(usize, usize)>],
) -> Option<Play> {
    let mut choice = vec![0_usize; arcs.len()];
    loop {
        let play = followed(arcs, &choice)?;
        if play.cycle.len() > CYCLE {
            return None;
        }
        if arcs.iter().all(|arcs| arcs.len() == 1) {
            return Some(play.short());
        }
        let worth: Vec<Rational> = (0..arcs.len())
            .map(|node| from(arcs, &choice, node).map(|play| play.worth(stage, player)[0].clone()))
            .collect::<Option<_>>()?;
        let mut changed = false;
        for (node, arcs) in arcs.iter().enumerate() {
            for (place, &(profile, next)) in arcs.iter().enumerate() {
                let mut other = stage.now(player, profile);
                other.add_product(&stage.discounts[player], &worth[next]);
                let better = if greatest { other > worth[node] } else { other < worth[node] };
                if better {
                    choice[node] = place;
                    changed = true;
                }
            }
        }
        if !changed {
            return Some(play.short());
        }
    }
}

fn followed(arcs: &[Vec<(usize, usize)>], choice: &[usize]) -> Option<Play> {
    from(arcs, choice, 0)
}

/// What is played when each node has one arc.
fn from(arcs: &[Vec<(usize, usize)>], choice: &[usize], start: usize) -> Option<Play> {
    let mut seen = vec![None; arcs.len()];
    let (mut node, mut played) = (start, Vec::new());
    while seen[node].is_none() {
        seen[node] = Some(played.len());
        let &(profile, next) = arcs[node].get(choice[node])?;
        played.push(profile);
        node = next;
    }
    let cycle = played.split_off(seen[node]?);
    Some(Play { lead: played, cycle })
}

/// What the chosen arcs give from each node on, in floats.
fn values(arcs: &[Vec<(usize, usize)>], choice: &[usize], now: &[f64], discount: f64) -> Vec<f64> {
    let mut worth = vec![f64::NAN; arcs.len()];
    let mut state = vec![0_u8; arcs.len()];
    for start in 0..arcs.len() {
        let (mut node, mut way) = (start, Vec::new());
        while state[node] == 0 {
            state[node] = 1;
            way.push(node);
            node = arcs[node][choice[node]].1;
        }
        if state[node] == 1 {
            // A new cycle, which begins here
            let first = way.iter().position(|&other| other == node).unwrap_or(0);
            let (mut sum, mut weight) = (0.0, 1.0);
            for &other in &way[first..] {
                sum += weight * now[arcs[other][choice[other]].0];
                weight *= discount;
            }
            worth[node] = sum / (1.0 - weight);
            state[node] = 2;
        }
        for &other in way.iter().rev() {
            let (profile, next) = arcs[other][choice[other]];
            if state[other] == 1 {
                worth[other] = now[profile] + discount * worth[next];
                state[other] = 2;
            }
        }
    }
    worth
}
