//! Points of sweeps per second; answers are checked before they are timed.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use equil::answer::{Answer, answer_at};
use equil::format::{Limits, read};
use equil::model::{Assignment, Model};
use equil::nash::Settings;
use equil::sweep::{Asking, Cell, Form, Plan, stream, survey};
use equil::text::Source;

const TWO: &str = r#"
format = 1
[game]
name = "two"
[players]
a = ["x", "y"]
b = ["u", "v"]
[params]
p = { value = 1, range = [-1, 1] }
q = { value = 1, range = [-1, 1] }
r = { value = 1, range = [-1, 1] }
s = { value = 1, range = [-1, 1] }
[payoff]
a = "a.x * b.u * p + a.x * b.v * q + a.y * b.u * r + a.y * b.v * s"
b = "a.x * b.u * q - a.x * b.v * p + a.y * b.u * s - a.y * b.v * r"
[sweep.s]
method = "random"
n = 200000
vary = "*"
watch = ["dominant(a, x)", "gain(a, x)"]
"#;

const THREE: &str = r#"
format = 1
[game]
name = "three"
[players]
a = ["x", "y", "z"]
b = ["u", "v", "w"]
[params]
p = { value = 1, range = [-1, 1] }
q = { value = 1, range = [-1, 1] }
r = { value = 1, range = [-1, 1] }
s = { value = 1, range = [-1, 1] }
[payoff]
a = "a.x * (p * b.u + q * b.v + r * b.w) + a.y * (s * b.u - p * b.v) + a.z * (q * b.w - s)"
b = "b.u * (p * a.x - q * a.y) + b.v * r * a.z + b.w * s * (a.x + a.y)"
[sweep.s]
method = "random"
n = 200000
vary = "*"
watch = ["dominant(a, x)", "best_response(b, w)"]
"#;

/// Every payoff a parameter; dominance, pure and mixed equilibria.
fn free(size: usize) -> String {
    let names = |letter: char| (0..size).map(move |i| format!("{letter}{i}"));
    let list =
        |letter: char| names(letter).map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(", ");
    let cell = |letter: char, i: usize, j: usize| format!("{letter}{i}{j}");
    let matrix = |letter: char| {
        let row =
            |i: usize| (0..size).map(|j| format!("\"{}\"", cell(letter, i, j))).collect::<Vec<_>>();
        (0..size).map(|i| format!("[{}]", row(i).join(", "))).collect::<Vec<_>>().join(", ")
    };
    let pairs = || (0..size).flat_map(|i| (0..size).map(move |j| (i, j)));
    let cells = pairs().flat_map(|(i, j)| [cell('x', i, j), cell('y', i, j)]);
    let params: Vec<String> =
        cells.map(|n| format!("{n} = {{ value = 0, range = [-1, 1] }}")).collect();
    let params = params.join("\n");
    let mut watch: Vec<String> = names('r').map(|r| format!("dominant(a, {r})")).collect();
    watch.extend(names('c').map(|c| format!("dominant(b, {c})")));
    watch.extend(pairs().map(|(i, j)| format!("nash(a = r{i}, b = c{j})")));
    watch.extend(["probability(a, r0)".to_owned(), "count_nash()".to_owned()]);
    format!(
        "format = 1\n[game]\nname = \"free\"\n[players]\na = [{}]\nb = [{}]\n[params]\n{params}\n\
         [table.matrix]\na = [{}]\nb = [{}]\n[sweep.s]\nmethod = \"random\"\nn = 1\nvary = \"*\"\nwatch = [\"{}\"]\n",
        list('r'),
        list('c'),
        matrix('x'),
        matrix('y'),
        watch.join("\", \""),
    )
}

fn model(file: &str) -> Model {
    read(&Source::new("bench.game.toml", file), &Limits::default()).unwrap().model
}

fn is_near(x: f64, known: f64) -> bool {
    (x - known).abs() <= 1e-9 * x.abs()
}

/// A sample of rows, asked again exactly.
fn check(plan: &Plan<'_>) {
    let rows = plan.evaluate(0..200, &|| true).unwrap();
    for row in 0..200 {
        let payoffs = plan.model.at(&plan.assignment(row), plan.max_bits).unwrap();
        for (watched, answers) in plan.watches.iter().zip(&rows.answers) {
            let answer = answer_at(&payoffs, &watched.query, &Settings::default());
            let cell = answers.cell(usize::try_from(row).unwrap());
            assert!(match (cell, answer) {
                (Cell::Yes, Answer::Yes) | (Cell::No, Answer::No) => true,
                (Cell::Number(x), Answer::Number { low, .. }) => is_near(x, low.nearest_f64()),
                (Cell::Between(x, y), Answer::Number { low, high }) =>
                    is_near(x, low.nearest_f64()) && is_near(y, high.nearest_f64()),
                _ => false,
            });
        }
    }
}

fn points(c: &mut Criterion) {
    let four = include_str!("../games/open-release/four-player-2024.game.toml");
    let four = four.replace("sources  = \"refs.bib\"", "");
    let [two, three] = [2, 3].map(free);
    for (name, file, n) in [
        ("2x2", TWO, 200_000),
        ("3x3", THREE, 200_000),
        ("2x2-mixed", &two, 200_000),
        ("3x3-mixed", &three, 200_000),
        ("4-player", &four, 4096),
    ] {
        let model = model(file);
        let mut asking = Asking::of(&model.sweeps[0]);
        asking.n = Some(n);
        if name == "4-player" {
            asking.watch.retain(|watched| watched.written == "dominant(meta, open)");
        }
        let plan = Plan::new(&model, Assignment::of(&model), asking).unwrap();
        check(&plan);
        let mut group = c.benchmark_group(name);
        group.sample_size(10).throughput(Throughput::Elements(n));
        // Points drawn, and all answers, on one thread
        group.bench_function("evaluated", |b| {
            b.iter(|| {
                for start in (0..n).step_by(1024) {
                    black_box(plan.evaluate(start..n.min(start + 1024), &|| true));
                }
            });
        });
        group.bench_function("counted", |b| {
            b.iter(|| survey(black_box(&plan), 0..n, &|_, _| true));
        });
        group.bench_function("written", |b| {
            b.iter(|| stream(&plan, Form::Csv, 0..n, &mut std::io::sink(), &|_, _| true).unwrap());
        });
    }
}

criterion_group!(benches, points);
criterion_main!(benches);
