//! What shows that a game has a property, or has not, in a few words.

use super::{LISTED, Surveyed};
use crate::certify::{Potential, PotentialKind, Square, Values, Violation};
use crate::graph::{Finding, Landscape, Modularity};
use crate::num::Rational;
use crate::table::{Cell, in_full, shown, shown_probability};

impl Surveyed<'_> {
    /// What shows the verdict on the potential of that number.
    pub(super) fn potential_shown(&self, place: usize) -> Cell {
        match &self.survey.potentials[place] {
            Some(Finding::Potential(potential)) => self.potential_in_words(potential),
            Some(Finding::Violation(violation)) => self.violation_in_words(violation),
            Some(Finding::Open) => Cell::text("some payoffs are known too little"),
            None => Cell::text("stopped"),
        }
    }

    fn potential_in_words(&self, potential: &Potential) -> Cell {
        if potential.kind == PotentialKind::Weighted {
            let weights = |written: &dyn Fn(&Rational) -> String| {
                let each = self.model.players.iter().zip(&potential.weights);
                let each: Vec<String> = each
                    .map(|(player, weight)| format!("{} {}", player.name, written(weight)))
                    .collect();
                format!("weights {}", each.join(", "))
            };
            return Cell::rounded(weights(&|w| shown_probability(w, 4)), weights(&in_full));
        }
        let greatest = match &potential.values {
            Values::Unlisted => {
                return Cell::text("all differences agree; its values are not rational");
            }
            Values::Numbers(values) => places(values),
            Values::Ranks(ranks) => {
                if potential.kind == PotentialKind::GeneralisedOrdinal {
                    let most = ranks.iter().max().map_or(0, |most| *most);
                    let noun = if most == 1 { "improvement" } else { "improvements" };
                    return Cell::text(format!("at most {most} {noun} in a row"));
                }
                places(ranks)
            }
        };
        let (first, others) = greatest;
        let and = match others {
            0 => String::new(),
            1 => " and 1 more".to_owned(),
            many => format!(" and {many} more"),
        };
        Cell::text(format!("greatest at {}{and}", self.cell(first)))
    }

    fn violation_in_words(&self, violation: &Violation) -> Cell {
        match violation {
            Violation::Cycle(cycle) => self.cycle_in_words(cycle),
            Violation::Square(square) => {
                let place = self.square(square);
                match square.sum(self.payoffs) {
                    Some((low, high)) => Cell::rounded(
                        format!("gains round a square sum to {}: {place}", shown(&low, &high, 4)),
                        format!("gains round a square sum to {}: {place}", in_full(&low)),
                    ),
                    None => Cell::text(format!("gains round a square do not cancel: {place}")),
                }
            }
            Violation::Ratios(ring) => match &ring[..] {
                [square] => Cell::text(format!(
                    "no weights balance the gains round a square: {}",
                    self.square(square)
                )),
                _ => {
                    let places: Vec<String> =
                        ring.iter().map(|square| self.square(square)).collect();
                    Cell::text(format!(
                        "{} squares need weights that contradict each other: {}",
                        ring.len(),
                        places.join("; ")
                    ))
                }
            },
        }
    }

    /// A cycle, which a table of its own lists; in full for other programs.
    fn cycle_in_words(&self, cycle: &[usize]) -> Cell {
        let said = format!("a cycle of {} profiles", cycle.len());
        let profiles: Vec<String> =
            cycle.iter().take(LISTED).map(|&profile| self.cell(profile)).collect();
        let more = if cycle.len() > LISTED { ", …" } else { "" };
        Cell::rounded(format!("{said}, below"), format!("{said}: {}{more}", profiles.join(", ")))
    }

    /// A square: a corner, and who switches to what.
    fn square(&self, square: &Square) -> String {
        let switches: Vec<String> = square
            .players
            .iter()
            .zip(square.others)
            .map(|(&player, other)| {
                let player = &self.model.players[player];
                format!("{} to {}", player.name, player.strategies[other])
            })
            .collect();
        format!("{} with {}", self.cell(square.profile), switches.join(", "))
    }

    /// What shows the verdict on any other property.
    pub(super) fn shown(&self, name: &str) -> Cell {
        let survey = self.survey;
        let text = match name {
            "pure-equilibrium" => survey.best.as_ref().map(|best| match best.equilibria.len() {
                0 => "every profile was looked at".to_owned(),
                1 => "there is 1".to_owned(),
                many => format!("there are {many}"),
            }),
            "finite-best-response" => {
                if let Some(cycle) = survey.best.as_ref().and_then(|best| best.cycle.as_ref()) {
                    return self.cycle_in_words(cycle);
                }
                let longest = survey.best.as_ref().and_then(Landscape::longest);
                longest.map(|longest| format!("at most {longest} in a row"))
            }
            "weakly-acyclic" => survey.better.as_ref().map(trapped),
            "weakly-acyclic-best-response" => survey.best.as_ref().map(trapped),
            _ => {
                survey.modularity.as_ref().map(|found| self.modular(found, name == "supermodular"))
            }
        };
        Cell::text(text.unwrap_or_else(|| "stopped".to_owned()))
    }

    /// Where differences go the other way, or that they never do.
    fn modular(&self, found: &Modularity, increasing: bool) -> String {
        let against = found.pairs.iter().find_map(|pair| {
            let square = if increasing { pair.falls } else { pair.rises };
            square.map(|square| (square, pair))
        });
        if let Some((square, pair)) = against {
            let [own, other] = [pair.player, pair.other].map(|player| &self.model.players[player]);
            let (less, up) = (if increasing { "less" } else { "more" }, square.others);
            let turned = if self.turns_round(found, increasing) {
                "; with one player's order reversed it would be"
            } else {
                ""
            };
            return format!(
                "in {} {} gains {less} by {} once {} plays {}{turned}",
                self.cell(square.profile),
                own.name,
                own.strategies[up[0]],
                other.name,
                other.strategies[up[1]]
            );
        }
        let settled = if increasing { found.is_supermodular() } else { found.is_submodular() };
        match (settled, found.is_strict()) {
            (None, _) => "some signs are not settled".to_owned(),
            (_, Some(true)) if !found.pairs.is_empty() => "strictly, everywhere".to_owned(),
            _ => "everywhere, not strictly".to_owned(),
        }
    }

    /// Whether two players' game is so with one player's strategies in the other order.
    fn turns_round(&self, found: &Modularity, increasing: bool) -> bool {
        let other = if increasing { found.is_submodular() } else { found.is_supermodular() };
        let active = self.payoffs.shape().strategies().iter().filter(|&&count| count > 1).count();
        other == Some(true) && active == 2
    }
}

/// The first place of the greatest value, and how many others there are.
fn places<T: Ord>(values: &[T]) -> (usize, usize) {
    let most = values.iter().max();
    let mut places = (0..values.len()).filter(|&place| Some(&values[place]) == most);
    (places.next().unwrap_or(0), places.count())
}

/// Whether something but equilibria traps play.
fn trapped(landscape: &Landscape) -> String {
    match landscape.sinks.len() {
        0 => "pure equilibria are the only sinks".to_owned(),
        1 => format!("a sink of {} profiles", landscape.sinks[0].profiles.len()),
        many => format!("{many} sinks of several profiles"),
    }
}
