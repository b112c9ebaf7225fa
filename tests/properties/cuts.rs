//! Best and worst equilibria on any number of threads, with and without dominated strategies; and
//! their proofs, which nothing but the truth passes.

use equil::certify::{
    Claim, Duals, Flaw, Heading, Multipliers, Step, check_optimum, fingerprint, read_proof,
    write_proof,
};
use equil::game::{Objective, Payoffs, Sense};
use equil::nash::{Equilibrium, Optimum, Settings, find_equilibria, find_optimum};
use equil::num::{Rational, Ring};
use equil::solve::{Wanted, solve_best};
use equil::text::Source;
use proptest::prelude::*;

use crate::games::*;
use crate::optimal::{eee, objectives, value};

const SENSES: [Sense; 2] = [Sense::Maximise, Sense::Minimise];

/// Payoffs 0 and 1: as many ties as can be.
fn zero_one(sizes: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Plain> {
    let bit = (0_i64..=1).prop_map(Rational::integer).boxed();
    prop::collection::vec(sizes, 2).prop_flat_map(move |counts| with_counts(counts, bit.clone()))
}

/// Large enough for several threads.
fn large(sizes: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Plain> {
    let payoff = (-99_i64..=99).prop_map(Rational::integer).boxed();
    prop::collection::vec(sizes, 2).prop_flat_map(move |counts| with_counts(counts, payoff.clone()))
}

/// Dominated strategies abound: most rows and columns are others made worse.
fn with_dominated() -> impl Strategy<Value = Plain> {
    (larger_bimatrix(), 0_usize..=3, 0_usize..=3).prop_map(|(plain, rows, columns)| {
        let counts = vec![plain.counts[0] + rows, plain.counts[1] + columns];
        let place = |strategy: usize, count: usize| {
            if strategy < count { strategy } else { strategy % count }
        };
        Plain::new(counts, |player, profile| {
            let inner = [place(profile[0], plain.counts[0]), place(profile[1], plain.counts[1])];
            let worse = profile[player] >= plain.counts[player];
            plain.payoff(player, &inner).minus(&Rational::integer(i64::from(worse)))
        })
    })
}

fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}

fn best_value(
    payoffs: &Payoffs,
    all: &[Equilibrium],
    objective: &Objective,
    sense: Sense,
) -> Rational {
    let values = all.iter().map(|e| value(payoffs, objective, &e.profile));
    values.max_by_key(|v| sense.signed(v)).unwrap()
}

/// The optimum with and without elimination, on one thread and several.
fn agree(payoffs: &Payoffs, counts: &[usize]) -> Result<(), TestCaseError> {
    let settings = Settings::default();
    let all = find_equilibria(payoffs, eee(), &settings).unwrap().equilibria;
    for objective in objectives(counts) {
        for sense in SENSES {
            let best = best_value(payoffs, &all, &objective, sense);
            // Somewhat less than the best is enough for the last two
            let mut less = sense.signed(&best);
            less -= &ratio(1, 10);
            let less = sense.signed(&less);
            let found = |threads| {
                on_threads(threads, || {
                    let plain = find_optimum(payoffs, &objective, sense, &settings).unwrap();
                    let solved = |wanted: Wanted| {
                        solve_best(payoffs, &objective, sense, &wanted, &settings).unwrap().optimum
                    };
                    let (beyond, reaching) =
                        (Wanted::Beyond(less.clone()), Wanted::Reaching(less.clone()));
                    [plain, solved(Wanted::Best), solved(beyond), solved(reaching)]
                })
            };
            let first = found(1);
            for (optimum, exactly) in first.iter().zip([true, true, false, false]) {
                prop_assert!(optimum.proved);
                let (equilibrium, found) = optimum.found.as_ref().unwrap();
                if exactly {
                    prop_assert_eq!(found, &best, "{:?} {:?}", objective, sense);
                }
                prop_assert!(sense.signed(found) >= sense.signed(&less));
                prop_assert_eq!(&value(payoffs, &objective, &equilibrium.profile), found);
            }
            for threads in [2, 4] {
                for (one, many) in first.iter().zip(found(threads)) {
                    prop_assert_eq!(
                        &one.found,
                        &many.found,
                        "{} {:?} {:?}",
                        threads,
                        objective,
                        sense
                    );
                    prop_assert!(many.proved);
                }
            }
        }
    }
    Ok(())
}

fn claim(optimum: &Optimum, objective: &Objective, sense: Sense) -> Claim {
    let (equilibrium, value) = optimum.found.clone().unwrap();
    claim_of(&equilibrium, value, objective, sense)
}

fn claim_of(
    equilibrium: &Equilibrium,
    value: Rational,
    objective: &Objective,
    sense: Sense,
) -> Claim {
    let profile = [0, 1].map(|player| equilibrium.profile[player].clone());
    Claim { objective: objective.clone(), sense, value, profile }
}

/// One step changed.
fn broken(steps: &[Step], at: usize, numbers: &[i64]) -> Vec<Step> {
    let mut broken = steps.to_vec();
    let changed = |duals: &Duals| {
        let mut duals = duals.clone();
        if let Multipliers::Small(small) = &mut duals.numerators {
            for (old, new) in small.iter_mut().zip(numbers) {
                *old += new;
            }
        }
        duals
    };
    broken[at] = match &steps[at] {
        Step::Branch(_) => Step::Subset,
        Step::Subset => Step::Origin,
        Step::Cut(duals) => Step::Cut([changed(&duals[0]), changed(&duals[1])]),
        Step::Empty { player, .. } => {
            Step::Empty { player: *player, proof: Multipliers::Small(numbers.to_vec()) }
        }
        Step::Origin => Step::Empty { player: 0, proof: Multipliers::Small(numbers.to_vec()) },
    };
    broken
}

/// The proof of an optimum holds, also when it was written and read, and no other statement passes.
fn only_the_truth_passes(
    payoffs: &Payoffs,
    counts: &[usize],
    place: prop::sample::Index,
    numbers: &[i64],
) -> Result<(), TestCaseError> {
    let settings = Settings { proof: true, ..Settings::default() };
    let all = find_equilibria(payoffs, eee(), &Settings::default()).unwrap().equilibria;
    let check = |claim: &Claim, steps: &[Step]| check_optimum(payoffs, claim, steps, &mut || true);
    for objective in objectives(counts).into_iter().filter(|o| *o != Objective::Egalitarian) {
        for sense in SENSES {
            let optimum = find_optimum(payoffs, &objective, sense, &settings).unwrap();
            let steps = optimum.proof.clone().unwrap();
            let stated = claim(&optimum, &objective, sense);
            prop_assert_eq!(check(&stated, &steps), Ok(()));
            let heading =
                Heading { game: fingerprint(payoffs).unwrap(), claim: Some(stated.clone()) };
            let read =
                read_proof(&Source::new("a.proof", write_proof(&["x"], &heading, &steps))).unwrap();
            prop_assert_eq!(&read.heading, &heading);
            let read: Vec<Step> = read.steps.into_iter().map(|(step, _)| step).collect();
            prop_assert_eq!(&read, &steps);
            // Another value, and a profile that is none
            let mut other = stated.clone();
            other.value += &ratio(1, 7);
            prop_assert_eq!(check(&other, &steps), Err(Flaw::NotItsValue));
            let mut other = stated.clone();
            other.profile[0][0] += &ratio(1, 7);
            prop_assert_eq!(check(&other, &steps), Err(Flaw::NotEquilibrium));
            // A worse equilibrium is not proved to be the best, whatever is done to the steps
            let broken = broken(&steps, place.index(steps.len()), numbers);
            let zeros = vec![Step::Cut([Duals::zero(counts[1]), Duals::zero(counts[0])])];
            let short = steps[..steps.len() - 1].to_vec();
            for equilibrium in &all {
                let worse = value(payoffs, &objective, &equilibrium.profile);
                if worse == stated.value {
                    continue;
                }
                let claim = claim_of(equilibrium, worse, &objective, sense);
                for steps in [&steps, &broken, &zeros, &short] {
                    prop_assert!(check(&claim, steps).is_err(), "{:?} {:?}", claim, steps);
                }
            }
            prop_assert!(check(&stated, &short).is_err());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn dominated_strategies_change_nothing(plain in with_dominated()) {
        agree(&plain.game(), &plain.counts)?;
    }

    #[test]
    fn ties_change_nothing(plain in zero_one(1..=6)) {
        agree(&plain.game(), &plain.counts)?;
    }

    #[test]
    fn proofs_of_optima_hold(
        plain in larger_bimatrix(),
        place in any::<prop::sample::Index>(),
        numbers in prop::collection::vec(-9_i64..=9, 6),
    ) {
        only_the_truth_passes(&plain.game(), &plain.counts, place, &numbers)?;
    }

    #[test]
    fn proofs_where_all_ties_hold(
        plain in zero_one(1..=6),
        place in any::<prop::sample::Index>(),
        numbers in prop::collection::vec(-9_i64..=9, 6),
    ) {
        only_the_truth_passes(&plain.game(), &plain.counts, place, &numbers)?;
    }
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn threads_change_nothing(plain in large(10..=12)) {
        agree(&plain.game(), &plain.counts)?;
    }

    #[test]
    fn proofs_on_several_threads_hold(
        plain in large(10..=12),
        place in any::<prop::sample::Index>(),
        numbers in prop::collection::vec(-9_i64..=9, 12),
    ) {
        on_threads(3, || only_the_truth_passes(&plain.game(), &plain.counts, place, &numbers))?;
    }
}

proptest! {
    #![proptest_config(config(10))]

    #[test]
    fn threads_change_nothing_where_all_ties(plain in zero_one(10..=10)) {
        agree(&plain.game(), &plain.counts)?;
    }
}
