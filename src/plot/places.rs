//! Places for letters on a map.

/// So near to each other letters and marks are hard to read.
pub(super) const APART: f64 = 16.0;
/// Of so many patches, the largest, places are tried.
const TRIED: usize = 24;

/// A convex patch, by its corners in order.
type Patch = Vec<[f64; 2]>;

/// A place for a letter, away from those that are taken, and not on patches that cover these: the centre of all patches if
/// there is room around it, else of the largest with room; where there is none, wherever it is free. If possible it is not on
/// lines, of which points are given.
pub(super) fn middle(
    patches: &[Patch],
    covers: &[Patch],
    taken: &[[f64; 2]],
    lines: &[[f64; 2]],
) -> Option<[f64; 2]> {
    let areas: Vec<f64> = patches.iter().map(|patch| area(patch)).collect();
    let whole: f64 = areas.iter().sum();
    let centres: Vec<[f64; 2]> = patches.iter().map(|patch| centre(patch)).collect();
    let mut order: Vec<usize> = (0..patches.len()).collect();
    order.sort_by(|a, b| areas[*b].total_cmp(&areas[*a]));
    let largest = *order.first()?;
    let weighted = |axis: usize| {
        centres.iter().zip(&areas).map(|(centre, area)| centre[axis] * area).sum::<f64>() / whole
    };
    let all = [weighted(0), weighted(1)];
    let within = |at: [f64; 2]| patches.iter().any(|patch| contains(patch, at));
    let all = Some(all).filter(|all| within(*all));
    let is_far = |at: &[f64; 2], others: &[[f64; 2]]| {
        others.iter().all(|other| (at[0] - other[0]).hypot(at[1] - other[1]) >= APART)
    };
    let is_free =
        |at: &[f64; 2]| is_far(at, taken) && !covers.iter().any(|patch| contains(patch, *at));
    let has_room = |at: &[f64; 2]| {
        around(*at)
            .into_iter()
            .all(|near| within(near) && !covers.iter().any(|patch| contains(patch, near)))
    };
    let tried = order.iter().take(TRIED);
    // Between the middle of a patch and its corners, where the middle is taken
    let beside = tried.clone().flat_map(|&place| {
        let middle = centres[place];
        patches[place].iter().map(move |corner| [0, 1].map(|k| f64::midpoint(middle[k], corner[k])))
    });
    let places: Vec<[f64; 2]> =
        all.into_iter().chain(tried.map(|&place| centres[place])).chain(beside).collect();
    let find = |is_fit: &dyn Fn(&[f64; 2]) -> bool| places.iter().find(|at| is_fit(at)).copied();
    find(&|at| is_free(at) && is_far(at, lines) && has_room(at))
        .or_else(|| find(&|at| is_free(at) && has_room(at)))
        .or_else(|| find(&is_free))
        .or(Some(centres[largest]))
}

/// All sides of a letter.
#[rustfmt::skip]
const SIDES: [[f64; 2]; 8] = [
    [-1.0, -1.0], [0.0, -1.0], [1.0, -1.0], [-1.0, 0.0], [1.0, 0.0], [-1.0, 1.0], [0.0, 1.0], [1.0, 1.0],
];

/// Places to all sides of a letter.
fn around([x, y]: [f64; 2]) -> [[f64; 2]; 8] {
    SIDES.map(|[across, down]| [x + APART * across, y + APART * down])
}

fn edges(patch: &[[f64; 2]]) -> impl Iterator<Item = (&[f64; 2], &[f64; 2])> {
    patch.iter().zip(patch.iter().cycle().skip(1))
}

fn area(patch: &[[f64; 2]]) -> f64 {
    edges(patch).map(|(a, b)| a[0] * b[1] - a[1] * b[0]).sum::<f64>().abs() / 2.0
}

/// The centre of gravity; of what has no area, the mean of its corners.
fn centre(patch: &[[f64; 2]]) -> [f64; 2] {
    let cross = |(a, b): (&[f64; 2], &[f64; 2])| a[0] * b[1] - a[1] * b[0];
    let twice: f64 = edges(patch).map(cross).sum();
    let weighted = |k: usize| edges(patch).map(|(a, b)| (a[k] + b[k]) * cross((a, b))).sum::<f64>();
    let found = [0, 1].map(|k| weighted(k) / (3.0 * twice));
    if found.iter().all(|x| x.is_finite()) && contains(patch, found) {
        return found;
    }
    #[allow(clippy::cast_precision_loss)] // a handful
    let count = patch.len() as f64;
    [0, 1].map(|axis| patch.iter().map(|corner| corner[axis]).sum::<f64>() / count)
}

/// Whether a convex patch contains a point.
fn contains(patch: &[[f64; 2]], point: [f64; 2]) -> bool {
    let side = |(a, b): (&[f64; 2], &[f64; 2])| {
        (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
    };
    edges(patch).all(|edge| side(edge) >= 0.0) || edges(patch).all(|edge| side(edge) <= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, side: f64) -> Patch {
        vec![[x, 0.0], [x + side, 0.0], [x + side, side], [x, side]]
    }

    /// A letter lies on its own tint.
    #[test]
    fn letters_are_within_their_layer() {
        let one = |x: f64| square(x, 1.0);
        assert_eq!(middle(&[one(0.0), one(1.0)], &[], &[], &[]), Some([1.0, 0.5]));
        // The centre of both is between them
        let apart = middle(&[one(0.0), one(5.0)], &[], &[], &[]).unwrap();
        assert!(contains(&one(0.0), apart) || contains(&one(5.0), apart));
        assert_eq!(middle(&[], &[], &[], &[]), None);
        // Nor on the mark of the base point
        let wide = vec![[0.0, 0.0], [200.0, 0.0], [200.0, 100.0], [0.0, 100.0]];
        let beside = middle(std::slice::from_ref(&wide), &[], &[[100.0, 50.0]], &[]).unwrap();
        assert!(contains(&wide, beside) && (beside[0] - 100.0).hypot(beside[1] - 50.0) >= APART);
        // The centre of gravity, not the mean of corners
        let cut = vec![[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [0.0, 9.0], [0.0, 1.0]];
        assert!((centre(&cut)[0] - 4.5).abs() < 1e-9, "{:?}", centre(&cut));
        assert!(!contains(&one(0.0), [1.5, 0.5]));
    }

    /// Narrow strips make a wide layer: its letter is in the middle, not at the edge of the widest.
    #[test]
    fn letters_keep_away_from_edges() {
        let mut strips: Vec<Patch> = vec![vec![[0.0, 0.0], [30.0, 0.0], [30.0, 90.0], [0.0, 90.0]]];
        strips.extend((0..30).map(|k| {
            let x = 30.0 + 3.0 * f64::from(k);
            vec![[x, 0.0], [x + 3.0, 0.0], [x + 3.0, 90.0], [x, 90.0]]
        }));
        let at = middle(&strips, &[], &[], &[]).unwrap();
        assert!(at[0] > 2.0 * APART && (at[1] - 45.0).abs() < 1e-9, "{at:?}");
        // Nor on a line through the middle
        let line: Vec<[f64; 2]> = (0..12).map(|k| [at[0], 8.0 * f64::from(k)]).collect();
        let aside = middle(&strips, &[], &[], &line).unwrap();
        assert!((aside[0] - at[0]).abs() >= APART, "{aside:?}");
        // What lies on top of it is not its own
        let cover = vec![[0.0, 0.0], [70.0, 0.0], [70.0, 90.0], [0.0, 90.0]];
        let at = middle(&strips, &[cover], &[], &[]).unwrap();
        assert!(at[0] > 70.0, "{at:?}");
    }
}
