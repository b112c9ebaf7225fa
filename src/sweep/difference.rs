//! How two manifests differ, in words.

use serde_json::{Map, Value};

use super::Manifest;

/// Fields on which no row depends.
const IDLE: [&str; 3] = ["schema", "game", "part"];

/// Fields that differ with others, which are told instead.
const FOLLOWING: [&str; 3] = ["rows", "header", "columns"];

/// Names that are told, at most, of what differs.
const MOST: usize = 4;

impl Manifest {
    /// What differs from what was recorded, in words of the command line; nothing where the rows are the same.
    pub(super) fn difference(&self, recorded: &Self) -> Option<String> {
        let keys = self.keys_with(recorded);
        let differs = |key: &&str| self.differs(key, recorded);
        // Manifests that do not say what payoffs are say what the file was
        let whole = !recorded.0.contains_key("payoffs");
        let judges = |key: &&str| match *key {
            "file" => whole,
            "players" | "payoffs" | "written" => !whole,
            key => !IDLE.contains(&key) && !FOLLOWING.contains(&key),
        };
        let told: Vec<String> = keys
            .iter()
            .copied()
            .filter(differs)
            .filter(judges)
            .flat_map(|key| self.told(key, recorded))
            .collect();
        let mut seen = Vec::new();
        for said in told {
            if !seen.contains(&said) {
                seen.push(said);
            }
        }
        if seen.is_empty() && self.counts_otherwise(recorded) {
            seen.push("an older version's, whose rows say `open` where there are infinitely many equilibria".to_owned());
        }
        if seen.is_empty() {
            let key = keys.into_iter().filter(differs).find(|key| FOLLOWING.contains(key))?;
            seen.push(format!("`{key}` of the sweep is not the same"));
        }
        let more = seen.len().saturating_sub(MOST);
        seen.truncate(MOST);
        if more > 0 {
            seen.push(format!("and {more} more"));
        }
        Some(seen.join("; "))
    }

    /// Whether the other one's counts were written before infinite ones were told: as integers, or as nothing.
    fn counts_otherwise(&self, other: &Self) -> bool {
        let counts = |manifest: &Self| {
            let columns = manifest.0.get("columns").and_then(Value::as_array);
            let mut kinds = columns.into_iter().flatten().filter_map(|column| column.get(1));
            kinds.any(|kind| kind == "count")
        };
        counts(self) != counts(other)
    }

    /// Whether the game file has changed since, though nothing that the rows depend on.
    pub(super) fn is_of_other_text(&self, recorded: &Self) -> bool {
        ["file", "tables"].iter().any(|key| self.0.get(*key) != recorded.0.get(*key))
    }

    fn differs(&self, key: &str, recorded: &Self) -> bool {
        let (now, then) = (self.0.get(key), recorded.0.get(key));
        // Objects are the same in any order, and orders of axes and players are not
        let orders = ["vary", "players"].contains(&key);
        now != then || (orders && !self.object(key).keys().eq(recorded.object(key).keys()))
    }

    fn keys_with<'a>(&'a self, other: &'a Self) -> Vec<&'a str> {
        let more = other.0.keys().filter(|key| !self.0.contains_key(*key));
        self.0.keys().chain(more).map(String::as_str).collect()
    }

    /// What differs in a field.
    fn told(&self, key: &str, recorded: &Self) -> Vec<String> {
        let (now, then) = (self.object(key), recorded.object(key));
        match key {
            "file" => vec!["the game file is not the same".to_owned()],
            "tables" => named(&then, &now, |name| format!("the table `{name}`")),
            "players" => strategies(&then, &now),
            // Formulas that are written otherwise may have no value elsewhere, though they are computed in the same steps
            "written" => self.renamed(recorded, &["the formula", "the payoff"]),
            "payoffs" => self.payoffs(recorded),
            "queries" => {
                // What a name means may have changed, or what is given
                let names = self.renamed(recorded, &["the class", "the group"]);
                if !names.is_empty() {
                    names
                } else if self.0.get("watch") == recorded.0.get("watch") {
                    vec!["`--given` is not the same".to_owned()]
                } else {
                    Vec::new()
                }
            }
            "values" => named(&then, &now, |name| format!("the value of `{name}`")),
            "vary" => named(&then, &now, |name| format!("how `{name}` varies")),
            _ => {
                let option = match key {
                    "n" => "`-n`".to_owned(),
                    "scrambled" => "`--scramble`".to_owned(),
                    "bare" => "`--columns`".to_owned(),
                    "form" => "the format".to_owned(),
                    key => format!("`--{key}`"),
                };
                vec![changed(&option, recorded.0.get(key), self.0.get(key))]
            }
        }
    }

    /// What has changed payoffs: tables and formulas by their names, else whose payoffs they are.
    fn payoffs(&self, recorded: &Self) -> Vec<String> {
        let tables = differing(&recorded.object("tables"), &self.object("tables"));
        let mut told: Vec<String> =
            tables.iter().map(|name| format!("the table `{name}` is not the same")).collect();
        told.extend(self.renamed(recorded, &["the formula", "the payoff"]));
        if !told.is_empty() {
            return told;
        }
        let (now, then) = (self.object("payoffs"), recorded.object("payoffs"));
        for player in differing(&then, &now) {
            let own = |all: &Map<String, Value>| {
                all.get(&player).and_then(Value::as_object).cloned().unwrap_or_default()
            };
            let under = differing(&own(&then), &own(&now));
            let whole = own(&now).len() == under.len();
            let under: Vec<String> = under.iter().map(|name| format!("`{name}`")).collect();
            let under = if whole { String::new() } else { format!(" under {}", under.join(", ")) };
            told.push(format!("the payoff of `{player}`{under} is not the same"));
        }
        told
    }

    /// What the file says under names that begin so, and says otherwise now.
    fn renamed(&self, recorded: &Self, starts: &[&str]) -> Vec<String> {
        let names = differing(&recorded.object("written"), &self.object("written"));
        let meant = |name: &String| starts.iter().any(|start| name.starts_with(start));
        let names = names.into_iter().filter(meant);
        names.map(|name| format!("{name} is not the same")).collect()
    }

    fn object(&self, key: &str) -> Map<String, Value> {
        self.0.get(key).and_then(Value::as_object).cloned().unwrap_or_default()
    }
}

/// Keys whose values differ.
fn differing(then: &Map<String, Value>, now: &Map<String, Value>) -> Vec<String> {
    let more = then.keys().filter(|key| !now.contains_key(*key));
    now.keys().chain(more).filter(|key| then.get(*key) != now.get(*key)).cloned().collect()
}

/// Of parameters that differ: how.
fn named(
    then: &Map<String, Value>,
    now: &Map<String, Value>,
    what: impl Fn(&str) -> String,
) -> Vec<String> {
    let names = differing(then, now);
    if names.is_empty() {
        return vec!["the order of what varies is not the same".to_owned()];
    }
    names.iter().map(|name| changed(&what(name), then.get(name), now.get(name))).collect()
}

fn strategies(then: &Map<String, Value>, now: &Map<String, Value>) -> Vec<String> {
    if !then.keys().eq(now.keys()) {
        return vec!["who plays is not the same".to_owned()];
    }
    let names = differing(then, now);
    names.iter().map(|name| format!("the strategies of `{name}` are not the same")).collect()
}

/// That something differs, with both values where they are short.
fn changed(what: &str, then: Option<&Value>, now: Option<&Value>) -> String {
    let shown = |value: Option<&Value>| match value {
        None => Some("none".to_owned()),
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        Some(Value::Bool(truth)) => Some(if *truth { "on" } else { "off" }.to_owned()),
        _ => None,
    };
    let hashes = what.starts_with("the table");
    match (shown(then), shown(now)) {
        _ if hashes => format!("{what} is not the same"),
        (Some(then), Some(now)) => format!("{what} is not the same ({then} there, {now} here)"),
        _ => format!("{what} is not the same"),
    }
}
