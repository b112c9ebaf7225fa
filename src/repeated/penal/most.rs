//! Penal codes: equilibria that give the one who deviates little.

use super::lot::{Lot, Urn};
use super::stage::Stage;
use crate::certify::{PlannedPoint, is_planned, planned_shares};
use crate::game::Combination;
use crate::num::{Rational, Ring, Sign};
use crate::repeated::Bounds;
use crate::repeated::path::asks;

/// So often punishments are looked for that make each other harder.
const ROUNDS: usize = 6;
/// So often what was hoped for is given up for what was found.
const HOPES: usize = 8;
/// From then on a little more than that is given up each time, so that it ends.
const FAIR: usize = 3;
/// Points of more digits than this are not built upon.
const BITS: usize = 4000;
/// Where payoffs are known only nearly, lots give each player this part more than they need of what is taken for equal.
const ROOM: usize = 1 << 10;
/// Punishments that are harder by less than this part of the range are not harder.
const HARDER: usize = 1 << 24;

/// An equilibrium for each player that gives them little: proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Code {
    /// What is played, for `certify::is_planned`.
    pub points: Vec<PlannedPoint>,
    /// The point that punishes each player.
    pub threats: Vec<usize>,
    /// What it gives them.
    pub most: Vec<Bounds>,
    /// The same, as a combination of payoffs.
    pub shares: Vec<Combination>,
}

/// The hardest punishments that are found quickly; nothing where none are. `least` says what no equilibrium gives less than: what
/// is hoped for first.
///
/// Profiles that can be played for ever if deviations are punished as is hoped are points to begin with. To punish a player a
/// profile is played whose best response gets little, and then a lot over points, chosen by a linear program to give the player no more
/// than it must, and enough to keep everybody. If the punishments that come about are as hard as was hoped for they hold each other up.
/// If not, less is hoped for. The last resort are profiles that hold each other up, and what can be built on them.
///
/// # Complexity
/// For each player linear programs in exact numbers for the few profiles whose best response gets least, with a row for each player and a
/// column for each point.
pub(super) fn most(stage: &Stage<'_>, discount: &Rational, least: &[Rational]) -> Option<Code> {
    let search = Search { stage, discount, factor: asks(discount)? };
    let mut found = search.hoping(least);
    // Whether there is anything left to gain
    let is_least = |code: &Code| code.most.iter().zip(least).all(|(most, least)| most.1 <= *least);
    if !found.as_ref().is_some_and(is_least) {
        let built = search.built();
        found = match (found, built) {
            (Some(one), Some(two)) => Some(better(one, two)),
            (one, two) => one.or(two),
        };
    }
    found
}

/// Of two codes the harder one for most players.
fn better(one: Code, two: Code) -> Code {
    let harder = one.most.iter().zip(&two.most).filter(|(a, b)| a.1 <= b.1).count();
    if 2 * harder >= one.most.len() { one } else { two }
}

/// A point with what it gives.
#[derive(Clone)]
struct Known {
    planned: PlannedPoint,
    pays: Vec<Bounds>,
}

struct Search<'a> {
    stage: &'a Stage<'a>,
    discount: &'a Rational,
    factor: Rational,
}

impl Search<'_> {
    /// From what is hoped for.
    fn hoping(&self, least: &[Rational]) -> Option<Code> {
        let players = 0..self.stage.players();
        let slack = &self.stage.slack;
        let mut hope = least.to_vec();
        for turn in 0..HOPES {
            let mut points = self.forever(&hope);
            for _ in 0..ROUNDS {
                let reached = lowest(&points);
                let mut more = Vec::new();
                for player in players.clone() {
                    let enough = &hope[player];
                    if reached.as_ref().is_none_or(|(_, reached)| reached[player] > *enough) {
                        more.extend(self.punishment(player, &points, &hope));
                    }
                }
                for one in more {
                    let place = points.len();
                    points.extend(self.known(&points, one, place));
                }
                let now = lowest(&points);
                if !self.is_harder(reached.as_ref(), now.as_ref()) {
                    break;
                }
            }
            let (threats, reached) = lowest(&points)?;
            let is_reached = |player: usize| {
                let mut hoped = hope[player].clone();
                hoped += &slack[player];
                reached[player] <= hoped
            };
            if players.clone().all(is_reached)
                && let Some(code) = self.proved(&points, &threats)
            {
                return Some(code);
            }
            for player in players.clone() {
                if reached[player] > hope[player] {
                    let mut step = reached[player].minus(&hope[player]);
                    if turn >= FAIR {
                        step *= &Rational::integer(1 << (turn - FAIR));
                    }
                    hope[player] += &step;
                }
            }
        }
        None
    }

    /// From profiles that hold each other up.
    fn built(&self) -> Option<Code> {
        let players = 0..self.stage.players();
        let mut kept: Vec<usize> = (0..self.stage.count()).collect();
        loop {
            let worst = |player: usize| {
                let pays = &self.stage.pays[player];
                kept.iter().copied().min_by(|&a, &b| pays[a].1.cmp(&pays[b].1))
            };
            let worst: Vec<usize> = players.clone().map(worst).collect::<Option<_>>()?;
            let before = kept.len();
            kept.retain(|&profile| {
                players.clone().all(|player| self.keeps(player, profile, worst[player]))
            });
            if kept.len() == before {
                break;
            }
        }
        let mut points: Vec<Known> = Vec::new();
        for profile in kept {
            let place = points.len();
            points.extend(self.known(&points, still(profile, place), place));
        }
        let (mut threats, mut reached) = lowest(&points)?;
        let mut proved = self.proved(&points, &threats);
        for _ in 0..ROUNDS {
            let before = (threats.clone(), reached.clone());
            for player in players.clone() {
                let place = points.len();
                let Some(one) = self.punishment(player, &points, &reached) else { continue };
                let known = self.known(&points, one, place);
                points.extend(known.filter(|known| known.pays[player].1 < reached[player]));
                (threats, reached) = lowest(&points)?;
            }
            let now = (threats.clone(), reached.clone());
            if !self.is_harder(Some(&before), Some(&now)) {
                break;
            }
            match self.proved(&points, &threats) {
                Some(code) => proved = Some(code),
                None => break,
            }
        }
        proved
    }

    /// Whether punishments have become harder for anybody, by enough to go on.
    fn is_harder(&self, before: Option<&Lowest>, now: Option<&Lowest>) -> bool {
        let (Some((_, before)), Some((_, now))) = (before, now) else { return now.is_some() };
        let enough = Rational::share(1, HARDER);
        before.iter().zip(now).zip(&self.stage.range).any(|((before, now), range)| {
            let mut least = now.clone();
            least.add_product(&enough, range);
            *before > least
        })
    }

    /// Profiles that can perhaps be played for ever, if those who deviate get no more than is hoped.
    fn forever(&self, hope: &[Rational]) -> Vec<Known> {
        let mut points: Vec<Known> = Vec::new();
        for profile in 0..self.stage.count() {
            let holds = |player: usize| {
                let mut needed = hope[player].minus(&self.stage.slack[player]);
                needed.add_product(&self.factor, &self.stage.gain[player][profile].0);
                self.stage.pays[player][profile].1 >= needed
            };
            if (0..self.stage.players()).all(holds) {
                let place = points.len();
                points.extend(self.known(&points, still(profile, place), place));
            }
        }
        points
    }

    /// Whether playing one profile for ever keeps a player from deviating, if another one for ever punishes.
    fn keeps(&self, player: usize, profile: usize, punishes: usize) -> bool {
        let gain = &self.stage.gain[player][profile];
        let pays = &self.stage.pays[player];
        if gain.1.is_zero() && profile == punishes {
            return true;
        }
        let mut needed = pays[punishes].1.clone();
        needed.add_product(&self.factor, &gain.1);
        if pays[profile].0 >= needed {
            return true;
        }
        let both = [(profile, Rational::one()), (punishes, Rational::minus_one())];
        gain.1.is_zero()
            && matches!(self.stage.payoffs.sign(player, &both), Some(Sign::Zero | Sign::Positive))
    }

    /// The point that is least for a player: a profile whose best response gets little, and a lot over points that keeps everybody.
    fn punishment(
        &self,
        player: usize,
        points: &[Known],
        threats: &[Rational],
    ) -> Option<PlannedPoint> {
        let best = &self.stage.best[player];
        let mut order: Vec<usize> = (0..self.stage.count()).collect();
        order.sort_by(|&a, &b| best[a].1.cmp(&best[b].1));
        let mut found: Option<(Rational, PlannedPoint)> = None;
        let known = points.iter().map(|point| &point.pays[player].1).min();
        let urn = Urn::new(
            points.iter().map(|point| &point.pays[player].1),
            (0..self.stage.players())
                .map(|axis| points.iter().map(|point| &point.pays[axis].0).collect()),
        );
        for profile in order {
            let is_lower = |than: &Rational| best[profile].1 < *than;
            if !found.as_ref().is_none_or(|(found, _)| is_lower(found))
                || !known.is_none_or(is_lower)
            {
                break;
            }
            let now = &self.stage.pays[player][profile].1;
            let limit = found.as_ref().and_then(|(sum, _)| Stage::later(self.discount, now, sum));
            let both = (points, &urn);
            let lot = self.lot((player, profile), both, threats, limit.as_ref());
            let Some((later, lot)) = lot else { continue };
            let value = Stage::both(self.discount, now, &later);
            if found.as_ref().is_none_or(|(found, _)| value < *found) {
                found = Some((value, PlannedPoint { profile, continuation: lot }));
            }
        }
        found.map(|(_, point)| point)
    }

    /// The lot over points that gives a player least after a profile and keeps everybody from deviating, where the player who is
    /// punished starts again.
    fn lot(
        &self,
        (player, profile): (usize, usize),
        (points, urn): (&[Known], &Urn<'_>),
        threats: &[Rational],
        limit: Option<&Rational>,
    ) -> Option<(Rational, Vec<(usize, Rational)>)> {
        // The whole must give the player as much as the best response, since afterwards the same follows
        let mut own = self.stage.best[player][profile].1.clone();
        own.add_product(
            &Rational::one().minus(self.discount),
            &self.stage.pays[player][profile].0.negated(),
        );
        own *= &self.discount.recip()?;
        let mut all = Vec::with_capacity(self.stage.players());
        for (axis, threat) in threats.iter().enumerate() {
            let mut needed = own.clone();
            if axis != player {
                needed = threat.clone();
                needed.add_product(&self.factor, &self.stage.gain[axis][profile].1);
            }
            // Room for weights to be rounded
            needed.add_product(&Rational::share(1, ROOM), &self.stage.slack[axis]);
            if points.iter().all(|point| point.pays[axis].0 < needed) {
                return None;
            }
            all.push(needed);
        }
        match urn.cheapest(&all, limit) {
            Lot::Cheapest(value, lot) if self.stage.is_exact() => Some((value, lot)),
            Lot::Cheapest(value, lot) => Some((value, short(lot)?)),
            _ => None,
        }
    }

    /// A point with bounds of what it gives.
    fn known(&self, points: &[Known], planned: PlannedPoint, place: usize) -> Option<Known> {
        let itself = planned.continuation == [(place, Rational::one())];
        let one = |player: usize| -> Option<Bounds> {
            let now = &self.stage.pays[player][planned.profile];
            if itself {
                return Some(now.clone());
            }
            let mut later = (Rational::zero(), Rational::zero());
            for (then, part) in &planned.continuation {
                later.0.add_product(part, &points.get(*then)?.pays[player].0);
                later.1.add_product(part, &points[*then].pays[player].1);
            }
            let whole = |now, later| Stage::both(self.discount, now, later);
            let (low, high) = (whole(&now.0, &later.0), whole(&now.1, &later.1));
            if self.stage.is_exact() {
                return Some((low, high));
            }
            // They are only bounds: shorter ones are as good
            let (low, high) = (low.f64_bounds().0, high.f64_bounds().1);
            Some((Rational::from_f64(low)?, Rational::from_f64(high)?))
        };
        let pays: Vec<Bounds> = (0..self.stage.players()).map(one).collect::<Option<_>>()?;
        let short = pays.iter().all(|(low, high)| low.bits().max(high.bits()) <= BITS);
        short.then_some(Known { planned, pays })
    }

    /// The punishments alone, with what they are built on, if they are proved.
    fn proved(&self, points: &[Known], threats: &[usize]) -> Option<Code> {
        let mut needed = vec![false; points.len()];
        for &place in threats {
            needed[place] = true;
        }
        for place in (0..points.len()).rev() {
            if needed[place] {
                for (then, _) in &points[place].planned.continuation {
                    needed[*then] = true;
                }
            }
        }
        let mut places = vec![0; points.len()];
        let mut kept: Vec<PlannedPoint> = Vec::new();
        for (place, point) in points.iter().enumerate().filter(|(place, _)| needed[*place]) {
            places[place] = kept.len();
            let renamed = |(then, part): &(usize, Rational)| (places[*then], part.clone());
            let continuation = point.planned.continuation.iter().map(renamed).collect();
            kept.push(PlannedPoint { profile: point.planned.profile, continuation });
        }
        let threats: Vec<usize> = threats.iter().map(|&place| places[place]).collect();
        let all = planned_shares(&kept, self.discount)?;
        let payoffs = self.stage.payoffs;
        if !is_planned(payoffs, self.discount, &kept, &threats) {
            return None;
        }
        let shares: Vec<Combination> = threats.iter().map(|&place| all[place].clone()).collect();
        let most = shares.iter().enumerate().map(|(player, share)| payoffs.bounds(player, share));
        Some(Code { points: kept, most: most.collect::<Option<_>>()?, threats, shares })
    }
}

/// A profile for ever.
fn still(profile: usize, place: usize) -> PlannedPoint {
    PlannedPoint { profile, continuation: vec![(place, Rational::one())] }
}

/// Weights that are short, and add up to 1.
fn short(lot: Vec<(usize, Rational)>) -> Option<Vec<(usize, Rational)>> {
    let most = (0..lot.len()).max_by(|&a, &b| lot[a].1.cmp(&lot[b].1))?;
    let mut rounded = lot
        .into_iter()
        .map(|(at, part)| Some((at, Rational::from_f64(part.nearest_f64())?)))
        .collect::<Option<Vec<_>>>()?;
    let mut rest = Rational::one();
    for (_, part) in rounded.iter().enumerate().filter(|(place, _)| *place != most).map(|(_, x)| x)
    {
        rest -= part;
    }
    rounded[most].1 = rest;
    Some(rounded)
}

/// For each player the point that gives least, and what that is at most.
type Lowest = (Vec<usize>, Vec<Rational>);

fn lowest(points: &[Known]) -> Option<Lowest> {
    let players = points.first()?.pays.len();
    let least = |player: usize| {
        (0..points.len()).min_by(|&a, &b| points[a].pays[player].1.cmp(&points[b].pays[player].1))
    };
    let places: Vec<usize> = (0..players).map(least).collect::<Option<_>>()?;
    let reached = places.iter().enumerate().map(|(player, &at)| points[at].pays[player].1.clone());
    let reached = reached.collect();
    Some((places, reached))
}
