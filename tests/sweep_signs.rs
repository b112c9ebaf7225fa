//! Small games whose answers hang on signs: what floats settle in sweeps is what the exact solver says, in games with ties, near
//! ties and payoffs that are not rational.

#[path = "common/mod.rs"]
mod common;
#[path = "common/told.rs"]
mod told;

use common::model;
use equil::answer::{Answer, answer_at};
use equil::model::{Assignment, Model};
use equil::nash::Settings;
use equil::sweep::{Asking, Cell, Plan, Rows};
use proptest::prelude::*;
use told::agrees;

/// Queries that signs settle, and some that they do not.
fn queries(rows: usize, columns: usize) -> Vec<String> {
    let mut found: Vec<String> = [
        "dominant(a, r0)",
        "weakly_dominant(b, c1)",
        "best_response(a, r1) given b = c0",
        "every_equilibrium(a, r0)",
        "some_equilibrium(b, c1)",
        "every_pure_equilibrium(a, r1)",
        "some_pure_equilibrium(b, c0)",
        "unique_nash()",
        "count_nash()",
        "count_nash() given a = r0",
        "probability(a, r0)",
        "probability(b, c1)",
        "payoff(a)",
        "welfare()",
        "gain(b, c0)",
        "dominated(a, r1)",
        "weakly_dominated(a, r0)",
        "very_weakly_dominated(b, c1)",
        "dominated(b, c0) given a = r0",
        "iterated_dominant(a, r0)",
    ]
    .map(str::to_owned)
    .to_vec();
    if rows == 3 {
        found.extend(
            [
                "dominant(a, two)",
                "probability(a, two)",
                "every_equilibrium(a, two)",
                "dominated(a, two)",
                "weakly_dominant(a, r0)",
                "weakly_dominant(a, two)",
                "weakly_dominated(a, two)",
                "very_weakly_dominated(a, two)",
            ]
            .map(str::to_owned),
        );
    }
    found.extend(
        (0..rows * columns).map(|i| format!("nash(a = r{}, b = c{})", i / columns, i % columns)),
    );
    found
}

/// A game with these formulas as payoffs, player by player and row by row.
fn game(rows: usize, columns: usize, cells: &[String]) -> String {
    let names = |letter: &str, count: usize| {
        (0..count).map(|i| format!("\"{letter}{i}\"")).collect::<Vec<_>>().join(", ")
    };
    let matrix = |cells: &[String]| {
        let rows = cells[..rows * columns].chunks(columns);
        rows.map(|row| format!("[\"{}\"]", row.join("\", \""))).collect::<Vec<_>>().join(", ")
    };
    let classes = if rows == 3 { "[classes.a]\ntwo = [\"r0\", \"r2\"]\n" } else { "" };
    let watch = queries(rows, columns).join("\", \"");
    let sweep = |name: &str, more: &str| {
        format!("[sweep.{name}]\n{more}\nvary = \"*\"\nwatch = [\"{watch}\"]\n")
    };
    format!(
        "format = 1\n[game]\nname = \"signs\"\n[players]\na = [{}]\nb = [{}]\n{classes}[params]\n\
         p = {{ value = 1, range = [-1, 1] }}\nq = {{ value = 1, range = [-1, 1] }}\n\
         [table.matrix]\na = [{}]\nb = [{}]\n{}{}",
        names("r", rows),
        names("c", columns),
        matrix(cells),
        matrix(&cells[9..]),
        sweep("grid", "method = \"grid\"\nn = 3"),
        sweep("lots", "method = \"random\"\nn = 5"),
    )
}

/// One number, whose floats differ by how they are rounded, and its neighbours.
const TWINS: [&str; 4] =
    ["(1 + p) / 3", "p / 3 + 1 / 3", "2 * p / 6 + 1 / 3", "(1 + p) / 3 + q / 72057594037927936"];

/// Payoffs: small integers, parameters, numbers 2⁻⁵⁴ away from integers, and ties that floats do not see.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (-2..=2_i32).prop_map(|n| n.to_string()),
        2 => prop::sample::select(vec!["p", "q", "p - q", "p * q", "-p"]).prop_map(str::to_owned),
        1 => (-1..=1_i32).prop_map(|n| format!("{n} + q / 18014398509481984")),
        3 => prop::sample::select(TWINS.to_vec()).prop_map(str::to_owned),
    ]
}

/// What exact payoffs leave open where a sign is not settled, and floats settle.
fn is_about_dominance(query: &str) -> bool {
    query.contains("dominated") || query.starts_with("iterated")
}

/// Every answer at every row, compared with the exact one.
fn checked(model: &Model, sweep: usize) -> Rows {
    let asking = Asking::of(&model.sweeps[sweep]);
    let plan = Plan::new(model, Assignment::of(model), asking).unwrap();
    let rows = plan.evaluate(0..plan.rows(), &|| true).unwrap();
    for row in 0..plan.rows() {
        let payoffs = model.at(&plan.assignment(row), plan.max_bits).unwrap();
        for (watched, answers) in plan.watches.iter().zip(&rows.answers) {
            let (cell, answer) = (
                answers.cell(usize::try_from(row).unwrap()),
                answer_at(&payoffs, &watched.query, &Settings::default()),
            );
            let is_open = matches!(answer, Answer::Open(_)) && cell != Cell::Infinite;
            assert!(
                agrees(cell, &answer)
                    && (!is_open || cell == Cell::Open || is_about_dominance(&watched.written)),
                "row {row}: {} is {cell:?}, not {answer:?}\n{}",
                watched.written,
                model.source.text
            );
        }
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn signs_say_what_the_solver_says(
        rows in 2..=3_usize, columns in 2..=3_usize, cells in prop::collection::vec(cell(), 18),
    ) {
        let model = model(&game(rows, columns, &cells));
        checked(&model, 0);
        checked(&model, 1);
    }
}

/// Payoffs drawn evenly: floats settle everything.
#[test]
fn games_without_ties_need_no_exact_payoffs() {
    for size in [2, 3] {
        let names: Vec<String> = (0..18).map(|i| format!("x{i}")).collect();
        let params: Vec<String> =
            names.iter().map(|n| format!("{n} = {{ value = 0, range = [-1, 1] }}")).collect();
        let params = params.join("\n");
        let text = game(size, size, &names).replace("[params]\n", &format!("[params]\n{params}\n"));
        let model = model(&text.replace("n = 5", "n = 300").replace("n = 3\n", "n = 1\n"));
        let rows = checked(&model, 1);
        let asked = queries(size, size);
        for (query, queued) in asked.iter().zip(&rows.queued) {
            assert_eq!(*queued, 0, "{query}");
        }
        // 1 or 3 equilibria, and up to 7
        let counts = &rows.answers[asked.iter().position(|query| query == "count_nash()").unwrap()];
        let mut seen: Vec<String> = (0..300).map(|row| format!("{:?}", counts.cell(row))).collect();
        seen.sort();
        seen.dedup();
        let expected = if size == 2 { 2 } else { 3 };
        assert!(seen.len() >= expected, "{seen:?}");
    }
}

/// All three strategies are equally good at one point of an edge, so that a determinant is 0, but not in floats: every
/// point is left to exact payoffs.
#[test]
fn rows_that_meet_in_one_point_are_left_to_exact_payoffs() {
    let own = ["0", "0", "0", "-p", "q", "-9", "-p / 3", "q / 3", "-8"];
    let rival = ["1", "-1", "-2", "-1", "1", "-2", "-2", "1", "-3"];
    let cells: Vec<String> = own.iter().chain(&rival).map(|cell| (*cell).to_owned()).collect();
    let text = game(3, 3, &cells).replace("n = 5", "n = 100").replace("[-1, 1]", "[1, 2]");
    let rows = checked(&model(&text), 1);
    let place = queries(3, 3).iter().position(|query| query == "count_nash()").unwrap();
    assert_eq!(rows.queued[place], 100);
}

/// A strategy that is best everywhere, though never alone, is weakly dominant if each other one is worse somewhere.
#[test]
fn weak_dominance_is_over_each_other_strategy() {
    let mut cells = vec!["0".to_owned(); 18];
    for (cell, value) in cells.iter_mut().zip(["1", "1", "p", "0", "0", "1"]) {
        *cell = value.to_owned();
    }
    let rows = checked(&model(&game(3, 2, &cells)), 0);
    let place = queries(3, 2).iter().position(|query| query == "weakly_dominant(a, r0)").unwrap();
    // At p = 1, too
    assert!((0..9).all(|row| rows.answers[place].cell(row) == Cell::Yes));
}

/// A strategy of five that is a mixture of others, but for a number that may be 0, tiny, or have different signs
/// in different cases.
fn mixture(weights: &[i32], others: &[i32], shifts: &[&str]) -> String {
    let total: i32 = weights.iter().sum();
    let cases = 4;
    let mut rows: Vec<String> = Vec::new();
    let mixed = (0..cases).map(|case| {
        let parts = weights.iter().zip(others.chunks(cases));
        let sum: i32 = parts.map(|(weight, row)| weight * row[case]).sum();
        format!("\"({sum} + p - p) / {total} + {}\"", shifts[case])
    });
    rows.push(mixed.collect::<Vec<_>>().join(", "));
    for row in others.chunks(cases) {
        rows.push(row.iter().map(|x| format!("\"{x} + q * 0\"")).collect::<Vec<_>>().join(", "));
    }
    let own: Vec<String> = (0..rows.len()).map(|i| format!("\"r{i}\"")).collect();
    let all = rows.iter().map(|row| format!("[{row}]")).collect::<Vec<_>>().join(", ");
    let zeros = vec!["[0, 0, 0, 0]"; rows.len()].join(", ");
    let watch: Vec<String> = ["", "weakly_", "very_weakly_"]
        .iter()
        .flat_map(|kind| ["r0", "r1", "both"].map(|of| format!("\"{kind}dominated(a, {of})\"")))
        .chain(["\"iterated_dominant(a, both)\"".to_owned()])
        .collect();
    format!(
        "format = 1\n[game]\nname = \"mixed\"\n[players]\na = [{}]\n\
         b = [\"c0\", \"c1\", \"c2\", \"c3\"]\n[classes.a]\nboth = [\"r0\", \"r1\"]\n[params]\n\
         p = {{ value = 1, range = [-1, 1] }}\nq = {{ value = 1, range = [-1, 1] }}\n\
         [table.matrix]\na = [{all}]\nb = [{zeros}]\n\
         [sweep.s]\nmethod = \"random\"\nn = 6\nvary = \"*\"\nwatch = [{}]\n",
        own.join(", "),
        watch.join(", "),
    )
}

/// From nothing to what any error bound sees.
const SHIFTS: [&str; 7] =
    ["0", "p / 100", "q / 100", "0.01", "-0.01", "p / 18014398509481984", "q / 36028797018963968"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]
    #[test]
    fn mixtures_dominate_where_exact_payoffs_say_so(
        weights in prop::collection::vec(0..=5_i32, 4),
        others in prop::collection::vec(-6..=6_i32, 16),
        shifts in prop::collection::vec(prop::sample::select(SHIFTS.to_vec()), 4),
        one in any::<bool>(),
    ) {
        prop_assume!(weights.iter().sum::<i32>() > 0);
        let shifts = if one { vec![shifts[0]; 4] } else { shifts };
        checked(&model(&mixture(&weights, &others, &shifts)), 0);
    }
}

/// Half of each of two others is better by a hundredth in each case: floats prove it, and the opposite.
#[test]
fn floats_prove_mixtures_and_beliefs() {
    let others = [4, 0, 4, 0, 0, 4, 0, 4, -9, -9, -9, -9, -9, -9, -9, -9];
    for (shift, expected) in [("-0.01", Cell::Yes), ("0.01", Cell::No)] {
        let model = model(&mixture(&[1, 1, 0, 0], &others, &[shift; 4]));
        let rows = checked(&model, 0);
        for place in [0, 3, 6] {
            assert_eq!(rows.answers[place].cell(0), expected, "{shift}");
            assert_eq!(rows.queued[place], 0, "{shift}");
        }
    }
}
