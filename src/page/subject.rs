//! The class of strategies that a page is about.

use super::Asked;
use crate::answer::Condition;
use crate::game::Support;
use crate::model::{Model, Query, QueryKind};

/// A class of a player's strategies, and how the players are held.
pub(super) struct Subject {
    pub(super) player: usize,
    pub(super) target: Support,
    /// The name of the class, or of the strategy.
    pub(super) label: String,
    /// For each player the strategies that count.
    pub(super) kept: Vec<Support>,
}

impl Subject {
    /// What a query is about; without one what most claims about a class are about, else the first class of the file. A claim
    /// about all strategies but one is about that one: what somebody does is a question, what else they do is none.
    pub(super) fn of(model: &Model, asked: Option<&Asked>) -> Option<Self> {
        let counts = model.shape().strategies().to_vec();
        if let Some(asked) = asked {
            let (Condition::Query(query) | Condition::Above(query, _)) = &asked.condition else {
                return None;
            };
            let (player, target) = about(query)?;
            // What is held in a query about one case is not what the other cases are held to
            let local = matches!(query.kind, QueryKind::BestResponse { .. });
            let whole = || counts.iter().map(|&count| (0..count).collect()).collect();
            let kept = if local && !asked.is_stated { whole() } else { query.kept(&counts) };
            return Self::new(model, player, target, kept);
        }
        let whole: Vec<Support> = counts.iter().map(|&count| (0..count).collect()).collect();
        let claimed = model.claims.iter().filter_map(|claim| {
            let query = claim.query.kind.inner().unwrap_or(&claim.query);
            let (player, target) = about(query)?;
            let target = match &others(&target, counts[player])[..] {
                &[only] if target.len() > 1 => vec![only],
                _ => target,
            };
            Self::new(model, player, target, whole.clone())
        });
        let claimed: Vec<Self> = claimed.collect();
        let same = |one: &Self| {
            claimed.iter().filter(|o| (o.player, &o.target) == (one.player, &one.target)).count()
        };
        // The first of those that most claims are about
        let most = claimed.iter().map(same).max();
        let place = claimed.iter().position(|one| Some(same(one)) == most);
        let classes = model.players.iter().enumerate().flat_map(|(player, of)| {
            of.classes.iter().map(move |(_, target)| (player, target.clone()))
        });
        let mut named =
            classes.filter_map(|(player, target)| Self::new(model, player, target, whole.clone()));
        place.and_then(|place| claimed.into_iter().nth(place)).or_else(|| named.next())
    }

    /// Nothing where the class leaves nothing to compare.
    fn new(model: &Model, player: usize, target: Support, kept: Vec<Support>) -> Option<Self> {
        let inside = kept[player].iter().filter(|strategy| target.contains(strategy)).count();
        if inside == 0 || inside == kept[player].len() {
            return None;
        }
        let of = &model.players[player];
        let class = of.classes.iter().find(|(_, members)| *members == target);
        let names: Vec<&str> = target.iter().map(|&s| of.strategies[s].as_str()).collect();
        let label = match (&target[..], class) {
            ([_], _) | (_, None) => names.join(" or "),
            (_, Some((name, _))) => name.clone(),
        };
        Some(Self { player, target, label, kept })
    }
}

/// The strategies, of so many, that are not among these.
fn others(target: &Support, count: usize) -> Support {
    (0..count).filter(|strategy| !target.contains(strategy)).collect()
}

/// Whose strategies a query is about, and which.
fn about(query: &Query) -> Option<(usize, Support)> {
    match &query.kind {
        QueryKind::Dominant { player, target }
        | QueryKind::WeaklyDominant { player, target }
        | QueryKind::IteratedDominant { player, target }
        | QueryKind::Dominated { player, target }
        | QueryKind::WeaklyDominated { player, target }
        | QueryKind::VeryWeaklyDominated { player, target }
        | QueryKind::BestResponse { player, target }
        | QueryKind::Gain { player, target }
        | QueryKind::EveryEquilibrium { player, target }
        | QueryKind::SomeEquilibrium { player, target }
        | QueryKind::EveryPureEquilibrium { player, target }
        | QueryKind::SomePureEquilibrium { player, target }
        | QueryKind::Probability { player, target }
        | QueryKind::Markov { player, target, .. } => Some((*player, target.clone())),
        _ => None,
    }
}
