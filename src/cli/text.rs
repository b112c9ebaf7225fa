//! Documents on a terminal.

use comfy_table::{
    Attribute, CellAlignment, Color, ColumnConstraint, ContentArrangement, Width, presets,
};
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

/// Words up to this length are not broken.
const LONGEST_WORD: usize = 16;

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
    for (place, bound) in bounds(table, digits, width.saturating_sub(2)).into_iter().enumerate() {
        if let (Some(column), Some(bound)) = (drawn.column_mut(place), bound) {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(bound)));
        }
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

/// The least width of each column, so that numbers are not broken, and words only where there is no
/// other way to stay within `width`.
fn bounds(table: &Table, digits: usize, width: usize) -> Vec<Option<u16>> {
    let longest = |place: usize| {
        let texts =
            table.rows.iter().filter_map(|row| row.get(place)).map(|cell| cell.shown(digits));
        let words = texts.filter_map(|text| text.split(' ').map(|w| w.chars().count()).max());
        words.max().unwrap_or(0)
    };
    let wanted: Vec<usize> = table
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| {
            let least = longest(place);
            2 + if column.right { least } else { least.min(LONGEST_WORD) }
        })
        .collect();
    let fits = |kept: &dyn Fn(usize) -> bool| {
        let least = wanted.iter().enumerate().map(|(i, w)| if kept(i) { *w } else { 4 });
        least.sum::<usize>() <= width
    };
    let numbers = |place: usize| table.columns[place].right;
    let kept: Box<dyn Fn(usize) -> bool> = if fits(&|_| true) {
        Box::new(|_| true)
    } else if fits(&numbers) {
        Box::new(numbers)
    } else {
        Box::new(|_| false)
    };
    let bound =
        |(place, wanted): (usize, usize)| u16::try_from(wanted).ok().filter(|_| kept(place));
    wanted.iter().copied().enumerate().map(bound).collect()
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
