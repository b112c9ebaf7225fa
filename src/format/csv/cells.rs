//! Rows and cells, and where they stand.

use std::borrow::Cow;

use crate::text::Span;

/// A cell without the blanks around it, and without its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) span: Span,
}

impl Cell<'_> {
    /// Whether the cell can only be a label: it does not look like a number.
    pub(super) fn is_label(&self) -> bool {
        let first = self.text.chars().next();
        first.is_some_and(|c| !c.is_ascii_digit() && !matches!(c, '+' | '-' | '−' | '–' | '.'))
    }
}

/// A line of cells, at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row<'a>(pub(super) Vec<Cell<'a>>);

impl Row<'_> {
    /// Whether nothing stands in the row.
    pub(super) fn is_blank(&self) -> bool {
        self.0.iter().all(|cell| cell.text.is_empty())
    }

    pub(super) fn span(&self) -> Span {
        match (self.0.first(), self.0.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::default(),
        }
    }
}

/// Where reading failed (nowhere if there are too many cells), why, and what to do.
type Failed = (Span, String, String);

/// All rows of a file, also the blank ones.
pub(super) fn rows(text: &str, most: usize) -> Result<Vec<Row<'_>>, Failed> {
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    let mut count = 0;
    while at < text.len() {
        let (cell, end) = cell(text, at)?;
        cells.push(cell);
        count += 1;
        if count > most {
            let message = format!("the file has more than {most} cells");
            return Err((Span::default(), message, "ask for a smaller game".to_owned()));
        }
        let rest = &text[end..];
        at = end + if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
        if !rest.starts_with(',') {
            rows.push(Row(std::mem::take(&mut cells)));
        } else if at == text.len() {
            // A comma at the very end has an empty cell behind it
            cells.push(Cell { text: "".into(), span: Span::new(at, at) });
            rows.push(Row(std::mem::take(&mut cells)));
        }
    }
    Ok(rows)
}

/// The cell at `at`, and where it ends: before a comma, a line's end or the text's end.
fn cell(text: &str, at: usize) -> Result<(Cell<'_>, usize), Failed> {
    let rest = &text[at..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let start = at + blanks;
    if !rest[blanks..].starts_with('"') {
        let end = at + rest.find([',', '\n', '\r']).unwrap_or(rest.len());
        let trimmed = text[start.min(end)..end].trim();
        let start = end - text[start.min(end)..end].trim_start().len();
        let span = Span::new(start, start + trimmed.len());
        return Ok((Cell { text: trimmed.into(), span }, end));
    }
    // Two quotes within quotes stand for one
    let mut inside = String::new();
    let mut next = start + 1;
    loop {
        let Some(length) = text[next..].find('"') else {
            let line = text[start..].find(['\n', '\r']).map_or(text.len(), |end| start + end);
            let message = "a quoted cell does not end".to_owned();
            return Err((Span::new(start, line), message, "write `\"` at its end".to_owned()));
        };
        inside.push_str(&text[next..next + length]);
        next += length + 1;
        if !text[next..].starts_with('"') {
            break;
        }
        inside.push('"');
        next += 1;
    }
    let end = next + text[next..].find([',', '\n', '\r']).unwrap_or(text.len() - next);
    let behind = text[next..end].trim();
    if !behind.is_empty() {
        let message = "text stands behind a quoted cell".to_owned();
        let help = "put a comma between cells; `\"\"` is a quote within a quoted cell".to_owned();
        return Err((Span::new(start, end), message, help));
    }
    let text = inside.trim().to_owned().into();
    Ok((Cell { text, span: Span::new(start, next) }, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        let rows = rows(text, 100).unwrap();
        rows.iter().map(|row| row.0.iter().map(|cell| cell.text.to_string()).collect()).collect()
    }

    #[test]
    fn cells_are_split() {
        assert_eq!(
            texts("a, b ,\"c,\"\"d\"\r\n\n1\r2,"),
            [&["a", "b", "c,\"d"][..], &[""], &["1"], &["2", ""]]
        );
        assert_eq!(texts(""), Vec::<Vec<String>>::new());
        assert_eq!(texts("\u{feff}x\n"), [["x"]]);
        assert_eq!(texts("  \n \"a\" ,"), [&[""][..], &["a", ""]]);
        assert!(rows("\"a", 9).is_err() && rows("\"a\"b", 9).is_err() && rows("1,2,3", 2).is_err());
    }

    proptest! {
        /// Spans show the cell as it is written, and all cells are read by the `csv` crate alike.
        #[test]
        fn any_text_is_split_or_refused(text in r#"([a1," \r\n\t\u{a0}é]|""|\PC){0,30}"#) {
            let Ok(rows) = rows(&text, 1000) else { return Ok(()) };
            for cell in rows.iter().flat_map(|row| &row.0) {
                let shown = &text[cell.span.start..cell.span.end];
                prop_assert!(shown == cell.text || shown.starts_with('"'));
            }
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
            let others: Vec<Vec<String>> =
                reader.records().filter_map(Result::ok).map(|r| r.iter().map(str::to_owned).collect()).collect();
            if !text.contains(['"', '\u{feff}']) {
                let own: Vec<Vec<String>> = texts(&text).into_iter().filter(|row| *row != [""]).collect();
                let others: Vec<Vec<String>> = others.into_iter().filter(|row| *row != [""]).collect();
                prop_assert_eq!(own, others);
            }
        }
    }
}
