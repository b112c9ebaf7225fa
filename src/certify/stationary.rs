//! Stationary equilibria of stochastic games whose probabilities are not known exactly: boxes that contain exactly one.

use super::krawczyk::{Equations, solution};
use super::markov::{OneShot, StateValues};
use crate::game::{Bounds, Continued, Policy, Profile, StochasticGame, Support};
use crate::num::{Bits, Certain, Interval, Rational, Ring, Sign, Wide};
use crate::table::middle;

/// More unknowns than this are not enclosed: the matrix of derivatives is inverted as a whole.
const MOST: usize = 500;

/// Bits in which equations are evaluated where they are not rational.
const BITS: usize = 320;

/// Bounds of probabilities, by player and available strategy.
pub type Chances = Vec<Vec<Bounds>>;

/// A stationary equilibrium that is proved to exist within bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct EnclosedPolicy {
    /// Of each probability, by state.
    pub policy: Vec<Chances>,
    /// Of what it is worth.
    pub values: StateValues,
    /// Of what single deviations from it gain: nothing.
    pub one_shot: OneShot,
}

impl EnclosedPolicy {
    /// The policy, where all its probabilities are known exactly.
    pub fn exact(&self) -> Option<Policy> {
        let strategy = |own: &Vec<Bounds>| {
            own.iter().map(|(low, high)| (low == high).then(|| low.clone())).collect()
        };
        let profile = |chances: &Chances| {
            Some(Profile::new(chances.iter().map(strategy).collect::<Option<_>>()?))
        };
        self.policy.iter().map(profile).collect()
    }
}

/// Proves that a stochastic game has exactly one Markov-perfect equilibrium near `near`, with its supports, and encloses it. What makes
/// everybody indifferent between all that they play, at values that follow from it, is a system of equations; its solution is enclosed
/// by Krawczyk's test (`krawczyk1969`), group by group of the states that lead to each other, wherever between their bounds payoffs and the values of
/// other states are. Probabilities are then proved positive, and what is not played to be worth no more.
///
/// `values` are about what `near` is worth. `None` where any of this could not be proved, as when equilibria are not isolated, or something
/// that is not played is as good as what is.
///
/// # Complexity
/// A matrix inverse for each group, in as many variables as it has probabilities that are not 0 or 1, and values.
///
/// # Examples
/// Whoever matches in the first state ends the game and wins 3 or 1; else it goes on. The value is not rational.
/// ```
/// use equil::certify::enclose_policy;
/// use equil::game::{Profile, Stage, StochasticGame};
/// use equil::num::Rational;
///
/// let q = |n: i64, d: i64| Rational::new(n, d).unwrap();
/// let both = |list: [i64; 4]| {
///     [1, -1].map(|sign| list.map(|n| (q(sign * n, 1), q(sign * n, 1))).to_vec()).to_vec()
/// };
/// let to = |state: usize| vec![(state, q(1, 1))];
/// let play = Stage::new(vec![vec![0, 1]; 2], both([3, 0, 0, 1]), vec![to(1), to(0), to(0), to(1)]);
/// let end = Stage::new(vec![vec![0]; 2], vec![both([0; 4])[0][..1].to_vec(); 2], vec![to(1)]);
/// let game = StochasticGame::new(vec![(q(4, 5), q(4, 5)); 2], vec![play.unwrap(), end.unwrap()]).unwrap();
/// let near = vec![Profile::new(vec![vec![q(1, 5), q(4, 5)]; 2]), Profile::pure(&[1, 1], &[0, 0])];
/// let about = |n: i64| (q(n, 5), q(n, 5));
/// let values = vec![vec![about(1), about(-1)], vec![about(0), about(0)]];
/// let found = enclose_policy(&game, &near, &values).unwrap();
/// // In totals w = δ v and v = (3 − w²) / (4 − 2 w)
/// let total = found.values[0][0].0.nearest_f64() * 5.0;
/// let next = total * 0.8;
/// assert!((total - (3.0 - next * next) / (4.0 - 2.0 * next)).abs() < 1e-12);
/// assert!(found.one_shot.is_equilibrium() && found.exact().is_none());
/// ```
pub fn enclose_policy(
    game: &StochasticGame,
    near: &Policy,
    values: &StateValues,
) -> Option<EnclosedPolicy> {
    let mut found = EnclosedPolicy {
        policy: vec![Vec::new(); game.states()],
        values: values.clone(),
        one_shot: OneShot { gains: vec![Vec::new(); game.states()] },
    };
    for group in game.groups() {
        let here = enclose_states(game, &group, near, &mut found.values)?;
        for (&state, (chances, gains)) in group.iter().zip(here) {
            found.policy[state] = chances;
            found.one_shot.gains[state] = gains;
        }
    }
    Some(found)
}

/// The same for one group of states (increasing) that lead to each other, when the values of the states that they lead to are known. Puts bounds in the place
/// of their values; returns those of probabilities and of gains, for each state.
pub fn enclose_states(
    game: &StochasticGame,
    group: &[usize],
    near: &Policy,
    values: &mut StateValues,
) -> Option<Vec<(Chances, Chances)>> {
    let system = System::new(game, group, near, values)?;
    let mut start: Vec<Rational> = Vec::with_capacity(system.count);
    for &(place, player, own) in &system.mixed {
        start.push(near[group[place]][player][own].clone());
    }
    for &state in group {
        start.extend(values[state].iter().map(|(low, high)| middle(low, high)));
    }
    let found = solution(&system, &start, system.scale)?;
    if found[..system.mixed.len()].iter().any(|(low, _)| low.signum() != Sign::Positive) {
        return None;
    }
    let told = system.checked(&found)?;
    let mut worth = found.into_iter().skip(system.mixed.len());
    for &state in group {
        values[state] = worth.by_ref().take(game.players()).collect();
    }
    Some(told)
}

/// The stages of a group in numbers of one kind.
type Stages<T> = Vec<Continued<T>>;

/// What makes everybody indifferent, and what that is worth.
struct System {
    /// `[place][player]`
    supports: Vec<Vec<Support>>,
    /// Place, player and strategy of each probability that is not known.
    mixed: Vec<(usize, usize, usize)>,
    players: usize,
    count: usize,
    scale: f64,
    /// Where everything is rational.
    rational: Option<Stages<Rational>>,
    wide: Stages<Wide>,
    near: Stages<f64>,
    within: Stages<Interval>,
}

impl System {
    fn new(
        game: &StochasticGame,
        group: &[usize],
        near: &Policy,
        values: &StateValues,
    ) -> Option<Self> {
        let supports: Vec<Vec<Support>> = group.iter().map(|&s| near[s].supports()).collect();
        let mut mixed = Vec::new();
        for (place, supports) in supports.iter().enumerate() {
            for (player, support) in supports.iter().enumerate().filter(|(_, own)| own.len() > 1) {
                mixed.extend(support.iter().map(|&own| (place, player, own)));
            }
        }
        let count = mixed.len() + group.len() * game.players();
        if count > MOST {
            return None;
        }
        let rational = stages(game, group, values, |(low, high)| {
            // Never looked at unless both are one
            debug_assert!(low <= high);
            low.clone()
        });
        let number = |(low, high): &Bounds| middle(low, high).nearest_f64();
        let largest = |&state: &usize| {
            let stage = &game.stages()[state];
            let profiles = 0..stage.shape().profiles();
            let payoffs =
                profiles.flat_map(|a| (0..game.players()).map(move |p| stage.payoff(p, a)));
            payoffs.chain(&values[state]).map(|x| number(x).abs()).fold(1.0, f64::max)
        };
        Some(Self {
            scale: group.iter().map(largest).fold(1.0, f64::max),
            supports,
            mixed,
            players: game.players(),
            count,
            rational: is_exact(game, group, values).then_some(rational),
            wide: stages(game, group, values, wide),
            near: stages(game, group, values, number),
            within: stages(game, group, values, |(low, high)| Interval::spanning(low, high)),
        })
    }

    /// Where the value of a player in a state of the group stands.
    fn value(&self, place: usize, player: usize) -> usize {
        self.mixed.len() + place * self.players + player
    }

    /// Where a probability stands.
    fn chance(&self, place: usize, player: usize, own: usize) -> Option<usize> {
        self.mixed.binary_search(&(place, player, own)).ok()
    }

    fn profile<T: Ring>(&self, stage: &Continued<T>, place: usize, at: &[T]) -> Profile<T> {
        let strategy = |(player, count): (usize, &usize)| {
            let support = &self.supports[place][player];
            let probability = |own: usize| match self.chance(place, player, own) {
                Some(number) => at[number].clone(),
                None if support.contains(&own) => T::one(),
                None => T::zero(),
            };
            (0..*count).map(probability).collect()
        };
        Profile::new(stage.shape().strategies().iter().enumerate().map(strategy).collect())
    }

    /// What each strategy promises above the value, by place, player and strategy.
    fn above<T: Ring>(&self, stages: &Stages<T>, at: &[T]) -> Vec<Vec<Vec<T>>> {
        let here = |(place, stage): (usize, &Continued<T>)| {
            let game = stage.game(|place, player| at[self.value(place, player)].clone());
            let profile = self.profile(stage, place, at);
            let own = |player: usize| {
                let mut earned = game.deviation_payoffs(player, &profile);
                for x in &mut earned {
                    *x -= &at[self.value(place, player)];
                }
                earned
            };
            (0..self.players).map(own).collect()
        };
        stages.iter().enumerate().map(here).collect()
    }

    fn equations<T: Ring>(&self, stages: &Stages<T>, at: &[T]) -> Vec<T> {
        let mut found = Vec::with_capacity(self.count);
        for (place, above) in self.above(stages, at).into_iter().enumerate() {
            for (player, above) in above.into_iter().enumerate() {
                let support = &self.supports[place][player];
                found.extend(support.iter().map(|&own| above[own].clone()));
                if support.len() > 1 {
                    let mut sum = T::minus_one();
                    for number in support.iter().filter_map(|&s| self.chance(place, player, s)) {
                        sum += &at[number];
                    }
                    found.push(sum);
                }
            }
        }
        found
    }

    fn derivatives<T: Ring>(&self, stages: &Stages<T>, at: &[T]) -> Vec<Vec<(usize, T)>> {
        let mut found = Vec::with_capacity(self.count);
        for (place, stage) in stages.iter().enumerate() {
            let game = stage.game(|place, player| at[self.value(place, player)].clone());
            let profile = self.profile(stage, place, at);
            for player in 0..self.players {
                let support = &self.supports[place][player];
                let mut rows: Vec<Vec<(usize, T)>> =
                    vec![vec![(self.value(place, player), T::minus_one())]; support.len()];
                let reached = stage.reached(player, &profile);
                for (row, &own) in rows.iter_mut().zip(support) {
                    let next = reached[own].iter();
                    row.extend(next.map(|(next, by)| (self.value(*next, player), by.clone())));
                }
                for other in (0..self.players).filter(|&other| other != player) {
                    if self.supports[place][other].len() < 2 {
                        continue;
                    }
                    for (theirs, by) in game.responses(player, other, &profile).iter().enumerate() {
                        let Some(number) = self.chance(place, other, theirs) else { continue };
                        for (row, &own) in rows.iter_mut().zip(support) {
                            row.push((number, by[own].clone()));
                        }
                    }
                }
                if support.len() > 1 {
                    let own = support.iter().filter_map(|&s| self.chance(place, player, s));
                    rows.push(own.map(|number| (number, T::one())).collect());
                }
                found.extend(rows);
            }
        }
        found
    }

    /// Bounds of probabilities and of gains for each state, if nothing that is not played is worth more.
    fn checked(&self, found: &[Bounds]) -> Option<Vec<(Chances, Chances)>> {
        let is_exact = found.iter().all(|(low, high)| low == high);
        let above: Vec<Vec<Vec<Bounds>>> = match &self.rational {
            Some(stages) if is_exact => {
                let at: Vec<Rational> = found.iter().map(|(low, _)| low.clone()).collect();
                bounded(&self.above(stages, &at))?
            }
            _ => bounded(&self.above(&self.wide, &found.iter().map(wide).collect::<Vec<_>>()))?,
        };
        let zero = || (Rational::zero(), Rational::zero());
        let one = || (Rational::one(), Rational::one());
        let mut told = Vec::with_capacity(above.len());
        for (place, above) in above.into_iter().enumerate() {
            let (mut chances, mut gains) = (Vec::new(), Vec::new());
            for (player, above) in above.into_iter().enumerate() {
                let support = &self.supports[place][player];
                let (mut own_chances, mut own_gains) = (Vec::new(), Vec::new());
                for (own, gain) in above.into_iter().enumerate() {
                    if !support.contains(&own) {
                        if gain.1.signum() == Sign::Positive {
                            return None;
                        }
                        own_chances.push(zero());
                        own_gains.push(gain);
                        continue;
                    }
                    let chance = self.chance(place, player, own);
                    own_chances.push(chance.map_or_else(one, |number| found[number].clone()));
                    own_gains.push(zero());
                }
                chances.push(own_chances);
                gains.push(own_gains);
            }
            told.push((chances, gains));
        }
        Some(told)
    }
}

impl Equations for System {
    fn residual(&self, at: &[Rational]) -> Option<Vec<Bounds>> {
        if let Some(stages) = &self.rational {
            return Some(self.equations(stages, at).into_iter().map(|x| (x.clone(), x)).collect());
        }
        let at: Vec<Wide> =
            at.iter().map(|x| Wide::from_rational_bits(x, Bits::new(BITS))).collect();
        self.equations(&self.wide, &at).iter().map(Certain::bounds).collect()
    }

    fn slopes(&self, at: &[f64]) -> Vec<Vec<(usize, f64)>> {
        self.derivatives(&self.near, at)
    }

    fn slopes_within(&self, at: &[Interval]) -> Vec<Vec<(usize, Interval)>> {
        self.derivatives(&self.within, at)
    }
}

fn stages<T: Ring>(
    game: &StochasticGame,
    group: &[usize],
    values: &StateValues,
    number: impl Fn(&Bounds) -> T,
) -> Stages<T> {
    let stage = |&state: &usize| {
        let worth = |state: usize, player: usize| number(&values[state][player]);
        Continued::new(game, state, group, worth, &number)
    };
    group.iter().map(stage).collect()
}

/// Whether payoffs and discount factors of a group are rational, and so are the values of what it leads to.
fn is_exact(game: &StochasticGame, group: &[usize], values: &StateValues) -> bool {
    let is_one = |(low, high): &Bounds| low == high;
    (0..game.players()).all(|player| is_one(game.discount(player)))
        && group.iter().all(|&state| {
            let stage = &game.stages()[state];
            (0..stage.shape().profiles()).all(|profile| {
                let next = stage.moves(profile).iter();
                let mut beyond = next.filter(|(next, _)| group.binary_search(next).is_err());
                (0..game.players()).all(|player| is_one(stage.payoff(player, profile)))
                    && beyond.all(|(next, _)| values[*next].iter().all(is_one))
            })
        })
}

fn wide((low, high): &Bounds) -> Wide {
    let bits = Bits::new(BITS);
    Wide::from_rational_bits(low, bits).hull(&Wide::from_rational_bits(high, bits))
}

fn bounded<T: Certain>(numbers: &[Vec<Vec<T>>]) -> Option<Vec<Vec<Vec<Bounds>>>> {
    let own = |own: &Vec<T>| own.iter().map(Certain::bounds).collect::<Option<_>>();
    let each = |place: &Vec<Vec<T>>| place.iter().map(own).collect::<Option<_>>();
    numbers.iter().map(each).collect()
}
