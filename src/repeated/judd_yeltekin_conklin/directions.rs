//! Directions in which sets are bounded.

/// Directions, spread well, and always among them both of each axis. For two players `count` are at equal angles, from the first
/// axis on, as near as floats are; for more, integer vectors without a common divisor by the sum of their sizes (those of a smaller
/// `count` are the first of them).
#[allow(clippy::cast_precision_loss)] // few
pub(super) fn directions(players: usize, count: usize) -> Vec<Vec<f64>> {
    if players != 2 {
        return lattice(players, count.max(2 * players));
    }
    let mut all: Vec<Vec<f64>> = Vec::with_capacity(count + 4);
    for place in 0..count {
        // Quarters are turned, so that axes are exact
        let (quarter, rest) = (4 * place / count, 4 * place % count);
        let part = rest as f64 / (2 * count) as f64;
        let (x, y) = (core_math::cospi(part), core_math::sinpi(part));
        let turned = match quarter {
            0 => [x, y],
            1 => [-y, x],
            2 => [-x, -y],
            _ => [y, -x],
        };
        // No −0
        all.push(turned.map(|x| x + 0.0).to_vec());
    }
    for axis in lattice(2, 4) {
        let same = |known: &Vec<f64>| known.iter().zip(&axis).all(|(a, b)| a.total_cmp(b).is_eq());
        if !all.iter().any(same) {
            all.push(axis);
        }
    }
    all
}

fn lattice(players: usize, count: usize) -> Vec<Vec<f64>> {
    let mut all = Vec::new();
    let mut sum = 1;
    while all.len() < count {
        fill(&mut Vec::new(), players, sum, &mut |vector| {
            if all.len() < count && vector.iter().fold(0, |a, &b| gcd(a, b.unsigned_abs())) == 1 {
                all.push(vector.iter().map(|&x| f64::from(x)).collect());
            }
            all.len() < count
        });
        sum += 1;
        if players == 1 && sum > 1 {
            break;
        }
    }
    all
}

/// All integer vectors with this sum of sizes, as long as they are wanted.
fn fill(
    start: &mut Vec<i32>,
    players: usize,
    sum: i32,
    take: &mut dyn FnMut(&[i32]) -> bool,
) -> bool {
    if start.len() + 1 == players {
        for last in if sum == 0 { vec![0] } else { vec![-sum, sum] } {
            start.push(last);
            let more = take(start);
            start.pop();
            if !more {
                return false;
            }
        }
        return true;
    }
    for size in 0..=sum {
        for value in if size == 0 { vec![0] } else { vec![-size, size] } {
            start.push(value);
            let more = fill(start, players, sum - size, take);
            start.pop();
            if !more {
                return false;
            }
        }
    }
    true
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}
