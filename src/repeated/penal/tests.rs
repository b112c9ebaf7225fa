//! Bounds of worst equilibria against sets that are found another way.

use proptest::prelude::*;

use super::least::least;
use super::most::most;
use super::stage::Stage;
use crate::certify::is_planned;
use crate::game::{Game, Payoffs};
use crate::num::{Rational, Ring};
use crate::repeated::{
    ApproximationSettings, Path, PenalCodes, Settings, Standing, Worst, abreu_sannikov,
    judd_yeltekin_conklin,
};

fn game(strategies: Vec<usize>, payoffs: &[Vec<i64>]) -> Game<Rational> {
    let exact = |all: &Vec<i64>| all.iter().copied().map(Rational::integer).collect();
    Game::new(strategies, payoffs.iter().map(exact).collect()).unwrap()
}

fn bounds(
    game: &Game<Rational>,
    discount: &Rational,
) -> Option<(Vec<Rational>, Option<Vec<Rational>>)> {
    let payoffs = Payoffs::from(game.clone());
    let stage = Stage::new(&payoffs).unwrap();
    let floor: Vec<Rational> = (0..game.players())
        .map(|player| stage.best[player].iter().map(|(low, _)| low.clone()).min().unwrap())
        .collect();
    let low = least(&stage, discount, &floor)?;
    let code = most(&stage, discount, &low);
    if let Some(code) = &code {
        assert!(is_planned(&payoffs, discount, &code.points, &code.threats));
    }
    Some((low, code.map(|code| code.most.into_iter().map(|(_, high)| high).collect())))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Of two players the set is known exactly: bounds are on both sides of its least payoffs.
    #[test]
    fn bounds_of_two_players(
        payoffs in prop::collection::vec(prop::collection::vec(-4..8_i64, 6), 2),
        at in 1..20_i64,
    ) {
        let game = game(vec![2, 3], &payoffs);
        let discount = Rational::new(at, 20).unwrap();
        let set = abreu_sannikov(&game, &discount, &Settings::default()).unwrap();
        let all = Payoffs::from(game.clone());
        let Some((low, high)) = bounds(&game, &discount) else {
            prop_assert!(set.vertices.is_empty());
            return Ok(());
        };
        let known = match PenalCodes::new(&all, &|_, _| true).unwrap().worst(&discount).unwrap() {
            Worst::None => {
                prop_assert_eq!(high, None);
                return Ok(());
            }
            Worst::Between(known, Some(most)) if known == most => known,
            Worst::Between(..) => return Ok(()),
        };
        prop_assert!(low.iter().zip(&known).all(|(low, known)| low <= known));
        if let Some(high) = high {
            prop_assert!(high.iter().zip(&known).all(|(high, known)| high >= known));
        }
    }

    /// Of three players planes bound the least payoffs, too.
    #[test]
    fn bounds_of_three_players(
        payoffs in prop::collection::vec(prop::collection::vec(-4..8_i64, 8), 3),
        at in 1..20_i64,
    ) {
        let game = game(vec![2, 2, 2], &payoffs);
        let discount = Rational::new(at, 20).unwrap();
        let settings = ApproximationSettings { directions: 24, iterations: 100, ..Default::default() };
        let set = judd_yeltekin_conklin(&game, &vec![discount.clone(); 3], &settings).unwrap();
        let Some((low, high)) = bounds(&game, &discount) else {
            prop_assert!(set.inner.is_empty());
            return Ok(());
        };
        for (player, low) in low.iter().enumerate() {
            prop_assert!(set.inner.iter().all(|point| point.payoffs[player] >= *low));
        }
        let Some(ranges) = set.ranges else {
            prop_assert_eq!(high, None);
            return Ok(());
        };
        if let Some(high) = high {
            prop_assert!(high.iter().zip(&ranges).all(|(high, (low, _))| high >= low));
        }
    }
}

/// Everybody is better off if all give, each would rather not, and any two can hold the third to nothing, at a cost to themselves: a
/// punishment and then a reward, harder than the only equilibrium of the stage game.
#[test]
fn a_stick_and_then_a_carrot() {
    // Give, keep or fight; whoever meets a fighter gets nothing from the others
    let payoff = |profile: [usize; 3], player: usize| {
        let gives: i64 = profile.iter().map(|&own| i64::from(own == 0)).sum();
        let fights: i64 =
            (0..3).map(|other| i64::from(other != player && profile[other] == 2)).sum();
        let own = match profile[player] {
            0 => -3,
            1 => 0,
            _ => -2,
        };
        2 * gives + own - 2 * fights
    };
    let profiles = (0..27).map(|at| [at % 3, at / 3 % 3, at / 9]);
    let payoffs: Vec<Vec<i64>> = (0..3)
        .map(|player| profiles.clone().map(|profile| payoff(profile, player)).collect())
        .collect();
    let game = Payoffs::from(game(vec![3, 3, 3], &payoffs));
    let mut codes = PenalCodes::new(&game, &|_, _| true).unwrap();
    let most =
        |codes: &mut PenalCodes<'_>, at: i64| match codes.worst(&Rational::new(at, 10).unwrap()) {
            Some(Worst::Between(least, most)) => (least, most),
            other => panic!("{other:?}"),
        };
    let integers = |x: i64| vec![Rational::integer(x); 3];
    // Who keeps gets nothing for ever in the equilibrium; the others can hold to 4 less
    assert_eq!(most(&mut codes, 0), (integers(0), Some(integers(0))));
    let (least, reached) = most(&mut codes, 9);
    assert_eq!((least, reached), (integers(-4), Some(integers(-4))));
    let found = codes.sustained(&Path::new(vec![0]).unwrap(), &|_| true).unwrap();
    let (low, high) = found.critical().unwrap();
    assert!(high < Rational::new(1, 4).unwrap(), "{low} {high}");
}

/// The discount factors that sustain a profile for ever, by the worst payoffs of the set at each of them.
fn by_sets(game: &Game<Rational>, profile: usize, at: &Rational) -> Option<bool> {
    let set = abreu_sannikov(game, at, &Settings::default())?;
    if set.standing != Standing::Exact {
        return None;
    }
    let keeps = |player: usize| {
        let least = set.outer.least(player)?;
        let mut bound = Rational::one().minus(at);
        bound *= game.best_payoff(player, profile);
        bound.add_product(at, least);
        Some(game.payoffs(player)[profile] >= bound)
    };
    Some(keeps(0).unwrap_or(false) && keeps(1).unwrap_or(false))
}

/// Critical discount factors that are found where a stretch of them ends.
#[test]
fn ends_of_stretches_are_kept() {
    let critical = |strategies: [usize; 2], payoffs: [Vec<i64>; 2], profile: usize| {
        let game = Payoffs::from(game(strategies.to_vec(), &payoffs));
        let mut codes = PenalCodes::new(&game, &|_, _| true).unwrap();
        let found = codes.sustained(&Path::new(vec![profile]).unwrap(), &|_| true).unwrap();
        found.critical().map(|(low, high)| (low.to_string(), high.to_string()))
    };
    let both = |at: &str| Some((at.to_owned(), at.to_owned()));
    let first = [vec![2, 0, 0, 1, 1, 0], vec![1, 3, 0, 2, 0, 0]];
    assert_eq!(critical([2, 3], first, 3), both("1/2"));
    let second = [vec![0, 2, 0, 5, 3, 0], vec![1, 4, 5, 1, 5, 0]];
    assert_eq!(critical([3, 2], second.clone(), 1), both("1/4"));
    assert_eq!(critical([3, 2], second, 4), both("2/3"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// What discount factors sustain a profile, against the exact set at some of them, on and beside what is told.
    #[test]
    fn profiles_by_sets(
        payoffs in prop::collection::vec(prop::collection::vec(0..6_i64, 6), 2),
    ) {
        let game = game(vec![3, 2], &payoffs);
        let all = Payoffs::from(game.clone());
        let mut codes = PenalCodes::new(&all, &|_, _| true).unwrap();
        for profile in 0..6 {
            let found = codes.sustained(&Path::new(vec![profile]).unwrap(), &|_| true).unwrap();
            let mut asked: Vec<Rational> =
                (1..10).map(|tenths| Rational::new(tenths, 10).unwrap()).collect();
            asked.extend(found.critical().map(|(_, high)| high).filter(|at| {
                *at > Rational::zero() && *at < Rational::one()
            }));
            for at in asked {
                let Some(kept) = by_sets(&game, profile, &at) else { continue };
                prop_assert!(found.at(&at).is_none_or(|told| told == kept), "{profile} at {at}: {kept}");
            }
        }
    }
}
