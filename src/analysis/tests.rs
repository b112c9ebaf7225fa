//! Estimates beside what is known, and laws that they obey.

use proptest::prelude::*;

use super::*;
use crate::num::Rational;
use crate::sampling;
use crate::sweep::Form;

fn layout(design: &str, second_order: bool) -> Layout {
    Layout { design: sampling::named(design).unwrap(), second_order, levels: Some(4) }
}

/// Rows of a design, with what a function says of each point.
fn sampled(
    design: &str,
    dimensions: usize,
    n: u64,
    second_order: bool,
    of: &dyn Fn(&[f64]) -> Option<f64>,
) -> Sample {
    let asked = sampling::Asked { second_order, seed: 7, ..sampling::Asked::new(dimensions, n) };
    let layout = layout(design, second_order);
    let points = layout.design.points(&asked).unwrap();
    let rows = usize::try_from(points.rows()).unwrap();
    let mut values = vec![Vec::new(); dimensions];
    let mut answers = Vec::new();
    for row in 0..points.rows() {
        let mut point = vec![0.0; dimensions];
        points.point(row, &mut point);
        answers.push(of(&point));
        for (column, x) in values.iter_mut().zip(point) {
            column.push(x);
        }
    }
    let varied = |(place, values)| Varied { name: format!("x{}", place + 1), drawn: None, values };
    let parameters = values.into_iter().enumerate().map(varied).collect();
    let open = answers.iter().filter(|answer| answer.is_none()).count() as u64;
    let answers = Answers { query: "y".to_owned(), values: answers, open, ..Answers::default() };
    Sample { layout, parameters, answers: vec![answers], rows, left_over: 0 }
}

fn only(analysis: &str, sample: &Sample, asked: &Asked<'_>) -> Found {
    let mut found = named(analysis).unwrap().of(sample, asked, &|_, _| true).unwrap();
    assert_eq!(found.len(), 1);
    found.remove(0)
}

fn indices(sample: &Sample, asked: &Asked<'_>) -> Indices {
    match only("sobol", sample, asked).finding {
        Finding::Sobol(indices) => indices,
        other => panic!("{other:?}"),
    }
}

fn ishigami(x: &[f64]) -> f64 {
    let [a, b, c] = [x[0], x[1], x[2]].map(|u| std::f64::consts::PI * (2.0 * u - 1.0));
    core_math::sin(a) + 7.0 * core_math::sin(b).powi(2) + 0.1 * c.powi(4) * core_math::sin(a)
}

/// Ishigami and Homma's function: .3139, .4424, 0 alone, .2437 of the first and third together.
#[test]
fn indices_of_ishigami_are_known() {
    let sample = sampled("saltelli", 3, 1 << 15, true, &|x| Some(ishigami(x)));
    let found = indices(&sample, &Asked { resamples: 100, ..Asked::default() });
    let first = [0.3139, 0.4424, 0.0];
    let total = [0.5576, 0.4424, 0.2437];
    for i in 0..3 {
        assert!((found.first[i].value - first[i]).abs() < 0.002, "{:?}", found.first);
        assert!((found.total[i].value - total[i]).abs() < 0.002, "{:?}", found.total);
        for (estimate, known) in [(found.first[i], first[i]), (found.total[i], total[i])] {
            let [low, high] = estimate.interval.unwrap();
            assert!(low < known && known < high && high - low < 0.03, "{estimate:?}");
        }
    }
    for ((i, j, estimate), known) in found.second.iter().zip([0.0, 0.2437, 0.0]) {
        assert!((estimate.value - known).abs() < 0.004, "{i} {j} {estimate:?}");
    }
    assert!((found.alone() - 0.7563).abs() < 0.003);
    assert!((found.mean - 3.5).abs() < 0.01 && (found.deviation.powi(2) - 13.8446).abs() < 0.05);
}

/// Sobol's g-function: first-order variances 1 / (3 (1 + a)²), and products of them.
#[test]
fn indices_of_the_g_function_are_known() {
    let a = [0.0, 1.0, 4.5, 9.0];
    let g = |x: &[f64]| {
        x.iter().zip(a).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product::<f64>()
    };
    let alone = a.map(|a: f64| 1.0 / (3.0 * (1.0 + a).powi(2)));
    let all: f64 = alone.iter().map(|v| 1.0 + v).product::<f64>() - 1.0;
    let sample = sampled("saltelli", 4, 1 << 14, true, &|x| Some(g(x)));
    let found = indices(&sample, &Asked { resamples: 2, ..Asked::default() });
    for i in 0..4 {
        assert!((found.first[i].value - alone[i] / all).abs() < 0.003, "{:?}", found.first);
        let others = alone.iter().enumerate().filter(|(j, _)| *j != i);
        let others: f64 = others.map(|(_, v)| 1.0 + v).product();
        let total = alone[i] * others / all;
        assert!((found.total[i].value - total).abs() < 0.003, "{:?}", found.total);
    }
    for (i, j, estimate) in &found.second {
        let known = alone[*i] * alone[*j] / all;
        assert!((estimate.value - known).abs() < 0.006, "{i} {j} {estimate:?}");
    }
}

#[test]
fn effects_of_a_plane_are_its_slopes() {
    let sample = sampled("morris", 3, 20, false, &|x| Some(2.0 * x[0] - 3.0 * x[1]));
    let Finding::Morris(found) = only("morris", &sample, &Asked::default()).finding else {
        panic!()
    };
    for (effect, slope) in found.effects.iter().zip([2.0, -3.0, 0.0_f64]) {
        assert!((effect.mean - slope).abs() < 1e-12, "{effect:?}");
        assert!((effect.size.value - slope.abs()).abs() < 1e-12);
        assert!(effect.deviation.unwrap() < 1e-12);
        let [low, high] = effect.size.interval.unwrap();
        assert!(high - low < 1e-12);
    }
    // A product: the effect of one depends on where the other is
    let sample = sampled("morris", 2, 400, false, &|x| Some(x[0] * x[1]));
    let Finding::Morris(found) = only("morris", &sample, &Asked::default()).finding else {
        panic!()
    };
    assert!(found.effects.iter().all(|e| (e.mean - 0.5).abs() < 0.05));
    assert!(found.effects.iter().all(|e| e.deviation.unwrap() > 0.3));
}

#[test]
fn a_constant_is_said_to_be_one() {
    for design in ["saltelli", "morris", "sobol"] {
        let sample = sampled(design, 2, 8, false, &|_| Some(3.0));
        for analysis in taking(design) {
            let finding = only(analysis.name, &sample, &Asked::default()).finding;
            match analysis.name {
                "share" => assert!(matches!(finding, Finding::Share(_))),
                "prim" | "regional" => assert_eq!(finding, Finding::Alike(true)),
                _ => assert_eq!(finding, Finding::Constant(3.0)),
            }
        }
        let nothing = sampled(design, 2, 8, false, &|_| None);
        for analysis in taking(design) {
            let found = only(analysis.name, &nothing, &Asked::default());
            assert_eq!((found.finding, found.is_complete), (Finding::Nothing, false));
        }
    }
}

/// Where one row has no answer, its whole block is left out, and the rest is as without that block.
#[test]
fn blocks_without_an_answer_are_counted() {
    let whole = sampled("saltelli", 2, 8, true, &|x| Some(x[0] + x[1] * x[1]));
    let block = whole.block();
    let mut holed = whole.clone();
    holed.answers[0].values[3 * block + 1] = None;
    let mut without = whole.clone();
    without.answers[0].values.drain(3 * block..4 * block);
    let asked = Asked { resamples: 0, ..Asked::default() };
    let (holed, without) = (indices(&holed, &asked), indices(&without, &asked));
    assert_eq!((holed.pairs, holed.left_out), (7, 1));
    assert_eq!(Indices { left_out: 0, ..holed }, without);
}

/// The box is found: of interest are rows with x₁ above .6 and x₂ below .3.
#[test]
fn peeling_finds_a_box() {
    let inside = |x: &[f64]| x[0] > 0.6 && x[1] < 0.3;
    let sample = sampled("sobol", 4, 4096, false, &|x| Some(f64::from(u8::from(inside(x)))));
    let asked = Asked { above: 0.5, ..Asked::default() };
    let Finding::Prim(prim) = only("prim", &sample, &asked).finding else { panic!() };
    assert_eq!(prim.inside + prim.outside, 4096);
    let found = &prim.boxes[0];
    let end = found.end();
    assert!(end.density() > 0.95 && end.coverage(prim.inside) > 0.9, "{end:?}");
    let restricted: Vec<usize> = found.restrictions.iter().map(|r| r.parameter).collect();
    assert_eq!(restricted, [0, 1]);
    let (one, other) = (&found.restrictions[0], &found.restrictions[1]);
    assert!((one.low.unwrap() - 0.6).abs() < 0.03 && one.high.is_none(), "{one:?}");
    assert!((other.high.unwrap() - 0.3).abs() < 0.03 && other.low.is_none(), "{other:?}");
    assert!(one.chance < 1e-9 && other.chance < 1e-9);
    // What is counted is what is there
    let column = |place: usize| &sample.parameters[place].values;
    let rows = (0..sample.rows)
        .filter(|&row| column(0)[row] >= one.low.unwrap() && column(1)[row] <= other.high.unwrap());
    assert_eq!(rows.count() as u64, end.rows);
    let dense = Asked { density: Some(0.5), ..asked };
    let Finding::Prim(prim) = only("prim", &sample, &dense).finding else { panic!() };
    let first = &prim.boxes[0];
    assert!(first.trajectory[first.chosen].density() >= 0.5);
    assert!(first.trajectory[..first.chosen].iter().all(|step| step.density() < 0.5));
}

#[test]
fn two_boxes_are_found_one_after_the_other() {
    let corner = |x: &[f64]| (x[0] > 0.7 && x[1] > 0.7) || (x[0] < 0.3 && x[1] < 0.3);
    let sample = sampled("sobol", 2, 2048, false, &|x| Some(f64::from(u8::from(corner(x)))));
    let asked = Asked { boxes: 2, density: Some(0.9), ..Asked::default() };
    let Finding::Prim(prim) = only("prim", &sample, &asked).finding else { panic!() };
    assert_eq!(prim.boxes.len(), 2);
    let covered: f64 = prim.boxes.iter().map(|found| found.end().coverage(prim.inside)).sum();
    assert!(covered > 0.85, "{covered}");
}

/// `scipy.stats.ks_2samp([1, 2, 2, 5], [2, 3, 4, 4, 6]).statistic` is 0.55.
#[test]
fn distances_are_exact() {
    let text = "x,y\n1,yes\n2,yes\n2,yes\n5,yes\n2,no\n3,no\n4,no\n4,no\n6,no\n";
    let sample =
        Sample::read(text.as_bytes(), Form::Csv, layout("random", false), None, &[]).unwrap();
    let Finding::Regional(found) = only("regional", &sample, &Asked::default()).finding else {
        panic!()
    };
    let distance = &found.distances[0];
    assert_eq!(distance.distance, Rational::new(11, 20).unwrap());
    assert!(distance.lower && same(distance.at, 2.0));
    assert!(same(distance.curve.last().unwrap()[1], 1.0));
}

#[test]
fn shares_have_errors() {
    let sample = sampled("sobol", 1, 1024, false, &|x| {
        if x[0] < 0.25 { None } else { Some(x[0] - 0.5) }
    });
    let Finding::Share(share) = only("share", &sample, &Asked::default()).finding else { panic!() };
    assert_eq!((share.yes, share.no, share.unsettled), (512, 256, 256));
    assert!(same(share.share, 2.0 / 3.0));
    // Whatever the unsettled rows are
    assert!(share.interval[0] < 0.5 && share.interval[1] > 0.75);
    let others: Vec<Sample> = (0..4)
        .map(|k| sampled("random", 1, 1000, false, &|x| Some(x[0] - 0.48 - 0.01 * f64::from(k))))
        .collect();
    let asked = Asked { replicates: &others, ..Asked::default() };
    let Finding::Share(share) = only("share", &others[0], &asked).finding else { panic!() };
    let replicates = share.replicates.unwrap();
    assert_eq!(replicates.shares.len(), 5);
    let known = replicates.shares.iter().sum::<f64>() / 5.0;
    assert!((replicates.mean - known).abs() < 1e-12 && replicates.error > 0.0);
}

#[test]
fn swings_are_differences_of_means() {
    let sample = sampled("sobol", 2, 4096, false, &|x| Some(x[0] - 0.5 * x[1]));
    let Finding::Tornado(found) = only("tornado", &sample, &Asked::default()).finding else {
        panic!()
    };
    for (swing, known) in found.swings.iter().zip([0.9, -0.45]) {
        assert!((swing.swing() - known).abs() < 0.01, "{swing:?}");
        assert_eq!((swing.low.rows, swing.high.rows), (410, 410));
    }
    // On a grid a tenth is a whole level
    let text = "x,y\n0,1\n0,3\n1,5\n1,7\n";
    let sample =
        Sample::read(text.as_bytes(), Form::Csv, layout("grid", false), None, &[]).unwrap();
    let Finding::Tornado(found) = only("tornado", &sample, &Asked::default()).finding else {
        panic!()
    };
    let swing = &found.swings[0];
    assert_eq!((swing.low.rows, swing.high.rows), (2, 2));
    assert!(same(swing.low.mean, 2.0) && same(swing.high.mean, 6.0) && same(found.mean, 4.0));
}

#[test]
fn rows_in_another_order_are_refused() {
    let read = |text: &str, design: &str| {
        Sample::read(text.as_bytes(), Form::Csv, layout(design, false), None, &[])
    };
    let good = "x1,x2,y\n0,0,1\n1,0,2\n0,1,3\n1,1,4\n";
    assert_eq!(read(good, "saltelli").unwrap().block(), 4);
    let swapped = "x1,x2,y\n0,0,1\n0,1,2\n1,0,3\n1,1,4\n";
    let error = read(swapped, "saltelli").unwrap_err().to_string();
    assert!(error.contains("row 1 should have the value of `x1` of row 3"), "{error}");
    let moved = "x1,x2,y\n0,0,1\n1,0,2\n0,0,3\n";
    assert!(read(moved, "morris").unwrap_err().to_string().contains("`x1` moves twice"));
    let still = "x1,x2,y\n0,0,1\n0,0,2\n0,1,3\n";
    assert!(read(still, "morris").unwrap_err().to_string().contains("nothing moves in row 1"));
    let wrong = "x1,x2,y\n0,0,1\na,0,2\n0,1\n0,1,maybe\n";
    let AnalysisError::Faults(faults) = read(wrong, "random").unwrap_err() else { panic!() };
    assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [3, 4, 5]);
    let rest = read("x1,x2,y\n0,0,1\n1,0,2\n0,1,3\n1,1,4\n0,0,0\n", "saltelli").unwrap();
    assert_eq!((rest.rows, rest.left_over), (4, 1));
}

#[test]
fn lines_of_json_are_rows_like_others() {
    let csv = "row,k,\"gain(a, x)\"\n0,1/3,0.1\n1,0.5,open\n2,1,undefined\n";
    let jsonl = "{\"row\":0,\"k\":\"1/3\",\"gain(a, x)\":0.1}\n\n\
        {\"row\":1,\"k\":0.5,\"gain(a, x)\":\"open\"}\n{\"row\":2,\"k\":1,\"gain(a, x)\":\"undefined\"}\n";
    let drawn = [("k".to_owned(), "0:1:3".to_owned())];
    let read = |text: &str, form| {
        Sample::read(text.as_bytes(), form, layout("grid", false), Some(&drawn), &[]).unwrap()
    };
    let sample = read(csv, Form::Csv);
    assert_eq!(sample, read(jsonl, Form::Jsonl));
    assert_eq!((sample.answers[0].open, sample.answers[0].undefined), (1, 1));
}

#[test]
fn analyses_are_well_described() {
    let bibliography = include_str!("../../paper/refs.bib");
    for (i, analysis) in ANALYSES.iter().enumerate() {
        let name = analysis.name;
        assert!(ANALYSES[..i].iter().all(|other| other.name != name), "{name} twice");
        assert!(analysis.about.len() <= 80 && !analysis.about.ends_with('.'), "{name}");
        assert!(bibliography.contains(&format!("{{{},", analysis.source)), "{name}");
        assert!(analysis.takes.iter().all(|design| sampling::named(design).is_some()), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Indices do not depend on the unit or the origin of an answer.
    #[test]
    fn indices_do_not_depend_on_units(scale in 0.001..1000.0, shift in -100.0..100.0_f64) {
        let asked = Asked { resamples: 10, ..Asked::default() };
        let of = |x: &[f64]| x[0] + 3.0 * x[1] * x[2];
        let plain = indices(&sampled("saltelli", 3, 64, true, &|x| Some(of(x))), &asked);
        let moved =
            indices(&sampled("saltelli", 3, 64, true, &|x| Some(of(x) * scale + shift)), &asked);
        for (one, other) in plain.first.iter().chain(&plain.total).zip(moved.first.iter().chain(&moved.total)) {
            prop_assert!((one.value - other.value).abs() < 1e-9);
            let ends = one.interval.unwrap().into_iter().zip(other.interval.unwrap());
            for (one, other) in ends {
                prop_assert!((one - other).abs() < 1e-9);
            }
        }
    }

    /// Boxes do not depend on how a parameter is measured, as long as its order stays.
    #[test]
    fn boxes_depend_on_orders_only(bound in 0.2..0.8_f64) {
        let inside = |x: &[f64]| Some(f64::from(u8::from(x[0] > bound && x[1] < bound)));
        let sample = sampled("latin-hypercube", 3, 300, false, &inside);
        let mut other = sample.clone();
        for x in &mut other.parameters[0].values {
            *x = core_math::exp(*x);
        }
        let steps = |sample: &Sample| match only("prim", sample, &Asked::default()).finding {
            Finding::Prim(prim) => prim.boxes.into_iter().map(|found| found.trajectory).collect(),
            _ => Vec::new(),
        };
        prop_assert_eq!(steps(&sample), steps(&other));
    }
}

/// The answer has no value where the second parameter is at its least: a lattice is there in every other row or so.
#[test]
fn ends_without_answers_are_found() {
    let holes = |x: &[f64]| (x[1] > 0.0).then(|| x[0] + 1.0 / x[1]);
    let sample = sampled("morris", 2, 40, false, &holes);
    let found = sample.unanswered(&sample.answers[0]);
    assert_eq!(found, [Unanswered { parameter: 1, value: 0.0 }]);
    let whole = sampled("morris", 2, 40, false, &|x| Some(x[0]));
    assert!(whole.unanswered(&whole.answers[0]).is_empty());
    let nothing = sampled("morris", 2, 4, false, &|_| None);
    assert!(nothing.unanswered(&nothing.answers[0]).is_empty());
}
