//! A game of numbers as Gambit's strategic form.

use crate::format::nfg::NfgFile;
use crate::game::Game;
use crate::model::Model;
use crate::num::Rational;

/// The file that says the same; `game` has the payoffs, `model` the labels, title and comment.
pub fn to_nfg(model: &Model, game: &Game<Rational>) -> NfgFile {
    let info = &model.info;
    NfgFile {
        title: info.title.clone().unwrap_or_else(|| info.name.clone()),
        comment: info.about.clone(),
        players: model.players.iter().map(|player| player.name.clone()).collect(),
        strategies: model.players.iter().map(|player| player.strategies.clone()).collect(),
        payoffs: (0..game.players()).map(|player| game.payoffs(player).to_vec()).collect(),
        outcomes: None,
    }
}
