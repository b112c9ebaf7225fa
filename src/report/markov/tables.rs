//! Policies and paths as tables.

use super::super::profile::mixed_cell;
use super::{DIGITS, Markov};
use crate::game::Mixed;
use crate::num::Rational;
use crate::stochastic::{Found, Step, averages};
use crate::table::{Cell, Style, Table, in_full, shown_probability};

impl Markov<'_> {
    /// What all equilibria are worth at the start.
    pub(super) fn list(&self) -> Table {
        let mut heads = vec![">equilibrium".to_owned()];
        let players = self.choosing();
        heads.extend(players.iter().map(|&p| format!(">{} gets", self.model.players[p].name)));
        heads.push(">a deviation gains at most".to_owned());
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        table = table.caption(format!(
            "What they are worth from {} on",
            self.model.state_said(&self.points[self.start])
        ));
        for (number, found) in self.found().iter().enumerate() {
            let mut row = vec![Cell::text((number + 1).to_string())];
            row.extend(players.iter().map(|&p| Cell::number(&found.values[self.start][p])));
            let most = found.one_shot.most();
            row.push(if most.is_zero() { Cell::text("nothing") } else { Cell::at_most(&most) });
            table.row(row);
        }
        table
    }

    /// What is played in each of the first `most` states, what it is worth, and where it leads.
    pub(super) fn policy(&self, found: &Found, caption: Option<String>, most: usize) -> Table {
        let players = self.choosing();
        let mut heads: Vec<String> = self.names().iter().map(|name| format!(">{name}")).collect();
        heads.extend(players.iter().map(|&p| format!("{} plays", self.model.players[p].name)));
        heads.extend(players.iter().map(|&p| format!(">{} gets", self.model.players[p].name)));
        heads.push("next".to_owned());
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        if let Some(caption) = caption {
            table = table.caption(caption);
        }
        for state in 0..self.game.states().min(most) {
            let mut row: Vec<Cell> = self.points[state].iter().map(exactly).collect();
            row.extend(players.iter().map(|&player| self.played(found, state, player)));
            row.extend(players.iter().map(|&player| Cell::number(&found.values[state][player])));
            row.push(self.next(found, state));
            if state == self.start {
                row = row.into_iter().map(|cell| cell.styled(Style::Strong)).collect();
            }
            table.row(row);
        }
        table
    }

    /// The mixed strategy of a player in a state, over all strategies of the game.
    pub(super) fn whole(&self, found: &Found, state: usize, player: usize) -> Mixed<Rational> {
        let count = self.model.players[player].strategies.len();
        self.game.stages()[state].embedded(player, &found.policy[state][player], count)
    }

    fn played(&self, found: &Found, state: usize, player: usize) -> Cell {
        let mixed = self.whole(found, state, player);
        mixed_cell("", &self.model.players[player].strategies, &mixed, DIGITS)
    }

    /// Where a policy leads: states, each with its chance where it is not sure.
    fn next(&self, found: &Found, state: usize) -> Cell {
        let next = self.game.stages()[state].next(&found.policy[state]);
        let said = |chance: &dyn Fn(&Rational) -> String| {
            let each = next.iter().map(|(to, share)| {
                let values: Vec<String> = self.points[*to].iter().map(in_full).collect();
                let place = match &values[..] {
                    [one] => one.clone(),
                    many => format!("({})", many.join(", ")),
                };
                if next.len() == 1 { place } else { format!("{}: {place}", chance(share)) }
            });
            each.collect::<Vec<_>>().join(", ")
        };
        let shown = said(&|share| shown_probability(share, DIGITS));
        Cell::rounded(shown, said(&Rational::to_string))
    }

    /// Play from the start on.
    pub(super) fn path(&self, found: &Found, steps: &[Step]) -> Table {
        let players = self.choosing();
        let mut heads = vec![">round".to_owned()];
        heads.extend(self.names().iter().map(|name| format!(">{name}")));
        heads.extend(players.iter().map(|&p| format!("{} plays", self.model.players[p].name)));
        let by_lot = steps.iter().any(|step| step.by_lot);
        let averages = if by_lot { self.averages(found, steps.len()) } else { Vec::new() };
        if by_lot {
            heads.extend(self.names().iter().map(|name| format!(">{name} on average")));
        }
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        let seed = self.paths.as_ref().map_or(0, |(_, seed)| *seed);
        table = table.caption(if by_lot {
            format!("One way that play may go, with lots drawn from seed {seed}")
        } else {
            "How play goes".to_owned()
        });
        for (round, step) in steps.iter().enumerate() {
            let mut row = self.step(round, step, &players);
            let averages = averages.get(round).into_iter().flatten();
            row.extend(averages.filter_map(|x| Rational::from_f64(*x)).map(|x| Cell::exact(&x)));
            table.row(row);
        }
        table
    }

    /// What state variables are on average, round by round.
    pub(super) fn averages(&self, found: &Found, rounds: usize) -> Vec<Vec<f64>> {
        let numbers = |point: &Vec<Rational>| point.iter().map(Rational::nearest_f64).collect();
        let numbers: Vec<Vec<f64>> = self.points.iter().map(numbers).collect();
        averages(self.game, &found.policy, &numbers, self.start, rounds)
    }

    fn step(&self, round: usize, step: &Step, players: &[usize]) -> Vec<Cell> {
        let mut row = vec![Cell::text(round.to_string())];
        row.extend(self.points[step.state].iter().map(exactly));
        row.extend(players.iter().map(|&player| {
            let available = &self.game.stages()[step.state].available()[player];
            let strategy = available[step.profile[player]];
            Cell::text(self.model.players[player].strategies[strategy].as_str())
        }));
        row
    }

    /// All paths, for other programs.
    pub(super) fn all_paths(&self, paths: &[Vec<Step>]) -> Table {
        let players = self.choosing();
        let mut heads = vec![">equilibrium".to_owned(), ">round".to_owned()];
        heads.extend(self.names().iter().map(|name| format!(">{name}")));
        heads.extend(players.iter().map(|&p| self.model.players[p].name.clone()));
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        for (number, steps) in paths.iter().enumerate() {
            for (round, step) in steps.iter().enumerate() {
                let mut row = vec![Cell::text((number + 1).to_string())];
                row.extend(self.step(round, step, &players));
                table.row(row);
            }
        }
        table
    }

    /// All policies, a row for each state, player and strategy, for other programs.
    pub(super) fn everything(&self) -> Table {
        let mut heads = vec![">equilibrium".to_owned()];
        heads.extend(self.names().iter().map(|name| format!(">{name}")));
        heads.extend(
            ["player", "strategy", ">probability", ">value", ">gain at most"].map(str::to_owned),
        );
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        for (number, found) in self.found().iter().enumerate() {
            for (state, stage) in self.game.stages().iter().enumerate() {
                for (player, own) in stage.available().iter().enumerate() {
                    for (place, &strategy) in own.iter().enumerate() {
                        let mut row = vec![Cell::text((number + 1).to_string())];
                        row.extend(self.points[state].iter().map(exactly));
                        let who = &self.model.players[player];
                        row.push(Cell::text(who.name.as_str()));
                        row.push(Cell::text(who.strategies[strategy].as_str()));
                        row.push(match &found.within {
                            None => Cell::probability(&found.policy[state][player][place]),
                            Some(within) => Cell::number(&within[state][player][place]),
                        });
                        row.push(Cell::number(&found.values[state][player]));
                        row.push(Cell::at_most(&found.one_shot.gains[state][player][place].1));
                        table.row(row);
                    }
                }
            }
        }
        table
    }
}

/// A value of a state variable, as it is.
fn exactly(value: &Rational) -> Cell {
    Cell::text(in_full(value))
}
