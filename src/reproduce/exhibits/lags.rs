//! F8: what Meta gains by opening as followers lag, and as Meta does.

use super::super::{Artifact, Exhibit, Fault, Study};
use crate::model::Axis;
use crate::num::{Rational, Ring};
use crate::plot::{Line, Series};
use crate::table::{Cell, Table, middle};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "F8",
    name: "lags",
    title: "Meta's gain from opening over the followers' lag and over its own",
    games: &["four-player-2024", "four-player-2026"],
    command: "equil sweep games/open-release/four-player-2024.game.toml --method grid --vary lag_B=0.1:1.75:67 --watch \"gain(meta, open) given openai = closed_high, google = open_small, community = split\"",
    is_quick: true,
    run,
};

/// Values of a lag that are looked at.
const VALUES: usize = 81;

/// A line: a vintage, what `openai` and `community` play (`google` has a small open model), and a name.
type Drawn = (&'static str, [&'static str; 2], &'static str);

/// At the rivals that are observed, and, in 2026, at those in equilibrium.
const LINES: [Drawn; 3] = [
    ("2024", ["closed_high", "split"], "2024"),
    ("2026", OBSERVED, "2026, at the observed rivals"),
    ("2026", ["closed_high", "build_closed"], "2026, at those in equilibrium"),
];
const OBSERVED: [&str; 2] = ["open_small", "split"];

/// A picture, and the lag that moves in it, what it is in words, from where to where in hundredths of a year.
const PICTURES: [(&str, &str, &str, [usize; 2]); 2] = [
    ("followers", "lag_B", "lag of the followers", [5, 175]),
    ("own", "lag_M", "lag of Meta", [0, 125]),
];

/// Values for the text: a key, the number of a line, and the lag in hundredths of a year.
const NAMED: [(&str, usize, &str, usize); 6] = [
    ("close", 0, "lag_B", 10),
    ("level", 0, "lag_B", 50),
    ("base", 0, "lag_B", 100),
    ("far", 0, "lag_B", 150),
    ("leader", 1, "lag_M", 0),
    ("behind", 1, "lag_M", 50),
];

fn query([openai, community]: [&str; 2]) -> String {
    format!("(meta, open) given openai = {openai}, google = open_small, community = {community}")
}

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let mut artifact = Artifact::new();
    for (part, name, words, ends) in PICTURES {
        let [low, high] = ends.map(|end| Rational::share(end, 100));
        let mut table =
            Table::new(&["vintage", "openai", "community", ">lag (yr)", ">gain (USD bn/yr)"]);
        let (mut drawn, mut marks) = (Vec::new(), Vec::new());
        let words = study.game("four-player-2024")?.words(name, words)?;
        for (number, (vintage, rivals, label)) in LINES.into_iter().enumerate() {
            let game = study.game(&format!("four-player-{vintage}"))?;
            let gain = format!("gain{}", query(rivals));
            let mut points = Vec::new();
            for place in 0..VALUES {
                let mut at = high.minus(&low);
                at *= &Rational::share(place, VALUES - 1);
                at += &low;
                let found = game.set(name, &at)?.number(&gain)?;
                points.push([at.nearest_f64(), middle(&found.0, &found.1).nearest_f64()]);
                table.row(vec![
                    Cell::text(vintage),
                    Cell::text(rivals[0]),
                    Cell::text(rivals[1]),
                    Cell::exact(&at),
                    Cell::number(&found),
                ]);
            }
            let base = game.value(name)?;
            if base >= low && base <= high {
                let at = game.number(&gain)?;
                let place = [base.nearest_f64(), middle(&at.0, &at.1).nearest_f64()];
                let at = if rivals == OBSERVED { ", observed rivals" } else { "" };
                marks.push((place, format!("base {vintage}{at}")));
            }
            drawn.push(Line { label: label.to_owned(), points });
            // Where the gain is 0 the reply changes
            let condition = game.condition(&format!("best_response{}", query(rivals)))?;
            let axis =
                Axis { parameter: game.parameter(name)?, low: low.clone(), high: high.clone() };
            let line = game.line(&axis, &condition)?;
            for (place, change) in line.changes().iter().enumerate() {
                let key = format!("{part}.{number}.{}", place + 1);
                artifact.numbers.number(key, &(change.low.clone(), change.high.clone()), 2);
            }
        }
        let series = Series {
            reaches: vec![0.0],
            marks,
            title: String::new(),
            axes: [words, "gain from opening (USD bn/yr)".into()],
            lines: drawn,
        };
        artifact.picture(part, series.to_small_svg());
        artifact.data(part, table);
    }
    for (key, line, name, lag) in NAMED {
        let (vintage, rivals, _) = LINES[line];
        let game = study.game(&format!("four-player-{vintage}"))?;
        let found = game.set(name, &Rational::share(lag, 100))?;
        artifact.numbers.number(key, &found.number(&format!("gain{}", query(rivals)))?, 3);
    }
    Ok(artifact)
}
