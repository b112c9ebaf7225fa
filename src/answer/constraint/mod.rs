//! What the deviation that asks for most patience asks, written in the parameters.

use super::{Repetition, Threats};
use crate::game::{Payoffs, Shape, Support};
use crate::model::{Assignment, InSymbols, Model, Punishment, Ratio};
use crate::num::{Rational, Ring};
use crate::repeated::{After, Deviation, Threat};

/// What a deviation asks of the discount factor δ, in the parameters: a sum of powers of δ must not be less than a bound. It holds
/// around a point, as long as the conditions do, the same equilibrium punishes, and no other deviation asks for more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// The place of the deviation among those of the [`Repetition`].
    pub deviation: usize,
    /// What the sum must reach, as a formula of the file.
    pub bound: String,
    /// Powers of δ, each with its factor.
    pub powers: Vec<(u32, String)>,
    /// Comparisons of formulas, where payoffs choose or compare.
    pub conditions: Vec<String>,
}

impl Repetition {
    /// The place of the deviation that asks for the greatest discount factor, if one asks for any.
    pub fn binding(&self) -> Option<usize> {
        let both = self.alone.iter().enumerate();
        let tempted = both.filter_map(|(place, alone)| Some((alone.critical()?.0, place)));
        // Of several that ask for the same the last
        let (least, place) = tempted.max_by(|a, b| a.0.cmp(&b.0))?;
        (least > Rational::zero()).then_some(place)
    }

    /// What the binding deviation asks, in the parameters. `payoffs` are those of `model` at `point`, and `threats` what follows
    /// deviations there. Nothing where no deviation binds, the payoffs hang on no parameter, punishments are no payoffs of the
    /// stage game that a formula gives (those of the repeated game are not), or formulas are too long to be written out.
    ///
    /// # Complexity
    /// That of multiplying out the payoffs that matter, up to 60 terms each.
    pub fn constraint(
        &self,
        (model, point): (&Model, &Assignment),
        payoffs: &Payoffs,
        threats: &Threats<'_>,
        punishment: Punishment,
    ) -> Option<Constraint> {
        let Threats::Stage { each: threats, .. } = threats else { return None };
        let place = self.binding()?;
        let one = &self.deviations[place];
        let threat = Source::of(payoffs, one.player, threats.get(one.player)?, punishment)?;
        let shape = payoffs.shape();
        let rounds = self.path.profiles();
        let other = shape.with(rounds[one.phase], one.player, one.strategy);
        let all = rounds.iter().copied().chain([other]).chain(threat.profiles());
        let kept = kept(shape, all);
        let mut symbols = model.in_symbols(point, one.player, &kept)?;
        let threat = threat.written(&mut symbols)?;
        // What formulas give is what was compared
        if symbols.value(&threat).is_some_and(|value| value < one.threat.0 || value > one.threat.1)
        {
            return None;
        }
        let (mut bound, mut powers) = self.asked(one, other, &threat, &mut symbols)?;
        powers.retain(|(_, factor)| factor.as_constant() != Some(Rational::zero()));
        if let [(_, only)] = &mut powers[..] {
            // It is positive where the bound is, or no discount factor would do
            bound = bound.divided(only)?;
            *only = only.divided(only)?;
        }
        let fixed = |ratio: &Ratio| ratio.as_constant().is_some();
        if fixed(&bound) && powers.iter().all(|(_, factor)| fixed(factor)) {
            return None;
        }
        Some(Constraint {
            deviation: place,
            conditions: symbols.conditions()?,
            bound: symbols.text(&bound),
            powers: powers.iter().map(|(power, of)| (*power, symbols.text(of))).collect(),
        })
    }

    /// A bound, and powers of δ with their factors, whose sum must reach it.
    fn asked(
        &self,
        one: &Deviation,
        other: usize,
        threat: &Ratio,
        symbols: &mut InSymbols<'_>,
    ) -> Option<(Ratio, Vec<(u32, Ratio)>)> {
        let rounds = self.path.profiles();
        let path: Vec<Ratio> =
            rounds.iter().map(|&index| symbols.payoff(index)).collect::<Option<_>>()?;
        let at = |later: usize| &path[(one.phase + later) % path.len()];
        let pays = symbols.payoff(other)?;
        let gained = pays.minus(at(0))?;
        let unit = gained.divided(&gained)?;
        let length = path.len();
        let power = |power: usize| u32::try_from(power).ok();
        match self.after {
            After::Forever if length == 1 => {
                Some((gained.divided(&pays.minus(threat)?)?, vec![(1, unit)]))
            }
            After::Rounds(many) if length == 1 => {
                let bound = gained.divided(&at(0).minus(threat)?)?;
                Some((bound, (1..=many).map(|k| (k, unit.clone())).collect()))
            }
            // d − u(t) ≤ Σ δ^k (u(t + k) − p) + δ^T (d − p)
            After::Forever => {
                let mut powers = Vec::with_capacity(length);
                for later in 1..length {
                    let factor = at(later).minus(threat)?.divided(&gained)?;
                    powers.push((power(later)?, factor));
                }
                powers.push((power(length)?, pays.minus(threat)?.divided(&gained)?));
                Some((unit, powers))
            }
            // d − u(t) ≤ Σ δ^k (u(t + k) − p) for so many rounds; then the path goes on where it would have been
            After::Rounds(many) => {
                let many = usize::try_from(many).ok().filter(|&many| many <= MOST_ROUNDS)?;
                let mut powers = Vec::with_capacity(many);
                for later in 1..=many {
                    powers.push((power(later)?, at(later).minus(threat)?.divided(&gained)?));
                }
                Some((unit, powers))
            }
        }
    }
}

/// Rounds of punishment that are written one by one.
const MOST_ROUNDS: usize = 12;

/// Where a punishment's payoff comes from.
enum Source {
    /// A pure profile.
    Pure(usize),
    /// Two of the player's strategies, both played, against two of one other player's: pairs of profiles, one pair for each of
    /// the player's own.
    Mixed([[usize; 2]; 2]),
}

impl Source {
    fn of(
        payoffs: &Payoffs,
        player: usize,
        threat: &Threat,
        punishment: Punishment,
    ) -> Option<Self> {
        if punishment == Punishment::Minmax {
            return minmax(payoffs, player, threat).map(Self::Pure);
        }
        let played: Vec<usize> =
            threat.combination.as_ref()?.iter().map(|(index, _)| *index).collect();
        match played[..] {
            [only] => Some(Self::Pure(only)),
            [_, _, _, _] => {
                let own = |index: &usize| payoffs.shape().strategy(*index, player);
                let first = own(&played[0]);
                let (one, two): (Vec<usize>, Vec<usize>) =
                    played.iter().partition(|index| own(index) == first);
                let ([a, b], [c, d]) =
                    (<[usize; 2]>::try_from(one).ok()?, <[usize; 2]>::try_from(two).ok()?);
                let same = |x: usize, y: usize| payoffs.shape().with(y, player, first) == x;
                (same(a, c) && same(b, d)).then_some(Self::Mixed([[a, b], [c, d]]))
            }
            _ => None,
        }
    }

    fn profiles(&self) -> Vec<usize> {
        match self {
            Self::Pure(index) => vec![*index],
            Self::Mixed(pairs) => pairs.concat(),
        }
    }

    /// What the player gets; where both sides mix, what leaves the player indifferent gives.
    fn written(&self, symbols: &mut InSymbols<'_>) -> Option<Ratio> {
        match self {
            Self::Pure(index) => symbols.payoff(*index),
            Self::Mixed([[a, b], [c, d]]) => {
                let [a, b, c, d] = [a, b, c, d].map(|index| symbols.payoff(*index));
                let (a, b, c, d) = (a?, b?, c?, d?);
                let over = a.multiplied(&d)?.minus(&b.multiplied(&c)?)?;
                over.divided(&a.minus(&b)?.minus(&c)?.plus(&d)?)
            }
        }
    }
}

/// The profile that gives a player the pure minmax value: a best response, to what leaves it least.
fn minmax(payoffs: &Payoffs, player: usize, threat: &Threat) -> Option<usize> {
    let shape = payoffs.shape();
    let paid = |index: usize| payoffs.bounds(player, &[(index, Rational::one())]);
    let best = |index: usize| {
        let others = 0..shape.strategies()[player];
        others
            .map(|strategy| shape.with(index, player, strategy))
            .all(|other| paid(other).zip(paid(index)).is_some_and(|(one, own)| one.0 <= own.1))
    };
    (0..shape.profiles()).find(|&index| paid(index).as_ref() == Some(&threat.bounds) && best(index))
}

/// The strategies of some profiles.
fn kept(shape: &Shape, profiles: impl Iterator<Item = usize>) -> Vec<Support> {
    let mut kept: Vec<Support> = vec![Vec::new(); shape.players()];
    for index in profiles {
        for (player, strategy) in shape.profile(index).into_iter().enumerate() {
            kept[player].push(strategy);
        }
    }
    for own in &mut kept {
        own.sort_unstable();
        own.dedup();
    }
    kept
}

#[cfg(test)]
mod tests;
