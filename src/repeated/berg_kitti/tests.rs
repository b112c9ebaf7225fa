use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::repeated::{Settings, abreu_sannikov, minmax};

fn game(strategies: &[usize], payoffs: &[Vec<i64>]) -> Game<Rational> {
    let payoffs = payoffs.iter().map(|p| p.iter().map(|&x| Rational::integer(x)).collect());
    Game::new(strategies.to_vec(), payoffs.collect()).unwrap()
}

fn two(payoffs: [[i64; 4]; 2]) -> Game<Rational> {
    game(&[2, 2], &payoffs.map(|p| p.to_vec()))
}

fn share(n: i64, d: i64) -> Rational {
    Rational::new(n, d).unwrap()
}

const SMALL: PathSettings<'_> =
    PathSettings { width: 1.0 / 32.0, length: 64, nodes: 240, watch: &|| true };

fn paths(game: &Game<Rational>, n: i64, d: i64) -> EquilibriumPaths {
    let found = berg_kitti(game, &vec![share(n, d); game.players()], &SMALL).unwrap();
    let some = !matches!(found.standing, PathStanding::Empty | PathStanding::Outer);
    assert_eq!(found.is_certified(game), some);
    found
}

/// 9 for both, 10 and 1, 3 for both.
const DILEMMA: [[i64; 4]; 2] = [[9, 10, 1, 3], [9, 1, 10, 3]];

/// The exact payoff of a play from its first round on, by powers of the discount factor.
fn worth(
    game: &Game<Rational>,
    player: usize,
    discount: &Rational,
    play: &Play,
    from: usize,
) -> Rational {
    let lead: Vec<usize> = play.lead.iter().skip(from).copied().collect();
    let skip = from.saturating_sub(play.lead.len()) % play.cycle.len();
    let (mut sum, mut power) = (Rational::zero(), Rational::one());
    for profile in lead {
        sum.add_product(&power, &game.payoffs(player)[profile]);
        power *= discount;
    }
    let (mut turn, mut later) = (Rational::zero(), Rational::one());
    for k in 0..play.cycle.len() {
        let profile = play.cycle[(skip + k) % play.cycle.len()];
        turn.add_product(&later, &game.payoffs(player)[profile]);
        later *= discount;
    }
    turn *= &Rational::one().minus(&later).recip().unwrap();
    sum.add_product(&power, &turn);
    sum *= &Rational::one().minus(discount);
    sum
}

/// Whether nobody gains by deviating in any round, by the definition.
fn is_kept(game: &Game<Rational>, discount: &Rational, play: &Play, threats: &[Rational]) -> bool {
    (0..game.players()).all(|player| {
        (0..play.lead.len() + play.cycle.len()).all(|round| {
            let profile = match play.lead.get(round) {
                Some(profile) => *profile,
                None => play.cycle[round - play.lead.len()],
            };
            let mut deviates = Rational::one().minus(discount);
            deviates *= game.best_payoff(player, profile);
            deviates.add_product(discount, &threats[player]);
            worth(game, player, discount, play, round) >= deviates
        })
    })
}

/// Whether a play is a walk.
fn is_walk(graph: &PathGraph, play: &Play) -> bool {
    let mut seen = HashSet::new();
    let (mut node, mut round) = (0, 0);
    while seen.insert((node, round)) {
        let profile = match play.lead.get(round) {
            Some(profile) => *profile,
            None => play.cycle[round - play.lead.len()],
        };
        let arc = graph.arcs.get(node).and_then(|arcs| arcs.iter().find(|arc| arc.0 == profile));
        let Some(&(_, next)) = arc else { return false };
        node = next;
        round += 1;
        if round == play.lead.len() + play.cycle.len() {
            round = play.lead.len();
        }
    }
    true
}

/// All plays with so short leads and cycles.
fn plays(profiles: usize, lead: usize, cycle: usize) -> Vec<Play> {
    let words = |length: usize| {
        (0..profiles.pow(u32::try_from(length).unwrap())).map(move |mut code| {
            let word = (0..length).map(|_| {
                let one = code % profiles;
                code /= profiles;
                one
            });
            word.collect::<Vec<usize>>()
        })
    };
    let leads: Vec<Vec<usize>> = (0..=lead).flat_map(words).collect();
    let cycles: Vec<Vec<usize>> = (1..=cycle).flat_map(words).collect();
    leads
        .iter()
        .flat_map(|lead| {
            cycles.iter().map(|cycle| Play { lead: lead.clone(), cycle: cycle.clone() })
        })
        .collect()
}

/// Below 1/7 nobody trusts; then trust begins after any number of rounds; at 2/5 paths grow by the golden ratio.
#[test]
fn dilemma_by_patience() {
    let dilemma = two(DILEMMA);
    let distrust = paths(&dilemma, 1, 8);
    assert_eq!(distrust.standing, PathStanding::Exact);
    assert_eq!(distrust.growth[0].many, Many::Finite(Rational::one()));
    assert_eq!(distrust.cover.boxes.len(), 1);
    let three = (share(3, 1), Some(share(3, 1)));
    for (n, d) in [(1, 8), (1, 7), (1, 5), (2, 5), (1, 2)] {
        let found = paths(&dilemma, n, d);
        assert_eq!(found.standing, PathStanding::Exact, "{n}/{d}");
        assert!(found.ranges.iter().all(|range| range.least == three), "{n}/{d}");
    }
    let trust = paths(&dilemma, 1, 7);
    assert_eq!(trust.growth[0].many, Many::Countable);
    assert_eq!(trust.ranges[0].greatest, (Some(share(9, 1)), share(9, 1)));
    let golden = f64::midpoint(1.0, 5.0_f64.sqrt());
    let more = paths(&dilemma, 2, 5);
    assert!(more.growth[0].rate[0] <= golden && golden <= more.growth[1].rate[1]);
    let dimension = golden.ln() / 2.5_f64.ln();
    let [low, high] = more.dimension.unwrap();
    assert!(low <= dimension && dimension <= high && high - low < 1e-6, "{low} {high}");
    // One betrays once, then both trust: 3/5 10 + 2/5 9
    assert_eq!(more.ranges[0].greatest, (Some(share(48, 5)), share(48, 5)));
}

/// Patient players are far from having counted all paths; what lots give is no less.
#[test]
fn lots_bound_what_there_is_without() {
    let game = two([[9, 10, 1, 3], [9, 1, 10, 3]]);
    let settings = PathSettings { nodes: 16, ..Default::default() };
    let found = berg_kitti(&game, &vec![share(9, 10); 2], &settings).unwrap();
    assert!(found.standing != PathStanding::Exact);
    for range in &found.ranges {
        assert_eq!(range.greatest.1, share(39, 4));
    }
}

#[test]
fn pennies_have_no_path_and_sexes_any_order() {
    for (n, d) in [(1, 8), (1, 2), (9, 10)] {
        let found = paths(&two([[1, -1, -1, 1], [-1, 1, 1, -1]]), n, d);
        assert_eq!((found.standing, found.cover.boxes.len()), (PathStanding::Empty, 0));
    }
    let sexes = two([[2, 0, 0, 1], [1, 0, 0, 2]]);
    let found = paths(&sexes, 2, 5);
    assert_eq!((found.standing, found.inner.arcs.len()), (PathStanding::Exact, 1));
    assert_eq!(found.inner.arcs[0], [(0, 0), (3, 0)]);
    let exact = 2.0_f64.ln() / 2.5_f64.ln();
    let [low, high] = found.dimension.unwrap();
    assert!(low <= exact && exact <= high && high - low < 1e-6);
}

/// The example of Abreu and Sannikov: without lots it takes more patience to leave the equilibrium of the stage game, and punishments
/// are paths, not averages.
#[test]
fn larger_stage_game() {
    let payoffs = [vec![16, 21, 9, 3, 10, 5, 0, -1, -5], vec![9, 1, 0, 13, 4, -4, 3, 0, -15]];
    let stage = game(&[3, 3], &payoffs);
    let patient = paths(&stage, 3, 10);
    assert_eq!(patient.growth[1].many, Many::Finite(Rational::one()));
    let found = berg_kitti(&stage, &[share(2, 5), share(2, 5)], &PathSettings::default()).unwrap();
    assert_eq!(found.standing, PathStanding::Exact);
    assert!(found.is_certified(&stage));
    let (low, high) = &found.ranges[0].least;
    assert_eq!(Some(low), high.as_ref());
    assert_eq!(*low, share(526_514_011, 244_140_625));
    let play = &found.ranges[0].plays.as_ref().unwrap()[0];
    assert_eq!(worth(&stage, 0, &share(2, 5), play, 0), *low);
    let with = abreu_sannikov(&stage, &share(2, 5), &Settings::default()).unwrap();
    assert!(with.outer.least(0).unwrap() < low);
}

/// Discount factors may differ, and there may be more than two players.
#[test]
fn other_players() {
    let dilemma = two(DILEMMA);
    let unequal = |a: Rational, b: Rational| berg_kitti(&dilemma, &[a, b], &SMALL).unwrap();
    let found = unequal(share(1, 8), share(1, 2));
    assert_eq!(found.growth[1].many, Many::Finite(Rational::one()));
    assert_eq!(found.dimension, None);
    let found = unequal(share(1, 7), share(1, 2));
    assert!(is_walk(&found.inner, &Play { lead: Vec::new(), cycle: vec![0] }));
    assert!(found.is_certified(&dilemma));
    // Three contribute or not: two of what all put in together, of one each
    let payoff = |player: usize, profile: usize| {
        let all: usize = (0..3).map(|k| profile >> k & 1).sum();
        2 * i64::try_from(all).unwrap() - 3 * i64::try_from(profile >> player & 1).unwrap()
    };
    let payoffs: Vec<Vec<i64>> =
        (0..3).map(|player| (0..8).map(|profile| payoff(player, profile)).collect()).collect();
    let public = game(&[2, 2, 2], &payoffs);
    // All give: 3 each; who does not has 4 once, then 0
    let give = Play { lead: Vec::new(), cycle: vec![7] };
    assert!(!is_walk(&paths(&public, 6, 25).outer, &give));
    assert!(is_walk(&paths(&public, 1, 4).inner, &give));
    assert!(berg_kitti(&dilemma, &[share(1, 2)], &SMALL).is_none());
    assert!(berg_kitti(&dilemma, &[share(0, 1), share(1, 2)], &SMALL).is_none());
}

/// The check fails where a need is more than what is promised, less than what deviating takes, or a threat is no path's.
/// One who always gets the same is in the middle of one row of boxes, however fine; the other's equilibrium payoff is in one of them.
#[test]
fn one_who_never_gets_anything_else() {
    let found = paths(&two([[0, 0, 0, 0], [0, 1, 2, -2]]), 9, 20);
    let holds = |one: &Vec<[f64; 2]>, payoffs: [f64; 2]| {
        one.iter().zip(payoffs).all(|([low, high], x)| *low <= x && x <= *high)
    };
    for payoffs in [[0.0, 1.0], [0.0, 2.0]] {
        assert!(found.cover.boxes.iter().any(|one| holds(one, payoffs)), "{payoffs:?}");
    }
    // A discount factor that floats take to be 1 bounds no dimension
    let patient = Rational::new(i64::MAX - 1, i64::MAX).unwrap();
    let rest = PathSettings { nodes: 20, ..SMALL };
    let found = berg_kitti(&two(DILEMMA), &[patient.clone(), patient], &rest).unwrap();
    assert!(found.dimension.is_none_or(|[low, high]| low <= high && high <= 2.0));
}

#[test]
fn wrong_graphs_are_found_out() {
    let dilemma = two(DILEMMA);
    let found = paths(&dilemma, 2, 5);
    let (threats, plays) = found.punishments().unwrap();
    let holds = |threats: &[Rational], graph: &PathGraph| {
        are_equilibrium_paths(&dilemma, &found.discounts, threats, &plays, graph)
    };
    assert!(holds(&threats, &found.inner));
    assert!(!holds(&[share(2, 1), share(3, 1)], &found.inner));
    let node = found.inner.arcs[0][0].1;
    for change in [1, -1] {
        let mut wrong = found.inner.clone();
        wrong.need[node][0] += &share(10 * change, 1);
        assert!(!holds(&threats, &wrong), "{change}");
    }
    let mut wrong = found.inner.clone();
    // After both trusted one may not be betrayed at once
    wrong.arcs[node].push((1, node));
    assert!(!holds(&threats, &wrong));
    wrong.arcs[node].clear();
    assert!(!holds(&threats, &wrong));
}

fn stage_games() -> impl Strategy<Value = ([[i64; 4]; 2], (i64, i64))> {
    let discount = prop::sample::select(vec![(1, 3), (2, 5), (1, 2), (3, 5), (2, 3), (4, 5)]);
    (prop::array::uniform2(prop::array::uniform4(-4_i64..5)), discount)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Every short path that is an equilibrium path by the definition is found, and no other one where the answer is exact.
    #[test]
    fn short_paths_are_all_found((payoffs, (n, d)) in stage_games()) {
        let stage = two(payoffs);
        let discount = share(n, d);
        let found = paths(&stage, n, d);
        let low: Vec<Rational> = found.ranges.iter().map(|range| range.least.0.clone()).collect();
        let high: Option<Vec<Rational>> =
            found.ranges.iter().map(|range| range.least.1.clone()).collect();
        for play in plays(4, 1, 3) {
            if high.as_ref().is_some_and(|high| is_kept(&stage, &discount, &play, high)) {
                prop_assert!(is_walk(&found.outer, &play), "missing {play:?}");
            }
            if is_walk(&found.inner, &play) {
                prop_assert!(is_kept(&stage, &discount, &play, high.as_ref().unwrap()), "{play:?}");
            }
            if !is_kept(&stage, &discount, &play, &low) {
                prop_assert!(!is_walk(&found.inner, &play), "wrong {play:?}");
            }
        }
        for (player, range) in found.ranges.iter().enumerate() {
            let payoffs = crate::game::Payoffs::from(stage.clone());
            let least = minmax(&payoffs, player, crate::repeated::Opponents::Pure).unwrap().0;
            prop_assert!(range.least.0 >= least);
            prop_assert!(range.least.1.as_ref().is_none_or(|high| *high >= range.least.0));
        }
    }

    /// Along any walk of the inner graph nobody gains by deviating, by sums over thousands of rounds.
    #[test]
    fn walks_are_kept_to(
        (payoffs, (n, d)) in stage_games(),
        turns in prop::collection::vec(0_usize..4, 12),
    ) {
        let stage = two(payoffs);
        let found = paths(&stage, n, d);
        let Some((threats, _)) = found.punishments() else { return Ok(()) };
        let (mut node, mut played) = (0, Vec::new());
        for round in 0..2000 {
            let Some(arcs) = found.inner.arcs.get(node) else { return Ok(()) };
            let (profile, next) = arcs[turns[(round * round) % turns.len()] % arcs.len()];
            played.push(profile);
            node = next;
        }
        let discount = share(n, d).nearest_f64();
        for (player, threat) in threats.iter().enumerate() {
            let float = |x: &Rational| x.nearest_f64();
            let mut later = float(&stage.payoffs(player)[played[1999]]);
            for (round, &profile) in played.iter().enumerate().rev() {
                let best = float(stage.best_payoff(player, profile));
                let now = float(&stage.payoffs(player)[profile]);
                let comes = (1.0 - discount) * now + discount * later;
                let deviates = (1.0 - discount) * best + discount * float(threat);
                prop_assert!(round > 1000 || comes >= deviates - 1e-9);
                later = comes;
            }
        }
    }

    /// With lots there is more; equilibria of the stage game, played in any order, are always there.
    #[test]
    fn between_stage_equilibria_and_lots((payoffs, (n, d)) in stage_games()) {
        let stage = two(payoffs);
        let found = paths(&stage, n, d);
        let settings = Settings { width: 1e-6, steps: 400, ..Settings::default() };
        let with = abreu_sannikov(&stage, &share(n, d), &settings).unwrap();
        if with.outer.vertices.is_empty() {
            prop_assert_eq!(found.standing, PathStanding::Empty);
        }
        let near: Vec<[f64; 2]> =
            with.outer.vertices.iter().map(|v| [v[0].nearest_f64(), v[1].nearest_f64()]).collect();
        let inside = |point: &[f64]| (0..near.len()).all(|k| {
            let (a, b) = (near[k], near[(k + 1) % near.len()]);
            (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) >= -1e-5
        });
        let in_a_box = |point: &[f64]| found.cover.boxes.iter().any(|one| {
            one.iter().zip(point).all(|([low, high], at)| low - 1e-7 <= *at && *at <= high + 1e-7)
        });
        for point in &found.cover.points {
            prop_assert!(inside(point) && in_a_box(point), "{point:?}");
        }
        let is_stage = |&profile: &usize| {
            (0..2).all(|k| stage.payoffs(k)[profile] == *stage.best_payoff(k, profile))
        };
        let all: Vec<usize> = (0..4).filter(is_stage).collect();
        for (&a, &b) in all.iter().zip(all.iter().rev()) {
            let play = Play { lead: vec![a], cycle: vec![b, a] };
            prop_assert!(is_walk(&found.outer, &play));
            let point = [0, 1].map(|player| stage.payoffs(player)[a].nearest_f64());
            prop_assert!(in_a_box(&point));
        }
    }

    /// Other units, and other names of players, change nothing.
    #[test]
    fn units_and_names_do_not_matter((payoffs, (n, d)) in stage_games(), up in 1_i64..4, by in -3_i64..4) {
        let found = paths(&two(payoffs), n, d);
        let scaled = [payoffs[0].map(|x| up * x + by), payoffs[1].map(|x| x * 8)];
        let other = paths(&two(scaled), n, d);
        let swap = |p: [i64; 4]| [p[0], p[2], p[1], p[3]];
        let swapped = paths(&two([swap(payoffs[1]), swap(payoffs[0])]), n, d);
        for also in [&other, &swapped] {
            prop_assert_eq!(found.standing == PathStanding::Empty, also.standing == PathStanding::Empty);
            if found.standing == PathStanding::Exact && also.standing == PathStanding::Exact {
                prop_assert_eq!(&found.growth[0].many, &also.growth[0].many);
                prop_assert_eq!(&found.growth[0].beginnings, &also.growth[0].beginnings);
            }
        }
        if let (Some(a), Some(b)) = (&found.ranges[1].least.1, &swapped.ranges[0].least.1)
            && *a == found.ranges[1].least.0 && *b == swapped.ranges[0].least.0
        {
            prop_assert_eq!(a, b);
        }
    }
}
