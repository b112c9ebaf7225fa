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
    ]
    .map(str::to_owned)
    .to_vec();
    if rows == 3 {
        found.extend(
            ["dominant(a, two)", "probability(a, two)", "every_equilibrium(a, two)"]
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
            let is_open = matches!(answer, Answer::Open(_));
            assert!(
                agrees(cell, &answer)
                    && (!is_open || cell == Cell::Open || watched.written.starts_with("dominated")),
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

/// Payoffs drawn evenly: floats settle everything but what is dominated.
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
            assert!(*queued == 0 || query.starts_with("dominated"), "{query}: {queued}");
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
