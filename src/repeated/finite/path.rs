//! Paths of games that end: whether an equilibrium follows them, and how far.

use super::Ending;
use super::body::Body;
use crate::certify::{GeneratedPoint, is_round_before};
use crate::game::Game;
use crate::num::{Rational, Ring};
use crate::repeated::Path;

/// A path that is followed for so many rounds, the last ones included.
#[derive(Clone, Debug)]
pub struct FinitePath {
    /// How many rounds are played.
    pub rounds: usize,
    /// What a payoff one round later counts to each player.
    pub discounts: Vec<Rational>,
    /// Deviations that pay although the worst equilibrium of the remaining rounds follows, the best one of each player in each round.
    pub tempted: Vec<Temptation>,
    /// For how many rounds an equilibrium can follow the path at most; nothing where there are no equilibria at all.
    pub prefix: Option<usize>,
    /// What an equilibrium then gives in the rounds that remain, on average, after the longest such part of the path; of several the one that
    /// gives most to all together. Empty where no rounds remain.
    pub rest: Vec<Rational>,
    /// Whether it was checked that equilibria give what punishes, and, where nobody is tempted, the path ([`is_round_before`]).
    pub certified: bool,
}

impl FinitePath {
    /// Whether an equilibrium follows the path to the end.
    pub fn holds(&self) -> bool {
        self.prefix == Some(self.rounds)
    }
}

/// A deviation that pays, whatever follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Temptation {
    /// In which round, from 0.
    pub round: usize,
    /// Who deviates,
    pub player: usize,
    /// to what.
    pub strategy: usize,
    /// What it pays more than the path in that round.
    pub gain: Rational,
    /// What is lost by it in the rounds that remain, where that round counts 1: less than the gain.
    pub loss: Rational,
}

/// Whether a subgame-perfect equilibrium in pure strategies, with lots that everybody sees before each round, follows a path for so many
/// rounds, the last ones of a game; a cycle starts with its first profile. A round counts δ times the one before, for each player their own
/// (δ = 1: all the same). After a deviation the worst equilibrium of the remaining rounds for the one who deviates follows, so that no other
/// punishment does more. `watch` is asked between steps with the number of rounds that are done. Nothing where it said no, there are no
/// rounds, or the discount factors are not one from 0 to 1 for each player.
///
/// How far an equilibrium can follow the path: what each round asks of the rest is carried on to the next, and after the longest
/// part of the path the set of what equilibria of the remaining rounds give has a point that gives everybody as much. Source: as [`finite`](super::finite).
///
/// # Complexity
/// Besides the sets of all rounds a few sums for each round and player.
///
/// # Examples
/// ```
/// use equil::game::Game;
/// use equil::num::Rational;
/// use equil::repeated::{Path, finite_path};
///
/// // A prisoner's dilemma: only the last round tempts, by 1, and everything unravels
/// let payoffs = [[9, 10, 1, 3], [9, 1, 10, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Game::new(vec![2, 2], payoffs.to_vec()).unwrap();
/// let delta = [1, 1].map(Rational::integer);
/// let trust = Path::new(vec![0]).unwrap();
/// let found = finite_path(&game, &trust, 5, &delta, &|_| true).unwrap();
/// assert!(found.tempted.iter().all(|one| one.round == 4 && one.gain == Rational::integer(1)));
/// assert_eq!(found.prefix, Some(0));
/// ```
pub fn finite_path(
    game: &Game<Rational>,
    path: &Path,
    rounds: usize,
    discounts: &[Rational],
    watch: &(dyn Fn(usize) -> bool + Sync),
) -> Option<FinitePath> {
    let mut ending = Ending::new(game, discounts)?;
    if rounds == 0 {
        return None;
    }
    let played = |round: usize| path.profiles()[round % path.profiles().len()];
    let mut tempted = Vec::new();
    let mut certified = true;
    // What follows after each number of rounds that are left: the sets, and what the path gives
    let mut sets: Vec<(Body, Vec<Rational>)> = Vec::new();
    let mut along: Vec<Rational> = Vec::new();
    for left in 0..rounds {
        let (round, profile) = (rounds - 1 - left, played(rounds - 1 - left));
        let weights = ending.weights();
        for (player, weight) in weights.iter().enumerate() {
            let gain = &ending.gains[profile][player];
            let mut loss = Rational::zero();
            if let (Some(path), Some(worst)) = (along.get(player), ending.set.least(player)) {
                loss.add_product(weight, &path.minus(worst));
            }
            if !gain.is_zero() && *gain > loss {
                let strategy = best(game, profile, player);
                tempted.push(Temptation { round, player, strategy, gain: gain.clone(), loss });
            }
        }
        let next = ending.value(profile, &weights, &along)?;
        let mut later = ending.set.corners.clone();
        let continuation = if left == 0 {
            Vec::new()
        } else {
            later.push(std::mem::take(&mut along));
            vec![(later.len() - 1, Rational::one())]
        };
        if tempted.is_empty() {
            let point = GeneratedPoint { payoffs: next.clone(), profile, continuation };
            certified &= is_round_before(game, discounts, left, &later, &[point]);
        }
        along = next;
        sets.push((ending.set.clone(), ending.counts.clone()));
        if !watch(left + 1) {
            return None;
        }
        certified &= ending.step(&mut |_| watch(left + 1))?;
        if ending.set.corners.is_empty() {
            // Without equilibria of the last rounds there are none of more
            let (prefix, rest, discounts) = (None, Vec::new(), discounts.to_vec());
            return Some(FinitePath { rounds, discounts, tempted, prefix, rest, certified });
        }
    }
    tempted.sort_by_key(|one| (one.round, one.player));
    sets.push((ending.set.clone(), ending.counts.clone()));
    let found = FinitePath {
        rounds,
        discounts: discounts.to_vec(),
        tempted,
        prefix: None,
        rest: Vec::new(),
        certified,
    };
    longest(&ending, &sets, &played, found, watch)
}

/// The best deviation of a player from a profile.
fn best(game: &Game<Rational>, profile: usize, player: usize) -> usize {
    let pays = |own: &usize| &game.payoffs(player)[game.shape().with(profile, player, *own)];
    let all = 0..game.shape().strategies()[player];
    all.max_by(|a, b| pays(a).cmp(pays(b))).unwrap_or(0)
}

/// How far an equilibrium follows the path, given for each number of rounds that are left what equilibria give, and what they count.
fn longest(
    ending: &Ending<'_>,
    sets: &[(Body, Vec<Rational>)],
    played: &dyn Fn(usize) -> usize,
    mut found: FinitePath,
    watch: &(dyn Fn(usize) -> bool + Sync),
) -> Option<FinitePath> {
    let (game, discounts) = (ending.game, &found.discounts);
    // What all rounds that remain must give each player together, if anything
    let mut needs: Vec<Option<Rational>> = vec![None; discounts.len()];
    for (round, left) in (0..found.rounds).zip((0..found.rounds).rev()) {
        let (set, counts) = &sets[left];
        let profile = played(round);
        let mut impossible = false;
        for (player, need) in needs.iter_mut().enumerate() {
            let gain = &ending.gains[profile][player];
            let carried = need.take().map(|need| need.minus(&game.payoffs(player)[profile]));
            let Some(inverse) = discounts[player].recip() else {
                // Nothing that comes counts
                let met = carried.is_none_or(|carried| carried <= Rational::zero());
                impossible |= !gain.is_zero() || !met;
                continue;
            };
            let own = (!gain.is_zero()).then(|| {
                let mut own = gain.clone();
                own *= &inverse;
                if let Some(worst) = set.least(player) {
                    own.add_product(&counts[player], worst);
                }
                own
            });
            let carried = carried.map(|mut carried| {
                carried *= &inverse;
                carried
            });
            *need = own.into_iter().chain(carried).max();
        }
        // All that came before asked for no more than some equilibrium gave: what this round asks for
        let follows = if impossible { Vec::new() } else { meets(set, counts, &needs, watch)? };
        let Some(rest) = follows.into_iter().max_by_key(|point| total(point)) else { break };
        found.prefix = Some(round + 1);
        found.rest = rest;
    }
    if found.prefix.is_none() {
        found.prefix = Some(0);
        let corners = sets.last()?.0.corners.iter();
        found.rest = corners.max_by_key(|point| total(point)).cloned()?;
    }
    Some(found)
}

/// What all players get together.
fn total(point: &[Rational]) -> Rational {
    let mut sum = Rational::zero();
    for payoff in point {
        sum += payoff;
    }
    sum
}

/// The corners of what gives each player as much as they need, in rounds that count so much together.
fn meets(
    set: &Body,
    counts: &[Rational],
    needs: &[Option<Rational>],
    watch: &(dyn Fn(usize) -> bool + Sync),
) -> Option<Vec<Vec<Rational>>> {
    let mut floor = Vec::with_capacity(needs.len());
    for (player, (need, count)) in needs.iter().zip(counts).enumerate() {
        let worst = set.least(player).cloned().unwrap_or_else(Rational::zero);
        floor.push(match (need, count.recip()) {
            (Some(need), Some(inverse)) => {
                let mut floor = need.clone();
                floor *= &inverse;
                floor
            }
            // No rounds give nothing
            (Some(need), None) if *need > Rational::zero() => return Some(Vec::new()),
            _ => worst,
        });
    }
    if counts.iter().all(Rational::is_zero) {
        return Some(vec![Vec::new()]);
    }
    set.at_least(&floor, &mut |_| watch(0))
}
