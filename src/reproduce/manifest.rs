//! What results depend on: versions, hashes, and where each comes from.

use std::path::Path;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::fault::Fault;
use super::numbers::Numbers;
use super::results::Written;
use super::study::Study;
use super::{EXHIBITS, Exhibit};

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
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
pub(super) fn manifest(folder: &Path, written: &[Written]) -> Result<String, Fault> {
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
    Ok(format!("{manifest:#}\n"))
}

/// A guide to the results after the template of the social-science data editors (`vilhuber2022`): which program makes which
/// figure and table, from which games.
pub fn readme(study: &Study<'_>) -> String {
    let mut text = String::new();
    text.push_str("| exhibit | shows | from | made by | alone |\n|---|---|---|---|---|\n");
    for exhibit in EXHIBITS {
        let games: Vec<String> = exhibit.games.iter().map(|game| format!("`{game}`")).collect();
        text.push_str(&format!(
            "| {} | {} | {} | `equil reproduce --only {}` | `{}` |\n",
            exhibit.id,
            exhibit.title,
            games.join(", "),
            exhibit.id,
            exhibit.command.replace('|', "\\|")
        ));
    }
    let _ = study;
    text
}
