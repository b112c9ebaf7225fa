//! Queries that iterated elimination settles, point by point.

use super::dominated::Advantages;
use super::{Payoffs, known};
use crate::certify::Kind;
use crate::formula::{Bounded, difference};
use crate::game::{Shape, Support};
use crate::model::QueryKind;
use crate::sweep::Cell;

/// What is asked of what is left.
#[derive(Clone, Debug)]
enum Asked {
    Iterated { player: usize, target: Support },
    Every { player: usize, target: Support },
    Some { player: usize, target: Support },
    EveryPure { player: usize, target: Support },
    SomePure { player: usize, target: Support },
    Probability { player: usize, target: Support },
    Unique,
    Count,
    Worth { players: Vec<usize> },
}

#[derive(Clone, Debug)]
pub(super) struct Elimination {
    asked: Asked,
    kept: Vec<Support>,
    shape: Shape,
    /// `[player][profile]`: results, of profiles that are left.
    results: Vec<Vec<usize>>,
}

/// What an attempt to remove something has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    /// Nothing can be removed.
    All,
    Less,
}

/// Payoffs at one point.
struct Here<'a> {
    of: &'a Elimination,
    room: &'a Bounded<'a>,
    lane: usize,
}

impl Elimination {
    /// Nothing where elimination says nothing about such a query.
    pub(super) fn of(
        kind: &QueryKind,
        kept: Vec<Support>,
        payoffs: &mut Payoffs<'_>,
    ) -> Option<Self> {
        let asked = match kind {
            QueryKind::IteratedDominant { player, target } => {
                Asked::Iterated { player: *player, target: target.clone() }
            }
            QueryKind::EveryEquilibrium { player, target } => {
                Asked::Every { player: *player, target: target.clone() }
            }
            QueryKind::SomeEquilibrium { player, target } => {
                Asked::Some { player: *player, target: target.clone() }
            }
            QueryKind::EveryPureEquilibrium { player, target } => {
                Asked::EveryPure { player: *player, target: target.clone() }
            }
            QueryKind::SomePureEquilibrium { player, target } => {
                Asked::SomePure { player: *player, target: target.clone() }
            }
            QueryKind::Probability { player, target } => {
                Asked::Probability { player: *player, target: target.clone() }
            }
            QueryKind::UniqueNash => Asked::Unique,
            QueryKind::CountNash => Asked::Count,
            QueryKind::Payoff { player } => Asked::Worth { players: vec![*player] },
            QueryKind::Welfare => Asked::Worth { players: (0..kept.len()).collect() },
            _ => return None,
        };
        let shape = payoffs.shape.clone();
        let mut results = vec![vec![0; shape.profiles()]; shape.players()];
        for profile in 0..shape.profiles() {
            if shape.is_within(profile, &kept) {
                for (player, own) in results.iter_mut().enumerate() {
                    own[profile] = payoffs.result(player, profile);
                }
            }
        }
        Some(Self { asked, kept, shape, results })
    }

    /// The answer at a point, where it is settled.
    ///
    /// Pure strategies remove most of what can be removed; mixtures are looked for where that tells too little.
    pub(super) fn settle(&self, room: &Bounded<'_>, lane: usize) -> Option<Cell> {
        let here = Here { of: self, room, lane };
        let mut alive = self.kept.clone();
        loop {
            while here.eliminate(&mut alive) {}
            if let Some(cell) = self.told(&here, &alive) {
                return Some(cell);
            }
            if here.eliminate_by_mixtures(&mut alive)? == Left::All {
                // What is left is left for good
                return matches!(self.asked, Asked::Iterated { .. }).then_some(Cell::No);
            }
        }
    }

    /// What the strategies that are left tell.
    fn told(&self, here: &Here<'_>, alive: &[Support]) -> Option<Cell> {
        let among = |player: usize, target: &Support| {
            let played = alive[player].iter().filter(|strategy| target.contains(strategy)).count();
            (played == alive[player].len(), played == 0)
        };
        let single = alive.iter().all(|own| own.len() == 1);
        let profile = || alive.iter().map(|own| own[0]).collect::<Vec<_>>();
        match &self.asked {
            // What is removed is removed for good; that nothing else can be needs a proof of its own
            Asked::Iterated { player, target } => among(*player, target).0.then_some(Cell::Yes),
            // Equilibria use only what is left, and there is one
            Asked::Every { player, target } | Asked::Some { player, target } => {
                match among(*player, target) {
                    (true, _) => Some(Cell::Yes),
                    (_, true) => Some(Cell::No),
                    _ => None,
                }
            }
            Asked::EveryPure { player, target } => here.every_pure(alive, *player, target),
            Asked::SomePure { player, target } => here.some_pure(alive, *player, target),
            Asked::Probability { player, target } => match among(*player, target) {
                (true, _) => Some(Cell::Between(1.0, 1.0)),
                (_, true) => Some(Cell::Between(0.0, 0.0)),
                _ => None,
            },
            Asked::Unique => single.then_some(Cell::Yes),
            Asked::Count => single.then_some(Cell::Number(1.0)),
            Asked::Worth { players } if single => {
                let index = self.shape.index(&profile());
                let parts = players.iter().map(|&player| here.payoff(player, index));
                known(parts.fold((0.0, 0.0), crate::formula::sum))
            }
            Asked::Worth { .. } => None,
        }
    }
}

impl Here<'_> {
    fn payoff(&self, player: usize, profile: usize) -> (f64, f64) {
        self.room.result(self.of.results[player][profile]).at(self.lane)
    }

    /// Whether one payoff is proved to be greater than another.
    fn exceeds(&self, player: usize, one: usize, other: usize) -> bool {
        let (value, error) = difference(self.payoff(player, one), self.payoff(player, other));
        value > error
    }

    /// Whether one payoff is proved to be no less than another.
    fn reaches(&self, player: usize, one: usize, other: usize) -> bool {
        let results = &self.of.results[player];
        let (value, error) = difference(self.payoff(player, one), self.payoff(player, other));
        results[one] == results[other] || value - error >= 0.0
    }

    /// Removes what a pure strategy is proved to dominate strictly; whether there was something.
    fn eliminate(&self, alive: &mut [Support]) -> bool {
        let shape = &self.of.shape;
        let mut removed = false;
        for player in 0..alive.len() {
            if alive[player].len() == 1 {
                continue;
            }
            let rivals = shape.rival_profiles_within(player, alive);
            let own = alive[player].clone();
            for &strategy in &own {
                let is_dominated = alive[player].iter().any(|&by| {
                    by != strategy
                        && rivals.iter().all(|&profile| {
                            let with = |s| shape.with(profile, player, s);
                            self.exceeds(player, with(by), with(strategy))
                        })
                });
                if is_dominated {
                    alive[player].retain(|&other| other != strategy);
                    removed = true;
                }
            }
        }
        removed
    }

    /// Removes a strategy that is proved to be dominated strictly; `None` where that is open for one.
    fn eliminate_by_mixtures(&self, alive: &mut [Support]) -> Option<Left> {
        let mut open = false;
        for player in 0..alive.len() {
            let rivals = self.of.shape.rival_profiles_within(player, alive);
            for place in 0..alive[player].len() {
                let advantages = self.advantages(player, place, alive, &rivals);
                match advantages.is_dominated(Kind::Strict) {
                    Some(true) => {
                        alive[player].remove(place);
                        return Some(Left::Less);
                    }
                    Some(false) => {}
                    None => open = true,
                }
            }
        }
        (!open).then_some(Left::All)
    }

    /// What other strategies that are left gain over one.
    fn advantages(
        &self,
        player: usize,
        place: usize,
        alive: &[Support],
        rivals: &[usize],
    ) -> Advantages {
        let (shape, own) = (&self.of.shape, &alive[player]);
        let results = &self.of.results[player];
        let mut gains = Vec::with_capacity((own.len() - 1) * rivals.len());
        for &other in own.iter().filter(|&&other| other != own[place]) {
            for &profile in rivals {
                let with = |s| shape.with(profile, player, s);
                let (one, to) = (with(own[place]), with(other));
                gains.push(if results[one] == results[to] {
                    (0.0, 0.0)
                } else {
                    difference(self.payoff(player, to), self.payoff(player, one))
                });
            }
        }
        Advantages::new(gains, rivals.len())
    }

    /// For each profile that is left whether it is an equilibrium, where that is settled, and whether `target`
    /// is played there. Strict dominance takes no equilibrium away, and makes none.
    fn pure(
        &self,
        alive: &[Support],
        player: usize,
        target: &Support,
    ) -> impl Iterator<Item = (Option<bool>, bool)> {
        let shape = &self.of.shape;
        let left = (0..shape.profiles()).filter(|&profile| shape.is_within(profile, alive));
        left.map(move |profile| {
            let others = alive.iter().enumerate().flat_map(|(player, own)| {
                own.iter().map(move |&s| (player, shape.with(profile, player, s)))
            });
            let mut is = Some(true);
            for (player, other) in others.filter(|(_, other)| *other != profile) {
                if self.exceeds(player, other, profile) {
                    is = Some(false);
                    break;
                }
                if !self.reaches(player, profile, other) {
                    is = None;
                }
            }
            (is, target.contains(&shape.strategy(profile, player)))
        })
    }

    fn every_pure(&self, alive: &[Support], player: usize, target: &Support) -> Option<Cell> {
        let (mut found, mut open) = (false, false);
        for (is, played) in self.pure(alive, player, target) {
            match is {
                Some(true) if !played => return Some(Cell::No),
                Some(true) => found = true,
                Some(false) => {}
                None => open = true,
            }
        }
        (!open).then_some(if found { Cell::Yes } else { Cell::No })
    }

    fn some_pure(&self, alive: &[Support], player: usize, target: &Support) -> Option<Cell> {
        let mut open = false;
        for (is, _) in self.pure(alive, player, target).filter(|(_, played)| *played) {
            match is {
                Some(true) => return Some(Cell::Yes),
                Some(false) => {}
                None => open = true,
            }
        }
        (!open).then_some(Cell::No)
    }
}
