//! What correlated equilibria prove about all Nash equilibria, which are among them.

use super::{Answer, Asked, Found, Open};
use crate::certify::Concept;
use crate::correlated::{Polytope, Settings};
use crate::game::{Linear, Objective, Sense};
use crate::num::{Rational, Ring};

/// Larger games are not asked about.
const MOST_PROFILES: usize = 4096;

impl Asked<'_> {
    /// `found`, or what correlated equilibria say where mixed equilibria were not searched for: `answer` if what
    /// is `meant` (by number of the whole game's profile) is never played in any of them.
    pub(super) fn or_never(
        &self,
        found: Found,
        answer: Answer,
        meant: impl Fn(usize) -> bool,
    ) -> Found {
        match found {
            Err(Open::MixedNotSearched) if self.is_never_played(meant) => Ok(answer),
            found => found,
        }
    }

    /// Whether no correlated equilibrium, and so no Nash equilibrium, gives a probability to these profiles: proved by
    /// multipliers.
    ///
    /// Source: R. J. Aumann, "Subjectivity and correlation in randomized strategies", *Journal of Mathematical
    /// Economics* 1 (1974), 67–96 (`aumann1974`).
    fn is_never_played(&self, meant: impl Fn(usize) -> bool) -> bool {
        // Nobody obeys a recommendation that is strictly dominated: what elimination leaves is much smaller
        let left = self.eliminated().survivors;
        let part = self.payoffs.restricted(&left);
        let (inner, outer) = (part.shape(), self.payoffs.shape());
        if inner.profiles() > MOST_PROFILES {
            return false;
        }
        let weight = |index: usize| {
            let profile = inner.profile(index);
            let whole: Vec<usize> =
                profile.iter().zip(&left).map(|(&place, left)| left[place]).collect();
            Rational::integer(i64::from(meant(outer.index(&whole))))
        };
        let objective = Objective::Linear(Linear {
            payoffs: vec![Rational::zero(); inner.players()],
            profiles: (0..inner.profiles()).map(weight).collect(),
        });
        let settings = Settings { watch: self.settings.watch, ..Settings::default() };
        Polytope::new(&part, Concept::Correlated, &settings)
            .and_then(|polytope| polytope.optimum(&objective, Sense::Maximise, &settings))
            .is_ok_and(|optimum| optimum.bound <= Rational::zero())
    }
}

#[cfg(test)]
mod tests {
    use crate::answer::{Answer, Open, answer_at};
    use crate::game::{Game, Payoffs, Shape};
    use crate::model::{Query, QueryKind};
    use crate::nash::Settings;
    use crate::num::Rational;

    /// Rock, paper and scissors for ±10, and to sit out: `out` against the three, nothing against one who sits out;
    /// a third player wants to guess whether the first sits out.
    fn guessed(out: i64) -> Payoffs {
        let shape = Shape::new(vec![4, 4, 2]).unwrap();
        let duel = |own: usize, other: usize| match (own, other) {
            (3, 3) => 0,
            (3, _) => out,
            (_, 3) => -out,
            (own, other) => [0, 10, -10][(3 + own - other) % 3],
        };
        let gets = |player: usize| {
            let of = |index: usize| {
                let profile = shape.profile(index);
                Rational::integer(match player {
                    0 => duel(profile[0], profile[1]),
                    1 => duel(profile[1], profile[0]),
                    _ => i64::from((profile[0] == 3) == (profile[2] == 0)),
                })
            };
            (0..shape.profiles()).map(of).collect()
        };
        let payoffs = (0..3).map(gets).collect();
        Game::new(vec![4, 4, 2], payoffs).unwrap().into()
    }

    fn asked(payoffs: &Payoffs, kind: QueryKind) -> Answer {
        answer_at(payoffs, &Query { kind, given: vec![] }, &Settings::default())
    }

    /// Nothing is dominated, and mixed equilibria of three players are not searched: obedience alone tells.
    #[test]
    fn three_players_have_one_equilibrium() {
        let game = guessed(1);
        let every = |player, strategy| {
            asked(&game, QueryKind::EveryEquilibrium { player, target: vec![strategy] })
        };
        assert_eq!(
            [every(0, 3), every(1, 3), every(2, 0)],
            [Answer::Yes, Answer::Yes, Answer::Yes]
        );
        assert_eq!(every(0, 0), Answer::No);
        assert_eq!(asked(&game, QueryKind::UniqueNash), Answer::Yes);
        let one = Rational::integer(1);
        assert_eq!(
            asked(&game, QueryKind::CountNash),
            Answer::Number { low: one.clone(), high: one }
        );
        let some = QueryKind::SomeEquilibrium { player: 0, target: vec![0, 1, 2] };
        assert_eq!(asked(&game, some), Answer::No);
    }

    /// To sit out for nothing is as good as to mix: other equilibria exist, and nothing is claimed.
    #[test]
    fn what_correlated_equilibria_leave_open_stays_open() {
        let game = guessed(0);
        let every = QueryKind::EveryEquilibrium { player: 0, target: vec![3] };
        assert_eq!(asked(&game, every), Answer::Open(Open::MixedNotSearched));
        assert_eq!(asked(&game, QueryKind::UniqueNash), Answer::Open(Open::MixedNotSearched));
    }
}
