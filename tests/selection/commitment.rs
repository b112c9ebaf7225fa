//! Commitment: known answers, and what it is worth.

use std::path::Path;

use crate::common::{open, payoffs};
use crate::games::{any_game, bimatrix, config, equilibria};
use equil::commitment::{CommitmentError, mixed, pure};
use equil::num::{Rational, Ring};
use proptest::prelude::*;

/// V. Conitzer and T. Sandholm (2006): the leader is the first player.
#[test]
fn known_commitments() {
    for (file, strategy, value) in [
        ("conitzer-sandholm2006-1", ["1/2", "1/2"], "7/2"),
        ("conitzer-sandholm2006-2", ["1/3", "2/3"], "4/3"),
        ("conitzer-sandholm2006-3", ["1", "0"], "9"),
    ] {
        let path = format!("games/classics/{file}.game.toml");
        let payoffs = payoffs(&open(Path::new(&path)).model);
        let found = mixed(&payoffs, 0, &|| true).unwrap();
        let shown: Vec<String> = found.strategy.iter().map(ToString::to_string).collect();
        assert_eq!(
            (shown, found.value.to_string()),
            (strategy.map(str::to_owned).to_vec(), value.to_owned())
        );
        assert!(found.check(&payoffs));
        // A wrong value is not proved by the same programs
        let mut wrong = found.clone();
        wrong.value += &Rational::one();
        assert!(!wrong.check(&payoffs));
        assert_eq!(mixed(&payoffs, 0, &|| false), Err(CommitmentError::Stopped));
    }
}

proptest! {
    #![proptest_config(config(400))]

    /// The leader gets at least as much as in any equilibrium and by any pure commitment.
    #[test]
    fn commitment_never_hurts(plain in bimatrix()) {
        let payoffs = plain.game();
        for leader in 0..2 {
            let found = mixed(&payoffs, leader, &|| true).unwrap();
            prop_assert!(found.check(&payoffs));
            let alone = pure(&payoffs, leader, &|| true).unwrap();
            prop_assert!(alone.settled && alone.without_reply.is_empty());
            prop_assert!(plain.payoff(leader, &alone.profile) <= found.value);
            for one in equilibria(&payoffs) {
                let mut gets = Rational::zero();
                for (i, p) in one[0].iter().enumerate() {
                    for (j, q) in one[1].iter().enumerate() {
                        let mut weight = p.clone();
                        weight *= q;
                        gets.add_product(&weight, &plain.payoff(leader, &[i, j]));
                    }
                }
                prop_assert!(gets <= found.value);
            }
        }
    }

    /// Straight from the definition, with any number of followers.
    #[test]
    fn pure_commitments_are_best(plain in any_game()) {
        let payoffs = plain.game();
        let replies: Vec<Vec<usize>> = plain.shape().profiles_iter().filter(|p| {
            (1..plain.counts.len()).all(|player| (0..plain.counts[player]).all(|other| {
                let mut deviation = p.clone();
                deviation[player] = other;
                plain.payoff(player, &deviation) <= plain.payoff(player, p)
            }))
        }).collect();
        let most = replies.iter().map(|p| plain.payoff(0, p)).max();
        match pure(&payoffs, 0, &|| true) {
            Ok(found) => {
                prop_assert!(replies.contains(&found.profile));
                prop_assert_eq!(Some(plain.payoff(0, &found.profile)), most);
                let without = (0..plain.counts[0]).filter(|&s| replies.iter().all(|p| p[0] != s));
                prop_assert_eq!(found.without_reply, without.collect::<Vec<_>>());
                let ties = replies.iter().filter(|p| p[0] == found.profile[0]).count();
                prop_assert_eq!(found.ties.len(), ties - 1);
            }
            Err(error) => {
                prop_assert_eq!(error, CommitmentError::NoReply);
                prop_assert!(replies.is_empty());
            }
        }
    }
}
