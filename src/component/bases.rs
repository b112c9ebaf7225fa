//! The bases that come together at a degenerate vertex, one for each vertex that it falls apart
//! into when the polytope is disturbed a little.
//!
//! The polytope is {x ≥ 0, R x ≤ 1} with positive R; it is disturbed by ε, ε², … added to the right
//! sides, symbolically: signs are lexicographic. What the disturbed polytope has near a vertex is
//! connected by edges that the vertex does not move along, so pivoting finds it all.

use rustc_hash::FxHashSet;

use crate::linalg::Tableau;
use crate::num::{Rational, Ring, Sign};

/// The search was ended by its visitor.
pub(super) struct Stopped;

/// Visits every lexicographically feasible basis of the vertex at which all of `rows` are equally
/// tight and exactly the unknowns of `support` are positive: with the basic unknowns, and the rows
/// whose slacks are nonbasic, both increasing.
///
/// # Complexity
/// For each basis two pivots and a ratio test for each column.
pub(super) fn visit(
    rows: &[Vec<Rational>],
    support: &[usize],
    visitor: &mut dyn FnMut(&[usize], &[usize]) -> bool,
) -> Result<(), Stopped> {
    let unknowns = rows.first().map_or(0, Vec::len);
    let mut tableau = at_vertex(rows, support);
    let slacks: Vec<usize> = (unknowns..unknowns + rows.len()).collect();
    // What is positive at the vertex does not leave the basis there
    let flat: Vec<bool> =
        (0..tableau.rows()).map(|row| tableau.sign(row, tableau.columns()) == Sign::Zero).collect();
    let mut key = vec![0_u64; (unknowns + rows.len()).div_ceil(64)];
    let flip = |key: &mut Vec<u64>, variable: usize| key[variable / 64] ^= 1 << (variable % 64);
    for &variable in tableau.basic() {
        flip(&mut key, variable);
    }
    let mut seen: FxHashSet<Vec<u64>> = FxHashSet::default();
    seen.insert(key.clone());
    let mut path: Vec<(usize, usize)> = Vec::new();
    let mut column = 0;
    show(&tableau, unknowns, visitor)?;
    loop {
        if column == tableau.columns() {
            let Some((row, back)) = path.pop() else { return Ok(()) };
            flip(&mut key, tableau.basic()[row]);
            flip(&mut key, tableau.nonbasic()[back]);
            tableau.pivot(row, back);
            column = back + 1;
            continue;
        }
        if let Some(row) = tableau.leaving_row(column, &slacks, |row| flat[row]) {
            let mut next = key.clone();
            flip(&mut next, tableau.basic()[row]);
            flip(&mut next, tableau.nonbasic()[column]);
            if seen.insert(next.clone()) {
                tableau.pivot(row, column);
                key = next;
                path.push((row, column));
                show(&tableau, unknowns, visitor)?;
                column = 0;
                continue;
            }
        }
        column += 1;
    }
}

fn show(
    tableau: &Tableau,
    unknowns: usize,
    visitor: &mut dyn FnMut(&[usize], &[usize]) -> bool,
) -> Result<(), Stopped> {
    let mut played: Vec<usize> =
        tableau.basic().iter().copied().filter(|&variable| variable < unknowns).collect();
    let mut equal: Vec<usize> =
        tableau.nonbasic().iter().filter_map(|&variable| variable.checked_sub(unknowns)).collect();
    played.sort_unstable();
    equal.sort_unstable();
    if visitor(&played, &equal) { Ok(()) } else { Err(Stopped) }
}

/// By the simplex method, from x = 0: the vertex is the only one at which the sum of everything
/// that is tight there is largest.
fn at_vertex(rows: &[Vec<Rational>], support: &[usize]) -> Tableau {
    let unknowns = rows.first().map_or(0, Vec::len);
    let cost = |j: usize| {
        let mut sum = Rational::zero();
        for row in rows {
            sum += &row[j];
        }
        if support.binary_search(&j).is_err() {
            sum -= &Rational::one();
        }
        sum
    };
    let mut costs: Vec<Rational> = (0..unknowns).map(cost).collect();
    costs.push(Rational::zero());
    let mut tableau = Tableau::new(&with_right_side(rows), &[costs]);
    let slacks: Vec<usize> = (unknowns..unknowns + rows.len()).collect();
    let costs = tableau.rows();
    while let Some(column) = tableau.most_negative_column(costs, |_| true)
        && let Some(row) = tableau.leaving_row(column, &slacks, |_| true)
    {
        tableau.pivot(row, column);
    }
    tableau
}

/// Whether all unknowns, with the slacks of all rows but `equal`, are a lexicographically feasible
/// basis. There are as many `equal` rows as unknowns.
pub(super) fn is_feasible(rows: &[Vec<Rational>], equal: &[usize]) -> bool {
    let unknowns = rows.first().map_or(0, Vec::len);
    let mut tableau = Tableau::new(&with_right_side(rows), &[]);
    let mut left = equal.to_vec();
    for column in 0..unknowns {
        let found = left.iter().position(|&row| tableau.sign(row, column) != Sign::Zero);
        // Without such a row these columns are dependent
        let Some(found) = found else { return false };
        tableau.pivot(left.swap_remove(found), column);
    }
    let mut all = 0..tableau.rows();
    all.all(|row| disturbed_sign(&tableau, row, unknowns) == Sign::Positive)
}

/// The sign of the value of a row's variable when the right sides are disturbed.
fn disturbed_sign(tableau: &Tableau, row: usize, unknowns: usize) -> Sign {
    let end = tableau.columns();
    let value = tableau.sign(row, end);
    if value != Sign::Zero {
        return value;
    }
    let of_slack = |variable: usize| match tableau.column_of(variable) {
        Some(column) => tableau.sign(row, column),
        None if tableau.basic()[row] == variable => Sign::Positive,
        None => Sign::Zero,
    };
    let slacks = unknowns..unknowns + tableau.rows();
    slacks.map(of_slack).find(|&sign| sign != Sign::Zero).unwrap_or(Sign::Zero)
}

fn with_right_side(rows: &[Vec<Rational>]) -> Vec<Vec<Rational>> {
    rows.iter().map(|row| [row.as_slice(), &[Rational::one()]].concat()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(rows: &[Vec<i64>], support: &[usize]) -> Vec<(Vec<usize>, Vec<usize>)> {
        let rows: Vec<Vec<Rational>> =
            rows.iter().map(|row| row.iter().map(|&n| Rational::integer(n)).collect()).collect();
        let mut found = Vec::new();
        let ended = visit(&rows, support, &mut |played, equal| {
            found.push((played.to_vec(), equal.to_vec()));
            true
        });
        assert!(ended.is_ok());
        for (played, equal) in &found {
            let picked: Vec<Vec<Rational>> =
                rows.iter().map(|row| played.iter().map(|&j| row[j].clone()).collect()).collect();
            assert!(is_feasible(&picked, equal), "{played:?} {equal:?}");
        }
        found.sort();
        found
    }

    #[test]
    fn a_nondegenerate_vertex_has_one_basis() {
        assert_eq!(all(&[vec![1, 2], vec![2, 1]], &[0, 1]), [(vec![0, 1], vec![0, 1])]);
        assert_eq!(all(&[vec![3, 2]], &[0]), [(vec![0], vec![0])]);
    }

    #[test]
    fn equal_rows_come_apart() {
        // x ≤ 1 three times: the last is disturbed least
        assert_eq!(all(&[vec![1], vec![1], vec![1]], &[0]), [(vec![0], vec![2])]);
        let one = Rational::one();
        assert!(!is_feasible(&[vec![one.clone()], vec![one]], &[0]));
    }

    /// x + 3y ≤ 1 + ε, x + 2y ≤ 1 + ε² and x + y ≤ 1 + ε³: the last two cross at y = ε² − ε³, the
    /// first two at y = ε − ε².
    #[test]
    fn a_vertex_falls_apart() {
        let found = all(&[vec![1, 3], vec![1, 2], vec![1, 1]], &[0]);
        assert_eq!(
            found,
            [(vec![0], vec![2]), (vec![0, 1], vec![0, 1]), (vec![0, 1], vec![1, 2]),]
        );
    }

    #[test]
    fn a_visitor_may_end_it() {
        let rows = [vec![Rational::one()]];
        assert!(visit(&rows, &[0], &mut |_, _| false).is_err());
    }
}
