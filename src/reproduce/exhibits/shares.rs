//! For T2: shares of use to which demand is calibrated.

use super::super::artifact::rounded;
use super::super::at::{At, Bounds};
use super::super::fault::Fault;
use super::super::numbers::Numbers;
use crate::num::{Rational, Ring};
use crate::table::{Cell, Table, middle};

/// Shares to which demand is calibrated: a key, what they are of, and a helper of the game, divided by the sum of others.
const SHARES: [(&str, &str, &str, &[&str]); 10] = [
    ("access.openai", "use of models: OpenAI", "sO", &USE),
    ("access.fringe", "use of models: the closed fringe", "sR", &USE),
    ("access.google", "use of models: Google", "sG", &USE),
    ("access.open", "use of models: open ones", "sW", &USE),
    ("access.outside", "market that uses none", "A", &[]),
    ("assistant.openai", "use of assistants: OpenAI's", "yO", &["yS"]),
    ("assistant.google", "use of assistants: Google's", "yG", &["yS"]),
    ("assistant.meta", "use of assistants: Meta's", "yM", &["yS"]),
    ("assistant.large", "use of assistants: large rivals'", "yF1", &["yS"]),
    ("assistant.small", "use of assistants: start-ups'", "yF2", &["yS"]),
];
const USE: [&str; 4] = ["sO", "sR", "sG", "sW"];
/// What is observed, vintage by vintage.
const OBSERVED: [(&str, &str); 2] = [
    ("2024", "meta = open_r, openai = closed_high, google = open_small, community = split"),
    ("2026", "meta = closed, openai = open_small, google = open_small, community = split"),
];

/// The shares of both vintages, which the games give back at the observed profiles.
pub(super) fn shares(
    first: &At<'_>,
    second: &At<'_>,
    numbers: &mut Numbers,
) -> Result<Table, Fault> {
    let mut table = Table::new(&["share of", ">2024", ">2026"]);
    for (key, words, helper, of) in SHARES {
        let mut row = vec![Cell::text(words)];
        for (game, (vintage, observed)) in [first, second].into_iter().zip(OBSERVED) {
            let asked = |name: &str| game.number(&format!("helper({name}) given {observed}"));
            let value = asked(helper)?;
            let mut all = Rational::zero();
            for name in of {
                let (low, high) = asked(name)?;
                all += &middle(&low, &high);
            }
            let share = |bound: &Rational| match all.recip() {
                Some(mut inverse) => {
                    inverse *= bound;
                    inverse
                }
                None => Rational::one().minus(bound),
            };
            let (a, b) = (share(&value.0), share(&value.1));
            let bounds: Bounds = if a <= b { (a, b) } else { (b, a) };
            numbers.number(format!("share.{vintage}.{key}"), &bounds, 3);
            row.push(rounded(&bounds));
        }
        table.row(row);
    }
    Ok(table)
}
