//! Loops over floats that compilers turn into vector instructions, with the same result on every
//! machine.

/// Σ a(i) b(i), summed in eight strands.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut strands = [0.0; 8];
    let (eights, others) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f64 = eights.remainder().iter().zip(others.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in eights.zip(others) {
        for k in 0..8 {
            strands[k] += x[k] * y[k];
        }
    }
    strands.iter().sum::<f64>() + rest
}

/// Subtracts from the start of each of `rows`, which are `stride` apart, `row` times its factor.
pub(super) fn subtract_outer(rows: &mut [f64], stride: usize, factors: &[f64], row: &[f64]) {
    for (target, factor) in rows.chunks_mut(stride).zip(factors) {
        for (cell, value) in target.iter_mut().zip(row) {
            *cell -= factor * value;
        }
    }
}

/// Subtracts Σ weights(p) · row p from `target`; `rows` stand one after another.
pub(super) fn axpy_rows(target: &mut [f64], weights: &[f64], rows: &[f64]) {
    let width = target.len();
    let mut fours = weights.chunks_exact(4);
    let mut blocks = rows.chunks_exact(4 * width);
    for (w, block) in fours.by_ref().zip(blocks.by_ref()) {
        let (a, rest) = block.split_at(width);
        let (b, rest) = rest.split_at(width);
        let (c, d) = rest.split_at(width);
        for ((((t, a), b), c), d) in target.iter_mut().zip(a).zip(b).zip(c).zip(d) {
            *t -= (w[0] * a + w[1] * b) + (w[2] * c + w[3] * d);
        }
    }
    let done = weights.len() / 4 * 4;
    for (weight, row) in weights[done..].iter().zip(rows[done * width..].chunks_exact(width)) {
        for (t, value) in target.iter_mut().zip(row) {
            *t -= weight * value;
        }
    }
}

/// Strands that loops run in.
const STRANDS: usize = 8;
/// Pairs that are looked at together, before each of them.
const BLOCK: usize = 4 * STRANDS;

/// The least of value + step · rate, of those that fall faster than `flat`: without a branch.
fn least_after(rates: &[f64], values: &[f64], step: f64, flat: f64) -> f64 {
    let after = |rate: f64, value: f64| {
        let moved = value + step * rate;
        if rate < -flat { moved } else { f64::INFINITY }
    };
    let ((rates, last_rates), (values, last_values)) =
        (rates.as_chunks::<STRANDS>(), values.as_chunks::<STRANDS>());
    let mut least = [f64::INFINITY; STRANDS];
    for (rates, values) in rates.iter().zip(values) {
        for k in 0..STRANDS {
            let x = after(rates[k], values[k]);
            least[k] = if x < least[k] { x } else { least[k] };
        }
    }
    let rest = last_rates.iter().zip(last_values).map(|(&rate, &value)| after(rate, value));
    least.into_iter().chain(rest).fold(f64::INFINITY, f64::min)
}

/// How far a variable can grow until one of `values`, of those that fall faster than `flat`, becomes 0.
pub(super) fn least_ratio(rates: &[f64], values: &[f64], flat: f64) -> f64 {
    let mut least = f64::INFINITY;
    for (rates, values) in rates.chunks(BLOCK).zip(values.chunks(BLOCK)) {
        // Divisions take long, and hardly any ratio is the least so far
        if least_after(rates, values, least, flat) < 0.0 {
            let falling = rates.iter().zip(values).filter(|(rate, _)| **rate < -flat);
            least = falling.map(|(rate, value)| value.max(0.0) / -rate).fold(least, f64::min);
        }
    }
    least
}

/// When a variable counts as having become 0: after `step`, if it fell faster than `flat` and is no
/// more than `near`.
#[derive(Clone, Copy)]
pub(super) struct Zero {
    pub(super) step: f64,
    pub(super) flat: f64,
    pub(super) near: f64,
}

/// Calls `found` with the place of each of `values` that becomes 0.
pub(super) fn reaching(rates: &[f64], values: &[f64], zero: Zero, mut found: impl FnMut(usize)) {
    for (block, (rates, values)) in rates.chunks(BLOCK).zip(values.chunks(BLOCK)).enumerate() {
        // There is hardly ever one
        if least_after(rates, values, zero.step, zero.flat) <= zero.near {
            for (place, (&rate, &value)) in rates.iter().zip(values).enumerate() {
                if rate < -zero.flat && value + zero.step * rate <= zero.near {
                    found(block * BLOCK + place);
                }
            }
        }
    }
}

/// The inverse of a square matrix, by elimination with the largest pivot of each column; `None` if
/// a column has none.
pub(super) fn inverted(mut matrix: Vec<f64>, size: usize) -> Option<Vec<f64>> {
    let mut swaps = Vec::with_capacity(size);
    let mut pivot_row = vec![0.0; size];
    for k in 0..size {
        let best = (k..size)
            .max_by(|&a, &b| matrix[a * size + k].abs().total_cmp(&matrix[b * size + k].abs()))?;
        let pivot = matrix[best * size + k];
        if pivot.is_nan() || pivot.abs() <= SINGULAR {
            return None;
        }
        swaps.push(best);
        if best != k {
            for column in 0..size {
                matrix.swap(k * size + column, best * size + column);
            }
        }
        // In place: column k of the identity is stored where column k of the matrix was
        matrix[k * size + k] = 1.0;
        for cell in &mut matrix[k * size..][..size] {
            *cell /= pivot;
        }
        pivot_row.copy_from_slice(&matrix[k * size..][..size]);
        for (i, row) in matrix.chunks_exact_mut(size).enumerate() {
            if i != k {
                let factor = std::mem::replace(&mut row[k], 0.0);
                for (cell, value) in row.iter_mut().zip(&pivot_row) {
                    *cell -= factor * value;
                }
            }
        }
    }
    for (k, &best) in swaps.iter().enumerate().rev() {
        if best != k {
            for row in matrix.chunks_exact_mut(size) {
                row.swap(k, best);
            }
        }
    }
    Some(matrix)
}

/// Pivots nearer to 0 than this are none; entries are at most about 1.
const SINGULAR: f64 = 1e-14;

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize) -> Vec<f64> {
        let mut state = 7_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            f64::from(u32::try_from(state >> 40).unwrap()) / f64::from(1 << 24) - 0.5
        };
        (0..count).map(|_| next()).collect()
    }

    #[test]
    fn an_inverse_times_its_matrix_is_one() {
        for size in [1, 2, 5, 17, 40] {
            let matrix = numbers(size * size);
            let inverse = inverted(matrix.clone(), size).unwrap();
            for i in 0..size {
                for j in 0..size {
                    let column: Vec<f64> = (0..size).map(|k| inverse[k * size + j]).collect();
                    let cell = dot(&matrix[i * size..][..size], &column);
                    assert!((cell - f64::from(u8::from(i == j))).abs() < 1e-9, "{size} {i} {j}");
                }
            }
        }
        assert_eq!(inverted(vec![1.0, 2.0, 2.0, 4.0], 2), None);
    }

    #[test]
    fn ratios_are_the_least() {
        for count in [0, 1, 7, 8, 31, 32, 33, 100] {
            let (rates, mut values) = (numbers(count), numbers(count + 3));
            values.drain(..3);
            for value in &mut values {
                *value += 0.6;
            }
            let pairs = || rates.iter().zip(&values).filter(|(rate, _)| **rate < -1e-3);
            let slowly = pairs().map(|(rate, value)| value / -rate).fold(f64::INFINITY, f64::min);
            let step = least_ratio(&rates, &values, 1e-3);
            assert_eq!(step.to_bits(), slowly.to_bits());
            let mut found = Vec::new();
            let zero = Zero { step, flat: 1e-3, near: 1e-12 };
            reaching(&rates, &values, zero, |place| found.push(place));
            assert_eq!(found.len(), usize::from(step.is_finite()));
            assert!(found.iter().all(|&i| (values[i] / -rates[i]).to_bits() == step.to_bits()));
        }
    }

    #[test]
    fn multiples_of_a_row_are_subtracted() {
        let (mut rows, factors, row) = (numbers(7 * 5), numbers(5), numbers(6));
        let before = rows.clone();
        subtract_outer(&mut rows, 7, &factors, &row);
        for p in 0..5 {
            for j in 0..7 {
                let less = row.get(j).map_or(0.0, |value| factors[p] * value);
                assert!((before[p * 7 + j] - less - rows[p * 7 + j]).abs() < 1e-15);
            }
        }
    }

    #[test]
    fn rows_are_subtracted() {
        for count in 0..10 {
            let (weights, rows) = (numbers(count), numbers(count * 5));
            let mut target = vec![1.0; 5];
            axpy_rows(&mut target, &weights, &rows);
            for (j, found) in target.iter().enumerate() {
                let sum: f64 = (0..count).map(|p| weights[p] * rows[p * 5 + j]).sum();
                assert!((1.0 - sum - found).abs() < 1e-12);
            }
        }
    }
}
