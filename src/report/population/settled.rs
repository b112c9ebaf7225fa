//! What is left as mistakes vanish.

use super::shares::composition_in_words;
use super::{Population, cell};
use crate::population::{Found, Revision, Settled, Society};
use crate::table::{Cell, Style, Table, in_full};

/// States of a class that are listed in a cell.
const FEW: usize = 4;

impl Population<'_> {
    /// A state in words.
    pub(super) fn settled_state(&self, settled: &Settled, state: usize) -> String {
        let compositions = settled.state(state);
        if self.symmetry.is_some() {
            return composition_in_words(self.names(), &compositions[0]);
        }
        let each = self.model.players.iter().zip(&compositions).map(|(player, composition)| {
            let said = composition_in_words(&player.strategies, composition);
            let said = said.strip_prefix("all ").map_or(said.clone(), str::to_owned);
            format!("{} = {said}", player.name)
        });
        each.collect::<Vec<_>>().join(", ")
    }

    fn class_named(&self, settled: &Settled, class: &[usize]) -> String {
        let mut named: Vec<String> =
            class.iter().take(FEW).map(|&state| self.settled_state(settled, state)).collect();
        if class.len() > FEW {
            named.push(format!("… ({} states)", class.len()));
        }
        named.join(" | ")
    }

    pub(super) fn settled_summary(&self, settled: &Settled) -> String {
        let limit = &settled.limit;
        let left: Vec<&Vec<usize>> = limit
            .classes
            .iter()
            .zip(&limit.kept)
            .filter(|(_, kept)| **kept == Some(true))
            .map(|(class, _)| class)
            .collect();
        match &left[..] {
            [] => "which states are left as mistakes vanish is open".to_owned(),
            [only] if only.len() == 1 => format!(
                "as mistakes vanish, one state is left: {}",
                self.settled_state(settled, only[0])
            ),
            [only] => format!("as mistakes vanish, a set of {} states is left", only.len()),
            many => format!("as mistakes vanish, {} sets of states are left", many.len()),
        }
    }

    /// A row for each recurrent class.
    pub(super) fn classes(&self, settled: &Settled, most: usize, digits: usize) -> Table {
        let limit = &settled.limit;
        let known = !limit.potentials.is_empty();
        let mut heads = vec![">", "at rest without mistakes", "stable"];
        if known {
            heads.push(">potential");
        }
        if limit.shares.is_some() {
            heads.push(">share of time");
        }
        let mut table = Table::new(&heads);
        for (place, class) in limit.classes.iter().enumerate().take(most) {
            let (said, style) = match limit.kept[place] {
                Some(true) => ("yes", Style::Good),
                Some(false) => ("no", Style::Plain),
                None => ("open", Style::Plain),
            };
            let mut row = vec![
                Cell::text((place + 1).to_string()),
                Cell::text(self.class_named(settled, class)),
                Cell::text(said).styled(style),
            ];
            if known {
                let potential = &limit.potentials[place];
                row.push(cell(&(potential.clone(), potential.clone()), digits));
            }
            if let Some(shares) = &limit.shares {
                let mut sum = (crate::num::Rational::integer(0), crate::num::Rational::integer(0));
                for &state in class {
                    sum.0 += &shares[state].0;
                    sum.1 += &shares[state].1;
                }
                row.push(cell(&sum, digits).styled(Style::Strong));
            }
            table.row(row);
        }
        table
    }

    #[allow(clippy::unused_self)] // reads as the others
    pub(super) fn settled_how(
        &self,
        rule: &Revision,
        society: Society,
        size: usize,
        settled: &Settled,
    ) -> String {
        let states: usize =
            settled.populations.iter().map(crate::population::Compositions::count).product();
        let who = match society {
            Society::One => format!("one population of {size}"),
            Society::Each if size == 1 => "one individual for each player".to_owned(),
            Society::Each => format!("a population of {size} for each player"),
        };
        let limit = &settled.limit;
        let how = match limit.found {
            Found::OneClass => "one class is at rest without mistakes".to_owned(),
            Found::LargeClass => {
                "one class is at rest without mistakes, too large for the shares of its states"
                    .to_owned()
            }
            Found::Leading => {
                "leading terms of the whole chain, computed without subtraction, and trees of least \
                 resistance agree"
                    .to_owned()
            }
            Found::Trees => {
                "trees of least resistance; the chain is too large for shares".to_owned()
            }
            Found::Open => "payoffs that are not rational leave it open".to_owned(),
        };
        let least = limit.potentials.iter().min().map_or_else(String::new, |least| {
            format!(" The least stochastic potential is {}.", in_full(least))
        });
        format!(
            "One individual at a time, {who}, chooses {}; {states} states; {how}.{least}",
            rule.about
        )
    }
}
