//! Documents as LaTeX: plain `tabular`s that any document class takes.

use super::{Block, Document};
use crate::table::{Cell, Content, Style, Table};

impl Document {
    /// The document as LaTeX, numbers with so many digits after the point.
    pub fn to_latex(&self, digits: usize) -> String {
        let mut text = String::new();
        for block in &self.blocks {
            match block {
                Block::Gap => text.push('\n'),
                Block::Remark(remark) => {
                    text.push('\n');
                    text.push_str(&format!("{}\n\n", escape(remark)));
                }
                Block::Line(pieces) => {
                    for (style, piece) in pieces {
                        let piece = escape(piece);
                        match style {
                            Style::Strong => text.push_str(&format!(r"\textbf{{{piece}}}")),
                            _ => text.push_str(&piece),
                        }
                    }
                    text.push_str("\n\n");
                }
                Block::Table(table) => text.push_str(&table.to_latex(digits)),
            }
        }
        text
    }
}

impl Table {
    /// The table as a `tabular`, numbers with so many digits after the point. A caption stands before it.
    pub fn to_latex(&self, digits: usize) -> String {
        let mut text = String::new();
        if let Some(caption) = &self.caption {
            text.push_str(&format!("{}\n\n", escape(caption)));
        }
        let align: String = self.columns.iter().map(|c| if c.right { 'r' } else { 'l' }).collect();
        text.push_str(&format!("\\begin{{tabular}}{{{align}}}\n\\hline\n"));
        let mut line = |cells: Vec<String>| text.push_str(&format!("{} \\\\\n", cells.join(" & ")));
        line(self.columns.iter().map(|column| escape(&column.head)).collect());
        text.push_str("\\hline\n");
        for row in &self.rows {
            let shown = |cell: &Cell| {
                let text = match (cell.citation(), &cell.content) {
                    (Some((key, "")), _) => format!(r"\cite{{{key}}}"),
                    (Some((key, place)), _) => format!(r"\cite[{}]{{{key}}}", escape(place)),
                    (None, Content::Symbol(tex)) if !tex.is_empty() => format!("${tex}$"),
                    _ => escape(&cell.printed(digits)),
                };
                if cell.style == Style::Strong && !text.is_empty() {
                    format!(r"\textbf{{{text}}}")
                } else {
                    text
                }
            };
            let cells: Vec<String> = row.iter().map(shown).collect();
            text.push_str(&format!("{} \\\\\n", cells.join(" & ")));
        }
        text.push_str("\\hline\n\\end{tabular}\n\n");
        text
    }
}

/// Text that LaTeX shows as it is.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\\' => escaped.push_str(r"\textbackslash{}"),
            '~' => escaped.push_str(r"\textasciitilde{}"),
            '^' => escaped.push_str(r"\textasciicircum{}"),
            '<' => escaped.push_str("$<$"),
            '>' => escaped.push_str("$>$"),
            '−' => escaped.push_str("$-$"),
            '·' => escaped.push_str(r"$\cdot$"),
            '→' => escaped.push_str(r"$\to$"),
            '≥' => escaped.push_str(r"$\ge$"),
            '≤' => escaped.push_str(r"$\le$"),
            'ε' => escaped.push_str(r"$\varepsilon$"),
            '′' => escaped.push('\''),
            '⁰' | '¹' | '²' | '³' | '⁴' | '⁵' | '⁶' | '⁷' | '⁸' | '⁹' => {
                let power = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|digit| digit == character);
                escaped.push_str(&format!("$^{}$", power.unwrap_or(0)));
            }
            other => escaped.push(other),
        }
    }
    escaped
}
