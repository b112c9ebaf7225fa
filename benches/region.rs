//! Regions and radii: an affine game with six parameters, a map of two parameters that enter otherwise, and the
//! volumes of the regimes of the two-player game.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use equil::answer::{Condition, Decision};
use equil::format::{Limits, read};
use equil::formula::Text;
use equil::model::{Assignment, Axis, Model, parse_query};
use equil::nash::Settings;
use equil::num::Rational;
use equil::region::{Asked, Facet, Region, radius, region};
use equil::text::Source;

fn model(path: &str) -> Model {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(&path).unwrap();
    read(&Source::new(path.to_string_lossy(), text), &Limits::default()).unwrap().model
}

fn condition(model: &Model, query: &str) -> Condition {
    if query == "equilibria" {
        return Condition::PureEquilibria;
    }
    let text = Text::standalone("query", query);
    Condition::of(parse_query(&text, &model.scope(&[]), &[], &mut Vec::new()).unwrap())
}

/// Those named over their ranges; all if none is.
fn axes(model: &Model, names: &[&str]) -> Vec<Axis> {
    let wanted = |name: &str| names.is_empty() || names.contains(&name);
    let ranged = model.parameters.iter().enumerate().filter(|(_, p)| wanted(&p.name));
    let axis = |(parameter, p): (usize, &equil::model::Parameter)| {
        let (low, high) = p.range.clone()?;
        Some(Axis { parameter, low, high })
    };
    ranged.filter_map(axis).collect()
}

struct Question {
    model: Model,
    point: Assignment,
    condition: Condition,
    axes: Vec<Axis>,
    rest: Rational,
}

impl Question {
    fn new(
        path: &str,
        scenario: Option<&str>,
        query: &str,
        names: &[&str],
        rest: (i64, i64),
    ) -> Self {
        let model = model(path);
        let mut point = Assignment::of(&model);
        for (name, value) in
            scenario.iter().flat_map(|text| text.split(',')).filter_map(|s| s.split_once('='))
        {
            point.set_named(&model, name, value).unwrap();
        }
        let (condition, axes) = (condition(&model, query), axes(&model, names));
        Self { model, point, condition, axes, rest: Rational::new(rest.0, rest.1).unwrap() }
    }

    fn ask<R>(&self, ask: impl Fn(&Asked<'_>) -> R) -> R {
        ask(&Asked {
            model: &self.model,
            point: &self.point,
            axes: &self.axes,
            condition: &self.condition,
            rest: &self.rest,
            budget: 100_000,
            by_priors: false,
            max_bits: 1024,
            settings: &Settings::default(),
        })
    }

    fn region(&self) -> Region {
        self.ask(|asked| region(asked).unwrap())
    }
}

fn shares(region: &Region) -> Vec<(f64, f64)> {
    let near = |share: &equil::region::Measure| (share.low.nearest_f64(), share.high.nearest_f64());
    region.shares.iter().map(|(_, share)| near(share)).collect()
}

fn regions(c: &mut Criterion) {
    let mut group = c.benchmark_group("region");
    group.sample_size(10);

    let linear = Question::new(
        "tests/data/region/linear-release.game.toml",
        None,
        "dominant(alpha, open)",
        &[],
        (0, 1),
    );
    let found = linear.region();
    let yes = found.cells.iter().find(|cell| cell.decision == Decision::Yes).unwrap();
    let needed =
        yes.borders.iter().filter(|border| matches!(border.facet, Facet::Payoffs(_))).count();
    assert!(needed == 4 && found.rest.is_zero());
    group.bench_function("affine, six parameters", |b| b.iter(|| black_box(linear.region())));
    let exact = linear.ask(|asked| radius(asked).unwrap());
    assert_eq!(exact.high.as_ref(), Some(&exact.low));
    group.bench_function("its radius", |b| {
        b.iter(|| black_box(linear.ask(|asked| radius(asked).unwrap())));
    });

    let four = "games/open-release/four-player-2024.game.toml";
    for query in [
        "best_response(meta, open) given openai = closed_high, google = open_small, community = split",
        "dominant(meta, open)",
    ] {
        let map = Question::new(four, None, query, &["lag_B", "L_M"], (1, 1000));
        let found = map.region();
        assert!(!found.stopped && found.rest <= map.rest, "{}", found.boxes);
        let name = format!("map to 1/1000, {}", query.split('(').next().unwrap());
        group.bench_function(name, |b| b.iter(|| black_box(map.region())));
    }

    let regimes = Question::new(
        "games/open-release/two-player.game.toml",
        Some("T=0,L=0,R=0"),
        "equilibria",
        &[],
        (1, 500),
    );
    let found = regimes.region();
    // A sample of 40 million points: .52455, .28107, .19438
    for ((low, high), known) in shares(&found).into_iter().zip([0.524_55, 0.281_07, 0.194_38]) {
        assert!(low <= known && known <= high && high - low <= 0.002, "{low} {high}");
    }
    group.bench_function("six-parameter regimes to 1/500", |b| {
        b.iter(|| black_box(regimes.region()));
    });
}

criterion_group!(benches, regions);
criterion_main!(benches);
