//! Linear programs of dominance, solved by trying all their vertices.

use equil::dominance::Kind;
use equil::num::{Rational, Ring};

use crate::games::*;

/// For each other strategy of player 0 its advantage over `strategy` in each of the others' profiles.
pub(crate) fn advantages(plain: &Plain, strategy: usize) -> Vec<Vec<Rational>> {
    let shape = plain.shape();
    let row = |other: usize| {
        shape
            .rival_profiles(0)
            .map(|rivals| {
                let payoff = |own| &plain.payoffs[0][shape.with(rivals, 0, own)];
                payoff(other).minus(payoff(strategy))
            })
            .collect()
    };
    (0..plain.counts[0]).filter(|&other| other != strategy).map(row).collect()
}

/// The strongest kind of dominance by a mixture, from the vertices of two polytopes: mixtures that
/// are nowhere worse, and mixtures together with a margin that they keep everywhere.
pub(crate) fn brute_force(advantages: &[Vec<Rational>]) -> Option<Kind> {
    let others = advantages.len();
    if others == 0 {
        return None;
    }
    let rivals = advantages[0].len();
    let unit = |place: usize, width: usize| {
        let mut row = vec![Rational::zero(); width];
        row[place] = Rational::one();
        row
    };
    // Rows of `a·x ≥ 0` in x = (weights, margin); the margin is left out of the second polytope
    let mut with_margin: Vec<Vec<Rational>> = (0..others).map(|i| unit(i, others + 1)).collect();
    let mut without: Vec<Vec<Rational>> = (0..others).map(|i| unit(i, others)).collect();
    for column in 0..rivals {
        let row: Vec<Rational> = advantages.iter().map(|row| row[column].clone()).collect();
        without.push(row.clone());
        with_margin.push([row, vec![Rational::minus_one()]].concat());
    }
    let best_margin = vertices(&with_margin, others)
        .into_iter()
        .map(|vertex| vertex[others].clone())
        .max()
        .expect("the least advantage of any mixture is a margin");
    if best_margin > Rational::zero() {
        return Some(Kind::Strict);
    }
    let totals: Vec<Rational> = vertices(&without, others)
        .into_iter()
        .map(|vertex| {
            let mut total = Rational::zero();
            for (weight, row) in vertex.iter().zip(advantages) {
                for advantage in row {
                    total.add_product(weight, advantage);
                }
            }
            total
        })
        .collect();
    let most = totals.into_iter().max()?;
    Some(if most > Rational::zero() { Kind::Weak } else { Kind::VeryWeak })
}

/// The vertices of `{x : rows·x ≥ 0, the first `weights` entries sum to 1}`: every choice of rows
/// that, made equations, leave one point.
fn vertices(rows: &[Vec<Rational>], weights: usize) -> Vec<Vec<Rational>> {
    let width = rows[0].len();
    let sum: Vec<Rational> = (0..=width)
        .map(|i| if i < weights || i == width { Rational::one() } else { Rational::zero() })
        .collect();
    let mut found = Vec::new();
    for chosen in equil::game::supports_of_size(rows.len(), width - 1) {
        let mut system = vec![sum.clone()];
        for place in chosen {
            system.push([rows[place].clone(), vec![Rational::zero()]].concat());
        }
        let Some(point) = solve_system(system) else { continue };
        let inside = rows.iter().all(|row| {
            let mut value = Rational::zero();
            row.iter().zip(&point).for_each(|(a, x)| value.add_product(a, x));
            value >= Rational::zero()
        });
        if inside {
            found.push(point);
        }
    }
    found
}

/// The one solution of a square system, each row with its right-hand side at the end.
fn solve_system(mut rows: Vec<Vec<Rational>>) -> Option<Vec<Rational>> {
    let size = rows.len();
    for column in 0..size {
        let pivot = (column..size).find(|&row| !rows[row][column].is_zero())?;
        rows.swap(column, pivot);
        let inverse = rows[column][column].recip()?;
        rows[column].iter_mut().for_each(|x| *x *= &inverse);
        let pivot = rows[column].clone();
        for (place, row) in rows.iter_mut().enumerate().filter(|(place, _)| *place != column) {
            debug_assert_ne!(place, column);
            let factor = row[column].clone();
            row.iter_mut().zip(&pivot).for_each(|(x, p)| x.sub_product(&factor, p));
        }
    }
    Some(rows.into_iter().map(|mut row| row.pop().expect("a right-hand side")).collect())
}
