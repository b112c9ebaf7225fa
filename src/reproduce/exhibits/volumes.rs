//! Of F1: how much of the box of the closed form each regime has, between proved bounds.

use super::super::at::At;
use super::super::{Artifact, Fault};
use crate::answer::Decision;
use crate::game::MAX_BITS;
use crate::model::Axis;
use crate::num::Rational;
use crate::region::{Asked, region};
use crate::table::{Cell, Table};

/// At most one part in so many of the box stays open.
const REST: usize = 500;

/// Boxes that are looked at before more than that stays open.
const BOXES: u64 = 20_000;

/// The part of the box in which each set of pure equilibria is all there is.
pub(super) fn volumes(game: &At<'_>, artifact: &mut Artifact) -> Result<(), Fault> {
    let boxed = game.scenario("box")?;
    let axes = game.model.parameters.iter().filter(|parameter| parameter.range.is_some());
    let axes =
        axes.map(|parameter| boxed.axis(&parameter.name)).collect::<Result<Vec<Axis>, Fault>>()?;
    let rest = Rational::share(1, REST);
    let found = region(&Asked {
        model: boxed.model,
        point: &boxed.point,
        axes: &axes,
        condition: &boxed.condition("equilibria")?,
        rest: &rest,
        budget: BOXES,
        by_priors: false,
        max_bits: MAX_BITS,
        settings: &boxed.settings,
    })
    .map_err(|error| boxed.open("equilibria", error))?;
    if found.stopped {
        return Err(boxed.open("equilibria", "more of the box is open than the table may leave"));
    }
    let mut table = Table::new(&["pure equilibria", ">share of the box at least", ">at most"]);
    for (decision, share) in &found.shares {
        let Decision::Profiles(profiles) = decision else { continue };
        let key = match profiles.as_slice() {
            [] => "none",
            [only] if only[0] == 0 => "closed",
            [_] => "open",
            _ => "several",
        };
        let shown = |profile: &Vec<usize>| boxed.shown(boxed.model.shape().index(profile));
        let words = match profiles.as_slice() {
            [] => "none: both mix".to_owned(),
            some => some.iter().map(shown).collect::<Vec<_>>().join(", "),
        };
        table.row(vec![Cell::text(words), Cell::exact(&share.low), Cell::exact(&share.high)]);
        artifact.numbers.number(
            format!("volume.{key}"),
            &(share.low.clone(), share.high.clone()),
            3,
        );
    }
    artifact.data("volumes", table);
    Ok(())
}
