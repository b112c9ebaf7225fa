//! An answer over a set of parameters, and what makes it change, in words and for other programs.

use serde_json::{Value, json};

use super::json::{number_json, profile_json};
use crate::answer::{Condition, Decision};
use crate::game::{Payoffs, Support};
use crate::model::{Model, QueryKind};
use crate::nash::Settings;
use crate::num::{Rational, Ring};
use crate::table::shown;

/// Digits of the number that is compared with another, and of the other.
const DIGITS: usize = 4;

/// What is asked, as people read it: a query as written, and the number it is compared with.
///
/// # Examples
/// ```
/// use equil::answer::Condition;
/// use equil::model::{Query, QueryKind};
/// use equil::report::asked_in_words;
///
/// let kind = QueryKind::Gain { player: 0, target: vec![0] };
/// let asked = Condition::of(Query { kind, given: vec![] });
/// assert_eq!(asked_in_words("gain(meta,open)", &asked), "gain(meta, open) > 0");
/// assert_eq!(asked_in_words(" equilibria", &Condition::PureEquilibria), "equilibria");
/// ```
pub fn asked_in_words(written: &str, condition: &Condition) -> String {
    let parts: Vec<&str> = written.split(',').map(str::trim).collect();
    let written = parts.join(", ");
    match condition.bound() {
        Some(bound) => format!("{written} > {bound}"),
        None => written,
    }
}

/// What a number is compared with, and the number where the parameters are.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// Whether the number is above this.
    pub above: Rational,
    /// Of a gain: the strategies that are compared with all others.
    pub target: Support,
    /// Bounds on the number at the base point, if it is known.
    pub here: Option<(Rational, Rational)>,
}

impl Compared {
    /// Of a condition that compares a number, with the payoffs at the base point.
    ///
    /// # Examples
    /// ```
    /// use equil::answer::Condition;
    /// use equil::game::{Game, Payoffs};
    /// use equil::model::{Query, QueryKind};
    /// use equil::num::Rational;
    /// use equil::report::Compared;
    ///
    /// let payoffs: Payoffs = Game::new(vec![2], vec![vec![3.into(), 1.into()]]).unwrap().into();
    /// let kind = QueryKind::Gain { player: 0, target: vec![0] };
    /// let asked = Condition::of(Query { kind, given: vec![] });
    /// let compared = Compared::new(&asked, Some(&payoffs)).unwrap();
    /// assert_eq!(compared.here, Some((Rational::integer(2), Rational::integer(2))));
    /// assert_eq!(Compared::new(&Condition::PureEquilibria, Some(&payoffs)), None);
    /// ```
    pub fn new(condition: &Condition, payoffs: Option<&Payoffs>) -> Option<Self> {
        let Condition::Above(query, above) = condition else { return None };
        let target = match &query.kind {
            QueryKind::Gain { target, .. } => target.clone(),
            _ => Support::new(),
        };
        let settings = Settings::default();
        let here = payoffs.and_then(|payoffs| condition.number(payoffs, &settings));
        Some(Self { above: above.clone(), target, here })
    }
}

/// The answer at a point in words, with the number that was compared where it is known.
pub(super) fn said_here(
    model: &Model,
    decision: Option<&Decision>,
    compared: Option<&Compared>,
) -> String {
    let said = said_if_known(model, decision);
    match compared.and_then(|compared| compared.here.as_ref()) {
        Some((low, high)) => format!("{said} ({})", between(low, high)),
        None => said,
    }
}

/// A number between bounds: both, unless they look the same.
fn between(low: &Rational, high: &Rational) -> String {
    let [least, most] = [low, high].map(|end| shown(end, end, DIGITS));
    if least == most { least } else { format!("from {least} to {most}") }
}

/// An answer in words.
pub(super) fn said(model: &Model, decision: &Decision) -> String {
    let names = |profile: &[usize]| {
        let names = model.players.iter().zip(profile).map(|(p, &s)| p.strategies[s].as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    match decision {
        Decision::Yes => "yes".to_owned(),
        Decision::No => "no".to_owned(),
        Decision::Number(number) => number.to_string(),
        Decision::Profiles(profiles) if profiles.is_empty() => "no pure equilibrium".to_owned(),
        Decision::Profiles(profiles) => {
            let named = profiles.iter().map(|profile| format!("({})", names(profile)));
            named.collect::<Vec<_>>().join(" ")
        }
        Decision::Survivors(kept) => {
            let named = model.players.iter().zip(kept).map(|(player, kept)| {
                let names = kept.iter().map(|&s| player.strategies[s].as_str());
                names.collect::<Vec<_>>().join("|")
            });
            format!("({})", named.collect::<Vec<_>>().join(", "))
        }
        Decision::Infinite => "infinitely many".to_owned(),
        Decision::Undefined => "undefined".to_owned(),
    }
}

/// An answer in words, if there is one.
pub(super) fn said_if_known(model: &Model, decision: Option<&Decision>) -> String {
    decision.map_or_else(|| "open".to_owned(), |decision| said(model, decision))
}

/// An answer for other programs.
pub(super) fn decision_json(model: &Model, decision: Option<&Decision>) -> Value {
    let Some(decision) = decision else { return Value::Null };
    match decision {
        Decision::Yes => json!(true),
        Decision::No => json!(false),
        Decision::Number(number) => number_json(&(number.clone(), number.clone())),
        Decision::Profiles(profiles) => {
            profiles.iter().map(|profile| profile_json(model, profile, None)).collect()
        }
        Decision::Survivors(kept) => {
            let players = model.players.iter().zip(kept).map(|(player, kept)| {
                let names: Vec<&String> = kept.iter().map(|&s| &player.strategies[s]).collect();
                (player.name.clone(), json!(names))
            });
            Value::Object(players.collect())
        }
        Decision::Infinite => json!("infinite"),
        Decision::Undefined => json!("undefined"),
    }
}

/// Two payoffs of one player, in pure profiles that differ in that player's strategy: in words, as in
/// `meta: open = closed when openai = open, google = closed`. Where a gain is compared with a number, what is better by
/// that much.
pub(super) fn tie(
    model: &Model,
    (player, first, second): (usize, usize, usize),
    compared: Option<&Compared>,
) -> String {
    let shape = model.shape();
    let names = &model.players[player];
    let name = |index: usize| names.strategies[shape.strategy(index, player)].as_str();
    let level = compared.filter(|compared| !compared.above.is_zero());
    let inside = |index: usize| {
        level.is_some_and(|level| level.target.contains(&shape.strategy(index, player)))
    };
    let raised = |index: usize, other: usize| match level {
        Some(level) if inside(other) && !inside(index) => {
            let sign = if level.above > Rational::zero() { '+' } else { '-' };
            format!("{} {sign} {}", name(index), level.above.abs())
        }
        _ => name(index).to_owned(),
    };
    let others = model.players.iter().enumerate().filter(|(other, _)| *other != player);
    let others: Vec<String> = others
        .map(|(other, p)| format!("{} = {}", p.name, p.strategies[shape.strategy(first, other)]))
        .collect();
    let when =
        if others.is_empty() { String::new() } else { format!(" when {}", others.join(", ")) };
    format!("{}: {} = {}{when}", names.name, raised(first, second), raised(second, first))
}

/// The same for other programs.
pub(super) fn tie_json(model: &Model, player: usize, first: usize, second: usize) -> Value {
    let shape = model.shape();
    let own = |index| &model.players[player].strategies[shape.strategy(index, player)];
    json!({
        "player": model.players[player].name,
        "strategies": [own(first), own(second)],
        "others": profile_json(model, &shape.profile(first), Some(player)),
    })
}

/// For each of different answers a tint of a map: yes stands out, no is the ground, and of the others each has its own,
/// which is the same in other pictures of the game where that is free.
pub(super) fn tints<'a>(model: &Model, answers: impl Iterator<Item = &'a Decision>) -> Vec<usize> {
    let shape = model.shape();
    let key = |answer: &Decision| match answer {
        Decision::Profiles(profiles) => {
            profiles.iter().map(|profile| shape.index(profile) + 1).fold(0, usize::wrapping_add)
        }
        _ => 0,
    };
    let mut tints: Vec<usize> = Vec::new();
    for answer in answers {
        let tint = match answer {
            Decision::Yes => 0,
            Decision::No => 1,
            other => {
                let first = key(other);
                let plain = (0..PLAIN.len()).map(|k| PLAIN[first.wrapping_add(k) % PLAIN.len()]);
                let free = |tint: &usize| !tints.contains(tint);
                // Of one more than there are so far, one is free
                let hatched = PLAIN.len() + 1..PLAIN.len() + 2 + tints.len();
                plain.chain(hatched).find(free).unwrap_or(0)
            }
        };
        tints.push(tint);
    }
    tints
}

/// Tints that are no ground, and not hatched.
const PLAIN: [usize; 7] = [0, 2, 3, 4, 5, 6, 7];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Limits, read};
    use crate::text::Source;

    fn model() -> Model {
        let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\nb = [\"l\", \"r\"]\n\
                    [payoff]\na = \"0\"\nb = \"0\"\n";
        read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model
    }

    #[test]
    fn ties_name_players_and_what_is_better_by_a_number() {
        let model = model();
        let [first, second] = [[0, 1], [1, 1]].map(|profile| model.shape().index(&profile));
        assert_eq!(tie(&model, (0, first, second), None), "a: x = y when b = r");
        let by = |above: &str| Compared {
            above: above.parse().unwrap(),
            target: vec![0],
            here: Some((1.into(), 1.into())),
        };
        let said = |above| tie(&model, (0, first, second), Some(&by(above)));
        assert_eq!(said("1/2"), "a: x = y + 1/2 when b = r");
        assert_eq!(said("-2"), "a: x = y - 2 when b = r");
        assert_eq!(said("0"), "a: x = y when b = r");
        assert_eq!(said_here(&model, Some(&Decision::No), Some(&by("2"))), "no (1.0000)");
        assert_eq!(super::said(&model, &Decision::Profiles(vec![])), "no pure equilibrium");
    }

    /// As many as there are: each has its own tint, and keeps it where others are not there.
    #[test]
    fn tints_are_told_apart_and_kept() {
        let model = model();
        let profiles =
            [[0, 0], [0, 1], [1, 0], [1, 1]].map(|p| Decision::Profiles(vec![p.to_vec()]));
        let all = tints(&model, profiles.iter());
        let one = tints(&model, profiles[2..3].iter());
        assert_eq!(one[0], all[2]);
        let many: Vec<Decision> = (0..40).map(|k| Decision::Number(k.into())).collect();
        let mut tints = tints(&model, many.iter().chain([&Decision::No]));
        tints.sort_unstable();
        tints.dedup();
        assert_eq!(tints.len(), 41);
    }
}
