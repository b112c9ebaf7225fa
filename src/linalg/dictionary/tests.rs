use super::*;
use crate::linalg::{Matrix, Solved, solve};
use proptest::prelude::*;

fn big(cells: &[i64]) -> Vec<IBig> {
    cells.iter().map(|&n| n.into()).collect()
}

fn numbers(integers: &[i64]) -> Vec<Rational> {
    integers.iter().map(|&n| Rational::integer(n)).collect()
}

fn any_cell() -> impl Strategy<Value = i64> {
    prop_oneof![-2_i64..=2, any::<i64>().prop_map(|n| n >> 2)]
}

#[test]
fn faces_are_found() {
    // x + y ≤ 2, x ≤ 1
    let dictionary = Dictionary::new(2, big(&[1, 1, 2, 1, 0, 1]));
    let face = |variables: &[usize]| {
        variables
            .iter()
            .try_fold(dictionary.clone(), |face, &variable| face.face(variable, &|| true))
    };
    // The edge of the first inequality; the vertex where both hold
    let edge = face(&[0]).unwrap();
    assert_eq!((edge.rows(), edge.columns()), (2, 1));
    let vertex = face(&[0, 1]).unwrap();
    assert_eq!(vertex.columns(), 0);
    let row = |variable| vertex.basic().iter().position(|&other| other == variable).unwrap();
    assert_eq!([2, 3].map(|z| vertex.value(row(z))), [Rational::integer(1), Rational::integer(1)]);
    // x = 0 and x = 1 exclude each other, in either order
    assert!(face(&[2, 1]).is_none() && face(&[1, 2]).is_none());
    assert!(dictionary.clone().face(0, &|| false).is_none());
    // Of a system without a vertex in the interior of an edge, a row that is 0 everywhere
    let flat = Dictionary::new(2, big(&[1, -1, 0, 0, 0, 0]));
    assert_eq!(flat.face(1, &|| true).unwrap().rows(), 1);
}

/// Words overflow on the way, longer integers go on from there, and on the way back words do again.
#[test]
fn dictionaries_grow_and_shrink() {
    let cells: Vec<IBig> =
        (1..=20_u64).map(|k| IBig::from(k.pow(5) * 1_000_003 % 999_999_937)).collect();
    let mut dictionary = Dictionary::new(4, cells);
    assert_eq!(dictionary.length(), Length::Word);
    let start = dictionary.clone();
    for k in 0..4 {
        dictionary = dictionary.pivoted(k, k);
    }
    assert_eq!(dictionary.length(), Length::Double);
    let end = dictionary.clone();
    for k in 0..4 {
        dictionary = dictionary.pivoted(k, k);
    }
    assert_eq!(dictionary.length(), Length::Word);
    assert!((0..4).all(|row| dictionary.value(row) == start.value(row)));
    assert!((0..4).any(|row| dictionary.value(row) != end.value(row)));
}

proptest! {
    /// However long the integers, pivoting does the same.
    #[test]
    fn lengths_agree(
        cells in prop::collection::vec(any_cell(), 20),
        path in prop::collection::vec((0..4_usize, 0..4_usize), 6),
    ) {
        let mut dictionary = Dictionary::new(4, big(&cells));
        let mut wide = dictionary.clone();
        let Cells::Word(grid) = &wide.cells else { panic!("words suffice") };
        wide.cells = Cells::Big(grid.widened());
        for (row, column) in path {
            if dictionary.cell_sign(row, column) != Sign::Zero {
                dictionary = dictionary.pivoted(row, column);
                wide = wide.pivoted(row, column);
            }
        }
        for row in 0..4 {
            prop_assert_eq!(dictionary.value(row), wide.value(row));
            prop_assert_eq!(
                ask!(dictionary, grid => grid.limiting_row(row, 4)),
                ask!(wide, grid => grid.limiting_row(row, 4)),
            );
        }
        prop_assert_eq!(dictionary.counts(), wide.counts());
    }

    /// The point is the solution of the equations, if it satisfies the inequalities.
    #[test]
    fn tight_points_solve_the_equations(
        cells in prop::collection::vec(prop_oneof![3 => 0_i64..=3, 1 => any_cell()], 12),
        length in prop::sample::select(vec![Length::Word, Length::Double, Length::Big]),
    ) {
        // The right-hand sides are 1
        let rows: Vec<Vec<i64>> = cells.chunks(3).map(|row| [row, &[1]].concat()).collect();
        let dictionary = Dictionary::new(4, big(&rows.concat()));
        let (tight, free) = ([0, 2], [1, 2]);
        let matrix = tight.map(|i| free.map(|j| Rational::integer(rows[i][j])).to_vec());
        let expected = match solve(&Matrix::from_rows(matrix.to_vec()).unwrap(), &numbers(&[1, 1])) {
            Solved::Singular { .. } => Tight::Dependent,
            Solved::Unique(point) => {
                let fits = rows.iter().all(|row| {
                    let mut sum = Rational::integer(0);
                    for (z, &j) in point.iter().zip(&free) {
                        let mut product = z.clone();
                        product *= &Rational::integer(row[j]);
                        sum += &product;
                    }
                    sum <= Rational::integer(1)
                });
                let positive = point.iter().all(|z| z.signum() != Sign::Negative);
                if fits && positive { Tight::Point(point) } else { Tight::Nowhere }
            }
        };
        prop_assert_eq!(dictionary.tight(&tight, &free, length), expected);
    }
}
