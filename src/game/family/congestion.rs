//! Congestion games: each player takes some resources, which get worse the more players take them.

use super::values::fits;
use super::{Family, FamilyError, Parameter, Sample, Values};
use crate::game::{Game, Shape};
use crate::num::{Draws, Rational};

pub(super) const FAMILY: Family = Family {
    name: "congestion",
    about: "players share resources whose costs rise with their users: an exact potential",
    source: &["rosenthal1973"],
    parameters: &[
        Parameter::integer("players", "players", "3", (1, 20)),
        Parameter::integer("resources", "resources", "3", (1, 60)),
        Parameter::integer("take", "resources that each player takes", "1", (1, 60)),
        Parameter::integer(
            "high",
            "greatest step by which one more user raises a cost",
            "9",
            (0, 1_000_000),
        ),
        Parameter::SEED,
    ],
    make,
};

fn make(values: &Values<'_>) -> Result<Sample, FamilyError> {
    let (players, resources) = (values.count("players"), values.count("resources"));
    let (take, high) = (values.count("take"), values.integer("high"));
    if take > resources {
        return Err(FamilyError::misfit(
            format!("`take` is {take}, but there are only {resources} resources"),
            format!("write a number from 1 to {resources}, or a larger `resources`"),
        ));
    }
    let costs = costs(values.seed(), players, resources, high);
    fits(&vec![super::tournament::binomial(resources, take); players])?;
    let sets = super::tournament::sets(resources, take);
    let shape = Shape::new(vec![sets.len(); players]).expect("there are sets");
    let mut payoffs = vec![Vec::with_capacity(shape.profiles()); players];
    let mut users = vec![0; resources];
    for profile in shape.profiles_iter() {
        users.fill(0);
        for resource in profile.iter().flat_map(|&set| &sets[set]) {
            users[*resource] += 1;
        }
        for (own, &set) in payoffs.iter_mut().zip(&profile) {
            let cost: i64 = sets[set].iter().map(|&r| costs[r][users[r] - 1]).sum();
            own.push(Rational::integer(-cost));
        }
    }
    let game = Game::new(vec![sets.len(); players], payoffs).expect("a payoff for each profile");
    let label = |set: &Vec<usize>| {
        set.iter().map(|resource| (resource + 1).to_string()).collect::<Vec<_>>().join("-")
    };
    let labels: Vec<String> = sets.iter().map(label).collect();
    Ok(Sample::of(game, vec![labels; players]))
}

/// `costs[resource][users - 1]` for each of the users.
pub(super) fn costs(seed: u64, players: usize, resources: usize, high: i64) -> Vec<Vec<i64>> {
    let draws = Draws::new(seed);
    (0..resources)
        .map(|resource| {
            let mut cost = 0;
            (0..players)
                .map(|user| {
                    cost += draws.integer(resource * players + user, (0, high));
                    cost
                })
                .collect()
        })
        .collect()
}
