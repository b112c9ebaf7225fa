//! Every kind of problem that a file can have, as data: `equil explain CODE` prints it.

use super::Severity;

/// A kind of problem.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `E001` for an error, `W001` for a warning; never given to anything else later.
    pub id: &'static str,
    /// Its severity.
    pub severity: Severity,
    /// One line.
    pub title: &'static str,
    /// Why it is a problem, with an example and what to do.
    pub explanation: &'static str,
}

/// Declares the codes and the list of them in one place.
macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident $title:literal $explanation:literal;)*) => {
        impl Code {
            $(
                #[doc = $title]
                pub const $name: &'static Self = &Self {
                    id: $id,
                    severity: Severity::$severity,
                    title: $title,
                    explanation: $explanation,
                };
            )*
        }

        /// Every code, by its number.
        pub const CODES: &[&Code] = &[$(Code::$name),*];
    };
}

codes! {
    SYNTAX = "E001" Error "the file is not valid TOML"
"A game file is TOML. The text marked cannot be read as TOML: a quote, bracket or comma is
missing, a key stands twice, or a value has no quotes. Formulas are strings and need quotes:

    open = \"a * k - leak\"
";
    UNKNOWN_KEY = "E002" Error "unknown key"
"Only known keys may stand in a game file, so that a typing error cannot silently change a
result. `equil schema` prints all of them; `equil new` writes a commented file.
";
    MISSING_KEY = "E003" Error "a key is missing"
"A table lacks a key without which it has no meaning: `format`, `[players]`, the payoff of a
player, the `method` of a sweep.
";
    WRONG_TYPE = "E004" Error "a value has the wrong type"
"A value is a text where a number is wanted, a number where a table is wanted, and so on. A
number may be written as a number (`0.35`) or as a text that holds a fraction (`\"7/20\"`).
";
    NUMBER = "E005" Error "not a number"
"Numbers are read exactly: `3`, `-1/2`, `.25`, `1e3`. Write fractions as texts in TOML:
`value = \"1/3\"`. Infinities and NaN are no payoffs.
";
    FORMAT_VERSION = "E006" Error "this version of the format is not known"
"`format = 1` at the top of a game file says which version of the format it uses. This program
reads version 1.
";
    NAME = "E010" Error "not a name"
"Names of players, strategies, parameters and helpers start with a letter or `_`, go on with
letters, digits or `_`, and are not words of the formula language (`if`, `and`, `or`, `not`,
`self`, `min`, `max`, `abs`, `exp`, `log`, `sqrt`, `count`, `given`).
";
    NAME_CLASH = "E011" Error "a name is declared twice"
"Players, groups, parameters and helpers share one namespace, and so do a player's strategies and
classes: every name means one thing.
";
    UNKNOWN_NAME = "E012" Error "unknown name"
"A formula or a list uses a name that nothing declares. Names are those of `[params]`, `[define]`,
`[players]` and `[groups]`; a strategy is written with its player, `meta.open`.
";
    UNKNOWN_STRATEGY = "E013" Error "unknown strategy"
"The player has no strategy or class of this name. Strategies are listed under `[players]`,
classes under `[classes.PLAYER]`.
";
    EMPTY = "E014" Error "nothing is listed"
"A game needs at least one player, a player at least one strategy, a group or class at least one
member.
";
    FORMULA = "E020" Error "a formula cannot be read"
"Formulas use `+ - * / ^`, comparisons, `and or not`, `if(condition, then, else)`, `min max abs
exp log sqrt`, parameters, helpers, `player.strategy`, `count(group.strategy)`, `name[player]`.
";
    ARITY = "E021" Error "a function has the wrong number of arguments"
"`if` takes three arguments, `abs exp log sqrt` one, `min` and `max` one or more, `count` one
`group.strategy`.
";
    DEPTH = "E022" Error "a formula is nested too deeply"
"Formulas may be nested 200 levels deep, and 4000 with the helpers they use written out: more is
most likely a mistake. Give a part a name under `[define]`.
";
    CYCLE = "E023" Error "helpers depend on each other in a circle"
"A helper may use other helpers, but following them must come to an end.
";
    SELF = "E024" Error "`self` has no meaning here"
"`self` is the player whose payoff a formula gives, so it can be used in payoffs and in helpers
that only payoffs use.
";
    INDEX = "E025" Error "a parameter is indexed wrongly"
"A parameter declared with `each = \"GROUP\"` has one value for each member: write `comp[meta]` or
`comp[self]`. Other parameters take no index.
";
    PAYOFF_SHAPE = "E030" Error "a player's payoff is given twice, or in two ways"
"Each player's payoff has one shape: a formula for each own strategy (`[payoff.PLAYER]`), one
formula (`PLAYER = \"...\"` under `[payoff]`), or the table. A group's formulas count for each of
its members.
";
    PAYOFF_MISSING = "E031" Error "a payoff is missing"
"Every player needs a payoff, and with a formula for each own strategy, every strategy needs one.
";
    RANGE = "E032" Error "a value is not in its range"
"`value` must lie in `range = [least, greatest]`, and so must the value that a scenario or `--set`
gives.
";
    STATUS = "E033" Error "unknown status"
"`status` is `observed` (read off a source), `estimate` (derived from sources) or `assumption`.
";
    SOURCE_MISSING = "E034" Error "a source is missing or unknown"
"An observed or estimated parameter names its `source`, whose first word is a key of the
bibliography that `sources` in `[game]` names.
";
    DIST = "E035" Error "a prior cannot be read"
"`dist` is `uniform(low, high)` or `triangular(low, mode, high)`, with numbers in increasing order,
or `normal(mean, sd)`, with a standard deviation above 0.
";
    TABLE = "E036" Error "the table of payoffs does not fit the game"
"A table has one row for each pure profile, with each player's strategy and each player's payoff;
`matrix` has one nested list for each player, as deep as there are players.
";
    FILE = "E037" Error "another file cannot be read"
"A file that this one names (`sources`, `[table] file`) cannot be opened, or is not of the kind
that is needed. Paths are relative to the game file; only files beside or below it are read. The folders
that `paper.toml` names for games and text must be there, and that of the results apart from them.
";
    LIMIT = "E038" Error "a limit is exceeded"
"Limits keep a stranger's file safe to open: the size of the file, the number of pure profiles,
the digits of a number, the depth of a formula. `--max-profiles` raises the second.
";
    REPEATED = "E040" Error "the repeated game is not well described"
"`[repeated]` needs `discount` (a formula, or one for each player), `path` (one strategy for each
player, or a list of such rounds) and `punish`: `nash`, `minmax`, `optimal`, `rounds = k`, or
`irreversible` with the `steps` that players then take for ever.
";
    STATES = "E044" Error "the states of the game are not well described"
"`[states]` names parameters that move, each with `levels` (increasing numbers, or `from`, `to` and
`step`) and `next`: a formula of parameters and strategies, or a list of branches with a `chance`
each, which add up to 1 in every state. `discount` is that of `[repeated]` if it is not there;
`available = { player.strategy = \"when\" }` takes strategies away in other states.
";
    SWEEP = "E041" Error "a sweep is not well described"
"A sweep needs `method` (grid, random, latin-hypercube, sobol, morris, saltelli), `vary`
(\"*\" or a list of parameters) and `watch` (queries); methods other than grid need `n`.
";
    CLAIM = "E042" Error "a claim is not well described"
"A claim has exactly one of `holds`, `fails` and `value`; `value` goes with `expect` and `tol`,
with `least` or `most`, or with `more_than` or `less_than`.
";
    THESIS = "E046" Error "a thesis is not well described"
"A thesis has predictions, `[[thesis.NAME.prediction]]`, each with the keys of a claim. Where it has a number or
a mechanism, it has a `text`, too, and none that is empty. Theses of different names have different numbers. Where several files have a
thesis of the same name, what they say of its number, text and mechanism is the same, or one of them says it alone.
";
    QUERY = "E043" Error "a query cannot be read"
"Queries look like `dominant(meta, open)`, `nash(meta = open, openai = closed)`, `gain(meta, open)
given community = ignore`. The command-line reference lists all of them.
";
    AUTOMATON = "E045" Error "a strategy of the repeated game cannot be read"
"Strategies of the repeated game look like `tit_for_tat(cooperate, defect)`, `grim(open, closed,
openai.high)` or `all(1/2 left + 1/2 right)`; `equil explain automata` lists them. `[automata]` of a
game file gives names to them, or describes states and what follows each.
";
    UNDEFINED = "E050" Error "a formula has no value here"
"At this point a formula divides by zero, takes the logarithm of a number that is not positive,
the root of a negative number, or grows beyond what can be computed.
";
    NO_VALUE = "E051" Error "a parameter has no value"
"The parameter has no `value` in the file: give it one with `--set NAME=VALUE`, by a scenario, or
vary it.
";
    SETTING = "E052" Error "a setting does not fit the file"
"`--set`, `--scenario` or `--given` names something that the file does not have, or gives it an
impossible value.
";
    NFG = "E060" Error "a Gambit file cannot be read"
"A `.nfg` file starts with `NFG 1 R \"title\"`, then the players, the numbers (or names) of their
strategies, and either one payoff for each player and profile (the first player's strategy varies
fastest) or a list of outcomes and one index for each profile.
";
    FILE_TYPE = "E061" Error "unknown type of file"
"The extension says how to read a file: `.game.toml` is a game file, `.nfg` Gambit's strategic
form, `.lrs` two matrices as lrsnash reads them, `.gam` the format of GameTracer and GAMUT, `.csv`
matrices or a table of payoffs.
";
    LRS = "E062" Error "an lrs file cannot be read"
"A `.lrs` file holds a two-player game as lrsnash reads it: the numbers of strategies of the two
players, then the first player's payoffs row by row, then the second player's, with the first
player's strategies as rows in both. Numbers are integers, fractions or decimals, between blanks:

    2 3

    1 0 1/2
    0 2 3

    0 1 0.25
    1 0 2
";
    GAM = "E063" Error "a .gam file cannot be read"
"A `.gam` file is that of GameTracer and GAMUT: the number of players, each player's number of
strategies, then all payoffs of the first player, all of the second, and so on; within a player's
payoffs the first player's strategy varies fastest. Lines that start with `#` are comments.
";
    CSV = "E064" Error "a CSV file holds no game"
"A `.csv` file is one of these:

- two matrices of numbers with an empty line between them: the payoffs of the row player, then
  those of the column player;
- one matrix: the payoffs of the row player in a zero-sum game;
- a table of pure profiles, as `equil convert -f csv` writes it: a header `ann,bob,u_ann,u_bob`, then a
  row for each profile.

A matrix may have labels in its first row and in its first column. Where these look like numbers,
the first cell of the first row must be empty:

    ,L,R
    T,3,0
    B,1/2,2.5
";
    PROOF = "E070" Error "a proof does not hold"
"A proof (`equil solve --proof FILE` writes one) that a list of equilibria is complete, or that none is better than one, is a
tree of cases, a step on each line. The line marked cannot be read, or does not follow: a case that it calls empty is not shown
to be, something better is not shown not to be there, or something is left over.
";
    PROOF_GAME = "E071" Error "a proof is about another game"
"A proof names its game by a fingerprint of the payoffs (`docs/proof.md` says of what). Those of this game are others: perhaps it
was changed, or was solved with other values of parameters (`--set`, `--scenario`) or other strategies (`--given`).
";
    UNUSED = "W001" Warning "a parameter or helper is not used"
"Nothing uses this name. If a formula should, it is missing there; if not, delete it.
";
    UNITS = "W002" Warning "units do not fit"
"Units are labels with a small algebra: sums and comparisons want equal units, products multiply
them. A number without a unit fits everything.
";
    OUTSIDE = "W004" Warning "a value is outside its range"
"A scenario, a claim or `--set` gives a parameter a value outside the range that the file calls
plausible. The answer is right for that value; whether the value makes sense is another question.
";
    PRIOR_OUTSIDE = "W006" Warning "a prior reaches beyond its range"
"Sweeps, and claims about shares, draw values from the whole prior of a parameter (`dist`). `equil region --by priors` keeps to its
`range`, as if nothing else were possible. Where the prior reaches beyond the range the two are about different things.
";
    STILL = "W005" Warning "a range has no width"
"A parameter whose `range` has equal ends does not move over it: commands that vary parameters leave it
where it is, and tell you.
";
    NO_BIBLIOGRAPHY = "W003" Warning "sources cannot be checked"
"The file names sources but no bibliography (`sources = \"refs.bib\"` in `[game]`), so that nobody
can look them up.
";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_and_explained() {
        for (i, code) in CODES.iter().enumerate() {
            assert!(CODES[..i].iter().all(|c| c.id != code.id), "{} twice", code.id);
            assert_eq!(code.id.starts_with('E'), code.severity == Severity::Error, "{}", code.id);
            assert!(!code.title.ends_with('.') && code.title.len() <= 60, "{}", code.id);
            assert!(code.explanation.ends_with('\n') && code.explanation.len() > 60, "{}", code.id);
        }
    }
}
