//! F2: how often Meta opens, and how often the price of `OpenAI` is high, where neither has a best pure strategy.

use super::super::{Artifact, Exhibit, Fault, Study};
use crate::num::{Rational, Ring};
use crate::plot::{Line, Series};
use crate::table::{Cell, Table};

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "F2",
    name: "mixing",
    title: "Release as inspection: equilibrium probabilities in the two-player game",
    games: &["two-player"],
    command: "equil sweep games/open-release/two-player.game.toml --scenario no-pure-equilibrium --method grid --vary y=0.05:0.95:91 --watch \"probability(meta, open)\" --watch \"probability(openai, high)\"",
    is_quick: true,
    run,
};

/// Values of each parameter that are looked at.
const VALUES: usize = 91;

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let game = study.game("two-player")?.scenario("no-pure-equilibrium")?;
    let mut artifact = Artifact::new();
    let opens = ["meta", "open"];
    let high = ["openai", "high"];
    let step = |from: &Rational, to: &Rational, k: usize| {
        let mut at = to.minus(from);
        at *= &Rational::share(k, VALUES - 1);
        at += from;
        at
    };
    for (parameter, words, from, to) in
        [("y", "quality of the open model", 5, 95), ("V", "value of staying closed", 48, 146)]
    {
        let [from, to] = [from, to].map(|hundredths| Rational::share(hundredths, 100));
        let head = format!(">{words} ({parameter})");
        let mut table = Table::new(&[
            &head,
            ">probability that Meta opens",
            ">probability that the price is high",
        ]);
        let mut lines: [Vec<[f64; 2]>; 2] = [Vec::new(), Vec::new()];
        for k in 0..VALUES {
            let at = step(&from, &to, k);
            let here = game.set(parameter, &at)?;
            let mut cells = vec![Cell::exact(&at)];
            for ([player, strategy], line) in [opens, high].into_iter().zip(&mut lines) {
                let found = here.number(&format!("probability({player}, {strategy})"))?;
                let (place, chance) = (at.nearest_f64(), found.0.nearest_f64());
                // Between a pure equilibrium and a mixed one there is a jump
                let is_pure = |chance: f64| chance <= 0.0 || chance >= 1.0;
                let last: Option<&[f64; 2]> = line.last();
                if last.is_some_and(|last| is_pure(last[1]) != is_pure(chance)) {
                    line.push([place, f64::NAN]);
                }
                line.push([place, chance]);
                cells.push(Cell::number(&found));
            }
            table.row(cells);
        }
        let names = ["Meta opens", "price is high"];
        let lines = names.into_iter().zip(lines);
        let series = Series {
            reaches: vec![0.0, 1.0],
            marks: Vec::new(),
            title: String::new(),
            axes: [game.words(parameter, words)?, "probability".into()],
            lines: lines.map(|(label, points)| Line { label: label.to_owned(), points }).collect(),
        };
        artifact.picture(if parameter == "y" { "quality" } else { "value" }, series.to_small_svg());
        artifact.data(if parameter == "y" { "quality" } else { "value" }, table);
    }
    let half = game.set("y", &Rational::share(1, 2))?;
    let least = half.number("probability(meta, open)")?;
    artifact.numbers.number("least_open", &least, 3);
    let here = game.number("probability(meta, open)")?;
    artifact.numbers.number("open", &here, 3);
    artifact.numbers.number("high", &game.number("probability(openai, high)")?, 2);
    Ok(artifact)
}
