//! Games as lrsnash, `GameTracer` and spreadsheets write them, and the same game in every format.

use equil::format::write::{to_csv, to_nfg, to_toml};
use equil::format::{Limits, Reading, gam, lrs, nfg, read};
use equil::game::Game;
use equil::game::family::{FAMILIES, Family};
use equil::model::{Assignment, Info, Model, Player};
use equil::num::Rational;
use equil::text::{Code, Source};
use proptest::prelude::*;

fn reading(name: &str, text: impl Into<String>) -> Reading {
    let source = Source::new(name, text);
    let reading = read(&source, &Limits::default());
    reading.unwrap_or_else(|problems| panic!("{problems:?}\n{}", source.text))
}

fn game(reading: &Reading) -> Game<Rational> {
    assert!(reading.warnings.is_empty());
    let payoffs = reading.model.at(&Assignment::of(&reading.model), 1024).unwrap();
    payoffs.rational().unwrap().clone()
}

/// Everyone's strategies, by player.
fn labels(reading: &Reading) -> Vec<(String, String)> {
    let players = reading.model.players.iter();
    players.map(|player| (player.name.clone(), player.strategies.join(" "))).collect()
}

fn numbers(payoffs: &[Rational]) -> String {
    payoffs.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[test]
fn lrsnash_files_are_read_exactly() {
    let reading = reading("dir/abc.lrs", "2 3\n\n1 0 1/2\n-0.25 2 3\n\n0 1 0.25\n1 0 1e3\n");
    assert_eq!(reading.model.info.name, "abc");
    let game = game(&reading);
    // Column by column: the first player's strategy varies fastest
    assert_eq!(numbers(game.payoffs(0)), "1 -1/4 0 2 1/2 3");
    assert_eq!(numbers(game.payoffs(1)), "0 1 1 0 1/4 1000");
    let expected = [("row", "s1 s2"), ("column", "s1 s2 s3")];
    assert_eq!(labels(&reading), expected.map(|(p, s)| (p.to_owned(), s.to_owned())));
}

/// Three players, efforts 1 to 3: payoffs as in an example of `QuantEcon`.
#[test]
fn gam_files_are_read_player_by_player() {
    let reading = reading("m.gam", include_str!("data/gam/minimum_effort.gam"));
    let game = game(&reading);
    assert_eq!(game.strategies(), [3, 3, 3]);
    for index in 0..27 {
        let profile = game.shape().profile(index);
        let least = profile.iter().min().unwrap();
        for (player, own) in profile.iter().enumerate() {
            // The least effort, less ten times what one does beyond 1
            let payoff =
                i64::try_from(*least).unwrap() + 1 - 10 * i64::try_from(own - least).unwrap();
            assert_eq!(game.payoff(player, &profile).to_i64(), Some(payoff), "{profile:?}");
        }
    }
    let asymmetric = self::reading("a.gam", "2\n3 2\n\n0 1 2 3 4 5 6 7 8 9 10 11\n");
    let game = self::game(&asymmetric);
    // From the documentation: profile (1, 0) pays 1 and 7, (0, 1) pays 3 and 9
    assert_eq!(
        game.payoff(0, &[1, 0]).to_i64().zip(game.payoff(1, &[1, 0]).to_i64()),
        Some((1, 7))
    );
    assert_eq!(
        game.payoff(0, &[0, 1]).to_i64().zip(game.payoff(1, &[0, 1]).to_i64()),
        Some((3, 9))
    );
}

#[test]
fn matrices_are_read_with_and_without_labels() {
    let plain = game(&reading("g.csv", "3,0\n1/2,2.5\n\n1,0\n0,1\n"));
    assert_eq!(numbers(plain.payoffs(0)), "3 1/2 0 5/2");
    for text in [
        ",L,R\nT,3,0\nB,1/2,2.5\n\n,L,R\nT,1,0\nB,0,1\n",
        "L,R\n3,0\n1/2,2.5\n,,\nT,1,0\nB,0,1\n",
        "\u{feff}game,L,R\r\nT,3,0\r\nB,1/2,2.5\r\n\r\n1,0\r\n0,1",
        "T,3,0\nB,1/2,2.5\n\n\n\"L\", R\n1,\"0\"\n0,1\n\n",
    ] {
        let reading = reading("g.csv", text);
        assert_eq!(game(&reading), plain, "{text}");
        let expected = [("row", "T B"), ("column", "L R")];
        assert_eq!(labels(&reading), expected.map(|(p, s)| (p.to_owned(), s.to_owned())), "{text}");
    }
    // Labels that look like numbers need the empty corner
    let claims = reading("c.csv", ",2,3\n2,2,4\n3,0,3\n\n2,0\n4,3\n");
    assert_eq!(labels(&claims)[0].1, "s2 s3");
    assert_eq!(numbers(game(&claims).payoffs(0)), "2 0 4 3");
}

#[test]
fn one_matrix_is_zero_sum() {
    let reading = reading("pennies.csv", "1,-1\n-1,1\n");
    assert!(reading.model.info.about.as_ref().unwrap().starts_with("zero-sum"));
    assert_eq!(numbers(game(&reading).payoffs(1)), "-1 1 1 -1");
}

#[test]
fn tables_list_profiles_in_any_order() {
    let text = "u_bob,bob,ann,u_ann\n0,x,y,1/3\n1,x,x,2\n\n-1,y,y,0.5\n4,y,x,0\n";
    let reading = reading("t.csv", text);
    let expected = [("bob", "x y"), ("ann", "y x")];
    assert_eq!(labels(&reading), expected.map(|(p, s)| (p.to_owned(), s.to_owned())));
    assert_eq!(numbers(game(&reading).payoffs(0)), "0 -1 1 4");
    assert_eq!(numbers(game(&reading).payoffs(1)), "1/3 1/2 2 0");
}

#[test]
fn files_without_an_ending_are_told_apart() {
    let lrs = game(&reading("game", "1 2\n1 2\n3 4\n"));
    assert_eq!((numbers(lrs.payoffs(0)), numbers(lrs.payoffs(1))), ("1 2".into(), "3 4".into()));
    let gam = game(&reading("-", "2\n1 2\n1 2\n3 4\n"));
    assert_eq!(gam, lrs);
    let nfg = game(&reading("-", "NFG 1 R \"\" {\"a\" \"b\"} {1 2} 1 3 2 4"));
    assert_eq!(nfg, lrs);
    let problems = read(&Source::new("-", "format = 1\n"), &Limits::default()).unwrap_err();
    assert!(problems.iter().all(|problem| problem.code != Code::LRS));
}

#[test]
fn games_larger_than_the_limits_are_refused() {
    let limits = Limits { max_payoffs: 7, ..Limits::default() };
    for (name, text) in [
        ("g.lrs", "2 2 1 2 3 4 5 6 7 8"),
        ("g.gam", "2 2 2 1 2 3 4 5 6 7 8"),
        ("g.csv", "1,2\n3,4\n\n5,6\n7,8\n"),
        ("g.csv", "1,2\n3,4\n"),
        ("g.csv", "a,u_a\n1,1\n2,2\n3,3\n4,4\n"),
    ] {
        let problems = read(&Source::new(name, text), &limits).unwrap_err();
        assert_eq!(problems[0].code, Code::LIMIT, "{name}");
    }
}

/// Writes a game in every format that holds it and reads it back.
fn survives(model: &Model, numbers: &Game<Rational>) {
    let text = |write: &dyn Fn(&mut Vec<u8>) -> std::io::Result<()>| {
        let mut bytes = Vec::new();
        write(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let nfg = |out: &mut Vec<u8>| nfg::write(&to_nfg(model, numbers), nfg::Body::Payoff, out);
    let mut files = vec![
        ("g.nfg", text(&nfg)),
        ("g.gam", text(&|out| gam::write(numbers, out))),
        ("g.csv", to_csv(model, numbers)),
        ("g.game.toml", to_toml(model, numbers)),
        ("-", text(&|out| gam::write(numbers, out))),
    ];
    if numbers.players() == 2 {
        files.push(("g.lrs", text(&|out| lrs::write(numbers, out))));
        files.push(("-", text(&|out| lrs::write(numbers, out))));
    } else {
        assert!(lrs::write(numbers, &mut Vec::new()).is_err());
    }
    for (name, text) in files {
        assert_eq!(game(&reading(name, text)), *numbers, "{name}");
    }
}

fn model(players: &[String], strategies: &[Vec<String>]) -> Model {
    let players = players.iter().zip(strategies).map(|(name, strategies)| Player {
        name: name.clone(),
        strategies: strategies.clone(),
        classes: Vec::new(),
    });
    let info = Info { name: "g".to_owned(), ..Info::default() };
    Model::from_table(&Source::new("g", ""), info, players.collect(), Vec::new())
}

#[test]
fn families_survive_every_format() {
    for family in FAMILIES {
        let sample = family.sample(&[]).unwrap();
        survives(&model(&sample.players, &sample.strategies), &sample.game);
    }
    let sample = Family::find("random").unwrap().sample(&[("shape", "2x3x1x2")]).unwrap();
    survives(&model(&sample.players, &sample.strategies), &sample.game);
}

proptest! {
    #[test]
    fn any_game_survives_every_format(
        (counts, payoffs) in prop::collection::vec(1..4_usize, 1..4).prop_flat_map(|counts| {
            let profiles: usize = counts.iter().product();
            let payoff = prop_oneof![
                (any::<i64>(), 1..i64::MAX).prop_map(|(n, d)| Rational::new(n, d).unwrap()),
                (-99..99_i64, prop_oneof![Just(1_i64), Just(10), Just(64)])
                    .prop_map(|(n, d)| Rational::new(n, d).unwrap()),
                "-?[1-9][0-9]{20,40}".prop_map(|text| text.parse().unwrap()),
            ];
            let own = prop::collection::vec(payoff, profiles);
            let payoffs = prop::collection::vec(own, counts.len());
            (Just(counts), payoffs)
        })
    ) {
        let names: Vec<String> = (1..=counts.len()).map(|i| format!("p{i}")).collect();
        let strategies: Vec<Vec<String>> =
            counts.iter().map(|&n| (0..n).map(|i| format!("x{i}")).collect()).collect();
        let game = Game::new(counts, payoffs).unwrap();
        survives(&model(&names, &strategies), &game);
    }

    #[test]
    fn any_text_is_read_or_refused(
        name in prop_oneof![Just("g.lrs"), Just("g.gam"), Just("g.csv"), Just("-")],
        text in r#"(2 2|2\n2 2|a,u_a|,L,R)?([0-9 ,\n/.;#"e-]|a|u_a|\PC){0,60}"#,
    ) {
        let source = Source::new(name, text);
        let limits = Limits { max_payoffs: 10_000, ..Limits::default() };
        match read(&source, &limits) {
            Ok(reading) => { game(&reading); }
            Err(problems) => {
                prop_assert!((1..=40).contains(&problems.len()));
                for label in problems.iter().flat_map(|problem| &problem.labels) {
                    let shown = problems[0].source.text.get(label.span.start..label.span.end);
                    prop_assert!(shown.is_some());
                }
            }
        }
    }
}
