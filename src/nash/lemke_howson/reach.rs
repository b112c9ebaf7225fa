//! Every equilibrium that paths lead to: from the point where nobody plays anything, and from each
//! equilibrium found, with every label, until nothing new is reached.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Field;
use super::label::Label;
use super::single::{End, walked};
use super::source::Lazy;
use super::walk::Clock;
use crate::nash::basis::{Basis, is_only_basis};
use crate::nash::method::{Arithmetic, Found, Path, Run, Stopped};
use crate::num::Rational;

/// Paths that run together.
const TOGETHER: usize = 64;

/// A point where paths end: a basis, and the number of its equilibrium. Degenerate equilibria may
/// have several bases.
struct Node {
    basis: Option<Basis>,
    equilibrium: Option<usize>,
    /// Of paths from here: where the equilibrium has several bases, floats do not tell them apart.
    arithmetic: Arithmetic,
    /// For each label, whether the path from here is known: its other end was here first.
    known: Vec<bool>,
}

pub(super) fn search(field: Field<'_>, run: &mut Run<'_>) -> Result<(), Stopped> {
    run.step(0, 1)?;
    let clock = Clock::new(run.watch());
    let asked = |pivots| clock.proceed(pivots);
    let dense = Lazy::new(field.game, field.counts).dense();
    let labels = field.labels();
    let mut nodes = vec![Node {
        basis: None,
        equilibrium: None,
        arithmetic: run.arithmetic(),
        known: vec![false; labels],
    }];
    let mut numbers: FxHashMap<Basis, usize> = FxHashMap::default();
    let mut profiles: FxHashMap<Vec<Vec<Rational>>, usize> = FxHashMap::default();
    let mut complete = true;
    let mut at = 0;
    while at < nodes.len() {
        for first in (0..labels).step_by(TOGETHER) {
            let node = &nodes[at];
            let open: Vec<usize> =
                (first..labels.min(first + TOGETHER)).filter(|&l| !node.known[l]).collect();
            let ends: Vec<Option<End>> = open
                .par_iter()
                .map(|&number| {
                    let label = Label::number(number, field.counts);
                    walked(field, node.basis.as_ref(), label, &dense, node.arithmetic, &asked)
                })
                .collect();
            for (label, end) in open.into_iter().zip(ends) {
                let Some(end) = end else {
                    complete = false;
                    continue;
                };
                let mut news = None;
                let to = match end.at {
                    None => 0,
                    Some((basis, profile, certificate)) => {
                        *numbers.entry(basis.clone()).or_insert_with(|| {
                            let exactly = run.arithmetic() == Arithmetic::Hybrid
                                && !is_only_basis(field.game, &basis, &profile);
                            let strategies: Vec<Vec<Rational>> = profile.iter().cloned().collect();
                            let equilibria = profiles.len();
                            let equilibrium = *profiles.entry(strategies).or_insert(equilibria);
                            if equilibrium == equilibria {
                                news = Some(Found::Certified(profile, certificate));
                            }
                            nodes.push(Node {
                                basis: Some(basis),
                                equilibrium: Some(equilibrium),
                                arithmetic: if exactly {
                                    Arithmetic::Exact
                                } else {
                                    run.arithmetic()
                                },
                                known: vec![false; labels],
                            });
                            nodes.len() - 1
                        })
                    }
                };
                nodes[at].known[label] = true;
                nodes[to].known[label] = true;
                let (from, to) = (nodes[at].equilibrium, nodes[to].equilibrium);
                run.paths.push(Path { label, from, to, pivots: end.pivots });
                if let Some(found) = news {
                    run.report(found)?;
                }
            }
            if clock.is_stopped() {
                return Err(Stopped);
            }
        }
        at += 1;
    }
    if complete { Ok(()) } else { Err(Stopped) }
}
