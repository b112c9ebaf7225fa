//! Which equilibrium: known answers, laws on random games, and what the command line says.

#[path = "../common/mod.rs"]
mod common;
#[allow(dead_code)] // made for more
#[path = "../properties/games.rs"]
mod games;
#[path = "../common/program.rs"]
mod program;

mod command_line;
mod commitment;
mod judged;
mod known;
mod laws;
mod open;
mod stability;
