//! Which supports are those of an equilibrium, told by signs.

use super::{MOST, PAIRS, Side, pairs};

/// Bits that matter, and what they must be.
pub(super) type Term = (u32, u32);

/// Supports that may be those of an equilibrium.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// For each side the strategies played, by place.
    pub(super) played: [Vec<usize>; 2],
    /// It is one just where one of these holds.
    pub(super) terms: Vec<Term>,
}

/// All pairs of supports of one size.
pub(super) fn candidates(sides: &[Side; 2]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for size in 1..=MOST {
        for own in supports(sides[0].strategies, size) {
            for rival in supports(sides[1].strategies, size) {
                let mut terms = Vec::new();
                for one in best(&sides[0], &own, &rival) {
                    terms.extend(best(&sides[1], &rival, &own).into_iter().map(|t| both(one, t)));
                }
                found.push(Candidate { played: [own.clone(), rival], terms });
            }
        }
    }
    found
}

fn supports(strategies: usize, size: usize) -> Vec<Vec<usize>> {
    match size {
        1 => (0..strategies).map(|s| vec![s]).collect(),
        2 => pairs(strategies).iter().map(|&(s, t)| vec![s, t]).collect(),
        _ if strategies == MOST => vec![(0..MOST).collect()],
        _ => Vec::new(),
    }
}

/// When just `own` are best responses to some mixture of just `cases`, as many.
fn best(side: &Side, own: &[usize], cases: &[usize]) -> Vec<Term> {
    match (own, cases) {
        (&[best], &[case]) => {
            let others = (0..side.strategies).filter(|&other| other != best);
            vec![others.map(|other| side.beats(best, other, case)).fold((0, 0), both)]
        }
        // Each is better in one of the cases; and where they are equally good, a third is worse: with u and v what
        // the first gains over the second and the third, u₁ v₂ − u₂ v₁ has the sign of u₁. The determinant keeps its sign when
        // strategies are renumbered in a circle
        (&[one, other], &[case, next]) => {
            let third = (0..side.strategies).find(|s| ![one, other].contains(s));
            let in_order = (one, other) != PAIRS[1];
            let term = |first: bool| {
                let (better, worse) = if first { (one, other) } else { (other, one) };
                let crosses =
                    both(side.beats(better, worse, case), side.beats(worse, better, next));
                let turns = third.map(|_| signed(side.turns((case, next)), first == in_order));
                turns.map_or(crosses, |turns| both(crosses, turns))
            };
            vec![term(true), term(false)]
        }
        // The weights are u₁ v₂ − u₂ v₁ and so on, in a circle
        _ => {
            let term = |positive: bool| {
                let circle = [(PAIRS[0], positive), (PAIRS[1], !positive), (PAIRS[2], positive)];
                circle.iter().map(|&(pair, sign)| signed(side.turns(pair), sign)).fold((0, 0), both)
            };
            vec![term(true), term(false)]
        }
    }
}

/// Both hold; they do not contradict each other.
pub(super) fn both(one: Term, other: Term) -> Term {
    (one.0 | other.0, one.1 | other.1)
}

/// A single bit that must be 1, or not.
fn signed((mask, _): Term, holds: bool) -> Term {
    (mask, if holds { mask } else { 0 })
}
