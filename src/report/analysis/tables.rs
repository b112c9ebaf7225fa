//! Findings as one table, for other programs.

use super::super::sweep::{float, whole};
use super::{Analysed, there};
use crate::analysis::{Analysis, Finding, Found};
use crate::table::{Cell, Table};

/// Columns of each analysis after the query.
fn heads(analysis: &str) -> &'static [&'static str] {
    match analysis {
        "tornado" => &[
            "parameter",
            "low_end",
            "low_mean",
            "low_error",
            "high_end",
            "high_mean",
            "high_error",
            "swing",
        ],
        "sobol" => &["index", "parameter", "with", "value", "low", "high"],
        "morris" => &["parameter", "mean", "mean_size", "low", "high", "standard_deviation"],
        "prim" => &[
            "box",
            "parameter",
            "at_least",
            "at_most",
            "density_without",
            "chance",
            "density",
            "coverage",
        ],
        "regional" => &["parameter", "distance", "at", "there", "chance"],
        _ => &[
            "holds",
            "yes",
            "no",
            "no_answer",
            "share",
            "standard_error",
            "low",
            "high",
            "mean",
            "standard_deviation",
            "runs",
            "runs_mean",
            "runs_standard_error",
            "runs_low",
            "runs_high",
        ],
    }
}

fn number(x: f64) -> Cell {
    float(Some(x), 4)
}

fn perhaps(x: Option<f64>) -> Cell {
    float(x, 4)
}

impl Analysed<'_> {
    /// A row for each thing that was found; constants and what has no answer have none.
    pub(super) fn rows(&self, analysis: &Analysis, found: &[Found]) -> Table {
        let mut names = vec!["query"];
        names.extend(heads(analysis.name));
        let mut table = Table::new(&names);
        for one in found {
            for cells in self.cells(one) {
                let mut row = vec![Cell::text(self.answers(one).query.as_str())];
                row.extend(cells);
                table.row(row);
            }
        }
        table
    }

    fn cells(&self, found: &Found) -> Vec<Vec<Cell>> {
        let name = |parameter: usize| Cell::text(self.name(parameter));
        let ends = |interval: Option<[f64; 2]>| {
            [perhaps(interval.map(|ends| ends[0])), perhaps(interval.map(|ends| ends[1]))]
        };
        match &found.finding {
            Finding::Constant(_) | Finding::Alike(_) | Finding::Unvaried | Finding::Nothing => {
                Vec::new()
            }
            Finding::Tornado(tornado) => {
                let row = |swing: &crate::analysis::Swing| {
                    let mut row = vec![name(swing.parameter)];
                    for tenth in [&swing.low, &swing.high] {
                        let mean = number(tenth.mean);
                        row.extend([number(tenth.end), mean, perhaps(tenth.error)]);
                    }
                    row.push(number(swing.swing()));
                    row
                };
                tornado.swings.iter().map(row).collect()
            }
            Finding::Sobol(indices) => {
                let one = |index: &'static str| {
                    move |(parameter, estimate): (usize, &crate::analysis::Estimate)| {
                        let mut row = vec![Cell::text(index), name(parameter), Cell::empty()];
                        row.push(number(estimate.value));
                        row.extend(ends(estimate.interval));
                        row
                    }
                };
                let first = indices.first.iter().enumerate().map(one("first"));
                let total = indices.total.iter().enumerate().map(one("total"));
                let both = indices.second.iter().map(|(i, j, estimate)| {
                    let mut row = vec![Cell::text("second"), name(*i), name(*j)];
                    row.push(number(estimate.value));
                    row.extend(ends(estimate.interval));
                    row
                });
                first.chain(total).chain(both).collect()
            }
            Finding::Morris(effects) => {
                let row = |(parameter, effect): (usize, &crate::analysis::Effect)| {
                    let mut row = vec![name(parameter), number(effect.mean)];
                    row.push(number(effect.size.value));
                    row.extend(ends(effect.size.interval));
                    row.push(perhaps(effect.deviation));
                    row
                };
                effects.effects.iter().enumerate().map(row).collect()
            }
            Finding::Prim(prim) => {
                let boxes = (1..).zip(&prim.boxes);
                let rows = boxes.flat_map(|(count, peeled)| {
                    let end = peeled.end();
                    peeled.restrictions.iter().map(move |own| {
                        vec![
                            whole(count),
                            name(own.parameter),
                            perhaps(own.low),
                            perhaps(own.high),
                            number(own.without.density()),
                            number(own.chance),
                            number(end.density()),
                            number(end.coverage(prim.inside)),
                        ]
                    })
                });
                rows.collect()
            }
            Finding::Regional(regional) => {
                let row = |distance: &crate::analysis::Distance| {
                    let mut row = vec![name(distance.parameter), Cell::exact(&distance.distance)];
                    row.extend(there(distance, 4));
                    row.push(number(distance.chance));
                    row
                };
                regional.distances.iter().map(row).collect()
            }
            Finding::Share(share) => {
                let numbers = share.numbers;
                let mut row = vec![Cell::text(self.interest(self.answers(found)))];
                row.extend([share.yes, share.no, share.unsettled].map(whole));
                row.extend(
                    [share.share, share.error, share.interval[0], share.interval[1]].map(number),
                );
                row.push(perhaps(numbers.map(|(mean, _)| mean)));
                row.push(perhaps(numbers.and_then(|(_, deviation)| deviation)));
                let runs = share.replicates.as_ref();
                row.push(runs.map_or_else(Cell::empty, |runs| whole(runs.shares.len() as u64)));
                row.extend([perhaps(runs.map(|r| r.mean)), perhaps(runs.map(|r| r.error))]);
                row.extend(ends(runs.and_then(|runs| runs.interval)));
                vec![row]
            }
        }
    }
}
