//! What a page asks as parameters move.

use super::subject::Subject;
use crate::answer::Condition;
use crate::model::{MixedChoice, Model, Query, QueryKind, Restriction};

/// A question with one answer at each point.
#[derive(Clone, Debug)]
pub struct Asked {
    /// As written on the command line: the query, and what is given.
    pub written: String,
    /// The same, read.
    pub condition: Condition,
    /// Whether somebody asked it; else the page chose it.
    pub is_stated: bool,
}

/// What is asked where nobody asks anything: whether a class is a best response to what the others play in the first of
/// these pure equilibria (the class that most claims are about, where claims about all strategies but one are about that
/// one; else the first class); of files without
/// classes which pure equilibria there are. Nothing is asked of stochastic games, whose answers are not followed through
/// parameters.
///
/// # Examples
/// ```
/// use equil::format::{Limits, read};
/// use equil::page::asked;
/// use equil::text::Source;
///
/// let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\", \"z\"]\nb = [\"u\", \"v\"]\n\
///             [classes.a]\nlate = [\"y\", \"z\"]\n[params]\nk = 1\n[payoff]\na = \"k\"\nb = \"k\"\n";
/// let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
/// let found = asked(&model, Some(&[vec![1, 0]])).unwrap();
/// assert_eq!(found.written, "best_response(a, late) given b = u");
/// assert_eq!(asked(&model, None).unwrap().written, "dominant(a, late)");
/// ```
pub fn asked(model: &Model, equilibria: Option<&[Vec<usize>]>) -> Option<Asked> {
    if model.states.is_some() {
        return None;
    }
    let Some(Subject { player, target, label, .. }) = Subject::of(model, None) else {
        let written = "equilibria".to_owned();
        return Some(Asked { written, condition: Condition::PureEquilibria, is_stated: false });
    };
    let owner = &model.players[player].name;
    let first = equilibria.and_then(|equilibria| equilibria.first());
    let Some(first) = first.filter(|_| model.players.len() > 1) else {
        let written = format!("dominant({owner}, {label})");
        let kind = QueryKind::Dominant { player, target };
        let condition = Condition::of(Query { kind, given: Vec::new() });
        return Some(Asked { written, condition, is_stated: false });
    };
    let others = first.iter().enumerate().filter(|(other, _)| *other != player);
    let said = others.clone().map(|(other, &strategy)| {
        let of = &model.players[other];
        format!("{} = {}", of.name, of.strategies[strategy])
    });
    let said: Vec<String> = said.collect();
    let given = others.map(|(other, &strategy)| Restriction {
        player: other,
        choice: MixedChoice::Among(vec![strategy]),
    });
    let written = format!("best_response({owner}, {label}) given {}", said.join(", "));
    let kind = QueryKind::BestResponse { player, target };
    let condition = Condition::of(Query { kind, given: given.collect() });
    Some(Asked { written, condition, is_stated: false })
}
