//! Documents as HTML, for pages.

use super::{Block, Document};
use crate::table::{Cell, Column, Style, Table};

/// Text that HTML shows as it is, between tags and in attributes.
///
/// # Examples
/// ```
/// assert_eq!(equil::report::html_text("a < \"b\" & c"), "a &lt; &quot;b&quot; &amp; c");
/// ```
pub fn html_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl Document {
    /// The document as HTML elements, numbers with so many digits after the point. How pieces stand out are classes: `strong`,
    /// `good`, `bad`, `faint`; remarks are paragraphs of the class `remark`. End tags that HTML does not need are left out.
    pub fn to_html(&self, digits: usize) -> String {
        let mut html = String::new();
        for block in &self.blocks {
            match block {
                Block::Gap => {}
                Block::Remark(remark) => {
                    html.push_str(&format!("<p class=remark>{}\n", coded(remark)));
                }
                Block::Line(pieces) => {
                    html.push_str("<p>");
                    for (style, piece) in pieces {
                        html.push_str(&styled(*style, &coded(piece)));
                    }
                    html.push('\n');
                }
                Block::Table(table) => html.push_str(&table_html(table, digits)),
            }
        }
        html
    }
}

/// Text of which what is in backquotes is code.
pub(crate) fn coded(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        // One of them is alone
        return html_text(text);
    }
    let each = parts.iter().enumerate().map(|(place, part)| match place % 2 {
        0 => html_text(part),
        _ => format!("<code>{}</code>", html_text(part)),
    });
    each.collect()
}

fn styled(style: Style, html: &str) -> String {
    match style {
        Style::Plain => html.to_owned(),
        _ if html.is_empty() => String::new(),
        Style::Strong => format!("<strong>{html}</strong>"),
        Style::Good => format!("<strong class=good>{html}</strong>"),
        Style::Bad => format!("<strong class=bad>{html}</strong>"),
        Style::Faint => format!("<span class=faint>{html}</span>"),
    }
}

/// Tables with so many columns are of the class `wide`: they are not to be squeezed.
const WIDE: usize = 5;

/// A table that scrolls by itself where it is too wide; a column without a heading has none for screen readers either.
fn table_html(table: &Table, digits: usize) -> String {
    let caption = table.caption.as_deref().unwrap_or_default();
    let label = if caption.is_empty() { "Table" } else { caption };
    let wide = if table.columns.len() >= WIDE { " class=wide" } else { "" };
    let mut html = format!(
        "<div class=scroll role=region tabindex=0 aria-label=\"{}\"><table{wide}>",
        html_text(label)
    );
    if !caption.is_empty() {
        html.push_str(&format!("<caption>{}</caption>", html_text(caption)));
    }
    if table.columns.iter().any(|column| !column.head.is_empty()) {
        html.push_str("<thead><tr>");
        for Column { head, right } in &table.columns {
            let number = if *right { " class=n" } else { "" };
            html.push_str(&match head.as_str() {
                "" => "<td>".to_owned(),
                head => format!("<th scope=col{number}>{}", html_text(head)),
            });
        }
    }
    html.push_str("<tbody>\n");
    for row in &table.rows {
        html.push_str("<tr>");
        for (cell, column) in row.iter().zip(&table.columns) {
            html.push_str(&cell_html(cell, column, digits));
        }
        html.push('\n');
    }
    html.push_str("</table></div>\n");
    html
}

fn cell_html(cell: &Cell, column: &Column, digits: usize) -> String {
    let number = if column.right { " class=n" } else { "" };
    format!("<td{number}>{}", styled(cell.style, &coded(&cell.shown(digits))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_become_elements() {
        let mut document = Document::new();
        document
            .pieces(vec![(Style::Strong, "a < b".to_owned()), (Style::Plain, " & c".to_owned())]);
        let mut table = Table::new(&["", ">gain"]).caption("Gains");
        table.row(vec![Cell::text("x").styled(Style::Good), Cell::text("1")]);
        document.table(table);
        document.remark("proved: `a < b` says more, ` does not");
        document.remark("proved by `equil <x>`");
        let html = document.to_html(2);
        assert!(
            html.starts_with("<p><strong>a &lt; b</strong> &amp; c\n<div class=scroll"),
            "{html}"
        );
        assert!(html.contains("<thead><tr><td><th scope=col class=n>gain<tbody>"), "{html}");
        assert!(html.contains("<tr><td><strong class=good>x</strong><td class=n>1\n"), "{html}");
        assert!(
            html.contains("<p class=remark>proved: `a &lt; b` says more, ` does not\n"),
            "{html}"
        );
        assert!(
            html.ends_with("<p class=remark>proved by <code>equil &lt;x&gt;</code>\n"),
            "{html}"
        );
    }
}
