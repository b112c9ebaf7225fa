//! What is asked of every point of a set of parameters: an answer that can be compared.

use super::{Answer, Open, answer_at};
use crate::certify::Kind;
use crate::dominance::{Among, eliminate_watched};
use crate::game::{Payoffs, Shape, Support};
use crate::model::{MixedChoice, Parametric, Query, QueryKind, Restriction};
use crate::nash::{Coverage, METHODS, Settings, find_equilibria};
use crate::num::Rational;

/// Something that has one answer at each point: a query whose answer is yes, no or a count; whether a
/// number is above a bound; or which pure equilibria there are, or which strategies survive.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// The answer to a query: yes, no, or a count.
    Query(Query),
    /// Whether the number that a query asks for is greater than this.
    Above(Query, Rational),
    /// Which pure profiles are equilibria.
    PureEquilibria,
    /// Which strategies iterated elimination of strictly dominated ones leaves.
    Survivors,
    /// One of the last two where each player has these strategies only; answers are about the whole game's.
    Given(Box<Condition>, Vec<Support>),
}

/// The answer at a point, or everywhere in a set of points.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Decision {
    /// Yes.
    Yes,
    /// No.
    No,
    /// A number, exactly.
    Number(Rational),
    /// Pure profiles, in order.
    Profiles(Vec<Vec<usize>>),
    /// For each player the strategies that survive.
    Survivors(Vec<Support>),
    /// More than any number.
    Infinite,
    /// There is no game to ask: a payoff that matters has no value.
    Undefined,
}

/// A number that given strategies fix, as the payoff of a player in one profile, and a bound, as that in another one.
#[derive(Clone, Debug, PartialEq)]
struct Weighed {
    /// Whether the player gains by the first.
    condition: Condition,
    /// Whose payoffs they become.
    player: usize,
    /// In which profiles: that of the number, and that of the bound.
    profiles: [usize; 2],
    /// The players whose payoffs make the number,
    whose: Vec<usize>,
    /// in these profiles, each with its probability.
    weights: Vec<(usize, Rational)>,
    /// What it is compared with.
    bound: Rational,
}

impl Condition {
    /// The condition that a query's answer makes: numbers that can be anything are compared with 0.
    pub fn of(query: Query) -> Self {
        match query.kind {
            QueryKind::Gain { .. }
            | QueryKind::Payoff { .. }
            | QueryKind::Probability { .. }
            | QueryKind::Welfare => Self::Above(query, Rational::integer(0)),
            _ => Self::Query(query),
        }
    }

    /// The same where players are held to something: queries that hold a player already keep to that.
    #[must_use]
    pub fn given(self, held: &[Restriction], shape: &Shape) -> Self {
        let hold = |mut query: Query| {
            let new = held.iter().filter(|new| query.given.iter().all(|o| o.player != new.player));
            let new: Vec<Restriction> = new.cloned().collect();
            query.given.extend(new);
            query
        };
        match self {
            _ if held.is_empty() => self,
            Self::Query(query) => Self::Query(hold(query)),
            Self::Above(query, bound) => Self::Above(hold(query), bound),
            Self::PureEquilibria | Self::Survivors | Self::Given(..) => {
                let kept = Query { kind: QueryKind::CountNash, given: held.to_vec() };
                Self::Given(Box::new(self), kept.kept(shape.strategies()))
            }
        }
    }

    pub(super) fn query(&self) -> Option<&Query> {
        match self {
            Self::Query(query) | Self::Above(query, _) => Some(query),
            Self::PureEquilibria | Self::Survivors | Self::Given(..) => None,
        }
    }

    /// The answer in a game, or in all games whose payoffs are known no better than these.
    ///
    /// # Errors
    /// [`Open`] when it is not decided: at a point because something could not be settled; over a set perhaps
    /// because it is not the same everywhere.
    pub fn decide(&self, payoffs: &Payoffs, settings: &Settings<'_>) -> Result<Decision, Open> {
        let yes_if = |holds| if holds { Decision::Yes } else { Decision::No };
        match self {
            Self::Query(query) => match answer_at(payoffs, query, settings) {
                Answer::Yes => Ok(Decision::Yes),
                Answer::No => Ok(Decision::No),
                Answer::Number { low, high } if low == high => Ok(Decision::Number(low)),
                Answer::Number { .. } => Err(Open::Unsettled),
                Answer::Open(Open::Infinite) => Ok(Decision::Infinite),
                Answer::Open(open) => Err(open),
            },
            Self::Above(query, bound) => match answer_at(payoffs, query, settings) {
                Answer::Number { low, .. } if low > *bound => Ok(yes_if(true)),
                Answer::Number { high, .. } if high <= *bound => Ok(yes_if(false)),
                Answer::Open(open) => Err(open),
                _ => Err(Open::Unsettled),
            },
            Self::PureEquilibria => {
                pure_equilibria(payoffs, settings).map(Decision::Profiles).ok_or(Open::NotAllKnown)
            }
            Self::Survivors => {
                let kept = self.kept(payoffs.shape());
                let (kind, watch) = (Kind::Strict, settings.watch);
                let left = eliminate_watched(payoffs, kind, Among::Mixtures, &kept, watch);
                let settled = left.is_settled() || left.solution().is_some();
                match (settled, left.stopped) {
                    (true, _) => Ok(Decision::Survivors(left.survivors)),
                    (false, true) => Err(Open::Stopped),
                    (false, false) => Err(Open::Unsettled),
                }
            }
            Self::Given(inner, kept) => {
                let mut decision = inner.decide(&payoffs.restricted(kept), settings)?;
                // Strategies by their numbers in the whole game
                match &mut decision {
                    Decision::Profiles(profiles) => {
                        for (own, kept) in profiles.iter_mut().flat_map(|p| p.iter_mut().zip(kept))
                        {
                            *own = kept[*own];
                        }
                    }
                    Decision::Survivors(left) => {
                        for (support, kept) in left.iter_mut().zip(kept) {
                            for own in support {
                                *own = kept[*own];
                            }
                        }
                    }
                    _ => {}
                }
                Ok(decision)
            }
        }
    }

    /// The strategies that a query is about, and whose they are.
    pub fn target(&self) -> Option<(usize, &[usize])> {
        self.query()?.kind.compared()
    }

    /// The number that is compared with another, between bounds; nothing where none is, or it is not known.
    pub fn number(
        &self,
        payoffs: &Payoffs,
        settings: &Settings<'_>,
    ) -> Option<(Rational, Rational)> {
        let Self::Above(query, _) = self else { return None };
        match answer_at(payoffs, query, settings) {
            Answer::Number { low, high } => Some((low, high)),
            _ => None,
        }
    }

    /// The number that a query is compared with, if it is.
    pub fn bound(&self) -> Option<&Rational> {
        match self {
            Self::Above(_, bound) => Some(bound),
            _ => None,
        }
    }

    /// Whose payoffs matter: one flag for each player.
    pub fn players(&self, shape: &Shape) -> Vec<bool> {
        let only = |player: usize| (0..shape.players()).map(|other| other == player).collect();
        match self.target() {
            Some((player, _)) => only(player),
            None => vec![true; shape.players()],
        }
    }

    /// For each player the strategies that count.
    pub fn kept(&self, shape: &Shape) -> Vec<Support> {
        match (self, self.query()) {
            (_, Some(query)) => query.kept(shape.strategies()),
            (Self::Given(_, kept), None) => kept.clone(),
            (_, None) => shape.strategies().iter().map(|&count| (0..count).collect()).collect(),
        }
    }

    /// The same question of payoffs as functions of parameters, and these: whether a gain, or a payoff of given strategies, is
    /// above a number becomes whether a gain is above 0, with so much taken from what the player earns with these strategies.
    pub fn levelled(&self, of: Parametric) -> (Self, Parametric) {
        if let Some(weighed) = self.weighed(of.shape()) {
            let place = (weighed.player, weighed.profiles);
            let of = of.weighed(&weighed.whose, &weighed.weights, place, &weighed.bound);
            return (weighed.condition, of);
        }
        match self {
            Self::Above(query, bound) if !bound.is_zero() => match &query.kind {
                QueryKind::Gain { player, target } => {
                    let zero = Self::Above(query.clone(), Rational::integer(0));
                    (zero, of.less(*player, target, bound))
                }
                _ => (self.clone(), of),
            },
            _ => (self.clone(), of),
        }
    }

    /// Whether an answer that holds on both sides of where payoffs are equal holds there, too: it is about payoffs that are
    /// at least as great, not greater.
    pub fn is_closed(&self, answer: &Decision) -> bool {
        match self {
            Self::Query(query) => match query.kind {
                QueryKind::BestResponse { .. } | QueryKind::Nash(_) => *answer == Decision::Yes,
                QueryKind::Dominant { .. } => *answer == Decision::No,
                _ => false,
            },
            Self::Above(..) => *answer == Decision::No,
            Self::PureEquilibria | Self::Survivors | Self::Given(..) => false,
        }
    }

    /// Whether another answer than this is at least one of some comparisons being "at most": where payoffs are affine it
    /// never holds on a face alone, but on one of the ranges' ends.
    pub fn is_strict(&self, answer: &Decision) -> bool {
        let one = match self {
            Self::Query(Query { kind: QueryKind::Dominant { target, .. }, .. })
            | Self::Above(Query { kind: QueryKind::Gain { target, .. }, .. }, _) => {
                target.len() == 1
            }
            _ => false,
        };
        one && *answer == Decision::Yes
    }

    /// Whether a payoff, or welfare, that given strategies fix is compared with a number.
    pub fn is_weighed(&self, shape: &Shape) -> bool {
        self.weighed(shape).is_some()
    }

    /// Whether a payoff, or welfare, is above a number, where everybody's strategy is given: the same question as a gain of
    /// one of two strategies that somebody has.
    fn weighed(&self, shape: &Shape) -> Option<Weighed> {
        let Self::Above(query, bound) = self else { return None };
        let whose = match &query.kind {
            QueryKind::Payoff { player } => vec![*player],
            QueryKind::Welfare => (0..shape.players()).collect(),
            _ => return None,
        };
        let kept = query.kept(shape.strategies());
        let weights = kept.iter().enumerate().map(|(player, kept)| {
            let given = query.given.iter().find(|given| given.player == player);
            match (given.map(|given| &given.choice), &kept[..]) {
                (Some(MixedChoice::Mixed(weights)), _) => Some(weights.clone()),
                (_, &[only]) => Some(vec![(only, Rational::integer(1))]),
                _ => None,
            }
        });
        let weights = weights.collect::<Option<Vec<_>>>()?;
        let mut profiles = vec![(0, Rational::integer(1))];
        for (player, weights) in weights.iter().enumerate() {
            let with = |(profile, chance): &(usize, Rational)| {
                let with = |(strategy, weight): &(usize, Rational)| {
                    let mut chance = chance.clone();
                    chance *= weight;
                    (shape.with(*profile, player, *strategy), chance)
                };
                weights.iter().map(with).collect::<Vec<_>>()
            };
            profiles = profiles.iter().flat_map(with).collect();
        }
        let player = shape.strategies().iter().position(|&count| count > 1)?;
        let first = profiles.first()?.0;
        let own = shape.strategy(first, player);
        let other = usize::from(own == 0);
        let hold = |who: usize| Restriction {
            player: who,
            choice: MixedChoice::Among(if who == player {
                vec![own.min(other), own.max(other)]
            } else {
                vec![shape.strategy(first, who)]
            }),
        };
        let given = (0..shape.players()).map(hold).collect();
        let query = Query { kind: QueryKind::Gain { player, target: vec![own] }, given };
        Some(Weighed {
            condition: Self::Above(query, Rational::integer(0)),
            player,
            profiles: [first, shape.with(first, player, other)],
            whose,
            weights: profiles,
            bound: bound.clone(),
        })
    }

    /// Whether the answer hangs on nothing but comparisons of payoffs of one player's strategies, in one pure
    /// profile of the others: wherever no such pair changes its order, the answer is the same.
    pub fn is_pairwise(&self) -> bool {
        let pure = |choice: &MixedChoice| matches!(choice, MixedChoice::Among(_));
        match self {
            Self::PureEquilibria => true,
            Self::Survivors => false,
            Self::Given(inner, _) => inner.is_pairwise(),
            Self::Above(query, bound) => {
                matches!(query.kind, QueryKind::Gain { .. }) && bound.is_zero()
            }
            Self::Query(query) => match &query.kind {
                QueryKind::Dominant { .. }
                | QueryKind::WeaklyDominant { .. }
                | QueryKind::BestResponse { .. }
                | QueryKind::EveryPureEquilibrium { .. }
                | QueryKind::SomePureEquilibrium { .. } => true,
                QueryKind::Nash(profile) => profile.iter().all(|part| pure(&part.choice)),
                _ => false,
            },
        }
    }
}

/// Every pair of payoffs that a pairwise condition can hang on: whose they are, and two pure profiles within `kept`
/// that differ in that player's strategy.
///
/// # Complexity
/// As many as are listed.
pub fn pairs(shape: &Shape, players: &[bool], kept: &[Support]) -> Vec<(usize, usize, usize)> {
    let mut pairs = Vec::new();
    for player in (0..shape.players()).filter(|&player| players[player]) {
        for rivals in shape.rival_profiles_within(player, kept) {
            for (place, &own) in kept[player].iter().enumerate() {
                for &other in &kept[player][..place] {
                    let [first, second] = [own, other].map(|s| shape.with(rivals, player, s));
                    pairs.push((player, first, second));
                }
            }
        }
    }
    pairs
}

/// All pure equilibria, if all are known.
pub(super) fn pure_equilibria(
    payoffs: &Payoffs,
    settings: &Settings<'_>,
) -> Option<Vec<Vec<usize>>> {
    let pure = METHODS.iter().find(|method| method.name == "pure")?;
    let found = find_equilibria(payoffs, pure, settings).ok()?;
    if found.coverage == Coverage::Some {
        return None;
    }
    found.equilibria.iter().map(|equilibrium| equilibrium.profile.as_pure()).collect()
}
