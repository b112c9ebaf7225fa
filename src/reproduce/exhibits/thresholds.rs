//! T4: where answers change as one parameter moves.

use super::super::artifact::{raised, rounded, rounded_signed};
use super::super::at::At;
use super::super::{Artifact, Exhibit, Fault, Study};
use super::map::side;
use super::parameters::written;
use crate::num::{Rational, Ring};
use crate::table::{Cell, Table};
use crate::threshold::Nearest;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "T4",
    name: "thresholds",
    title: "Thresholds, one parameter at a time: open as a reply, open as a dominant class",
    games: &["four-player-2024", "four-player-2026"],
    command: "equil threshold games/open-release/four-player-2024.game.toml --query \"dominant(meta, open)\"",
    is_quick: true,
    run,
};

/// Both vintages, with what the community plays in equilibrium.
const VINTAGES: [(&str, &str); 2] = [("2024", "split"), ("2026", "build_closed")];

/// The changes of an answer as each parameter moves over its range, and the nearest of them.
fn changes(
    game: &At<'_>,
    key: &str,
    query: &str,
    artifact: &mut Artifact,
) -> Result<Vec<Row>, Fault> {
    let condition = game.condition(query)?;
    let mut rows = Vec::new();
    for (place, parameter) in game.model.parameters.iter().enumerate() {
        let (Some(_), Some(base)) = (&parameter.range, game.point.get(place)) else { continue };
        let found = game.switching(&game.axis(&parameter.name)?, &condition)?;
        if let Nearest::At(low, high) = found.nearest() {
            artifact.numbers.number(format!("{key}.{}", parameter.name), &(low, high), 3);
        }
        if !found.line.is_complete() {
            return Err(game.open(query, format!("`{}` leaves it open", parameter.name)));
        }
        let changes = found.line.changes();
        if changes.is_empty() {
            continue;
        }
        let at = changes
            .iter()
            .map(|change| Change {
                at: (change.low.clone(), change.high.clone()),
                holds: side(change.before.as_ref(), change.after.as_ref()),
            })
            .collect();
        rows.push(Row { parameter: place, base: base.clone(), at });
    }
    Ok(rows)
}

/// The changes along one parameter.
struct Row {
    /// Its number.
    parameter: usize,
    base: Rational,
    at: Vec<Change>,
}

/// A change of the answer.
struct Change {
    at: (Rational, Rational),
    /// On which side of it the answer is yes.
    holds: &'static str,
}

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let mut artifact = Artifact::new();
    for (vintage, community) in VINTAGES {
        // At what the others play in equilibrium, and whatever they play
        let reply = format!(
            "best_response(meta, open) given openai = closed_high, google = open_small, community = {community}"
        );
        let queries = [("reply", reply.as_str()), ("dominant", "dominant(meta, open)")];
        let game = study.game(&format!("four-player-{vintage}"))?;
        let mut table = Table::new(&[
            "parameter",
            "symbol",
            ">base",
            "unit",
            "question",
            ">changes at",
            ">in % of base",
            "open if",
        ]);
        for (key, query) in queries {
            let key = format!("{vintage}.{key}");
            for row in changes(&game, &key, query, &mut artifact)? {
                for Change { at: bounds, holds } in row.at {
                    let distance = per_cent(&row.base, &bounds);
                    let parameter = &game.model.parameters[row.parameter];
                    let text = |text: &Option<String>| text.clone().unwrap_or_default();
                    let unit = text(&parameter.unit);
                    table.row(vec![
                        Cell::rounded(text(&parameter.about), parameter.name.as_str()),
                        Cell::symbol(text(&parameter.tex)),
                        written(Some(&row.base)),
                        Cell::rounded(raised(&unit), unit),
                        Cell::text(if key.ends_with("reply") {
                            "best response"
                        } else {
                            "dominant"
                        }),
                        rounded(&bounds),
                        distance.as_ref().map_or_else(Cell::empty, rounded_signed),
                        Cell::text(holds),
                    ]);
                }
            }
        }
        artifact.printed(vintage, table, 3);
    }
    Ok(artifact)
}

/// How far bounds are from a number, in hundredths of it; nothing of 0.
fn per_cent(base: &Rational, bounds: &(Rational, Rational)) -> Option<(Rational, Rational)> {
    let whole = base.recip()?;
    let part = |end: &Rational| {
        let mut part = end.minus(base);
        part *= &whole;
        part *= &Rational::integer(100);
        part
    };
    Some((part(&bounds.0), part(&bounds.1)))
}
