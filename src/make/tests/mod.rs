//! Known answers, and laws on random games.

mod laws;
mod near;

use super::*;
use crate::certify::Kind;
use crate::dominance::{Among, eliminate};
use crate::game::{Game, Payoffs, Support};

fn game(rows: &[&[i64]], columns: &[&[i64]]) -> Payoffs {
    let (n, m) = (rows.len(), rows[0].len());
    let flat = |matrix: &[&[i64]]| -> Vec<Rational> {
        (0..m).flat_map(|j| (0..n).map(move |i| (i, j))).map(|(i, j)| matrix[i][j].into()).collect()
    };
    Game::new(vec![n, m], vec![flat(rows), flat(columns)]).unwrap().into()
}

/// Cooperate and defect.
fn dilemma() -> Payoffs {
    game(&[&[2, 0], &[3, 1]], &[&[2, 3], &[0, 1]])
}

fn wish<'a>(payoffs: &'a Payoffs, aim: Aim, targets: &[Option<Support>]) -> Wish<'a> {
    let counts = payoffs.shape().strategies();
    Wish {
        payoffs,
        kept: counts.iter().map(|&count| (0..count).collect()).collect(),
        targets: targets.to_vec(),
        aim,
        margin: Rational::zero(),
        means: Means::Subsidies,
        paid: vec![true; counts.len()],
        least: Least::Total,
    }
}

const STRICT: Aim = Aim::Dominant(Kind::Strict);

fn both() -> [Option<Support>; 2] {
    [Some(vec![0]), Some(vec![0])]
}

fn cost(wish: &Wish<'_>) -> String {
    let made = make(wish, &|_, _| true).unwrap();
    assert!(made.complete && made.plan.check(wish));
    assert_eq!(made.plan.at_least, made.plan.cost);
    made.plan.cost.to_string()
}

/// Both cooperate: each gains 1 by defecting, whatever the other does.
#[test]
fn the_prisoners_are_paid_or_fined() {
    let dilemma = dilemma();
    let wish = wish(&dilemma, STRICT, &both());
    let by = |means, least| cost(&Wish { means, least, ..wish.clone() });
    assert_eq!(by(Means::Subsidies, Least::Total), "4");
    assert_eq!(by(Means::Penalties, Least::Total), "4");
    assert_eq!(by(Means::Subsidies, Least::Greatest), "1");
    // A half to who cooperates, and a half from who does not
    assert_eq!(by(Means::Either, Least::Greatest), "1/2");
    // Who defects alone pays the other 1: that is enough for both
    assert_eq!(by(Means::Transfers, Least::Total), "2");
    // Two are paid when both cooperate; fines cost nothing then
    assert_eq!(by(Means::Subsidies, Least::Played(0)), "2");
    assert_eq!(by(Means::Penalties, Least::Played(0)), "0");
    assert_eq!(by(Means::Transfers, Least::Played(0)), "0");
}

#[test]
fn a_margin_is_paid_for() {
    let dilemma = dilemma();
    let margin = Rational::new(1, 10).unwrap();
    let strict = Wish { margin, ..wish(&dilemma, STRICT, &both()) };
    assert_eq!(cost(&strict), "22/5");
    let made = make(&strict, &|_, _| true).unwrap();
    assert!(made.plan.comes_about);
    assert_eq!(made.attained, Some(true));
    let loose = make(&Wish { margin: Rational::zero(), ..strict }, &|_, _| true).unwrap();
    assert_eq!((loose.attained, loose.plan.comes_about), (Some(false), false));
    assert_eq!(loose.plan.slope, Some(Rational::integer(4)));
}

/// An equilibrium is implemented at no cost (Monderer and Tennenholtz 2004): promises off the path are enough.
#[test]
fn an_equilibrium_is_made_dominant_for_nothing() {
    let hunt = game(&[&[4, 0], &[3, 3]], &[&[4, 3], &[0, 3]]);
    let wish = Wish { least: Least::Played(0), ..wish(&hunt, STRICT, &both()) };
    let made = make(&wish, &|_, _| true).unwrap();
    assert_eq!(made.plan.cost, Rational::zero());
    // With any margin up to 1, so that it is strictly dominant
    assert_eq!((made.attained, made.margin), (Some(true), Rational::integer(1)));
    assert!(made.plan.comes_about);
    // Any other profile costs what its players gain by leaving it: 3 each
    let apart = Wish {
        least: Least::Played(1),
        targets: vec![Some(vec![1]), Some(vec![0])],
        ..wish.clone()
    };
    assert_eq!(cost(&apart), "4");
}

#[test]
fn a_class_is_as_cheap_as_its_cheapest_member() {
    // Against the first column the third row is nearer, against the second the second
    let three = game(&[&[5, 5], &[1, 4], &[3, 0]], &[&[0, 0], &[0, 0], &[0, 0]]);
    let class = wish(&three, STRICT, &[Some(vec![1, 2]), None]);
    assert_eq!(cost(&class), "3");
    assert_eq!(cost(&Wish { least: Least::Greatest, ..class.clone() }), "2");
    let transfers = Wish { means: Means::Transfers, ..class };
    assert_eq!(make(&transfers, &|_, _| true), Err(MakeError::ClassByTransfers));
}

/// One hunter must be assured of the stag; the other follows.
#[test]
fn elimination_is_cheaper_than_dominance() {
    let hunt = game(&[&[4, 0], &[3, 3]], &[&[4, 3], &[0, 3]]);
    let unique = wish(&hunt, Aim::Unique, &both());
    let made = make(&unique, &|_, _| true).unwrap();
    assert_eq!((made.plan.cost.clone(), made.necessary), (3.into(), Some(Rational::zero())));
    assert_eq!(made.plan.steps.len(), 2);
    assert_eq!(cost(&wish(&hunt, STRICT, &both())), "6");
    let strict = Wish { margin: Rational::one(), ..unique };
    let made = make(&strict, &|_, _| true).unwrap();
    assert_eq!(made.plan.cost, 4.into());
    let applied = made.plan.applied(&hunt);
    let left = eliminate(&applied, Kind::Strict, Among::Mixtures, &strict.kept);
    assert_eq!(left.solution(), Some(vec![0, 0]));
}

/// A tie that nobody's promises break is no strict advantage.
#[test]
fn who_is_not_paid_must_be_better_off_already() {
    let tie = game(&[&[1, 1], &[1, 1]], &[&[0, 0], &[0, 0]]);
    let paid = vec![false, true];
    let wish = Wish { paid, ..wish(&tie, STRICT, &[Some(vec![0]), None]) };
    assert_eq!(make(&wish, &|_, _| true), Err(MakeError::Impossible));
    let weakly = Wish { aim: Aim::Dominant(Kind::VeryWeak), ..wish.clone() };
    assert!(make(&weakly, &|_, _| true).unwrap().plan.promises.is_empty());
    let alone = Wish { paid: vec![true, false], means: Means::Transfers, ..wish };
    assert_eq!(make(&alone, &|_, _| true), Err(MakeError::Impossible));
}

#[test]
fn promises_that_fall_short_are_not_certified() {
    let dilemma = dilemma();
    let wish = wish(&dilemma, STRICT, &both());
    let good = make(&wish, &|_, _| true).unwrap().plan;
    assert!(good.check(&wish));
    let mut short = good.clone();
    short.promises[0].amount = Rational::new(999, 1000).unwrap();
    assert!(!short.check(&wish));
    let mut dear = good.clone();
    dear.promises[0].amount = Rational::integer(2);
    assert!(!dear.check(&wish), "it costs more than is said");
    let fines = Wish { means: Means::Penalties, ..wish };
    assert!(!good.check(&fines), "nobody may be paid");
}

#[test]
fn what_breaks_is_said_in_few_words() {
    // Best unless the second plays its second strategy
    let mut payoffs = vec![Rational::integer(1); 12];
    for (way, payoff) in payoffs.iter_mut().step_by(2).enumerate() {
        *payoff = Rational::integer(if way % 3 == 1 { 0 } else { 2 });
    }
    let zeros = vec![Rational::zero(); 12];
    let game = Game::new(vec![2, 3, 2], vec![payoffs, zeros.clone(), zeros]).unwrap().into();
    let kept = [vec![0, 1], vec![0, 1, 2], vec![0, 1]];
    let broken = breaking(&game, 0, &[0], &kept, Kind::Strict).unwrap();
    assert_eq!((broken.cases.len(), broken.of), (2, 6));
    assert_eq!(broken.patterns, [[(1, 1)]]);
    assert!(broken.fewest && broken.complete);
    assert_eq!(broken.restrictions.len(), 1);
    assert_eq!(broken.restrictions[0].kept, [vec![0, 1], vec![0, 2], vec![0, 1]]);
}

/// As good in one case, worse by 1 and by 5/2 in two others: 7/2, and 3 more for each unit of margin, though a dual
/// solution at a margin of 0 need not say anything about the tie.
#[test]
fn each_unit_of_margin_costs_what_it_costs() {
    let rows = [[0, 0, 0], [0, 2, 5]].map(|row| row.map(|payoff| Rational::share(payoff, 2)));
    let flat: Vec<Rational> = (0..3).flat_map(|j| [0, 1].map(|i| rows[i][j].clone())).collect();
    let zeros = vec![Rational::zero(); 6];
    let payoffs = Payoffs::from(Game::new(vec![2, 3], vec![flat, zeros]).unwrap());
    let wish = wish(&payoffs, STRICT, &[Some(vec![0]), None]);
    let made = make(&wish, &|_, _| true).unwrap();
    let plan = &made.plan;
    assert_eq!((plan.cost.to_string(), plan.slope.clone()), ("7/2".into(), Some(3.into())));
    assert_eq!(made.steady, Some(Rational::one()));
    let with = |margin| cost(&Wish { margin, ..wish.clone() });
    assert_eq!(with(Rational::one()), "13/2");
    // A class may do with another member: only a bound is known
    let classes = Wish { targets: vec![Some(vec![0, 1]), None], ..wish.clone() };
    assert_eq!(make(&classes, &|_, _| true).ok().and_then(|made| made.steady), None);
}
