//! How far parameters may move before an answer changes: the end of `equil dominance` and `equil solve`.

use std::sync::atomic::{AtomicU64, Ordering};

use clap::ValueEnum;
use rayon::prelude::*;

use super::CliError;
use super::input::Game;
use super::output::Form;
use super::threshold::lines;
use super::vary::axes;
use equil::answer::Condition;
use equil::model::{Axis, Model, Restriction};
use equil::nash::Settings;
use equil::report::{Compared, Document, Thresholds};
use equil::threshold::BUDGET;

/// Whether flips are listed.
#[derive(clap::Args)]
pub(crate) struct Flips {
    /// List for each parameter the nearest values at which the answer changes, with proof: `--flips` does, however
    /// long that takes, by default it is done unless the game is large, `--flips=never` leaves it out
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "always",
        hide_possible_values = true
    )]
    flips: When,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum When {
    /// Unless the game is large
    #[default]
    Small,
    /// Always
    Always,
    /// Never
    Never,
}

/// So many payoffs that matter, for each parameter with a range, all taken together, are compared without being asked:
/// 53 parameters of a game of 240 profiles and four players.
const MOST: usize = 60_000;
/// The same where all that elimination leaves counts, which changes more often.
const MOST_ELIMINATED: usize = 15_000;

/// Stretches of a range that are looked at where nobody asked for flips; where strategies are eliminated, as many as
/// compare so many payoffs, for each strategy to be eliminated.
const UNASKED: u64 = 2_000;
const COMPARED: u64 = 2_000_000;
/// But for so many, in any case.
const LEAST: u64 = 20;

/// Whether flips are listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listed {
    Yes,
    /// Nobody wants them, or there are none to list.
    No,
    /// They would take long, and nobody asked for them.
    LeftOut,
}

impl Flips {
    /// Whether they were asked for, however long they take.
    pub(crate) fn is_explicit(&self) -> bool {
        self.flips == When::Always
    }

    fn listed(&self, model: &Model, form: Form, condition: &Condition) -> Listed {
        let ranged = model.parameters.iter().filter(|p| p.range.is_some()).count();
        if ranged == 0 || matches!(form, Form::Csv | Form::Jsonl) {
            return Listed::No;
        }
        let most = if is_survivors(condition) { MOST_ELIMINATED } else { MOST };
        match self.flips {
            When::Always => Listed::Yes,
            When::Small if ranged.saturating_mul(payoffs(model, condition)) <= most => Listed::Yes,
            When::Small => Listed::LeftOut,
            When::Never => Listed::No,
        }
    }

    /// Where the answer to a question, as written and as asked, changes, and what is to be said of that; nothing where
    /// that is not listed. `model` is that of the file.
    pub(crate) fn told<'a>(
        &self,
        model: &'a Model,
        (game, form): (&Game, Form),
        (asked, condition): (String, Condition),
        settings: &Settings<'_>,
    ) -> Result<Told<'a>, CliError> {
        let mut told = Told::default();
        match self.listed(model, form, &condition) {
            Listed::No => {}
            Listed::LeftOut => told.left_out.push(asked),
            Listed::Yes => {
                told.flips.push(self.found(model, game, (asked, condition), settings)?);
                told.late |= !(settings.watch)(0, 1);
            }
        }
        Ok(told)
    }

    fn found<'a>(
        &self,
        model: &'a Model,
        game: &Game,
        (asked, condition): (String, Condition),
        settings: &Settings<'_>,
    ) -> Result<Thresholds<'a>, CliError> {
        let mut axes = axes(&[], model)?;
        axes.retain(|axis| game.assignment.get(axis.parameter).is_some());
        for axis in &mut axes {
            // What was set beyond its range moves from there on
            if let Some(base) = game.assignment.get(axis.parameter) {
                axis.low = axis.low.clone().min(base.clone());
                axis.high = axis.high.clone().max(base.clone());
            }
        }
        let (point, bits) = (&game.assignment, game.max_bits);
        let budget = self.budget(model, &condition);
        let (done, total) = (AtomicU64::new(0), axes.len() as u64);
        let watch = |_, _| (settings.watch)(done.load(Ordering::Relaxed), total);
        let settings = Settings { watch: &watch, ..Settings::default() };
        let moved = |axis: &Axis| {
            let one = std::slice::from_ref(axis);
            let found = lines(one, (model, point, bits), &condition, budget, &settings);
            done.fetch_add(1, Ordering::Relaxed);
            found
        };
        let lines: Result<Vec<_>, CliError> = axes.par_iter().map(moved).collect();
        let here = model.at(point, bits).ok();
        let here = here.and_then(|payoffs| condition.decide(&payoffs, &Settings::default()).ok());
        let lines = lines?.into_iter().flatten().collect();
        Ok(Thresholds {
            model,
            point: game.point.clone(),
            asked,
            here,
            compared: Compared::new(&condition, None),
            lines,
        })
    }

    fn budget(&self, model: &Model, condition: &Condition) -> u64 {
        if self.is_explicit() {
            return BUDGET;
        }
        if condition.is_pairwise() {
            return UNASKED;
        }
        let strategies = model.players.iter().map(|player| player.strategies.len()).sum::<usize>();
        let each = payoffs(model, condition).saturating_mul(strategies).max(1);
        (COMPARED / each as u64).clamp(LEAST, UNASKED)
    }

    /// Whether what was asked for was cut short.
    pub(crate) fn are_cut(&self, found: &[Thresholds<'_>]) -> bool {
        self.is_explicit() && found.iter().any(is_cut)
    }

    /// Adds what was found to a document, and what was not.
    pub(crate) fn add(&self, told: &Told<'_>, document: &mut Document) {
        for flips in &told.flips {
            flips.add_flips(document);
        }
        let mut lines = Vec::new();
        if told.flips.iter().any(is_cut) {
            lines.push(if told.late {
                "What is open was cut short by the time limit.".to_owned()
            } else if self.is_explicit() {
                "What is open was cut short by a limit.".to_owned()
            } else {
                "What is open was cut short by a limit: `--flips` looks further.".to_owned()
            });
        }
        if !told.left_out.is_empty() {
            lines.push(format!(
                "Left out, for it takes long: how far single parameters may move before the answer changes \
                 ({}). `--flips` lists that.",
                told.left_out.join(", ")
            ));
        }
        document.before_remarks(lines);
    }
}

/// What is told of flips.
#[derive(Default)]
pub(crate) struct Told<'a> {
    /// Where answers change.
    pub(crate) flips: Vec<Thresholds<'a>>,
    /// The questions for which that was left out.
    left_out: Vec<String>,
    /// Whether there was no time left.
    late: bool,
}

impl Told<'_> {
    /// One after the other.
    pub(crate) fn and(&mut self, more: Self) {
        self.flips.extend(more.flips);
        self.left_out.extend(more.left_out);
        self.late |= more.late;
    }
}

fn is_cut(found: &Thresholds<'_>) -> bool {
    found.lines.iter().any(|(line, _)| line.stopped)
}

fn is_survivors(condition: &Condition) -> bool {
    match condition {
        Condition::Given(inner, _) => is_survivors(inner),
        other => *other == Condition::Survivors,
    }
}

/// How many payoffs the answer may hang on.
fn payoffs(model: &Model, condition: &Condition) -> usize {
    let players = condition.players(&model.shape()).into_iter().filter(|matters| *matters).count();
    model.shape().profiles().saturating_mul(players)
}

/// The players who do not have all of their strategies, and which they have.
pub(crate) fn held(model: &Model, kept: &[equil::game::Support]) -> Vec<Restriction> {
    let players = model.players.iter().zip(kept).enumerate();
    players
        .filter(|(_, (player, kept))| kept.len() < player.strategies.len())
        .map(|(player, (_, kept))| Restriction {
            player,
            choice: equil::model::MixedChoice::Among(kept.clone()),
        })
        .collect()
}
