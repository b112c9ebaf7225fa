//! Findings for other programs (`equil.analyze/1`).

use serde_json::{Value, json};

use super::super::json::number_json;
use super::Analysed;
use crate::analysis::{
    Effects, Estimate, Finding, Found, Indices, Peeled, Prim, Regional, Share, Step, Tornado,
};

impl Analysed<'_> {
    /// Everything that was found.
    pub fn json(&self, warnings: &[String]) -> Value {
        let sample = self.sample;
        let parameters: Vec<Value> = sample
            .parameters
            .iter()
            .map(|varied| json!({ "name": varied.name, "drawn": varied.drawn }))
            .collect();
        let answers: Vec<Value> = sample
            .answers
            .iter()
            .map(|answers| {
                json!({
                    "query": answers.query,
                    "kind": if answers.is_yes_or_no { "yes_or_no" } else { "number" },
                    "settled": answers.settled(),
                    "infinite": answers.infinite,
                    "open": answers.open,
                    "undefined": answers.undefined,
                })
            })
            .collect();
        let parts = self.parts.iter().flat_map(|(analysis, found)| {
            found.iter().map(|found| self.part(analysis.name, found))
        });
        json!({
            "schema": "equil.analyze/1",
            "run": {
                "file": self.origin.file,
                "game": self.origin.game,
                "design": sample.layout.design.name,
                "seed": self.origin.seed,
                "rows": sample.rows,
                "missing": self.origin.missing,
                "left_over": sample.left_over,
            },
            "parameters": parameters,
            "answers": answers,
            "above": self.asked.above,
            "holds": self.asked.holds,
            "level": self.asked.level,
            "resamples": self.asked.resamples,
            "seed": self.asked.seed,
            "analyses": parts.collect::<Vec<_>>(),
            "complete": self.is_complete(),
            "warnings": warnings,
        })
    }

    fn part(&self, method: &str, found: &Found) -> Value {
        let mut told = json!({
            "method": method,
            "query": self.answers(found).query,
            "complete": found.is_complete,
        });
        let (key, value) = self.finding(&found.finding);
        told[key] = value;
        told
    }

    fn finding(&self, finding: &Finding) -> (&'static str, Value) {
        match finding {
            Finding::Constant(value) => ("constant", json!(value)),
            Finding::Alike(is) => ("alike", json!(is)),
            Finding::Unvaried => ("unvaried", json!(true)),
            Finding::Nothing => ("no_answer", json!(true)),
            Finding::Tornado(tornado) => ("tornado", self.tornado_json(tornado)),
            Finding::Sobol(indices) => ("sobol", self.sobol_json(indices)),
            Finding::Morris(effects) => ("morris", self.morris_json(effects)),
            Finding::Prim(prim) => ("prim", self.prim_json(prim)),
            Finding::Regional(regional) => ("regional", self.regional_json(regional)),
            Finding::Share(share) => ("share", Self::share_json(share)),
        }
    }

    fn tornado_json(&self, tornado: &Tornado) -> Value {
        let tenth = |tenth: &crate::analysis::Tenth| {
            json!({
                "end": tenth.end,
                "rows": tenth.rows,
                "mean": tenth.mean,
                "standard_error": tenth.error,
            })
        };
        let swings = tornado.swings.iter().map(|swing| {
            json!({
                "parameter": self.name(swing.parameter),
                "low": tenth(&swing.low),
                "high": tenth(&swing.high),
                "swing": swing.swing(),
            })
        });
        let swings: Vec<Value> = swings.collect();
        json!({ "mean": tornado.mean, "parameters": swings })
    }

    fn sobol_json(&self, indices: &Indices) -> Value {
        let both = indices.first.iter().zip(&indices.total).enumerate();
        let parameters = both.map(|(place, (first, total))| {
            json!({
                "parameter": self.name(place),
                "first": estimate(first),
                "total": estimate(total),
            })
        });
        let second = indices.second.iter().map(|(i, j, index)| {
            json!({
                "parameters": [self.name(*i), self.name(*j)],
                "second": estimate(index),
            })
        });
        json!({
            "pairs": indices.pairs,
            "left_out": indices.left_out,
            "mean": indices.mean,
            "standard_deviation": indices.deviation,
            "parameters": parameters.collect::<Vec<_>>(),
            "second": second.collect::<Vec<_>>(),
        })
    }

    fn morris_json(&self, effects: &Effects) -> Value {
        let parameters = effects.effects.iter().enumerate().map(|(place, effect)| {
            json!({
                "parameter": self.name(place),
                "mean": effect.mean,
                "mean_size": estimate(&effect.size),
                "standard_deviation": effect.deviation,
            })
        });
        json!({
            "trajectories": effects.trajectories,
            "left_out": effects.left_out,
            "parameters": parameters.collect::<Vec<_>>(),
        })
    }

    fn prim_json(&self, prim: &Prim) -> Value {
        let boxes: Vec<Value> = prim.boxes.iter().map(|peeled| self.peeled(prim, peeled)).collect();
        json!({
            "inside": prim.inside,
            "outside": prim.outside,
            "boxes": boxes,
        })
    }

    fn regional_json(&self, regional: &Regional) -> Value {
        let parameters = regional.distances.iter().map(|distance| {
            let exact = distance.distance.clone();
            let side = if distance.lower { "lower" } else { "higher" };
            let is_none = exact.is_zero();
            json!({
                "parameter": self.name(distance.parameter),
                "distance": number_json(&(exact.clone(), exact)),
                "at": (!is_none).then_some(distance.at),
                "there": (!is_none).then_some(side),
                "chance": distance.chance,
            })
        });
        json!({
            "inside": regional.inside,
            "outside": regional.outside,
            "parameters": parameters.collect::<Vec<_>>(),
        })
    }

    fn share_json(share: &Share) -> Value {
        json!({
            "yes": share.yes,
            "no": share.no,
            "no_answer": share.unsettled,
            "share": share.share,
            "standard_error": share.error,
            "interval": share.interval,
            "mean": share.numbers.map(|(mean, _)| mean),
            "standard_deviation": share.numbers.and_then(|(_, deviation)| deviation),
            "runs": share.replicates.as_ref().map(|runs| json!({
                "shares": runs.shares,
                "mean": runs.mean,
                "standard_error": runs.error,
                "interval": runs.interval,
            })),
        })
    }

    fn peeled(&self, prim: &Prim, peeled: &Peeled) -> Value {
        let step = |step: &Step| {
            json!({
                "rows": step.rows,
                "inside": step.inside,
                "density": step.density(),
                "coverage": step.coverage(prim.inside),
            })
        };
        let restrictions = peeled.restrictions.iter().map(|own| {
            json!({
                "parameter": self.name(own.parameter),
                "at_least": own.low,
                "at_most": own.high,
                "without": step(&own.without),
                "chance": own.chance,
            })
        });
        json!({
            "box": step(&peeled.end()),
            "restrictions": restrictions.collect::<Vec<_>>(),
            "trajectory": peeled.trajectory.iter().map(step).collect::<Vec<_>>(),
            "chosen": peeled.chosen,
            "pasted": peeled.pasted,
        })
    }
}

fn estimate(estimate: &Estimate) -> Value {
    json!({ "value": estimate.value, "interval": estimate.interval })
}
