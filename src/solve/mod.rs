//! Solving a game: what dominance settles first, and a method for the rest.

use crate::certify::{Certificate, certify};
use crate::dominance::{Among, Elimination, Kind, eliminate};
use crate::game::{Payoffs, Profile, Support};
use crate::nash::{
    Coverage, Equilibrium, Labels, METHODS, Method, NashError, Outcome, Settings, find_equilibria,
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

/// Linear programs larger than this (own strategies times profiles of the others) are not worth
/// solving just to make a game smaller.
const LARGEST_PROGRAM: usize = 20_000;

/// The same where one equilibrium is enough, which is found sooner than that.
const LARGEST_FOR_ONE: usize = 400;

/// Support enumeration is the default up to this many strategies in all.
const SUPPORTS_UP_TO: usize = 24;

/// Solves a game: removes strictly dominated strategies round by round, then searches what is left
/// with `method`, or with the one that covers most of it in reasonable time. Where
/// [`Settings::labels`] asks for certain paths nothing is removed: paths are those of the game as it
/// is.
///
/// # Errors
/// [`NashError`] when `method` is given and does not take what is left of the game.
///
/// # Complexity
/// That of [`eliminate`] and of the method.
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
    let elimination =
        if settings.labels == Labels::Race { reduce(payoffs, settings) } else { none(payoffs) };
    let kept = &elimination.survivors;
    let part = payoffs.restricted(kept);
    let active: Vec<usize> = (0..kept.len()).filter(|&player| kept[player].len() > 1).collect();
    let (part, players) = if active.is_empty() {
        (part, (0..kept.len()).collect())
    } else {
        (part.of(&active), active)
    };
    let method = method.unwrap_or_else(|| choose(&part, settings));
    let mut outcome = find_equilibria(&part, method, settings)?;
    if players.len() <= 1 || elimination.solution().is_some() {
        // One player's equilibria are mixtures of the pure ones
        if outcome.coverage == Coverage::AllPure {
            outcome.coverage = Coverage::All;
        }
    }
    let whole = Whole { payoffs, kept, players: &players };
    for path in &mut outcome.paths {
        path.label = whole.label(path.label);
    }
    let (embedded, proved) = whole.embed(outcome.equilibria);
    outcome.equilibria = embedded;
    if !proved {
        outcome.coverage = Coverage::Some;
    }
    Ok(Solution { elimination, outcome })
}

/// Nothing removed.
fn none(payoffs: &Payoffs) -> Elimination {
    let survivors = payoffs.shape().strategies().iter().map(|&count| (0..count).collect());
    Elimination {
        kind: Kind::Strict,
        rounds: Vec::new(),
        survivors: survivors.collect(),
        unsettled: Vec::new(),
    }
}

/// Iterated strict elimination: by pure strategies, and by mixtures where programs are small.
fn reduce(payoffs: &Payoffs, settings: &Settings<'_>) -> Elimination {
    let largest = if settings.at_most == Some(1) { LARGEST_FOR_ONE } else { LARGEST_PROGRAM };
    let shape = payoffs.shape();
    let all: Vec<Support> = shape.strategies().iter().map(|&count| (0..count).collect()).collect();
    let by_pure = || eliminate(payoffs, Kind::Strict, Among::Pure, &all);
    if shape.profiles() <= largest {
        return eliminate(payoffs, Kind::Strict, Among::Mixtures, &all);
    }
    let mut first = by_pure();
    let left: usize = first.survivors.iter().map(Vec::len).product();
    if left <= largest {
        let then = eliminate(payoffs, Kind::Strict, Among::Mixtures, &first.survivors);
        first.rounds.extend(then.rounds);
        first.survivors = then.survivors;
        first.unsettled = then.unsettled;
    }
    first
}

/// The method that covers most of the set of equilibria in reasonable time.
fn choose(payoffs: &Payoffs, settings: &Settings<'_>) -> &'static Method {
    let strategies = payoffs.shape().strategies();
    let small = strategies.len() == 2 && strategies.iter().sum::<usize>() <= SUPPORTS_UP_TO;
    let wanted: &[&str] = if small {
        &["support-enumeration"]
    } else if strategies.len() == 2 && settings.at_most == Some(1) {
        &["zero-sum", "one", "pure"]
    } else if strategies.len() == 2 {
        &["zero-sum", "pure"]
    } else {
        &["pure"]
    };
    wanted
        .iter()
        .filter_map(|name| METHODS.iter().find(|method| method.name == *name))
        .find(|method| (method.accepts)(payoffs).is_ok())
        .unwrap_or(&METHODS[METHODS.len() - 1])
}

/// The game that a part was taken from.
struct Whole<'a> {
    payoffs: &'a Payoffs,
    kept: &'a [Support],
    /// The players of the part.
    players: &'a [usize],
}

impl Whole<'_> {
    /// The equilibria of the part as equilibria of the whole, certified there; and whether all of
    /// them could be.
    fn embed(&self, found: Vec<Equilibrium>) -> (Vec<Equilibrium>, bool) {
        let before = found.len();
        let equilibria: Vec<Equilibrium> = found
            .into_iter()
            .filter_map(|Equilibrium { profile, certificate }| {
                let profile = self.profile(&profile);
                let certificate = match certificate {
                    // What was removed is strictly worse against everything that is left, so the
                    // box stays one with exactly one equilibrium
                    Certificate::Enclosure(boxes) => Certificate::Enclosure(self.boxes(&boxes)),
                    _ => certify(self.payoffs, &profile)?,
                };
                Some(Equilibrium { profile, certificate })
            })
            .collect();
        let proved = equilibria.len() == before && equilibria.iter().all(Equilibrium::is_proved);
        (equilibria, proved)
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
