//! `equil tournament`: who earns what against whom.

use std::sync::Arc;

use serde_json::{Value, json};

use super::Document;
use super::json::{Point, game_json, number_json};
use crate::automaton::{Length, Standing, Tournament};
use crate::game::{Game, Payoffs};
use crate::model::{Info, Model, Player};
use crate::num::{Rational, significant};
use crate::repeated::Bounds;
use crate::table::{Cell, Style, Table};

/// A strategy in a tournament.
#[derive(Clone, Debug)]
pub struct Entrant {
    /// What it is called.
    pub name: String,
    /// As written.
    pub text: String,
}

/// A tournament, ready to be told.
#[derive(Clone, Debug)]
pub struct Ranked<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its payoffs.
    pub payoffs: &'a Payoffs,
    /// Where.
    pub point: Point,
    /// The strategies of each player; the same for both where the game is symmetric.
    pub entrants: [Vec<Entrant>; 2],
    /// Whether it does not matter who is which player.
    pub symmetric: bool,
    /// How long they play.
    pub length: Length,
    /// How probably another strategy is played than is meant.
    pub noise: Rational,
    /// Whether they meet themselves.
    pub include_self: bool,
    /// What was played.
    pub tournament: Tournament,
    /// For each player, best first.
    pub rankings: [Vec<Standing>; 2],
}

/// Digits of discount factors in sentences.
const DIGITS: usize = 5;

impl Ranked<'_> {
    /// The answer in words and tables.
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        document.styled(Style::Strong, self.headline());
        for player in 0..if self.symmetric { 1 } else { 2 } {
            document.gap();
            document.table(self.ranking(player));
        }
        document.gap();
        document.table(self.pairs());
        document.remark(
            "Exact expectations, no draws. `-o name.game.toml` writes these payoffs as a game, of which all other commands can be asked."
                .to_owned(),
        );
        document
    }

    fn headline(&self) -> String {
        let length = match &self.length {
            Length::Rounds(1) => "one round".to_owned(),
            Length::Rounds(rounds) => format!("{rounds} rounds"),
            Length::Discounted(discount) => {
                format!(
                    "rounds that count by the discount factor {}",
                    significant(discount, DIGITS)
                )
            }
            Length::Average => "rounds without end".to_owned(),
        };
        let noise = if self.noise.is_zero() {
            String::new()
        } else {
            format!(
                ", each move another one than meant with probability {}",
                significant(&self.noise, DIGITS)
            )
        };
        let who = match (self.symmetric, self.include_self) {
            (true, true) => "each against each, itself included".to_owned(),
            (true, false) => "each against each other".to_owned(),
            (false, _) => format!(
                "each of {} against each of {}",
                self.model.players[0].name, self.model.players[1].name
            ),
        };
        format!("{length}, {who}{noise}.")
    }

    fn ranking(&self, player: usize) -> Table {
        let head = if self.symmetric { "strategy" } else { &self.model.players[player].name };
        let mut table = Table::new(&[">rank", head, "as", ">average payoff"]);
        for one in &self.rankings[player] {
            let entrant = &self.entrants[player][one.place];
            table.row(vec![
                Cell::text(one.rank.to_string()),
                Cell::text(entrant.name.as_str()),
                Cell::text(entrant.text.as_str()),
                Cell::number(&one.score),
            ]);
        }
        table
    }

    fn earned(&self, player: usize, row: usize, column: usize) -> Bounds {
        let played = &self.tournament.played[row][column];
        // Ranks have been told, so payoffs have bounds
        let nothing = (Rational::integer(0), Rational::integer(0));
        self.payoffs.bounds(player, played).unwrap_or(nothing)
    }

    /// What the one in the row earns against the one in the column, best first; where players differ, both.
    fn pairs(&self) -> Table {
        let order = |player: usize| self.rankings[player].iter().map(|one| one.place);
        let columns: Vec<usize> = order(usize::from(!self.symmetric)).collect();
        let other = usize::from(!self.symmetric);
        let mut heads = vec!["payoff against".to_owned()];
        // Many names are wide: numbers stand for them
        let numbered = self.symmetric && columns.len() > NAMED;
        heads.extend(columns.iter().enumerate().map(|(place, &column)| {
            if numbered {
                format!(">{}", place + 1)
            } else {
                format!(">{}", self.entrants[other][column].name)
            }
        }));
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let caption = if self.symmetric {
            "What the one in the row earns"
        } else {
            "What both earn, the one in the row first"
        };
        let mut table = Table::new(&heads).caption(caption);
        for (place, row) in order(0).enumerate() {
            let number = if numbered { format!("{} ", place + 1) } else { String::new() };
            let mut cells = vec![Cell::text(format!("{number}{}", self.entrants[0][row].name))];
            for &column in &columns {
                let own = self.earned(0, row, column);
                cells.push(if self.symmetric {
                    Cell::number(&own)
                } else {
                    let both =
                        [own, self.earned(1, row, column)].map(|bounds| Cell::number(&bounds));
                    let joined = |digits: Option<usize>| {
                        let each = both.iter().map(|cell| cell.written(digits));
                        each.collect::<Vec<_>>().join(", ")
                    };
                    Cell::rounded(joined(Some(SHOWN)), joined(None))
                });
            }
            table.row(cells);
        }
        table
    }

    /// The answer as a table, for CSV: every pair.
    pub fn data(&self) -> Table {
        let names = [0, 1].map(|player| self.model.players[player].name.as_str());
        let [own, other] = names.map(|name| format!(">{name} earns"));
        let mut table = Table::new(&[names[0], names[1], &own, &other]);
        for (row, one) in self.entrants[0].iter().enumerate() {
            for (column, two) in self.entrants[1].iter().enumerate() {
                let earned = [0, 1].map(|player| Cell::number(&self.earned(player, row, column)));
                let mut cells = vec![Cell::text(one.name.as_str()), Cell::text(two.name.as_str())];
                cells.extend(earned);
                table.row(cells);
            }
        }
        table
    }

    /// The tournament as a game: its strategies are those of the repeated game, its payoffs what they earn. Nothing where payoffs
    /// are not rational.
    pub fn game(&self) -> Option<(Model, Game<Rational>)> {
        let (rows, columns) = (self.entrants[0].len(), self.entrants[1].len());
        let payoffs = [0, 1].map(|player| {
            let all = (0..columns).flat_map(|column| (0..rows).map(move |row| (row, column)));
            let exact = all.map(|(row, column)| {
                let (low, high) = self.earned(player, row, column);
                (low == high).then_some(low)
            });
            exact.collect::<Option<Vec<_>>>()
        });
        let payoffs = payoffs.into_iter().collect::<Option<Vec<_>>>()?;
        let player = |player: usize| Player {
            name: self.model.players[player].name.clone(),
            strategies: self.entrants[player].iter().map(|one| one.name.clone()).collect(),
            classes: Vec::new(),
        };
        let info = Info {
            name: format!("{}-tournament", self.model.info.name),
            title: Some(format!("Payoffs of strategies of the repeated game: {}", self.headline())),
            currency: self.model.info.currency.clone(),
            ..Info::default()
        };
        let game = Game::new(vec![rows, columns], payoffs.clone())?;
        let source = Arc::clone(&self.model.source);
        Some((Model::from_table(&source, info, vec![player(0), player(1)], payoffs), game))
    }

    /// The answer for other programs.
    pub fn json(&self, warnings: &[String]) -> Value {
        let exact = |x: &Rational| number_json(&(x.clone(), x.clone()));
        let length = match &self.length {
            Length::Rounds(rounds) => json!({ "rounds": rounds }),
            Length::Discounted(discount) => json!({ "discount": exact(discount) }),
            Length::Average => json!("average"),
        };
        let each = [0, 1].map(|player| {
            let entrants = self.entrants[player].iter();
            let entrants = entrants.map(|one| json!({ "name": one.name, "strategy": one.text }));
            let ranking = self.rankings[player].iter().map(|one| {
                json!({
                    "name": self.entrants[player][one.place].name,
                    "rank": one.rank,
                    "payoff": number_json(&one.score),
                })
            });
            let value = json!({
                "entrants": entrants.collect::<Vec<_>>(),
                "ranking": ranking.collect::<Vec<_>>(),
            });
            (self.model.players[player].name.clone(), value)
        });
        let rows = (0..self.entrants[0].len()).map(|row| {
            let columns = 0..self.entrants[1].len();
            let both = columns.map(|column| {
                json!([0, 1].map(|player| number_json(&self.earned(player, row, column))))
            });
            both.collect::<Vec<_>>()
        });
        json!({
            "schema": "equil.tournament/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "length": length,
            "noise": exact(&self.noise),
            "include_self": self.include_self,
            "symmetric": self.symmetric,
            "players": Value::Object(each.into_iter().collect()),
            "payoffs": rows.collect::<Vec<_>>(),
            "warnings": warnings,
        })
    }
}

/// So many columns are headed by names.
const NAMED: usize = 6;
/// Digits of payoffs in pairs.
const SHOWN: usize = 4;
