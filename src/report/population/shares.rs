//! Who takes over, and where a population is in the long run.

use super::{Population, cell, greatest, percent};
use crate::num::Rational;
use crate::population::{Law, Rare, Whole};
use crate::table::{Cell, Style, Table, in_full};

impl Population<'_> {
    pub(super) fn rare_summary(&self, law: &Law, rare: &Rare, digits: usize) -> String {
        let names = self.names();
        let neutral = Rational::share(1, law.size);
        if names.len() == 1 {
            return format!("everyone plays {}", names[0]);
        }
        let spreads = |resident: usize, mutant: usize| rare.fixation[resident][mutant].0 > neutral;
        let stays = |resident: usize| {
            (0..names.len())
                .all(|mutant| mutant == resident || rare.fixation[resident][mutant].1 < neutral)
        };
        let best = greatest(&rare.shares);
        let first = format!(
            "where mutants are rare, everyone plays {} {} of the time",
            names[best],
            percent(&rare.shares[best])
        );
        let stable: Vec<&str> =
            (0..names.len()).filter(|&own| stays(own)).map(|own| names[own].as_str()).collect();
        let tail = if let [resident, mutant] = [0, 1]
            && names.len() == 2
        {
            let told = |a: usize, b: usize| {
                let verb = if spreads(a, b) { "spreads" } else { "does not spread" };
                let chance = super::told(&rare.fixation[a][b], digits);
                format!("{} {verb} among {} ({chance})", names[b], names[a])
            };
            format!("; {}, {}", told(mutant, resident), told(resident, mutant))
        } else if stable.is_empty() {
            "; some mutant of each spreads".to_owned()
        } else {
            format!("; no mutant spreads among {}", stable.join(", "))
        };
        first + &tail
    }

    /// A row for each resident: how probably one mutant of each other strategy takes over.
    pub(super) fn invasions(&self, law: &Law, rare: &Rare, digits: usize) -> Table {
        let names = self.names();
        let heads: Vec<String> = names.iter().map(|name| format!(">{name}")).collect();
        let mut all = vec!["residents"];
        all.extend(heads.iter().map(String::as_str));
        all.push(">share of time");
        let mut table = Table::new(&all);
        let neutral = Rational::share(1, law.size);
        for (resident, name) in names.iter().enumerate() {
            let mut row = vec![Cell::text(name.as_str())];
            for (mutant, chance) in rare.fixation[resident].iter().enumerate() {
                let style = if chance.0 > neutral {
                    Style::Good
                } else if chance.1 < neutral {
                    Style::Faint
                } else {
                    Style::Plain
                };
                row.push(if mutant == resident {
                    Cell::text("·").styled(Style::Faint)
                } else {
                    cell(chance, digits).styled(style)
                });
            }
            row.push(cell(&rare.shares[resident], digits).styled(Style::Strong));
            table.row(row);
        }
        table.caption(format!(
            "How probably one mutant (column) takes over; {} is as probable as chance",
            in_full(&neutral)
        ))
    }

    pub(super) fn whole_summary(&self, _: &Law, whole: &Whole, digits: usize) -> String {
        let names = self.names();
        let best = greatest(&whole.played);
        let state = greatest(&whole.shares);
        format!(
            "on average {} of the population play {}; most often ({}) it is {}",
            percent(&whole.played[best]),
            names[best],
            percent(&whole.shares[state]),
            self.composed(&whole.compositions.at(state), digits)
        )
    }

    /// A composition in words: `3 hawk, 97 dove`, or `all dove`.
    pub(super) fn composed(&self, composition: &[usize], _: usize) -> String {
        composition_in_words(self.names(), composition)
    }

    /// Which part plays what, and how often everyone does.
    pub(super) fn averages(&self, whole: &Whole, digits: usize) -> Table {
        let mut table = Table::new(&["strategy", ">played by", ">everyone"]);
        for (strategy, name) in self.names().iter().enumerate() {
            let all = &whole.shares[whole.compositions.all(strategy)];
            table.row(vec![
                Cell::text(name.as_str()),
                cell(&whole.played[strategy], digits).styled(Style::Strong),
                cell(all, digits),
            ]);
        }
        table.caption(
            "Which part of the population plays it, and how much of the time everyone does",
        )
    }

    /// Every composition with its share of the time; in text only the most frequent.
    pub(super) fn compositions(&self, _: &Law, whole: &Whole, most: usize, digits: usize) -> Table {
        let heads: Vec<String> = self.names().iter().map(|name| format!(">{name}")).collect();
        let mut all: Vec<&str> = heads.iter().map(String::as_str).collect();
        all.push(">share of time");
        let mut table = Table::new(&all);
        let mut order: Vec<usize> = (0..whole.shares.len()).collect();
        if most < order.len() {
            order.sort_by(|&a, &b| whole.shares[b].0.cmp(&whole.shares[a].0));
        }
        for &rank in order.iter().take(most) {
            let counts = whole.compositions.at(rank);
            let mut row: Vec<Cell> =
                counts.iter().map(|count| Cell::text(count.to_string())).collect();
            row.push(cell(&whole.shares[rank], digits));
            table.row(row);
        }
        if most < order.len() { table.caption("The most frequent compositions") } else { table }
    }
}

/// A composition in words.
pub(super) fn composition_in_words(names: &[String], composition: &[usize]) -> String {
    let played: Vec<(&String, usize)> =
        names.iter().zip(composition.iter().copied()).filter(|(_, count)| *count > 0).collect();
    if let [(only, _)] = played[..] {
        return format!("all {only}");
    }
    let each = played.iter().map(|(name, count)| format!("{count} {name}"));
    each.collect::<Vec<_>>().join(", ")
}
