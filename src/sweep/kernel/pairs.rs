//! Queries that hang on comparisons of payoffs: dominance, best responses, gains, pure equilibria.

use super::{Payoffs, Program, Settled, known};
use crate::formula::{Bounded, Lanes, difference};
use crate::game::Support;
use crate::model::{MixedChoice, QueryKind, Restriction};
use crate::sweep::Cell;

/// What the gains decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decides {
    /// All are positive.
    Strict,
    /// None is negative, and each strategy outside is worse somewhere: surely if some are positive, and surely not if none is and
    /// there is one such strategy only.
    Weak { alone: bool },
    /// None is negative.
    Never,
    /// The least one.
    Least,
}

/// What one case compares: the greatest of some payoffs with the greatest of others.
#[derive(Clone, Debug)]
struct Case {
    within: Vec<usize>,
    outside: Vec<usize>,
    /// Those that are not on the other side as well. Payoffs that are one node are equal: so the gain is
    /// positive just if something of `within_only` is above everything outside, and negative just if
    /// something of `outside_only` is above everything within.
    within_only: Vec<usize>,
    outside_only: Vec<usize>,
}

#[derive(Clone, Debug)]
pub(super) struct Pairs {
    decides: Decides,
    cases: Vec<Case>,
}

/// Gains at the points of a block, and the least and greatest bounds so far.
struct Gains {
    /// Proved to be exceeded, or reached, by every gain; likewise from above.
    least: [f64; Lanes::COUNT],
    most: [f64; Lanes::COUNT],
    /// The same of the greatest gain.
    peak_least: [f64; Lanes::COUNT],
    peak_most: [f64; Lanes::COUNT],
    /// The same of the least gain where ties count as gains that are not positive.
    strict_least: [f64; Lanes::COUNT],
    strict_most: [f64; Lanes::COUNT],
    /// The least gain as a float, and the greatest error.
    value: [f64; Lanes::COUNT],
    error: [f64; Lanes::COUNT],
    /// NaN where something is not known at all.
    stray: [f64; Lanes::COUNT],
}

impl Pairs {
    /// The program of a query of this kind.
    pub(super) fn of(kind: &QueryKind, kept: &[Support], payoffs: &mut Payoffs<'_>) -> Program {
        let (player, target, decides) = match kind {
            QueryKind::Dominant { player, target } => (*player, target, Decides::Strict),
            QueryKind::WeaklyDominant { player, target } => {
                let outside = kept[*player].iter().filter(|strategy| !target.contains(strategy));
                (*player, target, Decides::Weak { alone: outside.count() == 1 })
            }
            QueryKind::BestResponse { player, target } => (*player, target, Decides::Never),
            QueryKind::Gain { player, target } => (*player, target, Decides::Least),
            QueryKind::Nash(profile) => return Self::nash(profile, kept, payoffs),
            _ => return Program::Exact,
        };
        let (within, outside): (Support, Support) =
            kept[player].iter().partition(|strategy| target.contains(strategy));
        if decides == Decides::Never && outside.is_empty() {
            return Program::Always(Cell::Yes);
        }
        let shape = payoffs.shape;
        let rivals = shape.rival_profiles_within(player, kept);
        if within.is_empty() || outside.is_empty() || rivals.is_empty() {
            return Program::Always(Cell::Open);
        }
        let mut results = |profile: usize, own: &[usize]| -> Vec<usize> {
            own.iter().map(|&s| payoffs.result(player, shape.with(profile, player, s))).collect()
        };
        let cases = rivals
            .into_iter()
            .map(|profile| Case::new(results(profile, &within), results(profile, &outside)))
            .collect();
        Program::Pairs(Self { decides, cases })
    }

    /// A pure profile, against every deviation that is left.
    fn nash(profile: &[Restriction], kept: &[Support], payoffs: &mut Payoffs<'_>) -> Program {
        let mut played = vec![0; kept.len()];
        for restriction in profile {
            let MixedChoice::Among(support) = &restriction.choice else { return Program::Exact };
            let &[only] = support.as_slice() else { return Program::Exact };
            played[restriction.player] = only;
        }
        if played.iter().zip(kept).any(|(strategy, kept)| !kept.contains(strategy)) {
            return Program::Always(Cell::No);
        }
        let shape = payoffs.shape;
        let index = shape.index(&played);
        let mut cases = Vec::new();
        for (player, own) in kept.iter().enumerate() {
            let others: Vec<usize> = own.iter().copied().filter(|&s| s != played[player]).collect();
            if others.is_empty() {
                continue;
            }
            let within = vec![payoffs.result(player, index)];
            let result = |s: usize| payoffs.result(player, shape.with(index, player, s));
            cases.push(Case::new(within, others.into_iter().map(result).collect()));
        }
        if cases.is_empty() {
            return Program::Always(Cell::Yes);
        }
        Program::Pairs(Self { decides: Decides::Never, cases })
    }

    /// The answers at the points of a block.
    #[inline(always)]
    pub(super) fn settle(&self, room: &Bounded<'_>) -> Settled {
        let gains = self.gains(room);
        std::array::from_fn(|lane| {
            if gains.stray[lane].is_nan() {
                return None;
            }
            let (least, most) = (gains.least[lane], gains.most[lane]);
            let (strict_least, strict_most) = (gains.strict_least[lane], gains.strict_most[lane]);
            match self.decides {
                Decides::Strict if strict_least > 0.0 => Some(Cell::Yes),
                Decides::Strict if strict_most <= 0.0 => Some(Cell::No),
                Decides::Never if least >= 0.0 => Some(Cell::Yes),
                Decides::Never | Decides::Weak { .. } if most < 0.0 => Some(Cell::No),
                Decides::Weak { .. } if least >= 0.0 && gains.peak_least[lane] > 0.0 => {
                    Some(Cell::Yes)
                }
                Decides::Weak { alone: true } if gains.peak_most[lane] <= 0.0 => Some(Cell::No),
                // Not negative anywhere, and in some case not positive
                Decides::Least if least >= 0.0 && strict_most <= 0.0 => Some(Cell::Number(0.0)),
                Decides::Least => known((gains.value[lane], gains.error[lane])),
                _ => None,
            }
        })
    }

    #[inline(always)]
    fn gains(&self, room: &Bounded<'_>) -> Gains {
        let (high, low) = ([f64::INFINITY; Lanes::COUNT], [f64::NEG_INFINITY; Lanes::COUNT]);
        let nothing = [0.0; Lanes::COUNT];
        let mut gains = Gains {
            least: high,
            most: high,
            peak_least: low,
            peak_most: low,
            strict_least: high,
            strict_most: high,
            value: high,
            error: nothing,
            stray: nothing,
        };
        for case in &self.cases {
            let (within, outside) = (greatest(room, &case.within), greatest(room, &case.outside));
            let gap = between(&within, &outside);
            gains.number(&gap);
            if case.within.len() == case.within_only.len() {
                gains.not_negative(&gap);
                gains.positive(&gap);
                continue;
            }
            let nothing = Lanes::same(0.0, 0.0);
            gains.not_negative(&if case.outside_only.is_empty() {
                nothing
            } else {
                between(&within, &greatest(room, &case.outside_only))
            });
            gains.positive(&if case.within_only.is_empty() {
                nothing
            } else {
                between(&greatest(room, &case.within_only), &outside)
            });
        }
        gains
    }
}

impl Case {
    fn new(within: Vec<usize>, outside: Vec<usize>) -> Self {
        let only = |own: &[usize], other: &[usize]| -> Vec<usize> {
            own.iter().copied().filter(|result| !other.contains(result)).collect()
        };
        let (within_only, outside_only) = (only(&within, &outside), only(&outside, &within));
        Self { within, outside, within_only, outside_only }
    }
}

/// Keeps the lesser one.
#[inline]
fn lower(so_far: &mut f64, x: f64) {
    *so_far = if x < *so_far { x } else { *so_far };
}

/// Keeps the greater one.
#[inline]
fn raise(so_far: &mut f64, x: f64) {
    *so_far = if x > *so_far { x } else { *so_far };
}

impl Gains {
    /// The gain itself. That a difference of floats is positive, or negative, is exact.
    #[inline(always)]
    fn number(&mut self, gap: &Lanes) {
        for lane in 0..Lanes::COUNT {
            let (value, error) = (gap.value[lane], gap.error[lane]);
            self.stray[lane] += value * 0.0 + error * 0.0;
            lower(&mut self.value[lane], value);
            raise(&mut self.error[lane], error);
        }
    }

    /// What is negative just if the gain is.
    #[inline(always)]
    fn not_negative(&mut self, gap: &Lanes) {
        for lane in 0..Lanes::COUNT {
            lower(&mut self.least[lane], gap.value[lane] - gap.error[lane]);
            lower(&mut self.most[lane], gap.value[lane] + gap.error[lane]);
        }
    }

    /// What is positive just if the gain is.
    #[inline(always)]
    fn positive(&mut self, gap: &Lanes) {
        for lane in 0..Lanes::COUNT {
            let (low, high) =
                (gap.value[lane] - gap.error[lane], gap.value[lane] + gap.error[lane]);
            lower(&mut self.strict_least[lane], low);
            lower(&mut self.strict_most[lane], high);
            raise(&mut self.peak_least[lane], low);
            raise(&mut self.peak_most[lane], high);
        }
    }
}

/// The greatest of some payoffs: a maximum is as well known as the worst known of its arguments.
#[inline(always)]
fn greatest(room: &Bounded<'_>, results: &[usize]) -> Lanes {
    let mut best = *room.result(results[0]);
    for &result in &results[1..] {
        let other = room.result(result);
        for lane in 0..Lanes::COUNT {
            let unknown = (best.error[lane] + other.error[lane]) * 0.0;
            raise(&mut best.value[lane], other.value[lane]);
            raise(&mut best.error[lane], other.error[lane]);
            best.error[lane] += unknown;
        }
    }
    best
}

#[inline(always)]
fn between(x: &Lanes, y: &Lanes) -> Lanes {
    let mut out = *x;
    for lane in 0..Lanes::COUNT {
        (out.value[lane], out.error[lane]) = difference(x.at(lane), y.at(lane));
    }
    out
}
