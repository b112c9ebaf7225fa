//! The answers of `equil population` for other programs (`equil.population/1`).

use serde_json::{Map, Value, json};

use super::super::json::{game_json, number_json};
use super::{Answer, Population};
use crate::num::Rational;
use crate::population::{
    Alpha, Bounds, Compared, Fitness, Found, Law, Limit, Ranking, Settled, Society, Symmetry,
};

impl Population<'_> {
    /// The answer for other programs.
    pub fn json(&self, warnings: &[String]) -> Value {
        let mut told = json!({
            "schema": "equil.population/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "symmetric": self.symmetry.map(|symmetry| match symmetry {
                Symmetry::Proved => "proved",
                Symmetry::Unrefuted => "unrefuted",
            }),
        });
        match &self.answer {
            Answer::Rare(law, rare) => {
                told["ask"] = json!("fixation");
                self.law(&mut told, law);
                told["neutral"] = exactly(&Rational::share(1, law.size));
                let row = |row: &Vec<Bounds>| self.by_strategy(row.iter().map(number_json));
                told["fixation"] = self.by_strategy(rare.fixation.iter().map(row));
                told["shares"] = self.by_strategy(rare.shares.iter().map(number_json));
            }
            Answer::Whole(law, whole) => {
                told["ask"] = json!("stationary");
                self.law(&mut told, law);
                told["played"] = self.by_strategy(whole.played.iter().map(number_json));
                let state = |(rank, share): (usize, &Bounds)| {
                    let counts = whole.compositions.at(rank);
                    json!({
                        "composition": self.by_strategy(counts.iter().map(|count| json!(count))),
                        "share": number_json(share),
                    })
                };
                told["states"] = whole.shares.iter().enumerate().map(state).collect();
            }
            Answer::Ranking(asked, ranking) => self.ranking(&mut told, asked, ranking),
            Answer::Settled(rule, society, size, settled) => {
                told["ask"] = json!("stable");
                told["rule"] = json!(rule.name);
                told["populations"] = json!(society_name(*society));
                told["size"] = json!(size);
                self.settled(&mut told, settled);
            }
            Answer::Played(law, simulation, played, expected) => {
                told["ask"] = json!("simulate");
                self.law(&mut told, law);
                told["start"] = self.by_strategy(simulation.start.iter().map(|n| json!(n)));
                told["runs"] = json!(simulation.runs);
                told["seed"] = json!(simulation.seed);
                told["steps"] = json!(played.steps);
                let known = |bounds: &Option<Vec<Bounds>>| {
                    let known = bounds.as_ref();
                    known.map(|b| self.by_strategy(b.iter().map(number_json)))
                };
                told["fixed"] = self.by_strategy(played.fixed.iter().map(|n| json!(n)));
                told["going"] = json!(played.going);
                told["fixation"] = json!(known(&expected.fixed));
                let each = |[mean, error]: &[f64; 2]| json!({ "mean": mean, "error": error });
                told["played"] = self.by_strategy(played.played.iter().map(each));
                told["expected"] = json!(known(&expected.played));
                told["alone"] = self.by_strategy(played.alone.iter().map(|share| json!(share)));
                let sample = |sample: &crate::population::Sample| {
                    let counts = sample.composition.iter().map(|n| json!(n));
                    json!({ "step": sample.step, "composition": self.by_strategy(counts) })
                };
                told["samples"] = played.samples.iter().map(sample).collect();
            }
        }
        told["warnings"] = json!(warnings);
        told
    }

    #[allow(clippy::unused_self)] // reads as the others
    fn law(&self, told: &mut Value, law: &Law) {
        told["process"] = json!(law.process.name);
        told["fitness"] = json!(match law.fitness {
            Fitness::Exponential => "exp",
            Fitness::Linear => "linear",
        });
        told["size"] = json!(law.size);
        told["selection"] = exactly(&law.selection);
        told["mutation"] = exactly(&law.mutation);
    }

    fn ranking(&self, told: &mut Value, asked: &Alpha, ranking: &Ranking) {
        told["ask"] = json!("alpha-rank");
        told["populations"] = json!(society_name(asked.society));
        told["payoffs"] = json!((asked.society == Society::One).then_some(match asked.compared {
            Compared::Pair => "pair",
            Compared::Population => "population",
        }));
        told["size"] = json!(asked.size);
        told["alpha"] = json!(asked.alpha.as_ref().map(exactly));
        told["ranking"] = ranking
            .ranked()
            .iter()
            .map(|ranked| {
                let share =
                    ranking.shares.as_ref().map(|shares| number_json(&shares[ranked.state]));
                json!({ "rank": ranked.rank, "state": self.state(ranked.state), "share": share })
            })
            .collect();
        if let Some(limit) = &ranking.limit {
            told["found"] = json!(found_name(limit.found));
            told["classes"] = self.classes_json(limit, &|state| self.state(state));
        }
    }

    fn settled(&self, told: &mut Value, settled: &Settled) {
        let limit = &settled.limit;
        told["found"] = json!(found_name(limit.found));
        let state = |number: usize| {
            let compositions = settled.state(number);
            if self.symmetry.is_some() {
                return self.by_strategy(compositions[0].iter().map(|n| json!(n)));
            }
            let players = self.model.players.iter().zip(&compositions);
            let each = players.map(|(player, composition)| {
                let counts = player.strategies.iter().zip(composition);
                let counts: Map<_, _> = counts.map(|(s, n)| (s.clone(), json!(n))).collect();
                (player.name.clone(), Value::Object(counts))
            });
            Value::Object(each.collect())
        };
        told["classes"] = self.classes_json(limit, &state);
    }

    #[allow(clippy::unused_self)] // reads as the others
    fn classes_json(&self, limit: &Limit, state: &dyn Fn(usize) -> Value) -> Value {
        let class = |(place, class): (usize, &Vec<usize>)| {
            let share = limit.shares.as_ref().map(|shares| {
                let mut sum = (Rational::integer(0), Rational::integer(0));
                for &state in class {
                    sum.0 += &shares[state].0;
                    sum.1 += &shares[state].1;
                }
                number_json(&sum)
            });
            json!({
                "states": class.iter().map(|&number| state(number)).collect::<Vec<_>>(),
                "stable": limit.kept[place],
                "potential": limit.potentials.get(place).map(exactly),
                "share": share,
            })
        };
        limit.classes.iter().enumerate().map(class).collect()
    }

    /// A strategy, or a profile.
    fn state(&self, state: usize) -> Value {
        if self.symmetry.is_some() {
            return json!(self.names()[state]);
        }
        let profile = self.payoffs.shape().profile(state);
        super::super::json::profile_json(self.model, &profile, None)
    }

    /// Values by the labels of a population's strategies.
    fn by_strategy(&self, values: impl Iterator<Item = Value>) -> Value {
        Value::Object(self.names().iter().cloned().zip(values).collect::<Map<_, _>>())
    }
}

fn exactly(number: &Rational) -> Value {
    number_json(&(number.clone(), number.clone()))
}

fn society_name(society: Society) -> &'static str {
    match society {
        Society::One => "one",
        Society::Each => "each",
    }
}

fn found_name(found: Found) -> &'static str {
    match found {
        Found::OneClass => "one-class",
        Found::LargeClass => "large-class",
        Found::Leading => "leading-terms",
        Found::Trees => "trees",
        Found::Open => "open",
    }
}
