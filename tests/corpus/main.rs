//! One collection of games, every engine: each file in `games/` against each method that takes it,
//! each of its claims, and the laws that any two answers about one game have to obey.
//!
//! A new game or a new method needs no new test.

mod claims;
#[path = "../common/mod.rs"]
mod common;
mod correlated;
mod dominance;
mod entries;
mod equilibria;
mod files;
