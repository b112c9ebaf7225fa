//! Findings as pictures.

use super::{Analysed, SHOWN, descending};
use crate::analysis::{Finding, Found, Indices, Prim, Regional, Tornado};
use crate::plot::{Bar, Bars, Look, Mark, Panel, Panels, Plane, Region, Row, Shade};

/// Panels that are drawn.
const PANELS: usize = 9;

impl Analysed<'_> {
    /// The picture of one analysis of one column of answers (of `share`: of all); none where it found nothing
    /// that can be drawn.
    pub fn picture(&self) -> Option<String> {
        let (_, found) = self.parts.first()?;
        let one = found.first()?;
        let query = &self.answers(one).query;
        let picture = match &one.finding {
            Finding::Constant(_) | Finding::Alike(_) | Finding::Unvaried | Finding::Nothing => {
                return None;
            }
            Finding::Tornado(tornado) => self.swings(query, tornado).to_svg(),
            Finding::Sobol(indices) => self.bars(query, indices).to_svg(),
            Finding::Morris(effects) => {
                let points = effects.effects.iter().enumerate().map(|(place, effect)| {
                    let at = [effect.size.value, effect.deviation.unwrap_or(0.0)];
                    (at, self.name(place).to_owned())
                });
                let points: Vec<_> = points.collect();
                let named = descending(points.len(), |place| points[place].0[0]);
                let (strong, rest): (Vec<usize>, Vec<usize>) = (
                    named.iter().copied().take(SHOWN).collect(),
                    named.into_iter().skip(SHOWN).collect(),
                );
                let mark = |places: Vec<usize>, label: &str, labelled| Mark {
                    label: label.to_owned(),
                    points: places.into_iter().map(|place| points[place].clone()).collect(),
                    strong: labelled,
                    labelled,
                };
                let mut marks = vec![mark(strong, "parameters with the greatest effects", true)];
                if !rest.is_empty() {
                    marks.insert(0, mark(rest, "others", false));
                }
                Plane {
                    title: format!("Elementary effects on {query}"),
                    axes: ["mean size μ*".to_owned(), "standard deviation σ".to_owned()],
                    regions: vec![Region {
                        label: "σ = μ*".to_owned(),
                        corners: diagonal(points.iter().map(|(at, _)| *at)),
                        look: Look::Faint,
                    }],
                    marks,
                }
                .to_svg()
            }
            Finding::Prim(prim) => self.trajectory(one, prim)?.to_svg(),
            Finding::Regional(regional) => self.curves(one, regional).to_svg(),
            Finding::Share(_) => self.share_bars(found).to_svg(),
        };
        Some(picture)
    }

    fn swings(&self, query: &str, tornado: &Tornado) -> Bars {
        let swings = &tornado.swings;
        let order = descending(swings.len(), |place| swings[place].swing().abs());
        let row = |place: usize| {
            let swing = &swings[place];
            let bar = |mean: f64, shade, word: &str, end: f64| Bar {
                from: tornado.mean,
                to: mean,
                shade,
                interval: None,
                text: format!("{word} {end}: {mean}"),
            };
            Row {
                label: self.name(swing.parameter).into(),
                bars: vec![
                    bar(swing.low.mean, Shade::Light, "up to", swing.low.end),
                    bar(swing.high.mean, Shade::Dark, "from", swing.high.end),
                ],
            }
        };
        Bars {
            title: format!("Mean of {query} where one parameter is low or high"),
            axis: query.to_owned(),
            base: Some(tornado.mean),
            beside: false,
            kinds: vec![
                (Shade::Light, "lowest tenth of the parameter".to_owned()),
                (Shade::Dark, "highest tenth".to_owned()),
            ],
            rows: order.into_iter().take(SHOWN).map(row).collect(),
        }
    }

    fn bars(&self, query: &str, indices: &Indices) -> Bars {
        let order = descending(indices.total.len(), |place| indices.total[place].value);
        let row = |place: usize| {
            let bar = |index: crate::analysis::Estimate, shade| Bar {
                from: 0.0,
                to: index.value,
                shade,
                interval: index.interval,
                text: index.value.to_string(),
            };
            Row {
                label: self.name(place).into(),
                bars: vec![
                    bar(indices.total[place], Shade::Dark),
                    bar(indices.first[place], Shade::Light),
                ],
            }
        };
        Bars {
            title: format!("Sobol' indices of {query}"),
            axis: "part of the variance".to_owned(),
            base: Some(0.0),
            beside: true,
            kinds: vec![
                (Shade::Dark, "total".to_owned()),
                (Shade::Light, "first order".to_owned()),
            ],
            rows: order.into_iter().take(SHOWN).map(row).collect(),
        }
    }

    fn trajectory(&self, found: &Found, prim: &Prim) -> Option<Plane> {
        let answers = self.answers(found);
        let first = prim.boxes.first()?;
        let at = |step: &crate::analysis::Step| [step.coverage(prim.inside), step.density()];
        let told = |step: &crate::analysis::Step| format!("{} rows", step.rows);
        let points = first.trajectory.iter().map(|step| (at(step), told(step))).collect();
        let ends = prim
            .boxes
            .iter()
            .enumerate()
            .map(|(place, peeled)| (at(&peeled.end()), format!("box {}", place + 1)));
        Some(Plane {
            title: format!("Boxes in which {} is {}", answers.query, self.interest(answers)),
            axes: ["coverage".to_owned(), "density".to_owned()],
            regions: Vec::new(),
            marks: vec![
                Mark {
                    label: "peeled and pasted on the way to the first box".to_owned(),
                    points,
                    strong: false,
                    labelled: false,
                },
                Mark {
                    label: "boxes that are taken".to_owned(),
                    points: ends.collect(),
                    strong: true,
                    labelled: true,
                },
            ],
        })
    }

    fn curves(&self, found: &Found, regional: &Regional) -> Panels {
        let answers = self.answers(found);
        let distances = &regional.distances;
        let order = descending(distances.len(), |place| distances[place].distance.nearest_f64());
        let panel = |place: usize| {
            let distance = &distances[place];
            let near = distance.distance.nearest_f64();
            Panel {
                label: format!("{} ({near:.3} apart)", self.name(distance.parameter)),
                curve: distance.curve.clone(),
                mark: Some(distance.at),
            }
        };
        let what = self.interest(answers);
        Panels {
            title: format!("Where parameters are when {} is {what}", answers.query),
            kinds: [format!("rows with {what}: share up to that value"), "other rows".to_owned()],
            panels: order.into_iter().take(PANELS).map(panel).collect(),
        }
    }

    fn share_bars(&self, found: &[Found]) -> Bars {
        let rows = found.iter().filter_map(|one| {
            let Finding::Share(share) = &one.finding else { return None };
            let answers = self.answers(one);
            let label = self.what(answers);
            let bar = Bar {
                from: 0.0,
                to: share.share,
                shade: Shade::Dark,
                interval: Some(share.interval),
                text: share.share.to_string(),
            };
            Some(Row { label: label.into(), bars: vec![bar] })
        });
        Bars {
            title: "How often it holds".to_owned(),
            axis: "share of rows".to_owned(),
            base: Some(0.0),
            beside: false,
            kinds: vec![(Shade::Dark, "share, with its interval".to_owned())],
            rows: rows.collect(),
        }
    }
}

/// A line on which both coordinates are the same.
fn diagonal(points: impl Iterator<Item = [f64; 2]>) -> Vec<[f64; 2]> {
    let most = points.fold([0.0_f64; 2], |most, at| [most[0].max(at[0]), most[1].max(at[1])]);
    let end = most[0].min(most[1]);
    vec![[0.0, 0.0], [end, end]]
}
