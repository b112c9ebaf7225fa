//! Dominance in every game.

use crate::common::{everything, pure};
use equil::certify::{Advantage, dominance};
use equil::dominance::{Among, Kind, cases, eliminate, ladder, standing};
use equil::game::Support;
use equil::nash::{METHODS, Settings, find_equilibria};
use equil::solve::solve;

use crate::common;
use crate::entries::on_every_game;

fn inside(inner: &[Support], outer: &[Support]) -> bool {
    inner.iter().zip(outer).all(|(inner, outer)| inner.iter().all(|s| outer.contains(s)))
}

#[test]
fn mixtures_eliminate_at_least_as_much() {
    on_every_game(|entry| {
        let all = everything(&entry.payoffs);
        let mut wrong = Vec::new();
        let strict = |among, start: &[Support]| {
            eliminate(&entry.payoffs, Kind::Strict, among, start).survivors
        };
        let (pure, mixed) = (strict(Among::Pure, &all), strict(Among::Mixtures, &all));
        if !inside(&mixed, &pure) {
            wrong.push(format!("mixtures leave {mixed:?}, pure strategies {pure:?}"));
        }
        // Order does not matter: pure strategies first, then mixtures
        if strict(Among::Mixtures, &pure) != mixed {
            wrong.push("elimination in two stages differs".to_owned());
        }
        // Equilibria are played with what is left
        let solved = solve(&entry.payoffs, None, &Settings::default()).unwrap().outcome;
        for equilibrium in &solved.equilibria {
            if !inside(&equilibrium.profile.supports(), &mixed) {
                wrong.push(format!("{:?} plays what was eliminated", equilibrium.profile));
            }
        }
        wrong
    });
}

#[test]
fn eliminations_prove_themselves() {
    on_every_game(|entry| {
        let payoffs = &entry.payoffs;
        let mut wrong = Vec::new();
        for (kind, _) in Kind::ALL {
            for among in [Among::Pure, Among::Mixtures] {
                let mut kept = everything(payoffs);
                let left = eliminate(payoffs, kind, among, &kept);
                for round in &left.rounds {
                    for removal in round {
                        let rivals = payoffs.shape().rival_profiles_within(removal.player, &kept);
                        let (player, strategy) = (removal.player, removal.strategy);
                        let proved = dominance(payoffs, player, strategy, &removal.by, &rivals);
                        let holds = matches!(proved, Advantage::Dominates(found) if found <= kind);
                        let pure = among == Among::Mixtures || removal.by.len() == 1;
                        let other = removal.by.iter().all(|(by, _)| *by != strategy);
                        if !holds || !pure || !other || removal.margin.0 > removal.margin.1 {
                            wrong.push(format!("{kind:?} {among:?}: {removal:?} is {proved:?}"));
                        }
                    }
                    for removal in round {
                        kept[removal.player].retain(|&s| s != removal.strategy);
                    }
                }
                if kept != left.survivors {
                    wrong.push(format!("{kind:?} {among:?}: survivors do not add up"));
                }
                // Nothing is left to do
                for (player, support) in kept.iter().enumerate() {
                    for &strategy in support {
                        let standing = standing(payoffs, player, strategy, &kept, among);
                        if standing.dominated_by(kind).is_some() {
                            wrong.push(format!("{kind:?} {among:?}: {player} {strategy} is left"));
                        }
                    }
                }
            }
        }
        wrong
    });
}

#[test]
fn standings_prove_themselves() {
    on_every_game(|entry| {
        let payoffs = &entry.payoffs;
        let all = everything(payoffs);
        let mut wrong = Vec::new();
        for (player, own) in all.iter().enumerate() {
            let rivals = payoffs.shape().rival_profiles_within(player, &all);
            for &strategy in own {
                for among in [Among::Pure, Among::Mixtures] {
                    let standing = standing(payoffs, player, strategy, &all, among);
                    let mut complain = |what: &str| {
                        wrong.push(format!("{player} {strategy} {among:?}: {what}: {standing:?}"));
                    };
                    if let Some((kind, mixture)) = &standing.dominated {
                        let proved = dominance(payoffs, player, strategy, mixture, &rivals);
                        if proved != Advantage::Dominates(*kind) {
                            complain("not dominated like that");
                        }
                        if *kind == Kind::Strict && standing.best_against.is_some() {
                            complain("both dominated and a best response");
                        }
                    }
                    if let Some((belief, strict)) = &standing.best_against
                        && common::is_best_response(payoffs, player, strategy, belief, own)
                            != Some(*strict)
                    {
                        complain("no best response to that");
                    }
                    let decided = standing.dominated.is_some() || standing.best_against.is_some();
                    if among == Among::Mixtures && standing.open.is_empty() && !decided {
                        complain("settled without a proof");
                    }
                    if payoffs.rational().is_some() && !standing.open.is_empty() {
                        complain("rational payoffs leave nothing open");
                    }
                }
            }
        }
        wrong
    });
}

/// The rungs of the ladder imply each other.
#[test]
fn the_ladder_is_a_ladder() {
    on_every_game(|entry| {
        let payoffs = &entry.payoffs;
        let all = everything(payoffs);
        let elimination = eliminate(payoffs, Kind::Strict, Among::Mixtures, &all);
        let method = METHODS.iter().find(|method| method.name == "pure").unwrap();
        let found = find_equilibria(payoffs, method, &Settings::default()).unwrap();
        let equilibria = pure(&found);
        let mut wrong = Vec::new();
        for (player, owner) in entry.model.players.iter().enumerate() {
            let single = (0..owner.strategies.len()).map(|s| vec![s]);
            let classes = owner.classes.iter().map(|(_, class)| class.clone());
            for target in single.chain(classes) {
                let Some(cases) = cases(payoffs, player, &target, &all) else { continue };
                let rungs = ladder(payoffs, &cases, &all, &elimination, Some(&equilibria));
                let implications = [
                    ("D1, D1'", rungs.dominates_all, rungs.dominates_outside),
                    ("D1', D2", rungs.dominates_outside, rungs.mixtures_dominate),
                    ("D2, D3", rungs.mixtures_dominate, rungs.best_everywhere),
                    ("D2, D4", rungs.mixtures_dominate, rungs.iteratively),
                    ("D5, D6", rungs.every_pure_equilibrium, rungs.some_pure_equilibrium),
                ];
                let exists = !equilibria.is_empty();
                let last = [("D4, D5", rungs.iteratively, rungs.every_pure_equilibrium)];
                for (name, stronger, weaker) in
                    implications.into_iter().chain(last.into_iter().filter(|_| exists))
                {
                    if stronger == Some(true) && weaker == Some(false) {
                        wrong.push(format!("{} {target:?}: {name}: {rungs:?}", owner.name));
                    }
                }
                if target.len() == 1 && rungs.dominates_all != rungs.dominates_outside {
                    wrong.push(format!("{} {target:?}: D1 is D1' of one strategy", owner.name));
                }
            }
        }
        wrong
    });
}
