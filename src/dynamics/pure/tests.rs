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

fn watched(field: &Field<'_>, name: &str, start: Option<usize>) -> Landings {
    chances(field, named(name), start, &|_, _| true).unwrap().unwrap()
}

/// Shares of ends, as fractions.
fn shares(landings: &Landings) -> Vec<(Vec<usize>, String)> {
    let share = |landing: &Landing| match &landing.share {
        Share::Exact(share) => share.to_string(),
        Share::Sampled { hits, of } => format!("{hits} of {of}"),
    };
    landings.landings.iter().map(|landing| (landing.profiles.clone(), share(landing))).collect()
}

#[test]
fn lots_settle_who_gives_way() {
    // Two who want to meet, the first rather at 0, the second at 1: whoever is drawn gives way
    let battle = game(&[2, 2], &[&[3, 0, 0, 2], &[2, 0, 0, 3]]);
    let field = field(&battle);
    let met = |name| watched(&field, name, Some(1));
    for name in ["random-order", "random-better", "inertia"] {
        let half = |profile| (vec![profile], "1/2".to_owned());
        assert_eq!(shares(&met(name)), [half(0), half(3)], "{name}");
        assert!(met(name).landings.iter().all(|l| l.certificate == Some(Certificate::Exact)));
    }
    // One step in random order; with inertia 1/2 a step comes to rest with chance 1/2
    assert_eq!(met("random-order").steps, Steps::Exact(Rational::one()));
    assert_eq!(met("inertia").steps, Steps::Exact(Rational::integer(2)));
    // With inertia 9/10 it does with chance 18/100
    let slow =
        Field::new(&battle, &|_, _| true).unwrap().with_inertia(Rational::new(9, 10).unwrap());
    let steps = watched(&slow, "inertia", Some(1)).steps;
    assert_eq!(steps, Steps::Exact(Rational::new(50, 9).unwrap()));
}

#[test]
fn without_an_equilibrium_play_stays_in_a_class() {
    let pennies = game(&[2, 2], &[&[1, -1, -1, 1], &[-1, 1, 1, -1]]);
    let field = field(&pennies);
    for name in ["random-order", "random-better", "inertia"] {
        let found = watched(&field, name, None);
        assert_eq!(shares(&found), [(vec![0, 1, 2, 3], "1".to_owned())]);
        assert_eq!(found.landings[0].certificate, None);
        assert_eq!(found.steps, Steps::Exact(Rational::zero()));
    }
}

#[test]
fn of_several_best_responses_each_may_follow() {
    // One player with two best strategies
    let lonely = game(&[3], &[&[0, 1, 1]]);
    let field = field(&lonely);
    let found = watched(&field, "random-order", None);
    assert_eq!(shares(&found), [(vec![1], "1/2".to_owned()), (vec![2], "1/2".to_owned())]);
    assert_eq!(field.successors(named("inertia"), 0).len(), 3);
    // Where no lots are drawn, the first
    let found = basins(&field, named("sequential"), &|_, _| true).unwrap();
    assert_eq!(found.attractors[0].profiles, [1]);
    assert_eq!(found.attractors[0].basin, 2);
}

#[test]
fn a_mixed_start_is_answered_in_turn() {
    // Against 1/3, 2/3 of the second player the first is indifferent and takes the first strategy
    let battle = game(&[2, 2], &[&[2, 0, 0, 1], &[1, 0, 0, 2]]);
    let field = field(&battle);
    let third = |n| Rational::new(n, 3).unwrap();
    let start = Profile::new(vec![vec![third(2), third(1)], vec![third(1), third(2)]]);
    let mut lots = Lots::new(1, 0);
    let mut end = |name: &str| from_mixed(&field, named(name), &start, &mut lots).unwrap();
    assert_eq!(end("sequential"), (0, 1));
    assert_eq!(end("simultaneous"), (0, 1));
    // The second player alone would choose 1 against a first player who mixes half and half
    let half = Rational::new(1, 2).unwrap();
    let start = Profile::new(vec![vec![half.clone(), half], vec![third(1), third(2)]]);
    let mut lots = Lots::new(1, 0);
    let together = from_mixed(&field, named("simultaneous"), &start, &mut lots).unwrap();
    assert_eq!(together, (2, 1));
}

#[test]
fn mixed_starts_of_a_coordination_game_split_at_the_mixed_equilibrium() {
    // Whoever plays 0 with more than 1/3 draws the other to 0; sequential play asks the second only
    let coordination = game(&[2, 2], &[&[2, 0, 0, 1], &[2, 0, 0, 1]]);
    let field = field(&coordination);
    let runs = (20_000, 5);
    let found = sampled(&field, named("sequential"), &Sampling::Mixed, runs, &|_, _| true).unwrap();
    assert!(!found.all);
    let share = &found.landings[0].share;
    assert_eq!(found.landings[0].profiles, [0]);
    assert!((share.value() - 2.0 / 3.0).abs() < 4.0 * share.error(), "{share:?}");
    let again = sampled(&field, named("sequential"), &Sampling::Mixed, runs, &|_, _| true);
    assert_eq!(again.unwrap(), found);
}

proptest! {
    #[test]
    fn arcs_are_what_may_follow(payoffs in games()) {
        let field = field(&payoffs);
        for (_, rule) in rules() {
            for profile in 0..payoffs.shape().profiles() {
                let mut successors = field.successors(rule, profile);
                let sum = successors.iter().fold(Rational::zero(), |mut sum, (_, chance)| {
                    sum += chance;
                    sum
                });
                prop_assert_eq!(sum, Rational::one());
                let mut arcs = Vec::new();
                let mut turn = 0;
                while let Some((end, next)) = field.arc(rule, profile, turn) {
                    arcs.push(end);
                    turn = next;
                }
                // Staying is no arc in random order
                successors.retain(|(end, _)| *end != profile);
                arcs.retain(|end| *end != profile);
                let mut ends: Vec<usize> = successors.into_iter().map(|(end, _)| end).collect();
                ends.sort_unstable();
                arcs.sort_unstable();
                prop_assert_eq!(ends, arcs);
            }
        }
    }

    #[test]
    fn chances_sum_to_one_and_runs_agree_with_them(payoffs in games(), seed in any::<u64>()) {
        let field = field(&payoffs);
        for name in ["random-order", "random-better", "inertia"] {
            let exact = watched(&field, name, None);
            let mut sum = Rational::zero();
            for landing in &exact.landings {
                let Share::Exact(share) = &landing.share else { panic!("not exact") };
                sum += share;
            }
            prop_assert_eq!(sum, Rational::one());
            let runs = (400_u64.div_ceil(payoffs.shape().profiles() as u64), seed);
            let found =
                sampled(&field, named(name), &Sampling::AllPure, runs, &|_, _| true).unwrap();
            prop_assert_eq!(found.landings.len(), exact.landings.len());
            for landing in &exact.landings {
                let same = found.landings.iter().find(|l| l.profiles == landing.profiles).unwrap();
                let (share, sampled) = (landing.share.value(), same.share.value());
                // Six standard errors of at least 400 runs
                prop_assert!((share - sampled).abs() < 0.16, "{name}: {share} {sampled}");
                prop_assert_eq!(&same.certificate, &landing.certificate);
            }
        }
    }

    #[test]
    fn from_nearly_pure_profiles_rules_end_as_from_pure_ones(
        payoffs in games(), start in any::<prop::sample::Index>()
    ) {
        // One sweep in turn, from where only the first player mixes, who moves first and all the same
        let field = field(&payoffs);
        let start = start.index(payoffs.shape().profiles());
        let rule = named("sequential");
        let unique = |player: usize, profile: usize| {
            let first = field.responses.best_from(player, profile, 0).unwrap();
            field.responses.best_from(player, profile, first + 1).is_none()
        };
        let every = (0..payoffs.shape().profiles())
            .all(|profile| (0..payoffs.shape().players()).all(|player| unique(player, profile)));
        prop_assume!(every);
        let mut lots = Lots::new(0, 0);
        let mut mixes: Vec<_> = pure(&payoffs, start).iter().cloned().collect();
        let count = mixes[0].len();
        mixes[0] = vec![Rational::share(1, count); count];
        let profile = Profile::new(mixes);
        let (end, steps) = from_mixed(&field, rule, &profile, &mut lots).unwrap();
        let moved = if count == 1 { (start, 0) } else { (field.next(rule, start), 1) };
        prop_assert_eq!((end, steps), moved);
    }
}

/// Three players on a network who meet as often as the arcs between them weigh: the local interaction
/// of `GameTheory.jl`.
#[test]
fn neighbours_answer_each_other() {
    let (meets, gets) = ([[0, 1, 3], [2, 0, 1], [3, 2, 0]], [[4, 0], [2, 3]]);
    let shape = crate::game::Shape::new(vec![2, 2, 2]).unwrap();
    let payoffs: Vec<Vec<i64>> = (0..3)
        .map(|player| {
            let earned = |profile: Vec<usize>| {
                let from =
                    |other: usize| meets[player][other] * gets[profile[player]][profile[other]];
                (0..3).map(from).sum()
            };
            shape.profiles_iter().map(earned).collect()
        })
        .collect();
    let payoffs: Vec<&[i64]> = payoffs.iter().map(Vec::as_slice).collect();
    let network = game(&[2, 2, 2], &payoffs);
    let field = field(&network);
    let next = |profile: [usize; 3]| {
        shape.profile(field.next(named("simultaneous"), shape.index(&profile)))
    };
    // Strategies from 1 there: (1, 1, 2), then (2, 1, 1), then (1, 2, 2)
    assert_eq!(next([0, 0, 1]), [1, 0, 0]);
    assert_eq!(next([1, 0, 0]), [0, 1, 1]);
}

#[test]
fn who_plays_a_best_response_in_a_mixed_start_stays() {
    let careless = game(&[2, 2], &[&[0, 0, 0, 0], &[1, 0, 0, 1]]);
    let field = field(&careless);
    let half = Rational::new(1, 2).unwrap();
    let start =
        Profile::new(vec![vec![Rational::zero(), Rational::one()], vec![half.clone(), half]]);
    let mut lots = Lots::new(1, 0);
    let end = from_mixed(&field, named("sequential"), &start, &mut lots).unwrap();
    assert_eq!(end, (3, 1));
}
