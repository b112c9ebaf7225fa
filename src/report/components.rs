//! The set of equilibria in words and as JSON: components, pieces, indices.

use serde_json::{Map, Value, json};

use super::json::number_json;
use crate::component::{Component, EquilibriumSet, Subset};
use crate::model::{Model, Player};
use crate::table::{Style, shown};

/// Pieces of one component that are named; of the others only their number.
const PIECES: usize = 12;

/// An index, always with its sign.
pub(super) fn shown_index(index: Option<i64>) -> String {
    match index {
        None => "?".to_owned(),
        Some(0) => "0".to_owned(),
        Some(index) if index > 0 => format!("+{index}"),
        Some(index) => format!("−{}", index.unsigned_abs()),
    }
}

/// How many components there are, if that is not what the number of equilibria says.
pub(super) fn counted(set: &EquilibriumSet) -> Option<String> {
    match (set.is_finite(), set.components.len()) {
        (true, _) => None,
        (false, 1) => Some("in 1 component".to_owned()),
        (false, count) => Some(format!("in {count} components")),
    }
}

/// What the indices say about completeness.
pub(super) fn check(set: &EquilibriumSet) -> String {
    match set.index_sum() {
        Some(1) => "indices sum to 1".to_owned(),
        // Cannot happen unless an equilibrium was overlooked
        Some(sum) => format!("indices sum to {sum} instead of 1: some equilibrium is missing"),
        None => "some index was too much to compute".to_owned(),
    }
}

/// Every component that is more than one equilibrium, in words: lines in pieces.
pub(super) fn lines(
    model: &Model,
    set: &EquilibriumSet,
    digits: usize,
) -> Vec<Vec<(Style, String)>> {
    let mut lines = Vec::new();
    for (number, component) in set.components.iter().enumerate() {
        if component.is_isolated() {
            continue;
        }
        let name = format!("Component {}", number + 1);
        lines.push(vec![(Style::Strong, name), (Style::Plain, pieces(model, component))]);
        lines.push(vec![(Style::Faint, attained(model, component, digits))]);
    }
    lines
}

/// `, index +1, dimension 1: any mixture of #1, #2.`
fn pieces(model: &Model, component: &Component) -> String {
    let index = match component.index {
        None => "index not computed".to_owned(),
        index => format!("index {}", shown_index(index)),
    };
    let Some(subsets) = &component.subsets else {
        return format!(
            ", {index}: {} extreme equilibria, in more pieces than are listed.",
            component.extreme.len()
        );
    };
    let mut text =
        format!(", {index}, dimension {}: any mixture of ", component.dimension().unwrap_or(0));
    let named: Vec<String> =
        subsets.iter().take(PIECES).map(|subset| mixture(model, subset)).collect();
    text.push_str(&named.join("; or of "));
    if subsets.len() > PIECES {
        text.push_str(&format!("; and so on, {} pieces in all", subsets.len()));
    }
    text.push('.');
    text
}

/// `#1, #2`, or what each player mixes where both do.
fn mixture(model: &Model, subset: &Subset) -> String {
    if subset.played_in.iter().filter(|points| points.len() > 1).count() <= 1 {
        return numbers(&subset.extreme);
    }
    let of = |(player, points): (&Player, &Vec<usize>)| {
        format!("what {} plays in {}", player.name, numbers(points))
    };
    let each: Vec<String> = model.players.iter().zip(&subset.played_in).map(of).collect();
    each.join(", with any of ")
}

/// `#1, #2, #5`; long lists are cut.
fn numbers(list: &[usize]) -> String {
    let mut said: Vec<String> = list.iter().map(|number| format!("#{}", number + 1)).collect();
    if said.len() > PIECES {
        let rest = said.len() - PIECES;
        said.truncate(PIECES);
        return format!("{} and {rest} more", said.join(", "));
    }
    said.join(", ")
}

/// What the players get in it, and which strategies they play.
fn attained(model: &Model, component: &Component, digits: usize) -> String {
    let mut said = Vec::new();
    for (number, player) in model.players.iter().enumerate() {
        if let Some((low, high)) = component.payoffs.get(number) {
            let gets = if low == high {
                shown(low, low, digits)
            } else {
                format!("{} to {}", shown(low, low, digits), shown(high, high, digits))
            };
            said.push(format!("{} gets {gets}", player.name));
        }
    }
    let mut text = said.join(", ");
    for (number, player) in model.players.iter().enumerate() {
        let labels = |support: &[usize]| {
            let labels: Vec<&str> =
                support.iter().map(|&strategy| player.strategies[strategy].as_str()).collect();
            labels.join(", ")
        };
        let always = &component.always[number];
        let more: Vec<usize> =
            component.sometimes[number].iter().copied().filter(|s| !always.contains(s)).collect();
        let plays = match (always.is_empty(), more.is_empty()) {
            (false, true) => format!("always plays {}", labels(always)),
            (false, false) => {
                format!("always plays {}, sometimes {}", labels(always), labels(&more))
            }
            (true, _) => format!("sometimes plays {}", labels(&more)),
        };
        text.push_str(&format!("; {} {plays}", player.name));
    }
    text.push('.');
    text
}

/// `components` of the answer for other programs.
pub(super) fn components_json(model: &Model, set: &EquilibriumSet) -> Value {
    let of_players = |value: &dyn Fn(usize) -> Value| {
        let players = model.players.iter().enumerate();
        Value::Object(
            players.map(|(n, player)| (player.name.clone(), value(n))).collect::<Map<_, _>>(),
        )
    };
    let labels = |player: usize, support: &[usize]| {
        let strategies = &model.players[player].strategies;
        json!(support.iter().map(|&strategy| &strategies[strategy]).collect::<Vec<_>>())
    };
    let subset_json = |subset: &Subset| {
        json!({
            "dimension": subset.dimension(),
            "extreme_equilibria": subset.extreme,
            "strategies": of_players(&|player| json!(subset.played_in[player])),
        })
    };
    let component_json = |component: &Component| {
        let subsets: Option<Vec<Value>> =
            component.subsets.as_ref().map(|subsets| subsets.iter().map(subset_json).collect());
        json!({
            "extreme_equilibria": component.extreme,
            "index": component.index,
            "isolated": component.is_isolated(),
            "dimension": component.dimension(),
            "subsets": subsets,
            "payoffs": of_players(&|player| {
                let (low, high) = &component.payoffs[player];
                if component.is_isolated() {
                    // One number, as far as it is known
                    let number = number_json(&(low.clone(), high.clone()));
                    return json!({ "least": number, "most": number });
                }
                json!({
                    "least": number_json(&(low.clone(), low.clone())),
                    "most": number_json(&(high.clone(), high.clone())),
                })
            }),
            "always": of_players(&|player| labels(player, &component.always[player])),
            "sometimes": of_players(&|player| labels(player, &component.sometimes[player])),
        })
    };
    Value::Array(set.components.iter().map(component_json).collect())
}
