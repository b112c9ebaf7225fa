//! T5: what patience sustains, by target and punishment.

use super::super::at::At;
use super::super::{Artifact, Exhibit, Fault, Study};
use crate::answer::{Repetition, Threats};
use crate::model::Punishment;
use crate::num::{Rational, Ring};
use crate::repeated::{Path, Sustained};
use crate::table::{Cell, Style, Table};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "T5",
    name: "repeated",
    title: "Critical discount factors by target and punishment",
    games: &["four-player-2024", "two-player"],
    command: "equil repeated games/open-release/four-player-2024.game.toml --profiles",
    is_quick: true,
    run,
};

/// What is told of each path.
const HEADS: [&str; 5] = ["game", "played for ever", "punishment", ">δ*", "who needs it"];
/// Bits to which critical discount factors are bounded.
const BITS: u32 = 60;

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let mut artifact = Artifact::new();
    let mut table = Table::new(&HEADS);
    let game = study.game("four-player-2024")?;
    stationary(&game, Punishment::Nash, "stage equilibrium", &mut table, &mut artifact)?;
    stationary(&game, Punishment::Minmax, "minmax", &mut table, &mut artifact)?;
    let game = study.game("two-player")?.scenario("no-pure-equilibrium")?;
    let ways = [
        (Punishment::Irreversible, "a release that cannot be taken back", "release"),
        (Punishment::Nash, "the mixed equilibrium for ever", "mixed"),
        (Punishment::Rounds(5), "the mixed equilibrium for five rounds", "five"),
        (Punishment::Rounds(1), "the mixed equilibrium for one round", "one"),
    ];
    let steps =
        game.model.repeated.as_ref().map(|repeated| repeated.steps.clone()).unwrap_or_default();
    let payoffs = game.payoffs()?;
    for (punishment, words, key) in ways {
        let target = [0, 1];
        let path = Path::new(vec![payoffs.shape().index(&target)]);
        let Some(path) = path else { continue };
        let mut threats = Threats::of(&payoffs, punishment, &steps, &game.settings)
            .map_err(|open| game.open(words, open))?;
        let found =
            Repetition::new(&payoffs, path, &mut threats).map_err(|open| game.open(words, open))?;
        row(&game, &found, words, &mut table);
        if let Some(least) = least(&found.sustained) {
            artifact.numbers.number(format!("two.{key}"), &least, 4);
        }
    }
    artifact.numbers.exact("y", &game.value("y")?, 2);
    artifact.printed("", table, 3);
    Ok(artifact)
}

/// All pure profiles that a punishment sustains when they are played for ever.
fn stationary(
    game: &At<'_>,
    punishment: Punishment,
    words: &str,
    table: &mut Table,
    artifact: &mut Artifact,
) -> Result<(), Fault> {
    let payoffs = game.payoffs()?;
    let mut threats = Threats::of(&payoffs, punishment, &[], &game.settings)
        .map_err(|open| game.open(words, open))?;
    let key = words.split(' ').next().unwrap_or_default();
    let (mut sustained, mut open) = (0, 0);
    let mut all = Table::new(&HEADS);
    for index in 0..payoffs.shape().profiles() {
        let Some(path) = Path::new(vec![index]) else { continue };
        let found =
            Repetition::new(&payoffs, path, &mut threats).map_err(|open| game.open(words, open))?;
        if found.sustained.is_never() {
            continue;
        }
        if found.sustained.surely.is_empty() {
            open += 1;
            continue;
        }
        sustained += 1;
        row(game, &found, words, &mut all);
        // What minmax punishments sustain is too much to print
        if punishment == Punishment::Nash {
            row(game, &found, words, table);
            if let Some(least) = least(&found.sustained) {
                artifact.numbers.number(format!("{key}.{sustained}"), &least, 3);
            }
        }
    }
    artifact.numbers.count(format!("{key}.sustained"), sustained);
    artifact.numbers.count(format!("{key}.open"), open);
    artifact.numbers.count(format!("{key}.profiles"), payoffs.shape().profiles());
    if punishment == Punishment::Minmax {
        table.row(vec![
            Cell::text(game.model.info.name.as_str()),
            Cell::text(format!("{sustained} profiles of {}", payoffs.shape().profiles())),
            Cell::text(words),
            Cell::empty(),
            Cell::empty(),
        ]);
        artifact.data("minmax", all);
    }
    Ok(())
}

/// The least discount factor that sustains, between bounds: below it may not, from the upper one on it does.
fn least(sustained: &Sustained) -> Option<(Rational, Rational)> {
    let (surely, possibly) = (sustained.surely.first()?, sustained.possibly.first()?);
    let (low, high) = (possibly.low.within(BITS).0, surely.low.within(BITS).1);
    Some(if low <= high { (low, high) } else { (high.clone(), high) })
}

fn row(game: &At<'_>, found: &Repetition, words: &str, table: &mut Table) {
    let played = found.path.profiles().iter().map(|&index| game.shown(index));
    let played: Vec<String> = played.collect();
    let bounds = least(&found.sustained);
    let binding = (0..game.model.players.len()).filter(|&player| {
        let own = least(found.of(Some(player)));
        bounds
            .as_ref()
            .zip(own)
            .is_some_and(|(all, own)| own.1 > Rational::zero() && own.0 <= all.1 && all.0 <= own.1)
    });
    let binding: Vec<&str> = binding.map(|p| game.model.players[p].name.as_str()).collect();
    let cell = match &bounds {
        None => Cell::text("never"),
        Some((low, _)) if low.is_zero() => Cell::text("0"),
        Some(bounds) => Cell::number(bounds).styled(Style::Strong),
    };
    table.row(vec![
        Cell::text(game.model.info.name.as_str()),
        Cell::text(played.join(" ")),
        Cell::text(words),
        cell,
        Cell::text(binding.join(", ")),
    ]);
}
