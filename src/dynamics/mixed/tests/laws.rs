//! What holds of whole classes of games.

use super::*;

/// In a game of pure rivalry the replicator dynamics keep the sum of the logarithms.
#[test]
fn what_the_replicator_dynamics_conserve() {
    let game = round(1, 1);
    let kept = |state: &[f64]| state.iter().map(|p| p.ln()).sum::<f64>();
    let states = states((&game, true), "replicator", &[0.5, 0.4, 0.1], (200.0, 1.0), &[]);
    assert!(states.iter().all(|state| (kept(state) - kept(&states[0])).abs() < 1e-6));
    let states = super::states(
        (&game, false),
        "replicator",
        &[0.5, 0.4, 0.1, 0.2, 0.2, 0.6],
        (50.0, 1.0),
        &[],
    );
    assert!(states.iter().all(|state| (kept(state) - kept(&states[0])).abs() < 1e-6));
}

/// The same bit by bit for tuples of other players that are drawn into one: a game of three.
#[test]
fn any_number_of_players() {
    // Who is alone gets 1 (minority)
    let payoff = |own: usize, others: [usize; 2]| i64::from(others.iter().all(|&o| o != own));
    let shape = crate::game::Shape::new(vec![2, 2, 2]).unwrap();
    let payoffs: Vec<Vec<Rational>> = (0..3)
        .map(|p| {
            let others = |s: &[usize]| [s[(p + 1) % 3], s[(p + 2) % 3]];
            shape.profiles_iter().map(|s| Rational::integer(payoff(s[p], others(&s)))).collect()
        })
        .collect();
    let game = Payoffs::from(Game::new(vec![2, 2, 2], payoffs).unwrap());
    let field = Field::new(&game, true).unwrap();
    let mut earned = [0.0; 2];
    field.earned(&[0.25, 0.75], &mut earned, &mut Scratch::default());
    near(&earned, &[0.75 * 0.75, 0.25 * 0.25], 1e-16);
    let field = Field::new(&game, false).unwrap();
    let mut earned = [0.0; 6];
    field.earned(&[0.5, 0.5, 0.25, 0.75, 0.1, 0.9], &mut earned, &mut Scratch::default());
    near(&earned, &[0.75 * 0.9, 0.25 * 0.1, 0.45, 0.05, 0.375, 0.125], 1e-16);
    for (name, start) in [("fictitious-play", [1.0, 0.0]), ("replicator", [0.9, 0.1])] {
        let states = states((&game, true), name, &start, (1000.0, 10.0), &[]);
        near(states.last().unwrap(), &[0.5, 0.5], 0.01);
    }
}

/// Every rule keeps to the simplex, whatever the game and the start.
#[test]
fn nothing_leaves_the_simplex() {
    for seed in 0..12_u64 {
        let draws = crate::num::Draws::new(seed).at(99);
        let payoffs = |k: usize| {
            (0..18).map(|i| Rational::integer(draws.integer(k * 18 + i, (0, 9)))).collect()
        };
        let game = Payoffs::from(
            Game::new(vec![3, 2, 3], vec![payoffs(0), payoffs(1), payoffs(2)]).unwrap(),
        );
        let field = Field::new(&game, false).unwrap();
        for dynamic in crate::dynamics::DYNAMICS {
            let Some(rule) = dynamic.kind.mixed() else { continue };
            for number in 0..2 {
                let mut start = random_start(&field, seed, number);
                if number == 1 {
                    // On the boundary
                    (start[0], start[1]) = (0.0, start[0] + start[1]);
                }
                let way = follow(&field, rule, &start, &settings(50.0, 5.0, &[]));
                let way = way.unwrap_or_else(|error| panic!("{}: {error}", dynamic.name));
                for point in &way.points {
                    for population in 0..3 {
                        let own = &point.state[field.place(population)];
                        assert!(own.iter().all(|p| *p >= 0.0), "{}: {own:?}", dynamic.name);
                        assert!((own.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{}", dynamic.name);
                    }
                }
                if ["replicator", "replicator-discrete"].contains(&dynamic.name) && number == 1 {
                    assert!(way.points.iter().all(|point| point.state[0] <= 0.0));
                }
            }
        }
    }
}

/// Dominated strategies die out, and strict equilibria attract.
#[test]
fn dominated_strategies_and_strict_equilibria() {
    let dilemma = symmetric(&[&[3, 0], &[5, 1]]);
    for name in
        ["replicator", "bnn", "smith", "projection", "replicator-discrete", "regret-matching"]
    {
        let field = Field::new(&dilemma, true).unwrap();
        let way = follow(&field, rule(name), &[0.9, 0.1], &settings(60.0, 1.0, &[])).unwrap();
        // The slowest of them like 1/time
        assert!(way.points.last().unwrap().state[0] < 0.02, "{name}");
        let near = way.end.near.unwrap();
        assert_eq!(
            (near.certificate, near.profile.as_pure()),
            (Certificate::Exact, Some(vec![1, 1]))
        );
    }
    let hunt = symmetric(&[&[4, 1], &[3, 3]]);
    for name in ["replicator", "bnn", "smith", "projection", "replicator-discrete"] {
        for (start, end) in [(0.7, 1.0), (0.6, 0.0)] {
            let last = states((&hunt, true), name, &[start, 1.0 - start], (200.0, 1.0), &[]);
            assert!((last.last().unwrap()[0] - end).abs() < 0.01, "{name} {last:?}");
        }
    }
}

/// An interior equilibrium does not move, and a rest point on the boundary need not be one.
#[test]
fn rest_points_of_the_replicator_dynamics() {
    let chicken = symmetric(&[&[0, 7], &[2, 6]]);
    let field = Field::new(&chicken, true).unwrap();
    let still = |start: &[f64]| {
        let way = follow(&field, rule("replicator"), start, &settings(10.0, 1.0, &[])).unwrap();
        (way.end.speed.unwrap(), way.end.near.is_some(), way.end.certificate)
    };
    let (speed, near, _) = still(&[1.0 / 3.0, 2.0 / 3.0]);
    assert!(speed < 1e-14 && near);
    let (speed, near, certificate) = still(&[1.0, 0.0]);
    assert!(speed <= 0.0 && !near);
    assert_eq!(certificate, Some(Certificate::Regret(Rational::integer(2))));
}

/// A rest point of logit responses is the logit response to itself, and logit dynamics find it.
#[test]
fn quantal_responses() {
    let game = game(&[&[9, 0], &[0, 1]], &[&[0, 1], &[1, 0]]);
    let field = Field::new(&game, false).unwrap();
    let given = [("noise", "1/2")];
    let end = |name: &str, span: f64| {
        follow(&field, rule(name), &[0.5; 4], &settings(span, span / 10.0, &given)).unwrap()
    };
    let (rounds, flow) = (end("logit-response", 2000.0), end("logit", 200.0));
    assert_eq!((rounds.end.verdict, flow.end.verdict), (Verdict::AtRest, Verdict::AtRest));
    let state = &rounds.points.last().unwrap().state;
    near(state, &flow.points.last().unwrap().state, 1e-8);
    let mut earned = [0.0; 4];
    field.earned(state, &mut earned, &mut Scratch::default());
    for k in [0, 2] {
        let odds = (state[k] / state[k + 1]).ln();
        assert!((odds - (earned[k] - earned[k + 1]) * 2.0).abs() < 1e-9, "{state:?}");
    }
}

/// Regret falls as theorems say, and the certificate tells it exactly.
#[test]
#[allow(clippy::cast_precision_loss)] // two or three
fn averages_are_nearly_coarse_correlated_equilibria() {
    for game in [pennies(), shapley(), round(1, 1)] {
        let field = Field::new(&game, false).unwrap();
        let count = field.counts()[0];
        let mut start = vec![0.5 / (count - 1) as f64; 2 * count];
        (start[0], start[count + 1]) = (0.5, 0.5);
        for name in ["regret-matching", "regret-matching-plus", "multiplicative-weights"] {
            let mut last = f64::INFINITY;
            for rounds in [100.0_f64, 10_000.0] {
                let way =
                    follow(&field, rule(name), &start, &settings(rounds, rounds, &[])).unwrap();
                let average = way.average.unwrap();
                let told = way.points.last().unwrap().average_regret.unwrap();
                let exact = average.regrets.iter().max().unwrap();
                assert!((exact.nearest_f64() - told).abs() < 1e-9, "{name}: {exact} {told}");
                let again = certify_distribution(&game, Concept::Coarse, &average.distribution);
                assert_eq!(again, Some(average.certificate.clone()), "{name}");
                // Range times the root of (number of strategies / rounds)
                let bound = field.range() * (count as f64 / rounds).sqrt();
                assert!(told <= bound && told <= last, "{name}: {told} {bound}");
                last = told;
            }
        }
    }
}

#[test]
fn average_play_of_fictitious_play_is_counted() {
    let field = Field::new(&pennies(), false).unwrap();
    let start = [1.0, 0.0, 1.0, 0.0];
    let way =
        follow(&field, rule("fictitious-play"), &start, &settings(1000.0, 10.0, &[])).unwrap();
    let average = way.average.unwrap();
    let told = way.points.last().unwrap().average_regret.unwrap();
    let exact = average.regrets.iter().max().unwrap();
    assert!((exact.nearest_f64() - told).abs() < 1e-12);
    let thousand = |(_, p): &(usize, Rational)| {
        let mut count = p.clone();
        count *= &Rational::integer(1000);
        count.is_integer()
    };
    assert!(average.distribution.iter().all(thousand));
    assert_eq!(way.end.near.unwrap().profile[0], vec![Rational::new(1, 2).unwrap(); 2]);
}

/// Sums in floats and in long integers are the same; so are runs with constant payoffs added.
#[test]
fn play_is_exact_whatever_the_size_of_payoffs() {
    let scaled = |factor: i64| {
        let game = shapley();
        let game = game.rational().unwrap().map(|payoff| {
            let mut payoff = payoff.clone();
            payoff *= &Rational::integer(factor);
            payoff *= &Rational::integer(factor);
            payoff += &Rational::new(1, 3).unwrap();
            payoff
        });
        let game = Payoffs::from(game);
        let field = Field::new(&game, false).unwrap();
        let start = [1.0 / 3.0, 2.0 / 3.0, 0.0, 0.5, 0.0, 0.5];
        let way = follow(&field, rule("fictitious-play"), &start, &settings(5000.0, 100.0, &[]));
        way.unwrap()
    };
    let (small, large) = (scaled(1), scaled(3_000_000));
    assert!(small.exact && large.exact);
    assert_eq!(small.runs, large.runs);
    assert_eq!(small.points.last().unwrap().state, large.points.last().unwrap().state);
}

#[test]
fn lots_are_seeded() {
    let field = Field::new(&pennies(), false).unwrap();
    let way = |seed: u64| {
        let given = [("noise", "1/5")];
        let settings = Settings { seed, ..settings(20_000.0, 100.0, &given) };
        follow(&field, rule("fictitious-play"), &[1.0, 0.0, 1.0, 0.0], &settings).unwrap()
    };
    assert_eq!(way(1).points, way(1).points);
    assert_ne!(way(1).points, way(2).points);
    near(&way(1).points.last().unwrap().state, &[0.5; 4], 0.05);
}

#[test]
fn many_starts_do_not_depend_on_threads() {
    let hunt = symmetric(&[&[4, 1], &[3, 3]]);
    let field = Field::new(&hunt, true).unwrap();
    let ends = || from_many(&field, rule("replicator"), 300, &settings(100.0, 1.0, &[])).unwrap();
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap().install(ends);
    assert_eq!(alone, ends());
    assert!(alone.complete && alone.places.len() == 2, "{alone:?}");
    // The boundary between the two is at 2/3
    let (share, error) = alone.places[0].share(alone.starts);
    assert!((share - 2.0 / 3.0).abs() < 4.0 * error, "{share} {error}");
    let pure = alone.places[0].near.as_ref().unwrap().profile.as_pure();
    assert_eq!(pure, Some(vec![1, 1]));
}

/// A batch moves each state as it moves alone, few strategies or many.
#[test]
fn batches_agree_with_single_motions() {
    for count in [2, 3, 5, 12, 30] {
        let draws = crate::num::Draws::new(count as u64);
        let entry = |i: usize, j: usize| draws.integer(i * count + j, (1, 9));
        let rows: Vec<Vec<i64>> =
            (0..count).map(|i| (0..count).map(|j| entry(i, j)).collect()).collect();
        let game = symmetric(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let field = Field::new(&game, true).unwrap();
        let starts: Vec<Vec<f64>> = (0..70).map(|n| random_start(&field, 3, n)).collect();
        let mut states = starts.concat();
        replicate(&field, &mut states, 20, Step::Ratio { background: 1.0 }).unwrap();
        let given = [("background", "1")];
        for (start, end) in starts.iter().zip(states.chunks_exact(count)) {
            let way =
                follow(&field, rule("replicator-discrete"), start, &settings(20.0, 20.0, &given));
            near(&way.unwrap().points[1].state, end, 1e-12);
        }
        let mut states = starts.concat();
        replicate(&field, &mut states, 100, Step::RungeKutta { length: 0.01 }).unwrap();
        for (start, end) in starts.iter().zip(states.chunks_exact(count)) {
            let way = follow(&field, rule("replicator"), start, &settings(1.0, 1.0, &[]));
            near(&way.unwrap().points[1].state, end, 1e-6);
        }
    }
}

/// Payoffs that are added to all of a player's strategies move nothing; payoffs times two are twice
/// as fast; strategies in another order are the same.
#[test]
fn affine_payoffs_and_other_orders() {
    let matrix = [[0, 5, 1], [2, 1, 4], [3, 0, 2]];
    let plain = symmetric(&[&matrix[0], &matrix[1], &matrix[2]]);
    let rows: Vec<Vec<i64>> = matrix
        .iter()
        .map(|row| row.iter().enumerate().map(|(j, x)| 2 * x + [7, -3, 1][j]).collect())
        .collect();
    let other = symmetric(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let start = [0.2, 0.5, 0.3];
    let swapped: Vec<Vec<i64>> =
        [2, 0, 1].iter().map(|&i| [2, 0, 1].iter().map(|&j| matrix[i][j]).collect()).collect();
    let turned = symmetric(&swapped.iter().map(Vec::as_slice).collect::<Vec<_>>());
    for name in ["replicator", "bnn", "smith", "projection"] {
        let at = |game: &Payoffs, start: &[f64], time: f64| {
            states((game, true), name, start, (time, time), &[]).pop().unwrap()
        };
        let end = at(&plain, &start, 2.0);
        near(&end, &at(&other, &start, 1.0), 1e-7);
        let turned = at(&turned, &[0.3, 0.2, 0.5], 2.0);
        near(&[end[2], end[0], end[1]], &turned, 1e-7);
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    let error = |name: &str, given: &[(&str, &str)], one: bool| {
        let field = Field::new(&pennies(), one).map_err(|error| error.to_string())?;
        let way = follow(&field, rule(name), &vec![0.5; field.len()], &settings(3.0, 1.0, given));
        way.map(|_| ()).map_err(|error| error.to_string())
    };
    let said = |found: Result<(), String>| found.unwrap_err();
    assert!(said(error("bnn", &[], true)).contains("no single population"));
    assert_eq!(said(error("bnn", &[("noise", "1")], false)), "the rule does not take `noise`");
    let wrong = said(error("logit", &[("noise", "0")], false));
    assert_eq!(wrong, "`noise` is 0, but must be greater than 0");
    let wrong = said(error("fictitious-play", &[("gain", "2")], false));
    assert_eq!(wrong, "`gain` is 2, but must be greater than 0 and at most 1");
    let wrong = said(error("replicator-mutator", &[("mutation", "1/2 1/3; 0 1")], false));
    assert!(wrong.contains("each of which sums to 1"), "{wrong}");
    assert!(said(error("replicator-discrete", &[], false)).contains("the least is -1"));
    assert_eq!(error("replicator-discrete", &[("background", "1")], false), Ok(()));
    assert_eq!(
        said(error("replicator-discrete", &[("form", "sum")], false)),
        "`form` is sum, but must be ratio or difference"
    );
}

#[test]
fn profiles_and_states_are_the_same() {
    let field = Field::new(&round(1, 1), true).unwrap();
    let third = Rational::new(1, 3).unwrap();
    let even = Profile::new(vec![vec![third.clone(); 3]; 2]);
    let state = field.state(&even).unwrap();
    let mut sum = Rational::zero();
    field.profile(&state)[0].iter().for_each(|p| sum += p);
    assert_eq!(sum, Rational::one());
    assert_eq!(field.state(&Profile::pure(&[3, 3], &[0, 1])), None);
}

/// What starts near an evolutionarily stable mix goes back to it, whichever the rule.
#[test]
fn evolutionarily_stable_mixes_attract() {
    use crate::selection::{Answer, CRITERIA, Candidate, select};
    let criterion = CRITERIA.iter().find(|c| c.name == "evolutionarily-stable").unwrap();
    let mut stable = 0;
    for seed in 0..25_u64 {
        let draws = crate::num::Draws::new(seed).at(5);
        let rows: Vec<Vec<i64>> =
            (0..3).map(|i| (0..3).map(|j| draws.integer(3 * i + j, (-9, 9))).collect()).collect();
        let game = symmetric(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let field = Field::new(&game, true).unwrap();
        for profile in equilibria(&field) {
            let candidate = Candidate { profile: &profile, certificate: &Certificate::Exact };
            let verdict = &select(&game, &[candidate], criterion, &|| true).unwrap()[0];
            if verdict.answer != Answer::Yes {
                continue;
            }
            stable += 1;
            let at = field.state(&profile).unwrap();
            let start: Vec<f64> = at.iter().map(|p| p * 0.97 + 0.01).collect();
            for name in ["replicator", "bnn", "smith", "projection"] {
                let way = follow(&field, rule(name), &start, &settings(400.0, 4.0, &[])).unwrap();
                let end = &way.points.last().unwrap().state;
                let far = |state: &[f64]| {
                    state.iter().zip(&at).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
                };
                assert!(far(end) < far(&start) / 2.0, "{name}: {rows:?} {start:?} {end:?}");
            }
        }
    }
    assert!(stable > 15, "{stable}");
}
