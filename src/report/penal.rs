//! `equil repeated --punish optimal`: from which discount factor on profiles are played for ever.

use serde_json::{Value, json};

use super::Document;
use super::correlated::profile_named;
use super::json::{Point, game_json, number_json};
use crate::game::Game;
use crate::model::Model;
use crate::num::{Rational, significant_down};
use crate::plot::{Held, Ranges};
use crate::repeated::Patience;
use crate::table::{Cell, Table};

/// Profiles and the patience that they take, ready to be told.
#[derive(Clone, Debug)]
pub struct Penal<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its payoffs at a point.
    pub game: &'a Game<Rational>,
    /// Where.
    pub point: Point,
    /// Whether all profiles were asked about: those never sustained are left out.
    pub listed: bool,
    /// Profiles, and what was found.
    pub found: Vec<(usize, Patience)>,
}

impl Penal<'_> {
    /// The answer in words and a table.
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        document.table(self.data());
        let count = self.found.iter().filter(|(_, one)| *one == Patience::Never).count();
        if self.listed {
            document
                .line(format!("{count} of {} profiles at no discount factor.", self.found.len()));
        }
        document.remark(
            "Pure strategies, lots that everybody sees. Who deviates gets the worst equilibrium for them. Exact, or enclosed: proved."
                .to_owned(),
        );
        document
    }

    /// One row for each profile that is played for ever by some patience.
    pub fn data(&self) -> Table {
        let mut heads = vec!["profile".to_owned()];
        heads.extend(self.model.players.iter().map(|player| format!(">{}", player.name)));
        heads.push(">δ from".to_owned());
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads).caption("Played for ever under the worst punishments");
        for (profile, patience) in self.kept() {
            let mut row = vec![Cell::text(profile_named(self.model, self.game.shape(), *profile))];
            row.extend((0..2).map(|player| Cell::exact(&self.game.payoffs(player)[*profile])));
            row.push(from(patience));
            table.row(row);
        }
        table
    }

    /// Bars of the discount factors that sustain each profile.
    pub fn picture(&self) -> Ranges {
        let name = self.model.info.title.as_ref().unwrap_or(&self.model.info.name);
        let number = |x: &Rational| x.nearest_f64();
        let rows = self.kept().map(|(profile, patience)| {
            let (surely, possibly) = match patience {
                Patience::Never => (Vec::new(), Vec::new()),
                Patience::From(low, high) => (vec![[number(high), 1.0]], vec![[number(low), 1.0]]),
                Patience::Beyond(low) => (Vec::new(), vec![[number(low), 1.0]]),
            };
            let words = match patience {
                Patience::Never => "never".to_owned(),
                Patience::From(_, high) if high.is_zero() => "always".to_owned(),
                Patience::Beyond(low) => format!("not before {}", significant_down(low, DIGITS)),
                Patience::From(..) => format!("from {} on", from(patience).shown(DIGITS)),
            };
            let label = profile_named(self.model, self.game.shape(), *profile);
            Held { label, surely, possibly, words, strong: false }
        });
        let rows: Vec<Held> = rows.take(BARS).collect();
        let more = if self.kept().count() > rows.len() {
            format!(". The first {BARS} are shown")
        } else {
            String::new()
        };
        Ranges {
            title: format!("{name}: played for ever under the worst punishments{more}"),
            axes: ["discount factor δ".to_owned(), String::new()],
            range: [0.0, 1.0],
            panels: Vec::new(),
            rows,
            legend: ["", "", "where no deviation pays", ""].map(str::to_owned),
        }
    }

    /// Those that the table has.
    fn kept(&self) -> impl Iterator<Item = &(usize, Patience)> {
        self.found.iter().filter(|(_, one)| !self.listed || *one != Patience::Never)
    }

    /// The answer for other programs.
    pub fn json(&self, warnings: &[String]) -> Value {
        let paths = self.found.iter().map(|(profile, patience)| {
            let players = self.model.players.iter().enumerate();
            let played = players.map(|(player, said)| {
                let strategy = self.game.shape().strategy(*profile, player);
                (said.name.clone(), Value::from(said.strategies[strategy].as_str()))
            });
            let (kind, critical) = match patience {
                Patience::Never => ("never", None),
                Patience::From(low, high) => ("from", Some((low.clone(), high.clone()))),
                Patience::Beyond(low) => ("beyond", Some((low.clone(), Rational::integer(1)))),
            };
            json!({
                "profile": Value::Object(played.collect()),
                "kind": kind,
                "critical_discount": critical.as_ref().map(number_json),
            })
        });
        json!({
            "schema": "equil.penal/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "paths": paths.collect::<Vec<_>>(),
            "warnings": warnings,
        })
    }
}

/// Digits of discount factors in words.
const DIGITS: usize = 5;

/// So many profiles have a bar.
const BARS: usize = 60;

/// Fractions are written as such if they are no longer than this.
const LONGEST: usize = 9;

/// From where on a profile is played: an exact value as a fraction, if it is a short one.
fn from(patience: &Patience) -> Cell {
    match patience {
        Patience::Never => Cell::text("never"),
        Patience::From(low, high) if low == high && low.to_string().len() <= LONGEST => {
            Cell::rounded(low.to_string(), low.to_string())
        }
        Patience::From(low, high) => Cell::number(&(low.clone(), high.clone())),
        Patience::Beyond(low) => Cell::at_least(low),
    }
}
