//! What results depend on: versions, hashes, and where each comes from.

use std::path::{Component, Path};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::fault::Fault;
use super::files::{There, there};
use super::numbers::Numbers;
use super::results::Written;
use super::study::Study;
use super::{EXHIBITS, Exhibit};
use crate::text::hexadecimal;

pub(super) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// The record of an exhibit: what it is, the games it is about, its seed if it draws, its files, and its numbers.
pub(super) fn record(
    study: &Study<'_>,
    exhibit: &Exhibit,
    seed: Option<u64>,
    files: &[Written],
    numbers: &Numbers,
) -> Result<String, Fault> {
    let mut games = Map::new();
    for name in exhibit.about(study) {
        let game = study.games.iter().find(|game| game.info.name == *name).ok_or_else(|| {
            Fault::Unfit(format!("{} is about `{name}`, which is not there", exhibit.id))
        })?;
        games.insert(name.to_owned(), sha256(game.source.text.as_bytes()).into());
    }
    let hashed = files
        .iter()
        .map(|file| (file.path.display().to_string(), Value::from(sha256(file.text.as_bytes()))));
    let mut about = Map::new();
    about.insert("exhibit".to_owned(), exhibit.id.into());
    about.insert("title".to_owned(), exhibit.title.into());
    about.insert("equil".to_owned(), env!("CARGO_PKG_VERSION").into());
    about.insert("command".to_owned(), exhibit.command.into());
    if let Some(seed) = seed {
        about.insert("seed".to_owned(), seed.into());
    }
    about.insert("games".to_owned(), games.into());
    about.insert("files".to_owned(), hashed.collect::<Map<String, Value>>().into());
    let about = Value::Object(about);
    // A line for each number, so that what changes shows as a line
    let text = format!("{about:#}");
    let text = text.trim_end().trim_end_matches('}').trim_end();
    Ok(format!("{text},\n  \"numbers\": {}}}\n", numbers.to_json()))
}

/// The file that has every exhibit.
pub(super) const MANIFEST: &str = "manifest.json";

/// Ends of the files that have the numbers of an exhibit.
pub(super) const RECORDS: [&str; 2] = ["json", "tex"];

/// What a rebuild depends on beside the games (the text, the public figures, the bibliographies), and all exhibits, one after
/// the other; those that are not among `written` as their files in the folder of results say. The PDF is left out: its bytes
/// depend on the version of Typst and on fonts.
pub(super) fn manifest(study: &Study<'_>, written: &[Written]) -> String {
    let folder = &study.paper.results;
    let text = |path: &str| match written.iter().find(|file| file.path == Path::new(path)) {
        Some(file) => file.text.clone(),
        None => match there(&folder.join(path)) {
            Ok(There::Text(text)) => text,
            _ => String::new(),
        },
    };
    let mut exhibits = Vec::new();
    for exhibit in EXHIBITS {
        let mut hashes = Map::new();
        for end in RECORDS {
            let path = format!("{}.{end}", exhibit.id);
            let hash = sha256(text(&path).as_bytes());
            hashes.insert(path, hash.into());
        }
        let record = text(&format!("{}.{}", exhibit.id, RECORDS[0]));
        let Ok(Value::Object(mut record)) = serde_json::from_str(&record) else { continue };
        record.remove("numbers");
        record.insert("record".to_owned(), hashes.into());
        exhibits.push(Value::Object(record));
    }
    let inputs = study.inputs().into_iter().map(|source| {
        let path = relative(&study.paper.folder, Path::new(&source.name));
        (path, Value::from(sha256(source.text.as_bytes())))
    });
    let manifest = json!({
        "schema": "equil.results/1",
        "equil": env!("CARGO_PKG_VERSION"),
        "inputs": inputs.collect::<Map<String, Value>>(),
        "exhibits": exhibits,
    });
    format!("{manifest:#}\n")
}

/// The way from a folder to a file, with `/` on every machine.
pub(super) fn relative(folder: &Path, file: &Path) -> String {
    let parts = |path: &Path| -> Vec<String> {
        let kept = path.components().filter(|part| *part != Component::CurDir);
        kept.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect()
    };
    let (from, to) = (parts(folder), parts(file));
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - same);
    up.chain(to[same..].iter().map(String::as_str)).collect::<Vec<_>>().join("/")
}

/// What stands before the table of exhibits in the guide to a paper's results.
const BEFORE: &str = include_str!("guide/before.md");
/// What stands after it.
const AFTER: &str = include_str!("guide/after.md");

/// A guide to the results after the template of the social-science data editors (`vilhuber2022`): what is needed, and which
/// command makes which figure and table from which games.
///
/// # Examples
/// ```
/// use equil::nash::Settings;
/// use equil::reproduce::{Paper, Study, readme};
///
/// let study = Study::open(Paper::open("paper".as_ref())?, Settings::default())?;
/// assert_eq!(readme(&study), std::fs::read_to_string("paper/README.md").unwrap());
/// # Ok::<(), equil::reproduce::Fault>(())
/// ```
pub fn readme(study: &Study<'_>) -> String {
    let mut text = BEFORE.to_owned();
    text.push_str("\n| exhibit | shows | from | alone |\n|---|---|---|---|\n");
    for exhibit in EXHIBITS {
        let games: Vec<String> = exhibit.games.iter().map(|game| format!("`{game}`")).collect();
        let games = if games.is_empty() { "all games".to_owned() } else { games.join(", ") };
        text.push_str(&format!(
            "| {} | {} | {games} | `{}` |\n",
            exhibit.id,
            exhibit.title,
            exhibit.command.replace('|', "\\|")
        ));
    }
    text.push_str("\n## Games\n\n| game | title | sha256 of its file |\n|---|---|---|\n");
    for game in &study.games {
        let title = game.info.title.as_deref().unwrap_or_default();
        text.push_str(&format!(
            "| `{}` | {title} | `{}` |\n",
            game.info.name,
            sha256(game.source.text.as_bytes())
        ));
    }
    text.push_str(AFTER);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_do_not_depend_on_where_the_paper_is() {
        let way = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(way("paper", "paper/text/a.typ"), "text/a.typ");
        assert_eq!(way("/x/paper", "/x/games/refs.bib"), "../games/refs.bib");
        assert_eq!(way(".", "../games/refs.bib"), "../games/refs.bib");
    }
}
