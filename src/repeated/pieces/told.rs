//! What was seen, as phases and the changes between them.

use rayon::prelude::*;

use super::held::Held;
use super::{
    Change, Closed, Look, PayoffSet, Phase, Phases, Seen, Standing, Survey, are_alike, critical,
    short_between,
};
use crate::num::{Rational, Ring};

/// Floats know so well where a set ceases to come about as it does.
const NEAR: f64 = 1e-9;

/// Whether sets are the same at both ends, so that they are in between.
fn is_constant(group: &[Seen]) -> bool {
    let exact = |set: &PayoffSet| set.standing == Standing::Exact;
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return false };
    let apart = first.set.discount < last.set.discount;
    apart && exact(&first.set) && exact(&last.set) && first.set.outer == last.set.outer
}

/// Around what floats say.
fn around(place: f64) -> Option<(Rational, Rational)> {
    Some((Rational::from_f64(place - NEAR)?, Rational::from_f64(place + NEAR)?))
}

impl Survey<'_> {
    /// Neighbours with the same shape together, and what changes between them.
    pub(super) fn told(&self, seen: Vec<Seen>, complete: bool, reaches: [bool; 2]) -> Phases {
        let (game, resolution) = (self.game, self.resolution);
        let mut groups: Vec<Vec<Seen>> = Vec::new();
        // Where nothing is known the changes around it are one
        for one in seen.into_iter().filter(|one| one.shape.is_known()) {
            let alike = |group: &[Seen]| {
                group[0].shape == one.shape
                    || self.goes_on()
                        && group.last().is_some_and(|last| are_alike(game, &last.set, &one.set))
            };
            match groups.last_mut().filter(|group| alike(group)) {
                Some(group) => group.push(one),
                None => groups.push(vec![one]),
            }
        }
        // What is so at one discount factor only, between two that are next to it, is the change itself
        let mut near = resolution.width.clone();
        near *= &Rational::integer(1 << 5);
        let apart = |a: &[Seen], b: &[Seen]| match (a.last(), b.first()) {
            (Some(a), Some(b)) => b.set.discount.minus(&a.set.discount) <= near,
            _ => false,
        };
        let alone = |place: usize| {
            groups[place].len() == 1
                && place > 0
                && place + 1 < groups.len()
                && apart(&groups[place - 1], &groups[place])
                && apart(&groups[place], &groups[place + 1])
        };
        let alone: Vec<bool> = (0..groups.len()).map(alone).collect();
        let mut alone = alone.into_iter();
        groups.retain(|_| alone.next() != Some(true));
        let samples: Vec<Option<Seen>> =
            (0..groups.len()).into_par_iter().map(|place| self.sample(&groups, place)).collect();
        for (group, sample) in groups.iter_mut().zip(samples) {
            if let Some(sample) = sample {
                let before = |one: &Seen| one.set.discount < sample.set.discount;
                group.insert(group.partition_point(before), sample);
            }
        }
        let changes: Vec<Change> = groups
            .par_windows(2)
            .filter_map(|pair| self.change_between(&pair[0], &pair[1]))
            .collect();
        let count = groups.len();
        let phase = |(place, group): (usize, &Vec<Seen>)| {
            let (first, last) = (&group[0].set, &group[group.len() - 1].set);
            let to_ends = (place == 0 && reaches[0]) || (place + 1 == count && reaches[1]);
            let constant = is_constant(group) || to_ends;
            let set = shortest(group).clone();
            Phase {
                seen: (first.discount.clone(), last.discount.clone()),
                closed: Closed::of(game, &set, constant),
                constant,
                settled: group.iter().all(|one| one.settled),
                looks: group.iter().map(look).collect(),
                set,
            }
        };
        let each: Vec<Phase> = groups.par_iter().enumerate().map(phase).collect();
        let mut each = each.into_iter();
        let mut phases: Vec<Phase> = each.next().into_iter().collect();
        let mut kept = Vec::new();
        for (next, change) in each.zip(changes) {
            match phases.last_mut().filter(|last| is_same(last, &next)) {
                Some(last) => {
                    last.seen.1 = next.seen.1;
                    last.looks.extend(next.looks);
                    last.settled &= next.settled;
                }
                None => {
                    phases.push(next);
                    kept.push(change);
                }
            }
        }
        let range = (resolution.low.clone(), resolution.high.clone());
        let complete = complete && self.goes_on();
        Phases { phases, changes: kept, range, reaches, complete }
    }

    /// A look at a discount factor that is as short to write as there are any well inside of a phase, between its neighbours; nothing if
    /// there is such a look already, or the set comes about in another way there.
    fn sample(&self, groups: &[Vec<Seen>], place: usize) -> Option<Seen> {
        let group = &groups[place];
        let shortest = &shortest(group).discount;
        if is_constant(group) || shortest.bits() <= SHORT || !self.goes_on() {
            return None;
        }
        let before = place.checked_sub(1).map_or(&group[..], |before| &groups[before]).last()?;
        let after = groups.get(place + 1).unwrap_or(group).first()?;
        let look = short_between(&before.set.discount, &after.set.discount, 2);
        if look.bits() >= shortest.bits() || before.set.discount >= after.set.discount {
            return None;
        }
        self.look(&look).filter(|one| one.settled && one.shape == group[0].shape)
    }

    /// What changes between two phases: in full, if time is left.
    fn change_between(&self, below: &[Seen], above: &[Seen]) -> Option<Change> {
        let (game, ends) = (self.game, (&below.last()?.set, &above.first()?.set));
        let between = (ends.0.discount.clone(), ends.1.discount.clone());
        // Far apart there may be more than one
        if between.1.minus(&between.0) > self.resolution.blurred() || !self.goes_on() {
            return Some(Change { between, root: None });
        }
        let sets = [(ends.0, is_constant(below)), (ends.1, is_constant(above))];
        let conditions = sets.map(|(set, constant)| critical::conditions(game, set, constant));
        // About there, else anywhere; where two solutions meet, floats know it to half of their digits
        let near = |place: usize| {
            let border = Held::of(game, sets[place].0).border(&sets[1 - place].0.discount)?;
            critical::only(&conditions[place], &around(border)?)
        };
        let root = near(1)
            .or_else(|| near(0))
            .or_else(|| critical::only(&conditions[1], &between))
            .or_else(|| critical::only(&conditions[0], &between))
            .or_else(|| critical::overtaken(game, sets, &between));
        Some(Change { between, root })
    }
}

fn look(one: &Seen) -> Look {
    Look { discount: one.set.discount.clone(), outer: one.set.outer.clone() }
}

/// Discount factors of so many bits are short.
const SHORT: usize = 8;

/// The set at a discount factor that is short to write, near the middle.
fn shortest(group: &[Seen]) -> &PayoffSet {
    let middle = group.len() / 2;
    let order =
        |&place: &usize| (group[place].set.discount.bits().max(SHORT), place.abs_diff(middle));
    &group[(0..group.len()).min_by_key(order).unwrap_or(middle)].set
}

/// Whether a set is the same in two phases, each of which it is the same all over in: how it comes about does not matter then.
fn is_same(one: &Phase, other: &Phase) -> bool {
    one.constant && other.constant && one.set.outer == other.set.outer
}
