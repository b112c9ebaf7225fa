//! The tree on several threads, with the same results as on one.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

use super::side::{Field, Side, Spare};
use super::tree::{Harvest, Node, Stop, Tree};
use crate::certify::Step;
use crate::game::{Labels, Mixed, Profile};
use crate::nash::method::{Coverage, Found, Run, Stopped};
use crate::num::Rational;

/// Games with fewer strategies than this in all are searched on one thread.
const WORTH_THREADS: usize = 20;

/// Subtrees below this depth are searched apart from each other.
const DEPTH: usize = 9;

/// What is left of both polytopes at a node, and the labels still to be decided.
struct Subtree {
    sides: [Side; 2],
    undecided: Labels,
}

/// Part of the tree: searched already, or to be.
enum Part {
    Done(Harvest),
    Below(Box<Subtree>),
}

pub(super) fn search(fields: [Field<'_>; 2], run: &mut Run<'_>) -> Result<Coverage, Stopped> {
    let (watch, proof) = (run.watch(), run.wants_proof());
    let (done, total) = (AtomicUsize::new(0), AtomicUsize::new(1));
    let stopped = AtomicBool::new(false);
    let go_on = || {
        let going =
            !stopped.load(Relaxed) && watch(done.load(Relaxed) as u64, total.load(Relaxed) as u64);
        if !going {
            stopped.store(true, Relaxed);
        }
        going
    };
    let tree = Tree { fields, go_on: &go_on };
    let (parts, ending) = split(&tree, proof);
    total.store(parts.len(), Relaxed);
    let threads = if parts.len() == 1 { 1 } else { rayon::current_num_threads() };
    let mut gathered = Gathered::new(run, proof);
    gathered.ended = ending.is_err();
    let gathered = Mutex::new(gathered);
    let parts: Vec<Mutex<Option<Part>>> =
        parts.into_iter().map(|part| Mutex::new(Some(part))).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut spare = Spare::default();
        loop {
            // Each number is handed out once
            let number = next.fetch_add(1, Relaxed);
            let part = parts.get(number).and_then(|part| part.lock().ok()?.take());
            let Some(part) = part else { break };
            let (harvest, ending) = match part {
                Part::Done(harvest) => (harvest, Ok(())),
                Part::Below(subtree) => below(&tree, &subtree, proof, &mut spare),
            };
            done.fetch_add(1, Relaxed);
            let Ok(mut gathered) = gathered.lock() else { break };
            gathered.ended |= ending.is_err();
            if gathered.take(number, harvest).is_err() {
                stopped.store(true, Relaxed);
            }
        }
    };
    if threads == 1 {
        work();
    } else {
        rayon::scope(|scope| (0..threads).for_each(|_| scope.spawn(|_| work())));
    }
    gathered.into_inner().map_err(|_| Stopped)?.finish()
}

/// The top of the tree searched, and what is below it in order.
fn split(tree: &Tree<'_>, proof: bool) -> (Vec<Part>, Result<(), Stop>) {
    let sides = tree.whole();
    let root = Node { sides: [&sides[0], &sides[1]], undecided: Labels::all(tree.labels()) };
    let depth = if tree.labels() < WORTH_THREADS { usize::MAX } else { DEPTH };
    let mut parts = Vec::new();
    let mut harvest = Harvest::new(proof);
    let ending =
        tree.search(root, depth, &mut harvest, &mut Spare::default(), &mut |node, harvest| {
            parts.push(Part::Done(std::mem::replace(harvest, Harvest::new(proof))));
            let Node { sides: [first, second], undecided } = node;
            let sides = [first.clone(), second.clone()];
            parts.push(Part::Below(Box::new(Subtree { sides, undecided })));
            Ok(())
        });
    parts.push(Part::Done(harvest));
    (parts, ending)
}

fn below(
    tree: &Tree<'_>,
    subtree: &Subtree,
    proof: bool,
    spare: &mut Spare,
) -> (Harvest, Result<(), Stop>) {
    let mut harvest = Harvest::new(proof);
    if !(tree.go_on)() {
        return (harvest, Err(Stop));
    }
    let Subtree { sides, undecided } = subtree;
    let node = Node { sides: [&sides[0], &sides[1]], undecided: *undecided };
    let ending = tree.search(node, usize::MAX, &mut harvest, spare, &mut |_, _| Ok(()));
    (harvest, ending)
}

/// What the parts found, put together in their order.
struct Gathered<'a, 'b> {
    run: &'a mut Run<'b>,
    /// Parts that came before their turn.
    waiting: BTreeMap<usize, Harvest>,
    turn: usize,
    /// Numbers of the strategies of each player that were found.
    numbers: [HashMap<Mixed<Rational>, usize>; 2],
    seen: HashSet<[usize; 2]>,
    steps: Option<Vec<Step>>,
    unsettled: bool,
    /// Whether some part was not searched to its end.
    ended: bool,
    full: bool,
}

impl<'a, 'b> Gathered<'a, 'b> {
    fn new(run: &'a mut Run<'b>, proof: bool) -> Self {
        Self {
            run,
            waiting: BTreeMap::new(),
            turn: 0,
            numbers: Default::default(),
            seen: HashSet::new(),
            steps: proof.then(Vec::new),
            unsettled: false,
            ended: false,
            full: false,
        }
    }

    /// Takes in what part `number` found, and reports what can be reported in order.
    fn take(&mut self, number: usize, harvest: Harvest) -> Result<(), Stopped> {
        self.waiting.insert(number, harvest);
        while let Some(harvest) = self.waiting.remove(&self.turn) {
            self.turn += 1;
            self.report(harvest)?;
        }
        Ok(())
    }

    fn report(&mut self, harvest: Harvest) -> Result<(), Stopped> {
        if self.full {
            return Err(Stopped);
        }
        self.unsettled |= harvest.unsettled;
        if let (Some(steps), Some(more)) = (&mut self.steps, harvest.steps) {
            steps.extend(more);
        }
        for [first, second] in harvest.subsets {
            for x in &*first {
                for y in &*second {
                    let pair = [self.number(0, &x.strategy), self.number(1, &y.strategy)];
                    if self.seen.insert(pair) {
                        let profile = Profile::new(vec![x.strategy.clone(), y.strategy.clone()]);
                        if self.run.report(Found::Exact(profile)).is_err() {
                            self.full = true;
                            return Err(Stopped);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn number(&mut self, player: usize, strategy: &Mixed<Rational>) -> usize {
        let numbers = &mut self.numbers[player];
        let next = numbers.len();
        *numbers.entry(strategy.clone()).or_insert(next)
    }

    fn finish(self) -> Result<Coverage, Stopped> {
        let Self { run, steps, unsettled, ended, full, .. } = self;
        if ended || full {
            return Err(Stopped);
        }
        run.proof = steps.filter(|_| !unsettled);
        Ok(if unsettled { Coverage::Some } else { Coverage::All })
    }
}
