//! What of a game the rows of a sweep depend on, as hashes: so that a change that matters is noticed and named, and one that does
//! not is no hindrance.

use serde_json::{Map, Value};
use twox_hash::XxHash3_128;

use super::manifest::hash;
use crate::formula::{BinaryOp, Graph, Id, Op};
use crate::model::{Model, Payoff, Table};
use crate::text::Span;

/// Players and their strategies, in order.
pub(super) fn players(model: &Model) -> Value {
    let player = |player: &crate::model::Player| {
        (player.name.clone(), Value::from(player.strategies.clone()))
    };
    Value::Object(model.players.iter().map(player).collect())
}

/// For each player and strategy a hash of the payoffs as functions of parameters: the same just if they are computed in the same
/// steps, however they are written.
///
/// # Complexity
/// As [`Model::symbolic`], and a hash of each node.
pub(super) fn payoffs(model: &Model) -> Value {
    let (shape, symbolic) = (model.shape(), model.symbolic());
    let marks = marks(model, &symbolic.graph, &symbolic.payoffs);
    let mut all = Map::new();
    for (number, player) in model.players.iter().enumerate() {
        let mut own = vec![XxHash3_128::new(); player.strategies.len()];
        for (profile, id) in symbolic.payoffs[number].iter().enumerate() {
            own[shape.strategy(profile, number)].write(&marks[id.index()].to_le_bytes());
        }
        let own = own.iter().map(|hasher| format!("{:032x}", hasher.finish_128()).into());
        let own = player.strategies.iter().cloned().zip(own).collect();
        all.insert(player.name.clone(), Value::Object(own));
    }
    Value::Object(all)
}

/// A hash of each node that payoffs depend on: of what it does, and of the hashes of its arguments.
fn marks(model: &Model, graph: &Graph, payoffs: &[Vec<Id>]) -> Vec<u128> {
    let order = graph.reachable(&payoffs.concat());
    let mut marks = vec![0; order.last().map_or(0, |id| id.index() + 1)];
    for id in order {
        let of = |id: Id| -> u128 { marks[id.index()] };
        let (said, mut arguments) = match graph.op(id) {
            Op::Number(_) => {
                (graph.as_number(id).map_or_else(String::new, |x| format!("number {x}")), vec![])
            }
            Op::Input(input) => {
                let name = model.parameters.get(input as usize).map_or("", |p| p.name.as_str());
                (format!("parameter {name}"), vec![])
            }
            Op::Unary(op, x) => (format!("{op:?}"), vec![of(x)]),
            Op::Binary(op, x, y) => (format!("{op:?}"), vec![of(x), of(y)]),
            Op::If(x, y, z) => ("If".to_owned(), vec![of(x), of(y), of(z)]),
            Op::Undefined => ("Undefined".to_owned(), vec![]),
        };
        // Their order follows that of the file
        if matches!(graph.op(id), Op::Binary(BinaryOp::Add | BinaryOp::Multiply, ..)) {
            arguments.sort_unstable();
        }
        let mut hasher = XxHash3_128::new();
        hasher.write(said.as_bytes());
        for mark in arguments {
            hasher.write(&mark.to_le_bytes());
        }
        marks[id.index()] = hasher.finish_128();
    }
    marks
}

/// Hashes of what the file says under a name: spaces do not count. Classes and groups are there to say what has changed.
pub(super) fn written(model: &Model) -> Value {
    let mut all = Map::new();
    let mut note = |name: String, span: Span| {
        let text = model.source.text.get(span.start..span.end).unwrap_or("");
        let text: String = text.split_whitespace().collect();
        all.insert(name, hash(text.as_bytes()).into());
    };
    for helper in &model.helpers {
        note(format!("the formula `{}`", helper.name), helper.formula.span);
    }
    for (player, payoff) in model.players.iter().zip(&model.payoffs) {
        let name = format!("the payoff of `{}`", player.name);
        match payoff {
            Payoff::Formula(formula) => note(name, formula.span),
            Payoff::ByStrategy(formulas) => {
                for (strategy, formula) in player.strategies.iter().zip(formulas) {
                    note(format!("{name} under `{strategy}`"), formula.span);
                }
            }
            // Those of other files are hashed as a whole
            Payoff::Table(Table::Formulas(cells)) if model.tables.is_empty() => {
                let (first, last) = (
                    cells.iter().map(|c| c.span.start).min(),
                    cells.iter().map(|c| c.span.end).max(),
                );
                if let (Some(start), Some(end)) = (first, last) {
                    note(name, Span::new(start, end));
                }
            }
            // Numbers are told by themselves
            Payoff::Table(_) => {}
        }
    }
    for player in &model.players {
        for (class, members) in &player.classes {
            let mark = hash(format!("{members:?}").as_bytes()).into();
            all.insert(format!("the class `{class}` of `{}`", player.name), mark);
        }
    }
    for group in &model.groups {
        let mark = hash(format!("{:?}", group.members).as_bytes()).into();
        all.insert(format!("the group `{}`", group.name), mark);
    }
    Value::Object(all)
}
