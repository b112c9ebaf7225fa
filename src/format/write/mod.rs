//! Games of numbers, written to files. Whatever is written here is read back as the same game.

mod csv_table;
mod game_file;
mod strategic_form;

pub use csv_table::to_csv;
pub use game_file::to_toml;
pub use strategic_form::to_nfg;

use super::nfg::identifiers;
use crate::formula::{is_reserved, reserved_words};
use crate::model::Model;

/// The names of the players and of each player's strategies, as a game file takes them: as they are
/// if it does, else the most similar names that it takes.
fn names(model: &Model) -> (Vec<String>, Vec<Vec<String>>) {
    let players: Vec<String> = model.players.iter().map(|player| player.name.clone()).collect();
    let strategies = model.players.iter().map(|player| valid(&player.strategies, "s")).collect();
    (valid(&players, "player"), strategies)
}

fn valid(labels: &[String], prefix: &str) -> Vec<String> {
    let is_name = |label: &String| {
        let mut characters = label.chars();
        characters.next().is_some_and(|c| c.is_alphabetic() || c == '_')
            && characters.all(|c| c.is_alphanumeric() || c == '_')
            && !is_reserved(label)
    };
    let distinct = (1..labels.len()).all(|i| !labels[..i].contains(&labels[i]));
    if distinct && labels.iter().all(is_name) {
        return labels.to_vec();
    }
    let reserved: Vec<&str> = reserved_words().collect();
    identifiers(labels, prefix, &reserved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Limits, Reading, nfg, read, read_with};
    use crate::game::Game;
    use crate::model::{Assignment, Info, Player};
    use crate::num::Rational;
    use crate::text::Source;
    use proptest::prelude::*;

    /// Games of one to three players with arbitrary labels and payoffs.
    fn game() -> impl Strategy<Value = (Model, Game<Rational>)> {
        let label = || prop_oneof!["[a-z]{1,3}", "[A-Z_ 0-9é\"-]{0,4}", Just("if".to_owned())];
        let payoff =
            (any::<i32>(), 1..1000_i64).prop_map(|(n, d)| Rational::new(i64::from(n), d).unwrap());
        prop::collection::vec(1..4_usize, 1..4)
            .prop_flat_map(move |counts| {
                let profiles: usize = counts.iter().product();
                let players: Vec<_> =
                    counts.iter().map(|&n| (label(), prop::collection::vec(label(), n))).collect();
                let payoffs = prop::collection::vec(
                    prop::collection::vec(payoff.clone(), profiles),
                    counts.len(),
                );
                (Just(counts), players, payoffs, ".{0,10}")
            })
            .prop_map(|(counts, players, payoffs, title)| {
                let players = players
                    .into_iter()
                    .map(|(name, strategies)| Player { name, strategies, classes: vec![] })
                    .collect();
                let info = Info { name: "g".to_owned(), title: Some(title), ..Info::default() };
                let source = Source::new("g.nfg", "");
                let model = Model::from_table(&source, info, players, payoffs.clone());
                (model, Game::new(counts, payoffs).unwrap())
            })
    }

    fn same(reading: &Reading, game: &Game<Rational>) {
        assert!(reading.warnings.is_empty(), "{:?}", reading.warnings);
        let payoffs = reading.model.at(&Assignment::of(&reading.model), 1024).unwrap();
        assert_eq!(payoffs.rational(), Some(game));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back((model, game) in game()) {
            let limits = Limits::default();
            let text = to_toml(&model, &game);
            let source = Source::new("g.game.toml", text.clone());
            let reading = read(&source, &limits);
            same(&reading.unwrap_or_else(|p| panic!("{p:?}\n{text}")), &game);

            let mut bytes = Vec::new();
            nfg::write(&to_nfg(&model, &game), nfg::Body::Payoff, &mut bytes).unwrap();
            let source = Source::new("g.nfg", String::from_utf8(bytes).unwrap());
            same(&read(&source, &limits).unwrap(), &game);
        }

        #[test]
        fn csv_is_read_back((model, game) in game()) {
            let (players, strategies) = names(&model);
            let mut text = "format = 1\n[game]\nname = \"g\"\n[players]\n".to_owned();
            for (player, names) in players.iter().zip(strategies) {
                text.push_str(&format!("{player:?} = {names:?}\n"));
            }
            text.push_str("[table]\nfile = \"payoffs.csv\"\n");
            let files = |_: &str| Ok(to_csv(&model, &game));
            let source = Source::new("g.game.toml", text);
            let reading = read_with(&source, &Limits::default(), &files);
            same(&reading.unwrap_or_else(|p| panic!("{p:?}")), &game);
        }
    }

    #[test]
    fn what_is_not_rational_is_rounded() {
        let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\", \"z\"]\n\
                    [payoff.a]\nx = \"sqrt(2)\"\ny = \"1 / 3\"\nz = \"-exp(1)\"\n";
        let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
        let payoffs = model.at(&Assignment::of(&model), 1024).unwrap();
        let (game, rounded) = payoffs.nearest(30).unwrap();
        assert_eq!(rounded, 2);
        assert_eq!(game.payoffs(0)[1].to_string(), "1/3");
        let digits = |x: &crate::num::Rational| crate::num::decimal(x, 30);
        assert_eq!(digits(&game.payoffs(0)[0]), "1.414213562373095048801688724210");
        assert_eq!(digits(&game.payoffs(0)[2]), "-2.718281828459045235360287471353");
    }
}
