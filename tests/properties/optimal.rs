//! Best and worst equilibria, against all of them; and search trees as proofs.

use crate::common::{sorted, strategies};
use equil::certify::{
    Certificate, Heading, Multipliers, Step, check_tree, fingerprint, read_proof, write_proof,
};
use equil::game::{Distribution, Objective, Payoffs, Polytope, Profile, Sense};
use equil::nash::{
    METHODS, Method, Settings, find_beyond, find_equilibria, find_optimum, find_reaching,
};
use equil::num::Rational;
use equil::text::Source;
use proptest::prelude::*;

use crate::games::*;

pub(crate) fn eee() -> &'static Method {
    METHODS.iter().find(|method| method.name == "eee").unwrap()
}

pub(crate) fn value(
    payoffs: &Payoffs,
    objective: &Objective,
    profile: &Profile<Rational>,
) -> Rational {
    let distribution = Distribution::product(payoffs.shape(), profile);
    objective.bounds(payoffs, &distribution).unwrap().0
}

pub(crate) fn objectives(counts: &[usize]) -> Vec<Objective> {
    let mut all = vec![
        Objective::Welfare,
        Objective::Egalitarian,
        Objective::Payoff(0),
        Objective::Payoff(1),
    ];
    for (player, &count) in counts.iter().enumerate() {
        all.push(Objective::Probability { player, strategies: vec![0] });
        let but_first = (1..count).collect();
        all.push(Objective::Probability { player, strategies: but_first });
    }
    all
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn optima_are_those_of_the_whole_list(plain in larger_bimatrix()) {
        let payoffs = plain.game();
        let settings = Settings::default();
        let all = find_equilibria(&payoffs, eee(), &settings).unwrap().equilibria;
        for objective in objectives(&plain.counts) {
            for sense in [Sense::Maximise, Sense::Minimise] {
                let values = all.iter().map(|e| value(&payoffs, &objective, &e.profile));
                let best = values.max_by_key(|v| sense.signed(v)).unwrap();
                let optimum = find_optimum(&payoffs, &objective, sense, &settings).unwrap();
                prop_assert!(optimum.proved);
                let (equilibrium, found) = optimum.found.unwrap();
                prop_assert_eq!(&found, &best, "{:?} {:?}", objective, sense);
                prop_assert_eq!(&equilibrium.certificate, &Certificate::Exact);
                prop_assert_eq!(&value(&payoffs, &objective, &equilibrium.profile), &best);
                // Whether anything is beyond a value, or reaches it
                let beyond = find_beyond(&payoffs, &objective, sense, &best, &settings).unwrap();
                prop_assert!(beyond.found.is_none() && beyond.proved);
                let reaching = find_reaching(&payoffs, &objective, sense, &best, &settings).unwrap();
                prop_assert!(reaching.found.is_some());
                let mut less = sense.signed(&best);
                less -= &Rational::new(1, 1000).unwrap();
                let less = sense.signed(&less);
                let beyond = find_beyond(&payoffs, &objective, sense, &less, &settings).unwrap();
                prop_assert!(beyond.found.is_some());
                let mut more = sense.signed(&best);
                more -= &Rational::new(-1, 1000).unwrap();
                let more = sense.signed(&more);
                let reaching = find_reaching(&payoffs, &objective, sense, &more, &settings).unwrap();
                prop_assert!(reaching.found.is_none() && reaching.proved);
            }
        }
    }

    /// The tree proves the list, also after it was written and read; and nothing else.
    #[test]
    fn trees_are_proofs(plain in larger_bimatrix(), place in any::<prop::sample::Index>()) {
        let payoffs = plain.game();
        let settings = Settings { proof: true, ..Settings::default() };
        let outcome = find_equilibria(&payoffs, eee(), &settings).unwrap();
        let steps = outcome.proof.unwrap();
        let polytopes = [0, 1].map(|player| Polytope::of(&payoffs, player).unwrap());
        let check = |steps: &[Step]| check_tree([&polytopes[0], &polytopes[1]], steps, &mut || true);
        let proved = check(&steps).unwrap();
        let mut proved: Vec<Vec<Vec<Rational>>> = proved.into_iter().map(|p| p.to_vec()).collect();
        proved.sort();
        prop_assert_eq!(&proved, &sorted(&outcome.equilibria));
        let heading = Heading { game: fingerprint(&payoffs).unwrap(), claim: None };
        let text = write_proof(&["a comment"], &heading, &steps);
        let read = read_proof(&Source::new("a.proof", text)).unwrap();
        prop_assert_eq!(&read.heading, &heading);
        let read: Vec<Step> = read.steps.into_iter().map(|(step, _)| step).collect();
        prop_assert_eq!(&read, &steps);
        // A proof with one step changed or left out proves nothing, or the same
        let mut broken = steps.clone();
        let at = place.index(steps.len());
        broken[at] = match &steps[at] {
            Step::Branch(_) => Step::Subset,
            Step::Origin => Step::Empty { player: 0, proof: Multipliers::Small(vec![1; plain.counts[1]]) },
            Step::Empty { .. } | Step::Subset | Step::Cut(_) => Step::Origin,
        };
        for broken in [broken, steps[..steps.len() - 1].to_vec()] {
            if let Ok(proved) = check(&broken) {
                let mut proved: Vec<Vec<Vec<Rational>>> = proved.into_iter().map(|p| p.to_vec()).collect();
                proved.sort();
                prop_assert_eq!(&proved, &sorted(&outcome.equilibria));
            }
        }
    }

    /// What is streamed is what is found, in an order that threads do not change.
    #[test]
    fn streams_do_not_depend_on_threads(plain in larger_bimatrix()) {
        let payoffs = plain.game();
        let streamed = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let heard = std::sync::Mutex::new(Vec::new());
                let told = |e: &equil::nash::Equilibrium| heard.lock().unwrap().push(strategies(&e.profile));
                let settings = Settings { told: Some(&told), ..Settings::default() };
                let outcome = find_equilibria(&payoffs, eee(), &settings).unwrap();
                (heard.into_inner().unwrap(), sorted(&outcome.equilibria))
            })
        };
        let (mut heard, found) = streamed(1);
        prop_assert_eq!(&streamed(2), &(heard.clone(), found.clone()));
        heard.sort();
        prop_assert_eq!(heard, found);
    }
}

/// Payoffs of all magnitudes, and neighbours that differ in the last place.
fn long_number() -> impl Strategy<Value = Rational> + Clone {
    prop_oneof![
        any::<i64>().prop_map(Rational::integer),
        (-3_i64..=3).prop_map(|n| Rational::integer(n + (1 << 61))),
        (any::<i64>(), 1..=i64::MAX).prop_map(|(n, d)| Rational::new(n, d).unwrap()),
        (-3_i64..=3).prop_map(Rational::integer),
    ]
    .boxed()
}

proptest! {
    #![proptest_config(config(500))]

    /// Whatever the size of the numbers: words, double words, big ones.
    #[test]
    fn long_numbers_are_no_different(
        plain in prop::collection::vec(1_usize..=4, 2)
            .prop_flat_map(|counts| with_counts(counts, long_number())),
    ) {
        let payoffs = plain.game();
        let settings = Settings { proof: true, ..Settings::default() };
        let outcome = find_equilibria(&payoffs, eee(), &settings).unwrap();
        let vertices = METHODS.iter().find(|method| method.name == "vertex-enumeration").unwrap();
        let exact = find_equilibria(&payoffs, vertices, &Settings::default()).unwrap();
        prop_assert_eq!(sorted(&outcome.equilibria), sorted(&exact.equilibria));
        let polytopes = [0, 1].map(|player| Polytope::of(&payoffs, player).unwrap());
        let steps = outcome.proof.unwrap();
        let proved = check_tree([&polytopes[0], &polytopes[1]], &steps, &mut || true).unwrap();
        prop_assert_eq!(proved.len(), exact.equilibria.len());
    }
}
