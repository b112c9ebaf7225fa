//! F6: where in two parameters open is the reply to the observed rivals, and where it is dominant.

use super::super::at::At;
use super::super::{Artifact, Exhibit, Fault, Study};
use super::map::{Asked, mapped};
use crate::model::Axis;
use crate::num::{Rational, Ring};
use crate::plot::{Layer, Map, Trace};
use crate::table::{Cell, Table, middle};
use crate::threshold::{Curves, Nearest};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "F6",
    name: "boundaries",
    title: "Boundaries of open as a reply and of open as a dominant class, over two parameters each",
    games: &["four-player-2024", "four-player-2026"],
    command: "equil threshold games/open-release/four-player-2024.game.toml --query \"dominant(meta, open)\" --vary L_M --along lag_B=0.3:1.75:16",
    is_quick: false,
    run,
};

const REPLY: &str =
    "best_response(meta, open) given openai = closed_high, google = open_small, community = split";
const DOMINANT: &str = "dominant(meta, open)";
/// Values of the parameter to the right at which boundaries are told; between them they are proved.
const VALUES: usize = 24;

/// The maps: what is to the right, and upwards.
const MAPS: [(&str, [&str; 2]); 4] = [
    ("followers-misuse", ["lag_B", "L_M"]),
    ("complements-misuse", ["X_M", "L_M"]),
    ("market-share", ["S", TASTE]),
    ("own-assistant", ["lag_M", "T_M"]),
];

/// The parameter that moves the share of Meta's API.
const TASTE: &str = "dM";
/// From where to where that goes, in hundredths: shares of about 1 % to 23 %.
const TASTES: [i64; 2] = [-52, 84];
const RIVALS: [&str; 3] = ["closed_high", "open_small", "split"];

/// The share of Meta's API in the market, were it to sell access, as a function of buyers' taste for it.
struct Share {
    taste: f64,
    odds: f64,
    scale: f64,
}

impl Share {
    /// At the observed rivals: the share is a logit of the taste, so that one value tells all others.
    fn of(game: &At<'_>) -> Result<Self, Fault> {
        let [from, to] = ["closed", "api"].map(|own| [&[own], RIVALS.as_slice()].concat());
        let terms = game.terms("meta", &from, &to)?;
        let access = terms.iter().find(|term| term.term.label == "meta_access");
        let access = access.ok_or_else(|| game.open("meta_access", "there is no such term"))?;
        // What it sells is S · share · (price − cost), less the cost of the channel
        let mut share = middle(&access.bounds.0, &access.bounds.1);
        share += &game.value("F_api")?;
        let mut margin = game.value("p_M")?.minus(&game.value("c_M")?);
        margin *= &game.value("S")?;
        share *= &margin.recip().ok_or_else(|| game.open("p_M", "there is no margin"))?;
        let share = share.nearest_f64();
        let [taste, scale] = [game.value(TASTE)?, game.value("mu")?].map(|x| x.nearest_f64());
        Ok(Self { taste, odds: share / (1.0 - share), scale })
    }

    fn at(&self, taste: f64) -> f64 {
        let odds = self.odds * ((taste - self.taste) / self.scale).exp();
        odds / (1.0 + odds)
    }
}

fn hundredths(count: i64) -> Rational {
    let mut value = Rational::integer(count);
    value /= &Rational::integer(100);
    value
}

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let game = study.game("four-player-2024")?;
    let mut artifact = Artifact::new();
    for (part, [along, up]) in MAPS {
        let axis = if up == TASTE {
            let [low, high] = TASTES.map(hundredths);
            game.between(up, low, high)?
        } else {
            game.axis(up)?
        };
        let along = game.axis(along)?;
        let ask =
            |query| mapped(&game, &Asked { query, axis: &axis, along: &along, values: VALUES });
        let ((mut map, reply), (dominant, strict)) = (ask(REPLY)?, ask(DOMINANT)?);
        joined(&mut map, dominant);
        let mut table = Table::new(&["boundary", ">to the right", ">upwards"]);
        rows("reply", &reply, &mut table);
        rows("dominant", &strict, &mut table);
        if up == TASTE {
            shared(&mut map, &Share::of(&game)?);
        }
        artifact.picture(part, map.to_svg());
        artifact.data(part, table);
    }
    for vintage in ["2024", "2026"] {
        shares(&study.game(&format!("four-player-{vintage}"))?, vintage, &mut artifact)?;
    }
    Ok(artifact)
}

/// Both questions on one map: what is dominant is a reply, too.
fn joined(map: &mut Map, dominant: Map) {
    let label = |layer: &Layer| layer.label == "yes";
    let yes = |layers: Vec<Layer>| layers.into_iter().find(label).map(|layer| layer.patches);
    let (no, reply): (Vec<Layer>, Vec<Layer>) =
        std::mem::take(&mut map.layers).into_iter().partition(|layer| !label(layer));
    let all = [
        (no.into_iter().next().map(|layer| layer.patches), "open is not the reply", 1),
        (yes(reply), "open is the reply at the observed rivals, not dominant", 2),
        (yes(dominant.layers), "open is dominant: the reply whatever the others play", 0),
    ];
    let layer = |(patches, label, tint): (Option<Vec<Vec<[f64; 2]>>>, &str, usize)| {
        Some(Layer { label: label.to_owned(), patches: patches?, tint })
    };
    map.layers = all.into_iter().filter_map(layer).collect();
    map.open.extend(dominant.open);
    let named = |traces: Vec<Trace>, letter: &'static str| {
        traces
            .into_iter()
            .map(move |trace| Trace { name: format!("{letter}{}", trace.name), ..trace })
    };
    let reply = std::mem::take(&mut map.traces);
    map.traces = named(reply, "r").chain(named(dominant.traces, "d")).collect();
    map.title = "Where open is Meta's reply, and where it is dominant".to_owned();
}

/// The same with the share of Meta's API upwards in place of buyers' taste for it.
fn shared(map: &mut Map, share: &Share) {
    let moved = |point: &mut [f64; 2]| point[1] = 100.0 * share.at(point[1]);
    map.layers.iter_mut().flat_map(|layer| layer.patches.iter_mut().flatten()).for_each(moved);
    map.traces.iter_mut().flat_map(|trace| &mut trace.points).for_each(moved);
    map.open.iter_mut().flatten().for_each(moved);
    map.base.iter_mut().for_each(moved);
    map.ranges[1] = map.ranges[1].map(|taste| 100.0 * share.at(taste));
    map.axes[1] = "share of Meta's API in the market, were it to sell access (%)".to_owned();
}

/// The share that is predicted, and the one from which on selling access is best.
fn shares(game: &At<'_>, vintage: &str, artifact: &mut Artifact) -> Result<(), Fault> {
    let share = Share::of(game)?;
    let percent = |taste: f64| 100.0 * share.at(taste);
    artifact.numbers.estimate(format!("{vintage}.share"), percent(share.taste), 1);
    let mut low = game.value(TASTE)?;
    let mut high = low.clone();
    low -= &Rational::integer(2);
    high += &Rational::integer(2);
    let axis: Axis = game.between(TASTE, low, high)?;
    let found = game.switching(&axis, &game.condition(REPLY)?)?;
    if let Nearest::At(low, high) = found.nearest() {
        let needed = percent(middle(&low, &high).nearest_f64());
        artifact.numbers.estimate(format!("{vintage}.share_needed"), needed, 1);
    }
    Ok(())
}

/// Every boundary at every value.
fn rows(question: &str, curves: &Curves, table: &mut Table) {
    for (number, curve) in curves.curves.iter().enumerate() {
        for &(value, change) in &curve.points {
            let value = &curves.values[value];
            let change = &value.changes[change];
            table.row(vec![
                Cell::text(format!("{question} {}", number + 1)),
                Cell::exact(&value.at),
                Cell::number(&(change.low.clone(), change.high.clone())),
            ]);
        }
    }
}
