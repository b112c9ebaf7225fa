//! What to make great or small, as written on the command line.

use super::CliError;
use equil::formula::Text;
use equil::game::{Objective, Shape, Support};
use equil::model::{Model, QueryKind, parse_query};
use equil::text::{Code, Diagnostic};

/// A quantity that can be made as great or as small as possible.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Quantity {
    /// A payoff, a probability, or several of them.
    Objective(Objective),
    /// The entropy of what is played.
    Entropy,
}

/// What can be typed.
pub(crate) const QUANTITIES: &str =
    "welfare, payoff(PLAYER), probability(PLAYER, STRATEGY), egalitarian, entropy";

/// Reads `welfare`, `payoff(meta)`, `probability(meta, open)`, `egalitarian` or `entropy`, as given
/// to `option`. A class counts as any of its strategies.
///
/// # Errors
/// What is wrong with the text, drawn in it.
pub(crate) fn quantity(option: &str, text: &str, model: &Model) -> Result<Quantity, CliError> {
    let plain = text.trim();
    let name = plain.strip_suffix("()").map_or(plain, str::trim_end);
    match name {
        "welfare" => return Ok(Quantity::Objective(Objective::Welfare)),
        "egalitarian" => return Ok(Quantity::Objective(Objective::Egalitarian)),
        "entropy" => return Ok(Quantity::Entropy),
        _ => {}
    }
    let whole = Text::standalone(option, text);
    let known = |problem: Diagnostic| {
        CliError::Problems(vec![problem.help(format!("write one of: {QUANTITIES}"))])
    };
    let called = name.split('(').next().unwrap_or(name).trim();
    if !["payoff", "probability"].contains(&called) {
        let message = format!("`{called}` is no quantity that can be made great or small");
        return Err(known(whole.problem(Code::QUERY, whole.whole(), message)));
    }
    let mut problems = Vec::new();
    let query = parse_query(&whole, &model.scope(&[]), &[], &mut problems);
    let Some(query) = query else { return Err(CliError::Problems(problems)) };
    if !query.given.is_empty() {
        let problem = whole.problem(Code::QUERY, whole.whole(), "a quantity has no `given`");
        return Err(CliError::Problems(vec![
            problem.help("`--given \"player = strategy\"` restricts the game"),
        ]));
    }
    match query.kind {
        QueryKind::Payoff { player } => Ok(Quantity::Objective(Objective::Payoff(player))),
        QueryKind::Probability { player, target } => {
            Ok(Quantity::Objective(Objective::Probability { player, strategies: target }))
        }
        _ => Err(known(whole.problem(Code::QUERY, whole.whole(), "this is no quantity"))),
    }
}

/// The quantity in the game in which each player has only the strategies in `kept`, where `shape` is
/// that of the whole game.
pub(crate) fn restricted(quantity: Quantity, shape: &Shape, kept: &[Support]) -> Quantity {
    match quantity {
        Quantity::Objective(objective) => Quantity::Objective(objective.restricted(shape, kept)),
        Quantity::Entropy => Quantity::Entropy,
    }
}
