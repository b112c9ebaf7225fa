//! Documents as Typst: tables of the standard library, which any document may set in its own way.

use super::{Block, Document};
use crate::table::{Cell, Content, Style, Table};
use crate::text::Symbol;

impl Document {
    /// The document as Typst, numbers with so many digits after the point.
    pub fn to_typst(&self, digits: usize) -> String {
        let mut text = String::new();
        for block in &self.blocks {
            match block {
                Block::Gap => text.push('\n'),
                Block::Remark(remark) => {
                    text.push('\n');
                    text.push_str(&format!("#text({})\n\n", quoted(remark)));
                }
                Block::Line(pieces) => {
                    for (style, piece) in pieces {
                        match style {
                            Style::Strong => text.push_str(&format!("#strong({})", quoted(piece))),
                            _ => text.push_str(&format!("#text({})", quoted(piece))),
                        }
                    }
                    text.push_str("\n\n");
                }
                Block::Table(table) => text.push_str(&table.to_typst(digits)),
            }
        }
        text
    }
}

impl Table {
    /// The table as a call of Typst's `table`, numbers with so many digits after the point. A caption stands before
    /// it.
    ///
    /// # Examples
    /// ```
    /// use equil::num::Rational;
    /// use equil::table::{Cell, Table};
    ///
    /// let mut table = Table::new(&["player", ">gain"]);
    /// table.row(vec![Cell::text("meta"), Cell::exact(&Rational::new(1, 8).unwrap())]);
    /// assert!(table.to_typst(3).contains("[meta], [0.125],"));
    /// ```
    pub fn to_typst(&self, digits: usize) -> String {
        let mut text = String::new();
        if let Some(caption) = &self.caption {
            text.push_str(&format!("#text({})\n\n", quoted(caption)));
        }
        let align = |right: bool| if right { "right" } else { "left" };
        let aligned: Vec<&str> = self.columns.iter().map(|column| align(column.right)).collect();
        text.push_str(&format!(
            "#table(\n  columns: {},\n  align: ({},),\n",
            self.columns.len(),
            aligned.join(", ")
        ));
        let heads: Vec<String> =
            self.columns.iter().map(|column| format!("[{}]", escape(&column.head))).collect();
        text.push_str(&format!("  table.header({}),\n", heads.join(", ")));
        for row in &self.rows {
            let cells: Vec<String> = row.iter().map(|cell| shown(cell, digits)).collect();
            text.push_str(&format!("  {},\n", cells.join(", ")));
        }
        text.push_str(")\n\n");
        text
    }
}

fn shown(cell: &Cell, digits: usize) -> String {
    let symbol = match &cell.content {
        Content::Symbol(tex) => Symbol::parse(tex),
        _ => None,
    };
    let text = match (cell.citation(), symbol) {
        (Some((key, "")), _) => format!("#cite(label(\"{key}\"), form: \"prose\")"),
        (Some((key, place)), _) => {
            format!("#cite(label(\"{key}\"), form: \"prose\", supplement: [{}])", escape(place))
        }
        (None, Some(symbol)) => format!("${}$", symbol.typst()),
        (None, None) => escape(&cell.printed(digits)),
    };
    if cell.style == Style::Strong && !text.is_empty() {
        format!("[*{text}*]")
    } else {
        format!("[{text}]")
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Text that Typst shows as it is.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(
            character,
            '\\' | '#'
                | '$'
                | '*'
                | '_'
                | '`'
                | '<'
                | '>'
                | '@'
                | '['
                | ']'
                | '~'
                | '/'
                | '\''
                | '"'
                | '='
                | '-'
                | '+'
        ) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_typst_reads_otherwise_is_escaped() {
        let mut table = Table::new(&["a_b", ">x"]).caption("say \"so\"");
        table.row(vec![Cell::text("*1* [x] // y").styled(Style::Strong), Cell::empty()]);
        let text = table.to_typst(2);
        assert!(text.starts_with("#text(\"say \\\"so\\\"\")"));
        assert!(text.contains(r"[*\*1\* \[x\] \/\/ y*], [],"), "{text}");
        assert!(text.contains(r"table.header([a\_b], [x]),"));
    }

    #[test]
    fn symbols_and_citations_are_what_they_are() {
        let mut table = Table::new(&["symbol", "source", "page"]);
        let page = Cell::cited("pearce1984, p. 1035");
        table.row(vec![Cell::symbol(r"\mu_w"), Cell::cited("pearce1984"), page]);
        table.row(vec![Cell::symbol(r"\sqrt{x}"), Cell::cited(""), Cell::cited("")]);
        let text = table.to_typst(2);
        assert!(
            text.contains(r#"[$μ_(w)$], [#cite(label("pearce1984"), form: "prose")],"#),
            "{text}"
        );
        assert!(text.contains("supplement: [p. 1035])],"), "{text}");
        assert!(text.contains(r"[\\sqrt{x}], [], [],"), "{text}");
        let tex = table.to_latex(2);
        assert!(
            tex.contains(r"$\mu_w$ & \cite{pearce1984} & \cite[p. 1035]{pearce1984} \\"),
            "{tex}"
        );
        let csv = table.to_csv(None);
        assert!(csv.contains(r#"\mu_w,pearce1984,"pearce1984, p. 1035""#), "{csv}");
    }
}
