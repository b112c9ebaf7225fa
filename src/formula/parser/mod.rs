//! From the text of a formula to its tree: precedence climbing (Pratt, "Top down operator
//! precedence", 1973), with every name resolved on the way.

mod advice;

use crate::formula::functions::FUNCTIONS;
use crate::formula::lexer::{Lexer, Text, Token, TokenKind};
use crate::formula::tree::{BinaryNode, Expr, Function, Leaf, MAX_DEPTH, MAX_HEIGHT, Node};
use crate::num::Rational;
use crate::text::{Code, Diagnostic, Span, similar_or_all};
use advice::advice;

/// What names mean where a formula stands. Errors are sentences without a place; the parser knows
/// the place.
pub trait Scope {
    /// A plain name.
    ///
    /// # Errors
    /// When nothing has this name.
    fn name(&self, name: &str) -> Result<Leaf, Misnomer>;

    /// `owner.member`
    ///
    /// # Errors
    /// When there is no such player, or they have no such strategy or class.
    fn member(&self, owner: &str, member: &str) -> Result<Leaf, Misnomer>;

    /// `name[index]`
    ///
    /// # Errors
    /// When the parameter has no such entry.
    fn index(&self, name: &str, index: &str) -> Result<Leaf, Misnomer>;

    /// `count(group.member)`
    ///
    /// # Errors
    /// When there is no such group, or a member of it has no such strategy or class.
    fn count(&self, group: &str, member: &str) -> Result<Leaf, Misnomer>;
}

/// Why a name means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misnomer {
    /// The kind of problem.
    pub code: &'static Code,
    /// One sentence.
    pub message: String,
    /// What to type instead.
    pub help: Option<String>,
    /// Whether the second word (the member, the index) is at fault, not the first.
    pub second: bool,
}

/// Reads a formula. `None` when it has no structure; name errors still give a tree. All problems
/// go to `problems`.
pub fn parse(text: &Text, scope: &dyn Scope, problems: &mut Vec<Diagnostic>) -> Option<Expr> {
    let before = problems.len();
    let tokens = Lexer::new(text).tokens(problems);
    let mut parser = Parser { text, scope, tokens: &tokens, at: 0, depth: 0, height: 0, problems };
    let expr = parser.expression(0).and_then(|expr| {
        if parser.peek().kind == TokenKind::End { Ok(expr) } else { Err(parser.unexpected_after()) }
    });
    match expr {
        Ok(expr) => Some(expr),
        Err(problem) => {
            // A word the lexer refused explains the hole that the parser fell into
            if problems.len() == before
                || !problems[before..].iter().any(|p| p.code == Code::FORMULA)
            {
                problems.push(problem);
            }
            None
        }
    }
}

struct Parser<'a> {
    text: &'a Text,
    scope: &'a dyn Scope,
    tokens: &'a [Token],
    at: usize,
    /// How deep the parser is.
    depth: usize,
    /// Height of the tree last read.
    height: usize,
    problems: &'a mut Vec<Diagnostic>,
}

type Parsed = Result<Expr, Diagnostic>;

/// Binding powers: higher binds tighter.
const NOT: u8 = 5;
const NEGATIVE: u8 = 11;

/// What an infix symbol means: operator, power on its left, power on its right.
fn infix(kind: &TokenKind) -> Option<(BinaryNode, u8, u8)> {
    use BinaryNode as B;
    Some(match kind {
        TokenKind::Name(word) if word == "or" => (B::Or, 1, 2),
        TokenKind::Name(word) if word == "and" => (B::And, 3, 4),
        TokenKind::Symbol(symbol) => match *symbol {
            "<" => (B::Less, 6, 7),
            "<=" => (B::LessEqual, 6, 7),
            ">" => (B::Greater, 6, 7),
            ">=" => (B::GreaterEqual, 6, 7),
            "==" => (B::Equal, 6, 7),
            "!=" => (B::NotEqual, 6, 7),
            "+" => (B::Add, 8, 9),
            "-" => (B::Subtract, 8, 9),
            "*" => (B::Multiply, 9, 10),
            "/" => (B::Divide, 9, 10),
            "^" => (B::Power, 13, 12), // right-associative, and tighter than a minus before it
            _ => return None,
        },
        _ => return None,
    })
}

impl Parser<'_> {
    fn peek(&self) -> &Token {
        &self.tokens[self.at]
    }

    fn next(&mut self) -> Token {
        let token = self.tokens[self.at].clone();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn is_symbol(&self, symbol: &str) -> bool {
        matches!(self.peek().kind, TokenKind::Symbol(s) if s == symbol)
    }

    fn expression(&mut self, least: u8) -> Parsed {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.text.problem(
                Code::DEPTH,
                self.peek().span,
                format!("nested more than {MAX_DEPTH} levels deep"),
            ));
        }
        let mut left = self.prefix()?;
        let mut height = self.height;
        while let Some((operator, left_power, right_power)) = infix(&self.peek().kind) {
            if left_power < least {
                break;
            }
            let comparison = (6, 7);
            self.next();
            let right = self.expression(right_power)?;
            if (left_power, right_power) == comparison
                && infix(&self.peek().kind).is_some_and(|(_, l, r)| (l, r) == comparison)
            {
                let span = self.peek().span;
                return Err(self
                    .text
                    .problem(Code::FORMULA, span, "comparisons cannot be chained")
                    .help("write `a < b and b < c`"));
            }
            let span = left.span.to(right.span);
            left = Expr { node: Node::Binary(operator, Box::new(left), Box::new(right)), span };
            // A long sum is a high tree too, though nobody would call it nested
            height = height.max(self.height) + 1;
            if height > MAX_HEIGHT {
                return Err(self.text.problem(Code::DEPTH, span, "too many operators in a row"));
            }
        }
        self.depth -= 1;
        self.height = height;
        Ok(left)
    }

    fn prefix(&mut self) -> Parsed {
        let token = self.next();
        let span = token.span;
        self.height = 1;
        match token.kind {
            TokenKind::Number(value) => Ok(Expr { node: Node::Number(value), span }),
            TokenKind::Symbol("-") => {
                let x = self.expression(NEGATIVE)?;
                self.height += 1;
                let span = span.to(x.span);
                Ok(Expr { node: Node::Negative(Box::new(x)), span })
            }
            TokenKind::Symbol("+") => self.expression(NEGATIVE),
            TokenKind::Symbol("(") => {
                let mut inner = self.expression(0)?;
                inner.span = span.to(self.closing(")", span)?);
                Ok(inner)
            }
            TokenKind::Name(word) => self.word(&word, span),
            kind => {
                let mut problem = self.text.problem(
                    Code::FORMULA,
                    span,
                    format!("expected a number, a name or `(`, found {}", kind.shown()),
                );
                if kind == TokenKind::End && self.text.text.trim().is_empty() {
                    "the formula is empty".clone_into(&mut problem.message);
                } else if kind == TokenKind::Symbol("**") {
                    problem = problem.help("powers are written `a ^ b`");
                }
                Err(problem)
            }
        }
    }

    fn word(&mut self, word: &str, span: Span) -> Parsed {
        match word {
            "not" => {
                let x = self.expression(NOT)?;
                self.height += 1;
                let span = span.to(x.span);
                return Ok(Expr { node: Node::Not(Box::new(x)), span });
            }
            "if" => {
                let (arguments, span) = self.arguments(word, span)?;
                let count = arguments.len();
                let parts: Box<[Expr; 3]> = arguments.try_into().map_err(|_| {
                    self.arity(span, word, "3 arguments: condition, then, else", count)
                })?;
                return Ok(Expr { node: Node::If(parts), span });
            }
            "count" => return self.count(span),
            "true" | "false" => {
                return Ok(Expr {
                    node: Node::Number(Rational::integer(i64::from(word == "true"))),
                    span,
                });
            }
            "and" | "or" => {
                return Err(self.text.problem(
                    Code::FORMULA,
                    span,
                    format!("expected a number, a name or `(`, found `{word}`"),
                ));
            }
            _ => {}
        }
        if let Some(function) = Function::ALL.into_iter().find(|f| f.name() == word) {
            let (arguments, span) = self.arguments(word, span)?;
            let fits =
                if function.is_variadic() { !arguments.is_empty() } else { arguments.len() == 1 };
            if !fits {
                let wanted =
                    if function.is_variadic() { "1 argument or more" } else { "1 argument" };
                return Err(self.arity(span, word, wanted, arguments.len()));
            }
            return Ok(Expr { node: Node::Call(function, arguments), span });
        }
        if self.is_symbol("(") {
            let names = FUNCTIONS.iter().map(|form| form.name);
            let help = similar_or_all(word, "function", "functions are", names);
            return Err(self
                .text
                .problem(Code::FORMULA, span, format!("unknown function `{word}`"))
                .help(help));
        }
        if self.is_symbol(".") || self.is_symbol("[") {
            let symbol = self.next().kind;
            let (second, second_span) = self.name_after(&symbol)?;
            let mut whole = span.to(second_span);
            let leaf = if symbol == TokenKind::Symbol(".") {
                self.scope.member(word, &second)
            } else {
                whole = whole.to(self.closing("]", span)?);
                self.scope.index(word, &second)
            };
            return Ok(self.leaf(leaf, whole, [span, second_span]));
        }
        let leaf = self.scope.name(word);
        Ok(self.leaf(leaf, span, [span, span]))
    }

    /// `count(group.strategy)`
    fn count(&mut self, span: Span) -> Parsed {
        let form = |parser: &Self, at: Span| {
            parser
                .text
                .problem(Code::ARITY, at, "`count` takes one `group.strategy`")
                .help("write for example `count(firm.open)`")
        };
        if !self.is_symbol("(") {
            return Err(form(self, span));
        }
        let opening = self.next().span;
        let TokenKind::Name(group) = self.peek().kind.clone() else {
            return Err(form(self, self.peek().span));
        };
        let group_span = self.next().span;
        if !self.is_symbol(".") {
            return Err(form(self, self.peek().span));
        }
        let dot = self.next().kind;
        let (member, member_span) = self.name_after(&dot)?;
        if !self.is_symbol(")") {
            return Err(form(self, self.peek().span));
        }
        let whole = span.to(self.closing(")", opening)?);
        let leaf = self.scope.count(&group, &member);
        Ok(self.leaf(leaf, whole, [group_span, member_span]))
    }

    fn name_after(&mut self, symbol: &TokenKind) -> Result<(String, Span), Diagnostic> {
        let token = self.next();
        if let TokenKind::Name(name) = token.kind {
            return Ok((name, token.span));
        }
        Err(self.text.problem(
            Code::FORMULA,
            token.span,
            format!("expected a name after {}, found {}", symbol.shown(), token.kind.shown()),
        ))
    }

    /// A leaf, or 1 in its place when the name means nothing: the formula is refused anyway, and
    /// the rest of it can still be checked.
    fn leaf(&mut self, leaf: Result<Leaf, Misnomer>, span: Span, words: [Span; 2]) -> Expr {
        let node = match leaf {
            Ok(leaf) => Node::Leaf(leaf),
            Err(wrong) => {
                let at = words[usize::from(wrong.second)];
                self.problems
                    .push(self.text.problem(wrong.code, at, wrong.message).maybe_help(wrong.help));
                Node::Number(Rational::integer(1))
            }
        };
        Expr { node, span }
    }

    fn arguments(&mut self, function: &str, span: Span) -> Result<(Vec<Expr>, Span), Diagnostic> {
        if !self.is_symbol("(") {
            return Err(self
                .text
                .problem(
                    Code::FORMULA,
                    self.peek().span,
                    format!("expected `(` after `{function}`"),
                )
                .also(span, "this function"));
        }
        let opening = self.next().span;
        let mut arguments = Vec::new();
        let mut height = 0;
        if self.is_symbol(")") {
            return Ok((arguments, span.to(self.next().span)));
        }
        loop {
            arguments.push(self.expression(0)?);
            height = height.max(self.height);
            if self.is_symbol(",") {
                self.next();
            } else {
                break;
            }
        }
        let end = self.closing(")", opening)?;
        self.height = height + 1;
        Ok((arguments, span.to(end)))
    }

    fn closing(&mut self, symbol: &'static str, opening: Span) -> Result<Span, Diagnostic> {
        if self.is_symbol(symbol) {
            return Ok(self.next().span);
        }
        let found = self.peek();
        let message = if found.kind == TokenKind::End {
            format!("expected `{symbol}` before the end of the formula")
        } else {
            format!("expected an operator or `{symbol}`, found {}", found.kind.shown())
        };
        let help = advice(&found.kind);
        Err(self
            .text
            .problem(Code::FORMULA, found.span, message)
            .also(opening, "opened here")
            .maybe_help(help))
    }

    fn unexpected_after(&self) -> Diagnostic {
        let found = self.peek();
        let message = match &found.kind {
            TokenKind::Symbol(symbol @ (")" | "]")) => format!("`{symbol}` closes nothing"),
            kind => format!("expected an operator, found {}", kind.shown()),
        };
        self.text.problem(Code::FORMULA, found.span, message).maybe_help(advice(&found.kind))
    }

    fn arity(&self, span: Span, function: &str, wanted: &str, found: usize) -> Diagnostic {
        let message = format!("`{function}` takes {wanted}, found {found}");
        self.text.problem(Code::ARITY, span, message)
    }
}

#[cfg(test)]
mod tests;
