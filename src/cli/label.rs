//! Labels whose paths `equil solve` follows.

use super::CliError;
use super::progress::usage;
use equil::model::Model;
use equil::nash::{Labels, METHODS, Method};

/// Which paths to follow, and the method: lemke-howson if there is a label.
pub(super) fn labels(
    label: Option<&str>,
    all_labels: bool,
    method: Option<&'static Method>,
    model: &Model,
) -> Result<(Labels, Option<&'static Method>), CliError> {
    let labels = match (label, all_labels) {
        (Some(label), _) => Labels::One(number(label, model)?),
        (None, true) => Labels::Every,
        (None, false) => return Ok((Labels::Race, method)),
    };
    match method.map_or("lemke-howson", |method| method.name) {
        "lemke-howson" => Ok((labels, METHODS.iter().find(|method| method.name == "lemke-howson"))),
        other => Err(usage(
            format!("{other} follows no paths: it has no labels"),
            "write `--method lemke-howson`, or leave `--method` out",
        )),
    }
}

/// The label of `N` or `PLAYER.STRATEGY`, from 0.
fn number(label: &str, model: &Model) -> Result<usize, CliError> {
    let label = label.trim();
    let names = || {
        model.players.iter().flat_map(|player| {
            player.strategies.iter().map(move |strategy| (player.name.as_str(), strategy.as_str()))
        })
    };
    let count = names().count();
    if let Ok(number) = label.parse::<usize>() {
        return (1..=count).contains(&number).then(|| number - 1).ok_or_else(|| {
            usage(
                format!("there is no label {number}"),
                format!("labels are the strategies of both players, from 1 to {count}"),
            )
        });
    }
    let wanted: Vec<usize> = names()
        .enumerate()
        .filter(|(_, (player, strategy))| {
            label.strip_prefix(player).and_then(|rest| rest.strip_prefix('.')).map(str::trim)
                == Some(strategy)
        })
        .map(|(number, _)| number)
        .collect();
    match wanted[..] {
        [only] => Ok(only),
        _ => Err(usage(
            format!("there is no label `{label}`"),
            match names().next() {
                Some((player, strategy)) => {
                    format!("write a strategy as `{player}.{strategy}`, or its number from 1")
                }
                None => "write a strategy as `PLAYER.STRATEGY`".to_owned(),
            },
        )),
    }
}
