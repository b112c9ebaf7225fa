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

use serde::Serialize;

use crate::linalg::{Fractions, Matrix, RegularPart};
use crate::num::{Rational, Ring, Sign};

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
    let mut cone = Cone::orthant(coefficients.len());
    let numbers: Vec<Vec<Rational>> = coefficients.iter().map(Fractions::numbers).collect();
    for k in 0..basic.len() {
        proceed().then_some(())?;
        cone.cut(&numbers.iter().map(|c| c[k].clone()).collect::<Vec<_>>(), at_most)?;
    }
    for j in (0..payoffs.columns()).filter(|j| !equal.contains(j)) {
        proceed().then_some(())?;
        let column: Vec<Rational> = basic.iter().map(|&i| payoffs[(i, j)].clone()).collect();
        let column = Fractions::new(&column);
        let mut inequality: Vec<Rational> = coefficients.iter().map(|c| c.dot(&column)).collect();
        inequality[0] -= &Rational::one();
        for (sum, &i) in inequality[1..].iter_mut().zip(&free) {
            *sum += &payoffs[(i, j)];
        }
        cone.cut(&inequality, at_most)?;
    }
    let strategy = |ray: &Ray| -> Option<Vec<Rational>> {
        let mut weights = vec![Rational::zero(); payoffs.rows()];
        for (k, &i) in basic.iter().enumerate() {
            let pairs = numbers.iter().zip(&ray.point);
            pairs.for_each(|(c, parameter)| weights[i].add_product(&c[k], parameter));
        }
        for (&i, weight) in free.iter().zip(&ray.point[1..]) {
            weights[i] = weight.clone();
        }
        Fractions::new(&weights).shares()
    };
    let mut found: Vec<Vec<Rational>> = cone.rays.iter().filter_map(strategy).collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    Some(found)
}

/// A pointed cone by its rays.
struct Cone {
    rays: Vec<Ray>,
    inequalities: usize,
}

#[derive(Clone)]
struct Ray {
    point: Vec<Rational>,
    /// Which inequalities it satisfies with equality, as bits.
    tight: Vec<u64>,
}

impl Ray {
    fn set(&mut self, inequality: usize) {
        self.tight.resize(self.tight.len().max(inequality / 64 + 1), 0);
        self.tight[inequality / 64] |= 1 << (inequality % 64);
    }
}

impl Cone {
    /// All parameters are at least 0.
    fn orthant(dimension: usize) -> Self {
        let ray = |axis: usize| {
            let point = (0..dimension).map(|k| Rational::integer((k == axis).into())).collect();
            let mut ray = Ray { point, tight: Vec::new() };
            (0..dimension).filter(|k| *k != axis).for_each(|k| ray.set(k));
            ray
        };
        Self { rays: (0..dimension).map(ray).collect(), inequalities: dimension }
    }

    /// Keeps the part in which Σ inequality(k) · parameter(k) ≥ 0; `None` if that has more rays than
    /// allowed.
    fn cut(&mut self, inequality: &[Rational], at_most: usize) -> Option<()> {
        let inequality = Fractions::new(inequality);
        let heights: Vec<Rational> =
            self.rays.iter().map(|ray| Fractions::new(&ray.point).dot(&inequality)).collect();
        let signs: Vec<Sign> = heights.iter().map(Rational::signum).collect();
        if !signs.contains(&Sign::Negative) {
            return Some(());
        }
        let number = self.inequalities;
        self.inequalities += 1;
        for (ray, _) in self.rays.iter_mut().zip(&signs).filter(|(_, sign)| **sign == Sign::Zero) {
            ray.set(number);
        }
        let with = |wanted: Sign| -> Vec<usize> {
            (0..signs.len()).filter(|&k| signs[k] == wanted).collect()
        };
        let negative = with(Sign::Negative);
        let kept = (0..signs.len()).filter(|&k| signs[k] != Sign::Negative);
        let mut kept: Vec<Ray> = kept.map(|k| self.rays[k].clone()).collect();
        for above in with(Sign::Positive) {
            for &below in &negative {
                let Some(common) = self.edge(above, below) else { continue };
                let mut ray =
                    self.between((above, &heights[above]), (below, &heights[below]), common);
                ray.set(number);
                kept.push(ray);
                if kept.len() > at_most {
                    return None;
                }
            }
        }
        self.rays = kept;
        Some(())
    }

    /// The inequalities that two rays share, if no other ray satisfies all of them with equality:
    /// then the two span a face.
    fn edge(&self, a: usize, b: usize) -> Option<Vec<u64>> {
        let pairs = self.rays[a].tight.iter().zip(&self.rays[b].tight);
        let common: Vec<u64> = pairs.map(|(x, y)| x & y).collect();
        let contains = |ray: &Ray| {
            common
                .iter()
                .enumerate()
                .all(|(k, bits)| bits & !ray.tight.get(k).copied().unwrap_or(0) == 0)
        };
        let others = self.rays.iter().enumerate().filter(|(k, _)| *k != a && *k != b);
        (!others.map(|(_, ray)| ray).any(contains)).then_some(common)
    }

    /// Where the line between two rays, of which one is above and one below, has height 0.
    fn between(
        &self,
        (above, high): (usize, &Rational),
        (below, low): (usize, &Rational),
        tight: Vec<u64>,
    ) -> Ray {
        let depth = low.negated();
        let pairs = self.rays[above].point.iter().zip(&self.rays[below].point);
        let point = pairs.map(|(x, y)| {
            let mut sum = Rational::zero();
            sum.add_product(x, &depth);
            sum.add_product(y, high);
            sum
        });
        // Short numbers: only the direction matters
        let point: Vec<Rational> = point.collect();
        let unit = Fractions::new(&point).unit().recip();
        let scaled = point.into_iter().map(|mut x| {
            if let Some(unit) = &unit {
                x *= unit;
            }
            x
        });
        Ray { point: scaled.collect(), tight }
    }
}
