//! The set of equilibria in words and as JSON: components, pieces, indices.

use serde_json::{Map, Value, json};

use super::json::number_json;
use crate::component::{Component, Cut, EquilibriumSet, Limit, Subset};
use crate::model::{Model, Player};
use crate::table::{Style, shown};

/// Pieces of one component that are named; of the others only their number.
const PIECES: usize = 12;

/// An index, always with its sign.
pub(super) fn shown_index(index: Result<i64, Limit>) -> String {
    match index {
        Err(_) => "?".to_owned(),
        Ok(0) => "0".to_owned(),
        Ok(index) if index > 0 => format!("+{index}"),
        Ok(index) => format!("−{}", index.unsigned_abs()),
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
        None => "not all indices are known".to_owned(),
    }
}

/// What was cut short, in words: a line for each limit.
pub(super) fn cuts(set: &EquilibriumSet) -> Vec<String> {
    let of = |numbers: &[usize]| {
        let said: Vec<String> =
            numbers.iter().take(PIECES).map(|number| (number + 1).to_string()).collect();
        let noun = if numbers.len() == 1 { "component" } else { "components" };
        let rest = numbers.len().saturating_sub(PIECES);
        let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        format!("{noun} {}{more}", said.join(", "))
    };
    let line = |cut: Cut| {
        let mut said = Vec::new();
        if !cut.indices.is_empty() {
            said.push(format!("the index of {}", of(&cut.indices)));
        }
        if !cut.subsets.is_empty() {
            said.push(format!("the pieces of {}", of(&cut.subsets)));
        }
        format!("Not told: {}: {}.", said.join(", and "), cut.limit)
    };
    set.cuts().into_iter().map(line).collect()
}

/// The same for other programs.
pub(super) fn cuts_json(set: &EquilibriumSet) -> Value {
    let one = |cut: Cut| {
        let (limit, at) = match cut.limit {
            Limit::Bases(at) => ("bases", Some(at)),
            Limit::Subsets(at) => ("subsets", Some(at)),
            Limit::Time => ("time", None),
            Limit::Precision => ("precision", None),
        };
        json!({ "limit": limit, "at": at, "indices": cut.indices, "subsets": cut.subsets })
    };
    set.cuts().into_iter().map(one).collect()
}

/// Every component that is more than one equilibrium, in words: lines in pieces. Long lists are cut
/// unless `verbose`.
pub(super) fn lines(
    model: &Model,
    set: &EquilibriumSet,
    digits: usize,
    verbose: bool,
) -> Vec<Vec<(Style, String)>> {
    let most = if verbose { usize::MAX } else { PIECES };
    let mut lines = Vec::new();
    for (number, component) in set.components.iter().enumerate() {
        if component.is_isolated() {
            continue;
        }
        let name = format!("Component {}", number + 1);
        lines.push(vec![(Style::Strong, name), (Style::Plain, pieces(model, component, most))]);
        lines.push(vec![(Style::Faint, attained(model, component, digits))]);
    }
    lines
}

/// `, index +1, dimension 1: any mixture of #1, #2.`
fn pieces(model: &Model, component: &Component, most: usize) -> String {
    let index = match component.index {
        Err(_) => "index not computed".to_owned(),
        index => format!("index {}", shown_index(index)),
    };
    let Ok(subsets) = &component.subsets else {
        let count = component.extreme.len();
        return format!(", {index}: {count} extreme equilibria, in pieces that are not listed.");
    };
    let mut text =
        format!(", {index}, dimension {}: any mixture of ", component.dimension().unwrap_or(0));
    let named: Vec<String> =
        subsets.iter().take(most).map(|subset| mixture(model, subset, most)).collect();
    text.push_str(&named.join("; or of "));
    if subsets.len() > most {
        text.push_str(&format!("; and so on, {} pieces in all", subsets.len()));
    }
    text.push('.');
    text
}

/// `#1, #2`, or what each player mixes where both do.
fn mixture(model: &Model, subset: &Subset, most: usize) -> String {
    if subset.played_in.iter().filter(|points| points.len() > 1).count() <= 1 {
        return numbers(&subset.extreme, most);
    }
    let of = |(player, points): (&Player, &Vec<usize>)| {
        format!("what {} plays in {}", player.name, numbers(points, most))
    };
    let each: Vec<String> = model.players.iter().zip(&subset.played_in).map(of).collect();
    each.join(", with any of ")
}

/// `#1, #2, #5`, and how many more than `most` there are.
fn numbers(list: &[usize], most: usize) -> String {
    let mut said: Vec<String> = list.iter().map(|number| format!("#{}", number + 1)).collect();
    if said.len() > most {
        let rest = said.len() - most;
        said.truncate(most);
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
        let subsets: Option<Vec<Value>> = component
            .subsets
            .as_ref()
            .ok()
            .map(|subsets| subsets.iter().map(subset_json).collect());
        json!({
            "extreme_equilibria": component.extreme,
            "index": component.index.ok(),
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
