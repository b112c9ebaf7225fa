//! Regions and radii that take the long way, and must not.

use super::*;

/// Where densities vary within cells, these are halved along what varies.
#[test]
fn priors_that_vary_are_halved_along() {
    for prior in ["triangular(4, 10, 20)", "normal(9, 3)"] {
        let game = model(
            &format!(
                "k = {{ value = 10, range = [4, 20], dist = \"{prior}\" }}\n\
                 l = {{ value = 1, range = [0, 5], dist = \"uniform(0, 5)\" }}"
            ),
            "[payoff]\na = \"a.x * (k * 35 / 100 - 2 - l^2 / 3)\"\nb = \"0\"",
        );
        let condition = condition(&game, "dominant(a, x)");
        let box_ = axes(&[("4", "20"), ("0", "5")]);
        let region =
            asked(&game, &condition, &box_, ("1/500", true), |asked| region(asked).unwrap());
        assert!(
            !region.stopped,
            "{prior}: {:?} of {} boxes",
            region.rest.nearest_f64(),
            region.boxes
        );
        // A fine grid of quantiles agrees
        let priors = [0, 1].map(|place: usize| game.parameters[place].prior.clone().unwrap());
        let ends = [priors[0].below(4.0), priors[0].below(20.0)];
        let mut yes = 0_u32;
        for i in 0..300 {
            for j in 0..300 {
                let [p, q] = [i, j].map(|place| (f64::from(place) + 0.5) / 300.0);
                let k = priors[0].quantile(ends[0] + p * (ends[1] - ends[0]));
                let l = priors[1].quantile(q);
                yes += u32::from(k * 0.35 - 2.0 - l * l / 3.0 > 0.0);
            }
        }
        let (low, high) = share(&region, &Decision::Yes);
        let near = f64::from(yes) / 90_000.0;
        assert!(low.nearest_f64() - 0.002 < near && near < high.nearest_f64() + 0.002, "{near}");
    }
}

/// One player's ties do not hide what another one's dominance tells of equilibria.
#[test]
fn elimination_tells_of_equilibria_across_ties_of_others() {
    let game = model("k = 2", "[payoff]\na = \"a.x * exp(k)\"\nb = \"b.l * (exp(k) - 3)\"");
    for (query, answer) in [
        ("every_equilibrium(a, x)", Decision::Yes),
        ("some_equilibrium(a, y)", Decision::No),
        ("every_pure_equilibrium(a, x)", Decision::Yes),
        ("some_pure_equilibrium(a, y)", Decision::No),
        ("probability(a, x)", Decision::Yes),
    ] {
        let condition = condition(&game, query);
        let box_ = axes(&[("0", "4")]);
        let region = found(&game, &condition, &box_, "1/1000");
        assert_eq!((region.boxes, share(&region, &answer).0), (1, Rational::one()), "{query}");
        let radius =
            asked(&game, &condition, &box_, ("1/1000", false), |asked| radius(asked).unwrap());
        assert!(radius.is_everywhere && radius.boxes < 20, "{query}: {radius:?}");
    }
    // What hangs on the tie itself changes there
    let condition = condition(&game, "every_equilibrium(b, l)");
    let region = found(&game, &condition, &axes(&[("0", "4")]), "1/1000");
    assert!(region.shares.len() == 2 && region.rest < number("1/1000"), "{:?}", region.shares);
}

/// Time that is up ends a radius before it began, whatever is asked.
#[test]
fn a_radius_ends_in_time() {
    let game = model("k = 2", "[payoff]\na = \"a.x * exp(k)\"\nb = \"b.l * (exp(k) - 3)\"");
    for query in ["iterated_dominant(b, l)", "every_equilibrium(b, l)", "dominant(b, l)"] {
        let condition = condition(&game, query);
        let settings = Settings { watch: &|_, _| false, ..Settings::default() };
        let found = asked(&game, &condition, &axes(&[("0", "4")]), ("1/1000", false), |asked| {
            radius(&Asked { settings: &settings, ..*asked })
        });
        match found {
            Ok(found) => assert!(found.stopped && found.boxes < 3, "{query}: {found:?}"),
            Err(error) => assert!(matches!(error, RegionError::Open(_)), "{query}: {error}"),
        }
    }
}

/// Half-spaces of many comparisons make one cell with all its facets, however dense.
#[test]
fn dense_affine_games_are_one_box() {
    let mut seed = 7_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(seed >> 33).unwrap() % 19 - 9
    };
    let mut cell = |own: &str| {
        let slopes = (0..4).map(|k| format!(" + ({}) * t{k}", next()));
        format!("{own}{}", slopes.collect::<String>())
    };
    let mut cells = Vec::new();
    for (name, own) in [("x", 12), ("y", 0), ("z", 0)] {
        for i in 0..5 {
            for j in 0..5 {
                let case = format!("a.{name} * b.s{i} * c.s{j}");
                cells.push(format!("{case} * ({})", cell(&own.to_string())));
            }
        }
    }
    let five = "[\"s0\", \"s1\", \"s2\", \"s3\", \"s4\"]";
    let params: Vec<String> =
        (0..4).map(|k| format!("t{k} = {{ value = 0, range = [-1, 1] }}")).collect();
    let params = params.join("\n");
    let game = written(format!(
        "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\", \"z\"]\nb = {five}\nc = {five}\n\
         [params]\n{params}\n[payoff]\na = \"{}\"\nb = \"0\"\nc = \"0\"\n",
        cells.join(" + ")
    ));
    let condition = condition(&game, "dominant(a, x)");
    let region = found(&game, &condition, &axes(&[("-1", "1"); 4]), "1/1000000");
    let (low, high) = share(&region, &Decision::Yes);
    assert_eq!((region.boxes, region.open.len()), (1, 0));
    assert!(low > Rational::zero() && high.minus(&low) < number("1e-7"), "{low} {high}");
    let yes = region.cells.iter().find(|cell| cell.decision == Decision::Yes).unwrap();
    assert!(yes.exact && yes.borders.len() > 8, "{}", yes.borders.len());
}

/// The mixed equilibrium of an inspection game, whose probabilities are no differences of payoffs.
#[test]
fn mixtures_are_met_in_boxes_that_shrink_both_ways() {
    let game = model(
        "w = 3\ne = \"2/5\"",
        "[payoff]\na = \"if(b.l, 8 - w, if(a.x, -1, -w)) - a.x / 2\"\n\
         b = \"if(b.l, log(w) - e, if(a.x, 0, log(w)))\"",
    );
    let condition = match condition(&game, "probability(a, x)") {
        Condition::Above(query, _) => Condition::Above(query, number("1/2")),
        other => other,
    };
    let region = found(&game, &condition, &axes(&[("2", "5"), ("1/10", "2")]), "1/10");
    assert!(!region.stopped, "{:?}", region.rest);
}

#[test]
fn normal_priors_are_bounded() {
    let game = model(
        "u = { value = 1, range = [0, 2], dist = \"normal(1, 1/2)\", status = \"assumption\" }",
        "[payoff]\na = \"(u - 3/2) * a.x\"\nb = \"0\"",
    );
    let condition = condition(&game, "dominant(a, x)");
    let part = asked(&game, &condition, &axes(&[("0", "2")]), ("1/500", true), region).unwrap();
    let (low, high) = share(&part, &Decision::Yes);
    // (Φ(2) − Φ(1)) / (Φ(2) − Φ(−2))
    let known = 0.142_383_613_994_547;
    assert!(
        (low.nearest_f64() - known).abs() < 1e-12 && (high.nearest_f64() - known).abs() < 1e-12
    );
    assert!(low < high);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Inside its cells the answer is what it is at points; cells and the open rest make up the whole.
    #[test]
    fn cells_agree_with_points(
        terms in proptest::collection::vec(proptest::collection::vec(-3_i64..4, 6), 8),
        which in 0_usize..4,
        mixes in proptest::collection::vec(proptest::collection::vec(1_i64..9, 12), 3),
    ) {
        let formula = |c: &[i64]| format!(
            "{} + {} * s + {} * t + {} * s * t + {} * max(s, t) + {} * t^2", c[0], c[1], c[2], c[3], c[4], c[5]
        );
        let row = |at: usize| format!(
            "[[\"{}\", \"{}\"], [\"{}\", \"{}\"]]",
            formula(&terms[at]), formula(&terms[at + 1]), formula(&terms[at + 2]), formula(&terms[at + 3])
        );
        let game = model("s = 1\nt = 1", &format!("[table.matrix]\na = {}\nb = {}", row(0), row(4)));
        let condition = match which {
            0 => condition(&game, "dominant(a, x)"),
            1 => Condition::PureEquilibria,
            2 => Condition::Survivors,
            _ => condition(&game, "best_response(b, l) given a = x"),
        };
        let both = axes(&[("-1", "2"), ("-2", "1")]);
        let region = found(&game, &condition, &both, "1/100");
        let mut whole = region.rest.clone();
        for (_, share) in &region.shares {
            whole += &share.low;
        }
        prop_assert_eq!(whole, Rational::one());
        prop_assert!(!region.stopped, "{}", region.rest);
        for cell in &region.cells {
            let corners = cell.corners();
            for mix in &mixes {
                // A mix of the corners with positive weights is inside
                let mut point = vec![Rational::zero(); 2];
                let mut sum = Rational::zero();
                for (corner, &weight) in corners.iter().zip(mix.iter().cycle()) {
                    let weight = Rational::integer(weight);
                    sum += &weight;
                    for (x, coordinate) in point.iter_mut().zip(corner) {
                        x.add_product(&weight, coordinate);
                    }
                }
                let mut at = Assignment::of(&game);
                for (axis, x) in point.iter_mut().enumerate() {
                    *x *= &sum.recip().unwrap();
                    at.set(axis, x.clone());
                }
                let payoffs = game.at(&at, 1024).unwrap();
                let decision = condition.decide(&payoffs, &Settings::default());
                prop_assert_eq!(decision.as_ref(), Ok(&cell.decision));
            }
        }
    }

    /// Within the radius nothing else is found, beyond it the witness is.
    #[test]
    fn radii_hold(
        terms in proptest::collection::vec(proptest::collection::vec(-3_i64..4, 5), 8),
        points in proptest::collection::vec((0_i64..9, 0_i64..9), 6),
    ) {
        let formula = |c: &[i64]| format!(
            "{} + {} * s + {} * t + {} * s * t + {} * exp(s - t)", c[0], c[1], c[2], c[3], c[4]
        );
        let row = |at: usize| format!(
            "[[\"{}\", \"{}\"], [\"{}\", \"{}\"]]",
            formula(&terms[at]), formula(&terms[at + 1]), formula(&terms[at + 2]), formula(&terms[at + 3])
        );
        let game = model("s = \"1/2\"\nt = \"1/3\"", &format!("[table.matrix]\na = {}\nb = {}", row(0), row(4)));
        let both = axes(&[("-1", "1"), ("-1", "2")]);
        let condition = Condition::PureEquilibria;
        let found = asked(&game, &condition, &both, ("1/200", false), radius);
        // A tie at the base point that algebra does not see
        let Ok(found) = found else { return Ok(()) };
        let at = |point: [Rational; 2]| {
            let mut at = Assignment::of(&game);
            for (axis, x) in point.into_iter().enumerate() {
                at.set(axis, x);
            }
            condition.decide(&game.at(&at, 1024).unwrap(), &Settings::default())
        };
        for (s, t) in points {
            // Nowhere near the border of the box
            let place = |base: &str, low: &str, high: &str, k: i64| {
                let mut x = Rational::integer(k - 4);
                x *= &Rational::new(1, 5).unwrap();
                x *= &found.low;
                let end = if k < 4 { number(base).minus(&number(low)) } else { number(high).minus(&number(base)) };
                x *= &end;
                x += &number(base);
                x
            };
            let decision = at([place("1/2", "-1", "1", s), place("1/3", "-1", "2", t)]);
            prop_assert_eq!(decision.as_ref(), Ok(&found.here));
        }
        if let Some(witness) = &found.witness {
            let point: [Rational; 2] = witness.point.clone().try_into().unwrap();
            let decision = at(point);
            prop_assert_eq!(decision.as_ref(), Ok(&witness.decision));
            prop_assert_ne!(&witness.decision, &found.here);
            prop_assert!(found.high.as_ref().unwrap() >= &found.low);
        }
    }
}

/// A half-space of eight parameters: its volume is known no better than floats have it, which is told.
#[test]
fn volumes_that_are_asked_for_too_exactly_are_not_complete() {
    let params: Vec<String> =
        (0..8).map(|k| format!("t{k} = {{ value = 0, range = [-1, 1] }}")).collect();
    let sum: Vec<String> = (0..8).map(|k| format!("{} * t{k}", 3 * k + 5)).collect();
    let game = model(
        &params.join("\n"),
        &format!("[payoff]\na = \"a.x * (1 + {})\"\nb = \"0\"", sum.join(" + ")),
    );
    let condition = condition(&game, "dominant(a, x)");
    let box_ = axes(&[("-1", "1"); 8]);
    let near = found(&game, &condition, &box_, "1/100");
    assert!(near.open.is_empty() && !near.stopped, "{:?}", near.rest.nearest_f64());
    let exact = found(&game, &condition, &box_, "1/1000000000000000");
    assert!(exact.open.is_empty() && exact.stopped && exact.rest > Rational::zero());
}
