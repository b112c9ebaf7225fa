//! A2: formulas of the propositions, found again by multiplying out the payoffs of the games.

use super::super::at::At;
use super::super::{Artifact, Exhibit, Fault, Study};
use crate::format::{Limits, read};
use crate::model::{Assignment, InSymbols, Model, Ratio};
use crate::num::Rational;
use crate::table::{Cell, Table, in_full};
use crate::text::Source;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "A2",
    name: "identities",
    title: "Propositions in symbols: differences of payoffs, multiplied out in the parameters",
    games: &["two-player", "price-cap", "price-cap-followers", "option-to-wait"],
    command: "equil repeated games/open-release/two-player.game.toml --scenario no-pure-equilibrium",
    is_quick: true,
    run,
};

/// From one pure profile to another.
type Step = [&'static [&'static str]; 2];

/// What a proposition says of the payoffs of a game.
struct Identity {
    proposition: &'static str,
    game: &'static str,
    /// Whose payoffs.
    player: &'static str,
    /// What is gained, and, of a quotient, what that is divided by.
    gained: Step,
    by: Option<Step>,
    /// A parameter with another value than in the file, in hundredths: where formulas choose, they do so as there.
    at: Option<(&'static str, usize)>,
    /// The formula of the proposition.
    formula: &'static str,
}

const CLOSED_HIGH: &[&str] = &["closed", "high"];
const CLOSED_LOW: &[&str] = &["closed", "low"];
const OPEN_HIGH: &[&str] = &["open", "high"];
const OPEN_LOW: &[&str] = &["open", "low"];

const TWO: Identity = Identity {
    proposition: "",
    game: "two-player",
    player: "openai",
    gained: [CLOSED_LOW, CLOSED_HIGH],
    by: None,
    at: None,
    formula: "",
};

const IDENTITIES: &[Identity] = &[
    Identity {
        proposition: "P1: Open against a low price, N",
        player: "meta",
        gained: [CLOSED_LOW, OPEN_LOW],
        formula: "X * (q - y) / (2 * q) + hH / 2 + E + T - F - L - R - V",
        ..TWO
    },
    Identity {
        proposition: "P2: Open against a high price, y > q / 2",
        player: "meta",
        gained: [CLOSED_HIGH, OPEN_HIGH],
        formula: "X / 2 + hH + E + T - F - L - R - V",
        ..TWO
    },
    Identity {
        proposition: "P2: Open against a high price, y < q / 2",
        player: "meta",
        gained: [CLOSED_HIGH, OPEN_HIGH],
        at: Some(("y", 40)),
        formula: "X / 2 + hH * (1 - (q - 2 * y) / (2 * (q - y))) + E + T - F - L - R - V",
        ..TWO
    },
    Identity {
        proposition: "P2: a high price to a closed Meta",
        formula: "S * y^2 / (4 * q)",
        ..TWO
    },
    Identity {
        proposition: "P2: a low price to an open one, y > q / 2",
        gained: [OPEN_HIGH, OPEN_LOW],
        formula: "S * (q - y) / 4",
        ..TWO
    },
    Identity {
        proposition: "P2: a low price to an open one, y < q / 2",
        gained: [OPEN_HIGH, OPEN_LOW],
        at: Some(("y", 40)),
        formula: "S * y^2 / (4 * (q - y))",
        ..TWO
    },
    Identity {
        proposition: "P3: a first mover's gain",
        player: "meta",
        gained: [CLOSED_HIGH, OPEN_LOW],
        formula: "X / 2 + hH / 2 + E + T - F - L - R - V",
        ..TWO
    },
    Identity {
        proposition: "P4: patience that the low price needs",
        by: Some([OPEN_LOW, CLOSED_HIGH]),
        formula: "y / q",
        ..TWO
    },
    Identity {
        proposition: "P4: patience that a restraint price p needs (yB = 0 without followers)",
        game: "price-cap",
        gained: [&["closed", "restraint"], &["closed", "monopoly"]],
        by: Some([&["open", "low"], &["closed", "monopoly"]]),
        formula: "(q - yB - 2 * p)^2 / ((q - yB) * (y - yB))",
        ..TWO
    },
    Identity {
        proposition: "P4: the same where OpenAI sets its price after a release",
        game: "price-cap-followers",
        gained: [&["closed", "restraint"], &["closed", "monopoly"]],
        by: Some([&["open", "low"], &["closed", "monopoly"]]),
        formula: "(q - yB - 2 * p)^2 / ((q - yB) * (y - yB))",
        ..TWO
    },
    Identity {
        proposition: "P5: the rent destroyed",
        gained: [OPEN_LOW, CLOSED_HIGH],
        formula: "S * y / 4",
        ..TWO
    },
    Identity {
        proposition: "P10: opening now rather than with full knowledge",
        game: "option-to-wait",
        player: "meta",
        gained: [&["wait"], &["now"]],
        formula: "(g * (r + pi * lambda) - pi * l * (r + lambda)) / (r * (r + lambda))",
        ..TWO
    },
];

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let mut artifact = Artifact::new();
    let mut table =
        Table::new(&["what is said", "game", "multiplied out", "where", "as the proposition"]);
    let mut equal = 0;
    for one in IDENTITIES {
        let mut game = study.game(one.game)?;
        if let Some((name, hundredths)) = one.at {
            game = game.set(name, &Rational::share(hundredths, 100))?;
        }
        let unknown = || game.open(one.formula, "it cannot be multiplied out");
        let player = game.player(one.player)?;
        let every = game.model.players.iter().map(|player| (0..player.strategies.len()).collect());
        let every: Vec<Vec<usize>> = every.collect();
        let mut symbols = game.model.in_symbols(&game.point, player, &every).ok_or_else(unknown)?;
        let mut found = gained(&game, &mut symbols, one.gained)?.ok_or_else(unknown)?;
        if let Some(by) = one.by {
            let by = gained(&game, &mut symbols, by)?.ok_or_else(unknown)?;
            found = found.divided(&by).ok_or_else(unknown)?;
        }
        let conditions = symbols.conditions().ok_or_else(unknown)?;
        let formula = formula(&game, one.formula)?;
        let is_same = formula.is_some_and(|formula| formula == found);
        equal += usize::from(is_same);
        table.row(vec![
            Cell::text(one.proposition),
            Cell::text(one.game),
            Cell::text(symbols.text(&found)),
            Cell::text(conditions.join(", ")),
            Cell::text(if is_same { "yes" } else { "no" }),
        ]);
    }
    artifact.numbers.count("identities", IDENTITIES.len());
    artifact.numbers.count("equal", equal);
    artifact.printed("", table, 3);
    Ok(artifact)
}

/// What the player gains by one profile over another.
fn gained(
    game: &At<'_>,
    symbols: &mut InSymbols<'_>,
    [from, to]: Step,
) -> Result<Option<Ratio>, Fault> {
    let [from, to] = [game.profile(from)?, game.profile(to)?].map(|index| symbols.payoff(index));
    Ok(from.zip(to).and_then(|(from, to)| to.minus(&from)))
}

/// A formula in the parameters of a game, multiplied out: the only payoff of a game that has no more than that.
fn formula(game: &At<'_>, written: &str) -> Result<Option<Ratio>, Fault> {
    let Model { parameters, .. } = game.model;
    let mut text = String::from(
        "format = 1\n[game]\nname = \"formula\"\n[players]\nnobody = [\"this\"]\n[params]\n",
    );
    for (place, parameter) in parameters.iter().enumerate() {
        if let Some(value) = game.point.get(place) {
            text.push_str(&format!("{} = \"{}\"\n", parameter.name, in_full(value)));
        }
    }
    text.push_str(&format!("[payoff.nobody]\nthis = \"{written}\"\n"));
    let source = Source::new("formula.game.toml", text);
    let model = read(&source, &Limits::default()).map_err(Fault::Problems)?.model;
    let point = Assignment::of(&model);
    let mut symbols = model
        .in_symbols(&point, 0, &[vec![0]])
        .ok_or_else(|| game.open(written, "it has no value"))?;
    Ok(symbols.payoff(0))
}
