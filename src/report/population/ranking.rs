//! How strategies, or profiles, rank.

use super::{Population, cell, greatest, percent};
use crate::population::{Alpha, Compared, Found, Ranking, Society};
use crate::table::{Cell, Style, Table, in_full};

impl Population<'_> {
    /// Whether states are strategies of one population.
    fn is_one(&self) -> bool {
        self.symmetry.is_some()
    }

    /// A state in words.
    pub(super) fn state_named(&self, state: usize) -> String {
        if self.is_one() {
            return self.names()[state].clone();
        }
        let profile = self.payoffs.shape().profile(state);
        let each = self.model.players.iter().zip(profile);
        each.map(|(player, strategy)| format!("{} = {}", player.name, player.strategies[strategy]))
            .collect::<Vec<_>>()
            .join(", ")
    }

    pub(super) fn ranking_summary(&self, asked: &Alpha, ranking: &Ranking, _: usize) -> String {
        let at = match &asked.alpha {
            Some(alpha) => format!("at α = {}", in_full(alpha)),
            None => "in the limit".to_owned(),
        };
        let Some(shares) = &ranking.shares else {
            let limit = ranking.limit.as_ref();
            return match limit.map(|limit| &limit.classes[..]) {
                Some([class]) => format!(
                    "{at} play goes round among {} of {} states; how often it is at each was not solved",
                    class.len(),
                    if self.is_one() {
                        self.names().len()
                    } else {
                        self.payoffs.shape().profiles()
                    }
                ),
                classes => {
                    let count = classes.map_or(0, <[_]>::len);
                    format!("{at} {count} sets of states can be left, and which is open")
                }
            };
        };
        let best = greatest(shares);
        if let Some(limit) = &ranking.limit
            && let [class] = &limit.classes[..]
        {
            return match &class[..] {
                [only] => format!("{at} play is always at {}", self.state_named(*only)),
                many => format!(
                    "{at} play goes round among {} of {} states, most often ({}) at {}",
                    many.len(),
                    shares.len(),
                    percent(&shares[best]),
                    self.state_named(best)
                ),
            };
        }
        format!(
            "{at} {} ranks first: {} of the time",
            self.state_named(best),
            percent(&shares[best])
        )
    }

    /// A row for each state, by rank; in text not for those that keep nothing.
    pub(super) fn ranks(&self, ranking: &Ranking, most: usize, digits: usize) -> Table {
        let players: Vec<&str> = if self.is_one() {
            vec!["strategy"]
        } else {
            self.model.players.iter().map(|player| player.name.as_str()).collect()
        };
        let mut heads = vec![">rank"];
        heads.extend(&players);
        heads.push(">share of time");
        let limit = ranking.limit.as_ref();
        if limit.is_some() {
            heads.push(">class");
        }
        let mut table = Table::new(&heads);
        let Some(shares) = &ranking.shares else { return table };
        for ranked in ranking.ranked().iter().take(most) {
            if most < usize::MAX && shares[ranked.state].1.is_zero() {
                break;
            }
            let mut row = vec![Cell::text(ranked.rank.to_string())];
            if self.is_one() {
                row.push(Cell::text(self.names()[ranked.state].as_str()));
            } else {
                let profile = self.payoffs.shape().profile(ranked.state);
                let each = self.model.players.iter().zip(profile);
                row.extend(each.map(|(player, s)| Cell::text(player.strategies[s].as_str())));
            }
            row.push(cell(&shares[ranked.state], digits).styled(Style::Strong));
            if let Some(limit) = limit {
                let class = limit.classes.iter().position(|class| class.contains(&ranked.state));
                let number = class.map_or_else(String::new, |class| (class + 1).to_string());
                row.push(Cell::text(number));
            }
            table.row(row);
        }
        table
    }

    /// The sets of states that can be left, where shares are not known.
    pub(super) fn left(&self, ranking: &Ranking) -> Table {
        let mut table = Table::new(&[">class", "states", "left"]);
        let Some(limit) = &ranking.limit else { return table };
        for (place, class) in limit.classes.iter().enumerate() {
            for (first, &state) in class.iter().enumerate() {
                let number =
                    if first == 0 { Cell::text((place + 1).to_string()) } else { Cell::empty() };
                let kept = match limit.kept[place] {
                    Some(true) => "yes",
                    Some(false) => "no",
                    None => "open",
                };
                let kept = if first == 0 { Cell::text(kept) } else { Cell::empty() };
                table.row(vec![number, Cell::text(self.state_named(state)), kept]);
            }
        }
        table
    }

    #[allow(clippy::unused_self)] // reads as the others
    pub(super) fn ranking_how(&self, asked: &Alpha, ranking: &Ranking) -> String {
        let who = match (asked.society, asked.compared) {
            (Society::Each, _) => format!("a population of {} for each player", asked.size),
            (Society::One, Compared::Pair) => {
                format!(
                    "one population of {}, who compare what they get from each other",
                    asked.size
                )
            }
            (Society::One, Compared::Population) => {
                format!("one population of {}, who compare what they get on average", asked.size)
            }
        };
        let how = match ranking.limit.as_ref().map(|limit| limit.found) {
            None => "shares are enclosed",
            Some(Found::OneClass) => {
                "one class is left by the moves that do not vanish, and was solved"
            }
            Some(Found::LargeClass) => {
                "one class is left by the moves that do not vanish, too large to be solved"
            }
            Some(Found::Leading) => {
                "the leading terms of the whole chain, computed without subtraction, and trees of least \
                 resistance agree"
            }
            Some(Found::Trees) => {
                "trees of least resistance say what is left; the chain is too large for shares"
            }
            Some(Found::Open) => {
                "payoffs that are not rational leave it open; `--alpha 10` asks at a finite α"
            }
        };
        format!("α-rank: {who}; {how}.")
    }
}
