//! Strategies of the repeated game, as texts: `tit_for_tat(cooperate, defect)`.

use super::NamedAutomaton;
use super::known::{AUTOMATA, Arguments, Known, MOST_ROUNDS};
use crate::formula::{Lexer, Text, TokenKind};
use crate::game::{Automaton, Mixed, Shape, Support};
use crate::model::ModelScope;
use crate::model::query::{MixedChoice, Parsed, Parser};
use crate::num::{Rational, Ring};
use crate::text::{Code, Diagnostic, similar_or_all};

/// A strategy of the repeated game that a text gives a player.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Whose.
    pub player: usize,
    /// As written.
    pub text: String,
    /// As an automaton.
    pub automaton: Automaton,
}

/// Reads `player = strategy, player = strategy, …`, where strategies are those of [`AUTOMATA`](super::AUTOMATA) or `named` in the
/// file. What is wrong goes to `problems`.
///
/// # Examples
/// ```
/// use equil::format::{Limits, read};
/// use equil::formula::Text;
/// use equil::model::parse_automata;
/// use equil::text::Source;
///
/// let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"c\", \"d\"]\nb = [\"c\", \"d\"]\n\
///     [table.matrix]\na = [[3, 0], [5, 1]]\nb = [[3, 5], [0, 1]]";
/// let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
/// let text = Text::standalone("--play", "a = tit_for_tat(c, d), b = all(1/2 c + 1/2 d)");
/// let mut problems = Vec::new();
/// let found = parse_automata(&text, &model.scope(&[]), &[], &mut problems).unwrap();
/// assert_eq!((found[0].automaton.states().len(), found[1].automaton.is_pure()), (2, false));
/// ```
pub fn parse_automata(
    text: &Text,
    scope: &ModelScope<'_>,
    named: &[NamedAutomaton],
    problems: &mut Vec<Diagnostic>,
) -> Option<Vec<Chosen>> {
    let tokens = Lexer::new(text).tokens(problems);
    let mut parser = Parser { text, scope, parameters: &[], tokens: &tokens, at: 0, depth: 0 };
    let (mut found, before): (Vec<Chosen>, usize) = (Vec::new(), problems.len());
    loop {
        let (span, start) = (parser.peek().span, parser.at);
        match parser.assigned(named) {
            Ok(one) if found.iter().any(|other| other.player == one.player) => {
                let message = format!("`{}` has two strategies", scope.players[one.player].name);
                problems.push(text.problem(Code::AUTOMATON, span, message));
            }
            Ok(one) => found.push(one),
            Err(problem) => {
                problems.push(parser.helped(problem));
                parser.skip(start);
            }
        }
        if !parser.is(",") {
            problems.extend(parser.finished().err());
            break;
        }
        parser.next();
    }
    (problems.len() == before).then_some(found)
}

/// Reads one strategy of the repeated game, of `player`; see [`parse_automata`].
pub fn parse_automaton(
    text: &Text,
    scope: &ModelScope<'_>,
    player: usize,
    named: &[NamedAutomaton],
    problems: &mut Vec<Diagnostic>,
) -> Option<Automaton> {
    let before = problems.len();
    let tokens = Lexer::new(text).tokens(problems);
    let mut parser = Parser { text, scope, parameters: &[], tokens: &tokens, at: 0, depth: 0 };
    let found = parser.automaton(player, named);
    let found = found.and_then(|found| parser.finished().map(|()| found));
    let found = found.map_err(|problem| problems.push(parser.helped(problem))).ok();
    found.filter(|_| problems.len() == before)
}

/// Reads what a state of an automaton plays: a strategy of `player`, or a mixture such as `1/2 left + 1/2 right`.
pub fn parse_play(
    text: &Text,
    scope: &ModelScope<'_>,
    player: usize,
    problems: &mut Vec<Diagnostic>,
) -> Option<Mixed<Rational>> {
    let tokens = Lexer::new(text).tokens(problems);
    let mut parser = Parser { text, scope, parameters: &[], tokens: &tokens, at: 0, depth: 0 };
    let found = parser.play(player);
    let found = found.and_then(|found| parser.finished().map(|()| found));
    found.map_err(|problem| problems.push(parser.helped(problem))).ok()
}

/// What helps where a parameter stands for a chance.
fn numbers_only(parameter: &str) -> String {
    format!(
        "`{parameter}` is a parameter; chances of strategies of the repeated game are numbers: `1/3 left + 2/3 right`"
    )
}

impl Parser<'_> {
    /// The problem, with help of its own where a parameter stands for a chance.
    fn helped(&self, problem: Diagnostic) -> Diagnostic {
        let at = problem.labels.first().map(|label| label.span);
        let word = at.and_then(|span| self.text.source.text.get(span.start..span.end));
        let is = |word: &str| {
            self.scope.parameters.unwrap_or_default().iter().any(|one| one.name == word)
        };
        match word.filter(|word| is(word)) {
            Some(word) => problem.help(numbers_only(word)),
            None => problem,
        }
    }

    /// On to the comma outside brackets that ends what began at a place.
    fn skip(&mut self, start: usize) {
        let is = |at: usize, wanted: &str| matches!(&self.tokens[at].kind, TokenKind::Symbol(symbol) if *symbol == wanted);
        let mut depth = 0_usize;
        let mut at = start;
        while at + 1 < self.tokens.len() && !(at >= self.at && depth == 0 && is(at, ",")) {
            depth = if is(at, "(") { depth + 1 } else { depth.saturating_sub(is(at, ")").into()) };
            at += 1;
        }
        self.at = at;
    }

    fn finished(&mut self) -> Parsed<()> {
        match &self.peek().kind {
            TokenKind::End => Ok(()),
            kind => Err(self.text.problem(
                Code::AUTOMATON,
                self.peek().span,
                format!("expected `,` or the end, found {}", kind.shown()),
            )),
        }
    }

    fn assigned(&mut self, named: &[NamedAutomaton]) -> Parsed<Chosen> {
        let player = self.player()?;
        self.expect("=", "player = tit_for_tat(cooperate, defect)")?;
        let start = self.peek().span;
        let automaton = self.automaton(player, named)?;
        let end = self.tokens[self.at.saturating_sub(1)].span;
        let span = start.to(end);
        let text = self.text.source.text.get(span.start..span.end).unwrap_or_default();
        Ok(Chosen { player, text: text.to_owned(), automaton })
    }

    /// A strategy by its name, with what it needs.
    fn automaton(&mut self, player: usize, named: &[NamedAutomaton]) -> Parsed<Automaton> {
        let (name, span) = self.word("strategy of the repeated game").map_err(|problem| {
            problem.help(
                "write `tit_for_tat(C, D)` or another one: `equil explain automata` lists them",
            )
        })?;
        if let Some(found) = named.iter().find(|one| one.name == name) {
            return found.each[player].clone().ok_or_else(|| {
                let owner = &self.scope.players[player].name;
                let message = format!("`{name}` is no strategy of `{owner}`");
                self.text.problem(Code::AUTOMATON, span, message)
            });
        }
        let Some(known) = AUTOMATA.iter().find(|known| known.name == name) else {
            let names = named.iter().map(|one| one.name.as_str());
            let names = names.chain(AUTOMATA.iter().map(|known| known.name));
            let help = similar_or_all(&name, "one", "known are", names);
            let message = format!("unknown strategy of the repeated game `{name}`");
            return Err(self.text.problem(Code::AUTOMATON, span, message).help(help));
        };
        let start = span;
        let wrong = |parser: &Self, message: String| {
            let end = parser.tokens[parser.at.saturating_sub(1)].span;
            let problem = parser.text.problem(Code::AUTOMATON, start.to(end), message);
            problem.help(format!("write `{}`: {}", known.form, known.about))
        };
        let mut given = Arguments { plays: Vec::new(), numbers: Vec::new() };
        let mut good: Vec<Option<Support>> = vec![None; self.scope.players.len()];
        if !self.is("(") {
            return Err(wrong(self, format!("`{name}` needs strategies in brackets")));
        }
        self.next();
        if self.is(")") {
            self.next();
            return Err(wrong(self, format!("`{name}` needs strategies in brackets")));
        }
        loop {
            self.argument(player, known, &mut given, &mut good)?;
            if !self.is(",") {
                break;
            }
            self.next();
        }
        self.expect(")", known.form)?;
        let within = |(least, most): (usize, usize), count: usize| count >= least && count <= most;
        if !within(known.plays, given.plays.len()) || !within(known.numbers, given.numbers.len()) {
            let message = match (given.plays.len(), given.numbers.len()) {
                (1, 0) => format!("`{name}` takes more than one strategy"),
                (plays, 0) => format!("`{name}` does not take {plays} strategies alone"),
                (_, 1) => format!("`{name}` does not take one number"),
                (_, numbers) => format!("`{name}` does not take {numbers} numbers"),
            };
            return Err(wrong(self, message));
        }
        for number in &given.numbers {
            let whole = number.to_i64().is_some_and(|n| (1..=MOST_ROUNDS).contains(&n));
            if known.name == "limited_punishment" && !whole {
                let message = format!("a punishment lasts 1 to {MOST_ROUNDS} rounds, not {number}");
                return Err(wrong(self, message));
            }
            if known.name != "limited_punishment" && *number > Rational::one() {
                return Err(wrong(self, format!("{number} is no probability")));
            }
        }
        let good = if known.looks {
            self.cooperation(player, &given.plays[0], good).map_err(|message| {
                let example = self.example(player);
                let help = format!("say what they do to cooperate: `{name}(..., {example})`");
                self.text.problem(Code::AUTOMATON, span, message).help(help)
            })?
        } else {
            vec![Vec::new(); self.scope.players.len()]
        };
        let counts = self.scope.players.iter().map(|player| player.strategies.len()).collect();
        let shape = Shape::new(counts);
        let found = shape.and_then(|shape| (known.build)(&given).automaton(&shape, player, &good));
        found.ok_or_else(|| wrong(self, format!("`{name}` cannot be made of these")))
    }

    /// A strategy or a mixture that is played, a number, or what another player does to cooperate.
    fn argument(
        &mut self,
        player: usize,
        known: &Known,
        given: &mut Arguments,
        good: &mut [Option<Support>],
    ) -> Parsed<()> {
        let token = self.peek().clone();
        let dotted = matches!(&self.tokens[(self.at + 1).min(self.tokens.len() - 1)].kind, TokenKind::Symbol(s) if *s == ".");
        if matches!(token.kind, TokenKind::Name(_)) && dotted {
            let other = self.player()?;
            self.expect(".", "player.strategy")?;
            let strategies = self.strategies(other)?;
            if other == player || !known.looks {
                let message = "this says what another player does to cooperate";
                let problem = self.text.problem(Code::AUTOMATON, token.span, message);
                return Err(problem.help(format!("write `{}`", known.form)));
            }
            good[other].get_or_insert_default().extend(strategies);
            return Ok(());
        }
        if given.plays.len() >= known.plays.1 {
            let many = |(_, most): (usize, usize), what: [&str; 2]| match most {
                0 => String::new(),
                1 => format!("one {}", what[0]),
                most => format!("{most} {}", what[1]),
            };
            let takes = [
                many(known.plays, ["strategy", "strategies"]),
                many(known.numbers, ["number", "numbers"]),
            ];
            let takes: Vec<&str> =
                takes.iter().map(String::as_str).filter(|one| !one.is_empty()).collect();
            if given.numbers.len() >= known.numbers.1 {
                let message =
                    format!("`{}` takes {}, and nothing more", known.name, takes.join(" and "));
                let problem = self.text.problem(Code::AUTOMATON, token.span, message);
                return Err(problem.help(format!("write `{}`: {}", known.form, known.about)));
            }
            let number = self.weight();
            let help = || format!("write `{}`: {}", known.form, known.about);
            given.numbers.push(number.map_err(|problem| problem.help(help()))?);
            return Ok(());
        }
        let play = self.play(player).map_err(|problem| {
            let stands = |word: &str| matches!(&token.kind, TokenKind::Name(name) if name == word);
            if problem.code != Code::UNKNOWN_STRATEGY || !(stands("C") || stands("D")) {
                return problem;
            }
            let owner = &self.scope.players[player];
            let names = owner.strategies.join(", ");
            problem.help(format!("`C` and `D` stand for strategies of `{}`: {names}", owner.name))
        })?;
        given.plays.push(play);
        Ok(())
    }

    /// A strategy of the stage game, or a mixture.
    fn play(&mut self, player: usize) -> Parsed<Mixed<Rational>> {
        let span = self.peek().span;
        let mut mixed = vec![Rational::zero(); self.scope.players[player].strategies.len()];
        match self.choice(player)? {
            MixedChoice::Among(one) if one.len() == 1 => mixed[one[0]] = Rational::one(),
            MixedChoice::Among(_) => {
                let message = "a class of strategies cannot be played; name one of them";
                return Err(self.text.problem(Code::AUTOMATON, span, message));
            }
            MixedChoice::Mixed(weights) => {
                for (strategy, weight) in weights {
                    mixed[strategy] = weight;
                }
            }
        }
        Ok(mixed)
    }

    /// What each player does to cooperate: what is played to that end; of others what is said, else the same by name.
    fn cooperation(
        &self,
        player: usize,
        play: &Mixed<Rational>,
        said: Vec<Option<Support>>,
    ) -> Result<Vec<Support>, String> {
        let own: Support = (0..play.len()).filter(|&s| !play[s].is_zero()).collect();
        let owner = &self.scope.players[player];
        let each = said.into_iter().zip(self.scope.players).enumerate();
        each.map(|(other, (said, them))| {
            if other == player {
                return Ok(own.clone());
            }
            let same = own
                .iter()
                .map(|&s| them.strategies.iter().position(|name| *name == owner.strategies[s]));
            said.or_else(|| same.collect::<Option<Support>>())
                .ok_or_else(|| format!("`{}` has no strategy of the same name", them.name))
        })
        .collect()
    }

    /// Another player with a strategy of theirs.
    fn example(&self, player: usize) -> String {
        let others = self.scope.players.iter().enumerate().filter(|(other, _)| *other != player);
        let named = others.map(|(_, other)| format!("{}.{}", other.name, other.strategies[0]));
        named.collect::<Vec<_>>().join(", ")
    }
}
