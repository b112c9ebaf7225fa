//! Families against other programs that draw the same games, and against what is known of them.

use equil::game::Payoffs;
use equil::game::family::{FAMILIES, Family, Range, Sample};
use equil::nash::{Coverage, Equilibrium, METHODS, Settings, find_equilibria};
use equil::num::Rational;
use sha2::{Digest, Sha256};

/// The line's family, parameters and hash.
fn entries(text: &str) -> impl Iterator<Item = (&str, Vec<(&str, &str)>, &str)> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let [family, parameters, hash] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns: {line}")
        };
        let pairs = parameters.split(' ').map(|pair| pair.split_once('=').unwrap()).collect();
        (family, pairs, hash)
    })
}

fn sample(family: &str, parameters: &str) -> Sample {
    let pairs: Vec<_> =
        parameters.split_whitespace().map(|pair| pair.split_once('=').unwrap()).collect();
    Family::find(family).unwrap().sample(&pairs).unwrap()
}

fn hash(sample: &Sample) -> String {
    let payoffs: Vec<String> = (0..sample.game.players())
        .flat_map(|player| sample.game.payoffs(player))
        .map(ToString::to_string)
        .collect();
    let digest = Sha256::digest(payoffs.join("\n"));
    digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[test]
fn games_are_those_of_other_programs_bit_for_bit() {
    let mut count = 0;
    for (family, parameters, expected) in entries(include_str!("data/families.tsv")) {
        let sample = Family::find(family).unwrap().sample(&parameters).unwrap();
        assert_eq!(hash(&sample), expected, "{family} {parameters:?}");
        count += 1;
    }
    assert!(count > 40);
}

/// What is drawn here once is drawn always: seeds in papers stay good.
#[test]
fn games_stay_the_same() {
    let lines: Vec<String> = FAMILIES
        .iter()
        .map(|family| format!("{} {}", family.name, hash(&family.sample(&[]).unwrap())))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn families_say_where_they_come_from() {
    let bibliography = include_str!("../paper/refs.bib");
    for family in FAMILIES {
        for key in family.source {
            assert!(bibliography.contains(&format!("{{{key},")), "{key}");
        }
        for parameter in family.parameters {
            let both = [(parameter.name, parameter.default)];
            if parameter.default.is_empty() {
                assert!(matches!(parameter.range, Range::Shape(..)), "{}", parameter.name);
            } else {
                assert_eq!(family.sample(&both), family.sample(&[]), "{}", parameter.name);
            }
            for other in FAMILIES.iter().flat_map(|family| family.parameters) {
                // One flag of the command line has one kind of value
                let kind = |range: Range| std::mem::discriminant(&range);
                let same = kind(other.range) == kind(parameter.range);
                assert!(other.name != parameter.name || same, "{}", parameter.name);
            }
        }
    }
}

#[test]
fn parameters_that_make_no_game_are_refused() {
    let wrong = |family: &str, parameters: &[(&str, &str)]| {
        let error = Family::find(family).unwrap().sample(parameters).unwrap_err();
        format!("{error}\n  {}", error.help())
    };
    let said = [
        wrong("random", &[("rho", "1")]),
        wrong("random", &[("size", "3"), ("size", "4")]),
        wrong("random", &[("size", "3"), ("shape", "3x3")]),
        wrong("random", &[("size", "many")]),
        wrong("random", &[("size", "1.5")]),
        wrong("random", &[("size", "0")]),
        wrong("random", &[("shape", "3x0")]),
        wrong("random", &[("shape", "5000x5000x5000")]),
        wrong("random", &[("shape", "99999999999x99999999999")]),
        wrong("random", &[("low", "3"), ("high", "1/3")]),
        wrong("random", &[("low", "3"), ("high", "2")]),
        wrong("random", &[("seed", "-1")]),
        wrong("zero-sum", &[("shape", "2x2x2")]),
        wrong("covariant", &[("rho", "1.1")]),
        wrong("covariant", &[("rho", "x")]),
        wrong("dual-cyclic", &[("size", "7")]),
        wrong("moment-curve", &[("labels", "min")]),
        wrong("tournament", &[("k", "6")]),
        wrong("tournament", &[("size", "500"), ("k", "250")]),
        wrong("congestion", &[("take", "6")]),
        wrong("congestion", &[("players", "20"), ("resources", "60"), ("take", "30")]),
        wrong("blotto", &[("troops", "900"), ("hills", "900")]),
        wrong("unit-vector", &[("high", "0"), ("pure", "none")]),
        wrong("traveller", &[("low", "0"), ("high", "1000000")]),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

fn equilibria(sample: &Sample) -> Vec<Equilibrium> {
    let payoffs = Payoffs::from(sample.game.clone());
    let method = METHODS.iter().find(|method| method.name == "support-enumeration").unwrap();
    let found = find_equilibria(&payoffs, method, &Settings::default()).unwrap();
    assert_eq!(found.coverage, Coverage::All);
    assert!(found.equilibria.iter().all(Equilibrium::is_proved));
    found.equilibria
}

#[test]
fn numbers_of_equilibria_are_those_known() {
    for (family, parameters, count) in [
        ("identity", "size=1", 1),
        ("identity", "size=4", 15),
        ("mersenne", "size=4", 5),
        ("mersenne", "size=6", 1),
        ("mersenne", "size=8", 3),
        ("moment-curve", "size=2", 3),
        ("moment-curve", "size=4", 15),
        ("moment-curve", "size=6", 75),
        ("moment-curve", "size=4 form=small", 15),
        ("moment-curve", "size=6 form=small", 75),
        ("moment-curve", "size=2 labels=plain", 3),
        ("moment-curve", "size=4 labels=plain", 11),
        ("moment-curve", "size=6 labels=plain form=small", 39),
        ("moment-curve", "size=2 labels=svs", 1),
        ("moment-curve", "size=4 labels=svs", 1),
        ("moment-curve", "size=6 labels=svs", 1),
        ("moment-curve", "size=6 labels=svs form=small", 1),
        ("dual-cyclic", "size=4", 1),
        ("dual-cyclic", "size=6", 1),
        ("dual-cyclic", "size=6 scale=100000", 1),
        ("sgc", "k=1", 1),
        ("sgc", "k=2", 1),
        ("blotto", "", 9),
        ("traveller", "high=10", 1),
    ] {
        assert_eq!(equilibria(&sample(family, parameters)).len(), count, "{family} {parameters}");
    }
}

#[test]
fn the_equilibrium_of_sgc_uses_the_cycle() {
    let found = equilibria(&sample("sgc", "k=2"));
    for player in 0..2 {
        let used: Vec<bool> = found[0].profile[player].iter().map(|p| !p.is_zero()).collect();
        assert_eq!(used, [true, true, true, false, false, false, false]);
    }
}

#[test]
fn the_equilibrium_of_savani_and_von_stengel_uses_everything() {
    for (family, parameters) in [("dual-cyclic", "size=6"), ("moment-curve", "labels=svs")] {
        let found = equilibria(&sample(family, parameters));
        assert!(found[0].profile.iter().all(|mixed| mixed.iter().all(|p| !p.is_zero())));
    }
}

#[test]
fn travellers_claim_the_least() {
    let sample = sample("traveller", "high=10");
    let pure = equilibria(&sample)[0].profile.as_pure().unwrap();
    assert_eq!(pure, [0, 0]);
    assert_eq!(sample.strategies[0][0], "2");
    let payoff = |i, j| sample.game.payoff(0, &[i, j]).to_string();
    assert_eq!([payoff(8, 8), payoff(7, 8), payoff(8, 7)], ["10", "11", "7"]);
}

#[test]
fn blotto_is_zero_sum_or_values_hills() {
    for payoff in ["difference", "majority"] {
        let sample = sample("blotto", &format!("payoff={payoff}"));
        let game = &sample.game;
        assert_eq!(game.strategies(), [10, 10]);
        for index in 0..100 {
            let profile = game.shape().profile(index);
            let swapped: Vec<usize> = profile.iter().rev().copied().collect();
            let own = game.payoff(0, &profile);
            assert_eq!(*own, game.payoff(1, &profile).negated());
            assert_eq!(own, game.payoff(1, &swapped), "symmetric, so the value is 0");
        }
    }
    let sample = sample("blotto", "payoff=values rho=1 hills=2 troops=2 seed=3");
    assert_eq!(sample.strategies[0], ["2-0", "1-1", "0-2"]);
    let game = &sample.game;
    // The values of both hills, and half of each
    let mut both = game.payoff(0, &[0, 0]).clone();
    both *= &Rational::integer(2);
    let mut sum = game.payoff(0, &[0, 2]).clone();
    sum += game.payoff(0, &[2, 0]);
    assert_eq!(sum, both);
    assert_eq!(game.payoff(0, &[0, 1]), game.payoff(0, &[0, 2]), "rho is 1: the same values");
    assert_eq!(game.payoff(0, &[0, 2]), game.payoff(1, &[2, 0]));
}

#[test]
fn tournaments_are_tournaments() {
    for seed in 0..20 {
        let sample = sample("tournament", &format!("size=7 k=1 seed={seed}"));
        let wins = |i, j| *sample.game.payoff(0, &[i, j]) == Rational::integer(1);
        for i in 0..7 {
            for j in 0..7 {
                assert_eq!(wins(i, j) ^ wins(j, i), i != j, "one of two nodes beats the other");
                let caught = sample.game.payoff(1, &[i, j]);
                assert_eq!(*caught, Rational::integer(i64::from(i == j)));
            }
        }
        // Larger sets are beaten by who beats each node
        let pairs = self::sample("tournament", &format!("size=7 k=3 seed={seed}"));
        assert_eq!(pairs.game.strategies(), [7, 35]);
        for (place, label) in pairs.strategies[1].iter().enumerate() {
            let set: Vec<usize> =
                label.split('-').map(|n| n.parse::<usize>().unwrap() - 1).collect();
            for i in 0..7 {
                let both = set.iter().all(|&j| wins(i, j));
                let payoff = |player| pairs.game.payoff(player, &[i, place]).to_i64();
                assert_eq!(payoff(0), Some(i64::from(both)));
                assert_eq!(payoff(1), Some(i64::from(set.contains(&i))));
            }
        }
    }
}

#[test]
fn unit_vectors_are_unit_vectors() {
    for seed in 0..30 {
        for pure in ["any", "none"] {
            let sample = sample("unit-vector", &format!("size=6 seed={seed} pure={pure}"));
            let game = &sample.game;
            for j in 0..6 {
                let ones = (0..6).filter(|&i| game.payoff(0, &[i, j]).to_i64() == Some(1)).count();
                let zeros = (0..6).filter(|&i| game.payoff(0, &[i, j]).is_zero()).count();
                assert_eq!((ones, zeros), (1, 5));
            }
            let payoffs = Payoffs::from(game.clone());
            let own: Vec<usize> = (0..6).collect();
            let equilibria =
                (0..36).filter(|&index| (0..2).all(|p| payoffs.is_best(p, index, &own)));
            assert!(pure == "any" || equilibria.count() == 0);
        }
    }
}

#[test]
fn congestion_games_have_an_exact_potential() {
    for seed in 0..10 {
        let sample = sample("congestion", &format!("players=3 resources=4 take=2 seed={seed}"));
        let game = &sample.game;
        let shape = game.shape();
        assert_eq!(shape.strategies(), [6, 6, 6]);
        // Around each square of two players' changes, the gains add up to 0 (Monderer, Shapley)
        for index in 0..shape.profiles() {
            for (p, q) in [(0, 1), (0, 2), (1, 2)] {
                for (a, b) in [(0, 3), (2, 5), (4, 1)] {
                    let corners = [
                        index,
                        shape.with(index, p, a),
                        shape.with(shape.with(index, p, a), q, b),
                        shape.with(index, q, b),
                    ];
                    let mut around = Rational::integer(0);
                    for (step, player) in [p, q, p, q].into_iter().enumerate() {
                        around += &game.payoffs(player)[corners[(step + 1) % 4]];
                        around -= &game.payoffs(player)[corners[step]];
                    }
                    assert!(around.is_zero());
                }
            }
        }
        let payoffs = Payoffs::from(game.clone());
        let own: Vec<usize> = (0..6).collect();
        let pure = |index: &usize| (0..3).all(|player| payoffs.is_best(player, *index, &own));
        assert!((0..shape.profiles()).any(|index| pure(&index)));
    }
}

#[test]
fn ranking_games_share_one_prize() {
    for seed in 0..20 {
        let sample = sample("ranking", &format!("size=6 steps=3 seed={seed}"));
        let game = &sample.game;
        for i in 0..6 {
            for j in 0..6 {
                // Payoffs and costs add up to the prize; effort 0 costs nothing
                let cost = |player: usize, own: usize| {
                    let mut without = vec![0, 0];
                    without[player] = own;
                    let worst = |profile: &[usize]| game.payoff(player, profile).clone();
                    let others = (0..6).map(|k| {
                        without[1 - player] = k;
                        worst(&without)
                    });
                    let list: Vec<Rational> = others.collect();
                    (list.iter().min().unwrap().clone(), list.iter().max().unwrap().clone())
                };
                let mut sum = game.payoff(0, &[i, j]).clone();
                sum += game.payoff(1, &[i, j]);
                let mut most = cost(0, i).1;
                most += &cost(1, j).1;
                assert!(sum <= Rational::integer(1) && sum <= most);
                if (i, j) == (0, 0) {
                    assert_eq!(sum, Rational::integer(1));
                }
            }
        }
    }
}
