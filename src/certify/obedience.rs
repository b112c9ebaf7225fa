//! Obedience in games of rationals: sums over common denominators, told apart in floats with error
//! bounds where these can tell, so that long fractions are checked quickly.

use std::cmp::Ordering;

use super::correlated::{Concept, Disobedience};
use crate::game::{Distribution, Game, Linear, Sense};
use crate::linalg::{Against, Fractions, certain_order, weighted_sum};
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

/// The most that `player` gains by one strategy in place of all that they are told; at least 0.
pub(super) fn coarse_regret(
    game: &Game<Rational>,
    player: usize,
    distribution: &Distribution,
) -> Rational {
    let (shape, payoffs) = (game.shape(), game.payoffs(player));
    let value = weighted_sum(distribution.iter().map(|(index, weight)| (weight, &payoffs[*index])));
    // How likely each way is in which the others play
    let mut others: Vec<(usize, &Rational)> = distribution
        .iter()
        .map(|(index, weight)| (shape.with(*index, player, 0), weight))
        .collect();
    others.sort_by_key(|(base, _)| *base);
    let mut bases: Vec<usize> = Vec::new();
    let mut weights: Vec<Rational> = Vec::new();
    for (base, weight) in others {
        match weights.last_mut() {
            Some(sum) if bases.last() == Some(&base) => *sum += weight,
            _ => {
                bases.push(base);
                weights.push(weight.clone());
            }
        }
    }
    let weights = Fractions::new(&weights);
    let earned = |strategy: usize| {
        let own = bases.iter().map(|base| payoffs[base + strategy * shape.stride(player)].clone());
        Fractions::new(&own.collect::<Vec<_>>()).dot(&weights)
    };
    let best = (0..shape.strategies()[player]).map(earned).max();
    best.map_or_else(Rational::zero, |best| best.minus(&value)).max(Rational::zero())
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
