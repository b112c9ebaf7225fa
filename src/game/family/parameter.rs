//! What tells the games of a family apart.

/// A parameter of a family.
#[derive(Debug)]
pub struct Parameter {
    /// Its name, as `--name` takes it.
    pub name: &'static str,
    /// One line for `--help`.
    pub about: &'static str,
    /// The value that it has if none is given; empty where there is none.
    pub default: &'static str,
    /// What it may be.
    pub range: Range,
}

/// What the value of a parameter may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// An integer between these, both included.
    Integer(i64, i64),
    /// A number between these, both included.
    Number(i64, i64),
    /// Numbers of strategies of so many players at least and at most, as `2x3x2`.
    Shape(usize, usize),
    /// One of these words.
    Word(&'static [&'static str]),
}

impl Parameter {
    const fn new(
        name: &'static str,
        about: &'static str,
        default: &'static str,
        range: Range,
    ) -> Self {
        Self { name, about, default, range }
    }

    pub(super) const fn integer(
        name: &'static str,
        about: &'static str,
        default: &'static str,
        (least, most): (i64, i64),
    ) -> Self {
        Self::new(name, about, default, Range::Integer(least, most))
    }

    pub(super) const fn number(
        name: &'static str,
        about: &'static str,
        default: &'static str,
        (least, most): (i64, i64),
    ) -> Self {
        Self::new(name, about, default, Range::Number(least, most))
    }

    pub(super) const fn word(
        name: &'static str,
        about: &'static str,
        words: &'static [&'static str],
    ) -> Self {
        Self::new(name, about, words[0], Range::Word(words))
    }

    /// Which of the random games.
    pub(super) const SEED: Self =
        Self::integer("seed", "which of the random games", "1", (0, i64::MAX));

    /// Strategies of each of two players.
    pub(super) const SIZE: Self =
        Self::integer("size", "strategies of each player", "4", (1, 5_000));

    /// Strategies of each player.
    pub(super) const SHAPE: Self = Self::new(
        "shape",
        "strategies of each player, in place of `size`",
        "",
        Range::Shape(1, 20),
    );

    /// Strategies of each of two players.
    pub(super) const ROWS_AND_COLUMNS: Self = Self::new(
        "shape",
        "strategies of the two players, in place of `size`",
        "",
        Range::Shape(2, 2),
    );

    pub(super) const fn low(default: &'static str) -> Self {
        Self::integer("low", "least payoff", default, (-MOST, MOST))
    }

    pub(super) const fn high(default: &'static str) -> Self {
        Self::integer("high", "greatest payoff", default, (-MOST, MOST))
    }
}

/// Integer payoffs are no larger than this, so that sums of two are machine integers.
const MOST: i64 = 1_000_000_000_000_000;
