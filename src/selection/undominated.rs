//! Undominated equilibria: nobody's strategy, mixed as it is, is weakly dominated by any mixture.
//!
//! For two players these are exactly the (trembling-hand, normal-form) perfect equilibria: E. van
//! Damme, *Stability and Perfection of Nash Equilibria*, Springer, 2nd ed. 1991, theorem 3.2.2
//! (`vandamme1991`). For more players being undominated is necessary for perfection, not sufficient.

use super::criterion::{Answer, Criterion, Judge, Reason, Verdict, every_game};
use super::field::Field;
use crate::certify::{Belief, BestResponse, Mixture, best_response};
use crate::game::{Combination, Mixed, Payoffs};
use crate::lp::{Limit, Program, Proved, Relation, solve};
use crate::num::{Rational, Ring, Sign};

pub(super) const CRITERION: Criterion = Criterion {
    name: "undominated",
    also: &["perfect"],
    head: "undom.",
    about: "no strategy is weakly dominated: perfect, for two players",
    source: "vandamme1991",
    accepts: every_game,
    judge: Judge::Each(judge),
};

fn judge(field: &Field<'_>, i: usize) -> Verdict {
    let mut beliefs = Vec::new();
    let mut open = None;
    for player in 0..field.payoffs.shape().players() {
        if !(field.patience)() {
            return Verdict::open(Reason::Stopped);
        }
        match standing(field, i, player) {
            Standing::Best(belief) => beliefs.push(belief),
            Standing::Dominated(by) => return Verdict::no(Reason::Dominated { player, by }),
            Standing::Open => open = Some(Reason::Unsettled),
        }
    }
    match open {
        None => Verdict { answer: Answer::Yes, reason: Reason::Beliefs(beliefs) },
        Some(reason) => Verdict::open(reason),
    }
}

/// What is proved about one player's strategy.
enum Standing {
    /// It is best under this belief, which gives all profiles of the others positive probability.
    Best(Belief),
    /// This mixture dominates it weakly.
    Dominated(Mixture),
    Open,
}

/// By linear programming duality, a mixed strategy is weakly dominated exactly if it is no best
/// response to any belief that gives all profiles of the others positive probability.
fn standing(field: &Field<'_>, i: usize, player: usize) -> Standing {
    let shape = field.payoffs.shape();
    let profile = field.profile(i);
    let beliefs = shape.profiles_with_weight(player, profile);
    let rivals: Vec<usize> = shape.rival_profiles(player).collect();
    if let Some(boxes) = field.boxes(i) {
        // Best against what the others do, which is everything; where it lies exactly is not known
        if beliefs.len() == rivals.len() {
            return Standing::Best(beliefs);
        }
        if boxes[player].iter().any(|(low, high)| low != high) {
            return Standing::Open;
        }
    } else if beliefs.len() == rivals.len() {
        return Standing::Best(beliefs);
    }
    let asked = Asked { payoffs: field.payoffs, player, own: &profile[player], rivals: &rivals };
    asked.near(&beliefs).or_else(|| asked.by_program()).unwrap_or(Standing::Open)
}

struct Asked<'a> {
    payoffs: &'a Payoffs,
    player: usize,
    own: &'a Mixed<Rational>,
    rivals: &'a [usize],
}

impl Asked<'_> {
    /// What is strictly best stays best when the others tremble a little.
    fn near(&self, belief: &Belief) -> Option<Standing> {
        let count = i64::try_from(self.rivals.len()).ok()?;
        for tremble in [100, 1_000_000] {
            let each = Rational::new(1, count.checked_mul(tremble)?)?;
            let rest = Rational::one().minus(&Rational::new(1, tremble)?);
            let trembled = self.rivals.iter().map(|&rival| {
                let mut probability = each.clone();
                if let Some((_, p)) = belief.iter().find(|(profile, _)| *profile == rival) {
                    probability.add_product(&rest, p);
                }
                (rival, probability)
            });
            let trembled: Belief = trembled.collect();
            if self.is_best(&trembled) {
                return Some(Standing::Best(trembled));
            }
        }
        None
    }

    /// A mixture that is never worse, and in sum as much better as can be; if that is not at all,
    /// the multipliers are a belief.
    fn by_program(&self) -> Option<Standing> {
        let count = self.own.len();
        let mut totals = vec![Rational::zero(); count];
        let mut program = Program::maximise(totals.clone());
        let mut rows = Vec::with_capacity(self.rivals.len());
        for &rival in self.rivals {
            let row = self.advantages(rival);
            for (total, advantage) in totals.iter_mut().zip(&row) {
                *total += advantage;
            }
            rows.push(row);
        }
        if !totals.is_empty() {
            program = Program::maximise(totals);
        }
        for row in rows {
            program.add_row(row, Relation::AtLeast, Rational::zero());
        }
        program.add_row(vec![Rational::one(); count], Relation::Equal, Rational::one());
        let answer = solve(&program, Limit::default()).ok()?;
        let Proved::Optimal { value, primal, dual } = answer.proved else { return None };
        if value.signum() == Sign::Positive {
            let by: Mixture = (0..count).zip(primal).filter(|(_, p)| !p.is_zero()).collect();
            return self.dominates(&by).then_some(Standing::Dominated(by));
        }
        // Each profile counts once in the sum, and more where it binds
        let weights: Vec<Rational> =
            self.rivals.iter().zip(&dual).map(|(_, y)| Rational::one().minus(y)).collect();
        let mut total = Rational::zero();
        for weight in &weights {
            total += weight;
        }
        let belief: Belief = self
            .rivals
            .iter()
            .zip(weights)
            .map(|(&rival, mut weight)| {
                weight /= &total;
                (rival, weight)
            })
            .collect();
        self.is_best(&belief).then_some(Standing::Best(belief))
    }

    /// How much more each own strategy earns against `rival` than the strategy asked about; only
    /// nearly, where payoffs are not rational.
    fn advantages(&self, rival: usize) -> Vec<Rational> {
        let shape = self.payoffs.shape();
        let earned: Vec<Rational> = (0..self.own.len())
            .map(|strategy| {
                let index = shape.with(rival, self.player, strategy);
                self.payoffs
                    .exact(self.player, index)
                    .or_else(|| Rational::from_f64(self.payoffs.float(self.player, index)))
                    .unwrap_or_else(Rational::zero)
            })
            .collect();
        let mut mean = Rational::zero();
        for (payoff, probability) in earned.iter().zip(self.own) {
            mean.add_product(probability, payoff);
        }
        earned.iter().map(|payoff| payoff.minus(&mean)).collect()
    }

    /// Whether the mixture is proved to be never worse than the strategy, and somewhere better.
    fn dominates(&self, mixture: &Mixture) -> bool {
        let shape = self.payoffs.shape();
        let mut better = false;
        for &rival in self.rivals {
            let mut gain: Combination = mixture
                .iter()
                .map(|(strategy, p)| (shape.with(rival, self.player, *strategy), p.clone()))
                .collect();
            for (strategy, p) in self.own.iter().enumerate().filter(|(_, p)| !p.is_zero()) {
                gain.push((shape.with(rival, self.player, strategy), p.negated()));
            }
            match self.payoffs.sign(self.player, &gain) {
                Some(Sign::Positive) => better = true,
                Some(Sign::Zero) => {}
                Some(Sign::Negative) | None => return false,
            }
        }
        better
    }

    /// Whether everything that is played is proved to be best under the belief, which is proved to
    /// exclude nothing.
    fn is_best(&self, belief: &Belief) -> bool {
        let all: Vec<usize> = (0..self.own.len()).collect();
        let positive = |p: &Rational| p.signum() == Sign::Positive;
        belief.len() == self.rivals.len()
            && belief.iter().all(|(_, p)| positive(p))
            && all.iter().filter(|&&strategy| positive(&self.own[strategy])).all(|&strategy| {
                let found = best_response(self.payoffs, self.player, strategy, belief, &all);
                matches!(found, BestResponse::Strict | BestResponse::Tied)
            })
    }
}
