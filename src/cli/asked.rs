//! What is asked of every point of a set of parameters, as written on the command line.

use super::CliError;
use super::flips::held;
use super::input::Game;
use super::progress::usage;
use equil::answer::Condition;
use equil::formula::Text;
use equil::model::{Model, Query, QueryKind, parse_query};
use equil::num::Rational;
use equil::text::{Code, Diagnostic, Source};

/// Reads `--query` and `--above`: a query, `equilibria` or `survivors`.
///
/// # Errors
/// What is wrong with the texts.
pub(crate) fn condition(
    query: &str,
    above: Option<&str>,
    model: &Model,
) -> Result<Condition, CliError> {
    let word = query.trim();
    let whole = match word {
        "equilibria" => Some(Condition::PureEquilibria),
        "survivors" => Some(Condition::Survivors),
        _ => None,
    };
    if let Some(whole) = whole {
        return match above {
            None => Ok(whole),
            Some(_) => Err(usage(format!("`{word}` is no number"), "leave `--above` out")),
        };
    }
    let text = Text::standalone("--query", query);
    let mut problems = Vec::new();
    let names: Vec<&str> = model.parameters.iter().map(|p| p.name.as_str()).collect();
    let read = parse_query(&text, &model.scope(&[]), &names, &mut problems);
    let Some(query) = read.filter(|_| problems.is_empty()) else {
        return Err(CliError::Problems(problems));
    };
    if query.kind.is_about_many_points() {
        let problem = text.problem(Code::QUERY, text.whole(), "this query is about many points");
        return Err(CliError::Problems(vec![
            problem.help("ask what is to be known at each of them"),
        ]));
    }
    let Some(above) = above else { return Ok(Condition::of(query)) };
    if query.kind.is_yes_or_no() {
        return Err(usage(
            "the answer to this query is yes or no",
            "leave `--above` out; `gain(player, strategy)` is a number",
        ));
    }
    let bound: Rational = above.trim().parse().map_err(|error| {
        let source = Source::new("--above", above);
        let message = format!("`{}` is {error}", above.trim());
        let problem = Diagnostic::new(Code::SETTING, &source, 0..above.len(), message);
        CliError::Problems(vec![problem.help("write 3, -1/2, 0.25 or 1e3")])
    })?;
    Ok(Condition::Above(query, bound))
}

/// The condition where players are held to what `--given` says, but for those whom the query holds.
///
/// # Errors
/// What is wrong with the texts; mixed strategies.
pub(crate) fn given(
    condition: Condition,
    texts: &[String],
    game: &Game,
) -> Result<Condition, CliError> {
    let held = held(&game.model, &game.given(texts)?);
    let condition = condition.given(&held, &game.model.shape());
    let compared = match &condition {
        Condition::Query(query) | Condition::Above(query, _) => compared(query),
        _ => None,
    };
    if let Some((query, player, target)) = compared.filter(|_| !texts.is_empty()) {
        let kept = &query.kept(game.model.shape().strategies())[player];
        let asked = kept.iter().filter(|strategy| target.contains(strategy)).count();
        if asked == 0 || asked == kept.len() {
            let player = &game.model.players[player];
            let names: Vec<&str> =
                kept.iter().map(|&strategy| player.strategies[strategy].as_str()).collect();
            return Err(usage(
                format!(
                    "`--given` holds {} to {}: there is nothing to compare",
                    player.name,
                    names.join(" | ")
                ),
                "hold other players, or leave the one asked about something else to choose",
            ));
        }
    }
    Ok(condition)
}

/// A query that compares strategies of one player with all others of that player: whose, and which.
fn compared(query: &Query) -> Option<(&Query, usize, &[usize])> {
    match &query.kind {
        QueryKind::Dominant { player, target }
        | QueryKind::WeaklyDominant { player, target }
        | QueryKind::Dominated { player, target }
        | QueryKind::WeaklyDominated { player, target }
        | QueryKind::VeryWeaklyDominated { player, target }
        | QueryKind::BestResponse { player, target }
        | QueryKind::Gain { player, target } => Some((query, *player, target)),
        _ => None,
    }
}
