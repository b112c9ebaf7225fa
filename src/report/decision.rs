//! An answer over a set of parameters, and what makes it change, in words and for other programs.

use serde_json::{Value, json};

use super::json::{number_json, profile_json};
use crate::answer::Decision;
use crate::model::Model;

/// An answer in words.
pub(super) fn said(model: &Model, decision: &Decision) -> String {
    let names = |profile: &[usize]| {
        let names = model.players.iter().zip(profile).map(|(p, &s)| p.strategies[s].as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    match decision {
        Decision::Yes => "yes".to_owned(),
        Decision::No => "no".to_owned(),
        Decision::Number(number) => number.to_string(),
        Decision::Profiles(profiles) if profiles.is_empty() => "none".to_owned(),
        Decision::Profiles(profiles) => {
            let named = profiles.iter().map(|profile| format!("({})", names(profile)));
            named.collect::<Vec<_>>().join(" ")
        }
        Decision::Survivors(kept) => {
            let named = model.players.iter().zip(kept).map(|(player, kept)| {
                let names = kept.iter().map(|&s| player.strategies[s].as_str());
                names.collect::<Vec<_>>().join("|")
            });
            format!("({})", named.collect::<Vec<_>>().join(", "))
        }
        Decision::Infinite => "infinitely many".to_owned(),
        Decision::Undefined => "undefined".to_owned(),
    }
}

/// An answer in words, if there is one.
pub(super) fn said_if_known(model: &Model, decision: Option<&Decision>) -> String {
    decision.map_or_else(|| "open".to_owned(), |decision| said(model, decision))
}

/// An answer for other programs.
pub(super) fn decision_json(model: &Model, decision: Option<&Decision>) -> Value {
    let Some(decision) = decision else { return Value::Null };
    match decision {
        Decision::Yes => json!(true),
        Decision::No => json!(false),
        Decision::Number(number) => number_json(&(number.clone(), number.clone())),
        Decision::Profiles(profiles) => {
            profiles.iter().map(|profile| profile_json(model, profile, None)).collect()
        }
        Decision::Survivors(kept) => {
            let players = model.players.iter().zip(kept).map(|(player, kept)| {
                let names: Vec<&String> = kept.iter().map(|&s| &player.strategies[s]).collect();
                (player.name.clone(), json!(names))
            });
            Value::Object(players.collect())
        }
        Decision::Infinite => json!("infinite"),
        Decision::Undefined => json!("undefined"),
    }
}

/// Two payoffs of one player, in pure profiles that differ in that player's strategy: in words.
pub(super) fn tie(model: &Model, player: usize, first: usize, second: usize) -> String {
    let shape = model.shape();
    let names = &model.players[player];
    let name = |index: usize| &names.strategies[shape.strategy(index, player)];
    let others = model.players.iter().enumerate().filter(|(other, _)| *other != player);
    let others: Vec<&str> =
        others.map(|(other, p)| p.strategies[shape.strategy(first, other)].as_str()).collect();
    let against =
        if others.is_empty() { String::new() } else { format!(" against {}", others.join(", ")) };
    format!("{} {}, {}{against}", names.name, name(first), name(second))
}

/// The same for other programs.
pub(super) fn tie_json(model: &Model, player: usize, first: usize, second: usize) -> Value {
    let shape = model.shape();
    let own = |index| &model.players[player].strategies[shape.strategy(index, player)];
    json!({
        "player": model.players[player].name,
        "strategies": [own(first), own(second)],
        "others": profile_json(model, &shape.profile(first), Some(player)),
    })
}
