//! A given profile, certified: is it an equilibrium, and what would each deviation gain?

use serde_json::{Map, Value, json};

use super::Document;
use super::json::{certificate_json, mixed_profile_json, number_json};
use super::profile::mixed_cell;
use crate::certify::{Certificate, Standing, certify, deviations, expected};
use crate::game::{Payoffs, Profile};
use crate::model::Model;
use crate::num::{Rational, Sign};
use crate::table::{Cell, Style, Table, shown};

/// A profile and what is proved about it.
#[derive(Clone, Debug)]
pub struct Certified<'a> {
    model: &'a Model,
    payoffs: &'a Payoffs,
    profile: &'a Profile<Rational>,
    standings: Vec<Standing>,
    certificate: Option<Certificate>,
}

impl<'a> Certified<'a> {
    /// Certifies `profile`, without any search.
    pub fn new(model: &'a Model, payoffs: &'a Payoffs, profile: &'a Profile<Rational>) -> Self {
        let standings = deviations(payoffs, profile);
        let certificate = certify(payoffs, profile);
        Self { model, payoffs, profile, standings, certificate }
    }

    /// Whether it is an equilibrium, if that could be settled.
    pub fn is_equilibrium(&self) -> Option<bool> {
        if self.standings.iter().any(|s| s.sign == Some(Sign::Positive)) {
            return Some(false);
        }
        self.standings.iter().all(|s| s.sign.is_some()).then_some(true)
    }

    /// Whether every deviation to another pure strategy is proved to lose.
    fn is_strict(&self) -> bool {
        let stays = |s: &Standing| self.profile[s.player][s.strategy] == Rational::integer(1);
        self.standings.iter().all(|s| stays(s) || s.sign == Some(Sign::Negative))
    }

    fn bounds(&self, standing: &Standing) -> Option<(Rational, Rational)> {
        self.payoffs.bounds(standing.player, &standing.gain)
    }

    /// The deviation that gains most.
    fn best(&self) -> Option<(&Standing, (Rational, Rational))> {
        self.standings
            .iter()
            .filter_map(|standing| Some((standing, self.bounds(standing)?)))
            .max_by(|(_, a), (_, b)| a.1.cmp(&b.1))
    }

    /// The verdict and the table of deviations.
    pub fn document(&self, digits: usize) -> Document {
        let mut document = Document::new();
        let verdict = match self.is_equilibrium() {
            Some(true) if self.is_strict() => "A strict Nash equilibrium.",
            Some(true) => "A Nash equilibrium.",
            Some(false) => "Not a Nash equilibrium.",
            None => "Not settled: some gain is too close to 0 for the precision allowed.",
        };
        let mut line = vec![(Style::Strong, verdict.to_owned())];
        match self.is_equilibrium() {
            Some(true) if self.is_strict() => {
                line.push((Style::Plain, " Whoever deviates alone loses.".to_owned()));
            }
            Some(true) => {
                line.push((Style::Plain, " Nobody gains by deviating alone.".to_owned()));
            }
            _ => {
                let gain = self.gain_in_words(digits);
                if !gain.is_empty() {
                    line.push((Style::Plain, format!(" {gain}.")));
                }
            }
        }
        document.pieces(line);
        if let Some(Certificate::Regret(bound)) = &self.certificate {
            document
                .line(format!("It is an ε-equilibrium with ε = {}.", shown(bound, bound, digits)));
        }
        document.gap();
        document.table(self.data(digits));
        document.remark(
            "Proved from the payoffs alone: no search was made, and other equilibria may exist.",
        );
        document
    }

    /// Who gains most by deviating: `ann gains 1.0000 by defect`; nothing where there is nobody.
    pub fn gain_in_words(&self, digits: usize) -> String {
        let Some((standing, (low, high))) = self.best() else { return String::new() };
        let player = &self.model.players[standing.player];
        let may = if standing.sign == Some(Sign::Positive) { "gains" } else { "may gain" };
        let (gain, strategy) = (shown(&low, &high, digits), &player.strategies[standing.strategy]);
        format!("{} {may} {gain} by {strategy}", player.name)
    }

    /// A row for each strategy: what switching to it alone gains.
    pub fn data(&self, digits: usize) -> Table {
        let heads = ["player", "plays", ">gets", "deviates to", ">gains"];
        let mut table = Table::new(&heads);
        let mut last = None;
        for standing in &self.standings {
            let player = &self.model.players[standing.player];
            let first = last != Some(standing.player);
            last = Some(standing.player);
            let strategy = &self.profile[standing.player];
            let mut row = if first {
                let worth = expected(self.payoffs, standing.player, self.profile);
                let gets = self.payoffs.bounds(standing.player, &worth);
                vec![
                    Cell::text(player.name.as_str()),
                    mixed_cell("", &player.strategies, strategy, digits).styled(Style::Strong),
                    gets.map_or_else(|| Cell::text("?"), |bounds| Cell::number(&bounds)),
                ]
            } else {
                vec![Cell::empty(), Cell::empty(), Cell::empty()]
            };
            row.push(Cell::text(player.strategies[standing.strategy].as_str()));
            row.push(match (self.bounds(standing), standing.sign) {
                (_, Some(Sign::Zero)) => Cell::text("0").styled(Style::Faint),
                (Some(bounds), sign) => {
                    // What gains speaks against the profile
                    let style = match sign {
                        Some(Sign::Positive) => Style::Bad,
                        _ => Style::Plain,
                    };
                    Cell::signed(&bounds, sign).styled(style)
                }
                (None, _) => Cell::text("?"),
            });
            table.row(row);
        }
        table
    }

    /// Everything, for other programs: `profile` in `equil.check/1`.
    pub fn json(&self) -> Value {
        let strategies = mixed_profile_json(self.model, self.profile);
        let mut gets = Map::new();
        for (number, player) in self.model.players.iter().enumerate() {
            let worth = expected(self.payoffs, number, self.profile);
            let worth = self.payoffs.bounds(number, &worth);
            gets.insert(player.name.clone(), worth.as_ref().map_or(Value::Null, number_json));
        }
        let deviations: Vec<Value> = self
            .standings
            .iter()
            .map(|standing| {
                let player = &self.model.players[standing.player];
                json!({
                    "player": player.name,
                    "strategy": player.strategies[standing.strategy],
                    "gain": self.bounds(standing).as_ref().map_or(Value::Null, number_json),
                    "gains": standing.sign.map(|sign| sign == Sign::Positive),
                })
            })
            .collect();
        json!({
            "strategies": strategies,
            "payoffs": gets,
            "is_equilibrium": self.is_equilibrium(),
            "is_strict": self.is_equilibrium() == Some(true) && self.is_strict(),
            "certificate": self.certificate.as_ref().map_or(Value::Null, certificate_json),
            "deviations": deviations,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Limits, read};
    use crate::model::Assignment;
    use crate::text::Source;

    fn told(profile: &[Vec<i64>], denominator: i64) -> (Option<bool>, bool, Option<Certificate>) {
        let file = "format = 1\n[game]\nname = \"bos\"\n[players]\na = [\"x\", \"y\"]\n\
                    b = [\"x\", \"y\"]\n[table.matrix]\na = [[2, 0], [0, 1]]\nb = [[1, 0], [0, 2]]\n";
        let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
        let payoffs = model.at(&Assignment::of(&model), 1024).unwrap();
        let strategy = |counts: &Vec<i64>| {
            counts.iter().map(|&n| Rational::new(n, denominator).unwrap()).collect()
        };
        let profile = Profile::new(profile.iter().map(strategy).collect());
        let certified = Certified::new(&model, &payoffs, &profile);
        (certified.is_equilibrium(), certified.is_strict(), certified.certificate)
    }

    #[test]
    fn profiles_are_certified_without_a_search() {
        let strict = told(&[vec![1, 0], vec![1, 0]], 1);
        assert_eq!(strict, (Some(true), true, Some(Certificate::Exact)));
        let mixed = told(&[vec![2, 1], vec![1, 2]], 3);
        assert_eq!(mixed, (Some(true), false, Some(Certificate::Exact)));
        let (equilibrium, _, certificate) = told(&[vec![1, 0], vec![0, 1]], 1);
        assert_eq!(equilibrium, Some(false));
        assert_eq!(certificate, Some(Certificate::Regret(Rational::integer(1))));
    }
}
