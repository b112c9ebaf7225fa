//! The best and the worst equilibrium by an objective, of two players.
//!
//! Branch and bound: the tree of all equilibria, cut wherever a bound proves that nothing better is
//! left. Deciding such questions is NP-hard: I. Gilboa, E. Zemel, "Nash and correlated equilibria:
//! some complexity considerations", *Games and Economic Behavior* 1 (1989), 80–93 (`gilboa1989`).

use super::eee::{self, optimal::Wanted};
use super::{Coverage, Equilibrium, NashError, Settings, find_equilibria};
use crate::certify::{Step, certify};
use crate::game::{Distribution, Objective, Payoffs, Profile, Sense};
use crate::num::Rational;

/// The best equilibrium by an objective, and what is proved about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Optimum {
    /// The best equilibrium found and its value; `None` if there is none of interest.
    pub found: Option<(Equilibrium, Rational)>,
    /// Whether no equilibrium has a better value (or, where a value was enough, one has it).
    pub proved: bool,
    /// Nodes of the tree that were looked at: on several threads not always the same number.
    pub nodes: u64,
    /// The tree as a proof that nothing is better, which [`check_optimum`](crate::certify::check_optimum)
    /// checks: if it was wanted ([`Settings::proof`]) and the search was not stopped. There is none for
    /// the egalitarian objective.
    pub proof: Option<Vec<Step>>,
}

/// Finds the equilibrium at which `objective` is greatest or least, over all equilibria, mixed ones
/// and those in continua included: an objective of this kind is extreme at an extreme equilibrium.
///
/// # Errors
/// [`NashError::Unsupported`] unless the game has two players and rational payoffs.
///
/// # Complexity
/// At most that of all equilibria, usually far less; the egalitarian objective needs all of them.
///
/// # Examples
/// Battle of the sexes: welfare is 3 at both pure equilibria and 4/3 at the mixed one.
/// ```
/// use equil::game::{Game, Objective, Payoffs, Sense};
/// use equil::nash::{Settings, find_optimum};
/// use equil::num::Rational;
///
/// let payoffs = [[2, 0, 0, 1], [1, 0, 0, 2]].map(|p| p.map(Rational::integer).to_vec());
/// let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
/// let settings = Settings::default();
/// let worst = find_optimum(&game, &Objective::Welfare, Sense::Minimise, &settings)?;
/// assert_eq!(worst.found.unwrap().1.to_string(), "4/3");
/// assert!(worst.proved);
/// # Ok::<(), equil::nash::NashError>(())
/// ```
pub fn find_optimum(
    payoffs: &Payoffs,
    objective: &Objective,
    sense: Sense,
    settings: &Settings<'_>,
) -> Result<Optimum, NashError> {
    search(payoffs, objective, sense, &Wanted::default(), settings)
}

/// Whether some equilibrium has a value of `objective` beyond `bound` (greater if it is maximised):
/// such an equilibrium, if there is one; else the answer's `proved` says whether it is proved that there
/// is none.
///
/// # Errors
/// As [`find_optimum`].
///
/// # Complexity
/// As [`find_optimum`], often less: the search ends at the first such equilibrium.
pub fn find_beyond(
    payoffs: &Payoffs,
    objective: &Objective,
    sense: Sense,
    bound: &Rational,
    settings: &Settings<'_>,
) -> Result<Optimum, NashError> {
    let wanted = Wanted { better_than: Some(bound.clone()), enough: Some(bound.clone()) };
    search(payoffs, objective, sense, &wanted, &Settings { proof: false, ..*settings })
}

/// Whether some equilibrium has a value of `objective` of `bound` or better: such an equilibrium, if
/// there is one; else the answer's `proved` says whether it is proved that there is none.
///
/// # Errors
/// As [`find_optimum`].
///
/// # Complexity
/// As [`find_beyond`].
pub fn find_reaching(
    payoffs: &Payoffs,
    objective: &Objective,
    sense: Sense,
    bound: &Rational,
    settings: &Settings<'_>,
) -> Result<Optimum, NashError> {
    let wanted = Wanted { better_than: None, enough: Some(bound.clone()) };
    let settings = Settings { proof: false, ..*settings };
    let mut optimum = search(payoffs, objective, sense, &wanted, &settings)?;
    optimum.found.take_if(|(_, value)| sense.signed(value) < sense.signed(bound));
    Ok(optimum)
}

fn search(
    payoffs: &Payoffs,
    objective: &Objective,
    sense: Sense,
    wanted: &Wanted,
    settings: &Settings<'_>,
) -> Result<Optimum, NashError> {
    let method = &eee::METHOD;
    (method.accepts)(payoffs)
        .map_err(|reason| NashError::Unsupported { method: method.name, reason })?;
    let Some(best) = eee::optimal::search(payoffs, objective, sense, wanted, settings) else {
        return among_all(payoffs, objective, sense, wanted, settings);
    };
    let found = best.found.and_then(|(profile, value)| {
        let certificate = certify(payoffs, &profile)?;
        Some((Equilibrium { profile, certificate }, value))
    });
    let proof = best.steps.filter(|_| found.is_some());
    Ok(Optimum { found, proved: best.proved, nodes: best.nodes, proof })
}

/// By all equilibria.
fn among_all(
    payoffs: &Payoffs,
    objective: &Objective,
    sense: Sense,
    wanted: &Wanted,
    settings: &Settings<'_>,
) -> Result<Optimum, NashError> {
    let outcome = find_equilibria(payoffs, &eee::METHOD, settings)?;
    let proved = outcome.coverage == Coverage::All;
    let value = |profile: &Profile<Rational>| {
        let distribution = Distribution::product(payoffs.shape(), profile);
        objective.bounds(payoffs, &distribution).map(|(value, _)| value)
    };
    let valued = outcome.equilibria.into_iter().filter_map(|e| value(&e.profile).map(|v| (e, v)));
    let best = valued.reduce(|a, b| if sense.signed(&b.1) > sense.signed(&a.1) { b } else { a });
    let found = best.filter(|(_, value)| {
        let bar = wanted.better_than.as_ref();
        bar.is_none_or(|bar| sense.signed(value) > sense.signed(bar))
    });
    Ok(Optimum { found, proved, nodes: 0, proof: None })
}
