//! A game of numbers as a game file.

use super::names;
use crate::game::Game;
use crate::model::Model;
use crate::num::{Rational, shortest};

/// A game file with the payoffs of `game` in `[table.matrix]`, exactly, and the names, classes and
/// groups of `model`. What speaks of parameters (formulas, scenarios, sweeps, claims) is left out.
pub fn to_toml(model: &Model, game: &Game<Rational>) -> String {
    let (players, strategies) = names(model);
    let info = &model.info;
    let name = if info.name.is_empty() { "game" } else { &info.name };
    let mut text = format!("format = 1\n\n[game]\nname = {}\n", quoted(name));
    for (key, value) in
        [("title", &info.title), ("currency", &info.currency), ("about", &info.about)]
    {
        if let Some(value) = value {
            text.push_str(&format!("{key} = {}\n", quoted(value)));
        }
    }
    text.push_str("\n[players]\n");
    for (player, own) in players.iter().zip(&strategies) {
        text.push_str(&format!("{} = {}\n", key(player), list(own.iter().map(String::as_str))));
    }
    for ((player, own), named) in model.players.iter().zip(&strategies).zip(&players) {
        if !player.classes.is_empty() {
            text.push_str(&format!("\n[classes.{}]\n", key(named)));
            for (class, members) in &player.classes {
                let members = members.iter().map(|&strategy| own[strategy].as_str());
                text.push_str(&format!("{} = {}\n", key(class), list(members)));
            }
        }
    }
    if !model.groups.is_empty() {
        text.push_str("\n[groups]\n");
        for group in &model.groups {
            let members = group.members.iter().map(|&player| players[player].as_str());
            text.push_str(&format!("{} = {}\n", key(&group.name), list(members)));
        }
    }
    text.push_str("\n[table.matrix]\n");
    for (player, name) in players.iter().enumerate() {
        text.push_str(&format!("{} = ", key(name)));
        nested(game, player, &mut Vec::new(), &mut text);
        text.push('\n');
    }
    text
}

/// The payoffs of `player` where the first players play as in `profile`: the first player's
/// strategy outermost.
fn nested(game: &Game<Rational>, player: usize, profile: &mut Vec<usize>, text: &mut String) {
    let depth = profile.len();
    if depth == game.players() {
        let payoff = game.payoff(player, profile);
        match shortest(payoff) {
            Some(decimal) => text.push_str(&decimal),
            None => text.push_str(&format!("\"{payoff}\"")),
        }
        return;
    }
    // The last two levels are rows of a matrix, each on a line
    let inner = depth + 1 == game.players();
    text.push('[');
    for strategy in 0..game.strategies()[depth] {
        if strategy > 0 {
            text.push(',');
        }
        match inner {
            true if strategy > 0 => text.push(' '),
            true => {}
            false => text.push_str(&format!("\n{}", "  ".repeat(depth + 1))),
        }
        profile.push(strategy);
        nested(game, player, profile, text);
        profile.pop();
    }
    if !inner {
        text.push_str(&format!(",\n{}", "  ".repeat(depth)));
    }
    text.push(']');
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", names.map(quoted).collect::<Vec<_>>().join(", "))
}

/// A key: bare if TOML allows.
fn key(name: &str) -> String {
    let bare = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if bare && !name.is_empty() { name.to_owned() } else { quoted(name) }
}

/// A basic string; its escapes are those of JSON, and one more.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}
