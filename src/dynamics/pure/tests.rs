use proptest::prelude::*;

use super::orbits::Orbits;
use super::*;
use crate::dynamics::{DYNAMICS, Dynamic};
use crate::game::Game;

fn field(payoffs: &Payoffs) -> Field<'_> {
    Field::new(payoffs, &|_, _| true).unwrap()
}

fn named(name: &str) -> &'static Rule {
    crate::dynamics::named(name).and_then(|dynamic| dynamic.kind.pure()).unwrap()
}

/// Every rule that moves pure strategies.
fn rules() -> impl Iterator<Item = (&'static Dynamic, &'static Rule)> {
    DYNAMICS.iter().filter_map(|dynamic| Some((dynamic, dynamic.kind.pure()?)))
}

fn game(counts: &[usize], payoffs: &[&[i64]]) -> Payoffs {
    let numbers = |p: &&[i64]| p.iter().map(|&n| Rational::integer(n)).collect();
    Game::new(counts.to_vec(), payoffs.iter().map(numbers).collect()).unwrap().into()
}

#[test]
fn matching_pennies_goes_round() {
    let pennies = game(&[2, 2], &[&[1, -1, -1, 1], &[-1, 1, 1, -1]]);
    let field = field(&pennies);
    let together = basins(&field, named("simultaneous"), &|_, _| true).unwrap();
    assert_eq!(together.attractors.len(), 1);
    assert_eq!(together.attractors[0].profiles, [0, 2, 3, 1]);
    // After a sweep the second player has what they want
    let sweeps = basins(&field, named("sequential"), &|_, _| true).unwrap();
    assert_eq!(sweeps.attractors[0].profiles, [1, 2]);
    assert_eq!((sweeps.attractors[0].basin, &sweeps.steps[..]), (4, &[2, 2][..]));
    assert!(sweeps.attractors[0].certificate.is_none());
}

#[test]
fn ties_are_broken_by_staying() {
    // The first player does not care; the second wants to be where they are
    let careless = game(&[2, 2], &[&[0, 0, 0, 0], &[1, 0, 0, 1]]);
    let field = field(&careless);
    let end = trajectory(&field, named("sequential"), 1, 10).unwrap();
    assert_eq!((end.profiles.as_slice(), end.before), (&[1, 3][..], 1));
    assert_eq!(end.attractor(), [3]);
    assert_eq!(trajectory(&field, named("sequential"), 1, 1), None);
}

#[test]
fn better_responses_are_the_next_ones() {
    // One player: from the worst to the next better, not to the best
    let lonely = game(&[4], &[&[3, 0, 1, 2]]);
    let field = field(&lonely);
    let way = trajectory(&field, named("better"), 1, 10).unwrap();
    assert_eq!(way.profiles, [1, 2, 3, 0]);
    assert_eq!(trajectory(&field, named("sequential"), 1, 10).unwrap().profiles, [1, 0]);
}

#[test]
fn the_caller_can_end_it() {
    let pennies = game(&[2, 2], &[&[1, -1, -1, 1], &[-1, 1, 1, -1]]);
    assert_eq!(Field::new(&pennies, &|_, _| false).unwrap_err(), ResponseError::Stopped);
    let field = field(&pennies);
    let ended = basins(&field, named("sequential"), &|_, _| false);
    assert_eq!(ended, Err(ResponseError::Stopped));
}

/// Steps to the cycle, and its least number, one by one.
fn slowly(next: &[u32], start: usize) -> (usize, usize) {
    let way: Vec<usize> = std::iter::successors(Some(start), |&i| Some(next[i] as usize))
        .take(2 * next.len())
        .collect();
    let cycle = &way[next.len()..];
    let before = way.iter().position(|i| cycle.contains(i)).unwrap();
    (before, *cycle.iter().min().unwrap())
}

fn games() -> impl Strategy<Value = Payoffs> {
    prop::collection::vec(1_usize..4, 1..5).prop_flat_map(|counts| {
        let profiles: usize = counts.iter().product();
        let players = counts.len();
        prop::collection::vec(prop::collection::vec(0_i64..4, profiles), players).prop_map(
            move |payoffs| {
                let payoffs: Vec<&[i64]> = payoffs.iter().map(Vec::as_slice).collect();
                game(&counts, &payoffs)
            },
        )
    })
}

proptest! {
    #[test]
    fn orbits_are_those_of_single_ways(
        next in (1_u32..40).prop_flat_map(|n| prop::collection::vec(0..n, n as usize))
    ) {
        let orbits = Orbits::of(&next);
        let mut steps = vec![0; orbits.steps.len()];
        let mut basins = vec![0; orbits.cycles.len()];
        let mut longest = basins.clone();
        for start in 0..next.len() {
            let (before, least) = slowly(&next, start);
            let at = orbits.cycles.iter().position(|cycle| cycle[0] == least).unwrap();
            steps[before] += 1;
            basins[at] += 1;
            longest[at] = longest[at].max(before);
        }
        prop_assert_eq!((steps, basins, longest), (orbits.steps, orbits.basins, orbits.longest));
        for cycle in &orbits.cycles {
            let onwards = cycle.iter().cycle().skip(1);
            prop_assert!(cycle.iter().zip(onwards).all(|(&i, &j)| next[i] as usize == j));
        }
    }

    #[test]
    fn rest_points_are_the_pure_equilibria(payoffs in games()) {
        let field = field(&payoffs);
        let shape = payoffs.shape();
        let is_best = |p: usize, index: usize| {
            let own: Vec<usize> = (0..shape.strategies()[p]).collect();
            payoffs.is_best(p, index, &own)
        };
        for index in 0..shape.profiles() {
            for player in 0..shape.players() {
                let moved = field.responses.moved(player, index);
                prop_assert_eq!(field.responses.is_best(player, index), is_best(player, index));
                // Nothing but the own strategy changes, and for a best one
                prop_assert!(is_best(player, moved));
                prop_assert_eq!(shape.with(moved, player, 0), shape.with(index, player, 0));
            }
        }
        let equilibria: Vec<usize> = (0..shape.profiles())
            .filter(|&index| (0..shape.players()).all(|player| is_best(player, index)))
            .collect();
        for (dynamic, rule) in rules() {
            let found = basins(&field, rule, &|_, _| true).unwrap();
            let rest = found.attractors.iter().filter(|a| a.profiles.len() == 1);
            let mut rest: Vec<usize> = rest.map(|a| a.profiles[0]).collect();
            rest.sort_unstable();
            prop_assert_eq!(&rest, &equilibria, "{}", dynamic.name);
            for attractor in &found.attractors {
                let proved = attractor.certificate == Some(Certificate::Exact);
                prop_assert_eq!(proved, attractor.profiles.len() == 1);
            }
            prop_assert_eq!(found.steps.iter().sum::<usize>(), shape.profiles());
            prop_assert_eq!(found.attractors.iter().map(|a| a.basin).sum::<usize>(), shape.profiles());
        }
    }

    #[test]
    fn a_way_ends_where_its_start_belongs(payoffs in games(), start in any::<prop::sample::Index>()) {
        let field = field(&payoffs);
        let profiles = payoffs.shape().profiles();
        let start = start.index(profiles);
        for (_, rule) in rules() {
            let way = trajectory(&field, rule, start, profiles + 1).unwrap();
            let all = basins(&field, rule, &|_, _| true).unwrap();
            let least = *way.attractor().iter().min().unwrap();
            let attractor = all.attractors.iter().find(|a| a.profiles[0] == least).unwrap();
            prop_assert_eq!(attractor.profiles.len(), way.attractor().len());
            prop_assert!(way.before <= attractor.longest);
        }
    }
}
