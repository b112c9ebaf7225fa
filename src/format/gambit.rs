//! Gambit's `.nfg` files as models: games of numbers, without parameters.

use std::sync::Arc;

use super::nfg::{NfgFile, identifiers, read as read_nfg};
use super::{Files, Format, Limits, Reading};
use crate::formula::reserved_words;
use crate::model::{Info, Model, Player};
use crate::text::{Diagnostic, Source};

pub(super) const FORMAT: Format = Format {
    name: "nfg",
    extension: "nfg",
    about: "Gambit's strategic form: numbers only",
    is_always_a_game: true,
    read,
};

fn read(source: &Arc<Source>, limits: &Limits, _: &Files<'_>) -> Result<Reading, Vec<Diagnostic>> {
    let file = read_nfg(source, limits)?;
    let reserved: Vec<&str> = reserved_words().collect();
    let names = identifiers(&file.players, "player", &reserved);
    let players = names
        .into_iter()
        .zip(&file.strategies)
        .map(|(name, labels)| Player {
            name,
            strategies: identifiers(labels, "s", &reserved),
            classes: Vec::new(),
        })
        .collect();
    let info = info(&file);
    let model = Model::from_table(source, info, players, file.payoffs);
    Ok(Reading { model, warnings: Vec::new() })
}

fn info(file: &NfgFile) -> Info {
    Info {
        name: file.title.clone(),
        title: Some(file.title.clone()).filter(|title| !title.is_empty()),
        about: file.comment.clone(),
        ..Info::default()
    }
}
