//! The lines of the games that results were made from, kept so that a change is told with its line, old and new.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::diff::differing;
use super::manifest::sha256;
use super::study::Study;
use crate::model::Model;

/// Characters of the hash of a line.
const SHORT: usize = 12;

fn short(line: &str) -> String {
    sha256(line.as_bytes())[..SHORT].to_owned()
}

/// The lines of the games' files: for each game the hash of its file and short hashes of its lines, in order; then each line
/// that is in any of them once, by its hash.
pub(super) fn lines(study: &Study<'_>) -> String {
    let (mut games, mut texts) = (Map::new(), BTreeMap::new());
    for game in &study.games {
        let mut hashes = String::new();
        for line in game.source.text.lines() {
            let hash = short(line);
            hashes.push_str(&hash);
            texts.insert(hash, line);
        }
        let about = json!({ "sha256": sha256(game.source.text.as_bytes()), "lines": hashes });
        games.insert(game.info.name.clone(), about);
    }
    format!("{:#}\n", json!({ "games": games, "lines": texts }))
}

/// A line of a game's file that is not the one that results were made from.
pub(super) struct Changed {
    /// The file.
    pub(super) path: PathBuf,
    /// The line as the file has it now, from 1; where it is gone, that of the next one. 0 for the whole file.
    pub(super) line: usize,
    /// What it was.
    pub(super) was: Option<String>,
    /// What it is.
    pub(super) is: Option<String>,
}

/// Lines of games that are not those that `recorded` tells of; nothing if that is no record.
pub(super) fn changed(study: &Study<'_>, recorded: &str) -> Option<Vec<Changed>> {
    let recorded: Value = serde_json::from_str(recorded).ok()?;
    let (games, texts) = (recorded["games"].as_object()?, recorded["lines"].as_object()?);
    let mut found = Vec::new();
    for game in &study.games {
        let about = games.get(&game.info.name);
        found.extend(of_game(game, about, texts));
    }
    for name in games.keys() {
        if !study.games.iter().any(|game| game.info.name == *name) {
            let path = study.paper.games.join(format!("{name}.game.toml"));
            found.push(Changed { path, line: 0, was: Some(name.clone()), is: None });
        }
    }
    Some(found)
}

fn of_game(game: &Model, about: Option<&Value>, texts: &Map<String, Value>) -> Vec<Changed> {
    let (name, text) = (&game.source.name, &game.source.text);
    let whole = |was: Option<&Value>| Changed {
        path: name.into(),
        line: 0,
        was: was.map(|_| game.info.name.clone()),
        is: Some(game.info.name.clone()),
    };
    let Some(about) = about else { return vec![whole(None)] };
    if about["sha256"].as_str() == Some(&sha256(text.as_bytes())) {
        return Vec::new();
    }
    let hashes = about["lines"].as_str().unwrap_or_default();
    let old: Vec<String> = (0..hashes.len() / SHORT)
        .filter_map(|k| hashes.get(k * SHORT..(k + 1) * SHORT).map(str::to_owned))
        .collect();
    let now: Vec<&str> = text.lines().collect();
    let new: Vec<String> = now.iter().map(|line| short(line)).collect();
    let pairs = differing(&old, &new);
    let recorded = |hash: &String| texts.get(hash).and_then(Value::as_str).unwrap_or_default();
    let changes = pairs.into_iter().map(|pair| Changed {
        path: name.into(),
        line: pair.at.1 + 1,
        was: pair.was.then(|| recorded(&old[pair.at.0]).to_owned()),
        is: pair.is.then(|| now[pair.at.1].to_owned()),
    });
    let changes: Vec<Changed> = changes.collect();
    // Ends of lines, or of the file
    if changes.is_empty() { vec![whole(Some(about))] } else { changes }
}
