//! Laws on random games, small ones with many ties: whatever is done to a game that changes nothing
//! changes no answer, and answers about one game fit together.

mod brute_force;
mod changes;
#[path = "../common/mod.rs"]
mod common;
mod components;
mod correlated;
mod cuts;
mod dominance;
mod equilibria;
mod games;
mod optimal;
mod programs;
mod queries;
mod twins;
