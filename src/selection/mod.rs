//! Which equilibrium? Criteria that tell equilibria apart, each with what shows its verdict.
//!
//! Nothing here searches for equilibria: [`select`] judges those it is given. Criteria that compare
//! speak of that list; if it holds every extreme equilibrium of a game of two players, payoff
//! dominance, Pareto efficiency and the greatest welfare are those among all equilibria. Where
//! there are infinitely many, each extreme one is judged for itself: mixtures of them may be judged
//! otherwise.

mod criterion;
mod evolutionarily_stable;
mod field;
mod form;
mod greatest;
mod max_entropy;
mod max_welfare;
mod mutant;
mod neutrally_stable;
mod p_dominant;
mod pareto_efficient;
mod payoff_dominant;
mod quasi_strict;
mod risk_dominant;
mod strict;
mod undominated;

pub use criterion::{Answer, Criterion, Reason, Verdict};
pub use field::{Candidate, Patience};
pub use p_dominant::thresholds as p_dominance;
pub use risk_dominant::compare as risk_dominance;

use crate::certify::Certificate;
use crate::game::Payoffs;
use criterion::Judge;
use field::Field;

/// Every criterion, in the order of their columns.
pub const CRITERIA: &[Criterion] = &[
    strict::CRITERION,
    quasi_strict::CRITERION,
    undominated::CRITERION,
    payoff_dominant::CRITERION,
    pareto_efficient::CRITERION,
    risk_dominant::CRITERION,
    p_dominant::CRITERION,
    evolutionarily_stable::CRITERION,
    neutrally_stable::CRITERION,
    max_welfare::CRITERION,
    max_entropy::CRITERION,
];

/// Why a criterion could not be asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SelectionError {
    /// The criterion does not apply to such games.
    #[error("{criterion} does not apply to this game: {reason}")]
    Unsupported {
        /// Name of the criterion.
        criterion: &'static str,
        /// What about the game it is not made for.
        reason: &'static str,
    },
}

/// One verdict by `criterion` for each of `candidates`, in order. What is not proved to be an
/// equilibrium is left open, and nothing is compared with it.
///
/// # Errors
/// [`SelectionError::Unsupported`] when `criterion.accepts` says no.
///
/// # Complexity
/// For k candidates, k or (`pareto-efficient`, `risk-dominant`) k² comparisons; `undominated` may
/// take a linear program for each player of each candidate; stability is exponential in the number
/// of best responses that are not played. `patience` is asked between steps.
///
/// # Examples
/// Both pure profiles are equilibria, but one is weakly dominated:
/// ```
/// use equil::certify::Certificate;
/// use equil::game::{Game, Payoffs, Profile};
/// use equil::num::Rational;
/// use equil::selection::{Answer, CRITERIA, Candidate, select};
///
/// let payoffs = [[1, 0, 0, 0]; 2].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let equilibria = [[0, 0], [1, 1]].map(|pure| Profile::pure(&[2, 2], &pure));
/// let candidates: Vec<Candidate> = equilibria
///     .iter()
///     .map(|profile| Candidate { profile, certificate: &Certificate::Exact })
///     .collect();
/// let undominated = CRITERIA.iter().find(|c| c.name == "undominated").unwrap();
/// let verdicts = select(&game, &candidates, undominated, &|| true)?;
/// assert_eq!(verdicts[0].answer, Answer::Yes);
/// assert_eq!(verdicts[1].answer, Answer::No);
/// # Ok::<(), equil::selection::SelectionError>(())
/// ```
pub fn select(
    payoffs: &Payoffs,
    candidates: &[Candidate<'_>],
    criterion: &Criterion,
    patience: Patience<'_>,
) -> Result<Vec<Verdict>, SelectionError> {
    (criterion.accepts)(payoffs)
        .map_err(|reason| SelectionError::Unsupported { criterion: criterion.name, reason })?;
    let field = Field::new(payoffs, candidates, patience);
    let found = match criterion.judge {
        Judge::Together(judge) => judge(&field),
        Judge::Each(judge) => (0..field.len())
            .map(|i| if patience() { judge(&field, i) } else { Verdict::open(Reason::Stopped) })
            .collect(),
    };
    let mut found = found.into_iter();
    let verdict = |candidate: &Candidate<'_>| match candidate.certificate {
        Certificate::Regret(_) => Some(Verdict::open(Reason::NotProved)),
        _ => found.next(),
    };
    let unsettled = || Verdict::open(Reason::Unsettled);
    Ok(candidates.iter().map(verdict).map(|v| v.unwrap_or_else(unsettled)).collect())
}

#[cfg(test)]
mod tests {
    use super::CRITERIA;

    #[test]
    fn criteria_are_well_described() {
        let bib = include_str!("../../paper/refs.bib");
        let mut names: Vec<&str> = Vec::new();
        for criterion in CRITERIA {
            for name in criterion.also.iter().copied().chain([criterion.name]) {
                assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}");
                assert!(!names.contains(&name), "{name} twice");
                names.push(name);
            }
            let (name, about) = (criterion.name, criterion.about);
            assert!(about.len() <= 70 && !about.ends_with('.'), "{name}");
            assert!(bib.contains(&format!("{{{},", criterion.source)), "{name} cites nothing");
            let term = |term: &crate::text::Term| term.is_called(name);
            assert!(crate::text::TERMS.iter().any(term), "`equil explain {name}` says nothing");
        }
    }
}
