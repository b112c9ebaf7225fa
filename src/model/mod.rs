//! Games whose payoffs are formulas of named parameters.
//!
//! A [`Model`] is what a file says. At an [`Assignment`] it becomes an [`Instance`], whose payoffs
//! are exact numbers or enclosures that can be narrowed.

mod affine;
mod assignment;
mod automata;
mod axis;
mod correlation;
mod defined;
mod elaborate;
mod ends;
mod entering;
mod form;
mod fraction;
mod helper;
mod in_symbols;
mod instance;
mod level;
mod named;
mod over;
mod parametric;
mod parts;
mod path;
mod prior;
mod queries;
mod query;
mod quotient;
mod ratio;
mod reason;
mod repeated;
mod restriction;
mod scope;
mod statements;
mod states;
mod symbolic;
mod symbols;
mod term;
mod unit;
mod watched;

pub use affine::Affine;
pub use assignment::{Assignment, SettingError};
pub use automata::{
    AUTOMATA, Chosen, Known, NamedAutomaton, StateNames, parse_automata, parse_automaton,
    parse_play,
};
pub use axis::Axis;
pub use correlation::{Correlation, read_correlations};
pub use fraction::{Compared, Fraction};
pub use in_symbols::InSymbols;
pub use instance::{Instance, ModelError};
pub use named::parameter_help;
pub use over::{Over, Tangent};
pub use parametric::Parametric;
pub use parts::{
    Group, Helper, Info, Model, Parameter, Payoff, Player, Scenario, Status, Sweep, Table, Vary,
};
pub use path::{Move, Pace, Path};
pub use prior::Prior;
pub use queries::{QUERIES, QueryForm, QueryKind};
pub use query::{MixedChoice, Query, Restriction, parse_query, parse_restrictions};
pub use quotient::Quotient;
pub use ratio::{Ratio, Symbol};
pub use reason::{Reason, Side};
pub use repeated::{Punishment, Repeated};
pub(crate) use scope::Declared;
pub use scope::ModelScope;
pub use statements::{Claim, Expectation, Thesis, Versus};
pub use states::{Between, Branch, MOST_STATES, StateVariable, States, StatesError, Stochastic};
pub use symbolic::Symbolic;
pub use symbols::Symbols;
pub use term::{Term, TermGain};
pub use unit::{Unit, check_units};
pub use watched::{EQUILIBRIA, Watched, parse_watched};
