//! The cheapest promises that let iterated elimination leave targets only: a search over what is removed when, by what.
//!
//! What is best is looked at first: a state is some strategies left, and what promises have to satisfy so far, whose
//! cheapest cost can only grow. Promises are to dominate by pure strategies; mixtures are used where they dominate
//! without promises.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::plan::{Plan, Step};
use super::program::{Cheapest, Stage, cheapest, parts};
use super::row::Row;
use super::wish::{MakeError, Wish};
use crate::certify::{Kind, Mixture};
use crate::dominance::{Among, Watch, standing};
use crate::game::Support;
use crate::num::{Rational, Ring};

/// States looked at before the search ends with what it has.
const MOST_STATES: u64 = 20_000;

/// The best order found, and whether it is proved that none is better.
pub(super) fn iterated(wish: &Wish<'_>, watch: Watch<'_>) -> Result<(Plan, bool), MakeError> {
    let mut search = Search::new(wish);
    let start = Node::start(wish);
    let mut best = search.dive(start.clone(), watch)?;
    let mut queue = BinaryHeap::from([Reverse(start)]);
    let mut seen: FxHashMap<Vec<Support>, Vec<Vec<u32>>> = FxHashMap::default();
    let (mut looked, mut complete) = (0, true);
    let mut bound: Option<Rational> = None;
    while let Some(Reverse(node)) = queue.pop() {
        if best.as_ref().is_some_and(|best| node.first.at_least >= best.first.cost) {
            break;
        }
        looked += 1;
        if looked > MOST_STATES || !watch(looked, looked + queue.len() as u64) {
            (complete, bound) = (false, Some(node.first.at_least.clone()));
            break;
        }
        let known = seen.entry(node.left.clone()).or_default();
        if known.iter().any(|rows| is_part(rows, &node.rows)) {
            continue;
        }
        known.push(node.rows.clone());
        for child in search.children(&node)? {
            if best.as_ref().is_some_and(|best| child.first.at_least >= best.first.cost) {
                continue;
            }
            let better = best.as_ref().is_none_or(|best| child.first.cost < best.first.cost);
            if better && wish.is_met_by(&child.left) {
                best = Some(child.clone());
            }
            queue.push(Reverse(child));
        }
    }
    let found = best.ok_or(if complete { MakeError::Impossible } else { MakeError::Stopped })?;
    let mut first = found.first.clone();
    first.at_least = match bound {
        Some(bound) => bound.min(first.cost.clone()),
        None if complete => first.at_least,
        None => Rational::zero(),
    };
    let rows = found.rows.iter().map(|&row| search.rows[row as usize].clone()).collect();
    Ok((Plan::new(wish, rows, found.steps, &first, None)?, complete))
}

/// Whether all of `part`, in order, is in `whole`.
fn is_part(part: &[u32], whole: &[u32]) -> bool {
    part.iter().all(|row| whole.binary_search(row).is_ok())
}

/// Strategies left, and what promises have to satisfy.
#[derive(Clone, Debug)]
struct Node {
    left: Vec<Support>,
    /// Numbers of rows, increasing.
    rows: Vec<u32>,
    first: Cheapest,
    steps: Vec<Step>,
}

impl Node {
    fn start(wish: &Wish<'_>) -> Self {
        let (left, first) = (wish.kept.clone(), Cheapest::nothing());
        Self { left, rows: Vec::new(), first, steps: Vec::new() }
    }

    fn size(&self) -> usize {
        self.left.iter().map(Vec::len).sum()
    }

    /// The cheapest first, then that with the fewest strategies left.
    fn key(&self) -> (&Rational, usize, &Vec<Support>, &Vec<u32>) {
        (&self.first.at_least, self.size(), &self.left, &self.rows)
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Node {}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Node {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// Rows by their number, and what is known about sets of them.
struct Search<'a> {
    wish: &'a Wish<'a>,
    rows: Vec<Row>,
    /// By player, rivals, strategy, and the mixture's number.
    numbers: FxHashMap<(usize, usize, usize, usize), u32>,
    mixtures: Vec<Mixture>,
    /// What rows of one part cost.
    costs: FxHashMap<Vec<u32>, Option<Cheapest>>,
    /// What dominates without promises.
    dominated: FxHashMap<(Vec<Support>, usize, usize), Option<Mixture>>,
}

impl<'a> Search<'a> {
    fn new(wish: &'a Wish<'a>) -> Self {
        Self {
            wish,
            rows: Vec::new(),
            numbers: FxHashMap::default(),
            mixtures: Vec::new(),
            costs: FxHashMap::default(),
            dominated: FxHashMap::default(),
        }
    }

    /// Always the cheapest child: an order to start with.
    fn dive(&mut self, start: Node, watch: Watch<'_>) -> Result<Option<Node>, MakeError> {
        let mut node = start;
        while !self.wish.is_met_by(&node.left) {
            if !watch(0, 1) {
                return Ok(None);
            }
            let Some(child) = self.children(&node)?.into_iter().min() else { return Ok(None) };
            node = child;
        }
        Ok(Some(node))
    }

    /// One strategy less, in all ways.
    fn children(&mut self, node: &Node) -> Result<Vec<Node>, MakeError> {
        let mut children = Vec::new();
        for player in 0..node.left.len() {
            for strategy in self.removable(node, player) {
                let own = node.left[player].iter().filter(|&&other| other != strategy);
                let mut better: Vec<Mixture> =
                    own.map(|&other| vec![(other, Rational::one())]).collect();
                better.extend(self.mixture(node, player, strategy));
                for by in better {
                    children.extend(self.child(node, player, strategy, by)?);
                }
            }
        }
        Ok(children)
    }

    /// What may be removed: never the last target of a player.
    fn removable(&self, node: &Node, player: usize) -> Support {
        let left = &node.left[player];
        if left.len() == 1 {
            return Support::new();
        }
        match &self.wish.targets[player] {
            None => left.clone(),
            Some(target) => {
                let targets = left.iter().filter(|s| target.contains(s)).count();
                left.iter().copied().filter(|s| targets > 1 || !target.contains(s)).collect()
            }
        }
    }

    /// A mixture that dominates strictly without promises.
    fn mixture(&mut self, node: &Node, player: usize, strategy: usize) -> Option<Mixture> {
        let key = (node.left.clone(), player, strategy);
        let found = self.dominated.entry(key).or_insert_with(|| {
            let found = standing(self.wish.payoffs, player, strategy, &node.left, Among::Mixtures);
            found.dominated_by(Kind::Strict).map(|(_, by)| by.clone()).filter(|by| by.len() > 1)
        });
        found.clone()
    }

    fn child(
        &mut self,
        node: &Node,
        player: usize,
        strategy: usize,
        by: Mixture,
    ) -> Result<Option<Node>, MakeError> {
        let shape = self.wish.payoffs.shape();
        let mut rows = node.rows.clone();
        for rivals in shape.rival_profiles_within(player, &node.left) {
            rows.push(self.number((player, rivals), strategy, &by)?);
        }
        rows.sort_unstable();
        rows.dedup();
        let Some(first) = self.cost(&rows)? else { return Ok(None) };
        let mut child = node.clone();
        child.left[player].retain(|&other| other != strategy);
        child.steps.push(Step { player, strategy, by });
        Ok(Some(Node { rows, first, ..child }))
    }

    fn number(
        &mut self,
        place: (usize, usize),
        strategy: usize,
        by: &Mixture,
    ) -> Result<u32, MakeError> {
        let known = self.mixtures.iter().position(|known| known == by);
        let mixture = known.unwrap_or_else(|| {
            self.mixtures.push(by.clone());
            self.mixtures.len() - 1
        });
        let key = (place.0, place.1, strategy, mixture);
        if let Some(&number) = self.numbers.get(&key) {
            return Ok(number);
        }
        let number = u32::try_from(self.rows.len()).expect("rows have 32 bits");
        self.rows.push(Row::new(self.wish, place, strategy, by.clone())?);
        self.numbers.insert(key, number);
        Ok(number)
    }

    /// What the rows cost, part by part; nothing if no promises satisfy them.
    fn cost(&mut self, rows: &[u32]) -> Result<Option<Cheapest>, MakeError> {
        let all: Vec<&Row> = rows.iter().map(|&row| &self.rows[row as usize]).collect();
        let mut sum = Cheapest::nothing();
        for places in parts(self.wish, &all) {
            let key: Vec<u32> = places.iter().map(|&place| rows[place]).collect();
            let known = match self.costs.get(&key) {
                Some(known) => known.clone(),
                None => {
                    let part: Vec<&Row> = places.iter().map(|&place| all[place]).collect();
                    let found = match cheapest(self.wish, &part, &Stage::First) {
                        Ok(found) => Some(Cheapest { amounts: Vec::new(), ..found }),
                        Err(MakeError::Impossible) => None,
                        Err(error) => return Err(error),
                    };
                    self.costs.insert(key, found.clone());
                    found
                }
            };
            let Some(known) = known else { return Ok(None) };
            sum.and(known, self.wish.least);
        }
        Ok(Some(sum))
    }
}
