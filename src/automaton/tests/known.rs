//! What is known of the repeated prisoner's dilemma.

use super::{AXELROD, DILEMMA, both, game, joint, ratio, strategy};
use crate::automaton::{
    Length, MOST_TRANSITIONS, best_response, continuations, critical, meeting, nash_range,
    one_shot, play,
};
use crate::certify::{Continuations, Imperfect, perfect};
use crate::format::{Limits, read};
use crate::formula::Text;
use crate::game::{Automaton, MAX_BITS, Payoffs};
use crate::model::{Assignment, parse_automaton};
use crate::num::{Rational, Ring, Sign};
use crate::repeated::Sustained;
use crate::text::Source;

/// The discount factors of subgame perfection, as text.
fn perfect_range(payoffs: &Payoffs, automata: &[Automaton]) -> Vec<String> {
    let joint = joint(payoffs.shape(), automata);
    let found = critical(payoffs, &joint).unwrap().unwrap();
    shown(&Sustained::of(found.iter().map(|one| &one.bounds)))
}

fn nash(payoffs: &Payoffs, automata: &[Automaton], player: usize) -> Vec<String> {
    shown(&nash_range(payoffs, automata, player, MOST_TRANSITIONS).unwrap().unwrap())
}

fn shown(sustained: &Sustained) -> Vec<String> {
    let end = |root: &crate::roots::RealRoot| match root.exact() {
        Some(exact) => exact.to_string(),
        None => format!("{:.6}", root.within(40).0.nearest_f64()),
    };
    sustained
        .surely
        .iter()
        .map(|piece| format!("{}..{}", end(&piece.low), end(&piece.high)))
        .collect()
}

#[test]
fn grim_sustains_cooperation_from_its_threshold_on() {
    for (payoffs, from) in [(DILEMMA, "1/7..1"), (AXELROD, "1/2..1")] {
        let automata = both("grim(c, d)", "grim(c, d)");
        assert_eq!(perfect_range(&game(&payoffs), &automata), [from]);
        assert_eq!(nash(&game(&payoffs), &automata, 0), [from]);
    }
}

/// Axelrod (1984): tit for tat is a best response to itself from max((T − R)/(T − P), (T − R)/(R − S)) on. It is subgame perfect at
/// a single discount factor, if at all: where T + S = 2R would make turns as good as peace.
#[test]
fn tit_for_tat_is_nash_but_hardly_perfect() {
    let automata = both("tit_for_tat(c, d)", "tit_for_tat(c, d)");
    assert_eq!(nash(&game(&AXELROD), &automata, 0), ["2/3..1"]);
    assert_eq!(perfect_range(&game(&AXELROD), &automata), Vec::<String>::new());
    // (T − R)/(R − S) = (P − S)/(T − P) here: 1/3
    let balanced = [[3, 4, 0, 1], [3, 0, 4, 1]];
    assert_eq!(perfect_range(&game(&balanced), &automata), ["1/3..1/3"]);
    assert_eq!(nash(&game(&balanced), &automata, 1), ["1/3..1"]);
}

/// Pavlov asks that one round of punishment be enough: T + δ P ≤ R (1 + δ), which T = 5 never satisfies below 1.
#[test]
fn pavlov_needs_a_mild_temptation() {
    let automata = both("win_stay_lose_shift(c, d)", "win_stay_lose_shift(c, d)");
    assert_eq!(perfect_range(&game(&AXELROD), &automata), Vec::<String>::new());
    let milder = [[3, 4, 0, 1], [3, 0, 4, 1]];
    assert_eq!(perfect_range(&game(&milder), &automata), ["1/2..1"]);
}

/// Punishing for k rounds: T − R ≤ (R − P)(δ + … + δ^k).
#[test]
fn limited_punishments() {
    let range = |k: usize| {
        let text = format!("limited_punishment(c, d, {k})");
        perfect_range(&game(&AXELROD), &both(&text, &text))
    };
    assert_eq!(range(1), Vec::<String>::new());
    // δ + δ² = 1
    assert_eq!(range(2), ["0.618034..1"]);
}

#[test]
fn contrite_tit_for_tat_is_perfect() {
    let automata = both("contrite_tit_for_tat(c, d)", "contrite_tit_for_tat(c, d)");
    assert_eq!(perfect_range(&game(&AXELROD), &automata), ["2/3..1"]);
    // Each answers a lapse once: it costs the one who lapsed a round of being exploited
    let payoffs = game(&AXELROD);
    let shape = payoffs.shape();
    let joint = joint(shape, &automata);
    let lapse = joint.next(0, 1);
    let after = play(&joint, lapse).unwrap();
    assert_eq!((after.lead, after.cycle), (vec![2], vec![0]));
}

#[test]
fn what_pays_is_found_and_by_how_much() {
    let payoffs = game(&AXELROD);
    let automata = both("tit_for_tat(c, d)", "tit_for_tat(c, d)");
    let joint = joint(payoffs.shape(), &automata);
    let discounts = vec![ratio("3/4"); 2];
    let found = one_shot(&payoffs, &joint, &discounts, &continuations(&joint, &discounts));
    let paying: Vec<_> = found.iter().filter(|one| one.sign == Some(Sign::Positive)).collect();
    // Whoever is to punish would rather forgive: 3, in place of 5/(1 + δ) = 20/7 or 5δ/(1 + δ) = 15/7
    let gain = |player: usize| {
        let gains = paying.iter().filter(|one| one.player == player);
        let gains: Vec<String> = gains.map(|one| one.gain.clone().unwrap().0.to_string()).collect();
        gains
    };
    assert_eq!(gain(0).len(), gain(1).len());
    assert!(gain(0).contains(&"1/7".to_owned()), "{:?}", gain(0));
    let told = continuations(&joint, &discounts);
    let worth = |state: usize| payoffs.bounds(0, &told[0][state]).unwrap().0.to_string();
    assert_eq!(worth(0), "3");
}

#[test]
fn best_responses_to_well_known_strategies() {
    let payoffs = game(&AXELROD);
    let half = ratio("3/4");
    let value = |text: &str| {
        let automata = both("all(c)", text);
        let best = best_response(&payoffs, &automata, 0, &half, MOST_TRANSITIONS).unwrap();
        let value = payoffs.bounds(0, &best.frequencies).unwrap().0.to_string();
        (value, best.automaton.states().len())
    };
    assert_eq!(value("all(c)"), ("5".to_owned(), 1));
    assert_eq!(value("all(d)"), ("1".to_owned(), 1));
    assert_eq!(value("grim(c, d)").0, "3");
    assert_eq!(value("tit_for_tat(c, d)").0, "3");
    // Every other round is free: (5 + 3 δ)/(1 + δ)
    assert_eq!(value("tit_for_two_tats(c, d)").0, "29/7");
    // Forgiven one time in two: to defect for ever earns 5 (1 − δ) + δ 3
    assert_eq!(value("generous_tit_for_tat(c, d, 1/2)").0, "7/2");
    assert_eq!(value("alternate(c, d)"), ("23/7".to_owned(), 1));
}

/// Under the smallest noise tit for tat earns itself no more than chance (Molander 1985); Pavlov mends a lapse in two rounds.
#[test]
fn noise() {
    let payoffs = game(&AXELROD);
    let earned = |text: &str, noise: &str| {
        let automata = both(text, text).map(|one| one.trembling(&ratio(noise)));
        let played = meeting(&joint(payoffs.shape(), &automata), &Length::Average).unwrap();
        payoffs.bounds(0, &played).unwrap().0
    };
    for noise in ["1/1000", "1/10", "1/2"] {
        assert_eq!(earned("tit_for_tat(c, d)", noise), ratio("9/4"));
    }
    assert!(earned("win_stay_lose_shift(c, d)", "1/1000") > ratio("2.99"));
    assert!(earned("contrite_tit_for_tat(c, d)", "1/1000") > ratio("2.99"));
    assert!(earned("grim(c, d)", "1/1000") < ratio("1.01"));
    assert_eq!(earned("grim(c, d)", "0"), ratio("3"));
}

/// Lots may decide for good: who meets `grim` with one coin loses the peace with it.
#[test]
fn play_may_end_in_one_of_several_classes() {
    let payoffs = game(&AXELROD);
    // Never betrays again once nobody did: two absorbing pairs of profiles
    let gambler = strategy(0, "memory_one(c, d, 1, 0, 0, 0, 1/3)");
    let automata = [gambler, strategy(1, "grim(c, d)")];
    let joint = joint(payoffs.shape(), &automata);
    assert_eq!((play(&joint, 0), joint.states()[1].len()), (None, 2));
    // Once it has cooperated with grim no lot is drawn
    let peace = play(&joint, joint.next(0, 0)).unwrap();
    assert_eq!((peace.lead, peace.cycle), (vec![], vec![0]));
    let played = meeting(&joint, &Length::Average).unwrap();
    assert_eq!(played, [(0, ratio("1/3")), (3, ratio("2/3"))]);
}

#[test]
fn certificates_are_checked() {
    let payoffs = game(&DILEMMA);
    let automata = both("grim(c, d)", "grim(c, d)");
    let joint = joint(payoffs.shape(), &automata);
    let check = |discount: &str, states: &[Vec<usize>], wrong: bool| {
        let discounts = vec![ratio(discount); 2];
        let mut frequencies = continuations(&joint, &vec![ratio("1/7"); 2]);
        if discount != "1" {
            frequencies = continuations(&joint, &discounts);
        }
        if wrong {
            frequencies[1][1] = vec![(0, Rational::one())];
        }
        let states = states.to_vec();
        for own in &mut frequencies {
            own.truncate(states.len());
        }
        let proof = Continuations {
            automata: &automata,
            discounts: &discounts,
            states: &states,
            frequencies: &frequencies,
        };
        perfect(&payoffs, &proof)
    };
    let all = joint.states();
    assert_eq!(check("1/7", all, false), Ok(()));
    let tempted = Imperfect::Deviation { player: 0, state: 0, strategy: 1, pays: true };
    assert_eq!(check("1/8", all, false), Err(tempted));
    assert_eq!(check("1/7", all, true), Err(Imperfect::Equation { player: 1, state: 1 }));
    assert_eq!(check("1/7", &all[..1], false), Err(Imperfect::Missing(0, 1)));
    assert_eq!(check("1", &all[..0], false), Err(Imperfect::Shape));
    assert_eq!(check("1/7", &all[..0], false), Err(Imperfect::Start));
}

/// Automata that all play the same, in a game file.
fn in_file(payoffs: &str, players: &[&str], text: &str) -> (Payoffs, Vec<Automaton>) {
    let owned = players.iter().map(|name| format!("{name} = [\"c\", \"d\"]\n"));
    let file = format!(
        "format = 1\n[game]\nname = \"g\"\n[players]\n{}[groups]\nall = {players:?}\n[payoff]\nall = \"{payoffs}\"\n",
        owned.collect::<String>()
    );
    let source = Source::new("g.game.toml", file);
    let model = read(&source, &Limits::default()).unwrap().model;
    let payoffs = model.at(&Assignment::of(&model), MAX_BITS).unwrap();
    let text = Text::standalone("test", text);
    let mut problems = Vec::new();
    let automata = (0..players.len())
        .map(|player| parse_automaton(&text, &model.scope(&[]), player, &[], &mut problems));
    (payoffs.clone(), automata.collect::<Option<Vec<_>>>().unwrap())
}

/// A public good of three: each that contributes gives every player 2 and pays 3, so that grim asks for 6 − 3 ≥ (1 − δ) (4 − 0).
#[test]
fn several_players() {
    let good = "2 * count(all.c) - 3 * self.c";
    let players = ["ann", "bob", "eve"];
    let (payoffs, automata) = in_file(good, &players, "grim(c, d)");
    assert_eq!(perfect_range(&payoffs, &automata), ["1/4..1"]);
    assert_eq!(nash(&payoffs, &automata, 2), ["1/4..1"]);
    // Of three who echo each other, one lapse is answered for ever
    let (payoffs, automata) = in_file(good, &players, "tit_for_tat(c, d)");
    let joint = joint(payoffs.shape(), &automata);
    let after = play(&joint, joint.next(0, 1)).unwrap();
    assert_eq!((after.lead, after.cycle), (vec![6], vec![7]));
}

/// Payoffs that are not rational: bounds of the discount factor from which grim holds, (T − R)/(T − P), and of what is earned.
#[test]
fn payoffs_that_are_not_rational() {
    // R = e, T = e + 1, P = 1, S = 0
    let temptation =
        "if(self.c, exp(1) * (count(all.c) == 2), if(count(all.c) == 1, exp(1) + 1, 1))";
    let (payoffs, automata) = in_file(temptation, &["ann", "bob"], "grim(c, d)");
    assert!(payoffs.rational().is_none());
    let joint = joint(payoffs.shape(), &automata);
    let found = critical(&payoffs, &joint).unwrap().unwrap();
    let all = Sustained::of(found.iter().map(|one| &one.bounds));
    let (low, high) = all.critical().unwrap();
    let near = 1.0_f64 / 1.0_f64.exp();
    assert!(low < high && (low.nearest_f64() - near).abs() < 1e-9, "{low} {high}");
    for (discount, holds) in [("0.367", false), ("0.368", true)] {
        let discounts = vec![ratio(discount); 2];
        let frequencies = continuations(&joint, &discounts);
        let proof = Continuations {
            automata: &automata,
            discounts: &discounts,
            states: joint.states(),
            frequencies: &frequencies,
        };
        assert_eq!(perfect(&payoffs, &proof).is_ok(), holds);
        assert_eq!(all.at(&discounts[0]), Some(holds));
        let best = best_response(&payoffs, &automata, 0, &discounts[0], MOST_TRANSITIONS);
        let first = best.unwrap().automaton.states()[0].pure();
        assert_eq!(first, Some(usize::from(!holds)));
    }
}
