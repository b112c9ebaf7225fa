//! Any text as a query about two small games: it is refused with problems that point into it, or
//! answered.

#![no_main]

use std::sync::OnceLock;

use equil::answer::answer;
use equil::format::{Limits, read};
use equil::formula::Text;
use equil::model::{Assignment, Model, parse_query};
use equil::nash::Settings;
use equil::text::Source;
use libfuzzer_sys::fuzz_target;

const FILES: [&str; 2] = [
    r#"
format = 1
[game]
name = "two"
[players]
row = ["T", "M", "B"]
col = ["L", "R"]
[classes.row]
up = ["T", "M"]
[params]
k = "1/3"
[table.matrix]
row = [["k", 3], [2, 2], [3, "k"]]
col = [[3, "k"], [2, 2], ["2*k", 3]]
"#,
    r#"
format = 1
[game]
name = "three"
[players]
row = ["T", "B"]
col = ["L", "R"]
far = ["l", "r"]
[params]
k = 2
[payoff]
row = "exp(k) * row.T * col.L + log(3) * row.B * far.r"
col = "col.L * (1 - row.T) + far.l * col.R / 3"
far = "far.l - row.T * col.L * k"
"#,
];

fn models() -> &'static [Model] {
    static MODELS: OnceLock<Vec<Model>> = OnceLock::new();
    MODELS.get_or_init(|| {
        let model = |text: &&str| {
            let source = Source::new("fuzz.game.toml", *text);
            read(&source, &Limits::default()).expect("the file is right").model
        };
        FILES.iter().map(model).collect()
    })
}

fuzz_target!(|bytes: &[u8]| {
    let text = Text::standalone("query", &String::from_utf8_lossy(bytes));
    for model in models() {
        let everybody: Vec<usize> = (0..model.players.len()).collect();
        let scope = model.scope(&everybody);
        let parameters: Vec<&str> = model.parameters.iter().map(|p| p.name.as_str()).collect();
        let mut problems = Vec::new();
        match parse_query(&text, &scope, &parameters, &mut problems) {
            Some(query) if problems.is_empty() => {
                let point = Assignment::of(model);
                answer(model, &point, &query, 256, &Settings::default()).expect("payoffs exist");
            }
            _ => assert!(!problems.is_empty()),
        }
        for problem in &problems {
            assert!(!problem.to_string().is_empty());
            for label in &problem.labels {
                assert!(text.text.get(label.span.start..label.span.end).is_some(), "{problem}");
            }
        }
    }
});
