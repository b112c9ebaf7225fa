//! `equil show --formulas`: payoffs and helpers as they are written, and as LaTeX.

use serde_json::{Map, Value, json};

use super::json::game_json;
use super::latex::escape;
use crate::formula::{Expr, latex};
use crate::model::{Model, Payoff, Symbols};
use crate::table::{Cell, Style, Table};

use super::Document;

/// The formulas of a model, ready to be told.
#[derive(Clone, Copy, Debug)]
pub struct Formulas<'a>(pub &'a Model);

/// A formula and what it gives.
struct Line<'a> {
    /// As in the file.
    name: String,
    /// For math mode.
    symbol: String,
    formula: &'a Expr,
    about: Option<&'a str>,
}

impl<'a> Formulas<'a> {
    fn payoffs(self) -> Vec<Line<'a>> {
        let model = self.0;
        let mut lines = Vec::new();
        for (player, payoff) in model.players.iter().zip(&model.payoffs) {
            let symbol = format!(r"u_{{\text{{{}}}}}", escape(&player.name));
            match payoff {
                Payoff::Formula(formula) => {
                    lines.push(Line { name: player.name.clone(), symbol, formula, about: None });
                }
                Payoff::ByStrategy(formulas) => {
                    for (strategy, formula) in player.strategies.iter().zip(formulas) {
                        lines.push(Line {
                            name: format!("{}.{strategy}", player.name),
                            symbol: format!(r"{symbol}(\text{{{}}})", escape(strategy)),
                            formula,
                            about: None,
                        });
                    }
                }
                Payoff::Table(_) => {}
            }
        }
        lines
    }

    fn helpers(self) -> Vec<Line<'a>> {
        let symbols = Symbols(self.0);
        let line = |(number, helper): (usize, &'a crate::model::Helper)| Line {
            name: helper.name.clone(),
            symbol: symbols.helper(number),
            formula: &helper.formula,
            about: helper.about.as_deref(),
        };
        self.0.helpers.iter().enumerate().map(line).collect()
    }

    /// Players whose payoffs are listed, not given by formulas.
    fn listed(self) -> Vec<&'a str> {
        let model = self.0;
        let players = model.players.iter().zip(&model.payoffs);
        players
            .filter(|(_, payoff)| matches!(payoff, Payoff::Table(_)))
            .map(|(player, _)| player.name.as_str())
            .collect()
    }

    /// A formula as it is written, on one line.
    fn written(self, formula: &Expr) -> String {
        let text = self.0.source.text.get(formula.span.start..formula.span.end).unwrap_or("");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The formulas as they are written: payoffs, then helpers.
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        for (title, lines) in [("Payoffs", self.payoffs()), ("Helpers", self.helpers())] {
            if lines.is_empty() {
                continue;
            }
            if !document.blocks.is_empty() {
                document.gap();
            }
            let about = lines.iter().any(|line| line.about.is_some());
            let heads: &[&str] = if about { &["", "", ""] } else { &["", ""] };
            let mut table = Table::new(heads).caption(title);
            for line in &lines {
                let mut row = vec![
                    Cell::text(format!("{} =", line.name)),
                    Cell::text(self.written(line.formula)),
                ];
                if about {
                    row.push(Cell::text(line.about.unwrap_or("")).styled(Style::Faint));
                }
                table.row(row);
            }
            document.table(table);
        }
        let listed = self.listed();
        if !listed.is_empty() {
            document.line(format!("Listed in a table: the payoffs of {}.", listed.join(", ")));
        }
        document
    }

    /// The formulas with their names, a row each.
    pub fn data(&self) -> Table {
        let mut table = Table::new(&["kind", "name", "formula", "latex", "about"]);
        for (kind, lines) in [("payoff", self.payoffs()), ("helper", self.helpers())] {
            for line in lines {
                table.row(vec![
                    Cell::text(kind),
                    Cell::text(line.name.as_str()),
                    Cell::text(self.written(line.formula)),
                    Cell::text(latex(line.formula, &Symbols(self.0))),
                    Cell::text(line.about.unwrap_or("")),
                ]);
            }
        }
        table
    }

    /// The formulas as LaTeX, for a document that loads `amsmath`.
    pub fn to_latex(&self) -> String {
        let mut text = String::new();
        for (title, lines) in [("Payoffs", self.payoffs()), ("Helpers", self.helpers())] {
            if lines.is_empty() {
                continue;
            }
            let equation = |line: &Line<'_>| {
                let about = line
                    .about
                    .map_or_else(String::new, |about| format!(r" && \text{{{}}}", escape(about)));
                let formula = latex(line.formula, &Symbols(self.0));
                format!("  {} &= {formula}{about}", line.symbol)
            };
            let equations: Vec<String> = lines.iter().map(equation).collect();
            let equations = equations.join(" \\\\\n");
            text.push_str(&format!("% {title}\n\\begin{{align*}}\n{equations}\n\\end{{align*}}\n"));
        }
        text
    }

    /// Everything, for other programs (`equil.show/1`).
    pub fn json(&self, warnings: &[String]) -> Value {
        let object = |lines: Vec<Line<'_>>| -> Map<String, Value> {
            let one = |line: Line<'_>| {
                let said = json!({
                    "formula": self.written(line.formula),
                    "latex": latex(line.formula, &Symbols(self.0)),
                    "about": line.about,
                });
                (line.name, said)
            };
            lines.into_iter().map(one).collect()
        };
        json!({
            "schema": "equil.show/1",
            "game": game_json(self.0),
            "payoff_formulas": object(self.payoffs()),
            "helpers": object(self.helpers()),
            "listed": self.listed(),
            "warnings": warnings,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::format::{Limits, read};
    use crate::formula::latex;
    use crate::model::{Payoff, Symbols};
    use crate::text::Source;

    #[test]
    fn every_kind_of_name_has_a_symbol() {
        let file = r#"
format = 1
[game]
name = "g"
[players]
ann = ["stay", "go_on"]
bob = ["stay", "go_on"]
[classes.ann]
any = ["stay", "go_on"]
[groups]
firm = ["ann", "bob"]
[params]
k = { value = 1, tex = '\kappa' }
[params.cost]
each = "firm"
ann = 1
bob = 2
[params.gain]
each = "firm"
ann = { value = 1, tex = "g_A" }
bob = { value = 1, tex = "g_B" }
[define]
n_on = "count(firm.go_on)"
[payoff]
ann = "k * n_on^2 - cost[self] + gain[bob] * ann.any + self.stay"
bob = "cost[ann] - gain[self] * ann.go_on"
"#;
        let source = Source::new("g.game.toml", file);
        let model = read(&source, &Limits::default()).unwrap().model;
        let shown = |expr| latex(expr, &Symbols(&model));
        let payoff = |player: usize| match &model.payoffs[player] {
            Payoff::Formula(formula) => shown(formula),
            _ => unreachable!(),
        };
        assert_eq!(
            payoff(0),
            r"\kappa \, {\mathrm{n\_on}}^{2} - {\mathrm{cost}}_{i} + g_B \, \mathbf{1}[\text{ann: any}] + \mathbf{1}[i\text{: stay}]"
        );
        assert_eq!(
            payoff(1),
            r"{\mathrm{cost}}_{\mathrm{ann}} - {\mathrm{gain}}_{i} \, \mathbf{1}[\text{ann: go\_on}]"
        );
        assert_eq!(shown(&model.helpers[0].formula), r"\#[\text{firm: go\_on}]");
    }
}
