mod laws;

use super::batch::{Step, replicate};
use super::*;
use crate::certify::{Certificate, Concept, certify_distribution};
use crate::dynamics::named;
use crate::game::{Game, Payoffs, Profile};
use crate::num::{Rational, Ring};

fn rule(name: &str) -> &'static Rule {
    named(name).and_then(|dynamic| dynamic.kind.mixed()).unwrap()
}

/// A game of two players from their matrices, row by row.
fn game(row: &[&[i64]], column: &[&[i64]]) -> Payoffs {
    let (n, m) = (row.len(), row[0].len());
    let flat = |matrix: &[&[i64]]| {
        (0..n * m).map(|k| Rational::integer(matrix[k % n][k / n])).collect::<Vec<_>>()
    };
    Payoffs::from(Game::new(vec![n, m], vec![flat(row), flat(column)]).unwrap())
}

/// The symmetric game in which whoever plays i against j gets `matrix[i][j]`.
fn symmetric(matrix: &[&[i64]]) -> Payoffs {
    let n = matrix.len();
    let turned: Vec<Vec<i64>> = (0..n).map(|i| (0..n).map(|j| matrix[j][i]).collect()).collect();
    game(matrix, &turned.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

fn settings<'a>(span: f64, every: f64, given: &'a [(&'a str, &'a str)]) -> Settings<'a> {
    Settings { span, every, tolerance: TOLERANCE, seed: 1, given, watch: &|_, _| true }
}

/// The states of a motion.
fn states(
    (payoffs, one): (&Payoffs, bool),
    name: &str,
    start: &[f64],
    (span, every): (f64, f64),
    given: &[(&str, &str)],
) -> Vec<Vec<f64>> {
    let field = Field::new(payoffs, one).unwrap();
    let way = follow(&field, rule(name), start, &settings(span, every, given)).unwrap();
    way.points.into_iter().map(|point| point.state).collect()
}

fn near(a: &[f64], b: &[f64], digits: f64) {
    let far = a.iter().zip(b).map(|(x, y)| (x - y).abs()).fold(0.0, f64::max);
    assert!(a.len() == b.len() && far <= digits, "{a:?} {b:?}");
}

const PENNIES: [[[i64; 2]; 2]; 2] = [[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]];

fn pennies() -> Payoffs {
    let [row, column] = &PENNIES;
    game(&[&row[0], &row[1]], &[&column[0], &column[1]])
}

/// Rock, paper, scissors, in which a win is worth `win` and a defeat costs `lose`.
fn round(win: i64, lose: i64) -> Payoffs {
    symmetric(&[&[0, -lose, win], &[win, 0, -lose], &[-lose, win, 0]])
}

fn shapley() -> Payoffs {
    game(&[&[0, 0, 1], &[1, 0, 0], &[0, 1, 0]], &[&[0, 1, 0], &[0, 0, 1], &[1, 0, 0]])
}

/// The last of the known motions below, by the classical method of Runge and Kutta with a step of
/// 1/2000.
const FINE: [f64; 4] = [
    0.174_047_756_367_660_7,
    0.825_952_243_632_338_8,
    0.281_210_160_783_856_4,
    0.718_789_839_216_143_5,
];

/// Values that other programs and papers print (Nashpy, `GameTheory.jl`).
#[test]
fn known_motions() {
    let one = symmetric(&[&[3, 2], &[4, 1]]);
    let last = |states: Vec<Vec<f64>>| states.into_iter().next_back().unwrap();
    let end = last(states((&one, true), "replicator", &[0.9, 0.1], (10.0, 1.0), &[]));
    near(&end, &[0.504_491_78, 0.495_508_22], 1e-8);
    let matrix = [("mutation", "9/10 1/10; 7/10 3/10")];
    let end = last(states((&one, true), "replicator-mutator", &[0.9, 0.1], (10.0, 1.0), &matrix));
    near(&end, &[0.867_886_96, 0.132_113_04], 1e-8);
    let two = game(&[&[5, 1], &[4, 2]], &[&[3, 5], &[2, 1]]);
    let end = last(states((&two, false), "replicator", &[0.6, 0.4, 0.5, 0.5], (100.0, 1.0), &[]));
    // The values printed carry an error of 7e-7 of their own: a fixed step of 5e-4 says the same
    near(&end, &[0.174_047_45, 0.825_952_55, 0.281_210_86, 0.718_789_14], 1e-6);
    near(&end, &FINE, 1e-8);
    let discrete = symmetric(&[&[4, 3], &[2, 5]]);
    let end = last(states((&discrete, true), "replicator-discrete", &[0.2, 0.8], (1.0, 1.0), &[]));
    near(&end, &[2.0 / 13.0, 11.0 / 13.0], 1e-15);
    let form = [("form", "difference")];
    let end =
        last(states((&discrete, true), "replicator-discrete", &[0.2, 0.8], (1.0, 1.0), &form));
    near(&end, &[0.2 * (1.0 + 3.2 - 4.16), 0.8 * (1.0 + 4.4 - 4.16)], 1e-15);
}

#[test]
fn fictitious_play_of_pennies() {
    let both = |given: &[(&str, &str)]| {
        states((&pennies(), false), "fictitious-play", &[1.0, 0.0, 1.0, 0.0], (2.0, 1.0), given)
    };
    let [zero, one, two] = &both(&[])[..] else { panic!("three points") };
    near(zero, &[1.0, 0.0, 1.0, 0.0], 0.0);
    near(one, &[1.0, 0.0, 0.5, 0.5], 0.0);
    near(two, &[1.0, 0.0, 1.0 / 3.0, 2.0 / 3.0], 1e-16);
    let [_, one, two] = &both(&[("gain", "0.1")])[..] else { panic!("three points") };
    near(one, &[1.0, 0.0, 0.9, 0.1], 1e-16);
    near(two, &[1.0, 0.0, 0.81, 0.19], 1e-15);
}

/// Runs grow in proportion to what went before, and nothing converges.
#[test]
fn shapleys_game_goes_round() {
    let field = Field::new(&shapley(), false).unwrap();
    let start = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0];
    let way =
        follow(&field, rule("fictitious-play"), &start, &settings(100_000.0, 100.0, &[])).unwrap();
    assert!(way.exact);
    assert_eq!(way.end.verdict, Verdict::Moving);
    assert_eq!(way.end.near, None);
    // The last run is cut short by the end
    let runs = &way.runs[..way.runs.len() - 1];
    assert!(runs.windows(2).all(|two| two[0].1 < two[1].1 && two[0].0 != two[1].0), "{runs:?}");
    assert!(way.points.iter().skip(1).all(|point| point.regret > 0.1));
}

/// Where a win is worth more than a defeat costs play spirals in, else out.
#[test]
fn variants_of_rock_paper_scissors() {
    for (win, lose, rule_name, converges) in [
        (2, 1, "fictitious-play", true),
        (1, 2, "fictitious-play", false),
        (1, 2, "multiplicative-weights", false),
        (2, 1, "replicator", true),
        (1, 2, "replicator", false),
        (2, 1, "bnn", true),
        (2, 1, "smith", true),
        (2, 1, "projection", true),
        (1, 2, "projection", false),
    ] {
        let game = round(win, lose);
        let field = Field::new(&game, true).unwrap();
        let rule = rule(rule_name);
        let span = if rule.is_continuous() { 200.0 } else { 20_000.0 };
        let given: &[(&str, &str)] =
            if rule_name == "multiplicative-weights" { &[("rate", "1/10")] } else { &[] };
        let start = [0.5, 0.3, 0.2];
        let way = follow(&field, rule, &start, &settings(span, span / 400.0, given)).unwrap();
        let last = way.points.last().unwrap();
        assert_eq!(way.end.verdict != Verdict::Moving, converges, "{rule_name}: {:?}", way.end);
        if converges {
            near(&last.state, &[1.0 / 3.0; 3], 0.01);
            let third = Rational::new(1, 3).unwrap();
            assert_eq!(way.end.near.unwrap().profile[0], vec![third; 3], "{rule_name}");
        } else {
            assert!(way.points[200..].iter().any(|p| p.regret > 0.1), "{rule_name}");
            assert_eq!(way.end.near, None);
        }
    }
}

/// A cycle of two rounds is no rest, however few points are kept; and play at rest at an equilibrium of
/// many is at one.
#[test]
fn short_cycles_and_wide_equilibria_are_seen() {
    let both = symmetric(&[&[1, 0], &[0, 1]]);
    let field = Field::new(&both, false).unwrap();
    let start = [1.0, 0.0, 0.0, 1.0];
    for every in [1.0, 50.0, 1000.0] {
        let given = [("gain", "1")];
        let way = follow(&field, rule("fictitious-play"), &start, &settings(1000.0, every, &given));
        let end = way.unwrap().end;
        assert_eq!(end.verdict, Verdict::Moving, "{every}");
        assert!(end.swings[0] > 0.9);
    }
    // Entry: whoever stays out need not fear a fight, nor its absence if it is rare enough
    let entry = game(&[&[1, 1], &[0, 2]], &[&[1, 1], &[0, 1]]);
    let field = Field::new(&entry, false).unwrap();
    let start = [0.95, 0.05, 0.95, 0.05];
    let way = follow(&field, rule("replicator"), &start, &settings(100.0, 1.0, &[])).unwrap();
    assert_eq!(way.end.verdict, Verdict::AtRest);
    assert!(way.end.near.is_some_and(|near| near.distance < 1e-6));
}
