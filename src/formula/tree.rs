//! The expression tree.

use crate::num::Rational;
use crate::text::Span;

/// How deeply a formula may be nested.
pub const MAX_DEPTH: usize = 200;

/// How high the tree of a formula may be: `a + b + …` with this many operators is as high.
pub const MAX_HEIGHT: usize = 1000;

/// How high formulas may be when the helpers they name are written out in their place.
pub const MAX_NESTED_HEIGHT: usize = 4000;

/// A formula, or a part of one, and where it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub node: Node,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A number, exactly as written.
    Number(Rational),
    /// A name, resolved.
    Leaf(Leaf),
    /// `−x`
    Negative(Box<Expr>),
    /// `not x`: 1 when x is 0, else 0.
    Not(Box<Expr>),
    /// An operator between two expressions.
    Binary(BinaryNode, Box<Expr>, Box<Expr>),
    /// `if(condition, then, else)`; the branch not taken may be undefined.
    If(Box<[Expr; 3]>),
    /// A function of its arguments.
    Call(Function, Vec<Expr>),
}

/// Operators between two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryNode {
    /// `a + b`
    Add,
    /// `a - b`
    Subtract,
    /// `a * b`
    Multiply,
    /// `a / b`
    Divide,
    /// `a ^ b`
    Power,
    /// `a < b`: 1 or 0, like all comparisons.
    Less,
    /// `a <= b`
    LessEqual,
    /// `a > b`
    Greater,
    /// `a >= b`
    GreaterEqual,
    /// `a == b`
    Equal,
    /// `a != b`
    NotEqual,
    /// `a and b`: 1 when neither is 0, else 0.
    And,
    /// `a or b`: 0 when both are 0, else 1.
    Or,
}

/// The functions of the formula language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// The least of its arguments.
    Min,
    /// The greatest of its arguments.
    Max,
    /// Distance from 0.
    Abs,
    /// The exponential function.
    Exp,
    /// The natural logarithm.
    Log,
    /// The square root.
    Sqrt,
}

impl Function {
    /// Every function.
    pub const ALL: [Self; 6] = [Self::Min, Self::Max, Self::Abs, Self::Exp, Self::Log, Self::Sqrt];

    /// As written in formulas.
    pub fn name(self) -> &'static str {
        match self {
            Self::Min => "min",
            Self::Max => "max",
            Self::Abs => "abs",
            Self::Exp => "exp",
            Self::Log => "log",
            Self::Sqrt => "sqrt",
        }
    }

    /// Whether it takes any number of arguments from 1 on, rather than exactly 1.
    pub fn is_variadic(self) -> bool {
        matches!(self, Self::Min | Self::Max)
    }
}

/// What a name in a formula stands for. Players, parameters and helpers are numbered as in the
/// model that declares them; strategies as in the game.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Leaf {
    /// A parameter, or one entry of an indexed one.
    Parameter(usize),
    /// `name[self]`: for each player the parameter meant, if there is one.
    OwnParameter(Vec<Option<usize>>),
    /// A helper.
    Helper(usize),
    /// `player.strategy` or `player.class`: 1 when the player plays one of `strategies`, else 0.
    Plays {
        /// Who.
        player: usize,
        /// Their strategies that count, increasing.
        strategies: Vec<usize>,
    },
    /// `self.strategy`: for each player the strategies that count, if they have them.
    SelfPlays(Vec<Option<Vec<usize>>>),
    /// `count(group.strategy)`: how many of these players play one of their strategies listed.
    Count(Vec<(usize, Vec<usize>)>),
}

/// Whether a word belongs to the language, so that it cannot be a name.
pub fn is_reserved(word: &str) -> bool {
    reserved_words().any(|reserved| reserved == word)
}

/// The words of the language.
pub fn reserved_words() -> impl Iterator<Item = &'static str> {
    let words = ["if", "and", "or", "not", "self", "count", "given", "others", "true", "false"];
    words.into_iter().chain(Function::ALL.iter().map(|function| function.name()))
}

impl Expr {
    /// Visits every leaf.
    pub fn leaves(&self, visit: &mut impl FnMut(&Leaf)) {
        match &self.node {
            Node::Number(_) => {}
            Node::Leaf(leaf) => visit(leaf),
            Node::Negative(x) | Node::Not(x) => x.leaves(visit),
            Node::Binary(_, x, y) => {
                x.leaves(visit);
                y.leaves(visit);
            }
            Node::If(parts) => parts.iter().for_each(|part| part.leaves(visit)),
            Node::Call(_, arguments) => arguments.iter().for_each(|x| x.leaves(visit)),
        }
    }

    /// How many levels its tree has, where a leaf has `leaf` levels.
    ///
    /// # Complexity
    /// Linear; recursion is as deep as the tree, which parsers limit to [`MAX_HEIGHT`].
    pub fn height(&self, leaf: &mut impl FnMut(&Leaf) -> usize) -> usize {
        let below = match &self.node {
            Node::Number(_) => 0,
            Node::Leaf(found) => leaf(found),
            Node::Negative(x) | Node::Not(x) => x.height(leaf),
            Node::Binary(_, x, y) => x.height(leaf).max(y.height(leaf)),
            Node::If(parts) => parts.iter().map(|x| x.height(leaf)).max().unwrap_or(0),
            Node::Call(_, arguments) => arguments.iter().map(|x| x.height(leaf)).max().unwrap_or(0),
        };
        below.saturating_add(1)
    }

    /// The summands of a sum, each with its sign: `a - b + c` gives `+a`, `−b`, `+c`. Anything
    /// else is one summand.
    pub fn summands(&self) -> Vec<(bool, &Self)> {
        let mut found = Vec::new();
        self.collect_summands(true, &mut found);
        found
    }

    fn collect_summands<'a>(&'a self, positive: bool, found: &mut Vec<(bool, &'a Self)>) {
        match &self.node {
            Node::Binary(BinaryNode::Add, x, y) => {
                x.collect_summands(positive, found);
                y.collect_summands(positive, found);
            }
            Node::Binary(BinaryNode::Subtract, x, y) => {
                x.collect_summands(positive, found);
                y.collect_summands(!positive, found);
            }
            Node::Negative(x) => x.collect_summands(!positive, found),
            _ => found.push((positive, self)),
        }
    }
}
