//! Laws, on random automata and games.

use proptest::prelude::*;

use super::{both, game, joint};
use crate::automaton::{
    Length, MOST_TRANSITIONS, best_response, continuations, critical, meeting, nash_range, one_shot,
};
use crate::certify::{Continuations, perfect};
use crate::game::{Automaton, Combination, Shape, State};
use crate::num::{Rational, Ring, Sign};
use crate::repeated::Sustained;

fn shape() -> Shape {
    Shape::new(vec![2, 2]).unwrap()
}

/// For each state the probability of c in quarters, and the next states.
type Drawn = Vec<(i64, [usize; 4])>;

fn drawn(pure: bool) -> impl Strategy<Value = Drawn> {
    let quarters =
        if pure { prop_oneof![Just(0_i64), Just(4)].boxed() } else { (0_i64..5).boxed() };
    (1_usize..4).prop_flat_map(move |states| {
        prop::collection::vec((quarters.clone(), prop::array::uniform4(0..states)), states)
    })
}

fn automaton(player: usize, drawn: &Drawn) -> Automaton {
    let state = |(place, (quarters, next)): (usize, &(i64, [usize; 4]))| {
        let p = Rational::new(*quarters, 4).unwrap();
        let plays = vec![p.clone(), Rational::one().minus(&p)];
        State { name: format!("s{place}"), plays, next: next.to_vec() }
    };
    Automaton::new(&shape(), player, drawn.iter().enumerate().map(state).collect(), 0).unwrap()
}

/// The expected payoffs of both in each of many rounds, in floats.
fn rounds(automata: &[Automaton], payoffs: &[[i64; 4]; 2], count: usize) -> Vec<[f64; 2]> {
    let mut now = vec![((0, 0), 1.0)];
    let mut found = Vec::new();
    for _ in 0..count {
        let mut next: Vec<((usize, usize), f64)> = Vec::new();
        let mut earned = [0.0; 2];
        for &((a, b), p) in &now {
            let (ann, bob) = (&automata[0].states()[a], &automata[1].states()[b]);
            for profile in 0..4 {
                let plays = [&ann.plays[profile % 2], &bob.plays[profile / 2]];
                let chance = p * plays[0].nearest_f64() * plays[1].nearest_f64();
                for (sum, own) in earned.iter_mut().zip(payoffs) {
                    *sum += chance * f64::from(i32::try_from(own[profile]).unwrap());
                }
                let after = (ann.next[profile], bob.next[profile]);
                match next.iter_mut().find(|(state, _)| *state == after) {
                    Some((_, sum)) => *sum += chance,
                    None => next.push((after, chance)),
                }
            }
        }
        found.push(earned);
        now = next;
    }
    found
}

fn worth(payoffs: &[[i64; 4]; 2], player: usize, played: &Combination) -> Rational {
    game(payoffs).bounds(player, played).unwrap().0
}

fn payoffs() -> impl Strategy<Value = [[i64; 4]; 2]> {
    prop::array::uniform2(prop::array::uniform4(-5_i64..6))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Sums over many rounds agree, of all lengths.
    #[test]
    fn sums_round_by_round_agree(
        payoffs in payoffs(),
        (ann, bob) in (drawn(false), drawn(false)),
        twentieths in 0_i64..18,
        count in 1_u32..12,
    ) {
        let automata = [automaton(0, &ann), automaton(1, &bob)];
        let shape = shape();
        let joint = joint(&shape, &automata);
        let discount = Rational::new(twentieths, 20).unwrap();
        let all = rounds(&automata, &payoffs, 400);
        let discounted = meeting(&joint, &Length::Discounted(discount.clone())).unwrap();
        prop_assert_eq!(&continuations(&joint, std::slice::from_ref(&discount))[0][0], &discounted);
        let counted = meeting(&joint, &Length::Rounds(count)).unwrap();
        for played in [&discounted, &counted, &meeting(&joint, &Length::Average).unwrap()] {
            let mut sum = Rational::zero();
            for (_, share) in played {
                prop_assert!(*share > Rational::zero());
                sum += share;
            }
            prop_assert_eq!(sum, Rational::one());
        }
        let delta = discount.nearest_f64();
        for player in 0..2 {
            let (mut sum, mut power) = (0.0, 1.0 - delta);
            for round in &all {
                sum += power * round[player];
                power *= delta;
            }
            prop_assert!((worth(&payoffs, player, &discounted).nearest_f64() - sum).abs() < 1e-9);
            let first = &all[..count as usize];
            let mean = first.iter().map(|round| round[player]).sum::<f64>() / f64::from(count);
            prop_assert!((worth(&payoffs, player, &counted).nearest_f64() - mean).abs() < 1e-9);
        }
    }

    /// The average is what discounted payoffs tend to.
    #[test]
    fn averages_are_limits(payoffs in payoffs(), (ann, bob) in (drawn(false), drawn(false))) {
        let automata = [automaton(0, &ann), automaton(1, &bob)];
        let shape = shape();
        let joint = joint(&shape, &automata);
        let average = meeting(&joint, &Length::Average).unwrap();
        let near = Rational::new(999_999_999, 1_000_000_000).unwrap();
        let discounted = meeting(&joint, &Length::Discounted(near)).unwrap();
        for player in 0..2 {
            let gap = worth(&payoffs, player, &average).minus(&worth(&payoffs, player, &discounted));
            prop_assert!(gap.abs().nearest_f64() < 1e-5, "{}", gap);
        }
    }

    /// Nothing earns more than the best response, which does as the automaton that is returned; where no single round pays, nothing
    /// does; the certificate is the same verdict; and so is the range of discount factors.
    #[test]
    fn verdicts_agree(
        payoffs in payoffs(),
        (ann, bob, other) in (drawn(false), drawn(false), drawn(false)),
        twentieths in 0_i64..20,
    ) {
        let automata = [automaton(0, &ann), automaton(1, &bob)];
        let shape = shape();
        let joint = joint(&shape, &automata);
        let discounts = vec![Rational::new(twentieths, 20).unwrap(); 2];
        let (table, frequencies) = (game(&payoffs), continuations(&joint, &discounts));
        let value = |player: usize, played: &Combination| worth(&payoffs, player, played);
        let mut nash = true;
        for player in 0..2 {
            let best = best_response(&table, &automata, player, &discounts[player], MOST_TRANSITIONS);
            let best = best.unwrap();
            let most = value(player, &best.frequencies);
            prop_assert!(most >= value(player, &frequencies[player][0]));
            nash &= most == value(player, &frequencies[player][0]);
            for (rival, exactly) in [(automaton(player, &other), false), (best.automaton, true)] {
                let mut changed = automata.clone();
                changed[player] = rival;
                let joint = super::joint(&shape, &changed);
                let length = Length::Discounted(discounts[player].clone());
                let earned = value(player, &meeting(&joint, &length).unwrap());
                prop_assert!(earned <= most && (!exactly || earned == most));
            }
        }
        let found = one_shot(&table, &joint, &discounts, &frequencies);
        let holds = found.iter().all(|one| one.sign != Some(Sign::Positive));
        prop_assert!(!holds || nash);
        let proof = Continuations {
            automata: &automata,
            discounts: &discounts,
            states: joint.states(),
            frequencies: &frequencies,
        };
        prop_assert_eq!(perfect(&table, &proof).is_ok(), holds);
        // Payoffs stretched and moved
        let moved = payoffs.map(|row| row.map(|x| 3 * x - 7));
        let again = one_shot(&game(&moved), &joint, &discounts, &frequencies);
        let signs = |list: &[crate::automaton::OneShot]| list.iter().map(|one| one.sign).collect::<Vec<_>>();
        prop_assert_eq!(signs(&found), signs(&again));
    }

    /// Ranges of discount factors say at each of them what is said at it alone; players may change places.
    #[test]
    fn ranges_agree_with_points(
        payoffs in payoffs(),
        (ann, bob) in (drawn(true), drawn(true)),
    ) {
        let automata = [automaton(0, &ann), automaton(1, &bob)];
        let shape = shape();
        let joint = joint(&shape, &automata);
        let table = game(&payoffs);
        let found = critical(&table, &joint).unwrap().unwrap();
        let perfect = Sustained::of(found.iter().map(|one| &one.bounds));
        let nash = [0, 1].map(|player| {
            nash_range(&table, &automata, player, MOST_TRANSITIONS).unwrap().unwrap()
        });
        let turn = |drawn: &Drawn| -> Drawn {
            drawn.iter().map(|&(p, next)| (p, [next[0], next[2], next[1], next[3]])).collect()
        };
        let turned = [automaton(0, &turn(&bob)), automaton(1, &turn(&ann))];
        let swapped = [payoffs[1], payoffs[0]].map(|row| [row[0], row[2], row[1], row[3]]);
        let other = nash_range(&game(&swapped), &turned, 1, MOST_TRANSITIONS).unwrap().unwrap();
        for place in 0..12 {
            let discount = Rational::share(place, 12);
            let discounts = vec![discount.clone(); 2];
            let frequencies = continuations(&joint, &discounts);
            let all = one_shot(&table, &joint, &discounts, &frequencies);
            let holds = all.iter().all(|one| one.sign != Some(Sign::Positive));
            prop_assert_eq!(perfect.at(&discount), Some(holds), "perfect at {}", &discount);
            for player in 0..2 {
                let best = best_response(&table, &automata, player, &discount, MOST_TRANSITIONS);
                let most = worth(&payoffs, player, &best.unwrap().frequencies);
                let holds = most == worth(&payoffs, player, &frequencies[player][0]);
                prop_assert_eq!(nash[player].at(&discount), Some(holds), "nash at {}", &discount);
            }
            prop_assert_eq!(other.at(&discount), nash[0].at(&discount));
        }
    }

    /// Fewer states do the same after every history.
    #[test]
    fn minimal_automata_do_the_same(
        ann in drawn(false),
        history in prop::collection::vec(0_usize..4, 0..9),
    ) {
        let whole = automaton(0, &ann);
        let small = whole.minimal();
        prop_assert!(small.states().len() <= whole.states().len());
        prop_assert_eq!(&small.minimal(), &small);
        let after = |one: &Automaton| {
            let state = history.iter().fold(one.start(), |at, &p| one.states()[at].next[p]);
            one.states()[state].plays.clone()
        };
        prop_assert_eq!(after(&whole), after(&small));
    }
}

/// Texts of well-known strategies make automata of no more states than they need.
#[test]
fn well_known_strategies_are_small() {
    let states = |text: &str| both(text, text)[1].states().len();
    assert_eq!(states("memory_one(c, d, 1, 0, 1, 0)"), 2);
    assert_eq!(states("generous_tit_for_tat(c, d, 1)"), 1);
    assert_eq!(states("alternate(c, d, c, d)"), 2);
    assert_eq!(states("limited_punishment(c, d, 3)"), 4);
    assert_eq!(states("two_tits_for_tat(c, d)"), 3);
}
