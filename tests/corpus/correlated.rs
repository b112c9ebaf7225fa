//! Correlated equilibria of every game.

use equil::certify::{Certificate, Concept, certify_distribution};
use equil::correlated::{Polytope, Settings};
use equil::game::{Distribution, Objective, Sense};
use equil::nash;
use equil::solve::solve;

use crate::entries::on_every_game;

#[test]
fn nash_equilibria_lie_within_proved_ranges() {
    on_every_game(|entry| {
        let (game, mut wrong) = (&entry.payoffs, Vec::new());
        let strategies: usize = game.shape().strategies().iter().sum();
        let nash = if strategies <= 16 {
            solve(game, None, &nash::Settings::default()).unwrap().outcome.equilibria
        } else {
            Vec::new()
        };
        for (concept, name) in Concept::ALL {
            let settings = Settings::default();
            let set = Polytope::new(game, concept, &settings).unwrap();
            let [least, most] = [Sense::Minimise, Sense::Maximise]
                .map(|sense| set.optimum(&Objective::Welfare, sense, &settings).unwrap());
            for found in [&least, &most] {
                let sound = found.proofs.iter().all(|proof| proof.check(game, concept))
                    && certify_distribution(game, concept, &found.distribution).as_ref()
                        == Some(&found.certificate);
                let exact = found.certificate == Certificate::Exact;
                if !sound || (!exact && game.rational().is_some()) {
                    wrong.push(format!("{name} {:?}: {:?}", found.sense, found.certificate));
                }
            }
            if least.bound > most.bound {
                wrong.push(format!("{name}: from {} to {}", least.bound, most.bound));
            }
            for equilibrium in nash.iter().filter(|e| e.certificate == Certificate::Exact) {
                let played = Distribution::product(game.shape(), &equilibrium.profile);
                let (low, high) = Objective::Welfare.bounds(game, &played).unwrap();
                if high < least.bound || low > most.bound {
                    wrong.push(format!("{name}: a Nash equilibrium has {low}"));
                }
            }
        }
        wrong
    });
}
