//! Probabilities of rows or columns, and what is proved with them: integers in machine words where
//! they fit, and floats with a bound on their error where these decide.

use super::own::{Floats, Own};
use crate::certify::{Advantage, BestResponse, Kind};
use crate::game::to_distribution;
use crate::num::{Rational, Ring, Sign};

/// Four times the relative error of one rounding: 2⁻⁵¹.
const ROUNDING: f64 = 1.0 / 2_251_799_813_685_248.0;

/// Positive probabilities that sum to 1.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Weights {
    pub(super) list: Vec<(usize, Rational)>,
    /// The same times one positive number, as integers, if they fit.
    parts: Option<Vec<i64>>,
}

/// The part of one player's payoffs that counts.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) own: &'a Own,
    pub(super) floats: Option<&'a Floats>,
    /// Rows, increasing.
    pub(super) rows: &'a [usize],
    /// Columns, increasing.
    pub(super) columns: &'a [usize],
    /// For each of the columns the first of the best rows, and whether others are as good.
    pub(super) best: &'a [(usize, bool)],
}

impl Weights {
    /// All of it on one.
    pub(super) fn point(item: usize) -> Self {
        Self { list: vec![(item, Rational::one())], parts: Some(vec![1]) }
    }

    /// These probabilities, without zeros.
    pub(super) fn exact(items: &[usize], weights: &[Rational]) -> Self {
        let list: Vec<(usize, Rational)> = items
            .iter()
            .copied()
            .zip(weights.iter().cloned())
            .filter(|(_, weight)| !weight.is_zero())
            .collect();
        let parts = in_parts(&list);
        Self { list, parts }
    }

    /// Weights in floats, which sum to about 1, as fractions with small denominators that sum to
    /// exactly 1: what reads best, and is exact where the truth is simple. Otherwise as they are.
    pub(super) fn simple(near: &[(usize, f64)]) -> Self {
        const NEGLIGIBLE: f64 = 1e-12;
        let kept: Vec<(usize, f64)> =
            near.iter().copied().filter(|(_, weight)| *weight > NEGLIGIBLE).collect();
        let items: Vec<usize> = kept.iter().map(|(item, _)| *item).collect();
        let near = |(_, weight): &(usize, f64)| Rational::simplest_near(*weight);
        let simple: Option<Vec<Rational>> = kept.iter().map(near).collect();
        let mut total = Rational::zero();
        simple.iter().flatten().for_each(|weight| total += weight);
        match simple {
            Some(simple) if total == Rational::one() => Self::exact(&items, &simple),
            _ => {
                let floats: Vec<f64> = kept.iter().map(|(_, weight)| *weight).collect();
                Self::exact(&items, &to_distribution(&floats))
            }
        }
    }

    /// Weights in floats, which sum to about 1, as multiples of about 1 / `total`.
    pub(super) fn rounded(near: &[(usize, f64)], total: i64) -> Option<Self> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // below 2⁵³
        let part = |weight: f64| (weight * total as f64).round() as i64;
        let parts: Vec<(usize, i64)> = near.iter().map(|(item, w)| (*item, part(*w))).collect();
        let parts: Vec<(usize, i64)> = parts.into_iter().filter(|(_, part)| *part > 0).collect();
        let sum: i64 = parts.iter().map(|(_, part)| part).sum();
        let share = |(item, part): &(usize, i64)| Some((*item, Rational::new(*part, sum)?));
        let list: Option<Vec<(usize, Rational)>> = parts.iter().map(share).collect();
        let list = list.filter(|list| !list.is_empty())?;
        Some(Self { list, parts: Some(parts.iter().map(|(_, part)| *part).collect()) })
    }

    /// With the numbers of strategies or profiles instead of rows or columns.
    pub(super) fn named(&self, names: &[usize]) -> Vec<(usize, Rational)> {
        let mut named: Vec<(usize, Rational)> =
            self.list.iter().map(|(item, weight)| (names[*item], weight.clone())).collect();
        named.sort_by_key(|(item, _)| *item);
        named
    }

    /// Σ weight · `of(item)` in floats, for all at once, and a bound on the error of each.
    fn dot_floats<'a>(&self, most: f64, of: impl Fn(usize) -> &'a [f64]) -> (Vec<f64>, f64) {
        let mut sums = Vec::new();
        for (item, weight) in &self.list {
            let weight = weight.nearest_f64();
            if sums.is_empty() {
                sums = of(*item).iter().map(|x| weight * x).collect();
            } else {
                sums.iter_mut().zip(of(*item)).for_each(|(sum, x)| *sum += weight * x);
            }
        }
        // Each payoff and weight is rounded, each product and each sum: 2⁻⁵³ of the greatest payoff
        // each time. `ROUNDING` is four times that, since two sums are compared and their difference
        // is rounded too
        #[allow(clippy::cast_precision_loss)]
        let error = (self.list.len() + 4) as f64 * ROUNDING * most;
        (sums, error)
    }
}

fn in_parts(list: &[(usize, Rational)]) -> Option<Vec<i64>> {
    let mut common = 1_i64;
    for (_, weight) in list {
        let denominator = i64::try_from(weight.as_small()?.1).ok()?;
        if common % denominator != 0 {
            let product = Rational::new(common, denominator)?;
            // Lowest terms: the numerator is what the denominator lacks
            common = product.as_small()?.0.checked_mul(denominator)?;
        }
    }
    let part = |(_, weight): &(usize, Rational)| {
        let (numerator, denominator) = weight.as_small()?;
        numerator.checked_mul(common / i64::try_from(denominator).ok()?)
    };
    list.iter().map(part).collect()
}

impl View<'_> {
    /// How the rows in `mixture` compare with `row`, proved, in the columns that count.
    pub(super) fn advantage(&self, row: usize, mixture: &Weights) -> Advantage {
        let unclear = self.floats.map(|floats| {
            let (sums, error) = mixture.dot_floats(floats.most, |by| floats.row(by));
            (sums, floats.row(row), error)
        });
        let (mut strict, mut somewhere) = (true, false);
        for &column in self.columns {
            let sign = match &unclear {
                Some((sums, own, error)) if (sums[column] - own[column]).abs() > *error => {
                    if sums[column] > own[column] { Sign::Positive } else { Sign::Negative }
                }
                _ => self.mixture_sign(row, mixture, column),
            };
            match sign {
                Sign::Positive => somewhere = true,
                Sign::Zero => strict = false,
                Sign::Negative => return Advantage::Fails(column),
            }
        }
        Advantage::Dominates(match (strict, somewhere) {
            (true, _) => Kind::Strict,
            (_, true) => Kind::Weak,
            _ => Kind::VeryWeak,
        })
    }

    /// How `row` compares with the rows in `others` under `belief`, proved.
    pub(super) fn response(&self, row: usize, belief: &Weights, others: &[usize]) -> BestResponse {
        let unclear = self
            .floats
            .map(|floats| belief.dot_floats(floats.most, |column| floats.column(column)));
        let mut strict = true;
        for &other in others.iter().filter(|&&other| other != row) {
            let sign = match &unclear {
                Some((sums, error)) if (sums[row] - sums[other]).abs() > *error => {
                    if sums[row] > sums[other] { Sign::Positive } else { Sign::Negative }
                }
                _ => self.belief_sign(row, other, belief),
            };
            match sign {
                Sign::Positive => {}
                Sign::Zero => strict = false,
                Sign::Negative => return BestResponse::No,
            }
        }
        if strict { BestResponse::Strict } else { BestResponse::Tied }
    }

    /// The sign of the advantage of `mixture` over `row` in one column.
    fn mixture_sign(&self, row: usize, mixture: &Weights, column: usize) -> Sign {
        let small = self.mixed_words(row, mixture, column);
        small.map_or_else(|| self.mixed_advantage(row, mixture, column).signum(), sign)
    }

    /// The sign of the advantage of `row` over `other` under `belief`.
    fn belief_sign(&self, row: usize, other: usize, belief: &Weights) -> Sign {
        let small = self.believed_words(row, other, belief);
        small.map_or_else(|| self.believed_advantage(row, other, belief).signum(), sign)
    }

    /// How much better `mixture` is than `row` in one column, up to one positive factor for all.
    pub(super) fn mixed_advantage(&self, row: usize, mixture: &Weights, column: usize) -> Rational {
        let mut sum = Rational::zero();
        for (by, weight) in &mixture.list {
            sum.add_product(weight, &self.own.difference(*by, row, column));
        }
        sum
    }

    /// How much better `row` is than `other` under `belief`, likewise.
    pub(super) fn believed_advantage(
        &self,
        row: usize,
        other: usize,
        belief: &Weights,
    ) -> Rational {
        let mut sum = Rational::zero();
        for (column, weight) in &belief.list {
            sum.add_product(weight, &self.own.difference(row, other, *column));
        }
        sum
    }

    /// The column in which `mixture` is least better than `row`; the first if several are.
    pub(super) fn closest(&self, row: usize, mixture: &Weights) -> Option<usize> {
        least(
            self.columns,
            |column| self.mixed_words(row, mixture, column),
            |column| self.mixed_advantage(row, mixture, column),
        )
    }

    /// The row that is best, compared with `row`, under `belief`; the first if several are.
    pub(super) fn strongest(
        &self,
        row: usize,
        belief: &Weights,
        others: &[usize],
    ) -> Option<usize> {
        least(
            others,
            |other| self.believed_words(row, other, belief),
            |other| self.believed_advantage(row, other, belief),
        )
    }

    /// How much better `mixture` is than `row` in one column, as an integer if it fits: the same
    /// multiple for all columns.
    fn mixed_words(&self, row: usize, mixture: &Weights, column: usize) -> Option<i128> {
        let own = self.own.words(row)?[column];
        let above = |(by, _): &(usize, Rational)| Some(self.own.words(*by)?[column] - own);
        sum(mixture.list.iter().map(above).zip(mixture.parts.as_ref()?))
    }

    /// How much better `row` is than `other` under `belief`, likewise.
    fn believed_words(&self, row: usize, other: usize, belief: &Weights) -> Option<i128> {
        let (row, other) = (self.own.words(row)?, self.own.words(other)?);
        let ahead = |(column, _): &(usize, Rational)| Some(row[*column] - other[*column]);
        sum(belief.list.iter().map(ahead).zip(belief.parts.as_ref()?))
    }
}

/// The first of the items with the least value, in machine words if all fit.
fn least(
    items: &[usize],
    small: impl Fn(usize) -> Option<i128>,
    exact: impl Fn(usize) -> Rational,
) -> Option<usize> {
    let words: Option<Vec<i128>> = items.iter().map(|&item| small(item)).collect();
    let place = match words {
        Some(words) => (0..words.len()).min_by_key(|&place| words[place]),
        None => {
            let all: Vec<Rational> = items.iter().map(|&item| exact(item)).collect();
            (0..all.len()).min_by(|&a, &b| all[a].cmp(&all[b]))
        }
    };
    place.map(|place| items[place])
}

/// Σ of products, if it fits.
fn sum<'a>(terms: impl Iterator<Item = (Option<i64>, &'a i64)>) -> Option<i128> {
    terms.into_iter().try_fold(0_i128, |sum, (x, part)| {
        // Two machine words: the product fits
        sum.checked_add(i128::from(x?) * i128::from(*part))
    })
}

fn sign(x: i128) -> Sign {
    x.cmp(&0).into()
}
