//! Queries: restricted games, and answers that fit together.

use crate::common::everything;
use equil::answer::{Answer, answer_at};
use equil::dominance::{Among, Kind, cases, eliminate};
use equil::game::Support;
use equil::model::{MixedChoice, Query, QueryKind, Restriction};
use equil::nash::Settings;
use equil::num::{Rational, Ring};
use proptest::prelude::*;

use crate::games::*;

proptest! {
    #![proptest_config(config(2000))]

    /// `given` asks about the game in which there is nothing else.
    #[test]
    fn given_restricts_the_game(
        plain in any_game(),
        masks in prop::collection::vec(1_u32..16, 4),
        target in any::<prop::sample::Index>(),
    ) {
        let payoffs = plain.game();
        let kept: Vec<Support> = plain
            .counts
            .iter()
            .zip(&masks)
            .map(|(&count, mask)| {
                let some: Support = (0..count).filter(|s| mask >> s & 1 == 1).collect();
                if some.is_empty() { (0..count).collect() } else { some }
            })
            .collect();
        let part = payoffs.restricted(&kept);
        let inner = target.index(kept[0].len());
        let given: Vec<Restriction> = kept
            .iter()
            .enumerate()
            .map(|(player, s)| Restriction { player, choice: MixedChoice::Among(s.clone()) })
            .collect();
        let kinds = |target: Support| [
            QueryKind::Dominant { player: 0, target: target.clone() },
            QueryKind::WeaklyDominant { player: 0, target: target.clone() },
            QueryKind::IteratedDominant { player: 0, target: target.clone() },
            QueryKind::Dominated { player: 0, target: target.clone() },
            QueryKind::WeaklyDominated { player: 0, target: target.clone() },
            QueryKind::VeryWeaklyDominated { player: 0, target: target.clone() },
            QueryKind::BestResponse { player: 0, target: target.clone() },
            QueryKind::EveryEquilibrium { player: 0, target: target.clone() },
            QueryKind::SomeEquilibrium { player: 0, target: target.clone() },
            QueryKind::EveryPureEquilibrium { player: 0, target: target.clone() },
            QueryKind::SomePureEquilibrium { player: 0, target: target.clone() },
            QueryKind::Probability { player: 0, target: target.clone() },
            QueryKind::Gain { player: 0, target },
            QueryKind::UniqueNash,
            QueryKind::CountNash,
            QueryKind::Payoff { player: 0 },
            QueryKind::Welfare,
        ];
        let settings = Settings::default();
        for (whole, within) in kinds(vec![kept[0][inner]]).into_iter().zip(kinds(vec![inner])) {
            let asked = Query { kind: whole, given: given.clone() };
            let alone = Query { kind: within, given: Vec::new() };
            let (one, other) =
                (answer_at(&payoffs, &asked, &settings), answer_at(&part, &alone, &settings));
            prop_assert_eq!(one, other, "{:?}", asked.kind);
        }
        for (kind, _) in Kind::ALL {
            let inside = eliminate(&part, kind, Among::Mixtures, &everything(&part));
            let outside = eliminate(&payoffs, kind, Among::Mixtures, &kept);
            let back: Vec<Support> = inside
                .survivors
                .iter()
                .zip(&kept)
                .map(|(support, kept)| support.iter().map(|&s| kept[s]).collect())
                .collect();
            prop_assert_eq!(back, outside.survivors);
        }
    }

    /// Queries agree with each other.
    #[test]
    fn queries_fit_together(plain in any_game(), target in any::<prop::sample::Index>()) {
        let payoffs = plain.game();
        let all = everything(&payoffs);
        let strategy = target.index(plain.counts[0]);
        let ask = |kind: QueryKind| {
            answer_at(&payoffs, &Query { kind, given: Vec::new() }, &Settings::default())
        };
        let target = vec![strategy];
        if let Some(cases) = cases(&payoffs, 0, &target, &all) {
            let least = cases.cases.iter().map(|case| case.gain.0.clone()).min().unwrap();
            let yes = |holds: bool| if holds { Answer::Yes } else { Answer::No };
            prop_assert_eq!(
                ask(QueryKind::Dominant { player: 0, target: target.clone() }),
                yes(least > Rational::zero())
            );
            prop_assert_eq!(
                ask(QueryKind::BestResponse { player: 0, target: target.clone() }),
                yes(least >= Rational::zero())
            );
            let gain = Answer::Number { low: least.clone(), high: least };
            prop_assert_eq!(ask(QueryKind::Gain { player: 0, target: target.clone() }), gain);
        }
        for index in 0..payoffs.shape().profiles() {
            let profile = payoffs.shape().profile(index);
            let restrictions = profile
                .iter()
                .enumerate()
                .map(|(player, &s)| Restriction { player, choice: MixedChoice::Among(vec![s]) })
                .collect();
            let expected = pure_equilibria(&payoffs).contains(&profile);
            let answer = ask(QueryKind::Nash(restrictions));
            prop_assert_eq!(answer, if expected { Answer::Yes } else { Answer::No });
        }
    }
}
