//! Where the path starts and ends, and which strategies stay in play.

use nalgebra::DVector;

use super::system::{Field, Point};
use crate::game::Support;
use crate::linalg::{Care, follow as follow_curve, onto};

/// The ways to follow a path, the next when one has lost it. Any path that ends at an equilibrium is as good as another, so the first is
/// quick.
pub(super) const CARES: &[Care] =
    &[Care { tolerance: 0.03, longest: 3.0 }, Care { tolerance: 0.003, longest: 0.5 }];

/// Weight of the barrier at the start, where weights of strategies have the size of payoffs.
const WEIGHT: f64 = 10.0;
/// Logarithm of the weight at which floats have nothing left to say.
const LAST: f64 = -34.0;

/// Follows the path and shows `at` each point of it, until that has an answer. `None` where there is none, or where `watch`, which is told
/// how much of the way is behind, ends it.
pub(super) fn follow<T>(
    field: &Field,
    care: Care,
    watch: &mut dyn FnMut(f64) -> bool,
    at: impl FnMut(&Point) -> Option<T>,
) -> Option<T> {
    let start = start(field, watch)?;
    let before = down(field);
    follow_curve(field, care, (start, before), LAST, watch, at)
}

/// The direction in which only μ falls.
fn down(field: &Field) -> Point {
    let mut all = DVector::zeros(field.count() + 1);
    all[field.count()] = -1.0;
    Point::new(all, field.logs)
}

/// The point of the path where the barrier outweighs all payoffs.
fn start(field: &Field, watch: &mut dyn FnMut(f64) -> bool) -> Option<Point> {
    let mut all = DVector::zeros(field.count() + 1);
    let mut profiles = Vec::with_capacity(field.weights.len());
    for (place, weights) in field.weights.iter().enumerate() {
        let mut profile = Vec::new();
        for (player, weights) in weights.iter().enumerate() {
            let sum: f64 = weights.iter().sum();
            let chances: Vec<f64> = weights.iter().map(|weight| weight / sum).collect();
            for (own, chance) in chances.iter().enumerate() {
                all[field.log(place, player, own)] = chance.ln();
            }
            profile.push(chances);
        }
        profiles.push(crate::game::Profile::new(profile));
    }
    for (place, worth) in field.worth(&profiles)?.iter().enumerate() {
        for (player, worth) in worth.iter().enumerate() {
            all[field.value(place, player)] = *worth;
        }
    }
    all[field.count()] = WEIGHT.ln();
    let point = Point::new(all, field.logs);
    let still = down(field);
    onto(field, point, &still, CARES[0], watch)
}

/// The strategies that are played, by place and player: those whose probability is larger than their distance from being best, since the product of
/// both falls to 0, and one of them does.
pub(super) fn supports(field: &Field, point: &Point) -> Vec<Vec<Support>> {
    let own = |place: usize, player: usize| {
        let weights = &field.weights[place][player];
        let size = weights.iter().sum::<f64>();
        let is_played = |own: &usize| {
            let log = point.all[field.log(place, player, *own)];
            2.0 * log > point.weight() + (weights[*own] / size).ln()
        };
        let played: Support = (0..weights.len()).filter(is_played).collect();
        // Near the start nothing is told from anything else
        if played.is_empty() { (0..weights.len()).collect() } else { played }
    };
    let players = |place: usize| 0..field.weights[place].iter().len();
    let of = |place: usize| players(place).map(|player| own(place, player)).collect();
    (0..field.weights.len()).map(of).collect()
}
