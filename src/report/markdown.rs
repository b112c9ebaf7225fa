//! Documents as Markdown.

use super::{Block, Document};
use crate::table::{Style, Table};

impl Document {
    /// The document as Markdown, numbers with so many digits after the point.
    pub fn to_markdown(&self, digits: usize) -> String {
        let mut text = String::new();
        for block in &self.blocks {
            match block {
                Block::Gap => text.push('\n'),
                Block::Remark(remark) => {
                    text.push('\n');
                    text.push_str(&format!("{}  \n", escaped(remark)));
                }
                Block::Line(pieces) => {
                    for (style, piece) in pieces {
                        let escaped = escaped(piece.trim_end());
                        let space = &piece[piece.trim_end().len()..];
                        match style {
                            Style::Strong | Style::Good | Style::Bad if !escaped.is_empty() => {
                                text.push_str(&format!("**{}**{space}", escaped.trim_start()));
                            }
                            _ => text.push_str(&format!("{escaped}{space}")),
                        }
                    }
                    text.push_str("  \n");
                }
                Block::Table(table) => {
                    text.push('\n');
                    text.push_str(&markdown(table, digits));
                    text.push('\n');
                }
            }
        }
        text
    }
}

/// Text that Markdown shows as it is.
fn escaped(text: &str) -> String {
    text.replace('*', r"\*").replace('_', r"\_")
}

fn markdown(table: &Table, digits: usize) -> String {
    let escape = |cell: &str| cell.replace('|', r"\|").replace('_', r"\_").replace('*', r"\*");
    let mut text = String::new();
    if let Some(caption) = &table.caption {
        text.push_str(&format!("{}\n\n", escape(caption)));
    }
    let mut line = |cells: Vec<String>| text.push_str(&format!("| {} |\n", cells.join(" | ")));
    line(table.columns.iter().map(|column| escape(&column.head)).collect());
    let rule = |right: bool| if right { "--:".to_owned() } else { ":--".to_owned() };
    line(table.columns.iter().map(|column| rule(column.right)).collect());
    for row in &table.rows {
        let shown = |cell: &crate::table::Cell| {
            let text = escape(&cell.shown(digits));
            if cell.style == Style::Strong && !text.is_empty() {
                format!("**{text}**")
            } else {
                text
            }
        };
        line(row.iter().map(shown).collect());
    }
    text
}
