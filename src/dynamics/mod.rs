//! Where does adjustment lead?
//!
//! A dynamic says who moves when, and to what. [`pure`]: players move from one pure strategy to
//! another. [`mixed`]: mixed strategies move, by learning or by evolution.
//!
//! # Examples
//! ```
//! use equil::dynamics::{named, pure};
//! use equil::game::{Game, Payoffs};
//! use equil::num::Rational;
//!
//! // Two rivals who want the same; together they move past each other for ever
//! let payoffs = [[1, 0, 0, 1], [1, 0, 0, 1]].map(|p| p.map(Rational::integer).to_vec());
//! let game = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
//! let field = pure::Field::new(&game, &|_, _| true)?;
//! let [sequential, simultaneous] =
//!     ["sequential", "simultaneous"].map(|name| named(name).and_then(|d| d.kind.pure()).unwrap());
//! assert_eq!(pure::basins(&field, sequential, &|_, _| true)?.attractors.len(), 2);
//! let together = pure::basins(&field, simultaneous, &|_, _| true)?;
//! assert_eq!(together.attractors.iter().map(|a| a.profiles.len()).max(), Some(2));
//! # Ok::<(), equil::response::ResponseError>(())
//! ```

pub mod mixed;
pub mod pure;

/// A rule of adjustment.
#[derive(Clone, Copy, Debug)]
pub struct Dynamic {
    /// The name on the command line.
    pub name: &'static str,
    /// One line for `--help`.
    pub about: &'static str,
    /// Key of the source in `paper/refs.bib`.
    pub source: &'static str,
    /// What moves, and how.
    pub kind: Kind,
}

/// What a rule moves.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Pure strategies.
    Pure(pure::Rule),
    /// Mixed strategies.
    Mixed(mixed::Rule),
}

impl Kind {
    /// The rule, if it moves pure strategies.
    pub fn pure(&self) -> Option<&pure::Rule> {
        match self {
            Self::Pure(rule) => Some(rule),
            Self::Mixed(_) => None,
        }
    }

    /// The rule, if it moves mixed strategies.
    pub fn mixed(&self) -> Option<&mixed::Rule> {
        match self {
            Self::Mixed(rule) => Some(rule),
            Self::Pure(_) => None,
        }
    }
}

/// Every rule, in the order `--help` lists them.
pub const DYNAMICS: &[Dynamic] = &[
    pure::sequential::DYNAMIC,
    pure::simultaneous::DYNAMIC,
    pure::better::DYNAMIC,
    pure::random_order::DYNAMIC,
    pure::random_better::DYNAMIC,
    pure::inertia::DYNAMIC,
    mixed::fictitious_play::DYNAMIC,
    mixed::replicator::DYNAMIC,
    mixed::replicator_discrete::DYNAMIC,
    mixed::replicator_mutator::DYNAMIC,
    mixed::logit::DYNAMIC,
    mixed::projection::DYNAMIC,
    mixed::bnn::DYNAMIC,
    mixed::smith::DYNAMIC,
    mixed::multiplicative_weights::DYNAMIC,
    mixed::regret_matching::MATCHING,
    mixed::regret_matching::PLUS,
    mixed::logit_response::DYNAMIC,
];

/// The rule of that name.
pub fn named(name: &str) -> Option<&'static Dynamic> {
    DYNAMICS.iter().find(|dynamic| dynamic.name == name)
}

#[cfg(test)]
mod tests {
    use super::DYNAMICS;

    #[test]
    fn dynamics_are_well_described() {
        let bib = include_str!("../../paper/refs.bib");
        for (i, dynamic) in DYNAMICS.iter().enumerate() {
            assert!(DYNAMICS[..i].iter().all(|other| other.name != dynamic.name));
            assert!(dynamic.about.len() <= 70 && !dynamic.about.ends_with('.'));
            assert!(bib.contains(&format!("{{{},", dynamic.source)), "{}", dynamic.name);
        }
    }
}
