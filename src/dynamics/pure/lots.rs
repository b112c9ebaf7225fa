//! Rules that draw lots: what may follow a profile, with which chance, and one draw of it.

use super::{Field, Order, Rule, Target};
use crate::num::{Draws, Rational, Ring};

/// Random numbers of one run, one after the other.
#[derive(Clone, Debug)]
pub struct Lots {
    draws: Draws,
    place: usize,
}

impl Lots {
    /// Those of the run number `run` under `seed`.
    pub fn new(seed: u64, run: u64) -> Self {
        Self { draws: Draws::new(seed).at(run), place: 0 }
    }

    fn bits(&mut self) -> u64 {
        self.place += 1;
        self.draws.bits(self.place - 1)
    }

    /// A number from 0 up to but below `count`.
    pub(super) fn below(&mut self, count: usize) -> usize {
        // Less than one in 2⁶⁴ is drawn too often
        let wide = u128::from(self.bits()) * count as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// Whether something happens that has this chance.
    pub(super) fn happens(&mut self, chance: f64) -> bool {
        self.place += 1;
        self.draws.uniform(self.place - 1) < chance
    }
}

impl Field<'_> {
    /// The profiles that `player` may move to from `profile`; none if they stay.
    fn targets(
        &self,
        target: Target,
        player: usize,
        profile: usize,
    ) -> impl Iterator<Item = usize> + Clone {
        let shape = self.payoffs.shape();
        let (own, count) = (shape.strategy(profile, player), shape.strategies()[player]);
        let stays = target == Target::Best && self.responses.is_best(player, profile);
        let mut from = if stays { count } else { 0 };
        std::iter::from_fn(move || match target {
            Target::Best => {
                let found = self.responses.best_from(player, profile, from)?;
                from = found + 1;
                Some(shape.with(profile, player, found))
            }
            Target::Better => {
                let found = self.better(player, profile, from.max(1))?;
                from = (shape.strategy(found, player) + count - own) % count + 1;
                Some(found)
            }
        })
    }

    /// One step from `profile`, by lot.
    pub(super) fn draw(&self, rule: &Rule, profile: usize, lots: &mut Lots) -> usize {
        let shape = self.payoffs.shape();
        let moved = |player: usize, lots: &mut Lots| {
            let mut targets = self.targets(rule.target, player, profile);
            let Some(first) = targets.next() else { return profile };
            match targets.clone().count() {
                0 => first,
                more => match lots.below(more + 1) {
                    0 => first,
                    turn => targets.nth(turn - 1).unwrap_or(first),
                },
            }
        };
        match rule.order {
            Order::InTurn | Order::AllAtOnce => self.next(rule, profile),
            Order::OneDrawn => {
                let player = lots.below(shape.players());
                moved(player, lots)
            }
            Order::EachPerhaps => {
                let inertia = self.inertia.nearest_f64();
                (0..shape.players()).fold(profile, |now, player| {
                    if lots.happens(inertia) {
                        return now;
                    }
                    let own = shape.strategy(moved(player, lots), player);
                    shape.with(now, player, own)
                })
            }
        }
    }

    /// What may follow `profile`, each with its chance, which is above 0; they sum to 1.
    ///
    /// # Complexity
    /// As many as there are; where all move by chance, 2ⁿ for n who would move.
    pub(super) fn successors(&self, rule: &Rule, profile: usize) -> Vec<(usize, Rational)> {
        let shape = self.payoffs.shape();
        let players = shape.players();
        let mut found: Vec<(usize, Rational)> = vec![(profile, Rational::one())];
        match rule.order {
            Order::InTurn | Order::AllAtOnce => found[0].0 = self.next(rule, profile),
            Order::OneDrawn => {
                found[0].1 = Rational::zero();
                for player in 0..players {
                    let targets: Vec<usize> = self.targets(rule.target, player, profile).collect();
                    let chance = Rational::share(1, players * targets.len().max(1));
                    if targets.is_empty() {
                        found[0].1 += &chance;
                    }
                    found.extend(targets.into_iter().map(|target| (target, chance.clone())));
                }
            }
            Order::EachPerhaps => {
                let mut moves = Rational::one();
                moves -= &self.inertia;
                for player in 0..players {
                    let targets: Vec<usize> = self.targets(rule.target, player, profile).collect();
                    if targets.is_empty() {
                        continue;
                    }
                    let mut each = moves.clone();
                    each *= &Rational::share(1, targets.len());
                    let before = std::mem::take(&mut found);
                    for (now, chance) in before {
                        found.push((now, product(&chance, &self.inertia)));
                        found.extend(targets.iter().map(|&target| {
                            let own = shape.strategy(target, player);
                            (shape.with(now, player, own), product(&chance, &each))
                        }));
                    }
                }
            }
        }
        found.retain(|(_, chance)| !chance.is_zero());
        found
    }

    /// The same, one at a time and without chances: the successor of turn `turn`, and the next turn.
    pub(super) fn arc(&self, rule: &Rule, profile: usize, turn: u64) -> Option<(usize, u64)> {
        let shape = self.payoffs.shape();
        let players = shape.players() as u64;
        match rule.order {
            Order::InTurn | Order::AllAtOnce => (turn == 0).then(|| (self.next(rule, profile), 1)),
            Order::OneDrawn => {
                // The player in the low digit, so that no player's strategies have to be counted
                let (mut player, mut place) = (turn % players, turn / players);
                while player < players {
                    let who = usize::try_from(player).ok()?;
                    let mut targets = self.targets(rule.target, who, profile);
                    if let Some(found) = targets.nth(usize::try_from(place).ok()?) {
                        return Some((found, player + (place + 1) * players));
                    }
                    (player, place) = (player + 1, 0);
                }
                None
            }
            Order::EachPerhaps => {
                // The digits say who moves, and to which target
                let (mut left, mut now) = (turn, profile);
                for player in 0..shape.players() {
                    let targets = self.targets(rule.target, player, profile);
                    let count = targets.clone().count() as u64 + 1;
                    let digit = usize::try_from(left % count).ok()?;
                    if let Some(target) = digit.checked_sub(1).and_then(|k| targets.clone().nth(k))
                    {
                        now = shape.with(now, player, shape.strategy(target, player));
                    }
                    left /= count;
                }
                (left == 0).then_some((now, turn + 1))
            }
        }
    }
}

fn product(a: &Rational, b: &Rational) -> Rational {
    let mut product = a.clone();
    product *= b;
    product
}
