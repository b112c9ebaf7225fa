//! Texts in quotes: `\"` is a quote, `\\` a backslash, any other backslash stands for itself.

/// The length of the quoted text at the start of `text`, quotes included; `None` if it does not end.
pub(super) fn end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' if matches!(bytes.get(at + 1), Some(b'"' | b'\\')) => at += 2,
            _ => at += 1,
        }
    }
}

/// What stands between quotes means this.
pub(super) fn unquoted(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let escaped = rest[at + 1..].starts_with(['"', '\\']);
        let kept = at + usize::from(escaped);
        text.push_str(&rest[kept..=kept]);
        rest = &rest[kept + 1..];
    }
    text.push_str(rest);
    text
}

/// `text` between quotes, so that it is read as `text`.
///
/// A backslash is doubled only where it must be, since Gambit reads a single one rightly and a
/// double one not.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    let mut characters = text.chars().peekable();
    let mut doubled = false; // within a run of backslashes all are doubled, or none
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('"', _) => quoted.push_str("\\\""),
            ('\\', next) => {
                doubled |= matches!(next, None | Some('"' | '\\'));
                quoted.push_str(if doubled { "\\\\" } else { "\\" });
                doubled &= next == Some(&'\\');
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether Gambit, too, reads this title or comment as it is when it is written here (16.7, and
/// pygambit's view of it): ASCII, and backslashes only single and neither before a quote nor last.
///
/// # Examples
/// ```
/// use equil::format::nfg::gambit_reads_text;
///
/// assert!(gambit_reads_text(r#"the "same" a\b"#));
/// assert!(!gambit_reads_text(r"it ends in \"));
/// ```
pub fn gambit_reads_text(text: &str) -> bool {
    text.is_ascii() && !["\\\\", "\\\""].iter().any(|p| text.contains(p)) && !text.ends_with('\\')
}

/// Whether Gambit, too, reads this label of a player, strategy or outcome as it is when it is
/// written here and distinct: not empty, printable ASCII, single spaces only within it, and
/// [`gambit_reads_text`].
pub fn gambit_reads_label(label: &str) -> bool {
    let printable = label.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    let spaced = label.starts_with(' ') || label.ends_with(' ') || label.contains("  ");
    !label.is_empty() && printable && !spaced && gambit_reads_text(label)
}

/// The first line, and no more than can be read at a glance.
pub(in crate::format) fn shortened(text: &str) -> String {
    const LONGEST: usize = 24;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn backslashes_escape_quotes_and_themselves_only() {
        for (inner, text) in [
            ("", ""),
            (r#"a\"b"#, r#"a"b"#),
            (r"a\\b", r"a\b"),
            (r"a\b\n", r"a\b\n"),
            (r"a\\\b", r"a\\b"),
            (r#"\\\""#, r#"\""#),
            (r"ends in \\", r"ends in \"),
            ("é\\é", "é\\é"),
        ] {
            let written = format!("\"{inner}\"");
            assert_eq!(end(&written), Some(written.len()), "{inner}");
            assert_eq!(unquoted(inner), text, "{inner}");
        }
        assert_eq!(end(r#""a\""#), None);
        assert_eq!(end("\""), None);
    }

    #[test]
    fn backslashes_are_doubled_only_where_they_must_be() {
        for (text, written) in [
            (r"a\b", r#""a\b""#),
            (r"a\", r#""a\\""#),
            (r"\\b\c", r#""\\\\b\c""#),
            (r#"\""#, r#""\\\"""#),
        ] {
            assert_eq!(quoted(text), written);
        }
    }

    proptest! {
        #[test]
        fn what_is_quoted_is_read_back(text in r#"(\\|"|a|é|\n|.){0,12}"#) {
            let written = quoted(&text);
            prop_assert_eq!(end(&written), Some(written.len()));
            prop_assert_eq!(unquoted(&written[1..written.len() - 1]), text);
        }
    }
}
