//! How one strategy stands where payoffs are rational: cheap proofs first, then a search in floats
//! whose answer is rounded and proved, then, for ties, an exact program.

use std::cmp::Ordering;

use super::asked::{Pure, Standing};
use super::clock::Clock;
use super::search::{Near, Program, search};
use super::standing::Among;
use super::weights::{View, Weights};
use super::{restricted, tie};
use crate::certify::{Advantage, BestResponse, Kind};

/// What was found about a row.
#[derive(Clone, Debug)]
pub(super) enum Verdict {
    /// Dominated in this way, the strongest; and a belief against which it is as good as the best
    /// all the same, where one was found.
    Dominated(Kind, Weights, Option<Weights>),
    /// A best response to this belief, and whether it is strictly so. If not, weaker kinds of
    /// dominance were not asked about.
    Best(Weights, bool),
    /// Dominated by no pure strategy; mixtures were not asked about.
    Undominated,
    /// Not settled in time: what pure strategies show, and a column in which it is best.
    Open(Option<(Kind, usize)>, Option<usize>),
}

/// What is asked about rows.
#[derive(Clone, Copy)]
pub(super) struct Asking<'a> {
    pub(super) view: View<'a>,
    /// Weaker kinds of dominance do not matter.
    pub(super) weakest: Kind,
    pub(super) among: Among,
    pub(super) clock: &'a Clock<'a>,
}

/// For each row of the game a column in which it is best, if there is one, and whether it is
/// strictly so there.
pub(super) fn points(view: &View<'_>) -> Vec<Option<(usize, bool)>> {
    let mut points = vec![None; view.own.rows()];
    for (&column, &(row, tied)) in view.columns.iter().zip(view.best) {
        if !tied {
            if !matches!(points[row], Some((_, true))) {
                points[row] = Some((column, true));
            }
            continue;
        }
        for &other in view.rows {
            if points[other].is_none() && view.own.compare(other, row, column) == Ordering::Equal {
                points[other] = Some((column, false));
            }
        }
    }
    points
}

impl Verdict {
    /// How it is dominated, if at least as strongly as `kind`.
    pub(super) fn dominated_by(&self, kind: Kind) -> Option<(Kind, Weights)> {
        let (found, by) = match self {
            Self::Dominated(found, by, _) => (*found, by.clone()),
            Self::Open(Some((found, by)), _) => (*found, Weights::point(*by)),
            Self::Best(..) | Self::Undominated | Self::Open(None, _) => return None,
        };
        (found <= kind).then_some((found, by))
    }

    /// With strategies and profiles by their numbers in the game.
    pub(super) fn standing(&self, view: &View<'_>) -> Standing {
        let (own, rivals) = (&view.own.strategies, &view.own.rivals);
        match self {
            Self::Dominated(kind, by, belief) => Standing {
                dominated: Some((*kind, by.named(own))),
                best_against: belief.as_ref().map(|belief| (belief.named(rivals), false)),
                open: Vec::new(),
            },
            Self::Best(belief, strict) => Standing::best(belief.named(rivals), *strict),
            Self::Undominated => Standing { dominated: None, best_against: None, open: Vec::new() },
            Self::Open(pure, point) => {
                let pure = match pure {
                    Some((kind, by)) => Pure::Dominated(*kind, own[*by], true),
                    None => Pure::Unsettled,
                };
                let point = point.map(|column| (Weights::point(column).named(rivals), false));
                tie::without_program(&pure, point, None)
            }
        }
    }
}

impl Asking<'_> {
    /// How `row` stands; `point` is a column in which it is best, and whether strictly.
    pub(super) fn examine(&self, row: usize, point: Option<(usize, bool)>) -> Verdict {
        let view = &self.view;
        if view.rows.len() == 1 {
            return Verdict::Best(Weights::point(view.columns[0]), true);
        }
        match point {
            Some((column, true)) => return Verdict::Best(Weights::point(column), true),
            Some((column, false)) if self.weakest == Kind::Strict => {
                return Verdict::Best(Weights::point(column), false);
            }
            _ => {}
        }
        let hint = point.map_or_else(|| self.nearest(row), |(column, _)| column);
        let pure = self.pure(row, hint);
        let belief = point.map(|(column, _)| Weights::point(column));
        match (pure, self.among) {
            (Some((Kind::Strict, by)), _) => {
                Verdict::Dominated(Kind::Strict, Weights::point(by), None)
            }
            (Some((kind, by)), Among::Pure) => Verdict::Dominated(kind, Weights::point(by), belief),
            (None, Among::Pure) => match belief {
                Some(belief) => Verdict::Best(belief, false),
                None => Verdict::Undominated,
            },
            // Not strictly, as it is best somewhere
            (Some((Kind::Weak, by)), _) if belief.is_some() => {
                Verdict::Dominated(Kind::Weak, Weights::point(by), belief)
            }
            _ => self.mixed(row, hint, pure, point.map(|(column, _)| column)),
        }
    }

    /// The column in which `row` is nearest to the best.
    fn nearest(&self, row: usize) -> usize {
        let View { own, columns, best, .. } = self.view;
        let loss = |(&column, &(best, _)): (&usize, &(usize, bool))| {
            own.words(best).zip(own.words(row)).map(|(best, row)| best[column] - row[column])
        };
        let all = columns.iter().zip(best);
        *all.min_by_key(|pair| loss(*pair)).expect("the others can play somehow").0
    }

    /// The strongest domination by another row: the first that dominates so. `hint` is a column
    /// where the row does well.
    fn pure(&self, row: usize, hint: usize) -> Option<(Kind, usize)> {
        let View { own, rows, columns, best, .. } = self.view;
        let mut found: Option<(Kind, usize)> = None;
        if let ([column], [(best, _)]) = (columns, best)
            && own.compare(*best, row, *column) == Ordering::Greater
        {
            return Some((Kind::Strict, *best));
        }
        for &other in rows {
            let there = own.compare(other, row, hint);
            let hopeless = there == Ordering::Less
                || (there == Ordering::Equal && self.weakest == Kind::Strict);
            if hopeless || other == row {
                continue;
            }
            if let Some(kind) = own.dominates(other, row, columns)
                && found.is_none_or(|(best, _)| kind < best)
            {
                found = Some((kind, other));
                if kind == Kind::Strict {
                    break;
                }
            }
        }
        found
    }

    fn mixed(
        &self,
        row: usize,
        start: usize,
        pure: Option<(Kind, usize)>,
        point: Option<usize>,
    ) -> Verdict {
        let view = &self.view;
        let belief = |point: usize| Weights::point(point);
        // Rows that are the same decide nothing, but that it is dominated very weakly
        let twin = pure.filter(|(kind, _)| *kind == Kind::VeryWeak).map(|(_, by)| by);
        let is_twin = |other: usize| {
            twin.is_some() && view.own.dominates(other, row, view.columns) == Some(Kind::VeryWeak)
        };
        let others: Vec<usize> =
            (view.rows.iter().copied()).filter(|&other| other != row && !is_twin(other)).collect();
        if let (true, Some(twin)) = (others.is_empty(), twin) {
            let belief = belief(view.columns[0]);
            return Verdict::Dominated(Kind::VeryWeak, Weights::point(twin), Some(belief));
        }
        let best = |belief: Weights| match twin {
            Some(twin) => Verdict::Dominated(Kind::VeryWeak, Weights::point(twin), Some(belief)),
            None => Verdict::Best(belief, true),
        };
        let program =
            |floats| Program { floats, row, others: &others, columns: view.columns, start };
        let near = view.floats.and_then(|floats| search(&program(floats), || self.clock.goes_on()));
        if let Some(near) = &near {
            match self.proved(row, &others, near) {
                Some(Found::Above(mixture)) => {
                    return Verdict::Dominated(Kind::Strict, mixture, None);
                }
                Some(Found::Below(belief)) => return best(belief),
                Some(Found::Tied(belief)) if self.weakest == Kind::Strict => {
                    return Verdict::Best(belief, false);
                }
                _ => {}
            }
        }
        let settled = restricted::settle(self, row, &others, near.as_ref(), start);
        match settled {
            Some(Found::Above(mixture)) => Verdict::Dominated(Kind::Strict, mixture, None),
            Some(Found::Below(belief)) => best(belief),
            Some(Found::Tied(belief)) if self.weakest == Kind::Strict => {
                Verdict::Best(belief, false)
            }
            Some(Found::Level(mixture, belief)) => {
                restricted::weakly(self, row, (mixture, belief), pure)
                    .unwrap_or(Verdict::Open(pure, point))
            }
            _ => Verdict::Open(pure, point),
        }
    }

    /// What rounding the answer of the search proves.
    fn proved(&self, row: usize, others: &[usize], near: &Near) -> Option<Found> {
        // Beyond this the other side has nothing to show
        const CLEAR: f64 = 1e-9;
        if near.value > -CLEAR {
            let simple = Weights::simple(&near.mixture);
            if self.view.advantage(row, &simple) == Advantage::Dominates(Kind::Strict) {
                return Some(Found::Above(simple));
            }
        }
        if near.value < CLEAR {
            for total in [1 << 6, 1 << 20, 1 << 52] {
                let Some(belief) = Weights::rounded(&near.belief, total) else { continue };
                if self.view.response(row, &belief, others) == BestResponse::Strict {
                    return Some(Found::Below(belief));
                }
            }
            if near.value > -CLEAR {
                let simple = Weights::simple(&near.belief);
                match self.view.response(row, &simple, others) {
                    BestResponse::Strict => return Some(Found::Below(simple)),
                    BestResponse::Tied => return Some(Found::Tied(simple)),
                    BestResponse::No | BestResponse::Unsettled => {}
                }
            }
        }
        None
    }
}

/// What is proved about a row against others.
#[derive(Clone, Debug)]
pub(super) enum Found {
    /// This mixture is better everywhere.
    Above(Weights),
    /// The row is better than all others against this belief.
    Below(Weights),
    /// The row is as good as the best against this belief.
    Tied(Weights),
    /// Both: a mixture that is nowhere worse, and a belief against which the row is as good as the
    /// best.
    Level(Weights, Weights),
}
