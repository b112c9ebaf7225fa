//! Obedience in games of rationals: sums over common denominators, told apart in floats with error
//! bounds where these can tell, so that long fractions are checked quickly.

use std::cmp::Ordering;

use super::correlated::{Concept, Disobedience};
use crate::game::{Distribution, Game, Linear, Sense};
use crate::linalg::{Against, Fractions, certain_order};
use crate::num::{Rational, Ring};

/// Whether no way to disobey gains anything.
pub(super) fn nobody_gains(
    game: &Game<Rational>,
    concept: Concept,
    distribution: &Distribution,
) -> bool {
    let shape = game.shape();
    let zero = Rational::zero();
    (0..shape.players()).all(|player| {
        let strategies = shape.strategies()[player];
        let payoffs = game.payoffs(player);
        let mut told: Vec<Vec<&(usize, Rational)>> = match concept {
            Concept::Correlated => vec![Vec::new(); strategies],
            Concept::Coarse => vec![Vec::new()],
        };
        for cell in distribution {
            let place = match concept {
                Concept::Correlated => shape.strategy(cell.0, player),
                Concept::Coarse => 0,
            };
            told[place].push(cell);
        }
        told.iter().all(|cells| {
            let probabilities: Vec<Rational> = cells.iter().map(|(_, p)| p.clone()).collect();
            let against = Against::new(&probabilities, &zero);
            (0..strategies).all(|strategy| {
                let gain = |(index, _): &&(usize, Rational)| {
                    payoffs[shape.with(*index, player, strategy)].minus(&payoffs[*index])
                };
                let gains: Vec<Rational> = cells.iter().map(gain).collect();
                gains.iter().all(Rational::is_zero) || against.compare(&gains).is_le()
            })
        })
    })
}

/// The greatest value, over all pure profiles, of the (signed) sum and the weighted gains by
/// obeying.
pub(super) fn greatest(
    game: &Game<Rational>,
    linear: &Linear,
    sense: Sense,
    weighted: &[(Disobedience, &Rational)],
) -> Option<Rational> {
    let shape = game.shape();
    let mut weights = vec![Rational::one()];
    weights.extend(linear.payoffs.iter().map(|weight| sense.signed(weight)));
    weights.extend(weighted.iter().map(|(_, weight)| (*weight).clone()));
    let floats: Vec<f64> = weights.iter().map(Rational::nearest_f64).collect();
    let exact = Fractions::new(&weights);
    let numbers = |index: usize| {
        let mut numbers = Vec::with_capacity(weights.len());
        numbers.push(sense.signed(&linear.profile(index)));
        numbers.extend((0..shape.players()).map(|player| game.payoffs(player)[index].clone()));
        numbers.extend(weighted.iter().map(|(way, _)| {
            let payoffs = game.payoffs(way.player);
            let other = way.replaced(shape, index);
            other.map_or_else(Rational::zero, |other| payoffs[index].minus(&payoffs[other]))
        }));
        numbers
    };
    let in_floats = |numbers: &[Rational]| -> f64 {
        numbers.iter().zip(&floats).map(|(a, b)| a.nearest_f64() * b).sum()
    };
    // The one that seems greatest first: then hardly any other takes exact numbers
    let near: Vec<f64> = (0..shape.profiles()).map(|k| in_floats(&numbers(k))).collect();
    let seems = (0..shape.profiles()).max_by(|&a, &b| near[a].total_cmp(&near[b]))?;
    let mut most = Fractions::new(&numbers(seems)).dot(&exact);
    for index in (0..shape.profiles()).filter(|&index| index != seems) {
        let numbers = numbers(index);
        let terms = numbers.iter().zip(&floats).map(|(a, b)| (a.nearest_f64(), *b));
        let order = certain_order(terms, most.nearest_f64());
        if order.is_some_and(Ordering::is_le) {
            continue;
        }
        let numbers = Fractions::new(&numbers);
        if numbers.compare_dot(&exact, &most).is_gt() {
            most = numbers.dot(&exact);
        }
    }
    Some(most)
}
