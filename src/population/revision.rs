//! How whoever may choose anew chooses, and how rare mistakes are.

/// A rule of choice with mistakes.
#[derive(Clone, Copy, Debug)]
pub struct Revision {
    /// The name on the command line.
    pub name: &'static str,
    /// One line for `--help`.
    pub about: &'static str,
    /// Key of the source in `paper/refs.bib`.
    pub source: &'static str,
    /// What a mistake costs.
    pub mistakes: Mistakes,
}

/// How probable a mistake is, for small ε.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistakes {
    /// ε, whatever it costs: each strategy as probably.
    Uniform,
    /// ε to the power of the payoff that is lost.
    Payoffs,
}

/// Every rule, in the order `--help` lists them.
pub const REVISIONS: &[Revision] = &[
    Revision {
        name: "best-response",
        about: "a best response; any strategy by mistake, all as rarely",
        source: "kandori1993",
        mistakes: Mistakes::Uniform,
    },
    Revision {
        name: "logit",
        about: "a best response; mistakes are the rarer the more they cost",
        source: "alosferrer2010",
        mistakes: Mistakes::Payoffs,
    },
];

/// The rule of that name.
pub fn revision_named(name: &str) -> Option<&'static Revision> {
    REVISIONS.iter().find(|revision| revision.name == name)
}
