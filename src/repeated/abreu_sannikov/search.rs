//! From exact sets over floats to a proof.

use super::guess::Guess;
use super::outer::Outer;
use super::proved::Proved;
use super::sieve::Sieve;
use super::stage::Stage;
use super::step::Step;
use super::{PayoffSet, Point, Settings, Standing};
use crate::certify::{Generated, is_whole};
use crate::game::{Game, Polygon};
use crate::num::{Rational, Ring};

/// Exact sets that are made to begin with: many come to an end at once.
const AT_ONCE: usize = 3;

/// Exact sets that are made once floats have told which profiles matter.
const AT_LAST: usize = 24;

/// Fractions may have so many more bits than twice those of payoffs, or of the limit, until exact sets are given up.
const LONGER: usize = 192;

/// Sets in floats that the limit is guessed from.
const GUESSES: usize = 20_000;

/// Shapes of the limit that are tried.
const SHAPES: usize = 3;

/// What falls short of a threshold by no more than this part of the range may reach it in the limit.
const SLACK: f64 = 1e-9;

/// Sets in floats without getting nearer, after which exact numbers go on.
const PATIENCE: usize = 24;

/// Exact sets that come nearer by less than this factor, so many times, come no nearer.
const NEARER: f64 = 0.999_999_9;
const IDLE: usize = 500;

/// Sets of which nothing is proved and whose size falls by less than this factor, as often, would take longer than anybody waits.
const SMALLER: f64 = 1.0 - 1e-9;

/// Distances, as payoffs are scaled here, at which it is tried whether what is proved is all: long before sets get as near as is wished.
const EARLY: [f64; 4] = [1e-2, 1e-3, 1e-5, 1e-8];

/// What sets in floats have led to.
enum Guessed<'a> {
    Whole(Box<PayoffSet>),
    /// What is proved, and a set around all as near to it as floats can tell. Nothing where the limit has no shape that could be proved.
    Part(Option<(Proved, Outer<'a>)>),
}

/// What came of making sets that contain all.
enum Approach {
    Whole(Box<PayoffSet>),
    Near,
    Far,
}

pub(super) struct Search<'a> {
    pub game: &'a Game<Rational>,
    pub discount: &'a Rational,
    pub settings: &'a Settings<'a>,
    pub stage: &'a Stage<Rational>,
    pub sieve: &'a Sieve,
    pub steps: usize,
}

impl<'a> Search<'a> {
    pub(super) fn run(&mut self) -> PayoffSet {
        let everything = (0..self.stage.own.len()).collect();
        let mut now = Step::first(self.stage, self.sieve, everything);
        let bits = now.bits();
        if let Some(found) = self.exactly(&mut now, AT_ONCE, bits) {
            return found;
        }
        let mut found = None;
        if self.sieve.is_useful() {
            found = match self.guessed(&now) {
                Guessed::Whole(found) => return *found,
                Guessed::Part(found) => found,
            };
            if let Some((proved, outer)) = &found {
                let gap = proved.gap(&polygon(outer));
                // What is left may come to an end exactly
                if proved.explicit {
                    let mut again = Step::first(self.stage, self.sieve, outer.active.clone());
                    if let Some(found) = self.exactly(&mut again, AT_LAST, proved.bits()) {
                        return found;
                    }
                }
                if gap <= self.settings.width {
                    let outer = polygon(outer);
                    return self.told(Some(proved.clone()), outer, Standing::Between(gap));
                }
                let threats = outer
                    .threats
                    .map(|threat| Rational::from_f64(threat).unwrap_or_else(Rational::zero));
                now = now.from(polygon(outer), outer.active.clone(), threats);
            }
        }
        self.slowly(now, found.map(|(proved, _)| proved))
    }

    /// Makes exact sets until they come to an end.
    fn exactly(&mut self, now: &mut Step<'_>, most: usize, bits: usize) -> Option<PayoffSet> {
        for _ in 0..most {
            let ended = now.advance(false);
            self.steps += 1;
            if now.set.vertices.is_empty() {
                return Some(self.told(None, Polygon::default(), Standing::Exact));
            }
            if ended {
                let proved = self.prove(&now.set.vertices, now)?;
                let same = proved.is_same(&now.set);
                return same.then(|| self.told(Some(proved), now.set.clone(), Standing::Exact));
            }
            if now.bits() > 2 * bits + LONGER || !self.goes_on() {
                return None;
            }
        }
        None
    }

    fn prove(&self, near: &[Point], now: &Step<'_>) -> Option<Proved> {
        Proved::new(self.game, self.discount, near, &now.generated, self.stage.range)
    }

    /// Vertices that floats have guessed, proved.
    fn guessed(&mut self, now: &Step<'a>) -> Guessed<'a> {
        let corners: Vec<[f64; 2]> = now
            .set
            .vertices
            .iter()
            .map(|point| [0, 1].map(|axis| point[axis].nearest_f64()))
            .collect();
        let threats = [0, 1].map(|axis| now.threats[axis].nearest_f64());
        let mut outer = Outer::new(self.sieve, &now.active, &corners, threats);
        let mut found: Option<Proved> = None;
        for slack in [None, Some(SLACK * self.stage.range)] {
            let floats = self.stage.floats(slack);
            let mut guess = Guess::new(&floats, self.sieve, &now.active, corners.clone(), threats);
            let mut last = Vec::new();
            for _ in 0..SHAPES {
                let Some(proved) = self.shape(&mut guess, &last) else { break };
                last.clone_from(&guess.generated);
                let near = match self.approach(&proved, &mut outer) {
                    Approach::Whole(found) => return Guessed::Whole(found),
                    Approach::Near => true,
                    Approach::Far => false,
                };
                let gap = |one: &Proved| one.about(&outer.corners);
                if near || found.as_ref().is_none_or(|one| gap(&proved) < gap(one)) {
                    found = Some(proved);
                }
                if near {
                    return Guessed::Part(found.map(|found| (found, outer)));
                }
            }
        }
        Guessed::Part(found.map(|found| (found, outer)))
    }

    /// The next shape of the guessed limit that can be proved, other than the last one.
    fn shape(&self, guess: &mut Guess<'_>, last: &[Generated]) -> Option<Proved> {
        let mut next_try = guess.steps + 2;
        for _ in 0..GUESSES.min(self.settings.steps) {
            let before = guess.corners.clone();
            let stable = guess.advance();
            let ended = before == guess.corners;
            if guess.corners.is_empty() || !self.goes_on() {
                return None;
            }
            let is_new = guess.generated != last;
            if ended && !is_new {
                return None;
            }
            if ended || (stable && is_new && guess.steps >= next_try) {
                let exact = |x: f64| Rational::from_f64(x).unwrap_or_else(Rational::zero);
                let near: Vec<Point> =
                    guess.corners.iter().map(|corner| corner.map(exact)).collect();
                let found = Proved::new(
                    self.game,
                    self.discount,
                    &near,
                    &guess.generated,
                    self.stage.range,
                );
                if found.is_some() || ended {
                    return found;
                }
                next_try = guess.steps * 3 / 2 + 1;
            }
        }
        None
    }

    /// Makes sets in floats until it can be proved that there is nothing more, or they are as near to what is proved as is wished.
    fn approach(&mut self, proved: &Proved, outer: &mut Outer<'_>) -> Approach {
        let wished = self.settings.width;
        let (mut least, mut idle) = (f64::INFINITY, 0);
        let mut passed = 0;
        while self.steps < self.settings.steps && self.goes_on() {
            let gap = proved.about(&outer.corners);
            let near = gap <= wished && proved.gap(&polygon(outer)) <= wished;
            let now = EARLY.iter().take_while(|early| gap <= **early).count();
            let early = now > passed;
            passed = passed.max(now);
            if (near || early)
                && let Some(found) = self.whole(proved, &polygon(outer))
            {
                return Approach::Whole(Box::new(found));
            }
            if near {
                return Approach::Near;
            }
            idle = if gap < least { 0 } else { idle + 1 };
            least = least.min(gap);
            let before = outer.corners.clone();
            if !outer.advance() || before == outer.corners || idle > PATIENCE {
                break;
            }
            self.steps += 1;
        }
        match self.whole(proved, &polygon(outer)) {
            Some(found) => Approach::Whole(Box::new(found)),
            None => Approach::Far,
        }
    }

    /// Makes sets with short numbers until they are near what is proved, or time is over.
    fn slowly(&mut self, mut now: Step<'_>, mut found: Option<Proved>) -> PayoffSet {
        let mut next_try = 0;
        let (mut least, mut idle) = (f64::INFINITY, 0);
        loop {
            let before = now.generated.clone();
            let ended = now.advance(true);
            self.steps += 1;
            if now.set.vertices.is_empty() {
                return self.told(None, Polygon::default(), Standing::Exact);
            }
            let stable = !now.generated.is_empty() && before == now.generated;
            // What was proved may be only a part of the set
            let far = found.as_ref().is_none_or(|one| one.gap(&now.set) > self.settings.width);
            if far && (ended || (stable && self.steps >= next_try)) {
                let gap = |one: &Proved| one.gap(&now.set);
                let other = self.prove(&now.set.vertices, &now);
                if let Some(other) = other
                    && found.as_ref().is_none_or(|one| gap(&other) < gap(one))
                {
                    if found.is_none() {
                        least = f64::INFINITY;
                    }
                    found = Some(other);
                }
                next_try = self.steps + self.steps / 4 + 1;
            }
            // What comes no nearer is proved to be a part only; sets of which nothing is proved may hardly shrink any more
            let (left, nearer) = match &found {
                Some(proved) => (proved.gap(&now.set), NEARER),
                None => (size(&now.set), SMALLER),
            };
            idle = if left < least * nearer { 0 } else { idle + 1 };
            least = least.min(left);
            if let Some(proved) = &found {
                let gap = left;
                let exact = ended && proved.is_same(&now.set);
                if exact || gap <= self.settings.width {
                    if let Some(found) = self.whole(proved, &now.set) {
                        return found;
                    }
                    let standing = if exact { Standing::Exact } else { Standing::Between(gap) };
                    return self.told(found, now.set, standing);
                }
            }
            if ended || idle > IDLE || self.steps >= self.settings.steps || !self.goes_on() {
                let standing = found
                    .as_ref()
                    .map_or(Standing::Outer, |proved| Standing::Between(proved.gap(&now.set)));
                return self.told(found, now.set, standing);
            }
        }
    }

    /// The answer, if what is proved is exact and can be proved to be all.
    fn whole(&self, proved: &Proved, outer: &Polygon) -> Option<PayoffSet> {
        let set = proved.set()?;
        is_whole(self.game, self.discount, &set, outer)
            .then(|| self.told(Some(proved.clone()), set, Standing::Exact))
    }

    fn goes_on(&self) -> bool {
        (self.settings.watch)(self.steps)
    }

    fn told(&self, found: Option<Proved>, outer: Polygon, standing: Standing) -> PayoffSet {
        // Equilibria of the stage game are always known
        let stage = || match outer.vertices[..] {
            [] => None,
            _ => Proved::stage(self.game, self.discount),
        };
        let Proved { vertices, threats, .. } = found.or_else(stage).unwrap_or_default();
        let (discount, steps) = (self.discount.clone(), self.steps);
        let range = self.stage.range;
        PayoffSet { discount, vertices, threats, outer, standing, steps, range }
    }
}

/// Area and extent of a set, which fall from each set to the next unless both are the same.
fn size(set: &Polygon) -> f64 {
    let extent = |axis: usize| {
        let all = set.vertices.iter().map(|vertex| vertex[axis].nearest_f64());
        let (low, high) = all
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        (high - low).max(0.0)
    };
    set.area().nearest_f64() + extent(0) + extent(1)
}

fn polygon(outer: &Outer<'_>) -> Polygon {
    let point = |corner: &[f64; 2]| {
        let exact = |x: f64| Rational::from_f64(x).unwrap_or_else(Rational::zero);
        corner.map(exact)
    };
    Polygon::hull(outer.corners.iter().map(point).collect())
}
