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

/// What is drawn: a picture, the lag that moves from where to where (in hundredths of a year), and its lines: a vintage, what
/// the community plays, and a name.
type Picture =
    (&'static str, &'static str, [usize; 2], &'static [(&'static str, &'static str, &'static str)]);

const PICTURES: [Picture; 2] = [
    (
        "followers",
        "lag_B",
        [5, 175],
        &[
            ("2024", "split", "2024"),
            ("2026", "split", "2026, community split"),
            ("2026", "build_closed", "2026, community on closed stacks"),
        ],
    ),
    (
        "own",
        "lag_M",
        [0, 125],
        &[
            ("2024", "split", "2024"),
            ("2026", "split", "2026, community split"),
            ("2026", "build_closed", "2026, community on closed stacks"),
        ],
    ),
];

/// Values for the text: a key, a vintage, what the community plays, and the lag in hundredths.
const NAMED: [(&str, &str, &str, &str, usize); 6] = [
    ("close", "2024", "split", "lag_B", 10),
    ("level", "2024", "split", "lag_B", 50),
    ("base", "2024", "split", "lag_B", 100),
    ("far", "2024", "split", "lag_B", 150),
    ("leader", "2026", "split", "lag_M", 0),
    ("behind", "2026", "split", "lag_M", 50),
];

fn query(community: &str) -> String {
    format!("(meta, open) given openai = closed_high, google = open_small, community = {community}")
}

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let mut artifact = Artifact::new();
    for (part, name, ends, lines) in PICTURES {
        let [low, high] = ends.map(|end| Rational::share(end, 100));
        let mut table = Table::new(&["vintage", "community", ">lag", ">gain"]);
        let (mut drawn, mut marks) = (Vec::new(), Vec::new());
        for (vintage, community, label) in lines {
            let game = study.game(&format!("four-player-{vintage}"))?;
            let gain = format!("gain{}", query(community));
            let mut points = Vec::new();
            for place in 0..VALUES {
                let mut at = high.minus(&low);
                at *= &Rational::share(place, VALUES - 1);
                at += &low;
                let found = game.set(name, &at)?.number(&gain)?;
                points.push([at.nearest_f64(), middle(&found.0, &found.1).nearest_f64()]);
                table.row(vec![
                    Cell::text(*vintage),
                    Cell::text(*community),
                    Cell::exact(&at),
                    Cell::number(&found),
                ]);
            }
            let base = game.value(name)?;
            if base >= low && base <= high {
                let at = game.number(&gain)?;
                let place = [base.nearest_f64(), middle(&at.0, &at.1).nearest_f64()];
                marks.push((place, format!("base {vintage}")));
            }
            drawn.push(Line { label: (*label).to_owned(), points });
            // Where the gain is 0 the reply changes
            let condition = game.condition(&format!("best_response{}", query(community)))?;
            let axis =
                Axis { parameter: game.parameter(name)?, low: low.clone(), high: high.clone() };
            let line = game.line(&axis, &condition)?;
            for (number, change) in line.changes().iter().enumerate() {
                let key = format!("{part}.{vintage}.{community}.{}", number + 1);
                artifact.numbers.number(key, &(change.low.clone(), change.high.clone()), 2);
            }
        }
        let (whose, lag) = if name == "lag_B" {
            ("the followers' lag", "lag of the followers' best open model (years)")
        } else {
            ("its own lag", "lag of Meta's model (years)")
        };
        let series = Series {
            reaches: vec![0.0],
            marks,
            title: format!("Meta's gain from opening over {whose}"),
            axes: [lag.to_owned(), "gain (USD bn/yr)".to_owned()],
            lines: drawn,
        };
        artifact.picture(part, series.to_svg());
        artifact.data(part, table);
    }
    for (key, vintage, community, name, lag) in NAMED {
        let game = study.game(&format!("four-player-{vintage}"))?;
        let found = game.set(name, &Rational::share(lag, 100))?;
        artifact.numbers.number(key, &found.number(&format!("gain{}", query(community)))?, 3);
    }
    Ok(artifact)
}
