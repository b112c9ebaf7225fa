//! Value iteration: what is played in each state follows from what is worth how much next, until nothing moves.
//!
//! Source: L. S. Shapley, "Stochastic games", *Proceedings of the National Academy of Sciences* 39 (1953), 1095–1100
//! (`shapley1953`), for zero-sum games, where values always settle; elsewhere they need not.

use crate::game::{Game, Payoffs, Policy, Profile, Stage, StochasticGame};
use crate::nash::{Settings, Watch};
use crate::num::Rational;
use crate::solve::solve;
use crate::table::middle;

use super::found::Found;

/// What value iteration came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Iterated {
    /// The last policy, with exact values and its certificate.
    pub found: Found,
    /// Rounds in which every state was looked at.
    pub rounds: u64,
    /// The most that a value moved in the last round.
    pub residual: f64,
    /// Whether values settled, or the policy was proved to be an equilibrium.
    pub settled: bool,
    /// Why the search was given up before the last round, if values do not settle.
    pub endless: Option<Endless>,
    /// Whether the search was ended before it was done.
    pub stopped: bool,
}

/// How values move for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endless {
    /// Values and what is played come back after so many rounds, exactly.
    Cycle(u64),
    /// For so many rounds values moved about as much as before.
    Restless(u64),
}

/// Values that move less than this part of the range of payoffs have settled: floats do not tell more.
const SETTLED: f64 = 1e-14;

/// Where values settle, what they move by halves after some rounds. After this many times the rounds that discounting alone takes for it, and no fewer than
/// [`RESTLESS`], they are not going to.
const PATIENCE: f64 = 64.0;
const RESTLESS: u64 = 200;
/// Rounds are kept so often in that time, to see whether values come back to them.
const KEPT: u64 = 8;

/// A policy that was not changed for so many rounds is evaluated exactly.
const UNCHANGED: u64 = 3;

/// One Markov-perfect equilibrium in a stationary policy, searched for by value iteration in floats: an equilibrium of each state's stage
/// game, with what follows at the values of the last round, gives the values of this one. A pure equilibrium that was
/// played stays while it is one; else the first pure one is played, else a mixed one. At most `most` rounds.
///
/// Whatever comes out is made exact and certified: [`Found::one_shot`] says what single deviations gain at most. Values need not settle
/// in general-sum games; then [`Iterated::settled`] says so, and the last policy is what it is. Where they come back exactly, or move as much as ever, the search ends
/// ([`Iterated::endless`]).
///
/// # Complexity
/// One stage game for each state and round; exact evaluations as [`worth`](super::worth()), one for each policy that stays for some
/// rounds.
///
/// # Examples
/// Shapley's game: whoever matches in the first state ends the game and wins 2 or loses; else it goes on.
/// ```
/// use equil::game::{Stage, StochasticGame};
/// use equil::num::Rational;
/// use equil::stochastic::iteration;
///
/// let both = |list: [i64; 4]| {
///     [1, -1].map(|sign| list.map(|n| Rational::integer(sign * n)).map(|n| (n.clone(), n)).to_vec()).to_vec()
/// };
/// let to = |state: usize| vec![(state, Rational::integer(1))];
/// let play = Stage::new(vec![vec![0, 1]; 2], both([2, 0, 0, 2]), vec![to(1), to(0), to(0), to(1)]);
/// let end = Stage::new(vec![vec![0]; 2], vec![both([0; 4])[0][..1].to_vec(); 2], vec![to(1)]);
/// let half = Rational::new(1, 2).unwrap();
/// let game = StochasticGame::new(vec![(half.clone(), half); 2], vec![play.unwrap(), end.unwrap()]).unwrap();
/// let found = iteration(&game, 1000, &|_, _| true).unwrap();
/// assert!(found.settled && found.found.one_shot.most() < Rational::new(1, 1_000_000).unwrap());
/// ```
pub fn iteration(game: &StochasticGame, most: u64, watch: Watch<'_>) -> Option<Iterated> {
    let stages: Vec<Floats> = game.stages().iter().map(|stage| Floats::of(game, stage)).collect();
    let order: Vec<usize> = game.groups().concat();
    let mut values = vec![vec![0.0; game.players()]; game.states()];
    let mut policy: Vec<Profile<f64>> = game.stages().iter().map(first).collect();
    let mut tried: Option<Policy> = None;
    let range = stages.iter().map(Floats::range).fold(0.0, f64::max);
    let (mut rounds, mut residual, mut unchanged) = (0, f64::INFINITY, 0);
    let mut stopped = false;
    let mut endless = None;
    let mut memory = Memory::new(&stages);
    while rounds < most && residual > SETTLED * range && endless.is_none() {
        if !watch(rounds, most) {
            stopped = true;
            break;
        }
        rounds += 1;
        residual = 0.0;
        let mut changed = false;
        for &state in &order {
            let stage = &stages[state];
            let now = stage.promised(&values);
            let played = played(&now, &policy[state]);
            changed |= played.supports() != policy[state].supports();
            for (player, value) in values[state].iter_mut().enumerate() {
                let worth = expected(&now, player, &played);
                residual = (worth - *value).abs().max(residual);
                *value = worth;
            }
            policy[state] = played;
        }
        endless = memory.endless(rounds, residual, &values, &policy);
        unchanged = if changed { 0 } else { unchanged + 1 };
        if unchanged == UNCHANGED && policy.iter().all(|profile| profile.as_pure().is_some()) {
            let exact: Policy = policy.iter().map(Profile::to_exact).collect();
            if tried.as_ref() != Some(&exact) {
                let found = Found::certified(game, exact.clone())?;
                if found.one_shot.is_equilibrium() {
                    return Some(Iterated {
                        found,
                        rounds,
                        residual,
                        settled: true,
                        endless: None,
                        stopped,
                    });
                }
                tried = Some(exact);
            }
        }
    }
    let settled = residual <= SETTLED * range;
    let rounded = Found::certified(game, policy.iter().map(Profile::to_exact).collect())?;
    // Probabilities that are simple fractions are proved to be
    let simple = simple(&policy).and_then(|policy| Found::certified(game, policy));
    let found = match simple {
        Some(simple) if simple.one_shot.most() < rounded.one_shot.most() => simple,
        _ => rounded,
    };
    let endless = endless.filter(|_| !settled);
    Some(Iterated { found, rounds, residual, settled, endless, stopped })
}

/// What tells that values will not settle.
struct Memory {
    /// Round, values and policy that a return to is looked for.
    kept: (u64, Vec<Vec<f64>>, Vec<Profile<f64>>),
    /// The least that values moved by when it last halved, and the round.
    least: (f64, u64),
    /// Rounds in which it has to halve.
    patience: u64,
}

impl Memory {
    fn new(stages: &[Floats]) -> Self {
        let discounts = stages.iter().flat_map(|stage| &stage.discounts);
        let discount = discounts.copied().fold(0.0, f64::max);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates
        let rounds = (PATIENCE * std::f64::consts::LN_2 / -discount.ln()) as u64;
        Self {
            kept: (0, Vec::new(), Vec::new()),
            least: (f64::INFINITY, 0),
            patience: rounds.max(RESTLESS),
        }
    }

    fn endless(
        &mut self,
        round: u64,
        residual: f64,
        values: &[Vec<f64>],
        policy: &[Profile<f64>],
    ) -> Option<Endless> {
        if self.kept.1 == values && self.kept.2 == policy {
            return (residual > 0.0).then_some(Endless::Cycle(round - self.kept.0));
        }
        if round.is_multiple_of(self.patience / KEPT) {
            self.kept = (round, values.to_vec(), policy.to_vec());
        }
        if residual <= self.least.0 / 2.0 {
            self.least = (residual, round);
        }
        let since = round - self.least.1;
        (since >= self.patience).then_some(Endless::Restless(since))
    }
}

/// Everybody's first strategy.
fn first(stage: &Stage) -> Profile<f64> {
    let strategies = stage.shape().strategies();
    Profile::pure(strategies, &vec![0; strategies.len()])
}

/// The policy with the simplest fractions near its probabilities, where these add up to 1.
fn simple(policy: &[Profile<f64>]) -> Option<Policy> {
    let strategy = |mixed: &Vec<f64>| {
        let near: Vec<Rational> =
            mixed.iter().map(|&p| Rational::simplest_near(p)).collect::<Option<_>>()?;
        let mut sum = Rational::integer(0);
        for p in &near {
            sum += p;
        }
        (sum == Rational::integer(1)).then_some(near)
    };
    let profile = |profile: &Profile<f64>| {
        Some(Profile::new(profile.iter().map(strategy).collect::<Option<_>>()?))
    };
    policy.iter().map(profile).collect()
}

/// A stage in floats.
struct Floats {
    strategies: Vec<usize>,
    /// Today's payoffs times `1 − δ`, `[player][profile]`.
    today: Vec<Vec<f64>>,
    /// Where profiles lead.
    moves: Vec<Vec<(usize, f64)>>,
    discounts: Vec<f64>,
}

impl Floats {
    fn of(game: &StochasticGame, stage: &Stage) -> Self {
        let near = |(low, high): &(Rational, Rational)| middle(low, high).nearest_f64();
        let profiles = stage.shape().profiles();
        let discounts: Vec<f64> = (0..game.players()).map(|p| near(game.discount(p))).collect();
        let today = |(player, discount): (usize, &f64)| {
            (0..profiles).map(|a| (1.0 - discount) * near(stage.payoff(player, a))).collect()
        };
        let moves = |profile: usize| {
            let moves = stage.moves(profile).iter();
            moves.map(|(next, chance)| (*next, chance.nearest_f64())).collect()
        };
        Self {
            strategies: stage.shape().strategies().to_vec(),
            today: discounts.iter().enumerate().map(today).collect(),
            moves: (0..profiles).map(moves).collect(),
            discounts,
        }
    }

    fn range(&self) -> f64 {
        self.today.iter().flatten().fold(0.0, |most, x| x.abs().max(most))
    }

    /// The stage game with what follows.
    fn promised(&self, values: &[Vec<f64>]) -> Game<f64> {
        let own = |(player, today): (usize, &Vec<f64>)| {
            let each = today.iter().zip(&self.moves);
            each.map(|(today, moves)| {
                let later: f64 = moves.iter().map(|(s, chance)| chance * values[*s][player]).sum();
                today + self.discounts[player] * later
            })
            .collect()
        };
        let payoffs = self.today.iter().enumerate().map(own).collect();
        Game::new(self.strategies.clone(), payoffs).expect("one payoff for each profile")
    }
}

/// An equilibrium of the stage game.
fn played(game: &Game<f64>, before: &Profile<f64>) -> Profile<f64> {
    let shape = game.shape();
    let stands = |index: usize| {
        (0..shape.players()).all(|player| {
            let own = game.payoffs(player);
            (0..shape.strategies()[player]).all(|s| own[shape.with(index, player, s)] <= own[index])
        })
    };
    if let Some(index) = before.as_pure().map(|pure| shape.index(&pure))
        && stands(index)
    {
        return before.clone();
    }
    if let Some(index) = (0..shape.profiles()).find(|&index| stands(index)) {
        return Profile::pure(shape.strategies(), &shape.profile(index));
    }
    mixed(game).unwrap_or_else(|| before.clone())
}

/// A mixed equilibrium of a game without pure ones.
fn mixed(game: &Game<f64>) -> Option<Profile<f64>> {
    if let &[2, 2] = game.strategies() {
        // Each makes the other indifferent
        let (a, b) = (game.payoffs(0), game.payoffs(1));
        let share = |down: f64, up: f64| down / (down + up);
        let first = share(b[3] - b[1], b[0] - b[2]);
        let second = share(a[3] - a[2], a[0] - a[1]);
        return Some(Profile::new(vec![vec![first, 1.0 - first], vec![second, 1.0 - second]]));
    }
    let exact = |x: &f64| Rational::from_f64(*x);
    let payoffs = (0..game.players())
        .map(|player| game.payoffs(player).iter().map(exact).collect::<Option<Vec<_>>>())
        .collect::<Option<Vec<_>>>()?;
    let payoffs = Payoffs::from(Game::new(game.strategies().to_vec(), payoffs)?);
    let settings = Settings { at_most: Some(1), ..Settings::default() };
    let solution = solve(&payoffs, None, &settings).ok()?;
    let profile = &solution.outcome.equilibria.first()?.profile;
    let near = |mixed: &Vec<Rational>| mixed.iter().map(Rational::nearest_f64).collect();
    Some(Profile::new(profile.iter().map(near).collect()))
}

/// What a player gets in a profile.
fn expected(game: &Game<f64>, player: usize, profile: &Profile<f64>) -> f64 {
    let each = game.deviation_payoffs(player, profile);
    each.iter().zip(&profile[player]).map(|(payoff, chance)| payoff * chance).sum()
}
