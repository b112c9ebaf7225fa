//! Entries of a BibTeX file, as readers are told them.

/// The entry with this key in one line: who, what, when, where it can be found, and what it says of itself. Nothing where there
/// is none.
///
/// # Complexity
/// Linear in the length of the file.
pub(super) fn entry(text: &str, key: &str) -> Option<String> {
    let fields = text.match_indices('@').find_map(|(at, _)| {
        let (_, rest) = text[at..].split_once('{')?;
        let (own, body) = rest.split_once(',')?;
        (own.trim() == key).then(|| fields(body))
    })?;
    let field = |name: &str| fields.iter().find(|(known, _)| *known == name).map(|(_, v)| v);
    let mut said = Vec::new();
    for name in ["author", "title"] {
        said.extend(field(name).cloned());
    }
    let place = ["journal", "booktitle", "publisher", "institution", "howpublished"];
    said.extend(place.iter().find_map(|name| field(name)).cloned());
    // Dates of days have the year
    let year = field("year");
    said.extend(
        year.filter(|year| !said.last().is_some_and(|place| place.ends_with(*year))).cloned(),
    );
    said.extend(field("doi").map(|doi| format!("doi:{doi}")).or_else(|| field("url").cloned()));
    said.extend(field("note").cloned());
    let mut line = String::new();
    for part in said.iter().map(|part| part.trim_end_matches('.')) {
        if !line.is_empty() {
            line.push_str(if line.ends_with(['?', '!']) { " " } else { ". " });
        }
        line.push_str(part);
    }
    Some(line)
}

/// The fields of an entry: what stands before `=`, in small letters, and the text after it without braces.
fn fields(body: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let (mut name, mut value) = (String::new(), None::<String>);
    let (mut depth, mut quoted) = (0_usize, false);
    for letter in body.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            '"' if depth == 0 => quoted = !quoted,
            '=' if depth == 0 && !quoted && value.is_none() => value = Some(String::new()),
            ',' if depth == 0 && !quoted => {
                push(&mut found, &mut name, &mut value);
            }
            _ => value.as_mut().unwrap_or(&mut name).push(letter),
        }
    }
    push(&mut found, &mut name, &mut value);
    found
}

fn push(found: &mut Vec<(String, String)>, name: &mut String, value: &mut Option<String>) {
    if let Some(value) = value.take() {
        let words: Vec<&str> = value.split_whitespace().collect();
        let text = words.join(" ").replace(r"\&", "&").replace(r"\%", "%").replace("--", "–");
        found.push((name.trim().to_lowercase(), text));
    }
    name.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_told_in_one_line() {
        let text = "@article{nash1951,\n author = {Nash, John F.},\n title = {Non-Cooperative {Games}},\n \
                    journal = \"Annals, of Mathematics\", year = 1951, note = {mail a@b.c},\n}\n@misc{b, title = {B}}";
        assert_eq!(
            entry(text, "nash1951").unwrap(),
            "Nash, John F. Non-Cooperative Games. Annals, of Mathematics. 1951. mail a@b.c"
        );
        assert_eq!(entry(text, "b").unwrap(), "B");
        assert_eq!(entry(text, "c"), None);
        let talk = "@misc{c, title = {Why?}, howpublished = {Newsroom, 23 July 2024}, year = 2024}";
        assert_eq!(entry(talk, "c").unwrap(), "Why? Newsroom, 23 July 2024");
    }
}
