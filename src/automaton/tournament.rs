//! Tournaments: automata that meet each other in pairs.

use rayon::prelude::*;

use super::chain::gathered;
use std::sync::atomic::{AtomicU64, Ordering};

use super::meeting::{Length, watched};
use super::{Failure, Joint};
use crate::game::{Automaton, Combination, Payoffs, Shape};
use crate::num::{Rational, Ring, Sign};
use crate::repeated::Bounds;

/// What was played when each automaton of the first player met each of the second.
#[derive(Clone, Debug)]
pub struct Tournament {
    /// `played[i][j]`: shares of profiles, of the first player's automaton `i` and the second player's `j`.
    pub played: Vec<Vec<Combination>>,
}

/// Where an automaton ends up.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Which, by its place.
    pub place: usize,
    /// Its average payoff over all it met: at least, and at most.
    pub score: Bounds,
    /// 1 for the best; who earns the same has the same rank.
    pub rank: usize,
}

/// A round robin, as exact expectations: every automaton of the first player against every one of the second. `watch` is called
/// with the number of pairs that have met and that of all, and says whether to go on.
///
/// Source: R. Axelrod, *The Evolution of Cooperation*, Basic Books, 1984, chapter 2 (`axelrod1984`), where lots were drawn once.
///
/// # Errors
/// [`Failure::TooLarge`] when two have more than `most` transitions together, or as [`meeting`](super::meeting); [`Failure::Stopped`].
///
/// # Complexity
/// [`meeting`](super::meeting) for each pair, on all threads.
///
/// # Panics
/// For games of other than two players.
///
/// # Examples
/// ```
/// use equil::automaton::{Length, MOST_TRANSITIONS, tournament};
/// use equil::game::{Automaton, Game, Payoffs, Shape, State};
/// use equil::num::Rational;
///
/// let shape = Shape::new(vec![2, 2]).unwrap();
/// let [zero, one] = [0, 1].map(Rational::integer);
/// let always = |player, plays: [&Rational; 2]| {
///     let state = State { name: "always".into(), plays: plays.map(Clone::clone).to_vec(), next: vec![0; 4] };
///     Automaton::new(&shape, player, vec![state], 0).unwrap()
/// };
/// let entrants = |player| vec![always(player, [&one, &zero]), always(player, [&zero, &one])];
/// let all = tournament(&shape, &entrants(0), &entrants(1), &Length::Rounds(7), MOST_TRANSITIONS, &|_, _| true).unwrap();
/// let payoffs = [[3, 5, 0, 1], [3, 0, 5, 1]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let ranking = all.ranking(&game, 0, &|own, other| own != other).unwrap();
/// assert_eq!((ranking[0].place, &ranking[0].score.0), (1, &Rational::integer(5)));
/// ```
pub fn tournament(
    shape: &Shape,
    first: &[Automaton],
    second: &[Automaton],
    length: &Length,
    most: usize,
    watch: &(dyn Fn(u64, u64) -> bool + Sync),
) -> Result<Tournament, Failure> {
    assert_eq!(shape.players(), 2, "two meet at a time");
    let (met, all) = (AtomicU64::new(0), (first.len() * second.len()) as u64);
    let go_on = || watch(met.load(Ordering::Relaxed), all);
    let meet = |own: &Automaton, other: &Automaton| {
        let joint = Joint::new(shape, vec![(0, own), (1, other)], most).ok_or(Failure::TooLarge)?;
        let played = watched(&joint, length, &go_on);
        met.fetch_add(1, Ordering::Relaxed);
        if go_on() { played } else { Err(Failure::Stopped) }
    };
    let row = |own: &Automaton| second.iter().map(|other| meet(own, other)).collect();
    let played = first.par_iter().map(row).collect::<Result<_, _>>()?;
    Ok(Tournament { played })
}

impl Tournament {
    /// How many automata of the other player each one of `player` met.
    fn met(&self, player: usize, place: usize) -> Vec<&Combination> {
        match player {
            0 => self.played[place].iter().collect(),
            _ => self.played.iter().map(|row| &row[place]).collect(),
        }
    }

    /// The automata of `player`, best first, by their average payoff against those of the other player that `counts` says yes to
    /// (its own place, then theirs). Automata that meet nobody are left out.
    ///
    /// # Errors
    /// [`Failure::Unsettled`] when payoffs cannot be compared.
    pub fn ranking(
        &self,
        payoffs: &Payoffs,
        player: usize,
        counts: &dyn Fn(usize, usize) -> bool,
    ) -> Result<Vec<Standing>, Failure> {
        let shape = payoffs.shape();
        let entrants =
            if player == 0 { self.played.len() } else { self.played.first().map_or(0, Vec::len) };
        let mut sorted: Vec<(usize, Combination)> = Vec::new();
        let above = |one: &Combination, other: &Combination| {
            let both = [(Rational::one(), one), (Rational::minus_one(), other)];
            payoffs.sign(player, &gathered(shape, both.into_iter())).ok_or(Failure::Unsettled)
        };
        for place in 0..entrants {
            let met = self.met(player, place).into_iter().enumerate();
            let met: Vec<&Combination> =
                met.filter(|(other, _)| counts(place, *other)).map(|(_, played)| played).collect();
            if met.is_empty() {
                continue;
            }
            let each = Rational::share(1, met.len());
            let total = gathered(shape, met.into_iter().map(|played| (each.clone(), played)));
            let mut at = sorted.len();
            while at > 0 && above(&total, &sorted[at - 1].1)? == Sign::Positive {
                at -= 1;
            }
            sorted.insert(at, (place, total));
        }
        let mut found: Vec<Standing> = Vec::new();
        for (at, (place, total)) in sorted.iter().enumerate() {
            let tied = at > 0 && above(total, &sorted[at - 1].1)? == Sign::Zero;
            let rank = found.last().filter(|_| tied).map_or(at + 1, |last| last.rank);
            let score = payoffs.bounds(player, total).ok_or(Failure::Unsettled)?;
            found.push(Standing { place: *place, score, rank });
        }
        Ok(found)
    }
}
