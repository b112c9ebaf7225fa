//! T6: what the demand system decides: prices, the layers that earn, equilibria.

use super::super::artifact::rounded;
use super::super::at::{At, Bounds};
use super::super::{Artifact, Exhibit, Fault, Study};
use crate::formula::{Expr, Node, Text, parse};
use crate::game::MAX_BITS;
use crate::model::{Declared, Model, ModelScope, Payoff};
use crate::num::{Rational, Ring};
use crate::report::shown_profile;
use crate::table::{Cell, Table, middle};
use crate::text::Span;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: "T6",
    name: "demand",
    title: "Demand systems: what opening does to prices and layers, and equilibria",
    games: &["four-player-2024", "four-player-2026", "four-player-2024-priced", "two-player"],
    command: "equil solve games/open-release/four-player-2024-priced.game.toml",
    is_quick: true,
    run,
};

/// A demand system, and how its games write what is compared.
struct System {
    key: &'static str,
    words: &'static str,
    game: &'static str,
    /// What Meta plays in the two profiles that are compared, and what the others play in each.
    moves: [[&'static str; 2]; 2],
    others: &'static [(&'static str, &'static str)],
    /// The price of the leading closed seller.
    price: &'static str,
    /// What sellers of models earn beyond cost, what serving costs (of open models, of all), buyers' surplus.
    margin: &'static str,
    serving: [&'static str; 2],
    surplus: &'static str,
    /// Share of open models in the use of models.
    open_use: &'static str,
}

const SYSTEMS: [System; 3] = [
    System {
        key: "tiers",
        words: "logit, price tiers",
        game: "four-player-2024",
        moves: [["closed", "closed_high"], ["open_r", "closed_high"]],
        others: &[("google", "open_small"), ("community", "split")],
        price: "pO",
        // The closed fringe is no player: its cost is taken to be OpenAI's
        margin: "S * (sO * (pO - c_O) + sG * (pG - c_G) + sR * (p_R - c_O))",
        serving: ["S * sW * c_W", "S * (sO * c_O + sG * c_G + sR * c_O + sW * c_W)"],
        surplus: "community_surplus",
        open_use: "sW / A",
    },
    System {
        key: "priced",
        words: "logit, prices in equilibrium",
        game: "four-player-2024-priced",
        moves: [["closed", "closed"], ["open_r", "closed"]],
        others: &[("google", "open_small"), ("community", "split")],
        price: "pO",
        margin: "S * (sO * (pO - c_O) + sG * (pG - c_G) + sR * mR14)",
        serving: ["S * sW * c_W", "S * (sO * c_O + sG * c_G + sR * c_R + sW * c_W)"],
        surplus: "community_surplus",
        open_use: "sW / A",
    },
    System {
        key: "vertical",
        words: "vertical differentiation",
        game: "two-player",
        // OpenAI's best price in each case
        moves: [["closed", "high"], ["open", "low"]],
        others: &[],
        price: "price",
        margin: "openai_sales",
        serving: ["0", "0"],
        surplus: "surplus",
        open_use: "meta.open * (1 - buys) / use",
    },
];

/// Where equilibria are compared: the demand system, the vintage, the game, its scenario.
const SOLVED: [(&str, &str, &str, Option<&str>); 5] = [
    ("tiers", "2024", "four-player-2024", None),
    ("tiers", "2026", "four-player-2026", None),
    ("priced", "2024", "four-player-2024-priced", None),
    ("priced", "2026", "four-player-2024-priced", Some("vintage-2026")),
    ("vertical", "base", "two-player", None),
];

fn run(study: &Study<'_>) -> Result<Artifact, Fault> {
    let mut artifact = Artifact::new();
    let mut table = Table::new(&[
        "demand",
        "Meta",
        ">price (index)",
        ">change (%)",
        ">model margin (USD bn/yr)",
        ">part of value (%)",
        ">open in serving (%)",
        ">open in use (%)",
    ]);
    for system in &SYSTEMS {
        let game = study.game(system.game)?;
        let mut before: Option<Rational> = None;
        for (state, moves) in ["closed", "open"].into_iter().zip(system.moves) {
            let found = System::found(system, &game, moves)?;
            let change =
                before.as_ref().and_then(|before| part(&found.price.minus(before), before));
            let key = |name: &str| format!("{}.{state}.{name}", system.key);
            let numbers = &mut artifact.numbers;
            numbers.exact(key("price"), &found.price, 3);
            numbers.exact(key("margin"), &found.margin, 3);
            let shares =
                [("value", &found.value), ("serving", &found.serving), ("use", &found.open_use)];
            for (name, share) in shares {
                if let Some(share) = share {
                    numbers.exact(key(name), share, 1);
                }
            }
            if let Some(change) = &change {
                numbers.exact(format!("{}.price_change", system.key), change, 1);
            }
            let exact = |value: &Rational| rounded(&(value.clone(), value.clone()));
            let optional =
                |value: &Option<Rational>| value.as_ref().map_or_else(Cell::empty, exact);
            table.row(vec![
                Cell::text(system.words),
                Cell::text(moves[0]),
                exact(&found.price),
                optional(&change),
                exact(&found.margin),
                optional(&found.value),
                optional(&found.serving),
                optional(&found.open_use),
            ]);
            before = Some(found.price);
        }
    }
    artifact.printed("", table, 3);
    equilibria(study, &mut artifact)?;
    Ok(artifact)
}

/// The equilibria under each system, and what Open is worth there.
fn equilibria(study: &Study<'_>, artifact: &mut Artifact) -> Result<(), Fault> {
    let mut table = Table::new(&["demand", "vintage", "equilibria", ">gain of open (USD bn/yr)"]);
    for (key, vintage, name, scenario) in SOLVED {
        let mut game = study.game(name)?;
        if let Some(scenario) = scenario {
            game = game.scenario(scenario)?;
        }
        let words = SYSTEMS.iter().find(|system| system.key == key).map_or("", |one| one.words);
        let found = game.solve()?.outcome.equilibria;
        let listed: Vec<String> =
            found.iter().map(|one| shown_profile(game.model, &one.profile, 3)).collect();
        let mut gain = None;
        if let Some(pure) = found.first().and_then(|one| one.profile.as_pure()) {
            let others = game.model.players.iter().zip(&pure).skip(1);
            let others: Vec<String> = others
                .map(|(player, &strategy)| {
                    format!("{} = {}", player.name, player.strategies[strategy])
                })
                .collect();
            gain = Some(game.number(&format!("gain(meta, open) given {}", others.join(", ")))?);
        }
        if let Some(gain) = &gain {
            artifact.numbers.number(format!("{key}.{vintage}.gain"), gain, 3);
        }
        artifact.numbers.words(format!("{key}.{vintage}.equilibria"), listed.join("; "));
        table.row(vec![
            Cell::text(words),
            Cell::text(if vintage == "base" { "" } else { vintage }),
            Cell::text(listed.join("; ")),
            gain.as_ref().map_or_else(Cell::empty, rounded),
        ]);
    }
    artifact.printed("equilibria", table, 3);
    Ok(())
}

/// What a system says of a profile; parts in percent, where there is something to be a part of.
struct Found {
    price: Rational,
    margin: Rational,
    value: Option<Rational>,
    serving: Option<Rational>,
    open_use: Option<Rational>,
}

impl System {
    fn found(&self, game: &At<'_>, [meta, openai]: [&str; 2]) -> Result<Found, Fault> {
        let mut profile = vec![("meta", meta), ("openai", openai)];
        profile.extend(self.others);
        let worth =
            |formula: &str| worth(game, formula, &profile).map(|(low, high)| middle(&low, &high));
        let (margin, surplus) = (worth(self.margin)?, worth(self.surplus)?);
        let [open, served] = [worth(self.serving[0])?, worth(self.serving[1])?];
        let mut value = margin.clone();
        value += &served;
        value += &surplus;
        Ok(Found {
            price: worth(self.price)?,
            value: part(&margin, &value),
            margin,
            serving: part(&open, &served),
            open_use: part(&worth(self.open_use)?, &Rational::one()),
        })
    }
}

/// `part` in percent of `whole`.
fn part(part: &Rational, whole: &Rational) -> Option<Rational> {
    let mut percent = whole.recip()?;
    percent *= part;
    percent *= &Rational::share(100, 1);
    Some(percent)
}

/// The value of a formula in helpers and parameters of a game, in a profile.
fn worth(game: &At<'_>, formula: &str, profile: &[(&str, &str)]) -> Result<Bounds, Fault> {
    let model = game.model;
    let parameters = model.parameters.iter().enumerate();
    let parameters = parameters.map(|(at, one)| (one.name.clone(), Declared::Parameter(at)));
    let helpers = model.helpers.iter().enumerate();
    let helpers = helpers.map(|(at, one)| (one.name.clone(), Declared::Helper(at)));
    let names: Vec<(String, Declared)> = parameters.chain(helpers).collect();
    let scope = ModelScope { names: &names, parameters: None, ..model.scope(&[]) };
    let mut problems = Vec::new();
    let text = Text::standalone("formula", formula);
    let formula = parse(&text, &scope, &mut problems).filter(|_| problems.is_empty());
    let formula = formula.ok_or(Fault::Problems(problems))?;
    let mut at = Vec::new();
    for player in &model.players {
        let played = profile.iter().find(|(name, _)| *name == player.name);
        let place =
            played.and_then(|(_, named)| player.strategies.iter().position(|one| one == named));
        let unfit = || Fault::Unfit(format!("`{}` does not play as expected", player.name));
        at.push(place.ok_or_else(unfit)?);
    }
    // The game that pays it to the first player, and nobody else anything
    let nothing = Expr { node: Node::Number(Rational::zero()), span: Span::default() };
    let mut payoffs = vec![Payoff::Formula(formula)];
    payoffs.resize_with(model.players.len(), || Payoff::Formula(nothing.clone()));
    let paying = Model { payoffs, ..model.clone() };
    let index = paying.shape().index(&at);
    let paid = paying.at(&game.point, MAX_BITS);
    let paid = paid.map_err(|error| Fault::Problems(vec![error.diagnostic(model)]))?;
    let bounds = paid.bounds(0, &[(index, Rational::one())]);
    bounds.ok_or_else(|| game.open("formula", "it has no value"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Limits, read};
    use crate::model::Assignment;
    use crate::nash::Settings;
    use crate::text::Source;

    /// Fourteen steps lead to prices that another one would hardly move.
    #[test]
    fn prices_are_where_they_stay() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/games/open-release/four-player-2024-priced.game.toml"
        );
        let source = Source::new(path, std::fs::read_to_string(path).unwrap());
        let model = read(&source, &Limits::default()).unwrap().model;
        let game =
            At { model: &model, point: Assignment::of(&model), settings: Settings::default() };
        let least: Rational = "0.00000000001".parse().unwrap();
        let moved = "max(if(openai.open, 0, abs(mu + mO14 * sO - mO14)), \
             if(google.open, 0, abs(mu + mG14 * sG - mG14)), \
             abs(mu + mR14 * sR - mR14), meta.api * abs(mu + mM14 * sM - mM14))";
        for here in [game.clone(), game.scenario("vintage-2026").unwrap()] {
            for [meta, openai, google] in [
                ["closed", "closed", "open_small"],
                ["open_r", "closed", "open_small"],
                ["api", "open_small", "closed"],
                ["api", "open", "open"],
            ] {
                let profile = [
                    ("meta", meta),
                    ("openai", openai),
                    ("google", google),
                    ("community", "build_closed"),
                ];
                let (_, most) = worth(&here, moved, &profile).unwrap();
                assert!(most < least, "{profile:?}");
            }
        }
    }
}
