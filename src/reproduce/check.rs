//! Are the results that are there those that the games give?

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::diff::differing;
use super::fault::Fault;
use super::files::{There, files, is_there, plain, there};
use super::games::changed;
use super::manifest::{MANIFEST, RECORDS, relative, sha256};
use super::results::{LINES, Written};
use super::study::Study;
use super::{EXHIBITS, Exhibit};

/// A place at which files of results differ from what the games give, or the games from those that results were made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1; 0 for the whole file.
    pub line: usize,
    /// What is wrong there.
    pub why: Why,
    /// What was there: in the game that results were made from, or in the file of results; nothing where there is no such line.
    pub was: Option<String>,
    /// What the game says now, or the games give; nothing where there is no such line.
    pub is: Option<String>,
}

/// Why a file is not as it should be, causes before what follows from them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Why {
    /// A line of a game is not the one that results were made from.
    Game,
    /// A text, the public figures or a bibliography with which the results were written is not there.
    Removed,
    /// An exhibit that was not computed was made from something else than is there now: from what.
    Stale(String),
    /// A line of results is not what the games give.
    Line,
    /// A file of results is not there.
    Missing,
    /// A file of results is no file of text: what it is.
    Unread(String),
    /// A record of results cannot be read as one.
    NoRecord,
    /// The file is not what the games give, though no line of it differs.
    Ends,
    /// A file is not what a record says.
    Altered {
        /// Which record.
        record: String,
        /// The exhibit whose computing tells the line, if the file is one of its tables, pictures or numbers.
        exhibit: String,
    },
    /// No exhibit writes this file.
    Extra,
    /// A text, the public figures or a bibliography is not that with which the results were written.
    Input,
    /// A line differs in hashes only.
    Hash,
}

impl Drift {
    fn whole(path: PathBuf, why: Why) -> Self {
        Self { path, line: 0, why, was: None, is: None }
    }
}

/// Compares results with the files in the paper's folder of results, byte by byte; the files of exhibits that are not among them
/// with their records; the games with those that results were made from, line by line; and looks for files that no exhibit
/// writes. Causes come first: see [`Why`].
///
/// # Errors
/// [`Fault::Unread`] where a file or folder is there and cannot be read.
///
/// # Complexity
/// Linear in the files, but for the lines between the first and the last that differ of each file, which are compared with each
/// other.
///
/// # Examples
/// ```
/// use equil::nash::Settings;
/// use equil::reproduce::{Exhibit, Paper, Study, Why, check, results};
///
/// let study = Study::open(Paper::open("paper".as_ref())?, Settings::default())?;
/// let mut files = results(&study, &[Exhibit::named("F2").unwrap()], &mut |_| {})?.files;
/// files[0].text.push_str("one more line\n");
/// let found = check(&study, &files)?;
/// let lines: Vec<_> = found.iter().filter(|drift| drift.why == Why::Line).collect();
/// assert_eq!(lines[0].is.as_deref(), Some("one more line"));
/// # Ok::<(), equil::reproduce::Fault>(())
/// ```
pub fn check(study: &Study<'_>, results: &[Written]) -> Result<Vec<Drift>, Fault> {
    let mut drifts = lines(study, results)?;
    drifts.extend(left(study, results)?);
    drifts.extend(compared(&study.paper.results, results)?);
    drifts.extend(inputs(study)?);
    drifts.sort_by_key(|drift| rank(&drift.why));
    // A file that is told to be missing or altered twice
    drifts.dedup();
    Ok(drifts)
}

fn rank(why: &Why) -> u8 {
    match why {
        Why::Game | Why::Removed => 0,
        Why::Stale(_) => 1,
        Why::Line
        | Why::Missing
        | Why::Unread(_)
        | Why::NoRecord
        | Why::Ends
        | Why::Altered { .. } => 2,
        Why::Extra => 3,
        Why::Input => 4,
        Why::Hash => 5,
    }
}

/// What is wrong with the files of exhibits that are not among `results`, and files that no exhibit writes.
///
/// # Errors
/// As [`check`].
pub fn left(study: &Study<'_>, results: &[Written]) -> Result<Vec<Drift>, Fault> {
    let folder = &study.paper.results;
    if !is_there(folder)? {
        return Ok(Vec::new());
    }
    let mut drifts = Vec::new();
    let mut known: BTreeSet<PathBuf> = results.iter().map(|file| file.path.clone()).collect();
    // Where there is no manifest that is told once, and not for each exhibit
    let manifest = record(&folder.join(MANIFEST))?.ok();
    let mut unrecorded = Vec::new();
    for exhibit in EXHIBITS {
        let own = format!("{}.{}", exhibit.id, RECORDS[0]);
        if known.contains(Path::new(&own)) {
            continue;
        }
        match record(&folder.join(&own))? {
            Ok(record) => {
                let about = (exhibit, &record, manifest.as_ref());
                drifts.extend(recorded(study, about, &mut known)?);
            }
            Err(drift) => {
                drifts.push(drift);
                known.extend(RECORDS.map(|end| PathBuf::from(format!("{}.{end}", exhibit.id))));
                unrecorded.push(exhibit.stem());
            }
        }
    }
    // Which files an exhibit without a record has is not known, but what they are called
    let is_of_one = |path: &Path| {
        let name = path.to_string_lossy();
        let rest = |stem: &String| name.strip_prefix(stem.as_str()).map(str::to_owned);
        unrecorded.iter().filter_map(rest).any(|rest| rest.starts_with(['-', '.']))
    };
    for path in files(folder, true, &|name| !name.starts_with('.'))? {
        if path.strip_prefix(folder).is_ok_and(|path| !known.contains(path) && !is_of_one(path)) {
            drifts.push(Drift::whole(path, Why::Extra));
        }
    }
    Ok(drifts)
}

/// A file of results as JSON, or what is wrong with it.
fn record(path: &Path) -> Result<Result<Value, Drift>, Fault> {
    let text = match text(path)? {
        Ok(text) => text,
        Err(drift) => return Ok(Err(drift)),
    };
    let read = serde_json::from_str(&text).ok().filter(Value::is_object);
    Ok(read.ok_or_else(|| Drift::whole(path.to_owned(), Why::NoRecord)))
}

/// The text of a file of results, or what is wrong with it.
fn text(path: &Path) -> Result<Result<String, Drift>, Fault> {
    let why = match there(path)? {
        There::Text(text) => return Ok(Ok(text)),
        There::Nothing => Why::Missing,
        There::Bytes(_) => Why::Unread("is no text in UTF-8".to_owned()),
        There::Other(what) => Why::Unread(what.to_owned()),
    };
    Ok(Err(Drift::whole(path.to_owned(), why)))
}

/// Compares the files of an exhibit that was not computed with what its record says, and that with the manifest.
fn recorded(
    study: &Study<'_>,
    (exhibit, record, manifest): (&Exhibit, &Value, Option<&Value>),
    known: &mut BTreeSet<PathBuf>,
) -> Result<Vec<Drift>, Fault> {
    let folder = &study.paper.results;
    let mut drifts = Vec::new();
    known.extend(RECORDS.map(|end| PathBuf::from(format!("{}.{end}", exhibit.id))));
    let path = folder.join(format!("{}.{}", exhibit.id, RECORDS[0]));
    let mut from = Vec::new();
    let changed = |name: &&str| {
        let game = study.games.iter().find(|game| game.info.name == *name);
        let now = game.map(|game| sha256(game.source.text.as_bytes()));
        record["games"][*name].as_str() != now.as_deref()
    };
    let games: Vec<&str> = exhibit.about(study).into_iter().filter(changed).collect();
    match games[..] {
        [] => {}
        [game] => from.push(format!("another game `{game}`")),
        _ => from.push(format!("other games `{}`", games.join("`, `"))),
    }
    if let Some(version) = record["equil"].as_str()
        && version != env!("CARGO_PKG_VERSION")
    {
        from.push(format!("equil {version}"));
    }
    drifts.extend(from.into_iter().map(|from| Drift::whole(path.clone(), Why::Stale(from))));
    let altered = |path: PathBuf, record: &Path| {
        let record = record.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Drift::whole(path, Why::Altered { record, exhibit: exhibit.id.to_owned() })
    };
    let mut lists = vec![(record["files"].as_object(), path.clone())];
    if let Some(manifest) = manifest {
        let listed = manifest["exhibits"].as_array().into_iter().flatten();
        let mut own = listed.filter(|about| about["exhibit"].as_str() == Some(exhibit.id));
        let hashes = own.next().and_then(|about| about["record"].as_object());
        lists.push((hashes, folder.join(MANIFEST)));
    }
    for (list, teller) in lists {
        let Some(list) = list else {
            // The manifest is compared line by line where it is written
            if teller == path {
                drifts.push(Drift::whole(teller, Why::NoRecord));
            }
            continue;
        };
        for (name, hash) in list {
            known.insert(name.into());
            let path = folder.join(name);
            match there(&path)?.bytes() {
                Ok(bytes) if hash.as_str() == Some(&sha256(&bytes)) => {}
                Ok(_) => drifts.push(altered(path, &teller)),
                Err(_) if !is_there(&path)? => drifts.push(Drift::whole(path, Why::Missing)),
                Err(what) => drifts.push(Drift::whole(path, Why::Unread(what.to_owned()))),
            }
        }
    }
    Ok(drifts)
}

/// Lines of games that are not those that results were made from.
fn lines(study: &Study<'_>, results: &[Written]) -> Result<Vec<Drift>, Fault> {
    let path = study.paper.results.join(LINES);
    let recorded = match text(&path)? {
        Ok(recorded) => recorded,
        Err(drift) => return Ok(vec![drift]),
    };
    let Some(changes) = changed(study, &recorded) else {
        return Ok(vec![Drift::whole(path, Why::NoRecord)]);
    };
    let now = results.iter().find(|file| file.path == Path::new(LINES));
    if changes.is_empty() && now.is_some_and(|now| now.text != recorded) {
        return Ok(vec![Drift::whole(path, Why::Ends)]);
    }
    let drift = |change: super::games::Changed| Drift {
        path: change.path,
        line: change.line,
        why: Why::Game,
        was: change.was,
        is: change.is,
    };
    Ok(changes.into_iter().map(drift).collect())
}

/// Texts, public figures and bibliographies that are not those with which the results were written.
fn inputs(study: &Study<'_>) -> Result<Vec<Drift>, Fault> {
    let path = study.paper.results.join(MANIFEST);
    let Ok(manifest) = record(&path)? else { return Ok(Vec::new()) };
    let mut drifts = Vec::new();
    let mut ways = BTreeSet::new();
    for source in study.inputs() {
        let way = relative(&study.paper.folder, Path::new(&source.name));
        ways.insert(way.clone());
        if manifest["inputs"][&way].as_str() != Some(&sha256(source.text.as_bytes())) {
            drifts.push(Drift::whole(source.name.clone().into(), Why::Input));
        }
    }
    for way in manifest["inputs"].as_object().into_iter().flat_map(|inputs| inputs.keys()) {
        let path = plain(&study.paper.folder.join(way));
        if !ways.contains(way) && !is_there(&path)? {
            drifts.push(Drift::whole(path, Why::Removed));
        }
    }
    Ok(drifts)
}

/// Compares files with those in a folder.
fn compared(folder: &Path, results: &[Written]) -> Result<Vec<Drift>, Fault> {
    let mut drifts = Vec::new();
    for written in results.iter().filter(|written| written.path != Path::new(LINES)) {
        let path = plain(&folder.join(&written.path));
        let there = match text(&path)? {
            Ok(there) => there,
            Err(drift) => {
                drifts.push(drift);
                continue;
            }
        };
        if there == written.text {
            continue;
        }
        let before = drifts.len();
        let (old, new): (Vec<&str>, Vec<&str>) =
            (there.lines().collect(), written.text.lines().collect());
        for pair in differing(&old, &new) {
            let was = pair.was.then(|| old[pair.at.0]);
            let is = pair.is.then(|| new[pair.at.1]);
            let line = pair.at.0 + 1;
            let same = was.zip(is).is_some_and(|(was, is)| unhashed(was) == unhashed(is));
            let why = if same { Why::Hash } else { Why::Line };
            let text = |line: Option<&str>| line.map(str::to_owned);
            drifts.push(Drift { path: path.clone(), line, why, was: text(was), is: text(is) });
        }
        if drifts.len() == before {
            drifts.push(Drift::whole(path, Why::Ends));
        }
    }
    Ok(drifts)
}

/// Characters of a hash.
const HASH: usize = 64;

/// A line with its hashes left out.
fn unhashed(line: &str) -> Vec<&str> {
    let is_hash =
        |word: &str| word.len() == HASH && word.bytes().all(|letter| letter.is_ascii_hexdigit());
    line.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !is_hash(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_that_differs_is_found_in_its_line() {
        let folder = std::env::temp_dir().join(format!("equil-check-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("a.csv"), "x\n1\n2\n").unwrap();
        let written = |text: &str| vec![Written { path: "a.csv".into(), text: text.to_owned() }];
        assert_eq!(compared(&folder, &written("x\n1\n2\n")).unwrap(), []);
        let drifts = compared(&folder, &written("x\n1\n3\n")).unwrap();
        assert_eq!((drifts.len(), drifts[0].line), (1, 3));
        assert_eq!((drifts[0].was.as_deref(), drifts[0].is.as_deref()), (Some("2"), Some("3")));
        let added = &compared(&folder, &written("x\n1\n4\n2\n")).unwrap();
        assert_eq!((added.len(), added[0].line, added[0].was.as_deref()), (1, 3, None));
        // Only the end of the last line
        assert_eq!(compared(&folder, &written("x\n1\n2")).unwrap()[0].line, 0);
        let missing = vec![Written { path: "b.csv".into(), text: String::new() }];
        assert_eq!(compared(&folder, &missing).unwrap()[0].why, Why::Missing);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn lines_that_differ_in_hashes_say_the_same() {
        let line = |hash: char| format!("\"F1.json\": \"{}\",", hash.to_string().repeat(HASH));
        assert_eq!(unhashed(&line('a')), unhashed(&line('b')));
        assert_ne!(unhashed("\"a\": 1"), unhashed("\"a\": 2"));
    }
}
