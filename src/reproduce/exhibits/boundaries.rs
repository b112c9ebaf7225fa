//! F6: where Meta's reply is open, and where open is dominant, over two parameters.

use super::super::at::{At, Bounds};
use super::super::{Artifact, Exhibit, Fault, Study};
use super::map::{Asked, Ends, mapped, side};
use crate::model::Axis;
use crate::num::{Rational, Ring};
use crate::plot::Map;
use crate::table::{Cell, Table, middle};
use crate::threshold::Curves;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "F6",
    name: "boundaries",
    title: "Exact boundaries over two parameters: open as a reply, open as a dominant class",
    games: &["four-player-2024"],
    command: "equil threshold games/open-release/four-player-2024.game.toml --query \"dominant(meta, open)\" --vary L_M --along lag_B=0.3:1.75:21",
    is_quick: false,
    run,
};

const REPLY: &str =
    "best_response(meta, open) given openai = closed_high, google = open_small, community = split";
const DOMINANT: &str = "dominant(meta, open)";

/// What the picture is called, the parameter to the right, and the one upwards.
const MAPS: [(&str, Ends, Ends); 4] = [
    ("followers-misuse", ("lag_B", "lag of the followers", [30, 175]), MISUSE),
    ("complements-misuse", ("X_M", "profit of complements", [0, 3000]), MISUSE),
    ("market-share", ("S", "market for access", [400, 6000]), ("dM", "taste for Meta", [-60, 90])),
    (
        "lag-assistant",
        ("lag_M", "lag of Meta", [20, 125]),
        ("T_M", "profit of all assistants", [200, 4000]),
    ),
];
const MISUSE: Ends = ("L_M", "cost of misuse", [0, 100]);

/// Values of the parameter to the right at which boundaries are told.
const VALUES: usize = 29;

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let game = study.game("four-player-2024")?;
    let mut artifact = Artifact::new();
    for (part, across, upwards) in MAPS {
        let axis = |(name, _, [low, high]): Ends| {
            let end = |end: i64| Rational::new(end, 100).unwrap_or_else(Rational::zero);
            game.between(name, end(low), end(high))
        };
        let (along, axis) = (axis(across)?, axis(upwards)?);
        let asked = |query| Asked { query, axis: &axis, along: &along, values: VALUES };
        let (mut map, reply) = mapped(&game, &asked(REPLY))?;
        let (other, dominant) = mapped(&game, &asked(DOMINANT))?;
        map.title.clear();
        map.axes = [game.words(across.0, across.1)?, game.words(upwards.0, upwards.1)?];
        for layer in &mut map.layers {
            let label = if layer.label == "yes" { REPLIES[0] } else { REPLIES[1] };
            label.clone_into(&mut layer.label);
        }
        // Dominant is more than best: it lies within
        for mut layer in other.layers.into_iter().filter(|layer| layer.label == "yes") {
            "open is dominant: best whatever they play".clone_into(&mut layer.label);
            layer.tint = DARK;
            map.layers.push(layer);
        }
        for trace in &mut map.traces {
            trace.label = format!("equal: {}", equal(&trace.label));
        }
        for (number, mut trace) in other.traces.into_iter().enumerate() {
            trace.is_aside = true;
            trace.name = format!("d{}", number + 1);
            let curve = &dominant.curves[number];
            let side = side(curve.before.as_ref(), curve.after.as_ref());
            trace.label = format!("open is dominant {side}; equal: {}", equal(&trace.label));
            map.traces.push(trace);
        }
        let is_share = upwards.0 == "dM";
        let (right, up) = (headed(&game, across.0)?, headed(&game, upwards.0)?);
        let mut heads = vec!["boundary", right.as_str(), up.as_str()];
        heads.extend(is_share.then_some(MARKET_SHARE));
        let mut table = Table::new(&heads);
        for (name, curves) in [("best response", &reply), ("dominant", &dominant)] {
            for (boundary, value, change) in told(name, curves) {
                let mut row =
                    vec![Cell::text(boundary), Cell::exact(&value), Cell::number(&change)];
                if is_share {
                    let (low, high) = share(&game, &middle(&change.0, &change.1))?;
                    row.push(Cell::number(&(hundredths(low), hundredths(high))));
                }
                table.row(row);
            }
        }
        if is_share {
            shares(&game, &axis, &mut map)?;
        }
        artifact.picture(part, map.to_small_svg());
        artifact.data(part, table);
    }
    artifact.numbers.number("share.base", &share(&game, &game.value("dM")?)?, 4);
    for vintage in ["2024", "2026"] {
        let game = study.game(&format!("four-player-{vintage}"))?;
        let community = if vintage == "2024" { "split" } else { "build_closed" };
        let condition = game.condition(&format!(
            "best_response(meta, open) given openai = closed_high, google = open_small, community = {community}"
        ))?;
        let taste = game.between("dM", Rational::integer(-1), Rational::integer(2))?;
        let found = game.line(&taste, &condition)?;
        if let [change, ..] = &found.changes()[..] {
            let at = middle(&change.low, &change.high);
            artifact.numbers.number(
                format!("share.needed.{vintage}"),
                &share_in(&game, community, &at)?,
                4,
            );
        }
        let base = share_in(&game, community, &game.value("dM")?)?;
        artifact.numbers.number(format!("share.predicted.{vintage}"), &base, 4);
    }
    Ok(artifact)
}

/// What open is at what the others are observed to play.
const REPLIES: [&str; 2] =
    ["open is the best response to what the others play", "another strategy is the best response"];
/// A tint that stands out from both.
const DARK: usize = 3;

/// What is equal, without who else plays what, and without saying that it is Meta who is indifferent.
fn equal(label: &str) -> &str {
    let equal = label.split(" when ").next().unwrap_or(label);
    equal.strip_prefix("meta: ").unwrap_or(equal)
}

/// The share of the market in place of a taste, as a column is headed.
const MARKET_SHARE: &str = ">market share that Meta would have (%)";

fn hundredths(mut part: Rational) -> Rational {
    part *= &Rational::integer(100);
    part
}

/// A column of values of a parameter: its name and its unit.
fn headed(game: &At<'_>, name: &str) -> Result<String, Fault> {
    let parameter = &game.model.parameters[game.parameter(name)?];
    Ok(match parameter.unit.as_deref() {
        Some(unit) if unit != "1" => format!(">{name} ({unit})"),
        _ => format!(">{name}"),
    })
}

/// The points of boundaries: which boundary, the value to the right, and bounds of the one upwards.
fn told(name: &str, curves: &Curves) -> Vec<(String, Rational, Bounds)> {
    let mut all = Vec::new();
    for (number, curve) in curves.curves.iter().enumerate() {
        for &(value, change) in &curve.points {
            let value = &curves.values[value];
            let change = &value.changes[change];
            let bounds = (change.low.clone(), change.high.clone());
            all.push((format!("{name} {}", number + 1), value.at.clone(), bounds));
        }
    }
    all
}

/// The share of the market that Meta would have if it sold access, where buyers' taste for it is `taste`.
fn share(game: &At<'_>, taste: &Rational) -> Result<(Rational, Rational), Fault> {
    share_in(game, "split", taste)
}

/// From what selling access pays, which is the market times the share times the margin, less the cost of the channel.
fn share_in(
    game: &At<'_>,
    community: &str,
    taste: &Rational,
) -> Result<(Rational, Rational), Fault> {
    let game = game.set("dM", taste)?;
    let [from, to] = ["closed", "api"].map(|own| [own, "closed_high", "open_small", community]);
    let terms = game.terms("meta", &from, &to)?;
    let access = terms.into_iter().find(|term| term.term.label == "meta_access");
    let Some(access) = access else {
        return Err(game.open("share of the market", "the payoff has no term `meta_access`"));
    };
    let mut margin = game.value("p_M")?;
    margin -= &game.value("c_M")?;
    margin *= &game.value("S")?;
    let (channel, inverse) = (game.value("F_api")?, margin.recip().unwrap_or_else(Rational::zero));
    let share = |mut bound: Rational| {
        bound += &channel;
        bound *= &inverse;
        bound
    };
    Ok((share(access.bounds.0), share(access.bounds.1)))
}

/// Shares of the market in place of tastes, in hundredths.
fn shares(game: &At<'_>, axis: &Axis, map: &mut Map) -> Result<(), Fault> {
    // A few hundred exact values, between which shares are drawn straight
    let steps = 300;
    let mut known = Vec::new();
    for k in 0..=steps {
        let mut taste = axis.high.minus(&axis.low);
        taste *= &Rational::share(k, steps);
        taste += &axis.low;
        let found = share(game, &taste)?;
        known.push((taste.nearest_f64(), 100.0 * middle(&found.0, &found.1).nearest_f64()));
    }
    let at = |taste: f64| {
        let next = known.partition_point(|(x, _)| *x < taste).clamp(1, known.len() - 1);
        let ((x, low), (y, high)) = (known[next - 1], known[next]);
        low + (high - low) * ((taste - x) / (y - x)).clamp(0.0, 1.0)
    };
    for layer in &mut map.layers {
        for corner in layer.patches.iter_mut().flatten() {
            corner[1] = at(corner[1]);
        }
    }
    for trace in &mut map.traces {
        for point in &mut trace.points {
            point[1] = at(point[1]);
        }
    }
    for open in &mut map.open {
        for corner in open {
            corner[1] = at(corner[1]);
        }
    }
    if let Some(base) = &mut map.base {
        base[1] = at(base[1]);
    }
    map.ranges[1] = map.ranges[1].map(at);
    map.axes[1] = "market share that Meta would have (%)".into();
    Ok(())
}
