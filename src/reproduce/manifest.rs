//! What results depend on: versions, hashes, and where each comes from.

use std::path::Path;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::fault::Fault;
use super::numbers::Numbers;
use super::results::Written;
use super::study::Study;
use super::{EXHIBITS, Exhibit};
use crate::text::hexadecimal;

fn sha256(text: &str) -> String {
    hexadecimal(&Sha256::digest(text.as_bytes()))
}

/// The record of an exhibit: what it is, the games it is about, its files, and its numbers.
pub(super) fn record(
    study: &Study<'_>,
    exhibit: &Exhibit,
    files: &[Written],
    numbers: &Numbers,
) -> Result<String, Fault> {
    let mut games = Map::new();
    for name in exhibit.games {
        let game = study.games.iter().find(|game| game.info.name == *name).ok_or_else(|| {
            Fault::Unfit(format!("{} is about `{name}`, which is not there", exhibit.id))
        })?;
        games.insert((*name).to_owned(), sha256(&game.source.text).into());
    }
    let hashed =
        files.iter().map(|file| (file.path.display().to_string(), Value::from(sha256(&file.text))));
    let about = json!({
        "exhibit": exhibit.id,
        "title": exhibit.title,
        "equil": env!("CARGO_PKG_VERSION"),
        "command": exhibit.command,
        "games": games,
        "files": hashed.collect::<Map<String, Value>>(),
    });
    // A line for each number, so that what changes shows as a line
    let text = format!("{about:#}");
    let text = text.trim_end().trim_end_matches('}').trim_end();
    Ok(format!("{text},\n  \"numbers\": {}}}\n", numbers.to_json()))
}

/// All exhibits, one after the other; those that are not among `written` as their files in `folder` say.
pub(super) fn manifest(folder: &Path, written: &[Written]) -> String {
    let mut exhibits = Vec::new();
    for exhibit in EXHIBITS {
        let path = format!("{}.json", exhibit.id);
        let here = written.iter().find(|file| file.path == Path::new(&path));
        let text = match here {
            Some(file) => file.text.clone(),
            None => std::fs::read_to_string(folder.join(&path)).unwrap_or_default(),
        };
        let Ok(Value::Object(mut record)) = serde_json::from_str(&text) else { continue };
        record.remove("numbers");
        record.insert("record".to_owned(), json!({ path: sha256(&text) }));
        exhibits.push(Value::Object(record));
    }
    let manifest = json!({
        "schema": "equil.results/1",
        "equil": env!("CARGO_PKG_VERSION"),
        "exhibits": exhibits,
    });
    format!("{manifest:#}\n")
}

/// What stands before the table of exhibits in the guide to a paper's results.
const BEFORE: &str = include_str!("guide/before.md");
/// What stands after it.
const AFTER: &str = include_str!("guide/after.md");

/// A guide to the results after the template of the social-science data editors (`vilhuber2022`): what is needed, and which
/// command makes which figure and table from which games.
pub fn readme(study: &Study<'_>) -> String {
    let mut text = BEFORE.to_owned();
    text.push_str("\n| exhibit | shows | from | alone |\n|---|---|---|---|\n");
    for exhibit in EXHIBITS {
        let games: Vec<String> = exhibit.games.iter().map(|game| format!("`{game}`")).collect();
        text.push_str(&format!(
            "| {} | {} | {} | `{}` |\n",
            exhibit.id,
            exhibit.title,
            games.join(", "),
            exhibit.command.replace('|', "\\|")
        ));
    }
    text.push_str("\n## Games\n\n| game | title | sha256 of its file |\n|---|---|---|\n");
    for game in &study.games {
        let title = game.info.title.as_deref().unwrap_or_default();
        text.push_str(&format!(
            "| `{}` | {title} | `{}` |\n",
            game.info.name,
            sha256(&game.source.text)
        ));
    }
    text.push_str(AFTER);
    text
}

/// What tells the lines of the games' files apart, so that a change is found in its line: for each game the hash of its file,
/// and a short one for each of its lines.
pub(super) fn lines(study: &Study<'_>) -> String {
    let mut games = Map::new();
    for game in &study.games {
        let lines: String = game.source.text.lines().map(short).collect();
        let about = json!({ "sha256": sha256(&game.source.text), "lines": lines });
        games.insert(game.info.name.clone(), about);
    }
    format!("{:#}\n", Value::Object(games))
}

/// Characters of the hash of a line.
const SHORT: usize = 4;

fn short(line: &str) -> String {
    sha256(line)[..SHORT].to_owned()
}

/// Lines of games' files that are not those that `recorded` tells of: the game, and numbers of lines from 1. Where lines were
/// added or left out, those between the first and the last that differ; of a game that is not told of, 0.
pub(super) fn changed(study: &Study<'_>, recorded: &str) -> Vec<(String, Vec<usize>)> {
    let recorded: Value = serde_json::from_str(recorded).unwrap_or_default();
    let mut found = Vec::new();
    for game in &study.games {
        let source = &game.source;
        let about = &recorded[&game.info.name];
        if about["sha256"].as_str() == Some(&sha256(&source.text)) {
            continue;
        }
        let Some(old) = about["lines"].as_str() else {
            found.push((source.name.clone(), vec![0]));
            continue;
        };
        let old: Vec<&str> =
            (0..old.len() / SHORT).filter_map(|k| old.get(k * SHORT..(k + 1) * SHORT)).collect();
        let new: Vec<String> = source.text.lines().map(short).collect();
        let lines: Vec<usize> = if old.len() == new.len() {
            (0..new.len()).filter(|&k| old[k] != new[k]).map(|k| k + 1).collect()
        } else {
            let same = |(a, b): &(&&str, &String)| **a == b.as_str();
            let before = old.iter().zip(&new).take_while(same).count();
            let shorter = old.len().min(new.len()) - before;
            let after =
                old.iter().rev().zip(new.iter().rev()).take(shorter).take_while(same).count();
            (before + 1..=(new.len() - after).max(before + 1)).collect()
        };
        found.push((source.name.clone(), if lines.is_empty() { vec![0] } else { lines }));
    }
    found
}
