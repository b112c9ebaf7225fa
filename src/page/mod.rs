//! A whole game as one page of HTML: what the solver proves, and what moves with the parameters.
//!
//! A [`Page`] is written once and needs nothing else: no network, no fonts, no other file. What was proved is baked in, with
//! the words of its certificates; payoffs, best responses, elimination and what follows from them are computed again in the
//! page whenever a parameter moves, in floats, from the same expression trees ([`crate::formula::javascript`]). When it is
//! opened the page compares its payoffs in every pure profile with those of the solver.

mod asking;
mod bibliography;
mod compiled;
mod data;
mod map;
mod patience;
mod policy;
mod question;
mod sections;
mod sources;
mod states;
mod subject;
mod template;
#[cfg(test)]
mod tests;

pub use question::{Asked, asked};

use crate::answer::{Condition, Question};
use crate::certify::Kind;
use crate::dominance::Among;
use crate::game::Payoffs;
use crate::model::{Assignment, Axis, Model, ModelError};
use crate::nash::Settings;
use crate::report::{Dominance, Point};
use crate::threshold::ThresholdError;
use sections::Section;
use subject::Subject;

/// What a page is about.
pub struct Page<'a> {
    /// The game.
    pub model: &'a Model,
    /// Its parameters.
    pub assignment: &'a Assignment,
    /// The same in words.
    pub point: Point,
    /// How payoffs that are not rational are narrowed.
    pub max_bits: u32,
    /// What is asked; by default [`asked`] finds something.
    pub asked: Option<Asked>,
    /// The two parameters of the map, the one across first; by default the two with the nearest thresholds.
    pub axes: Option<[Axis; 2]>,
    /// How equilibria are searched for; the watch ends every search, and what is not found by then is said to be open.
    pub settings: Settings<'a>,
}

/// Why there is no page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PageError {
    /// The game has no payoffs.
    #[error(transparent)]
    Model(#[from] ModelError),
}

impl From<ThresholdError> for PageError {
    fn from(error: ThresholdError) -> Self {
        match error {
            ThresholdError::Model(error) => Self::Model(error),
        }
    }
}

/// Games with more payoffs than this are told by the solver alone: nothing moves.
const MOST_PAYOFFS: usize = 20_000;
/// Where all pure equilibria of games with more profiles change, is not mapped unless two parameters are named.
const MOST_MAPPED: usize = 100;

impl Page<'_> {
    /// The page, in UTF-8.
    ///
    /// # Errors
    /// [`PageError`] when the game has no payoffs where its parameters are.
    ///
    /// # Complexity
    /// That of all equilibria (of pure ones only where there are many strategies), of the thresholds of every parameter that
    /// has a range, of some curves over two of them, and of all claims of the file.
    ///
    /// # Examples
    /// ```
    /// use equil::format::{Limits, read};
    /// use equil::model::Assignment;
    /// use equil::nash::Settings;
    /// use equil::page::Page;
    /// use equil::report::Point;
    /// use equil::text::Source;
    ///
    /// let file = "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\n\
    ///             [params]\nk = { value = 1, range = [0, 4] }\n[payoff.a]\nx = \"k^2\"\ny = \"2\"\n\
    ///             [claim.x]\nfails = \"dominant(a, x)\"\n";
    /// let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
    /// let page = Page {
    ///     model: &model,
    ///     assignment: &Assignment::of(&model),
    ///     point: Point::default(),
    ///     max_bits: 1024,
    ///     asked: None,
    ///     axes: None,
    ///     settings: Settings::default(),
    /// };
    /// let html = page.html()?;
    /// assert!(html.starts_with("<!DOCTYPE html>") && html.contains("1.4142"));
    /// # Ok::<(), equil::page::PageError>(())
    /// ```
    pub fn html(&self) -> Result<String, PageError> {
        let payoffs = self.model.at(self.assignment, self.max_bits)?;
        let subject = Subject::of(self.model, self.asked.as_ref());
        let equilibria = sections::pure(&payoffs, &self.settings);
        let asked = match &self.asked {
            Some(asked) => Some(asked.clone()),
            None => asked(self.model, equilibria.as_deref()),
        };
        let question = Question {
            model: self.model,
            point: self.assignment,
            payoffs: &payoffs,
            kept: match &subject {
                Some(subject) => subject.kept.clone(),
                None => self.everything(),
            },
            player: subject.as_ref().map(|subject| subject.player),
            target: subject.as_ref().map(|one| (one.label.clone(), one.target.clone())),
            kind: Kind::Strict,
            among: Among::Mixtures,
        };
        let verdict = question.ask(&self.settings)?;
        let told = Dominance { question: &question, verdict: &verdict, point: self.point.clone() };
        let lines = match &asked {
            Some(asked) => self.lines(asked)?,
            None => Vec::new(),
        };
        let profiles = payoffs.shape().profiles();
        let map = match &asked {
            Some(Asked { condition: Condition::PureEquilibria, .. })
                if self.axes.is_none() && profiles > MOST_MAPPED =>
            {
                None
            }
            Some(asked) => self.map(asked, &lines)?,
            None => None,
        };
        let patience = self.patience(&payoffs);
        let states = self.states();
        let is_live = profiles * payoffs.shape().players() <= MOST_PAYOFFS;
        let found = sections::Found {
            payoffs: &payoffs,
            subject: subject.as_ref(),
            dominance: &told,
            equilibria: equilibria.as_deref(),
            asked: asked.as_ref(),
            lines,
            map: map.as_ref(),
            patience: patience.as_ref(),
            states: states.as_ref(),
            is_live,
        };
        let sections: Vec<Section> = self.sections(&found);
        let data = if is_live { Some(self.data(&found)?) } else { None };
        Ok(template::page(self, &found, &sections, data.as_ref()))
    }

    fn everything(&self) -> Vec<crate::game::Support> {
        self.model.players.iter().map(|player| (0..player.strategies.len()).collect()).collect()
    }

    /// Whether it is about the values of the file, in words that follow "the values".
    fn place(&self) -> &'static str {
        if self.point.said().is_some() { "asked for" } else { "in the file" }
    }

    fn payoffs_at(&self, point: &Assignment) -> Result<Payoffs, ModelError> {
        self.model.at(point, self.max_bits)
    }
}
