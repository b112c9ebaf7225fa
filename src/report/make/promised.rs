//! What is promised, and what it costs.

use super::Make;
use crate::make::{Aim, Least, Made, MakeError, Means, Plan};
use crate::num::{Rational, Ring, Sign};
use crate::report::Document;
use crate::table::{Cell, Style, Table, shown};

impl Make<'_> {
    /// The cheapest promises, or why there are none.
    pub(super) fn promises(&self, digits: usize, document: &mut Document) {
        document.gap();
        let made = match &self.made {
            Ok(made) => made,
            Err(error) => {
                let said = match error {
                    MakeError::Impossible => "none bring it about",
                    MakeError::Stopped => "stopped before any were found",
                    MakeError::Unbounded => "a gain could not be bounded",
                    MakeError::ClassByTransfers => "these are found for single strategies only",
                };
                return document.line(format!("By {}: {said}.", self.wish.means.words()));
            }
        };
        if made.plan.promises.is_empty() && made.attained == Some(true) {
            return document.line("No promises are needed.");
        }
        document.pieces(vec![(Style::Strong, self.cost(made, digits))]);
        for line in self.remarks(made, digits) {
            document.line(line);
        }
        if !made.plan.promises.is_empty() {
            document.gap();
            let caption = format!("What is {}", self.verb());
            document.table(self.promise_table(&made.plan).caption(caption));
        }
        self.order(&made.plan, document);
    }

    fn verb(&self) -> &'static str {
        match self.wish.means {
            Means::Subsidies => "promised",
            Means::Penalties => "threatened",
            Means::Either => "promised and threatened",
            Means::Transfers => "promised by players to each other",
        }
    }

    /// `By subsidies: 2 in total, and none do for less.`
    fn cost(&self, made: &Made, digits: usize) -> String {
        let said = |number: &Rational| shown(number, number, digits);
        let what = match self.wish.least {
            Least::Total => "in total, over all profiles",
            Least::Greatest => "at most to a player in a profile",
            Least::Played(_) => "when everybody plays as told",
        };
        let plan = &made.plan;
        let mut cost = format!("By {}: {} {what}", self.wish.means.words(), said(&plan.cost));
        let bound = match (&made.necessary, self.wish.aim) {
            (Some(necessary), Aim::Unique) if *necessary == plan.cost => {
                "; nothing less does".to_owned()
            }
            (Some(necessary), Aim::Unique) => {
                format!("; it is no equilibrium at all for less than {}", said(necessary))
            }
            (_, Aim::Iterated) if !made.complete => {
                format!("; no less than {} does, by pure strategies", said(&plan.at_least))
            }
            (_, Aim::Iterated) => "; nothing less does, by pure strategies".to_owned(),
            _ if plan.at_least == plan.cost => "; nothing less does".to_owned(),
            _ if said(&plan.at_least) == said(&plan.cost) => {
                "; nothing less does, as far as payoffs are known".to_owned()
            }
            _ => format!("; nothing does for less than {}", said(&plan.at_least)),
        };
        cost.push_str(&bound);
        cost.push('.');
        cost
    }

    fn remarks(&self, made: &Made, digits: usize) -> Vec<String> {
        let said = |number: &Rational| shown(number, number, digits);
        let plan = &made.plan;
        let mut lines = Vec::new();
        if self.wish.margin.is_zero() {
            match (made.attained, self.wish.aim.is_strict()) {
                (Some(true), _) if made.margin.is_zero() => {}
                (Some(true), _) => lines.push(format!(
                    "A margin costs nothing more: what is to be better is so by {}.",
                    said(&made.margin)
                )),
                (Some(false), true) => {
                    let slope = match (&plan.slope, &made.steady) {
                        (Some(slope), Some(until)) => format!(
                            ", and each unit of margin costs {} more, up to a margin of {} (no less beyond)",
                            said(slope),
                            said(until)
                        ),
                        (Some(slope), None) => {
                            format!(", and each unit of margin costs at least {} more", said(slope))
                        }
                        _ => String::new(),
                    };
                    lines.push(format!(
                        "Any margin above 0 costs more{slope}: with these promises alternatives are as good."
                    ));
                }
                (_, true) => lines.push(
                    "With these promises alternatives are as good, or hardly worse: `--margin` asks for more."
                        .to_owned(),
                ),
                (_, false) => lines.push("With these promises it is never worse.".to_owned()),
            }
        } else {
            lines.push(format!(
                "What is to be better is so by {} at least.",
                said(&self.wish.margin)
            ));
            if let Some(infimum) = &self.infimum {
                lines.push(format!(
                    "As the margin falls to 0, the cost falls to {}.",
                    said(infimum)
                ));
            }
        }
        let means = self.wish.means;
        let mut measured = vec![
            format!("{} in total", said(&plan.measured(means, Least::Total))),
            format!("{} at most", said(&plan.measured(means, Least::Greatest))),
        ];
        if let Least::Played(profile) = self.wish.least {
            let played = said(&plan.measured(means, Least::Played(profile)));
            measured.push(format!("{played} when everybody plays as told"));
        }
        lines.push(format!("These promises: {}.", measured.join(", ")));
        lines
    }

    /// One row for each promise.
    pub(super) fn promise_table(&self, plan: &Plan) -> Table {
        let mut heads = vec!["to".to_owned()];
        heads.extend(self.model.players.iter().map(|player| player.name.clone()));
        heads.push(">promise".to_owned());
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        let mut before = None;
        for promise in &plan.promises {
            let name = if before == Some(promise.player) { "" } else { self.name(promise.player) };
            before = Some(promise.player);
            let mut row = vec![Cell::text(name).styled(Style::Strong)];
            row.extend(self.profile_cells(promise.profile));
            let bounds = (promise.amount.clone(), promise.amount.clone());
            let sign = Sign::from(promise.amount.cmp(&Rational::zero()));
            row.push(Cell::signed(&bounds, Some(sign)));
            table.row(row);
        }
        table
    }

    /// Which strategies go, in which order.
    fn order(&self, plan: &Plan, document: &mut Document) {
        if plan.steps.is_empty() {
            return;
        }
        document.gap();
        let mut table = Table::new(&[">", "removed", "", "since better is"])
            .caption("The order of elimination this brings about");
        for (number, step) in plan.steps.iter().enumerate() {
            let by = step.by.iter().map(|(strategy, weight)| {
                let name = self.strategy(step.player, *strategy);
                if step.by.len() == 1 { name.to_owned() } else { format!("{weight} {name}") }
            });
            table.row(vec![
                Cell::text((number + 1).to_string()).styled(Style::Faint),
                Cell::text(self.name(step.player)),
                Cell::text(self.strategy(step.player, step.strategy)),
                Cell::text(by.collect::<Vec<_>>().join(" + ")),
            ]);
        }
        document.table(table);
    }
}
