//! Questions about a game, as written in claims, sweeps and on the command line.

use super::{ModelScope, QUERIES, QueryForm, QueryKind, parameter_help};
use crate::formula::{Lexer, Text, Token, TokenKind};
use crate::game::Support;
use crate::num::Rational;
use crate::text::{Code, Diagnostic, Span, similar_or_all};

/// A question, and the restrictions under which it is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What is asked.
    pub kind: QueryKind,
    /// `given player = strategy, …`
    pub given: Vec<Restriction>,
}

/// What one player is held to: one strategy, a class, or a mixed strategy.
#[derive(Clone, Debug, PartialEq)]
pub struct Restriction {
    /// Who.
    pub player: usize,
    /// To what.
    pub choice: MixedChoice,
}

/// A strategy, a class, or a mixed strategy.
#[derive(Clone, Debug, PartialEq)]
pub enum MixedChoice {
    /// Any of these.
    Among(Support),
    /// Each with this probability; they sum to 1.
    Mixed(Vec<(usize, Rational)>),
}

/// Reads a query; `parameters` are the names that `threshold` may use, in the model's order.
/// Problems go to `problems`.
pub fn parse_query(
    text: &Text,
    scope: &ModelScope<'_>,
    parameters: &[&str],
    problems: &mut Vec<Diagnostic>,
) -> Option<Query> {
    let tokens = Lexer::new(text).tokens(problems);
    let mut parser = Parser { text, scope, parameters, tokens: &tokens, at: 0, depth: 0 };
    let query = parser.query().and_then(|query| match &parser.peek().kind {
        TokenKind::End => Ok(query),
        kind => Err(parser.problem(
            parser.peek().span,
            format!("expected `given` or the end of the query, found {}", kind.shown()),
        )),
    });
    query.map_err(|problem| problems.push(problem)).ok()
}

/// Reads `player = strategy, …`, as after `given`.
pub fn parse_restrictions(
    text: &Text,
    scope: &ModelScope<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Vec<Restriction>> {
    let tokens = Lexer::new(text).tokens(problems);
    let mut parser = Parser { text, scope, parameters: &[], tokens: &tokens, at: 0, depth: 0 };
    let list = parser.restrictions().and_then(|list| match &parser.peek().kind {
        TokenKind::End => Ok(list),
        kind => Err(parser.problem(
            parser.peek().span,
            format!("expected `,` or the end, found {}", kind.shown()),
        )),
    });
    list.map_err(|problem| problems.push(problem)).ok()
}

const ABOUT_POINTS: &str = "write for example `dominant(player, strategy)`";

pub(super) struct Parser<'a> {
    pub(super) text: &'a Text,
    pub(super) scope: &'a ModelScope<'a>,
    pub(super) parameters: &'a [&'a str],
    pub(super) tokens: &'a [Token],
    pub(super) at: usize,
    pub(super) depth: usize,
}

pub(super) type Parsed<T> = Result<T, Diagnostic>;

impl Parser<'_> {
    pub(super) fn peek(&self) -> &Token {
        &self.tokens[self.at]
    }

    pub(super) fn next(&mut self) -> Token {
        let token = self.tokens[self.at].clone();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    pub(super) fn problem(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.text.problem(Code::QUERY, span, message)
    }

    pub(super) fn is(&self, symbol: &str) -> bool {
        matches!(self.peek().kind, TokenKind::Symbol(s) if s == symbol)
    }

    pub(super) fn expect(&mut self, symbol: &'static str, form: &str) -> Parsed<Span> {
        if self.is(symbol) {
            return Ok(self.next().span);
        }
        let found = self.peek();
        let message = format!("expected `{symbol}`, found {}", found.kind.shown());
        Err(self.problem(found.span, message).help(format!("write `{form}`")))
    }

    pub(super) fn word(&mut self, what: &str) -> Parsed<(String, Span)> {
        let token = self.next();
        match token.kind {
            TokenKind::Name(name) => Ok((name, token.span)),
            kind => Err(self.problem(
                token.span,
                format!("expected the name of a {what}, found {}", kind.shown()),
            )),
        }
    }

    pub(super) fn player(&mut self) -> Parsed<usize> {
        let (name, span) = self.word("player")?;
        let names = self.scope.players.iter().map(|player| player.name.as_str());
        names.clone().position(|other| other == name).ok_or_else(|| {
            let help = similar_or_all(&name, "player", "players are", names);
            self.text
                .problem(Code::UNKNOWN_NAME, span, format!("unknown player `{name}`"))
                .help(help)
        })
    }

    /// A strategy, a class, or several of them: `left|middle`, as answers write them.
    pub(super) fn strategies(&mut self, player: usize) -> Parsed<Support> {
        let mut all = self.strategies_named(player)?;
        while self.is("|") {
            self.next();
            all.extend(self.strategies_named(player)?);
            all.sort_unstable();
            all.dedup();
        }
        Ok(all)
    }

    fn strategies_named(&mut self, player: usize) -> Parsed<Support> {
        let (name, span) = self.word("strategy or class")?;
        let owner = &self.scope.players[player];
        owner.strategies_named(&name).ok_or_else(|| {
            let listed = format!("`{}` has", owner.name);
            let help = similar_or_all(&name, "one", &listed, owner.choices());
            self.text
                .problem(
                    Code::UNKNOWN_STRATEGY,
                    span,
                    format!("`{}` has no strategy or class `{name}`", owner.name),
                )
                .help(help)
        })
    }

    fn query(&mut self) -> Parsed<Query> {
        self.depth += 1;
        let (name, span) = self.word("query").map_err(|problem| problem.help(ABOUT_POINTS))?;
        let Some(form) = QUERIES.iter().find(|form| form.name == name) else {
            let names = QUERIES.iter().map(|form| form.name);
            let help = similar_or_all(&name, "query", "queries are", names);
            return Err(self.problem(span, format!("unknown query `{name}`")).help(help));
        };
        if self.depth > 20 {
            return Err(self.text.problem(Code::DEPTH, span, "queries are nested too deeply"));
        }
        self.expect("(", form.form)?;
        let mut kind = self.kind(form)?;
        self.expect(")", form.form)?;
        let mut given = Vec::new();
        if matches!(&self.peek().kind, TokenKind::Name(word) if word == "given") {
            self.next();
            let start = self.peek().span;
            given = self.restrictions()?;
            if matches!(kind, QueryKind::CriticalDiscount { .. }) {
                return Err(self
                    .problem(start, "`critical_discount` is about the path of `[repeated]`")
                    .help("leave `given` out; other paths: `equil repeated --path`"));
            }
            if let Some(inner) = kind.inner_mut() {
                self.hand_on(std::mem::take(&mut given), inner, start)?;
            }
        }
        if matches!(kind, QueryKind::Helper(_)) && !self.is_profile(&given) {
            return Err(self
                .problem(span, "a helper has a value in a profile, and this names none")
                .help("write `helper(name) given player = strategy, ...`, one for each player"));
        }
        self.depth -= 1;
        Ok(Query { kind, given })
    }

    /// Whether everybody is held to one strategy, or to one mixture.
    fn is_profile(&self, held: &[Restriction]) -> bool {
        held.len() == self.scope.players.len()
            && held.iter().all(|restriction| match &restriction.choice {
                MixedChoice::Among(support) => support.len() == 1,
                MixedChoice::Mixed(_) => true,
            })
    }

    /// The query that is asked at many points.
    fn inner(&mut self, form: &QueryForm) -> Parsed<Query> {
        let span = self.peek().span;
        let query = self.query()?;
        if query.kind.is_about_many_points() {
            let (message, help) = match &query.kind {
                QueryKind::CriticalDiscount { .. }
                | QueryKind::Markov { .. }
                | QueryKind::Helper(_) => (
                    format!("`{}` cannot ask this at many points", form.name),
                    "claims ask it at one point: of the file, of a `scenario`, or with `set`",
                ),
                _ => (format!("`{}` asks a query about single points", form.name), ABOUT_POINTS),
            };
            return Err(self.problem(span, message).help(help));
        }
        if form.name == "share" && !query.kind.is_yes_or_no() {
            let message = "this query gives a number, not yes or no";
            return Err(self.problem(span, message).help(ABOUT_POINTS));
        }
        Ok(query)
    }

    /// What is `given` outside holds inside.
    fn hand_on(&self, given: Vec<Restriction>, inner: &mut Query, at: Span) -> Parsed<()> {
        for restriction in given {
            if inner.given.iter().any(|own| own.player == restriction.player) {
                let name = &self.scope.players[restriction.player].name;
                return Err(self.problem(at, format!("`{name}` is held to something twice")));
            }
            inner.given.push(restriction);
        }
        Ok(())
    }

    fn kind(&mut self, form: &QueryForm) -> Parsed<QueryKind> {
        Ok(match form.name {
            "nash" => {
                let span = self.peek().span;
                let profile = self.restrictions()?;
                if !self.is_profile(&profile) {
                    return Err(self
                        .problem(span, "a profile has one strategy for each player")
                        .help("write `nash(player = strategy, ...)`; mixed: `1/3 T + 2/3 B`"));
                }
                QueryKind::Nash(profile)
            }
            "unique_nash" => QueryKind::UniqueNash,
            "count_nash" => QueryKind::CountNash,
            "welfare" => QueryKind::Welfare,
            "payoff" => QueryKind::Payoff { player: self.player()? },
            "critical_discount" => {
                let player = if self.is(")") { None } else { Some(self.player()?) };
                QueryKind::CriticalDiscount { player }
            }
            "threshold" => {
                let parameter = self.parameter()?;
                self.expect(",", form.form)?;
                QueryKind::Threshold { parameter, query: Box::new(self.inner(form)?) }
            }
            "helper" => QueryKind::Helper(self.helper()?),
            "share" => QueryKind::Share(Box::new(self.inner(form)?)),
            name => {
                let player = self.player()?;
                self.expect(",", form.form)?;
                let target = self.strategies(player)?;
                match name {
                    "dominant" => QueryKind::Dominant { player, target },
                    "weakly_dominant" => QueryKind::WeaklyDominant { player, target },
                    "iterated_dominant" => QueryKind::IteratedDominant { player, target },
                    "dominated" => QueryKind::Dominated { player, target },
                    "weakly_dominated" => QueryKind::WeaklyDominated { player, target },
                    "very_weakly_dominated" => QueryKind::VeryWeaklyDominated { player, target },
                    "best_response" => QueryKind::BestResponse { player, target },
                    "every_equilibrium" => QueryKind::EveryEquilibrium { player, target },
                    "some_equilibrium" => QueryKind::SomeEquilibrium { player, target },
                    "every_pure_equilibrium" => QueryKind::EveryPureEquilibrium { player, target },
                    "some_pure_equilibrium" => QueryKind::SomePureEquilibrium { player, target },
                    "probability" => QueryKind::Probability { player, target },
                    "every_markov" => QueryKind::Markov { player, target, every: true },
                    "some_markov" => QueryKind::Markov { player, target, every: false },
                    _ => QueryKind::Gain { player, target },
                }
            }
        })
    }

    fn parameter(&mut self) -> Parsed<usize> {
        let (mut name, mut span) = self.word("parameter")?;
        if self.is("[") {
            self.next();
            let (index, _) = self.word("player")?;
            span = span.to(self.expect("]", "threshold(parameter[player], query)")?);
            name = format!("{name}[{index}]");
        }
        let found = self.parameters.iter().position(|parameter| *parameter == name);
        found.ok_or_else(|| {
            let help = parameter_help(&name, self.parameters.iter().copied());
            self.text
                .problem(Code::UNKNOWN_NAME, span, format!("unknown parameter `{name}`"))
                .help(help)
        })
    }

    /// `player = strategy, player = 1/3 strategy + 2/3 strategy, …`
    fn restrictions(&mut self) -> Parsed<Vec<Restriction>> {
        let mut list: Vec<Restriction> = Vec::new();
        loop {
            let span = self.peek().span;
            let player = self.player()?;
            if list.iter().any(|restriction| restriction.player == player) {
                let name = &self.scope.players[player].name;
                return Err(self.problem(span, format!("`{name}` is held to something twice")));
            }
            self.expect("=", "player = strategy")?;
            list.push(Restriction { player, choice: self.choice(player)? });
            if !self.is(",") {
                return Ok(list);
            }
            self.next();
        }
    }

    pub(super) fn choice(&mut self, player: usize) -> Parsed<MixedChoice> {
        if matches!(self.peek().kind, TokenKind::Name(_)) {
            return self.strategies(player).map(MixedChoice::Among);
        }
        let start = self.peek().span;
        let mut mixed: Vec<(usize, Rational)> = Vec::new();
        let mut total = Rational::integer(0);
        loop {
            let weight = self.weight()?;
            if self.is("*") {
                self.next();
            }
            let span = self.peek().span;
            let strategies = self.strategies(player)?;
            let [strategy] = strategies[..] else {
                return Err(self.problem(span, "a mixed strategy lists strategies, not classes"));
            };
            if mixed.iter().any(|(other, _)| *other == strategy) {
                return Err(self.problem(span, "this strategy is listed twice"));
            }
            total += &weight;
            mixed.push((strategy, weight));
            if !self.is("+") {
                break;
            }
            self.next();
        }
        if total != Rational::integer(1) {
            let span = start.to(self.tokens[self.at.saturating_sub(1)].span);
            return Err(self.problem(span, format!("the probabilities sum to {total}, not to 1")));
        }
        Ok(MixedChoice::Mixed(mixed))
    }

    /// A probability: a number or a fraction.
    pub(super) fn weight(&mut self) -> Parsed<Rational> {
        let number = |parser: &mut Self| {
            let token = parser.next();
            match token.kind {
                TokenKind::Number(value) => Ok((value, token.span)),
                kind => Err(parser
                    .problem(token.span, format!("expected a probability, found {}", kind.shown()))
                    .help("write for example `1/3 T + 2/3 B`")),
            }
        };
        let (mut value, span) = number(self)?;
        if self.is("/") {
            self.next();
            let (denominator, below) = number(self)?;
            let inverse = denominator
                .recip()
                .ok_or_else(|| self.problem(span.to(below), "the denominator is 0"))?;
            value *= &inverse;
        }
        Ok(value)
    }
}
