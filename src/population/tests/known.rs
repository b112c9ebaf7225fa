//! Figures that others have published, or that follow by hand.

use super::{WATCH, law, read, symmetric, value, width};
use crate::num::{Rational, significant};
use crate::population::{
    Alpha, Compared, Fitness, Society, alpha_rank, fixation, named, rare, revision_named, stable,
    whole,
};

const HAWK_DOVE: &str = "-0.5 2; 0 0";
const ROUND: &str = "0 -1 1; 1 0 -1; -1 1 0";

/// `EGTtools` 0.1: hawk–dove, Z = 100, β = 1.
#[test]
fn hawks_among_doves() {
    let game = symmetric(HAWK_DOVE);
    for process in ["moran", "pairwise-comparison"] {
        let law = law(process, Fitness::Exponential, 100, "1", "0");
        let hawk = fixation(&game, &law, 0, 1, 1, WATCH).unwrap();
        assert!((value(&hawk) - 0.864_115_574_246_266_4).abs() < 2e-16, "{}", value(&hawk));
        assert!(width(&hawk) < 1e-40);
        let dove = fixation(&game, &law, 1, 0, 1, WATCH).unwrap();
        assert_eq!(significant(&dove.0, 5), "1.4039e-33");
        assert!(width(&dove) < 1e-40);
    }
}

/// `EGTtools` 0.1: rock, paper, scissors, Z = 50, β = 1.
#[test]
fn rock_paper_scissors_are_played_as_much() {
    let law = law("pairwise-comparison", Fitness::Exponential, 50, "1", "0");
    let rare = rare(&symmetric(ROUND), &law, WATCH).unwrap();
    for (resident, mutant) in [(0, 1), (1, 2), (2, 0)] {
        let wins = value(&rare.fixation[resident][mutant]);
        assert_eq!(format!("{wins:.8}"), "0.63955221");
    }
    for share in &rare.shares {
        assert!((value(share) - 1.0 / 3.0).abs() < 1e-15 && width(share) < 1e-40);
    }
}

/// Han, Pereira, Santos and Lenaerts 2013, as `OpenSpiel` tests α-rank: m = 20, α = 0.1.
#[test]
fn agreements_are_ranked() {
    let game = symmetric("0.875 0.75 0 2.75 0.75; 1 1 -1 -1 -1; 0 2 0 0 0; -2 2 0 0 0; 1 2 0 0 0");
    let asked = Alpha {
        society: Society::One,
        compared: Compared::Population,
        size: 20,
        alpha: Some(read("0.1")),
    };
    let shares = alpha_rank(&game, &asked, WATCH).unwrap().shares.unwrap();
    let told: Vec<String> = shares.iter().map(|share| format!("{:.8}", value(share))).collect();
    assert_eq!(told, ["0.40966787", "0.07959841", "0.20506998", "0.08505983", "0.22060390"]);
    // The same as rare mutants under pairwise comparison
    let law = law("pairwise-comparison", Fitness::Exponential, 20, "0.1", "0");
    let rare = rare(&game, &law, WATCH).unwrap();
    for (one, other) in shares.iter().zip(&rare.shares) {
        assert!(super::overlap(one, other));
    }
}

/// Constant fitness r: ρ = (1 − 1/r) / (1 − 1/r^Z) (Moran 1962; Nowak 2006, equation 6.13).
#[test]
fn constant_fitness_has_a_closed_form() {
    // 1 − 1/2 + 1/2 · payoff is 3/2 against 1
    let game = symmetric("2 2; 1 1");
    let law = law("moran", Fitness::Linear, 10, "1/2", "0");
    let found = fixation(&game, &law, 0, 1, 1, WATCH).unwrap();
    let less = read("2/3");
    let mut expected = Rational::integer(1);
    expected -= &less;
    let mut rest = Rational::integer(1);
    rest -= &less.powi(10).unwrap();
    expected /= &rest;
    assert_eq!(found, (expected.clone(), expected));
}

/// Two of Wright and Fisher: whoever is alone is drawn twice with the square of its share.
#[test]
fn two_are_drawn_anew() {
    let game = symmetric("3 3; 1 1");
    let law = law("wright-fisher", Fitness::Linear, 2, "1", "0");
    // Shares 3/4 and 1/4: 9/16 both, 1/16 none, else again
    let found = fixation(&game, &law, 0, 1, 1, WATCH).unwrap();
    assert_eq!(found, (read("9/10"), read("9/10")));
}

/// A population that mutates half the time and is otherwise neutral: births are tossed coins.
#[test]
fn coins_are_binomial() {
    let game = symmetric("0 0; 0 0");
    for process in ["moran", "wright-fisher"] {
        let law = law(process, Fitness::Linear, 4, "1/2", "1/2");
        let whole = whole(&symmetric("1 1; 1 1"), &law, WATCH).unwrap();
        let shares: Vec<String> = whole.shares.iter().map(|(low, _)| low.to_string()).collect();
        assert_eq!(shares, ["1/16", "1/4", "3/8", "1/4", "1/16"], "{process}");
        assert_eq!(whole.played[0], (read("1/2"), read("1/2")));
    }
    let law = law("moran", Fitness::Exponential, 4, "1/2", "1/2");
    let whole = whole(&game, &law, WATCH).unwrap();
    assert!(whole.shares[0].0 <= read("1/16") && read("1/16") <= whole.shares[0].1);
}

/// Kandori, Mailath and Rob 1993: in 2 × 2 coordination the equilibrium with the larger basin, which is
/// the risk-dominant one, and not the one that pays most.
#[test]
fn conventions_are_risk_dominant() {
    // Young 1993 and KMR: (4, 4) pays most, (3, 3) is risk-dominant: 3 + 2 > 4 + 0
    let game = symmetric("4 0; 3 2");
    for rule in ["best-response", "logit"] {
        for size in [3, 10, 25] {
            let rule = revision_named(rule).unwrap();
            let settled = stable(&game, rule, Society::One, size, WATCH).unwrap();
            let left: Vec<_> = kept(&settled);
            assert_eq!(left, [vec![vec![0, size]]], "{} {size}", rule.name);
        }
    }
    // Of two populations, too
    let rule = revision_named("best-response").unwrap();
    let settled = stable(&game, rule, Society::Each, 6, WATCH).unwrap();
    assert_eq!(kept(&settled), [vec![vec![0, 6], vec![0, 6]]]);
}

/// Young 1993, example 1 after the theorem: three conventions, of which risk dominance settles nothing,
/// and trees do. 6 0 0 / 5 7 5 / 0 5 8.
#[test]
fn three_conventions_are_settled_by_trees() {
    let game = symmetric("6 0 0; 5 7 5; 0 5 8");
    let rule = revision_named("best-response").unwrap();
    // Out of the second to the third 2/5 must err, out of the third to the second 3/8: with 20 or fewer
    // individuals both take 8
    for (size, left) in [(20, vec![[0, 0, 20], [0, 20, 0]]), (40, vec![[0, 40, 0]])] {
        let settled = stable(&game, rule, Society::One, size, WATCH).unwrap();
        let found: Vec<Vec<usize>> = kept(&settled).concat();
        assert_eq!(found, left);
        assert_eq!(settled.limit.classes.len(), 3);
    }
}

/// The states that are proved to be left.
fn kept(settled: &crate::population::Settled) -> Vec<Vec<Vec<usize>>> {
    let classes = settled.limit.classes.iter().zip(&settled.limit.kept);
    classes
        .filter(|(_, kept)| **kept == Some(true))
        .flat_map(|(class, _)| class.iter().map(|&state| settled.state(state)))
        .collect()
}

#[test]
fn processes_are_found_by_name() {
    assert_eq!(named("moran").map(|process| process.source), Some("nowak2004"));
    assert!(named("Moran").is_none());
}
