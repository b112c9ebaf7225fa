//! What breaks dominance now, and what the others must be held to so that nothing does.

use super::hitting::smallest;
use crate::certify::Kind;
use crate::dominance::{Case, Cases, cases};
use crate::game::{Payoffs, Shape, Support};
use crate::num::Sign;

/// A strategy for some of the others: player and strategy, by increasing player.
pub type Partial = Vec<(usize, usize)>;

/// The cases in which a class of strategies is not best, and what they have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Breaking {
    /// Whose strategies.
    pub player: usize,
    /// The cases, by number of the others' profile. One whose sign could not be settled counts as one of them.
    pub cases: Vec<usize>,
    /// How many cases there are.
    pub of: usize,
    /// As few partial profiles as possible that are played in these cases and in no other.
    pub patterns: Vec<Partial>,
    /// Whether it is proved that no fewer do.
    pub fewest: bool,
    /// What the others must not play so that the class dominates: smallest sets of strategies to rule out, each
    /// with the strategies left to each player. Empty if nothing helps.
    pub restrictions: Vec<Restriction>,
    /// Whether these are all that are as small.
    pub complete: bool,
}

/// Strategies that the others must not play.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// Player and strategy, in order.
    pub without: Partial,
    /// What is left to each player.
    pub kept: Vec<Support>,
}

/// More partial profiles than this are not gone through: each case is then a pattern of its own.
const MOST_PARTIAL: usize = 200_000;

/// What breaks that `target` dominates everything else within `kept` in the way `kind`, and the smallest sets of
/// strategies of the others without which it does. `None` where there is nothing to compare.
///
/// Each restriction is checked: within it, the class is dominant.
///
/// # Complexity
/// As [`cases`]; then a search that is exponential in the size of its answer, up to a limit.
///
/// # Examples
/// A stag hunt: the stag is best if the other hunts it, too.
/// ```
/// use equil::dominance::Kind;
/// use equil::game::{Game, Payoffs};
/// use equil::make::breaking;
/// use equil::num::Rational;
///
/// let payoffs = [[4, 3, 0, 3], [4, 0, 3, 3]].map(|p| p.map(Rational::integer).to_vec());
/// let hunt = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let broken = breaking(&hunt, 0, &[0], &[vec![0, 1], vec![0, 1]], Kind::Strict).unwrap();
/// assert_eq!(broken.patterns, [[(1, 1)]]);
/// assert_eq!(broken.restrictions[0].without, [(1, 1)]);
/// ```
pub fn breaking(
    payoffs: &Payoffs,
    player: usize,
    target: &[usize],
    kept: &[Support],
    kind: Kind,
) -> Option<Breaking> {
    let all = cases(payoffs, player, target, kept)?;
    let shape = payoffs.shape();
    let broken: Vec<usize> =
        all.cases.iter().filter(|case| breaks(case, kind)).map(|case| case.rivals).collect();
    let (patterns, fewest) = patterns(shape, player, kept, &all, &broken);
    let (restrictions, complete) = restrictions(shape, player, kept, &broken);
    let holds = |restriction: &Restriction| {
        let all = cases(payoffs, player, target, &restriction.kept);
        all.is_some_and(|all| all.dominates(kind) == Some(true))
    };
    let restrictions = restrictions.into_iter().filter(holds).collect();
    let of = all.cases.len();
    Some(Breaking { player, cases: broken, of, patterns, fewest, restrictions, complete })
}

/// Whether a case stands in the way. Of weak dominance, only one in which something else is better.
fn breaks(case: &Case, kind: Kind) -> bool {
    match (case.sign, kind) {
        (Some(Sign::Positive), _) => false,
        (Some(Sign::Zero), kind) => kind == Kind::Strict,
        _ => true,
    }
}

/// The smallest sets of strategies that rule out every case.
fn restrictions(
    shape: &Shape,
    player: usize,
    kept: &[Support],
    broken: &[usize],
) -> (Vec<Restriction>, bool) {
    // Each strategy of the others has a number
    let all: Partial = (0..shape.players())
        .filter(|&other| other != player)
        .flat_map(|other| kept[other].iter().map(move |&strategy| (other, strategy)))
        .collect();
    let number = |other, strategy| all.iter().position(|&pair| pair == (other, strategy));
    let sets: Vec<Vec<usize>> = broken
        .iter()
        .map(|&rivals| {
            let others = (0..shape.players()).filter(|&other| other != player);
            others.filter_map(|other| number(other, shape.strategy(rivals, other))).collect()
        })
        .collect();
    let left = |without: &[usize]| -> Vec<Support> {
        let mut left = kept.to_vec();
        for &number in without {
            let (other, strategy) = all[number];
            left[other].retain(|&s| s != strategy);
        }
        left
    };
    let allowed = |without: &[usize]| left(without).iter().all(|support| !support.is_empty());
    let Some(found) = smallest(&sets, &allowed) else { return (Vec::new(), true) };
    let restriction = |set: &Vec<usize>| Restriction {
        without: set.iter().map(|&number| all[number]).collect(),
        kept: left(set),
    };
    (found.sets.iter().map(restriction).collect(), found.complete)
}

/// As few partial profiles as possible that say which cases break dominance; and whether none fewer do.
fn patterns(
    shape: &Shape,
    player: usize,
    kept: &[Support],
    all: &Cases,
    broken: &[usize],
) -> (Vec<Partial>, bool) {
    let others: Vec<usize> = (0..shape.players()).filter(|&other| other != player).collect();
    let whole = |rivals: usize| -> Partial {
        others.iter().map(|&other| (other, shape.strategy(rivals, other))).collect()
    };
    let count = others.iter().try_fold(1_usize, |count, &other| {
        count.checked_mul(kept[other].len() + 1).filter(|&count| count <= MOST_PARTIAL)
    });
    if count.is_none() {
        return (broken.iter().map(|&rivals| whole(rivals)).collect(), false);
    }
    let prime = prime(shape, kept, &others, all, broken);
    let fits = |pattern: &Partial, rivals: usize| {
        pattern.iter().all(|&(other, strategy)| shape.strategy(rivals, other) == strategy)
    };
    let sets: Vec<Vec<usize>> = broken
        .iter()
        .map(|&rivals| (0..prime.len()).filter(|&place| fits(&prime[place], rivals)).collect())
        .collect();
    match smallest(&sets, &|_| true).and_then(|found| found.sets.into_iter().next()) {
        Some(first) => (first.into_iter().map(|place| prime[place].clone()).collect(), true),
        None => (broken.iter().map(|&rivals| whole(rivals)).collect(), false),
    }
}

/// Partial profiles whose every completion breaks dominance, and that say nothing they need not.
fn prime(
    shape: &Shape,
    kept: &[Support],
    others: &[usize],
    all: &Cases,
    broken: &[usize],
) -> Vec<Partial> {
    // The last place of each player stands for "anything"
    let sizes: Vec<usize> = others.iter().map(|&other| kept[other].len() + 1).collect();
    let total: usize = sizes.iter().product();
    let digits = |mut code: usize| -> Vec<usize> {
        let digit = |size: &usize| {
            let digit = code % size;
            code /= size;
            digit
        };
        sizes.iter().map(digit).collect()
    };
    let code = |digits: &[usize]| {
        digits.iter().zip(&sizes).rev().fold(0, |code, (digit, size)| code * size + digit)
    };
    let mut breaks = vec![false; total];
    for case in all.cases.iter().filter(|case| broken.contains(&case.rivals)) {
        let place = |&other: &usize| {
            let strategy = shape.strategy(case.rivals, other);
            kept[other].iter().position(|&s| s == strategy).unwrap_or(0)
        };
        breaks[code(&others.iter().map(place).collect::<Vec<_>>())] = true;
    }
    // Those that say less come after all that say more, one player at a time
    for (at, size) in sizes.iter().enumerate() {
        for number in 0..total {
            let mut own = digits(number);
            if own[at] == size - 1 {
                breaks[number] = (0..size - 1).all(|digit| {
                    own[at] = digit;
                    breaks[code(&own)]
                });
            }
        }
    }
    let is_prime = |number: &usize| {
        breaks[*number] && {
            let own = digits(*number);
            (0..sizes.len()).all(|at| {
                let mut less = own.clone();
                less[at] = sizes[at] - 1;
                own[at] == sizes[at] - 1 || !breaks[code(&less)]
            })
        }
    };
    let partial = |number: usize| -> Partial {
        let own = digits(number);
        let said =
            own.iter().zip(&sizes).zip(others).filter(|((digit, size), _)| *digit + 1 < **size);
        said.map(|((digit, _), &other)| (other, kept[other][*digit])).collect()
    };
    (0..total).filter(is_prime).map(partial).collect()
}
