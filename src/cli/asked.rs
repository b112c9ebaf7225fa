//! What is asked of every point of a set of parameters, as written on the command line.

use super::CliError;
use super::flips::held;
use super::gathered::Gathered;
use super::input::Game;
use super::progress::usage;
use equil::answer::{Condition, Decision};
use equil::formula::Text;
use equil::model::{Model, ModelError, Query, QueryKind, parse_query};
use equil::nash::Settings;
use equil::num::Rational;
use equil::report::Compared;
use equil::text::{Code, Diagnostic, Source, closest};

/// Reads `--query` and `--above`: a query, `equilibria` or `survivors`.
///
/// # Errors
/// What is wrong with the texts.
fn condition(query: &str, above: Option<&str>, model: &Model) -> Result<Condition, CliError> {
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
        return Err(CliError::Problems(renamed(problems, word, &["equilibria", "survivors"])));
    };
    if query.kind.is_about_many_points() {
        let (message, help) = match query.kind {
            QueryKind::CriticalDiscount { .. } => (
                "where `critical_discount` changes is not searched for",
                "`equil sweep --vary NAME=low:high:n --watch \"critical_discount()\"` finds it at each value; `equil repeated` writes it in the parameters",
            ),
            QueryKind::Markov { .. } => (
                "Markov-perfect equilibria are not followed through parameters",
                "`equil markov -s NAME=VALUE` finds them at a point; claims ask about them in scenarios",
            ),
            QueryKind::Helper(_) => (
                "helpers are not followed through parameters",
                "claims ask for their values: `[claim.NAME]`, or `equil show --formulas`",
            ),
            _ => ("this query is about many points", "ask what is to be known at each of them"),
        };
        let problem = text.problem(Code::QUERY, text.whole(), message);
        return Err(CliError::Problems(vec![problem.help(help)]));
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

/// Problems with a single word that is like one of those that stand alone, and no query: the advice is that word.
pub(crate) fn renamed(
    mut problems: Vec<Diagnostic>,
    word: &str,
    alone: &[&str],
) -> Vec<Diagnostic> {
    let plain = word.strip_suffix("()").unwrap_or(word);
    if let [only] = problems.as_mut_slice()
        && plain.chars().all(char::is_alphabetic)
        && let Some(near) = closest(plain, alone.iter().copied())
    {
        only.help = Some(format!("`{near}` may be meant"));
    }
    problems
}

/// What `--query` and `--above` ask where players are held to what `--given` says, but for those whom the query holds. The
/// point of the game tells what was given.
///
/// # Errors
/// What is wrong with the texts; mixed strategies; nothing to compare.
pub(crate) fn question(
    (query, above): (&str, Option<&str>),
    given: &[String],
    game: &mut Game,
) -> Result<Condition, CliError> {
    let asked = condition(query, above, &game.model);
    let (asked, given_to) = Gathered::default().both(asked, game.given(given))?;
    let held = held(&game.model, &given_to);
    let condition = asked.given(&held, &game.model.shape());
    if let Condition::Query(query) | Condition::Above(query, _) = &condition {
        comparable(query, &game.model)?;
    }
    game.point.given = given.to_vec();
    Ok(condition)
}

/// The answer at the base point, where it is known, and what a number is compared with, if one is. Payoffs in profiles
/// of other strategies than those asked about need no value there.
pub(crate) fn here(condition: &Condition, game: &Game) -> (Option<Decision>, Option<Compared>) {
    let shape = game.model.shape();
    let (players, kept) = (condition.players(&shape), condition.kept(&shape));
    let payoffs = game.model.parametric(&game.assignment, &[], &players, &kept);
    let payoffs = payoffs.and_then(|of| of.at(&game.model, &[], game.max_bits));
    let decision = match &payoffs {
        Ok(payoffs) => condition.decide(payoffs, &Settings::default()).ok(),
        Err(ModelError::Undefined { .. }) => Some(Decision::Undefined),
        Err(_) => None,
    };
    (decision, Compared::new(condition, payoffs.as_ref().ok()))
}

/// Refuses to compare strategies with nothing: those asked about are all, or none, that the player may play.
fn comparable(query: &Query, model: &Model) -> Result<(), CliError> {
    let Some((player, target)) = query.kind.compared() else { return Ok(()) };
    let may_be_all = matches!(query.kind, QueryKind::BestResponse { .. });
    let kept = &query.kept(model.shape().strategies())[player];
    let inside = kept.iter().filter(|strategy| target.contains(strategy)).count();
    let of = &model.players[player];
    let names = |list: &[usize]| {
        let names: Vec<&str> = list.iter().map(|&s| of.strategies[s].as_str()).collect();
        names.join(", ")
    };
    if inside == 0 {
        return Err(usage(
            format!("`{}` may not play {}, but {}", of.name, names(target), names(kept)),
            "ask about a strategy that is left, or hold the others only",
        ));
    }
    if inside == kept.len() && !may_be_all {
        return Err(usage(
            format!("`{}` may play nothing else than {}: nothing to compare", of.name, names(kept)),
            "ask about a strategy, or a class that leaves some out, and hold the others only",
        ));
    }
    Ok(())
}
