//! Dual cyclic polytopes on the moment curve, as games: exactly known numbers of equilibria, and
//! payoffs that floats do not tell apart.

use super::{Family, FamilyError, Parameter, Sample, Values, bimatrix};
use crate::linalg::Matrix;
use crate::num::{Rational, Ring};

pub(super) const FAMILY: Family = Family {
    name: "moment-curve",
    about: "pairs of dual cyclic polytopes: 3, 15, 75, 383, 2003, 10671 equilibria, or just one",
    source: &["vonstengel1999", "savani2006"],
    parameters: &[
        Parameter::integer("size", "strategies of each player, an even number", "6", (2, 200)),
        Parameter::word(
            "labels",
            "which two polytopes: with many equilibria, with one and long Lemke-Howson paths, or \
             the same twice",
            &["max", "svs", "plain"],
        ),
        Parameter::word(
            "form",
            "payoffs as they come from the curve, or small fractions with the same equilibrium \
             supports",
            &["curve", "small"],
        ),
    ],
    make,
};

fn make(values: &Values<'_>) -> Result<Sample, FamilyError> {
    let size = values.count("size");
    even(size)?;
    let order = order(size, values.word("labels"));
    // Where on the curve of the second polytope each label stands
    let mut place = vec![0; 2 * size];
    for (at, &label) in order.iter().enumerate() {
        place[label] = at;
    }
    let form = if values.word("form") == "small" { small } else { on_curve };
    let plain: Vec<usize> = (0..2 * size).collect();
    // Labels of the first player's strategies come first; in the second polytope they bound payoffs
    let first = form(size, &plain);
    let turned: Vec<usize> = place[size..].iter().chain(&place[..size]).copied().collect();
    let second = form(size, &turned);
    let game = bimatrix((size, size), |i, j| (second.row(i)[j].clone(), first.row(j)[i].clone()))?;
    Ok(Sample::numbered(game))
}

/// Cyclic polytopes are cut along facets of two neighbours each.
pub(super) fn even(size: usize) -> Result<(), FamilyError> {
    if size.is_multiple_of(2) {
        return Ok(());
    }
    Err(FamilyError::misfit(
        format!("`size` is {size}, but must be even"),
        format!("write {} or {}", size - 1, size + 1),
    ))
}

/// The labels along the curve of the second polytope; those along the first are 0, 1, 2, …
fn order(size: usize, labels: &str) -> Vec<usize> {
    let swap = |from: usize| (from..from + size).map(move |k| from + ((k - from) ^ 1));
    // All but the first and the last change places with a neighbour
    let shift = (0..size).map(|k| match k {
        0 => 0,
        k if k == size - 1 => k,
        k => ((k - 1) ^ 1) + 1,
    });
    match labels {
        "max" => swap(0).chain(swap(size)).collect(),
        "svs" => shift.chain(swap(size)).collect(),
        _ => (0..2 * size).collect(),
    }
}

/// The polytope dual to the hull of the points `(t, t², …, t^size)`, less their mean, with nodes
/// `t = 2 k − 2 size + 1`, as all `z ≥ 0` with `C z ≤ 1`. The first `size` entries of `order` are
/// the nodes whose facets are `z ≥ 0`, in the order of `z`; the others are the rows of `C`.
///
/// With `q` the polynomial that vanishes at those first nodes, and `q_j` the one that vanishes at
/// all of them but `t_j`, applying both to the affine dependence of a point on the first ones and
/// the mean gives `C_ij = (mean q_j − mean q / (t_i − t_j)) / q_j(t_j)`.
fn on_curve(size: usize, order: &[usize]) -> Matrix<Rational> {
    let node = |k: usize| 2 * signed(k) - 2 * signed(size) + 1;
    let (inner, outer) = order.split_at(size);
    let product = |at: usize, without: Option<usize>| {
        let mut value = Rational::integer(1);
        for &k in inner.iter().filter(|&&k| Some(k) != without) {
            value *= &Rational::integer(node(at) - node(k));
        }
        value
    };
    let mean = |without: Option<usize>| {
        let mut sum = Rational::integer(0);
        for at in 0..2 * size {
            sum += &product(at, without);
        }
        sum *= &fraction(1, 2 * signed(size));
        sum
    };
    let whole = mean(None);
    let columns: Vec<(i64, Rational, Rational)> = inner
        .iter()
        .map(|&j| {
            let scale = product(j, Some(j)).recip().expect("nodes are distinct");
            (node(j), mean(Some(j)), scale)
        })
        .collect();
    let rows = outer.iter().map(|&i| {
        let entry = |(node_j, mean_j, scale): &(i64, Rational, Rational)| {
            let mut value = mean_j.clone();
            value.sub_product(&whole, &fraction(1, node(i) - node_j));
            value *= scale;
            value
        };
        columns.iter().map(entry).collect()
    });
    Matrix::from_rows(rows.collect()).expect("rows of the same length")
}

/// The same up to a positive factor and a constant for each column, which change neither the
/// player's best responses nor which strategies are played: `±1 / (i − j)`.
fn small(size: usize, order: &[usize]) -> Matrix<Rational> {
    let (inner, outer) = order.split_at(size);
    let rows = outer.iter().map(|&i| {
        let entry = |&j: &usize| {
            // The sign of q_j(t_j): one change for each of the other nodes above
            let above = inner.iter().filter(|&&k| k > j).count();
            let sign = if above % 2 == 0 { -1 } else { 1 };
            fraction(sign, signed(i) - signed(j))
        };
        inner.iter().map(entry).collect()
    });
    Matrix::from_rows(rows.collect()).expect("rows of the same length")
}

fn signed(k: usize) -> i64 {
    i64::try_from(k).expect("sizes are small")
}

fn fraction(numerator: i64, denominator: i64) -> Rational {
    Rational::new(numerator, denominator).expect("nodes are distinct")
}
