//! Sweeps as a library: what floats settle is what exact payoffs say; rows do not depend on who asks.

#[path = "common/mod.rs"]
mod common;
#[path = "common/told.rs"]
mod told;

use common::model;
use equil::answer::answer_at;
use equil::model::{Assignment, Model};
use equil::nash::Settings;
use equil::num::Rational;
use equil::sweep::{Asking, Cell, Form, Plan, Shard, stream, survey};
use told::agrees;

/// A game of each shape: payoffs of numbers alone, with ties by nodes and by chance, and with exp and log.
const GAMES: [&str; 3] = [
    r#"
format = 1
[game]
name = "numbers"
[players]
a = ["x", "y", "z"]
b = ["u", "v", "w"]
[classes.a]
xy = ["x", "y"]
[params]
k = { value = 1, range = [0, 4] }
l = { value = 1, range = [-2, 2], dist = "triangular(-2, 0, 2)" }
m = { value = 1, range = [0, 1], dist = "normal(0.5, 0.25)" }
[payoff]
a = "a.x * (k * b.u - l) + a.y * (k * b.u - l * (1 + b.w)) + a.z * m * (b.v + b.w - l * l)"
b = "b.u * a.x * k + b.v * (m - l * a.z) + b.w * if(l > 0, k / (l + 3), m) * a.y"
[sweep.s]
method = "sobol"
n = 1500
seed = 7
vary = "*"
watch = [WATCH]
[sweep.grid]
method = "grid"
n = 9
vary = "*"
watch = [WATCH]
"#,
    r#"
format = 1
[game]
name = "logit"
[players]
a = ["x", "y", "z"]
b = ["u", "v", "w"]
c = ["s", "t"]
[classes.a]
xy = ["x", "y"]
[params]
k = { value = 1, range = [0.5, 4] }
l = { value = 1, range = [-2, 2] }
m = { value = 1, range = [0, 1] }
[define]
share = "exp(l * a.x + m) / (exp(l * a.x + m) + exp(k * b.u) + exp(c.t - m))"
[payoff]
a = "k * share + log(1 + m * b.v) * a.y - sqrt(k) * a.z * c.s"
b = "(1 - share) * b.u + l^2 / 8 * b.v + k^0.5 / 4 * b.w"
c = "c.s * share + c.t * min(m, 1 - share)"
[sweep.s]
method = "latin-hypercube"
n = 800
seed = 3
vary = "*"
watch = [WATCH]
[sweep.grid]
method = "grid"
n = 6
vary = "*"
watch = [WATCH]
"#,
    r#"
format = 1
[game]
name = "holes"
[players]
a = ["x", "y", "z"]
b = ["u", "v", "w"]
[classes.a]
xy = ["x", "y"]
[params]
k = { value = 1, range = [0, 4] }
l = { value = 1, range = [-2, 2] }
m = { value = 1, range = [0, 1] }
[payoff]
a = "a.x / (k - 1) + a.y * if(l > 0, log(if(l > 0, l, 1)), m) + a.z * m"
b = "b.u * sqrt(k - 1 / 2) + b.v * l + b.w * m"
[sweep.s]
method = "random"
n = 500
seed = 5
vary = "*"
watch = [WATCH]
[sweep.grid]
method = "grid"
n = 9
vary = "*"
watch = [WATCH]
"#,
];

const WATCH: &str = r#""dominant(a, x)", "dominant(a, xy)", "weakly_dominant(a, xy)",
"weakly_dominant(a, x) given a = xy", "best_response(a, y)", "best_response(a, xy) given b = u",
"gain(a, x)", "gain(a, xy)", "gain(a, x) given a = xy", "iterated_dominant(a, x)",
"every_equilibrium(a, x)", "some_equilibrium(b, u)", "every_pure_equilibrium(a, x)",
"some_pure_equilibrium(b, u)", "unique_nash()", "count_nash()",
"probability(a, x)", "dominated(a, z)", "welfare()""#;

fn read(file: &str) -> Model {
    model(&file.replace("WATCH", WATCH))
}

#[test]
fn what_floats_settle_is_what_exact_payoffs_say() {
    for (game, name) in GAMES.iter().zip(["numbers", "logit", "holes"]) {
        let model = read(game);
        for sweep in &model.sweeps {
            let plan = Plan::new(&model, Assignment::of(&model), Asking::of(sweep)).unwrap();
            let rows = plan.evaluate(0..plan.rows(), &|| true).unwrap();
            let mut undefined = 0;
            for row in 0..plan.rows() {
                let place = usize::try_from(row).unwrap();
                let cells = rows.answers.iter().map(|column| column.cell(place));
                match model.at(&plan.assignment(row), plan.max_bits) {
                    Ok(payoffs) => {
                        for (watched, cell) in plan.watches.iter().zip(cells) {
                            // Equilibria take long: every seventh point
                            let slow = watched.written.contains("nash")
                                || watched.written.contains("equilibrium")
                                || watched.written.contains("probability")
                                || watched.written.contains("welfare");
                            if slow && row % 7 != 0 {
                                continue;
                            }
                            let answer = answer_at(&payoffs, &watched.query, &Settings::default());
                            assert!(
                                agrees(cell, &answer),
                                "{name} {} row {row}: {} is {cell:?}, not {answer:?}",
                                sweep.name,
                                watched.written
                            );
                        }
                    }
                    Err(_) => {
                        undefined += 1;
                        assert!(cells.clone().all(|c| c == Cell::Undefined), "{name} row {row}");
                    }
                }
            }
            assert_eq!(undefined > 0, name == "holes", "{name} {}", sweep.name);
            if sweep.name == "s" {
                for (watched, &queued) in plan.watches.iter().zip(&rows.queued).take(9) {
                    let share = queued * 5 <= plan.rows();
                    assert!(share || name == "holes", "{name}: {} {queued}", watched.written);
                }
            }
        }
    }
}

#[test]
fn rows_are_the_same_however_they_are_divided() {
    let model = read(GAMES[0]);
    for sweep in &model.sweeps {
        let plan = Plan::new(&model, Assignment::of(&model), Asking::of(sweep)).unwrap();
        for form in [Form::Csv, Form::Jsonl] {
            let written = |threads: usize, range: std::ops::Range<u64>| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                let mut bytes = Vec::new();
                pool.install(|| stream(&plan, form, range, &mut bytes, &|_, _| true)).unwrap();
                bytes
            };
            let whole = written(1, 0..plan.rows());
            assert_eq!(whole, written(3, 0..plan.rows()));
            let header = form.header(&plan).len();
            let mut pieces = form.header(&plan);
            for index in 1..=5 {
                let range = Shard { index, of: 5 }.rows(plan.rows());
                pieces.extend(&written(2, range)[header..]);
            }
            assert_eq!(whole, pieces);
        }
        let [one, three] = [1, 3].map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| survey(&plan, 0..plan.rows(), &|_, _| true))
        });
        assert_eq!(one, three);
    }
}

/// Written numbers are read as the numbers that were used: a row can be asked again.
#[test]
fn numbers_can_be_read_again() {
    let model = read(GAMES[0]);
    let plan = Plan::new(&model, Assignment::of(&model), Asking::of(&model.sweeps[0])).unwrap();
    let mut bytes = Vec::new();
    stream(&plan, Form::Csv, 0..50, &mut bytes, &|_, _| true).unwrap();
    for (row, line) in (0..).zip(String::from_utf8(bytes).unwrap().lines().skip(1)) {
        let point = plan.assignment(row);
        for (number, text) in line.split(',').skip(1).take(3).enumerate() {
            let value: f64 = text.parse().unwrap();
            assert_eq!(point.get(number), Rational::from_f64(value).as_ref());
        }
    }
    let grid = Plan::new(&model, Assignment::of(&model), Asking::of(&model.sweeps[1])).unwrap();
    let mut bytes = Vec::new();
    stream(&grid, Form::Csv, 0..30, &mut bytes, &|_, _| true).unwrap();
    for (row, line) in (0..).zip(String::from_utf8(bytes).unwrap().lines().skip(1)) {
        let point = grid.assignment(row);
        for (number, text) in line.split(',').skip(1).take(3).enumerate() {
            assert_eq!(point.get(number), Some(&text.parse().unwrap()));
        }
    }
}
