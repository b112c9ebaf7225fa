//! Policies and paths as pictures.

use super::Markov;
use crate::num::decimal;
use crate::plot::{CellLook, Grid, GridCell, Line, Series};
use crate::report::mixed_in_words;
use crate::stochastic::{Found, Step};
use crate::table::in_full;

/// Cells of a picture of states at most, along each axis.
const MOST: usize = 40;
/// Columns of cells side by side, of all players and equilibria together, that more equilibria may add up to.
const COLUMNS: usize = 48;

impl Markov<'_> {
    /// What was found as a picture: the path in the first equilibrium, where one is wanted; else what is played where, over the levels of one state
    /// variable or two, in as many equilibria as there is room for (of one variable with many levels the probability of each strategy, in the
    /// first one). `None` where there is nothing to draw, or no room.
    pub fn picture(&self) -> Option<String> {
        let found = self.found().first()?;
        if let Some((paths, _)) = &self.paths {
            return Some(self.course(found, paths.first()?).to_svg());
        }
        let levels: Vec<usize> = self.variables().map(|one| one.levels.len()).collect();
        match levels[..] {
            [columns] if columns <= MOST => Some(self.row(columns)),
            [_] => Some(self.chances(found).to_svg()),
            [rows, columns] if rows <= MOST && columns <= MOST => self.map(columns),
            _ => None,
        }
    }

    /// The same for a page that may be narrow: the levels of a single state variable stand below each other, and so do
    /// equilibria.
    pub fn upright_picture(&self) -> Option<String> {
        let levels: Vec<usize> = self.variables().map(|one| one.levels.len()).collect();
        match levels[..] {
            [rows] if rows <= MOST && self.paths.is_none() && !self.found().is_empty() => {
                Some(self.column(rows))
            }
            _ => self.picture(),
        }
    }

    fn title(&self, what: &str, drawn: usize) -> String {
        let title = self.model.info.title.as_ref().unwrap_or(&self.model.info.name);
        match (self.found().len(), drawn) {
            (1, _) => format!("{title}: {what}"),
            (many, 1) => format!("{title}: {what} in the first of {many} equilibria"),
            (many, drawn) if many == drawn => format!("{title}: {what} in {many} equilibria"),
            (many, drawn) => format!("{title}: {what} in the first {drawn} of {many} equilibria"),
        }
    }

    fn course(&self, found: &Found, steps: &[Step]) -> Series {
        let by_lot = steps.iter().any(|step| step.by_lot);
        #[allow(clippy::cast_precision_loss)] // rounds
        let along = |of: &dyn Fn(usize) -> f64| -> Vec<[f64; 2]> {
            (0..steps.len()).map(|round| [round as f64, of(round)]).collect()
        };
        let averages = if by_lot { self.averages(found, steps.len()) } else { Vec::new() };
        let mut lines = Vec::new();
        for (variable, name) in self.names().into_iter().enumerate() {
            let drawn = |round: usize| self.points[steps[round].state][variable].nearest_f64();
            let label = if by_lot { format!("{name}, as drawn") } else { name.to_owned() };
            lines.push(Line { label, points: along(&drawn) });
            if by_lot {
                let points = along(&|round| averages[round][variable]);
                lines.push(Line { label: format!("{name}, on average"), points });
            }
        }
        Series {
            reaches: vec![0.0, 1.0],
            marks: Vec::new(),
            title: self.title("how play goes", 1),
            axes: ["round".into(), self.names().join(", ").into()],
            lines,
        }
    }

    fn chances(&self, found: &Found) -> Series {
        let mut lines = Vec::new();
        for player in self.choosing() {
            let mixed: Vec<_> =
                (0..self.game.states()).map(|state| self.whole(found, state, player)).collect();
            for (strategy, name) in self.model.players[player].strategies.iter().enumerate() {
                // What nobody ever plays needs no line
                if mixed.iter().all(|mixed| mixed[strategy].is_zero()) {
                    continue;
                }
                let points = mixed.iter().zip(self.points);
                lines.push(Line {
                    label: format!("{}: {name}", self.model.players[player].name),
                    points: points
                        .map(|(mixed, point)| {
                            [point[0].nearest_f64(), mixed[strategy].nearest_f64()]
                        })
                        .collect(),
                });
            }
        }
        Series {
            reaches: vec![0.0, 1.0],
            marks: Vec::new(),
            title: self.title("what is played", 1),
            axes: [self.names().join(", ").into(), "probability".into()],
            lines,
        }
    }

    /// What a player plays in a state.
    fn cell(&self, found: &Found, player: usize, state: usize) -> GridCell {
        let mixed = self.whole(found, state, player);
        let strategies = &self.model.players[player].strategies;
        let chances: Vec<String> = strategies
            .iter()
            .zip(&mixed)
            .filter(|(_, chance)| !chance.is_zero())
            .map(|(name, chance)| format!("{name} {}", decimal(chance, 2)))
            .collect();
        let said = mixed_in_words(strategies, &mixed, super::DIGITS);
        let (text, note) = match chances.len() {
            1 => (said.clone(), String::new()),
            _ => ("mixed".to_owned(), chances.join(", ")),
        };
        GridCell {
            texts: vec![(text, false)],
            note,
            about: format!("{}: {said}", self.model.state_said(&self.points[state])),
            look: match self.game.stages()[state].available()[player].len() {
                1 => CellLook::Trapped,
                _ if said == self.first(found, player) => CellLook::Plain,
                _ => CellLook::Rest,
            },
            right: None,
            down: None,
        }
    }

    /// How many equilibria there is room for, where each takes so many columns.
    fn room(&self, columns: usize) -> usize {
        (COLUMNS / columns.max(1)).clamp(1, self.found().len())
    }

    fn level(&self, state: usize, variable: usize) -> String {
        in_full(&self.points[state][variable])
    }

    fn numbered(&self, number: usize) -> String {
        if self.found().len() > 1 { format!("equilibrium {}", number + 1) } else { String::new() }
    }

    /// One state variable: players below each other.
    fn row(&self, columns: usize) -> String {
        let players = self.choosing();
        let drawn = self.room(columns);
        let layer = |(number, found): (usize, &Found)| {
            let own = |&player: &usize| (0..columns).map(move |s| self.cell(found, player, s));
            (self.numbered(number), players.iter().flat_map(own).collect())
        };
        let name = |&player: &usize| self.model.players[player].name.clone();
        let layers: Vec<_> = self.found().iter().enumerate().take(drawn).map(layer).collect();
        let grid = Grid {
            title: self.title("what is played", drawn),
            axes: ["player".to_owned(), self.names().join(", ")],
            rows: players.iter().map(name).collect(),
            columns: (0..columns).map(|state| self.level(state, 0)).collect(),
            legend: self.legend(&layers),
            layers,
            together: 1,
            remarks: Vec::new(),
        };
        grid.to_svg()
    }

    /// One state variable: its levels below each other, players side by side.
    fn column(&self, rows: usize) -> String {
        let players = self.choosing();
        let drawn = self.room(rows);
        let layer = |(number, found): (usize, &Found)| {
            let each = (0..rows).flat_map(|state| players.iter().map(move |&p| (state, p)));
            let cells = each.map(|(state, player)| self.cell(found, player, state));
            (self.numbered(number), cells.collect())
        };
        let layers: Vec<_> = self.found().iter().enumerate().take(drawn).map(layer).collect();
        let name = |&player: &usize| self.model.players[player].name.clone();
        let grid = Grid {
            title: self.title("what is played", drawn),
            axes: [self.names().join(", "), "player".to_owned()],
            rows: (0..rows).map(|state| self.level(state, 0)).collect(),
            columns: players.iter().map(name).collect(),
            legend: self.legend(&layers),
            layers,
            together: 1,
            remarks: Vec::new(),
        };
        grid.to_svg()
    }

    /// Two state variables: a layer for each player and equilibrium.
    fn map(&self, columns: usize) -> Option<String> {
        let names = self.names();
        let [down, across] = names[..] else { return None };
        let players = self.choosing();
        let drawn = self.room(columns * players.len());
        let layer = |number: usize, found: &Found, player: usize| {
            let cells = (0..self.game.states()).map(|state| self.cell(found, player, state));
            let name = &self.model.players[player].name;
            let title = match self.numbered(number).as_str() {
                "" => name.clone(),
                numbered => format!("{name}, {numbered}"),
            };
            (title, cells.collect())
        };
        let shown = self.found().iter().enumerate().take(drawn);
        let layers = shown.flat_map(|(number, found)| {
            players.iter().map(move |&player| layer(number, found, player))
        });
        let layers: Vec<_> = layers.collect();
        let grid = Grid {
            title: self.title("what is played", drawn),
            axes: [down.to_owned(), across.to_owned()],
            rows: (0..self.game.states()).step_by(columns).map(|s| self.level(s, 0)).collect(),
            columns: (0..columns).map(|state| self.level(state, 1)).collect(),
            legend: self.legend(&layers),
            layers,
            together: players.len(),
            remarks: Vec::new(),
        };
        Some(grid.to_svg())
    }

    /// What the looks mean that there are.
    fn legend(&self, layers: &[(String, Vec<GridCell>)]) -> Vec<(CellLook, String)> {
        let start = self.model.state_said(&self.points[self.start]);
        let mut all = vec![
            (CellLook::Plain, format!("as at the start, {start}")),
            (CellLook::Rest, "otherwise".to_owned()),
            (CellLook::Trapped, "there is no choice".to_owned()),
        ];
        all.retain(|(look, _)| layers.iter().flat_map(|(_, cells)| cells).any(|c| c.look == *look));
        all
    }

    /// What a player plays at the start.
    pub(super) fn first(&self, found: &Found, player: usize) -> String {
        let mixed = self.whole(found, self.start, player);
        mixed_in_words(&self.model.players[player].strategies, &mixed, super::DIGITS)
    }
}
