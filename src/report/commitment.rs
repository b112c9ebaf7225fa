//! `equil solve --commitment`: what a leader commits to, the reply, and what that is worth.

use serde_json::{Value, json};

use super::json::{Point, game_json, mixed_profile_json, number_json, profile_json};
use super::profile::mixed_cell;
use super::{Block, Document, mixed_in_words};
use crate::certify::expected;
use crate::commitment::{Mixed, Pure};
use crate::game::{Payoffs, Profile};
use crate::lp::Proved;
use crate::model::Model;
use crate::nash::{Coverage, Outcome};
use crate::num::{Rational, Ring};
use crate::table::{Cell, Style, Table, shown};

/// A commitment, ready to be told.
#[derive(Clone, Debug)]
pub struct Committed<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its payoffs.
    pub payoffs: &'a Payoffs,
    /// Where.
    pub point: Point,
    /// What the leader commits to.
    pub commitment: &'a Commitment,
    /// The equilibria without commitment.
    pub nash: &'a Outcome,
}

/// A commitment of either kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Commitment {
    /// To one strategy.
    Pure(Pure),
    /// To probabilities, which the follower sees, though not what comes of them.
    Mixed(Mixed),
}

impl Commitment {
    /// Who commits.
    pub fn leader(&self) -> usize {
        match self {
            Self::Pure(pure) => pure.leader,
            Self::Mixed(mixed) => mixed.leader,
        }
    }

    /// Whether it is proved to be the best one.
    pub fn is_settled(&self) -> bool {
        match self {
            Self::Pure(pure) => pure.settled && pure.without_reply.is_empty(),
            Self::Mixed(_) => true,
        }
    }

    fn profile(&self, counts: &[usize]) -> Profile<Rational> {
        match self {
            Self::Pure(pure) => Profile::pure(counts, &pure.profile),
            Self::Mixed(mixed) => {
                let vertex = |count: usize| {
                    (0..count).map(|s| Rational::integer((s == mixed.reply).into())).collect()
                };
                let mut strategies: Vec<Vec<Rational>> =
                    counts.iter().map(|&count| vertex(count)).collect();
                strategies[mixed.leader].clone_from(&mixed.strategy);
                Profile::new(strategies)
            }
        }
    }

    /// What else the others might do, as pure profiles.
    fn ties(&self, payoffs: &Payoffs) -> Vec<Vec<usize>> {
        match self {
            Self::Pure(pure) => pure.ties.iter().map(|&i| payoffs.shape().profile(i)).collect(),
            Self::Mixed(mixed) => mixed.ties.iter().map(|&reply| vec![reply; 2]).collect(),
        }
    }
}

impl Committed<'_> {
    fn name(&self, player: usize) -> &str {
        &self.model.players[player].name
    }

    fn gets(&self, profile: &Profile<Rational>, player: usize) -> Option<(Rational, Rational)> {
        self.payoffs.bounds(player, &expected(self.payoffs, player, profile))
    }

    /// The proved equilibrium that pays the leader most, and the one that pays least.
    fn extremes(&self) -> Option<[&Profile<Rational>; 2]> {
        let leader = self.commitment.leader();
        let proved = self.nash.equilibria.iter().filter(|e| e.is_proved());
        let mut ranked: Vec<(Rational, &Profile<Rational>)> =
            proved.filter_map(|e| Some((self.gets(&e.profile, leader)?.0, &e.profile))).collect();
        ranked.sort_by(|a, b| a.0.cmp(&b.0));
        Some([ranked.last()?.1, ranked.first()?.1])
    }

    /// The answer in words and tables.
    pub fn document(&self, digits: usize) -> Document {
        let mut document = Document::new();
        self.point.tell(&self.model.info.name, &mut document);
        let leader = self.commitment.leader();
        let profile = self.commitment.profile(self.payoffs.shape().strategies());
        let to = mixed_in_words(&self.model.players[leader].strategies, &profile[leader], digits);
        let who = self.name(leader);
        document.pieces(vec![
            (Style::Strong, format!("{who} commits to {to}.")),
            (Style::Plain, " ".to_owned() + &self.worth(&profile, digits)),
        ]);
        document.gap();
        document.table(self.table(digits));
        let place = document.blocks.len();
        self.remarks(&mut document);
        if document.blocks.len() > place {
            document.blocks.insert(place, Block::Gap);
        }
        document.remark(self.provenance());
        document
    }

    /// The comparison with equilibria without commitment.
    fn worth(&self, profile: &Profile<Rational>, digits: usize) -> String {
        let leader = self.commitment.leader();
        let which = match self.nash.coverage {
            Coverage::All => "best equilibrium without commitment",
            Coverage::AllPure => "best pure equilibrium without commitment",
            Coverage::Some => "best equilibrium found without commitment",
        };
        let pair = self
            .extremes()
            .and_then(|[best, _]| Some((self.gets(profile, leader)?, self.gets(best, leader)?)));
        let Some((gets, best)) = pair else {
            return "No equilibrium without commitment was found to compare with.".to_owned();
        };
        let (low, high) = (gets.0.minus(&best.1), gets.1.minus(&best.0));
        let who = self.name(leader);
        if low.is_zero() && high.is_zero() {
            format!("That is worth as much as {who}'s {which}.")
        } else if high < Rational::zero() {
            let less = shown(&high.negated(), &low.negated(), digits);
            format!("That is worth {less} less than {who}'s {which}.")
        } else {
            format!("That is worth {} more than {who}'s {which}.", shown(&low, &high, digits))
        }
    }

    /// What everybody plays and gets, and what they would get without commitment.
    pub fn table(&self, digits: usize) -> Table {
        let profile = self.commitment.profile(self.payoffs.shape().strategies());
        let leader = self.commitment.leader();
        let best = self.extremes().map(|[best, _]| best);
        let who = self.name(leader);
        let head = format!(">in {who}'s best equilibrium");
        let mut heads = vec!["", "plays", ">gets"];
        if best.is_some() {
            heads.push(&head);
        }
        let mut table = Table::new(&heads);
        let number = |bounds: Option<(Rational, Rational)>| {
            bounds.map_or_else(|| Cell::text("?"), |bounds| Cell::number(&bounds))
        };
        for (player, described) in self.model.players.iter().enumerate() {
            let plays = mixed_cell("", &described.strategies, &profile[player], digits);
            let mut row = vec![
                Cell::text(described.name.as_str()),
                plays.styled(Style::Strong),
                number(self.gets(&profile, player)),
            ];
            if let Some(best) = best {
                row.push(number(self.gets(best, player)));
            }
            table.row(row);
        }
        table
    }

    fn remarks(&self, document: &mut Document) {
        let leader = self.commitment.leader();
        let who = self.name(leader);
        let ties = self.commitment.ties(self.payoffs);
        if !ties.is_empty() {
            let others: Vec<String> = ties
                .iter()
                .take(3)
                .map(|profile| {
                    let said = self.model.players.iter().enumerate().filter(|(p, _)| *p != leader);
                    let said = said.map(|(p, player)| {
                        format!("{} = {}", player.name, player.strategies[profile[p]])
                    });
                    said.collect::<Vec<_>>().join(", ")
                })
                .collect();
            let more = if ties.len() > 3 { "; …" } else { "" };
            document.line(format!(
                "The reply might as well be {}{more}: the answer assumes the one that {who} prefers.",
                others.join("; ")
            ));
        }
        if let Commitment::Pure(pure) = self.commitment {
            if !pure.without_reply.is_empty() {
                let names: Vec<&str> = pure
                    .without_reply
                    .iter()
                    .map(|&s| self.model.players[leader].strategies[s].as_str())
                    .collect();
                let names = names.join(", ");
                document.line(format!(
                    "Not considered: after {names} the others have no pure equilibrium."
                ));
            }
            if !pure.settled {
                document.line("Not all comparisons could be settled: another may be better.");
            }
        }
    }

    fn provenance(&self) -> String {
        let how = match self.commitment {
            Commitment::Pure(_) => "by comparing every commitment and reply",
            Commitment::Mixed(_) => "by one linear program for each reply",
        };
        format!("Found {how}; proved in exact arithmetic; best among {}.", self.kind_said())
    }

    fn kind_said(&self) -> &'static str {
        match self.commitment {
            Commitment::Pure(_) => "pure commitments",
            Commitment::Mixed(_) => "all commitments",
        }
    }

    /// Everything, for other programs (`equil.commitment/1`).
    pub fn json(&self, warnings: &[String]) -> Value {
        let counts = self.payoffs.shape().strategies();
        let leader = self.commitment.leader();
        let profile = self.commitment.profile(counts);
        let strategies = mixed_profile_json(self.model, &profile);
        let ties: Vec<Value> = self
            .commitment
            .ties(self.payoffs)
            .iter()
            .map(|tie| profile_json(self.model, tie, Some(leader)))
            .collect();
        let nash = self.extremes().map(|[best, worst]| {
            json!({
                "coverage": self.nash.coverage.name(),
                "best": self.payoffs_json(best),
                "worst": self.payoffs_json(worst),
            })
        });
        let mut said = json!({
            "schema": "equil.commitment/1",
            "game": game_json(self.model),
            "point": self.point.json(),
            "leader": self.name(leader),
            "kind": match self.commitment { Commitment::Pure(_) => "pure", Commitment::Mixed(_) => "mixed" },
            "strategies": strategies,
            "payoffs": self.payoffs_json(&profile),
            "ties": ties,
            "nash": nash,
            "complete": self.commitment.is_settled(),
            "warnings": warnings,
        });
        let more = match self.commitment {
            Commitment::Pure(pure) => {
                let names = &self.model.players[leader].strategies;
                let names: Vec<&String> = pure.without_reply.iter().map(|&s| &names[s]).collect();
                ("without_reply", json!(names))
            }
            Commitment::Mixed(mixed) => ("replies", self.replies_json(mixed)),
        };
        if let Value::Object(said) = &mut said {
            said.insert(more.0.to_owned(), more.1);
        }
        said
    }

    fn payoffs_json(&self, profile: &Profile<Rational>) -> Value {
        let each = self.model.players.iter().enumerate().map(|(number, player)| {
            let gets = self.gets(profile, number);
            (player.name.clone(), gets.as_ref().map_or(Value::Null, number_json))
        });
        Value::Object(each.collect())
    }

    /// What the leader gets at most by making each reply the best one; `null` if it never is.
    fn replies_json(&self, mixed: &Mixed) -> Value {
        let names = &self.model.players[1 - mixed.leader].strategies;
        let each = names.iter().zip(&mixed.replies).map(|(name, proved)| {
            let value =
                Proved::value(proved).map(|value| number_json(&(value.clone(), value.clone())));
            (name.clone(), value.unwrap_or(Value::Null))
        });
        Value::Object(each.collect())
    }
}
