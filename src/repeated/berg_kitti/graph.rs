//! Paths as walks in a graph: each node says how much each player must get from there on.

use std::collections::{HashMap, HashSet};

use super::floats::{Floats, floats};
use super::stage::{Stage, on_grid};
use crate::num::Rational;

/// Which paths are to be walks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Only such as nobody gains by leaving.
    Inner,
    /// All of these.
    Outer,
}

/// How large a graph may grow.
#[derive(Clone)]
pub(super) struct Size {
    /// Nodes up to which needs are exact;
    pub(super) exact: usize,
    /// those of further ones are multiples of this part of the range of payoffs.
    pub(super) step: Rational,
    /// Nodes at most.
    pub(super) most: usize,
    /// Rounds after a profile that its needs are followed at most.
    pub(super) length: usize,
}

/// Nodes between two questions whether to go on.
const BETWEEN: usize = 256;
/// Times that nodes are dropped whose needs cannot be met,
const ROUNDS: usize = 8;
/// by bounds that are improved so often at most.
const SWEEPS: usize = 60;

/// Paths are the walks from the first node that never end.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    /// What each player must get from a node on.
    pub(super) need: Vec<Vec<Rational>>,
    /// A profile, and the node after it.
    pub(super) arcs: Vec<Vec<(usize, usize)>>,
}

impl Graph {
    pub(super) fn is_empty(&self) -> bool {
        self.arcs.is_empty()
    }

    /// All paths, whether anybody gains by leaving them or not.
    pub(super) fn free(stage: &Stage<'_>) -> Self {
        let arcs = (0..stage.profiles()).map(|profile| (profile, 0)).collect();
        Self { need: vec![stage.least.clone()], arcs: vec![arcs] }
    }

    /// Follows what each profile asks of what comes after it, until nothing new is asked. The outer graph asks less where it rounds,
    /// the inner one more. Nothing when `go_on` says no.
    ///
    /// A need r before a profile leaves (r − (1 − δ) u) / δ after it, beside what that profile asks itself: the distance to what a
    /// path gives grows by 1 / δ each round, so that what is not asked exactly is soon given anyway, or cannot be.
    pub(super) fn build(
        stage: &Stage<'_>,
        threats: &[Rational],
        side: Side,
        size: &Size,
        go_on: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let asked = stage.asked(threats);
        let steps = stage.parts(&size.step);
        let mut graph = Self { need: vec![stage.least.clone()], arcs: vec![Vec::new()] };
        let mut depths = vec![0_usize];
        let mut places: HashMap<Vec<Rational>, usize> = HashMap::new();
        // What may come first, and what needs fall back to
        let mut first = vec![None; stage.profiles()];
        for (profile, asked) in asked.iter().enumerate() {
            if !stage.may_give(asked) {
                continue;
            }
            let place = *places.entry(asked.clone()).or_insert_with(|| {
                graph.need.push(asked.clone());
                graph.arcs.push(Vec::new());
                depths.push(1);
                graph.need.len() - 1
            });
            first[profile] = Some(place);
            graph.arcs[0].push((profile, place));
        }
        let mut near: Vec<Vec<f64>> = graph.need.iter().map(|need| floats(need)).collect();
        let mut whole = vec![true; graph.need.len()];
        let about = Floats::new(stage, &asked);
        let mut node = 1;
        while node < graph.need.len() {
            if node.is_multiple_of(BETWEEN) && !go_on() {
                return None;
            }
            for profile in 0..stage.profiles() {
                let Some(again) = first[profile] else { continue };
                let asked = &asked[profile];
                // What is far from equal is decided in floats
                let guess = about.left(profile, &near[node]);
                if about.is_too_much(&guess) {
                    continue;
                }
                if guess.iter().all(|(_, settled)| *settled == Some(false)) {
                    graph.arcs[node].push((profile, again));
                    continue;
                }
                let left = |player: usize| {
                    if guess[player].1 == Some(false) {
                        return asked[player].clone();
                    }
                    stage
                        .left(player, profile, &graph.need[node][player])
                        .max(asked[player].clone())
                };
                let mut need: Vec<Rational> = (0..stage.players()).map(left).collect();
                if !stage.may_give(&need) {
                    continue;
                }
                let mut found = if whole[node] { places.get(&need).copied() } else { None };
                let rounds =
                    !whole[node] || depths[node] >= size.length || graph.need.len() >= size.exact;
                if found.is_none() && rounds {
                    for (player, need) in need.iter_mut().enumerate() {
                        if *need > asked[player] {
                            let up = side == Side::Inner;
                            let near = on_grid(need, &steps[player], &stage.least[player], up);
                            *need = near.max(asked[player].clone());
                        }
                    }
                    if side == Side::Inner && !stage.may_give(&need) {
                        continue;
                    }
                    found = places.get(&need).copied();
                    if found.is_none() && graph.need.len() >= size.most {
                        match side {
                            Side::Inner => continue,
                            Side::Outer => found = Some(again),
                        }
                    }
                }
                let place = found.unwrap_or_else(|| {
                    near.push(floats(&need));
                    whole.push(!rounds);
                    graph.need.push(need.clone());
                    graph.arcs.push(Vec::new());
                    depths.push(depths[node] + 1);
                    places.insert(need, graph.need.len() - 1);
                    graph.need.len() - 1
                });
                graph.arcs[node].push((profile, place));
            }
            node += 1;
        }
        graph.prune(vec![true; graph.arcs.len()]);
        for _ in 0..ROUNDS {
            if graph.is_empty() || !graph.drop_unreachable(stage) {
                break;
            }
        }
        Some(graph)
    }

    /// Drops nodes that ask for more than any walk from them gives; whether there were any.
    fn drop_unreachable(&mut self, stage: &Stage<'_>) -> bool {
        let mut keeps = vec![true; self.arcs.len()];
        for player in 0..stage.players() {
            let most = self.bound(stage, player, true);
            for (node, most) in most.iter().enumerate().skip(1) {
                if self.need[node][player].f64_bounds().0 > *most {
                    keeps[node] = false;
                }
            }
        }
        if keeps.iter().all(|&keeps| keeps) {
            return false;
        }
        self.prune(keeps);
        true
    }

    /// A bound of what walks from each node give a player at most, or at least.
    fn bound(&self, stage: &Stage<'_>, player: usize, greatest: bool) -> Vec<f64> {
        // What is least is the greatest of what is lost
        let ends = |number: &Rational| {
            let (low, high) = number.f64_bounds();
            if greatest { high } else { -low }
        };
        let top = ends(if greatest { &stage.most[player] } else { &stage.least[player] });
        let mut most = vec![top; self.arcs.len()];
        let now: Vec<f64> =
            (0..stage.profiles()).map(|profile| ends(&stage.now(player, profile))).collect();
        let (low, high) = stage.discounts[player].f64_bounds();
        let up = |now: f64, later: f64| {
            let later = if later > 0.0 { high * later } else { low * later }.next_up();
            (now + later).next_up()
        };
        for _ in 0..SWEEPS {
            let mut changed = false;
            for (node, arcs) in self.arcs.iter().enumerate().rev() {
                let best = arcs.iter().map(|&(profile, next)| up(now[profile], most[next]));
                let best = best.fold(f64::NEG_INFINITY, f64::max);
                if best < most[node] {
                    most[node] = best;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        most
    }

    /// Bounds of what walks from each node give a player.
    pub(super) fn ranges(&self, stage: &Stage<'_>, player: usize) -> Vec<[f64; 2]> {
        let least = self.bound(stage, player, false).into_iter().map(|lost| -lost);
        least.zip(self.bound(stage, player, true)).map(|(low, high)| [low, high]).collect()
    }

    /// Keeps nodes that are reached from the first one and from which play goes on for ever.
    fn prune(&mut self, mut keeps: Vec<bool>) {
        let count = self.arcs.len();
        let mut before = vec![Vec::new(); count];
        let mut left = vec![0_usize; count];
        for (node, arcs) in self.arcs.iter().enumerate() {
            for &(_, next) in arcs {
                before[next].push(node);
                left[node] += usize::from(keeps[next]);
            }
        }
        let mut ends: Vec<usize> = (0..count).filter(|&n| keeps[n] && left[n] == 0).collect();
        while let Some(node) = ends.pop() {
            keeps[node] = false;
            for &earlier in &before[node] {
                if keeps[earlier] {
                    left[earlier] -= 1;
                    if left[earlier] == 0 {
                        ends.push(earlier);
                    }
                }
            }
        }
        let mut names = vec![None; count];
        let mut order = Vec::new();
        if keeps.first() == Some(&true) {
            names[0] = Some(0);
            order.push(0);
        }
        let mut seen = 0;
        while let Some(&node) = order.get(seen) {
            seen += 1;
            for &(_, next) in &self.arcs[node] {
                if keeps[next] && names[next].is_none() {
                    names[next] = Some(order.len());
                    order.push(next);
                }
            }
        }
        let arcs = |node: &usize| {
            let arcs = self.arcs[*node].iter();
            arcs.filter_map(|&(profile, next)| Some((profile, names[next]?))).collect()
        };
        let arcs = order.iter().map(arcs).collect();
        self.need = order.iter().map(|&node| self.need[node].clone()).collect();
        self.arcs = arcs;
    }

    /// One node for all from which the same may be played, with all that their needs promise.
    pub(super) fn merged(&self) -> Self {
        let mut class = vec![0_usize; self.arcs.len()];
        let mut count = 1.min(self.arcs.len());
        loop {
            let mut names: HashMap<Vec<(usize, usize)>, usize> = HashMap::new();
            let mut finer = Vec::with_capacity(class.len());
            for (node, arcs) in self.arcs.iter().enumerate() {
                let mut key: Vec<(usize, usize)> =
                    arcs.iter().map(|&(profile, next)| (profile, class[next])).collect();
                key.sort_unstable();
                key.push((usize::MAX, class[node]));
                let new = names.len();
                finer.push(*names.entry(key).or_insert(new));
            }
            class = finer;
            if names.len() == count {
                break;
            }
            count = names.len();
        }
        let mut need: Vec<Option<Vec<Rational>>> = vec![None; count];
        let mut arcs = vec![Vec::new(); count];
        for (node, &place) in class.iter().enumerate() {
            match &mut need[place] {
                Some(need) => {
                    for (all, own) in need.iter_mut().zip(&self.need[node]) {
                        if *own > *all {
                            *all = own.clone();
                        }
                    }
                }
                empty => {
                    *empty = Some(self.need[node].clone());
                    arcs[place] = self.arcs[node]
                        .iter()
                        .map(|&(profile, next)| (profile, class[next]))
                        .collect();
                    arcs[place].sort_unstable();
                }
            }
        }
        Self { need: need.into_iter().flatten().collect(), arcs }
    }

    /// Whether walks of both are the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        if self.is_empty() || other.is_empty() {
            return self.is_empty() && other.is_empty();
        }
        let mut pairs = HashSet::from([(0, 0)]);
        let mut open = vec![(0, 0)];
        while let Some((a, b)) = open.pop() {
            let sorted = |arcs: &[(usize, usize)]| {
                let mut arcs = arcs.to_vec();
                arcs.sort_unstable();
                arcs
            };
            let (ours, theirs) = (sorted(&self.arcs[a]), sorted(&other.arcs[b]));
            if ours.len() != theirs.len() {
                return false;
            }
            for (own, their) in ours.iter().zip(&theirs) {
                if own.0 != their.0 {
                    return false;
                }
                if pairs.insert((own.1, their.1)) {
                    open.push((own.1, their.1));
                }
            }
        }
        true
    }
}
