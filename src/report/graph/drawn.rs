//! The graph of best responses as a picture.

use crate::game::Payoffs;
use crate::graph::Landscape;
use crate::model::Model;
use crate::num::{Rational, Ring, decimal};
use crate::plot::{CellLook, Grid, GridCell, Way};
use crate::response::Responses;

/// What a picture of the graph is made from.
#[derive(Clone, Copy, Debug)]
pub struct GraphPicture<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its payoffs.
    pub payoffs: &'a Payoffs,
    /// Who plays a best response where.
    pub responses: &'a Responses,
    /// The graph of best responses.
    pub best: &'a Landscape,
}

/// Strategies that a row or a column of cells has room for, over all layers; with payoffs in the cells.
const MOST: usize = 40;
const ROOMY: usize = 12;

/// The picture: rows are the first player's strategies, columns the second's, layers the third's; players
/// without a choice are left out. Arrows between neighbours lead to the nearest best response.
///
/// # Errors
/// What does not fit, in words, and what to do about it.
pub fn graph_picture(of: &GraphPicture<'_>) -> Result<Grid, (String, String)> {
    let shape = of.payoffs.shape();
    let counts = shape.strategies();
    let mut drawn: Vec<usize> = (0..counts.len()).filter(|&player| counts[player] > 1).collect();
    if drawn.len() < 2 {
        // Somebody without a choice is as good as anybody for the other side
        drawn.extend((0..counts.len()).filter(|&player| counts[player] == 1).take(2 - drawn.len()));
        drawn.sort_unstable();
    }
    let given = "`--given \"player = strategy\"` fixes what others do".to_owned();
    let (rows, columns, layers) = match drawn[..] {
        [rows, columns] => (rows, columns, None),
        [rows, columns, layers] => (rows, columns, Some(layers)),
        _ => {
            let has = format!(
                "a picture shows two or three players who have a choice, not {}",
                drawn.len()
            );
            return Err((has, given));
        }
    };
    let side = counts[columns] * layers.map_or(1, |player| counts[player]);
    if counts[rows] > MOST || side > MOST {
        let size = format!("a picture has room for {MOST} × {MOST} profiles");
        return Err((size, "`--given \"player = class\"` makes the game smaller".to_owned()));
    }
    let names = |player: usize| of.model.players[player].strategies.clone();
    let name = |player: usize| of.model.players[player].name.clone();
    let picture = Picture { of, rows, columns, layers, roomy: counts[rows].max(side) <= ROOMY };
    let titles = layers.map_or_else(
        || vec![String::new()],
        |player| names(player).iter().map(|s| format!("{} = {s}", name(player))).collect(),
    );
    let layered = titles.into_iter().enumerate();
    Ok(Grid {
        title: format!(
            "Best responses: {}",
            of.model.info.title.as_ref().unwrap_or(&of.model.info.name)
        ),
        axes: [name(rows), name(columns)],
        rows: names(rows),
        columns: names(columns),
        layers: layered.map(|(layer, title)| (title, picture.cells(layer))).collect(),
        together: 1,
        legend: picture.legend(),
        remarks: picture.remarks(),
    })
}

struct Picture<'a> {
    of: &'a GraphPicture<'a>,
    rows: usize,
    columns: usize,
    layers: Option<usize>,
    roomy: bool,
}

impl Picture<'_> {
    fn cells(&self, layer: usize) -> Vec<GridCell> {
        let shape = self.of.payoffs.shape();
        let counts = shape.strategies();
        let start = self.layers.map_or(0, |player| shape.with(0, player, layer));
        let mut cells = Vec::new();
        for row in 0..counts[self.rows] {
            for column in 0..counts[self.columns] {
                let along = shape.with(start, self.rows, row);
                cells.push(self.cell(shape.with(along, self.columns, column)));
            }
        }
        cells
    }

    fn cell(&self, profile: usize) -> GridCell {
        let best = self.of.best;
        let look = if best.equilibria.binary_search(&profile).is_ok() {
            CellLook::Rest
        } else if best.sinks.iter().any(|sink| sink.profiles.binary_search(&profile).is_ok()) {
            CellLook::Trapped
        } else {
            CellLook::Plain
        };
        let shape = self.of.payoffs.shape();
        let players = &self.of.model.players;
        let played = |player: usize| &players[player].strategies[shape.strategy(profile, player)];
        let about: Vec<String> = (0..players.len())
            .map(|player| format!("{} = {}", players[player].name, played(player)))
            .collect();
        let shown = [Some(self.rows), Some(self.columns), self.layers];
        let texts = if self.roomy {
            let each = shown.into_iter().flatten();
            each.map(|p| (self.payoff(p, profile), self.of.responses.is_best(p, profile))).collect()
        } else {
            Vec::new()
        };
        let note = self.layers.filter(|&player| !self.of.responses.is_best(player, profile));
        let note = note.map_or_else(String::new, |player| {
            let to = shape.strategy(self.of.responses.moved(player, profile), player);
            if self.roomy {
                format!("→ {}", players[player].strategies[to])
            } else {
                "→".to_owned()
            }
        });
        GridCell {
            texts,
            note,
            about: about.join(", "),
            look,
            right: self.way(self.columns, profile),
            down: self.way(self.rows, profile),
        }
    }

    /// The arrow between a profile and the one in which the player has the next strategy.
    fn way(&self, player: usize, profile: usize) -> Option<Way> {
        let shape = self.of.payoffs.shape();
        let (own, count) = (shape.strategy(profile, player), shape.strategies()[player]);
        if own + 1 == count {
            return None;
        }
        let is_best =
            |&s: &usize| self.of.responses.is_best(player, shape.with(profile, player, s));
        let nearest = |from: usize| (0..count).filter(is_best).min_by_key(|s| s.abs_diff(from));
        if nearest(own)? > own {
            return Some(Way::Forward);
        }
        (nearest(own + 1)? <= own).then_some(Way::Back)
    }

    fn payoff(&self, player: usize, profile: usize) -> String {
        let bounds = self.of.payoffs.bounds(player, &[(profile, Rational::one())]);
        bounds.map_or_else(
            || "?".to_owned(),
            |(low, high)| {
                let text = decimal(&crate::table::middle(&low, &high), 2);
                let text = if text.contains('.') {
                    text.trim_end_matches('0').trim_end_matches('.').to_owned()
                } else {
                    text
                };
                text.replace('-', "−")
            },
        )
    }

    fn legend(&self) -> Vec<(CellLook, String)> {
        let best = self.of.best;
        let mut legend = Vec::new();
        if !best.equilibria.is_empty() {
            legend.push((CellLook::Rest, "pure equilibrium".to_owned()));
        }
        if !best.sinks.is_empty() {
            let text = "sink of several profiles: best responses do not lead out of it";
            legend.push((CellLook::Trapped, text.to_owned()));
        }
        legend
    }

    fn remarks(&self) -> Vec<String> {
        let name = |player: usize| self.of.model.players[player].name.as_str();
        let mut remarks = vec![format!(
            "Arrows lead to the nearest best response: up and down for {}, across for {}.",
            name(self.rows),
            name(self.columns)
        )];
        if let Some(player) = self.layers {
            remarks.push(format!("In the cells, → says where {} goes.", name(player)));
        }
        if self.roomy {
            remarks.push("Underlined: the payoff of a best response.".to_owned());
        }
        remarks
    }
}
