//! The page put together.

use serde_json::Value;

use super::sections::{Found, Section};
use super::{Page, compiled, policy};
use crate::report::{game_json, html_text};

const FRAME: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const GAME: &str = include_str!("game.js");
const PATIENCE: &str = include_str!("patience.js");
const SELF_TEST: &str = include_str!("selftest.js");
const VIEW: &str = include_str!("view.js");

/// The whole page; `data` is what its script knows, if there is anything to compute.
pub(super) fn page(
    page: &Page<'_>,
    found: &Found<'_>,
    sections: &[Section],
    data: Option<&Value>,
) -> String {
    let info = &page.model.info;
    let title = info.title.as_ref().unwrap_or(&info.name);
    let style = narrowed(&without_notes(STYLE), &STYLE_GAPS);
    let script = data.map(|data| script(page, data));
    let scripts: Vec<&str> = script.iter().map(String::as_str).collect();
    let links = sections.iter().map(|section| {
        format!("<li><a href=\"#{}\">{}</a>\n", section.id, html_text(section.title))
    });
    let body = sections.iter().map(|Section { id, title, html }| {
        let title = html_text(title);
        format!("<section id={id} aria-labelledby=h-{id}>\n<h2 id=h-{id}>{title}</h2>\n{html}</section>\n")
    });
    let about = info.about.as_deref().map_or_else(String::new, |about| {
        format!(
            "<details><summary>About this game</summary><p>{}</details>\n",
            html_text(about.trim())
        )
    });
    let point = page
        .point
        .said()
        .map_or_else(String::new, |said| format!("<p class=faint>Written {}.\n", html_text(&said)));
    let parts = [
        ("policy", policy::policy(&scripts, &[&style])),
        ("title", html_text(title)),
        ("style", style.clone()),
        ("about", about),
        ("point", point),
        ("always", page.always(found)),
        ("sentence", html_text(&page.sentence(found))),
        ("links", links.collect()),
        ("sections", body.collect()),
        (
            "script",
            script.map_or_else(String::new, |script| format!("<script>{script}</script>\n")),
        ),
        ("game", html_text(&info.name)),
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
    ];
    filled(FRAME, &parts)
}

/// A text with each `{{name}}` replaced.
fn filled(frame: &str, parts: &[(&str, String)]) -> String {
    let mut pieces = frame.split("{{");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once("}}").unwrap_or(("", piece));
        let part = parts.iter().find(|(known, _)| *known == name);
        text.push_str(part.map_or("", |(_, part)| part));
        text.push_str(rest);
    }
    text
}

/// The script: what it knows, the formulas, and what is done with them.
fn script(page: &Page<'_>, data: &Value) -> String {
    // No text of a file ends the script
    let data = data.to_string().replace('<', r"\u003c");
    let payoffs = if page.has_formulas() {
        format!("(()=>{{{}}})()", compiled::compiled(page.model))
    } else {
        "(p,s,k)=>game.tests[0].u.map(list=>list[k])".to_owned()
    };
    let discounts = compiled::discounts(page.model);
    let discounts = discounts.map(|code| format!("const discounts={code};\n"));
    format!(
        "\"use strict\";\nconst game={data};\nconst payoffs={payoffs};\n{}{}{}{}{}",
        discounts.unwrap_or_default(),
        code(GAME),
        code(PATIENCE),
        code(SELF_TEST),
        code(VIEW)
    )
}

/// Without lines that are notes, and without indents.
fn without_notes(text: &str) -> String {
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| {
        let is_note = line.starts_with("// ") || (line.starts_with("/*") && line.ends_with("*/"));
        !line.is_empty() && !is_note
    });
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Marks that need no space around them, with what is left: no text in styles has one of these.
const STYLE_GAPS: [(&str, &str); 5] =
    [(" { ", "{"), ("; }", "}"), (" }", "}"), ("; ", ";"), (": ", ":")];
/// The same for scripts.
const CODE_GAPS: [(&str, &str); 7] = [
    (" => ", "=>"),
    (" === ", "==="),
    (" !== ", "!=="),
    (" && ", "&&"),
    (" || ", "||"),
    (" <= ", "<="),
    (" >= ", ">="),
];

fn code(text: &str) -> String {
    narrowed(&without_notes(text), &CODE_GAPS)
}

fn narrowed(text: &str, gaps: &[(&str, &str)]) -> String {
    gaps.iter().fold(text.to_owned(), |text, (wide, narrow)| text.replace(wide, narrow))
}

impl Page<'_> {
    /// What the solver says at the base point, for readers without scripts.
    fn sentence(&self, found: &Found<'_>) -> String {
        let model = self.model;
        let cases = found.dominance.verdict.cases.as_ref();
        let class = cases.zip(found.subject).map(|(cases, subject)| {
            let better = cases.count(crate::num::Sign::Positive);
            format!(
                "For {}, {} is better than everything else in {better} of {} cases. ",
                model.players[subject.player].name,
                subject.label,
                cases.cases.len()
            )
        });
        let equilibria = match found.equilibria {
            None => "Not all pure equilibria are known.".to_owned(),
            Some([]) => "There is no pure equilibrium.".to_owned(),
            Some([only]) => format!("The only pure equilibrium is {}.", model.describe(only)),
            Some(many) => format!("There are {} pure equilibria.", many.len()),
        };
        class.unwrap_or_default() + &equilibria
    }

    /// What is proved of all rounds of a stochastic game, above what moves.
    fn always(&self, found: &Found<'_>) -> String {
        let Some(said) = found.states.map(|states| &states.said).filter(|said| !said.is_empty())
        else {
            return String::new();
        };
        format!(
            "<p class=always>{} <span class=faint>(Over all rounds; proved at the values {}.)</span></p>\n",
            html_text(said),
            self.place()
        )
    }

    /// The file's name without its folder.
    fn file(&self) -> &str {
        let name = self.model.source.name.as_str();
        name.rsplit(['/', '\\']).next().unwrap_or(name)
    }

    /// The command that answers the question of the page at the base point, without `--set`.
    pub(super) fn command(&self, found: &Found<'_>) -> String {
        let asked = found.subject.map(|subject| {
            let player = &self.model.players[subject.player];
            let named = player.choices().find(|name| *name == subject.label);
            named.map_or_else(
                || format!(" {}", player.name),
                |label| format!(" {} {label}", player.name),
            )
        });
        let scenario =
            self.point.scenario.as_ref().map(|scenario| format!(" --scenario {scenario}"));
        format!(
            "equil dominance {}{}{}",
            self.file(),
            asked.unwrap_or_default(),
            scenario.unwrap_or_default()
        )
    }

    /// The commands that give what the page says, and what it was made from.
    pub(super) fn reproduce(&self, found: &Found<'_>) -> String {
        let file = self.file();
        let set = self.point.set.iter().map(|(name, value)| format!(" --set {name}={value}"));
        let scenario = self.point.scenario.as_ref().map(|name| format!(" --scenario {name}"));
        let place: String = scenario.into_iter().chain(set).collect();
        let mut commands = vec![format!("equil report {file}{place}")];
        commands.push(format!("equil solve {file}{place}"));
        if let Some(asked) = found.asked {
            let (query, given) = match asked.written.split_once(" given ") {
                Some((query, given)) => (query, format!(" --given \"{given}\"")),
                None => (asked.written.as_str(), String::new()),
            };
            let asking = format!("{file}{place} --query \"{query}\"{given}");
            if !found.lines.is_empty() {
                commands.push(format!("equil threshold {asking}"));
            }
            if let Some(mapped) = found.map {
                let [other, axis] = mapped.axes.each_ref().map(|axis| {
                    let name = &self.model.parameters[axis.parameter].name;
                    format!("{name}={}:{}", axis.low, axis.high)
                });
                commands
                    .push(format!("equil threshold {asking} --vary {axis} --along {other} -f svg"));
            }
        }
        if self.model.repeated.is_some() {
            commands.push(format!("equil repeated {file}{place}"));
        }
        if self.model.states.is_some() {
            commands.push(format!("equil markov {file}{place}"));
        }
        if !self.model.claims.is_empty() {
            commands.push(format!("equil claims {file}{place}"));
        }
        let commands: Vec<String> = commands.iter().map(|line| html_text(line)).collect();
        let live = if found.is_live {
            "<p>What the page says at the values of the sliders:\n<pre tabindex=0><code id=command></code></pre>\n"
        } else {
            ""
        };
        let hash = game_json(self.model)["sha256"].as_str().unwrap_or_default().to_owned();
        format!(
            "{live}<p>What was proved:\n<pre tabindex=0><code>{}</code></pre>\n\
             <p>The file is <code>{}</code>, SHA-256 <code class=hash>{hash}</code>; the page was written by equil {}.\n",
            commands.join("\n"),
            html_text(file),
            env!("CARGO_PKG_VERSION")
        )
    }
}
