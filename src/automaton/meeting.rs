//! What is played when automata meet: for so many rounds, discounted, or on average in the long run.

use dashu_base::BitTest;
use dashu_int::IBig;
use dashu_ratio::RBig;

use super::chain::{Chain, sparse};
use super::{Failure, Joint};
use crate::digraph::Components;
use crate::game::Combination;
use crate::linalg::{Fractions, Matrix, solve};
use crate::num::{Rational, Ring};

/// How long automata play, and so how rounds are weighed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Length {
    /// So many rounds, at least one, all of which count the same.
    Rounds(u32),
    /// A round `t` rounds from the start counts `(1 − δ) δ^t`: discounted, or with the probability δ that one more follows.
    Discounted(Rational),
    /// For ever, the limit of averages over more and more rounds.
    Average,
}

/// How much each profile is played when automata meet, from the start: exact expected shares, which sum to 1. Average payoffs are
/// combinations of payoffs with these weights.
///
/// # Errors
/// [`Failure::TooLarge`] where lots are drawn in so many rounds that probabilities would have more than 250,000 bits.
///
/// # Complexity
/// Of so many rounds a step for each round and joint state, where lots are drawn in integers that grow by the denominator of the
/// probabilities in each round; else a system of equations for each profile, or one for each class of joint states that is never
/// left.
///
/// # Panics
/// When a discount factor is 1: play has no end, and no weight.
///
/// # Examples
/// ```
/// use equil::automaton::{Joint, Length, MOST_TRANSITIONS, meeting};
/// use equil::game::{Automaton, Shape, State};
/// use equil::num::Rational;
///
/// // Two who do what the other did last, but once in a hundred rounds tremble: in the long run all profiles are as frequent
/// let shape = Shape::new(vec![2, 2]).unwrap();
/// let [zero, one] = [0, 1].map(Rational::integer);
/// let tit_for_tat = |player: usize| {
///     let next: Vec<usize> = (0..4).map(|profile| profile >> (1 - player) & 1).collect();
///     let nice = State { name: "nice".into(), plays: vec![one.clone(), zero.clone()], next: next.clone() };
///     let angry = State { name: "angry".into(), plays: vec![zero.clone(), one.clone()], next };
///     Automaton::new(&shape, player, vec![nice, angry], 0).unwrap().trembling(&Rational::new(1, 100).unwrap())
/// };
/// let automata = [tit_for_tat(0), tit_for_tat(1)];
/// let joint = Joint::of(&shape, &automata, MOST_TRANSITIONS).unwrap();
/// let quarter = Rational::new(1, 4).unwrap();
/// let played = meeting(&joint, &Length::Average).unwrap();
/// assert!(played.len() == 4 && played.iter().all(|(_, share)| *share == quarter));
/// ```
pub fn meeting(joint: &Joint<'_>, length: &Length) -> Result<Combination, Failure> {
    watched(joint, length, &|| true)
}

/// [`meeting`], for as long as `go_on` says so: it is asked now and then.
pub(super) fn watched(
    joint: &Joint<'_>,
    length: &Length,
    go_on: &dyn Fn() -> bool,
) -> Result<Combination, Failure> {
    let chain = Chain::of(joint);
    let profiles = joint.shape().profiles();
    Ok(match length {
        Length::Discounted(discount) => chain.frequencies(discount).swap_remove(0),
        Length::Rounds(rounds) if joint.is_pure() => counted(&chain, profiles, *rounds),
        Length::Rounds(rounds) => expected(&chain, profiles, *rounds, go_on)?,
        Length::Average => in_the_long_run(&chain, profiles),
    })
}

/// After so many rounds it is asked whether to go on.
const ASKED: u32 = 16;

/// Most bits of probabilities after all rounds.
const MOST_BITS: usize = 250_000;

/// Without lots: the lead, then as much of the cycle as there are rounds.
fn counted(chain: &Chain, profiles: usize, rounds: u32) -> Combination {
    let way = chain.way(0);
    let mut counts = vec![0_usize; profiles];
    let rounds = rounds as usize;
    for &profile in way.lead.iter().take(rounds) {
        counts[profile] += 1;
    }
    let left = rounds.saturating_sub(way.lead.len());
    for (place, &profile) in way.cycle.iter().enumerate() {
        let length = way.cycle.len();
        counts[profile] += left / length + usize::from(place < left % length);
    }
    sparse(counts.into_iter().map(|count| Rational::share(count, rounds)).collect())
}

/// With lots: the probability of each state, round by round, as integers over powers of one denominator.
fn expected(
    chain: &Chain,
    profiles: usize,
    rounds: u32,
    go_on: &dyn Fn() -> bool,
) -> Result<Combination, Failure> {
    let probabilities: Vec<Rational> =
        chain.arcs.iter().flatten().map(|(_, p, _)| p.clone()).collect();
    let fractions = Fractions::new(&probabilities);
    let whole = fractions.to_big();
    // They sum to 1 in each state, so 1 is a multiple of their unit
    let unit: IBig = whole.iter().take(chain.arcs[0].len()).sum();
    if unit.bit_len().saturating_mul(rounds as usize) > MOST_BITS {
        return Err(Failure::TooLarge);
    }
    let (states, zero) = (chain.arcs.len(), IBig::from(0));
    let mut now = vec![zero.clone(); states];
    now[0] = IBig::from(1);
    let mut played = vec![zero.clone(); profiles];
    let mut power = IBig::from(1);
    for round in 0..rounds {
        if round % ASKED == 0 && !go_on() {
            return Err(Failure::Stopped);
        }
        let mut next = vec![zero.clone(); states];
        for count in &mut played {
            *count *= &unit;
        }
        power *= &unit;
        let mut weights = whole.iter();
        for (state, arcs) in chain.arcs.iter().enumerate() {
            for ((profile, _, to), weight) in arcs.iter().zip(weights.by_ref()) {
                if now[state] != zero {
                    let flow = &now[state] * weight;
                    played[*profile] += &flow;
                    next[*to] += flow;
                }
            }
        }
        now = next;
    }
    power *= IBig::from(rounds);
    let share = |count: IBig| Rational::from_big(RBig::from(count) / RBig::from(power.clone()));
    Ok(sparse(played.into_iter().map(share).collect()))
}

/// The classes of states that are never left, each as likely as it is reached, with their stationary distributions.
fn in_the_long_run(chain: &Chain, profiles: usize) -> Combination {
    let next = |state: usize, turn: usize| Some((chain.arcs[state].get(turn)?.2, turn + 1));
    let mut shares = vec![Rational::zero(); profiles];
    let Some(components) = Components::of(chain.arcs.len(), next, &|_| true) else {
        return Vec::new();
    };
    let sinks = components.sinks(chain.arcs.len(), next);
    let class = |state: usize| components.number[state] as usize;
    let passing: Vec<usize> =
        (0..chain.arcs.len()).filter(|&state| !sinks.contains(&class(state))).collect();
    let visits = visits(chain, &passing);
    for sink in sinks {
        let members: Vec<usize> =
            (0..chain.arcs.len()).filter(|&state| class(state) == sink).collect();
        let mut chance = Rational::zero();
        if members.contains(&0) {
            chance = Rational::one();
        }
        for (state, often) in passing.iter().zip(&visits) {
            for (_, p, _) in chain.arcs[*state].iter().filter(|arc| class(arc.2) == sink) {
                chance.add_product(often, p);
            }
        }
        for (state, share) in members.iter().zip(stationary(chain, &members)) {
            let mut weight = chance.clone();
            weight *= &share;
            for (profile, p, _) in &chain.arcs[*state] {
                shares[*profile].add_product(&weight, p);
            }
        }
    }
    sparse(shares)
}

/// How often each state that is left for good is visited, from the start.
fn visits(chain: &Chain, passing: &[usize]) -> Vec<Rational> {
    let count = passing.len();
    let mut entries = vec![Rational::zero(); count * count];
    for (column, &state) in passing.iter().enumerate() {
        entries[column * count + column] += &Rational::one();
        for (_, p, next) in &chain.arcs[state] {
            if let Ok(row) = passing.binary_search(next) {
                entries[row * count + column] -= p;
            }
        }
    }
    let start =
        passing.iter().map(|&state| Rational::integer(i64::from(state == 0))).collect::<Vec<_>>();
    let Some(matrix) = Matrix::new(count, count, entries).filter(|_| count > 0) else {
        return Vec::new();
    };
    solve(&matrix, &start).unique().unwrap_or_default()
}

/// The stationary distribution on states that are never left and all reach each other.
fn stationary(chain: &Chain, members: &[usize]) -> Vec<Rational> {
    let count = members.len();
    let mut entries = vec![Rational::zero(); (count + 1) * count];
    for (column, &state) in members.iter().enumerate() {
        entries[column * count + column] -= &Rational::one();
        for (_, p, next) in &chain.arcs[state] {
            if let Ok(row) = members.binary_search(next) {
                entries[row * count + column] += p;
            }
        }
        entries[count * count + column] = Rational::one();
    }
    let mut right = vec![Rational::zero(); count];
    right.push(Rational::one());
    let Some(matrix) = Matrix::new(count + 1, count, entries) else { return Vec::new() };
    solve(&matrix, &right).unique().unwrap_or_default()
}
