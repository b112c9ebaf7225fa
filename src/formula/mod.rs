//! Formulas: one expression tree, and everything that can be done with it.
//!
//! text → [`Expr`] (names resolved, spans kept) → [`Graph`] (shared nodes, constants folded) →
//! exact value, float, batch of floats, enclosure, derivative, polynomial. [`latex`] and
//! [`javascript`] print the tree itself.

mod bounded;
mod derivative;
mod evaluate;
mod fold;
mod functions;
mod graph;
mod javascript;
mod latex;
mod lexer;
mod parser;
mod polynomial;
mod resolve;
mod tape;
mod tree;

pub use bounded::{Bounded, Lanes, difference, nearest, product, quotient, sign_within, sum};
pub use evaluate::Values;
pub use fold::MAX_NUMBER_BITS;
pub use functions::{FUNCTIONS, FunctionForm};
pub use graph::{BinaryOp, Graph, Id, Op, UnaryOp};
pub use javascript::{JAVASCRIPT_PRELUDE, Variables, javascript};
pub use latex::{Names, latex};
pub use lexer::{Lexer, Text, Token, TokenKind};
pub use parser::{Misnomer, Scope, parse};
pub use polynomial::{Monomial, Polynomial};
pub use tape::Tape;
pub use tree::{
    BinaryNode, Expr, Function, Leaf, MAX_DEPTH, MAX_HEIGHT, MAX_NESTED_HEIGHT, Node, is_reserved,
    reserved_words,
};
