//! All that may be played in one state, when it is known what follows in the others.

use std::sync::Arc;

use crate::certify::{Certificate, StateValues};
use crate::game::{Bounds, Game, Narrow, Payoffs, Profile, Stage, StochasticGame};
use crate::nash::{Coverage, Settings, Watch};
use crate::num::{Bits, Interval, Rational, Ring, Sign, Wide};
use crate::solve::solve;

use super::square::square;

/// What may be played in some states, given the values of those that they lead to.
#[derive(Debug)]
pub(super) struct Answers {
    /// For each answer a profile for each state.
    pub(super) profiles: Vec<Vec<Profile<Rational>>>,
    pub(super) coverage: Coverage,
    /// There are infinitely many, and these are the extreme ones.
    pub(super) infinite: bool,
    /// Probabilities that are not known to be rational were rounded.
    pub(super) rounded: bool,
    /// The states lead to each other in too many ways.
    pub(super) too_large: bool,
    /// Time was over.
    pub(super) stopped: bool,
}

impl Answers {
    /// Nothing, of which nothing is known.
    pub(super) fn none() -> Self {
        Self {
            profiles: Vec::new(),
            coverage: Coverage::Some,
            infinite: false,
            rounded: false,
            too_large: false,
            stopped: false,
        }
    }
}

/// All equilibria of the stage game of `state`, when its own value is that of what is played, and those of other states are known.
///
/// A profile `a` for ever is worth `A(a) / B(a)` with `A = (1 − δ) u + δ Σ q v` over the other states and `B = 1 − δ q` of this
/// one; deviating once does not pay exactly if deviating for ever does not. So pure equilibria are those of the game with
/// these payoffs. Where at most one player decides whether play stays, `B` is a common factor for everybody else's
/// strategies, and the mixed equilibria are those of the game with `A / B` for that player and `A` for the others.
pub(super) fn equilibria(
    game: &StochasticGame,
    state: usize,
    values: &StateValues,
    watch: Watch<'_>,
) -> Answers {
    let stage = &game.stages()[state];
    let deciding = deciding(stage, state);
    let payoffs: Vec<Vec<Bounds>> = (0..game.players())
        .map(|player| {
            let whole = deciding.is_empty() || deciding.contains(&player) || deciding.len() > 1;
            (0..stage.shape().profiles())
                .map(|profile| {
                    let both = parts(game, stage, state, player, profile, values);
                    if whole { quotient(&both) } else { both.0 }
                })
                .collect()
        })
        .collect();
    let candidates = pure(stage, &payoffs);
    let embed = |pure: Vec<usize>| vec![Profile::pure(stage.shape().strategies(), &pure)];
    if deciding.len() > 1 {
        let mut profiles: Vec<_> = candidates.into_iter().map(embed).collect();
        let parts: Vec<Vec<_>> = (0..game.players())
            .map(|player| {
                let part = |profile| parts(game, stage, state, player, profile, values);
                (0..stage.shape().profiles()).map(part).collect()
            })
            .collect();
        let square = square(stage.shape(), &parts);
        let coverage = match &square {
            Some(square) if square.complete => Coverage::All,
            _ => Coverage::AllPure,
        };
        let rounded = square.as_ref().is_some_and(|square| square.rounded);
        let infinite = square.as_ref().is_some_and(|square| square.infinite);
        profiles.extend(square.into_iter().flat_map(|found| found.profiles).map(|p| vec![p]));
        return Answers { profiles, coverage, infinite, rounded, ..Answers::none() };
    }
    let settings = Settings { watch, ..Settings::default() };
    let Ok(solution) = solve(&stage_payoffs(stage, payoffs), None, &settings) else {
        let profiles = candidates.into_iter().map(embed).collect();
        return Answers { profiles, coverage: Coverage::AllPure, ..Answers::none() };
    };
    let outcome = solution.outcome;
    let rounded = outcome.equilibria.iter().any(|e| e.certificate != Certificate::Exact);
    let mut coverage = if rounded { Coverage::Some } else { outcome.coverage };
    let infinite = outcome.continuum().is_some();
    let mut profiles: Vec<Vec<_>> =
        outcome.equilibria.into_iter().map(|e| vec![e.profile]).collect();
    for candidate in candidates.into_iter().map(embed) {
        // Bounds do not tell whether it is one
        if !profiles.contains(&candidate) {
            profiles.push(candidate);
            coverage = Coverage::Some;
        }
    }
    Answers { profiles, coverage, infinite, rounded, ..Answers::none() }
}

/// The players on whose strategies it depends with which chance play stays in the state.
fn deciding(stage: &Stage, state: usize) -> Vec<usize> {
    let shape = stage.shape();
    let stays: Vec<Rational> = (0..shape.profiles()).map(|p| stage.chance(p, state)).collect();
    let decides = |player: &usize| {
        shape.rival_profiles(*player).any(|base| {
            (1..shape.strategies()[*player])
                .any(|own| stays[shape.with(base, *player, own)] != stays[base])
        })
    };
    (0..shape.players()).filter(decides).collect()
}

/// `A` and `B`: see [`equilibria`].
fn parts(
    game: &StochasticGame,
    stage: &Stage,
    state: usize,
    player: usize,
    profile: usize,
    values: &StateValues,
) -> (Bounds, Bounds) {
    let discount = game.discount(player);
    let (today_low, today_high) = stage.payoff(player, profile);
    let (mut low, mut high) = (Rational::zero(), Rational::zero());
    let mut stays = Rational::zero();
    for (next, chance) in stage.moves(profile) {
        if *next == state {
            stays = chance.clone();
        } else {
            low.add_product(chance, &values[*next][player].0);
            high.add_product(chance, &values[*next][player].1);
        }
    }
    let at = |discount: &Rational, today: &Rational, later: &Rational| {
        let mut sum = today.clone();
        sum.add_product(discount, &later.minus(today));
        sum
    };
    let least = at(&discount.0, today_low, &low).min(at(&discount.1, today_low, &low));
    let most = at(&discount.0, today_high, &high).max(at(&discount.1, today_high, &high));
    let left = |discount: &Rational| {
        let mut goes_on = stays.clone();
        goes_on *= discount;
        Rational::one().minus(&goes_on)
    };
    ((least, most), (left(&discount.1), left(&discount.0)))
}

/// `A / B`, and `B` is positive.
fn quotient((a, b): &(Bounds, Bounds)) -> Bounds {
    let over = |x: &Rational, one: &Rational, other: &Rational| {
        let mut x = x.clone();
        x /= if x.signum() == Sign::Negative { one } else { other };
        x
    };
    (over(&a.0, &b.0, &b.1), over(&a.1, &b.1, &b.0))
}

/// The pure profiles from which no deviation surely pays.
fn pure(stage: &Stage, payoffs: &[Vec<Bounds>]) -> Vec<Vec<usize>> {
    let shape = stage.shape();
    let stands = |&index: &usize| {
        (0..shape.players()).all(|player| {
            (0..shape.strategies()[player]).all(|own| {
                payoffs[player][shape.with(index, player, own)].0 <= payoffs[player][index].1
            })
        })
    };
    (0..shape.profiles()).filter(stands).map(|index| shape.profile(index)).collect()
}

/// Payoffs between bounds that do not get narrower.
#[derive(Debug)]
struct Fixed(Vec<Vec<Bounds>>);

impl Narrow for Fixed {
    fn payoff(&self, player: usize, index: usize, bits: u32) -> Option<Wide> {
        let (low, high) = &self.0[player][index];
        Wide::new(low, high, Bits::new(bits as usize))
    }

    fn exact(&self, player: usize, index: usize) -> Option<Rational> {
        let (low, high) = &self.0[player][index];
        (low == high).then(|| low.clone())
    }

    fn is_zero(&self, player: usize, combination: &[(usize, Rational)]) -> bool {
        let mut sum = Rational::zero();
        combination.iter().all(|(index, coefficient)| {
            let (low, high) = &self.0[player][*index];
            sum.add_product(coefficient, low);
            low == high
        }) && sum.is_zero()
    }
}

/// Precision at which fixed bounds are asked for: no more is known.
const BITS: u32 = 256;

fn stage_payoffs(stage: &Stage, payoffs: Vec<Vec<Bounds>>) -> Payoffs {
    let strategies = stage.shape().strategies().to_vec();
    let exact = payoffs.iter().flatten().all(|(low, high)| low == high);
    if exact {
        let lows = payoffs.into_iter().map(|own| own.into_iter().map(|(low, _)| low).collect());
        let game = Game::new(strategies, lows.collect());
        return game.expect("one payoff for each profile").into();
    }
    let interval =
        |(low, high): &Bounds| Interval::from_rational(low).hull(&Interval::from_rational(high));
    let coarse = payoffs.iter().map(|own| own.iter().map(interval).collect()).collect();
    let coarse = Game::new(strategies, coarse).expect("one payoff for each profile");
    let classes = payoffs.iter().map(|own| (0_u32..).take(own.len()).collect()).collect();
    Payoffs::enclosed(coarse, classes, Arc::new(Fixed(payoffs)), BITS)
}
