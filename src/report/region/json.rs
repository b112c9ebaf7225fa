//! The answers of `equil region` for other programs (`equil.region/1`).

use serde_json::{Map, Value, json};

use super::super::decision::{decision_json, tie_json};
use super::super::json::{game_json, number_json};
use super::Located;
use crate::answer::Decision;
use crate::num::Rational;
use crate::region::{Bound, Cell, Facet, Sampled, Side};

impl Located<'_> {
    /// The answer for other programs.
    pub fn json(&self, warnings: &[String]) -> Value {
        let region = &self.region;
        let axes: Vec<Value> = region
            .axes
            .iter()
            .zip(&region.enters)
            .map(|(axis, enters)| {
                json!({
                    "param": self.model.parameters[axis.parameter].name,
                    "range": [exact(&axis.low), exact(&axis.high)],
                    "enters": enters,
                })
            })
            .collect();
        let shares: Vec<Value> = region
            .shares
            .iter()
            .map(|(decision, share)| {
                json!({
                    "answer": self.decision(decision),
                    "share": { "lower": exact(&share.low), "upper": exact(&share.high) },
                })
            })
            .collect();
        let open: Vec<Value> =
            region.open.iter().map(|open| self.boxed(&open.low, &open.high)).collect();
        // Bounds are of independent priors
        let region_is_sampled = self.sampled.is_some();
        json!({
            "schema": "equil.region/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "query": self.asked,
            "here": decision_json(self.model, self.here.as_ref()),
            "parameters": axes,
            "by": if self.by_priors { "priors" } else { "volume" },
            "shares": if region_is_sampled { Value::Null } else { json!(shares) },
            "sampled": self.sampled.as_ref().map(|sampled| self.sampled(sampled)),
            "rest": exact(&region.rest),
            "cells": region.cells.iter().map(|cell| self.cell(cell)).collect::<Vec<_>>(),
            "open": open,
            "boxes": region.boxes,
            "complete": self.is_complete(),
            "warnings": warnings,
        })
    }

    fn sampled(&self, sampled: &Sampled) -> Value {
        let name = |parameter: usize| &self.model.parameters[parameter].name;
        let pairs = sampled.correlate.iter();
        let pairs = pairs.map(|(a, b, rank)| json!([name(*a), name(*b), exact(rank)]));
        let answers = sampled.counts.iter().map(|(decision, count)| {
            let (share, error) = sampled.share(*count);
            json!({
                "answer": self.decision(decision),
                "points": count,
                "share": share,
                "standard_error": error,
            })
        });
        json!({
            "correlate": pairs.collect::<Vec<_>>(),
            "points": sampled.points,
            "seed": sampled.seed,
            "in_cells": sampled.in_cells,
            "open": sampled.open,
            "answers": answers.collect::<Vec<_>>(),
        })
    }

    fn decision(&self, decision: &Decision) -> Value {
        decision_json(self.model, Some(decision))
    }

    fn boxed(&self, low: &[Rational], high: &[Rational]) -> Value {
        let ends = self.region.axes.iter().zip(low.iter().zip(high)).map(|(axis, (low, high))| {
            (self.model.parameters[axis.parameter].name.clone(), json!([exact(low), exact(high)]))
        });
        Value::Object(ends.collect::<Map<String, Value>>())
    }

    fn cell(&self, cell: &Cell) -> Value {
        let corners = cell.part.as_ref().map(|_| {
            let rows = cell.corners().into_iter();
            rows.map(|corner| corner.iter().map(exact).collect::<Vec<_>>()).collect::<Vec<_>>()
        });
        let facets: Vec<Value> = cell
            .borders
            .iter()
            .map(|border| {
                let on = decision_json(self.model, border.on.as_ref());
                match &border.facet {
                    Facet::Range { axis, upper } => json!({
                        "param": self.model.parameters[self.region.axes[*axis].parameter].name,
                        "end": if *upper { "upper" } else { "lower" },
                        "on": on,
                    }),
                    Facet::Payoffs(bound) => self.bound(bound, &on),
                }
            })
            .collect();
        json!({
            "answer": self.decision(&cell.decision),
            "box": self.boxed(&cell.low, &cell.high),
            "corners": corners,
            "exact": cell.exact,
            "facets": facets,
        })
    }

    fn bound(&self, bound: &Bound, on: &Value) -> Value {
        let tie = match &bound.combination[..] {
            [(first, _), (second, _)] => tie_json(self.model, bound.player, *first, *second),
            _ => Value::Null,
        };
        let affine = bound.affine.as_ref().map(|affine| {
            let slopes = self.region.axes.iter().zip(&affine.slopes).map(|(axis, slope)| {
                (self.model.parameters[axis.parameter].name.clone(), exact(slope))
            });
            json!({ "constant": exact(&affine.constant), "slopes": slopes.collect::<Map<_, _>>() })
        });
        json!({
            "tie": tie,
            "function": affine,
            "is": if bound.side == Side::Above { "above" } else { "below" },
            "level": exact(&bound.level),
            "on": on,
        })
    }
}

fn exact(number: &Rational) -> Value {
    number_json(&(number.clone(), number.clone()))
}
