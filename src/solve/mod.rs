//! Solving a game: what dominance settles first, and a method for the rest.

mod efficiency;
mod optimum;
mod set;

pub use efficiency::{Efficiency, Equilibria, Extremes, Missing, Price, efficiency};
pub use optimum::{BestSolution, Wanted, solve_best};
pub use set::equilibrium_set;

use std::cell::LazyCell;

use crate::certify::{Certificate, Checker};
use crate::dominance::{Among, Elimination, Kind, eliminate_watched};
use crate::game::{Payoffs, Profile, Support};
use crate::linalg::Fractions;
use crate::nash::{
    Coverage, Equilibrium, Labels, METHODS, Method, NashError, Outcome, Settings, Told,
    find_equilibria,
};
use crate::num::{Rational, Ring};

/// Equilibria, and how the game was prepared for finding them.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// What iterated strict elimination did; it neither adds nor removes equilibria.
    pub elimination: Elimination,
    /// The equilibria of the whole game.
    pub outcome: Outcome,
}

impl Solution {
    /// Whether iterated strict dominance alone leaves one profile: then that is the only
    /// equilibrium, mixed ones included.
    pub fn is_dominance_solvable(&self) -> bool {
        self.elimination.solution().is_some()
    }

    /// Whether there is exactly one equilibrium; `None` if that is not proved either way.
    pub fn is_unique(&self) -> Option<bool> {
        let proved = self.outcome.equilibria.iter().filter(|e| e.is_proved()).count();
        match (proved, self.outcome.coverage) {
            (1, Coverage::All) => Some(true),
            (0 | 1, _) => None,
            _ => Some(false),
        }
    }
}

/// Where payoffs are enclosures, linear programs larger than this (own strategies times profiles of
/// the others) are not worth solving just to make a game smaller.
const LARGEST_PROGRAM: usize = 20_000;

/// The same where one equilibrium is enough, which is found sooner than that.
const LARGEST_FOR_ONE: usize = 400;

/// Support enumeration is worth trying up to this many strategies in all.
const SUPPORTS_UP_TO: usize = 24;

/// Vertices are enumerated in integers where the player with fewer strategies has so many, and
/// payoffs are such that floats decide little, or tie often.
const VERTICES: std::ops::RangeInclusive<usize> = 5..=12;

/// Payoffs of fewer different values than this tie often.
const FEW_VALUES: usize = 5;

/// Payoffs that differ by less than this part of their range are too near for floats.
const NEAR: u64 = 1 << 32;

/// The tree of all equilibria is worth trying up to this many strategies of the player with fewer.
const TREE_UP_TO: usize = 32;

/// Solves a game: removes strictly dominated strategies round by round, then searches what is left
/// with `method`, or with the one that covers most of it in reasonable time. Where
/// [`Settings::labels`] asks for certain paths nothing is removed: paths are those of the game as it
/// is.
///
/// # Errors
/// [`NashError`] when `method` is given and does not take what is left of the game.
///
/// # Complexity
/// That of [`eliminate`](crate::dominance::eliminate) and of the method.
///
/// # Examples
/// The prisoner's dilemma is solved by dominance:
/// ```
/// use equil::game::{Game, Payoffs};
/// use equil::nash::Settings;
/// use equil::num::Rational;
/// use equil::solve::solve;
///
/// let payoffs = [[2, 3, 0, 1], [2, 0, 3, 1]].map(|p| p.map(Rational::integer).to_vec());
/// let dilemma = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let solution = solve(&dilemma, None, &Settings::default()).unwrap();
/// assert!(solution.is_dominance_solvable());
/// assert_eq!(solution.outcome.equilibria[0].profile.as_pure(), Some(vec![1, 1]));
/// ```
pub fn solve(
    payoffs: &Payoffs,
    method: Option<&'static Method>,
    settings: &Settings<'_>,
) -> Result<Solution, NashError> {
    // A proof, and paths, are of the game as it is
    let whole = settings.proof || settings.labels != Labels::Race;
    let elimination = if whole { untouched(payoffs) } else { reduce(payoffs, settings) };
    let kept = &elimination.survivors;
    let part = payoffs.restricted(kept);
    let active: Vec<usize> = (0..kept.len()).filter(|&player| kept[player].len() > 1).collect();
    // Methods for two players take those without a choice, too
    let two = kept.len() == 2 && payoffs.rational().is_some();
    let (part, players) = if two || active.is_empty() {
        (part, (0..kept.len()).collect())
    } else {
        (part.of(&active), active)
    };
    let method = method.unwrap_or_else(|| choose(&part, settings));
    let whole = Whole { payoffs, checker: Checker::new(payoffs), kept, players: &players };
    // Certified in the whole only where somebody listens
    let told = |equilibrium: &Equilibrium| {
        if let Some(listener) = settings.told
            && let Some(equilibrium) = whole.equilibrium(equilibrium)
        {
            listener(&equilibrium);
        }
    };
    let mut outcome = find_equilibria(
        &part,
        method,
        &Settings { told: settings.told.map(|_| &told as Told<'_>), ..*settings },
    )?;
    if players.len() <= 1 || elimination.solution().is_some() {
        // One player's equilibria are mixtures of the pure ones; one profile has no other
        let single = elimination.solution().is_some() && !outcome.equilibria.is_empty();
        if outcome.coverage == Coverage::AllPure || single {
            outcome.coverage = Coverage::All;
        }
    }
    for path in &mut outcome.paths {
        path.label = whole.label(path.label);
    }
    let (embedded, proved) = whole.embed(&outcome.equilibria);
    outcome.equilibria = embedded;
    if !proved {
        outcome.coverage = Coverage::Some;
    }
    Ok(Solution { elimination, outcome })
}

/// Nothing removed.
fn untouched(payoffs: &Payoffs) -> Elimination {
    Elimination {
        kind: Kind::Strict,
        rounds: Vec::new(),
        survivors: payoffs.shape().strategies().iter().map(|&count| (0..count).collect()).collect(),
        unsettled: Vec::new(),
        stopped: false,
    }
}

/// Iterated strict elimination: by pure strategies, and by mixtures where that is quick.
fn reduce(payoffs: &Payoffs, settings: &Settings<'_>) -> Elimination {
    let shape = payoffs.shape();
    let all: Vec<Support> = shape.strategies().iter().map(|&count| (0..count).collect()).collect();
    let eliminated = |among, start: &[Support]| {
        eliminate_watched(payoffs, Kind::Strict, among, start, settings.watch)
    };
    let largest = match (settings.at_most, payoffs.rational()) {
        (Some(1), _) => LARGEST_FOR_ONE,
        (_, Some(_)) => usize::MAX,
        _ => LARGEST_PROGRAM,
    };
    if shape.profiles() <= largest {
        return eliminated(Among::Mixtures, &all);
    }
    let mut first = eliminated(Among::Pure, &all);
    let left: usize = first.survivors.iter().map(Vec::len).product();
    if left <= largest {
        let then = eliminated(Among::Mixtures, &first.survivors);
        first.rounds.extend(then.rounds);
        first.survivors = then.survivors;
        first.unsettled = then.unsettled;
        first.stopped |= then.stopped;
    }
    first
}

/// The method that covers most of the set of equilibria in reasonable time.
fn choose(payoffs: &Payoffs, settings: &Settings<'_>) -> &'static Method {
    let strategies = payoffs.shape().strategies();
    let small = strategies.iter().sum::<usize>() <= SUPPORTS_UP_TO;
    let one = settings.at_most == Some(1);
    // Sorted once, and only if it matters
    let values = LazyCell::new(|| values(payoffs));
    let wanted: &[&str] = match strategies {
        // Few payoffs tie, so one optimum is likely, and then it is all there is
        [rows, columns]
            if !settings.proof
                && rows.min(columns) <= &TREE_UP_TO
                && payoffs.rational().is_some_and(|game| game.constant_sum().is_some())
                && has_long_values(&values)
                && !has_few_values(&values) =>
        {
            &["zero-sum"]
        }
        // A tree can be proved to others, and in small games nothing takes long
        [rows, columns]
            if !settings.proof
                && VERTICES.contains(rows.min(columns))
                && (has_few_values(&values) || has_long_values(&values)) =>
        {
            &["vertex-enumeration"]
        }
        [rows, columns]
            if payoffs.rational().is_some()
                && (settings.proof || rows.min(columns) <= &TREE_UP_TO) =>
        {
            &["eee", "vertex-enumeration"]
        }
        [_, _] if payoffs.rational().is_some() && one => &["zero-sum", "one", "pure"],
        [_, _] if payoffs.rational().is_some() => &["zero-sum", "pure"],
        [_, _] if small => &["support-enumeration"],
        _ => &["pure"],
    };
    wanted
        .iter()
        .filter_map(|name| METHODS.iter().find(|method| method.name == *name))
        .find(|method| (method.accepts)(payoffs).is_ok())
        .unwrap_or(&METHODS[METHODS.len() - 1])
}

/// Whether payoffs of these values tie often.
fn has_few_values(values: &[Vec<Rational>]) -> bool {
    values.iter().any(|values| values.len() < FEW_VALUES)
}

/// Whether payoffs of these values have so many digits that floats tell little.
fn has_long_values(values: &[Vec<Rational>]) -> bool {
    values.iter().any(|values| {
        let integers = Fractions::new(values);
        integers.small().is_none_or(|n| n.iter().any(|n| n.unsigned_abs() > NEAR.into()))
    })
}

/// The different payoffs of each player, where they are rational.
fn values(payoffs: &Payoffs) -> Vec<Vec<Rational>> {
    let Some(game) = payoffs.rational() else { return Vec::new() };
    let different = |player: usize| {
        let mut values = game.payoffs(player).to_vec();
        values.sort_unstable();
        values.dedup();
        values
    };
    (0..game.players()).map(different).collect()
}

/// The game that a part was taken from.
struct Whole<'a> {
    payoffs: &'a Payoffs,
    checker: Checker<'a>,
    kept: &'a [Support],
    /// The players of the part.
    players: &'a [usize],
}

impl Whole<'_> {
    /// The equilibria of the part as equilibria of the whole, certified there; and whether all of
    /// them could be.
    fn embed(&self, found: &[Equilibrium]) -> (Vec<Equilibrium>, bool) {
        let equilibria: Vec<Equilibrium> =
            found.iter().filter_map(|equilibrium| self.equilibrium(equilibrium)).collect();
        let proved =
            equilibria.len() == found.len() && equilibria.iter().all(Equilibrium::is_proved);
        (equilibria, proved)
    }

    /// An equilibrium of the part as one of the whole.
    fn equilibrium(&self, found: &Equilibrium) -> Option<Equilibrium> {
        let profile = self.profile(&found.profile);
        let certificate = match &found.certificate {
            // What was removed is strictly worse against everything that is left, so the box stays
            // one with exactly one equilibrium
            Certificate::Enclosure(boxes) => Certificate::Enclosure(self.boxes(boxes)),
            // Nothing was removed: what was proved was proved of the whole
            certificate if self.is_all() => certificate.clone(),
            _ => self.checker.certify(&profile)?,
        };
        Some(Equilibrium { profile, certificate })
    }

    /// The number in the whole of a strategy numbered in the part, the players' one after another.
    fn label(&self, mut number: usize) -> usize {
        let counts = self.payoffs.shape().strategies();
        for &player in self.players {
            if number < self.kept[player].len() {
                return counts[..player].iter().sum::<usize>() + self.kept[player][number];
            }
            number -= self.kept[player].len();
        }
        number
    }

    fn is_all(&self) -> bool {
        let counts = self.payoffs.shape().strategies();
        self.players.len() == counts.len()
            && self.kept.iter().map(Vec::len).eq(counts.iter().copied())
    }

    fn spread<T: Clone>(&self, part: &[Vec<T>], zero: &T, one: &T) -> Vec<Vec<T>> {
        let counts = self.payoffs.shape().strategies();
        let mut whole = Vec::with_capacity(counts.len());
        for (player, (&count, kept)) in counts.iter().zip(self.kept).enumerate() {
            let mut strategy = vec![zero.clone(); count];
            match self.players.iter().position(|&p| p == player) {
                Some(place) => {
                    for (value, &i) in part[place].iter().zip(kept) {
                        strategy[i] = value.clone();
                    }
                }
                None => strategy[kept[0]] = one.clone(),
            }
            whole.push(strategy);
        }
        whole
    }

    fn profile(&self, part: &Profile<Rational>) -> Profile<Rational> {
        let part: Vec<Vec<Rational>> = part.iter().cloned().collect();
        Profile::new(self.spread(&part, &Rational::zero(), &Rational::one()))
    }

    fn boxes(&self, part: &[Vec<(Rational, Rational)>]) -> Vec<Vec<(Rational, Rational)>> {
        let point = |value: Rational| (value.clone(), value);
        self.spread(part, &point(Rational::zero()), &point(Rational::one()))
    }
}
