//! Queries about small games, as masks.

use super::supports::{Candidate, Term, both};
use super::{Facts, Small};
use crate::formula::{Bounded, Lanes};
use crate::game::Support;
use crate::model::{MixedChoice, QueryKind, Restriction};
use crate::sweep::Answers;
use crate::sweep::answers::Word;

/// How a query is answered where all signs are known.
#[derive(Clone, Debug)]
pub(in crate::sweep::kernel) struct Rule {
    /// Which of the small games it is about.
    pub(in crate::sweep::kernel) game: usize,
    asks: Asks,
}

#[derive(Clone, Debug)]
enum Asks {
    /// Yes where the first holds, and none of the others.
    Signs {
        term: Term,
        never: Vec<Term>,
    },
    /// Yes where one of some equilibria is there, and none of others.
    Equilibria {
        some: u32,
        never: u32,
    },
    Unique,
    Count,
    /// Of one side, that one of some strategies is played.
    Probability {
        side: usize,
        within: Vec<bool>,
        always: u32,
        never: u32,
    },
    /// The sum of payoffs in the only equilibrium.
    Worth {
        players: Vec<usize>,
        results: Vec<Vec<usize>>,
    },
}

impl Small {
    /// The rule of a query in this game, the `number`-th; nothing where signs do not tell.
    pub(in crate::sweep::kernel) fn rule(
        &self,
        number: usize,
        kind: &QueryKind,
        payoffs: &mut super::Payoffs<'_>,
    ) -> Option<Rule> {
        let all = (0..self.candidates.len()).fold(0, |bits, place| bits | 1 << place);
        let pure = self.those(|candidate| candidate.played[0].len() == 1);
        let asks = match kind {
            // Nothing is a tie
            QueryKind::Dominant { player, target }
            | QueryKind::WeaklyDominant { player, target }
            | QueryKind::BestResponse { player, target } => self.beats(*player, target)?,
            QueryKind::Nash(profile) => self.nash(profile)?,
            QueryKind::EveryEquilibrium { player, target } => {
                let (inside, _) = self.inside(*player, target)?;
                Asks::Equilibria { some: all, never: all & !inside }
            }
            QueryKind::SomeEquilibrium { player, target } => {
                Asks::Equilibria { some: self.inside(*player, target)?.0, never: 0 }
            }
            QueryKind::EveryPureEquilibrium { player, target } => {
                let (inside, _) = self.inside(*player, target)?;
                Asks::Equilibria { some: pure, never: pure & !inside }
            }
            QueryKind::SomePureEquilibrium { player, target } => {
                Asks::Equilibria { some: pure & self.inside(*player, target)?.0, never: 0 }
            }
            QueryKind::UniqueNash => Asks::Unique,
            QueryKind::CountNash => Asks::Count,
            QueryKind::Probability { player, target } => {
                let (always, never) = self.inside(*player, target)?;
                let (side, within) = self.within(*player, target)?;
                Asks::Probability { side, within, always, never }
            }
            QueryKind::Payoff { player } => self.worth(vec![*player], payoffs),
            QueryKind::Welfare => self.worth((0..self.kept.len()).collect(), payoffs),
            _ => return None,
        };
        Some(Rule { game: number, asks })
    }

    /// The equilibria of which something holds.
    fn those(&self, holds: impl Fn(&Candidate) -> bool) -> u32 {
        let bits = (0..).zip(&self.candidates).filter(|(_, candidate)| holds(candidate));
        bits.fold(0, |bits, (bit, _): (u32, _)| bits | 1 << bit)
    }

    /// Which side a player is, and which strategies are meant.
    fn within(&self, player: usize, target: &Support) -> Option<(usize, Vec<bool>)> {
        let side = self.players.iter().position(|&own| own == player)?;
        Some((side, self.kept[player].iter().map(|s| target.contains(s)).collect()))
    }

    /// The equilibria in which a player plays one of `target` for sure, and those in which never.
    fn inside(&self, player: usize, target: &Support) -> Option<(u32, u32)> {
        let (side, within) = self.within(player, target)?;
        let always = self.those(|candidate| candidate.played[side].iter().all(|&s| within[s]));
        let never = self.those(|candidate| candidate.played[side].iter().all(|&s| !within[s]));
        Some((always, never))
    }

    /// Some of `target` beats everything else, in every case.
    fn beats(&self, player: usize, target: &Support) -> Option<Asks> {
        let (number, within) = self.within(player, target)?;
        let side = &self.sides[number];
        let (own, others): (Vec<usize>, Vec<usize>) =
            (0..side.strategies).partition(|&strategy| within[strategy]);
        if own.is_empty() || others.is_empty() {
            return None;
        }
        let (mut term, mut never) = ((0, 0), Vec::new());
        for case in 0..side.cases {
            for &other in &others {
                match own.as_slice() {
                    &[only] => term = both(term, side.beats(only, other, case)),
                    _ => never
                        .push(own.iter().map(|&s| side.beats(other, s, case)).fold((0, 0), both)),
                }
            }
        }
        Some(Asks::Signs { term, never })
    }

    fn nash(&self, profile: &[Restriction]) -> Option<Asks> {
        let mut played = [None; 2];
        for restriction in profile {
            let MixedChoice::Among(support) = &restriction.choice else { return None };
            let &[only] = support.as_slice() else { return None };
            let place = self.kept[restriction.player].iter().position(|&s| s == only)?;
            if let Some(side) = self.players.iter().position(|&own| own == restriction.player) {
                played[side] = Some(place);
            }
        }
        let [Some(one), Some(other)] = played else { return None };
        let meant = |candidate: &Candidate| candidate.played == [vec![one], vec![other]];
        Some(Asks::Equilibria { some: self.those(meant), never: 0 })
    }

    fn worth(&self, players: Vec<usize>, payoffs: &mut super::Payoffs<'_>) -> Asks {
        let profiles = self.profiles(payoffs.shape);
        let results = players
            .iter()
            .map(|&player| profiles.iter().map(|&at| payoffs.result(player, at)).collect())
            .collect();
        Asks::Worth { players, results }
    }
}

impl Rule {
    /// Writes the answers at the points of a block that are proved, and nothing at the others.
    #[inline(always)]
    pub(in crate::sweep::kernel) fn settle(
        &self,
        games: &[Small],
        all: &[Facts],
        room: &Bounded<'_>,
        answers: &mut Answers,
        start: usize,
    ) {
        let (game, facts) = (&games[self.game], &all[self.game]);
        let places = start..start + Lanes::COUNT;
        let words = &mut answers.words[places.clone()];
        match &self.asks {
            Asks::Signs { term: (mask, value), never } => {
                let mut holds = [0_u32; Lanes::COUNT];
                for (holds, signs) in holds.iter_mut().zip(&facts.signs) {
                    *holds = u32::from(signs & mask == *value);
                }
                for (mask, value) in never {
                    for (holds, signs) in holds.iter_mut().zip(&facts.signs) {
                        *holds &= u32::from(signs & mask != *value);
                    }
                }
                say(words, &facts.proved, |lane| holds[lane] != 0);
            }
            Asks::Equilibria { some, never } => {
                let found = &facts.equilibria;
                say(words, &facts.proved, |lane| {
                    found[lane] & some != 0 && found[lane] & never == 0
                });
            }
            Asks::Unique => {
                say(words, &facts.proved, |lane| facts.equilibria[lane].is_power_of_two());
            }
            Asks::Count => {
                let numbers = &mut answers.numbers[places];
                for (number, found) in numbers.iter_mut().zip(&facts.equilibria) {
                    *number = f64::from(found.count_ones());
                }
                for (word, proved) in words.iter_mut().zip(&facts.proved) {
                    *word = if *proved == 0 { Word::Nothing } else { Word::Number };
                }
            }
            Asks::Probability { side, within, always, never } => {
                let numbers = answers.numbers[places.clone()].iter_mut();
                let numbers = numbers.zip(&mut answers.greater[places]);
                for (lane, (word, (least, most))) in words.iter_mut().zip(numbers).enumerate() {
                    let found = facts.equilibria[lane];
                    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
                    let mut known = facts.proved[lane] != 0;
                    if found & always != 0 {
                        (low, high) = (1.0, 1.0);
                    }
                    if found & never != 0 {
                        (low, high) = (0.0, high.max(0.0));
                    }
                    let mut left = found & !always & !never;
                    while known && left != 0 {
                        let candidate = &game.candidates[left.trailing_zeros() as usize];
                        left &= left - 1;
                        let chance = game.chance(room, lane, candidate, *side, within);
                        known = chance.is_some();
                        let chance = chance.unwrap_or(0.0);
                        (low, high) = (low.min(chance), high.max(chance));
                    }
                    (*least, *most) = (low, high);
                    *word = if known { Word::Between } else { Word::Nothing };
                }
            }
            Asks::Worth { players, results } => {
                for lane in (0..Lanes::COUNT).filter(|&lane| facts.proved[lane] != 0) {
                    let found = facts.equilibria[lane];
                    // More than one: which is not said
                    words[lane] = Word::Open;
                    if found.is_power_of_two() {
                        let candidate = &game.candidates[found.trailing_zeros() as usize];
                        let worth = game.expected(room, lane, candidate, players, results);
                        answers.numbers[start + lane] = worth.unwrap_or(0.0);
                        words[lane] = worth.map_or(Word::Nothing, |_| Word::Number);
                    }
                }
            }
        }
    }
}

#[inline(always)]
fn say(words: &mut [Word], proved: &[u32; Lanes::COUNT], holds: impl Fn(usize) -> bool) {
    for (lane, word) in words.iter_mut().enumerate().take(Lanes::COUNT) {
        let said = if holds(lane) { Word::Yes } else { Word::No };
        *word = if proved[lane] == 0 { Word::Nothing } else { said };
    }
}
