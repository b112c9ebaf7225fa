//! The JSON Schema of game files, for editors.

/// JSON Schema (draft 2020-12) of a game file. It describes the shape; what names mean is checked by
/// the reader alone.
pub const SCHEMA: &str = include_str!("game.schema.json");

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::Value;

    use super::super::{
        ROOT_KEYS, automata, define, params, people, repeated, states, study, sweep, table, thesis,
        tree,
    };
    use super::SCHEMA;
    use crate::text::Source;

    fn schema() -> Value {
        serde_json::from_str(SCHEMA).unwrap()
    }

    fn keys(properties: &Value) -> Vec<&str> {
        properties.as_object().unwrap().keys().map(String::as_str).collect()
    }

    #[test]
    fn the_schema_has_the_keys_of_the_reader() {
        let schema = schema();
        let defs = &schema["$defs"];
        let root = keys(&schema["properties"]);
        assert_eq!(root, ROOT_KEYS);
        assert_eq!(keys(&defs["game"]["properties"]), people::GAME_KEYS);
        assert_eq!(keys(&defs["parameter"]["properties"]), params::PARAMETER_KEYS);
        assert_eq!(keys(&defs["helper"]["properties"]), define::HELPER_KEYS);
        assert_eq!(keys(&defs["scenario"]["properties"]), define::SCENARIO_KEYS);
        assert_eq!(keys(&defs["table"]["properties"]), table::TABLE_KEYS);
        assert_eq!(keys(&defs["repeated"]["properties"]), repeated::REPEATED_KEYS);
        assert_eq!(keys(&defs["automaton"]["properties"]), automata::AUTOMATON_KEYS);
        assert_eq!(keys(&defs["states"]["properties"]), states::STATES_KEYS);
        assert_eq!(keys(&defs["variable"]["properties"]), states::VARIABLE_KEYS);
        assert_eq!(keys(&defs["levels"]["properties"]), states::LEVELS_KEYS);
        assert_eq!(keys(&defs["branch"]["properties"]), states::BRANCH_KEYS);
        assert_eq!(keys(&defs["sweep"]["properties"]), sweep::SWEEP_KEYS);
        assert_eq!(keys(&defs["claim"]["properties"]), study::CLAIM_KEYS);
        assert_eq!(keys(&defs["versus"]["properties"]), study::VERSUS_KEYS);
        assert_eq!(keys(&defs["thesis"]["properties"]), thesis::THESIS_KEYS);
        let mut indexed = vec!["each"];
        indexed.extend(params::PARAMETER_KEYS);
        assert_eq!(keys(&defs["indexed"]["properties"]), indexed);
    }

    #[test]
    fn everything_is_described() {
        fn visit(value: &Value, path: &str) {
            for (key, inner) in value["properties"].as_object().into_iter().flatten() {
                let said = inner["description"].is_string() || inner["$ref"].is_string();
                assert!(said, "{path}.{key} has no description");
                visit(inner, &format!("{path}.{key}"));
            }
        }
        let schema = schema();
        visit(&schema, "file");
        for (name, def) in schema["$defs"].as_object().unwrap() {
            assert!(def["description"].is_string(), "{name} has no description");
            visit(def, name);
        }
    }

    /// As much of JSON Schema as the schema uses; anything else it might use makes the test fail.
    fn problem(root: &Value, schema: &Value, value: &Value) -> Option<String> {
        for (keyword, wanted) in schema.as_object()? {
            let wrong = match keyword.as_str() {
                "$ref" => {
                    let name = wanted.as_str()?.strip_prefix("#/$defs/")?;
                    problem(root, &root["$defs"][name], value)
                }
                "type" => {
                    let types: Vec<&str> = match wanted {
                        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
                        one => one.as_str().into_iter().collect(),
                    };
                    let whole = kind(value) == "integer" && types.contains(&"number");
                    let fits = types.contains(&kind(value)) || whole;
                    (!fits).then(|| format!("{value} is not {wanted}"))
                }
                "const" => (wanted != value).then(|| format!("{value} is not {wanted}")),
                "enum" => {
                    let known = wanted.as_array()?.iter().any(|w| w == value);
                    (!known).then(|| format!("{value} is not among {wanted}"))
                }
                "anyOf" => {
                    let all: Vec<Option<String>> =
                        wanted.as_array()?.iter().map(|s| problem(root, s, value)).collect();
                    all.iter().all(Option::is_some).then(|| format!("{all:?}"))
                }
                "oneOf" => {
                    let fits =
                        wanted.as_array()?.iter().filter(|s| problem(root, s, value).is_none());
                    let fits = fits.count();
                    (fits != 1).then(|| format!("{value} fits {fits} of {wanted}"))
                }
                "required" => wanted
                    .as_array()?
                    .iter()
                    .find(|key| value.get(key.as_str().unwrap_or("")).is_none())
                    .map(|key| format!("{key} is missing")),
                "properties" => value
                    .as_object()
                    .into_iter()
                    .flatten()
                    .find_map(|(key, inner)| problem(root, wanted.get(key)?, inner)),
                "additionalProperties" => {
                    let known = &schema["properties"];
                    value.as_object().into_iter().flatten().find_map(|(key, inner)| {
                        if known.get(key).is_some() {
                            return None;
                        }
                        match wanted {
                            Value::Bool(false) => Some(format!("{key} is not known")),
                            wanted => problem(root, wanted, inner),
                        }
                    })
                }
                "items" => {
                    value.as_array().into_iter().flatten().find_map(|v| problem(root, wanted, v))
                }
                "minItems" => {
                    let least = usize::try_from(wanted.as_u64()?).ok()?;
                    (value.as_array()?.len() < least).then(|| format!("{value} is too short"))
                }
                "maxItems" => {
                    let most = usize::try_from(wanted.as_u64()?).ok()?;
                    (value.as_array()?.len() > most).then(|| format!("{value} is too long"))
                }
                "minimum" => (value.as_i64()? < wanted.as_i64()?)
                    .then(|| format!("{value} is less than {wanted}")),
                "minProperties" => {
                    value.as_object()?.is_empty().then(|| "an empty table".to_owned())
                }
                "$schema" | "$id" | "$defs" | "title" | "description" | "examples" => None,
                other => panic!("the schema uses `{other}`"),
            };
            if wrong.is_some() {
                return wrong;
            }
        }
        None
    }

    fn kind(value: &Value) -> &'static str {
        match value {
            Value::String(_) => "string",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::Bool(_) => "boolean",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
            Value::Null => "null",
        }
    }

    /// A file as JSON.
    fn json(text: &str) -> Value {
        fn node(value: &tree::Value) -> Value {
            match value {
                tree::Value::Text(text) => text.text.as_str().into(),
                tree::Value::Number(text) => text
                    .parse::<i64>()
                    .map_or_else(|_| Value::from(text.parse::<f64>().unwrap()), Value::from),
                tree::Value::Bool(is_true) => (*is_true).into(),
                tree::Value::Date => Value::Null,
                tree::Value::List(list) => list.iter().map(|item| node(&item.value)).collect(),
                tree::Value::Table(inner) => table(inner),
            }
        }
        fn table(table: &tree::Table) -> Value {
            let entry = |entry: &tree::Entry| (entry.key.clone(), node(&entry.node.value));
            Value::Object(table.entries.iter().map(entry).collect())
        }
        let mut problems = Vec::new();
        let root = tree::parse(&Source::new("g.game.toml", text), &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        table(&root)
    }

    #[test]
    fn every_game_conforms() {
        let schema = schema();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("games")];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.to_string_lossy().ends_with(".game.toml") {
                    let text = std::fs::read_to_string(&path).unwrap();
                    let found = problem(&schema, &schema, &json(&text));
                    assert_eq!(found, None, "{}", path.display());
                    seen += 1;
                }
            }
        }
        assert!(seen > 50, "{seen}");
    }

    #[test]
    fn what_is_wrong_does_not_conform() {
        let schema = schema();
        let right =
            "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\"]\n[payoff]\na = \"1\"\n";
        let conforms = |text: &str| problem(&schema, &schema, &json(text)).is_none();
        assert!(conforms(right));
        for wrong in [
            right.replace("format = 1", "format = 2"),
            right.replace("name =", "nmae ="),
            right.replace("[\"x\"]", "[]"),
            right.replace("[\"x\"]", "\"x\""),
            format!("{right}[params]\nk = {{ status = \"guess\" }}\n"),
            format!("{right}[params]\nk = {{ range = [0] }}\n"),
            format!("{right}[claim.c]\nholds = \"nash(a = x)\"\nfails = \"nash(a = x)\"\n"),
            format!("{right}[claim.c]\ntext = \"nothing asked\"\n"),
            format!("{right}[table]\nrows = []\nfile = \"x.csv\"\n"),
            format!(
                "{right}[sweep.s]\nmethod = \"sobel\"\nvary = \"*\"\nwatch = [\"nash(a = x)\"]\n"
            ),
        ] {
            assert!(!conforms(&wrong), "{wrong}");
        }
    }
}
