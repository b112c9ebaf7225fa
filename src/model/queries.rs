//! The queries that can be asked, as data: how each is written, and what it asks.

use super::{Query, Restriction};
use crate::game::Support;

/// How a query is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueryForm {
    /// What stands before the parenthesis.
    pub name: &'static str,
    /// With its arguments.
    pub form: &'static str,
    /// What it asks, in one line.
    pub about: &'static str,
    /// How it is used.
    pub example: &'static str,
}

/// Declares the queries: name, form, what is asked, an example.
macro_rules! queries {
    ($($name:literal $form:literal $about:literal $example:literal;)*) => {
        /// Every query. A strategy may be a class: it then stands for any of its members.
        pub const QUERIES: &[QueryForm] =
            &[$(QueryForm { name: $name, form: $form, about: $about, example: $example }),*];
    };
}

queries! {
"dominant" "dominant(player, strategy)"
    "does it pay more than everything else against every pure profile of the others?"
    "equil sweep game.game.toml -n 4096 --vary '*' --watch \"dominant(meta, open)\"";
"weakly_dominant" "weakly_dominant(player, strategy)"
    "does it never pay less than anything else, and than each somewhere more?"
    "holds = \"weakly_dominant(meta, open)\"";
"iterated_dominant" "iterated_dominant(player, strategy)"
    "is it all that iterated elimination of strictly dominated strategies leaves?"
    "holds = \"iterated_dominant(meta, open)\"";
"dominated" "dominated(player, strategy)"
    "does some mixture pay strictly more, whatever the others play?"
    "holds = \"dominated(meta, closed)\"";
"weakly_dominated" "weakly_dominated(player, strategy)"
    "does some mixture never pay less, and somewhere more?"
    "holds = \"weakly_dominated(meta, closed)\"";
"very_weakly_dominated" "very_weakly_dominated(player, strategy)"
    "does some mixture never pay less?"
    "holds = \"very_weakly_dominated(meta, closed)\"";
"best_response" "best_response(player, strategy)"
    "is it a best response to every pure profile of the others (those that `given` leaves)?"
    "holds = \"best_response(meta, open) given openai = closed\"";
"every_equilibrium" "every_equilibrium(player, strategy)"
    "is it played for certain in every equilibrium?"
    "holds = \"every_equilibrium(meta, open)\"";
"some_equilibrium" "some_equilibrium(player, strategy)"
    "is it played for certain in some equilibrium?"
    "holds = \"some_equilibrium(meta, open)\"";
"every_pure_equilibrium" "every_pure_equilibrium(player, strategy)"
    "is there a pure equilibrium, and is it played in every one?"
    "holds = \"every_pure_equilibrium(meta, open)\"";
"some_pure_equilibrium" "some_pure_equilibrium(player, strategy)"
    "is it played in some pure equilibrium?"
    "holds = \"some_pure_equilibrium(meta, open)\"";
"probability" "probability(player, strategy)"
    "the probability with which it is played, from the least to the greatest over all equilibria"
    "value = \"probability(meta, open)\", least = 0.5";
"gain" "gain(player, strategy)"
    "the least it pays above everything else, over all pure profiles of the others"
    "equil threshold game.game.toml --query \"gain(meta, open)\" --above 1/10";
"nash" "nash(player = strategy, ...)"
    "is this profile an equilibrium? mixed strategies are written `1/3 T + 2/3 B`"
    "holds = \"nash(ann = 1/3 T + 2/3 B, bob = L)\"";
"unique_nash" "unique_nash()"
    "is there exactly one equilibrium?"
    "holds = \"unique_nash()\"";
"count_nash" "count_nash()"
    "how many equilibria there are"
    "value = \"count_nash()\", expect = 3";
"payoff" "payoff(player)"
    "what the player gets in the one equilibrium, or where `given` holds everybody"
    "value = \"payoff(meta) given meta = open, openai = closed\", expect = 7.5, tol = 0.05";
"welfare" "welfare()"
    "the sum of all payoffs, likewise"
    "value = \"welfare()\", least = 10";
"helper" "helper(name)"
    "the value of a helper of `[define]` in the profile that `given` holds everybody to"
    "a claim with value = \"helper(price) given meta = open, openai = closed\", most = 0.9";
"threshold" "threshold(parameter, query)"
    "the value of the parameter, nearest to its own, at which the answer to the query changes"
    "a claim with value = \"threshold(leak, dominant(meta, open))\", expect = 0.35, tol = 0.005 holds where the answer\n\
    to `dominant(meta, open)` changes at a `leak` between 0.345 and 0.355, and nowhere nearer to its value";
"critical_discount" "critical_discount() or critical_discount(player)"
    "the least discount factor that keeps the file's repeated game on its path"
    "value = \"critical_discount()\", most = 0.7";
"every_markov" "every_markov(player, strategy)"
    "is it played for sure in every Markov-perfect equilibrium, in the state of the parameters' values?"
    "a claim with holds = \"every_markov(meta, release)\" and set = { lag = 1 } is about what is played at a lag of 1";
"some_markov" "some_markov(player, strategy)"
    "is it played for sure in some Markov-perfect equilibrium, in the state of the parameters' values?"
    "a claim with holds = \"some_markov(meta, release)\"";
"share" "share(query)"
    "how much of what the parameters may be answers yes: an estimate, drawn from their priors"
    "a claim with value = \"share(dominant(meta, open))\", least = 0.2 holds where Meta's `open` is dominant at a fifth\n\
    of all points, or more, when parameters are drawn from their priors";
}

/// The kinds of question. Players and strategies by number; a class is a set of strategies.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // the names are the questions; see `QUERIES`
pub enum QueryKind {
    Dominant { player: usize, target: Support },
    WeaklyDominant { player: usize, target: Support },
    IteratedDominant { player: usize, target: Support },
    Dominated { player: usize, target: Support },
    WeaklyDominated { player: usize, target: Support },
    VeryWeaklyDominated { player: usize, target: Support },
    BestResponse { player: usize, target: Support },
    EveryEquilibrium { player: usize, target: Support },
    SomeEquilibrium { player: usize, target: Support },
    EveryPureEquilibrium { player: usize, target: Support },
    SomePureEquilibrium { player: usize, target: Support },
    Probability { player: usize, target: Support },
    Gain { player: usize, target: Support },
    Nash(Vec<Restriction>),
    UniqueNash,
    CountNash,
    Payoff { player: usize },
    Welfare,
    Helper(usize),
    Threshold { parameter: usize, query: Box<Query> },
    CriticalDiscount { player: Option<usize> },
    Markov { player: usize, target: Support, every: bool },
    Share(Box<Query>),
}

impl QueryKind {
    /// Whether the answer is yes or no, rather than a number.
    pub fn is_yes_or_no(&self) -> bool {
        !matches!(
            self,
            Self::Probability { .. }
                | Self::Gain { .. }
                | Self::CountNash
                | Self::Payoff { .. }
                | Self::Welfare
                | Self::Helper(_)
                | Self::Threshold { .. }
                | Self::CriticalDiscount { .. }
                | Self::Share(_)
        )
    }

    /// Whether the payoffs at a single point are not enough to answer it.
    pub fn is_about_many_points(&self) -> bool {
        matches!(
            self,
            Self::Threshold { .. }
                | Self::CriticalDiscount { .. }
                | Self::Markov { .. }
                | Self::Helper(_)
                | Self::Share(_)
        )
    }

    /// The player, and those of their strategies that are compared with the others, where that is what is asked.
    pub fn compared(&self) -> Option<(usize, &[usize])> {
        match self {
            Self::Dominant { player, target }
            | Self::WeaklyDominant { player, target }
            | Self::Dominated { player, target }
            | Self::WeaklyDominated { player, target }
            | Self::VeryWeaklyDominated { player, target }
            | Self::BestResponse { player, target }
            | Self::Gain { player, target } => Some((*player, target)),
            _ => None,
        }
    }

    /// The query that is asked at many points, for one that does.
    pub fn inner(&self) -> Option<&Query> {
        match self {
            Self::Threshold { query, .. } | Self::Share(query) => Some(query),
            _ => None,
        }
    }

    pub(super) fn inner_mut(&mut self) -> Option<&mut Query> {
        match self {
            Self::Threshold { query, .. } | Self::Share(query) => Some(query),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::QUERIES;

    #[test]
    fn forms_start_with_names_and_names_are_sorted_out() {
        for (i, query) in QUERIES.iter().enumerate() {
            assert!(query.form.starts_with(&format!("{}(", query.name)), "{}", query.name);
            assert!(QUERIES[..i].iter().all(|other| other.name != query.name), "{}", query.name);
            assert!(!query.about.ends_with('.') && query.about.len() < 100, "{}", query.name);
        }
    }
}
