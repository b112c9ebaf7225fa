//! Policies and paths as pictures.

use super::Markov;
use crate::plot::{CellLook, Grid, GridCell, Line, Series};
use crate::report::mixed_in_words;
use crate::stochastic::{Found, Step};
use crate::table::in_full;

/// Cells of a picture of two state variables at most, along each.
const MOST: usize = 40;

impl Markov<'_> {
    /// The first equilibrium as a picture: the path, where one is wanted; else, of one state variable, the probability of each
    /// strategy over its levels, and of two, what is played where. `None` where there is nothing to draw, or no room.
    pub fn picture(&self) -> Option<String> {
        let found = self.found().first()?;
        if let Some((paths, _)) = &self.paths {
            return Some(self.course(found, paths.first()?).to_svg());
        }
        let levels: Vec<usize> = self.variables().map(|one| one.levels.len()).collect();
        match levels[..] {
            [_] => Some(self.chances(found).to_svg()),
            [rows, columns] if rows <= MOST && columns <= MOST => self.map(found, columns),
            _ => None,
        }
    }

    fn title(&self, what: &str) -> String {
        let title = self.model.info.title.as_ref().unwrap_or(&self.model.info.name);
        match self.found().len() {
            1 => format!("{title}: {what}"),
            many => format!("{title}: {what} in the first of {many} equilibria"),
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
            title: self.title("how play goes"),
            axes: ["round".to_owned(), self.names().join(", ")],
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
            title: self.title("what is played"),
            axes: [self.names().join(", "), "probability".to_owned()],
            lines,
        }
    }

    fn map(&self, found: &Found, columns: usize) -> Option<String> {
        let names = self.names();
        let [down, across] = names[..] else { return None };
        let cell = |player: usize, state: usize| {
            let mixed = self.whole(found, state, player);
            let strategies = &self.model.players[player].strategies;
            let is_mixed = mixed.iter().filter(|p| !p.is_zero()).count() > 1;
            let said = mixed_in_words(strategies, &mixed, super::DIGITS);
            GridCell {
                texts: vec![(if is_mixed { "mixed".to_owned() } else { said.clone() }, false)],
                note: String::new(),
                about: format!("{}: {said}", self.model.state_said(&self.points[state])),
                look: match self.game.stages()[state].available()[player].len() {
                    1 => CellLook::Trapped,
                    _ if said == self.first(found, player) => CellLook::Plain,
                    _ => CellLook::Rest,
                },
                right: None,
                down: None,
            }
        };
        let layer = |player: usize| {
            let cells = (0..self.game.states()).map(|state| cell(player, state)).collect();
            (self.model.players[player].name.clone(), cells)
        };
        let of = |state: usize, variable: usize| in_full(&self.points[state][variable]);
        let grid = Grid {
            title: self.title("what is played"),
            axes: [down.to_owned(), across.to_owned()],
            rows: (0..self.game.states()).step_by(columns).map(|state| of(state, 0)).collect(),
            columns: (0..columns).map(|state| of(state, 1)).collect(),
            layers: self.choosing().into_iter().map(layer).collect(),
            legend: vec![
                (CellLook::Plain, "as at the start".to_owned()),
                (CellLook::Rest, "otherwise".to_owned()),
                (CellLook::Trapped, "there is no choice".to_owned()),
            ],
            remarks: Vec::new(),
        };
        Some(grid.to_svg())
    }

    /// What a player plays at the start.
    fn first(&self, found: &Found, player: usize) -> String {
        let mixed = self.whole(found, self.start, player);
        mixed_in_words(&self.model.players[player].strategies, &mixed, super::DIGITS)
    }
}
