//! What files say of a thesis itself, and where two of them disagree.

use crate::model::{Model, Thesis};
use crate::text::{Code, Diagnostic};

/// Where a file says what of a thesis: the key and its value, as it is written.
pub(super) type Said<'a> = (&'a Model, &'a Thesis, &'static str, String);

/// What a file says of a thesis itself.
pub(super) fn said(thesis: &Thesis) -> impl Iterator<Item = (&'static str, String)> {
    let quoted = |text: &Option<String>| text.as_ref().map(|text| format!("\"{text}\""));
    let all = [
        ("number", thesis.number.map(|number| number.to_string())),
        ("text", quoted(&thesis.text)),
        ("mechanism", quoted(&thesis.mechanism)),
    ];
    all.into_iter().filter_map(|(key, said)| Some((key, said?)))
}

/// `game.toml:2:1`, where a thesis is.
fn place(model: &Model, thesis: &Thesis) -> String {
    let (line, column) = model.source.locate(thesis.span.start);
    format!("{}:{line}:{column}", model.source.name)
}

/// That two files say different things of a thesis.
pub(super) fn another(
    (model, thesis, key, own): Said<'_>,
    (there, other, _, said): &Said<'_>,
) -> Diagnostic {
    let message = format!(
        "the thesis `{}` has the `{key}` {own} here, and {said} in another file ({})",
        thesis.name,
        place(there, other)
    );
    Diagnostic::new(Code::THESIS, &model.source, thesis.span, message)
        .help("say it in one of the files, or the same in both")
}

/// That two theses have the same number.
pub(super) fn same_number(
    model: &Model,
    thesis: &Thesis,
    there: &Model,
    other: &Thesis,
) -> Diagnostic {
    let number = thesis.number.unwrap_or_default();
    let message = format!(
        "the thesis `{}` has the number {number} of the thesis `{}` ({})",
        thesis.name,
        other.name,
        place(there, other)
    );
    Diagnostic::new(Code::THESIS, &model.source, thesis.span, message)
        .help("give one of them another number")
}
