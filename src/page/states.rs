//! The stochastic game that a file describes, solved.

use super::Page;
use crate::report::{Markov, Searched, html_text};
use crate::stochastic::{Recursion, homotopy, is_searchable, recursion};

/// What is told of it.
pub(super) struct States {
    /// All that was found.
    pub(super) html: String,
    /// The answer in a sentence: what is played at the start, where there is one equilibrium.
    pub(super) said: String,
}

/// States and policies that are looked at, as `equil markov` does.
const MOST_STATES: usize = crate::model::MOST_STATES;
const MOST_POLICIES: usize = 100;

impl Page<'_> {
    /// Nothing where the file describes none.
    pub(super) fn states(&self) -> Option<States> {
        let states = self.model.states.as_ref()?;
        let found = self.model.stochastic(self.assignment, self.max_bits, MOST_STATES);
        let stochastic = match found {
            Ok(stochastic) => stochastic,
            Err(error) => {
                let html = format!("<p>{}\n", html_text(&error.to_string()));
                return Some(States { html, said: String::new() });
            }
        };
        let first = states.variables.iter().map(|one| {
            let value = self.assignment.get(one.parameter).cloned();
            value.unwrap_or_else(|| one.levels[0].clone())
        });
        let first: Vec<_> = first.collect();
        let start = stochastic.state_at(self.model, &first).unwrap_or(0);
        let watch = self.settings.watch;
        let all = is_searchable(&stochastic.game).then(|| {
            Searched::All(recursion(
                &stochastic.game,
                &Recursion { at_most: Some(MOST_POLICIES), watch: &watch },
            ))
        });
        let searched = match all {
            Some(all) if !all.is_unsuccessful() => all,
            _ => Searched::Path { traced: homotopy(&stochastic.game, &watch), after: None },
        };
        let report = Markov {
            model: self.model,
            point: self.point.clone(),
            game: &stochastic.game,
            points: &stochastic.points,
            start,
            searched,
            paths: None,
        };
        let mut html = String::from(
            "<p>What moves on this page is about one round, in the state that the values of the state variables make. This is about all rounds.\n",
        );
        html.push_str(&self.proved(&report.document(false)));
        if let Some(picture) = report.upright_picture() {
            html.push_str(&format!("<figure class=picture tabindex=0 role=group aria-label=\"What is played in each state\">{picture}</figure>\n"));
        }
        let said = report.at_start().unwrap_or_else(|| report.summary());
        Some(States { html, said })
    }
}
