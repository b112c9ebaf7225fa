//! What the solver proved, section by section.

use rayon::prelude::*;

use super::map::{Mapped, ranked};
use super::patience::Patience;
use super::states::States;
use super::subject::Subject;
use super::{Asked, Page};
use crate::answer::{Condition, Decision};
use crate::claims::{Claims, Tested, judge_theses, test};
use crate::dominance::RUNGS;
use crate::game::Payoffs;
use crate::nash::{METHODS, Settings};
use crate::report::{Document, Dominance, Solved, Thresholds, coded, html_text};
use crate::solve::{equilibrium_set, solve};
use crate::table::Style;
use crate::threshold::{Change, Line, Switching};

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
    /// The stochastic game, where the file has one.
    pub(super) states: Option<&'a States>,
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
        if let Some(states) = found.states {
            add("states", "The stochastic game", states.html.clone());
        }
        if found.is_live {
            if self.has_formulas() && self.model.parameters.iter().any(|one| one.range.is_some()) {
                add("controls", "Parameters to move", self.controls(found));
            }
            add("tables", "Payoffs", TABLES.to_owned());
        }
        add("elimination", "Dominance and elimination", self.elimination(found));
        add("equilibrium", "Equilibria", self.equilibria(found));
        if let (Some(asked), Some(mapped)) = (found.asked, found.map) {
            add("region", "Where the answer changes: a map", self.map_html(asked, mapped));
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
    pub(super) fn proved(&self, document: &Document) -> String {
        format!("<h3>Proved, at the values {}</h3>\n{}", self.place(), document.to_html(DIGITS))
    }

    fn controls(&self, found: &Found<'_>) -> String {
        // Told where some slider has such a mark
        let is_marked = ranked(&found.lines).iter().any(|(line, _)| {
            let has_slider = self.model.parameters[line.parameter].range.is_some();
            has_slider && line.changes().iter().any(Change::is_certain)
        });
        let asked = found.asked.filter(|_| is_marked);
        let changes = asked.map(|asked| {
            format!(
                "<p class=faint>“Answer changes at” is proved, with one parameter alone moved from the values {}, of this question: {}\n",
                self.place(),
                self.question_html(asked)
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

    /// The map and, in words of the page, what it shows.
    fn map_html(&self, asked: &Asked, mapped: &Mapped) -> String {
        let [across, up] = mapped.axes.each_ref().map(|axis| self.named(axis.parameter));
        let key = |(symbol, label): (String, String)| {
            format!(
                "<li><svg viewBox=\"-1 -8 26 16\" width=26 height=16 aria-hidden=true>{symbol}</svg> {}\n",
                html_text(&label)
            )
        };
        let keys: String = mapped.map.entries().into_iter().map(key).collect();
        let lacking = mapped.lacking.iter().map(|line| format!("<p>{}\n", coded(line)));
        format!(
            "<p>{}\n<p>All other parameters are at the values {}. Across: {across}; upwards: {up}.\n<p>{}\n\
             {}<p id=mapnote aria-live=polite></p>\n\
             <figure id=map class=picture>{}<figcaption><ul class=keys>\n{keys}</ul></figcaption></figure>\n",
            self.question_html(asked),
            self.place(),
            mapped.borders,
            lacking.collect::<String>(),
            mapped.map.to_plain_svg()
        )
    }

    /// A parameter with what it is about.
    fn named(&self, parameter: usize) -> String {
        let parameter = &self.model.parameters[parameter];
        let unit = parameter.unit.as_ref().map(ToString::to_string).filter(|unit| unit != "1");
        let unit = unit.map_or_else(String::new, |unit| format!(" ({unit})"));
        let about = parameter.about.as_ref().map(|about| format!(", {about}"));
        let told = about.unwrap_or_default() + &unit;
        format!("<b>{}</b>{}", html_text(&parameter.name), html_text(&told))
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
        let proved = self.proved(&told.document());
        format!("<p>{}\n{proved}", self.question_html(asked))
    }

    fn repetition(&self, patience: &Patience<'_>, is_live: bool) -> String {
        let mut html = String::new();
        if is_live {
            html.push_str("<div id=discounts></div>\n<p id=patience aria-live=polite></p>\n");
        }
        html.push_str(&self.proved(&patience.told.document()));
        html
    }

    /// What an argument says, judged by this file alone. Theses of which another file has the text are counted only.
    fn theses(&self) -> String {
        if self.model.theses.is_empty() {
            return String::new();
        }
        let game = (self.model, self.assignment.clone(), self.max_bits);
        let Ok(mut theses) = judge_theses(&[game], &self.settings) else { return String::new() };
        let all = theses.judged.len();
        theses.judged.retain(|one| one.text.is_some());
        let more = all - theses.judged.len();
        let also = if theses.judged.is_empty() { "" } else { " more" };
        let elsewhere = match more {
            0 => String::new(),
            1 => format!(
                "<p>One{also} thesis is stated in another file: this one has predictions of it only, which are among the claims.\n"
            ),
            _ => format!(
                "<p>{more}{also} theses are stated in other files: this one has predictions of them only, which are among the claims.\n"
            ),
        };
        if theses.judged.is_empty() {
            return elsewhere;
        }
        let mut document = Document::new();
        document.table(theses.table());
        format!(
            "<p>What the argument says, judged by this file alone: <strong>{}</strong>.\n\
             <details><summary>{}</summary>\n{}</details>\n{elsewhere}",
            html_text(&theses.in_words()),
            counted(theses.judged.len(), ["The thesis", "theses"]),
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
             <details><summary>{}</summary>\n{}</details>\n",
            self.place(),
            counted(model.claims.len(), ["The claim", "claims"]),
            document.to_html(DIGITS)
        )
    }
}

/// All of them, or the only one.
fn counted(count: usize, [one, many]: [&str; 2]) -> String {
    if count == 1 { one.to_owned() } else { format!("All {count} {many}") }
}

const CONTROLS: &str = "<p class=buttons><span id=scenarios></span><button type=button id=reset>Back to the start</button></p>\n\
    <div id=sliders class=controls></div>\n";
const TABLES: &str = "<p id=pickers class=pickers></p>\n\
    <div id=payoffs class=scroll role=region tabindex=0 aria-label=\"Payoff table\"></div>\n\
    <p class=faint>★ and underlined: a best response to what the others play in that cell. A framed cell is a pure equilibrium: \
    everybody’s strategy is a best response.</p>\n";
