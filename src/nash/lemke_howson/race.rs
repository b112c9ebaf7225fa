//! Paths of all labels race, with caps that double: how long the path of one label is says little
//! about the next, and a short one is usually among them. Where none is, the caps are lost time; so
//! the first label's path runs beside them without a cap, as many pivots as all others together.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use rayon::prelude::*;

use super::Field;
use super::exact::Start;
use super::label::Label;
use super::path::{Reached, is_small};
use super::side::Source;
use super::single::walked;
use super::source::Lazy;
use super::table::Care;
use super::walk::{Clock, Leash, Walk};
use crate::certify::Certificate;
use crate::game::Profile;
use crate::nash::basis::{certified, proved_near};
use crate::nash::method::{Arithmetic, Found, Path, Run, Stopped};
use crate::num::Rational;

/// Pivots of each path in the first round.
const FIRST_CAP: u64 = 16;
/// Paths that are tried one by one before heats begin.
const SCOUTS: usize = 1;
/// Paths that run together.
const TOGETHER: usize = 16;

/// The winner is the path of the lowest label in the first heat in which one reaches an equilibrium,
/// whatever the number of threads.
pub(super) fn search(field: Field<'_>, run: &mut Run<'_>) -> Result<(), Stopped> {
    let won = watched(run, |asked| match run.arithmetic() {
        Arithmetic::Exact => {
            let start = Start::new(field.game, field.counts);
            let go = |walk: &mut Walk, cap, _| {
                let (profile, pivots) = walk.exact(&start, Leash { cap, watch: asked })?;
                let proof = certified(field.payoffs, Profile::new(profile.into()))?;
                Some((pivots, proof))
            };
            let mut race = Race::new(field, asked);
            race.scouts(&go).or_else(|| race.heats(&go, u64::MAX))
        }
        Arithmetic::Hybrid | Arithmetic::Float => in_floats(field, asked, u64::MAX),
    })?;
    let lost = || {
        // Floats are lost on every path
        let source = Lazy::new(field.game, field.counts);
        let first = Label::number(0, field.counts);
        watched(run, |asked| {
            let end = walked(field, None, first, &source, Arithmetic::Hybrid, asked)?;
            let (_, profile, certificate) = end.at?;
            Some((0, end.pivots, Found::Certified(profile, certificate)))
        })
    };
    let won = match won {
        None if run.arithmetic() == Arithmetic::Hybrid => lost()?,
        won => won,
    };
    tell(won.ok_or(Stopped)?, run)
}

/// Whether a path of at most about `cap` pivots reaches an equilibrium in floats; it is reported.
pub(super) fn short(field: Field<'_>, cap: u64, run: &mut Run<'_>) -> Result<bool, Stopped> {
    let won = watched(run, |asked| in_floats(field, asked, cap))?;
    won.map_or(Ok(false), |won| tell(won, run).map(|()| true))
}

/// What `race` comes to while it asks the caller whether to go on; [`Stopped`] if that ended it.
fn watched(
    run: &Run<'_>,
    race: impl FnOnce(&(dyn Fn(u64) -> bool + Sync)) -> Won,
) -> Result<Won, Stopped> {
    if !run.watch()(0, 1) {
        return Err(Stopped);
    }
    let clock = Clock::new(run.watch());
    let won = race(&|pivots| clock.proceed(pivots));
    if won.is_none() && clock.is_stopped() { Err(Stopped) } else { Ok(won) }
}

fn tell((label, pivots, found): (usize, u64, Found), run: &mut Run<'_>) -> Result<(), Stopped> {
    run.paths.push(Path { label, from: None, to: Some(0), pivots });
    run.report(found)
}

/// The label of the winning path, its pivots, and what it found.
type Won = Option<(usize, u64, Found)>;

/// Lets a walk go on to a cap, and keeps its numbers if told to: pivots and proof, if it reaches an
/// equilibrium. A walk whose end cannot be proved is over.
type Go<'a> =
    &'a (dyn Fn(&mut Walk, u64, bool) -> Option<(u64, (Profile<Rational>, Certificate))> + Sync);

fn in_floats(field: Field<'_>, asked: &(dyn Fn(u64) -> bool + Sync), last: u64) -> Won {
    fn go(
        field: Field<'_>,
        walk: &mut Walk,
        source: &impl Source,
        (leash, keep): (Leash<'_>, bool),
    ) -> Option<(u64, (Profile<Rational>, Certificate))> {
        let (before, small) = (walk.label(), is_small(field.counts));
        match walk.float(field.counts, source, leash, keep || small)? {
            (Reached::Equilibrium(basis), pivots) => {
                if let Some(proof) = proved_near(field.payoffs, field.game, &basis.sorted()) {
                    return Some((pivots, proof));
                }
            }
            (Reached::Cap, _) => return None,
            (Reached::Nothing | Reached::Lost, _) => {}
        }
        if small && let Some((label, Care::Round)) = before {
            // In its next turn, from the start
            *walk = Walk::Ready(label, Care::Fine);
        }
        None
    }
    let leash = |cap| Leash { cap, watch: asked };
    let mut race = Race::new(field, asked);
    let lazy = Lazy::new(field.game, field.counts);
    let first: Go<'_> = &|walk, cap, keep| go(field, walk, &lazy, (leash(cap), keep));
    let won = race.scouts(first).or_else(|| race.heats(first, FIRST_CAP.min(last)));
    if won.is_some() {
        return won;
    }
    // So many paths and none that short: now it pays to convert all payoffs
    let dense = lazy.dense();
    race.heats(&|walk, cap, keep| go(field, walk, &dense, (leash(cap), keep)), last)
}

struct Race<'a> {
    walks: Vec<Walk>,
    /// The cap of this round, and the label that is next in it.
    cap: u64,
    next: usize,
    /// Pivots that label 0 may make, which has no cap.
    allowed: u64,
    asked: &'a (dyn Fn(u64) -> bool + Sync),
}

impl<'a> Race<'a> {
    fn new(field: Field<'_>, asked: &'a (dyn Fn(u64) -> bool + Sync)) -> Self {
        let labels = (0..field.labels()).map(|number| Label::number(number, field.counts));
        let walks = labels.map(|label| Walk::Ready(label, Care::Round)).collect();
        Self { walks, cap: FIRST_CAP, next: SCOUTS, allowed: 0, asked }
    }

    /// The first few paths, one after the other.
    fn scouts(&mut self, go: Go<'_>) -> Won {
        self.walks.iter_mut().take(SCOUTS).enumerate().find_map(|(label, walk)| {
            go(walk, FIRST_CAP, false).map(|(pivots, proof)| won(label, pivots, proof))
        })
    }

    /// All paths, heat by heat and round by round, as long as the cap is at most `last`.
    fn heats(&mut self, go: Go<'_>, last: u64) -> Won {
        while self.cap <= last {
            while self.next < self.walks.len() {
                let end = (self.next + TOGETHER).min(self.walks.len());
                self.allowed += self.cap * (end - self.next) as u64;
                let (cap, allowed) = (self.cap, self.allowed);
                let decided = AtomicBool::new(false);
                let (first, others) = self.walks.split_at_mut(1);
                let first = first.first_mut()?;
                let start = self.next.max(1);
                let (uncapped, capped) = rayon::join(
                    || {
                        let end = go(first, allowed, true);
                        decided.store(end.is_some(), Relaxed);
                        end
                    },
                    || {
                        // The first path wins whatever the others find, which need not go on then
                        let heat = others[start - 1..end - 1].par_iter_mut();
                        let next = |walk| go(walk, cap, false);
                        heat.map(|walk| if decided.load(Relaxed) { None } else { next(walk) })
                            .collect::<Vec<_>>()
                    },
                );
                let mut ends = capped.into_iter().enumerate();
                let winner = uncapped.map(|(pivots, proof)| won(0, pivots, proof)).or_else(|| {
                    ends.find_map(|(place, end)| {
                        end.map(|(pivots, proof)| won(start + place, pivots, proof))
                    })
                });
                if winner.is_some() {
                    return winner;
                }
                self.next = end;
            }
            if self.walks.iter().all(|walk| matches!(walk, Walk::Over)) || !(self.asked)(0) {
                return None;
            }
            (self.cap, self.next) = (self.cap.saturating_mul(2), 0);
        }
        None
    }
}

fn won(
    label: usize,
    pivots: u64,
    (profile, certificate): (Profile<Rational>, Certificate),
) -> (usize, u64, Found) {
    (label, pivots, Found::Certified(profile, certificate))
}
