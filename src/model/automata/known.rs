//! The well-known strategies of repeated games.

use crate::game::{Automaton, Mixed, Shape, State, Support};
use crate::num::{Rational, Ring};

/// A strategy of repeated games that has a name.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// What it is called.
    pub name: &'static str,
    /// How it is written.
    pub form: &'static str,
    /// What it does.
    pub about: &'static str,
    /// Key of the source.
    pub source: &'static str,
    /// How it enters a tournament of all of them, if it does.
    pub field: Option<&'static str>,
    /// Strategies (or mixtures) that it plays: at least, and at most.
    pub(super) plays: (usize, usize),
    /// Numbers: at least, and at most.
    pub(super) numbers: (usize, usize),
    /// Whether it looks at what was played.
    pub(super) looks: bool,
    pub(super) build: fn(&Arguments) -> Sketch,
}

/// What a strategy is made of.
#[derive(Clone, Debug)]
pub(super) struct Arguments {
    /// What is played; to cooperate comes first.
    pub(super) plays: Vec<Mixed<Rational>>,
    pub(super) numbers: Vec<Rational>,
}

/// States, each with its name, what it plays, and the states after rounds in which (player, others) cooperated: both, the player
/// alone, the others alone, neither.
pub(super) struct Sketch {
    states: Vec<(String, Mixed<Rational>, [usize; 4])>,
    start: usize,
}

/// Every well-known strategy of repeated games: `C` is to cooperate, `D` is not to. Others cooperate when they play what is named
/// (`player.strategy`), or else the strategy of the same name as `C`; with several others, when all of them do.
///
/// Sources: `axelrod1984`, `axelrod1981` (tit for tat and its kin), `friedman1971` (`grim`), `nowak1992`
/// (`generous_tit_for_tat`), `nowak1993` (`win_stay_lose_shift`, `memory_one`), `wu1995` (`contrite_tit_for_tat`), `boyd1987`
/// (`suspicious_tit_for_tat`), `osborne1994` (`limited_punishment`).
pub const AUTOMATA: &[Known] = &[
    Known {
        name: "all",
        form: "all(C)",
        about: "plays C in every round",
        source: "axelrod1984",
        field: Some("all(C)"),
        plays: (1, 1),
        numbers: (0, 0),
        looks: false,
        build: |given| sketch(vec![("always", given.play(0), [0; 4])], 0),
    },
    Known {
        name: "alternate",
        form: "alternate(C, D, ...)",
        about: "plays these in turn, again from the first after the last",
        source: "axelrod1984",
        field: Some("alternate(C, D)"),
        plays: (2, usize::MAX),
        numbers: (0, 0),
        looks: false,
        build: |given| {
            let count = given.plays.len();
            let states = given.plays.iter().enumerate();
            let states = states
                .map(|(k, play)| (format!("turn_{}", k + 1), play.clone(), [(k + 1) % count; 4]));
            Sketch { states: states.collect(), start: 0 }
        },
    },
    Known {
        name: "random",
        form: "random(C, D, p)",
        about: "plays C with probability p in every round, else D",
        source: "axelrod1984",
        field: Some("random(C, D, 1/2)"),
        plays: (2, 2),
        numbers: (1, 1),
        looks: false,
        build: |given| sketch(vec![("lot", given.mixed(&given.numbers[0]), [0; 4])], 0),
    },
    Known {
        name: "grim",
        form: "grim(C, D)",
        about: "plays C until somebody, the player included, does not cooperate; then D for ever",
        source: "friedman1971",
        field: Some("grim(C, D)"),
        plays: (2, 2),
        numbers: (0, 0),
        looks: true,
        build: |given| {
            sketch(vec![("nice", given.play(0), [0, 1, 1, 1]), ("angry", given.play(1), [1; 4])], 0)
        },
    },
    Known {
        name: "limited_punishment",
        form: "limited_punishment(C, D, k)",
        about: "plays C until somebody, the player included, does not cooperate; then D for k rounds, and C again",
        source: "osborne1994",
        field: Some("limited_punishment(C, D, 2)"),
        plays: (2, 2),
        numbers: (1, 1),
        looks: true,
        build: |given| {
            let rounds = given.count(0);
            let mut states = vec![("nice".to_owned(), given.play(0), [0, 1, 1, 1])];
            for k in 1..=rounds {
                let next = if k == rounds { 0 } else { k + 1 };
                states.push((format!("angry_{k}"), given.play(1), [next; 4]));
            }
            Sketch { states, start: 0 }
        },
    },
    Known {
        name: "tit_for_tat",
        form: "tit_for_tat(C, D)",
        about: "plays C first, then C if the others cooperated in the last round, else D",
        source: "axelrod1984",
        field: Some("tit_for_tat(C, D)"),
        plays: (2, 2),
        numbers: (0, 0),
        looks: true,
        build: |given| sketch(given.echo(), 0),
    },
    Known {
        name: "suspicious_tit_for_tat",
        form: "suspicious_tit_for_tat(C, D)",
        about: "tit for tat that plays D first",
        source: "boyd1987",
        field: Some("suspicious_tit_for_tat(C, D)"),
        plays: (2, 2),
        numbers: (0, 0),
        looks: true,
        build: |given| sketch(given.echo(), 1),
    },
    Known {
        name: "tit_for_two_tats",
        form: "tit_for_two_tats(C, D)",
        about: "plays D after two rounds in a row in which the others did not cooperate, else C",
        source: "axelrod1984",
        field: Some("tit_for_two_tats(C, D)"),
        plays: (2, 2),
        numbers: (0, 0),
        looks: true,
        build: |given| {
            let (c, d) = (given.play(0), given.play(1));
            let (warned, angry) = ([0, 1, 0, 1], [0, 2, 0, 2]);
            sketch(vec![("nice", c.clone(), warned), ("warned", c, angry), ("angry", d, angry)], 0)
        },
    },
    Known {
        name: "two_tits_for_tat",
        form: "two_tits_for_tat(C, D)",
        about: "plays D for two rounds after each in which the others did not cooperate, else C",
        source: "axelrod1984",
        field: Some("two_tits_for_tat(C, D)"),
        plays: (2, 2),
        numbers: (0, 0),
        looks: true,
        build: |given| {
            let (c, d) = (given.play(0), given.play(1));
            let states = vec![
                ("nice", c, [0, 1, 0, 1]),
                ("angry", d.clone(), [2, 1, 2, 1]),
                ("calmer", d, [0, 1, 0, 1]),
            ];
            sketch(states, 0)
        },
    },
    Known {
        name: "generous_tit_for_tat",
        form: "generous_tit_for_tat(C, D, p)",
        about: "tit for tat that forgives with probability p",
        source: "nowak1992",
        field: Some("generous_tit_for_tat(C, D, 1/3)"),
        plays: (2, 2),
        numbers: (1, 1),
        looks: true,
        build: |given| {
            let next = [0, 1, 0, 1];
            let angry = given.mixed(&given.numbers[0]);
            sketch(vec![("nice", given.play(0), next), ("angry", angry, next)], 0)
        },
    },
    Known {
        name: "contrite_tit_for_tat",
        form: "contrite_tit_for_tat(C, D)",
        about: "tit for tat that takes the answer to its own lapse without answering in turn",
        source: "wu1995",
        field: Some("contrite_tit_for_tat(C, D)"),
        plays: (2, 2),
        numbers: (0, 0),
        looks: true,
        build: |given| {
            let (c, d) = (given.play(0), given.play(1));
            let states = vec![
                ("content", c.clone(), [0, 1, 2, 0]),
                ("provoked", d, [0, 1, 0, 1]),
                ("contrite", c, [0, 0, 2, 2]),
            ];
            sketch(states, 0)
        },
    },
    Known {
        name: "win_stay_lose_shift",
        form: "win_stay_lose_shift(C, D)",
        about: "plays C first, then C if in the last round both sides cooperated or neither did (Pavlov)",
        source: "nowak1993",
        field: Some("win_stay_lose_shift(C, D)"),
        plays: (2, 2),
        numbers: (0, 0),
        looks: true,
        build: |given| {
            let next = [0, 1, 1, 0];
            sketch(vec![("nice", given.play(0), next), ("shifted", given.play(1), next)], 0)
        },
    },
    Known {
        name: "memory_one",
        form: "memory_one(C, D, p_cc, p_cd, p_dc, p_dd)",
        about: "plays C first (or with a fifth probability), then with a probability for each last round: (C, C), (C, D), (D, C), (D, D)",
        source: "nowak1993",
        field: None,
        plays: (2, 2),
        numbers: (4, 5),
        looks: true,
        build: |given| {
            let next = [1, 2, 3, 4];
            let one = Rational::one();
            let first = given.mixed(given.numbers.get(4).unwrap_or(&one));
            let mut states = vec![("first", first, next)];
            let names = ["after_cc", "after_cd", "after_dc", "after_dd"];
            for (name, p) in names.into_iter().zip(&given.numbers) {
                states.push((name, given.mixed(p), next));
            }
            sketch(states, 0)
        },
    },
];

/// Most rounds of a punishment.
pub(super) const MOST_ROUNDS: i64 = 1000;

fn sketch(states: Vec<(&str, Mixed<Rational>, [usize; 4])>, start: usize) -> Sketch {
    let states = states.into_iter().map(|(name, plays, next)| (name.to_owned(), plays, next));
    Sketch { states: states.collect(), start }
}

impl Arguments {
    fn play(&self, place: usize) -> Mixed<Rational> {
        self.plays[place].clone()
    }

    /// The first with probability p, else the second.
    fn mixed(&self, p: &Rational) -> Mixed<Rational> {
        let rest = Rational::one().minus(p);
        let both = self.plays[0].iter().zip(&self.plays[1]);
        both.map(|(c, d)| {
            let mut sum = Rational::zero();
            sum.add_product(p, c);
            sum.add_product(&rest, d);
            sum
        })
        .collect()
    }

    /// What the others did last.
    fn echo(&self) -> Vec<(&'static str, Mixed<Rational>, [usize; 4])> {
        let next = [0, 1, 0, 1];
        vec![("nice", self.play(0), next), ("angry", self.play(1), next)]
    }

    fn count(&self, place: usize) -> usize {
        self.numbers[place].to_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(1)
    }
}

impl Sketch {
    /// As an automaton of a player, where players cooperate when they play one of `good`. The one with the fewest states.
    pub(super) fn automaton(
        self,
        shape: &Shape,
        player: usize,
        good: &[Support],
    ) -> Option<Automaton> {
        let is_good =
            |profile: usize, who: usize| good[who].contains(&shape.strategy(profile, who));
        let kind = |profile: usize| {
            let mut others = (0..shape.players()).filter(|&other| other != player);
            let others = others.all(|other| is_good(profile, other));
            usize::from(!others) + 2 * usize::from(!is_good(profile, player))
        };
        let kinds: Vec<usize> = (0..shape.profiles()).map(kind).collect();
        let states = self.states.into_iter().map(|(name, plays, next)| State {
            name,
            plays,
            next: kinds.iter().map(|&kind| next[kind]).collect(),
        });
        Automaton::new(shape, player, states.collect(), self.start).map(|found| found.minimal())
    }
}
