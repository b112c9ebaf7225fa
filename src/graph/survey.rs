//! Everything about the graph of a game, asked in turn; and the properties that it has or has not.

use super::{
    Finding, Ground, Improvement, Improvements, Landscape, Modularity, POTENTIALS, greatest,
    modularity,
};
use crate::game::Payoffs;
use crate::response::{ResponseError, Watch};

/// What was found; `None` where the search was stopped before.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    /// The graph of moves to best responses.
    pub best: Option<Landscape>,
    /// The graph of moves to better responses.
    pub better: Option<Landscape>,
    /// What each test of [`POTENTIALS`] found, in their order; `None` also where what was found does
    /// not stand up to [`certify`](crate::certify).
    pub potentials: Vec<Option<Finding>>,
    /// How gains depend on others' strategies.
    pub modularity: Option<Modularity>,
    /// The greatest improvement of each player.
    pub greatest: Option<Vec<Improvement>>,
    /// Whether `watch` ended it.
    pub stopped: bool,
}

/// Something that a game is or is not.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// The name on the command line and in tables.
    pub name: &'static str,
    /// One line for `equil explain`.
    pub about: &'static str,
    /// Key of the source in `paper/refs.bib`.
    pub source: &'static str,
    holds: fn(&Survey) -> Option<bool>,
}

/// Every property but potentials, which are in [`POTENTIALS`].
pub const PROPERTIES: &[Property] = &[
    Property {
        name: "pure-equilibrium",
        about: "Some pure profile is an equilibrium",
        source: "nash1951",
        holds: |survey| survey.best.as_ref().map(|best| !best.equilibria.is_empty()),
    },
    Property {
        name: "finite-best-response",
        about: "No moves to better best responses go on for ever (FBRP)",
        source: "milchtaich1996",
        holds: |survey| survey.best.as_ref().map(|best| best.cycle.is_none()),
    },
    Property {
        name: "weakly-acyclic",
        about: "From every profile some improvements lead to a pure equilibrium",
        source: "young1993",
        holds: |survey| survey.better.as_ref().map(Landscape::is_weakly_acyclic),
    },
    Property {
        name: "weakly-acyclic-best-response",
        about: "From every profile some best responses lead to a pure equilibrium",
        source: "young1993",
        holds: |survey| survey.best.as_ref().map(Landscape::is_weakly_acyclic),
    },
    Property {
        name: "supermodular",
        about: "Who goes up gains no less by it where another has gone up (order of the file)",
        source: "milgrom1990",
        holds: |survey| survey.modularity.as_ref().and_then(Modularity::is_supermodular),
    },
    Property {
        name: "submodular",
        about: "Who goes up gains no more by it where another has gone up (order of the file)",
        source: "topkis1979",
        holds: |survey| survey.modularity.as_ref().and_then(Modularity::is_submodular),
    },
];

impl Property {
    /// Whether the game has it; `None` if that is not settled.
    pub fn holds(&self, survey: &Survey) -> Option<bool> {
        (self.holds)(survey)
    }
}

/// The names of all properties: those of [`POTENTIALS`] and of [`PROPERTIES`], with one line on each.
pub fn properties() -> impl Iterator<Item = (&'static str, &'static str)> {
    let potentials = POTENTIALS.iter().map(|test| (test.name, test.about));
    potentials.chain(PROPERTIES.iter().map(|property| (property.name, property.about)))
}

impl Survey {
    /// Asks everything. `watch` is asked between steps, in every phase.
    ///
    /// # Errors
    /// [`ResponseError`] when payoffs cannot be compared, there are too many, or `watch` ends it before
    /// improvements are known.
    ///
    /// # Complexity
    /// That of [`Improvements::new`], [`Landscape::new`] twice, each of [`POTENTIALS`], [`modularity`]
    /// and [`greatest`].
    ///
    /// # Examples
    /// ```
    /// use equil::game::{Game, Payoffs};
    /// use equil::graph::Survey;
    /// use equil::num::Rational;
    ///
    /// let payoffs = [[2, 3, 0, 1], [2, 0, 3, 1]].map(|p| p.map(Rational::integer).to_vec());
    /// let dilemma = Payoffs::from(Game::new(vec![2, 2], payoffs.to_vec()).unwrap());
    /// let survey = Survey::new(&dilemma, &|_, _| true)?;
    /// assert_eq!(survey.holds("exact-potential"), Some(true));
    /// assert_eq!(survey.holds("weakly-acyclic"), Some(true));
    /// # Ok::<(), equil::response::ResponseError>(())
    /// ```
    pub fn new(payoffs: &Payoffs, watch: Watch<'_>) -> Result<Self, ResponseError> {
        let improvements = Improvements::new(payoffs, watch)?;
        let mut stopped = false;
        let best = told(Landscape::new(&improvements, true, watch), &mut stopped)?;
        let better = told(Landscape::new(&improvements, false, watch), &mut stopped)?;
        let mut potentials = Vec::new();
        for test in POTENTIALS {
            let Some(better) = &better else {
                potentials.push(None);
                continue;
            };
            let ground = Ground { improvements: &improvements, better };
            let found = told(test.find(ground, watch), &mut stopped)?;
            potentials.push(found.filter(|found| match found {
                Finding::Potential(potential) => potential.check(payoffs),
                Finding::Violation(violation) => violation.check(payoffs, test.kind),
                Finding::Open => true,
            }));
        }
        let modularity = told(modularity(payoffs, watch), &mut stopped)?;
        let greatest = match greatest(payoffs, watch) {
            // Bounds of a gain: the rest does not hang on them
            Err(ResponseError::Unsettled { .. }) => None,
            found => told(found, &mut stopped)?,
        };
        Ok(Self { best, better, potentials, modularity, greatest, stopped })
    }

    /// Whether the game has the property of that name; `None` if that is not settled, or there is
    /// none.
    pub fn holds(&self, name: &str) -> Option<bool> {
        if let Some(place) = POTENTIALS.iter().position(|test| test.name == name) {
            return match self.potentials.get(place)?.as_ref()? {
                Finding::Potential(_) => Some(true),
                Finding::Violation(_) => Some(false),
                Finding::Open => None,
            };
        }
        PROPERTIES.iter().find(|property| property.name == name)?.holds(self)
    }
}

/// What was found, unless the search was stopped.
fn told<T>(
    found: Result<T, ResponseError>,
    stopped: &mut bool,
) -> Result<Option<T>, ResponseError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(ResponseError::Stopped) => {
            *stopped = true;
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_well_described() {
        let bib = include_str!("../../paper/refs.bib");
        for property in PROPERTIES {
            assert!(property.about.len() <= 90 && !property.about.ends_with('.'));
            assert!(bib.contains(&format!("{{{},", property.source)), "{}", property.name);
        }
        let names: Vec<&str> = properties().map(|(name, _)| name).collect();
        assert!((1..names.len()).all(|i| !names[..i].contains(&names[i])));
    }
}
