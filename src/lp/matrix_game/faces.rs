//! All extreme optimal strategies: the vertices of the polytopes of optimal strategies.
//!
//! By complementary slackness an optimal strategy of the row player uses only rows that are best
//! against one known optimal strategy of the column player, and makes the columns of that one
//! equally good. A regular part of these equations gives as many probabilities as functions of the
//! others; what is left is a cone in few dimensions, whose rays the double description method
//! finds, inequality by inequality.
//!
//! Source: T. S. Motzkin, H. Raiffa, G. L. Thompson and R. M. Thrall, "The double description
//! method", in *Contributions to the Theory of Games II*, Princeton University Press, 1953, 51–73
//! (`motzkin1953`).

use dashu_int::IBig;
use serde::Serialize;

use crate::linalg::{Fractions, Matrix, RegularPart, extreme_rays};
use crate::num::{Rational, Ring};

/// Every optimal strategy of either player is a mixture of these, and none of these of others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Extreme {
    /// The row player's, the first rows first; one probability for each row.
    pub rows: Vec<Vec<Rational>>,
    /// The column player's.
    pub columns: Vec<Vec<Rational>>,
}

/// The extreme optimal strategies of the row player, who gets payoffs of 1 and more.
///
/// `best` are the rows that are best against `other`, an extreme optimal strategy of the column
/// player.
pub(super) fn vertices(
    payoffs: &Matrix<Rational>,
    best: &[usize],
    other: &[Rational],
    at_most: usize,
    proceed: &dyn Fn() -> bool,
) -> Option<Vec<Vec<Rational>>> {
    let played: Vec<usize> = (0..other.len()).filter(|&j| !other[j].is_zero()).collect();
    let places = best.iter().flat_map(|&i| played.iter().map(move |&j| (i, j)));
    let entries = places.map(|place| payoffs[place].clone()).collect();
    let part = RegularPart::new(&Matrix::new(best.len(), played.len(), entries)?);
    let basic: Vec<usize> = part.rows().iter().map(|&k| best[k]).collect();
    let equal: Vec<usize> = part.columns().iter().map(|&l| played[l]).collect();
    let free: Vec<usize> = best.iter().copied().filter(|i| !basic.contains(i)).collect();

    // Parameters: the value (of weights that need not sum to 1), then the weights of free rows.
    // Basic weights = Σ parameter · coefficient
    let mut coefficients = vec![part.transposed_solution(&vec![Rational::one(); equal.len()])];
    for &i in &free {
        let row: Vec<Rational> = equal.iter().map(|&j| payoffs[(i, j)].negated()).collect();
        coefficients.push(part.transposed_solution(&row));
    }
    let numbers: Vec<Vec<Rational>> = coefficients.iter().map(Fractions::numbers).collect();
    let dimension = coefficients.len();
    let unit = |axis: usize| (0..dimension).map(|k| IBig::from(u8::from(k == axis))).collect();
    let mut inequalities: Vec<Vec<IBig>> = (0..dimension).map(unit).collect();
    for k in 0..basic.len() {
        let weight: Vec<Rational> = numbers.iter().map(|c| c[k].clone()).collect();
        inequalities.push(Fractions::new(&weight).to_big());
    }
    for j in (0..payoffs.columns()).filter(|j| !equal.contains(j)) {
        let column: Vec<Rational> = basic.iter().map(|&i| payoffs[(i, j)].clone()).collect();
        let column = Fractions::new(&column);
        let mut advantage: Vec<Rational> = coefficients.iter().map(|c| c.dot(&column)).collect();
        advantage[0] -= &Rational::one();
        for (sum, &i) in advantage[1..].iter_mut().zip(&free) {
            *sum += &payoffs[(i, j)];
        }
        inequalities.push(Fractions::new(&advantage).to_big());
    }
    let mut go_on = |rays: usize| rays <= at_most && proceed();
    let rays = extreme_rays(dimension, &[], &inequalities, &mut go_on).ok()?;
    if rays.len() > at_most {
        return None;
    }
    let strategy = |ray: &Vec<IBig>| -> Option<Vec<Rational>> {
        let parameters: Vec<Rational> = ray.iter().map(Rational::from_integer).collect();
        let mut weights = vec![Rational::zero(); payoffs.rows()];
        for (k, &i) in basic.iter().enumerate() {
            let pairs = numbers.iter().zip(&parameters);
            pairs.for_each(|(c, parameter)| weights[i].add_product(&c[k], parameter));
        }
        for (&i, weight) in free.iter().zip(&parameters[1..]) {
            weights[i] = weight.clone();
        }
        Fractions::new(&weights).shares()
    };
    let mut found: Vec<Vec<Rational>> = rays.iter().filter_map(strategy).collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    Some(found)
}
