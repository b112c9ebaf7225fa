//! Tables on a terminal: no word is broken that fits a line.

use comfy_table::{
    Attribute, CellAlignment, Color, ColumnConstraint, ContentArrangement, Width, presets,
};
use equil::table::{Cell, Style, Table};

use super::text::{painted, wrapped};

/// Columns are this far apart; half of it stands on either side.
const GAP: usize = 2;

/// What the whole table is moved to the right by, and what does not fit the first line of a row.
const INDENT: usize = 2;
const DEEPER: usize = 6;

/// A table as text, within `width` columns.
///
/// Where the longest words of all columns fit side by side, so does the table, and other cells are
/// wrapped; else each row takes several lines, the later ones moved to the right.
pub(super) fn drawn(table: &Table, digits: usize, width: usize, colours: bool) -> String {
    let mut text = String::new();
    if let Some(caption) = &table.caption {
        for line in wrapped(caption, width) {
            text.push_str(&painted(&line, Style::Strong, colours));
            text.push('\n');
        }
    }
    let needs = needs(table, digits);
    let room = width.saturating_sub(INDENT);
    if needs.iter().map(|need| need.word + GAP).sum::<usize>() <= room {
        text.push_str(&side_by_side(table, digits, room, &needs, colours));
    } else {
        text.push_str(&Stacked::new(table, digits, width, &needs, colours).drawn());
    }
    text
}

/// How wide a column must be.
struct Need {
    /// For no word to be broken.
    word: usize,
    /// For nothing to be wrapped.
    whole: usize,
}

fn needs(table: &Table, digits: usize) -> Vec<Need> {
    let need = |place: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(place));
        let texts = cells.map(|cell| cell.shown(digits)).chain([table.columns[place].head.clone()]);
        texts.fold(Need { word: 0, whole: 0 }, |need, text| Need {
            word: text.split(' ').map(length).fold(need.word, usize::max),
            whole: need.whole.max(length(&text)),
        })
    };
    (0..table.columns.len()).map(need).collect()
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn side_by_side(
    table: &Table,
    digits: usize,
    room: usize,
    needs: &[Need],
    colours: bool,
) -> String {
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    drawn.set_width(u16::try_from(room).unwrap_or(u16::MAX));
    if colours {
        drawn.enforce_styling();
    } else {
        drawn.force_no_tty();
    }
    if has_heads(table) {
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
    for (place, need) in needs.iter().enumerate() {
        if let (Some(column), Ok(bound)) = (drawn.column_mut(place), u16::try_from(need.word + GAP))
        {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(bound)));
        }
    }
    let mut text = String::new();
    for line in drawn.to_string().lines() {
        text.push_str(format!("{}{line}", " ".repeat(INDENT)).trim_end());
        text.push('\n');
    }
    text
}

fn has_heads(table: &Table) -> bool {
    table.columns.iter().any(|column| !column.head.is_empty())
}

/// A table that is too wide: columns in groups, each of which has a line of a row.
struct Stacked<'a> {
    table: &'a Table,
    digits: usize,
    colours: bool,
    /// Columns with their widths, and how far the group is moved to the right.
    groups: Vec<(Vec<(usize, usize)>, usize)>,
}

impl<'a> Stacked<'a> {
    fn new(table: &'a Table, digits: usize, width: usize, needs: &[Need], colours: bool) -> Self {
        let mut groups: Vec<(Vec<(usize, usize)>, usize)> = Vec::new();
        let mut left = 0;
        for (place, need) in needs.iter().enumerate() {
            let wanted = need.word + GAP;
            match groups.last_mut() {
                Some((group, _)) if wanted <= left => {
                    left -= wanted;
                    group.push((place, need.word));
                }
                _ => {
                    let indent = if groups.is_empty() { INDENT + GAP / 2 } else { DEEPER };
                    let room = width.saturating_sub(indent);
                    // A word longer than a line is broken
                    let own = need.word.min(room);
                    left = room - own;
                    groups.push((vec![(place, own)], indent));
                }
            }
        }
        for (group, indent) in &mut groups {
            widen(group, needs, width.saturating_sub(*indent));
        }
        Self { table, digits, colours, groups }
    }

    fn drawn(&self) -> String {
        let mut text = String::new();
        if has_heads(self.table) {
            let heads: Vec<(String, Style)> =
                self.table.columns.iter().map(|c| (c.head.clone(), Style::Faint)).collect();
            self.row(&heads, &mut text);
        }
        for row in &self.table.rows {
            let shown = |cell: &Cell| (cell.shown(self.digits), cell.style);
            self.row(&row.iter().map(shown).collect::<Vec<_>>(), &mut text);
        }
        text
    }

    fn row(&self, cells: &[(String, Style)], text: &mut String) {
        for (group, indent) in &self.groups {
            let lines: Vec<Vec<String>> = group
                .iter()
                .map(|&(place, width)| {
                    cells.get(place).map_or_else(Vec::new, |(cell, _)| broken(cell, width))
                })
                .collect();
            let height = lines.iter().map(Vec::len).max().unwrap_or(0);
            for number in 0..height {
                let mut line = " ".repeat(*indent);
                for (&(place, width), lines) in group.iter().zip(&lines) {
                    let piece = lines.get(number).map_or("", String::as_str);
                    let space = " ".repeat(width.saturating_sub(length(piece)));
                    let style = cells.get(place).map_or(Style::Plain, |(_, style)| *style);
                    let piece = painted(piece, style, self.colours);
                    let right = self.table.columns[place].right;
                    let (before, after) =
                        if right { (space, String::new()) } else { (String::new(), space) };
                    line.push_str(&format!("{before}{piece}{after}{}", " ".repeat(GAP)));
                }
                text.push_str(line.trim_end());
                text.push('\n');
            }
        }
    }
}

/// Gives the columns of a group what is left of a line: those first that need least to be whole.
fn widen(group: &mut [(usize, usize)], needs: &[Need], room: usize) {
    let used: usize = group.iter().map(|(_, width)| width + GAP).sum();
    let mut left = (room + GAP).saturating_sub(used);
    let mut order: Vec<usize> = (0..group.len()).collect();
    order.sort_by_key(|&i| needs[group[i].0].whole.saturating_sub(group[i].1));
    for (done, &i) in order.iter().enumerate() {
        let (place, width) = &mut group[i];
        let share = left / (order.len() - done);
        let more = needs[*place].whole.saturating_sub(*width).min(share);
        *width += more;
        left -= more;
    }
}

/// Lines of at most `width` characters; nothing if there is no text.
fn broken(text: &str, width: usize) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for line in wrapped(text, width) {
        let letters: Vec<char> = line.chars().collect();
        lines.extend(letters.chunks(width.max(1)).map(|chunk| chunk.iter().collect::<String>()));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(count: usize, name: &str) -> Table {
        let heads: Vec<String> = (0..count).map(|i| format!("player{i}")).collect();
        let mut table = Table::new(&heads.iter().map(String::as_str).collect::<Vec<_>>());
        table.row((0..count).map(|i| Cell::text(format!("{name}{i}"))).collect());
        table
    }

    #[test]
    fn names_are_whole_at_any_width_that_has_room() {
        for count in 1..9 {
            let table = names(count, "build_closed_");
            for width in 20..120 {
                let text = drawn(&table, 4, width, false);
                for i in 0..count {
                    assert!(text.contains(&format!("build_closed_{i}")), "{count} {width}\n{text}");
                }
                for line in text.lines() {
                    assert!(length(line) <= width && line.trim_end() == line, "{width}: {line}");
                }
            }
        }
    }

    #[test]
    fn only_words_longer_than_a_line_are_broken() {
        let text = drawn(&names(2, &"x".repeat(50)), 4, 30, false);
        assert!(text.lines().all(|line| length(line) <= 30), "{text}");
        assert_eq!(text.matches('x').count(), 100, "nothing is lost: {text}");
    }

    #[test]
    fn colours_change_nothing_else() {
        let mut table = names(6, "strategy_");
        table.rows[0][1].style = Style::Strong;
        let plain = drawn(&table, 4, 40, false);
        let painted = drawn(&table, 4, 40, true);
        assert!(painted.contains("\u{1b}[1m"), "{painted}");
        let stripped = ["0", "1", "2"]
            .iter()
            .fold(painted, |text, code| text.replace(&format!("\u{1b}[{code}m"), ""));
        assert_eq!(stripped, plain);
    }
}
