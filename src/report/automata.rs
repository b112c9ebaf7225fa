//! `equil automata`: what strategies of the repeated game earn, and who would do something else.

use serde_json::{Map, Value, json};

use super::Document;
use super::json::{Point, game_json, mixture_json, number_json, profile_json};
use super::sustained::{pieces_json, said_alone};
use crate::answer::{AtDiscounts, AutomataVerdict, Best};
use crate::game::{Automaton, Shape};
use crate::model::Model;
use crate::num::{Rational, Sign, significant};
use crate::repeated::Sustained;
use crate::table::{Cell, Style, Table};

/// Strategies of a repeated game, ready to be told.
#[derive(Clone, Debug)]
pub struct Automata<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its profiles.
    pub shape: &'a Shape,
    /// Where.
    pub point: Point,
    /// The strategy of each player, as written.
    pub texts: Vec<String>,
    /// Whether every deviation is listed; else those that pay, where there are many.
    pub every: bool,
    /// What is known.
    pub verdict: AutomataVerdict,
}

/// Digits of discount factors and payoffs in sentences.
const DIGITS: usize = 5;
/// So many deviations are listed without being asked for.
const LISTED: usize = 16;
/// So many of those that pay are listed without being asked for.
const MOST: usize = 40;
/// So many rounds of play are written out.
const ROUNDS: usize = 12;

impl Automata<'_> {
    /// The answer in words and tables.
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        document.styled(Style::Strong, self.headline());
        if let Some(ranges) = &self.verdict.ranges {
            let nash = match &ranges.nash {
                Some((_, all)) => format!("Nash equilibrium: {}; ", said_alone(all)),
                None => String::new(),
            };
            let perfect = said_alone(&ranges.perfect);
            document.line(format!("By discount factor: {nash}subgame perfect: {perfect}."));
        }
        document.gap();
        document.table(self.players());
        let mut table = self.deviations(self.every);
        if !table.rows.is_empty() {
            document.gap();
            let left = if self.every { 0 } else { table.rows.len().saturating_sub(MOST) };
            table.rows.truncate(table.rows.len() - left);
            document.table(table);
            if left > 0 {
                document.line(format!(
                    "… {left} more: `--deviations`, `-f csv` and `-f json` have them."
                ));
            }
        }
        document.remark(self.provenance());
        document
    }

    /// What is played, and what holds at the discount factors given.
    fn headline(&self) -> String {
        let played = match &self.verdict.play {
            Some(way) => {
                let rounds = |list: &[usize]| {
                    let shown = list.iter().take(ROUNDS).map(|&index| self.profile(index));
                    let more = if list.len() > ROUNDS { ", …" } else { "" };
                    format!("{}{more}", shown.collect::<Vec<_>>().join(", "))
                };
                let lead = match &way.lead[..] {
                    [] => String::new(),
                    lead => format!("{}, then ", rounds(lead)),
                };
                let turns = if way.cycle.len() == 1 { "for ever" } else { "in turn" };
                format!("{lead}{} {turns}", rounds(&way.cycle))
            }
            None => "Play is by lot".to_owned(),
        };
        let Some(at) = &self.verdict.at else { return format!("{played}.") };
        let shown: Vec<String> = at.discounts.iter().map(|d| significant(d, DIGITS)).collect();
        let same = at.discounts.iter().all(|other| *other == at.discounts[0]);
        let at_which = if same {
            format!("at the discount factor {}", shown[0])
        } else {
            format!("at the discount factors {}", shown.join(", "))
        };
        let holds = match (at.perfect, at.is_nash()) {
            (Some(true), _) => "a subgame-perfect equilibrium",
            (Some(false), true) => "a Nash equilibrium, not subgame perfect",
            (None, true) => "a Nash equilibrium; open whether subgame perfect",
            (_, false) => "no equilibrium",
        };
        format!("{played}: {holds} {at_which}.")
    }

    fn profile(&self, index: usize) -> String {
        let names = self.shape.profile(index).into_iter().zip(&self.model.players);
        let names: Vec<&str> =
            names.map(|(strategy, player)| player.strategies[strategy].as_str()).collect();
        format!("({})", names.join(", "))
    }

    /// What each player does, earns, and could earn.
    fn players(&self) -> Table {
        let mut heads = vec!["player", "plays"];
        if self.verdict.at.is_some() {
            heads.extend([">earns", ">at best", "by"]);
        }
        let nash = self.verdict.ranges.as_ref().and_then(|ranges| ranges.nash.as_ref());
        if nash.is_some() {
            heads.push("best response");
        }
        let mut table = Table::new(&heads);
        for (place, player) in self.model.players.iter().enumerate() {
            let mut row =
                vec![Cell::text(player.name.as_str()), Cell::text(self.texts[place].as_str())];
            if let Some(at) = &self.verdict.at {
                let best = &at.best[place];
                row.extend([Cell::number(&at.payoffs[place]), Cell::number(&best.payoff)]);
                row.push(Cell::text(match best.sign {
                    Sign::Positive => self.in_words(place, best),
                    _ => "the same".to_owned(),
                }));
                if best.sign == Sign::Positive {
                    row = row.into_iter().map(|cell| cell.styled(Style::Strong)).collect();
                }
            }
            if let Some((each, _)) = nash {
                row.push(Cell::text(said_alone(&each[place])));
            }
            table.row(row);
        }
        table
    }

    /// A better response, as what is done in which states of the others.
    fn in_words(&self, player: usize, best: &Best) -> String {
        let names = &self.model.players[player].strategies;
        let states = best.response.automaton.states();
        let plays = |place: usize| {
            states[place].pure().map_or("?", |strategy| names[strategy].as_str()).to_owned()
        };
        match states.len() {
            1 => format!("{} for ever", plays(0)),
            _ => {
                let each = states.iter().enumerate().take(ROUNDS);
                let each: Vec<String> = each
                    .map(|(place, state)| format!("{} at {}", plays(place), state.name))
                    .collect();
                let more = if states.len() > ROUNDS { ", …" } else { "" };
                format!("{}{more}", each.join(", "))
            }
        }
    }

    /// A joint state by the names of its states.
    fn state(&self, place: usize) -> String {
        let states = self.verdict.states[place].iter().zip(&self.verdict.automata);
        let names: Vec<&str> =
            states.map(|(&state, automaton)| automaton.states()[state].name.as_str()).collect();
        names.join(", ")
    }

    /// Deviations in a single round: all, or, where there are many, those that pay (without discount factors: that ever do).
    fn deviations(&self, every: bool) -> Table {
        let mut heads = vec!["at", "player", "may deviate to"];
        if self.verdict.at.is_some() {
            heads.push(">gains");
        }
        if self.verdict.ranges.is_some() {
            heads.push("keeps to it");
        }
        let all = self.listed();
        let every = every || all.len() <= LISTED;
        let caption = if every {
            "Deviations in a single round, after every history"
        } else {
            "Deviations in a single round that pay"
        };
        let mut table = Table::new(&heads).caption(caption);
        for one in all.into_iter().filter(|one| every || one.pays) {
            let player = &self.model.players[one.player];
            let mut row = vec![
                Cell::text(self.state(one.state)),
                Cell::text(player.name.as_str()),
                Cell::text(player.strategies[one.strategy].as_str()),
            ];
            if self.verdict.at.is_some() {
                row.push(one.gain.map_or_else(Cell::empty, Cell::number));
            }
            if self.verdict.ranges.is_some() {
                row.push(Cell::text(one.sustained.map_or_else(String::new, said_alone)));
            }
            if one.pays && every {
                row = row.into_iter().map(|cell| cell.styled(Style::Strong)).collect();
            }
            table.row(row);
        }
        table
    }

    /// Deviations with what is known of them.
    fn listed(&self) -> Vec<Listed<'_>> {
        let ranges = self.verdict.ranges.as_ref().map(|ranges| &ranges.deviations[..]);
        match &self.verdict.at {
            Some(at) => at
                .deviations
                .iter()
                .enumerate()
                .map(|(place, one)| Listed {
                    state: one.state,
                    player: one.player,
                    strategy: one.strategy,
                    gain: one.gain.as_ref(),
                    // The same deviations in the same order
                    sustained: ranges.map(|all| &all[place].sustained),
                    pays: one.sign == Some(Sign::Positive),
                })
                .collect(),
            None => ranges
                .unwrap_or_default()
                .iter()
                .map(|one| Listed {
                    state: one.state,
                    player: one.player,
                    strategy: one.strategy,
                    gain: None,
                    sustained: Some(&one.sustained),
                    pays: said_alone(&one.sustained) != "always",
                })
                .collect(),
        }
    }

    /// The answer as a table, for CSV: every deviation.
    pub fn data(&self) -> Table {
        self.deviations(true)
    }

    /// Whether nothing that was asked is left open.
    pub fn is_complete(&self) -> bool {
        self.verdict.at.as_ref().is_none_or(|at| {
            at.perfect.is_some() && at.deviations.iter().all(|one| one.sign.is_some())
        })
    }

    fn provenance(&self) -> String {
        let at = match &self.verdict.at {
            Some(at) if at.perfect == Some(true) => {
                "That no single deviation pays after any history was checked again without solving anything. "
            }
            _ => "",
        };
        let ranges = match &self.verdict.ranges {
            Some(ranges) if ranges.nash.is_none() => {
                " Ranges of Nash equilibria are told of rational payoffs."
            }
            Some(_) => "",
            None => {
                " Ranges of discount factors are told where nobody draws lots and joint states are few."
            }
        };
        format!(
            "All in exact arithmetic. {at}Payoffs are averages (times 1 − δ). Histories lead to {}.{ranges}",
            match self.verdict.states.len() {
                1 => "one joint state".to_owned(),
                count => format!("{count} joint states"),
            }
        )
    }

    /// The answer for other programs.
    pub fn json(&self, warnings: &[String]) -> Value {
        let verdict = &self.verdict;
        let profiles = |list: &[usize]| -> Vec<Value> {
            let shown = list.iter();
            shown.map(|&index| profile_json(self.model, &self.shape.profile(index), None)).collect()
        };
        let play = verdict
            .play
            .as_ref()
            .map(|way| json!({ "lead": profiles(&way.lead), "cycle": profiles(&way.cycle) }));
        let states: Vec<Value> = verdict
            .states
            .iter()
            .map(|states| {
                let named = states.iter().zip(&verdict.automata).zip(&self.model.players);
                let named = named.map(|((&state, automaton), player)| {
                    (player.name.clone(), json!(automaton.states()[state].name))
                });
                Value::Object(named.collect())
            })
            .collect();
        let deviations = self.listed().into_iter().map(|one| {
            let player = &self.model.players[one.player];
            json!({
                "state": one.state,
                "player": player.name,
                "strategy": player.strategies[one.strategy],
                "gain": one.gain.map(number_json),
                "sustained": one.sustained.map(|sustained| pieces_json(&sustained.surely)),
            })
        });
        let ranges = verdict.ranges.as_ref();
        let range = |sustained: &Sustained| json!({ "surely": pieces_json(&sustained.surely), "possibly": pieces_json(&sustained.possibly) });
        let at = verdict.at.as_ref();
        json!({
            "schema": "equil.automata/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "players": self.players_json(),
            "play": play,
            "states": states,
            "nash": at.map(AtDiscounts::is_nash),
            "subgame_perfect": at.and_then(|at| at.perfect),
            "nash_range": ranges.and_then(|ranges| ranges.nash.as_ref()).map(|(_, all)| range(all)),
            "subgame_perfect_range": ranges.map(|ranges| range(&ranges.perfect)),
            "deviations": deviations.collect::<Vec<_>>(),
            "complete": self.is_complete(),
            "warnings": warnings,
        })
    }

    fn players_json(&self) -> Value {
        let exact = |x: &Rational| number_json(&(x.clone(), x.clone()));
        let each = self.model.players.iter().enumerate().map(|(place, player)| {
            let own = &self.verdict.automata[place];
            let mut said = Map::new();
            said.insert("strategy".to_owned(), json!(self.texts[place]));
            said.insert("automaton".to_owned(), self.automaton_json(place, own));
            let at = self.verdict.at.as_ref();
            said.insert("discount".to_owned(), json!(at.map(|at| exact(&at.discounts[place]))));
            said.insert("payoff".to_owned(), json!(at.map(|at| number_json(&at.payoffs[place]))));
            let best = at.map(|at| &at.best[place]).map(|best| {
                json!({
                    "payoff": number_json(&best.payoff),
                    "gain": number_json(&best.gain),
                    "automaton": self.automaton_json(place, &best.response.automaton),
                })
            });
            said.insert("best_response".to_owned(), json!(best));
            (player.name.clone(), Value::Object(said))
        });
        Value::Object(each.collect())
    }

    /// States, what they play, and for each profile which state follows.
    fn automaton_json(&self, player: usize, automaton: &Automaton) -> Value {
        let states = automaton.states().iter().map(|state| {
            let plays = state.plays.iter().cloned().enumerate();
            let plays: Vec<(usize, Rational)> =
                plays.filter(|(_, p)| *p != Rational::integer(0)).collect();
            json!({
                "name": state.name,
                "plays": mixture_json(self.model, player, &plays),
                "next": state.next,
            })
        });
        json!({ "start": automaton.start(), "states": states.collect::<Vec<_>>() })
    }
}

/// A deviation, with what is known of it.
struct Listed<'a> {
    state: usize,
    player: usize,
    strategy: usize,
    gain: Option<&'a (Rational, Rational)>,
    sustained: Option<&'a Sustained>,
    pays: bool,
}
