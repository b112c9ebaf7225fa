//! Play that follows the strategies of a payoff set, round by round.

use serde_json::{Value, json};

use super::correlated::profile_named;
use super::json::{number_json, profile_json};
use super::{Document, EquilibriumPayoffs};
use crate::num::{Certain, Interval, Rational, Ring};
use crate::repeated::{Bounds, Cost, Round};
use crate::table::{Cell, Style, Table};

/// Play of so many rounds, ready to be told.
#[derive(Clone, Debug)]
pub struct Simulated {
    /// The state in which play starts.
    pub start: usize,
    /// What lots were drawn from.
    pub seed: u64,
    /// The rounds; none where no equilibrium was proved that could be played.
    pub rounds: Vec<Round>,
}

/// So many stretches of rounds are listed in text.
const LISTED: usize = 40;

/// Of longer plays sums are enclosed: their fractions have too many digits.
const EXACTLY: usize = 256;

impl Simulated {
    /// Adds the play to a document, all of it if `all`.
    pub(super) fn tell(&self, of: &EquilibriumPayoffs<'_>, all: bool, document: &mut Document) {
        document.gap();
        if self.rounds.is_empty() {
            document.line("There is nothing to play: no equilibrium was proved.");
            return;
        }
        let stretches = self.stretches();
        let shown = if all { stretches.len() } else { LISTED.min(stretches.len()) };
        let caption = if self.rounds.iter().any(|round| round.by_lot) {
            format!("One way that play may go, with lots drawn from seed {}", self.seed)
        } else {
            "How play goes".to_owned()
        };
        document.table(self.table(of, &stretches[..shown]).caption(caption));
        if shown < stretches.len() {
            let left = self.rounds.len() - stretches[shown - 1].1 - 1;
            document.line(format!("… {left} more rounds: `-v`, `-f csv` and `-f json` have them."));
        }
        let mut alone = self.deviations(of).into_iter();
        for (place, round) in self.rounds.iter().enumerate() {
            if round.both {
                document.line(together(of, place + 1, round));
            } else if round.deviated.is_some()
                && let Some((_, player, cost)) = alone.next()
            {
                document.line(said(of, place + 1, round, player, &cost));
            }
        }
        document.line(self.promised(of));
    }

    /// Rounds that are alike, from the first to the last.
    fn stretches(&self) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (place, round) in self.rounds.iter().enumerate() {
            let alike = |from: usize| {
                let first = &self.rounds[from];
                let same = (first.state, first.profile) == (round.state, round.profile);
                same && !deviates(first) && !deviates(round)
            };
            match found.last_mut().filter(|(from, _)| alike(*from)) {
                Some((_, to)) => *to = place,
                None => found.push((place, place)),
            }
        }
        found
    }

    /// Every round, for other programs.
    pub(super) fn data(&self, of: &EquilibriumPayoffs<'_>) -> Table {
        let each: Vec<(usize, usize)> =
            (0..self.rounds.len()).map(|place| (place, place)).collect();
        self.table(of, &each)
    }

    fn table(&self, of: &EquilibriumPayoffs<'_>, stretches: &[(usize, usize)]) -> Table {
        let names = || of.model.players.iter().map(|player| player.name.as_str());
        let mut heads = vec![">round".to_owned(), ">state".to_owned(), "play".to_owned()];
        heads.push("deviates".to_owned());
        heads.extend(names().map(|name| format!(">{name}")));
        heads.extend(names().map(|name| format!(">{name} so far")));
        let any = self.rounds.iter().any(deviates);
        if !any {
            heads.remove(3);
        }
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let mut table = Table::new(&heads);
        let sums = self.sums(of);
        for &(from, to) in stretches {
            let round = &self.rounds[from];
            let when = if from == to {
                (from + 1).to_string()
            } else {
                format!("{}–{}", from + 1, to + 1)
            };
            let mut row = vec![
                Cell::text(when),
                Cell::text((round.state + 1).to_string()),
                Cell::text(profile_named(of.model, of.game.shape(), round.profile)),
            ];
            if any {
                row.push(Cell::text(who(of, round).join(", ")).styled(Style::Bad));
            }
            row.extend((0..2).map(|player| Cell::exact(&of.game.payoffs(player)[round.profile])));
            row.extend(sums[to].iter().map(Cell::number));
            table.row(row);
        }
        table
    }

    /// What each player has got after each round: `(1 − δ) Σ δ^t u`, a part of an average.
    fn sums(&self, of: &EquilibriumPayoffs<'_>) -> Vec<[Bounds; 2]> {
        if self.rounds.len() > EXACTLY
            && let Some(sums) = self.added(of, Interval::from_rational, Interval::bounds)
        {
            return sums;
        }
        let exact = |x: &Rational| Some((x.clone(), x.clone()));
        self.added(of, Rational::clone, exact).unwrap_or_default()
    }

    fn added<T: Ring>(
        &self,
        of: &EquilibriumPayoffs<'_>,
        read: impl Fn(&Rational) -> T,
        told: impl Fn(&T) -> Option<Bounds>,
    ) -> Option<Vec<[Bounds; 2]>> {
        let discount = read(&of.set.discount);
        let mut weight = read(&Rational::integer(1).minus(&of.set.discount));
        let mut sums = [T::zero(), T::zero()];
        let each = self.rounds.iter().map(|round| {
            for (player, sum) in sums.iter_mut().enumerate() {
                sum.add_product(&weight, &read(&of.game.payoffs(player)[round.profile]));
            }
            weight *= &discount;
            Some([told(&sums[0])?, told(&sums[1])?])
        });
        each.collect()
    }

    /// Deviations of one player alone: the round, who, and what it costs.
    fn deviations(&self, of: &EquilibriumPayoffs<'_>) -> Vec<(usize, usize, Cost)> {
        let each = self.rounds.iter().enumerate().filter_map(|(place, round)| {
            let player = round.deviated?;
            Some((place, player, of.set.cost(of.game, round.state, round.profile, player)))
        });
        each.collect()
    }

    /// What the first state promised, beside what was had.
    fn promised(&self, of: &EquilibriumPayoffs<'_>) -> String {
        let names = || of.model.players.iter().map(|player| player.name.as_str());
        let listed = |all: &[Bounds]| {
            let each = names().zip(all).map(|(name, one)| format!("{name} {}", digits(one)));
            each.collect::<Vec<_>>().join(", ")
        };
        let had = self.sums(of).pop().map_or_else(Vec::new, |sums| sums.to_vec());
        let (rounds, discount) = (self.rounds.len(), of.set.discount.nearest_f64());
        let left = (0..rounds).fold(100.0, |left, _| left * discount);
        let left = Rational::from_f64(left).unwrap_or_else(Rational::zero);
        format!(
            "State {} promises {}; after {rounds} rounds there is {}, and {} % of all weight is on later ones.",
            self.start + 1,
            listed(&of.set.vertices[self.start].payoff),
            listed(&had),
            Cell::exact(&left).shown(2)
        )
    }

    /// The answer for other programs.
    pub(super) fn json(&self, of: &EquilibriumPayoffs<'_>) -> Value {
        let named = |player: usize| of.model.players[player].name.as_str();
        let rounds = self.rounds.iter().zip(self.sums(of)).map(|(round, sums)| {
            let payoffs = (0..2).map(|player| {
                let payoff = of.game.payoffs(player)[round.profile].clone();
                number_json(&(payoff.clone(), payoff))
            });
            json!({
                "state": round.state,
                "plays": profile_json(of.model, &of.game.shape().profile(round.profile), None),
                "payoffs": payoffs.collect::<Vec<_>>(),
                "so_far": sums.iter().map(number_json).collect::<Vec<_>>(),
                "deviates": round.deviated.map(named),
                "deviators": who(of, round),
                "by_lot": round.by_lot,
            })
        });
        let deviations = self.deviations(of).into_iter().map(|(round, player, cost)| {
            json!({
                "round": round,
                "player": named(player),
                "promised": number_json(&cost.promised),
                "instead": number_json(&cost.instead),
                "lost": number_json(&cost.lost),
            })
        });
        let promised = of.set.vertices[self.start].payoff.iter().map(number_json);
        json!({
            "start": self.start,
            "seed": self.seed,
            "promised": promised.collect::<Vec<_>>(),
            "rounds": rounds.collect::<Vec<_>>(),
            "deviations": deviations.collect::<Vec<_>>(),
        })
    }
}

/// Digits of payoffs in sentences.
const DIGITS: usize = 4;

fn digits(bounds: &Bounds) -> String {
    Cell::number(bounds).shown(DIGITS)
}

/// Whether somebody did something else than was meant.
fn deviates(round: &Round) -> bool {
    round.both || round.deviated.is_some()
}

/// Who did something else than was meant.
fn who<'a>(of: &EquilibriumPayoffs<'a>, round: &Round) -> Vec<&'a str> {
    let players = of.model.players.iter().enumerate();
    let own = players.filter(|(place, _)| round.both || round.deviated == Some(*place));
    own.map(|(_, player)| player.name.as_str()).collect()
}

/// What follows when both deviate, in words.
fn together(of: &EquilibriumPayoffs<'_>, number: usize, round: &Round) -> String {
    let shape = of.game.shape();
    let each = of.model.players.iter().enumerate().map(|(place, player)| {
        format!("{} to {}", player.name, player.strategies[shape.strategy(round.profile, place)])
    });
    let each: Vec<String> = each.collect();
    format!(
        "Round {number}: both deviate at once, {}: nobody did alone, and play goes on as if nobody had.",
        each.join(", ")
    )
}

/// What a deviation costs, in words.
fn said(
    of: &EquilibriumPayoffs<'_>,
    number: usize,
    round: &Round,
    player: usize,
    cost: &Cost,
) -> String {
    let shape = of.game.shape();
    let who = &of.model.players[player];
    let meant = of.set.vertices[round.state].generated.profile;
    let strategy = |profile: usize| &who.strategies[shape.strategy(profile, player)];
    let pays = |profile: usize| {
        let payoff = of.game.payoffs(player)[profile].clone();
        digits(&(payoff.clone(), payoff))
    };
    format!(
        "Round {number}: {} deviates to {} ({} at once, {} for {}), and state {} follows: {} on average from then on, not {}; lost: {}.",
        who.name,
        strategy(round.profile),
        pays(round.profile),
        pays(meant),
        strategy(meant),
        of.set.threats[player] + 1,
        digits(&cost.instead),
        digits(&cost.promised),
        digits(&cost.lost)
    )
}
