//! Quadratic forms on a cone: some variables of any sign, the others nonnegative.
//!
//! The free variables are eliminated as in Gaussian elimination (their part must be positive); what
//! is left must be copositive. A form is copositive unless it is negative at a point in the
//! interior of some face at which it is stationary, and then that point is the only solution of a
//! linear system if all smaller faces are in order (after J. W. Gaddum, "Linear inequalities and
//! quadratic forms", *Pacific Journal of Mathematics* 8 (1958), 411–414, `gaddum1958`).

use super::field::Patience;
use crate::linalg::{Matrix, solve};
use crate::num::{Rational, Ring, Sign};

/// What the form is to be everywhere but at 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Positive,
    Nonnegative,
}

impl Wanted {
    fn is_met(self, value: &Rational) -> bool {
        match value.signum() {
            Sign::Positive => true,
            Sign::Zero => self == Self::Nonnegative,
            Sign::Negative => false,
        }
    }
}

/// A form in terms of some directions: the first `free` may be followed either way, the others
/// only forward.
pub(super) struct Form {
    /// Symmetric: half the coefficient of each product of two variables.
    pub(super) values: Vec<Vec<Rational>>,
    /// The direction that each variable stands for.
    pub(super) basis: Vec<Vec<Rational>>,
    pub(super) free: usize,
}

/// What a search has found.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found {
    /// The form is everywhere as wanted.
    Nothing,
    /// A direction in which it is not.
    Direction(Vec<Rational>),
    /// There are more nonnegative variables than can be searched.
    TooMany(usize),
    Stopped,
}

/// Most nonnegative variables: the search looks at every subset of them.
const MOST: usize = 14;

impl Form {
    /// Searches a direction in which the form is not as wanted.
    ///
    /// # Complexity
    /// Cubic in the number of free variables, exponential in that of the others.
    pub(super) fn search(mut self, wanted: Wanted, patience: Patience<'_>) -> Found {
        while self.free > 0 {
            if let Some(direction) = self.eliminate_first(wanted) {
                return Found::Direction(direction);
            }
        }
        self.drop_harmless(wanted);
        self.copositive(wanted, patience)
    }

    /// Eliminates the first variable, which is free, or finds a direction.
    fn eliminate_first(&mut self, wanted: Wanted) -> Option<Vec<Rational>> {
        let pivot = self.values[0][0].clone();
        if !wanted.is_met(&pivot) {
            return Some(self.basis[0].clone());
        }
        if pivot.is_zero() {
            // Nothing may depend on it, or a long way along it decides the sign
            let other = (1..self.values.len()).find(|&s| !self.values[0][s].is_zero());
            if let Some(s) = other {
                let mut step = self.values[s][s].clone();
                step += &Rational::one();
                step /= &self.values[0][s];
                step /= &Rational::integer(-2);
                return Some(self.combined(&[(0, step), (s, Rational::one())]));
            }
        } else {
            for s in 1..self.values.len() {
                let mut factor = self.values[s][0].clone();
                if factor.is_zero() {
                    continue;
                }
                factor /= &pivot;
                for t in 1..self.values.len() {
                    let entry = self.values[0][t].clone();
                    self.values[s][t].sub_product(&factor, &entry);
                }
                let (first, rest) = self.basis.split_at_mut(1);
                for (x, y) in rest[s - 1].iter_mut().zip(&first[0]) {
                    x.sub_product(&factor, y);
                }
            }
        }
        self.remove(0);
        self.free -= 1;
        None
    }

    /// Removes variables that can only add to the form.
    fn drop_harmless(&mut self, wanted: Wanted) {
        let harmless = |values: &[Vec<Rational>], r: usize| {
            wanted.is_met(&values[r][r])
                && values[r].iter().all(|value| value.signum() != Sign::Negative)
        };
        while let Some(r) = (0..self.values.len()).find(|&r| harmless(&self.values, r)) {
            self.remove(r);
        }
    }

    fn copositive(&self, wanted: Wanted, patience: Patience<'_>) -> Found {
        let count = self.values.len();
        if let Some(r) = (0..count).find(|&r| !wanted.is_met(&self.values[r][r])) {
            return Found::Direction(self.basis[r].clone());
        }
        if count > MOST {
            return Found::TooMany(count);
        }
        for size in 2..=count {
            for face in crate::game::supports_of_size(count, size) {
                if !patience() {
                    return Found::Stopped;
                }
                if let Some(weights) = self.stationary(&face, wanted) {
                    let parts: Vec<(usize, Rational)> = face.into_iter().zip(weights).collect();
                    return Found::Direction(self.combined(&parts));
                }
            }
        }
        Found::Nothing
    }

    /// The point in the interior of a face at which the form is stationary, if it is not as wanted
    /// there.
    fn stationary(&self, face: &[usize], wanted: Wanted) -> Option<Vec<Rational>> {
        // The value is one more unknown; weights sum to 1
        let mut rows: Vec<Vec<Rational>> = face
            .iter()
            .map(|&r| {
                let row = face.iter().map(|&s| self.values[r][s].clone());
                row.chain([Rational::minus_one()]).collect()
            })
            .collect();
        let mut last = vec![Rational::one(); face.len()];
        last.push(Rational::zero());
        rows.push(last);
        let mut right = vec![Rational::zero(); face.len()];
        right.push(Rational::one());
        let mut weights = solve(&Matrix::from_rows(rows)?, &right).unique()?;
        let value = weights.pop()?;
        let inside = weights.iter().all(|weight| weight.signum() == Sign::Positive);
        (inside && !wanted.is_met(&value)).then_some(weights)
    }

    fn combined(&self, parts: &[(usize, Rational)]) -> Vec<Rational> {
        let mut sum = vec![Rational::zero(); self.basis[0].len()];
        for (r, weight) in parts {
            for (x, y) in sum.iter_mut().zip(&self.basis[*r]) {
                x.add_product(weight, y);
            }
        }
        sum
    }

    fn remove(&mut self, r: usize) {
        self.basis.remove(r);
        self.values.remove(r);
        for row in &mut self.values {
            row.remove(r);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(entries: &[&[i64]], free: usize) -> Form {
        let count = entries.len();
        let unit = |r: usize| (0..count).map(|s| Rational::integer((r == s).into())).collect();
        let row = |row: &&[i64]| row.iter().map(|&x| Rational::integer(x)).collect();
        Form {
            values: entries.iter().map(row).collect(),
            basis: (0..count).map(unit).collect(),
            free,
        }
    }

    fn found(entries: &[&[i64]], free: usize, wanted: Wanted) -> Found {
        let found = form(entries, free).search(wanted, &|| true);
        if let Found::Direction(z) = &found {
            let mut value = Rational::zero();
            for (row, x) in entries.iter().zip(z) {
                for (&entry, y) in row.iter().zip(z) {
                    let mut product = x.clone();
                    product *= y;
                    value.add_product(&product, &Rational::integer(entry));
                }
            }
            assert!(!wanted.is_met(&value), "{z:?} has {value}");
            assert!(z[free..].iter().all(|x| x.signum() != Sign::Negative), "{z:?}");
            assert!(z.iter().any(|x| !x.is_zero()));
        }
        found
    }

    #[test]
    fn known_forms() {
        use Wanted::{Nonnegative, Positive};
        // Horn's form is copositive, but neither positive semidefinite nor nonnegative
        let horn: [&[i64]; 5] = [
            &[1, -1, 1, 1, -1],
            &[-1, 1, -1, 1, 1],
            &[1, -1, 1, -1, 1],
            &[1, 1, -1, 1, -1],
            &[-1, 1, 1, -1, 1],
        ];
        assert_eq!(found(&horn, 0, Nonnegative), Found::Nothing);
        assert!(matches!(found(&horn, 0, Positive), Found::Direction(_)));
        for (entries, free, positive, nonnegative) in [
            (&[&[1_i64, -1][..], &[-1, 1]][..], 0, false, true),
            (&[&[1, -1], &[-1, 1]], 1, false, true),
            (&[&[1, 2], &[2, 1]], 0, true, true),
            (&[&[1, 2], &[2, 1]], 1, false, false),
            (&[&[0, 1], &[1, 5]], 1, false, false),
            (&[&[0, 0], &[0, 5]], 1, false, true),
            (&[&[1, -2], &[-2, 1]], 0, false, false),
            (&[&[2, -1, -1], &[-1, 2, -1], &[-1, -1, 2]], 0, false, true),
            (&[&[2, -1, -1], &[-1, 2, -1], &[-1, -1, 3]], 0, true, true),
        ] {
            for (wanted, expected) in [(Positive, positive), (Nonnegative, nonnegative)] {
                let met = found(entries, free, wanted) == Found::Nothing;
                assert_eq!(met, expected, "{entries:?} with {free} free: {wanted:?}");
            }
        }
    }

    #[test]
    fn nothing_is_searched_forever() {
        let count = MOST + 1;
        let rows: Vec<Vec<i64>> = (0..count)
            .map(|r| (0..count).map(|s| if r == s { 100 } else { -1 }).collect())
            .collect();
        let rows: Vec<&[i64]> = rows.iter().map(Vec::as_slice).collect();
        assert_eq!(found(&rows, 0, Wanted::Positive), Found::TooMany(count));
        assert_eq!(found(&rows, 1, Wanted::Positive), Found::Nothing);
        let stopped = form(&rows[..3], 1).search(Wanted::Positive, &|| false);
        assert_eq!(stopped, Found::Stopped);
    }
}
