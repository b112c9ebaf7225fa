//! Games whose answers are known from the literature.

use std::path::Path;

use crate::common::{game, open, payoffs};
use crate::games::{equilibria, ratio};
use crate::judged::{Strategies, answers, verdicts};
use equil::game::Payoffs;
use equil::num::Rational;
use equil::selection::{Answer, Reason, p_dominance};

/// Rows of a matrix as a game: A of the row player, B of the column player.
fn bimatrix(a: &[&[&str]], b: &[&[&str]]) -> Payoffs {
    let column_by_column = |m: &[&[&str]]| -> Vec<Rational> {
        (0..m[0].len()).flat_map(|j| m.iter().map(move |row| row[j].parse().unwrap())).collect()
    };
    game(&[a.len(), a[0].len()], &[column_by_column(a), column_by_column(b)])
}

fn symmetric(a: &[&[&str]]) -> Payoffs {
    let transposed: Vec<Vec<&str>> =
        (0..a.len()).map(|i| a.iter().map(|row| row[i]).collect()).collect();
    let transposed: Vec<&[&str]> = transposed.iter().map(Vec::as_slice).collect();
    bimatrix(a, &transposed)
}

/// `1/3 2/3 | 0 1`.
fn shown(one: &Strategies) -> String {
    let each = one.iter().map(|s| s.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
    each.collect::<Vec<_>>().join(" | ")
}

/// The extreme equilibria that meet the criterion.
fn met(payoffs: &Payoffs, name: &str) -> Vec<String> {
    let list = equilibria(payoffs);
    let answers = answers(payoffs, &list, name);
    assert!(!answers.contains(&Answer::Open), "{name}");
    let yes = list.iter().zip(answers).filter(|(_, answer)| *answer == Answer::Yes);
    yes.map(|(one, _)| shown(one)).collect()
}

#[test]
fn games_of_the_collection() {
    for (file, name, expected) in [
        ("openspiel-stag-hunt", "payoff-dominant", vec!["1 0 | 1 0"]),
        ("openspiel-stag-hunt", "risk-dominant", vec![]),
        ("openspiel-stag-hunt", "max-welfare", vec!["1 0 | 1 0"]),
        ("openspiel-stag-hunt", "max-entropy", vec!["1/2 1/2 | 1/2 1/2"]),
        // Sandholm, Gilpin and Conitzer's examples of a greatest welfare
        ("openspiel-stag-hunt-10", "max-welfare", vec!["1 0 | 1 0"]),
        ("openspiel-pd-years", "max-welfare", vec!["0 1 | 0 1"]),
        ("quantecon-coordination", "payoff-dominant", vec!["1 0 | 1 0"]),
        ("quantecon-coordination", "risk-dominant", vec!["0 1 | 0 1"]),
        ("quantecon-coordination", "p-dominant", vec!["0 1 | 0 1"]),
        ("quantecon-coordination", "evolutionarily-stable", vec!["0 1 | 0 1", "1 0 | 1 0"]),
        ("quantecon-bos", "payoff-dominant", vec![]),
        ("quantecon-bos", "pareto-efficient", vec!["0 1 | 0 1", "1 0 | 1 0"]),
        ("quantecon-bos", "max-welfare", vec!["0 1 | 0 1", "1 0 | 1 0"]),
        ("openspiel-chicken-dare", "evolutionarily-stable", vec!["1/2 1/2 | 1/2 1/2"]),
        ("kass1998", "evolutionarily-stable", vec![]),
        ("kass1998", "neutrally-stable", vec!["1/5 1/5 1/5 1/5 1/5 | 1/5 1/5 1/5 1/5 1/5"]),
        ("zero-2x2", "strict", vec![]),
        ("zero-2x2", "neutrally-stable", vec!["0 1 | 0 1", "1 0 | 1 0"]),
    ] {
        let path = format!("games/classics/{file}.game.toml");
        let payoffs = payoffs(&open(Path::new(&path)).model);
        let mut found = met(&payoffs, name);
        found.sort();
        assert_eq!(found, expected, "{file}: {name}");
    }
}

#[test]
fn games_of_evolution() {
    let third = "1/3 1/3 1/3 | 1/3 1/3 1/3";
    for (a, stable, neutral) in [
        // Hawk and dove
        (vec![&["-1/2", "2"][..], &["0", "0"]], vec!["4/5 1/5 | 4/5 1/5"], None),
        // Rock, paper, scissors: zero-sum, winning for more than losing, and for less
        (vec![&["0", "-1", "1"], &["1", "0", "-1"], &["-1", "1", "0"]], vec![], Some(vec![third])),
        (vec![&["0", "-1", "2"], &["2", "0", "-1"], &["-1", "2", "0"]], vec![third], None),
        (vec![&["0", "-2", "1"], &["1", "0", "-2"], &["-2", "1", "0"]], vec![], None),
        // Zeeman 1980: the mixed equilibrium attracts, but is not evolutionarily stable
        (
            vec![&["0", "6", "-4"], &["-3", "0", "5"], &["-1", "3", "0"]],
            vec!["1 0 0 | 1 0 0"],
            None,
        ),
        // As good against it, worse against itself; and the other way round
        (vec![&["1", "1"], &["1", "0"]], vec!["1 0 | 1 0"], None),
        (vec![&["1", "0"], &["1", "1"]], vec!["0 1 | 0 1"], None),
    ] {
        let payoffs = symmetric(&a);
        assert_eq!(met(&payoffs, "evolutionarily-stable"), stable, "{a:?}");
        let neutral = neutral.unwrap_or(stable);
        assert_eq!(met(&payoffs, "neutrally-stable"), neutral, "{a:?}");
    }
}

#[test]
fn refinements() {
    // An outside option: of the three extreme equilibria one is strict, and the others are neither
    // perfect nor quasi-strict
    let outside = bimatrix(&[&["2", "2"], &["3", "1"]], &[&["1", "1"], &["1", "0"]]);
    for name in ["strict", "quasi-strict", "undominated"] {
        assert_eq!(met(&outside, name), ["0 1 | 1 0"], "{name}");
    }
    // Two isolated equilibria, the second weakly dominated
    let b = symmetric(&[&["1", "0"], &["0", "0"]]);
    assert_eq!(met(&b, "undominated"), ["1 0 | 1 0"]);
    assert_eq!(met(&b, "risk-dominant"), ["1 0 | 1 0"]);
    // Myerson 1978: the second is perfect (not proper), the third is not
    let myerson = symmetric(&[&["1", "0", "-9"], &["0", "0", "-7"], &["-9", "-7", "-7"]]);
    assert_eq!(met(&myerson, "undominated"), ["0 1 0 | 0 1 0", "1 0 0 | 1 0 0"]);
    assert_eq!(met(&myerson, "strict"), ["1 0 0 | 1 0 0"]);
    // A hare is safer
    let hunt = symmetric(&[&["10", "1"], &["8", "5"]]);
    let greatest = |index: usize| p_dominance(&hunt, index).unwrap()[0].0.clone();
    assert_eq!((greatest(0), greatest(3)), (ratio(2, 3), ratio(1, 3)));
    assert_eq!(met(&hunt, "risk-dominant"), ["0 1 | 0 1"]);
}

/// The mixture of two undominated strategies can be dominated: the mixed strategy itself is tested.
#[test]
fn a_mixture_of_undominated_strategies_may_be_dominated() {
    let game = bimatrix(
        &[&["3", "0", "0"], &["0", "3", "0"], &["2", "2", "0"]],
        &[&["0", "0", "1"], &["0", "0", "1"], &["0", "0", "1"]],
    );
    let zero = || ratio(0, 1);
    let last = vec![zero(), zero(), ratio(1, 1)];
    let mixed = vec![vec![ratio(1, 2), ratio(1, 2), zero()], last.clone()];
    let pure = vec![vec![ratio(1, 1), zero(), zero()], last];
    let found = verdicts(&game, &[mixed, pure], "undominated");
    assert_eq!(found[1].answer, Answer::Yes);
    let Reason::Dominated { player: 0, by } = &found[0].reason else { panic!("{found:?}") };
    assert_eq!(by, &[(2, ratio(1, 1))]);
}
