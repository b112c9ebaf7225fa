//! One equilibrium of a large two-player game: a pure one if there is one, else one to which a short
//! complementary path leads, else that at the end of the path through the interior.
//!
//! Most large games with independent payoffs have a pure equilibrium (a share of 1 − 1/e of those
//! without ties), and nearly all have one with few strategies, to which some path is short.
//!
//! Sources: I. Bárány, S. Vempala, A. Vetta, "Nash equilibria in random games", *Random Structures
//! & Algorithms* 31 (2007), 391–405 (`barany2007`); and those of `lemke_howson` and
//! `interior_point`.

use super::interior_point;
use super::lemke_howson;
use super::method::{Arithmetic, Coverage, Found, Method, Run, Stopped};
use crate::game::{Game, Payoffs, Profile};
use crate::num::Rational;

/// Pivots of a path that is still short.
const SHORT: u64 = 32;

/// One comparison for each profile and player, then as short paths of `lemke-howson`, then as
/// `interior-point`.
pub(super) const METHOD: Method = Method {
    name: "one",
    about: "One equilibrium of a large two-player game, by what is quickest",
    source: "barany2007",
    accepts: lemke_howson::METHOD.accepts,
    finds_all: false,
    arithmetic: None,
    search,
};

fn search(payoffs: &Payoffs, run: &mut Run<'_>) -> Result<Coverage, Stopped> {
    run.step(0, 1)?;
    let pure = payoffs.rational().and_then(first_pure);
    if let Some(profile) = pure {
        run.report(Found::Exact(profile))?;
        return Ok(Coverage::Some);
    }
    if run.arithmetic() == Arithmetic::Exact {
        return (lemke_howson::METHOD.search)(payoffs, run);
    }
    if lemke_howson::race_to(SHORT, payoffs, run)? {
        return Ok(Coverage::Some);
    }
    (interior_point::METHOD.search)(payoffs, run)
}

/// The first pure equilibrium, by the best payoffs against each strategy of the rival.
fn first_pure(game: &Game<Rational>) -> Option<Profile<Rational>> {
    let [rows, columns] = *game.strategies() else { return None };
    let (ours, theirs) = (game.payoffs(0), game.payoffs(1));
    // The best that the second player can get against each row
    let mut best: Vec<&Rational> = theirs[..rows].iter().collect();
    for column in theirs.chunks_exact(rows) {
        for (best, payoff) in best.iter_mut().zip(column) {
            if payoff > *best {
                *best = payoff;
            }
        }
    }
    (0..columns).find_map(|j| {
        let column = &ours[j * rows..][..rows];
        let most = column.iter().max()?;
        let i = (0..rows).find(|&i| column[i] == *most && theirs[j * rows + i] == *best[i])?;
        Some(Profile::pure(&[rows, columns], &[i, j]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nash::{METHODS, Settings, find_equilibria};
    use proptest::prelude::*;

    fn game() -> impl Strategy<Value = Payoffs> {
        (1_usize..7, 1_usize..7).prop_flat_map(|(rows, columns)| {
            let player =
                prop::collection::vec((0_i64..9).prop_map(Rational::integer), rows * columns);
            (player.clone(), player)
                .prop_map(move |(a, b)| Game::new(vec![rows, columns], vec![a, b]).unwrap().into())
        })
    }

    proptest! {
        #[test]
        fn a_pure_equilibrium_is_found_when_there_is_one(game in game()) {
            let settings = Settings::default();
            let pure = METHODS.iter().find(|method| method.name == "pure").unwrap();
            let all = find_equilibria(&game, pure, &settings).unwrap().equilibria;
            let one = find_equilibria(&game, &METHOD, &settings).unwrap();
            prop_assert_eq!(one.equilibria.len(), 1);
            prop_assert!(one.equilibria[0].is_proved());
            let found = one.equilibria[0].profile.as_pure();
            prop_assert_eq!(found.is_some() && one.paths.is_empty(), !all.is_empty());
            if let Some(found) = found && !all.is_empty() {
                prop_assert!(all.iter().any(|e| e.profile.as_pure().as_ref() == Some(&found)));
            }
        }
    }
}
