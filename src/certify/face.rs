//! Faces of best-response polytopes: that one is empty, or what its vertices are, exactly.

use dashu_base::Signed;
use dashu_int::IBig;

use crate::game::{Labels, Mixed, Polytope};
use crate::linalg::{ConeError, Fractions, Matrix, Solved, extreme_rays, solve};
use crate::num::{Rational, Ring, Sign};

/// One integer for each inequality of a polytope: the combination that contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Multipliers {
    /// Machine words.
    Small(Vec<i64>),
    /// Of any size.
    Big(Vec<IBig>),
}

impl Multipliers {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Small(numbers) => numbers.len(),
            Self::Big(numbers) => numbers.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether number `place` is below 0.
    pub(super) fn is_negative(&self, place: usize) -> bool {
        match self {
            Self::Small(numbers) => numbers.get(place).is_some_and(|&n| n < 0),
            Self::Big(numbers) => numbers.get(place).is_some_and(Signed::is_negative),
        }
    }

    /// All of them together.
    pub(super) fn sum(&self) -> IBig {
        match self {
            Self::Small(numbers) => numbers.iter().map(|&n| i128::from(n)).sum::<i128>().into(),
            Self::Big(numbers) => numbers.iter().sum(),
        }
    }

    /// The same, whatever their size.
    pub(super) fn to_big(&self) -> Vec<IBig> {
        match self {
            Self::Small(numbers) => numbers.iter().map(|&n| n.into()).collect(),
            Self::Big(numbers) => numbers.clone(),
        }
    }
}

impl From<Vec<IBig>> for Multipliers {
    /// In machine words if they fit.
    fn from(numbers: Vec<IBig>) -> Self {
        let small: Option<Vec<i64>> = numbers.iter().map(|n| i64::try_from(n).ok()).collect();
        small.map_or(Self::Big(numbers), Self::Small)
    }
}

/// A vertex of a best-response polytope.
#[derive(Clone, Debug, PartialEq)]
pub struct Corner {
    /// The mixed strategy that it stands for.
    pub strategy: Mixed<Rational>,
    /// What its player does not play, and the other player's best responses to it.
    pub labels: Labels,
}

/// Why the vertices of a face were not listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaceError {
    /// No inequality is tight, so that the face contains 0, which is no strategy.
    Origin,
    /// The caller said to stop.
    Stopped,
}

/// The face of a best-response polytope in which some strategies of its player are unplayed, and
/// some of the other's are best responses.
#[derive(Clone, Copy, Debug)]
pub struct Face<'a> {
    /// Of what.
    pub polytope: &'a Polytope,
    /// The strategies that are unplayed, or best responses.
    pub fixed: Labels,
}

impl Face<'_> {
    /// Whether `multipliers` prove that the face is empty (Farkas' lemma).
    ///
    /// On the face Σₖ λₖ (Σᵢ aₖᵢ zᵢ + sₖ) = Σₖ λₖ for slacks sₖ ≥ 0. If no variable that may differ
    /// from 0 has a positive coefficient on the left, the left side is at most 0; so a positive right
    /// side is a contradiction.
    ///
    /// # Complexity
    /// A pass over the coefficients, in integers.
    ///
    /// # Examples
    /// ```
    /// use equil::certify::{Face, Multipliers};
    /// use equil::game::{Game, Labels, Payoffs, Polytope};
    /// use equil::num::Rational;
    ///
    /// // The first player's two strategies; the other's second one is always better
    /// let payoffs = [[0, 0, 0, 0], [1, 1, 2, 2]].map(|p| p.map(Rational::integer).to_vec());
    /// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
    /// let polytope = Polytope::of(&game, 0).unwrap();
    /// let mut fixed = Labels::default();
    /// fixed.insert(2); // the first is a best response
    /// let face = Face { polytope: &polytope, fixed };
    /// assert!(face.is_refuted_by(&Multipliers::Small(vec![6, -1])));
    /// assert!(!face.is_refuted_by(&Multipliers::Small(vec![7, -1])));
    /// ```
    pub fn is_refuted_by(&self, multipliers: &Multipliers) -> bool {
        let polytope = self.polytope;
        let weights = multipliers.to_big();
        if weights.len() != polytope.rows() || weights.iter().sum::<IBig>() <= IBig::ZERO {
            return false;
        }
        let mut left = vec![IBig::ZERO; polytope.columns()];
        for (row, weight) in weights.iter().enumerate().filter(|(_, weight)| !weight.is_zero()) {
            if weight.is_positive() && !self.fixed.contains(polytope.row_label(row)) {
                return false;
            }
            for (sum, entry) in left.iter_mut().zip(polytope.row(row)) {
                *sum += weight * entry;
            }
        }
        let may_differ = |column: &usize| !self.fixed.contains(polytope.column_label(*column));
        (0..left.len()).filter(may_differ).all(|column| left[column] <= IBig::ZERO)
    }

    /// The vertices of the face, each once, in increasing order of their probabilities.
    ///
    /// # Errors
    /// [`FaceError::Origin`] when no inequality is tight; [`FaceError::Stopped`] when `go_on` says
    /// no.
    ///
    /// # Complexity
    /// A linear system; where its solution is not unique, that of [`extreme_rays`].
    #[allow(clippy::missing_panics_doc)] // invariants
    pub fn corners(&self, go_on: &mut dyn FnMut() -> bool) -> Result<Vec<Corner>, FaceError> {
        let polytope = self.polytope;
        let tight: Vec<usize> = (0..polytope.rows())
            .filter(|&row| self.fixed.contains(polytope.row_label(row)))
            .collect();
        let played: Vec<usize> = (0..polytope.columns())
            .filter(|&column| !self.fixed.contains(polytope.column_label(column)))
            .collect();
        if tight.is_empty() {
            return Err(FaceError::Origin);
        }
        if played.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<Vec<IBig>> = (0..polytope.rows()).map(|row| polytope.row(row)).collect();
        let entries = tight.iter().flat_map(|&row| {
            let rows = &rows;
            played.iter().map(move |&column| Rational::from_integer(&rows[row][column]))
        });
        let matrix =
            Matrix::new(tight.len(), played.len(), entries.collect()).expect("neither is empty");
        let found = match solve(&matrix, &vec![Rational::one(); tight.len()]) {
            Solved::Unique(weights) => {
                let inside = weights.iter().all(|w| w.signum() != Sign::Negative);
                if inside { vec![weights] } else { Vec::new() }
            }
            Solved::Singular { consistent: false, .. } => Vec::new(),
            Solved::Singular { .. } => rays(&rows, &tight, &played, go_on)?,
        };
        let corner = |weights: Vec<Rational>| self.corner(&rows, &tight, &played, weights);
        let mut corners: Vec<Corner> = found.into_iter().filter_map(corner).collect();
        corners.sort_by(|a, b| a.strategy.cmp(&b.strategy));
        Ok(corners)
    }

    /// The vertex with these weights on `played`, if no other inequality is broken.
    fn corner(
        &self,
        rows: &[Vec<IBig>],
        tight: &[usize],
        played: &[usize],
        weights: Vec<Rational>,
    ) -> Option<Corner> {
        let polytope = self.polytope;
        let mut total = Rational::zero();
        for weight in &weights {
            total += weight;
        }
        let scaled = Fractions::new(&weights).to_big();
        let level = |row: usize| -> IBig {
            played.iter().zip(&scaled).map(|(&column, weight)| &rows[row][column] * weight).sum()
        };
        let best = level(tight[0]);
        let mut labels = Labels::default();
        for row in 0..rows.len() {
            match level(row).cmp(&best) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => labels.insert(polytope.row_label(row)),
                std::cmp::Ordering::Greater => return None,
            }
        }
        let mut strategy = vec![Rational::zero(); polytope.columns()];
        for (mut weight, &column) in weights.into_iter().zip(played) {
            weight /= &total;
            strategy[column] = weight;
        }
        for (column, probability) in strategy.iter().enumerate() {
            if probability.is_zero() {
                labels.insert(polytope.column_label(column));
            }
        }
        Some(Corner { strategy, labels })
    }
}

/// Where the tight inequalities leave more than a point: the extreme rays of the cone over the
/// face.
fn rays(
    rows: &[Vec<IBig>],
    tight: &[usize],
    played: &[usize],
    go_on: &mut dyn FnMut() -> bool,
) -> Result<Vec<Vec<Rational>>, FaceError> {
    let first = tight[0];
    let advantage = |row: usize| -> Vec<IBig> {
        played.iter().map(|&column| &rows[first][column] - &rows[row][column]).collect()
    };
    let equations: Vec<Vec<IBig>> = tight[1..].iter().map(|&row| advantage(row)).collect();
    let unit = |place: usize| {
        (0..played.len()).map(|k| IBig::from(u8::from(k == place))).collect::<Vec<_>>()
    };
    let others = (0..rows.len()).filter(|row| !tight.contains(row));
    let inequalities: Vec<Vec<IBig>> =
        (0..played.len()).map(unit).chain(others.map(advantage)).collect();
    match extreme_rays(played.len(), &equations, &inequalities, &mut |_| go_on()) {
        Ok(rays) => Ok(rays
            .into_iter()
            .map(|ray| ray.iter().map(Rational::from_integer).collect())
            .collect()),
        Err(ConeError::Stopped) => Err(FaceError::Stopped),
        Err(ConeError::NotPointed) => unreachable!("weights are not negative"),
    }
}
