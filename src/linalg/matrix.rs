//! Small dense matrices.

use std::ops::{Index, IndexMut};

/// A dense matrix, stored row by row; it has at least one row and one column.
///
/// # Examples
/// ```
/// use equil::linalg::Matrix;
///
/// let matrix = Matrix::from_rows(vec![vec![1, 2, 3], vec![4, 5, 6]]).unwrap();
/// assert_eq!(matrix[(1, 2)], 6);
/// assert_eq!(matrix.transposed().row(2), [3, 6]);
/// assert_eq!(Matrix::from_rows(vec![vec![1, 2], vec![3]]), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix<T> {
    columns: usize,
    /// Invariant: a positive multiple of `columns` of them.
    entries: Vec<T>,
}

impl<T> Matrix<T> {
    /// The matrix with these `rows · columns` entries, row by row. `None` when their number
    /// differs, or there are none.
    pub fn new(rows: usize, columns: usize, entries: Vec<T>) -> Option<Self> {
        let count = rows.checked_mul(columns)?;
        (count > 0 && entries.len() == count).then_some(Self { columns, entries })
    }

    /// The matrix with these rows. `None` when their lengths differ, or there are no entries.
    pub fn from_rows(rows: Vec<Vec<T>>) -> Option<Self> {
        let (count, columns) = (rows.len(), rows.first()?.len());
        let equal = rows.iter().all(|row| row.len() == columns);
        equal
            .then(|| rows.into_iter().flatten().collect())
            .and_then(|e| Self::new(count, columns, e))
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.entries.len() / self.columns
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The entries of one row.
    ///
    /// # Panics
    /// When there is no such row.
    pub fn row(&self, row: usize) -> &[T] {
        &self.entries[row * self.columns..][..self.columns]
    }

    /// Every row, from the first to the last.
    pub fn iter_rows(&self) -> impl DoubleEndedIterator<Item = &[T]> + ExactSizeIterator {
        self.entries.chunks_exact(self.columns)
    }

    /// Every entry, row by row.
    pub fn entries(&self) -> &[T] {
        &self.entries
    }

    /// The same matrix with every entry converted.
    pub fn map<U>(&self, convert: impl FnMut(&T) -> U) -> Matrix<U> {
        Matrix { columns: self.columns, entries: self.entries.iter().map(convert).collect() }
    }
}

impl<T: Clone> Matrix<T> {
    /// Rows become columns.
    #[must_use]
    pub fn transposed(&self) -> Self {
        let columns = self.rows();
        let entries = (0..self.columns)
            .flat_map(|j| (0..columns).map(move |i| self[(i, j)].clone()))
            .collect();
        Self { columns, entries }
    }
}

impl<T> Index<(usize, usize)> for Matrix<T> {
    type Output = T;

    fn index(&self, (row, column): (usize, usize)) -> &T {
        &self.entries[row * self.columns..][..self.columns][column]
    }
}

impl<T> IndexMut<(usize, usize)> for Matrix<T> {
    fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut T {
        &mut self.entries[row * self.columns..][..self.columns][column]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_matrices_are_refused() {
        assert_eq!(Matrix::<i8>::from_rows(vec![]), None);
        assert_eq!(Matrix::<i8>::from_rows(vec![vec![], vec![]]), None);
        assert_eq!(Matrix::new(2, 2, vec![1, 2, 3]), None);
        assert_eq!(Matrix::new(usize::MAX, 2, vec![1, 2]), None);
    }

    #[test]
    fn transposing_twice_changes_nothing() {
        let matrix = Matrix::new(2, 3, vec![1, 2, 3, 4, 5, 6]).unwrap();
        assert_eq!(matrix.transposed().entries(), [1, 4, 2, 5, 3, 6]);
        assert_eq!(matrix.transposed().transposed(), matrix);
        assert_eq!((matrix.rows(), matrix.columns()), (2, 3));
    }
}
