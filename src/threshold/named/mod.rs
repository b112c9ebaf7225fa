//! Of all payoffs that are equal at a change, those on which the answer hangs.

#[cfg(test)]
mod tests;

use super::line::Part;
use super::pair::Pair;
use super::zero::Zero;
use crate::answer::{Condition, Decision};
use crate::game::Support;
use crate::model::Parametric;

/// What pairs are judged by.
pub(super) struct Naming<'a> {
    pub(super) condition: &'a Condition,
    pub(super) of: &'a Parametric,
    /// For each player the strategies that count.
    pub(super) kept: &'a [Support],
}

/// What may change from one answer to another.
type Sides<'a> = [Option<&'a Decision>; 3];

impl Naming<'_> {
    /// Names at each change a pair of payoffs that are equal there: one of a strategy that enters or leaves the answer, and of
    /// best responses, if there is such a pair.
    pub(super) fn name(&self, parts: &mut [Part]) {
        let decision = |part: &Part| match part {
            Part::Cell(cell) => Some(cell.decision.clone()),
            Part::Point(point) => point.decision.clone().ok(),
            Part::Gap(_) => None,
        };
        let decisions: Vec<Option<Decision>> = parts.iter().map(decision).collect();
        for (place, part) in parts.iter_mut().enumerate() {
            let zero = match part {
                Part::Point(point) => &mut point.zero,
                Part::Gap(gap) => match &mut gap.inside {
                    Some(point) => &mut point.zero,
                    None => continue,
                },
                Part::Cell(_) => continue,
            };
            let beside = |place: Option<usize>| decisions.get(place?)?.as_ref();
            let sides =
                [beside(place.checked_sub(1)), decisions[place].as_ref(), beside(Some(place + 1))];
            if let Some(pair) = self.chosen(zero, sides) {
                zero.pair = Some(pair);
            }
        }
    }

    fn chosen(&self, zero: &Zero, sides: Sides<'_>) -> Option<Pair> {
        let [_, _, ..] = &zero.ties[..] else { return None };
        let rank = |pair: &&Pair| (!self.is_touched(**pair, sides), !self.is_best(**pair, zero));
        zero.ties.iter().min_by_key(rank).copied()
    }

    /// Whether the answer may change since this pair does.
    fn is_touched(&self, pair: Pair, sides: Sides<'_>) -> bool {
        let shape = self.of.shape();
        let known: Vec<&Decision> = sides.into_iter().flatten().collect();
        let own = [pair.first, pair.second].map(|index| shape.strategy(index, pair.player));
        let differs = |has: &dyn Fn(&Decision) -> bool| {
            known.iter().any(|&one| has(one)) && !known.iter().all(|&one| has(one))
        };
        match known.first() {
            Some(Decision::Profiles(_)) => [pair.first, pair.second].iter().any(|&index| {
                let profile = shape.profile(index);
                differs(&|one| matches!(one, Decision::Profiles(found) if found.contains(&profile)))
            }),
            Some(Decision::Survivors(_)) => own.iter().any(|strategy| {
                let has = |left: &[Support]| left[pair.player].contains(strategy);
                differs(&|one| matches!(one, Decision::Survivors(left) if has(left)))
            }),
            _ => self.condition.target().is_none_or(|(player, target)| {
                player == pair.player && target.contains(&own[0]) != target.contains(&own[1])
            }),
        }
    }

    /// Whether none of the player's other strategies is better there.
    fn is_best(&self, pair: Pair, zero: &Zero) -> bool {
        let values = zero.near(self.of);
        let value = |index| self.of.output(pair.player, index).and_then(|id| values.get(id));
        let Some(tied) = value(pair.first) else { return false };
        let others = self.kept[pair.player].iter();
        let mut others = others.map(|&own| self.of.shape().with(pair.first, pair.player, own));
        others.all(|other| value(other).is_none_or(|other| other.lo() <= tied.hi()))
    }
}
