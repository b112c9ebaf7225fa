//! T2: every parameter with its range, its values in both vintages, and where they come from; and public figures.

use super::super::artifact::raised;
use super::super::{Artifact, Exhibit, Fault, Study};
use super::shares::shares;
use crate::formula::Expr;
use crate::model::{Model, Parameter, Payoff, Prior, Status};
use crate::num::{Rational, shortest};
use crate::table::{Cell, Table, in_full};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "T2",
    name: "parameters",
    title: "Parameters, sources and confidence",
    games: &[
        "four-player-2024",
        "four-player-2026",
        "two-player",
        "option-to-wait",
        "horizon",
        "catching-up",
        "consolidation",
        "markov-open-gap",
    ],
    command: "equil show games/open-release/four-player-2024.game.toml --params",
    is_quick: true,
    run,
};

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let [first, second] =
        ["2024", "2026"].map(|vintage| study.game(&format!("four-player-{vintage}")));
    let (first, second) = (first?, second?);
    let mut artifact = Artifact::new();
    let heads = [
        "parameter",
        "symbol",
        "what it is",
        ">low",
        ">2024",
        ">2026",
        ">high",
        "drawn from",
        "unit",
        "grade",
        "source",
    ];
    let (mut table, mut fixed) = (
        Table::new(&heads),
        Table::new(&["constant", "symbol", "what it is", "unit", ">2024", ">2026"]),
    );
    let (mut graded, mut observed) = (0, 0);
    for parameter in &first.model.parameters {
        let later = second.value(&parameter.name).ok();
        let text = |text: &Option<String>| Cell::text(text.as_deref().unwrap_or(""));
        let symbol = Cell::symbol(parameter.tex.as_deref().unwrap_or(""));
        let Some((low, high)) = &parameter.range else {
            fixed.row(vec![
                Cell::text(parameter.name.as_str()),
                symbol,
                text(&parameter.about),
                unit(parameter.unit.as_deref()),
                written(parameter.value.as_ref()),
                written(later.as_ref()),
            ]);
            continue;
        };
        graded += 1;
        observed += usize::from(parameter.status == Some(Status::Observed));
        table.row(vec![
            Cell::text(parameter.name.as_str()),
            symbol,
            text(&parameter.about),
            written(Some(low)),
            written(parameter.value.as_ref()),
            written(later.as_ref()),
            written(Some(high)),
            Cell::text(drawn(parameter, low, high)),
            unit(parameter.unit.as_deref()),
            Cell::text(grade(parameter)),
            Cell::cited(parameter.citation.as_deref().unwrap_or("")),
        ]);
    }
    artifact.printed("", table, 4);
    artifact.printed("constants", fixed, 4);
    let table = shares(&first, &second, &mut artifact.numbers)?;
    artifact.printed("shares", table, 3);
    artifact.printed("others", others(study, first.model)?, 4);
    artifact.printed("formulas", formulas(first.model), 4);
    let mut figures = Table::new(&["figure", ">value", "unit", "source", "said", "grade"]);
    for fact in &study.facts {
        figures.row(vec![
            Cell::text(fact.text.as_str()),
            written(Some(&fact.value)),
            unit(Some(&fact.unit)),
            Cell::cited(fact.source.as_str()),
            Cell::text(fact.date.as_str()),
            Cell::text(fact.confidence.as_str()),
        ]);
    }
    artifact.printed("figures", figures, 4);
    artifact.numbers.count("parameters", graded);
    artifact.numbers.count("observed", observed);
    artifact.numbers.count("facts", study.facts.len());
    let assumed = first.model.parameters.iter();
    let assumed =
        assumed.filter(|one| one.range.is_some() && one.status == Some(Status::Assumption));
    artifact.numbers.count("assumed", assumed.count());
    // What the text mentions by its value
    for parameter in &first.model.parameters {
        for (vintage, game) in [("2024", &first), ("2026", &second)] {
            if let Ok(value) = game.value(&parameter.name) {
                artifact.numbers.exact(
                    format!("{}.{vintage}", parameter.name),
                    &value,
                    digits(&value),
                );
            }
        }
        if let Some((low, high)) = &parameter.range {
            artifact.numbers.exact(format!("{}.low", parameter.name), low, digits(low));
            artifact.numbers.exact(format!("{}.high", parameter.name), high, digits(high));
        }
    }
    Ok(artifact)
}

/// The other games whose parameters are told: what the text calls them, and their names.
const OTHERS: [(&str, &str); 6] = [
    ("the closed form", "two-player"),
    ("the option to wait", "option-to-wait"),
    ("the horizon", "horizon"),
    ("catching up", "catching-up"),
    ("consolidation", "consolidation"),
    ("releases on the gap", "markov-open-gap"),
];

/// The parameters of other games that the four-player game does not have.
fn others(study: &Study<'_>, known: &Model) -> Result<Table, Fault> {
    let mut table =
        Table::new(&["game", "symbol", "what it is", ">low", ">value", ">high", "unit", "source"]);
    for (words, name) in OTHERS {
        let game = study.game(name)?;
        let is_known = |one: &&Parameter| {
            let same = known.parameters.iter().find(|other| other.name == one.name);
            same.is_some_and(|other| other.about == one.about && other.value == one.value)
        };
        let text = |text: &Option<String>| Cell::text(text.as_deref().unwrap_or(""));
        for parameter in game.model.parameters.iter().filter(|one| !is_known(one)) {
            let (low, high) = parameter.range.as_ref().map(|(low, high)| (low, high)).unzip();
            table.row(vec![
                Cell::text(words),
                parameter
                    .tex
                    .as_deref()
                    .map_or_else(|| Cell::text(parameter.name.as_str()), Cell::symbol),
                text(&parameter.about),
                written(low),
                written(parameter.value.as_ref()),
                written(high),
                unit(parameter.unit.as_deref()),
                Cell::cited(parameter.citation.as_deref().unwrap_or("")),
            ]);
        }
    }
    Ok(table)
}

/// Between which values a parameter is drawn, where these are not the ends of its range.
fn drawn(parameter: &Parameter, low: &Rational, high: &Rational) -> String {
    let (from, to) = match &parameter.prior {
        Some(Prior::Uniform(from, to) | Prior::Triangular(from, _, to)) => (from, to),
        Some(Prior::Normal(..)) | None => return String::new(),
    };
    if from == low && to == high {
        return String::new();
    }
    format!("{}–{}", in_full(from), in_full(to))
}

/// Every formula of a game as its file writes it: named ones, then payoffs.
fn formulas(model: &Model) -> Table {
    let mut table = Table::new(&["name", "unit", "what it is", "formula"]);
    let written = |formula: &Expr| {
        let text = model.source.text.get(formula.span.start..formula.span.end).unwrap_or_default();
        Cell::text(text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let text = |text: &Option<String>| Cell::text(text.as_deref().unwrap_or(""));
    for helper in &model.helpers {
        table.row(vec![
            Cell::text(helper.name.as_str()),
            unit(helper.unit.as_deref()),
            text(&helper.about),
            written(&helper.formula),
        ]);
    }
    for (player, payoff) in model.players.iter().zip(&model.payoffs) {
        if let Payoff::Formula(formula) = payoff {
            table.row(vec![
                Cell::text(player.name.as_str()),
                text(&model.info.currency),
                Cell::text("payoff"),
                written(formula),
            ]);
        }
    }
    table
}

/// A unit, its powers raised in print.
fn unit(unit: Option<&str>) -> Cell {
    let unit = unit.unwrap_or("");
    Cell::rounded(raised(unit), unit)
}

/// `A` (official) to `D` (judgement), and `*` for what is assumed.
fn grade(parameter: &Parameter) -> String {
    let mark = if parameter.status == Some(Status::Assumption) { "*" } else { "" };
    format!("{}{mark}", parameter.confidence.as_deref().unwrap_or(""))
}

/// As the file writes it.
pub(super) fn written(value: Option<&Rational>) -> Cell {
    value.map_or_else(Cell::empty, |value| {
        let exact = shortest(value).unwrap_or_else(|| value.to_string());
        let is_long = exact.len() > LONGEST;
        let shown = if is_long { crate::num::decimal(value, DIGITS) } else { exact.clone() };
        Cell::rounded(shown, exact)
    })
}

/// Numbers with more characters are rounded in print, to so many digits after the point.
const LONGEST: usize = 8;
const DIGITS: usize = 4;

/// Digits after the point of a number as the file writes it, as far as print goes.
fn digits(value: &Rational) -> usize {
    let written = shortest(value).unwrap_or_default();
    written.split_once('.').map_or(0, |(_, after)| after.len()).min(DIGITS)
}
