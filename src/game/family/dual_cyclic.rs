//! Savani and von Stengel's games from dual cyclic polytopes on the trigonometric moment curve.

use dashu_float::FBig;
use dashu_float::round::mode::HalfEven;
use dashu_int::IBig;
use dashu_ratio::RBig;

use super::moment_curve::even;
use super::{Family, FamilyError, Parameter, Sample, Values, bimatrix};
use crate::num::Rational;

pub(super) const FAMILY: Family = Family {
    name: "dual-cyclic",
    about: "one equilibrium, and every Lemke-Howson path is exponentially long",
    source: &["savani2006"],
    parameters: &[
        Parameter::integer("size", "strategies of each player, an even number", "6", (2, 100)),
        Parameter::integer(
            "scale",
            "round payoffs to integers from 0 to this; 0 for the nearest doubles, unscaled",
            "0",
            (0, 1_000_000_000_000_000),
        ),
    ],
    make,
};

/// Payoffs below 2 to minus this are 0; half of the bits that all have at least.
const TRACE: isize = 128;

type Float = FBig<HalfEven, 2>;

fn make(values: &Values<'_>) -> Result<Sample, FamilyError> {
    let (size, scale) = (values.count("size"), values.integer("scale"));
    even(size)?;
    let curve: Vec<Vec<Float>> = (1..=2 * size).map(|k| point(k, size)).collect();
    let first: Vec<usize> = (1..=size).collect();
    let second: Vec<usize> = (size + 1..=2 * size).collect();
    let transposed = polytope(&curve, &first, &second);
    // In the other polytope the labels stand at other places of the curve
    let mut place = vec![0; 2 * size + 1];
    for k in 1..=2 * size {
        place[label(k, size)] = k;
    }
    let bounded: Vec<usize> = second.iter().map(|&k| place[k]).collect();
    let bounding: Vec<usize> = first.iter().map(|&k| place[k]).collect();
    let own = finished(&polytope(&curve, &bounded, &bounding), scale);
    let other = finished(&transposed, scale);
    let game = bimatrix((size, size), |i, j| (own[i][j].clone(), other[j][i].clone()))?;
    Ok(Sample::numbered(game))
}

/// Which label stands at the `k`th place of the second polytope.
fn label(k: usize, size: usize) -> usize {
    match k {
        1 => 1,
        k if k == size => k,
        k if (k < size) == (k % 2 == 0) => k + 1,
        k => k - 1,
    }
}

/// Bits of precision: the solutions lose some for each strategy.
fn bits(size: usize) -> usize {
    256 + 16 * size
}

/// `(cos t, sin t, cos 2t, sin 2t, …)` at the `k`th of `2 size` equal steps around the circle.
fn point(k: usize, size: usize) -> Vec<Float> {
    let bits = bits(size);
    let unit = |n: usize| Float::from(n).with_precision(bits).value();
    let step = Float::pi(bits) / unit(size);
    (1..=size / 2)
        .flat_map(|h| {
            // Within one turn, where the reduction of the angle loses nothing
            let angle = &step * unit(h * k % (2 * size));
            let (sin, cos) = angle.sin_cos();
            [cos, sin]
        })
        .collect()
}

/// `C` such that the polytope is all `z ≥ 0` with `C z ≤ 1`, where the facets `z ≥ 0` are those of
/// the points `inner` and the others those of `outer`.
fn polytope(curve: &[Vec<Float>], inner: &[usize], outer: &[usize]) -> Vec<Vec<Float>> {
    let size = inner.len();
    let one = Float::from(1).with_precision(bits(size)).value();
    let pick = |k: &usize| curve[k - 1].clone();
    let solved = divided(outer.iter().map(pick).collect(), inner.iter().map(pick).collect());
    solved
        .into_iter()
        .map(|row| {
            let rest = row.iter().fold(one.clone(), |rest, x| rest - x);
            row.into_iter().map(|x| -x / &rest).collect()
        })
        .collect()
}

/// `left · right⁻¹`, by elimination on the columns of both with the largest pivots.
fn divided(mut left: Vec<Vec<Float>>, mut right: Vec<Vec<Float>>) -> Vec<Vec<Float>> {
    let size = right.len();
    for row in 0..size {
        let best = (row..size)
            .max_by(|&a, &b| {
                let (a, b) = (size_of(&right[row][a]), size_of(&right[row][b]));
                a.partial_cmp(&b).unwrap_or(std::cmp::Ordering::Equal)
            })
            .unwrap_or(row);
        for line in left.iter_mut().chain(&mut right) {
            line.swap(row, best);
        }
        let pivot = right[row].clone();
        for line in left.iter_mut().chain(right.iter_mut().skip(row)) {
            let scaled = &line[row] / &pivot[row];
            for (column, entry) in line.iter_mut().enumerate() {
                if column != row {
                    *entry -= &scaled * &pivot[column];
                }
            }
            line[row] = scaled;
        }
    }
    left
}

fn size_of(x: &Float) -> Float {
    if *x < Float::ZERO { -x.clone() } else { x.clone() }
}

/// The payoffs as rationals: the nearest doubles, or scaled from 0 to `scale` and rounded.
fn finished(payoffs: &[Vec<Float>], scale: i64) -> Vec<Vec<Rational>> {
    let entries = || payoffs.iter().flatten();
    let start = &payoffs[0][0];
    let low = entries().fold(start, |least, x| if x < least { x } else { least });
    let high = entries().fold(start, |most, x| if x > most { x } else { most });
    let range = high - low;
    let convert = |x: &Float| {
        if scale == 0 {
            // Some payoffs are 0, and rounding leaves a trace; no other is anywhere near
            if size_of(x) < Float::from_parts(IBig::ONE, -TRACE) {
                return Rational::integer(0);
            }
            return Rational::from_f64(x.to_f64().value()).expect("payoffs are finite");
        }
        let share = Float::from(scale) * (x - low) / &range;
        let whole: IBig = share.to_int().value();
        Rational::from_big(RBig::from(whole))
    };
    payoffs.iter().map(|row| row.iter().map(convert).collect()).collect()
}
