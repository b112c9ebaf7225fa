//! Documents on a terminal.

use super::table;
use equil::report::{Block, Document};
use equil::table::Style;

/// A document as text, within `width` columns.
pub(crate) fn rendered(document: &Document, digits: usize, width: usize, colours: bool) -> String {
    let mut text = String::new();
    for block in &document.blocks {
        match block {
            Block::Gap => text.push('\n'),
            Block::Line(pieces) => {
                let plain: String = pieces.iter().map(|(_, piece)| piece.as_str()).collect();
                if plain.chars().count() <= width {
                    for (style, piece) in pieces {
                        text.push_str(&painted(piece, *style, colours));
                    }
                    text.push('\n');
                } else {
                    // Wrapped text is painted as a whole
                    let style = match pieces.as_slice() {
                        [(style, _)] => *style,
                        _ => Style::Plain,
                    };
                    for line in wrapped(&plain, width) {
                        text.push_str(&painted(&line, style, colours));
                        text.push('\n');
                    }
                }
            }
            Block::Remark(remark) => {
                text.push('\n');
                for line in wrapped(remark, width) {
                    text.push_str(&painted(&line, Style::Faint, colours));
                    text.push('\n');
                }
            }
            Block::Table(table) => text.push_str(&table::drawn(table, digits, width, colours)),
        }
    }
    text
}

pub(super) fn painted(text: &str, style: Style, colours: bool) -> String {
    let code = match style {
        _ if !colours || text.trim().is_empty() => return text.to_owned(),
        Style::Plain => return text.to_owned(),
        Style::Strong => "1",
        Style::Good => "32",
        Style::Bad => "31",
        Style::Faint => "2",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

/// Lines of at most `width` characters, broken at spaces where possible.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            lines.push(String::new());
            used = 0;
        }
        let line = lines.last_mut().expect("there is always a line");
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += length;
    }
    lines
}
