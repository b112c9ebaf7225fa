//! F1: the regimes of the 2×2 game.

use super::super::{Artifact, Exhibit, Fault, Study};
use super::map::{Asked, ends, mapped};
use super::volumes::volumes;
use crate::num::Rational;
use crate::plot::Trace;
use crate::table::{Cell, Table, middle};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "F1",
    name: "regimes",
    title: "Regimes of the two-player game over open quality and the value of staying closed",
    games: &["two-player", "first-mover"],
    command: "equil threshold games/open-release/two-player.game.toml --query equilibria --vary V --along y=0.05:0.98:32",
    is_quick: true,
    run,
};

/// Discount factors for which the picture shows the quality up to which a threat sustains restraint.
const PATIENCE: [(i64, i64); 3] = [(1, 4), (1, 2), (3, 4)];

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let game = study.game("two-player")?;
    let v = game.axis("V")?;
    let y = game.between("y", Rational::share(5, 100), Rational::share(98, 100))?;
    let asked = Asked { query: "equilibria", axis: &v, along: &y, values: 32 };
    let (mut map, curves) = mapped(&game, &asked)?;
    map.title.clear();
    map.axes = [
        game.words("y", "quality of the open model")?,
        game.words("V", "value of staying closed")?,
    ];
    for layer in &mut map.layers {
        let label = match layer.label.as_str() {
            "(open, low)" => "open is dominant, the price low",
            "(closed, high)" => "closed is dominant, the price high",
            _ => "no pure equilibrium: both mix",
        };
        label.clone_into(&mut layer.label);
    }
    let [from, to] = ends(&y);
    // A first mover who cannot take back a release opens below this value
    let first = study.game("first-mover")?;
    let condition = first.condition("best_response(meta, open) given openai = high_low")?;
    let found = first.switching(&first.axis("V")?, &condition)?;
    let crate::threshold::Nearest::At(below, above) = found.nearest() else {
        return Err(first.open("threshold(V, best_response(meta, open))", "none was found"));
    };
    let commitment = middle(&below, &above);
    let level = commitment.nearest_f64();
    for trace in &mut map.traces {
        trace.label = indifferent(&trace.label);
    }
    let boundaries: Vec<String> = map.traces.iter().map(|trace| trace.label.clone()).collect();
    let dominance = game.condition("best_response(meta, open) given openai = low")?;
    map.traces.push(Trace {
        name: "first".to_owned(),
        label: "a first mover who cannot take back a release opens below it".to_owned(),
        points: vec![[from, level], [to, level]],
        breaks: Vec::new(),
        is_aside: true,
    });
    for (numerator, denominator) in PATIENCE {
        let delta = Rational::share(
            usize::try_from(numerator).unwrap_or(1),
            usize::try_from(denominator).unwrap_or(1),
        );
        // Restraint is sustained where δ ≥ y / q
        let mut quality = delta.clone();
        quality *= &game.value("q")?;
        let at = quality.nearest_f64();
        // From where dominance ends to where a first mover would stay closed, too: elsewhere no threat is needed, or meant
        let here = game.set("y", &quality)?;
        let found = here.switching(&here.axis("V")?, &dominance)?;
        let crate::threshold::Nearest::At(below, above) = found.nearest() else {
            return Err(here.open("threshold(V, best_response(meta, open))", "none was found"));
        };
        let low = middle(&below, &above).nearest_f64();
        map.traces.push(Trace {
            name: format!("δ = {delta}"),
            label: "up to this quality a threat does a release's work, at this discount factor"
                .to_owned(),
            points: vec![[at, low], [at, level]],
            breaks: Vec::new(),
            is_aside: true,
        });
    }
    let mut artifact = Artifact::new();
    artifact.picture("", map.to_svg());
    artifact.data("", table(&curves, &boundaries));
    volumes(&game, &mut artifact)?;
    artifact.numbers.exact("commitment", &commitment, 2);
    for (key, side) in [("boundary_low", "low"), ("boundary_high", "high")] {
        let condition =
            game.condition(&format!("best_response(meta, open) given openai = {side}"))?;
        let found = game.switching(&v, &condition)?;
        if let crate::threshold::Nearest::At(below, above) = found.nearest() {
            artifact.numbers.number(key, &(below, above), 2);
        }
    }
    Ok(artifact)
}

/// Who is indifferent on a boundary, from its label: `meta: open = closed when openai = low`.
fn indifferent(label: &str) -> String {
    let (equal, when) = label.split_once(" when ").unwrap_or((label, ""));
    match when {
        "openai = low" => "Meta is indifferent at the low price".to_owned(),
        "openai = high" => "Meta is indifferent at the high price".to_owned(),
        _ => equal.to_owned(),
    }
}

/// Every boundary at every value.
fn table(curves: &crate::threshold::Curves, boundaries: &[String]) -> Table {
    let mut table =
        Table::new(&[">quality of the open model (y)", "boundary", ">value of staying closed (V)"]);
    for (number, curve) in curves.curves.iter().enumerate() {
        for &(value, change) in &curve.points {
            let value = &curves.values[value];
            let change = &value.changes[change];
            table.row(vec![
                Cell::exact(&value.at),
                Cell::text(boundaries.get(number).map_or("", String::as_str)),
                Cell::number(&(change.low.clone(), change.high.clone())),
            ]);
        }
    }
    table
}
