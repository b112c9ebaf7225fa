//! Documents on a terminal.

use comfy_table::{Attribute, CellAlignment, Color, ContentArrangement, presets};
use equil::report::{Block, Document};
use equil::table::{Style, Table};

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
            Block::Table(table) => text.push_str(&table_text(table, digits, width, colours)),
        }
    }
    text
}

fn table_text(table: &Table, digits: usize, width: usize, colours: bool) -> String {
    let mut text = String::new();
    if let Some(caption) = &table.caption {
        for line in wrapped(caption, width) {
            text.push_str(&painted(&line, Style::Strong, colours));
            text.push('\n');
        }
    }
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    drawn.set_width(u16::try_from(width.saturating_sub(2)).unwrap_or(u16::MAX));
    if colours {
        drawn.enforce_styling();
    } else {
        drawn.force_no_tty();
    }
    if table.columns.iter().any(|column| !column.head.is_empty()) {
        drawn.set_header(table.columns.iter().map(|column| {
            let cell = comfy_table::Cell::new(&column.head).add_attribute(Attribute::Dim);
            if column.right { cell.set_alignment(CellAlignment::Right) } else { cell }
        }));
    }
    for row in &table.rows {
        drawn.add_row(row.iter().zip(&table.columns).map(|(cell, column)| {
            let shown = comfy_table::Cell::new(cell.shown(digits));
            let shown = match cell.style {
                Style::Plain => shown,
                Style::Strong => shown.add_attribute(Attribute::Bold),
                Style::Good => shown.fg(Color::Green),
                Style::Bad => shown.fg(Color::Red),
                Style::Faint => shown.add_attribute(Attribute::Dim),
            };
            if column.right { shown.set_alignment(CellAlignment::Right) } else { shown }
        }));
    }
    for line in drawn.to_string().lines() {
        text.push_str("  ");
        text.push_str(line);
        while text.ends_with(' ') {
            text.pop();
        }
        text.push('\n');
    }
    text
}

fn painted(text: &str, style: Style, colours: bool) -> String {
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
fn wrapped(text: &str, width: usize) -> Vec<String> {
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
