//! What the solver proved, section by section.

use rayon::prelude::*;

use super::map::Mapped;
use super::patience::Patience;
use super::subject::Subject;
use super::{Asked, Page};
use crate::answer::{Condition, Decision};
use crate::claims::{Claims, Tested, judge_theses, test};
use crate::dominance::RUNGS;
use crate::game::Payoffs;
use crate::nash::{METHODS, Settings};
use crate::report::{Document, Dominance, Markov, Searched, Solved, Thresholds, html_text};
use crate::solve::{equilibrium_set, solve};
use crate::stochastic::{Recursion, homotopy, is_searchable, recursion};
use crate::table::Style;
use crate::threshold::{Line, Switching};

/// Everything that was found before sections are written.
pub(super) struct Found<'a> {
    pub(super) payoffs: &'a Payoffs,
    pub(super) subject: Option<&'a Subject>,
    pub(super) dominance: &'a Dominance<'a>,
    /// All pure equilibria, if they are known.
    pub(super) equilibria: Option<&'a [Vec<usize>]>,
    pub(super) asked: Option<&'a Asked>,
    pub(super) lines: Vec<(Line, Option<Switching>)>,
    pub(super) map: Option<&'a Mapped>,
    pub(super) patience: Option<&'a Patience<'a>>,
    /// Whether the page computes payoffs itself.
    pub(super) is_live: bool,
}

/// A part of a page.
pub(super) struct Section {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) html: String,
}

/// Digits of payoffs.
const DIGITS: usize = 4;
/// With more strategies in all, mixed equilibria are not searched for.
const MANY: usize = 24;

/// All pure equilibria, where they are known.
pub(super) fn pure(payoffs: &Payoffs, settings: &Settings<'_>) -> Option<Vec<Vec<usize>>> {
    match Condition::PureEquilibria.decide(payoffs, settings) {
        Ok(Decision::Profiles(profiles)) => Some(profiles),
        _ => None,
    }
}

impl Page<'_> {
    /// All sections, in order.
    pub(super) fn sections(&self, found: &Found<'_>) -> Vec<Section> {
        let mut sections = Vec::new();
        let mut add = |id, title, html: String| sections.push(Section { id, title, html });
        if let Some(markov) = self.markov() {
            add("states", "The stochastic game", markov);
        }
        if found.is_live {
            if self.has_formulas() && self.model.parameters.iter().any(|one| one.range.is_some()) {
                add("controls", "Parameters to move", self.controls(found));
            }
            add("tables", "Payoffs", TABLES.to_owned());
        }
        add("elimination", "Dominance and elimination", self.elimination(found));
        add("equilibrium", "Equilibria", self.equilibria(found));
        if let Some(mapped) = found.map {
            add("region", "Where the answer changes: a map", self.map_html(mapped));
        }
        if let (Some(asked), false) = (found.asked, found.lines.is_empty()) {
            add("switching", "Values at which the answer changes", self.switching(asked, found));
        }
        if let Some(patience) = found.patience {
            add("repetition", "The repeated game", self.repetition(patience, found.is_live));
        }
        if !self.model.claims.is_empty() {
            add("claims", "Claims", self.claims());
        }
        add("parameters", "Parameters and sources", self.parameters_html());
        add("reproduce", "How to reproduce this", self.reproduce(found));
        sections
    }

    /// What was proved, under a heading that is marked where sliders have moved.
    fn proved(&self, document: &Document) -> String {
        format!("<h3>Proved, at the values {}</h3>\n{}", self.place(), document.to_html(DIGITS))
    }

    fn controls(&self, found: &Found<'_>) -> String {
        let asked = found.asked.filter(|_| !found.lines.is_empty());
        let changes = asked.map(|asked| {
            format!(
                "<p class=faint>“Answer changes at” is about <code>{}</code>, with this parameter alone moved from the values {}: proved.\n",
                html_text(&asked.written),
                self.place()
            )
        });
        format!("{CONTROLS}{}", changes.unwrap_or_default())
    }

    fn elimination(&self, found: &Found<'_>) -> String {
        let mut html = String::new();
        if found.is_live {
            if let Some(subject) = found.subject {
                let rungs = RUNGS.iter().map(|rung| {
                    let (name, meaning) = (html_text(rung.name), html_text(rung.meaning));
                    format!("<tr><th scope=row>{name}<td><td>{meaning}\n")
                });
                html.push_str(&format!(
                    "<div id=ladder><table><caption>How strong the case for {} is, at these values</caption>\
                     <thead><tr><th scope=col>rung<th scope=col>holds<th scope=col>of the strategies in {}\
                     <tbody>\n{}</table></div>\n",
                    html_text(&subject.label),
                    html_text(&subject.label),
                    rungs.collect::<String>()
                ));
            }
            html.push_str("<div id=rounds class=scroll role=region tabindex=0 aria-label=\"Rounds of elimination\"></div>\n<p id=left></p>\n");
        }
        let document = found.dominance.document(DIGITS, false);
        html.push_str(&format!(
            "<details><summary>The solver’s proof, with margins and reasons</summary>\n{}</details>\n",
            self.proved(&document)
        ));
        html
    }

    fn equilibria(&self, found: &Found<'_>) -> String {
        let mut html = String::new();
        if found.is_live {
            html.push_str("<div id=equilibria class=scroll role=region tabindex=0 aria-label=\"Pure equilibria\"></div>\n");
        }
        let strategies: usize = found.payoffs.shape().strategies().iter().sum();
        let method = METHODS.iter().find(|method| method.name == "pure");
        let method = method.filter(|_| strategies > MANY);
        let Ok(mut solution) = solve(found.payoffs, method, &self.settings) else { return html };
        let watch = self.settings.watch;
        let set = equilibrium_set(found.payoffs, &mut solution.outcome, &|done, total| {
            watch(done, total)
        });
        let solved = Solved {
            model: self.model,
            payoffs: found.payoffs,
            point: self.point.clone(),
            solution: &solution,
            set: set.as_ref(),
            judged: None,
        };
        let mut document = solved.document(DIGITS, false);
        if method.is_some() {
            document.styled(
                Style::Faint,
                format!("With {strategies} strategies in all, this page lists pure equilibria only; equil solve searches for mixed ones."),
            );
        }
        html.push_str(&self.proved(&document));
        html
    }

    /// The stochastic game that the file describes, solved.
    fn markov(&self) -> Option<String> {
        let states = self.model.states.as_ref()?;
        let found = self.model.stochastic(self.assignment, self.max_bits, MOST_STATES);
        let stochastic = match found {
            Ok(stochastic) => stochastic,
            Err(error) => return Some(format!("<p>{}\n", html_text(&error.to_string()))),
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
        if let Some(picture) = report.picture() {
            html.push_str(&format!("<figure class=picture tabindex=0 role=group aria-label=\"What is played in each state\">{picture}</figure>\n"));
        }
        Some(html)
    }

    fn map_html(&self, mapped: &Mapped) -> String {
        format!(
            "<p>{} The question is <code>{}</code>, at the values {} of all other parameters.\n\
             <p id=mapnote aria-live=polite></p>\n\
             <figure id=map class=picture tabindex=0 role=group aria-label=Map>{}</figure>\n",
            mapped.borders,
            html_text(&mapped.asked),
            self.place(),
            mapped.map.to_svg()
        )
    }

    fn switching(&self, asked: &Asked, found: &Found<'_>) -> String {
        let (here, compared) = self.here(asked);
        let told = Thresholds {
            model: self.model,
            point: self.point.clone(),
            asked: asked.written.clone(),
            here,
            compared,
            lines: found.lines.clone(),
        };
        self.proved(&told.document())
    }

    fn repetition(&self, patience: &Patience<'_>, is_live: bool) -> String {
        let mut html = String::new();
        if is_live {
            html.push_str(
                "<div class=control><label for=discount>Discount factor <b>δ</b>: <output id=discountvalue for=discount></output></label>\n\
                 <input type=range id=discount min=0 max=0.999 step=0.001 value=0.9></div>\n\
                 <p id=patience aria-live=polite></p>\n",
            );
        }
        html.push_str(&self.proved(&patience.told.document()));
        html
    }

    /// What an argument says, judged by this file alone.
    fn theses(&self) -> String {
        if self.model.theses.is_empty() {
            return String::new();
        }
        let game = (self.model, self.assignment.clone(), self.max_bits);
        let Ok(theses) = judge_theses(&[game], &self.settings) else { return String::new() };
        let mut document = Document::new();
        document.table(theses.table());
        format!(
            "<p>What the argument says, judged by this file alone: <strong>{}</strong>.\n\
             <details><summary>All {} theses</summary>\n{}</details>\n",
            html_text(&theses.in_words()),
            theses.judged.len(),
            document.to_html(DIGITS)
        )
    }

    fn claims(&self) -> String {
        let model = self.model;
        let one = |claim| -> Tested<'_> {
            test(model, claim, self.assignment, self.max_bits, &self.settings)
        };
        let tested = model.claims.par_iter().map(one).collect();
        let claims = Claims { model, point: self.point.clone(), tested };
        let said = claims.tally().in_words();
        let document = claims.document(DIGITS, true);
        let theses = self.theses();
        format!(
            "{theses}<p>What the file says of itself, tested by the solver at the values {}: <strong>{said}</strong>.\n\
             <details><summary>All {} claims</summary>\n{}</details>\n",
            self.place(),
            model.claims.len(),
            document.to_html(DIGITS)
        )
    }
}

/// States and policies that are looked at, as `equil markov` does.
const MOST_STATES: usize = crate::model::MOST_STATES;
const MOST_POLICIES: usize = 100;

const CONTROLS: &str = "<p class=buttons><span id=scenarios></span><button type=button id=reset>Back to the start</button></p>\n\
    <div id=sliders class=controls></div>\n";
const TABLES: &str = "<p id=pickers class=pickers></p>\n\
    <div id=payoffs class=scroll role=region tabindex=0 aria-label=\"Payoff table\"></div>\n\
    <p class=faint>★ and underlined: a best response to what the others play in that cell. A framed cell is a pure equilibrium: \
    everybody’s strategy is a best response.</p>\n";
